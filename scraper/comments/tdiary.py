"""tDiary's comments: a line that names each, and its words in the paragraph behind it."""

from scraper.rules import CommentSystem

TDIARY = CommentSystem(
    name="tdiary",
    home=("tdiary",),
    item=(".commentbody > .commentator",),
    comment={
        "id": ("a[name^='c']::attr(name)",),
        "author": ("span.commentator",),
        "published": (".commenttime",),
        "url": ("a[href*='#c']::attr(href)",),
    },
    drop=("div.commentator",),
    extends=True,
)
