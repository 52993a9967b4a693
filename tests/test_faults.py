"""Whatever happens to a run, a disk or a file: nothing is lost or doubled, and the next run ends the work."""

# ruff: noqa: E501

import gzip
import os
import random
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

sys.path.insert(0, str(Path(__file__).parent))

from bad_server import BadServer, Line, answer, bare, chunks
from bad_server import start as start_answer
from blogserver import Blog, rows, serve

from scraper.archive import captures, verify
from scraper.clock import now
from scraper.errors import ArchiveError, StoreError
from scraper.fetch import Fetcher, FetchSettings
from scraper.imports.trip import ImportSettings, import_paths
from scraper.progress import Progress
from scraper.replay import replay
from scraper.store import Store
from scraper.sync import Settings, sync
from scraper.verify import verify as verify_all

COMMAND = [sys.executable, "-c", "from scraper.cli import main; main()"]
FAST = Settings(delay=0)
QUICK = FetchSettings(delay=0, timeout=(2, 1), total_seconds=2, max_bytes=100_000, retries=0)
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


KILLER = """
import os, pkgutil, signal, sys
from scraper.cli import main
target, turn, when = sys.argv.pop(1), int(sys.argv.pop(1)), sys.argv.pop(1)
owner, _, name = target.rpartition(".")
holder = pkgutil.resolve_name(owner)
whole, calls = getattr(holder, name), iter(range(1, 10_000))
def call(*words, **named):
    last = next(calls) == turn
    if last and when == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    result = whole(*words, **named)
    if last:
        os.kill(os.getpid(), signal.SIGKILL)
    return result
setattr(holder, name, call)
main()
"""
STEPS = {
    "scraper.fetch:Fetcher.get": (1, 7),
    "scraper.archive:Archive.append": (1, 7),
    "scraper.archive:Archive.note": (1,),
    "scraper.sync.read": (2, 7),
    "scraper.store:Store.mark_run": (1,),
    "scraper.store:Store.keep": (1, 7),
    "scraper.store:Store.index_text": (1,),
    "scraper.store:Store.finish_run": (1,),
}


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_each_border_of_a_step(blog, tmp_path, step):
    """No word of farewell, as by `kill -9` or a power cut, right before and right after."""
    whole = tmp_path / "whole.db"
    sync(whole, [blog.base + "/"], FAST)
    for turn in STEPS[step]:
        for when in ("before", "after"):
            killed = tmp_path / f"{when}{turn}.db"
            words = [
                sys.executable,
                "-c",
                KILLER,
                step,
                str(turn),
                when,
                "sync",
                str(killed),
                blog.base + "/",
            ]
            done = subprocess.run([*words, "--delay", "0", "-q"], capture_output=True, timeout=60)
            assert done.returncode == -9, done.stderr
            assert sync(killed, [blog.base + "/"], FAST).outcome == "complete"
            _compare(blog, killed, whole)


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


def test_a_clock_that_ran_ahead_binds_nobody(blog, tmp_path):
    """A copy of robots.txt from the future, and a server's wish to be left alone until then, are of a wrong clock."""
    db = tmp_path / "blog.db"
    sync(db, [blog.base + "/"], FAST)
    with sqlite3.connect(db) as conn:
        conn.execute("UPDATE pages SET fetched_at = '2999-01-01T00:00:00Z' WHERE kind = 'robots'")
        conn.execute("INSERT INTO hosts(host, wait_until) VALUES ('blog.example:80', 9e10)")
    blog.requests.clear()
    assert sync(db, [], FAST).outcome == "complete"
    assert "/robots.txt" in blog.requests
    with sqlite3.connect(db) as conn:
        [(until,)] = conn.execute("SELECT wait_until FROM hosts").fetchall()
    assert float(until) <= time.time() + 86400


def test_readers_do_not_disturb_a_run(blog, tmp_path):
    db = tmp_path / "blog.db"
    Store.open(db).close()
    reader = sqlite3.connect(db, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM posts").fetchall()
    assert sync(db, [blog.base + "/"], FAST).outcome == "complete"
    reader.close()


def test_no_archive_is_begun_beside_rows_that_stand_on_another(blog, tmp_path):
    db, elsewhere = tmp_path / "blog.db", tmp_path / "elsewhere"
    sync(db, [blog.base + "/"], Settings(delay=0, max_pages=5))
    db.with_suffix(".warc").rename(elsewhere)
    before = content(db)
    words = [*COMMAND, "sync", str(db), blog.base + "/other/", "--delay", "0", "-q"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert re.fullmatch(rf"Error: {db}: its rows stand on .*--warc-dir; .*\)\n", done.stderr)
    assert content(db) == before and not db.with_suffix(".warc").exists()
    sync(db, [], Settings(delay=0, warc_dir=elsewhere))
    with sqlite3.connect(db) as conn:
        assert rows(lambda sql: conn.execute(sql).fetchall()) == blog.truth()
    assert not db.with_suffix(".warc").exists()


def test_only_what_was_cut_back_is_told_to_be_so(blog, tmp_path):
    db, told = tmp_path / "blog.db", StringIO()
    sync(db, [blog.base + "/"], FAST)
    [file] = db.with_suffix(".warc").glob("*.gz")
    whole = file.read_bytes()
    file.write_bytes(whole[:-20])
    sync(db, [], FAST, Progress(told))
    assert "cut back after an interrupted run: " in told.getvalue()
    file.write_bytes(whole[:3000] + b"\0" * 20 + whole[3020:])
    told.truncate(0)
    sync(db, [], FAST, Progress(told))
    assert "a damaged record amid whole ones" in told.getvalue() and "cut back" not in told.getvalue()


def test_a_part_of_the_archive_that_is_elsewhere_is_said(blog, tmp_path):
    db = tmp_path / "blog.db"
    sync(db, [blog.base + "/"], Settings(delay=0, max_pages=5))
    [first] = db.with_suffix(".warc").glob("*.gz")
    first = first.rename(first.with_name("blog-20200101000000-00000.warc.gz"))  # as if written long ago
    with sqlite3.connect(db) as conn:
        for table in ("pages", "runs"):
            conn.execute(f"UPDATE {table} SET warc_file = ? WHERE warc_file IS NOT NULL", (first.name,))
    first.rename(tmp_path / first.name)
    sync(db, [], Settings(delay=0, anew=True))
    told = StringIO()
    assert sync(db, [], FAST, Progress(told)).outcome == "complete"
    assert re.fullmatch(rf"{db}: its rows stand on {first.name}, not to be found in .*\n", told.getvalue())
    with pytest.raises(ArchiveError, match=first.name):
        replay(db)
    (tmp_path / first.name).rename(first)
    assert replay(db)[0].outcome == "complete"


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


def test_every_attempt_that_brought_bytes_is_in_the_archive(blog, tmp_path, monkeypatch):
    """What came before the answer that counts is kept, counts nowhere, and makes no row of its own."""
    wanted = FetchSettings(delay=0, backoff=0.02)
    monkeypatch.setattr("scraper.sync._fetcher", lambda store, settings, urls: Fetcher(wanted, urls))
    calm, rough = tmp_path / "calm.db", tmp_path / "rough.db"
    sync(calm, [blog.base + "/"], FAST)
    for path in (blog.posts[7].path, "/feed/", "/", "/robots.txt"):
        blog.faults[path] = ["half", "error"]
    blog.faults[blog.posts[3].path] = ["junk", "half", "half"]  # and none that counts
    begun = len(blog.requests)
    summary = sync(rough, [blog.base + "/"], FAST)
    assert (summary.outcome, summary.errors) == ("complete", 1)
    assert len(blog.requests) - begun == summary.requests + 4 * 2 + 2
    told = dict.fromkeys(blog.faults, ())
    for file in rough.with_suffix(".warc").glob("*.gz"):
        with file.open("rb") as stream:
            for record in ArchiveIterator(stream, check_digests="raise"):
                path = (record.rec_headers["WARC-Target-URI"] or "").removeprefix(blog.base)
                if record.rec_type == "response" and path in told:
                    told[path] += (record.rec_headers["WARC-Truncated"],)
    assert told.pop(blog.posts[3].path) == ("unspecified", "disconnect", "disconnect")
    assert set(told.values()) == {("disconnect", None, None)}
    with sqlite3.connect(rough) as conn:
        assert conn.execute(
            "SELECT max(attempts), count(*) FROM pages WHERE attempts > 0 AND status IS NOT 404"
        ).fetchall() == [(1, 1)]
    assert not verify_all(rough).damage
    blog.faults.clear()
    sync(rough, [], FAST)
    assert content(rough) == content(calm)
    rough.unlink()
    replay(rough, jobs=1)
    assert content(rough) == content(calm)
    import_paths(tmp_path / "other.db", [*rough.with_suffix(".warc").glob("*.gz")], ImportSettings(jobs=1))
    assert content(tmp_path / "other.db") == content(calm)


CUT = {
    "/2010/01/half/": lambda page: answer(page, length=len(page) + 900),
    "/2010/02/chunk/": lambda page: chunks(b"%x\r\n%b" % (len(page) + 900, page)),
    "/2010/03/gzip/": lambda page: answer(gzip.compress(page)[:-9], "Content-Encoding: gzip"),
    "/2010/04/reset/": lambda page: start_answer(answer(page, length=len(page) + 900), Line.reset),
    "/2010/05/endless/": lambda page: start_answer(bare(page), lambda line: line.endless(b"x" * 4096)),
}


def test_a_part_of_a_page_is_kept_but_never_read_as_a_whole(blog, tmp_path, monkeypatch):
    """Each fault after a body that would read well by itself; once the server is well, the posts are there."""
    again = replace(QUICK, retries=2, backoff=0.01)  # a kept connection that the server closed is no fault
    monkeypatch.setattr("scraper.sync._fetcher", lambda store, settings, urls: Fetcher(again, urls))
    db = tmp_path / "blog.db"
    with BadServer() as server:
        pages = {path: blog.page(blog.posts[n], None).encode() for n, path in enumerate(CUT, 1)}
        pages = {path: page.replace(b'rel="canonical"', b"") for path, page in pages.items()}
        links = "".join(f'<h2><a href="{path}">A post</a></h2><p>Some words.</p>' for path in pages)
        server.routes["/"] = answer(blog.frame("Blog", links).encode())
        server.routes["/ok-in-between"] = answer()
        server.routes |= {path: CUT[path](page) for path, page in pages.items()}
        summary = sync(db, [server.url("/")], FAST)
        assert (summary.new_posts, summary.new_comments, summary.errors) == (0, 0, len(CUT))
        kept = {one.url: one for one in captures(db.with_suffix(".warc")) if server.url("") in one.url}
        for path, page in pages.items():
            one = kept[server.url(path)]
            assert one.status == 200 and (one.truncated or "gzip" in path), path
            assert one.raw and (one.raw in page or page in one.raw or "gzip" in path), path
        assert not list(verify(db.with_suffix(".warc")))
        server.routes |= {path: answer(page) for path, page in pages.items()}
        summary = sync(db, [], FAST)
        assert (summary.new_posts, summary.errors) == (len(CUT), 0)


@pytest.mark.parametrize("stopped", [False, True])
def test_a_run_with_its_clock_ahead_is_no_reason_to_ask_all_every_night(blog, tmp_path, monkeypatch, stopped):
    """Nor to ask nothing: what it planned, or left to be asked, is planned from today on."""
    db, limit = tmp_path / "blog.db", 5 if stopped else None
    sync(db, [blog.base + "/"], Settings(delay=0, max_pages=9))

    class Ahead(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) + timedelta(days=4000)

    with monkeypatch.context() as patch:
        patch.setattr("scraper.clock.datetime", Ahead)
        sync(db, [], Settings(delay=0, max_pages=limit))
    sync(db, [], FAST)
    for number in (3, 4):
        blog.posts[number].text, blog.posts[number].modified = (
            f"Told anew, {number}, of land and of roads.",
            number,
        )
        blog.requests.clear()
        assert sync(db, [], FAST).outcome == "complete"
        assert len(blog.requests) <= 4 and blog.posts[number].path in blog.requests
    with sqlite3.connect(db) as conn:
        assert rows(lambda sql: conn.execute(sql).fetchall()) == blog.truth()
        assert conn.execute("SELECT count(*) FROM pages WHERE fetched_at > ?", (now(),)).fetchone() != (0,)
        assert conn.execute("SELECT max(due_at) < datetime('now', '300 days') FROM pages").fetchone() == (1,)
    before = content(db)
    replay(db)
    assert content(db) == before
