"""Comments in one paragraph or cell, a rule or two breaks between them: each is given an element of its own.

It is done before anybody reads the tree, and only where a heading or a name says that comments stand there and each
begins with who wrote and when.
"""

import re
from collections.abc import Iterator
from itertools import islice, takewhile

from lxml import etree

from scraper import words
from scraper.dates import date_only, find_dates
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
        if place.tag in _PLACES and (_is_place(place) or _heading_in(place) is not None):
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


def _heading_in(place: Element) -> Element | None:
    """The heading over comments that stand in one place with the text above them."""
    return next((el for el in place.iterchildren("h2", "h3", "h4") if _says_comments(el)), None)


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
    pieces, heading = list(_pieces(place)), _heading_in(place)
    above = next((i for i, (before, _) in enumerate(pieces) if before is heading), 0)
    for piece in pieces[above:] if heading is not None else pieces:
        if _begins(*_first_line(piece, place)):
            runs.append([piece])
        elif runs and _heads_else(piece, place):
            break
        elif runs:
            runs[-1].append(piece)
        elif squash(_lead(piece, place)) or piece[1]:
            return []
    return runs


def _heads_else(piece: Piece, place: Element) -> bool:
    """Does a piece begin with a heading, as over the form behind the last comment?"""
    return bool(piece[1]) and piece[1][0].tag in ("h2", "h3", "h4") and not _lead(piece, place).strip()


def _lead(piece: Piece, place: Element) -> str:
    before, _ = piece
    return (place.text if before is None else before.tail) or ""


def _first_line(piece: Piece, place: Element) -> tuple[str, list[Element]]:
    """The words of a piece up to its first break, and the elements among them."""
    first = piece[1][0] if piece[1] and not _lead(piece, place).strip() else None
    if first is not None and (told := _name_above_day(piece[1])):
        return told, [first]
    if first is not None and first.tag in ("p", "div"):
        piece, place = (None, list(first)), first
    line = list(takewhile(lambda e: e.tag in _NAMES, piece[1]))
    return squash(_lead(piece, place) + "".join(words_in(e) + (e.tail or "") for e in line)), line


def _name_above_day(held: list[Element]) -> str | None:
    """A name and a day in blocks of their own, one below the other."""
    if len(held) < 2 or any(
        el.tag not in ("div", "p") or (el is held[0] and (el.tail or "").strip()) for el in held[:2]
    ):
        return None
    name, day = (squash(words_in(el)) for el in held[:2])
    return f"{name} {day}" if 0 < len(name) < 60 and not find_dates(name) and date_only(day) else None


def _begins(line: str, held: list[Element]) -> bool:
    """Is it a byline, or does it begin with one: a day, and beside it a name of weight or one that "says"?"""
    days = find_dates(line[:_MOST])
    if not days or days[0][0] > 80:
        return False
    start, end, _ = days[0]
    named = (
        any(e.tag in _NAMES or e.tag in ("div", "p") for e in held)
        and len(words.SMALL.sub("", line[:start])) < 60
    )
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
