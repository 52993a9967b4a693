"""Disqus: the list its WordPress plugin prints, the data in its own frame, and the bare embed that has neither."""

import json
from typing import Any

from scraper.rules import CommentSystem


def frame(page: Any) -> list[dict[str, Any]]:
    """``script#disqus-threadData`` of a saved embed frame."""
    for e in page.index.by_id.get("disqus-threadData", ()):
        try:
            data = json.loads(e.text or "")
        except ValueError:
            return []
        posts = ((data.get("response") or {}).get("posts")) if isinstance(data, dict) else None
        return [_row(p) for p in posts or () if isinstance(p, dict)]
    return []


def total(page: Any) -> int | None:
    """How many comments the frame's data says the thread has, whole or not."""
    for e in page.index.by_id.get("disqus-threadData", ()):
        try:
            count = json.loads(e.text or "")["cursor"]["total"]
        except (ValueError, KeyError, TypeError):
            return None
        return count if isinstance(count, int) else None
    return None


def _row(post: dict[str, Any]) -> dict[str, Any]:
    author = post.get("author") or {}
    avatar = (author.get("avatar") or {}).get("permalink") if isinstance(author.get("avatar"), dict) else None
    return {
        "id": str(post.get("id") or ""), "parent_id": str(post.get("parent") or "") or None, "author": author.get("name"),
        "author_url": author.get("url") or author.get("profileUrl"), "avatar": avatar, "published_utc": post.get("createdAt"),
        "body_html": None if post.get("isDeleted") else post.get("message") or post.get("raw_message"), "url": post.get("url"),
    }  # fmt: skip


def printed_url(node: Any, page: Any) -> str | None:
    """The plugin prints the author's address as bare text before the name, in the same ``cite``."""
    cite = next((c for c in node.iter("cite") if (c.get("id") or "").startswith("dsq-cite-")), None)
    words = ((cite.text or "") if cite is not None else "").split()
    return words[0] if len(words) == 1 and words[0].startswith("http") and len(words[0]) > 8 else None


DISQUS_PRINTED = CommentSystem(
    name="disqus",
    item=(
        "li[id^='dsq-comment-'], div.dsq-comment[id^='dsq-comment-'], #dsq-comments > li.pingback, #dsq-comments > li.trackback",
        "#dsq-comments > li, #dsq-comments .children > li",
    ),
    comment={
        "id": ("li[id^='dsq-comment-']::attr(id)", ".dsq-comment::attr(id)"),
        "author": ("[id^='dsq-author-user-']", "[id^='dsq-cite-']", ".dsq-commenter-name", "cite"),
        "author_url": ("a[id^='dsq-author-user-']::attr(href)", "cite a::attr(href)", printed_url),
        "published": (".dsq-comment-header-time", ".dsq-header-time", "time"),
        "body": (
            "[id^='dsq-comment-message-']",
            ".dsq-comment-message",
            ".dsq-comment-text",
            "[id^='dsq-comment-body-']",
        ),
        "kind": (".pingback::attr(class)", ".trackback::attr(class)"),
    },
    depth_class=r"(?:^|\s)(?:dsq-)?depth-(\d+)(?=\s|$)",
    declared=("#dsq-num-comments", ".dsq-num-comments"),
)

#: the markup of the service's own frame, where that was saved within a page
DISQUS_FRAME = CommentSystem(
    name="disqus",
    item=("#post-list li.post[id^='post-']",),
    comment={
        "id": ("li.post[id^='post-']::attr(id)",),
        "author": (".post-byline .author",),
        "author_url": (".post-byline .author a::attr(href)",),
        "avatar": (".avatar img::attr(src)",),
        "published": (".time-ago::attr(title)", ".time-ago"),
        "body": (".post-message",),
        "url": (".time-ago::attr(href)",),
    },
    nested=("#post-list .children",),
    drop=("#post-list header", "#post-list footer", ".post-menu"),
    declared=(".comment-count",),
)

DISQUS = CommentSystem(
    name="disqus",
    inline=frame,
    total=total,
    external=(
        "#disqus_thread",
        "script[src*='disqus.com/embed']",
        "script[src*='disqus.com/forums']",
        "a[href*='#disqus_thread']",
    ),
    declared=("a[href*='#disqus_thread']", ".disqus-comment-count"),
)
