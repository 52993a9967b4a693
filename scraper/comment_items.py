"""The elements that are comments: each of them once, and whose nodes are whose."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import islice, takewhile
from typing import Any

from lxml import etree

from scraper import words
from scraper.clean import HEADINGS
from scraper.dates import read_date
from scraper.fields import is_comments_heading, once, squash
from scraper.furniture import LINE
from scraper.lines import BLOCKS, UNSEEN, Line, joined, lines
from scraper.page import Page
from scraper.select import Element, names_of, words_in


@dataclass(eq=False, slots=True)
class Item:
    """One comment as it stands in the tree; ``roots`` are its own subtrees, replies inside them not counted."""

    el: Element
    roots: list[Element]
    values: dict[str, Any] = field(default_factory=dict)
    date_el: Element | None = None
    author_el: Element | None = None
    parent: "Item | None" = None
    level: int | None = None
    lines: list[Line] | None = None


def as_items(elements: list[Element], extends: bool) -> list[Item]:
    """Items of elements; a ``dt``, or an empty anchor, goes on through the siblings up to the next.

    Where each is followed by a short block with a day, as in Movable Type's first templates, that is its byline.
    """
    found = [Item(el, [el]) for el in elements]
    starts = set(elements)
    if extends or (elements and elements[0].tag in HEADS):
        for item in found:
            item.roots += following(item.el, starts)
    elif elements and elements[0].tag == "dd":
        for item in found:
            before = item.el.getprevious()
            item.roots[:0] = (
                [before] if before is not None and before.tag == "dt" and before not in starts else []
            )
    elif bylines_follow(elements, starts):
        for item in found:
            item.roots += _up_to_byline(item.el, starts)
    elif bylines_lead(elements, starts):
        for item in found:
            item.roots = [*_byline_before(item.el, starts), item.el]
    elif are_heads(elements, starts):
        for item in found:
            item.roots += following(item.el, starts)
    elif elements and elements[0].tag == "tr":
        for item in found:
            item.roots += islice(following(item.el, starts), _rows_between(elements, starts))
    return found


def _rows_between(elements: list[Element], starts: set[Element]) -> int:
    """How many rows of a table stand behind each that begins a comment: a row for the byline, a row for the words."""
    before = [el for el in elements if el.getnext() is not None and el is not elements[-1]] or elements[:1]
    return min(sum(1 for _ in islice(following(el, starts), 4)) for el in before)


#: what only begins a comment; its words stand in the siblings behind
HEADS = frozenset(["dt", "a", "h2", "h3", "h4", "h5", "h6"])


def following(el: Element, starts: set[Element]) -> Iterator[Element]:
    """The siblings behind an element, up to the next item, a heading, a form, or "Comments are closed"."""
    for sibling in el.itersiblings():
        if (
            sibling in starts
            or sibling.tag == "form"
            or (sibling.tag == "p" and words.CLOSED.fullmatch(squash("".join(sibling.itertext())[:200])))
            or (sibling.tag in ("h2", "h3") and el.tag not in HEADS - {"a", "dt"})
        ):
            return
        yield sibling


def are_quoted(items: list[Element]) -> bool:
    """Do items stand among the paragraphs of a text, which goes on behind them? It shows what others wrote."""
    around = items[0].getparent()
    if around is None or is_thread(around) or any(el.getparent() is not around for el in items):
        return False
    before = [*islice(items[0].itersiblings(preceding=True), _NEAR)]
    behind = [*takewhile(lambda el: el.tag not in _ENDS, islice(items[-1].itersiblings(), _NEAR))]
    if any(el.tag in HEADINGS and is_comments_heading(squash(words_in(el))) for el in before):
        return False
    return any(map(_is_paragraph, before)) and any(map(_is_paragraph, behind))


_NEAR = 2  # elements beside a group of comments
_ENDS = ("form", "footer", "hr", *HEADINGS)


def _is_paragraph(el: Element) -> bool:
    """Is it a paragraph of a text, without a name, and no line of links?"""
    said = len(squash(words_in(el))) if el.tag == "p" and not el.get("class") and not el.get("id") else 0
    return said > LINE and said > 2 * sum(len(words_in(a)) for a in el.iter("a"))


def bylines_follow(elements: list[Element], starts: set[Element]) -> bool:
    """Does a byline of its own close nearly each, behind it or behind some more paragraphs?"""
    if not elements or elements[0].tag not in ("div", "p", "blockquote"):
        return False
    if bylines_lead(elements, starts) and not _up_to_byline(elements[-1], starts):
        return False  # each closes with the byline of the next
    return sum(bool(_up_to_byline(el, starts)) for el in elements[:60]) > 0.7 * min(len(elements), 60)


def bylines_lead(elements: list[Element], starts: set[Element]) -> bool:
    """Does a byline of its own stand right before nearly each of one place, the first too, while they tell no day?"""
    if not elements or elements[0].tag not in ("div", "p", "blockquote"):
        return False
    around = elements[0].getparent()
    one = all(el.getparent() is around for el in elements) and (len(elements) > 1 or is_thread(around))
    cells = _WORDS.search(elements[0].get("class") or "") and len({e.getparent() for e in elements}) == len(
        elements
    )
    if not one and not cells:
        return False  # byline and words stand in an element of their own
    led = [bool(_byline_before(el, starts)) for el in elements[:60]]
    if not led[0] or sum(led) <= 0.9 * len(led):
        return False
    return not any(read_date(squash("".join(el.itertext()))[:_BYLINE]) for el in elements[:8])


def are_heads(elements: list[Element], starts: set[Element]) -> bool:
    """Is nearly each a byline of its own, with its words in the siblings behind it?"""
    if len(elements) < 2 or elements[0].tag not in _HEAD_TAGS:
        return False
    first = elements[:60]
    told = sum(is_byline(el, _NONE, _HEAD_TAGS) and _goes_on(el, starts) for el in first)
    return told > 0.9 * len(first)


def _goes_on(el: Element, starts: set[Element]) -> bool:
    """Do words stand between an element and the next that begins an item?"""
    return any("".join(sibling.itertext()).strip() for sibling in following(el, starts))


#: classes of what holds a comment's words alone: beside its byline, in the cells of a grid
_WORDS = re.compile(r"comments?-(?:body|content|text)\b")
_HEAD_TAGS = frozenset("ul ol div p h2 h3 h4 h5 h6 cite strong".split())
_NONE: frozenset[Element] = frozenset()
_BYLINE = 160  # characters


def _byline_before(el: Element, starts: set[Element]) -> list[Element]:
    before = el.getprevious()
    return [before] if before is not None and is_byline(before, starts) else []


def _up_to_byline(el: Element, starts: set[Element]) -> list[Element]:
    """The siblings behind an element up to the byline that closes it; none where there is no such byline."""
    run: list[Element] = []
    for sibling in islice(following(el, starts), 30):
        run.append(sibling)
        if is_byline(sibling, starts):
            return run
    return []


_BYLINE_TAGS = frozenset(("p", "div", "span", "small", "cite", "em"))


def is_byline(el: Element, starts: Collection[Element], tags: Collection[str] = _BYLINE_TAGS) -> bool:
    """Is it a short block with a day?"""
    if el in starts or el.tag not in tags:
        return False
    text = words_in(el)
    if _FIGURE.search(text) is None:
        return False  # no day: the cheap question first, for it is asked of many
    text = squash(text)
    return 6 < len(text) < 160 and read_date(text) is not None


_FIGURE = re.compile(r"[\d〇一二三四五六七八九十]")


def owners(page: Page, items: list[Item]) -> dict[Element, Item]:
    """Every element inside an item -> that item; of nested items the innermost owns, of the form to answer none."""
    owner: dict[Element, Item] = {}
    starts = {root: item for item in items for root in item.roots}
    order = page.index.order
    if not items:
        return owner
    first = min(order[r] for r in starts)
    for el in page.index.elements[first:]:
        mine = starts.get(el)
        if mine is None:
            parent = el.getparent()
            mine = owner.get(parent) if parent is not None else None
        if mine is not None and (el in starts or not _is_written_in(el)):
            owner[el] = mine
    return owner


def _is_written_in(el: Element) -> bool:
    """Is it a form to answer, or to vote? "Name required" is nobody's name."""
    return el.tag == "form" and (
        el.find(".//textarea") is not None or el.find(".//input[@type='radio']") is not None
    )


def own_text(el: Element, item: Item, owner: dict[Element, Item]) -> str:
    """The text of an element without that of the replies inside it."""
    return joined(_own_texts(el, item, owner))


def _own_texts(el: Element, item: Item, owner: dict[Element, Item]) -> Iterator[tuple[Element, str]]:
    for event, node in etree.iterwalk(el, events=("start", "end", "comment", "pi")):
        if event == "start":
            if owner.get(node) is item and node.tag not in UNSEEN and node.text:
                yield node, node.text
            if node.tag in BLOCKS:
                yield node, " "
        if event != "start" and node is not el and node.tail:
            parent = node.getparent()
            if owner.get(parent) is item and parent.tag not in UNSEEN:
                yield parent, node.tail


def own_lines(item: Item, owner: dict[Element, Item]) -> list[Line]:
    """An item's own words, line by line; read once."""
    if item.lines is None:
        item.lines = [ln for root in item.roots for ln in lines(root, lambda el: is_own(el, item, owner))]
    return item.lines


def is_own(el: Element, item: Item, owner: dict[Element, Item]) -> bool | None:
    """Is an element the item's own? None where it, and all that it holds, is another's: an answer."""
    own = owner.get(el)
    return own is item if own is item or own is None else None


_KEY = re.compile(r"(.*[^\d])\d+$")
_is_number = re.compile(r"\d+(?:[-r]\d+)*").fullmatch  # "1-2", or "1r2", answers "1"


def with_kin(elements: list[Element], page: Page, away: set[Element]) -> list[Element]:
    """Elements with those that a theme classes otherwise, but whose ids are of the same kind: ``li-comment-7``."""
    keys = [_KEY.match(el.get("id") or "") for el in elements]
    kinds = {(el.tag, key[1]) for el, key in zip(elements, keys, strict=True) if key}
    if len(kinds) != 1 or not all(keys):
        return elements
    tag, prefix = kinds.pop()
    mine = set(elements)
    kin = [
        els[0]
        for key, els in page.index.by_id.items()
        if key.startswith(prefix)
        and _is_number(key[len(prefix) :])
        and els[0].tag == tag
        and els[0] not in mine
    ]
    thread = {
        above for el in elements for above in el.iterancestors()
    }  # a post's text may show a list like it
    kin = [
        el
        for el in kin
        if (el.getparent() in thread or not mine.isdisjoint(el.iterancestors()))
        and el not in away
        and not is_form(el)
    ]
    kin += _at_the_ends(elements)
    return sorted([*elements, *kin], key=page.index.order.__getitem__) if kin else elements


def _at_the_ends(elements: list[Element]) -> list[Element]:
    """What stands before the first and behind the last, classed alike, numbered by a word: ``last-comment``."""
    first, last = elements[0], elements[-1]
    return [
        el
        for el, beside in ((first.getprevious(), first), (last.getnext(), last))
        if el is not None
        and el.tag == beside.tag
        and el.get("class")
        and el.get("class") == beside.get("class")
        if _WORDED.fullmatch(el.get("id") or "") and not is_form(el)
    ]


_WORDED = re.compile(
    r"(?:last|first|latest|newest)[-_]?comment|comment[-_]?(?:last|first|latest|newest)", re.I
)


def with_answers(elements: list[Element], page: Page) -> list[Element]:
    """The lists' items around elements that each mark but their own words, where these items hold the answers, too.

    ``<li id="c7"><div itemtype="…/Comment">…</div><ol><li id="c8">…``: what is marked tells no parent, the list does.
    """
    marked = set(elements)
    items = [next((a for a in islice(el.iterancestors(), 3) if a.tag == "li"), None) for el in elements]
    around = {item for item in items if item is not None}
    if (
        None in items
        or len(around) < len(items)
        or any(not marked.isdisjoint(el.iterancestors()) for el in elements)
    ):
        return elements
    nested = any(not around.isdisjoint(item.iterancestors()) for item in around)
    return sorted(around, key=page.index.order.__getitem__) if nested else elements


def is_form(el: Element) -> bool:
    """The form to write a comment, classed as if it were one; or all that holds comments, with but the form in it."""
    key = el.get("id") or ""
    if el.find(".//textarea") is None:
        return False
    if _is_talk_name(key):
        return True
    return comment_id(key) is None and (is_thread(el) or not _says_anything(el))


def is_talk(el: Element) -> bool:
    """Does an element say by its name that it holds comments, or one?"""
    return el.tag != "body" and any(map(_is_talk_name, names_of(el)))


def is_thread(el: Element) -> bool:
    """Is it called what holds a whole thread?"""
    return any(map(is_thread_name, names_of(el)))


_is_talk_name = once(words.TALK.match)


@once
def is_thread_name(name: str) -> bool:
    """Does a name say that it holds a whole thread? "comment" is one comment's."""
    return _is_talk_name(name) and not _ONE.search(name)


_ONE = re.compile(r"comment(?:$|[-_]+(?:body|block|content|wrap|wrapper)$)", re.I)


def _says_anything(el: Element) -> bool:
    """Does an element with a form to answer say anything beside the form: a comment's byline and words?"""
    forms = [form for form in el.iter("form") if form is not el and form.find(".//textarea") is not None]
    beside = len(squash("".join(el.itertext()))) - sum(len(squash("".join(f.itertext()))) for f in forms)
    return bool(forms) and beside > 40


def outermost(elements: list[Element]) -> list[Element]:
    """One element a comment: of elements that repeat the same comment inside each other, the outer one."""
    inside = set(elements)
    keys = {el: comment_id(el.get("id")) for el in elements}
    out = []
    for el in elements:
        outer = next((a for a in el.iterancestors() if a in inside), None)
        if outer is not None and (
            (bool(keys[el]) and keys[outer] == keys[el])
            or (outer is el.getparent() and _only(el) and not _are_two(outer, el))
            or (not _are_two(outer, el) and _is_shell(outer, el))
        ):
            inside.discard(el)
            keys[outer] = keys[outer] or keys[el]  # an item without an id has that of what it holds
            continue
        out.append(el)
    return out


def _is_shell(outer: Element, inner: Element) -> bool:
    """Does an item say nothing of its own around another? Then they are one, a portrait beside its words."""
    said = squash("".join(inner.itertext()))
    room = len(said) + 40
    for piece in outer.itertext():  # no farther than it may go on: it may hold thousands of answers
        room -= len("".join(piece.split()))
        if room <= 0:
            return False
    shell = squash("".join(outer.itertext()))
    return (
        len(shell) < len(said) + 40 and said in shell and not words.SMALL.sub("", shell.replace(said, " ", 1))
    )


def _are_two(outer: Element, inner: Element) -> bool:
    """Do ids with numbers of the same kind tell two comments apart?"""
    a, b = _KEY.match(outer.get("id") or ""), _KEY.match(inner.get("id") or "")
    return a is not None and b is not None and a[1] == b[1] and a[0] != b[0]


def _only(el: Element) -> bool:
    """Is it its parent's only block? Then it is the same comment, not an answer to it."""
    return not any(s.tag in BLOCKS for s in el.itersiblings(preceding=True))


_ID = re.compile(
    r"(?:^|.*?[^0-9A-Za-z]|.*?[A-Za-z_])"
    r"(\d[\w]*|[0-9a-f]{8}-[0-9a-f-]{20,}|(?<=[-_])(?!c\d+$)[0-9a-f]{16,})$"
)


#: an id that goes on in words: ``comment-4-by-ann``
_WORDED_ID = re.compile(r"#?(?:[a-z]+[-_])?comment[-_](\d{1,10})-(?![\d_-]*$)(?![0-9a-f-]+$)[^/\s]*$", re.I)


#: an id that tells the way down to an answer, too: ``comment-4-1``, ``comment-4r1``, ``comment4-1``
_PATHED_ID = re.compile(r"#?comment[-_]?(\d+(?:[-r]\d+){1,6})$", re.I)


_HEX_ID = re.compile(
    r"#?(?!c\d+$)(?=[0-9a-f]*\d)([0-9a-f]{16,})$"
)  # of a service without numbers; Blogger's "c12" are


def comment_id(text: str | None) -> str | None:
    """The platform's own id without its prefix: ``comment-12``, ``c12``, ``#comment-12`` -> ``12``."""
    text = (text or "").strip()
    patterns = (_WORDED_ID, _PATHED_ID, _HEX_ID, _ID) if text else ()
    found = next((hit for pattern in patterns if (hit := pattern.match(text))), None)
    return found[1] if found else (text.rpartition("-")[2] or None)
