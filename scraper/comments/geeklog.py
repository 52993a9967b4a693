"""Geeklog's comments: each a block behind the other, how far it is moved to the right in its class."""

import re
from typing import Any

from scraper.rules import CommentSystem

#: "Authored by: NAME (Anonymous User)", in the languages that Geeklog speaks; the day may follow in the same line
_GUEST = re.compile(
    r"\s*(?:[^:：]{1,30}[:：]|par)\s*([^\xa0]+?)(?:\s+\([^()]+\))?\s*(?:\xa0[^\xa0]{1,12}\xa0.*)?", re.S
)


def guest(node: Any, page: Any) -> str | None:
    """The name of who has no account here, without the words that say so."""
    for el in node.iter("ul", "div", "li"):
        if {"uk-comment-meta", "author"} & set((el.get("class") or "").split()):
            told = _GUEST.fullmatch("".join(next(el.iter("li"), el).itertext()))
            return told[1] if told else None
    return None


GEEKLOG = CommentSystem(
    name="geeklog",
    home=("geeklog",),
    loose=(".block-comment-content[class*='level-']", "article.uk-comment[class*='level-']"),
    comment={
        "id": ("a[rel='bookmark']::attr(href)",),
        "author": (".uk-comment-meta a[href*='users.php'], li.author a[href*='users.php']", guest),
        "published": (".uk-comment-meta > li:first-child + li", ".uk-comment-meta", "li.author"),
        "body": (".uk-comment-body", ".block-comment-content > .comment"),
        "url": ("a[rel='bookmark']::attr(href)",),
    },
    depth_class=r"(?:^|\s)level-(\d+)(?=\s|$)",
    declared=(".commentbar_status", "#commentarea ul.status > li:first-child + li"),
)
