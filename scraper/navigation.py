"""Where a blog goes on from a page: posts, older pages, archives, comment pages, feeds. Never follows anything."""

from typing import Any

from scraper import words
from scraper.fields import squash
from scraper.page import Page
from scraper.rows import Link, LinkKind
from scraper.select import Element
from scraper.urls import comment_page, kind_of, normalize, same_page

_FEEDS = (
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/rdf+xml",
    "text/xml",
)
_ORDER: tuple[LinkKind, ...] = (
    "comments",
    "post",
    "older",
    "archive",
    "index",
    "page",
    "feed",
    "sitemap",
    "other",
)


def find_links(page: Page, rules: tuple[Any, ...], hidden: set[Element]) -> tuple[Link, ...]:
    """The page's links with their kinds, each address once, in document order; links inside comments left out."""
    found: dict[str, Link] = {}

    def add(href: str | None, kind: LinkKind | None, text: str | None = None, rel: str | None = None) -> None:
        if not href or kind is None:
            return
        key = normalize(href)
        known = found.get(key)
        if known is None or _ORDER.index(kind) < _ORDER.index(known.kind):
            found[key] = Link(key, kind, text, rel)

    for rel, href, kind in page.head_links:
        if "alternate" in rel and kind in _FEEDS:
            add(href, "feed")
        elif rel & {"next", "prev", "previous"}:
            kind_by_url = kind_of(href)
            add(href, kind_by_url if kind_by_url in ("older", "comments", "post") else "post")
    told: dict[Element, LinkKind] = {}
    for platform in rules:
        for name, selectors in platform.links.items():
            for rule in selectors:
                told.update((el, name) for el in rule.elements(page.index))
    for a in page.index.by_tag.get("a", ()):
        target = page.absolute(a.get("href"))
        if target and (a not in hidden or comment_page(target)):
            add(target, told.get(a) or _kind(a, target, page), None, (a.get("rel") or "").lower() or None)
    return tuple(
        link for link in found.values() if not same_page(link.url, page.url) or link.kind == "comments"
    )


def _kind(a: Element, href: str, page: Page) -> LinkKind:
    known = kind_of(href)
    if known:
        return known
    rel = (a.get("rel") or "").lower().split()
    if "next" in rel or "prev" in rel:
        return "post" if page.one("link[rel='shortlink']") is not None else "older"
    text = squash(a.text)
    if text and len(text) < 40 and words.OLDER.match(text):
        return "older"
    parent = a.getparent()
    if "bookmark" in rel or (parent is not None and parent.tag in ("h1", "h2", "h3", "h4")):
        return "post"
    return "other"
