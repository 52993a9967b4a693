"""Serendipity (s9y)."""

from scraper.rules import Platform

SERENDIPITY = Platform(
    name="serendipity",
    signs=(
        "meta[name='generator'][content^='Serendipity']",
        "meta[name='Powered-By'][content^='Serendipity']",
        ".serendipity_entry",
    ),
    post={
        "title": (
            ".serendipity_entry h2",
            ".serendipity_entry .entry-title",
            ".serendipity_title",
            "h4.serendipity_title",
            "h3.serendipity_title",
        ),
        "author": (
            ".serendipity_byline a[href*='/authors/']",
            ".serendipity_entryFooter a[href*='/authors/']",
            ".serendipity_byline .author",
            ".posted_by a",
        ),
        "published": (
            ".serendipity_byline time",
            ".serendipity_byline abbr",
            ".serendipity_entry_date time",
            "h3.serendipity_date",
            ".serendipity_date",
            ".serendipity_byline",
        ),
        "body": (".serendipity_entry_body", ".serendipity_entry_body_folded"),
        "categories": (
            ".serendipity_entry a[href*='/categories/'], .serendipity_byline a[href*='/categories/'], .serendipity_entryFooter a[href*='/categories/']",
        ),
        "tags": (".serendipity_freeTag > a[rel='tag']", ".serendipity_freeTag a[href*='/tag/']"),
    },
    links={"post": (".serendipity_title a[href]", ".serendipity_entry h2 a[href]")},
    drop=(
        ".serendipity_entryFooter",
        ".serendipity_freeTag_related",
        ".serendipity_freeTag",
        ".serendipity_entrypaging",
        ".serendipity_entryIcon img",
    ),
)
