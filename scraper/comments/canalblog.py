"""Canalblog's comments: the words, a foot that names writer and day, answers in lists of levels."""

import re
from typing import Any

from scraper.rules import CommentSystem


def writer(node: Any, page: Any) -> str | None:
    """A name without a link, between "Posté par" and the day."""
    foot = next((el for el in node.iter("div") if el.get("class") == "itemfooter"), None)
    told = (foot.text or "").strip() if foot is not None else ""
    return _DAY.split(told.removeprefix("Posté par"))[0].strip(" ,:") or None


_DAY = re.compile(r",\s*(?=\d{1,2}\s)")  # "Ann, 8 septembre 2010 à 09:19"


CANALBLOG = CommentSystem(
    name="canalblog",
    home=("canalblog",),
    item=(".comment_item[id^='comment_']",),
    comment={
        "id": (".comment_item::attr(data-cid)",),
        "author": (".itemfooter > a", writer),
        "published": (".itemfooter abbr.timeago", ".itemfooter"),
        "avatar": ("img.gravatar::attr(src)",),
    },
    drop=(".itemfooter", ".pp-container"),
    depth_class=r"(?:^|\s)level-(\d+)(?=\s|$)",
)
