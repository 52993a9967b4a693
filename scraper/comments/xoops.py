"""XOOPS's comments: tables of old, rows of Bootstrap's grid today; answers stand behind, moved in by columns or cells."""

import re
from typing import Any

from scraper.rules import CommentSystem

_ID = re.compile(r"comment(\d+)")
_OFFSET = re.compile(r"(?:^|[\s-])offset-(?:\w+-)?(\d+)")


def posts(root: Any, page: Any) -> list[Any]:
    """The row of a table that holds the anchor of a comment."""
    anchors = (a for a in root.iter("a") if _ID.fullmatch(a.get("id") or "") and a.getparent().tag == "td")
    return [a.getparent().getparent() for a in anchors]


def number(node: Any, page: Any) -> str | None:
    """The number of a comment, in the id of its element or of the anchor in its row."""
    told = (_ID.fullmatch(el.get("id") or "") for el in node.iter("div", "a", "tr"))
    return next((found[1] for found in told if found), None)


def depth(node: Any, page: Any) -> str:
    """How far a comment is moved in: by its column, or by the cells before the tables around it."""
    moved = _OFFSET.search(node.getparent().get("class") or "")
    if moved:
        return moved[1]
    before = (td.getprevious() for td in node.iterancestors("td"))
    widths = (td.get("width") or "" for td in before if td is not None)
    return str(sum(int(width) // 25 for width in widths if width.isdecimal()))


def name(node: Any, page: Any) -> Any:
    """The first cell of a comment's first row."""
    return (
        next(node.iter("td"), None)
        if node.tag == "tr"
        else next((el for el in node.iter("div") if "col-" in (el.get("class") or "")), None)
    )


def home(node: Any, page: Any) -> str | None:
    """Where the name leads."""
    cell = name(node, page)
    links = (a.get("href") for a in cell.iter("a")) if cell is not None else ()
    return next(filter(None, links), None)


XOOPS = CommentSystem(
    name="xoops",
    home=("xoops",),
    loose=(".xoops-comment-template[id^='comment']", posts),
    comment={
        "id": (number,),
        "depth": (depth,),
        "author": (name,),
        "author_url": (home,),
        "published": (".comDate", "small"),
        "body": (".message-text", ".comText"),
    },
    drop=(".comTitle", "h4"),
)  # fmt: skip
