"""What no platform claims: microformats (hAtom, h-entry), HTML5, microdata and the commonest class names."""

from scraper.rules import Platform

GENERIC = Platform(
    name="generic",
    kinds={
        "error": ("body.error404", "body.error-404", "body.page-not-found", "body.not-found"),
        "archive": ("body.archive:not(.post)", "body.category", "body.tag", "body.search:not([class*='article'])"),
        "post": ("body.single", "body.post-template"),
    },
    post={
        "title": (
            "[itemtype$='Posting'] [itemprop~='headline']", "article [itemprop~='headline']", ".h-entry .p-name", ".hentry .entry-title", ".entry-title",
            "h1.post-title", "h1.article-title", ".post-title", ".p-name",
        ),
        "author": (
            ".h-entry .p-author", ".hentry .vcard.author .fn", ".hentry .author .fn", "[itemprop='author'] [itemprop='name']", "[itemprop~='author']",
            ".vcard.author", "article a[rel~='author']", "a[rel~='author']", ".post-author", ".entry-author", ".author-name", ".byline-name", ".article-author",
            "[typeof$='Article'] [property='author']", "[typeof$='Posting'] [property='author']",
        ),
        "author_url": ("[itemprop~='author'] a[href]::attr(href)", "a[rel~='author']::attr(href)", ".author .url::attr(href)"),
        "published": (
            "time.dt-published", ".dt-published", "time[itemprop~='datePublished']", "[itemprop~='datePublished']", "abbr.published", "time[pubdate]",
            ".hentry .published", ".hentry .value-title::attr(title)", "time.published", "time.entry-date", "article header time", ".entry-meta time", ".post-meta time", "article time[datetime]",
            ".entry-date", ".post-date", ".article-date", ".pubdate", "h2.date-header",
        ),
        "updated": ("time.dt-updated", "[itemprop~='dateModified']", "time.updated", "time[property='dateModified']"),
        "body": (
            "[itemprop~='articleBody']", ".h-entry .e-content", ".hentry .entry-content", ".entry-content", ".post-content", ".article-content",
            ".post-body", ".article-body", ".entry-body", ".e-content", ".blog-content", ".post__content", ".article__content", ".article__body",
            ".blog-post-content", ".post-entry", ".single-post-content", ".entry__content", ".td-post-content", ".blog-post-body", ".articleBody",
            ".rich-text-block.w-richtext", ".post-text", ".postbody", ".post_body", ".body-copy", ".entry_content", ".post_content", ".storycontent",
            ".story-body", ".article_body", ".blog-body", ".post_text", ".posttext", ".entrytext", ".entry-text", ".postcontent", ".entry-content-right",
            "article.blog-post[role='main']", ".article-style",
        ),
        "whole": (".hentry", ".h-entry", "[itemtype$='BlogPosting']"),
    },
    drop=(
        ".entry-meta", ".post-meta", ".sharedaddy", ".share-buttons", ".social-share", ".related-posts", ".post-tags", ".post-navigation",
        ".author-bio", ".author-box", ".newsletter-signup", ".breadcrumbs", ".breadcrumb", "span.posted",
    ),
    links={"post": (".entry-title a[href]", "h2 a[rel='bookmark']", "h1 a[rel='bookmark']", ".post-title a[href]", "h3.post-title a", "a.more-link",
                    "a[href]:has(> .entry-title)", "a[href]:has(> .post-title)", "article a[href]:has(h2)", "article a[href]:has(h3)")},
)  # fmt: skip
