"""The parts of a page that belong to the site and not to the post: columns, menus, widgets, footers."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate, islice

from scraper import words
from scraper.comment_items import is_talk
from scraper.dates import find_dates
from scraper.fields import letters, once, only_comment_count, squash, title_parts
from scraper.select import Element, Index, words_in

_BY_TAG = frozenset(
    "html body main article h1 h2 h3 aside nav form dialog footer".split()
)  #: never by their names
_NAMES = frozenset(
    "top_nav top-nav topnav main-nav mainnav main_nav nav-main site-nav header-nav sidebar sidebars side-bar sidebar-container sidebar-wrapper widget-area widgets widget-wrap blogroll colophon menu main-menu navbar nav-menu "
    "site-navigation main-navigation primary-navigation breadcrumb breadcrumbs related related-posts relatedposts related_posts related-articles "
    "yarpp-related jp-relatedposts jcomments-latest tagspopular recent-posts recentposts recent-comments recentcomments latest-posts latest-comments popular-posts popular "
    "archives-list cookie-notice cookie-banner cookie-law-info-bar popup modal newsletter site-footer footer-widgets page-footer secondary tertiary "
    "sidebar-first sidebar-second sidebar-left sidebar-right leftcol rightcol leftbar rightbar leftcolumn rightcolumn right-sidebar left-sidebar "
    "widget-archive bloglist blog-list read-next readmore-posts more-posts more-stories recommended-posts skip-link search-form searchform tagcloud tag-cloud".split()
)
_STARTS = ("widget_", "block-comment-recent", "block-comment-0", "sidebar-", "sidebar_", "recent-comment", "recentcomment", "related-", "related_", "relatedpost", "footer-widget", "wp-block-latest",
           "crp_related", "yarpp", "cookie", "wp-block-query", "wp-block-post-template", "wp-block-categories", "wp-block-tag-cloud", "wp-block-archives", "wp-block-page-list", "wp-block-calendar", "wp-block-rss", "serendipitysidebar", "mainmenu")  # fmt: skip
_POSTS_OWN = (
    "widget_core_item",
    "related-topics",
    "related-tags",
    "sidebar-layout",
    "sidebar-page",
)  #: though called as the others are
_BYLINE = re.compile(r"meta|byline|info|date|author", re.I)
_FILING = re.compile(r"(?:^|[\s_-])(?:post|entry|article)[_-](?:tags|categories)(?=$|\s)", re.I)
_SIDE = re.compile(
    r"(?:(?:l|r|left|right|main|my|the)?[_-]?side(?:bar|box|nav|column)\d*|side(?:[_-]?(?:\d|one|two|left|right|content))?)$"
)
_CLOUDS = frozenset(("tagcloud", "tag-cloud"))  # a cloud of all tags; the post's own are marked rel=tag
#: WordPress's names for the items of its lists of all pages and categories
_MENU_ITEMS = frozenset("page_item cat-item pagenav menu-item".split())
_ABOUT_POST = re.compile(
    r"\W*(?:about\s+th(?:is|e)\s+(?:entry|post|article)|über\s+diesen\s+(?:artikel|beitrag|eintrag)|à\s+propos\s+de\s+cet\s+(?:article|billet)|"
    r"sobre\s+(?:esta\s+entrada|este\s+(?:art[ií]culo|artigo|post))|(?:info(?:rmazioni)?\s+su|su)\s+questo\s+(?:articolo|post)|over\s+dit\s+(?:bericht|artikel))\W*$",
    re.I,
)
_LITTLE = 300  # characters
_TALK = (
    "comments",
    "comment-holder",
    "trackbacks",
    "respond",
    "commentform",
    "comment-form",
    "commentlist",
    "dle-comments-list",
    "dsq-comments",
    "disqus_thread",
)
_SITE_FOOTERS = frozenset("footer bottom site-footer footer-wrapper footerbar credits".split())


def away(index: Index) -> set[Element]:
    """Every element in a part of the site's own; a part that holds most of the page is none."""
    found: set[Element] = set()
    places = _Places(index)
    notes = index.by_class.get("without_commentary", ())  # below a post at Tumblr, in whatever column
    talk = _orders(index, (*(el for name in _TALK for el in index.by_id.get(name, ())), *notes))
    mains = _orders(
        index, (*index.by_tag.get("main", ()), *index.by_id.get("main", ()), *_post_headings(index))
    )
    for el in sorted(_named(index), key=index.order.__getitem__):
        if el in found:
            continue
        first, last = index.span(el)
        if el.tag in ("div", "aside", "section", "dialog") and _holds(first - 1, last, talk):
            continue  # the comments stand in what another theme has its column in, or open at a click
        if el.tag == "form" and _holds(first, last, talk) and el.find(".//textarea") is None:
            continue  # to mark many of them at once
        if el.tag in ("div", "section", "td", "header") and _holds(first, last, mains):
            continue  # "content-area with-sidebar": a column around the main part or the title is no column
        if el.tag in ("aside", "footer") and (_is_filing(el) or _is_byline(el)):
            continue
        if _in_thread(el):
            continue  # "latest-comments" within the post's own
        if _is_either(el) and places.most_words(first, last):
            continue  # the left of two columns may well be the main one
        little = last - first + 1 <= len(index.elements) * 0.6
        # beside a short post a column is most of the page
        if (little or places.apart(el)) and not _holds_heading(el) and not _is_about_post(el):
            found.update(index.elements[first : last + 1])
    for p in index.by_tag.get("p", ()):  # "This entry was posted on ...", set into a column
        if p in found and words.ENTRY_WAS.match(squash(p.text)):
            found.difference_update(index.below(p), p.iterancestors())
    return found


def _orders(index: Index, elements: Iterable[Element]) -> list[int]:
    return sorted(map(index.order.__getitem__, elements))


def _holds(first: int, last: int, orders: list[int]) -> bool:
    """Does one of the places stand inside an element of this span?"""
    at = bisect_right(orders, first)
    return at < len(orders) and orders[at] <= last


class _Places:
    """Where a page's titles and the words of its paragraphs stand: found once, when first asked for."""

    def __init__(self, index: Index) -> None:
        self.index = index

    @cached_property
    def titled(self) -> list[int]:
        return _orders(self.index, _titled(self.index))

    @cached_property
    def said(self) -> tuple[list[int], list[int]]:
        """The paragraphs' places, and how many characters stand before each and in all."""
        paragraphs = self.index.by_tag.get("p", [])
        sizes = accumulate((len(words_in(p)) for p in paragraphs), initial=0)
        return _orders(self.index, paragraphs), list(sizes)

    def apart(self, el: Element) -> bool:
        """Is it a column by its name, beside a post whose title stands outside?"""
        if not any(map(_is_column, f"{el.get('id') or ''} {el.get('class') or ''}".lower().split())):
            return False
        return bool(self.titled) and not _holds(*self.index.span(el), self.titled)

    def most_words(self, first: int, last: int) -> bool:
        """Do most words of the page's paragraphs stand between these two elements?"""
        places, before = self.said
        inside = before[bisect_right(places, last)] - before[bisect_left(places, first)]
        return inside > 600 and inside * 2 > before[-1]


def _is_filing(el: Element) -> bool:
    """Does a part of an article link to the terms of its post, and to no other post?"""
    if next(el.iterancestors("article"), None) is None or el.find(".//article") is not None:
        return False
    rels = [a.get("rel") or "" for a in el.iter("a")]
    return any(map(words.TERM_REL.search, rels)) and not any("bookmark" in rel for rel in rels)


def _is_byline(el: Element) -> bool:
    """Is it an aside right below the post's title, in one element with it, that tells little: a day, who, under what?"""
    above = el.getprevious() if el.tag == "aside" else None
    return above is not None and above.tag in ("h1", "h2") and len(squash(words_in(el))) < _LITTLE


def _in_thread(el: Element) -> bool:
    """Does a part called after comments stand in what holds the post's own thread?"""
    if not _LATEST.search(f"{el.get('id') or ''} {el.get('class') or ''}"):
        return False
    return any(map(is_talk, el.iterancestors()))


_LATEST = re.compile(r"(?:latest|recent)-?comments?\b", re.I)


def columns_apart(index: Index) -> set[Element]:
    """All that stands in columns that ids call so, beside a title outside them."""
    places = _Places(index)
    columns = [els[0] for key, els in index.by_id.items() if _is_column(key.lower())]
    return {e for el in columns if places.apart(el) for e in index.below(el)}


def _is_column(name: str) -> bool:
    return bool(_SIDE.match(name)) or name.endswith(("-sidebar", "_sidebar")) and not _LAYOUT.search(name)


def _titled(index: Index) -> list[Element]:
    """Headings that lead nowhere and hold a part of the window's title: the post's, not the site's."""
    window = " ".join(words_in(e) for e in index.by_tag.get("title", ())[:1])
    parts = {key for part in title_parts(window) if len(key := letters(part)) > 3}
    heads = (e for tag in ("h1", "h2", "h3") for e in index.by_tag.get(tag, ()) if e.find(".//a") is None)
    return [e for e in heads if (said := letters(words_in(e))) and any(p in said for p in parts)]


def _is_either(el: Element) -> bool:
    """Is it called by the side on which it stands, and no more?"""
    return bool(_LEFT_RIGHT.fullmatch(el.get("id") or el.get("class") or ""))


_LEFT_RIGHT = re.compile(r"(?:left|right)[-_]?(?:col|column|bar)?\d?", re.I)


def _post_headings(index: Index) -> list[Element]:
    """First headings that say what the window's title says and lead nowhere: the post's, not the site's."""
    title = letters(" ".join(words_in(e) for e in index.by_tag.get("title", ())[:1]))
    heads = (e for e in index.by_tag.get("h1", ()) if e.find(".//a") is None and e.getparent().tag != "a")
    firsts = [e for e in heads if len(said := letters(words_in(e))) > 3 and said in title]
    if len(firsts) > 1:  # "The mill · Ann Lee", who stands in the column
        firsts = [e for e in firsts if title.startswith(letters(words_in(e)))] or firsts
    return firsts or [e for e in _titled(index) if e.tag == "h2"]


def _named(index: Index) -> set[Element]:
    """Elements that tag, id or class call a part of the site's own."""
    found: set[Element] = set()
    footers: set[Element] = set()
    for key, elements in index.id_kinds.items():
        if _is_part_id(key):
            found.update(elements)
        elif key.lower() in _SITE_FOOTERS:
            footers.update(elements)
    for name, elements in index.by_class.items():
        if _is_part_class(name):
            kept = (e for e in elements if not _is_own_box(e))
            found.update(e for e in kept if name not in _CLOUDS or not _is_own_cloud(e))
        elif name.lower() == "widget":
            found.update(e for e in elements if _is_widget(e.get("class").lower()))
    found = {e for e in found if e.tag not in _BY_TAG}
    found.update(e for tag in ("form", "dialog") for e in index.by_tag.get(tag, ()))
    found.update(e for e in index.by_attr.get("role", ()) if e.get("role") in ("dialog", "alertdialog"))
    found.update(e for e in index.by_tag.get("nav", ()) if not _FILING.search(e.get("class") or ""))
    found.update(filter(_is_sites_header, index.by_tag.get("header", ())))
    asides = index.by_tag.get("aside", ())
    found.update(
        e
        for e in asides
        if not (_BYLINE.search(e.get("class") or "") or _tells_day(e) or _files(e) or _talks(e))
        and not words.OWN_ASIDE.search(e.get("class") or "")
    )
    footers = {e for e in footers - found if e.tag not in _BY_TAG}.union(index.by_tag.get("footer", ()))
    return found.union(e for e in footers if _is_sites(e) or not _is_posts(e))


def _is_sites_header(el: Element) -> bool:
    """Is it the head of all pages: links, outside any post, and no heading but one that is a link home?"""
    if sum(1 for _ in islice(el.iter("a"), _MENU)) < _MENU or any(
        a.tag in _AROUND for a in el.iterancestors()
    ):
        return False
    return not _within_entry(el) and all(map(_is_link, el.iter("h1", "h2", "h3")))


def _is_link(heading: Element) -> bool:
    """Does a heading say nothing but a link, around or in it?"""
    said = letters(words_in(heading))
    links = (a for a in (heading.getparent(), *heading.iter("a")) if a.tag == "a")
    return any(letters(words_in(a)) == said for a in links)


_AROUND = frozenset(("article", "main", "header"))
_MENU = 8  # links of a menu: the title and byline of a post have fewer


def _is_own_box(el: Element) -> bool:
    """Does it tell who wrote, at a post's side, or hold the comments: ``<div class="sidebar-item comments">``?"""
    names = el.get("class").split()
    counted = (
        only_comment_count(squash(words_in(h))) for h in el.iter("h2", "h3", "h4") if "comments" in names
    )
    return "vcard" in names or any(count is not None for count in counted)


def _is_own_cloud(el: Element) -> bool:
    """Does a post set its own tags as a cloud?"""
    return el.find(".//a[@rel='tag']") is not None or _within_entry(el)


def _is_sites(footer: Element) -> bool:
    """Is it named as the site's own, wherever a broken page has it?"""
    names = {*(footer.get("class") or "").lower().split(), (footer.get("id") or "").lower()}
    return not _PAGE_FOOTERS.isdisjoint(names)


_PAGE_FOOTERS = frozenset(("site-footer", "page-footer", "footer-widgets", "colophon"))


def _is_posts(footer: Element) -> bool:
    return _within_entry(footer) or bool(_POST_FOOTER.search(footer.get("class") or ""))


#: what a theme calls the lines about a post, whether they stand above its text or below
_POST_FOOTER = re.compile(
    r"(?:^|\s)(?:post|entry|article)[-_]?(?:info|meta|footer|details?|data)(?=\s|$)", re.I
)


def _is_part(name: str) -> bool:
    if "side" in name and _SIDE.match(name):
        return True
    return name in _NAMES or name.startswith(_STARTS) and not name.startswith(_POSTS_OWN)


@once
def _is_part_id(name: str) -> bool:
    name = name.lower()
    return _is_column(name) or name.startswith("widget-") or _is_part(name)


@once
def _is_part_class(name: str) -> bool:
    name = name.lower()
    if name.endswith(("-related", "_related", "-sidebar", "_sidebar", "listrelated")) or _RELATED.search(
        name
    ):
        return not _LAYOUT.search(name)
    return _is_part(name) or name in _MENU_ITEMS


#: other posts, whatever a theme sets before their name: "interface-related-articles"
_RELATED = re.compile(r"(?:^|[-_])related[-_]?(?:posts?|articles?|entries|stories|content)(?:$|[-_])")

#: a layout's name says beside which columns the main part stands: "single-no-sidebar", "has-right-sidebar"
_LAYOUT = re.compile(r"(?:^|[-_])(?:no|with|without|has|hide|hidden|content)[-_](?:\w+[-_])*sidebar$")


def _is_widget(names: str) -> bool:
    return "blog" not in names.split() and "elementor-widget" not in names


def _within_entry(el: Element) -> bool:
    around = [a for a in el.iterancestors() if a.tag not in ("body", "html")]
    if around and around[-1].tag != "article" and around[-1].find(".//article") is not None:
        around.pop()  # what wraps the page may be classed as its post is
    names = [a.get("class") or "" for a in around] + [a.get("id") or "" for a in around if a.tag == "section"]
    return any(a.tag == "article" for a in around) or any("entry" in n or "post" in n for n in names)


def _tells_day(el: Element) -> bool:
    """An aside of an article that names its author or day to machines, and no other text, is its byline."""
    if next(el.iter(*_OTHERS), None) is not None or next(el.iterancestors("article"), None) is None:
        return False
    told = any(
        e.get("itemprop") in ("author", "datePublished") for e in el.iter("span", "time", "p", "a", "meta")
    )
    marked = el.find(".//time[@datetime]") is not None or el.find(".//a[@rel='author']") is not None
    return told or (marked and len(squash(words_in(el))) < _BYLINE_LENGTH)


def _talks(aside: Element) -> bool:
    """Is an aside called as the post's own thread is, and not after a widget?"""
    return (aside.get("id") or "").lower() in _TALK and "widget" not in (aside.get("class") or "")


def _files(el: Element) -> bool:
    """Is an aside that is called a part of a post the line of its categories and tags?"""
    if not _POST_PART.search(el.get("class") or "") or next(el.iter(*_OTHERS), None) is not None:
        return False
    links = [(a.get("rel") or "").lower().split() for a in el.iter("a")]
    if _FILING.search(el.get("class") or ""):
        return bool(links)  # Pelican: <aside class="post-tags">
    return bool(links) and all("tag" in rel or "category" in rel for rel in links)


_BYLINE_LENGTH = 300  # characters
_POST_PART = re.compile(r"(?:^|\s)(?:post|entry|article)[-_]", re.I)
_OTHERS = ("article", "h1", "h2", "h3", "h4", "ul", "ol")


def _is_about_post(el: Element) -> bool:
    """A column headed "About this entry" tells of the post what others print below its title (Hemingway)."""
    heading = next(el.iter("h2", "h3", "h4"), None)
    return heading is not None and bool(_ABOUT_POST.match(words_in(heading)))


def _holds_heading(el: Element) -> bool:
    """A form or column around the page's only first heading is the page (as in ASP.NET)."""
    headed = el.tag in ("form", "aside") and el.find(".//h1") is not None
    return headed or _is_wrapped_page(el) or _heads_post(el)


def _heads_post(el: Element) -> bool:
    """Is it a page's head that holds the title of the post, as on a picture over all its width?"""
    heading = el.find(".//h1") if el.tag == "header" else None
    return heading is not None and has_day_below(heading)


def has_day_below(heading: Element) -> bool:
    """Does a day stand right below a heading? Then it is that of a post, not of the site."""
    below = heading.getnext()
    said = squash(words_in(below)) if below is not None else ""
    return 0 < len(said) < 80 and bool(find_dates(said))


def _is_wrapped_page(el: Element) -> bool:
    """Is it a form around texts, as old forums and ASP.NET have it? What a visitor fills in says little."""
    if el.tag != "form" or len(said := words_in(el)) < 1500:
        return False
    return len(said) - sum(len(words_in(e)) for e in el.iter("select", "textarea", "label", "script")) > 1500
