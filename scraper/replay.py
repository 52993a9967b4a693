"""Rows again from the WARC alone: what was kept is read anew, in the order of time; no network.

The new rows are made beside the old ones, which stay until the new ones are whole, and stay for good where
nothing differs. What a stopped or killed replay has made is where the next one goes on.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from scraper import __version__, ledger
from scraper.additions import carry, refuse_columns
from scraper.archive import Problem, heads_and_notes
from scraper.errors import ArchiveError
from scraper.lock import run_lock
from scraper.owners import Owners
from scraper.readers import Reading, cores, read_all
from scraper.rowdiff import Difference, differences, same
from scraper.store import Store
from scraper.store_file import APPLICATION_ID, connect, refuse_foreign, told
from scraper.summary import Summary
from scraper.sync import warc_folder
from scraper.timeline import Timeline
from scraper.visit import DONE, STOPPED, Settings, Silent, Visit, Watcher

#: What is the crawler's own and cannot be read from pages: it goes over from the old database.
_OWN = ("due_at", "interval_days", "etag", "last_modified", "attempts", "rank")
#: What was read of a page last is no more in the archive, but something older or nothing; a later 304 has no words.
_LOST = (
    "(old.status IS NOT NULL AND ifnull(pages.fetched_at, '') < old.fetched_at OR old.warc_file IS NOT NULL"
    " AND (old.warc_file, old.warc_offset) IS NOT (pages.warc_file, pages.warc_offset))"
)
_DAMAGED = "its record in the WARC is damaged"  #: why a page that was read is so no more
_BATCH = 500  # captures in one transaction; more of them do not fit into the cache of the database
_BATCH_BYTES = 64_000_000
Outcome = tuple[Summary, list[Problem]]


def replay(
    path: Path, warc_dir: Path | None = None, watcher: Watcher | None = None, jobs: int | None = None
) -> Outcome:
    """Make the rows of a database anew from its archive, on so many cores (all by default)."""
    folder = _archive_of(path, warc_dir)
    with run_lock(path):
        return rebuild(path, folder, watcher or Silent(), jobs or cores())


def rebuild(path: Path, folder: Path, watcher: Watcher, jobs: int) -> Outcome:
    """Do what `replay` does, for who holds the lock already."""
    fresh = path.with_name(f"{path.name}.replay")
    if path.exists():
        refuse_columns(path)
        with Store.open(path, create=False) as store:
            ledger.refuse_loss(store, folder)
    made = _make(path, fresh, folder, watcher, jobs)
    if made[0].outcome == DONE:
        _put_in_place(fresh, path)
    return made


def diff(
    path: Path, warc_dir: Path | None = None, watcher: Watcher | None = None, jobs: int | None = None
) -> tuple[Outcome, list[Difference]]:
    """Tell what a replay would change, field by field; DB stays as it is."""
    folder = _archive_of(path, warc_dir)
    refuse_foreign(path, create=False)
    with run_lock(path):
        fresh = path.with_name(f"{path.name}.replay-diff")
        made = _make(path, fresh, folder, watcher or Silent(), jobs or cores())
        if made[0].outcome != DONE:
            return made, []
        try:
            return made, list(differences(path, fresh))
        finally:
            _remove(fresh)


def _archive_of(path: Path, warc_dir: Path | None) -> Path:
    refuse_foreign(path)
    folder = warc_folder(path, warc_dir)
    if not folder.is_dir():
        raise ArchiveError(str(folder), "no such archive")
    return folder


def _put_in_place(fresh: Path, path: Path) -> None:
    """Let the new rows stand for the old ones, at once or not at all, whoever reads the database meanwhile.

    A file put in place of one that another program holds open would be read with that one's log, and be spoilt: so
    the new pages are written by SQLite itself, in one transaction (its online backup).
    """
    if not path.exists():
        _remove(path)  # a lost database's log that stayed would be taken for the new one's
        fresh.replace(path)
        return
    try:
        if not same(path, fresh):
            with told(path), closing(connect(path)) as old:
                carry(path, fresh)
                with closing(sqlite3.connect(fresh)) as new:
                    new.backup(old, progress=_refuse_to_wait)
    finally:
        _remove(fresh)  # what could not be copied is made anew by the next


def _refuse_to_wait(status: int, *_: int) -> None:
    """A writer that keeps the database longer than anyone waits for it keeps it (SQLite waits without an end here)."""
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        error = sqlite3.OperationalError("database is locked")
        error.sqlite_errorname = "SQLITE_BUSY"
        raise error


def _remove(path: Path) -> None:
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        with suppress(FileNotFoundError):
            path.with_name(name).unlink()


# --------------------------------------------------------------------------------------- the new rows


@dataclass(slots=True)
class _Making:
    """The new rows while they are made."""

    store: Store
    folder: Path
    owners: Owners
    watcher: Watcher
    summary: Summary
    visits: dict[int, Visit]

    def keep(self, readings: Iterator[Reading], done: int) -> int:
        """Write what the next captures say, and how far that is, all or nothing; gives how far it is then."""
        with self.store.writing() as conn:
            size = 0
            for reading in islice(readings, _BATCH):
                self._keep(reading)
                done, size = done + 1, size + reading.size
                if size > _BATCH_BYTES or self.watcher.stopping:
                    break
            conn.execute("UPDATE replay_progress SET done = ?", (done,))
        return done

    def _keep(self, reading: Reading) -> None:
        run_id = reading.stop.run_id
        if run_id not in self.visits:
            run = self.owners.runs[run_id].run
            self.visits[run_id] = Visit(self.store, run, self.summary, Settings())
            self.visits[run_id].recall(self.folder)
        self.visits[run_id].keep(reading.capture, reading.found)
        self.summary.bytes += reading.size
        self.watcher.page(reading.capture.url, self.summary, self.summary.pages)
        if reading.stop.ends_run:  # one that had ended completely tells again what is gone
            self.visits.pop(run_id).mark_gone(self.owners.runs[run_id].outcome)


def _make(path: Path, fresh: Path, folder: Path, watcher: Watcher, jobs: int) -> Outcome:
    """Make all rows in a file of their own; one that cannot be finished does not stay, one stopped does."""
    summary, problems, owners = Summary(), list[Problem](), Owners.of(path, folder)
    with ExitStack() as stack:
        timeline = stack.enter_context(Timeline())
        for head, run_id in owners.sort(heads_and_notes(folder, problems)):
            timeline.add(head, owners.runs[run_id].run)
        for blog, count in owners.left_out.items():
            watcher.say(f"{folder}: {count} captures of {blog} left out, a blog that {path} does not know")
        mark = timeline.signature(__version__, _parser(), *map(repr, owners.runs.values()))
        store, done = stack.enter_context(_begun(fresh, path, owners, mark))
        making = _Making(store, folder, owners, watcher, summary, {})
        readings = read_all(folder, timeline.stops(done), timeline.count - done, jobs)
        while not watcher.stopping and (reached := making.keep(readings, done)) > done:
            done = reached
        readings.close()
        summary.outcome = STOPPED if watcher.stopping else _end(store, path)
        mended = set(store.query("SELECT warc_file, warc_offset FROM mended"))
    return summary, [p for p in problems if (p.file, p.offset) not in mended]


def _parser() -> str:
    """Name the parser as it is installed: what another has begun is not gone on with."""
    files = sorted(Path(__file__).parent.rglob("*.py"))
    return repr([(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in files])


@contextmanager
def _begun(fresh: Path, path: Path, owners: Owners, mark: str) -> Iterator[tuple[Store, int]]:
    """Open what an earlier replay of the same archive has left, or begin anew."""
    done = _left(fresh, mark)
    if done is None:
        _remove(fresh)
        _page_as(path, fresh)
    try:
        with Store.open(fresh) as store:
            if done is None:
                _take_over(store, path, owners, mark)
            yield store, done or 0
    except Exception:
        _remove(fresh)
        raise


def _page_as(path: Path, fresh: Path) -> None:
    """Give the new file pages of the old one's size: SQLite copies none of another into a database with a log."""
    if path.exists():
        with told(path), closing(sqlite3.connect(path)) as old, closing(sqlite3.connect(fresh)) as new:
            new.execute(f"PRAGMA page_size = {int(old.execute('PRAGMA page_size').fetchone()[0])}")
            new.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _left(fresh: Path, mark: str) -> int | None:
    """Tell how many captures an interrupted replay has read, if it read the same with the same parser."""
    if not fresh.exists():
        return None
    with suppress(sqlite3.Error):
        conn = sqlite3.connect(fresh)
        try:
            rows = conn.execute("SELECT done FROM replay_progress WHERE mark = ?", (mark,)).fetchall()
            return int(rows[0][0]) if rows else None
        finally:
            conn.close()
    return None


def _take_over(store: Store, path: Path, owners: Owners, mark: str) -> None:
    """Copy the blogs and the runs, by whose borders it is known what a run had seen in full."""
    with _attached(store, path), store.writing() as conn:
        if path.exists():
            conn.execute("INSERT INTO blogs SELECT * FROM old.blogs")
            told = "title = NULL, description = NULL, platform = NULL, language = NULL"
            conn.execute(f"UPDATE blogs SET {told}")  # noqa: S608
            conn.execute("INSERT INTO runs SELECT * FROM old.runs")
            conn.execute("INSERT INTO hosts SELECT * FROM old.hosts")
        owners.put(store)
        conn.execute("CREATE TABLE replay_progress(mark TEXT, done INTEGER)")
        conn.execute("INSERT INTO replay_progress VALUES (?, 0)", (mark,))


def _end(store: Store, path: Path) -> str:
    """Make the text searchable and copy due times, validators and the pages that were not asked yet.

    Pages whose records are damaged are left to the next run.
    """
    store.index_text()
    names = ", ".join(f"{name} = old.{name}" for name in _OWN)
    names += (
        ", error = CASE WHEN pages.status IS NULL THEN old.error ELSE pages.error END"  # why it was not asked
    )
    with _attached(store, path), store.writing() as conn:
        if path.exists():
            both = "FROM old.pages AS old WHERE old.url = pages.url"
            conn.execute(f"UPDATE pages SET {names} {both} AND NOT ({_LOST})")  # noqa: S608
            why = "CASE WHEN pages.status IS NULL THEN ? ELSE pages.error END"
            anew = f"due_at = '', etag = NULL, last_modified = NULL, error = {why}"  # a 304 would not bring it back
            conn.execute(f"UPDATE pages SET {anew} {both} AND {_LOST}", (_DAMAGED,))  # noqa: S608
            conn.execute(
                "INSERT OR IGNORE INTO pages(blog_id, url, kind, due_at, key, rank, error)"
                " SELECT blog_id, url, kind, iif(status IS NULL, due_at, ''), key, rank, iif(status IS NULL, error, ?)"
                " FROM old.pages",
                (_DAMAGED,),
            )
            if conn.execute(
                "SELECT 1 FROM old.sqlite_master WHERE name = 'mended'"
            ).fetchone():  # diff migrates nothing
                conn.execute("INSERT INTO mended SELECT * FROM old.mended")
        conn.execute("DROP TABLE replay_progress")
    return DONE


@contextmanager
def _attached(store: Store, path: Path) -> Iterator[None]:
    """The old database, if there is one, beside the new one, to be read."""
    if not path.exists():
        yield
        return
    store.query("ATTACH DATABASE ? AS old", str(path))
    try:
        yield
    finally:
        store.query("DETACH DATABASE old")
