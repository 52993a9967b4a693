"""Blogger: classic templates, layouts, and what its dynamic views leave in the page."""

import re
from itertools import chain
from typing import Any

from scraper.rules import Platform

_TYPE = re.compile(r"""["']pageType["']:\s*["'](\w+)""")
_POSTS = frozenset(("post", "hentry", "post-body"))
_KINDS = {"item": "post", "static_page": "page", "archive": "archive", "error_page": "error"}


def told_kind(page: Any) -> str | None:
    """What the script at the foot of every page tells the gadgets of its type; labels are of type ``index``, too.

    Or a message where the posts would be: for a search or a label it says that there are none.
    """
    scripts = (script.text or "" for script in reversed(page.index.by_tag.get("script", ())))
    hidden = (
        text for _, text in page.remarks
    )  # many templates end in "<!--", behind which it puts its script
    for text in chain(scripts, hidden):
        if "_SetDataContext" in text:
            found = _TYPE.search(text)
            return _KINDS.get(found[1]) if found else None
    names = page.index.by_class
    says_none = "status-msg-body" in names and _POSTS.isdisjoint(names) and "/search" not in page.url
    return "error" if says_none else None


BLOGGER = Platform(
    name="blogger",
    signs=(
        "meta[name='generator'][content='blogger']",
        "meta[content='Blogger'][name='generator']",
        "link[href*='blogger.com/feeds/']",
        "link[href*='www.blogger.com/static']",
        "link[title='RSD'][href*='blogger.com']",
        "#Blog1",
        ".blogger-labels",
        "a[href*='blogger.com/profile/']",
    ),
    told_kind=told_kind,
    kinds={
        "error": ("body.error_page", ".status-msg-body a[href*='error']"),
        "page": (
            "body.static_page",
            "link[rel='canonical'][href*='/p/']",
            "meta[property='og:url'][content*='/p/']",
        ),
        "post": ("body.item", "body.item-view", ".item-control.blog-admin.pid"),
        "archive": ("body.archive", "body.search", "body.label-view"),
        "index": ("body.index", "body.feed-view", "body.homepage-view"),
    },
    post={
        "title": (
            "h3.post-title",
            "h1.post-title",
            ".post-title.entry-title",
            "h2.post-title",
            ".post-title",
        ),
        "author": (
            ".post-author .fn [itemprop='name']",
            ".post-author .fn",
            ".post-author.vcard",
            ".post-author",
            ".byline.post-author .fn",
            ".post-footer .post-author",
            "[itemprop='author'] [itemprop='name']",
            "a[rel~='author'][data-text]::attr(data-text)",
            "span.nm[data-text]::attr(data-text)",
        ),
        "published": (
            "abbr.published",
            "time.published",
            ".published[title]",
            ".published[datetime]",
            ".timestamp-link abbr",
            "[itemprop='datePublished']",
            "h2.date-header",
            ".date-header",
            ".post-timestamp",
        ),
        "body": (".post-body.entry-content", ".post-body", ".entry-content", "[itemprop^='description']"),
        "tags": (
            ".post-labels a[rel='tag']",
            ".post-labels a",
            ".labels-container a",
            ".blogger-labels a",
            ".post-footer a[rel='tag']",
            "p.labels a",
            ".post-tags a[href*='/search/label/']",
            "[class*='label-head'] a[href*='/search/label/']",
            "[class*='readcrumb'] a[href*='/search/label/']",
            "[typeof='v:Breadcrumb'] a[href*='/search/label/']",
            ".lbHt a[href*='/search/label/']",
            "a.label-link[rel='tag']",
        ),
        "comments_declared": ("#comments[data-num-comments]::attr(data-num-comments)",),
        "next_url": (
            "a.blog-pager-newer-link::attr(href)",
            "#blog-pager-newer-link a::attr(href)",
            "a#blog-pager-newer-link::attr(href)",
        ),
        "previous_url": (
            "a.blog-pager-older-link::attr(href)",
            "#blog-pager-older-link a::attr(href)",
            "a#blog-pager-older-link::attr(href)",
        ),
    },
    drop=(
        ".post-footer",
        ".post-share-buttons",
        ".reaction-buttons",
        ".blog-pager",
        ".jump-link",
        ".post-rating",
        "#related-posts",
        ".addthis_toolbox",
    ),
    links={"older": ("#blog-pager-older-link a", "a.blog-pager-older-link")},
    places={"feeds/posts/default": "feed", "feeds/comments/default": "feed"},
)
