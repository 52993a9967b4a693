"""What a page tells machines about its post: JSON-LD, microdata, OpenGraph, Dublin Core. Never a platform, never prose."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from scraper.dates import read_date, read_seconds
from scraper.fields import fold, person, squash, without_sign
from scraper.page import Page
from scraper.rows import Author
from scraper.urls import kind_of, same_page

#: schema.org types that are a post's own page
ARTICLES = frozenset(
    "Article BlogPosting NewsArticle TechArticle ScholarlyArticle Report SocialMediaPosting AnalysisNewsArticle OpinionNewsArticle "
    "LiveBlogPosting Recipe HowTo Review".split()
)


@dataclass(frozen=True, slots=True)
class Claim:
    """One answer to one field: what it says, which rule says so, how sure that is (0 to 1)."""

    value: Any
    rule: str
    sure: float


#: no answer
NOTHING = Claim(None, "nothing", 0.0)


_DATES = {
    "published": (
        "article:published_time", "datepublished", "dc.date.issued", "dcterms.created", "dcterms.issued", "dc.date.created", "og:article:published_time",
        "parsely-pub-date", "sailthru.date", "pubdate", "publish-date", "publication_date", "article.published", "dc.date", "dcterms.date",
        "citation_publication_date", "publishdate", "cxenseparse:recs:publishtime", "article:published", "date", "vr:published_time", "bt:pubdate",
        "weibo:article:create_at", "published", "published-date", "publisheddate", "publish_date", "article-published-date", "created", "displaydate", "og:published_time", "published_time", "datecreated", "originalpublicationdate", "rnews:datepublished",
    ),
    "updated": ("article:modified_time", "datemodified", "og:updated_time", "dcterms.modified", "dc.date.modified", "lastmod", "last-modified"),
}  # fmt: skip
_TITLES = (
    "og:title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "parsely-title",
    "sailthru.title",
    "headline",
    "title",
)
_AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl", "article:author_name", "creator",
            "citation_author", "cxenseparse:author", "twitter:data1")  # fmt: skip


def articles(page: Page) -> list[dict[str, Any]]:
    """The page's JSON-LD objects that are articles."""
    return [o for o in page.jsonld if ARTICLES & set(_types(o))]


def _web_pages(page: Page) -> list[dict[str, Any]]:
    """The page itself as JSON-LD tells it, where it tells of no article."""
    return [] if articles(page) else [o for o in page.jsonld if "WebPage" in _types(o)]


def _types(thing: dict[str, Any]) -> list[str]:
    kind = thing.get("@type")
    return [str(k).rpartition("/")[2] for k in (kind if isinstance(kind, list) else [kind]) if k]


def titles(page: Page) -> Iterator[Claim]:
    for thing in articles(page):
        for key in ("headline", "name"):
            if isinstance(thing.get(key), str):
                yield Claim(squash(unescape(thing[key])), f"json-ld {key}", 0.8)
    for name in _TITLES:
        if name.startswith("og:") and _speaks_of_home(page):
            continue
        for value in page.meta.get(name, ())[:1]:
            yield Claim(without_sign(value), f"meta {name}", 0.75)
    if title := page.trackback.get("title"):
        yield Claim(title, "trackback RDF", 0.8)


def _speaks_of_home(page: Page) -> bool:
    """Does OpenGraph name the site's front page as this one? Then its title is the site's, too."""
    told = next(iter(page.meta.get("og:url", ())), None)
    return bool(told) and kind_of(told or "") == "index" and kind_of(page.url) != "index"


def authors(page: Page) -> Iterator[Claim]:
    """Lists of Author, as JSON-LD and meta elements name them."""
    ids = {o["@id"]: o for o in page.jsonld if isinstance(o.get("@id"), str)}
    for thing in articles(page):
        told = _listed(thing.get("author") or thing.get("creator"))
        people = tuple(a for a in (_person(p, ids) for one in told for p in _each(one)) if a)
        if people:
            yield Claim(people, "json-ld author", 0.8)
    for name in _AUTHORS:
        values = [
            v for v in page.meta.get(name, ()) if not v.startswith(("http:", "https:", "@", "../", "/"))
        ]
        if name == "twitter:data1" and fold(page.meta.get("twitter:label1", [""])[0]) not in (
            "written by",
            "verfasst von",
            "écrit par",
            "escrito por",
            "author",
        ):
            continue
        people = tuple(Author(p) for p in dict.fromkeys(map(person, values)) if p)
        if people:
            yield Claim(people, f"meta {name}", 0.6)
    if creator := person(page.trackback.get("creator")):
        yield Claim((Author(creator),), "trackback RDF", 0.6)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _each(value: Any) -> list[Any]:
    """The persons that one author is, where several whole names stand in the place of one."""
    names = value.get("name") if isinstance(value, dict) else None
    several = isinstance(names, list) and len(names) > 1 and all(" " in str(name) for name in names)
    return [{"@type": "Person", "name": str(name)} for name in names or ()] if several else [value]


def _person(value: Any, ids: dict[str, Any]) -> Author | None:
    if isinstance(value, dict):
        value = ids.get(value.get("@id", ""), value) if "name" not in value else value
        if "Organization" in _types(value) and "Person" not in _types(value):
            return None
        given = value.get("name")
        said = (
            given if isinstance(given, str) else " ".join(map(str, given)) if isinstance(given, list) else ""
        )
        name = person(unescape(said))  # Yoast escapes what it tells
        url = value.get("url") or value.get("sameAs")
        return (
            Author(name, unescape(url) if isinstance(url, str) and url.startswith("http") else None)
            if name
            else None
        )
    name = person(unescape(value)) if isinstance(value, str) else None
    return Author(name) if name else None


def dates(page: Page, field: str, order: str | None = None) -> Iterator[Claim]:
    """``field`` is "published" or "updated", ``order`` that of day and month in what is told in figures."""
    for value, rule, sure in _told(page, field):
        if date := _when(value, order):
            yield Claim(date, rule, sure)


def days(page: Page) -> tuple[set[str], list[str]]:
    """The days that a page tells machines beyond doubt, the year first, and what it tells them in other forms."""
    told = [value for field in _DATES for value, *_ in _told(page, field)]
    plain = {value for value in told if _YEAR_FIRST.match(value)}
    return {day[:10] for value in plain if (day := read_date(value))}, [v for v in told if v not in plain]


_YEAR_FIRST = re.compile(r"\s*\d{4}\D")


def _told(page: Page, field: str) -> Iterator[tuple[str, str, float]]:
    """What machines are told of a day: the words, the rule, how sure it is."""
    key = "datePublished" if field == "published" else "dateModified"
    for thing in articles(page):
        drafted = field == "published" and key not in thing  # else it is when the draft was begun
        for name in (key, "dateCreated") if drafted else (key,):
            if isinstance(thing.get(name), (str, int)):
                yield str(thing[name]), f"json-ld {name}", 0.85
    for thing in _web_pages(page):  # Yoast's graph before it told articles, and many site builders
        if isinstance(thing.get(key), str):
            yield thing[key], f"json-ld WebPage {key}", 0.78
    for name in _DATES[field]:
        for value in page.meta.get(name, ())[:1]:
            yield value, f"meta {name}", 0.8
    if field == "published" and (date := page.trackback.get("date")):
        yield date, "trackback RDF", 0.82


def _when(value: str, order: str | None) -> str | None:
    """The date in a meta element, were it in seconds or milliseconds since 1970."""
    return read_seconds(value) or read_date(value, order=order)


def site_names(page: Page) -> list[str]:
    """What the page calls the whole site."""
    found = [
        v
        for name in ("og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:site:name")
        for v in page.meta.get(name, ())
    ]
    for thing in page.jsonld:
        site = {"WebSite", "Blog"} & set(_types(thing)) and isinstance(thing.get("name"), str)
        if site and not _is_pages_own(thing, page):
            found.append(thing["name"])
        publisher, author = thing.get("publisher"), thing.get("author")
        if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
            # Jekyll's plug-in has the author as publisher of a blog that is called otherwise
            signed = (
                isinstance(author, dict)
                and author.get("name") == publisher["name"]
                and "Person" in _types(author)
            )
            if not (signed and page.meta.get("og:site_name")):
                found.append(publisher["name"])
    found += feed_names(page)
    return list(dict.fromkeys(squash(f) for f in found if f))


def _is_pages_own(site: dict[str, Any], page: Page) -> bool:
    """Does a theme call each page a site, with the page's own address and title?"""
    url = site.get("url")
    return isinstance(url, str) and kind_of(page.url) != "index" and same_page(url, page.url)


def feed_names(page: Page) -> list[str]:
    """What the page's feeds are called after: "The site » Comments Feed", "The post » The site » RSS 2.0".

    A post's own title may have the sign, too: "The site » Tea » the old way Comments Feed".
    """
    named = [_FEED.sub(r" » \1", title).split(" » ") for title in _feed_titles(page)]
    plain = {parts[0] for parts in named if len(parts) == 2}
    end = _end_of(page.title_text)
    return [
        parts[0] if parts[0] in plain or (end and parts[-1].startswith(f"{end} ")) else parts[-2]
        for parts in named
        if len(parts) > 1
    ]


def _end_of(title: str) -> str | None:
    """What stands behind the last sign of a window's title, up to the site's name: how a feed's last part begins."""
    if "»" not in title:
        return None
    return re.split(r"\s[|–—-]\s", title.rpartition("»")[2][:200])[0].strip() or None


_FEED = re.compile(r"\s+-\s+(Atom|RSS)$")


def _feed_titles(page: Page) -> Iterator[str]:
    """What the page calls its feeds: "The site » Comments Feed"."""
    for link in page.index.by_tag.get("link", ()):
        if (link.get("type") or "").endswith(("rss+xml", "atom+xml")):
            yield squash(link.get("title") or "")


def is_article(page: Page) -> bool:
    """Does the page say to machines that it is one article?"""
    return bool(articles(page)) or any(v.lower() == "article" for v in page.meta.get("og:type", ()))


def comment_count(page: Page) -> int | None:
    for thing in articles(page):
        value = thing.get("commentCount")
        if isinstance(value, int) or (isinstance(value, str) and value.isdecimal()):
            return int(value)
    return None
