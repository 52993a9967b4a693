"""SPIP's forums below an article."""

from scraper.rules import CommentSystem

SPIP = CommentSystem(
    name="spip",
    home=("spip",),
    loose=("li.comment-item",),
    comment={
        "id": (".hreview a[id^='forum']::attr(id)", ".hreview a[id^='comment']::attr(id)"),
        "author": (".comment-meta .fn", ".comment-meta small > span:last-child"),
        "author_url": (".hyperlien a::attr(href)", ".comment-meta a.spip_in::attr(href)"),
        "published": (".comment-meta .dtreviewed",),
        "body": (".comment-content > div", ".comment-content"),
        "url": (".comment-meta a.permalink::attr(href)",),
    },
    drop=(".hyperlien", ".repondre"),
)
