"""PivotX's comments: name, homepage and day in one line below the text."""

import re
from typing import Any

from scraper.rules import CommentSystem

_NAMED = re.compile(r"\s*(.+?),\s*(?:\([^()]*\)\s*)?-\s", re.S)


def author(node: Any, page: Any) -> str | None:
    """The name in "NAME, (URL) - 28-05-’09 12:08", where no element is its own."""
    lines = (el for el in node.iter("div") if el.get("class") == "meta")
    told = _NAMED.match("".join(next(lines, node).itertext()))
    return told[1] if told else None


def anchor(node: Any, page: Any) -> str | None:
    """The address of the empty link that a comment begins with."""
    return next((f"#{a.get('id')}" for a in node.iter("a") if a.get("id")), None)


PIVOTX = CommentSystem(
    name="pivotx",
    home=("pivotx",),
    loose=(".commentblock > .comment",),
    comment={
        "url": (anchor,),
        "id": ("a[id]::attr(id)",),
        "author": ("cite > strong", ".comment-text > .meta > .registered", author),
        "author_url": ("cite > a[href]::attr(href)", ".comment-text > .meta > a[href]::attr(href)"),
        "published": (".comment-text > cite", ".comment-text > .meta"),
    },
    drop=("cite", ".meta"),
)
