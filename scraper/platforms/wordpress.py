"""WordPress: classic themes of every era (Kubrick, Thesis, Genesis, Thematic, the Twenties, ``_s``) and block themes."""

import re
from typing import Any

from scraper.rules import Platform

_BOXES = ("author-box", "authorbox", "author_box", "about-author", "about_author")
#: "About Ann", "About the author: Ann", in the languages of the theme's own translations
_ABOUT = re.compile(
    r"\W*(?:(?:about|über|à propos de|acerca de|sobre|informazioni su|over|o autorze)\b|à propos d['’])\W*"
    r"(?:(?:the|den|l['’]|el|o|de|il)\s*aut(?:h?or|eur)\w*\W*)?",
    re.I,
)


def boxed(node: Any, page: Any) -> str | None:
    """The name that a box below the text is headed by: "About Ann"."""
    for el in (e for name in _BOXES for e in page.index.by_class.get(name, ())):
        said = (
            " ".join("".join(e.itertext()).split()) for e in el.iter("h2", "h3", "h4", "h5", "strong", "b")
        )
        heads = filter(None, said)
        head = next(heads, "")
        if about := _ABOUT.match(head):
            name = head[about.end() :] or next(heads, "")  # "About the author", and the name below
            return name if 0 < len(name) < 60 else None
    return None


def numbered(node: Any, page: Any) -> Any:
    """The one element with a post's number as id, "post-12", whatever a theme calls it."""
    found = [els[0] for key, els in page.index.by_id.items() if _NUMBER.fullmatch(key)]
    return found[0] if len(found) == 1 else None


_NUMBER = re.compile(r"post-\d{1,10}")

#: the same page as data, of which WordPress 5.5 and later tells whatever the theme prints
_DATA = "link[type='application/json']"

WORDPRESS = Platform(
    name="wordpress",
    signs=(
        "meta[name='generator'][content^='WordPress']", "link[rel='https://api.w.org/']", "link[href*='/wp-content/']",
        "script[src*='/wp-content/']", "script[src*='/wp-includes/']", "link[href*='/wp-includes/']", "img[src*='/wp-content/']:not([src^='http']):not([src^='//'])",
        "link[href$='/xmlrpc.php?rsd']", "#footer a[href*='wordpress.org']", "footer a[href*='wordpress.org']", "body.single-post",
    ),
    kinds={
        "error": ("body.error404",),
        "archive": (
            "body.archive", "body.category", "body.search", "body.author", "body.tag", "body.date", "body.tax",
            f"{_DATA}[href*='/wp/v2/categories/']", f"{_DATA}[href*='/wp/v2/tags/']", f"{_DATA}[href*='/wp/v2/users/']",
        ),
        "post": ("body.single-post", "body.single:not(.single-attachment):not(.attachment):not(.page-template)", f"{_DATA}[href*='/wp/v2/posts/']"),
        "index": ("body.blog", "body.home.paged"),
        "page": (
            "body.attachment", "p.attachment", "body.page-template", "body[class*='page-id-']", "body.page[class*='page-']:not(.home)", "body.page[class*='pageid-']:not(.home)",
            f"{_DATA}[href*='/wp/v2/pages/']", f"{_DATA}[href*='/wp/v2/media/']",
            # of themes older than body classes: the post's own classes, the way up from a picture, the menu of pages
            ".type-attachment", ".type-page:not(.wp-block-post)", "a[rev='attachment']",
            "li.page_item.current_page_item", "li.page_item.current_page_ancestor",
        ),
    },
    post={
        "title": (
            "h1.entry-title", "h1.wp-block-post-title", ".wp-block-post-title", ".headline_area h1", ".headline_area .entry-title",
            "h1.post-title", "h1.posttitle", ".single-title", ".entry-title", ".post-title", ".posttitle", ".storytitle", "h1.title",
        ),
        "author": (
            ".wp-block-post-author-name", ".wp-block-post-author__name", ".headline_meta .author", ".entry-meta .author .fn", ".entry-header .author .fn",
            ".byline .author.vcard", ".author.vcard .fn", ".entry-author-name", ".entry-author a", ".post-meta .author a", ".entry-meta .author",
            ".byline .author", ".author.vcard", "a[href*='/author/'][rel~='author']", ".entry-utility .author", ".entry-header a[rel~='author']",
            ".posted-by a", ".post-author-name", "a.post_author_link", "a[rel~='author']", ".entry-meta .vcard .fn", ".post-author h4",
            boxed,
        ),
        "categories": (".post-categories a",),
        "published": (
            ".wp-block-post-date time", "time.entry-date.published", ".entry-date time", "time.published", "time.entry-time", "time.entry-date",
            "abbr.published", "abbr.date", ".headline_meta abbr.published", "time[itemprop='datePublished']", ".posted-on time",
            ".post-date time", ".entry-date", ".post-date", ".postdate", ".entry-meta .date", ".post-meta .date", ".post_info > .date",
        ),
        "updated": ("time.updated:not(.published)", "time.entry-modified-time", "time[itemprop='dateModified']"),
        "body": (
            ".et_pb_post_content", ".entry-content", ".wp-block-post-content", ".post-content", ".format_text.entry-content", ".storycontent", ".entrytext", ".post-entry",
            ".post_content", ".entry-body", ".postentry", ".single-content", ".single_content", ".thecontent", ".the-content", "[itemprop='articleBody']",
            ".post-body", ".postcontent", ".post .content", ".contenttext", ".post .entry", ".hentry .entry", ".format_text", ".snap_preview",
            ".entry", "#primary.single-post .primary",
        ),
        "whole": (".hentry", ".type-post", numbered),
    },
    drop=(
        ".sharedaddy", ".jp-relatedposts", "#jp-post-flair", ".wp-block-post-comments", ".wp-block-comments", ".post-navigation", ".nav-links",
        ".page-links", ".page-link", ".pagelink", ".post-nav-links", ".link-pages", ".wp-link-pages", ".post-pages", ".entry-pages", ".entry-footer", ".entry-utility", ".addtoany_share_save_container", ".addtoany_content", ".yarpp-related", ".yarpp",
        ".wpcnt", ".wpa", ".author-box", ".abh_box", ".saboxplugin-wrap", "#uab-frontend-wrapper", ".m-a-box", ".ts-fab-wrapper", "#author-bio-box", ".pp-multiple-authors-boxes-wrapper", ".ssba", ".heateor_sss_sharing_container", ".crp_related",
        ".related_post", ".r-pf", ".akpc_pop", ".wp_rp_wrap", ".wp_rp_content", ".headline_area", ".post_tags", ".sd-block", ".tptn_counter", ".zem_rp",
        ".swp_social_panel", ".et_social_inline", ".simplesocialbuttons", ".wp-block-post-terms", ".wp-block-post-navigation-link",
        ".wp-block-query", ".wp-block-latest-posts__wrapper", ".linkwithin_div", ".lightsocial_container", ".tweetmeme_button", ".fblike",
        "#wpadminbar", ".nocomments", ".no-comments", ".postmetadata", ".ratingblock", ".post-ratings", ".pvc_stats", ".printfriendly", ".pf-button", ".mailmunch-forms-before-post", ".et-pb-icon",
    ),
    places={"wp-sitemap.xml": "sitemap", "comments/feed/": "feed"},
    feed_pages="paged",
    feed_edits={
        "feed/": "feed/atom/?orderby=modified",
        "feed": "feed/atom/?orderby=modified",
        "?feed=rss2": "?feed=atom&orderby=modified",
    },
    terms_by_rel=True,
    comment_pages=True,
)  # fmt: skip
