"""verify --repair: what is damaged in the archive is asked again, and noted as mended; comments gone by a 304."""

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from blogserver import Blog, rows, serve

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


def test_lost_file_is_asked_again_as_a_whole(blog, db):
    shutil.rmtree(db.with_suffix(".warc"))
    done = subprocess.run([*COMMAND, "verify", str(db), "--json"], capture_output=True, text=True)
    assert done.returncode == 6 and len(json.loads(done.stdout)["again"]) > 10
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
