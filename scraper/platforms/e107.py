"""e107."""

from scraper.rules import Platform

E107 = Platform(
    name="e107",
    signs=("link[href*='/e107_web/']", "script[src*='/e107_web/']", "link[href*='/e107_themes/']"),
    kinds={
        "post": (".view-item",),
        "archive": (
            "link[rel='canonical'][href*='news.php?']:not([href*='extend'])",
            "ul.breadcrumb a[href$='/news.php']",
        ),
        "index": ("link[rel='canonical'][href$='/news.php']",),
    },
    post={
        "title": (".view-item .news-title", "h2.caption"),
        "author": (".view-item a[href*='user.php']",),
        "body": (".view-item > .body", ".view-item"),
        "categories": (".view-item .news-category a", ".view-item .options a:not(.news-tag)"),
        "tags": ("a.news-tag",),
        "comments_declared": (".options .btn:has(> .fa-comment)::attr(title)",),
    },
    drop=(".view-item .lead", ".view-item .news-header", ".view-item .options"),
    links={"post": (".media-heading a[href]", ".news-title a[href]")},
)
