"""Feeds and sitemaps as witnesses: which posts there are, and what they say of them; never fetches anything.

RSS, RDF and Atom are feedparser's work, with threading (RFC 4685) and paging (RFC 5005); JSON Feed 1.1 is
plain JSON; sitemaps (sitemaps.org 0.9) are streamed, without entities and under caps.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from html import escape, unescape
from io import BytesIO
from typing import Any, cast

from scraper.coding import gunzip
from scraper.dates import FIRST_YEAR, read_date
from scraper.rows import Capture, Entry, Found, Link, LinkKind
from scraper.urls import absolute, kind_of

MAX_FEED_BYTES = 32_000_000
MAX_SITEMAP_LINKS = 100_000  #: twice what the protocol allows
_FEED_ROOTS = frozenset({"rss", "feed", "rdf"})
_SITEMAP_ROOTS = frozenset({"urlset", "sitemapindex"})
_ROOT = re.compile(r"<\s*([A-Za-z_][\w.-]*(?::[\w.-]+)?)")
_PREAMBLE = re.compile(
    r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE
)
_PAGING = ("next", "prev-archive")  # RFC 5005, 3 and 4: both lead to what is older
_HARMLESS = ("CharacterEncodingOverride", "NonXMLContentType")
_KIND_SCHEME = "http://schemas.google.com/g/2005#kind"  # Blogger's mark of what an entry is, no category

# ------------------------------------------------------------------------------------------- what it is


def is_feed(capture: Capture) -> bool:
    """Tell a feed by its first bytes, whatever its content type calls it."""
    head = _head(capture)
    return _root(head).rpartition(":")[2] in _FEED_ROOTS or (
        head.startswith("{") and "jsonfeed.org/version" in head
    )


def is_sitemap(capture: Capture) -> bool:
    """Tell a sitemap, or an index of them, by its first bytes; a text one by its first line."""
    head = _head(capture)
    return _root(head).rpartition(":")[2] in _SITEMAP_ROOTS or _is_text_sitemap(capture, head)


def _head(capture: Capture) -> str:
    raw = capture.body[:8192]
    raw = gunzip(raw)[0] if raw[:2] == b"\x1f\x8b" else raw
    wide = raw[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = raw[:8192].decode("utf-16" if wide else "utf-8", "ignore").lstrip("\ufeff")
    return text.lstrip()


def _root(head: str) -> str:
    """The name of the root element, in lower case."""
    at = 0
    while found := _PREAMBLE.match(head, at):
        at = found.end()
    match = _ROOT.match(head, at)
    return match[1].lower() if match else ""


def _is_text_sitemap(capture: Capture, head: str) -> bool:
    plain = (capture.header("Content-Type") or "text/plain").lower().startswith("text/plain")
    named = "sitemap" in capture.url.lower()
    return plain and named and bool(re.match(r"https?://\S+\s*(?:\n|$)", head))


# ------------------------------------------------------------------------------------------- feeds


def read_feed(capture: Capture) -> Found:
    """Read entries and where the feed goes on; a broken feed gives what it has, and ``error`` says so."""
    body, problem = gunzip(capture.body)
    if len(body) > MAX_FEED_BYTES:
        return Found(capture.url, "feed", error=f"a feed of {len(body)} bytes is not read")
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        found = _read_json(capture.url, body)
    else:
        found = _read_xml(capture, body)
    return _with_error(found, capture.error or problem)


def _read_xml(capture: Capture, body: bytes) -> Found:
    import feedparser  # heavy, and not needed by a sync in which nothing changed

    try:
        parsed = feedparser.parse(
            BytesIO(body.lstrip(b" \t\r\n")),
            response_headers={"content-type": _as_xml(capture), "content-location": capture.url},
            sanitize_html=False,
        )
    except Exception as error:  # whatever a broken feed does to a parser, it is the feed's own error
        return Found(capture.url, "feed", error=_one_line(f"{type(error).__name__}: {error}"))
    feed = parsed.feed
    entries = tuple(e for e in (_entry(raw, capture.url) for raw in parsed.entries) if e)
    return Found(
        capture.url,
        "feed",
        blog_title=_text(dict.get(feed, "title")),
        language=_text(dict.get(feed, "language")),
        entries=entries,
        links=_links(capture.url, entries, _paging(feed)),
        error=_bozo(parsed),
    )


def _as_xml(capture: Capture) -> str:
    """Say XML whatever the server said (text/xml would mean ASCII), and keep its charset."""
    charset = re.search(r"charset=[\"']?([\w.:-]+)", capture.header("Content-Type") or "", re.IGNORECASE)
    return "application/xml" + (f"; charset={charset[1]}" if charset else "")


def _bozo(parsed: Any) -> str | None:
    error = parsed.get("bozo_exception") if parsed.bozo else None
    if error is not None and type(error).__name__ not in _HARMLESS:
        return _one_line(str(error) or type(error).__name__)
    return None if parsed.get("version") or parsed.entries else "not a feed"


def _entry(raw: Mapping[str, Any], base: str) -> Entry | None:
    get = cast(dict[str, Any], raw)
    href = _entry_url(get)
    url = absolute(href, base) if href else None
    if url is None:
        return None
    reply = dict.get(get, "thr_in-reply-to") or {}
    return Entry(
        url=url,
        title=_text(dict.get(get, "title")),
        author=_author(get),
        published=_when(get, "published") or _when(get, "created"),
        updated=_when(get, "updated"),
        categories=_categories(get),
        body_html=_body(get),
        comments_declared=_declared(get),
        comments_feed=_comments_feed(get, base),
        id=_text(dict.get(get, "id")),
        in_reply_to=_text(reply.get("ref") or reply.get("href")),
    )


def _entry_url(entry: dict[str, Any]) -> str | None:
    original = dict.get(entry, "feedburner_origlink")
    link = original or dict.get(entry, "link")
    identity = dict.get(entry, "id") or ""
    return link or (identity if identity.startswith(("http://", "https://")) else None)


def _author(entry: dict[str, Any]) -> str | None:
    detail = dict.get(entry, "author_detail") or {}
    name = _text(detail.get("name") or dict.get(entry, "author"))
    return (
        None if name and re.fullmatch(r"\S+@\S+", name) else name and unescape(name)
    )  # WordPress escapes it twice


def _categories(entry: dict[str, Any]) -> tuple[str, ...]:
    tags = dict.get(entry, "tags") or ()
    names = (_text(t.get("label") or t.get("term")) for t in tags if t.get("scheme") != _KIND_SCHEME)
    return tuple(dict.fromkeys(name for name in names if name))


def _body(entry: dict[str, Any]) -> str | None:
    contents = [c.get("value") for c in dict.get(entry, "content") or ()]
    return max(filter(None, contents), key=len, default=None) or dict.get(entry, "summary") or None


def _declared(entry: dict[str, Any]) -> int | None:
    counts = [dict.get(entry, "slash_comments"), dict.get(entry, "thr_total")]
    counts += [link.get("thr:count") or link.get("count") for link in _replies(entry)]
    return next((int(c) for c in counts if c and re.fullmatch(r"\d{1,7}", str(c).strip())), None)


def _comments_feed(entry: dict[str, Any], base: str) -> str | None:
    machine = (link.get("href") for link in _replies(entry) if "xml" in link.get("type", ""))
    href = dict.get(entry, "wfw_commentrss") or next(machine, None)
    return absolute(href, base) if href else None


def _replies(entry: dict[str, Any]) -> Iterator[dict[str, str]]:
    return (link for link in dict.get(entry, "links") or () if link.get("rel") == "replies")


def _paging(feed: Mapping[str, Any]) -> list[str]:
    return [link.get("href", "") for link in feed.get("links", ()) if link.get("rel") in _PAGING]


def _links(base: str, entries: Iterable[Entry], paging: Iterable[str]) -> tuple[Link, ...]:
    """Where the blog goes on: posts (a comment's address is its post's), comment feeds, older entries."""
    found: dict[str, Link] = {}
    for page in paging:
        if url := absolute(page, base):
            found.setdefault(url, Link(url, "feed", rel="next"))
    for entry in entries:
        post = entry.url.partition("#")[0]
        found.setdefault(post, Link(post, "post", text=entry.title))
        if entry.comments_feed:
            found.setdefault(entry.comments_feed, Link(entry.comments_feed, "feed", rel="replies"))
    return tuple(found.values())


# ------------------------------------------------------------------------------------------- JSON Feed


def _read_json(url: str, body: bytes) -> Found:
    try:
        feed = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        return Found(url, "feed", error=_one_line(str(error)))
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        return Found(url, "feed", error="not a feed")
    entries = tuple(e for e in (_json_entry(i, url) for i in items if isinstance(i, dict)) if e)
    older = [feed["next_url"]] if isinstance(feed.get("next_url"), str) else []
    return Found(
        url,
        "feed",
        blog_title=_text(feed.get("title")),
        language=_text(feed.get("language")),
        entries=entries,
        links=_links(url, entries, older),
    )


def _json_entry(item: dict[str, Any], base: str) -> Entry | None:
    href = next((v for v in (item.get("url"), item.get("id")) if isinstance(v, str) and v), None)
    url = absolute(href, base) if href and re.match(r"https?://|/", href) else None
    if url is None:
        return None
    tags, plain = item.get("tags"), item.get("content_text") or item.get("summary")
    return Entry(
        url=url,
        title=_text(item.get("title")),
        author=_json_author(item),
        published=_date(_text(item.get("date_published"))),
        updated=_date(_text(item.get("date_modified"))),
        categories=tuple(t for t in map(_text, tags if isinstance(tags, list) else ()) if t),
        body_html=_text(item.get("content_html")) or escape(_text(plain) or "") or None,
        id=_text(item.get("id")),
    )


def _json_author(item: dict[str, Any]) -> str | None:
    several = item.get("authors")
    people = several if isinstance(several, list) else [item.get("author")]
    names = (_text(p.get("name")) for p in people if isinstance(p, dict))
    return ", ".join(name for name in names if name) or None


# ------------------------------------------------------------------------------------------- sitemaps


def read_sitemap(capture: Capture) -> Found:
    """Read a sitemap's addresses with their lastmod, or an index's sitemaps."""
    body, problem = gunzip(capture.body)
    if _is_text_sitemap(capture, _head(capture)):
        found = _read_lines(capture.url, body)
    elif is_sitemap(capture):
        found = _read_urlset(capture.url, body)
    else:
        found = Found(capture.url, "sitemap", error="not a sitemap")
    return _with_error(found, capture.error or problem)


def _read_lines(url: str, body: bytes) -> Found:
    lines = body.decode("utf-8-sig", "replace").split()
    posts = _OF_POSTS.search(url) is not None
    links = (_sitemap_link(line, url, None, False, posts) for line in lines[:MAX_SITEMAP_LINKS])
    more = f"only the first {MAX_SITEMAP_LINKS} of {len(lines)} lines are read"
    return Found(
        url,
        "sitemap",
        links=tuple(link for link in links if link),
        error=more if len(lines) > MAX_SITEMAP_LINKS else None,
    )


def _read_urlset(url: str, body: bytes) -> Found:
    from lxml import etree

    events = etree.iterparse(
        BytesIO(body.lstrip(b" \t\r\n")),
        tag=("{*}url", "{*}sitemap", "url", "sitemap"),
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        collect_ids=False,
    )
    found: dict[str, Link] = {}
    error = None
    posts = _OF_POSTS.search(url) is not None
    try:
        for _, element in events:
            link = _element_link(element, url, posts)
            if link:
                found.setdefault(link.url, link)
            _forget(element)
            if len(found) >= MAX_SITEMAP_LINKS:
                error = f"only the first {MAX_SITEMAP_LINKS} addresses are read"
                break
    except etree.XMLSyntaxError as broken:
        error = _one_line(str(broken))
    error = error or next((_one_line(entry.message) for entry in events.error_log), None)
    return Found(url, "sitemap", links=tuple(found.values()), error=error)


#: the name of a sitemap of posts alone (WordPress 5.5 and its plugins, Ghost): "/2017/" is one there, and no year
_OF_POSTS = re.compile(
    r"/(?:wp-sitemap-posts-post-\d+|posts?-sitemap-?\d*|sitemap-posts?(?:-\d+)?|sitemap-pt-post-[\w-]+)\.xml",
    re.I,
)


def _element_link(element: Any, base: str, posts: bool) -> Link | None:
    index = element.tag.rpartition("}")[2] == "sitemap"
    own = {child.tag.rpartition("}")[2]: child.text for child in element if isinstance(child.tag, str)}
    return _sitemap_link(own.get("loc"), base, own.get("lastmod"), index, posts)


def _sitemap_link(href: str | None, base: str, lastmod: str | None, index: bool, posts: bool) -> Link | None:
    url = absolute(href, base) if href and href.strip() else None
    if url is None:
        return None
    told = kind_of(url)
    list_like = told in ("index", "feed", "other") or (told in ("archive", "older") and not posts)
    kind: LinkKind = "sitemap" if index else told if told and list_like else "post"
    return Link(url, kind, lastmod=_date(_text(lastmod)))


def _forget(element: Any) -> None:
    """Let go of what was read: a stream must not become a tree."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


# ------------------------------------------------------------------------------------------- values


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _one_line(text: str) -> str:
    return " ".join(text.split())[:300]


def _with_error(found: Found, error: str | None) -> Found:
    return replace(found, error=error) if error else found  # what came cut explains what cannot be read


def _when(entry: dict[str, Any], name: str) -> str | None:
    """Read a date as it was written; where only feedparser understands it, in UTC as it tells."""
    parsed = dict.get(entry, f"{name}_parsed")
    told = parsed and parsed.tm_year >= FIRST_YEAR and _iso(datetime(*parsed[:6]), "+00:00")
    return _date(_text(dict.get(entry, name))) or told or None


def _date(text: str | None) -> str | None:
    """Read RFC 822 or ISO 8601 with the zone it gives and no more precision than it has."""
    if text is None or len(text) > 100:
        return None
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return read_date(text)
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return _iso(read(text))
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return read_date(text)


def _iso(moment: datetime, zone: str = "") -> str | None:
    written = moment.replace(microsecond=0).isoformat() + zone
    return written if moment.year >= FIRST_YEAR else None
