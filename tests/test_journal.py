"""A journal whose posts show a page of threads at a time and fold what is deep: every comment with its words."""

import json
import sqlite3
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from blogserver import Blog, serve

from scraper.replay import replay
from scraper.sync import Settings, sync

COMMENTS = {101: 0, 102: 101, 103: 0, 104: 103, 105: 104, 106: 0}  # a comment -> the one that it answers
FOLDED = {104, 105}
HEAD = '<meta charset="utf-8"><link rel="stylesheet" href="https://l-stat.livejournal.net/x.css">'
TEXT = "<p>We stood on the bank until it was dark, and the weir went on with its one sentence, without a verb.</p>"


def journal():
    blog = Blog(posts=0)
    blog.sitemap = False
    found = "text/html; charset=utf-8"
    blog.answers["/"] = (
        200,
        found,
        f'<title>otterdam</title>{HEAD}<h2><a href="/4065.html">The weir</a></h2>{TEXT}',
    )
    shown = {"": (101, 102), "?page=2": (103, 104, 105, 106), "?thread=104": (104, 105)}
    for query, comments in shown.items():
        told = [row(number, "thread" not in query) for number in comments]
        data = json.dumps({"comments": told, "replycount": len(COMMENTS)})
        pager = '<a href="/4065.html?page=1#comments">1</a> <a href="/4065.html?page=2#comments">2</a>'
        page = (
            f"<title>The weir: otterdam</title>{HEAD}<script>Site.page = {data};</script>"
            f'<div class="aentry"><h1 class="aentry-post__title-text">The weir</h1><time>April 28 2008, 21:39</time>'
            f'<div class="aentry-post__text">{TEXT}</div></div><div class="b-pager">{pager}</div>'
        )
        blog.answers[f"/4065.html{query}"] = (200, found, page)
    blog.answers["/4065.html?page=1"] = blog.answers["/4065.html"]
    return blog


def row(number, folds):
    shut = folds and number in FOLDED
    return {
        "thread": number, "parent": COMMENTS[number], "dname": "heron", "ctime_ts": 1209493710 + number,
        "loaded": int(not shut), "article": None if shut else f"The words of {number}.",
        "thread_url": f"/4065.html?thread={number}#t{number}",
    }  # fmt: skip


def told(db):
    with sqlite3.connect(db) as conn:
        found = conn.execute(
            "SELECT c.source_id, p.source_id, c.body_text, posts.url FROM comments AS c"
            " JOIN posts ON posts.id = c.post_id"
            " LEFT JOIN comments AS p ON p.id = c.parent_id ORDER BY c.position"
        ).fetchall()
        posts = conn.execute("SELECT count(*) FROM posts").fetchone()[0]
    conn.close()
    return posts, found


@pytest.fixture
def blog():
    blog = journal()
    with serve(blog):
        yield blog


def test_every_page_of_threads_and_every_folded_one_is_read(tmp_path, blog):
    db = tmp_path / "j.db"
    sync(db, [f"{blog.base}/"], Settings(delay=0))
    posts, found = told(db)
    assert posts == 1
    assert found == [
        (str(n), str(p) if p else None, f"The words of {n}.", f"{blog.base}/4065.html")
        for n, p in COMMENTS.items()
    ]
    asked = [path for path in blog.requests if "thread=" in path]
    assert asked == ["/4065.html?thread=104"]  # what answers it stands there, too


def test_a_later_look_at_what_is_folded_takes_no_words_away(tmp_path, blog):
    db = tmp_path / "j.db"
    sync(db, [f"{blog.base}/"], Settings(delay=0))
    first = told(db)
    with sqlite3.connect(db) as conn:
        conn.execute("UPDATE pages SET due_at = '2020-01-01T00:00:00Z' WHERE url LIKE '%4065%'")
    conn.close()
    sync(db, [f"{blog.base}/"], Settings(delay=0))
    assert told(db) == first
    replay(db)
    assert told(db) == first
