"""XOOPS, and what grew from it: stories of the News and Publisher modules."""

from scraper.rules import Platform

XOOPS = Platform(
    name="xoops",
    signs=("meta[name='generator'][content='XOOPS']", "link[href$='/xoops.css']"),
    kinds={"index": (".item:has(> .itemHead) ~ .item:has(> .itemHead)",)},
    post={
        "title": (".itemTitle h2",),
        "author": (".itemPoster a[href*='userinfo.php']", "header a[href*='userinfo.php?uid=']", "a[href*='userinfo.php?uid=']"),
        "published": (".itemPostDate",),
        "body": (".itemText",),
        "categories": (
            ".itemTitle a[href*='storytopic=']",
            "h2 a[href*='storytopic=']",
            ".breadcrumb a[href*='category.php?categoryid=']",
        ),
    },
    drop=(".itemStats", ".itemInfo", ".hit-counter", "h2.news-no-image"),
)  # fmt: skip
