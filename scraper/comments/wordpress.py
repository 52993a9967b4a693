"""WordPress's own comments: every theme since 2003, classic lists, walkers of other tags, and comment blocks."""

import re
from collections.abc import Callable
from typing import Any

from scraper.rules import CommentSystem

_ID = re.compile(r"^(?:li-|div-|wp-)?comment-\d+$")
_REPLY_ID = re.compile(r"^comment-reply-\d+$")  # of an answer in the templates of BootstrapMade
_TEXT_HOLDER = re.compile(r"(?:^|[\s_-])text[_-]?holder(?:$|\s)")
_DEPTH = re.compile(r"(?:^|\s)depth-\d+(?=\s|$)")
_TAGS = frozenset(("li", "ul", "ol", "dl", "dd", "p", "div", "article", "section", "dt", "tr", "blockquote"))


def numbered(root: Any, page: Any) -> list[Any]:
    """Elements with a comment's id, or with the classes of ``comment_class()``; ids inside an item repeat it."""
    return _items(page, lambda e: bool(_DEPTH.search(e.get("class"))))


def classed(root: Any, page: Any) -> list[Any]:
    """The same, and list items that themes class without a depth (pingbacks have no id in some)."""
    return _items(
        page,
        lambda e: (e.tag == "li" or bool(_DEPTH.search(e.get("class")))) and "wp-block" not in e.get("class"),
    )


def _items(page: Any, good: Callable[[Any], bool]) -> list[Any]:
    found = {
        _around(e) for key, els in page.index.by_id.items() if _ID.match(key) for e in els if e.tag in _TAGS
    }
    replies = (e for key, els in page.index.by_id.items() if _REPLY_ID.match(key) for e in els)
    found.update(e for e in replies if e.tag in _TAGS and "comment" in (e.get("class") or "").split())
    for name in ("comment", "pingback", "trackback"):
        named = page.index.by_class.get(name, ())
        found.update(e for e in named if e.tag in _TAGS and good(e) and not _lists_answers(e))
    found.update(e for e in page.index.by_class.get("ping", ()) if e.tag == "li")  # lists of pingbacks alone
    return sorted(found, key=page.index.order.__getitem__)


def listed(root: Any, page: Any) -> list[Any]:
    """The items of a list that is named as WordPress names it, and those of the lists of answers within, classed alike."""
    named = (e for name in ("commentlist", "comment-list") for e in page.index.by_class.get(name, ()))
    lists = [e for e in (*named, *page.index.by_id.get("commentlist", ())) if e.tag in ("ol", "ul")]
    found: set[Any] = set()
    for el in lists:
        items = [*el.iterchildren("li")]
        if not found.isdisjoint(items):
            continue  # a list of answers named as that around it
        alike = {name for item in items for name in (item.get("class") or "").split() if "comment" in name}
        inner = (li for item in items for li in item.iterdescendants("li"))
        found.update(items, (li for li in inner if not alike.isdisjoint((li.get("class") or "").split())))
    return sorted(found, key=page.index.order.__getitem__)


def _lists_answers(el: Any) -> bool:
    """Is it a list within a comment, classed as that is: ``<ul class="comment comment-385">`` (Virtue)?"""
    return el.tag in ("ul", "ol") and any(_ID.match(e.get("id") or "") for e in el.iterchildren("li"))


def _around(el: Any) -> Any:
    """The item whose byline alone has the id: ``<li class="comment"><p class="info" id="comment-7">`` (SilverStripe)."""
    if _TEXT_HOLDER.search(el.get("class") or ""):  # its byline stands beside it, in the item of the list
        item = next(el.iterancestors("li"), None)
        inside = item.iterdescendants("div", "p") if item is not None else ()
        if sum(bool(_ID.match(e.get("id") or "")) for e in inside) == 1:
            return item
    parent = el.getparent()
    item = el.tag == "p" and parent is not None and parent.tag == "li" and el.getprevious() is None
    return parent if item and "comment" in (parent.get("class") or "").split() else el


def behind_excerpt(node: Any, page: Any) -> str | None:
    """The weblog's name in a pingback of Customizr: ``<a><sup>1</sup><span class="excerpt">…</span> - WEBLOG</a>``."""
    if "pingback" not in (node.get("class") or ""):
        return None
    said = next((e for e in node.iterfind("a/span[@class='excerpt']")), None)
    return (said.tail or "").strip(" -–—\n\t") or None if said is not None else None


WORDPRESS = CommentSystem(
    name="wordpress",
    home=("wordpress",),
    own=(  # ``comment-7`` numbers the comments of many platforms
        "[class*='depth-'], a[href*='replytocom='], [data-commentid], .bypostauthor, .byuser, .commentmetadata",
        ".comment-author.vcard, [id^='li-comment-'], [id^='div-comment-'], .wp-block-comment-content",
        "ol.commentlist, a[rel~='external'][rel~='nofollow'].url, form[action*='wp-comments-post']",
    ),
    loose=(classed,),
    item=(numbered, listed),
    comment={
        "id": (  # some themes count their list items: WordPress's own number stands in the link to answer, and within
            "a.comment-reply-link::attr(data-commentid)", "[id^='div-comment-']::attr(id)",
            "[id^='comment-']:not([id^='comment-reply-'])::attr(id)", "[id^='li-comment-']::attr(id)",
        ),
        "author": (
            behind_excerpt, ".comment-author .fn", ".wp-block-comment-author-name", ".comment__author-name", ".comment__author", "cite.fn", ".fn", ".comment-author cite", ".comment-author-name",
            ".comment_author", ".commentauthor", ".comment-author b", ".comment-author strong", ".comment-author a.url", "a.url[rel~='external']",
            ".author-name", ".commentername", ".comment-name .comment-author", ".comment-name", ".commentby", ".comment-by", "cite .author", "cite", ".comment-link", ".comment-author", ".comment_name", ".comment-header .author",
            ".authorname", ".authorlink", "a[rel~='external'][rel~='nofollow']", ".author",
        ),
        "author_url": (
            ".fn a[href]::attr(href)", "a.fn[href]::attr(href)", ".wp-block-comment-author-name a::attr(href)", "cite a[href]::attr(href)",
            ".comment-author a[href]::attr(href)", "a.url[href]::attr(href)", ".pingback > a[href]:has(> .excerpt)::attr(href)",
        ),
        "parent_id": (".comment-parent-info[data-parent-id]::attr(data-parent-id)",),
        "avatar": ("img.avatar::attr(src)", "img.photo::attr(src)"),
        "published": (
            ".comment-metadata time", ".comment-meta time", ".wp-block-comment-date time", ".comment-date", ".commentmetadata",
            ".comment-meta .date", "time", "abbr.published", ".comment-meta", ".comment-time", ".commentdate", ".comment_date",
            ".comment_time", ".date", ".comment-metadata", ".meta", ".commentinfo", ".comment-info", ".comment-date-link", ".ping-meta",
        ),
        "body": (
            ".comment-content", ".wp-block-comment-content", ".comment_content", ".comment-text", ".commenttext", ".comment_text",
            ".comment-entry", ".commentcontent", ".comment-txt", ".comment-copy", ".commententry", ".comment-inner-content", ".comment-the-content",
            ".ping-content", ".pingback > a > .excerpt",
        ),
        "url": (
            ".comment-metadata a[href*='#comment-']::attr(href)", ".wp-block-comment-date a[href]::attr(href)",
            ".comment-meta a[href*='#comment-']::attr(href)", "a[href*='#comment-']::attr(href)",
        ),
        "kind": (".pingback::attr(class)", ".trackback::attr(class)"),
    },
    pingback=("li.ping", ".pinglist > li"),
    drop=(".comment-author", ".comment-meta", ".commentmeta", ".commentmetadata", ".comment-metadata", ".wp-block-comment-reply-link",
          ".wp-block-comment-edit-link", ".wp-block-comment-author-name", ".wp-block-comment-date", ".comment-header",
          ".comment-awaiting-moderation", ".jp-carousel", ".comment-reply-title"),
    depth_class=r"(?:^|\s)depth-(\d+)(?=\s|$)",
    declared=(".comments-title", "#comments-title", "h3#comments", "h2#comments", "#comments > h2", "#comments > h3",
              ".wp-block-comments-title", ".comment-title", ".comments-number", "#comment-switch, #comment_switch", ".comments-link a", ".comments-link", ".comment-count"),
)  # fmt: skip
