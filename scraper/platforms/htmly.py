"""HTMLy."""

from scraper.rules import Platform

HTMLY = Platform(
    name="htmly",
    signs=("meta[name='generator'][content^='HTMLy']",),
    kinds={
        "post": ("body.in-post", "meta[name='article:section_url']"),
        "page": ("body.in-page",),
        "index": ("body.in-front", "body.in-blog"),
        "archive": (
            "body.in-profile",
            "body.in-category",
            "body.in-tag",
            "body.in-archive",
            "body.in-type",
            "body.in-search",
            "link[rel='canonical'][href*='/author/']",
        ),
    },
    post={
        "author": (
            "meta[name='author']::attr(content)",
        ),  # it prints who wrote the post, and nothing of the site's
        "body": ("article .prose:not(.related-posts)",),
    },
)
