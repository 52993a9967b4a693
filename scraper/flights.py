"""Work done by a few threads that never keep the program alive; knows nothing of what the work is."""

import threading
from collections import deque
from collections.abc import Callable
from queue import SimpleQueue
from typing import Generic, TypeVar

Ask = TypeVar("Ask")
Answer = TypeVar("Answer")


class Flights(Generic[Ask, Answer]):
    """Asks under way: send one, get answers back as they come, in any order.

    One thread that has more to ask wakes nobody for an answer: to change threads costs as much as to ask.
    """

    def __init__(self, work: Callable[[Ask], Answer], threads: int) -> None:
        self._work, self.limit, self.under_way = work, max(1, threads), 0
        self._asks: SimpleQueue[Ask | None] = SimpleQueue()
        self._answers: deque[tuple[Ask, Answer | None, BaseException | None]] = deque()
        self._landed = threading.Event()
        self._threads: list[threading.Thread] = []

    def send(self, ask: Ask) -> None:
        """Give one ask to whichever thread is free."""
        if len(self._threads) < self.limit and self.under_way >= len(self._threads):
            thread = threading.Thread(target=self._fly, daemon=True)
            thread.start()
            self._threads.append(thread)
        self.under_way += 1
        self._asks.put(ask)

    def land(self, seconds: float) -> tuple[Ask, Answer] | None:
        """Give the next answer, None when none came in that time; what broke a thread is raised here."""
        if not self._answers:
            self._landed.clear()
            if not self._answers:  # none came just then
                self._landed.wait(seconds)
        if not self._answers:
            return None
        ask, answer, error = self._answers.popleft()
        self.under_way -= 1
        if error is not None:
            raise error
        return ask, answer  # type: ignore[return-value]

    def close(self) -> None:
        """Let the threads end after what they are doing."""
        for _ in self._threads:
            self._asks.put(None)

    def _fly(self) -> None:
        while (ask := self._asks.get()) is not None:
            try:
                self._answers.append((ask, self._work(ask), None))
            except BaseException as error:
                self._answers.append((ask, None, error))
            if self.limit > 1 or self._asks.empty():
                self._landed.set()
