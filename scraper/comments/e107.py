"""e107's comments: a flat list, in which what answers another is moved in by the columns of Bootstrap's grid."""

import re
from typing import Any

from scraper.rules import CommentSystem

_OFFSET = re.compile(r"(?:^|\s)offset(\d+)(?=\s|$)")


def _level(item: Any) -> int:
    """By how many columns the row in a comment's item is moved in."""
    row = next(item.iterchildren("div"), None)
    moved = _OFFSET.search(row.get("class") or "") if row is not None else None
    return int(moved[1]) if moved else 0


def parent(node: Any, page: Any) -> str | None:
    """The last comment above that is moved in less."""
    level = _level(node)
    above = node.itersiblings("li", preceding=True) if level else ()
    return next((item.get("id") for item in above if _level(item) < level), None)


E107 = CommentSystem(
    name="e107",
    home=("e107",),
    loose=("li.comment-box[id^='comment-']",),
    comment={
        "id": ("li[id^='comment-']::attr(id)",),
        "parent_id": (parent,),
        "author": (".comment-box-username",),
        "author_url": (".comment-box-username a::attr(href)",),
        "published": (".comment-box-date",),
        "body": (".comment-text",),
    },
    drop=(".comment-avatar", ".comment-moderate", ".comment-status"),
)
