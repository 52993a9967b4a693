"""bBlog's comments: a title, a line that ends in "by NAME", and the words; how far it is moved in tells its level."""

import re
from typing import Any

from scraper.rules import CommentSystem

_BY = re.compile(r"\b(?:by|Trackback from)\s+(.+?)\s*(?:•|$)", re.S)
_TRACKED = re.compile(r"\s*Trackback from\b")


def _byline(node: Any) -> str:
    """The line about a comment: the first in bold, else the block behind the words, else the cell above them."""
    bold = next(node.iterchildren("strong", "b"), None)
    told = bold if bold is not None else next(_classed(node, "comments-post", "authortd"), None)
    return "".join(told.itertext()) if told is not None else ""


def _classed(node: Any, *names: str) -> Any:
    return (el for el in node.iter("div", "td") if el.get("class") in names)


def author(node: Any, page: Any) -> str | None:
    found = _BY.search(_byline(node).partition("\xa0")[0].replace("\n", " "))
    return found[1].split("  ")[0] if found else None


def kind(node: Any, page: Any) -> str | None:
    return "trackback" if _TRACKED.match(_byline(node)) else None


def key(node: Any, page: Any) -> str | None:
    """The number in a comment's link to answer it."""
    links = (a.get("href") or "" for a in node.iter("a"))
    return next((to.partition("replyto=")[2].partition("#")[0] for to in links if "replyto=" in to), None)


def level(node: Any, page: Any) -> str | None:
    """The width of the empty cell before a comment in a table, in steps of 25."""
    wide = next((el.get("width") or "" for el in _classed(node, "indenttd")), "")
    return str(int(wide) // 25) if wide.isdecimal() and len(wide) < 5 else None


def tables(root: Any, page: Any) -> list[Any]:
    """The tables of one comment each."""
    around = (next(cell.iterancestors("table"), None) for cell in page.index.by_class.get("authortd", ()))
    return [table for table in dict.fromkeys(around) if table is not None]


BBLOG = CommentSystem(
    name="bblog",
    home=("bblog",),
    loose=(
        ".comment:has(> h4.comment)",
        ".comments-body:has(> .comments-post)",
        tables,
    ),
    comment={
        "id": (key,),
        "author": (author,),
        "author_url": ("a[href^='http']:not([href*='replyto='])::attr(href)",),
        "published": (".comments-post",),
        "body": (".commenttd", ".comment > p"),
        "kind": (kind,),
        "depth": (level,),
    },
    drop=("h4.comment", ".comment > strong", ".comment > b", ".tburl", ".comments-post"),
)
