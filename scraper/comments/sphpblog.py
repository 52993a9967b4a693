"""Simple PHP Blog's comments: a name, a day and the words, told by the anchor that all themes have beside the name."""

import re
from typing import Any

from scraper.rules import CommentSystem, Rules

_ANCHOR = "a[id^='entry'][id*='_comment']"
_NAME = (
    ".blog_title:has(a[id*='_comment'])",
    ".subject:has(a[id*='_comment'])",
    ".blog_subject:has(a[id*='_comment'])",
    ".blog_subject_comment",
)
_DAY = (".blog_date", ".byline", ".blog_byline")
_WHEN = re.compile(r"_comment(\d+)-(\d+)")


def moment(node: Any, page: Any) -> str | None:
    """Day and time of a comment, by which the blog itself calls it."""
    told = (_WHEN.search(a.get("id") or "") for a in node.iter("a"))
    return next((found[1] + found[2] for found in told if found), None)


_SAID: dict[str, Rules] = {"id": (moment,), "author": _NAME, "published": _DAY}

SPHPBLOG = CommentSystem(
    name="sphpblog",
    home=("sphpblog",),
    loose=(
        f".comment:has({_ANCHOR})",
        f"div:has(> .blog_subject):has(> .blog_byline):has({_ANCHOR}):not(#maincontent)",
    ),
    comment=_SAID,
    drop=(*_NAME, *_DAY, ".buttons"),
)

SPHPBLOG_FLAT = CommentSystem(
    name="sphpblog",
    home=("sphpblog",),
    loose=(".blog_subject_comment", f".blog_title:has({_ANCHOR})"),
    extends=True,
    comment=_SAID,
    drop=(*_NAME, *_DAY),
)
