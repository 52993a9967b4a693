"""Where a blog goes on from a page: posts, older pages, archives, comment pages, feeds. Never follows anything."""

from typing import Any

from scraper import words
from scraper.fields import once, squash
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
_ORDER: tuple[LinkKind, ...] = (  # of an address that is linked to in several ways the first counts
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
_RANK = {kind: rank for rank, kind in enumerate(_ORDER)}


def find_links(page: Page, rules: tuple[Any, ...], hidden: set[Element]) -> tuple[Link, ...]:
    """The page's links with their kinds, each address once, in document order; links inside comments left out."""
    found: dict[str, Link] = {}
    spelled: dict[str, str] = {}  # as the page writes it: what was asked of that address before is known

    def add(href: str, kind: LinkKind, rel: str | None = None) -> None:
        key = normalize(href)
        if kind == "comments" and not comment_page(key) and not same_page(key, page.url):
            kind = "post"  # the place of its comments is a place on the post's page
        known = found.get(key)
        if known is None or _RANK[kind] < _RANK[known.kind]:
            found[key], spelled[key] = Link(key, kind, None, rel), href

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
    for a, target in page.links:
        if target and (a not in hidden or _is_numbered(target)):
            names = (a.get("rel") or "").lower() or None
            add(target, told.get(a) or _kind(a, target, names, page), names)
    return tuple(
        link
        for link in found.values()
        if link.kind == "comments" or not same_page(spelled[link.url], page.url)
    )


def _is_numbered(url: str) -> bool:
    """Is it a page of comments? A link among these to a single thread is but the place of one of them."""
    paged = comment_page(url)
    return paged is not None and paged[1] > 0


_says_older = once(words.OLDER.match)


def _kind(a: Element, href: str, names: str | None, page: Page) -> LinkKind:
    known = kind_of(href)
    if known:
        return known
    rel = names.split() if names else ()
    if "next" in rel or "prev" in rel:
        return "post" if page.one("link[rel='shortlink']") is not None else "older"
    text = squash(a.text)
    if text and len(text) < 40 and _says_older(text):
        return "older"
    parent = a.getparent()
    if "bookmark" in rel or (parent is not None and parent.tag in ("h1", "h2", "h3", "h4")):
        return "post"
    return "other"
