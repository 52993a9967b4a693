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


def number(node: Any, page: Any = None) -> str | None:
    """A comment's number: its element's own, or that of an empty anchor right before it."""
    before = node.getprevious()
    anchor = before is not None and before.tag == "a" and not len(before) and not before.text
    named = [node.get("id") or "", (before.get("id") or "") if anchor else ""]
    return next((m[1] for name in named if (m := _ID.fullmatch(name))), None)


def with_scripts(root: Any, page: Any) -> list[Any]:
    """Elements named by a comment's number, with the scripts for it inside."""
    known = {n for _, n in _scripts(root)}
    return [el for el in root.iter("li", "div", "dl", "tr", "p") if number(el) in known] if known else []


def answered(node: Any, page: Any) -> str | None:
    """The comment around one that cannot be answered itself, or the last one before it that can."""
    own = number(node)
    if own is None or ("comment", own) in _scripts(node):
        return None
    near = [*node.iterancestors(), *node.itersiblings(preceding=True)]
    return next((n for el in near if (n := number(el)) and ("comment", n) in _scripts(el)), None)


_COMMENT = {
    "id": (number,),
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
    "body": (".tt_desc", ".desc", ".txt_reply", ".content", ".comment-desc"),
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
