"""SPIP: articles in sections (``rubrique``) and under words (``mot``), by its own skeletons."""

from scraper.rules import Platform

SPIP = Platform(
    name="spip",
    signs=("meta[name='generator'][content^='SPIP']", "a[rel='generator'][href*='spip.net']", "body.page_article.pas_surlignable"),
    kinds={
        "post": ("body.page_article",),
        "index": ("body.page_sommaire",),
        "archive": ("body.page_rubrique", "body.page_mot", "body.page_auteur", "body.page_plan"),
    },
    post={
        "categories": (".arbo a:not(:first-child)",),
        "tags": (".menu a[rel='tag']",),
    },
)  # fmt: skip
