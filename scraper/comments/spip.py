"""SPIP's forums below an article."""

from scraper.rules import CommentSystem

SPIP = CommentSystem(
    name="spip",
    home=("spip",),
    item=(".forum-message",),
    loose=("li.comment-item",),
    comment={
        "id": (
            ".forum-titre a[id^='forum']::attr(id)",
            ".hreview a[id^='forum']::attr(id)",
            ".hreview a[id^='comment']::attr(id)",
        ),
        "author": (".forum-chapo small span", ".comment-meta .fn", ".comment-meta small > span:last-child"),
        "author_url": (".hyperlien a::attr(href)", ".comment-meta a.spip_in::attr(href)"),
        "published": (".comment-meta .dtreviewed", ".forum-chapo small"),
        "body": (".forum-texte", ".comment-content > div", ".comment-content"),
        "url": (".comment-meta a.permalink::attr(href)",),
    },
    drop=(".hyperlien", ".repondre", ".forum-chapo"),
    declared=(".forum-decompte",),
)
