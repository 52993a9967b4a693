"""PluXml's comments: number, day, name and a verb in one line, a level in the class of each."""

import re
from typing import Any

from scraper.rules import CommentSystem

#: "- NAME said :" behind the day, in the languages that PluXml speaks
_SAID = re.compile(
    r"\s*-?\s*(.+?)\s+(?:a dit|a dich|a spus|escreveu|ha detto|ha dicho|mówi|rzekł|said|sagte|zei|сказал)\s*:\s*",
    re.S,
)


def author(node: Any, page: Any) -> str | None:
    """The name, linked or not, between the day and the verb."""
    day = next(node.iter("time"), None)
    if day is None:
        return None
    behind = "".join([day.tail or "", *("".join((*e.itertext(), e.tail or "")) for e in day.itersiblings())])
    told = _SAID.fullmatch(behind)
    return told[1] if told else None


PLUXML = CommentSystem(
    name="pluxml",
    home=("pluxml",),
    loose=("div.comment:has(.nbcom)",),
    comment={
        "id": (".comment[id^='c']::attr(id)",),
        "author": ("small > time ~ a", author),
        "author_url": ("small > time ~ a::attr(href)",),
        "published": ("small > time",),
        "body": (".content_com",),
        "url": ("a.nbcom::attr(href)",),
    },
    depth_class=r"(?:^|\s)level-(\d+)(?=\s|$)",
    declared=("#comments > span",),
)
