"""Drupal's comments, 5 to 10: replies stand in ``div.indented`` after the comment, not inside it."""

from typing import Any

from scraper.rules import CommentSystem


def anchor(node: Any, page: Any) -> Any:
    """``<a id="comment-12"></a>`` stands before the comment."""
    before = node.getprevious()
    return (
        before
        if before is not None and before.tag == "a" and (before.get("id") or "").startswith("comment-")
        else None
    )


_MARKED = (
    "[typeof~='sioct:Comment']",
    "[typeof~='schema:Comment']",
    "[data-comment-user-id]",
)

DRUPAL = CommentSystem(
    name="drupal",
    home=("drupal",),
    item=_MARKED,
    loose=(
        *_MARKED,
        "#comments div.comment[class*='comment-by'], #comments article.comment, #comments > div.comment, #comments .indented > div.comment",
        "#comments > .box > .comment, .comment-wrapper > .comment, .comment-wrapper .indented > .comment",
        ".comments > .comment, .comments .indented > .comment",
    ),
    comment={
        "id": (
            "[about*='#comment-']::attr(about)", anchor, "a[id^='comment-']::attr(id)", "article[id^='comment-']::attr(id)",
            ".permalink[href*='#comment-']::attr(href)", "h3 a[href*='#comment-']::attr(href)", "a[href*='#comment-']::attr(href)",
        ),
        "parent_id": (
            "[rel~='sioc:reply_of'][resource*='#comment-']::attr(resource)", ".parent a[href*='#comment-']::attr(href)",
            "p.visually-hidden a[href*='/comment/']::attr(href)",
        ),
        "author": (
            ".commenter-name .username", ".comment__author .username", ".comment__author", "[rel~='schema:author'] [property~='schema:name']",
            ".submitted .username", ".comment__submitted > span", ":not(.parent) > .username", ".author", ".submitted > a",
            ".comment-author", "article.js-comment > footer > p:not(.visually-hidden) > span", "article.js-comment > footer > p:not(.visually-hidden) > a",
        ),
        "author_url": (
            ".comment__author a.username::attr(href)", "[rel~='schema:author'] a::attr(href)", ":not(.visually-hidden) > a.username::attr(href)",
            ".submitted a[href]::attr(href)", "article.js-comment > footer > p:not(.visually-hidden) > a::attr(href)",
        ),
        "published": (
            "[property~='dc:date']::attr(content)", "[property~='dc:created']::attr(content)", "[property~='schema:dateCreated']::attr(content)",
            "time", ".comment-time", ".comment__time", ".comment-date", ".submitted", ".date", ".comment_submitted", ".commentmetadata",
        ),
        "instant": ("span[data-comment-timestamp]::attr(data-comment-timestamp)", "mark[data-comment-timestamp]::attr(data-comment-timestamp)"),
        "body": (
            "[property~='schema:text']", ".field-name-comment-body .field-item", ".field--name-comment-body", ".comment-text .content", ".comment__content .field__item",
            ".comment-content", ".content", "article.js-comment > footer ~ div",
        ),
        "url": (".permalink[href*='#comment-']::attr(href)", "h3 a[href*='#comment-']::attr(href)", "a[href*='#comment-']::attr(href)"),
    },
    drop=("h3", ".links", ".submitted", ".new", ".user-signature", ".picture", ".morelinks", ".user-picture"),
    nested=(".indented",),
    declared=("[property~='sioc:num_replies']::attr(content)", ".comment-count", "#comments > h2", ".comment-comments a"),
)  # fmt: skip
