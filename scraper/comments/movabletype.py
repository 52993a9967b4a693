"""Movable Type and TypePad: byline after the text in the early templates, before it since 4; replies name their parent."""

import re
from itertools import islice
from typing import Any

from scraper.rules import CommentSystem


def reply_to(node: Any, page: Any) -> Any:
    """ "replied to <a href=#comment-12>comment from X</a>": the parent, where it is not the permalink of a date."""
    mine = (node.get("id") or "").rpartition("-")[2]
    for a in node.iter("a"):
        href = a.get("href") or ""
        permalink = a.find(".//abbr") is not None or "cid=" in href  # TypePad's names a comment twice
        if "#comment-" in href and mine and not href.endswith("-" + mine) and not permalink:
            inside = next(
                (
                    p
                    for p in a.iterancestors()
                    if p is node or (p.get("class") or "").startswith("comment-content")
                ),
                None,
            )
            if inside is node:
                return href.rpartition("#")[2]
    return None


_WEBLOG = ("Weblog", "ウェブログ")
_FROM = re.compile(r"\s*from\s+(\S.{0,200})")
#: the same in the header of later templates: "TITLE from WEBLOG on DAY", "TITLE - WEBLOG DAY"
_SENT = re.compile(r"\s*(?:-|from|von|depuis|van|desde)\s+(\S.{0,200}?)(?:\s+(?:on|zu|sur|op|el))?\s*")
_BEFORE = re.compile(r"\s*(\S.*?)\s+-\s*")


def weblog(node: Any, page: Any) -> str | None:
    """The weblog that a trackback names: "» TITLE from WEBLOG" (3.2 and later), "Weblog: WEBLOG" (before)."""
    label = next((b for b in node.iter("b") if (b.text or "").strip(" :：") in _WEBLOG), None)
    if label is not None:
        return (label.tail or "").strip() or None
    if "trackback" in (node.get("class") or ""):
        told = (_FROM.match(a.tail) for a in node.iter("a") if a.tail)
        return _sender(node) or next((m[1].strip() for m in told if m), None)
    return None


def _sender(node: Any) -> str | None:
    """The weblog behind the title of a trackback with a number, or before it: "WEBLOG - TITLE (DAY)" in Japanese."""
    title = next(node.iter("a"), None) if (node.get("id") or "").startswith("ping-") else None
    if title is None:
        return None
    told = _SENT.fullmatch(title.tail or "") or _BEFORE.fullmatch(title.getparent().text or "")
    return told[1] if told else None


def kind(node: Any, page: Any) -> str | None:
    return "trackback" if weblog(node, page) else None


#: trackbacks of the templates since 3.2, in a list of their own above or below that of the comments
TRACKBACKS = ".trackback[id]:has(.trackback-footer), .trackback[id^='ping-']"

MOVABLE_TYPE_4 = CommentSystem(
    name="movabletype",
    home=("movabletype", "typepad"),
    item=(
        f"#comments-content .comment[id^='comment-'], #comments > article.comment[id^='comment-'], {TRACKBACKS}",
        f".comments-content .comment[id^='comment-'], {TRACKBACKS}",
        f"#comments .comment:has(> .inner), {TRACKBACKS}", f".comments-content > .comment, {TRACKBACKS}",
    ),
    comment={
        "id": (".comment[id^='comment-']::attr(id)",),
        "parent_id": (reply_to, ".comment-reply h3 a[href*='#comment-']::attr(href)"),
        "author": (".byline .vcard.author", ".byline .author", ".vcard .fn", "header .vcard.author", "article.comment > header > h3", weblog, ".byline a[rel~='nofollow']", ".comment-author", ".comment-footer a[rel~='nofollow']"),
        "author_url": (".vcard.author a::attr(href)", ".byline .author a::attr(href)", ".comment-footer a[rel~='nofollow']::attr(href)"),
        "published": ("abbr.published", ".comment-timestamp", ".comment-footer", ".trackback-footer",
                      ".trackback > .info > time", ".trackback-header a[href*='#ping-']", ".byline"),
        "body": (".comment-content", ".trackback-content"),
        "url": (".byline a[href*='#comment-']:has(abbr)::attr(href)",  "article.comment > header > a[href*='#comment-']::attr(href)", ".comment-footer a[href*='#comment-']::attr(href)"),
    },
    nested=(".comments-parent-container",),
    drop=(".comment-header", ".comment-footer", ".comment-avatar", ".trackback-footer", "article.comment > header",
          ".trackback-header", ".trackback > .info"),
    trackback=(".trackback",),
    declared=(".comments-header", ".comment-header-count", ".asset-meta a[href*='#comments']"),
)  # fmt: skip

MOVABLE_TYPE_CLASSIC = CommentSystem(
    name="movabletype",
    home=("movabletype", "typepad"),
    loose=(".comments-body:not(#comments), .trackback-body:has(> .trackback-post)",),
    item=(
        ".comments-body:has(.comments-post), .trackback-body:has(> .trackback-post)",
        "#comments > .comment:has(.comment-footer)",
        ".comments > .comment:has(.comment-footer)",
    ),
    comment={
        "id": (
            "a[id^='c']::attr(id)",
            "a[name^='c']::attr(name)",
            ".comment[id]::attr(id)",
            "a[href*='__mode=red'][href*='id=']::attr(href)",  # the name leads to the author's site by the comment's id
        ),
        "author": (weblog, "span.comments-post > a:not([href*='#'])", "span.comments-post"),
        "published": (".comments-post",),
        "kind": (kind,),
    },
    declared=(".comments-head", ".comments-header"),
)

_ANCHOR = re.compile(r"c\d+")
_BYLINE = re.compile(r"\s*posted\b.{0,40}\bby\b", re.I)


def anchors(root: Any, page: Any) -> list[Any]:
    """The empty anchors of comments in the first templates, each before its paragraphs and "Posted by: Ann | May 6, 2010"."""
    named = [(el, el.get("id") or el.get("name") or "") for el in page.index.by_tag.get("a", ())]
    heads = [el for el, name in named if _ANCHOR.fullmatch(name) and not (el.text or "").strip()]
    return [el for el in heads if _signed(el) is not None]


def _signed(head: Any) -> Any:
    """The byline behind the paragraphs of a comment, up to which no other comment begins."""
    for el in islice(head.itersiblings(), 60):
        if el.tag == "a" and _ANCHOR.fullmatch(el.get("id") or el.get("name") or ""):
            return None
        if el.tag == "p" and "posted" in (el.get("class") or "").split():
            return el if _BYLINE.match("".join(el.itertext())) else None
    return None


MOVABLE_TYPE_FIRST = CommentSystem(
    name="movabletype",
    home=("movabletype", "typepad"),
    loose=(anchors,),
    comment={
        "id": ("a[id^='c']::attr(id)", "a[name^='c']::attr(name)"),
        "author": ("p.posted > a:not([href*='#'])", "p.posted"),
        "published": ("p.posted",),
    },
    drop=("p.posted",),
    extends=True,
)

TYPEPAD = CommentSystem(
    name="typepad",
    home=("movabletype", "typepad"),
    item=(".comment[id^='comment-6a']", "#comments .comment:has(.comment-footer)"),
    comment={
        "id": (".comment[id^='comment-']::attr(id)", "a[id^='c']::attr(id)"),
        "author": (".comment-footer .vcard", ".comment-footer a[rel~='nofollow']", ".comment-author"),
        "published": (".comment-footer .comment-timestamp", ".comment-footer"),
        "body": (".comment-content",),
        "url": (
            ".comment-footer a[href*='#comment-']::attr(href)",
            ".comment-footer a[href*='#c']::attr(href)",
        ),
    },
    drop=(".comment-footer",),
    declared=(".comments-header", "#comments > h2", "#comments h3"),
)
