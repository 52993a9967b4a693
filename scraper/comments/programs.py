"""Comments as programs of many languages print them: dasBlog, Komento, django's, DataLife Engine, Lobsters."""

import re
from typing import Any

from scraper.rules import CommentSystem

#: dasBlog (.NET): the day above, who wrote in the foot
DASBLOG = CommentSystem(
    name="dasblog",
    home=("dasblog",),
    item=(".commentBoxStyle",),
    comment={
        "id": (".commentDateStyle a[name]::attr(name)",),
        "author": (".commentBoxFooterStyle .commentPermalinkStyle",),
        "author_url": (".commentBoxFooterStyle a.commentPermalinkStyle[href^='http']::attr(href)",),
        "published": (".commentDateStyle",),
        "body": (".commentBodyStyle",),
    },
)

#: Komento, of Joomla
KOMENTO = CommentSystem(
    name="komento",
    item=("li.kmt-item[parentid]",),
    comment={
        "id": ("li.kmt-item[id]::attr(id)",),
        "parent_id": ("li.kmt-item[parentid]::attr(parentid)",),
        "author": (".kmt-author",),
        "author_url": (".kmt-author a::attr(href)",),
        "published": (".kmt-time time", ".kmt-time"),
        "body": (".kmt-text", ".kmt-body"),
        "url": (".kmt-time a::attr(href)", "a.kmt-permalink::attr(href)"),
    },
    drop=(".kmt-inreplyto",),
)

#: EasyBlog, of Joomla: the first level that a class tells is that of answers
EASYBLOG = CommentSystem(
    name="easyblog",
    item=(".eb-comment[data-comment-item]",),
    comment={
        "id": (".eb-comment[data-id]::attr(data-id)",),
        "author": (".eb-comment-info b a", ".eb-comment-info b", "[itemprop='creator']"),
        "body": (".eb-comment-body [data-comment-preview]", ".eb-comment-content", ".eb-comment-body"),
    },
)


def _name_behind_day(node: Any, page: Any) -> str | None:
    """ "Nov. 27, 2015, 8:31 a.m. - Ruth": the name behind the hour, as the framework's own template has it."""
    said = _BEHIND_HOUR.search(" ".join("".join(node.itertext()).split())) if node.tag == "dt" else None
    return said[1] if said else None


_BEHIND_HOUR = re.compile(r"(?:[ap]\.m\.|noon|midnight|:\d\d)\s-\s(.{1,80})$")

#: what django-contrib-comments prints where a site has no template of its own
DJANGO = CommentSystem(
    name="django",
    item=("dl#comments > dt[id^='c']:not([id^='comment'])",),
    comment={
        "id": ("dt[id^='c']::attr(id)",),
        "author": (_name_behind_day,),
        "published": ("dt",),
        "body": ("dd",),
    },
    extends=True,
)

#: django-comments-xtd: a thread's box holds a comment and, beside it, the boxes of its answers
DJANGO_XTD = CommentSystem(
    name="django",
    item=(".cmthread .comment-box",),
    comment={
        "id": (".comment-box[id^='comment-']::attr(id)",),
        "url": ("a.permalink::attr(href)",),
        "body": (".comment .body",),
    },
    drop=(".feedback", ".reply-box", "[id^='cm-votes']", "[id^='cm-flags']", ".permalink"),
    nested=(".cmthread .cmthread",),
)

#: DataLife Engine, of the Russian web
DATALIFE = CommentSystem(
    name="datalife",
    item=("div[id^='comment-id-']",),
    comment={
        "id": ("div[id^='comment-id-']::attr(id)",),
        "author": (".com_info .name", ".comm-author", "h4 a[href*='/user/']", "h4", ".name"),
        "published": (".com_info .grey", ".comm-date", "li"),
        "body": ("div[id^='comm-id-']",),
    },
    drop=(".cominfo", ".cmsep", ".reply"),
)

LOBSTERS = CommentSystem(
    name="lobsters",
    item=(".comment[data-shortid]",),
    comment={
        "id": (".comment[data-shortid]::attr(data-shortid)",),
        "author": (".byline a[href^='/~']:not(:has(img))", ".byline a[href^='/u/']:not(:has(img))"),
        "author_url": (".byline a[href^='/~']:not(:has(img))::attr(href)",),
        "published": (".byline time",),
        "body": (".comment_text",),
        "url": (".byline a[href^='/c/']::attr(href)",),
    },
)
