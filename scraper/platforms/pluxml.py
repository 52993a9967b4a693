"""PluXml."""

from scraper.rules import Platform

PLUXML = Platform(
    name="pluxml",
    signs=(
        "footer a[href*='pluxml.org']",
        "#footer a[href*='pluxml.org']",
        ".page.mode-article, .page.mode-home, .page.mode-categorie",
    ),
    kinds={
        "post": ("body.mode-article",),
        "page": ("body.mode-static",),
        "index": ("body.mode-home",),
        "archive": ("body.mode-archives", "body.mode-categorie", "body.mode-tags", "body.mode-user"),
    },
    post={
        "title": ("article.article > header h2", "article.article > header h1"),
        "author": (".written-by a",),
        "published": (".art-date time",),
        "body": ("article.article",),
        "categories": (".classified-in a",),
        "tags": (".article .tags a",),
        "comments_declared": (".art-nb-com a",),
    },
    drop=("article.article > header", "article.article > footer"),
    links={"post": ("article.article > header h2 a[href]",)},
)
