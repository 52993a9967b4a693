"""Posts of several pages: one row, its bodies in page order, in whatever order the pages are read."""

import itertools
import re
import sqlite3
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from blogserver import Blog, rows, serve

from scraper.page import Page
from scraper.parts import with_part
from scraper.replay import replay
from scraper.rows import Capture, Found, Link, Post
from scraper.store import Store
from scraper.sync import Settings, sync
from scraper.urls import post_part

B = "http://b.example"
FAST = Settings(delay=0)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        (B + "/2009/08/07/a-story/2/", (B + "/2009/08/07/a-story/", 2)),
        (B + "/2009/08/07/a-story/page/3", (B + "/2009/08/07/a-story", 3)),
        (B + "/?p=12&page=2", (B + "/?p=12", 2)),
        (B + "/archives/1171/2", (B + "/archives/1171", 2)),
        (B + "/slug?page=4&x=1", (B + "/slug?x=1", 4)),
        *((B + path, None) for path in ("/2010/05/2/", "/page/2/", "/category/x/2/", "/?page=2", "/s/1/")),
        *((B + path, None) for path in ("/s/", "/archives/12/", "/2/", "/s/123/", "/tag/x/?page=2")),
    ],
)
def test_address_of_a_further_page(url, told):
    assert post_part(url) == told


def part(url, body):
    page = Page.read(f"<title>x</title>{body}".encode(), url)
    return with_part(page, Found(url, "post", post=Post()))


@pytest.mark.parametrize(
    ("url", "body", "told"),
    [
        ("/s/2/", '<div class="page-links"><a href="/s/">1</a> 2</div>', (2, B + "/s/")),
        ("/s/", '<a class="post-page-numbers" href="/s/2/">Next</a>', (1, None)),
        ("/s/", '<p>Pages: 1 <a href="/s/2/">2</a></p>', (1, None)),
        ("/s/2/", '<ul class="pagination"><li><a href="/s/">1</a></li><li>2</li></ul>', (2, B + "/s/")),
        ("/s/2/", '<a href="/s/#comments">1</a>', (None, None)),
        ("/s/2/", "<p>the child page of a page</p>", (None, None)),
        ("/s/2/", '<a href="/s/">up</a>', (None, None)),
        ("/s/", '<a href="/s/2/">a child page</a> <a href="/other/2/">2</a>', (None, None)),
    ],
)
def test_a_page_confirms_what_its_address_says(url, body, told):
    found = part(B + url, body)
    assert (found.part, found.canonical_url) == told


def piece(number, text, **more):
    url = f"{B}/s/{number}/" if number > 1 else f"{B}/s/"
    post = Post(
        title="S", body_text=text, body_html=f"<p>{text}</p>", links=(Link(f"{B}/l{number}"),), **more
    )
    found = Found(url, "post", post=post, part=number, canonical_url=f"{B}/s/")
    return Capture(url, 200, fetched_at=f"2020-01-01T00:00:0{number}Z"), found


@pytest.mark.parametrize("order", list(itertools.permutations((1, 2, 3))))
def test_any_order_gives_one_row(tmp_path, order):
    with Store.open(tmp_path / "a.db") as store:
        run = store.start_run(store.add_blog(B + "/", "2020"), "2020-01-01T00:00:00Z", "1")
        for number in order:
            store.keep(run, *piece(number, f"text {number}"))
        [(url, text, html, words)] = store.query("SELECT url, body_text, body_html, word_count FROM posts")
        assert (url, text, words) == (B + "/s/", "text 1\n\ntext 2\n\ntext 3", 6)
        assert html == "<p>text 1</p>\n<p>text 2</p>\n<p>text 3</p>"
        assert store.query("SELECT url FROM links ORDER BY position") == [(f"{B}/l{n}",) for n in (1, 2, 3)]
        assert store.query("SELECT * FROM revisions") == []


def test_a_pager_of_comments_adds_no_text(tmp_path):
    with Store.open(tmp_path / "a.db") as store:
        run = store.start_run(store.add_blog(B + "/", "2020"), "2020-01-01T00:00:00Z", "1")
        for number in (1, 2):
            store.keep(run, *piece(number, "the same text"))
        assert store.query("SELECT body_text FROM posts") == [("the same text",)]


@pytest.fixture
def blog():
    with serve(Blog()) as blog:
        blog.posts[9].pieces = ["The second page of the ninth story.", "The third page of it, and its end."]
        yield blog


@pytest.fixture
def db(blog, tmp_path):
    sync(tmp_path / "blog.db", [blog.base + "/"], FAST)
    return tmp_path / "blog.db"


def ask(db, sql):
    with sqlite3.connect(db) as conn:
        return conn.execute(sql).fetchall()


def body(db):
    [(text,)] = ask(db, "SELECT body_text FROM posts WHERE title = 'The title of post 9'")
    return text


def test_the_whole_post_comes_with_its_comments_once(blog, db):
    text = body(db)
    assert text.index("Sentence 0") < text.index("The second page") < text.index("The third page")
    assert rows(lambda sql: ask(db, sql)) == blog.truth()
    assert ask(db, "SELECT count(*) FROM revisions") == [(0,)]


def test_an_edit_of_a_further_page_is_seen(blog, db):
    blog.posts[9].pieces[1] = "The third page, written anew."
    blog.posts[9].modified += 1
    sync(db, [], FAST)
    assert "written anew" in body(db) and "The second page" in body(db)
    [(field, old)] = ask(db, "SELECT field, old FROM revisions")
    assert field == "body_text" and "The third page of it" in old
    before = ask(db, "SELECT body_text, body_html, word_count FROM posts"), ask(db, "SELECT * FROM revisions")
    replay(db)
    assert before == (
        ask(db, "SELECT body_text, body_html, word_count FROM posts"),
        ask(db, "SELECT * FROM revisions"),
    )


def test_a_page_that_is_no_more_takes_its_text_along(blog, db):
    blog.posts[9].pieces.pop()
    blog.posts[9].modified += 1
    sync(db, [], FAST)
    assert "The second page" in body(db) and "The third page" not in body(db)
    blog.posts[9].pieces.clear()
    blog.posts[9].modified += 1
    sync(db, [], FAST)
    assert "The second page" not in body(db)
    assert rows(lambda sql: ask(db, sql)) == blog.truth()


def test_a_theme_without_links_to_further_pages_takes_no_text(blog, db):
    """Another theme prints no pager: the further pages, which answer as ever, are pieces all the same, and no posts."""
    blog.pager = lambda post, piece: ""
    with sqlite3.connect(db) as conn:
        conn.execute("UPDATE pages SET due_at = '', etag = NULL, last_modified = NULL, digest = NULL")
    for _ in range(2):
        sync(db, [], FAST)
        assert "The second page" in body(db) and "The third page" in body(db)
        assert rows(lambda sql: ask(db, sql)) == blog.truth()


def test_a_comment_deleted_from_such_a_post_is_gone(blog, db):
    blog.posts[9].comments.pop()
    sync(db, [], FAST)
    assert rows(lambda sql: ask(db, sql)) == blog.truth()


class Queries(Blog):
    """WordPress where addresses have queries: pages of comments below each piece of a post, as plain permalinks do it.

    With `path`, a block theme whose pager keeps the `?p=9` that stands beside the post's own path.
    """

    def __init__(self, path="", canonical=True):
        super().__init__(9)
        self.path, self.canonical = path, canonical
        self.posts[9].pieces = (
            [] if path else ["The second page of the ninth story.", "The third page of it."]
        )

    def own(self, post):
        return f"/archives/{post.number}/" if self.path else f"/?p={post.number}"

    def answer(self, path):
        name, _, query = path.partition("?")
        asked = dict(pair.split("=") for pair in query.split("&") if "=" in pair)
        number = name.removeprefix("/archives/").strip("/") if self.path else asked.get("p", "")
        if number.isdecimal() and int(number) in self.posts:
            page, piece = int(asked.get("cpage", 0)), int(asked.get("page", 1))
            return 200, "text/html; charset=utf-8", self.shown_at(self.posts[int(number)], page, piece)
        if name in ("/", "/robots.txt"):
            return super().answer("/" if name == "/" else name)
        return 404, "text/html", "<title>Page not found</title><h1>Page not found</h1>"

    def index(self, page):
        return re.sub(
            r'href="/2010/[^"]*post-(\d+)/"', self._link, super().index(page).replace("/page/2/", "/")
        )

    def _link(self, match):
        return f'href="{self.asked_as(self.posts[int(match[1])])}"'

    def asked_as(self, post):
        return f"{self.own(post)}{f'?p={post.number}' if self.path else ''}"

    def shown_at(self, post, page, piece):
        """A post as `Blog` prints it, its addresses written as here; page 1 of the comments stands on its own page."""
        here = self.asked_as(post) + (f"&page={piece}" if piece > 1 else "")
        text = super().page(post, page or 1, piece)
        text = re.sub(rf"{post.path}comment-page-(\d+)/", rf"{here}&cpage=\1", text)
        text = re.sub(rf'"{post.path}(\d+)/"', rf'"{self.own(post)}&page=\1"', text)
        text = re.sub(rf'"{post.path}"', f'"{self.own(post)}"', text)
        own = f"{self.own(post)}&cpage={page}" if page > 1 and not self.path else self.own(post)
        own = f"{self.own(post)}&page={piece}" if piece > 1 and not page else own
        told = f'<link rel="canonical" href="{self.base}{own}">' if self.canonical else ""
        return re.sub(r'<link rel="canonical"[^>]*>', told, text)


@pytest.mark.parametrize(("path", "canonical"), [("", True), ("", False), ("archives", True)])
def test_comments_below_each_piece_of_a_post_are_its_own(tmp_path, path, canonical):
    with serve(Queries(path, canonical)) as blog:
        blog.posts = {9: blog.posts[9]}
        sync(tmp_path / "blog.db", [blog.base + "/"], FAST)
        assert [path for path in blog.requests if "cpage=2" in path]
        [(url, said)] = ask(tmp_path / "blog.db", "SELECT url, comments_found FROM posts")
        assert (url, said) == (blog.base + blog.own(blog.posts[9]), len(blog.posts[9].comments))
        assert path or "The third page" in body(tmp_path / "blog.db")
