"""Substack's comments: those that a page shows, with the instants that its script alone tells."""

from typing import Any

from scraper.jsdata import on_page
from scraper.rules import CommentSystem


def profile(node: Any, page: Any) -> str | None:
    """Where the writer is at home, without where the reader came from."""
    links = (a.get("href") for a in node.iter("a") if "/profile/" in (a.get("href") or ""))
    return next((href.partition("?")[0] for href in links), None)


def instant(node: Any, page: Any) -> str | None:
    """When a comment was written, by ``window._preloads``: the page says "2 hr ago", or the day alone."""
    told = on_page(page, "window._preloads")
    rows = told.get("comments") if isinstance(told, dict) else None
    anchor = next((a.get("id") for a in node.iter() if (a.get("id") or "").startswith("comment-")), None)
    for row in rows if anchor and isinstance(rows, list) else ():
        if isinstance(row, dict) and anchor == f"comment-{row.get('id')}":
            return row["date"] if isinstance(row.get("date"), str) else None
    return None


SUBSTACK = CommentSystem(
    name="substack",
    item=(".comment:has(> .comment-anchor)",),
    comment={
        "id": (".comment-anchor[id^='comment-']::attr(id)",),
        "author": ("span a[href*='/profile/']",),
        "author_url": (profile,),
        "avatar": (".comment-content img::attr(src)",),
        "published": (
            instant,
            "a[href*='/comment/'][title]::attr(title)",
        ),
        "body": (".comment-body",),
        "url": ("a[href*='/comment/'][title]::attr(href)",),
    },
    drop=(".show-all-toggle",),
)
