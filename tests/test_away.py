"""Posts that are not where they were: for a night, for good, or somewhere else; none is lost and none stands twice."""

import sqlite3
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from blogserver import Blog, BlogPost, serve, stored
from test_law import quick_retries
from test_replay import dump
from test_sync import FAST, again, ask

from scraper.replay import replay
from scraper.sync import sync

HTML = "text/html; charset=utf-8"
SORRY = "<title>Maintenance</title><h1>We are back soon</h1><p>Sorry for the trouble.</p>"


class Slug(BlogPost):
    """A post at an address that tells no day."""

    path = property(lambda self: f"/{self.slug}/")


class Copy(Slug):
    """A post of the day of post 4."""

    day = Blog().posts[4].day


class Slugs(Blog):
    """A blog of them."""

    def make(self, n):
        return Slug(**vars(super().make(n)))


@pytest.fixture(autouse=True)
def quick():
    with quick_retries():
        yield


@pytest.fixture
def blog():
    with serve(Slugs()) as blog:
        yield blog


def posts_answer(blog, answer):
    """Let all addresses of posts answer so, or as a function of their path says; gives what was there."""
    whole = blog.answer

    def told(path):
        if not path.startswith("/post-"):
            return whole(path)
        return answer(path) if callable(answer) else answer

    blog.answer = told
    return whole


def shown_at_home(blog):
    return lambda path: (200, HTML, blog.index(int(path.partition("?paged=")[2] or 1)))


def due(db):
    """Let all that was read be asked again, in full."""
    with sqlite3.connect(db) as conn:
        conn.execute("UPDATE pages SET due_at = '', etag = NULL WHERE look IS NOT NULL")


def same_after_replay(db):
    """The law: the WARC alone gives the same rows."""
    before = dump(db)
    with sqlite3.connect(db) as conn:
        conn.execute("UPDATE posts SET title = 'lost'")
    assert replay(db)[0].outcome == "complete"
    after = dump(db)
    for name in before:
        assert [row for row in before[name] if row not in after[name]] == []
        assert [row for row in after[name] if row not in before[name]] == []


AWAY = {
    "found": ((302, HTML, "/away/"), (200, HTML, SORRY)),
    "see other": ((303, HTML, "/away/"), (404, HTML, "no")),
    "temporary": ((307, HTML, "/away/"), (503, HTML, "busy")),
    "elsewhere": ((302, HTML, "http://elsewhere.test/"), (404, HTML, "no")),
    "json": ((200, "application/json", '{"error": "down"}'), (404, HTML, "no")),
    "bytes": ((200, "application/octet-stream", b"\x00\x01\x02" * 9), (404, HTML, "no")),
    "home": (None, (404, HTML, "no")),
}


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("way", AWAY)
def test_what_stands_at_a_posts_address_for_a_night_is_asked_again(blog, db, way, first):
    """As a failure is: the run says so, and the next one asks; also where no post was read yet."""
    post, target = AWAY[way]
    if not first:
        sync(db, [blog.base + "/"], FAST)
        due(db)
    whole = posts_answer(blog, post or shown_at_home(blog))
    blog.answers["/away/"] = target
    summary = sync(db, [blog.base + "/"], FAST)
    assert (summary.outcome, summary.gone_posts, summary.changed_posts) == ("complete", 0, 0)
    assert summary.errors >= 12
    assert not [path for path in blog.requests if "/?paged=" in path.replace("/feed/?", "")]
    blog.answer, blog.answers["/away/"] = whole, (404, HTML, "no")
    summary = again(blog, db)
    assert (summary.outcome, summary.errors) == ("complete", 0)
    posts, comments = stored(db)
    assert ([row for row in posts if "/away/" not in row[0]], comments) == blog.truth()
    assert ask(db, "SELECT * FROM revisions") == []
    again(blog, db)
    assert len(blog.requests) <= 3
    same_after_replay(db)


def test_a_list_that_dates_a_post_anew_has_it_asked_whatever_it_answered(blog, db):
    sync(db, [blog.base + "/"], FAST)
    post = blog.posts[4]
    blog.answers[post.path] = 302, HTML, "/away/"
    blog.answers["/away/"] = 404, HTML, "no"
    due(db)
    for _ in range(6):
        again(blog, db)
    assert again(blog, db).errors == 0 and post.path not in blog.requests, "ever more rarely"
    del blog.answers[post.path]
    post.text, post.modified = post.text.replace("ships", "boats"), 1
    assert again(blog, db).changed_posts == 1


def test_a_post_that_is_reached_by_a_temporary_redirect_is_no_failure(blog, db):
    """Many a system says 302 for good."""
    old, blog.posts[4].slug = blog.posts[4].path, "another"
    blog.answers[old] = 302, HTML, blog.posts[4].path
    listed = blog.sitemap_xml
    blog.sitemap_xml = lambda: listed().replace(blog.posts[4].path, old)
    assert sync(db, [blog.base + "/"], FAST).errors == 0
    assert stored(db) == blog.truth()
    again(blog, db)
    assert old not in blog.requests


def rename_all(blog, prefix, redirect):
    """Give all posts another address; the old ones redirect there, or are not there any more."""
    for post in blog.posts.values():
        old, post.slug = post.path, f"{prefix}post-{post.number}"
        post.old = [*post.old, old] if redirect else []
        post.old = [path for path in post.old if path != post.path]


def test_addresses_that_change_and_change_back_make_no_double(blog, db):
    sync(db, [blog.base + "/"], FAST)
    ids = ask(db, "SELECT title, id FROM posts ORDER BY title")
    comments = ask(db, "SELECT count(*) FROM comments")
    texts = {n: post.text for n, post in blog.posts.items()}
    for prefix, redirect in (("b-", False), ("", True), ("b-", True), ("", True)):
        for post in blog.posts.values():
            post.text = f"{texts[post.number]} {prefix}"  # so that they are not joined before they redirect
        rename_all(blog, prefix, redirect)
        again(blog, db)
        again(blog, db)
    assert stored(db) == blog.truth()
    assert ask(db, "SELECT title, id FROM posts ORDER BY title") == ids
    assert ask(db, "SELECT count(*) FROM comments") == comments
    assert ask(db, "SELECT count(*) FROM revisions WHERE field = 'url'")[0][0] >= 12
    again(blog, db)
    assert len(blog.requests) <= 3
    same_after_replay(db)


def test_what_was_joined_keeps_its_comments_and_revisions(blog, db):
    from blogserver import Entry

    sync(db, [blog.base + "/"], FAST)
    post = blog.posts[10]
    old, post.slug, text = post.path, "b-post-10", post.text
    post.text = text.replace("ships", "boats")
    again(blog, db), again(blog, db)
    assert ask(db, "SELECT gone_at IS NULL FROM posts WHERE title = ? ORDER BY id", post.title) == [
        (0,),
        (1,),
    ]
    post.text, post.modified = text.replace("ships", "rafts"), 1
    post.comments.append(Entry(1099, "Said while it stood there.", parent=1001))
    again(blog, db)
    post.comments.pop()
    again(blog, db)
    post.old, post.slug, post.modified = [post.path], "post-10", 2
    again(blog, db), again(blog, db)
    assert post.path == old and stored(db) == blog.truth()
    said = "SELECT count(*) FROM comments JOIN posts ON posts.id = post_id WHERE source_id = '1099' AND posts.url = ?"
    assert ask(db, said, blog.base + old) == [(1,)]
    assert "rafts" in str(ask(db, "SELECT old, new FROM revisions WHERE field = 'body_text'"))
    assert ask(db, "PRAGMA foreign_key_check") == []
    same_after_replay(db)


@pytest.mark.parametrize("target", ["/post-9/", "/nowhere/"])
def test_a_post_that_redirects_to_what_is_no_post_of_its_own_is_gone_by_two_witnesses(blog, db, target):
    sync(db, [blog.base + "/"], FAST)
    lost = blog.posts[4]
    blog.answers[lost.path] = 301, HTML, target
    blog.unlisted = ()
    due(db)
    assert again(blog, db).gone_posts == 0, "one night, and the sitemap still names it"
    assert ask(db, "SELECT title FROM posts WHERE missing_at IS NOT NULL") == [(lost.title,)]
    assert again(blog, db).gone_posts == 1
    assert ask(db, "SELECT title FROM posts WHERE gone_at IS NOT NULL") == [(lost.title,)]
    again(blog, db)
    assert lost.path not in blog.requests
    same_after_replay(db)
    del blog.answers[lost.path]
    lost.modified = 3
    again(blog, db)
    assert stored(db) == blog.truth()


def test_a_post_that_redirects_for_one_night_is_not_gone(blog, db):
    sync(db, [blog.base + "/"], FAST)
    blog.answers[blog.posts[4].path] = 301, HTML, "/post-9/"
    due(db)
    again(blog, db)
    del blog.answers[blog.posts[4].path]
    assert again(blog, db).gone_posts == 0 and stored(db) == blog.truth()
    same_after_replay(db)


@pytest.mark.parametrize("lists", [("/sitemap.xml",), ("/sitemap.xml", "/feed/"), ()])
def test_permalinks_that_change_without_a_redirect_make_no_double(blog, db, lists):
    """Old addresses are not there, new ones say the same: before, in, or after the run that finds them gone."""
    sync(db, [blog.base + "/"], FAST)
    ids = ask(db, "SELECT title, id FROM posts ORDER BY title")
    olds = {post.number: blog.base + post.path for post in blog.posts.values()}
    blog.answers |= dict.fromkeys(lists, (503, "text/html", "busy"))
    rename_all(blog, "b-", False)
    due(db)
    again(blog, db)
    blog.answers.clear()
    with sqlite3.connect(db) as conn:
        conn.execute("DELETE FROM hosts")
    due(db)
    again(blog, db)
    assert stored(db) == blog.truth()
    assert ask(db, "SELECT title, id FROM posts ORDER BY title") == ids
    told = ask(db, "SELECT old, new FROM revisions WHERE field = 'url' ORDER BY old")
    assert told == sorted((olds[n], blog.base + post.path) for n, post in blog.posts.items())
    assert ask(db, "SELECT count(*) FROM posts WHERE gone_at IS NOT NULL OR missing_at IS NOT NULL") == [(0,)]
    again(blog, db)
    assert len(blog.requests) <= 3
    same_after_replay(db)


def test_a_copy_that_always_stood_beside_a_post_is_not_that_post(blog, db):
    """The same title, day and text at two addresses: of which one goes."""
    blog.posts[13] = Copy(13, "copy", blog.posts[4].title, blog.posts[4].text)
    sync(db, [blog.base + "/"], FAST)
    with sqlite3.connect(db) as conn:
        conn.execute("UPDATE runs SET started_at = '2020-01-01T00:00:00Z'")
        conn.execute("UPDATE posts SET first_seen = '2020-01-02T00:00:00Z'")
    del blog.posts[4]
    again(blog, db)
    assert ask(db, "SELECT count(*), count(gone_at) FROM posts") == [(13, 1)]


NOTICES = (
    "<h1>Be right back</h1>",
    "Error establishing a database connection",
    "<title>Log in</title><form><input name=user><input type=password name=word></form>",
    "<html><body><p>We are at work on our pages, and so they cannot be read today.</p></body></html>",
    "<title>Maintenance</title><h1>Maintenance</h1>",
    "<title>Index of /</title><h1>Index of /</h1><pre><a href='a.txt'>a.txt</a> <a href='b.txt'>b.txt</a></pre>",
)


@pytest.mark.parametrize("notice", NOTICES)
def test_a_notice_without_text_or_title_overwrites_no_post(db, notice):
    with serve(Slugs(14)) as blog:
        sync(db, [blog.base + "/"], FAST)
        truth = stored(db)
        due(db)
        whole = posts_answer(blog, (200, HTML, notice))
        summary = again(blog, db)
        assert summary.errors >= 14 and (summary.changed_posts, summary.gone_posts) == (0, 0)
        assert stored(db) == truth and ask(db, "SELECT * FROM revisions") == []
        blog.answer = whole
        assert again(blog, db).errors == 0 and stored(db) == truth
        same_after_replay(db)


def test_a_home_page_at_every_address_is_followed_once(db):
    """Thirty posts at which the home page stands do not each have its older pages asked."""
    with serve(Slugs(30)) as blog:
        blog.sitemap = False
        sync(db, [blog.base + "/"], FAST)
        due(db)
        posts_answer(blog, shown_at_home(blog))
        index = blog.index
        blog.index = lambda page: index(page).replace(f"/page/{page + 1}/", f"?paged={page + 1}")
        again(blog, db)
        assert not [path for path in blog.requests if path.startswith("/post-") and "?paged" in path]
        assert len(blog.requests) < 90
