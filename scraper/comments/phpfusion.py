"""PHP-Fusion's comments: who and when in one block, the words in the next."""

from scraper.rules import CommentSystem

PHP_FUSION = CommentSystem(
    name="phpfusion",
    home=("phpfusion",),
    loose=(".comment:has(> .comment-body)", "div:has(> .comment-name), td:has(> .comment-name)"),
    extends=True,
    comment={
        "id": (".comment_actions a[id^='c']::attr(id)", ".comment a[id^='c']::attr(id)"),
        "author": (".comment-name", ".user > a"),
        "author_url": (".comment-name a::attr(href)",),
        "published": (".small",),
        "body": (".comment_message", ".comment-body"),
    },
    drop=(".comment_actions",),
)
