"""PIXNET's comments: each a list of its own, the blogger's answer its last item."""

from scraper.rules import CommentSystem

PIXNET = CommentSystem(
    name="pixnet",
    home=("pixnet",),
    item=("#comment-text .single-post:not(.secret), #comment-text .reply-text",),
    comment={
        "id": (".post-info > a[name^='comment-']::attr(name)", ".post-text > p[id^='comment-']::attr(id)"),
        "author": (".user-name", ".reply-text > p:last-child > a"),
        "author_url": (".post-info > .homepage::attr(href)", ".reply-text > p:last-child > a::attr(href)"),
        "published": (".post-time", ".reply-text > p:last-child"),
        "body": (".post-text",),
        "avatar": (".post-photo img::attr(src)",),
    },
    drop=(".post-info", ".post-photo", ".reply-text > p:last-child"),
    declared=("#comment-title",),
)
