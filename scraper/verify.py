"""Is all that was read still there, and was all read that the blog declares? Writes nothing itself."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from scraper import ledger
from scraper.archive import Problem, read
from scraper.archive import verify as verify_archive
from scraper.declared import gaps
from scraper.errors import ArchiveError
from scraper.lock import run_lock
from scraper.store import Store
from scraper.sync import Settings, Watcher, sync, warc_folder


@dataclass(slots=True)
class Report:
    """What was checked, what is damaged, what is missing."""

    pages: int = 0
    posts: int = 0
    comments: int = 0
    damage: list[str] = field(default_factory=list)
    mended: list[str] = field(default_factory=list)  #: damaged records whose pages were asked again
    again: list[str] = field(default_factory=list)  #: addresses to ask again, to mend what is damaged
    gaps: list[dict[str, Any]] = field(default_factory=list)

    def record(self) -> dict[str, Any]:
        """Say it to a machine."""
        return {
            name: getattr(self, name)
            for name in ("pages", "posts", "comments", "damage", "mended", "again", "gaps")
        }

    def lines(self) -> list[str]:
        """Say it to a person."""
        counts = f"{self.pages} pages, {self.posts} posts, {self.comments} comments"
        told = [f"damage: {line}" for line in self.damage]
        told += [f"ask again: {url}" for url in self.again]
        told += [f"mended: {line}" for line in self.mended]
        return [f"{counts}; {len(self.damage)} damaged, {len(self.gaps)} gaps", *told, *self._table()]

    def _table(self) -> list[str]:
        """What the blog declares and is not there, in columns."""
        if not self.gaps:
            return []
        names = ("what", "declared", "found", "reason", "url")
        rows = [names, *(tuple(str(gap[name]) for name in names) for gap in self.gaps)]
        widths = [max(len(row[n]) for row in rows) for n in range(len(names) - 1)]
        rows.insert(1, tuple("-" * width for width in (*widths, 3)))
        return ["", *("  ".join((*map(str.ljust, row, widths), row[-1])) for row in rows)]


def verify(path: Path, warc_dir: Path | None = None) -> Report:
    """Check every record of the archive, every row's record, and the counts the blog declares."""
    folder = warc_folder(path, warc_dir)
    with Store.open(path, create=False) as store:
        report = Report(_count(store, "pages"), _count(store, "posts"), _count(store, "comments"))
        for problem in verify_archive(folder):
            _judge(store, problem, report)
        report.damage += _lost_files(store, folder)
        for url, what in _unbacked(store, folder):
            report.damage += [f"{url}: {what}"] if what else []
            report.again.append(url)
        if report.damage:
            report.again += ledger.wanted(store)
        report.again = list(dict.fromkeys(report.again))
        report.damage += _inconsistent(store)
        report.gaps += gaps(store, folder)
    return report


def repair(path: Path, warc_dir: Path | None, settings: Settings, watcher: Watcher) -> Report:
    """Ask the pages again whose records are damaged or lost; what is written stays as it is, and is noted."""
    report = verify(path, warc_dir)
    if not report.damage:
        return report
    folder = warc_folder(path, warc_dir)
    with run_lock(path), Store.open(path, create=False) as store:
        store.again(report.again)
        places = [(p.file, p.offset, _url_of(store, p)) for p in verify_archive(folder)]
    if report.again:
        sync(path, [], replace(settings, anew=True), watcher)
    with run_lock(path), Store.open(path, create=False) as store:
        missing = {*ledger.wanted(store), *dict(_unbacked(store, folder))}
        store.note_mended(
            (file, offset, url or "") for file, offset, url in places if _is_mended(store, url, missing)
        )
    return verify(path, warc_dir)


def _is_mended(store: Store, url: str | None, missing: set[str]) -> bool:
    """Its page stands on a whole record again; damage of which no page is known took none, if none is missing."""
    return not missing if url is None else url not in missing and ledger.kept_at(store, url) is not None


def _judge(store: Store, problem: Problem, report: Report) -> None:
    """Tell what is damaged, of which page, and whether that page was asked again since."""
    url = _url_of(store, problem)
    line = str(replace(problem, url=url))
    known = "SELECT 1 FROM mended WHERE warc_file = ? AND warc_offset = ?"
    if store.query(known, problem.file, problem.offset):
        report.mended.append(line)
        return
    report.damage.append(line)
    report.again += [url] if url else []


def _url_of(store: Store, problem: Problem) -> str | None:
    """The page a record belongs to: it stands at its place, or what was written with it names it; never guessed."""
    sql = "SELECT url FROM pages WHERE warc_file = ? AND warc_offset = ?"
    rows = store.query(sql, problem.file, problem.offset)
    return rows[0][0] if rows else problem.url


def _count(store: Store, table: str) -> int:
    which = "pages WHERE status IS NOT NULL" if table == "pages" else table
    return int(store.query(f"SELECT count(*) FROM {which}")[0][0])  # noqa: S608


def _lost_files(store: Store, folder: Path) -> list[str]:
    """Say once of each file that is not there how many pages are in want of it."""
    sql = "SELECT warc_file, count(*) FROM pages WHERE warc_file IS NOT NULL GROUP BY warc_file"
    files = [(folder / name, count) for name, count in store.query(sql)]
    return [f"{path}: no such file; {count} pages stand on it" for path, count in files if not path.is_file()]


def _unbacked(store: Store, folder: Path) -> list[tuple[str, str | None]]:
    """Rows whose record is not where they say: the address to ask again, and what is wrong but for a lost file."""
    rows = store.query(
        "SELECT url, warc_file, warc_offset FROM pages WHERE warc_file IS NOT NULL"
        " ORDER BY warc_file, warc_offset"
    )
    lost: list[tuple[str, str | None]] = []
    for url, file, offset in rows:
        if not (folder / file).is_file():
            lost.append((url, None))
            continue
        try:
            found = read(folder, file, offset).url
        except ArchiveError as error:
            lost.append((url, f"its record is lost: {error}"))
            continue
        if found != url:
            lost.append((url, f"its record is that of {found}"))
    return lost


def _inconsistent(store: Store) -> list[str]:
    rows = store.query("PRAGMA foreign_key_check")
    integrity = [text for (text,) in store.query("PRAGMA integrity_check") if text != "ok"]
    return [f"{store.path}: {row[0]} row {row[1]} points to no row of {row[2]}" for row in rows] + integrity
