"""To which blog and run each capture of an archive belongs; invents them where no database tells any more."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from scraper.archive import RunNote
from scraper.archive import runs as told_runs
from scraper.rows import Capture
from scraper.store import Run, Store
from scraper.store_file import told
from scraper.urls import Scope, normalize

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
    """The runs of an archive; each capture is asked for in the order of writing.

    A note tells whose captures follow. Where several blogs were read side by side each capture tells whose it is, and
    in archives of before, its address does. What other databases keep in the same folder is left out.
    """

    def __init__(
        self, blogs: Iterable[tuple[int, str]] = (), runs: Iterable[OldRun] = (), last_run: int = 0
    ) -> None:
        self._last_run = last_run
        self._blogs = {url: blog_id for blog_id, url in blogs}
        self._takes_all = not self._blogs  #: no database tells any more which blogs are its own
        self.runs = {item.run.id: item for item in runs}
        self._begins = {item.begins: item for item in self.runs.values()}
        self._noted: RunNote | None = None  #: what the next capture begins
        self._latest: dict[
            str, OldRun | None
        ] = {}  #: the last run of each blog; none of one that is left out
        self._under_way: list[str] = []  #: blogs whose runs have begun and not ended, the last begun last
        self._of_blog: dict[str, OldRun] = {}
        self._scopes: dict[str, Scope] = {}
        self.left_out: Counter[str] = Counter()  #: captures of blogs that the database does not know

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

    def sort(self, told: Iterable[Capture | RunNote]) -> Iterator[tuple[Capture, int]]:
        """Give each capture with the id of its run."""
        held: list[Capture] = []
        for one in told:
            if isinstance(one, RunNote):
                self._note(one)
                continue
            begun = self._begins.get((one.warc_file, one.warc_offset))
            if one.seed and one.source is not None:
                yield from self._with_run([one], one.seed, self._imported(one, one.seed, begun))
                continue
            held.append(one)
            self._begin(one, begun)
            if not self._latest and urlsplit(one.url).path != "/robots.txt":
                url = next(iter(self._blogs), normalize(one.url))
                self._latest[url] = self._invent(url, one)
            if self._latest:
                blog = self._blog_of(one)
                yield from self._with_run(held, blog, self._latest[blog])
                held.clear()

    def _with_run(
        self, heads: list[Capture], blog: str, owner: OldRun | None
    ) -> Iterator[tuple[Capture, int]]:
        if owner is None:
            self.left_out[blog] += len(heads)
        else:
            yield from ((head, owner.run.id) for head in heads)

    def _note(self, note: RunNote) -> None:
        """Take in that a run begins with the next capture, or how it ended."""
        url, item = note.blog_url, self._latest.get(note.blog_url)
        self._noted = None if note.outcome else note
        if note.outcome and url in self._under_way:
            self._under_way.remove(url)
        if note.outcome and item and item.invented and item.run.started_at == note.started_at:
            self.runs[item.run.id] = self._latest[url] = replace(item, outcome=note.outcome)

    def _begin(self, head: Capture, begun: OldRun | None) -> None:
        """Let a run begin with this capture, where a row or a note says so."""
        note, self._noted = self._noted, None
        if begun is None and note is not None:
            begun = self._noted_run(note, head)
        url = begun.run.blog_url if begun else note.blog_url if note else None
        if url is not None:
            self._under_way = [other for other in self._under_way if other != url] + [url]
            self._latest.pop(url, None)
            self._latest[url] = begun

    def _noted_run(self, note: RunNote, head: Capture) -> OldRun | None:
        """The run of a note: one that is known, were its first capture damaged, or one that no row tells of."""
        url, at = note.blog_url, note.started_at
        known = (item for item in self.runs.values() if (item.run.blog_url, item.run.started_at) == (url, at))
        return next(known, None) or (self._invent(url, head, at) if self._is_own(url) else None)

    def _is_own(self, url: str) -> bool:
        return self._takes_all or url in self._blogs

    def _blog_of(self, head: Capture) -> str:
        """Tell whose a capture is among the runs under way: as it says, by its address, or of the last begun."""
        if head.seed in self._latest:
            return head.seed
        told = self._under_way or list(self._latest)
        if len(self._under_way) > 1:
            for url in self._under_way:
                self._scopes.setdefault(url, Scope(url))
            own = [url for url in self._under_way if self._scopes[url].belongs(head.url)]
            return max(own, key=len, default=told[-1])
        return told[-1]

    def _imported(self, head: Capture, seed: str, begun: OldRun | None) -> OldRun | None:
        """An import tells with each capture to which blog it belongs."""
        if begun is not None:
            self._of_blog[begun.run.blog_url] = begun
        if seed not in self._of_blog and self._is_own(seed):
            self._of_blog[seed] = self._invent(seed, head)
        return self._of_blog.get(seed)

    def _invent(self, url: str, head: Capture, started_at: str | None = None) -> OldRun:
        blog_id = self._blogs.setdefault(url, max(self._blogs.values(), default=0) + 1)
        self._last_run += 1
        run = Run(self._last_run, blog_id, url, started_at or head.fetched_at)
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
