"""Typecho."""

from scraper.rules import Platform

TYPECHO = Platform(
    name="typecho",
    signs=(
        "meta[name='generator'][content^='Typecho']",
        "#footer a[href*='typecho.org']",
        "footer a[href*='typecho.org']",
        "link[href*='/usr/themes/'], script[src*='/usr/themes/']",  # themes that tell no generator
    ),
    post={
        "title": (".post-title", "[itemprop~='headline']"),
        "author": (
            ".post-meta [itemprop='author'] [itemprop='name']",
            ".post-meta a[rel~='author']",
            ".post-meta a[href*='/author/']",
            "a[href*='/author/']:not([rel~='nofollow'])",
        ),
        "published": (".post-meta time", "time[itemprop='datePublished']"),
        "body": (".post-content", "[itemprop='articleBody']"),
        "categories": (".post-meta a[href*='/category/']",),
        "tags": ("[itemprop='keywords'] a", ".tags a"),
        "previous_url": (".post-near li:first-child a::attr(href)",),
        "next_url": (".post-near li:last-child a::attr(href)",),
    },
    drop=(".article-copyright", ".post-copyright"),
    places={"index.php/feed/comments/": "feed"},
)
