"""THE TRIP from what others saved: captures into the WARC first, then rows by a replay; never asks a server.

for capture in sources:             file -> captures, with the time at which they were seen
    archive.append(capture)         into WARC files of their own, `NAME-import-...`: nothing is read not kept
rebuild()                           WARC -> rows, in the order of time
"""

import hashlib
import json
import sqlite3
from base64 import b32encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any

from scraper import __version__, ledger
from scraper import archive as archives
from scraper.archive import Archive, heads
from scraper.clock import now, tomorrow
from scraper.errors import BlogToSqliteError, UsageError
from scraper.imports import read_path
from scraper.imports.homes import Homes, guess
from scraper.imports.source import Notes
from scraper.items import is_item
from scraper.lock import folder_lock, run_lock
from scraper.readers import cores
from scraper.replay import rebuild
from scraper.rows import Capture
from scraper.store import Run, Store
from scraper.store_file import refuse_foreign
from scraper.summary import Summary
from scraper.sync import start_url, warc_folder
from scraper.urls import normalize
from scraper.visit import DONE, STOPPED, Silent, Watcher

IMPORTED, VERSION = "imported", f"{__version__} import"
_SAMPLE, _SAMPLE_BYTES = 400, 24_000_000  # captures looked at to find the blog among them


@dataclass(frozen=True, slots=True)
class ImportSettings:
    """How an import behaves."""

    base_urls: tuple[str, ...] = ()
    warc_dir: Path | None = None
    jobs: int | None = None


@dataclass(slots=True)
class Report:
    """What became of the sources; the summary counts the rows."""

    summary: Summary
    kept: int = 0  #: captures new to the archive
    known: int = 0  #: captures that an earlier import had kept
    outside: dict[str, int] = field(default_factory=dict)  #: captures of other sites, by host
    problems: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, Any]:
        """Say it to a machine."""
        told = {"kept": self.kept, "known": self.known, "outside": self.outside, "problems": self.problems}
        return told | {
            "new_posts": self.summary.new_posts,
            "new_comments": self.summary.new_comments,
            "outcome": self.summary.outcome,
        }

    def lines(self) -> list[str]:
        """Say it to a person."""
        rows = f"{self.summary.new_posts} posts and {self.summary.new_comments} comments are new"
        if self.summary.outcome == STOPPED:
            rows = "stopped before rows were made of them, the same command goes on"
        out = [f"{self.kept} captures kept, {self.known} known before; {rows}"]
        if self.outside:
            hosts = ", ".join(list(self.outside)[:3])
            out.append(f"{sum(self.outside.values())} captures of other sites left out: {hosts}")
        return out


class Known:
    """The captures that earlier imports have kept; on disk, as an archive may hold more than memory."""

    def __init__(self, folder: Path, prefix: str) -> None:
        self.skipped = 0  #: captures that were not even asked for
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute(
            "CREATE TABLE kept(url, at, digest, cut, file, place, PRIMARY KEY (url, at, digest, cut))"
            " WITHOUT ROWID"
        )
        self._db.execute("CREATE TABLE payloads(digest PRIMARY KEY, file, place) WITHOUT ROWID")
        for head in heads(folder, [], prefix) if folder.is_dir() else ():
            self.add(head)

    def add(self, capture: Capture, alias: str | None = None) -> None:
        """Note a capture that is kept; `alias` is the digest that its source gave it."""
        cut, at = capture.truncated or "", (capture.warc_file, capture.warc_offset)
        row = (capture.url, capture.fetched_at, capture.digest, cut, *at)
        self._db.execute("INSERT OR IGNORE INTO kept VALUES (?, ?, ?, ?, ?, ?)", row)
        for digest in filter(None, {capture.digest, alias} if not cut else ()):
            self._db.execute("INSERT OR IGNORE INTO payloads VALUES (?, ?, ?)", (digest, *at))

    def place(self, capture: Capture, digest: str | None, ahead: bool) -> tuple[str, int] | None:
        """Tell where this very capture is kept; one without a payload is known by its time.

        One that a clock dated ahead is known without: it was kept under the day of its import.
        """
        sql = (
            "SELECT file, place FROM kept WHERE url = ? AND at = ifnull(?, at) AND digest = ifnull(?, digest)"
            " AND cut = ?"
        )
        at = None if ahead else capture.fetched_at
        found: tuple[str, int] | None = self._db.execute(
            sql, (capture.url, at, digest, capture.truncated or "")
        ).fetchone()
        return found

    def has(self, url: str, at: str) -> bool:
        """Tell whether a page is kept as it was at that time."""
        found = self._db.execute("SELECT 1 FROM kept WHERE url = ? AND at = ?", (url, at)).fetchone()
        self.skipped += bool(found)
        return bool(found)

    def before(self, url: str, at: str) -> str | None:
        """Tell the digest of the last payload that is kept of a page up to a time."""
        sql = "SELECT digest FROM kept WHERE url = ? AND at <= ? AND cut = '' ORDER BY at DESC LIMIT 1"
        found: tuple[str] | None = self._db.execute(sql, (url, at)).fetchone()
        return found[0] if found else None

    def payload(self, digest: str) -> tuple[str, int] | None:
        """Tell where a payload is kept, under whatever address."""
        found: tuple[str, int] | None = self._db.execute(
            "SELECT file, place FROM payloads WHERE digest = ?", (digest,)
        ).fetchone()
        return found

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


@dataclass(slots=True)
class _Trip:
    """One import under way."""

    path: Path
    store: Store
    archive: Archive
    known: Known
    homes: Homes
    notes: Notes
    report: Report
    watcher: Watcher
    runs: dict[str, Run] = field(default_factory=dict)

    def take(self, captures: Iterable[Capture]) -> None:
        """Keep every capture that belongs to a blog."""
        for capture in captures:
            if self.watcher.stopping:
                return
            seed = self.homes.of(capture)
            if seed is not None:
                url = capture.url if is_item(capture) else normalize(capture.url)
                self._keep(replace(capture, url=url, seed=seed))
                self.watcher.page(capture.url, self.report.summary, 0)

    def _keep(self, capture: Capture) -> None:
        """Keep a capture that is not known; none is of tomorrow, or it would count as the newest till then."""
        today = now()
        ahead = capture.fetched_at > tomorrow(today)
        capture = replace(capture, fetched_at=today) if ahead else capture
        told, earlier = capture.digest, self._earlier(capture) if capture.status == 304 else None
        if capture.status == 304 and earlier is None:
            self.notes.add(capture.url, "what it says to be unchanged is not there")
            return
        if earlier and told:  # a record that repeats a payload is kept with that payload (WARC/1.1, 6.7.2)
            at, source, seed = capture.fetched_at, capture.source, capture.seed
            capture = replace(earlier, url=capture.url, fetched_at=at, source=source, seed=seed)
        digest = None if capture.status == 304 else _digest(capture.raw)
        place = self.known.place(capture, digest, ahead)
        if place is None:
            self.known.add(self._append(capture, earlier), told)
            self.report.kept += 1
        else:
            self.known.add(replace(capture, digest=digest, warc_file=place[0], warc_offset=place[1]), told)
            self.report.known += 1

    def _earlier(self, capture: Capture) -> Capture | None:
        """The capture whose payload is said to be there still: by its digest, or by its address."""
        digest = capture.digest or self.known.before(capture.url, capture.fetched_at)
        place = self.known.payload(digest) if digest else None
        return archives.read(self.archive.folder, *place) if place else None

    def _append(self, capture: Capture, earlier: Capture | None) -> Capture:
        """An import is a run of its own for each blog; its first capture tells a replay where it begins."""
        seed = capture.seed or ""
        if seed not in self.runs:
            blog_id = self.store.add_blog(seed, now())
            self.runs[seed] = self.store.start_run(blog_id, now(), VERSION)
        kept = self.archive.append(capture, earlier)
        self.store.mark_run(self.runs[seed], kept)
        return kept


# --------------------------------------------------------------------------------------- the trip


def import_paths(
    path: Path,
    sources: Sequence[Path],
    settings: ImportSettings | None = None,
    watcher: Watcher | None = None,
) -> Report:
    """Bring what was saved elsewhere into a database, new or not; nothing is kept twice."""
    settings = settings or ImportSettings()
    _refuse_unfit(sources, warc_folder(path, settings.warc_dir))
    notes = Notes(next(iter(settings.base_urls), None))
    found = chain.from_iterable(_read(source, notes) for source in sources)
    return take_in(path, lambda known: found, notes, settings, watcher or Silent())


def _read(source: Path, notes: Notes) -> Iterator[Capture]:
    """Read one source; of one that gives nothing, or breaks its reader, it is said."""
    empty, before = True, len(notes.problems)
    try:
        for capture in read_path(source, notes):
            empty = False
            yield capture
    except BlogToSqliteError:
        raise
    except Exception as error:
        notes.add(source, f"could not be read on: {type(error).__name__}: {error}"[:300])
    if empty and len(notes.problems) == before:
        notes.add(source, "holds nothing to import")


def _refuse_unfit(sources: Iterable[Path], folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageError(str(folder), "stands where the archive would lie", "--warc-dir names another place")
    for source in sources:
        if not source.exists():
            raise UsageError(str(source), "no such file or folder")
        if folder.resolve() in (source.resolve(), *source.resolve().parents):
            raise UsageError(str(source), "is the archive of this very database", "replay makes rows of it")


def take_in(
    path: Path,
    give: Callable[[Known], Iterator[Capture]],
    notes: Notes,
    settings: ImportSettings,
    watcher: Watcher,
) -> Report:
    """Do what every import does; `give` gives the captures and is told which are known already."""
    named = [start_url(url) for url in settings.base_urls]
    refuse_foreign(path)
    folder, prefix = warc_folder(path, settings.warc_dir), f"{path.stem}-import"
    report, existed = Report(Summary(), problems=notes.problems), path.exists()
    with run_lock(path), folder_lock(folder):
        try:
            with ExitStack() as stack:
                known = stack.enter_context(closing(Known(folder, prefix)))
                store = stack.enter_context(Store.open(path))
                ledger.refuse_loss(store, folder)
                archive = stack.enter_context(Archive(folder, prefix))
                trip = _Trip(path, store, archive, known, Homes(store, named), notes, report, watcher)
                trip.take(_with_home(trip.homes, give(known), watcher))
                report.known += known.skipped
                report.outside = dict(trip.homes.outside.most_common())
                _refuse_nothing(trip)
        except BaseException:
            if not existed and not report.kept:
                _remove(path)
            raise
        _make_rows(path, folder, settings, report, watcher)
    return report


def _with_home(homes: Homes, captures: Iterator[Capture], watcher: Watcher) -> Iterator[Capture]:
    """Where neither database nor user tell of a blog, find it among the first pages."""
    if homes:
        return captures
    first, size = [], 0
    for capture in captures:
        first.append(capture)
        size += len(capture.raw)
        if len(first) == _SAMPLE or size > _SAMPLE_BYTES or watcher.stopping:
            break
    home = guess(first)
    if home:
        homes.add(home)
    return chain(first, captures)


def _refuse_nothing(trip: _Trip) -> None:
    """Say why there is nothing to make rows of."""
    if trip.report.kept or trip.report.known or trip.watcher.stopping:
        return
    if trip.homes.outside:
        host, count = trip.homes.outside.most_common(1)[0]
        what = f"nothing in it belongs to a blog it knows; {count} pages are of {host}"
        raise BlogToSqliteError(str(trip.path), what, f"--base-url http://{host}/ takes that blog in")
    problem = next(iter(trip.notes.problems), f"{trip.path}: nothing to import was found")
    where, _, what = problem.partition(": ")
    raise BlogToSqliteError(where, what)


def _make_rows(path: Path, folder: Path, settings: ImportSettings, report: Report, watcher: Watcher) -> None:
    """Let the rows be made anew in the order of time, unless all that is kept has been read before."""
    stale = f"version = '{VERSION}' AND outcome IS NULL"
    with Store.open(path) as store:
        before = _counts(store)
        waiting = store.query(f"SELECT 1 FROM runs WHERE {stale}")  # noqa: S608
    if watcher.stopping:
        report.summary.outcome = STOPPED
    elif waiting:
        report.summary, problems = rebuild(path, folder, watcher, settings.jobs or cores())
        report.problems += map(str, problems)
    else:
        report.summary.outcome = DONE
    if report.summary.outcome != DONE:
        report.summary.new_posts = report.summary.new_comments = 0  # no row is there before all are
        return
    with Store.open(path) as store, store.writing() as conn:
        after = _counts(store)
        new = [max(0, has - had) for has, had in zip(after, before, strict=True)]  # two posts may prove one
        report.summary.new_posts, report.summary.new_comments = new
        if report.problems and (
            fewer := sum(max(0, had - has) for has, had in zip(after, before, strict=True))
        ):
            report.problems.append(
                f"{path}: {fewer} posts or comments less; the next sync asks for what is damaged"
            )
        conn.execute(
            f"UPDATE runs SET outcome = ?, finished_at = ?, counts = ? WHERE {stale}",  # noqa: S608
            (IMPORTED, now(), json.dumps({"kept": report.kept, "known": report.known})),
        )


def _counts(store: Store) -> tuple[int, int]:
    row = store.query("SELECT (SELECT count(*) FROM posts), (SELECT count(*) FROM comments)")[0]
    return int(row[0]), int(row[1])


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _digest(raw: bytes) -> str:
    return "sha1:" + b32encode(hashlib.sha1(raw, usedforsecurity=False).digest()).decode()
