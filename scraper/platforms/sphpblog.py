"""Simple PHP Blog: entries in text files, the comments of each on a page of their own with it."""

from scraper.rules import Platform

SPHPBLOG = Platform(
    name="sphpblog",
    signs=(
        "a[id^='entry'][id*='_comment']",
        "a[href*='sourceforge.net/projects/sphpblog']",
        "link[href*='sphpblog']",
        "img[src*='sphpblog']",
    ),
    post={
        "title": (".blog_subject", ".blog_title", ".blogEntry .subject", ".entry .subject"),
        "published": (".blog_byline", ".blog_date", ".byline"),
        "body": (".entry .blog_body", ".entry > .content"),
        "categories": (
            ".blog_byline a[href*='category=']",
            ".blog_date a[href*='category=']",
            ".byline a[href*='category=']",
        ),
    },
    drop=(".blog_byline", ".blog_date", ".blog_subject"),
)
