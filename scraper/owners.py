"""To which blog and run each capture of an archive belongs; invents them where no database tells any more."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from scraper.archive import runs as told_runs
from scraper.rows import Capture
from scraper.store import Run, Store
from scraper.store_file import told
from scraper.urls import normalize

Place = tuple[str | None, int | None]
_INVENTED = "replay"  # the version of runs that are known from the archive alone


@dataclass(frozen=True, slots=True)
class OldRun:
    """A run as the old database tells it, or as its captures let guess."""

    run: Run
    outcome: str | None = None
    begins: Place = (None, None)
    invented: bool = False


class Owners:
    """The runs of an archive; each capture is asked for in the order of writing."""

    def __init__(
        self, blogs: Iterable[tuple[int, str]] = (), runs: Iterable[OldRun] = (), last_run: int = 0
    ) -> None:
        self._last_run = last_run
        self._blogs = {url: blog_id for blog_id, url in blogs}
        self.runs = {item.run.id: item for item in runs}
        self._begins = {item.begins: item for item in self.runs.values()}
        self._live: OldRun | None = None
        self._of_blog: dict[str, OldRun] = {}

    @classmethod
    def of(cls, path: Path, folder: Path) -> "Owners":
        """Ask the database, if there is one, else the archive itself."""
        if not path.exists():
            return cls._told_by(folder)
        with told(path), closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as conn:
            rows = conn.execute(
                "SELECT runs.id, blog_id, url, started_at, outcome, warc_file, warc_offset FROM runs"
                " JOIN blogs ON blogs.id = blog_id WHERE warc_file IS NOT NULL ORDER BY runs.id"
            ).fetchall()
            blogs = conn.execute("SELECT id, url FROM blogs ORDER BY id").fetchall()
            last = conn.execute("SELECT ifnull(max(id), 0) FROM runs").fetchone()[0]
        return cls(blogs, [OldRun(Run(*row[:4]), row[4], (row[5], row[6])) for row in rows], last)

    @classmethod
    def _told_by(cls, folder: Path) -> "Owners":
        blogs: dict[str, int] = {}
        found = []
        for number, kept in enumerate(told_runs(folder), 1):
            url = kept.note.blog_url
            run = Run(number, blogs.setdefault(url, len(blogs) + 1), url, kept.note.started_at)
            found.append(OldRun(run, kept.note.outcome, (kept.file, kept.offset), invented=True))
        return cls(((blog_id, url) for url, blog_id in blogs.items()), found, len(found))

    def sort(self, heads: Iterable[Capture]) -> Iterator[tuple[Capture, int]]:
        """Give each capture with the id of its run."""
        held: list[Capture] = []
        for head in heads:
            begun = self._begins.get((head.warc_file, head.warc_offset))
            if head.seed:
                yield head, self._imported(head, head.seed, begun).run.id
                continue
            held.append(head)
            self._live = begun or self._live
            if self._live is None and urlsplit(head.url).path != "/robots.txt":
                self._live = self._invent(next(iter(self._blogs), normalize(head.url)), head)
            if self._live is not None:
                yield from ((one, self._live.run.id) for one in held)
                held.clear()

    def _imported(self, head: Capture, seed: str, begun: OldRun | None) -> OldRun:
        """An import tells with each capture to which blog it belongs."""
        if begun is not None:
            self._of_blog[begun.run.blog_url] = begun
        if seed not in self._of_blog:
            self._of_blog[seed] = self._invent(seed, head)
        return self._of_blog[seed]

    def _invent(self, url: str, head: Capture) -> OldRun:
        blog_id = self._blogs.setdefault(url, max(self._blogs.values(), default=0) + 1)
        self._last_run += 1
        run = Run(self._last_run, blog_id, url, head.fetched_at)
        made = OldRun(run, begins=(head.warc_file, head.warc_offset), invented=True)
        self.runs[run.id] = made
        return made

    def put(self, store: Store) -> None:
        """Write the rows of what was invented."""
        with store.writing() as conn:
            for item in self.runs.values():
                run = item.run
                if item.invented:
                    blog = (run.blog_id, run.blog_url, run.started_at)
                    conn.execute("INSERT OR IGNORE INTO blogs(id, url, added_at) VALUES (?, ?, ?)", blog)
                    conn.execute(
                        "INSERT INTO runs(id, blog_id, started_at, version, outcome, warc_file, warc_offset)"
                        " VALUES (?, ?, ?, ?, ?, ?, ?)",
                        (run.id, run.blog_id, run.started_at, _INVENTED, item.outcome, *item.begins),
                    )
