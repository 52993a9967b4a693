"""Blogger: classic templates, layouts, and what its dynamic views leave in the page."""

from scraper.rules import Platform

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
        ),
        "published": (
            "abbr.published",
            "time.published",
            ".published[title]",
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
            "[class*='readcrumb'] a[href*='/search/label/']",
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
