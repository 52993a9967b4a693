"""Geeklog."""

from scraper.rules import Platform

GEEKLOG = Platform(
    name="geeklog",
    signs=(
        "input[name='query'] ~ input[name='keyType'] ~ input[value='search']",
        "a.storybyline[href*='users.php']",
        ".gl-like-btn",
    ),
    post={
        "title": ("h1.story_title", ".story_title"),
        "author": (".storytext .storybyline", ".storybyline"),
        "published": (".story_status > li:first-child", ".storytext ul.status > li:first-child"),
        "body": (".story_introtext",),  # all of it, whatever it is called
        "categories": (".related-topics a[href*='topic=']", ".bc_navigation a[href*='topic=']"),
    },
    kinds={"post": ("h1.story_title",)},
    drop=(".related-topics",),
    links={"post": (".story_title a[href]",)},
)
