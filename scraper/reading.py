"""What an answer says, whatever it is: page, feed, sitemap, redirect or failure; never asks, never stores."""

import re
from dataclasses import replace
from urllib.parse import urlsplit

from scraper.coding import is_binary
from scraper.rows import REDIRECTS, Capture, Found, Link, PageKind
from scraper.urls import absolute, normalize

_HTML = re.compile(r"html|^text/plain|^$", re.IGNORECASE)
_META_REFRESH = re.compile(
    rb"""<meta[^>]+http-equiv=["']?refresh\b[^>]*content=["']?\s*[01]\s*;\s*url=['"]?([^"'>\s]+)""", re.I
)


def read(capture: Capture) -> Found:
    """Give what the answer says; a page that breaks its reader says so and stops nothing."""
    if urlsplit(capture.url).path == "/robots.txt":
        return read_rules(capture)
    if capture.status in REDIRECTS:
        return _redirect(capture)
    if capture.status != 200 or capture.error or capture.truncated:
        return Found(capture.url, "error", error=capture.error)
    try:
        return _read_body(capture)
    except Exception as error:
        return Found(capture.url, "error", error=f"could not be read: {type(error).__name__}: {error}"[:300])


def read_rules(capture: Capture) -> Found:
    """Give robots.txt, or what stands where it redirects to (RFC 9309, 2.3.1.2)."""
    links = _redirect(capture).links if capture.status in REDIRECTS else ()
    return Found(capture.url, "robots", links=links, error=capture.error)


def asks_no_archive(capture: Capture) -> bool:
    """Does a page ask not to be kept, by ``X-Robots-Tag`` or ``<meta name=robots>``: ``noarchive`` or ``none``?

    A rule that names a crawler ("otherbot: noarchive") is for that crawler.
    """
    told = [value for name, value in capture.headers if name.lower() == "x-robots-tag"]
    if capture.status == 200 and is_other(capture) is None:
        from scraper.page import Page

        told += Page.read(capture.body, capture.url, capture.headers).meta.get("robots", [])
    return any(word.strip().lower() in ("noarchive", "none") for value in told for word in value.split(","))


def is_wall(capture: Capture) -> bool:
    """Does an answer set a cookie and send back to its own address: a wall that opens for who keeps it?"""
    if capture.status not in REDIRECTS or not capture.header("Set-Cookie"):
        return False
    target = absolute(capture.header("Location") or "", capture.url)
    return target is not None and normalize(target) == capture.url


def _redirect(capture: Capture) -> Found:
    """The target is a page of its own, asked in its turn (RFC 9110, 15.4)."""
    target = absolute(capture.header("Location") or "", capture.url)
    if target is None or normalize(target) == capture.url:
        return Found(capture.url, "error", error="redirects to itself or nowhere")
    return Found(capture.url, "moved", links=(Link(normalize(target), "moved"),))


def _read_body(capture: Capture) -> Found:
    if capture.url.startswith("export:"):
        from scraper.items import read_item

        return read_item(capture)
    from scraper import feeds  # the readers are heavy: a sync in which nothing changed needs none of them

    if feeds.is_sitemap(capture):
        return feeds.read_sitemap(capture)
    if feeds.is_feed(capture):
        return feeds.read_feed(capture)
    kind = is_other(capture)
    if kind:
        return Found(capture.url, kind)
    return _read_page(capture)


def is_other(capture: Capture) -> PageKind | None:
    """Tell what is no page by its media type, or by its first bytes where that says it is one."""
    media_type = (capture.header("Content-Type") or "").partition(";")[0].strip()
    if media_type.startswith(("image/", "audio/", "video/", "font/")):
        return "media"
    return None if _HTML.search(media_type) and not is_binary(capture.body) else "media"


def _read_page(capture: Capture) -> Found:
    from scraper.extract import extract
    from scraper.page import Page
    from scraper.parts import with_part, with_thread_page

    if len(capture.body) < 2048 and (refresh := _META_REFRESH.search(capture.body)):
        target = absolute(refresh[1].decode("utf-8", "replace"), capture.url)
        if target and normalize(target) != capture.url:
            return Found(
                capture.url, "moved", links=(Link(normalize(target), "moved"),)
            )  # HTML 4.2.5.3, "Refresh"
    page = Page.read(capture.body, capture.url, capture.headers, capture.fetched_at)
    found = with_thread_page(page, with_part(page, extract(page)))
    return replace(found, error="an empty page") if not capture.body.strip() else found
