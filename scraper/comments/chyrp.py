"""Chyrp's comments: a flat list, each with the name and a verb as its heading, and a list of who refers to the post."""

from scraper.rules import CommentSystem

CHYRP = CommentSystem(
    name="chyrp",
    home=("chyrp",),
    loose=("ol.comments > li[id^='comment_']:not(#comment_shim), li:has(> a[id^='pingback_'])",),
    comment={
        "id": ("li[id^='comment_']::attr(id)",),
        "author": (
            "a[id^='pingback_']",
            ".comment > h4 > a",
            ".comment > h4",
        ),
        "author_url": (".comment > h4 > a::attr(href)", "a[id^='pingback_']::attr(href)"),
        "published": (".metadata time",),
        "url": (".metadata a.permalink::attr(href)",),
    },
    drop=(".metadata", ".doaction"),
    pingback=("a[id^='pingback_']",),
)
