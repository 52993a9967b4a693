"""FC2's comments, as its own templates print them: a title, the words, a foot; the owner's answer in a box inside."""

import re
from typing import Any

from scraper.rules import CommentSystem

_DAY = re.compile(r"\s*\d{4}[/.-]\d\d?[/.-]\d\d?")


def _foot(node: Any) -> Any:
    """The line of who and when: that of the comment's own, which stands before the answer's."""
    return next(
        (
            el
            for el in node.iter("ul", "p")
            if {"sub_footer", "posted"} & set((el.get("class") or "").split())
        ),
        None,
    )


def name(node: Any, page: Any) -> str | None:
    """The name beside the day and the link to edit; "" where there is none, as in an answer of the blog's owner."""
    foot = _foot(node)
    if foot is None:
        return None
    cells = [*foot.iter("li")] if foot.tag == "ul" else [foot]
    told = ((cell.text or "").strip() for cell in cells)
    return next((text for text in told if text and not _DAY.match(text)), "")


FC2 = CommentSystem(
    name="fc2",
    home=("fc2",),
    loose=(
        "div[id^='comment']:has(> .sub_footer), div[id^='comment'] > div:has(.sub_footer):not(.sub_body)",
        "#comment dl.list > dd:has(> .posted), #comment dl.list > dd > div:has(> .posted)",
    ),
    comment={
        "id": ("div[id^='comment']::attr(id)",),
        "author": (name,),
        "author_url": (
            ".sub_footer li > a:not([href*='mode=edit'])::attr(href)",
            ".posted > a:not([href*='mode=edit'])::attr(href)",
        ),
        "published": (".sub_footer", ".posted"),
        "body": ("[id^='comment'] > .sub_body", ".sub_body"),
    },
    drop=(".sub_footer", ".posted", ".sub_title", "#comment dl.list > dt"),
)
