"""Hosted platforms of the English-speaking web: LiveJournal's family, Tumblr, Medium, Substack, Ghost, site builders."""

import re
from typing import Any

from scraper.jsdata import on_page
from scraper.rules import Platform

_JOURNAL = re.compile(r"\s[-–]\s|:\s")


def subject(root: Any, page: Any) -> str | None:
    """The part of "JOURNAL - SUBJECT" in the window's title that stands alone on the page, as layouts print it."""
    window = page.title_text
    told = {
        " ".join(text.split()) for text in (*page.index.texts, *page.index.tails) if text and len(text) < 250
    }
    told.discard(window)
    return next((part for m in _JOURNAL.finditer(window) if (part := window[m.end() :]) in told), None)


LIVEJOURNAL = Platform(
    name="livejournal",
    signs=("link[href*='livejournal.net']", "script[src*='livejournal.net']", "meta[property='og:site_name'][content='LiveJournal']",
           "link[href*='l-stat.livejournal']", "link[href*='dreamwidth.org']", "a[href*='livejournal.com/userinfo']", ".ljuser"),
    thread_pages=r"([^?#]+\.html)\?page=([1-9]\d*)",
    paths={"page": r"^/profile/?$", "archive": r"^/(?:calendar|archive|friends|read|tag)(?:/|$)|^/\d{4}/(?:\d\d/){0,2}$", "post": r"^/(?:\d{4}/\d\d/\d\d/[^/]+|\d+)\.html$"},
    kinds={"error": ("h1.b-service-title",)},  # what those see who may not read the post
    post={
        "title": (".aentry-post__title-text", ".b-singlepost-title", "h1.entry-title", ".entry-title", subject, ".subject", ".asset-name"),
        "author": (".aentry-head__username .i-ljuser-username", ".b-singlepost-author-user .i-ljuser-username", ".entry .poster .ljuser", ".poster .ljuser", ".ljuser"),
        "published": (".aentry-head__date time", ".b-singlepost-author-date", ".entry-date abbr.datetime", "abbr.datetime", ".datetime", ".date"),
        "body": (".aentry-post__text", ".b-singlepost-body", ".entry-content", ".entry_text", ".asset-body", ".entry-text"),
        "tags": (".aentry-tags__item-link", ".b-singlepost-tags a", ".entry-tags a[rel='tag']", ".ljtags a", "a[href*='/tag/'][rel='tag']"),
    },
    drop=(".ljtags", ".ljsale", ".currents", ".lj-like", ".entry-tags", ".b-singlepost-tags-items"),
)  # fmt: skip


def headline(root: Any, page: Any) -> str | None:
    """What Tumblr itself tells machines as the post's title on every theme, where the theme prints it."""
    for title in page.meta.get("og:title", ()):
        said = " ".join(title.split())
        heads = (el for name in ("h1", "h2", "h3", "h4", "a") for el in page.index.by_tag.get(name, ()))
        if said and any(" ".join("".join(el.itertext()).split()) == said for el in heads):
            return said
    return None


def day(root: Any, page: Any) -> str | None:
    """The day to whose list of posts the theme links: no theme's order of day and month is in its address."""
    found = (_DAY.search(a.get("href") or "") for a in page.index.by_tag.get("a", ()))
    return next(("-".join(m.groups()) for m in found if m), None)


_DAY = re.compile(r"/day/(\d{4})/(\d\d)/(\d\d)(?:/|$)")

TUMBLR = Platform(
    name="tumblr",
    signs=("meta[property='al:ios:app_name'][content='Tumblr']", "link[href*='assets.tumblr.com']", "script[src*='assets.tumblr.com']",
           "iframe[src*='assets.tumblr.com']", "meta[name='tumblr-theme']"),
    paths={
        "post": r"^/(?:post|private)/\d", "archive": r"^/(?:tagged|day|search)/|^/archive(?:/|$)", "page": r"^/(?:ask|submit)/?$",
        "index": r"^/(?:page/\d+/?)?$",
    },
    says_none=("The URL you requested could not be found.",),
    post={
        "title": (headline, ".post h1", "h1.post-title", "h2.post-title", ".post-title", "article h1", "article h2"),
        "published": (day, ".post .date", ".post-date", "article time", ".timestamp", ".date", "a[href*='/post/'][title]::attr(title)"),
        "body": (".post-content", ".body-text", ".post .copy", ".post .text", ".caption", "article .post", "article"),
        "tags": (".tags a", ".post-tags a", "a.tag-link", "article a[href*='/tagged/']", ".post a[href*='/tagged/']"),
    },
    drop=(".notes", ".post-notes", "a[href*='/day/']", "a.highres", ".datenotes", ".notecount", ".like_and_reblog_buttons", ".tags", ".post-tags", ".post-footer", ".reblog-list .reblog-header", ".inline-meta"),
)  # fmt: skip

MEDIUM = Platform(
    name="medium",
    signs=(
        "meta[property='al:ios:app_name'][content='Medium']",
        "meta[property='og:site_name'][content='Medium']",
        "link[href*='cdn-client.medium.com']",
        "h1.pw-post-title",
    ),
    post={
        "title": ("[data-testid='storyTitle']", "h1.pw-post-title", "article h1", "h1.graf--title"),
        "author": (
            "[data-testid='authorName']",
            ".pw-author-name",
            "a[rel~='author']",
            ".postMetaInline a[data-user-id]",
        ),
        "published": ("[data-testid='storyPublishDate']", ".pw-published-date", "article time"),
        "body": (".section-content", "article section", "article"),
        "tags": ("a[href*='/tag/']",),
        "comments_declared": (".pw-responses-count",),
    },
    drop=("[data-testid='storyTitle']", ".speechify-ignore", "[data-testid='authorPhoto']"),
)


def counted(root: Any, page: Any) -> str | None:
    """How many comments the post has, as ``window._preloads`` tells; the button beside that of likes shows it, too."""
    told = on_page(page, "window._preloads")
    post = told.get("post") if isinstance(told, dict) else None
    count = post.get("comment_count") if isinstance(post, dict) else None
    return str(count) if isinstance(count, int) else None


SUBSTACK = Platform(
    name="substack",
    signs=(
        "link[href*='substackcdn.com'], link[href*='cdn.substack.com']",
        "script[src*='substackcdn.com'], script[src*='cdn.substack.com']",
        "meta[property='og:image'][content*='substackcdn']",
    ),
    post={
        "title": ("h1.post-title",),
        "author": (".byline-wrapper a[href*='@']", ".post-meta .author", ".byline-names a"),
        "published": (
            ".publish-context time",
            ".post-header time",
            ".post-meta time",
            "time:not([class*='date-'])",
        ),
        "body": (".body.markup", ".available-content .markup", ".available-content"),
        "comments_declared": (counted, ".post-ufi-comment-button .label"),
        "excerpt": ("h3.subtitle",),
    },
    drop=(
        ".subscription-widget-wrap",
        ".subscription-widget",
        ".button-wrapper",
        ".post-ufi",
        ".captioned-button-wrap",
    ),
)

GHOST = Platform(
    name="ghost",
    signs=("meta[name='generator'][content^='Ghost']", "link[href*='/ghost/api/']", "script[src*='/ghost/']"),
    kinds={
        "post": ("body.post-template",),
        "page": ("body.page-template",),
        "archive": ("body.tag-template", "body.author-template"),
        "index": ("body.home-template", "body.paged"),
    },
    post={
        "title": (".gh-article-title", ".article-title", ".post-full-title", "h1.post-title", ".single-title"),
        "author": (".gh-article-author-name", ".gh-author-name", ".author-name", ".post-full-author-header-name", ".author-card-name", ".byline-name", ".post-byline-item a[href*='/author/']", "section.author h4"),
        "published": (".gh-article-meta-date", ".gh-article-date", "time.byline-meta-date", ".post-full-meta-date", "time.post-date", "time:not([class*='card'])"),
        "body": (".gh-content", ".post-full-content .post-content", ".kg-canvas", ".post-content", ".single-content"),
        "categories": (".gh-article-tag",),
    },
    drop=(".gh-subscribe", ".kg-signup-card", ".kg-cta-card", ".gh-article-header", ".post-full-footer"),
)  # fmt: skip

SQUARESPACE = Platform(
    name="squarespace",
    signs=("script[src*='squarespace.com']", "link[href*='squarespace']", "meta[name='generator'][content*='Squarespace']", "script[src*='sqspcdn.com']"),
    post={
        "title": (".blog-item-title .entry-title", ".blog-item-title", "h1.entry-title", ".entry-title", ".BlogItem-title", ".journal-entry-text h2.title"),
        "author": (".blog-author-name", ".blog-item-author-name", ".BlogItem-meta-item--author", ".entry-author a", ".journal-entry-tag-post-title .posted-by a"),
        "published": ("time.blog-meta-item--date", ".blog-item-meta-wrapper time", "time.published", ".BlogItem-meta time", ".posted-on", ".date time", "time"),
        "body": (".blog-item-content", ".entry-content", ".BlogItem .sqs-layout", ".journal-entry-text .body", ".body.entry-content", ".sqs-layout"),
        "categories": (".blog-item-category", ".blog-categories a", ".entry-category a"),
        "tags": (".blog-item-tag", ".blog-tags a", ".entry-tags a"),
    },
    drop=(".newsletter-block", ".squarespace-social-buttons", ".sqs-block-summary-v2", ".blog-item-author-profile-wrapper", ".item-pagination"),
)  # fmt: skip

#: of AOL's blogs, 2004 to 2013: Engadget, Joystiq, TUAW, Autoblog and their like
BLOGSMITH = Platform(
    name="blogsmith",
    signs=("link[href*='blogsmithmedia.com']", "script[src*='blogsmithmedia.com']"),
    post={
        "title": (".post_title", "h1.posttitle"),
        "author": (".post_byline a[href*='/editor/']", ".post_byline a[href*='/bloggers/']", ".byline a[href*='/bloggers/']"),
        "published": (".post_time",),
        "body": (".post_body",),
        "categories": (".filed_under a",),
        "tags": (".post_show_tags a",),
    },
    drop=(".post_info", ".post_footer", ".filed_under"),
)  # fmt: skip

SHOPIFY = Platform(
    name="shopify",
    signs=("meta[id='shopify-digital-wallet']", "script[id='shopify-features']", "meta[name='shopify-checkout-api-token']"),
    paths={"archive": r"^(?:/[a-z]{2}(?:-[a-z]{2})?)?/blogs/[^/]+(?:/tagged/[^/]+)?/?$", "post": r"/blogs/[^/]+/[^/]+/?$"},
    post={
        "title": (".article-template__title", ".article__title", ".article-title", "h1[itemprop='headline']"),
        "author": ("[itemprop='author'] [itemprop='name']",),
        "body": (".article-template__content", ".article__content", ".article-content", ".rte[itemprop='articleBody']", "[itemprop='articleBody']"),
        "tags": (".article-template a[href*='/blogs/'][href*='/tagged/']", "article a[href*='/blogs/'][href*='/tagged/']", ".article__tags a"),
    },
    drop=(".article-template__social-sharing", ".social-sharing"),
)  # fmt: skip

WIX = Platform(
    name="wix",
    signs=(
        "meta[name='generator'][content*='Wix']",
        "script[src*='parastorage.com']",
        "link[href*='parastorage.com']",
    ),
    post={
        "title": ("[data-hook='post-title']", ".post-title"),
        "author": ("[data-hook='user-name']", ".user-name"),
        "published": ("[data-hook='time-ago']", ".time-ago"),
        "body": (
            "[data-hook='post-description']",
            "[data-hook='rcv-block-first'] ~ *",
            ".post-content__body",
        ),
        "categories": ("[data-hook='category-label-list'] a", "[data-hook='post-category']"),
        "tags": ("nav[aria-label='tags'] a", "[data-hook='tag-cloud-root'] a"),
    },
)

WEEBLY = Platform(
    name="weebly",
    signs=("script[src*='editmysite.com']", "link[href*='editmysite.com']", ".weebly-footer"),
    post={
        "title": (".blog-title-link", ".blog-title"),
        "published": (".blog-date .date-text", ".blog-date", ".date-text"),
        "body": (".blog-content",),
        "categories": (".blog-sidebar-separator ~ .blog-category-list a", ".blog-categories a"),
        "comments_declared": (".blog-comments",),
    },
    drop=(".blog-social", ".blog-comments", ".blog-comments-bottom"),
)
