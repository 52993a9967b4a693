"""A tree as lines of text, each with the elements its words stand in. Never judges what a line means."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from lxml import etree

from scraper.fields import squash
from scraper.select import Element

BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr legend li main nav ol p pre section table tbody td tfoot th thead tr ul br".split()
)
UNSEEN = frozenset(
    "script style noscript template textarea select option button input form svg iframe head title".split()
)


@dataclass(slots=True, eq=False)  # the same words elsewhere are another line
class Line:
    """One line as a reader sees it; ``pieces`` are (element whose text it is, text) in order."""

    pieces: list[tuple[Element, str]]
    _text: str | None = None

    @property
    def text(self) -> str:
        if self._text is None:
            self._text = squash(joined(self.pieces))
        return self._text


def joined(pieces: Iterable[tuple[Element, str]]) -> str:
    """Texts of elements as a reader sees them: "Bob" and "May 6th" in elements of their own stand apart."""
    out: list[str] = []
    last: Element | None = None
    for el, text in pieces:
        end = out[-1][-1:] if out else ""
        apart = end.isalnum() and not end.isupper() and text[:1].isupper()  # nor "Ann 2" and "May 6th"
        # a day, and the count of comments or the byline beside it
        apart = apart or (end.isdigit() and (text[:1].isdigit() or text.startswith(("by ", "von ", "par "))))
        apart = apart or (
            end == ":" and text[:1].isdigit() and out[-1][-2:-1].isalpha()
        )  # "Published:" "14 May"
        apart = apart or (end.isalnum() and text[:1].isalnum() and last is not None and _are_fields(last, el))
        if last is not None and last is not el and last.tag == el.tag == "time" and text.strip():
            out.append(" | ")  # two days, whatever ends one and begins the other
        last = el
        out.append(f" {text}" if apart else text)
    return "".join(out)


def _are_fields(one: Element, other: Element) -> bool:
    """Are they spans of classes of their own beside each other, as a byline's name and the word behind it?"""
    beside = one is not other and one.tag == other.tag == "span" and one.getparent() is other.getparent()
    return (
        beside
        and bool(one.get("class"))
        and bool(other.get("class"))
        and one.get("class") != other.get("class")
    )


def lines(root: Element, shown: Callable[[Element], bool | None]) -> list[Line]:
    """The lines of a subtree. ``shown(element)`` says whether its own text is read; None passes over all it holds."""
    read = _Reading()
    state: list[bool] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, node in walk:
        if event == "start":
            told = shown(node)
            state.append(bool(told) and not _is_unseen(node))
            read.begin(node, state[-1])
            if told is None:
                walk.skip_subtree()
            continue
        if event == "end":
            state.pop()
            read.end(node)
        if state and state[-1] and node.tail:
            read.add(node.getparent(), node.tail)
    read.break_line()
    return read.lines


def _is_unseen(el: Element) -> bool:
    """Is it no part of what a reader reads? The form that ASP.NET sets around a whole page is none of these."""
    if el.tag != "form":
        return el.tag in UNSEEN
    parent = el.getparent()
    around = parent is not None and parent.tag == "body" and el.find(".//h1") is not None
    return not around


def lines_without(root: Element, hidden: Collection[Element]) -> list[Line]:
    """The lines of a subtree; ``hidden`` elements are passed over with all they hold."""
    read = _Reading()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, node in walk:
        if event == "start":
            tag = node.tag
            if tag in BLOCKS and read.pieces:
                read.break_line()
            if tag in UNSEEN and _is_unseen(node) or node in hidden:
                walk.skip_subtree()
            elif text := node.text:
                read.add(node, text)
            continue
        if event == "end" and node.tag in BLOCKS and read.pieces:
            read.break_line()
        if (tail := node.tail) and node is not root:
            read.add(node.getparent(), tail)
    read.break_line()
    return read.lines


class _Reading:
    """Lines under way: blocks end them, and one without a word is none."""

    __slots__ = ("lines", "pieces", "said")

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.pieces: list[tuple[Element, str]] = []
        self.said = False

    def begin(self, node: Element, seen: bool) -> None:
        if self.pieces and node.tag in BLOCKS:
            self.break_line()
        if seen and (text := node.text):
            self.add(node, text)

    def end(self, node: Element) -> None:
        if self.pieces and node.tag in BLOCKS:
            self.break_line()

    def add(self, owner: Element, text: str) -> None:
        if not self.said and text.isspace():
            return  # a line begins with its first word: white space before it may be another element's
        self.pieces.append((owner, text))
        self.said = True

    def break_line(self) -> None:
        if self.said:
            self.lines.append(Line(self.pieces))
        self.pieces, self.said = [], False
