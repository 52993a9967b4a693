"""How a run is told to people while it goes: a bar on a terminal, plain lines elsewhere; never on stdout."""

import shutil
import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

from scraper import clock
from scraper.errors import BlogToSqliteError

if TYPE_CHECKING:
    from scraper.summary import Summary

_LINES_EVERY = 10.0  # seconds between two plain lines
_DRAW_EVERY = 0.1


class Progress:
    """Tells of pages as they are kept; `stopping` is set by whoever wants the run to end."""

    def __init__(self, out: TextIO | None = None, log: TextIO | None = None) -> None:
        self.stopping = False
        self._out, self._log = out, log
        self._bar = out is not None and out.isatty()
        self._began = self._told = time.monotonic()

    @classmethod
    def on_stderr(cls, quiet: bool, log: TextIO | None) -> "Progress":
        """Tell it on standard error, or nobody."""
        return cls(None if quiet else sys.stderr, log)

    def __enter__(self) -> "Progress":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        if self._bar and self._out:
            self._out.write("\r\x1b[K")
            self._out.flush()

    def page(self, url: str, summary: "Summary", known: int) -> None:
        """One more page is kept."""
        self._note(f"kept {url}")
        now = time.monotonic()
        if self._out is None or now - self._told < (_DRAW_EVERY if self._bar else _LINES_EVERY):
            return
        self._told = now
        self._write(self._line(url, summary, known, now))

    def say(self, text: str) -> None:
        """Tell something worth a line of its own."""
        self._note(text)
        if self._out is not None:
            self._out.write(("\r\x1b[K" if self._bar else "") + _printable(text) + "\n")
            self._out.flush()

    def end(self, summary: "Summary") -> None:
        """Tell the log how the run ended."""
        for line in (*summary.failures, *summary.lines()):
            self._note(line)

    def _line(self, url: str, summary: "Summary", known: int, now: float) -> str:
        rate = summary.pages / max(now - self._began, 0.001)
        posts, comments = summary.new_posts, summary.new_comments
        of = max(known, summary.pages)
        return (
            f"{summary.pages}/{of} pages  {posts} posts  {comments} comments  {rate:.1f}/s  {_printable(url)}"
        )

    def _write(self, line: str) -> None:
        assert self._out is not None
        if self._bar:
            width = shutil.get_terminal_size().columns - 1
            self._out.write("\r\x1b[K" + line[:width])
        else:
            self._out.write(line + "\n")
        self._out.flush()

    def _note(self, text: str) -> None:
        if self._log is not None:
            try:
                self._log.write(f"{clock.now()} {_printable(text)}\n")
                self._log.flush()
            except OSError as error:
                raise BlogToSqliteError(
                    self._log.name, error.strerror or str(error), "the next run goes on from here"
                ) from error


def _printable(text: str) -> str:
    """Take away what could steer a terminal (ECMA-48)."""
    return "".join(c if c.isprintable() else "?" for c in text)
