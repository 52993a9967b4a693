"""What robots.txt allows (RFC 9309), read by Protego; never fetches it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from protego import Protego

from scraper.rows import Capture
from scraper.urls import origin

_MOST_BYTES = 500 * 1024  # RFC 9309, 2.5
_VALID = timedelta(hours=24)  # RFC 9309, 2.4
_parse: Callable[[str], Protego] = Protego.parse


@dataclass(frozen=True, slots=True)
class _Rules:
    until: datetime
    rules: Protego
    reached: bool = True


class Robots:
    """The rules of each origin, as far as they are known; safe in threads."""

    def __init__(self, agent: str) -> None:
        self._agent = agent  # the product token (RFC 9309, 2.2.1)
        self._known: dict[str, _Rules] = {}
        self._lock = threading.Lock()

    def url(self, url: str) -> str:
        """The address of the robots.txt that speaks for a page."""
        return f"{origin(url)}/robots.txt"

    def knows(self, url: str) -> bool:
        """Tell whether the rules for a page are known and not older than a day."""
        rules = self._known.get(origin(url) or "")
        return rules is not None and rules.until > datetime.now(UTC)

    def learn(self, url: str, capture: Capture | None) -> None:
        """Take the last answer for robots.txt, redirects followed; None where no answer came.

        4xx allows everything, 5xx and silence nothing (RFC 9309, 2.3.1) unless rules are known from before.
        """
        key = origin(url) or ""
        fresh = _rules(capture)
        with self._lock:
            old = self._known.get(key)
            if fresh.reached or old is None or not old.reached:
                self._known[key] = fresh
            else:
                self._known[key] = _Rules(fresh.until, old.rules)

    def allowed(self, url: str) -> bool:
        """Tell whether a page may be asked for; where nothing was learned, nothing may."""
        rules = self._known.get(origin(url) or "")
        if rules is None:
            return url == self.url(url)
        return bool(rules.rules.can_fetch(url, self._agent))

    def reached(self, url: str) -> bool:
        """Tell whether robots.txt could be read, or is known not to exist."""
        rules = self._known.get(origin(url) or "")
        return rules is not None and rules.reached

    def crawl_delay(self, url: str) -> float | None:
        """The pause the rules ask for, in seconds."""
        rules = self._known.get(origin(url) or "")
        delay = rules.rules.crawl_delay(self._agent) if rules else None
        return float(delay) if delay is not None and delay >= 0 else None

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """The sitemaps the file names, in order."""
        rules = self._known.get(origin(url) or "")
        return tuple(dict.fromkeys(rules.rules.sitemaps)) if rules else ()


def _rules(capture: Capture | None) -> _Rules:
    made = partial(_Rules, _asked_at(capture) + _VALID)
    if capture is None or capture.status == 0 or capture.status >= 500:
        return made(_parse("User-agent: *\nDisallow: /"), reached=False)
    if capture.error and capture.truncated != "length":  # half a file may lack the line that forbids
        return made(_parse("User-agent: *\nDisallow: /"), reached=False)
    if 200 <= capture.status < 300:
        text = capture.body[:_MOST_BYTES].decode("utf-8-sig", "replace").replace("\0", "")
        return made(_parse(text))
    return made(_parse(""))


def _asked_at(capture: Capture | None) -> datetime:
    now = datetime.now(UTC)
    try:
        asked = datetime.fromisoformat(capture.fetched_at) if capture else now
    except ValueError:
        return now
    return min(asked if asked.tzinfo else asked.replace(tzinfo=UTC), now)
