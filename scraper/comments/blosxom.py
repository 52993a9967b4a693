"""Blosxom's writebacks and PyBlosxom's comments, as the plug-ins print them where no flavour says otherwise."""

from copy import deepcopy
from typing import Any

from lxml import etree

from scraper.rules import CommentSystem

_FIRST, _LAST = "Name/Blog:", "Comment/Excerpt:"


def writebacks(root: Any, page: Any) -> list[Any]:
    """The paragraphs whose values stand behind labels: name, address, title and the words last."""
    labels = (b for b in page.index.by_tag.get("b", ()) if b.text == _FIRST)
    return [*dict.fromkeys(b.getparent() for b in labels)]


def _behind(node: Any, label: str) -> str | None:
    told = (b.tail for b in node.iterchildren("b") if b.text == label)
    return (next(told, None) or "").strip() or None


def name(node: Any, page: Any) -> str | None:
    return _behind(node, _FIRST)


def homepage(node: Any, page: Any) -> str | None:
    return _behind(node, "URL:")


def excerpt(node: Any, page: Any) -> Any:
    """What stands behind the last label, in an element of its own, which the page has none for."""
    label = next((b for b in node.iterchildren("b") if b.text == _LAST), None)
    if label is None:
        return None
    apart = etree.Element("div")
    apart.text = label.tail
    apart.extend(map(deepcopy, label.itersiblings()))
    return apart


def second(node: Any, page: Any) -> str | None:
    """The second in which PyBlosxom got a comment, its own name for it, without what follows the point."""
    return next((a.get("name").partition(".")[0] for a in node.iterchildren("a") if a.get("name")), None)


BLOSXOM = CommentSystem(
    name="blosxom",
    home=("blosxom",),
    item=(writebacks, ".blosxomComment"),
    loose=(".comments-body:has(> .comments-post)", "table:has(td.story-title > a.story-title)"),
    comment={
        "id": (second,),
        "author": (name, "td.story-title > a.story-title"),
        "author_url": (homepage, "a.story-title::attr(href)"),
        "published": (".comments-post", "td.story-title"),
        "body": (excerpt, "table > tr + tr > td, table > tbody > tr + tr > td"),
    },
    nested=("table:has(td.story-title) + ul",),
    drop=(".comments-post", "a[href*='?parent=']"),
    declared=("a[href$='.comments'], a[href$='.writeback']",),
)
