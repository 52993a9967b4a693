"""Habari's comments: a flat list; each theme has its own, and an anchor of one name."""

from scraper.rules import CommentSystem

HABARI = CommentSystem(
    name="habari",
    home=("habari",),
    loose=(".post-comment[id^='comment-']",),
    comment={
        "id": ("[id^='comment-']::attr(id)",),
        "author": (".post-comment-commentor h2",),
        "published": (".post-comment-link a",),
        "body": (".post-comment-body",),
    },
    drop=(".post-comment-link",),
)
