"""LiveJournal's comments and Dreamwidth's: of all their views, and the script that holds them as data since 2017."""

from typing import Any

from scraper.jsdata import on_page
from scraper.rules import CommentSystem


def _told(page: Any) -> dict[str, Any]:
    """``Site.page = {"comments": [...], "replycount": 14}``: the thread, which the view draws from it."""
    found = on_page(page, "Site.page")
    return found if isinstance(found, dict) else {}


def inline(page: Any) -> list[dict[str, Any]]:
    """The comments of the script; what was deleted has its place and nothing else, what is folded no words."""
    found = _told(page).get("comments")
    return (
        [_row(i) for i in found if isinstance(i, dict) and i.get("thread")] if isinstance(found, list) else []
    )


def _row(item: dict[str, Any]) -> dict[str, Any]:
    stamp = item.get("ctime_ts")
    return {
        "id": str(item["thread"]), "parent_id": str(item.get("parent") or "") or None,
        "author": item.get("dname") or item.get("uname"), "author_url": item.get("commenter_journal_base"),
        "avatar": item.get("userpic"), "timestamp_ms": 1000 * stamp if isinstance(stamp, int) else None,
        "published": item.get("ctime"), "body_html": item.get("article"), "url": item.get("thread_url"),
        "folded": item.get("loaded") == 0 and not item.get("deleted"),
    }  # fmt: skip


def total(page: Any) -> int | None:
    count = _told(page).get("replycount")
    return count if isinstance(count, int) else None


def up(node: Any, page: Any) -> str | None:
    """Where "[parent]" leads, in layouts that have no class for it."""
    links = (a for a in node.iter("a") if "#cmt" in (a.get("href") or ""))
    return next((a.get("href") for a in links if (a.text or "").strip().lower() == "parent"), None)


def linked(node: Any, page: Any) -> str | None:
    """Where "(Link)" leads, or "(Thread)", which old styles print without a class: to the comment and its answers."""
    key = (node.get("id") or "").removeprefix("ljcmt")
    links = (a.get("href") or "" for a in node.iter("a"))
    return next((href for href in links if key and f"thread={key}#" in href), None)


LIVEJOURNAL = CommentSystem(
    name="livejournal",
    home=("livejournal",),
    loose=(".comment-wrap",),
    item=(
        ".b-leaf[id^='t']",
        ".mdspost-comment[id^='t']",
        "[id^='ljcmt']",
        ".comment-wrap[id^='comment-cmt'], .comment-wrap:has(> .dwexpcomment)",
        ".dwexpcomment",
        "div.comment[id^='cmt']",
        ".ljcomment",
    ),
    comment={
        "id": (
            ".b-leaf::attr(id)",
            ".mdspost-comment::attr(id)",
            "[id^='ljcmt']::attr(id)",
            "[id^='cmt']::attr(id)",
            "[data-tid]::attr(data-tid)",
        ),
        "parent_id": (
            ".commentparent a::attr(href)",
            "a[title='Parent']::attr(href)",
            ".b-leaf-actions-parent a::attr(href)",
            ".link-parent::attr(href)",
            up,
        ),
        "author": (
            ".b-leaf-username .i-ljuser-username",
            ".mdspost-comment-username .i-ljuser-username",
            ".ljuser",
            ".lj-user",
            ".i-ljuser",
            ".poster",
            ".altposter",
        ),
        "published": (
            "span[title*='after journal entry']",
            ".b-leaf-createdtime",
            ".mdspost-comment-time--ctime",
            ".mdspost-comment::attr(data-updated-ts)",
            ".datetime",
            ".comment-date",
            "time",
            "abbr",
        ),
        "body": (
            ".b-leaf-article",
            ".mdspost-comment__body",
            ".comment-content",
            ".comment-body",
            ".comment-text",
        ),
        "url": (
            ".b-leaf-permalink::attr(href)",
            ".mdspost-comment-time--ctime::attr(href)",
            ".permalink a::attr(href)",
            ".commentpermalink a::attr(href)",
            linked,
        ),
    },
    depth_class=r"(?:^|\s)(?:comment-depth|b-leaf-depth|b-tree-twig|mdspost-thread--level)-(\d+)(?=\s|$)",
    folded=(".mdspost-comment--collapsed", ".b-leaf-collapsed"),
    drop=(
        ".b-leaf-header",
        ".b-leaf-footer",
        ".mdspost-comment__header",
        ".mdspost-comment__footer",
        ".comment-footer",
        ".comment-title",
        ".poster-info",
        ".comment_bar_one",
        "[id^='ljcmt'] div:has(> a[href*='replyto=']):has(> a[href*='thread='])",
    ),
    inline=inline,
    total=total,
)
