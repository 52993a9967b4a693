"""Comments in one paragraph or cell, a rule or two breaks between them: each is given an element of its own.

It is done before anybody reads the tree, and only where a heading or a name says that comments stand there and each
begins with who wrote and when.
"""

import re
from collections.abc import Iterator
from itertools import islice, takewhile

from lxml import etree

from scraper import words
from scraper.dates import find_dates
from scraper.fields import is_comments_heading, squash
from scraper.select import Element, words_in

#: what stands before a piece of a place, None where it is the first, and its elements
Piece = tuple[Element | None, list[Element]]

_PLACES = frozenset("p td div dd center blockquote font".split())
_NAMES = frozenset("b strong a cite em i span font".split())
_HEADS = frozenset("h2 h3 h4 h5 h6 b strong a p div center".split())
_MOST = 160  # characters of a byline
#: what closes a byline that the words follow on the same line: "(May 7, 2008): ..."
_CLOSE = re.compile(r"\s*[)\]]?\s*(?:(?:[:：]|[–—-]\s)\s*|(?<=[)\]])\s+)(?=\S)")


def part_runs(root: Element) -> None:
    """Wrap the comments of each such place of a page."""
    marks = [mark for mark in root.iter("hr", "br") if _divides(mark)]
    for place in dict.fromkeys(mark.getparent() for mark in marks):
        if place.tag in _PLACES and _is_place(place):
            for run in _runs(place):
                _wrap(run, place)
    for el in root.iter("p", "li", "dd"):
        if _may_begin(el) and _begins(*_first_line((None, list(el)), el)) and _is_place(el):
            _break_line(el)


def _may_begin(el: Element) -> bool:
    """Does an element stand first, and figures right behind it?"""
    return len(el) > 0 and any(map(str.isdigit, (el[0].tail or "")[:40])) and not (el.text or "").strip()


def _divides(mark: Element) -> bool:
    """Is it a rule, or one of two breaks?"""
    if mark.tag != "br":
        return bool(mark.tag == "hr")
    before, after = mark.getprevious(), mark.getnext()
    return (after is not None and after.tag == "br" and not (mark.tail or "").strip()) or (
        before is not None and before.tag == "br" and not (before.tail or "").strip()
    )


def _is_place(place: Element) -> bool:
    """Do comments stand here, by its name or that of what is around it, or by the heading right before?"""
    for node in (place, *islice(place.iterancestors(), 4)):
        if node.tag == "body":
            return False
        if any(map(words.TALK.match, (*(node.get("class") or "").split(), node.get("id") or ""))):
            return True
        before = node.getprevious()
        if before is not None and _says_comments(before):
            return True
    return False


def _says_comments(el: Element) -> bool:
    """Is it a heading over comments? One has a few elements at most, whatever it is itself."""
    few = next(islice(el.iter(), 30, None), None) is None
    return few and is_comments_heading(squash(words_in(el)[:200]))


def _is_heading(el: Element) -> bool:
    return el.tag in _HEADS and _says_comments(el)


def _pieces(place: Element) -> Iterator[Piece]:
    """A place cut at its rules, or where it has none at each two breaks."""
    rules = place.find("hr") is not None
    before: Element | None = None
    held: list[Element] = []
    for el in place:
        if el.tag == "hr" or (not rules and _divides(el)) or (not held and _is_heading(el)):
            yield before, held
            before, held = el, []
        else:
            held.append(el)
    yield before, held


def _runs(place: Element) -> list[list[Piece]]:
    """The pieces of each comment, its byline first; none where something else stands before the first."""
    runs: list[list[Piece]] = []
    for piece in list(_pieces(place)):
        if _begins(*_first_line(piece, place)):
            runs.append([piece])
        elif runs:
            runs[-1].append(piece)
        elif squash(_lead(piece, place)) or piece[1]:
            return []
    return runs


def _lead(piece: Piece, place: Element) -> str:
    before, _ = piece
    return (place.text if before is None else before.tail) or ""


def _first_line(piece: Piece, place: Element) -> tuple[str, list[Element]]:
    """The words of a piece up to its first break, and the elements among them."""
    first = piece[1][0] if piece[1] and not _lead(piece, place).strip() else None
    if first is not None and first.tag in ("p", "div"):
        piece, place = (None, list(first)), first
    line = list(takewhile(lambda e: e.tag in _NAMES, piece[1]))
    return squash(_lead(piece, place) + "".join(words_in(e) + (e.tail or "") for e in line)), line


def _begins(line: str, held: list[Element]) -> bool:
    """Is it a byline, or does it begin with one: a day, and beside it a name of weight or one that "says"?"""
    days = find_dates(line[:_MOST])
    if not days or days[0][0] > 80:
        return False
    start, end, _ = days[0]
    named = any(e.tag in _NAMES for e in held) and len(words.SMALL.sub("", line[:start])) < 60
    return named or bool(words.SAYS.match(line[end:].lstrip(" ,")))


def _wrap(run: list[Piece], place: Element) -> None:
    """An element around the pieces of one comment."""
    around = etree.Element("div")
    before, held = run[0]
    around.text = _lead(run[0], place)
    if before is None:
        place.text = None
        place.insert(0, around)
    else:
        before.tail = None
        before.addnext(around)
    around.extend(held)
    while len(run) > 1 and not run[-1][1] and not _lead(run[-1], place).strip():
        run.pop()
    for divider, more in run[1:]:
        if divider is not None:
            around.append(divider)
        around.extend(more)
    _break_line(around)


def _break_line(around: Element) -> None:
    """Set the words that follow the byline on its line on a line of their own."""
    for el in takewhile(lambda e: e.tag in _NAMES, around):
        days = find_dates((el.tail or "")[:_MOST])
        close = _CLOSE.match(el.tail, days[0][1]) if days else None
        if close:
            cut = etree.Element("br")
            el.tail, cut.tail = el.tail[: close.end()], el.tail[close.end() :]
            around.insert(around.index(el) + 1, cut)
            return
