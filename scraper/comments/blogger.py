"""Blogger's comments: threaded lists, dt/dd pairs of the classic templates, and the script that holds them as data."""

import re
from datetime import UTC, datetime
from typing import Any

from scraper.jsdata import assigned
from scraper.rules import CommentSystem


def inline(page: Any) -> list[dict[str, Any]]:
    """``var items = [...]`` of the threaded comments' script, or nothing where it is null."""
    for e in page.index.by_tag.get("script", ()):
        text = e.text or ""
        if "items" in text and "displayTime" in text:
            found = assigned(text, "items")
            rows = [_row(i) for i in found if isinstance(i, dict)] if isinstance(found, list) else []
            if told := [row for row in rows if row["id"] and row["body_html"]]:
                return told
    return []


def _row(item: dict[str, Any]) -> dict[str, Any]:
    author = item.get("author") or {}
    return {
        "id": str(item.get("id") or ""), "parent_id": str(item.get("parentId") or "") or None,
        "author": author.get("name"), "author_url": author.get("profileUrl"), "avatar": author.get("avatarUrl"),
        "timestamp_ms": item.get("timestamp"), "published": item.get("displayTime"),
        "body_html": item.get("body"), "url": item.get("permalink"),
    }  # fmt: skip


def stamped(node: Any, page: Any) -> Any:
    """``?showComment=1381172401460`` in a permalink is the time in milliseconds, where the text has the hour alone."""
    for a in node.iter("a"):
        found = _SHOWN.search(a.get("href") or "")
        if found and int(found[1]) < 4_102_444_800_000:
            return datetime.fromtimestamp(int(found[1]) / 1000, UTC).isoformat(timespec="seconds")
    return None


_SHOWN = re.compile(r"[?&]showComment=(1\d{12})\b")

BLOGGER = CommentSystem(
    name="blogger",
    home=("blogger",),
    item=(
        ".comment-thread li.comment, li.comment[id^='c']:has(> .comment-block)",
        "#comment-holder li.comment",
        "#cmt2_holder li.comment",
        "ol#comments-block li[id^='c']",  # of themes that print the threads themselves
    ),
    comment={
        "id": ("li.comment[id^='c']::attr(id)", "li[id^='c']::attr(id)"),
        "author": ("cite.user", ".comment-header cite", ".user", ".comment-author [itemprop='name']"),
        "author_url": ("cite.user a::attr(href)",),
        "avatar": (".avatar-image-container img::attr(src)",),
        "published": (".datetime a", ".datetime", stamped),
        "body": (".comment-content", ".comment-body"),
        "url": (".datetime a::attr(href)",),
    },
    drop=(
        ".comment-header",
        ".comment-actions",
        ".comment-footer",
        ".comment-replybox-single",
        ".comment-replybox-thread",
        ".continue",
    ),
    deleted=(".deleted-comment",),
    declared=(
        "#comments > h4",
        "#comments h4",
        "#comments .title",
        "#comments h3",
        ".comment-link",
    ),
    inline=inline,
)

BLOGGER_CLASSIC = CommentSystem(
    name="blogger",
    home=("blogger",),
    item=(
        "#comments-block > dt",
        "#comments dl > dt[id^='c']",
        "dl.comments-block > dt",
        "#comments-block dt",
    ),
    comment={
        "id": ("dt[id^='c']::attr(id)", "a[name^='c']::attr(name)"),
        "author": ("dt.comment-author", "dt.comment-poster", "dt", ".comment-author"),
        "published": (".comment-timestamp", ".comment-footer", ".comment-timestamp a", stamped),
        "body": ("dd.comment-body p", "dd.comment-body", ".comment-body"),
        "url": (".comment-timestamp a::attr(href)",),
    },
    drop=(".comment-footer", ".comment-timestamp", ".item-control", ".blogger-comment-icon"),
    declared=("#comments > h4", "#comments h4", ".comment-link"),
    extends=True,
)
