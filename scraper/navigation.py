"""Where a blog goes on from a page: posts, older pages, archives, comment pages, feeds. Never follows anything."""

import re
from typing import Any

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
_OLDER = re.compile(
    r"^\W*(?:older\s+(?:posts|entries|articles)|previous\s+(?:entries|posts|page)|next\s+page|more\s+posts|load\s+more|(?:ä|ae)ltere\s+(?:beitr(?:ä|ae)ge|artikel|posts|eintr(?:ä|ae)ge)|"
    r"n(?:ä|ae)chste\s+seite|articles?\s+(?:plus\s+anciens|pr[ée]c[ée]dents)|page\s+suivante|entradas\s+(?:m[áa]s\s+)?(?:antiguas|anteriores)|p[áa]gina\s+siguiente|"
    r"posts?\s+(?:mais\s+)?(?:antig[oa]s|anteriores)|p[áa]gina\s+seguinte|articoli\s+(?:meno\s+recenti|precedenti)|oudere\s+berichten|starsze\s+(?:wpisy|posty)|"
    r"star[šs][íi]\s|[äa]ldre\s+inl[äa]gg|[æe]ldre\s+indl[æe]g|eldre\s+innlegg|vanhemmat|eski\s+|предыдущие\s+записи|старые|次のページ|前のページ|過去の記事|下一页|下一頁|上一页|이전\s*글|다음\s*페이지)",
    re.I,
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
        for kind, selectors in platform.links.items():
            for rule in selectors:
                told.update((el, kind) for el in rule.elements(page.index))
    for a in page.index.by_tag.get("a", ()):
        href = page.absolute(a.get("href"))
        if href and (a not in hidden or comment_page(href)):
            add(href, told.get(a) or _kind(a, href, page), None, (a.get("rel") or "").lower() or None)
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
    if text and len(text) < 40 and _OLDER.match(text):
        return "older"
    parent = a.getparent()
    if "bookmark" in rel or (parent is not None and parent.tag in ("h1", "h2", "h3")):
        return "post"
    return "other"
