"""A blog on 127.0.0.1 in the manner of WordPress, whose posts a test may change."""

# ruff: noqa: E501

import hashlib
import re
import sqlite3
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.sax.saxutils import escape

PER_PAGE = 5
FEED_COMMENTS = 4


@dataclass
class Entry:
    """One comment of a post."""

    id: int
    text: str
    author: str = "Reader"
    parent: int | None = None


@dataclass
class BlogPost:
    """One post; `slug` is where it stands now, `old` where it stood."""

    number: int
    slug: str
    title: str
    text: str
    comments: list[Entry] = field(default_factory=list)
    old: list[str] = field(default_factory=list)
    modified: int = 0
    pieces: list[str] = field(default_factory=list)  # the texts of further pages: /slug/2/, ...

    @property
    def path(self):
        return f"/2010/{1 + self.number % 12:02}/{self.slug}/"

    @property
    def day(self):
        return f"2010-{1 + self.number % 12:02}-{1 + self.number % 28:02}T09:30:00+00:00"


class Blog:
    """The posts, and every request that came for them."""

    def __init__(self, posts=12, comments_per_page=3):
        self.posts = {n: self.make(n) for n in range(1, posts + 1)}
        self.comments_per_page = comments_per_page
        self.requests, self.answers, self.statuses = [], {}, []
        self.sitemap, self.robots, self.after = True, "", {}
        self.no_way, self.oldest_first, self.own_feeds, self.miscount = False, False, False, 0
        self.unlisted = ()  # numbers of posts that the sitemap leaves out
        self.counted = False  # lists count the comments of each post; feeds then do not
        self.printed = {}  # number of a post -> the count that lists print of it, right or wrong
        self.tagged = "xml"  # in the kinds of answers that have an ETag; "" is in all of them
        self.faces = False  # comments show the faces of those who wrote them
        self.of_page = False  # a post's heading counts the comments of the page that is shown
        self.edits, self.undated = (
            False,
            False,
        )  # feeds with Last-Modified, in the order of edits too; no lastmod
        self.faults = {}  # path -> what goes wrong with the next requests: "error", "half", "junk"
        self.base = ""

    def make(self, n):
        comments = [Entry(100 * n + k, f"Comment {k} on post {n}, as it was written.") for k in range(n % 11)]
        for child, parent in zip(comments[2::3], comments[1::3], strict=False):
            child.parent = parent.id
        words = " ".join(
            f"Sentence {k} of post {n} tells something about the sea and its ships." for k in range(9)
        )
        return BlogPost(n, f"post-{n}", f"The title of post {n}", words, comments)

    def shown(self):
        return sorted(self.posts.values(), key=lambda post: -post.number)

    # ---- what stands where

    def answer(self, path):
        """Give status, media type and body of a path."""
        name, _, query = path.partition("?")
        if path in self.answers:
            return self.answers[path]
        if name == "/robots.txt":
            sitemap = f"Sitemap: {self.base}/sitemap.xml\n" if self.sitemap else ""
            return 200, "text/plain", f"User-agent: *\nDisallow: /private/\n{self.robots}{sitemap}"
        if name == "/sitemap.xml" and self.sitemap:
            return 200, "application/xml", self.sitemap_xml()
        if name == "/feed/atom/" and query == "orderby=modified" and self.edits:
            posts = sorted(self.posts.values(), key=lambda post: -post.modified)[:PER_PAGE]
            return 200, "application/atom+xml", self.atom(posts)
        if name == "/feed/":
            page = int(query.removeprefix("paged=") or 1)
            posts = self.shown()[(page - 1) * PER_PAGE : page * PER_PAGE]
            return (200, "application/rss+xml", self.rss(posts)) if posts else (404, "text/html", "no more")
        if name == "/" or name.startswith("/page/"):
            page = int(name.removeprefix("/page/").strip("/") or 1)
            return 200, "text/html; charset=utf-8", self.index(page)
        return self.post_answer(name)

    def post_answer(self, name):
        for post in self.posts.values():
            if name == post.path:
                return 200, "text/html; charset=utf-8", self.page(post, None)
            if name == post.path + "feed/" and self.own_feeds:
                return 200, "application/rss+xml", self.comments_rss(post)
            if name.startswith(post.path + "comment-page-"):
                number = int(name.rpartition("-")[2].strip("/"))
                if number == 1 and self.oldest_first:
                    return 301, "text/html", post.path
                return 200, "text/html; charset=utf-8", self.page(post, number)
            piece = name.removeprefix(post.path).strip("/") if name.startswith(post.path) else ""
            if piece.isdecimal():
                if int(piece) > len(post.pieces) + 1:
                    return 301, "text/html", post.path
                return 200, "text/html; charset=utf-8", self.page(post, None, int(piece))
            if name in post.old:
                return 301, "text/html", post.path
        return 404, "text/html", "<title>Page not found</title><h1>Page not found</h1>"

    # ---- how it looks

    def index(self, page):
        posts = self.shown()[(page - 1) * PER_PAGE : page * PER_PAGE]
        items = "".join(
            f'<article class="post hentry"><h2 class="entry-title"><a href="{p.path}" rel="bookmark">{p.title}</a></h2>'
            f'<div class="entry-content"><p>{p.text[:200]} and more of it on the page of its own</p></div>{self.count(p)}</article>'
            for p in posts
        )
        more = len(self.posts) > page * PER_PAGE
        older = f'<div class="nav-previous"><a href="/page/{page + 1}/">Older posts</a></div>' if more else ""
        return self.frame("The Sea Blog", f"<main>{items}{older}</main>", 'class="home blog"')

    def count(self, post):
        """What a list prints of a post's comments."""
        if not self.counted:
            return ""
        number = self.printed.get(post.number, len(post.comments))
        text = f"{number} Comments" if number else "Leave a comment"
        return f'<span class="comments-link"><a href="{post.path}#{"comments" if number else "respond"}">{text}</a></span>'

    def frame(self, title, main, body="", head=""):
        return (
            f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
            '<meta name="generator" content="WordPress 6.1">'
            f'<link rel="alternate" type="application/rss+xml" href="/feed/">{head}</head><body {body}>'
            f'<h1 class="site-title"><a href="/">The Sea Blog</a></h1>{main}'
            '<a href="/private/x/">private</a> <a href="http://elsewhere.test/">elsewhere</a></body></html>'
        )

    def page(self, post, number, piece=1):
        pages = self.comment_pages(post)
        number = number or (1 if self.oldest_first else len(pages))
        shown = pages[number - 1] if number <= len(pages) else []
        nav = "".join(
            f'<a href="{post.path}comment-page-{n}/#comments">{n}</a>'
            for n in (number - 1, number + 1)
            if 1 <= n <= len(pages) and not self.no_way
        )
        main = (
            f'<article class="post type-post hentry" id="post-{post.number}"><h1 class="entry-title">{post.title}</h1>'
            f'<div class="entry-meta">Posted on <time class="entry-date published" datetime="{post.day}">{post.day[:10]}'
            '</time> by <span class="author vcard"><a class="url fn n" href="/author/ann/">Ann Mariner</a></span></div>'
            f'<div class="entry-content"><p>{[post.text, *post.pieces][piece - 1]}</p>'
            f"<p>It ends with {post.title}.</p>{self.pager(post, piece)}</div>"
            '<footer>Posted in <a href="/category/sea/" rel="category tag">Sea</a></footer></article>'
            f'<div id="comments" class="comments-area"><h2 class="comments-title">{len(post.comments) + self.miscount} comments</h2>'
            f'<ol class="commentlist comment-list">{self.tree(shown, None)}</ol>'
            f'<div class="comment-navigation">{nav}</div></div>'
        )
        if self.of_page:
            main = main.replace(f">{len(post.comments)} comments", f">{len(shown)} comments")
        own = f"{piece}/" if piece > 1 else ""
        head = f'<link rel="canonical" href="{self.base}{post.path}{own}">'
        if self.own_feeds:
            head += f'<link rel="alternate" type="application/rss+xml" href="{post.path}feed/">'
        return self.frame(f"{post.title} | The Sea Blog", main, 'class="single single-post"', head)

    def pager(self, post, piece):
        """The page links of a post of several pages, as wp_link_pages prints them."""
        links = [
            f'<a href="{post.path}{f"{n}/" if n > 1 else ""}" class="post-page-numbers">{n}</a>'
            for n in range(1, len(post.pieces) + 2)
            if n != piece
        ]
        return f'<div class="page-links">Pages: {" ".join(links)}</div>' if links else ""

    def comment_pages(self, post):
        """Whole threads, so many to a page."""
        top = [c for c in post.comments if c.parent is None]
        chunks = [
            top[i : i + self.comments_per_page] for i in range(0, len(top), self.comments_per_page)
        ] or [[]]
        for chunk in chunks:
            for comment in chunk:
                chunk += [c for c in post.comments if c.parent == comment.id]
        return chunks

    def tree(self, comments, parent):
        ids = {c.id for c in comments}
        out = ""
        for c in comments:
            if (c.parent if c.parent in ids else None) != parent:
                continue
            inner = self.tree(comments, c.id)
            children = f'<ol class="children">{inner}</ol>' if inner else ""
            face = f'<img class="avatar" src="/faces/{c.author}.png" alt="">' if self.faces else ""
            out += (
                f'<li class="comment" id="comment-{c.id}"><article class="comment-body"><footer class="comment-meta">{face}'
                f'<cite class="fn">{c.author}</cite> <time datetime="2011-01-02T10:{c.id % 60:02}:00+00:00">then</time>'
                f'</footer><div class="comment-content"><p>{c.text}</p></div></article>{children}</li>'
            )
        return out

    def rss(self, posts):
        items = "".join(
            f"<item><title>{escape(p.title)}</title><link>{self.base}{p.path}</link>"
            f"<pubDate>{_rfc822(p.day)}</pubDate><dc:creator>Ann Mariner</dc:creator>"
            f"<guid>{self.base}/?p={p.number}</guid>{self.slash(p)}</item>"
            for p in posts
        )
        return (
            '<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
            ' xmlns:slash="http://purl.org/rss/1.0/modules/slash/"><channel><title>The Sea Blog</title>'
            f"<link>{self.base}/</link><generator>https://wordpress.org/?v=6.1</generator>{items}</channel></rss>"
        )

    def slash(self, post):
        return "" if self.counted else f"<slash:comments>{len(post.comments)}</slash:comments>"

    def atom(self, posts):
        entries = "".join(
            f"<entry><title>{p.title}</title><link rel='alternate' href='{self.base}{p.path}'/><id>{p.number}</id>"
            f"<published>{p.day}</published><updated>{2010 + 30 * bool(p.modified)}-01-02T00:00:00Z</updated></entry>"
            for p in posts
        )
        return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>The Sea Blog</title>{entries}</feed>'

    def comments_rss(self, post):
        """A post's own feed: its newest comments, so many and no more."""
        items = "".join(
            f"<item><title>By: {c.author}</title><link>{self.base}{post.path}#comment-{c.id}</link>"
            f"<dc:creator>{c.author}</dc:creator><pubDate>{_rfc822(f'2011-01-02T10:{c.id % 60:02}:00+00:00')}</pubDate>"
            f"<content:encoded>{escape(self.in_reply(post, c))}&lt;p&gt;{c.text}&lt;/p&gt;</content:encoded></item>"
            for c in post.comments[::-1][:FEED_COMMENTS]
        )
        return (
            '<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
            ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
            f"<title>Comments on: {post.title}</title><link>{self.base}{post.path}</link>{items}</channel></rss>"
        )

    def in_reply(self, post, comment):
        if comment.parent is None:
            return ""
        return f'<p>In reply to <a href="{self.base}{post.path}#comment-{comment.parent}">Reader</a>.</p>'

    def sitemap_xml(self):
        items = "".join(
            f"<url><loc>{self.base}{p.path}</loc><lastmod>2011-01-{1 + p.modified:02}</lastmod></url>"
            for p in self.shown()
            if p.number not in self.unlisted
        )
        items = re.sub("<lastmod>.*?</lastmod>", "", items) if self.undated else items
        return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{items}</urlset>'

    # ---- the truth

    def truth(self):
        """Every post and comment as rows that a database must hold."""
        posts = sorted((self.base + p.path, p.title, p.day, len(p.comments)) for p in self.posts.values())
        comments = sorted(
            (self.base + p.path, str(c.id), None if c.parent is None else str(c.parent), c.text)
            for p in self.posts.values()
            for c in p.comments
        )
        return posts, comments


def _rfc822(day):
    from datetime import datetime
    from email.utils import format_datetime

    return format_datetime(datetime.fromisoformat(day))


def stored(db):
    """The same as a database holds it."""
    with sqlite3.connect(db) as conn:
        return rows(lambda sql: conn.execute(sql).fetchall())


def rows(store_query):
    """The same by whoever asks the database."""
    posts = store_query(
        "SELECT url, title, published, comments_found FROM posts WHERE gone_at IS NULL ORDER BY url"
    )
    comments = store_query(
        "SELECT posts.url, c.source_id, p.source_id, c.body_text FROM comments c JOIN posts ON posts.id = c.post_id"
        " LEFT JOIN comments p ON p.id = c.parent_id WHERE c.gone_at IS NULL AND posts.gone_at IS NULL"
    )
    return posts, sorted(comments, key=lambda row: (row[0], row[1]))


@contextmanager
def serve(blog, host="127.0.0.1"):
    """Serve a blog; its address is in `blog.base` meanwhile."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self):
            blog.requests.append(self.path)
            status, kind, text = blog.answer(self.path)
            body = text.encode() if isinstance(text, str) else text
            etag = '"' + hashlib.sha1(body).hexdigest() + '"'
            if (
                status == 200
                and blog.tagged in kind
                and self.headers.get("If-None-Match") == etag
                and not blog.edits
            ):
                status, body = 304, b""
            fault = blog.faults[self.path].pop(0) if blog.faults.get(self.path) else None
            if fault:
                self.close_connection, status = True, 500 if fault == "error" else 200
                if fault == "junk":
                    self.wfile.write(b"\x00no HTTP at all\r\n")
                    return
            blog.statuses.append(status)
            hook = blog.after.get(len(blog.requests))
            self.send_response(status)
            if status in (301, 302, 303, 307):
                self.send_header("Location", text)
            self.send_header("Content-Type", kind)
            self.send_header("ETag", etag) if blog.tagged in kind else None
            if blog.edits and self.path == "/feed/":
                self.send_header("Last-Modified", f"day {max(p.modified for p in blog.posts.values())}")
            if status != 304:
                self.send_header("Content-Length", str(len(body) + (99 if fault == "half" else 0)))
            self.end_headers()
            if status != 304:
                self.wfile.write(body)
            if hook:
                hook()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer((host, 0), Handler)
    server.daemon_threads = True
    blog.base = f"http://{host}:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield blog
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
