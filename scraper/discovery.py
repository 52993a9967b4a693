"""Which of a page's links are worth following, and what may be where nothing links to; pure, asks nobody."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import SplitResult, parse_qs, urlencode, urljoin, urlsplit, urlunsplit

from scraper.platforms import PLATFORMS
from scraper.rows import Entry, Found, Link, LinkKind
from scraper.urls import (
    MOST_COMMENT_PAGES,
    Scope,
    absolute,
    comment_page,
    date_in,
    is_file,
    kind_of,
    normalize,
    page_key,
    post_part,
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
#: What is asked whatever `--include` says: it names the posts that are included, or is what an address became.
LISTS: frozenset[LinkKind] = frozenset(("sitemap", "feed", "older", "index", "archive", "moved"))
_BY_NAME = {platform.name: platform for platform in PLATFORMS}
_FEED_PAGES = frozenset(filter(None, (platform.feed_pages for platform in PLATFORMS)))
_NUMBER = re.compile(r"[0-9]{1,6}")
_SIDE_FEED = re.compile(r"/(?:category|tag|author|label|search|archives?|\d{4})/.*feed|/[^/]+/[^/]+/feed/?$")
_OWN_PAGE = re.compile(r"(?:page|paged|pg|start)=\d+")
_TAIL = re.compile(r"#.*$")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What belongs to the blog, and what of it is wanted."""

    scope: Scope
    since: str | None = None
    _judged: dict[str, tuple[str, bool, bool, LinkKind | None]] = field(
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
        if own and paged is None and not any(same_page(told, one) for one in (address, *_posts_at(own[0]))):
            return None  # a page of comments belongs to its own post, whatever it says
        return told

    def _wanted(self, found: Found, address: str) -> Iterable[Link]:
        hides = self._names_left_out(found)
        seen = {page_key(address)} if found.kind != "moved" else set()
        ends = _is_end(found, self.since)
        for link in (*found.links, *_pages_before(found, address)):
            url, worth, leads, by_url = self._judged.get(link.url) or self._judge(link.url)
            if url not in seen and self._tells_more(found, link, url, address):
                seen.add(url)
                yield replace(link, url=url, rel="replies")
            if not worth and leads:  # on a post's page, "older" may be the post before it
                worth = (link.kind if found.post is None else by_url) in LISTS
            if url in seen or not worth or (ends and link.kind in ("older", "comments")):
                continue
            if found.post is not None and _is_facet(url, address):
                continue
            if link.kind == "feed" and not self._is_feed_of_blog(found, link, address):
                continue
            kind = _kind(by_url, link.kind)
            if hides and kind == "older":
                kind = "index"  # asked even where no post that this page names is wanted: those on the next may be
            dated = self.since and kind in ("post", "comments")
            if dated and not self._recent(date_in(url) or link.lastmod):
                continue
            seen.add(url)
            yield link if (url, kind) == (link.url, link.kind) else replace(link, url=url, kind=kind)

    def _names_left_out(self, found: Found) -> bool:
        """Does a list name posts that `--include` leaves out? Then it says more than what is followed of it."""
        if found.kind not in ("index", "archive"):
            return False
        judged = (self._judged.get(ln.url) or self._judge(ln.url) for ln in found.links if ln.kind == "post")
        return any(leads and not worth for _, worth, leads, _ in judged)

    def _is_feed_of_blog(self, found: Found, link: Link, address: str) -> bool:
        """Posts and archives link to feeds of their own, which tell nothing that the blog's do not."""
        if link.rel == "replies":
            return False
        home = same_page(address, self.scope.start_url)
        return home or (found.post is None and found.kind != "archive")

    def _tells_more(self, found: Found, link: Link, url: str, address: str) -> bool:
        """The post's own feed, where its page shows comments without a day, or counts more and leads to none."""
        return link.kind == "feed" and _lacks(found) and _is_below(url, address) and self.scope.leads(url)

    def worth(self, url: str, kind: LinkKind) -> bool:
        """Tell whether an address is the blog's own, no trap and no mere file."""
        _, worth, leads, _ = self._judged.get(url) or self._judge(url)
        return worth or (leads and kind in LISTS)

    def _judge(self, address: str) -> tuple[str, bool, bool, LinkKind | None]:
        """Give an address's one spelling, its worth, that as a list, and what it plainly is.

        Asked once: menus stand on every page.
        """
        url = normalize(address)
        url = address if url == address else url  # a long list's addresses are held once
        by_url = kind_of(url)
        file = is_file(url) and by_url not in ("feed", "sitemap")
        leads = self.scope.leads(url) and not file and trap(url) is None
        found = url, leads and self.scope.holds(url), leads, by_url
        if len(self._judged) > 20_000:
            self._judged.clear()
        self._judged[address] = found
        return found

    def _recent(self, date: str | None) -> bool:
        return self.since is None or date is None or date[:10] >= self.since[: len(date[:10])]


def _posts_at(url: str) -> Iterator[str]:
    """Where the post may stand of which a page of comments, its number taken off, has this address.

    A block theme's pager keeps `?p=57` beside the path, and each piece of a post of several has the comments below it.
    """
    yield url
    yield url.partition("?")[0]
    if part := post_part(url):
        yield part[0]


def _kind(by_url: LinkKind | None, told: LinkKind) -> LinkKind:
    """A link's kind; what an address plainly is (comments, feed, list) outweighs its wording."""
    if told in ("other", "post") and by_url in ("comments", "feed", "sitemap", "older", "archive"):
        return "post" if told == "post" and by_url in ("older", "archive") else by_url
    return told


def _is_facet(url: str, address: str) -> bool:
    """Tell a post's own address with more in its query, but for its pages and comment pages.

    Lists within a post (WordPress query blocks) multiply such addresses without end.
    """
    if "?" not in url:
        return False
    there, here = _without_page(url), _without_page(address)
    if (there.netloc, there.path) != (here.netloc, here.path) or (there.path == "/" and not here.query):
        return False
    more, own = set(there.query.split("&")) - {""}, set(here.query.split("&")) - {""}
    return own < more and not all(_OWN_PAGE.fullmatch(word) for word in more - own)


def _without_page(url: str) -> SplitResult:
    paged = comment_page(url)
    return urlsplit(paged[0] if paged else url)


def _lacks(found: Found) -> bool:
    """Does a page leave to the post's own feed what it does not say of comments (days of pingbacks, the others)?"""
    declared = found.post.comments_declared if found.post else None
    fewer = 0 < len(found.comments) < (declared or 0) and not any(comment_page(ln.url) for ln in found.links)
    return fewer or any(comment.published is None and comment.id.isdecimal() for comment in found.comments)


def _pages_before(found: Found, address: str) -> Iterable[Link]:
    """The pages of comments before the one shown, as its number tells; old themes print no way to them.

    On the post's own page, the link to answer names the page that is shown. An address alone is believed from the
    third page on: of two, the first may well be the post's own.
    """
    if not found.comments:
        return
    own = comment_page(address)
    first, last, named = (own[0] if own else address), 1, ""
    shown = [link.url for link in found.links if own is None and _REPLY.search(link.url)]
    if own and own[1] > 2:
        others = any(_REPLY.search(link.url) is None and comment_page(link.url) for link in found.links)
        shown = [] if others else [address]
    for url in shown:
        paged = comment_page(url)
        if paged and last < paged[1] <= MOST_COMMENT_PAGES and same_page(_REPLY.sub("", paged[0]), first):
            last, named = paged[1], _REPLY.sub("", url)
    for number in range(1, last):
        yield Link(_numbered(named, last, number), "comments")


_REPLY = re.compile(r"[?&]replytocom=\d+")


def _numbered(url: str, old: int, new: int) -> str:
    """The address of another page of the same comments."""
    return re.sub(
        rf"(comment-page-|/comments/page/|[?&]c?(?:omment-?)?[pP]age=){old}(?!\d)", rf"\g<1>{new}", url
    )


def _is_below(url: str, address: str) -> bool:
    """Tell a post's own feed, which is one of its comments: its address goes on from the post's."""
    paged = comment_page(address)
    there, here = urlsplit(url), urlsplit(paged[0] if paged else address)
    if here.query:  # ?feed=rss2&p=12
        return there.path == here.path and set(here.query.split("&")) <= set(there.query.split("&"))
    return here.path.strip("/") != "" and there.path.startswith(here.path.rstrip("/") + "/")


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
    platform = _BY_NAME.get(found.platform or "")
    places += platform.places.items() if platform else ()
    base = home if home.endswith("/") else urljoin(home, "./")
    return [Link(urljoin(base, path), kind) for path, kind in places]


def next_feed_page(found: Found, address: str, platform: str | None) -> Link | None:
    """The further page of a feed to which nothing links (WordPress's `?paged=N`, ended by a 404)."""
    if not any(is_post_entry(entry) for entry in found.entries) or any(
        link.kind == "older" for link in found.links
    ):
        return None
    parts = urlsplit(address)
    query = parse_qs(parts.query)
    of_platform = _BY_NAME[platform].feed_pages if platform in _BY_NAME else None
    name = next((n for n in query if n in _FEED_PAGES), of_platform)
    shown = query.get(name, ["1"])[0] if name else ""
    if name is None or not _NUMBER.fullmatch(shown) or _SIDE_FEED.search(parts.path):
        return None
    query[name] = [str(int(shown) + 1)]
    return Link(urlunsplit(parts._replace(query=urlencode(query, doseq=True))), "older")


def edits_feed(address: str, homes: Iterable[str], platform: str | None) -> str | None:
    """The feed in the order of edits that stands beside the blog's feed, where its platform has one."""
    for home in homes if platform in _BY_NAME else ():
        for path, edits in _BY_NAME[platform or ""].feed_edits.items():
            if address == urljoin(home, path):
                return urljoin(home, edits)
    return None


def is_post_entry(entry: Entry) -> bool:
    """Tell a feed's entry for a post from one for a comment (RFC 4685, or an address within a page)."""
    return entry.in_reply_to is None and "#" not in entry.url and "showComment=" not in entry.url
