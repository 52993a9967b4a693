"""Posts cut into several pages (WordPress' <!--nextpage-->), and threads: which page of one this is; joins none."""

import re
from collections.abc import Iterator
from dataclasses import replace

from scraper.page import Page
from scraper.platforms import PLATFORMS
from scraper.rows import Found
from scraper.select import compile_rules
from scraper.urls import normalize, post_part, same_page

_PAGERS = compile_rules(
    (
        *("a.post-page-numbers", ".page-links a", ".page-link a", ".pagelink a", ".pagelinks a"),
        *(".post-nav-links a", ".link-pages a", ".wp-link-pages a", ".post-pages a", ".entry-pages a"),
    )
)


def with_part(page: Page, found: Found) -> Found:
    """Tell which page of a post of several this is, where its address and its own links agree on it."""
    if found.post is None or found.kind not in ("post", "page"):
        return found
    first, number = post_part(page.url) or (page.url, 1)
    others = {normalize(href): n for href, n in _siblings(page, first) if n != number}
    if not others:
        return found
    links = tuple(replace(link, kind="post") if link.url in others else link for link in found.links)
    canonical = normalize(first) if number > 1 else found.canonical_url
    return replace(found, part=number, canonical_url=canonical, links=links)


def with_thread_page(page: Page, found: Found) -> Found:
    """Tell which page of its comments a post's page shows, where its platform numbers these in a way of its own."""
    told = _THREAD_PAGES[found.platform].fullmatch(page.url) if found.platform in _THREAD_PAGES else None
    if told is None or not found.comments or found.kind not in ("post", "page"):
        return found
    return replace(found, kind="comments", canonical_url=normalize(told[1]), thread_page=int(told[2]) + 1)


_THREAD_PAGES = {one.name: re.compile(one.thread_pages) for one in PLATFORMS if one.thread_pages}


def _siblings(page: Page, first: str) -> Iterator[tuple[str, int]]:
    """The other pages of the same text to which this one links, in a pager or by their bare numbers."""
    pagers = {el for rule in _PAGERS for el in rule.elements(page.index)}
    for a in page.index.by_tag.get("a", ()):
        text = (a.text or "").strip()
        if (a not in pagers and not text.isdecimal()) or not (href := page.absolute(a.get("href"))):
            continue
        told = post_part(href)
        bare = text == "1" and "#" not in href
        if told is None and (a in pagers or bare) and same_page(href, first):
            yield href, 1
        elif told and same_page(told[0], first) and (a in pagers or text == str(told[1])):
            yield href, told[1]
