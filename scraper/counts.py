"""How many comments a list counts beside the posts it names; pure, reads no thread and never guesses whose a count is.

A count is a post's where its link leads to the post, or to the comments of it, or where it stands in an entry whose
headings lead to one post and no other.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from scraper import words
from scraper.clean import hidden
from scraper.fields import comment_count, once, only_comment_count, squash
from scraper.page import Page
from scraper.rows import Link
from scraper.select import Element, words_in
from scraper.urls import comment_page, host, page_key, same_page

_BARE = re.compile(r"\W*(\d{1,3}(?:[.,\u00a0 ]\d{3})+|\d{1,6})\W*")
_POSTS = ("post", "page", "comments", "other")
_LONGEST = 60  # a sentence of so many signs is none that only counts
_HEADED = ("h1", "h2", "h3", "h4", "h5", "h6")
_SMALL = frozenset("span p div li em strong b small i dd td a".split())
_counting = once(bool, *words.COUNTING)


def with_counts(page: Page, links: tuple[Link, ...], hidden: set[Element]) -> tuple[Link, ...]:
    """Give a list's links with the number of comments that it prints beside each; None where it prints none."""
    own = page_key(page.url).partition("/")[0]
    posts = {key for ln in links if ln.kind in _POSTS and (key := page_key(ln.url)).partition("/")[0] == own}
    posts.discard(page_key(page.url))
    told: dict[str, int] = {}
    for key, count in _told(page, posts, hidden) if posts else ():
        told[key] = max(count, told.get(key, 0))
    if not told:
        return links
    return tuple(replace(ln, comments_declared=told.get(page_key(ln.url))) for ln in links)


def _told(page: Page, posts: set[str], hidden: set[Element]) -> Iterator[tuple[str, int]]:
    """Each count with the post it belongs to."""
    entries = _Entries(page, posts)
    for a, target in page.links:
        if a not in hidden:
            address = target or ""
            key = _post_of(address, posts)
            placed = key is not None and (words.THREAD_HREF.search(address) or comment_page(address))
            count = _count(a, comment_count if placed else only_comment_count, bool(placed) or _is_named(a))
            if count is not None and (key := key or entries.around(a, page.url, address)):
                yield key, count
    for el in _labelled(page, hidden):
        alone = el.tag != "a" and el.find(".//a") is None
        count = _count(el, only_comment_count, True) if alone else None
        if count is not None:
            link = next(el.iterancestors("a"), None)
            address = (page.absolute(link.get("href")) or "") if link is not None else ""
            if key := _post_of(address, posts) or entries.around(el, page.url, address):
                yield key, count


def _post_of(address: str, posts: set[str]) -> str | None:
    """The post that an address leads to, maybe by way of the place of its comments."""
    paged = comment_page(address)
    key = page_key(paged[0] if paged else address)
    bare = key.partition("?")[0]
    if bare in posts and (key not in posts or words.THREAD_HREF.search(address)):
        return bare
    return key if key in posts else None


def _count(el: Element, read: Callable[[str], int | None], bare: bool) -> int | None:
    """The number of comments that an element says in words, or as a bare number where it is sure to be theirs."""
    text = _shown(el) if len(el) <= 6 else ""
    if not text or len(text) > _LONGEST:
        return None
    if bare and (hit := _BARE.fullmatch(text)):
        return int(re.sub(r"\D", "", hit[1]))
    return read(text)


def _shown(el: Element) -> str:
    """What readers see of an element; WordPress tells but those who cannot see of which post it counts the comments."""
    if not any(map(hidden, el)):
        return squash(words_in(el))
    pieces = [el.text or ""]
    for inner in el:
        pieces += ("" if hidden(inner) else words_in(inner), inner.tail or "")
    return squash(" ".join(pieces)) or squash(words_in(el))


def _is_named(el: Element) -> bool:
    """Does an element's class or id speak of comments?"""
    return _counting(f"{el.get('class') or ''} {el.get('id') or ''}".lower())


def _labelled(page: Page, hidden: set[Element]) -> Iterable[Element]:
    """The small elements that are named after comments, in document order."""
    found = {e for _, e in page.index.named_like(*words.COUNTING) if e.tag in _SMALL}
    return sorted(found - hidden, key=page.index.order.__getitem__)


class _Entries:
    """Where the headings of a list stand, and to which posts they lead."""

    def __init__(self, page: Page, posts: set[str]) -> None:
        self.index, self.places, self.keys = page.index, list[int](), list[str]()
        for a in page.index.by_tag.get("a", ()):
            heads = "bookmark" in (a.get("rel") or "") or next(a.iterancestors(*_HEADED), None) is not None
            heads = heads or next(a.iter(*_HEADED), None) is not None
            target = page.absolute(a.get("href")) if heads else None
            if target and (key := _post_of(target, posts)):
                self.places.append(self.index.order[a])
                self.keys.append(key)

    def around(self, el: Element, here: str, address: str) -> str | None:
        """The one post that the headings of the entry around an element lead to.

        Not where the element leads elsewhere on the blog: a cloud of tags counts too, and may have one named after
        comments. A window of comments is opened by a script, or stands with another host.
        """
        if address and not same_page(address, here) and host(address) == host(here):
            return None
        for entry in el.iterancestors() if self.places else ():
            first, last = self.index.span(entry)
            keys = set(self.keys[bisect_left(self.places, first) : bisect_left(self.places, last + 1)])
            if keys:
                return keys.pop() if len(keys) == 1 else None
        return None
