"""How much a page tells where: text, link text and good text of each element, from one pass down and one up."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from itertools import accumulate
from typing import Any

from lxml import etree

from scraper import words
from scraper.furniture import LINE, START, is_of_others, is_own_aside, is_tail, marked, names_of
from scraper.select import Element, Index, words_in

_SKIP = frozenset({
    "script", "style", "noscript", "template", "button", "select", "option", "textarea", "iframe", "datalist",
    "svg", "head", "canvas", "object", "embed", "video", "audio", "dialog", "input", "img", "br", "picture",
})  # fmt: skip
_INLINE = frozenset(
    {"b", "i", "em", "strong", "u", "s", "sup", "sub", "small", "code", "abbr", "q", "cite", "wbr"}
)
_SOFT = frozenset({"nav", "form", "footer", "aside"})  # out, unless the page's text is in them
_MOST = 0.4  # what holds this share of a page's text is no boilerplate, whatever its name
_BLOCK = {
    "p": 1.0, "pre": 1.0, "blockquote": 1.0, "li": 0.8, "dd": 0.8, "td": 0.8, "div": 0.8, "section": 0.8,
    "article": 0.8, "center": 0.8, "body": 0.6, "font": 0.8, "main": 0.8, "h1": 0.3, "h2": 0.4, "h3": 0.4,
    "h4": 0.4, "h5": 0.3, "h6": 0.3, "th": 0.5, "dt": 0.5, "figcaption": 0.3, "ul": 0.3, "ol": 0.3, "tr": 0.5,
    "table": 0.5, "tbody": 0.5, "header": 0.2, "footer": 0.2, "aside": 0.2, "figure": 0.3, "dl": 0.3,
    "details": 0.8, "summary": 0.4, "html": 0.0,
}  # fmt: skip
_EAST = "\u2e80"
_NO_CODE: Any = etree.XPath(".//text()[not(parent::script or parent::style)]", smart_strings=False)
_FIRST_WORD = re.compile(r"\W*(\w*)")


def _length(text: str) -> int:
    """Characters, those of East Asian scripts twice: each says what two or three letters do."""
    if text.isascii() or max(text) < _EAST:
        return len(text)
    return len(text) + sum(map(_EAST.__le__, text))


class Sums:
    """Characters of text, of links, and of good text below each element, from one pass down and one up.

    What shows no text is no element here; a word in bold that holds no other element counts for its parent.
    """

    def __init__(
        self, index: Index, top: Element, drop: Collection[Element], claimed: Collection[Element] = ()
    ) -> None:
        self.elements: list[Element] = []
        self.tags: list[str] = []
        self.parent: list[int] = []
        self.linked: list[bool] = []
        self.own: list[int] = []
        self.index = index
        self._lines: dict[int, str] = {}
        self._paragraphs: dict[int, tuple[int, int]] = {}
        self._filed: list[int] | None = None  # where links to terms stand
        self._count(index, top, drop)
        self.out = self._exclude(marked(index), set(claimed))
        self._sum()

    def _count(self, index: Index, top: Element, drop: Collection[Element]) -> None:
        elements, tags, parent, own, linked = self.elements, self.tags, self.parent, self.own, self.linked
        order, first, end = index.order, index.order[top], _end(index, top)
        node: list[int] = []  # for each element of the tree, which of ours it counts for; -1 for none
        places = slice(first, end)
        for el, text, tail in zip(
            index.elements[places], index.texts[places], index.tails[places], strict=True
        ):
            tag = el.tag
            up = node[order[el.getparent()] - first] if node else -1
            if up >= 0:
                if tail and (tail := tail.strip()):
                    own[up] += len(tail) if tail.isascii() else _length(tail)
                if tag in _SKIP or el in drop:
                    node.append(-1)
                    continue
                if tag in _INLINE and not len(el):
                    node.append(up)
                    own[up] += _length(text or "")
                    continue
            elif node:
                node.append(-1)
                continue
            node.append(len(elements))
            elements.append(el)
            tags.append(tag)
            parent.append(up)
            linked.append((tag == "a" and not _is_anchor(el)) or (up >= 0 and linked[up]))
            own.append(_length(text) if text and (text := text.strip()) else 0)

    def _exclude(self, marked: set[Element], claimed: set[Element]) -> list[bool]:
        """What its tag or name says is no text is out with all it holds, unless that is most of the page.

        Where the platform names the body, related posts are out however long: a short post may stand above them.
        """
        own, parent, tags = self.own, self.parent, self.tags
        text = own[:]
        for i in range(len(text) - 1, 0, -1):
            text[parent[i]] += text[i]
        limit = _MOST * text[0]
        about = {a for el in claimed for a in (el, *el.iterancestors())}
        # around the one text that the platform names stand wrappers, whatever they are called: "entry_date"
        around = about - claimed if len(claimed) == 1 else set()
        out, inside = [False] * len(text), [False] * len(text)
        for i in range(1, len(text)):
            el = self.elements[i]
            inside[i] = inside[parent[i]] or el in claimed
            named = (tags[i] in _SOFT and not is_own_aside(el)) or (el in marked and el not in around)
            elsewhere = bool(claimed) and named and not inside[i] and el not in about and is_of_others(el)
            if out[parent[i]] or (named and (elsewhere or text[i] < limit or _is_written_in(el, about))):
                out[i], own[i] = True, 0
        return out

    def _sum(self) -> None:
        """Good text per block is what is no link, where links are the lesser part; then all of it upwards."""
        parent, own, linked = self.parent, self.own, self.linked
        size = len(own)
        text, links = own[:], [n if link else 0 for n, link in zip(own, linked, strict=True)]
        good = self._weigh(text, links)
        last = list(range(size))
        for i in range(size - 1, 0, -1):
            up = parent[i]
            if text[i]:
                text[up] += text[i]
                links[up] += links[i]
                good[up] += good[i]
            if last[i] > last[up]:
                last[up] = last[i]
        self.text, self.links, self.good, self.last = text, links, good, last

    def _weigh(self, own: list[int], own_links: list[int]) -> list[float]:
        size, parent, tags = len(own), self.parent, self.tags
        text, links, block = [0] * size, [0] * size, list(range(size))
        for i in range(size):
            if i and tags[i] not in _BLOCK:
                block[i] = block[parent[i]]
            if own[i]:
                text[block[i]] += own[i]
                links[block[i]] += own_links[i]
        good = [0.0] * size
        for i, n in enumerate(text):
            if n and links[i] * 2 < n:
                good[i] = (n - links[i]) * _BLOCK.get(tags[i], 0.5) * (1 if n > 40 else 0.4)
        self.before = [0.0, *accumulate(good)]
        return good

    def names(self, i: int) -> str:
        return names_of(self.elements[i])

    def line(self, i: int) -> str:
        """All words in an element, on one line, without those of scripts."""
        text = self._lines.get(i)
        if text is None:
            el = self.elements[i]
            coded = len(el) and next(el.iter("script", "style"), None) is not None
            shown = "".join(_NO_CODE(el)) if coded else words_in(el)
            text = self._lines[i] = " ".join(shown.split())
        return text

    def may_file(self, i: int) -> bool:
        """Can an element be a filing line? It holds links to terms, or begins as the words of Kubrick do."""
        index, el = self.index, self.elements[i]
        if self._filed is None:
            told = (el for el in index.by_attr.get("rel", ()) if el.tag == "a")
            self._filed = [index.order[a] for a in told if words.TERM_REL.search(a.get("rel"))]
        if self._filed:
            first, last = index.span(el)
            if bisect_left(self._filed, first) < bisect_right(self._filed, last):
                return True
        word = _FIRST_WORD.match(next((t for t in el.itertext() if not t.isspace()), ""))
        return word is None or "this".startswith(word[1].lower()) or "you".startswith(word[1].lower())

    def place(self, i: int) -> int:
        """Where an element stands in document order."""
        return self.index.order[self.elements[i]]

    def tells_before(self, place: int, i: int) -> bool:
        """Does a paragraph in an element stand before a place in document order?"""
        told = (j for j in range(i, self.last[i] + 1) if self.own[j] > 2 * START and self.place(j) < place)
        return any(not words.ENTRY_WAS.match(self.line(j)) for j in told)

    def paragraphs(self, i: int) -> tuple[int, int]:
        """The first and the last child that is a paragraph of a text, and no line about the post behind it."""
        found = self._paragraphs.get(i)
        if found is None:
            long = (c for c in self.children(i) if self.tags[c] == "p" and not self.out[c])
            told = [c for c in long if self.text[c] - self.links[c] > LINE]
            ends = (c for c in reversed(told) if not is_tail(self.line(c)))
            found = self._paragraphs[i] = (told[0] if told else len(self.tags), next(ends, -1))
        return found

    def spans(self, i: int, place: int | None) -> bool:
        """Does a place in document order lie inside an element?"""
        first, last = self.index.span(self.elements[i])
        return place is not None and first < place < last

    def children(self, i: int) -> Iterator[int]:
        at = i + 1
        while at <= self.last[i]:
            yield at
            at = self.last[at] + 1


def _is_anchor(el: Element) -> bool:
    """Is it the target of links, and none itself? Where it was never closed, what follows seems to stand in it."""
    return el.get("href") is None and el.get("name", el.get("id")) is not None


def _is_written_in(el: Element, about: set[Element]) -> bool:
    """A form to write a comment, however long its labels are; not one that a server sets around the whole page."""
    return (
        el.tag == "form"
        and el not in about
        and el.getparent().tag != "body"
        and el.find(".//textarea") is not None
        and el.find(".//article") is None
        and el.find(".//h1") is None
    )


def _end(index: Index, top: Element) -> int:
    """Where in document order the elements below ``top`` end."""
    node = top
    while node is not index.root:
        after = next(node.itersiblings(), None)
        if after is not None:
            return index.order[after]
        node = node.getparent()
    return len(index.elements)
