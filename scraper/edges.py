"""Lines at a text's edges that say no more than what a post's other fields have told: bylines of any wording.

No list of a language's words is asked: a line from which the title, the names, the day and the terms are taken, and of
which hardly a letter is left, is none of the post's own.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from scraper import words
from scraper.clean import HEADINGS
from scraper.dates import date_only, find_dates, month_of
from scraper.fields import comment_count, fold, is_comments_heading, letters, only_comment_count, squash
from scraper.furniture import META, signs_off
from scraper.lines import Line, lines_without
from scraper.page import Page
from scraper.rows import Term
from scraper.select import Element, words_in
from scraper.urls import same_page

_Piece = tuple[Element, str]
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_LEFT = 24  #: letters that may be left of a line: "written on, by, filed under"
_LONGEST = 200
_SHORT = 16  #: words of a byline beside names and terms
_CARD = 7  #: lines that may tell of the author
_MASTHEAD = 6  #: lines among which the title is looked for


@dataclass(frozen=True)
class Known:
    """What is known of a post when its text's edges are read."""

    page: Page
    title: str
    names: tuple[str, ...]
    terms: tuple[Term, ...]
    day: str | None  #: as ISO 8601
    count: int | None  #: comments declared
    language: str

    def told(self, lines: list[Line]) -> Iterator[Line]:
        """Of the lines of a text those at either end that tell nothing else; none where all would be."""
        above = self._masthead(lines)
        head = [*lines[:above], *self._run(lines[above:], True)]
        card = self._card(lines)
        tail = [*card, *self._run(lines[: len(lines) - len(card)][::-1], False)]
        if len(head) + len(tail) < len(lines):
            yield from head
            yield from tail

    def days_of_text(self, root: Element, drop: Collection[Element]) -> set[Element]:
        """Paragraphs left out as days of the post's that are another day: a diary's text begins with its own."""
        plain = [el for el in root.iterchildren("p") if el in drop and not el.get("class")]
        return {el for el in plain if self.day and self._is_other_day(squash(words_in(el)))}

    def _is_other_day(self, text: str) -> bool:
        """Does a line say but a day, and perhaps a place, and not when the post was written or changed?"""
        if len(text) > _LONGEST or META.search(text) or words.UPDATED.search(text):
            return False
        days = find_dates(text, self.language)
        other = bool(days) and days[0][2][:10] != (self.day or "")[:10]
        return other and (date_only(text) or signs_off(text))

    def _masthead(self, lines: list[Line]) -> int:
        """How many lines stand above the title among the first ones: the site's name, a motto, a rubric, a day."""
        for at, line in enumerate(lines[:_MASTHEAD]):
            if self.says_all(line, True) and self.title in fold(line.text):
                return at if len(self.title) > 3 else 0
            if len(line.text) > 80 or line.text.endswith((".", "!", "?", "。", "…")):
                return 0
        return 0

    def _card(self, lines: list[Line]) -> list[Line]:
        """The last lines from "About Ann Lee" on, where she is the author, or from her name above "Ann Lee is …"."""
        for at in range(max(1, len(lines) - _CARD), len(lines)):
            text = fold(lines[at].text)
            if text in self.names and at + 1 < len(lines) and fold(lines[at + 1].text).startswith(f"{text} "):
                return lines[at:]
            about = words.ABOUT_WHOM.match(text) if len(text) < 60 else None
            if about and any(text[about.end() :].startswith(name) for name in self.names):
                return lines[at:]
        return []

    def _run(self, lines: Iterable[Line], above: bool) -> Iterator[Line]:
        """Lines from one end on; a label is taken with the line that it names."""
        waiting: list[Line] = []
        last = None
        for line in lines:
            if len(line.text) > _LONGEST:
                return
            if self.says_all(line, above):
                yield from (*waiting, line)
                waiting, last = [], line
            elif _is_label(line.text) and (above or last):
                if not above:
                    yield line
                else:
                    waiting.append(line)
            else:
                return

    def says_all(self, line: Line, above: bool) -> bool:
        """Is it told already what a line says? Below the text a name alone may be a signature."""
        text = fold(line.text)
        if above and self._leads_elsewhere(line):
            return False
        if not above and (_is_signature(line) or self._names_place(line)):
            return False
        if above and self.title and letters(text) == letters(self.title):
            sentence = _is_paragraph(line) and line.text.endswith((".", "!")) and self.title[-1:].isalnum()
            return not sentence and not _is_entry(line)
        if above and self._leads_to_comments(line):
            return True
        if not above and (
            words.SAYS_NOTHING.fullmatch(text)
            or _heads_form(line)
            or (self.count is not None and self._counts(text) == self.count)
        ):
            return True
        text, said = self._without_names(line, _links_apart(line) or text, above)
        tokens = _TOKEN.findall(words.CLOCK.sub(" ", text) if above and said else text)
        if said and len(tokens) < _SHORT:
            tokens = [t for t in tokens if t.isdecimal() or not words.WEEKDAY.fullmatch(f" {t}")]
        when = [t for t in tokens if self._is_when(t)]
        if len(when) > 1:
            said += sum(map(len, when))
            tokens = [t for t in tokens if t not in when]
        talk = [t.startswith(words.TALK_PIECES) for t in tokens]
        counts = map(
            any, zip([False, *talk], [*talk[1:], False], strict=False)
        )  # "Trackbacks (0) | 2 Comments"
        figures = [
            t
            for t, counted in zip(tokens, counts, strict=False)
            if t.isdecimal() and not (counted or int(t) == self.count)
        ]
        left = sum(_weight(t) for t in tokens if not t.isdecimal() and not t.startswith(words.TALK_PIECES))
        if above and left and not when and _is_paragraph(line) and not words.BY.search(line.text):
            return False  # "Greetings from Ann" is how she begins
        return said > 1 and not figures and left <= min(_LEFT, said + 10)

    def _names_place(self, line: Line) -> bool:
        """Does a paragraph below the text tell where its author was, and when: "Portland, May 4, 2012"?"""
        if not _is_alone(line) or not signs_off(line.text):
            return False
        text = fold(line.text)
        for name in (*self.names, *(fold(term.name) for term in self.terms)):
            text = text.replace(name, " ")
        return signs_off(text.title())  # what is left, were it folded, may be a name

    def _counts(self, text: str) -> int | None:
        """How many comments a line tells, and perhaps to what: "21 Responses to “The mill”"."""
        titled = bool(self.title) and self.title in text and len(text) - len(self.title) < _LEFT
        return comment_count(text) if titled else only_comment_count(text)

    def _without_names(self, line: Line, text: str, above: bool) -> tuple[str, int]:
        """A line's words without names, terms and title, and how many letters of these tell that it is a byline."""
        hour = words.CLOCK.search(text) if above and self.title and self.title in text else None
        said = len(hour[0]) if hour else 0  # "11:01 am: The old mill"
        known = [*((name, above) for name in self.names)]
        known += ((fold(term.name), self._leads_to(line, term)) for term in self.terms)
        known += [(self.title, False)] if above and self.title else []
        silent = 0  # a name below the text, which tells something beside the terms alone
        for name, telling in known:
            without = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", text, count=1)
            said += len(name) if telling and without != text else 0
            silent += len(name) if name in self.names and not telling and without != text else 0
            text = without
        return text, said + silent if said else 0

    def _leads_elsewhere(self, line: Line) -> bool:
        """Does a line name the post as a link to what it is about?"""
        to = (a.get("href") for a in _links(line) if fold("".join(a.itertext())) == self.title)
        return any(href and not same_page(self.page.absolute(href) or "", self.page.url) for href in to)

    def _leads_to_comments(self, line: Line) -> bool:
        """Is a line a link to the page's own comments, and how many these are?"""
        to = [self.page.absolute(a.get("href")) or "" for a in _links(line)]
        here = (href for href in to if "#" in href and same_page(href, self.page.url))
        return any(here) and only_comment_count(line.text) is not None

    def _leads_to(self, line: Line, term: Term) -> bool:
        """Does a line lead to where the site files what is about this?"""
        to = (a.get("href") for a in _links(line) if letters("".join(a.itertext())) == letters(term.name))
        return any(href and term.url == self.page.absolute(href) for href in to)

    def _is_when(self, token: str) -> bool:
        day = self.day or ""
        if token.isdecimal():
            year, month, of_month, hour, minute = (*map(int, _FIGURE.findall(day)[:5]), *[-1] * 5)[:5]
            return int(token) in {
                year,
                year % 100,
                month,
                of_month,
                hour,
                hour % 12 if hour > 12 else hour,
                minute,
            }
        return bool(day) and len(token) > 2 and month_of(token, self.language) == int(day[5:7])


_FIGURE = re.compile(r"\d+")


def _weight(token: str) -> int:
    """The letters of a word; a sign of Chinese or Japanese is as good as three."""
    return len(token) + 2 * len(words.CJK.findall(token))


def _is_signature(line: Line) -> bool:
    """Is it a day alone in a paragraph without a class, as authors close what they write?"""
    return _is_alone(line) and (date_only(line.text) or not any(map(str.isalpha, line.text)))


def _is_alone(line: Line) -> bool:
    """Is a line a paragraph without a class, and without a link?"""
    el = line.pieces[0][0]
    return len(line.pieces) == 1 and el.tag == "p" and not el.get("class")


def _is_paragraph(line: Line) -> bool:
    """Does a line stand in a paragraph of the text, without a theme's class?"""
    first = line.pieces[0][0]
    block = next((e for e in (first, *islice(first.iterancestors(), 3)) if e.tag == "p"), None)
    return block is not None and not block.get("class")


def _is_entry(line: Line) -> bool:
    """Is a line a cell beside others, an item, a term, a listing or a quotation, where no theme prints a title?"""
    first = line.pieces[0][0]
    block = next((e for e in (first, *islice(first.iterancestors(), 2)) if e.tag in _ENTRIES), None)
    if block is None or block.tag not in ("th", "td", "li"):
        return block is not None
    return any(words_in(e).strip() for e in block.itersiblings(block.tag))


_ENTRIES = frozenset(("th", "td", "li", "dt", "pre", "blockquote"))


def _is_label(text: str) -> bool:
    return len(text) < 30 and any(label.fullmatch(text) for _, label in words.LABELS)


def _heads_form(line: Line) -> bool:
    """Is it a heading with nothing below it but comments, or a form to write them in?"""
    el = line.pieces[0][0]
    heading = next((e for e in (el, *el.iterancestors()) if e.tag in HEADINGS), None)
    if heading is None:
        return False
    if is_comments_heading(line.text):
        return True
    up = (e for e in (heading, *islice(heading.iterancestors(), 3)))
    after = next((e for one in up for e in islice(one.itersiblings(), 1)), None)
    return after is not None and after.find(".//textarea") is not None


def _links(line: Line) -> Iterator[Element]:
    return (a for el, _ in line.pieces for a in (el, *el.iterancestors("a")) if a.tag == "a")


def _links_apart(line: Line) -> str | None:
    """The words of a line of links alone, which styles set apart though no blank does: "teamill" of two tags."""
    pieces = [(el, text) for el, text in line.pieces if text.strip()]
    alone = len(pieces) > 1 and all(el.tag == "a" for el, _ in pieces)
    return fold(" ".join(text for _, text in pieces)) if alone else None


def places(
    lines: Iterable[Line], root: Element, drop: Collection[Element]
) -> tuple[set[Element], set[Element]]:
    """The largest elements that hold nothing but these lines, and those behind which bare words of them stand."""
    boxes: set[Element] = set()
    mute: set[Element] = set()
    lines = [*lines]
    gone = {piece for line in lines for piece in line.pieces}
    for line in lines:
        pieces = [(el, text) for el, text in line.pieces if text.strip()]
        found = {el: _box(el, root, gone, drop) for el, _ in pieces}
        bare = [_before(el, text, root, gone, drop) for el, text in pieces if found[el] is None]
        if all(bare):
            boxes |= {box for box in found.values() if box is not None}
            mute.update(*bare)
    return boxes, mute


def _box(el: Element, root: Element, gone: Collection[_Piece], drop: Collection[Element]) -> Element | None:
    box = None
    while el is not root and _holds_only(el, gone, drop):
        box, el = el, el.getparent()
    return box


def _before(
    el: Element, text: str, root: Element, gone: Collection[_Piece], drop: Collection[Element]
) -> list[Element]:
    """Behind which elements bare words stand; the text's own element where it begins with them."""
    if el is root and el.text == text:
        return [el]
    return [child for child in el if child.tail == text and (child in drop or _holds_only(child, gone, drop))]


def _holds_only(el: Element, gone: Collection[_Piece], drop: Collection[Element]) -> bool:
    if next(el.iter("img", "video", "audio", "iframe", "object", "embed"), None) is not None:
        return False
    return all(piece in gone for line in lines_without(el, drop) for piece in line.pieces)
