"""Comment feeds: they make posts due, fill in what pages lack, and never double a comment."""

import re
import sqlite3
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from blogserver import Blog, Entry, serve, stored

from scraper.commentfeeds import comments_in
from scraper.feeds import read_feed
from scraper.replay import replay
from scraper.rows import Capture
from scraper.rows import Entry as FeedEntry
from scraper.sync import Settings, sync
from scraper.urls import page_key

FAST = Settings(delay=0)


def rss(blog, *told):
    """Comments of posts as WordPress' feed tells them: (post number, comment)."""
    items = "".join(
        f"<item><title>Comment on {n} by {c.author}</title><link>{blog.base}{blog.posts[n].path}#comment-{c.id}</link>"
        f"<dc:creator>{c.author}</dc:creator><pubDate>Sun, 02 Jan 2011 10:{c.id % 60:02}:00 +0000</pubDate>"
        f"<guid>{blog.base}/?p={n}#comment-{c.id}</guid>"
        f"<content:encoded><![CDATA[{_answer(blog, n, c)}<p>{c.text}</p>]]></content:encoded></item>"
        for n, c in told
    )
    head = (
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    )
    text = f'<rss version="2.0" {head}><channel><title>Comments</title><link>{blog.base}</link>{items}</channel></rss>'
    blog.answers["/comments/feed/"] = 200, "application/rss+xml", text


def _answer(blog, n, c):
    return (
        f'<p>In reply to <a href="{blog.base}{blog.posts[n].path}#comment-{c.parent}">X</a>.</p>'
        if c.parent
        else ""
    )


@pytest.fixture
def blog():
    with serve(Blog()) as blog:
        rss(blog, (12, Entry(1299, "")))
        rss(blog, *((10, c) for c in blog.posts[10].comments[-3:]))
        yield blog


def ask(db, sql):
    with sqlite3.connect(db) as conn:
        return conn.execute(sql).fetchall()


def test_a_feed_of_what_is_known_adds_nothing(blog, db):
    sync(db, [blog.base + "/"], FAST)
    assert stored(db) == blog.truth()
    assert "/comments/feed/" in blog.requests


def test_new_comment_on_an_old_post_is_found(blog, db):
    sync(db, [blog.base + "/"], FAST)
    late = Entry(1079, "Years later, a word.", parent=201)
    blog.posts[2].comments.append(late)
    rss(blog, (2, late), *((10, c) for c in blog.posts[10].comments[-2:]))
    blog.requests.clear()
    assert sync(db, [], FAST).new_comments == 1
    assert stored(db) == blog.truth() and len(blog.requests) <= 5


def test_where_robots_txt_takes_a_request_the_other_lists_take_turns(blog, db):
    """Of three requests a night robots.txt takes one: the sitemap, which tells what is gone, must not wait."""
    sync(db, [blog.base + "/"], FAST)
    nights = []
    for _ in range(4):
        with sqlite3.connect(db) as conn:
            conn.execute("UPDATE pages SET fetched_at = '2020-01-01T00:00:00Z' WHERE kind = 'robots'")
            days = "strftime('%Y-%m-%dT%H:%M:%SZ', fetched_at, '-1 day')"
            conn.execute(f"UPDATE pages SET fetched_at = {days} WHERE kind IN ('feed', 'sitemap')")
        blog.requests.clear()
        sync(db, [], FAST)
        nights.append({*blog.requests} - {"/robots.txt", "/feed/"})
        assert len(blog.requests) == 3
    assert (
        nights == [{"/comments/feed/"}, {"/sitemap.xml"}] * 2
        or nights == [{"/sitemap.xml"}, {"/comments/feed/"}] * 2
    )


def test_comment_taken_out_of_the_feed_is_looked_for(blog, db):
    sync(db, [blog.base + "/"], FAST)
    lost = blog.posts[10].comments.pop()
    rss(blog, *((10, c) for c in blog.posts[10].comments[-2:]))
    blog.sitemap, blog.answers["/feed/"] = False, (404, "text/html", "gone")
    sync(db, [], FAST)
    assert ask(db, "SELECT source_id FROM comments WHERE gone_at IS NOT NULL") == [(str(lost.id),)]


@pytest.mark.parametrize("first", ["/comments/feed/", "/two/feed/"])
def test_a_comment_that_two_feeds_alone_told_is_gone_when_they_drop_it(blog, db, first):
    """The blog's feed and the post's own both told it, in any order; no page ever showed it."""
    hidden, kept = Entry(990, "The theme prints it not."), Entry(991, "Nor this.")
    older = (12, Entry(1260, "Older than both."))
    rss(blog, (2, kept), (2, hidden), older)
    both = blog.answers["/comments/feed/"]
    rss(blog, (2, kept), (2, hidden))
    blog.answers["/two/feed/"] = blog.answers["/comments/feed/"]
    blog.answers["/comments/feed/"] = both
    sync(db, [blog.base + "/"], FAST)
    _know_feed(blog, db, "/two/feed/", first)
    rss(blog, (2, kept), (2, hidden), older, (10, blog.posts[10].comments[0]))
    sync(db, [], FAST)
    assert ask(db, "SELECT gone_at IS NULL FROM comments WHERE source_id IN ('990', '991')") == [(1,), (1,)]
    rss(blog, (2, kept), older)
    sync(db, [], FAST)
    assert ask(db, "SELECT source_id FROM comments WHERE gone_at IS NOT NULL") == [("990",)]
    assert ask(db, "SELECT comments_found FROM posts WHERE title LIKE '% 2'") == [(3,)]
    before = ask(db, "SELECT source_id, gone_at FROM comments ORDER BY 1")
    replay(db)
    assert ask(db, "SELECT source_id, gone_at FROM comments ORDER BY 1") == before
    blog.answers["/comments/feed/"] = both
    sync(db, [], FAST)
    assert ask(db, "SELECT * FROM comments WHERE gone_at IS NOT NULL") == []


def _know_feed(blog, db, path, first):
    """Let a post's own feed be known as one, and asked before or after the blog's."""
    with sqlite3.connect(db) as conn:
        due = "2000-01-01T00:00:00Z"
        conn.execute(
            "INSERT INTO pages(blog_id, url, key, kind, rank, due_at) VALUES (1, ?, ?, 'feed', 4, ?)",
            (blog.base + path, page_key(blog.base + path), due),
        )
        if first == path:  # as if it had told them first
            conn.execute(
                "UPDATE told SET page_id = (SELECT id FROM pages WHERE url = ?)", (blog.base + path,)
            )


def test_what_the_page_does_not_show_comes_from_the_feed_once(blog, db):
    hidden = Entry(990, "A comment the theme does not print.", author="Zoe", parent=201)
    rss(blog, (2, hidden))
    sync(db, [blog.base + "/"], FAST)
    found = "SELECT a.name, c.body_text, p.source_id, c.depth, c.published FROM comments c"
    found += " JOIN authors a ON a.id = c.author_id LEFT JOIN comments p ON p.id = c.parent_id"
    [row] = ask(db, f"{found} WHERE c.source_id = '990'")
    assert row == ("Zoe", hidden.text, "201", 1, "2011-01-02T10:30:00+00:00")
    blog.posts[2].comments.append(hidden)
    blog.posts[2].modified += 1
    blog.posts[2].comments[-1].author = "Zoe"
    sync(db, [], FAST)
    assert ask(db, "SELECT count(*) FROM comments WHERE source_id = '990'") == [(1,)]
    assert stored(db) == blog.truth()
    assert ask(db, "SELECT * FROM revisions") == []
    before = stored(db)
    replay(db)
    assert stored(db) == before


def test_parents_by_rfc_4685():
    entries = [
        FeedEntry(
            "http://b.example/2010/05/p.html?showComment=127#c22", id="tag:b,1:c22", in_reply_to="tag:b,1:c11"
        ),
        FeedEntry(
            "http://b.example/2010/05/p.html?showComment=126#c11", id="tag:b,1:c11", in_reply_to="tag:b,1:p"
        ),
        FeedEntry("http://b.example/2010/05/p.html", id="tag:b,1:p"),
        FeedEntry("http://b.example/?p=3#comment-7", in_reply_to="http://b.example/?p=3#comment-6"),
    ]
    told = [(one.key, one.comment.id, one.comment.parent_id) for one in comments_in(entries)]
    assert told == [
        ("b.example/2010/05/p.html", "22", "11"),
        ("b.example/2010/05/p.html", "11", None),
        ("b.example/?p=3", "7", "6"),
    ]


def test_the_feed_of_one_post_is_asked_where_comments_lack(blog, db):
    """Only there: the comments that pages of their own show, to which the post leads, are read from those."""
    whole = Blog.page
    blog.page = lambda post, number, piece=1: (
        whole(blog, post, number, piece).replace("1 comments<", "2 comments<")
        if post.number == 12
        else whole(blog, post, number, piece)
    )
    further = Entry(991, "Only its own feed has it.")
    rss(blog, (12, further))
    blog.answers["/12/feed/"] = blog.answers.pop("/comments/feed/")
    plain = blog.rss
    blog.rss = lambda posts: re.sub(
        r"(<guid>\S+\?p=(\d+)</guid>)",
        r"\1<wfw:commentRss>/\2/feed/</wfw:commentRss>",
        plain(posts).replace("<rss ", '<rss xmlns:wfw="http://wellformedweb.org/CommentAPI/" '),
    )
    sync(db, [blog.base + "/"], FAST)
    assert [path for path in blog.requests if path.endswith("/feed/")] == [
        "/feed/",
        "/comments/feed/",
        "/12/feed/",
    ]
    assert ask(db, "SELECT comments_found FROM posts WHERE title LIKE '% 12'") == [(2,)]
    assert any("/post-10/comment-page-" in path for path in blog.requests)


def test_feed_is_read_as_the_parser_gives_it(blog):
    rss(blog, (10, blog.posts[10].comments[2]))
    found = read_feed(
        Capture(blog.base + "/comments/feed/", 200, body=blog.answers["/comments/feed/"][2].encode())
    )
    [one] = comments_in(found.entries)
    assert (one.comment.id, one.comment.parent_id) == ("1002", "1001")
    assert one.comment.body_text == blog.posts[10].comments[2].text


def test_the_feed_of_one_post_tells_the_days_that_its_page_does_not_print(blog, db):
    whole, post = Blog.page, blog.posts[2]
    feed = f'<link rel="alternate" type="application/rss+xml" href="{post.path}feed/">'
    ping = '<li class="pingback" id="comment-201">Pingback: <a href="http://x.test/">A word of ours</a></li>'

    def page(shown, number, piece=1):
        text = whole(blog, shown, number, piece).replace("</head>", f"{feed if shown is post else ''}</head>")
        start = text.index("<li class") if shown is post else 0
        return text[:start] + ping + text[text.index("</ol><div class") :] if shown is post else text

    blog.page = page
    rss(blog, (2, Entry(201, "A word of ours", "A word of ours")))
    blog.answers[f"{post.path}feed/"] = blog.answers.pop("/comments/feed/")
    sync(db, [blog.base + "/"], FAST)
    sql = "SELECT kind, published FROM comments WHERE source_id = '201'"
    assert ask(db, sql) == [("pingback", "2011-01-02T10:21:00+00:00")]
    feeds = [path for path in blog.requests if path.endswith("/feed/")]
    assert feeds == ["/feed/", "/comments/feed/", f"{post.path}feed/"]
    before = stored(db)
    replay(db)
    assert stored(db) == before and ask(db, sql) == [("pingback", "2011-01-02T10:21:00+00:00")]
