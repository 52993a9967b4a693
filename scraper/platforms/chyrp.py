"""Chyrp and Chyrp Lite."""

import re
from typing import Any

from scraper.rules import Platform

#: "Written by NAME", all of it one link, in the languages that Chyrp Lite speaks
_WRITTEN = re.compile(
    r"\s*(?:written by|ecrit par|geschreven door|napisane przez|publiziert von|scritto da|由)\s*(.+?)(?:撰写)?\s*",
    re.I,
)


def author(root: Any, page: Any) -> str | None:
    """Who the link below a post's title says has written it."""
    for el in page.index.by_class.get("post", ()):
        heads = (a for head in el.iter("header") for a in head.iter("a"))
        linked = (a for a in heads if re.search(r"[/=]author\b", a.get("href") or ""))
        said = (_WRITTEN.fullmatch("".join(a.itertext())) for a in linked)
        if told := next(filter(None, said), None):
            return told[1]
    return None


CHYRP = Platform(
    name="chyrp",
    signs=("meta[name='generator'][content^='Chyrp']",),
    kinds={
        "post": ("body.route_view",),
        "page": ("body.route_page",),
        "index": ("body.route_index",),
        "archive": (
            "body.route_archive",
            "body.route_author",
            "body.route_category",
            "body.route_search",
            "body.route_tag",
        ),
    },
    post={
        "title": (".post_title", "article.post > header > h2"),
        "author": (author,),
        "published": (".post .metadata time", ".post .time time"),
        "body": ("article.post > .body",),
        "categories": (
            ".post a.category",
            ".post .category a",
            ".post .metadata a[href*='action=category'], .post .metadata a[href*='/category/']",
        ),
        "tags": (".post a.tag",),
        "comments_declared": (".post .metadata a[href$='#comments']",),
        # what rel calls the previous page is that of the newer post
        "previous_url": (".traversal a[rel='next']::attr(href)",),
        "next_url": (".traversal a[rel='prev']::attr(href)",),
    },
    links={"post": (".post_title a[href]", "article.post > header > h2 a[href]")},
)
