"""LifeType, once pLog: a single ``index.php``, what it shows in the query."""

from scraper.rules import Platform

LIFETYPE = Platform(
    name="lifetype",
    signs=(
        "meta[name='generator'][content^='lifetype' i]",
        "meta[name='generator'][content^='plog' i]",
        "a[href*='op=ViewArticle'][href*='articleId=']",
    ),
    post={
        "categories": (".blogbody a[href*='postCategoryId=']", ".post a[href*='postCategoryId=']"),
        "body": (".blogbody:has(> p):not(:has(a[href*='parentId=']))",),
    },
)
