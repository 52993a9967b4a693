"""A tree as lines of text, each with the elements its words stand in. Never judges what a line means."""

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from scraper.fields import squash
from scraper.select import Element

BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr li main nav ol p pre section table tbody td tfoot th thead tr ul br".split()
)
UNSEEN = frozenset(
    "script style noscript template textarea select option button input form svg iframe head title".split()
)


@dataclass(slots=True)
class Line:
    """One line as a reader sees it; ``pieces`` are (element whose text it is, text) in order."""

    pieces: list[tuple[Element, str]]

    @property
    def text(self) -> str:
        return squash("".join(t for _, t in self.pieces))


def lines(root: Element, shown: Callable[[Element, bool], bool]) -> list[Line]:
    """The lines of a subtree. ``shown(element, inherited)`` says whether an element's own text is read."""
    out: list[Line] = []
    pieces: list[tuple[Element, str]] = []
    state: list[bool] = []

    def end() -> None:
        nonlocal pieces
        if any(t.strip() for _, t in pieces):
            out.append(Line(pieces))
        pieces = []

    for event, node in etree.iterwalk(root, events=("start", "end", "comment")):
        if event == "start":
            seen = node.tag not in UNSEEN and shown(node, state[-1] if state else True)
            state.append(seen)
            if node.tag in BLOCKS:
                end()
            if seen and node.text:
                pieces.append((node, node.text))
            continue
        if event == "end":
            state.pop()
            if node.tag in BLOCKS:
                end()
        if state and state[-1] and node.tail:
            pieces.append((node.getparent(), node.tail))
    end()
    return out
