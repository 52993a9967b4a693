"""What every importer gets and gives: a path in, captures and notes out; never touches archive or database."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from scraper.clock import stamp
from scraper.coding import decode
from scraper.rows import Capture

MAX_BYTES = 50_000_000  #: of one payload, as for pages that are fetched


@dataclass(slots=True)
class Notes:
    """What could not be read, one line each, and what the caller told about the pages."""

    base_url: str | None = None  #: the address of pages that do not tell their own
    problems: list[str] = field(default_factory=list)

    def add(self, where: object, what: str) -> None:
        """Note what is not whole; all else is still read."""
        self.problems.append(f"{where}: {' '.join(what.split())[:300]}")


@dataclass(frozen=True, slots=True)
class Importer:
    """One kind of source. `claims` looks at the path and its first bytes; the first to claim reads."""

    name: str
    claims: Callable[[Path, bytes], bool]
    read: Callable[[Path, Notes], Iterator[Capture]]


def page(url: str, body: bytes, at: str, media_type: str = "text/html", source: str = "") -> Capture:
    """Give a saved file as the answer it once was, as far as that is known."""
    return Capture(
        url, 200, (("Content-Type", media_type),), body, body, at, "OK", source=source
    )  # no charset: whoever saved it may have written it anew


def answered(capture: Capture, raw: bytes) -> Capture:
    """Add the payload, its codings undone (RFC 9110, 8.4)."""
    body, problem = decode(raw, capture.header("Content-Encoding"))
    return replace(capture, raw=raw, body=body, error=problem)


def modified(path: Path) -> str:
    """The time a file was written: the best guess where nothing tells when its page was seen."""
    return stamp(datetime.fromtimestamp(path.stat().st_mtime, UTC))


def read_time(text: str | None) -> str | None:
    """Read a WARC-Date, or the fourteen digits of ARC and CDX."""
    text = (text or "").strip()
    try:
        if text.isdecimal():
            return stamp(datetime.strptime(text[:14].ljust(14, "0"), "%Y%m%d%H%M%S").replace(tzinfo=UTC))
        found = datetime.fromisoformat(text)
        return stamp(found if found.tzinfo else found.replace(tzinfo=UTC))
    except ValueError:
        return None
