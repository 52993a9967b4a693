"""Serendipity (s9y)."""

import re
from typing import Any

from scraper.rules import Platform

_CLOCK = re.compile(r"\s*\d{1,2}[:.]\d\d(?:\s?[ap]m)?\s*", re.I)


def timed(root: Any, page: Any) -> str | None:
    """The day above a post and the hour that its permalink is called by, in whatever words around them."""
    dates = page.index.by_class.get("serendipity_date", ())
    days = [el.text or "" for el in dates if el.tag in ("h2", "h3", "h4", "p")]  # some leave it unclosed
    hours = (*page.index.by_class.get("entry_time", ()), *page.index.by_tag.get("a", ()))
    told = (el.text for el in hours if not len(el) and _CLOCK.fullmatch(el.text or ""))
    hour = next(told, None) if len(days) == 1 else None
    return f"{days[0].strip()} {hour.strip()}" if hour else None


SERENDIPITY = Platform(
    name="serendipity",
    signs=(
        "meta[name='generator'][content^='Serendipity']",
        "meta[name='Powered-By'][content^='Serendipity']",
        ".serendipity_entry",
    ),
    kinds={"error": (".serendipity_overview_noentries",)},
    post={
        "title": (
            ".serendipity_entry h2",
            ".serendipity_entry .entry-title",
            ".serendipity_title",
            "h4.serendipity_title",
            "h3.serendipity_title",
            ".post > h4",
        ),
        "author": (
            ".serendipity_byline a[href*='/authors/']",
            ".serendipity_entryFooter a[href*='/authors/']",
            ".serendipity_byline .author",
            ".posted_by a",
            # a byline's link has no title; that of a column's list of authors repeats the name
            "a[href*='/authors/']:not([title]):not([href*='/feeds/'])",
        ),
        "published": (
            ".serendipity_byline time",
            ".serendipity_byline abbr",
            ".serendipity_entry_date time",
            timed,
            "h3.serendipity_date",
            ".serendipity_date",
            ".serendipity_byline",
        ),
        # what stands around both parts of a split post, where the second has no class that others have, too
        "body": (
            "section:has(> #extended)",
            "article:has(> #extended)",
            ".serendipity_entry_body",
            ".serendipity_entry_body_folded",
            "article.post > header + div",
            ".post > .contentarea",
        ),
        "categories": (
            ".serendipity_entry a[href*='/categories/'], .serendipity_byline a[href*='/categories/'], .serendipity_entryFooter a[href*='/categories/']",
            ".post .details a[href*='/categories/']",
        ),
        "previous_url": (".serendipity_entrypaging_left a::attr(href)",),
        "next_url": (".serendipity_entrypaging_right a::attr(href)",),
        "tags": (".serendipity_freeTag > a[rel='tag']", ".serendipity_freeTag a[href*='/tag/']"),
    },
    links={"post": (".serendipity_title a[href]", ".serendipity_entry h2 a[href]")},
    drop=(
        ".serendipity_entryFooter",
        "article:has(> #extended) > header, article:has(> #extended) > footer, article:has(> #extended) > section",
        "article:has(> #extended) > .serendipity_entrypaging, section:has(> #extended) > footer",
        ".serendipity_freeTag_related",
        ".serendipity_freeTag",
        ".serendipity_entrypaging",
        ".serendipity_entryIcon img",
        ".post > .contentarea > .details",
    ),
)
