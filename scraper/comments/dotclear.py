"""Dotclear's comments: dt/dd pairs of its first decade, list items since; the byline is a sentence of its language."""

import re
from typing import Any

from scraper.rules import CommentSystem

#: "On Monday, July 4 2011, 15:02 by NAME": whatever the language, the name stands a word after the time
_AFTER_TIME = re.compile(r"\d{1,2}\s?[:h]\s?\d\d\S*\s+\S+\s+(\S.*)$")
#: "3 From NAME - 04/07/2011, 15:02": day before month in every language
_BEFORE_DATE = re.compile(r"^\S+\s+(\S.*?)\s+-\s+(?:(\d\d)/(\d\d)/(\d{4}),?\s+(\d\d:\d\d))?")


def _sentence(node: Any) -> str:
    """The byline's words without the comment's number."""
    info = node if node.tag == "dt" else next(iter(node.iterchildren("p", "div")), node)
    number = next((a for a in info.iter("a") if "-number" in (a.get("class") or "")), None)
    text = "".join(info.itertext())
    if number is not None:
        text = text.replace("".join(number.itertext()), " ", 1)
    return " ".join(text.split())


def author(node: Any, page: Any) -> str | None:
    """The name in a byline, linked or not."""
    found = (_AFTER_TIME if node.tag == "dt" else _BEFORE_DATE).search(_sentence(node))
    return found[1] if found else None


def published(node: Any, page: Any) -> str | None:
    """The date of a list item that has no element of its own for it."""
    found = _BEFORE_DATE.search(_sentence(node)) if node.tag != "dt" else None
    return f"{found[4]}-{found[3]}-{found[2]}T{found[5]}:00" if found and found[2] else None


DOTCLEAR = CommentSystem(
    name="dotclear",
    home=("dotclear",),
    item=(
        "#comments dl > dt[id^='c']",
        ".comments-list > dt",
        ".comment-list dt[id^='c']",
    ),
    loose=(
        "#comments dl > dt[id^='c'], .pings dl > dt[id^='c']",
        ".comments-list > li[id^='c'], #comments > ul > li[id^='c']",
    ),
    comment={
        "id": ("dt[id^='c']::attr(id)", "li[id^='c']::attr(id)", "a[id^='c']::attr(id)"),
        "author": ("dt .comment-author", "dt a[rel~='nofollow']", "dt strong", author),
        "author_url": (
            "dt a[rel][href]::attr(href)",
            ".comment-info a[rel][href]::attr(href)",
            ".pings dd > p:first-child > a::attr(href)",
        ),
        "published": (".comment-info time", published),
        "body": ("dd.comment-content", "dd", ".comment-content"),
    },
    trackback=("li.ping", ".pings dt"),
    drop=("dd blockquote + .comment-info", ".comment-info", ".comment-read-it"),
    extends=True,
)
