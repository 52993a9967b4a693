"""What a run did, counted; never asks the database and never prints."""

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any

from scraper.missing import DOWN, is_probe
from scraper.rows import Capture, Found

if TYPE_CHECKING:
    from scraper.store import Kept

#: Answers that are a failure of the run, not a fact about the page: they are asked again by the next run.
FAILED = (0, 408, 425, 429)


@dataclass(slots=True)
class Summary:
    """Counts over all blogs of a run."""

    blogs: int = 0
    requests: int = 0
    pages: int = 0
    bytes: int = 0
    new_posts: int = 0
    changed_posts: int = 0
    gone_posts: int = 0
    new_comments: int = 0
    changed_comments: int = 0
    gone_comments: int = 0
    missing: int = 0  #: 404 and 410
    errors: int = 0
    outcome: str = ""
    next_due: str | None = None
    failures: list[str] = field(default_factory=list)  #: blogs that could not be read at all, one line each
    began: float = field(default_factory=time.monotonic)

    def add(self, capture: Capture, found: Found, kept: "Kept") -> None:
        """Count one answer."""
        self.requests += bool(capture.request_headers)
        self.pages += found.kind != "robots"
        self.bytes += len(capture.raw)
        self.missing += capture.status in (404, 410) and not is_probe(capture.url)
        unread = (found.error or "").startswith("could not be read") or found.error == DOWN
        self.errors += found.kind != "robots" and (is_failure(capture) or unread)
        self.new_posts += kept.new_posts
        self.changed_posts += kept.changed_posts
        self.new_comments += kept.new_comments
        self.changed_comments += kept.changed_comments
        self.gone_comments += kept.gone_comments

    @classmethod
    def joined(cls, parts: "Sequence[Summary]") -> "Summary":
        """Give the sum over several blogs; as a whole it ended as the worst of them did."""
        whole = cls(began=min(part.began for part in parts))
        for name in _COUNTED:
            setattr(whole, name, sum(getattr(part, name) for part in parts))
        ends = {part.outcome for part in parts}
        whole.outcome = next((end for end in _WORST_FIRST if end in ends), "")
        whole.next_due = min((part.next_due for part in parts if part.next_due), default=None)
        whole.failures = [line for part in parts for line in part.failures]
        return whole

    def counts(self) -> dict[str, Any]:
        """Give the counts for `runs` and for `--json`."""
        told = {name: value for name, value in asdict(self).items() if name not in ("began", "failures")}
        return told | {"seconds": round(time.monotonic() - self.began, 3)}

    def lines(self) -> list[str]:
        """Say it to a person."""
        seconds = time.monotonic() - self.began
        return [
            f"{self.pages} pages, {self.requests} requests, {self.bytes / 1e6:.1f} MB, {seconds:.0f} s: "
            + _ENDS.get(self.outcome, self.outcome),
            f"posts: {self.new_posts} new, {self.changed_posts} changed, {self.gone_posts} gone;"
            f" comments: {self.new_comments} new, {self.changed_comments} changed, {self.gone_comments} gone",
            *([f"{self.errors} pages failed and are asked again by the next run"] if self.errors else []),
        ]


_COUNTED = tuple(f.name for f in fields(Summary) if f.type in ("int", int))
_WORST_FIRST = ("stopped", "limited", "failed", "", "complete")
_ENDS = {
    "complete": "complete",
    "stopped": "stopped, the next run goes on from here",
    "limited": "limit reached, the next run goes on from here",
}


def is_failure(capture: Capture) -> bool:
    """Tell a server or network that failed from one that said no."""
    broken = capture.truncated or (capture.status == 200 and capture.error)
    return capture.status in FAILED or capture.status >= 500 or bool(broken)
