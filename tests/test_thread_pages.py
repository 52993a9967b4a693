"""Posts that show a page of their threads at a time, or fold what is deep: every comment with its words, in order."""

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


SAYS = "<p>We stood on the bank until it was dark, and nobody would say what it was that we had come to hear.</p>"


def drupal(numbers, query):
    """Version 6, which names no canonical address; its pages are numbered from 0 on."""
    said = "".join(
        f'<a id="comment-{n}"></a><div class="comment"><h3><a href="/blog/weir{query}#comment-{n}">Of {n}</a></h3>'
        f'<div class="submitted">Submitted by user{n} on Sat, 2012-03-03 10:1{n}.</div>'
        f'<div class="content"><p>The words of {n}.</p></div></div>'
        for n in numbers
    )
    return (
        '<head><title>The weir | Otter</title><meta name="Generator" content="Drupal 6"></head><body class="page-node">'
        '<h1 class="title">The weir</h1><div id="node-5" class="node node-blog"><div class="submitted">Submitted by'
        f' otter on Thu, 2012-03-01 09:00</div><div class="content">{SAYS}</div></div><div id="comments">{said}'
        '<ul class="pager"><li><a href="/blog/weir">1</a></li><li><a href="/blog/weir?page=1">2</a></li></ul></div>'
    )


def typepad(numbers, query):
    said = "".join(
        f'<div class="comment" id="comment-6a0{n}"><div class="comment-content"><p>The words of {n}.</p></div>'
        f'<p class="comment-footer">Posted by: user{n} | May 01, 2008 at 10:1{n} AM</p></div>'
        for n in numbers
    )
    return (
        '<head><title>Otter: The lamp</title><meta name="generator" content="http://www.typepad.com/"></head>'
        '<body class="layout-entry"><div class="entry"><h2 class="date-header">May 01, 2008</h2>'
        f'<h3 class="entry-header">The lamp</h3><div class="entry-body">{SAYS}</div></div><div id="comments">'
        '<a class="pager-right" href="/2008/05/lamp/comments/page/2/#comments">Next »</a>'
        f'<div class="comments-content">{said}</div></div>'
    )


def blogger(numbers, query):
    said = "".join(
        f'<li class="comment" id="c90{n}"><div class="comment-header"><cite class="user">user{n}</cite>'
        f'<span class="datetime">May 4, 2011 at 10:1{n} AM</span></div>'
        f'<p class="comment-content">The words of {n}.</p></li>'
        for n in numbers
    )
    return (
        '<head><title>Otter: The key</title><meta content="blogger" name="generator"></head><body>'
        f'<div class="post hentry"><h3 class="post-title entry-title">The key</h3>'
        f'<div class="post-body entry-content">{SAYS}</div></div>'
        f'<div id="comments"><h4>6 comments:</h4><a href="/2011/05/key.html?commentPage=2">Newer›</a>'
        f'<div id="comment-holder"><div class="comment-thread"><ol>{said}</ol></div></div></div>'
    )


@pytest.mark.parametrize(
    ("page", "first", "second"),
    [
        (drupal, "/blog/weir", "/blog/weir?page=1"),
        (typepad, "/2008/05/lamp.html", "/2008/05/lamp/comments/page/2/"),
        (blogger, "/2011/05/key.html", "/2011/05/key.html?commentPage=2"),
    ],
)
def test_a_second_page_of_comments_is_read_and_makes_no_post(tmp_path, page, first, second):
    blog, html = Blog(posts=0), "text/html; charset=utf-8"
    blog.sitemap = False
    blog.answers["/"] = (200, html, f'<title>Otter</title><h2><a href="{first}">A post</a></h2>{SAYS}')
    blog.answers[first] = (200, html, page((1, 2, 3), ""))
    blog.answers[second] = (200, html, page((4, 5, 6), second.removeprefix(first)))
    db = tmp_path / "t.db"
    with serve(blog):
        sync(db, [f"{blog.base}/"], Settings(delay=0))
    posts, found = told(db)
    assert posts == 1
    assert [(text, url) for _, _, text, url in found] == [
        (f"The words of {n}.", f"{blog.base}{first}") for n in range(1, 7)
    ]
