"""LifeType's comments, flat, as its templates have them; most carry a link to answer, which tells their number."""

import re
from typing import Any

from scraper.rules import CommentSystem

_ANSWERED = re.compile(r"[?&]parentId=(\d+)")


def number(node: Any, page: Any) -> str | None:
    """The number of the comment that the link "Reply" answers."""
    told = (_ANSWERED.search(a.get("href") or "") for a in node.iter("a"))
    return next((found[1] for found in told if found), None)


_SIGNED = (".comments-post", ".commentposterinfo", ".blogbody > .posted", "li > p > cite")

LIFETYPE = CommentSystem(
    name="lifetype",
    home=("lifetype",),
    loose=(
        ".blogbody:has(a[href*='parentId='])",  # of the post's own class
        "#commentlist > li[id^='comment-'], .commentlist > li[id^='comment-']",
        ".CommentBlock",
        ".commentlist > li:has(> .comments-post)",
        ".comments-body, .comments-main",
        ".commentlist:has(> .comments-post):has(> a[name])",  # a list of one each
    ),
    comment={
        "id": (number, "a[name]::attr(name)"),
        "author": ("li > cite", *_SIGNED),
        "published": (".commentmetadata", *_SIGNED),
    },
    drop=(".categoryinfo", ".com_countandpost", "li > cite", ".commentmetadata", *_SIGNED, ".title"),
)

LIFETYPE_FLAT = CommentSystem(
    name="lifetype",
    home=("lifetype",),
    loose=(".commentheader:has(a[href*='parentId='])", "#common_head"),
    extends=True,
    comment={
        "id": (number, "a[name]::attr(name)"),
        "published": (".commentposterinfo", "#common_footer", ".postinfo"),
    },
    drop=(".commentheader", ".commentposterinfo", ".postinfo", "#common_head", "#common_footer"),
)
