"""PHP-Fusion: news, each with a foot of who, when and where."""

from scraper.rules import Platform

PHP_FUSION = Platform(
    name="phpfusion",
    signs=("a[href*='php-fusion.co.uk']", "img[src*='php-fusion-logo']"),
    kinds={"index": (".news-footer ~ .news-footer",)},
    post={
        "author": (".news-footer a.profile-link", ".news-footer a[href*='profile.php']"),
        "published": (".news-footer",),
        "body": (".main-body",),
        "categories": (".news-footer a[href*='news_cats.php?cat_id=']",),
    },
    drop=(".news-footer",),
)
