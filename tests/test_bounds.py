"""What a run may ask: several blogs at once, other names of a host, soft 404s, patterns, limits."""

import sqlite3
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from blogserver import Blog, serve, stored

from scraper.discovery import Bounds, next_feed_page
from scraper.errors import UsageError
from scraper.missing import probe_of
from scraper.rows import Comment, Entry, Found, Link, Post
from scraper.sync import Settings, Silent, sync
from scraper.urls import Scope

FAST = Settings(delay=0)


@pytest.fixture
def blog():
    with serve(Blog()) as blog:
        yield blog


def ask(db, sql, *values):
    with sqlite3.connect(db) as conn:
        return conn.execute(sql, values).fetchall()


def test_several_blogs_at_once_each_at_its_own_pace(tmp_path, db):
    with serve(Blog(4)) as one, serve(Blog(6), "127.0.0.2") as two, serve(Blog(5), "127.0.0.3") as three:
        blogs = [one, two, three]
        began = time.monotonic()
        summary = sync(db, [blog.base + "/" for blog in blogs], Settings(delay=0.1))
        took = time.monotonic() - began
        assert summary.outcome == "complete" and summary.blogs == 3 and summary.new_posts == 15
        for n, blog in enumerate(blogs, 1):
            alone = tmp_path / f"{n}.db"
            sync(alone, [blog.base + "/"], FAST)
            sql = "SELECT title, body_text FROM posts WHERE blog_id = ? ORDER BY title"
            assert ask(db, sql, n) == ask(alone, sql, 1)
        assert took < 0.1 * summary.requests * 0.75  # one after the other would take all of it
        assert sync(db, [], FAST).outcome == "complete"


def test_one_dead_blog_keeps_no_other_from_it(blog, db):
    summary = sync(db, ["http://127.0.0.1:9/", blog.base + "/"], FAST)
    assert len(summary.failures) == 1 and summary.new_posts == 12
    assert ask(db, "SELECT outcome FROM runs ORDER BY blog_id") == [("failed",), ("complete",)]


def test_a_fault_of_the_disk_ends_all_of_them(blog, db, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("scraper.archive.Archive.append", full)
    with serve(Blog(3)) as other, pytest.raises(OSError, match="No space"):
        sync(db, [blog.base + "/", other.base + "/"], FAST)


def test_other_name_of_the_host_seen_by_a_redirect(blog, db):
    """A blog that moved: its old name redirects, its old posts link to each other by it."""
    with serve(Blog(1)) as old:
        home = old.base.replace("127.0.0.1", "localhost")
        old.answers["/"] = 301, "text/html", blog.base + "/"
        old.answers[blog.posts[3].path] = 301, "text/html", blog.base + blog.posts[3].path
        blog.posts[5].text += f' <a href="{home}{blog.posts[3].path}">see there</a>'
        sync(db, [home + "/"], Settings(delay=0, allow_private=True))
    assert stored(db) == blog.truth()
    assert blog.posts[3].path in old.requests


def lie(blog):
    """The host answers 200 and a page of its own for what does not exist."""
    words = "Sorry, that story could not be found on this blog of ours. " * 6
    main = f'<h1 class="entry-title">We looked everywhere</h1><div class="entry-content"><p>{words}</p></div>'
    page = blog.frame("Nothing", f"<article>{main}</article>")
    whole = blog.post_answer
    blog.post_answer = lambda name: (200, "text/html", page) if whole(name)[0] == 404 else whole(name)


def test_soft_404_is_no_post_and_deleted_posts_are_gone(blog, db):
    lie(blog)
    blog.posts[3].text += ' <a href="/2010/05/lost-story/">the lost story</a>'
    sync(db, [blog.base + "/"], FAST)
    assert ask(db, "SELECT count(*) FROM posts") == [(12,)]
    assert sum(path == probe_of(blog.base)[len(blog.base) :] for path in blog.requests) == 1
    blog.posts.pop(4)
    assert sync(db, [], FAST).gone_posts == 1
    assert ask(db, "SELECT title FROM posts WHERE gone_at IS NOT NULL") == [("The title of post 4",)]
    assert stored(db) == blog.truth()


def test_redirect_to_the_home_page_means_gone(blog, db):
    sync(db, [blog.base + "/"], FAST)
    blog.answers[blog.posts.pop(4).path] = 301, "text/html", "/"
    sync(db, [], FAST)
    sync(db, [], FAST)
    assert ask(db, "SELECT title FROM posts WHERE gone_at IS NOT NULL") == [("The title of post 4",)]


def test_patterns_of_a_file_are_obeyed_while_the_run_goes_on(blog, db, tmp_path):
    file = tmp_path / "leave-out.txt"
    file.write_text("# nothing yet\n")
    asked = []

    class Editor(Silent):
        def page(self, url, summary, known):
            asked.append(url)
            if len(asked) == 6:
                file.write_text("# nothing yet\n/post-[3456]/\n")

    settings = Settings(delay=0, exclude=(f"@{file}",))
    sync(db, [blog.base + "/"], settings, Editor())
    late = [path for path in blog.requests[8:] if any(f"/post-{n}/" in path for n in (3, 4, 5, 6))]
    assert late == []
    file.write_text("")
    sync(db, [], settings)
    assert stored(db) == blog.truth()


def test_pattern_file_that_is_not_there_is_one_line(blog, db, tmp_path):
    with pytest.raises(UsageError, match="No such file"):
        sync(db, [blog.base + "/"], Settings(delay=0, exclude=(f"@{tmp_path}/none",)))


def test_time_limit_ends_the_run_and_the_next_goes_on(blog, db):
    began = time.monotonic()
    summary = sync(db, [blog.base + "/"], Settings(delay=0.2, time_limit=0.7))
    assert summary.outcome == "limited" and time.monotonic() - began < 2.5
    assert sync(db, [], FAST).outcome == "complete"
    assert stored(db) == blog.truth()


def test_max_pages_counts_over_all_blogs(db):
    with serve(Blog(4)) as one, serve(Blog(6)) as two, serve(Blog(5)) as three:
        urls = [one.base + "/", two.base + "/", three.base + "/"]
        for limit in (1, 3, 9):
            summary = sync(db, urls, Settings(delay=0, max_pages=limit))
            assert (summary.outcome, summary.failures) == ("limited", []) and summary.pages <= limit + 6
        assert sync(db, urls, FAST).new_posts + len(ask(db, "SELECT 1 FROM posts")) >= 15


@pytest.mark.parametrize(
    ("address", "link", "wanted"),
    [
        ("/?p=51", "/?p=51&query-0-page=2", False),
        ("/?p=51", "/?query-0-page=2&p=51", False),
        ("/?p=51&cpage=2", "/?p=51&cpage=2&query-0-page=7", False),
        ("/2010/a-post/", "/2010/a-post/?query-0-page=2", False),
        ("/?p=51", "/?p=51&cpage=2", True),
        ("/?p=51", "/?p=51&page=2", True),
        ("/?p=51", "/?p=52", True),
        ("/?p=51", "/?cat=4", True),
        ("/2010/a-post/", "/?cat=4", True),
    ],
)
def test_lists_within_a_post_multiply_no_addresses(address, link, wanted):
    base = "http://blog.example"
    found = Found(base + address, "post", post=Post(title="A post"), links=(Link(base + link),))
    kept = Bounds(Scope(base + "/")).settle(found, base + address).links
    assert [one.url for one in kept] == ([base + link] if wanted else [])


@pytest.mark.parametrize(
    ("link", "of_list", "of_post"),
    [
        (Link("/a-tale/", "post"), False, False),
        (Link("/yellow-tale/", "post"), True, True),
        (Link("/a-tale/", "older"), True, False),  # the post before it, as a post's page calls it
        (Link("/page/2/", "older"), True, True),
        (Link("/category/tea/", "archive"), True, True),
        (Link("/tea.xml", "sitemap"), True, False),
        (Link("/page/no/", "older"), False, False),
    ],
)
def test_patterns_keep_from_posts_and_not_from_lists(link, of_list, of_post):
    base = "http://blog.example"
    bounds = Bounds(Scope(base + "/", include=["yellow"], exclude=["no/"]))
    link = Link(base + link.url, link.kind)
    list_, post = (
        Found(base + "/y/", "index", links=(link,)),
        Found(base + "/y/", "post", post=Post(title="A post"), links=(link,)),
    )
    assert [bool(bounds.settle(found, base + "/y/").links) for found in (list_, post)] == [of_list, of_post]


@pytest.mark.parametrize(
    ("address", "platform", "further"),
    [
        ("/feed/", "wordpress", "/feed/?paged=2"),
        ("/feed/?paged=2", None, "/feed/?paged=3"),
        ("/feed/", "hugo", None),
        ("/feed/", None, None),
        ("/tag/tea/x/feed/", "wordpress", None),
        ("/feed/?paged=all", "wordpress", None),
        ("/feed/?paged=" + "9" * 5000, "wordpress", None),
    ],
)
def test_further_pages_of_a_feed(address, platform, further):
    base = "http://blog.example"
    feed = Found(base + address, "feed", entries=(Entry(base + "/2010/05/a-post/"),))
    link = next_feed_page(feed, base + address, platform)
    assert (link.url if link else None) == (further and base + further)


def test_a_server_that_shows_its_home_page_at_any_path(blog, db):
    """WordPress with plain permalinks: the list looked for is none, and its older pages are those of the blog."""
    blog.sitemap = False
    shown = blog.index(1).replace("/page/2/", "?paged=2")
    for path in ("/wp-sitemap.xml", "/comments/feed/", "/sitemap.xml"):
        blog.answers[path] = 200, "text/html", shown
    assert sync(db, [blog.base + "/"], FAST).outcome == "complete"
    assert not [path for path in blog.requests if "?paged=" in path and not path.startswith("/feed/")]
    assert stored(db) == blog.truth()


def test_a_page_of_comments_tells_of_those_before_it():
    """Themes from before comments had pages lead to none; the link to answer names the page it stands on."""
    address, comment = "http://blog.example/2010/10/10/a-post/", Comment("93", published="2010-10-13")
    reply = Link(f"{address}comment-page-3/?replytocom=93", "comments")
    other = Link("http://blog.example/2009/01/01/another/comment-page-9/", "comments")
    found = Found(address, "post", post=Post(), comments=(comment,), links=(reply, other))
    kept = Bounds(Scope("http://blog.example/")).settle(found, address).links
    assert [one.url for one in kept] == [other.url, f"{address}comment-page-1/", f"{address}comment-page-2/"]
    since = Bounds(Scope("http://blog.example/"), since="2010-01-01").settle(found, address).links
    assert other.url not in [one.url for one in since]
