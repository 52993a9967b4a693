"""Work done by a few threads that never keep the program alive; knows nothing of what the work is."""

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

Ask = TypeVar("Ask")
Answer = TypeVar("Answer")


class Flights(Generic[Ask, Answer]):
    """Asks under way: send one, get answers back as they come, in any order."""

    def __init__(self, work: Callable[[Ask], Answer], threads: int) -> None:
        self._work, self.limit, self.under_way = work, max(1, threads), 0
        self._asks: SimpleQueue[Ask | None] = SimpleQueue()
        self._answers: SimpleQueue[tuple[Ask, Answer | None, BaseException | None]] = SimpleQueue()
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
        try:
            ask, answer, error = self._answers.get(timeout=seconds)
        except Empty:
            return None
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
                self._answers.put((ask, self._work(ask), None))
            except BaseException as error:
                self._answers.put((ask, None, error))
