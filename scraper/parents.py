"""Who answers whom: parents by ids, containment, reply blocks and levels, most certain first. Never invents one."""

import re
from collections.abc import Collection, Iterator
from itertools import islice, takewhile

from scraper import words
from scraper.comment_items import Item, comment_id
from scraper.fields import squash
from scraper.select import Element, holds_at_most, words_in

DEPTH_CLASS = re.compile(
    r"(?:^|[\s_-])(?:depth|level|lvl|indent|commentlevel|replytreelevel|comment-level|comment-depth|thread-depth|nest)[-_]?(\d{1,2})(?=\s|$)",
    re.I,
)


def find_parents(
    items: list[Item],
    owner: dict[Element, Item],
    blocks: set[Element],
    depth: "re.Pattern[str]",
    written: bool,
) -> None:
    """Parents by what the markup says, most certain first: ids, containment, reply blocks, levels.

    ``blocks`` are elements whose comments answer the comment before the block; ``depth`` reads a level from classes,
    and ``written`` says that the platform itself writes them, so that they outweigh containment.
    """
    by_id: dict[str, Item] = {}
    for item in items:
        if item.values.get("id"):
            by_id.setdefault(item.values["id"], item)
    _by_attributes(items, by_id)
    _find_levels(items, depth, written)
    told = {item for item in items if item.values.get("parent_id") in by_id}
    for item in items:
        item.parent = by_id[item.values["parent_id"]] if item in told else _around(item, owner, blocks)
    certain = written and sum(i.level is not None for i in items) > len(items) * 0.9
    if len({i.level for i in items}) == 1 and any(map(_is_answer, items)):
        certain = (
            False  # a theme's own function calls all of them the first level, those in lists of answers, too
        )
    if certain or not any(i.parent for i in items):
        _by_levels(items, told, certain)
    _by_mention(items, owner)
    for item in items:
        _break_circle(item)


def _by_attributes(items: list[Item], by_id: Collection[str]) -> None:
    """The comment answered, as an item's data names it, or its own id: ``data-parent="7"``, ``comment-7-1``."""
    for item in items:
        if item.values.get("parent_id") in by_id:
            continue
        own = item.values.get("id") or ""
        named = [v for k, v in item.el.attrib.items() if _PARENT_DATA.fullmatch(k)]
        told = [comment_id(value) for value in named] + [path[1] for path in (_PATH.fullmatch(own),) if path]
        for key in told:
            if key in by_id and key != own:
                item.values["parent_id"] = key
                break


_PARENT_DATA = re.compile(
    r"data-(?:comment-?)?(?:parent(?:-?id)?|parent-?comment(?:-?id)?|reply-?(?:to|thread)|in-?reply-?to)"
)
_PATH = re.compile(r"(\d+(?:[-r]\d+)*)[-r]\d+")

_REPLY_TO = re.compile(
    r"(?:^|[\s_-])(?:(?:reply|replied|answer)-?_?to|at-?_?(?:name|user|author))(?=$|\s)", re.I
)


def _by_mention(items: list[Item], owner: dict[Element, Item]) -> None:
    """Of answers that all stand below the first comment: who is named in the theme's own "@Ann", if only one is.

    Themes that indent once print it; a comment's own words, where people write such, are not asked.
    """
    under: dict[Item, list[Item]] = {}
    for item in items:
        top = item.parent
        if top is None:
            continue
        before = under.setdefault(top, [top])
        name = next(_mentioned(item, owner), None)
        named = [other for other in before if name and other.values.get("author") == name]
        if len(named) == 1:
            item.parent = named[0]
        before.append(item)


def _mentioned(item: Item, owner: dict[Element, Item]) -> Iterator[str]:
    for root in item.roots:
        for el in root.iterdescendants("span", "a", "b", "div", "small"):
            said = squash(words_in(el)) if owner.get(el) is item else ""
            if said.startswith("@") and (_REPLY_TO.search(el.get("class") or "") or _is_told(el)):
                yield said.lstrip("@ ").rstrip(" :：")


def _is_told(el: Element) -> bool:
    """Do the words "in reply to" stand right before an element, in one of their own?"""
    before = el.getprevious()
    return before is not None and words.REPLY_TO.fullmatch(squash(words_in(before))) is not None


def _around(item: Item, owner: dict[Element, Item], blocks: set[Element]) -> Item | None:
    """The item this one stands in, or the one before the reply block this one stands in.

    An item of a list stands in no other one without a list of its own: something before it was never closed.
    """
    for node in item.el.iterancestors():
        if node in owner:
            return owner[node] if _is_listed(item, owner[node], blocks) else owner[node].parent
        if node in blocks or _is_nested(node):
            for before in _first_of(node).itersiblings(preceding=True):
                if before in blocks:
                    continue
                inside = [owner[e] for e in before.iter() if e in owner]
                if inside:
                    return inside[0]
    return None


def _is_answer(item: Item) -> bool:
    """Does a comment stand in WordPress's own list of the answers to another?"""
    around = item.el.getparent()
    return item.el.tag == "li" and around is not None and "children" in (around.get("class") or "").split()


def _is_listed(item: Item, outer: Item, blocks: set[Element]) -> bool:
    """Is there a list, or a block of answers, between an item of a list and the one that it stands in?

    A comment may be a list of its own, with the answers among its items.
    """
    between = takewhile(lambda el: el is not outer.el, item.el.iterancestors())
    return (
        item.el.tag != "li"
        or outer.el.tag in ("ul", "ol")
        or any(el.tag in ("ul", "ol", "dl") or el in blocks for el in between)
    )


def _is_nested(node: Element) -> bool:
    """Is it a list within a list's item, behind what that says: in a thread the answers to it?"""
    parent = node.getparent()
    within = node.tag in ("ul", "ol") and parent is not None and parent.tag == "li"
    return within and node.getprevious() is not None


def _first_of(block: Element) -> Element:
    """A reply block, or what it opens: a list item that holds but the list of answers."""
    node, around = block, block.getparent()
    while node.getprevious() is None and around is not None and not (around.text or "").strip():
        node, around = around, around.getparent()
    return node


def _level(el: Element, pattern: "re.Pattern[str]") -> int | None:
    """The level an item's classes or data attributes tell."""
    parent = el.getparent()
    around = (parent,) if parent is not None and holds_at_most(parent, 3) else ()
    for node in (el, *around, *islice(_only_children(el), 3)):
        found = pattern.search(node.get("class") or "")
        if found:
            return int(found[1])
        for name in ("data-depth", "data-level", "data-indent", "indent"):
            value = node.get(name) or ""
            if value.isdecimal():
                return int(value)
    return None


def _only_children(el: Element) -> Iterator[Element]:
    """What an element holds alone, and what that holds."""
    while len(el) == 1:
        el = el[0]
        yield el


def _margins(items: list[Item]) -> Iterator[int | None]:
    """How far each item is moved to the right: itself, or what holds it alone, and the blocks of answers around it."""
    moved: dict[Element, int | None] = {}
    starts = {item.el for item in items}
    for item in items:
        parent = item.el.getparent()
        own = {item.el, parent} if parent is not None and holds_at_most(parent, 3) else {item.el}
        new = list(takewhile(lambda el: el not in moved, (item.el, *item.el.iterancestors())))
        for el in reversed(new):
            around = moved.get(el.getparent())
            told = _MARGIN.search(el.get("style") or "") or (
                el in own and _MOVED.search(el.get("class") or "")
            )
            if told and (el in own or el.getprevious() in starts):
                around = (around or 0) + round(float(told[1]))
            moved[el] = around
        yield moved[item.el]


def _find_levels(items: list[Item], depth: "re.Pattern[str]", written: bool) -> None:
    """Levels as platform or classes tell them, else margins: what has none beside others that have is on top.

    A platform that writes them (``written``) does so for all comments, were the element of one lost.
    """
    for item in items:
        given = item.values.get("depth") or ""
        item.level = int(given) if given.isdecimal() else _level(item.el, depth)
    moved = any(_INDENT.search(item.el.get("class") or "") for item in items)
    answers = not written and bool(items) and items[0].level is None and any(i.level == 1 for i in items)
    if moved or (answers and _is_flat(items)):
        for item in items:  # what is not moved in is on top; some themes class the answers alone
            item.level = item.level or 0
    if any(item.level is not None for item in items):
        return  # steps and pixels are no one scale
    replies = [any(_REPLY.search(el.get("class") or "") for el in _alone(item.el)) for item in items]
    if any(replies) and not replies[0] and _is_flat(items):
        for item, reply in zip(items, replies, strict=True):
            item.level = int(reply)
        return
    margins = list(_margins(items))
    told = any(margins)
    for item, margin in zip(items, margins, strict=True):
        item.level = (margin or 0) if told else margin


def _alone(el: Element) -> tuple[Element, ...]:
    """An element, and what holds it alone, in a list beside a picture: ``<div class="left-padding"><div>``."""
    around = el.getparent()
    most = 3 if around is not None and around.tag == "li" else 1
    return (el, around) if around is not None and holds_at_most(around, most) else (el,)


def _is_flat(items: list[Item]) -> bool:
    """Does no comment stand within another?"""
    own = {item.el for item in items}
    return all(own.isdisjoint(item.el.iterancestors()) for item in items)


#: what themes that indent once call an answer beside the comments on top
_REPLY = re.compile(
    r"(?:^|\s)(?:(?:(?:[a-z]+-)?comment(?:-item)?[-_]{1,2}|is-)?(?:reply|child|indented|nested)|(?:sub|child|reply)-?comment|"
    r"[\w-]*comment\w*--(?:reply|child|indented|nested)|replied|left-padding|(?:single-)?comments?(?:-block)?\s+left)(?=\s|$)",
    re.I,
)
_INDENT = re.compile(r"(?:^|\s)indent[-_]?\d{1,2}(?=\s|$)", re.I)
_MARGIN = re.compile(r"(?:margin|padding)-left\s*:\s*(\d+(?:\.\d+)?)\s*(?:px|em|rem|%|pt)", re.I)


#: classes by which Bootstrap and Tailwind move an element to the right, by steps: "ml-4", "ms-md-5", "offset-1"
_MOVED = re.compile(
    r"(?:^|\s)(?:(?:ml|ms|pl|ps)(?:-[a-z]{2})?|(?:col-)?(?:[a-z]{2}-)?offset(?:-[a-z]{2})?)-([1-9]\d?)(?=\s|$)"
)


def _by_levels(items: list[Item], told: Collection[Item], certain: bool) -> None:
    """Levels to parents: the last item before that stands higher (a flat list gives none).

    What is ``told`` by its parent's id stays. Where the levels are ``certain`` (classes the platform writes) they
    outweigh containment: an unclosed element puts whole lists inside their first item.
    """
    levels = [i.level for i in items]
    if not certain and (
        sum(lv is not None for lv in levels) < 2 or len({lv for lv in levels if lv is not None}) < 2
    ):
        return
    lowest = min((lv for lv in levels if lv is not None), default=0)
    stack: list[tuple[int, Item]] = []
    for item in items:
        level = lowest if item.level is None else item.level
        while stack and stack[-1][0] >= level:
            stack.pop()
        if item not in told and not (certain and item.parent and (item.parent.level or 0) == level - 1):
            item.parent = stack[-1][1] if stack else None
        stack.append((level, item))


def _break_circle(item: Item) -> None:
    seen, node = {item}, item.parent
    while node is not None:
        if node in seen:
            item.parent = None
            return
        seen.add(node)
        node = node.parent
