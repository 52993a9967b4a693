"""Comments that a script draws into a page of a static site, as a browser or an archiver saves it."""

from typing import Any

from scraper.rules import CommentSystem

_CONTENT = frozenset(["tk-content", "wl-content", "vcontent"])


def mentioned(node: Any, page: Any) -> str | None:
    """The comment that an answer's first words link to, "@Ann", where the widget shows two levels alone."""
    own = next(
        (e for e in node.iter("div") if e.get("class") in _CONTENT), None
    )  # before those of its answers
    first = next(own.iter("a"), None) if own is not None else None
    if first is None or not (first.text or "").lstrip().startswith("@"):
        return None
    target = first.get("href") or ""
    return target[1:] or None if target.startswith("#") else None


WALINE = CommentSystem(
    name="waline",
    item=(".wl-card-item",),
    comment={
        "id": (".wl-card-item[id]::attr(id)",),
        "parent_id": (mentioned,),
        "author": (".wl-nick",),
        "author_url": ("a.wl-nick[href]::attr(href)",),
        "published": (".wl-time",),
        "body": (".wl-content",),
    },
    drop=(".wl-badge", ".wl-comment-actions", ".wl-meta", ".wl-content > p:has(> a[href^='#'] + span)"),
    external=("#waline", "#vcomment", "#valine"),
)

#: what Waline grew from
VALINE = CommentSystem(
    name="valine",
    item=(".vcards .vcard[id]:has(.vcontent)",),
    comment={
        "id": (".vcard[id]::attr(id)",),
        "parent_id": (mentioned,),
        "author": (".vnick",),
        "author_url": ("a.vnick[href]::attr(href)",),
        "published": (".vtime",),
        "body": (".vcontent",),
    },
    drop=(".vsys", ".vat"),
    external=("#vcomments",),
    declared=(".vcount .vnum",),
)

TWIKOO = CommentSystem(
    name="twikoo",
    item=(".tk-comment[id]",),
    comment={
        "id": (".tk-comment[id]::attr(id)",),
        "parent_id": (mentioned,),
        "author": (".tk-nick",),
        "author_url": ("a.tk-nick[href]::attr(href)",),
        "published": (".tk-time time", ".tk-time"),
        "body": (".tk-content",),
    },
    drop=(".tk-content > span:has(> a[href^='#'])", ".tk-extras", ".tk-action"),
    external=("#twikoo", "#tcomment"),
    declared=(".tk-comments-count",),
)

ARTALK = CommentSystem(
    name="artalk",
    item=(".atk-comment-wrap",),
    comment={
        "id": (".atk-comment-wrap[id]::attr(id)",),
        "author": (".atk-nick",),
        "author_url": (".atk-nick a[href]::attr(href)",),
        "published": (".atk-date",),
        "body": (".atk-content",),
    },
    external=("#Comments.artalk", ".artalk", "script[src*='Artalk.js']"),
    declared=(".atk-comment-count-num",),
)

#: of Matrix's rooms
CACTUS = CommentSystem(
    name="cactus",
    item=(".cactus-comment",),
    comment={
        "author": (".cactus-comment-displayname",),
        "author_url": ("a.cactus-comment-displayname[href]::attr(href)",),
        "published": (".cactus-comment-time",),
        "body": (".cactus-comment-body",),
    },
    external=("#cactus-comments", "script[src*='cactus.chat']"),
)

#: webmentions as Eleventy's and Jekyll's plug-ins list them
WEBMENTIONS = CommentSystem(
    name="webmentions",
    item=(".webmentions .webmention",),
    comment={
        "id": (".webmention[id]::attr(id)",),
        "author": (".webmention__author .p-name", ".webmention__author"),
        "author_url": ("a.webmention__author::attr(href)", ".webmention__author a::attr(href)"),
        "published": (".webmention__pubdate",),
        "body": (".webmention__content",),
        "url": (".webmention__source::attr(href)",),
        "kind": (".webmention::attr(class)",),
    },
    drop=(".webmention__meta",),
)

#: pelican-comment-system's own template
PELICAN = CommentSystem(
    name="pelican",
    item=("article[id^='comment-']:has(> a[rel='bookmark'])",),
    comment={
        "id": ("article[id^='comment-']::attr(id)",),
        "author": ("article > h4",),
        "published": ("abbr.published",),
        "url": ("article > a[rel='bookmark']::attr(href)",),
    },
    drop=("article > a[rel='bookmark']", "article > h4", "p:has(> abbr.published)"),
)


def who(node: Any, page: Any) -> str | None:
    """The name behind the one word, or two, of "Comment by Ann | 12 May", before the sign."""
    said = next((p.text or "" for p in node.iterchildren("p") if p.get("class") == "info"), "")
    told = said.strip().rstrip("|").split(maxsplit=2)
    return told[2].strip() if len(told) == 3 else None


#: the owner's answer stands in a block of its own within what it answers
CONTAO = CommentSystem(
    name="contao",
    item=(".comment_default, .comment_default > .reply",),
    comment={
        "id": (".comment_default[id]::attr(id)",),
        "author": (who,),
        "published": (".info time",),
        "body": (".comment",),
    },
    drop=(".info",),
)
