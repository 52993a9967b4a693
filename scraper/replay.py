"""Rows again from the WARC alone: what `sync` kept is read anew, in the order of writing; no network."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from scraper.archive import Problem, captures
from scraper.errors import ArchiveError
from scraper.lock import run_lock
from scraper.rows import Capture
from scraper.store import Run, Store
from scraper.store_file import refuse_foreign
from scraper.summary import Summary
from scraper.sync import Settings, Silent, Visit, Watcher, warc_folder
from scraper.urls import normalize

Place = tuple[str | None, int | None]
#: What is the crawler's own and cannot be read from pages: it goes over from the old database.
_OWN = ("due_at", "interval_days", "etag", "last_modified", "attempts", "rank")


@dataclass(frozen=True, slots=True)
class _OldRun:
    """A run as the old database tells it."""

    run: Run
    outcome: str | None
    begins: Place


def replay(
    path: Path, warc_dir: Path | None = None, watcher: Watcher | None = None
) -> tuple[Summary, list[Problem]]:
    """Make the rows of a database anew from its archive; the old ones stay until the new ones are whole."""
    refuse_foreign(path)
    folder = warc_folder(path, warc_dir)
    if not folder.is_dir():
        raise ArchiveError(str(folder), "no such archive")
    with run_lock(path):
        fresh = path.with_name(f"{path.name}.replay")
        _remove(fresh)
        problems: list[Problem] = []
        try:
            summary = _rebuild(path, fresh, folder, watcher or Silent(), problems)
            if path.exists():
                Store.open(path).close()  # its log goes back into the file before the file goes
            fresh.replace(path)
        finally:
            _remove(fresh)
        return summary, problems


def _remove(path: Path) -> None:
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        with suppress(FileNotFoundError):
            path.with_name(name).unlink()


def _rebuild(path: Path, fresh: Path, folder: Path, watcher: Watcher, problems: list[Problem]) -> Summary:
    summary = Summary()
    with Store.open(fresh) as store:
        old = _take_over(store, path) if path.exists() else []
        visits: dict[int, Visit] = {}
        for capture, run in _by_run(captures(folder, problems), old, store):
            if run.id not in visits:
                _finish(visits, old, run)
                visits[run.id] = Visit(store, run, summary, Settings())
            visits[run.id].keep(capture)
            watcher.page(capture.url, summary, summary.pages)
        _finish(visits, old, None)
        store.index_text()
        if path.exists():
            _take_crawl(store, path)
        summary.outcome = "complete"
    return summary


def _take_over(store: Store, path: Path) -> list[_OldRun]:
    """Copy the blogs and the runs, by whose borders it is known what a run had seen in full."""
    with _attached(store, path), store.writing() as conn:
        conn.execute("INSERT INTO blogs SELECT * FROM old.blogs")
        conn.execute("UPDATE blogs SET title = NULL, description = NULL, platform = NULL, language = NULL")
        conn.execute("INSERT INTO runs SELECT * FROM old.runs")
        conn.execute("INSERT INTO hosts SELECT * FROM old.hosts")
    rows = store.query(
        "SELECT runs.id, blog_id, url, started_at, outcome, warc_file, warc_offset FROM runs"
        " JOIN blogs ON blogs.id = blog_id WHERE warc_file IS NOT NULL ORDER BY runs.id"
    )
    return [_OldRun(Run(*row[:4]), row[4], (row[5], row[6])) for row in rows]


def _take_crawl(store: Store, path: Path) -> None:
    """Copy due times and validators, and the pages that have not been asked yet."""
    names = ", ".join(f"{name} = old.{name}" for name in _OWN)
    with _attached(store, path), store.writing() as conn:
        conn.execute(f"UPDATE pages SET {names} FROM old.pages AS old WHERE old.url = pages.url")  # noqa: S608
        conn.execute(
            "INSERT OR IGNORE INTO pages(blog_id, url, kind, due_at, key, rank, error)"
            " SELECT blog_id, url, kind, due_at, key, rank, error FROM old.pages WHERE status IS NULL"
        )


class _attached:
    """The old database beside the new one, to be read."""

    def __init__(self, store: Store, path: Path) -> None:
        self._store, self._path = store, path

    def __enter__(self) -> None:
        self._store.query("ATTACH DATABASE ? AS old", str(self._path))

    def __exit__(self, *_: object) -> None:
        self._store.query("DETACH DATABASE old")


# --------------------------------------------------------------------------------------- whose capture is it


def _by_run(found: Iterable[Capture], old: list[_OldRun], store: Store) -> Iterator[tuple[Capture, Run]]:
    """Give each capture the run in which it came; where no database tells, all are one run of one blog."""
    begins = {item.begins: item.run for item in old}
    run: Run | None = None
    held: list[Capture] = []
    for capture in found:
        run = begins.get((capture.warc_file, capture.warc_offset), run)
        held.append(capture)
        if run is None and urlsplit(capture.url).path != "/robots.txt":
            run = _only_run(store, capture)
        if run is not None:
            yield from ((one, run) for one in held)
            held.clear()


def _only_run(store: Store, capture: Capture) -> Run:
    """The blog of an archive without a database: the first page that was asked is its home page."""
    blogs = store.blogs()
    blog_id = blogs[0][0] if blogs else store.add_blog(normalize(capture.url), capture.fetched_at)
    return store.start_run(blog_id, capture.fetched_at, "replay")


def _finish(visits: dict[int, Visit], old: list[_OldRun], following: Run | None) -> None:
    """A run that had ended completely tells again what is gone."""
    for item in old:
        visit = visits.get(item.run.id)
        if visit is not None and (following is None or item.run.id < following.id):
            visits.pop(item.run.id)
            visit.mark_gone(item.outcome)
