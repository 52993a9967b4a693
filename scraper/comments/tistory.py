"""Comments of Tistory, and of Textcube and Tattertools, whose skins it reads: two levels, whatever the skin.

No skin can do without the scripts that answer and delete a comment, which name its number; what stands on the
second level has none to answer it.
"""

import re
from typing import Any

from scraper.rules import CommentSystem

_ID = re.compile(r"comment(\d+)")
_SCRIPT = re.compile(r"\b(comment|delete)Comment\((\d+)\)")


def _scripts(node: Any) -> set[tuple[str, str]]:
    return {
        (m[1], m[2])
        for el in node.iter("a", "span", "button")
        for m in _SCRIPT.finditer(el.get("onclick") or "")
    }


def _number(node: Any) -> str | None:
    told = _ID.fullmatch(node.get("id") or "") if isinstance(node.tag, str) else None
    return told[1] if told else None


def with_scripts(root: Any, page: Any) -> list[Any]:
    """Elements named by a comment's number, with the scripts for it inside."""
    known = {number for _, number in _scripts(root)}
    return [el for el in root.iter("li", "div", "dl", "tr", "p") if _number(el) in known] if known else []


def answered(node: Any, page: Any) -> str | None:
    """The comment around one that cannot be answered itself, or the last one before it that can."""
    number = _number(node)
    if number is None or ("comment", number) in _scripts(node):
        return None
    near = [*node.iterancestors(), *node.itersiblings(preceding=True)]
    return next((n for el in near if (n := _number(el)) and ("comment", n) in _scripts(el)), None)


_COMMENT = {
    "id": ("li[id^='comment']::attr(id)", "div[id^='comment']::attr(id)"),
    "parent_id": (answered,),
    "author": (
        ".tt-link-user",
        ".tit_nickname",
        ".txt_name",
        ".nickname",
        ".name",
        ".author",
        ".comment-writer",
    ),
    "published": (".tt_date", ".date", ".txt_date"),
    "body": (".tt_desc", ".desc", ".txt_reply", ".content", ".comment-desc", "p"),
}

TISTORY = CommentSystem(
    name="tistory",
    home=("tistory",),
    own=(".tt-item-reply, .tt-link-user, .tt_date, .tt_desc",),  # the rest is Textcube's, too
    item=(
        ".tt-item-reply",
        "#entry0Comment li[id^='comment'], .commentList li[id^='comment'], .list_reply li[id^='comment'], .comment-list li[id^='comment']",
    ),
    loose=(with_scripts,),
    comment=_COMMENT,
)  # fmt: skip

TEXTCUBE = CommentSystem(name="textcube", home=("textcube",), loose=(with_scripts,), comment=_COMMENT)
