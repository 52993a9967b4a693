"""The captures of an archive in the order of time, whatever the order of writing; never reads what they hold.

What was asked by a sync keeps the order of writing, even where the clock was set back, and comes behind what was known
when its run began, even where that was imported with a time to come; what was imported goes where its own time puts it,
before what was asked in the same second. Kept on disk: an archive may hold more captures than fit into memory.
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from scraper.rows import Capture
from scraper.store import Run


@dataclass(frozen=True, slots=True)
class Stop:
    """The place of one capture, and the run in which it came."""

    file: str
    offset: int
    run_id: int
    ends_run: bool  #: nothing that this run asked comes behind it


class Timeline:
    """Takes captures in the order of writing and gives them back in the order of time."""

    def __init__(self) -> None:
        self._db = sqlite3.connect(
            "", isolation_level=None
        )  # a file of SQLite's own, gone with the connection
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute(
            "CREATE TABLE stops(n INTEGER PRIMARY KEY, at TEXT, file TEXT, place INTEGER, run INTEGER, live)"
        )
        self._clock, self._mark, self.count = "", hashlib.blake2b(digest_size=16), 0

    def add(self, head: Capture, run: Run) -> None:
        """Take the next capture in the order of writing."""
        live = head.source is None
        if live:
            self._clock = max(self._clock, head.fetched_at, run.started_at)
        row = (self._clock if live else head.fetched_at, head.warc_file, head.warc_offset, run.id, live)
        self._db.execute("INSERT INTO stops(at, file, place, run, live) VALUES (?, ?, ?, ?, ?)", row)
        self._mark.update(repr(row).encode())
        self.count += 1

    def signature(self, *more: str) -> str:
        """Name this very order, and what else it depends on."""
        mark = self._mark.copy()
        mark.update(repr(more).encode())
        return mark.hexdigest()

    def stops(self, skip: int = 0) -> Iterator[Stop]:
        """Give the places one after the other, but for the first so many."""
        rows = self._db.execute(
            "SELECT file, place, run, live AND n IN (SELECT max(n) FROM stops WHERE live GROUP BY run)"
            " FROM stops ORDER BY at, live, n LIMIT -1 OFFSET ?",
            (skip,),
        )
        for file, place, run_id, ends in rows:
            yield Stop(file, place, run_id, bool(ends))

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def __enter__(self) -> "Timeline":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
