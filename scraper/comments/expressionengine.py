"""ExpressionEngine's comments, 1 and 2: entries of the post's own class, without a heading, signed at their end."""

from scraper.rules import CommentSystem

EXPRESSIONENGINE = CommentSystem(
    name="expressionengine",
    home=("expressionengine",),
    loose=(".entry:has(> .posted):not(:has(> h2)):not(:has(form))",),
    comment={"published": (".posted",)},
    drop=(".posted",),
    trackback=(".entry:has(> .posted):has(> h3)",),
)
