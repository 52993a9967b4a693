"""Movable Type, Melody and TypePad: the templates of 2001 (``span.posted``), the assets of MT 4 and 5, TypePad's own."""

from scraper.rules import Platform

MOVABLE_TYPE = Platform(
    name="movabletype",
    signs=(
        "meta[name='generator'][content*='Movable Type']",
        "meta[name='generator'][content*='movabletype']",
        "form[action*='mt-comments']",
        "a[href*='mt-comments.cgi']",
        "script[src$='/mt.js']",
        "body.mt-entry-archive",
        "body.mt-main-index",
        "#footer a[href*='movabletype.org']",
        "form[action*='mt-search']",
        "a[href*='mt-tb.cgi']",
        "meta[name='generator'][content*='Melody']",
    ),
    kinds={
        "post": ("body.mt-entry-archive", "body.individual"),
        "page": ("body.mt-page-archive",),
        "archive": (
            "body.mt-archive-listing",
            "body.mt-category-archive",
            "body.mt-date-archive",
            "body.mt-archive-index",
        ),
        "index": ("body.mt-main-index", "section#posts > ol time"),
    },
    post={
        "title": (".asset-name", "h1#page-title", "h3.title", ".entry-header", "h2.title", ".title h3"),
        "author": (".asset-meta .author .fn", ".asset-meta .author", ".byline .author"),
        "published": (
            ".asset-meta abbr.published",
            ".byline abbr.published",
            "span.posted",
            ".posted",
            "p.posted",
            ".entry-footer .posted",
        ),
        "body": (".asset-content", ".entry-content", ".blogbody", ".entry-body", ".entrybody"),
        "categories": ("a.label.category",),
    },
    drop=(
        ".asset-footer",
        ".entry-footer",
        ".asset-meta",
        "span.posted",
        ".posted",
        ".entry-categories",
        ".entry-tags",
        "h3.title",
        "#thanks",
    ),
)

TYPEPAD = Platform(
    name="typepad",
    signs=(
        "meta[name='generator'][content*='TypePad']",
        "meta[name='generator'][content*='typepad']",
        "link[href*='typepad.com']",
        "script[src*='static.typepad.com']",
        "link[href*='up.typepad.com']",
        "a[href*='typepad.com/t/']",
    ),
    kinds={
        "post": ("body.layout-entry", "body.individual-archive"),
        "archive": ("body.category-archive", "body.date-archive"),
    },
    post={
        "title": ("h3.entry-header", ".entry-header", "h1.entry-header"),
        "author": (".entry-footer .post-footers .author", ".entry-footer-info .author"),
        "published": (
            "h2.date-header",
            ".date-header",
            ".entry-footer .post-footers",
            ".entry-footer-info",
            ".posted",
        ),
        "body": (".entry-content", ".entry-body", ".blogbody"),
    },
    drop=(".entry-footer", ".entry-footer-info", ".entry-footer-links", ".entry-footer-share", ".posted"),
)
