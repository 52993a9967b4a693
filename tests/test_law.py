"""The law as a property: whatever a blog and its archive went through, the WARC alone gives the same rows again.

`EXPLORE=200 make test` tries new histories; else the same few are tried each time.
"""

import os
import sqlite3
import sys
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from blogserver import Blog, Entry, serve
from test_imports import ALONE, write_warc
from test_replay import dump

from scraper.fetch import Fetcher, FetchSettings
from scraper.imports.trip import import_paths
from scraper.replay import replay
from scraper.sync import Settings, sync

EXPLORE = int(os.environ.get("EXPLORE", "0"))
FEW = settings(
    deadline=None,
    derandomize=not EXPLORE,
    max_examples=EXPLORE or 12,
    phases=(
        Phase.explicit,
        Phase.reuse,
        Phase.generate,
    ),  # a history takes a second: to shrink one takes minutes
    suppress_health_check=[HealthCheck.too_slow],
)
CONTENT = ("posts", "comments", "authors", "categories", "tags", "links", "media", "revisions")


@contextmanager
def quick_retries():
    """Do not wait a second before a request is sent again."""
    with pytest.MonkeyPatch.context() as patch:
        wanted = FetchSettings(delay=0, backoff=0.001)
        patch.setattr("scraper.sync._fetcher", lambda store, settings, urls: Fetcher(wanted, urls))
        yield


class History:
    """A blog that lives, and one database that follows it."""

    def __init__(self, blog, folder):
        self.blog, self.folder, self.db, self.count = blog, folder, folder / "b.db", 0

    def do(self, step, number):
        self.count += 1
        posts = list(self.blog.posts.values())
        getattr(self, step)(posts[number % len(posts)] if posts else None)

    # ---- the blog

    def edit(self, post):
        post.text = (
            f"In its version {self.count} this tells of the land, of roads and of those who walk on them."
        )
        post.modified = self.count % 20

    def title(self, post):
        post.title, post.modified = f"Called {self.count} now", self.count % 20

    def rename(self, post):
        post.old.append(post.path)
        post.slug = f"slug-{self.count}"

    def move(self, post):
        """Another address, to which nothing leads from the old one; or the first one again."""
        post.slug = f"post-{post.number}" if self.count % 2 else f"moved-{self.count}"
        post.old = [path for path in post.old if path != post.path]

    def detour(self, post):
        """The address of a post sends elsewhere for a while, or for good; or does so no more."""
        if self.blog.answers.pop(post.path, None) is None:
            target = ("/away/", "/", self.blog.posts[min(self.blog.posts)].path)[self.count % 3]
            self.blog.answers[post.path] = ((302, 301, 307)[self.count % 3], "text/html", target)
        post.modified = self.count % 20

    def remove(self, post):
        if len(self.blog.posts) > 2:
            del self.blog.posts[post.number]

    def write(self, _):
        number = max(self.blog.posts) + 1
        self.blog.posts[number] = self.blog.make(number)

    def comment(self, post):
        post.comments.append(
            Entry(10_000 + self.count, f"Said at step {self.count}, to whom it may concern.")
        )

    def silence(self, post):
        if post.comments:
            post.comments.pop()

    def miscount(self, post):
        """Lists print a count of their own, which may be wrong."""
        self.blog.counted = True
        self.blog.printed[post.number] = self.count % 12

    def faces(self, _):
        """A theme begins to show faces, or shows them no more: who was known without one has one then."""
        self.blog.faces = not self.blog.faces

    def fault(self, post):
        """The next requests for a post go wrong, all that a run sends or some of them."""
        faults = ("error", "half", "junk") * 2
        self.blog.faults[post.path] = list(faults[self.count % 3 :][: 1 + self.count % 4])
        post.modified = self.count % 20

    # ---- the archive

    def sync(self, _):
        sync(self.db, [self.blog.base + "/"], Settings(delay=0))

    def stop(self, _):
        sync(self.db, [self.blog.base + "/"], Settings(delay=0, max_pages=3))

    def bring(self, _):
        """What another program saw, long ago or now."""
        year = (2011, 2035, 2014)[self.count % 3]
        path = self.folder / f"{self.count}.warc.gz"
        with path.open("wb") as out:
            write_warc(self.blog, out, at=f"{year}-01-01T00:00:{self.count % 60:02}Z")
        import_paths(self.db, [path], ALONE)


STEPS = "edit title rename move detour remove write comment silence miscount faces fault sync stop bring sync".split()


@FEW
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 9)), min_size=4, max_size=14))
@example(
    [("miscount", 0), ("sync", 0), ("comment", 1), ("miscount", 1), ("stop", 0), ("miscount", 0), ("sync", 0)]
)
@example([("faces", 0), ("comment", 3), ("sync", 0), ("faces", 0), ("comment", 3)])
@example([("fault", 0), ("fault", 1), ("sync", 0), ("fault", 2), ("fault", 3), ("sync", 0), ("stop", 0)])
@example(
    [
        ("detour", 0),
        ("sync", 0),
        ("move", 1),
        ("sync", 0),
        ("detour", 0),
        ("rename", 1),
        ("sync", 0),
        ("move", 1),
    ]
)
@example([("rename", 0), ("sync", 0), ("comment", 0), ("move", 0), ("sync", 0), ("rename", 0), ("sync", 0)])
def test_the_archive_alone_gives_the_same_rows(steps):
    with quick_retries(), TemporaryDirectory() as name, serve(Blog(4)) as blog:
        history = History(blog, Path(name))
        for step, number in [("sync", 0), *steps, ("sync", 0)]:
            history.do(step, number)
        before = dump(history.db)
        with sqlite3.connect(history.db) as conn:
            conn.execute("PRAGMA foreign_keys = OFF")
            for table in CONTENT:
                conn.execute(f"DELETE FROM {table}")
        conn.close()
        summary, problems = replay(history.db, jobs=1)
        assert (summary.outcome, problems) == ("complete", [])
        after = dump(history.db)
        for table in before:
            assert after[table] == before[table], table
