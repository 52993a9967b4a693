"""The parts of a page that belong to the site and not to the post: columns, menus, widgets, footers."""

import re

from lxml import etree

from scraper.select import Element, Index

_TAGS = frozenset("aside nav form dialog".split())
_NAMES = frozenset(
    "sidebar sidebars side-bar sidebar-container sidebar-wrapper widget-area widgets widget-wrap blogroll colophon menu main-menu navbar nav-menu "
    "site-navigation main-navigation primary-navigation breadcrumb breadcrumbs related related-posts relatedposts related_posts related-articles "
    "yarpp-related jp-relatedposts recent-posts recentposts recent-comments recentcomments latest-posts latest-comments popular-posts popular "
    "archives-list cookie-notice cookie-banner cookie-law-info-bar popup modal newsletter site-footer footer-widgets page-footer secondary tertiary "
    "sidebar-first sidebar-second sidebar-left sidebar-right leftcol rightcol leftbar rightbar leftcolumn rightcolumn right-sidebar left-sidebar "
    "widget-archive bloglist blog-list read-next readmore-posts more-posts more-stories recommended-posts skip-link search-form searchform tagcloud tag-cloud".split()
)
_STARTS = ("widget_", "sidebar-", "sidebar_", "recent-comment", "recentcomment", "related-", "related_", "relatedpost", "footer-widget", "wp-block-latest",
           "crp_related", "yarpp", "cookie", "wp-block-query", "wp-block-post-template", "wp-block-categories", "wp-block-tag-cloud", "wp-block-archives", "wp-block-page-list", "wp-block-calendar", "wp-block-rss", "serendipitysidebar", "mainmenu")  # fmt: skip
_BYLINE = re.compile(r"meta|byline|info|date|author", re.I)
_SITE_FOOTERS = frozenset("footer bottom site-footer footer-wrapper footerbar credits".split())


def away(index: Index) -> set[Element]:
    """Every element in a part of the site's own; a part that holds most of the page is none."""
    found: set[Element] = set()
    limit = len(index.elements) * 0.6
    for el in index.elements:
        if el in found or not _is_away(el):
            continue
        inside = list(el.iter(etree.Element))
        if len(inside) <= limit and not _holds_heading(el):
            found.update(inside)
    return found


def _is_away(el: Element) -> bool:
    tag = el.tag
    if tag in _TAGS:
        return not (tag == "aside" and _BYLINE.search(el.get("class") or ""))
    if tag in ("html", "body", "main", "article", "h1", "h2", "h3"):
        return False
    if tag == "footer":
        return not _within_entry(el)
    attrs = el.attrib
    key, names = attrs.get("id"), attrs.get("class")
    if key and (
        key.lower() in _NAMES
        or key.lower().startswith(_STARTS)
        or (key.lower() in _SITE_FOOTERS and not _within_entry(el))
    ):
        return True
    if not names:
        return False
    words = names.lower().split()
    if "widget" in words and "blog" not in words and "elementor-widget" not in names:
        return True
    return any(
        w in _NAMES or w.startswith(_STARTS) or w.endswith(("-related", "_related", "-sidebar"))
        for w in words
    )


def _within_entry(el: Element) -> bool:
    return any(
        a.tag == "article" or "entry" in (a.get("class") or "") or "post" in (a.get("class") or "")
        for a in el.iterancestors()
        if a.tag != "body"
    )


def _holds_heading(el: Element) -> bool:
    """A form or column around the page's only first heading is the page (as in ASP.NET)."""
    return el.tag == "form" and el.find(".//h1") is not None
