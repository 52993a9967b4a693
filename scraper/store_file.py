"""The database file itself: whose it is, how it is opened, what it refuses in one line; knows no row."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scraper.errors import StoreError

APPLICATION_ID = 0x62327371  # "b2sq"
VERSION = 6
BUSY_SECONDS = 30


def connect(path: Path) -> sqlite3.Connection:
    """Open or make a database of ours, its tables as this version wants them."""
    with told(path):
        sealed = path.exists() and not os.access(
            path.parent, os.W_OK
        )  # to be read alone (SQLite, immutable=1)
        name = f"{path.absolute().as_uri()}?immutable=1" if sealed else str(path)
        conn = sqlite3.connect(
            name, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, uri=sealed
        )
        try:
            if not sealed:
                _prepare(path, conn)
            return conn
        except BaseException:
            conn.close()
            raise


def refuse_foreign(path: Path, create: bool = True) -> None:
    """Look at a file before anything may touch it, and refuse what is not ours."""
    if path.is_dir():
        raise StoreError(str(path), "is a folder, not a database")
    if not create and not path.is_file():
        raise StoreError(str(path), "no such database")
    if not path.parent.is_dir():
        raise StoreError(str(path), "its folder does not exist")
    with told(path):
        _refuse_head(path)


def _refuse_head(path: Path) -> None:
    """Read who made a file from its first hundred bytes (SQLite file format, 1.3)."""
    if not path.exists():
        return
    with path.open("rb") as file:
        head = file.read(100)
    if not head:
        return
    if len(head) < 100 or not head.startswith(b"SQLite format 3\0"):
        raise StoreError(str(path), "is not a SQLite database", "it was not touched")
    owner = int.from_bytes(head[68:72], "big")
    if owner != APPLICATION_ID:
        _refuse_unless_empty(path, owner)


def _refuse_unless_empty(path: Path, owner: int) -> None:
    """A database without a table and without an owner may become ours; any other belongs to someone."""
    conn = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        tables = conn.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    finally:
        conn.close()
    if owner or tables:
        raise StoreError(str(path), "belongs to another program", "it was not touched")


def _prepare(path: Path, conn: sqlite3.Connection) -> None:
    conn.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    conn.execute("PRAGMA foreign_keys = ON")
    version = conn.execute("PRAGMA user_version").fetchone()[0]
    if version > VERSION:
        raise StoreError(
            str(path), f"was made by a newer version (schema {version})", "upgrade blog-to-sqlite"
        )
    if version < VERSION:
        _migrate(conn)
    conn.execute("PRAGMA journal_mode = WAL")
    conn.execute("PRAGMA synchronous = NORMAL")
    conn.execute("PRAGMA cache_size = -32000")


def _migrate(conn: sqlite3.Connection) -> None:
    """Take the steps; the owner's mark comes first, so that a file half made is known as ours."""
    from scraper.migrations import migrate  # sqlite-utils: only who has a step to take pays for it

    conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    migrate(conn)
    conn.execute(f"PRAGMA user_version = {VERSION}")


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Say in one line what SQLite or the disk refuses."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(
            str(path), str(error), _ADVICE.get(getattr(error, "sqlite_errorname", ""), "")
        ) from error
    except OSError as error:
        raise StoreError(str(path), error.strerror or str(error)) from error


_ADVICE = {
    "SQLITE_BUSY": "another program writes to it; try again later",
    "SQLITE_READONLY": "it cannot be written to",
    "SQLITE_FULL": "make room on the disk and start again: what was written stands",
    "SQLITE_CORRUPT": "restore it, or make it anew from the WARC: replay",
}
