"""Which of a page's links are worth following, and what may be where nothing links to; pure, asks nobody."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit, urlunsplit

from scraper.rows import Entry, Found, Link, LinkKind
from scraper.urls import (
    Scope,
    absolute,
    comment_page,
    date_in,
    is_file,
    kind_of,
    normalize,
    page_key,
    same_page,
    trap,
)

#: Where blogs keep their feed or sitemap when no page says so, the most frequent first.
USUAL: tuple[tuple[str, LinkKind], ...] = (
    ("sitemap.xml", "sitemap"),
    ("feed/", "feed"),
    ("atom.xml", "feed"),
    ("rss.xml", "feed"),
    ("index.xml", "feed"),
)
#: What stands there on platforms that never say so.
OF_PLATFORM: dict[str, tuple[tuple[str, LinkKind], ...]] = {
    "wordpress": (("wp-sitemap.xml", "sitemap"), ("comments/feed/", "feed")),
    "blogger": (("feeds/posts/default", "feed"), ("feeds/comments/default", "feed")),
}
_PAGED = re.compile(r"[?&]paged=(\d+)")
_SIDE_FEED = re.compile(r"/(?:category|tag|author|label|search|archives?|\d{4})/.*feed|/[^/]+/[^/]+/feed/?$")
_OWN_PAGE = re.compile(r"(?:page|paged|pg|start)=\d+")
_TAIL = re.compile(r"#.*$")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What belongs to the blog, and what of it is wanted."""

    scope: Scope
    since: str | None = None
    _judged: dict[str, tuple[str, bool, LinkKind | None]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def settle(self, found: Found, address: str) -> Found:
        """Give what a page found with a canonical address that can be true and links worth following."""
        links = tuple(self._wanted(found, address))
        entries = tuple(
            e
            for e in found.entries
            if self.scope.holds(e.url) and self._recent(e.published or date_in(e.url))
        )
        return replace(
            found, url=address, canonical_url=self.canonical(found, address), links=links, entries=entries
        )

    def canonical(self, found: Found, address: str) -> str | None:
        """Believe a page about its own address unless it names the home page or another blog (RFC 6596)."""
        told = absolute(found.canonical_url or "", address)
        if told is None or not self.scope.holds(told) or found.post is None:
            return None
        told = normalize(_TAIL.sub("", told))
        home = same_page(told, self.scope.start_url) or urlsplit(told).path in ("", "/")
        if home and not urlsplit(told).query and not same_page(told, address):
            return None
        paged, own = comment_page(told), comment_page(address)
        if own and paged is None and not same_page(told, own[0]) and not same_page(told, address):
            return None  # a page of comments belongs to its own post, whatever it says
        return told

    def _wanted(self, found: Found, address: str) -> Iterable[Link]:
        seen = {page_key(address)} if found.kind != "moved" else set()
        ends = _is_end(found, self.since)
        for link in found.links:
            url, worth, by_url = self._judged.get(link.url) or self._judge(link.url)
            if not worth or url in seen or (ends and link.kind in ("older", "comments")):
                continue
            if found.post is not None and _is_facet(url, address):
                continue
            if link.kind == "feed" and not self._is_feed_of_blog(found, link, address):
                continue
            kind = _kind(by_url, link.kind)
            if self.since and kind == "post" and not self._recent(date_in(url) or link.lastmod):
                continue
            seen.add(url)
            yield link if (url, kind) == (link.url, link.kind) else replace(link, url=url, kind=kind)

    def _is_feed_of_blog(self, found: Found, link: Link, address: str) -> bool:
        """Posts and archives link to feeds of their own, which tell nothing that the blog's do not."""
        if link.rel == "replies":
            return False
        home = same_page(address, self.scope.start_url)
        return home or (found.post is None and found.kind != "archive")

    def worth(self, url: str) -> bool:
        """Tell whether an address is the blog's own, no trap and no mere file."""
        return (self._judged.get(url) or self._judge(url))[1]

    def _judge(self, address: str) -> tuple[str, bool, LinkKind | None]:
        """Give an address's one spelling, its worth, and what it plainly is; asked once: menus stand on every page."""
        url = normalize(address)
        by_url = kind_of(url)
        file = is_file(url) and by_url not in ("feed", "sitemap")
        found = url, self.scope.holds(url) and not file and trap(url) is None, by_url
        if len(self._judged) > 20_000:
            self._judged.clear()
        self._judged[address] = found
        return found

    def _recent(self, date: str | None) -> bool:
        return self.since is None or date is None or date[:10] >= self.since[: len(date[:10])]


def _kind(by_url: LinkKind | None, told: LinkKind) -> LinkKind:
    """A link's kind; what an address plainly is (comments, feed, list) outweighs its wording."""
    if told in ("other", "post") and by_url in ("comments", "feed", "sitemap", "older", "archive"):
        return "post" if told == "post" and by_url in ("older", "archive") else by_url
    return told


def _is_facet(url: str, address: str) -> bool:
    """Tell a post's own address with another query, but for its pages and comment pages.

    Lists within a post (WordPress query blocks) multiply such addresses without end.
    """
    if "?" not in url:
        return False
    there, here = urlsplit(url), urlsplit(address)
    if not there.query or (there.netloc, there.path) != (here.netloc, here.path) or there.path == "/":
        return False
    return comment_page(url) is None and not _OWN_PAGE.fullmatch(there.query)


def _is_end(found: Found, since: str | None) -> bool:
    """Tell whether a page of comments is empty, or a list older than wanted: nothing lies beyond."""
    if comment_page(found.url):
        return not found.comments
    if found.kind not in ("index", "archive") or since is None:
        return False
    dates = [date for link in found.links if link.kind == "post" and (date := date_in(link.url))]
    return bool(dates) and max(dates) < since[: len(dates[0])]


def usual_places(found: Found, home: str) -> list[Link]:
    """Where to look for a feed or a sitemap that the home page does not link to."""
    have = {link.kind for link in found.links}
    places = [place for place in USUAL if place[1] not in have]
    places += OF_PLATFORM.get(found.platform or "", ())
    base = home if home.endswith("/") else urljoin(home, "./")
    return [Link(urljoin(base, path), kind) for path, kind in places]


def next_feed_page(found: Found, address: str, platform: str | None) -> Link | None:
    """The further pages of a WordPress feed, which nothing links to (`?paged=N`, ended by a 404)."""
    if not any(is_post_entry(entry) for entry in found.entries) or any(
        link.kind == "older" for link in found.links
    ):
        return None
    parts = urlsplit(address)
    query = parse_qs(parts.query)
    wordpress = platform == "wordpress" or _PAGED.search(address)
    if not wordpress or _SIDE_FEED.search(parts.path):
        return None
    query["paged"] = [str(int(query.get("paged", ["1"])[0]) + 1)]
    return Link(urlunsplit(parts._replace(query=urlencode(query, doseq=True))), "older")


def is_post_entry(entry: Entry) -> bool:
    """Tell a feed's entry for a post from one for a comment (RFC 4685, or an address within a page)."""
    return entry.in_reply_to is None and "#" not in entry.url and "showComment=" not in entry.url
