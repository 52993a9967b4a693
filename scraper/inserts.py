"""What a site sets among the paragraphs of a text: teasers of its other posts, adverts' labels, "Most read"."""

import re
from collections.abc import Iterator

from scraper import words
from scraper.clean import HEADINGS, opens
from scraper.furniture import END, names_of
from scraper.select import Element, words_in
from scraper.textsums import Sums
from scraper.urls import host, is_of_site

#: pieces of the names of boxes that lead to other posts, wherever they stand in a text
_PIECES = (
    "teaser", "recirc", "promo", "article-card", "articlecard", "most-read", "mostread", "most-popular",
    "mostpopular", "most-viewed", "trending", "more-coverage", "more-topic", "more-stories", "morestories",
    "similar", "summaryitem", "summary-item", "list-widget", "read-also", "also-read", "inline-article",
)  # fmt: skip
_TEASER = 700  #: characters of one box, at most: a headline, a summary, a day
_SHARE = 0.4  #: of a text: what holds more of it is what the post itself tells, as a review of the year does
_UNSHOWN = 0.7  #: likewise, of what is never shown
_LINKED = 0.8  #: of what stands below a label, to be nothing but links


def inserts(sums: Sums, at: int, units: dict[int, str]) -> set[int]:
    """Elements below ``at`` that lead to other posts, or are never shown; ``units`` are its short lines."""
    leading = _within(sums, {*_teasers(sums, at), *_labelled(sums, at, units)}, _SHARE * sums.text[at])
    return leading | _within(sums, {*_unshown(sums, at)}, _UNSHOWN * sums.text[at])


def _within(sums: Sums, boxes: set[int], most: float) -> set[int]:
    """The outermost of these boxes, or none where they hold more of a text than what is set into one may."""
    outer: set[int] = set()
    last = -1
    for i in sorted(boxes):
        if i > last:
            outer.add(i)
            last = sums.last[i]
    return outer if sum(map(sums.text.__getitem__, outer)) <= most else set()


def _unshown(sums: Sums, at: int) -> Iterator[int]:
    """Elements that a framework's class hides on screens of any size: offers to subscribe, players that failed."""
    index = sums.index
    named = {el for name in _HIDING & index.by_class.keys() for el in index.by_class[name]}
    if named:
        below = (i for i in range(at + 1, sums.last[at] + 1) if sums.text[i] and not sums.out[i])
        yield from (i for i in below if sums.elements[i] in named and _is_never_shown(sums.elements[i]))


#: classes of Bootstrap, Foundation, Bulma and Tailwind
_HIDING = frozenset(("hidden", "d-none", "hide", "is-hidden"))
_SHOWN = re.compile(
    r"(?:^|\s)(?:(?:sm|md|lg|xl|2xl|xxl|print):\S|(?:d|show|is)-(?:sm|md|lg|xl|xxl|print|for|block|flex|inline)\b)"
)


def _is_never_shown(el: Element) -> bool:
    """Is an element hidden on larger screens too, nothing that readers open, and no picture of a gallery?"""
    if _SHOWN.search(el.get("class") or "") or opens(el):
        return False
    return next(el.iter("figure", "video", "audio", "iframe"), None) is None


def _teasers(sums: Sums, at: int) -> Iterator[int]:
    """Boxes named as teasers, and articles inside an article, each of which leads to another post."""
    index = sums.index
    named = {el for name in index.classes_like(*_PIECES) for el in index.by_class[name]}
    named.update(index.by_tag.get("article", ()))
    if not named:
        return
    i = at + 1
    while i <= sums.last[at]:
        if sums.out[i] or not sums.text[i] or not (sums.elements[i] in named and _leads_away(sums, i)):
            i += 1
        else:
            yield i
            i = sums.last[i] + 1


def _leads_away(sums: Sums, i: int) -> bool:
    """Is a box little more than links to the site's other posts: headlines, and perhaps a summary below each?"""
    el = sums.elements[i]
    if "h-cite" in (el.get("class") or "").split():
        return False  # what the post answers or quotes (microformats2), be it the blog's own
    links = [a for a in (el, *el.iter("a")) if a.tag == "a" and words_in(a).strip()]
    if not links or not all(_stays(a, sums.index.host) for a in links):
        return False
    said = sums.text[i]
    if said > _TEASER * len(links) or any(sums.own[j] > _TEASER for j in range(i, sums.last[i] + 1)):
        return False
    headed = any(
        next(e.iter("a"), None) is not None or next(e.iterancestors("a"), None) is not None
        for e in el.iter(*HEADINGS)
    )
    return headed or sums.links[i] > said / 2


def _stays(a: Element, home: str | None) -> bool:
    """Does a link lead to another page of the same site?"""
    to = a.get("href") or "#"
    if to.startswith(("#", "javascript:", "mailto:")):
        return False
    there = host(to)
    return there is None or home is None or is_of_site(there, home)


def _labelled(sums: Sums, at: int, units: dict[int, str]) -> Iterator[int]:
    """A label such as "Most read", and what stands right below it, where that is nothing but links to other posts."""
    for i, text in units.items():
        if not (END.match(text) or words.MORE_POSTS.match(text)):
            continue
        if sums.links[i] * 2 > sums.text[i]:  # the label and its links are one short line
            if _all_stay(sums, i) and not _is_written(sums.elements[i]):
                yield i
            continue
        box = _box_of_links(sums, i, at)
        if box is not None:
            yield box
            continue
        below = [*_links_below(sums, i, at)]
        if not below:
            continue
        if not all(_is_written(sums.elements[j]) for j in (i, *below)):
            yield from (i, *below)


def _box_of_links(sums: Sums, i: int, at: int) -> int | None:
    """The largest element that holds a label first, and below it links alone."""
    box, up = None, sums.parent[i]
    while up != at and up > at:
        rest = sums.text[up] - sums.text[i]
        if sums.links[up] < _LINKED * rest or any(sums.text[j] for j in range(up + 1, i) if sums.last[j] < i):
            break
        if rest and _all_stay(sums, up) and not _is_written(sums.elements[up]):
            box = up
        up = sums.parent[up]
    return box


def _links_below(sums: Sums, i: int, at: int) -> Iterator[int]:
    """The elements behind a label, next to it, that hold but links to other posts; a list, or boxes."""
    while sums.parent[i] != at and sums.text[sums.parent[i]] == sums.text[i]:
        i = sums.parent[i]
    end, c = sums.last[sums.parent[i]], sums.last[i] + 1
    for _ in range(_BELOW):
        if c > end or sums.tags[c] in ("p", "blockquote") or sums.links[c] < _LINKED * sums.text[c]:
            return
        if sums.text[c]:
            if not _all_stay(sums, c):
                return
            yield c
        c = sums.last[c] + 1


_BELOW = 16  # elements below a label that are looked at


def _is_written(el: Element) -> bool:
    """Does an element bear no name, as what authors write among their paragraphs, or one of the editor's own?"""
    return names_of(el).strip() in ("", "wp-block-heading", "wp-block-list")


def _all_stay(sums: Sums, i: int) -> bool:
    links = [a for a in sums.elements[i].iter("a") if words_in(a).strip()]
    return bool(links) and all(_stays(a, sums.index.host) for a in links)
