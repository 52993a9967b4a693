"""When a server may be asked again: its clock, its own wishes, a breaker; never asks anything itself."""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass

_SLOW_FACTOR = 2.0  # a server that takes two seconds for a page gets four of rest
_BREAK_AFTER = 6
_BREAK_SECONDS = 60.0
_BREAK_MOST = 3600.0
LONGEST_WAIT = 86400.0  # what a server may ask for; more is a clock that was wrong when it was noted


@dataclass
class _Clock:
    free_at: float = 0.0  # monotonic
    seconds: float = 0.0  # what the last answer took


@dataclass
class _Breaker:
    failures: int = 0
    open_until: float = 0.0  # monotonic
    seconds: float = 0.0  # the last rest


class Pace:
    """One clock per server address, one not-before time and one breaker per host; safe in threads."""

    def __init__(self, delay: float, max_delay: float, penalties: Mapping[str, float]) -> None:
        self._delay, self._max_delay = delay, max(delay, max_delay)
        self._clocks: dict[str, _Clock] = {}
        self._breakers: dict[str, _Breaker] = {}
        most = time.time() + LONGEST_WAIT
        self._not_before = {host: min(until, most) for host, until in penalties.items()}
        self._lock = threading.Lock()

    def take(self, address: str, least: float) -> float:
        """Take the next turn at a server; the seconds to sleep before it."""
        with self._lock:
            clock = self._clocks.setdefault(address, _Clock())
            now = time.monotonic()
            turn = max(now, clock.free_at)
            clock.free_at = turn + self._pause(clock, least)
            return turn - now

    def done(self, address: str, least: float, seconds: float) -> None:
        """Tell that the server answered; its rest begins now, and is longer the slower it was."""
        with self._lock:
            clock = self._clocks.setdefault(address, _Clock())
            clock.seconds = seconds
            clock.free_at = max(clock.free_at, time.monotonic() + self._pause(clock, least))

    def _pause(self, clock: _Clock, least: float) -> float:
        own = min(_SLOW_FACTOR * clock.seconds, self._max_delay) if self._delay else 0.0
        return max(self._delay, least, own)

    def free_in(self, address: str) -> float:
        """The seconds until a server's next turn."""
        with self._lock:
            clock = self._clocks.get(address)
            return max(0.0, clock.free_at - time.monotonic()) if clock else 0.0

    def punish(self, host: str, seconds: float) -> None:
        """Remember that a host asked for a pause (429, 503)."""
        with self._lock:
            self._not_before[host] = max(self._not_before.get(host, 0.0), time.time() + seconds)

    def penalty(self, host: str) -> float:
        """The seconds a host still asks to be left alone."""
        with self._lock:
            return max(0.0, self._not_before.get(host, 0.0) - time.time())

    def penalties(self) -> dict[str, float]:
        """The not-before times that are still to come (seconds since 1970), to be kept over runs."""
        now = time.time()
        with self._lock:
            return {host: until for host, until in self._not_before.items() if until > now}

    def broken(self, host: str) -> float:
        """The seconds until a host that failed again and again is tried once more."""
        with self._lock:
            breaker = self._breakers.get(host)
            return max(0.0, breaker.open_until - time.monotonic()) if breaker else 0.0

    def report(self, host: str, answered: bool) -> None:
        """Count failures in a row; at the limit the host rests, each time twice as long."""
        with self._lock:
            if answered:
                self._breakers.pop(host, None)
                return
            breaker = self._breakers.setdefault(host, _Breaker())
            breaker.failures += 1
            if breaker.failures >= _BREAK_AFTER:
                breaker.seconds = min(2 * breaker.seconds, _BREAK_MOST) or _BREAK_SECONDS
                breaker.open_until = time.monotonic() + breaker.seconds
