"""What kind of page this is: a post, a static page, an index, an archive, an error. Never reads the post itself."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from scraper import evidence, words
from scraper.dates import date_only, read_date
from scraper.fields import fold, letters, squash, title_parts
from scraper.furniture import among_others
from scraper.page import Page
from scraper.rows import PageKind, Source
from scraper.select import TITLE_HEADINGS, Element, compile_rules, words_in
from scraper.titles import is_slug, slug
from scraper.urls import comment_page, date_in, host, is_day, is_search, kind_of, same_page

_ENTRY = compile_rules(
    ("article.post", "article.hentry", "div.hentry", ".h-entry", "article.type-post", "div.post", "div.entry", ".blogpost", ".post-item", ".blog-post", ".serendipity_entry",
     "li.wp-block-post", "article.entry", "div.post-outer", ".node-teaser", "article", "[itemtype$='BlogPosting']")
)  # fmt: skip
_SINGLE = compile_rules(
    ("#commentform", "#comment-form", "form[action*='wp-comments-post']", "form[action*='mt-comments']", "#respond", "link[rel='pingback'] ~ link[rel='prev']", "#disqus_thread",
     "link[rel='shortlink'][href*='?p=']", ".post-navigation", ".comments-area", "link[rel='prev'], link[rel='next']")
)  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """What else is known of the page when its kind is asked."""

    title: str | None
    canonical: str | None
    sites: list[str]
    headed: bool  #: does a heading of its own say the window's title?
    comments: int  #: how many comments stand on it
    inside: Collection[Element]  #: what stands inside those comments
    links: Callable[[], float]  #: share of its main text that is links; costly, asked last
    bodies: int = 0  #: how many texts the platform calls a post's


def page_kind(page: Page, rules: tuple[Any, ...], facts: Facts) -> tuple[PageKind, Source]:
    """(kind, which rule said so); what nothing speaks against is a post."""
    if len(page.index.elements) < 3 and not any(page.index.texts):
        return "error", Source("nothing to read", 0.95)
    by_url = _by_url(page)
    declared = _declared(page, rules)
    told_post = declared is not None and declared[0] == "post" and facts.headed
    if not (facts.comments or told_post) and _is_error(page, facts):
        return "error", Source("window title", 0.8)
    if _says_none(page, rules):
        return "error", Source("the platform's own words", 0.95)
    if _sends_on(page):
        return "error", Source("sends on to another page", 0.9)
    if (facts.comments or declared) and comment_page(page.url):
        return "comments", Source("address", 0.95)
    if is_search(page.url) and "post" not in (by_url, declared and declared[0]):
        return "archive", Source("address of a search", 0.9)
    if declared and not _contradicts(*declared, by_url, page, facts):
        kind, rule = declared
        return kind, Source(rule, 0.95)
    listed = listed_entries(page, facts.inside, facts.headed)
    if by_url is None and _AT_ROOT.search(page.url):
        return "page", Source("address", 0.8)
    if by_url is None and listed < 2 and _STATIC.search(page.url) and not _is_dated_article(page):
        return "page", Source("address", 0.8)
    if by_url == "archive" and _MONTH.search(page.url):
        return "archive", Source("address of a month", 0.9)
    if facts.title and fold(facts.title) in map(fold, facts.sites) and _has_dated_list(page):
        return "index", Source("a list of posts with their days", 0.7)
    listing = by_url == "archive" and bool(_LIST.search(_PAGE.sub("/", page.url)))
    listing = listing or (by_url == "archive" and listed > 0 and bool(_YEAR_BELOW.search(page.url)))
    listing = listing or (by_url == "archive" and _ALL.search(page.url) is not None)
    listing = listing or (by_url is not None and _PAGE.search(page.url) is not None)
    if facts.title and fold(facts.title) in words.FRONT_NAMES and _NUMBERED.search(page.url):
        return "index", Source("address", 0.8)
    if evidence.is_article(page) and listed < 4 and by_url != "index" and not listing:
        return "post", Source("article markup", 0.9)
    if by_url == "archive" and listed < 2 and _is_of_a_day(page, facts):
        return "post", Source("one text of a day", 0.6)
    called = words.ARCHIVE_TITLE.search(squash(facts.title or "")) is not None
    if by_url and by_url != "post" and (called or not (facts.comments and listed < 2)):
        return by_url, Source("address", 0.8)
    return _by_content(page, facts, listed, by_url == "post" and date_in(page.url) is not None)


def _permalinks(page: Page) -> int:
    """To how many other pages of this host links lead that are called permanent."""
    to = {href for a, href in page.links if href and words.PERMALINK.fullmatch(a.text or "")}
    return sum(host(href) == host(page.url) and not same_page(href, page.url) for href in to)


def _sends_on(page: Page) -> bool:
    """Is it but a stub that a program which copies sites left where a page has moved?"""
    refresh = (
        e for e in page.index.by_tag.get("meta", ()) if (e.get("http-equiv") or "").lower() == "refresh"
    )
    if not any("url=" in (e.get("content") or "").lower() for e in refresh):
        return False
    return len(page.index.elements) < 40 and len(squash(words_in(page.index.root))) < 300


def _contradicts(declared: PageKind, sign: str, by_url: PageKind | None, page: Page, facts: Facts) -> bool:
    """Does the page say otherwise? A dated post is no list, and a list of posts at a list's address no static page.

    Nor is a dated post a static page by the menu alone: some themes mark the same entry on all their pages.
    """
    dated = by_url == "post" and date_in(page.url) is not None
    if declared == "index":
        return dated
    if "current_page" in sign:  # a menu may mark "Home" as well, on all pages of the list
        listing = by_url in ("index", "archive") and not _is_front(page.url)
        return dated or listing or (by_url == "index" and _marks_home(page) and _lists(page, facts))
    return declared == "page" and by_url == "index" and _lists(page, facts)


def _lists(page: Page, facts: Facts) -> bool:
    return listed_entries(page, facts.inside, facts.headed) > 1


def _is_front(url: str) -> bool:
    return urlsplit(url).path.removesuffix("index.html") in ("", "/")


def _marks_home(page: Page) -> bool:
    """Is what a menu marks as the current page the link home?"""
    marked = (a for li in page.index.by_class.get("current_page_item", ()) for a in li.iter("a"))
    return any(kind_of(page.absolute(a.get("href")) or page.url) == "index" for a in marked)


#: where blogs keep their static pages, and what sites call them in the languages of blogs
_STATIC = re.compile(
    r"/comment/reply/\d|/user/(?:login|register|password)(?:[?]|/?$)|/wp-(?:login|signup)\.php|"
    r"/pages?/(?!\d+(?:\.\w+)?/?$)[^/?#]+/?$|/static\.php\?page=[a-z]|[/?]static\d*/(?!\d{6,}/?$)[^/?#]+/?$|[?&]page_id=\d|"
    r"://[^/]+/(?:[^/?#]+/)?(?:about(?:-(?:me|us|this-[\w-]+|the-[\w-]+))?|contact(?:-(?:me|us))?|imprint|impressum|"
    r"privacy(?:-policy)?|disclaimer|colophon|datenschutz(?:erkl(?:ae|%C3%A4)rung)?|kontakt|(?:ueber|uber|%C3%BCber)-(?:mich|uns)|"
    r"a-propos|qui-suis-je|mentions-legales|acerca-de(?:-mi)?|sobre(?:-(?:mi|mim|nos|nosotros))?|contacto|contato|aviso-legal|"
    r"chi-(?:siamo|sono)|contatti|over-(?:mij|ons)|om-(?:mig|meg|oss|os)|o-(?:mnie|mne|nas)|guest-?book|gaestebuch|livre-d-or)"
    r"(?:\.(?:html?|php|aspx))?/?(?:[?#]|$)",
    re.I,
)


#: where a site lists all its posts or all its terms, and the later pages of such a list
_ALL = re.compile(rf"/posts?/(?:[?#]|$)|{words.ALL_TERMS.pattern}", re.I)
_NUMBERED = re.compile(r"/(?:posts?|blog|articles?)/\d{1,3}/?(?:[?#]|$)", re.I)


#: what a site calls the pages about itself and its friends, whatever day a generator tells machines of them
_AT_ROOT = re.compile(
    r"://[^/]+/(?:about(?:-me|-us)?|(?:friend-?|f)?links?|friends?|guest-?book)(?:/(?:index\.html)?|\.html)?(?:[?#]|$)",
    re.I,
)


def _is_dated_article(page: Page) -> bool:
    """Does the page tell machines when its article was published? News may stand at any address."""
    return evidence.is_article(page) and next(evidence.dates(page, "published"), None) is not None


#: an address of all posts of a month; a list of two or three may be marked up as articles
_MONTH = re.compile(
    r"://[^/]+/(?:[^/]{1,12}/)?(?:19|20)\d\d[/-](?:0?[1-9]|1[0-2])/?(?:index\.\w+)?$"
    r"|[?/]archives?/(?:19|20)\d\d/(?:0?[1-9]|1[0-2])(?:\.html)?$|[?&](?:m|date)=(?:19|20)\d\d-?(?:0?[1-9]|1[0-2])$"
)


def _is_of_a_day(page: Page, facts: Facts) -> bool:
    """Is the page of a day that day's text, under a title of its own that leads nowhere else?"""
    title = letters(facts.title)  # where the window says no more, it may be the site's name
    own = facts.headed and title and title != letters(page.title_text) and not date_only(facts.title or "")
    if not own or not is_day(page.url) or words.ARCHIVE_TITLE.search(squash(facts.title)):
        return False
    archive = _ends_as_archive(page, facts) or _headed_as_archive(page)
    return not (archive or _names_another(page, facts.inside) or _heads_below(page, facts.inside))


def _heads_below(page: Page, comments: Collection[Element]) -> bool:
    """Does a heading lead to a page below this one: of a day's list to its entry?"""
    day = page.url.removesuffix("index.html")
    heads = (h for tag in TITLE_HEADINGS for h in page.index.by_tag.get(tag, ()) if h not in comments)
    leads = (page.absolute(a.get("href")) or "" for h in heads for a in h.iter("a"))
    return any(to.startswith(day) and not same_page(to, page.url) for to in leads)


#: an address of all posts of a tag, a category or a year; Hexo's Icarus marks up every page as a posting
_LIST = re.compile(
    r"/(?:tags?|categor(?:y|ies)|search/label)/[^/]+/?$|/archives?(?:/(?:19|20)\d\d)?/?$|://[^/]+/(?:19|20)\d\d/?$"
)

#: a year below a path, which a novel may be called, too
_YEAR_BELOW = re.compile(r"://[^/]+/[^/]+/(?:19|20)\d\d/?$")

#: an address that ends in a sentence, four words and more, and perhaps in a number behind it; or in a long number
_SLUG = re.compile(
    r"/[^/?#]*[^/?#-]+(?:-[^/?#-]+){3,}[^/?#]*(?:/(?:amp|(?=\D*\d)[0-9A-Za-z.]{4,32}))?/?(?:[?#]|$)"
    r"|/\d{6,}(?:\.html?)?/?(?:[?#]|$)|[?&]\w+=\d{5,}(?:[&#]|$)"
)


def _by_content(page: Page, facts: Facts, listed: int, dated: bool) -> tuple[PageKind, Source]:
    anchors = _anchored_entries(page, facts.inside) if not dated else 0
    if anchors > 1:
        return _kind_of_list(page, facts), Source(f"{anchors} anchors of entries", 0.75)
    single = sum(bool(r.elements(page.index)) for r in _SINGLE) + 2 * bool(facts.comments)
    single += 2 * bool(facts.comments and page.index.by_tag.get("textarea"))  # and there one answers them
    told = words.ARCHIVE_TITLE.search(squash(facts.title or page.title_text))
    if told and not single or _ends_as_archive(page, facts) and not (dated or facts.comments):
        return "archive", Source("window title", 0.7)
    if not single and not dated and _headed_as_archive(page):
        return "archive", Source("heading of an archive", 0.7)
    if dated or facts.headed and (_SLUG.search(page.url) or _is_named_after(page.url, facts.title)):
        single += max(listed, 1)  # an article between teasers of others
    if not single and _permalinks(page) > 2:
        return _kind_of_list(page, facts), Source("permalinks of several posts", 0.7)
    if facts.bodies > 2 and not dated and facts.bodies > single:
        return "index", Source(f"{facts.bodies} texts", 0.75)
    if listed >= 2 and listed > single:
        return _kind_of_list(page, facts), Source(f"{listed} entries", 0.75)
    if not single and not facts.headed and _names_another(page, facts.inside):
        return "archive", Source("the entry of another page", 0.6)
    unnamed = fold(facts.title) in {fold(s) for s in facts.sites}
    if not single and unnamed and listed:
        return "archive", Source("an entry that leads away", 0.6)
    if not single and facts.links() > 0.6:
        return "index", Source("a text of links", 0.6)
    return "post", Source("one text", 0.6 + 0.1 * min(single, 3))


#: how Movable Type and TypePad call the place of an entry on a page of several
_ANCHOR = re.compile(r"a\d{5,}")


def _anchored_entries(page: Page, comments: Collection[Element]) -> int:
    """How many entries a page has a place for, were their titles no links, as in Movable Type's lists."""
    named = {
        key for key, els in page.index.by_id.items() if _ANCHOR.fullmatch(key) and els[0] not in comments
    }
    links = page.index.by_tag.get("a", ())
    named.update(
        key for a in links if (key := a.get("name")) and _ANCHOR.fullmatch(key) and a not in comments
    )
    return len(named)


def _kind_of_list(page: Page, facts: Facts) -> PageKind:
    """Is a list all that the blog has, or a part of it that the window names?"""
    return "archive" if _ends_as_archive(page, facts) or _names_list(page, facts) else "index"


def _ends_as_archive(page: Page, facts: Facts) -> bool:
    """Does the window end in "Archives" behind the site's name, which does not?"""
    if not words.ARCHIVES.search(page.title_text):
        return False
    named = any("archiv" in site.lower() or "アーカイブ" in site for site in facts.sites)
    return not (named or (facts.headed and _is_in_an_archive(page, facts.title or "")))


def _is_in_an_archive(page: Page, title: str) -> bool:
    """Is the site called an archive? "The rope — Ferry Archive", where address and heading say "The rope", too."""
    window = page.title_text
    behind = _CALLED.fullmatch(window, len(title)) if title and window.startswith(title) else None
    return behind is not None and letters(title) in letters(urlsplit(page.url).path)


#: a site's name that ends in the word, and not a list's: "Blog Archive", "May 2010 Archives"
_CALLED = re.compile(
    r"\s*[|»–—-]\s+(?!(?:blog|category|tags?|authors?|posts?|news|(?:month|dai|year|week)ly)\b)[^\W\d_][^\d|»–—]*\sarchives?\s*",
    re.I,
)


def _names_list(page: Page, facts: Facts) -> bool:
    """Does the window name, beside the site, what the page's address ends in and a heading says, too: a category?"""
    if _is_front(page.url) or not facts.sites:
        return False
    sites = set(map(letters, facts.sites))
    parts = {letters(part) for part in title_parts(page.title_text)} - sites - {letters(page.title_text)}
    parts = {part for part in parts if len(part) > 1} - words.FRONT_NAMES
    heads = {letters(words_in(e)) for tag in ("h1", "h2") for e in page.index.by_tag.get(tag, ())[:4]}
    return not parts.isdisjoint(heads) or slug(page.url) in parts


def _is_named_after(url: str, title: str | None) -> bool:
    """Does an address end in the title, were it of three words only? Categories have shorter names."""
    return len((title or "").split()) > 2 and is_slug(title or "", url)


def _headed_as_archive(page: Page) -> bool:
    """Does the page's first heading say "Archive of posts from ..." or name a month, above others?"""
    heads = [squash(words_in(e)) for e in page.index.by_tag.get("h1", ())[:3]]
    if any(words.ARCHIVE_OF.match(text) for text in heads):
        return True
    months = [
        t for t in heads if len(t) < 20 and t in page.title_text and t[-4:].isdigit() and not date_only(t)
    ]
    return any(read_date(f"1 {t}") for t in months) and len(page.index.by_tag.get("h2", ())) > 2


#: the address of a page that says that there is none, or behind these names of one that is merely the 404th
_ERROR_URL = re.compile(r"/(?:(page|node|archives?|posts?|entry|p|blog)/)?404(?:\.\w+)?/?$", re.I)


def _is_error(page: Page, facts: Facts) -> bool:
    """Does the window or the heading say that there is no such page? A site may be called "Room 404"."""
    if told := _ERROR_URL.search(page.url):
        return told[1] is None
    sites = set(map(letters, facts.sites))
    shown = title_parts(page.title_text) if len(page.title_text) < 120 else []
    titles = [part for part in shown if letters(part) not in sites]
    titles += [facts.title] if facts.title and len(facts.title) < 60 else []
    none = any(words.ERROR_TITLE.search(said) or words.DOWN_TITLE.fullmatch(said) for said in titles)
    return none and not evidence.is_article(page)


def _says_none(page: Page, rules: tuple[Any, ...]) -> bool:
    """Does a text of its own say, word for word, what its platform says where there is no such page?"""
    said = [text for platform in rules for text in platform.says_none]
    return bool(said) and any(text.strip() in said for text in page.index.texts if text)


def _declared(page: Page, rules: tuple[Any, ...]) -> tuple[PageKind, str] | None:
    for platform in rules:
        if platform.told_kind and (told := platform.told_kind(page)):
            return told, f"{platform.name} data"
        for kind, pattern in platform.paths.items():
            if pattern.search(urlsplit(page.url).path):
                return kind, f"{platform.name} address"
        for kind, signs in platform.kinds.items():
            for rule in signs:
                if rule.elements(page.index):
                    return kind, f"{platform.name} {rule.rule}"
    return None


def _by_url(page: Page) -> PageKind | None:
    kind = kind_of(page.url)
    if kind in ("index", "archive"):
        # og:url tells nothing here: themes print that of the last post of a list
        canonical = page.canonical
        if canonical and not same_page(canonical, page.url) and kind_of(canonical) == "post":
            return None
        return kind
    if kind == "older":  # the second page of a category is one of it, too
        return "archive" if kind_of(_PAGE.sub("/", page.url)) == "archive" else "index"
    return "comments" if comment_page(page.url) else "post" if kind == "post" else None


_PAGE = re.compile(r"/page/?\d+.*$")


def listed_entries(page: Page, comments: Collection[Element], headed: bool = False) -> int:
    """How many entries with headings that lead to other pages stand on this page; comments are none.

    On a page ``headed`` by its own title, what leads to other sites is what a post links to: a letter of news. Beside a
    long text below the page's one h1 short ones are cards of other posts.
    """
    best = 0
    for rule in _ENTRY:
        els = [e for e in rule.elements(page.index) if e not in comments and not _nested(e, rule)]
        headed_by_h1 = (e for e in els if e.find(".//h1") is not None) if len(els) > 1 else ()
        own = max((len(squash(words_in(e))) for e in headed_by_h1), default=0)
        cards = {e for e in els if own > _LONG and _CARD * len(squash(words_in(e))) < own}
        away = (e for e in els if e not in cards and _leads_away(e, page, headed))
        best = max(best, sum(not _is_below_others(e, page) for e in away))
    return max(best, _headed_links(page, comments, headed))


_LONG, _CARD = 1500, 8  # letters of a whole text; how many times longer than a card it is


def _is_below_others(el: Element, page: Page) -> bool:
    """Does an entry stand in what is named as related posts, or below a heading that says so?"""
    if among_others(page.index, el):
        return True
    holders = (el, *islice(el.iterancestors(), 2))
    heads = (h for node in holders for h in islice(node.itersiblings(*TITLE_HEADINGS, preceding=True), 1))
    return any(words.LIKE_POSTS.match(squash(words_in(head))) for head in heads)


def _has_dated_list(page: Page) -> bool:
    """Is there, outside the site's columns, a list of nothing but links to posts, each with its day?"""
    for tag in ("ol", "ul"):
        for el in page.index.by_tag.get(tag, ()):
            items = list(el.iterchildren("li"))
            if len(items) > 1 and all(
                e.find(".//time") is not None and _leads_to_post(e, page) for e in items
            ):
                return not any(a.tag in ("aside", "nav", "footer") for a in el.iterancestors())
    return False


def _leads_to_post(item: Element, page: Page) -> bool:
    hrefs = (page.absolute(a.get("href")) for a in item.iter("a"))
    return any(href and kind_of(href) == "post" and not same_page(href, page.url) for href in hrefs)


def _headed_links(page: Page, comments: Collection[Element], at_home: bool) -> int:
    """How many headings link to posts elsewhere, by ``rel=bookmark`` or their address; a few may be related posts."""
    found: set[str] = set()
    for tag in TITLE_HEADINGS:
        for heading in page.index.by_tag.get(tag, ()):
            a = heading.find(".//a") if heading not in comments else None
            href = page.absolute(a.get("href")) if a is not None else None
            if a is None or not href or "#" in href or same_page(href, page.url):
                continue
            if at_home and host(href) != host(page.url):
                continue
            leads = "bookmark" in (a.get("rel") or "") or kind_of(href) == "post"
            if leads and not among_others(page.index, heading):
                found.add(href)
    return len(found) if len(found) > 4 else 0


def _names_another(page: Page, comments: Collection[Element]) -> bool:
    """Do all permalinks in headings lead elsewhere? A list of a single post has none of its own."""
    headings = (h for tag in TITLE_HEADINGS for h in page.index.by_tag.get(tag, ()) if h not in comments)
    links = [a for h in headings for a in h.iter("a") if "bookmark" in (a.get("rel") or "").lower()]
    targets = [page.absolute(a.get("href")) or page.url for a in links]
    return bool(targets) and not any(same_page(href, page.url) for href in targets)


def _nested(el: Element, rule: Any) -> bool:
    return any(rule.matches(a) for a in el.iterancestors())


def _leads_away(el: Element, page: Page, at_home: bool) -> bool:
    """Does the entry's heading link to a page of its own, with some text below?"""
    for heading in el.iter(*TITLE_HEADINGS):
        a = heading if heading.tag == "a" else next(heading.iter("a"), None)
        if a is None:
            parent = heading.getparent()
            a = parent if parent is not None and parent.tag == "a" else None
        return _names_one_elsewhere(el, heading, a, page, at_home)
    titled = (
        a
        for a in el.iter("a")
        if "bookmark" in (a.get("rel") or "") and (_is_title(a) or _is_title(a.getparent()))
    )
    named = next(titled, None)  # themes without headings
    return named is not None and _names_one_elsewhere(el, named, named, page, at_home)


def _is_title(el: Element) -> bool:
    return "title" in (el.get("class") or "").lower()


def _names_one_elsewhere(el: Element, title: Element, a: Element | None, page: Page, at_home: bool) -> bool:
    """Is an entry's title not the page's own, and its link to elsewhere, with some text below?"""
    href = page.absolute(a.get("href")) if a is not None else None
    said, window = "".join(title.itertext()), page.title_text
    if not href or same_page(href, page.url) or letters(said) == letters(window):
        return False
    if at_home and host(href) != host(page.url):
        return False
    return fold(said) not in fold(window) and len("".join(el.itertext())) > len(said) + 60
