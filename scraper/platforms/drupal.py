"""Drupal, 4.7 to 10, and Backdrop, which went its own way from 7: nodes, ``.submitted`` lines, taxonomy fields."""

from scraper.rules import Platform

DRUPAL = Platform(
    name="drupal",
    signs=(
        "meta[name='generator'][content^='Drupal']", "meta[name='Generator'][content^='Drupal']", "script[src*='/misc/drupal.js']",
        "meta[name='Generator'][content^='Backdrop']", ".node[id^='node-']",
        "link[href*='/sites/default/files/']", "link[href*='/sites/all/']", "script[data-drupal-selector]", "article[data-history-node-id]", "body.page-node", "script[src*='misc/drupal.js']",
    ),
    thread_pages=r"([^?#]+)\?page=([1-9]\d*)",
    kinds={
        "post": ("body.node-type-blog", "body.node-type-story", "body.node-type-article", "body.page-node-type-article", "body.page-node-type-blog"),
        "page": ("body.page-user", "body.page-node-type-page"),
        "archive": ("body.page-taxonomy", "body.page-taxonomy-term", "body.page-forum", "body.page-archive"),
        "index": (
            "body:not(.page-node) .view-content > .views-row-2 .node-teaser", "body:not(.page-node) .node-teaser ~ .node-teaser",
            "body:not(.page-node) .node:has(> h2) ~ .node:has(> h2)",
            "table#forum-0",
        ),
    },
    post={
        "title": ("h1#page-title", "h1.page-title", "h1.title", "#page-title", "h2.node__title", "h1.page-header"),
        "author": ("[class*='field-name-field-author'] .field-item", "[class*='field--name-field-author']", ".node .submitted .username", ".submitted .username", ".node__submitted .username", ".submitted [property='foaf:name']",
                   ".node__meta [rel~='author']", ".submitted a[href*='/user']", "article.node .username", ".node > div .username",
                   "article[data-history-node-id]:not([class]) > footer > div > span"),
        "published": (
            ".node [property~='dc:date']::attr(content)", "[property~='dc:created']::attr(content)", ".node [property~='schema:dateCreated']::attr(content)",
            ".node__submitted time", ".submitted time", ".node .submitted", ".node__meta", ".submitted",
            "article[data-history-node-id]:not([class]) > footer time",
        ),
        "body": (
            ".node .field-name-body", ".field--name-body", ".node__content .field--name-body", ".node-content .field-item", ".node > .node-content", ".node .content", ".node__content",
            "article[data-history-node-id]:not([class]) > div > div:first-child",
        ),
        "categories": (".field-name-field-category a", ".field--name-field-category a"),
        "tags": (".field-name-field-tags a", ".field--name-field-tags a", ".field--name-taxonomy-forums a", ".field--name-field-tags .field--item",
                 ".post-tag [typeof~='skos:Concept']"),
        "comments_declared": ("[property~='sioc:num_replies']::attr(content)",),
    },
    drop=(".location-locations-header", ".location-locations-wrapper", "[class*='field-name-field-author']", "[class*='field--name-field-author']", ".links", ".messages", ".submitted", ".taxonomy", ".terms", ".field-type-taxonomy-term-reference", ".node__links", ".node-links", ".book-navigation",
          ".service-links", ".field-name-field-tags", ".field-name-field-category", ".picture", ".element-hidden", ".field-label-above.field-type-taxonomy-term-reference"),
)  # fmt: skip
