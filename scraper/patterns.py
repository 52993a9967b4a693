"""Patterns of addresses, given as they are or as @FILE, which is read anew when it changes; matches nothing itself."""

from collections.abc import Iterable
from pathlib import Path

from scraper.errors import UsageError


class Patterns:
    """What `--include` and `--exclude` say now: a running sync obeys a file that is edited meanwhile."""

    def __init__(self, include: Iterable[str], exclude: Iterable[str]) -> None:
        self._told = (tuple(include), tuple(exclude))
        self._stamp = self._now()

    def read(self) -> tuple[list[str], list[str]]:
        """Give the patterns to include and to exclude as they stand."""
        self._stamp = self._now()
        include, exclude = ([p for text in texts for p in _lines(text)] for texts in self._told)
        return include, exclude

    def changed(self) -> bool:
        """Tell whether a file says something else than when it was read."""
        return self._stamp != self._now()

    def _now(self) -> list[tuple[int, int]]:
        return [_stamp(text) for texts in self._told for text in texts if text.startswith("@")]


def _stamp(text: str) -> tuple[int, int]:
    try:
        stat = Path(text[1:]).stat()
    except OSError:
        return (0, 0)
    return (stat.st_mtime_ns, stat.st_size)


def _lines(text: str) -> list[str]:
    """A pattern, or those of a file: one a line, empty lines and those that begin with # left out."""
    if not text.startswith("@"):
        return [text]
    try:
        lines = Path(text[1:]).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(text[1:], getattr(error, "strerror", None) or "is not text") from None
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]
