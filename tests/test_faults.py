"""Whatever happens to a run, a disk or a file: nothing is lost or doubled, and the next run ends the work."""

# ruff: noqa: E501

import os
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from blogserver import Blog, rows, serve

from scraper.archive import captures, verify
from scraper.errors import StoreError
from scraper.store import Store
from scraper.sync import Settings, sync

COMMAND = [sys.executable, "-c", "from scraper.cli import main; main()"]
FAST = Settings(delay=0)
KILLS = int(os.environ.get("KILLS", "12"))
CONTENT = {
    "posts": "SELECT url, title, published, body_html, body_text, comments_declared, comments_found, gone_at FROM posts",
    "comments": "SELECT posts.url, source_id, depth, position, comments.body_html, parent_key, comments.gone_at"
    " FROM comments JOIN posts ON posts.id = post_id",
    "authors": "SELECT name, url FROM authors",
    "categories": "SELECT name, slug, url FROM categories",
    "filed": "SELECT posts.url, name FROM post_categories JOIN posts ON posts.id = post_id"
    " JOIN categories ON categories.id = category_id",
    "links": "SELECT posts.url, links.url, text FROM links JOIN posts ON posts.id = post_id",
    "revisions": "SELECT field, old, new FROM revisions",
}


@pytest.fixture
def blog():
    with serve(Blog(14)) as blog:
        yield blog


def content(db):
    with Store.open(db, create=False) as store:
        assert not store.query("PRAGMA foreign_key_check")
        return {name: sorted(map(repr, store.query(sql))) for name, sql in CONTENT.items()}


def start(db, url, *words):
    return subprocess.Popen(
        [*COMMAND, "sync", str(db), url, "--delay", "0", "-q", *words], stderr=subprocess.PIPE
    )


def test_killed_at_random_moments_ends_as_if_never_killed(blog, tmp_path):
    """KILLS=200 kills so often; a blog that was archived in spite of them is compared and begun anew."""
    whole, killed = tmp_path / "whole.db", tmp_path / "killed.db"
    sync(whole, [blog.base + "/"], FAST)
    chance = random.Random(os.environ.get("SEED", "7"))
    for _ in range(KILLS):
        if _kill_at_some_moment(blog, killed, chance):
            _compare(blog, killed, whole)
            shutil.rmtree(killed.with_suffix(".warc"))
            killed.unlink()
    assert sync(killed, [blog.base + "/"], FAST).outcome == "complete"
    _compare(blog, killed, whole)


def _kill_at_some_moment(blog, db, chance):
    """Start a run and kill it after some requests; say whether it had ended before."""
    begun, more = len(blog.requests), chance.randrange(1, 20)
    with start(db, blog.base + "/") as process:
        end = time.monotonic() + 30
        while len(blog.requests) < begun + more and process.poll() is None and time.monotonic() < end:
            time.sleep(0.001)
        time.sleep(chance.random() * 0.02)
        done = process.poll() == 0
        process.kill()
    return done


def _compare(blog, killed, whole):
    sync(killed, [], FAST)
    assert content(killed) == content(whole)
    assert not list(verify(killed.with_suffix(".warc")))
    with sqlite3.connect(killed) as conn:
        assert rows(lambda sql: conn.execute(sql).fetchall()) == blog.truth()


@pytest.mark.parametrize("step", ["append", "keep"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_broken_off_at_each_border_of_a_step(blog, tmp_path, monkeypatch, step, when):
    whole, broken = tmp_path / "whole.db", tmp_path / "broken.db"
    sync(whole, [blog.base + "/"], FAST)
    owner, name = {"append": ("scraper.archive.Archive", "append"), "keep": ("scraper.store.Store", "keep")}[
        step
    ]
    for turn in range(1, 12, 3):
        with monkeypatch.context() as patch:
            _break(patch, f"{owner}.{name}", turn, when)
            with pytest.raises(KeyboardInterrupt):
                sync(broken, [blog.base + "/"], FAST)
    sync(broken, [], FAST)
    assert content(broken) == content(whole)


def _break(patch, target, turn, when):
    """Let the n-th call of a method end the run, before or after its work."""
    import pkgutil

    whole = pkgutil.resolve_name(target.replace(".Archive", ":Archive").replace(".Store", ":Store"))
    calls = iter(range(1, 10_000))

    def call(*words):
        last = next(calls) == turn
        if last and when == "before":
            raise KeyboardInterrupt
        result = whole(*words)
        if last:
            raise KeyboardInterrupt
        return result

    patch.setattr(target, call)


@pytest.mark.parametrize("limit", [20_000, 150_000, 300_000])
def test_full_disk_is_one_line_and_loses_nothing(blog, tmp_path, limit):
    db = tmp_path / "blog.db"
    process = subprocess.run(
        [*COMMAND, "sync", str(db), blog.base + "/", "--delay", "0", "-q"],
        preexec_fn=lambda: _limit_files(limit),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert process.returncode == 1
    assert len(process.stderr.splitlines()) == 1 and process.stderr.startswith("Error: ")
    sync(db, [blog.base + "/"], FAST)
    with sqlite3.connect(db) as conn:
        assert rows(lambda sql: conn.execute(sql).fetchall()) == blog.truth()
    assert not list(verify(db.with_suffix(".warc")))


def _limit_files(size):
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_database_locked_by_another_writer_is_one_line(blog, tmp_path, monkeypatch):
    db = tmp_path / "blog.db"
    Store.open(db).close()
    monkeypatch.setattr("scraper.store_file.BUSY_SECONDS", 0)
    other = sqlite3.connect(db, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="locked"):
        sync(db, [blog.base + "/"], FAST)
    other.execute("ROLLBACK")
    other.close()
    sync(db, [blog.base + "/"], FAST)
    with sqlite3.connect(db) as conn:
        assert rows(lambda sql: conn.execute(sql).fetchall()) == blog.truth()


def test_readers_do_not_disturb_a_run(blog, tmp_path):
    db = tmp_path / "blog.db"
    Store.open(db).close()
    reader = sqlite3.connect(db, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM posts").fetchall()
    assert sync(db, [blog.base + "/"], FAST).outcome == "complete"
    reader.close()


def test_warc_folder_that_went_away_is_made_anew(blog, tmp_path):
    db = tmp_path / "blog.db"
    sync(db, [blog.base + "/"], Settings(delay=0, max_pages=5))
    db.with_suffix(".warc").rename(tmp_path / "elsewhere")
    sync(db, [], FAST)
    with sqlite3.connect(db) as conn:
        assert rows(lambda sql: conn.execute(sql).fetchall()) == blog.truth()
    assert list(captures(db.with_suffix(".warc")))


def test_file_in_place_of_the_warc_folder_is_one_line(blog, tmp_path):
    (tmp_path / "blog.warc").write_text("mine")
    words = [*COMMAND, "sync", str(tmp_path / "blog.db"), blog.base + "/", "--delay", "0", "-q"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1 and len(done.stderr.splitlines()) == 1
    assert (tmp_path / "blog.warc").read_text() == "mine"


def test_page_that_breaks_its_reader_stops_nothing(blog, tmp_path, monkeypatch):
    from scraper import extract

    whole = extract.extract

    def breaks(page):
        if "post-3/" in page.url:
            raise RecursionError("too deep")
        return whole(page)

    monkeypatch.setattr("scraper.extract.extract", breaks)
    db = tmp_path / "blog.db"
    assert sync(db, [blog.base + "/"], FAST).outcome == "complete"
    with Store.open(db) as store:
        [(error,)] = store.query("SELECT error FROM pages WHERE url LIKE '%post-3/'")
        assert "RecursionError" in error
        assert store.query("SELECT count(*) FROM posts") == [(13,)]
