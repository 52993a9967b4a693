"""verify --repair: what is damaged in the archive is asked again, and noted as mended; comments gone by a 304."""

import json
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from blogserver import Blog, rows, serve

from scraper.members import mapped, member
from scraper.rows import Capture, Comment, Found, Link, Post
from scraper.store import Store
from scraper.sync import Settings, Silent, sync
from scraper.verify import repair, verify

FAST = Settings(delay=0)
COMMAND = [sys.executable, "-c", "from scraper.cli import main; main()"]


@pytest.fixture
def blog():
    with serve(Blog(6)) as blog:
        yield blog


@pytest.fixture
def db(blog, tmp_path):
    sync(tmp_path / "blog.db", [blog.base + "/"], FAST)
    return tmp_path / "blog.db"


def ask(db, sql):
    with sqlite3.connect(db) as conn:
        return conn.execute(sql).fetchall()


def flip(db, count=3):
    """Turn a bit in some records."""
    places = ask(db, "SELECT url, warc_file, warc_offset FROM pages WHERE kind = 'post' AND status = 200")[
        :count
    ]
    for _, file, offset in places:
        path = db.with_suffix(".warc") / file
        data = bytearray(path.read_bytes())
        data[offset + 60] ^= 0x10
        path.write_bytes(data)
    return {url for url, *_ in places}


def test_damaged_records_are_asked_again_and_noted(blog, db):
    urls = flip(db)
    report = verify(db)
    assert report.damage and set(report.again) == urls
    blog.requests.clear()
    after = repair(db, None, FAST, Silent())
    assert after.damage == [] and after.again == [] and len(after.mended) >= len(urls)
    assert urls <= {blog.base + path for path in blog.requests}
    assert rows(lambda sql: ask(db, sql)) == blog.truth()
    assert ask(db, "SELECT count(*) FROM revisions") == [(0,)]
    assert verify(db).damage == []


def damage(db, url, where=60):
    """Turn a bit of a page's record, or behind it."""
    [(file, offset)] = ask(db, f"SELECT warc_file, warc_offset FROM pages WHERE url = '{url}'")
    path = db.with_suffix(".warc") / file
    data = bytearray(path.read_bytes())
    data[offset + where] ^= 0x10
    path.write_bytes(data)


def test_what_a_replay_could_not_read_is_asked_by_the_next_sync(blog, db):
    url = blog.base + blog.posts[3].path
    damage(db, url)
    damage(db, blog.base + "/feed/")
    done = subprocess.run([*COMMAND, "replay", str(db)], capture_output=True, text=True)
    assert done.returncode == 3 and url in done.stderr and "asked again by the next run" in done.stderr
    assert ask(db, f"SELECT status, error FROM pages WHERE url = '{url}'") == [
        (None, "its record in the WARC is damaged")
    ]
    subprocess.run([*COMMAND, "replay", str(db)], capture_output=True)  # remembers it
    blog.requests.clear()
    sync(db, [], FAST)
    assert {blog.posts[3].path, "/feed/"} <= set(blog.requests)
    assert rows(lambda sql: ask(db, sql)) == blog.truth()


def test_a_later_304_does_not_hide_what_is_damaged(blog, tmp_path):
    db, url, blog.tagged = tmp_path / "blog.db", blog.base + blog.posts[3].path, ""
    sync(db, [blog.base + "/"], FAST)
    with closing(sqlite3.connect(db)) as conn, conn:
        conn.execute("UPDATE pages SET due_at = '' WHERE url = ?", (url,))
    time.sleep(1.1)  # the archive tells seconds
    sync(db, [], FAST)
    assert (blog.posts[3].path, 304) in zip(blog.requests, blog.statuses, strict=True)
    damage(db, url)
    subprocess.run([*COMMAND, "replay", str(db)], capture_output=True)
    assert ask(db, f"SELECT count(*) FROM posts WHERE url = '{url}'") == [(0,)]
    sync(db, [], FAST)
    assert rows(lambda sql: ask(db, sql)) == blog.truth()


def test_an_archive_that_was_copied_in_part_makes_no_rows(blog, db):
    [file] = db.with_suffix(".warc").glob("*.gz")
    file.write_bytes(file.read_bytes()[:2000])
    done = subprocess.run([*COMMAND, "replay", str(db)], capture_output=True, text=True)
    assert done.returncode == 1 and file.name in done.stderr
    sync(db, [], FAST)  # goes on behind what is whole of it
    assert rows(lambda sql: ask(db, sql)) == blog.truth()
    assert repair(db, None, FAST, Silent()).damage == []


def test_damage_behind_which_a_replay_left_nothing_is_asked_again_by_repair(blog, db):
    url = blog.base + blog.posts[3].path
    damage(db, url)
    subprocess.run([*COMMAND, "replay", str(db)], capture_output=True)
    report = verify(db)
    assert [line.endswith(f"({url})") for line in report.damage] == [True] and report.again == [url]
    blog.requests.clear()
    after = repair(db, None, FAST, Silent())
    assert after.damage == [] and len(after.mended) == 1 and blog.posts[3].path in blog.requests
    assert rows(lambda sql: ask(db, sql)) == blog.truth()


def test_replay_remembers_what_was_mended(blog, db):
    flip(db)
    mended = repair(db, None, FAST, Silent()).mended
    with sqlite3.connect(db) as conn:
        conn.execute("UPDATE posts SET title = 'x'")  # else nothing would differ, and the old file stay
    done = subprocess.run([*COMMAND, "replay", str(db)], capture_output=True, text=True)
    assert done.returncode == 0 and "damaged" not in done.stderr
    report = verify(db)
    assert report.damage == [] and report.mended == mended
    assert rows(lambda sql: ask(db, sql)) == blog.truth()


def test_a_page_that_is_older_in_the_archive_now_is_asked_again(blog, db):
    said = "Another text about the land and all its roads."
    blog.posts[6].text, blog.posts[6].modified = said, 3
    time.sleep(1.1)  # the archive tells seconds
    sync(db, [], FAST)
    url = blog.base + blog.posts[6].path
    damage(db, url)
    subprocess.run([*COMMAND, "replay", str(db)], capture_output=True)
    count = f"SELECT count(*) FROM posts WHERE url = '{url}' AND body_text LIKE '{said}%'"
    assert ask(db, count) == [(0,)]
    assert repair(db, None, FAST, Silent()).damage == []
    assert ask(db, count) == [(1,)]


def test_page_that_cannot_be_asked_again_is_not_mended(blog, db):
    path = blog.posts[3].path
    damage(db, blog.base + path)
    blog.answers[path] = 503, "text/html", "busy"
    after = repair(db, None, FAST, Silent())
    assert after.damage and after.mended == [] and after.again == [blog.base + path]


def test_damage_that_took_no_page_asks_none(blog, db):
    """The request beside an answer, say: who wrote it, what it asked for."""
    url = blog.base + blog.posts[3].path
    [(file, offset)] = ask(db, f"SELECT warc_file, warc_offset FROM pages WHERE url = '{url}'")
    with mapped(db.with_suffix(".warc") / file) as view:
        request = member(view, offset)[1]
    damage(db, url, request - offset + 40)
    report = verify(db)
    assert len(report.damage) == 1 and report.again == []
    blog.requests.clear()
    after = repair(db, None, FAST, Silent())
    assert after.damage == [] and len(after.mended) == 1 and blog.requests == []


def test_lost_file_is_asked_again_as_a_whole(blog, db):
    shutil.rmtree(db.with_suffix(".warc"))
    done = subprocess.run([*COMMAND, "verify", str(db), "--json"], capture_output=True, text=True)
    report = json.loads(done.stdout)
    assert done.returncode == 6 and len(report["again"]) > 10
    [line] = report["damage"]  # one, however many pages stand on it
    assert re.fullmatch(r".*\.warc\.gz: no such file; \d+ pages stand on it", line)
    assert repair(db, None, FAST, Silent()).damage == []


def test_whole_archive_is_left_alone(blog, db):
    blog.requests.clear()
    done = subprocess.run([*COMMAND, "verify", str(db), "--repair"], capture_output=True, text=True)
    assert done.returncode == 0 and blog.requests == []


def test_comment_is_gone_when_the_last_of_its_pages_answers_304(tmp_path):
    url = "http://b.example/2010/05/p/"
    two = url + "comment-page-2/"

    def shown(address, ids, at, status=200):
        comments = tuple(Comment(i, body_text=f"text {i}") for i in ids)
        links = (Link(two, "comments"),)
        found = Found(
            address, "post", post=Post(title="P"), comments=comments, links=links, canonical_url=url
        )
        return Capture(address, status, fetched_at=at), found

    with Store.open(tmp_path / "a.db") as store:
        blog_id = store.add_blog("http://b.example/", "2020")
        run = store.start_run(blog_id, "2020-01-01T00:00:00Z", "1")
        store.keep(run, *shown(url, ("1", "2"), "2020-01-01T00:00:01Z"))
        store.keep(run, *shown(two, ("8", "9"), "2020-01-01T00:00:02Z"))
        run = store.start_run(blog_id, "2020-02-01T00:00:00Z", "1")
        assert store.keep(run, *shown(url, ("1",), "2020-02-01T00:00:01Z")).gone_comments == 0
        assert store.keep(run, *shown(two, (), "2020-02-01T00:00:02Z", 304)).gone_comments == 1
        gone = store.query("SELECT source_id, gone_at FROM comments WHERE gone_at IS NOT NULL")
        assert gone == [("2", "2020-02-01T00:00:02Z")]
        assert store.query("SELECT comments_found FROM posts") == [(3,)]
