"""The demo blog on 127.0.0.1: which address answers what; never what a page says or how it looks."""

import hashlib
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from demo.posts import OWNERS, Post, numbered, slug
from demo.theme import Theme

PORT = 8765  #: where the README's answers were made; any other will do
PER_PAGE, THREADS_PER_PAGE, IN_FEED = 5, 6, 10
_HTML, _XML = "text/html; charset=UTF-8", "application/xml; charset=UTF-8"

Answer = tuple[int, str, str]


def answers(base: str, neighbour: str) -> dict[str, Answer]:
    """Every address of the blog and what stands there."""
    theme = Theme(base, neighbour)
    posts = list(numbered())
    newest = posts[::-1]
    site: dict[str, Answer] = {
        "/robots.txt": (200, "text/plain", f"User-agent: *\nDisallow: /wp-admin/\nSitemap: {base}/wp-sitemap.xml\n"),
        "/wp-sitemap.xml": (200, _XML, theme.sitemap(posts)),
        "/feed/": (200, "application/rss+xml; charset=UTF-8", theme.feed(newest[:IN_FEED])),
        "/feed/?paged=2": (200, "application/rss+xml; charset=UTF-8", theme.feed(newest[IN_FEED:])),
        "/comments/feed/": (200, "application/rss+xml; charset=UTF-8", theme.comment_feed(newest)),
        "/sitemap.xml": (301, "text/html", f"{base}/wp-sitemap.xml"),
        "/about/": (200, _HTML, theme.about()),
        "/neighbour/": (200, _HTML, "<title>The Day Ferry</title><p>We only go by day.</p>"),
    }  # fmt: skip
    site |= _lists(theme, "/", "", newest, "home blog")
    for path, title, listed in _archives(newest):
        site |= _lists(theme, path, title, listed, "archive " + path.split("/")[1])
    for n, post in enumerate(posts):
        site |= _post(
            theme, post, (posts[n - 1] if n else None, posts[n + 1] if n + 1 < len(posts) else None)
        )
    return site


def _archives(posts: Sequence[Post]) -> Iterator[tuple[str, str, list[Post]]]:
    """Category, tag and author archives: (path, heading, posts)."""
    for name in sorted({c for p in posts for c in p.categories}):
        yield f"/category/{slug(name)}/", f"Category: {name}", [p for p in posts if name in p.categories]
    for name in sorted({t for p in posts for t in p.tags}):
        yield f"/tag/{slug(name)}/", f"Tag: {name}", [p for p in posts if name in p.tags]
    for name, short in OWNERS.items():
        yield f"/author/{short}/", f"Author: {name}", [p for p in posts if p.author == name]


def _lists(theme: Theme, path: str, title: str, posts: Sequence[Post], css: str) -> dict[str, Answer]:
    pages = _pages(len(posts), PER_PAGE)
    return {
        path if n == 1 else f"{path}page/{n}/": (
            200, _HTML, theme.index(path, title, posts[(n - 1) * PER_PAGE : n * PER_PAGE], n, pages, css),
        )
        for n in range(1, pages + 1)
    }  # fmt: skip


def _post(theme: Theme, post: Post, near: tuple[Post | None, Post | None]) -> dict[str, Answer]:
    pages = _pages(len(post.comments), THREADS_PER_PAGE)
    found: dict[str, Answer] = {}
    for n in range(1, pages + 1):
        shown = post.comments[(n - 1) * THREADS_PER_PAGE : n * THREADS_PER_PAGE]
        path = post.path if n == 1 else f"{post.path}comment-page-{n}/"
        found[path] = (200, _HTML, theme.post(post, near, n, pages, shown))
    return found


def _pages(things: int, each: int) -> int:
    return max(1, -(-things // each))


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    site: dict[str, Answer]
    missing: Answer


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        status, kind, text = self.server.site.get(self.path, self.server.missing)
        body = b"" if status == 301 else text.encode()
        tag = f'"{hashlib.sha1(body, usedforsecurity=False).hexdigest()[:16]}"'
        if status == 200 and self.headers.get("If-None-Match") == tag:
            status, body = 304, b""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header(*(("Location", text) if status == 301 else ("ETag", tag)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: object) -> None: ...


@contextmanager
def serve(port: int = 0) -> Iterator[str]:
    """Serve the blog as long as the block runs and give its address; port 0 is any that is free."""
    server = _Server(("127.0.0.1", port), _Handler)
    base = f"http://127.0.0.1:{server.server_port}"
    server.site = answers(base, f"http://localhost:{server.server_port}/neighbour/")
    server.missing = (404, _HTML, Theme(base, "").not_found())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield base + "/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
