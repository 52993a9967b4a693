"""The comment tree of a page: items, whose words are whose, and who answers whom. Pure: no network, no SQL.

A comment system (``comments/``) says where items and their fields stand. What it leaves open is read from the
items' own lines: a line with a date and little else is the comment's byline, what is left is its text. Where no
system answers, items are found as repeated elements that carry comment ids, classes or anchors.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from scraper.clean import read_content
from scraper.dates import find_dates, read_date, read_iso
from scraper.fields import comment_count, exact_name, read_name, squash
from scraper.lines import BLOCKS, UNSEEN, Line, lines
from scraper.page import Page
from scraper.rows import Comment, CommentKind
from scraper.rules import CommentSystem, Rules
from scraper.select import Element, compile_rules


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


@dataclass(frozen=True)
class Thread:
    """All comments of one page, and the elements they stand in (no part of the post's body)."""

    comments: tuple[Comment, ...]
    system: str | None
    elements: tuple[Element, ...]
    declared: int | None = None
    rule: str = ""
    sure: float = 0.0


NONE = Thread((), None, ())

#: what reads items that were found by their shape alone
FOUND_SYSTEM = CommentSystem(name="")


class Reader:
    """A comment system, its rules compiled once, and the reading of a page by them."""

    def __init__(self, system: CommentSystem) -> None:
        self.system = system
        self.item = compile_rules(system.item)
        self.fields = {name: compile_rules(rules) for name, rules in system.comment.items()}
        self.drop = compile_rules(system.drop + NOISE)
        self.nested = compile_rules(system.nested + NESTED)
        self.marks = {
            "pingback": compile_rules(system.pingback),
            "trackback": compile_rules(system.trackback),
            "deleted": compile_rules(system.deleted),
        }
        self.depth = re.compile(system.depth_class) if system.depth_class else DEPTH_CLASS

    def items(self, page: Page, away: set[Element]) -> tuple[list[Element], str]:
        """Elements of the first item rule that matches, and that rule."""
        for rule in self.item:
            hits = rule(page.root, page) if callable(rule) else rule.elements(page.index)
            hits = [h for h in hits if h not in away and not _is_form(h)]
            if hits:
                return hits, getattr(rule, "rule", getattr(rule, "__name__", "rule"))
        return [], ""


#: no part of any comment's text, in whatever system it stands
NOISE: Rules = (
    ".avatar", ".comment-reply-link", ".comment-edit-link", ".edit-link", ".says", ".reply", ".comment-reply",
    ".comment-actions", ".comment-toolbar", ".comment-form", ".respond", "#respond", ".comment-awaiting-moderation",
    "a[href*='replytocom=']", "a[href*='replyto=']", "a[href*='replyTo=']", ".comment-footer .item-control", ".comment-rating",
    ".votes", ".vote", ".karma", ".sharedaddy", ".comment-likes", ".cld-like-dislike-wrap", ".comment-number",
    ".commentnumber", ".comment-count", ".item-control", ".thread-toggle", ".thread-arrow", ".loadmore",
    ".continue", ".inline-thread", ".comment_reply", ".comment_source_trace", ".commentNumber",
)  # fmt: skip

#: blocks whose comments answer the comment before the block, or around it
NESTED: Rules = (
    ".children", ".replies", ".indented", ".comment-children", ".comment-replies", ".subcomments", ".child-comments",
    ".comment-thread > .thread-children", ".comments-replies", ".reply-list", ".childs", ".sub-comments",
)  # fmt: skip

DEPTH_CLASS = re.compile(
    r"(?:^|[\s_-])(?:depth|level|lvl|indent|commentlevel|comment-level|comment-depth|thread-depth|nest)[-_]?(\d{1,2})(?=\s|$)",
    re.I,
)

# ---- reading a thread ---------------------------------------------------------------------------------------


def read_thread(page: Page, reader: Reader, elements: list[Element], rule: str, hints: "Hints") -> Thread:
    """Items to comments: whose nodes, what fields, what text, which parent."""
    items = as_items(elements, reader.system.extends)
    owner = _owners(page, items)
    _fill(page, reader, items, owner, hints)
    drop = {e for r in reader.drop if not callable(r) for e in r.elements(page.index) if e in owner}
    for item in items:
        _complete(item, owner, drop, hints)
        item.values.setdefault("id", _own_id(item, owner))
    _parents(page, reader, items, owner)
    comments = _comments(page, reader, items, owner, drop)
    roots = tuple(r for item in items for r in item.roots)
    return Thread(
        comments, reader.system.name or None, roots, None, rule, 0.95 if reader.system.name else 0.7
    )


@dataclass(frozen=True)
class Hints:
    """What the page as a whole knows and its comments do not: language, day/month order, when it was seen."""

    language: str | None = None
    order: str | None = None
    now: str | None = None


def as_items(elements: list[Element], extends: bool) -> list[Item]:
    found = [Item(el, [el]) for el in elements]
    if extends:
        starts = set(elements)
        for item in found:
            for sibling in item.el.itersiblings(etree.Element):
                if sibling in starts or (
                    sibling.tag in ("h2", "h3", "form") and item.el.tag not in ("h2", "h3")
                ):
                    break
                item.roots.append(sibling)
    return found


def _is_form(el: Element) -> bool:
    """The form to write a comment, classed as if it were one."""
    return comment_id(el.get("id")) is None and el.find(".//textarea") is not None


def outermost(elements: list[Element]) -> list[Element]:
    """One element a comment: of elements that repeat the same comment inside each other, the outer one."""
    inside = set(elements)
    out = []
    for el in elements:
        outer = next((a for a in el.iterancestors() if a in inside), None)
        if outer is not None and (_same_comment(outer, el) or outer is el.getparent() and _only(el)):
            inside.discard(el)
            continue
        out.append(el)
    return out


def _same_comment(outer: Element, inner: Element) -> bool:
    a, b = comment_id(outer.get("id")), comment_id(inner.get("id"))
    return bool(a) and a == b


def _only(el: Element) -> bool:
    """Is it its parent's only block? Then it is the same comment, not an answer to it."""
    return not any(s.tag in BLOCKS for s in el.itersiblings(etree.Element, preceding=True))


def external(page: Page, systems: Iterable[tuple[str, tuple[Any, ...]]]) -> Thread:
    """The service that keeps this page's comments elsewhere, declared as such."""
    for name, signs in systems:
        if any(r.elements(page.index) for r in signs):
            return Thread((), name, (), None, "external", 0.8)
    return NONE


def _owners(page: Page, items: list[Item]) -> dict[Element, Item]:
    """Every element inside an item -> that item; of nested items the innermost owns."""
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
        if mine is not None:
            owner[el] = mine
    return owner


def _fill(page: Page, reader: Reader, items: list[Item], owner: dict[Element, Item], hints: "Hints") -> None:
    """The system's rules, each asked once for the whole page; its hits go to the items that own them."""
    for name in ("body", *(n for n in reader.fields if n != "body")):
        for rule in reader.fields.get(name, ()):
            if callable(rule):
                hits: Iterable[tuple[Element, Any]] = (
                    (i.el, rule(i.el, page)) for i in items if name not in i.values
                )
            else:
                hits = ((e, rule.value(e)) for e in rule.elements(page.index))
            for el, raw in hits:
                item = owner.get(el)
                if item is None or raw is None or name in item.values or _in_text(el, item):
                    continue
                value = _READ[name](raw, item, owner, page, hints)
                if value is not None:
                    item.values[name] = value
                    if name == "author":
                        item.author_el = el
                    elif name == "published":
                        item.date_el = el


def _in_text(el: Element, item: Item) -> bool:
    """Is the element inside the comment's own words? A name or date there is talk, not a byline."""
    body = item.values.get("body")
    return body is not None and any(a is body for a in el.iterancestors())


def _read_author(raw: Any, item: Item, owner: dict[Element, Item], page: Page, hints: Hints) -> str | None:
    if isinstance(raw, str):
        return read_name(raw)
    text = squash(_without_times(raw, item, owner))
    return None if _in_prose(raw, text, item, owner) else name_in(raw, text, hints.language)


def _without_times(el: Element, item: Item, owner: dict[Element, Item]) -> str:
    """A byline's text without the elements that hold its date: "Bob <3 am" is no time of day."""
    text = own_text(el, item, owner)
    for inner in el.iter("time", "abbr"):
        if inner is not el and owner.get(inner) is item:
            text = text.replace("".join(inner.itertext()), " ", 1)
    return text


def _in_prose(el: Element, text: str, item: Item, owner: dict[Element, Item]) -> bool:
    """A citation or an emphasis in a paragraph names no author."""
    parent = el.getparent()
    if (
        el.tag not in ("cite", "b", "strong", "em", "a")
        or parent is None
        or parent.tag not in ("p", "blockquote")
    ):
        return False
    return len(own_text(parent, item, owner)) > len(text) + 100


_PRECISE = frozenset(
    "fn username user url nickname nick p-name author-name comment-author-name wp-block-comment-author-name ljuser".split()
)


def name_in(el: Element, text: str, language: str | None = None) -> str | None:
    """The name in an element: all of a name's own element; of a byline what is no date and no verb."""
    if _PRECISE & set((el.get("class") or "").split()) and not _SAYS.match(text):
        return exact_name(text)
    dates = find_dates(text, language) if any(c.isdigit() for c in text) else []
    if el.tag in ("a", "cite"):
        name = read_name(text)
        plain = text.strip(" ,:|")
        if name and 0 < len(plain) - len(name) <= 2 and not plain.endswith("..."):
            return plain
        if not dates or (el.tag == "a" and dates[0][1] - dates[0][0] < len(text) / 2):
            return name
    if dates:
        start, end, _ = dates[0]
        return read_name(text[:start].rstrip(" ,(@|-–—")) or read_name(text[end:])
    return read_name(text)


def _read_published(raw: Any, item: Item, owner: dict[Element, Item], page: Page, hints: Hints) -> str | None:
    if isinstance(raw, str):
        return read_date(raw, hints.language, hints.order, hints.now)
    return element_date(raw, hints, lambda e: own_text(e, item, owner))


def _read_body(raw: Any, item: Item, owner: dict[Element, Item], page: Page, hints: Hints) -> Any:
    return None if isinstance(raw, str) else raw


def _read_url(raw: Any, item: Item, owner: dict[Element, Item], page: Page, hints: Hints) -> str | None:
    if not isinstance(raw, str):
        link = (
            raw
            if raw.tag == "a"
            else next((a for a in raw.iter("a") if owner.get(a) is item and a.get("href")), None)
        )
        raw = link.get("href") if link is not None else None
    return page.absolute(raw) if raw and not raw.startswith(("javascript:", "mailto:")) else None


def _read_id(raw: Any, *_: Any) -> str | None:
    return comment_id(raw if isinstance(raw, str) else raw.get("id") or raw.get("name"))


def _read_text(raw: Any, item: Item, owner: dict[Element, Item], page: Page, hints: Hints) -> str | None:
    return squash(raw if isinstance(raw, str) else own_text(raw, item, owner)) or None


_READ = {
    "author": _read_author, "author_url": _read_url, "avatar": _read_url, "published": _read_published, "body": _read_body,
    "id": _read_id, "parent_id": _read_id, "url": _read_url, "depth": _read_text, "kind": _read_text,
}  # fmt: skip

_ID = re.compile(r"(?:^|.*?[^0-9A-Za-z]|.*?[A-Za-z_])(\d[\w]*|[0-9a-f]{8}-[0-9a-f-]{20,})$")


def comment_id(text: str | None) -> str | None:
    """The platform's own id without its prefix: ``comment-12``, ``c12``, ``#comment-12`` -> ``12``."""
    text = (text or "").strip()
    found = _ID.match(text) if text else None
    return found[1] if found else (text.rpartition("-")[2] or None)


_NUMBERED = re.compile(r"^(?:.*[_-])?(?:c|cmt|comment|reply|t|comm)?[-_]?\d+$|^[0-9a-f]{16,}$", re.I)


def _own_id(item: Item, owner: dict[Element, Item]) -> str | None:
    """An id that the item's own element carries, or an anchor in it or right before it."""
    before = item.el.getprevious()
    near = [
        item.el,
        *(
            e
            for e in item.el.iter("a", "div", "span", "li", "article")
            if owner.get(e) is item and (e.get("id") or e.get("name"))
        ),
    ]
    if before is not None and before.tag == "a" and not (before.text or "").strip():
        near.insert(1, before)
    for el in near:
        for name in ("id", "name", "data-comment-id", "data-id"):
            key = el.get(name)
            if key and (_ITEM_ID.match(key) or (el is item.el and _NUMBERED.match(key))):
                return comment_id(key)
    return None


def element_date(el: Element, hints: Hints, text_of: Any = None) -> str | None:
    """The date an element tells: its machine-readable attribute, else its text."""
    shown = text_of(el) if text_of else "".join(el.itertext())
    for name in ("datetime", "content", "title", "data-time", "data-timestamp"):
        value = el.get(name)
        if value and (date := read_date(value, hints.language, hints.order, hints.now) or read_iso(value)):
            if "T" not in date and (fuller := read_date(shown, hints.language, hints.order, hints.now)):
                return fuller if fuller.startswith(date) else date
            return date
    if len(shown) > 300:
        return None
    return read_date(squash(shown), hints.language, hints.order, hints.now)


# ---- own words ----------------------------------------------------------------------------------------------


def own_text(el: Element, item: Item, owner: dict[Element, Item]) -> str:
    """The text of an element without that of the replies inside it."""
    return "".join(_own_texts(el, item, owner))


def _own_texts(el: Element, item: Item, owner: dict[Element, Item]) -> Iterator[str]:
    for event, node in etree.iterwalk(el, events=("start", "end", "comment", "pi")):
        if event == "start":
            if owner.get(node) is item and node.tag not in UNSEEN and node.text:
                yield node.text
            if node.tag in BLOCKS:
                yield " "
        if event != "start" and node is not el and node.tail:
            parent = node.getparent()
            if owner.get(parent) is item and parent.tag not in UNSEEN:
                yield node.tail


def own_lines(item: Item, owner: dict[Element, Item]) -> list[Line]:
    """An item's own words, line by line."""
    return [ln for root in item.roots for ln in lines(root, lambda el, _: owner.get(el) is item)]


# ---- what the system leaves open ----------------------------------------------------------------------------

_NAMED = re.compile(
    r"(?:^|[\s_-])(?:fn|author|commenter|comment[_-]?(?:author|by|er|name)|commentby|username|user-?name|nick(?:name)?|poster|commentauthor|by|"
    r"comment-?name|name|who|autor|auteur|signature)(?=$|[\s_-])",
    re.I,
)
_DATED = re.compile(
    r"(?:^|[\s_-])(?:date|time|timestamp|datetime|published|posted|when|comment-?date|datum|fecha|ago)(?=$|[\s_-])",
    re.I,
)
_SMALL = re.compile(r"\b(?:posted|by|on|at|says?|said|wrote|writes|comment|commented|permalink|link|reply|edit|quote|am|um|von|uhr|le|à|par|el|a las|"
                    r"por|em|às|il|alle|da|op|om|door|den|kl|r|г|в|at|pm|the|this|entry|was|in|to|from|delete|report|flag|antworten|sagt|"
                    r"schrieb|kommentar|написал|пишет|ответить|цитировать|回复|返信|返事|답글)\b|[\W\d_]+", re.I)  # fmt: skip


def _complete(item: Item, owner: dict[Element, Item], drop: set[Element], hints: Hints) -> None:
    """Author and date from an item's own lines, where the system's rules gave none."""
    values = item.values
    if "published" in values and "author" in values and "T" in values["published"]:
        return
    if "published" not in values:
        _machine_date(item, owner, hints)
    if "author" not in values:
        _marked_author(item, owner)
    if "published" in values and "author" in values and "T" in values["published"]:
        return
    found = _byline_lines(own_lines(item, owner), item)
    for line in found:
        _read_byline(line, item, hints)
    if "author" not in values:
        said = next(
            (m for m in map(_SAYS.match, (ln.text for ln in found[:2])) if m and read_name(m[1])), None
        )
        if said:
            values["author"], item.author_el = read_name(said[1]), found[0].pieces[0][0]


def _machine_date(item: Item, owner: dict[Element, Item], hints: Hints) -> None:
    for root in item.roots:
        for el in root.iter("time", "abbr", "span", "a", "div", "p", "small", "em", "td", "dd", "li", "cite"):
            if owner.get(el) is item and (
                el.tag == "time"
                or (el.tag == "abbr" and el.get("title"))
                or _DATED.search(el.get("class") or "")
            ):
                date = element_date(el, hints, lambda e: own_text(e, item, owner))
                if date:
                    item.values["published"], item.date_el = date, el
                    return


_NAME_TAGS = tuple("cite a span strong b div p h2 h3 h4 h5 dt td em address".split())


def _marked_author(item: Item, owner: dict[Element, Item]) -> None:
    for root in item.roots:
        for el in root.iter(*_NAME_TAGS):
            if owner.get(el) is not item or _in_text(el, item):
                continue
            rel = (el.get("rel") or "").lower()
            if (
                el.tag == "cite"
                or _NAMED.search(el.get("class") or "")
                or el.get("itemprop") in ("author", "creator", "name")
            ):
                text = squash(own_text(el, item, owner))
                if 0 < len(text) <= 120 and (name := name_in(el, text)):
                    item.values["author"], item.author_el = name, el
                    return
            elif (
                el.tag == "a"
                and "nofollow" in rel
                and "external" in rel
                and (name := read_name(own_text(el, item, owner)))
            ):
                item.values["author"], item.author_el = name, el
                return


_SAYS = re.compile(
    r"^(.{1,60}?)\s+(?:says|said|writes|wrote|commented|replied|sagte?|schrieb|schreibt|meint|dice|dijo|ha\s+dicho|escribi[óo]|dit|a\s+dit|a\s+[ée]crit|[ée]crit|"
    r"disse|diz|escreveu|scrive|ha\s+scritto|zegt|schreef|zei|pisze|napisa[łl]a?|napsala?|s[äa]ger|skrev|sier|kirjoitti|dedi\s+ki|mondta|[íi]rta|spune|говорит|пишет|написала?|сказал)"
    r"\s*(?:[:：.…,]|\.\.\.|$|am|on|at|le|el|um|\d)",
    re.I,
)


def _byline_lines(found: list[Line], item: Item) -> list[Line]:
    """Lines that can be a comment's byline: short ones, those at its ends first."""
    short = [ln for ln in found if len(ln.text) <= 200]
    edge = [ln for ln in (found[:3] + found[-3:]) if ln in short]
    return list({id(ln): ln for ln in edge + short}.values())


def _read_byline(line: Line, item: Item, hints: Hints) -> None:
    """A line that holds a date and little else: the date, and the name beside it."""
    values = item.values
    date = read_date(line.text, hints.language, hints.order, hints.now)
    if not date:
        return
    if "published" not in values:
        if len(_SMALL.sub("", line.text)) > 60:
            return
        values["published"] = date
        item.date_el = line.pieces[-1][0]
    elif "T" not in values["published"] and date.startswith(values["published"]):
        values["published"] = date
    if "author" not in values:
        name = _name_beside_date(line)
        if name:
            values["author"] = name
            item.author_el = line.pieces[0][0]


def _name_beside_date(line: Line) -> str | None:
    found = find_dates(line.text)
    before = line.text[: found[0][0]] if found else ""
    before = re.sub(r"^(?:#?\d{1,4}[.):]?\s+|\W+)", "", before)
    return read_name(before.strip(" ,|-–—@("), most=60) if before.strip() else None


# ---- who answers whom ---------------------------------------------------------------------------------------


def _parents(page: Page, reader: Reader, items: list[Item], owner: dict[Element, Item]) -> None:
    """Parents by what the markup says, most certain first: ids, containment, reply blocks, levels."""
    by_id: dict[str, Item] = {}
    for item in items:
        if item.values.get("id"):
            by_id.setdefault(item.values["id"], item)
    blocks = {e for r in reader.nested if not callable(r) for e in r.elements(page.index)}
    for item in items:
        item.level = _level(item.el, reader.depth)
        item.parent = by_id.get(item.values.get("parent_id") or "") or _around(item, owner, blocks)
    certain = (
        reader.system.depth_class is not None and sum(i.level is not None for i in items) > len(items) * 0.9
    )
    if certain or not any(i.parent for i in items):
        _by_levels(items, certain)
    for item in items:
        _break_circle(item)


def _around(item: Item, owner: dict[Element, Item], blocks: set[Element]) -> Item | None:
    """The item this one stands in, or the one before the reply block this one stands in."""
    for node in item.el.iterancestors():
        if node in owner:
            return owner[node]
        if node in blocks:
            for before in node.itersiblings(etree.Element, preceding=True):
                if before in blocks:
                    continue
                inside = [owner[e] for e in before.iter(etree.Element) if e in owner]
                if inside:
                    return inside[0]
    return None


def _level(el: Element, pattern: "re.Pattern[str]") -> int | None:
    """The level an item's classes, data attributes or left margin tell."""
    parent = el.getparent()
    for node in (el, parent) if parent is not None and len(parent) <= 3 else (el,):
        found = pattern.search(node.get("class") or "")
        if found:
            return int(found[1])
        for name in ("data-depth", "data-level", "data-indent", "indent"):
            value = node.get(name) or ""
            if value.isdigit():
                return int(value)
        margin = _MARGIN.search(node.get("style") or "")
        if margin:
            return round(float(margin[1]))
    return None


_MARGIN = re.compile(r"(?:margin|padding)-left\s*:\s*(\d+(?:\.\d+)?)\s*(?:px|em|rem|%|pt)", re.I)


def _by_levels(items: list[Item], certain: bool) -> None:
    """Levels to parents: the last item before that stands higher (a flat list gives none).

    Where the levels are ``certain`` (classes the platform writes) they outweigh containment: an unclosed element
    puts whole lists inside their first item.
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
        if not (certain and item.parent and (item.parent.level or 0) == level - 1):
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


# ---- items to rows ------------------------------------------------------------------------------------------


def _comments(
    page: Page, reader: Reader, items: list[Item], owner: dict[Element, Item], drop: set[Element]
) -> tuple[Comment, ...]:
    marked = {
        k: {e for r in rules for e in r.elements(page.index)} for k, rules in reader.marks.items() if rules
    }
    ids = {item: item.values.get("id") or f"n{n}" for n, item in enumerate(items, 1)}
    by_owner: dict[Item, set[Element]] = {}
    for el in drop:
        by_owner.setdefault(owner[el], set()).add(el)
    out = []
    for item in items:
        out.append(_comment(page, item, ids, owner, by_owner.get(item, set()), marked))
    return tuple(out)


def _comment(
    page: Page,
    item: Item,
    ids: dict[Item, str],
    owner: dict[Element, Item],
    drop: set[Element],
    marked: dict[str, set[Element]],
) -> Comment:
    values = item.values
    el, out = body_of(item, owner, drop)
    said = read_content(el, page.base_url, out)
    author_url = values.get("author_url") or _author_link(page, item, owner)
    kind = _kind(item, said.text, marked, owner)
    return Comment(
        id=ids[item],
        parent_id=ids[item.parent] if item.parent else item.values.get("parent_id"),
        author=values.get("author"),
        author_url=author_url,
        avatar=values.get("avatar"),
        published=values.get("published"),
        body_html=said.html or None,
        body_text=said.text or None,
        url=values.get("url") or _permalink(page, item),
        depth=_depth(item),
        kind=kind,
        links=said.links,
    )


def _depth(item: Item) -> int:
    depth, node = 0, item.parent
    while node is not None:
        depth, node = depth + 1, node.parent
    return depth


_PINGBACK = re.compile(r"^(?:pingback|trackback|ping|tb)\b\s*(?::|von|from|by|de|da|por)", re.I)


def _kind(item: Item, text: str, marked: dict[str, set[Element]], owner: dict[Element, Item]) -> CommentKind:
    for kind in ("pingback", "trackback"):
        if item.el in marked.get(kind, ()) or any(owner.get(e) is item for e in marked.get(kind, ())):
            return kind  # type: ignore[return-value]
    given = (item.values.get("kind") or "").lower()
    for kind in ("pingback", "trackback", "webmention"):
        if kind in given:
            return kind  # type: ignore[return-value]
    name = item.values.get("author") or ""
    if _PINGBACK.match(text) or _PINGBACK.match(name):
        return "trackback" if (text or name).lower().startswith("trackback") else "pingback"
    if text.startswith(("[...]", "[…]", "[&#8230;]")) and text.rstrip().endswith(("[...]", "[…]")):
        return "pingback"
    return "comment"


def _author_link(page: Page, item: Item, owner: dict[Element, Item]) -> str | None:
    """Where the author's name links to: the name's own link, never the comment's permalink."""
    el = item.author_el
    if el is None:
        return None
    near = [
        el,
        *el.iter("a"),
        *([el.getparent()] if el.getparent() is not None and el.getparent().tag == "a" else []),
    ]
    for a in near:
        href = a.get("href") or "" if a.tag == "a" else ""
        if (
            href
            and owner.get(a) is item
            and not href.startswith(("#", "javascript:", "mailto:"))
            and "#comment" not in href
        ):
            return page.absolute(href)
    return None


def _permalink(page: Page, item: Item) -> str | None:
    key = item.el.get("id") or item.el.get("name")
    return f"{page.url.partition('#')[0]}#{key}" if key and item.values.get("id") else None


def body_of(item: Item, owner: dict[Element, Item], drop: set[Element]) -> tuple[Element, frozenset[Element]]:
    """The element that holds a comment's text, and what in it is not that text."""
    out = set(drop)
    body = item.values.get("body")
    if body is None and len(item.roots) > 1:
        body = max(item.roots, key=lambda r: len(own_text(r, item, owner)))
    el = body if body is not None else item.el
    out |= {
        e
        for e in el.iterdescendants(etree.Element)
        if owner.get(e) not in (None, item) and owner.get(e.getparent()) is item
    }
    if body is None:
        for meta in (item.author_el, item.date_el):
            if meta is not None and meta is not el:
                out.add(_whole_meta(meta, el, item, owner))
    return el, frozenset(out)


def _whole_meta(meta: Element, top: Element, item: Item, owner: dict[Element, Item]) -> Element:
    """The largest block around a name or date that holds little else."""
    best = node = meta
    while True:
        parent = node.getparent()
        if parent is None or parent is top or owner.get(parent) is not item:
            return best
        if any(_is_prose(ln, item) for ln in lines(parent, lambda el, _: owner.get(el) is item)):
            return best
        best = node = parent


def _is_prose(line: Line, item: Item) -> bool:
    """Does a line say more than who wrote, when, and the small words around it?"""
    text = line.text
    for name in (item.values.get("author"), *(text[s:e] for s, e, _ in find_dates(text)[:2])):
        text = text.replace(name, " ", 1) if name else text
    return len(_SMALL.sub("", text)) > 3


# ---- items nobody told us about -----------------------------------------------------------------------------

_ITEM_ID = re.compile(
    r"^(?:li-|div-|dsq-|wp-|the|single)?[-_]?(?:comments?|cmt|cmnt|c|com|comm|reply|kommentar|comentario|commentaire|reactie|komentar|"
    r"koment|coment|msg|response|yorum|talkback|t|ec-comment|commento|feedback|post-comment)[-_:]?(\d+|[0-9a-f]{8,})$",
    re.I,
)
_ITEM_CLASS = re.compile(
    r"^(?:single|the|one|blog|post|entry|user|my|list|media|article|block)?[-_]?(?:comments?|cmt|kommentar|comentario|commentaire|reactie|komentarz?|"
    r"feedback|commentary|reply|yorum|response|message)(?:[-_]?(?:item|entry|box|block|wrap|wrapper|body|post|single|row|holder|container|"
    r"bubble|even|odd|node|element|card|li|parent|child|alt|\d+))*$",
    re.I,
)


def find_items(page: Page, away: set[Element]) -> tuple[list[Element], str]:
    """Elements that repeat as comments do, on a page of no known comment system."""
    groups: dict[str, list[Element]] = {}
    for key, els in page.index.by_id.items():
        if _ITEM_ID.match(key) and els[0].tag in _ITEM_TAGS:
            groups.setdefault("id " + els[0].tag, []).append(els[0])
    for name, els in page.index.by_class.items():
        if _ITEM_CLASS.match(name):
            for el in els:
                if el.tag in _ITEM_TAGS:
                    groups.setdefault(f"{el.tag}.{name}", []).append(el)
    best: tuple[float, list[Element], str] = (0, [], "")
    for name, els in groups.items():
        els = [e for e in els if e not in away and not _is_form(e)]
        score = _item_score(els, page)
        if score > best[0] or (score == best[0] and score and _outer(els, best[1])):
            best = (score, els, name)
    return sorted(best[1], key=page.index.order.__getitem__), best[2]


_ITEM_TAGS = frozenset("li div article dt section p blockquote tr td table dd span a h3 h4".split())


def _item_score(els: list[Element], page: Page) -> float:
    """How many of the elements look like whole comments: some text, a date or a byline of their own."""
    if not els or len(els) > 5000:
        return 0
    good = 0.0
    for el in els[:60]:
        text = squash("".join(el.itertext()))
        if not 3 <= len(text) <= 20000:
            continue
        dated = any(True for _ in el.iter("time", "abbr")) or read_date(text[:160]) or read_date(text[-160:])
        if dated:
            good += 1
    return good * len(els) / min(len(els), 60)


def _outer(a: list[Element], b: list[Element]) -> bool:
    """Do the elements of ``a`` stand around those of ``b``?"""
    return bool(b) and a[0] in set(b[0].iterancestors())


_HEADING = frozenset("h1 h2 h3 h4 h5 h6 p div span a strong b legend caption dt".split())
_DECLARING = re.compile(
    r"comment|respon|repl|kommentar|reacti|coment|discuss|feedback|postcomment|meta|footer", re.I
)


def declared(page: Page, rules: Iterable[Any], skip: set[Element], away: set[Element]) -> int | None:
    """How many comments the page says it has, or None where it does not say."""
    for rule in rules:
        for el in rule.elements(page.index):
            raw = rule.value(el)
            count = comment_count(raw if isinstance(raw, str) else squash("".join(raw.itertext())))
            if count is not None:
                return count
    index = page.index
    els = {e for tag in ("h1", "h2", "h3", "h4", "h5", "h6") for e in index.by_tag.get(tag, ())}
    for table in (index.by_class, index.by_id):
        els.update(
            e for name, named in table.items() if _DECLARING.search(name) for e in named if e.tag in _HEADING
        )
    els.update(
        a
        for a in index.by_tag.get("a", ())
        if "#" in (a.get("href") or "") and _DECLARING.search(a.get("href"))
    )
    for el in sorted(els - skip - away, key=index.order.__getitem__):
        if len(el) <= 6:
            text = squash("".join(el.itertext()))
            count = comment_count(text) if text and len(text) < 120 else None
            if count is not None:
                return count
    return None
