"""Media of posts: kept in the same WARC, once, from any host, and never taken for posts."""

import sqlite3
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from blogserver import Blog, rows, serve

from scraper.archive import read
from scraper.replay import replay
from scraper.sync import Settings, sync

MEDIA = Settings(delay=0, media=True, allow_private=True)
PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 500


@pytest.fixture
def blog():
    with serve(Blog(6)) as blog, serve(Blog(0), "127.0.0.2") as images:
        blog.images = images
        images.robots = "Disallow: /hidden/\n"
        images.answers |= {"/a.png": (200, "image/png", PNG), "/hidden/b.png": (200, "image/png", PNG)}
        blog.answers |= {
            "/c.jpg": (200, "image/jpeg", PNG + b"c"),
            "/page.png": (200, "text/html", blog.page(blog.posts[2], None)),
        }
        shown = (f"{images.base}/a.png", f"{images.base}/hidden/b.png", "/c.jpg", "/page.png", "/lost.gif")
        blog.posts[3].text += "".join(f'<img src="{url}" alt="x">' for url in shown)
        blog.posts[4].text += '<img src="/c.jpg">'
        yield blog


def ask(db, sql):
    with sqlite3.connect(db) as conn:
        return conn.execute(sql).fetchall()


def test_media_are_kept_once(blog, tmp_path):
    db = tmp_path / "blog.db"
    assert sync(db, [blog.base + "/"], MEDIA).outcome == "complete"
    kept = ask(
        db,
        "SELECT DISTINCT media.url, warc_file, warc_offset FROM media JOIN pages ON pages.id = page_id",
    )
    assert {url for url, *_ in kept} == {f"{blog.images.base}/a.png", f"{blog.base}/c.jpg"}
    for url, file, offset in kept:
        assert read(db.with_suffix(".warc"), file, offset).body.startswith(PNG), url
    assert "/hidden/b.png" not in blog.images.requests
    assert blog.requests.count("/c.jpg") == 1
    assert ask(db, "SELECT count(*) FROM posts") == [(6,)]
    blog.requests.clear()
    sync(db, [], MEDIA)
    assert len(blog.requests) <= 3
    urls = (
        "SELECT media.post_id, position, media.url, pages.url FROM media"
        " LEFT JOIN pages ON pages.id = page_id ORDER BY 1, 2"
    )
    before = ask(db, urls)
    replay(db)
    assert ask(db, urls) == before
    assert [row[3] for row in before if row[3]] == [row[2] for row in before if row[3]]


def test_without_the_option_none_is_asked(blog, tmp_path):
    db = tmp_path / "blog.db"
    sync(db, [blog.base + "/"], Settings(delay=0))
    assert not blog.images.requests and "/c.jpg" not in blog.requests
    assert sync(db, [], MEDIA).outcome == "complete"
    assert "/a.png" in blog.images.requests
    assert len(rows(lambda sql: ask(db, sql))[0]) == 6


def test_a_file_without_end_is_cut_and_said(blog, tmp_path):
    blog.images.answers["/a.png"] = 200, "image/png", PNG * 3000
    db = tmp_path / "blog.db"
    small = Settings(delay=0, media=True, allow_private=True, max_bytes=400_000)
    assert sync(db, [blog.base + "/"], small).errors == 1
    [(error,)] = ask(db, f"SELECT error FROM pages WHERE url = '{blog.images.base}/a.png'")
    assert "read at most" in error
