"""wpDiscuz, WordPress's commonest comment plugin: ids name the comment and its parent."""

import re
from typing import Any

from scraper.rules import CommentSystem

_KEY = re.compile(r"-comm-(\d+)_(\d+)$")


def own(node: Any, page: Any) -> Any:
    """``wpd-comm-12_7``: comment 12, an answer to 7 (0 is none)."""
    found = _KEY.search(node.get("id") or "")
    return found[1] if found else None


def parent(node: Any, page: Any) -> Any:
    found = _KEY.search(node.get("id") or "")
    return found[2] if found and found[2] != "0" else None


def permalink(node: Any, page: Any) -> Any:
    return f"{page.url.partition('#')[0]}#comment-{own(node, page)}"


WPDISCUZ = CommentSystem(
    name="wpdiscuz",
    item=("[id^='wpd-comm-'].wpd-comment, [id^='wc-comm-'].wc-comment",),
    comment={
        "id": (own,),
        "parent_id": (parent,),
        "author": (".wpd-comment-author", ".wc-comment-author"),
        "author_url": (".wpd-comment-author a::attr(href)", ".wc-comment-author a::attr(href)"),
        "avatar": ("img.avatar::attr(src)",),
        "published": (".wpd-comment-date::attr(title)", ".wpd-comment-date", ".wc-comment-date"),
        "body": (".wpd-comment-text", ".wc-comment-text"),
        "url": (permalink,),
    },
    depth_class=r"(?:^|\s)w(?:pd|c)[-_]comment[-_]level-(\d+)(?=\s|$)",
    declared=(".wpdtc", ".wpd-thread-info", ".wc-comment-title", "#wc-comment-header"),
)
