"""The comment tree of a page: items, whose words are whose, and who answers whom. Pure: no network, no SQL.

A comment system (``comments/``) says where items and their fields stand. What it leaves open is read from the
items' own lines: a line with a date and little else is the comment's byline, what is left is its text. Where no
system answers, items are found as repeated elements that carry comment ids, classes or anchors.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from lxml import etree

from scraper import words
from scraper.clean import read_content
from scraper.comment_items import Item, as_items, comment_id, is_form, own_lines, own_text, owners
from scraper.comment_words import without_byline
from scraper.dates import date_only, find_dates, learn_order, read_date, read_iso
from scraper.fields import comment_count, exact_name, once, read_name, squash
from scraper.lines import Line, lines
from scraper.page import Page
from scraper.parents import DEPTH_CLASS, find_parents
from scraper.rows import Comment, CommentKind
from scraper.rules import CommentSystem, Rules
from scraper.select import Element, compile_rules, words_in
from scraper.urls import same_page


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
        self.loose = compile_rules(system.loose)
        self.fields = {name: compile_rules(rules) for name, rules in system.comment.items()}
        self.drop = compile_rules(system.drop + NOISE)
        self.nested = compile_rules(system.nested + NESTED)
        self.marks = {
            "pingback": compile_rules(system.pingback),
            "trackback": compile_rules(system.trackback),
            "deleted": compile_rules(system.deleted),
        }
        self.depth = re.compile(system.depth_class) if system.depth_class else DEPTH_CLASS

    def items(self, page: Page, away: set[Element], at_home: bool) -> tuple[list[Element], str]:
        """Elements of the first item rule that matches, and that rule."""
        for rule in self.loose + self.item if at_home else self.item:
            hits = rule(page.root, page) if callable(rule) else rule.elements(page.index)
            hits = [h for h in hits if h not in away and not is_form(h)]
            if hits:
                return hits, getattr(rule, "rule", getattr(rule, "__name__", "rule"))
        return [], ""


#: no part of any comment's text, in whatever system it stands
NOISE: Rules = (
    ".avatar", ".comment-reply-link", ".comment-edit-link", ".edit-link", ".says", ".reply", ".comment-reply",
    ".comment-actions", ".comment-toolbar", ".comment-form", ".respond", "#respond", ".comment-awaiting-moderation",
    "a[href*='replytocom=']", "a[href*='replyto=']", "a[href*='replyTo=']", ".comment-rating",
    ".votes", ".vote", ".karma", ".sharedaddy", ".comment-likes", ".cld-like-dislike-wrap", ".comment-number",
    ".commentnumber", ".comment-count", ".item-control", ".thread-toggle", ".thread-arrow", ".loadmore",
    ".continue", ".inline-thread", ".comment_reply", ".comment_source_trace", ".commentNumber",
)  # fmt: skip

#: blocks whose comments answer the comment before the block, or around it
NESTED: Rules = (
    ".children", ".replies", ".indented", ".comment-children", ".comment-replies", ".subcomments", ".child-comments",
    ".comment-thread > .thread-children", ".comments-replies", ".reply-list", ".childs", ".sub-comments",
)  # fmt: skip


# ---- reading a thread ---------------------------------------------------------------------------------


def read_thread(page: Page, reader: Reader, elements: list[Element], rule: str, hints: "Hints") -> Thread:
    """Items to comments: whose nodes, what fields, what text, which parent."""
    items = as_items(elements, reader.system.extends)
    owner = owners(page, items)
    hints = replace(hints, order=hints.order or _order(items, owner))
    _fill(page, reader, items, owner, hints)
    drop = _noise(page, reader, owner)
    for item in items:
        _complete(item, owner, drop, hints)
        item.values.setdefault("id", _own_id(item, owner))
    _reply_links(items, owner)
    blocks = {e for r in reader.nested if not callable(r) for e in r.elements(page.index)}
    find_parents(items, owner, blocks, reader.depth, reader.system.depth_class is not None)
    items = [item for item in items if _is_somebodys(item)] if reader.system.name else items
    here = {item.values["id"] for item in items}
    for item in items:  # a name that stays is that of a comment on another page
        if item.parent is None and item.values.get("parent_id") in here:
            item.values["parent_id"] = None
    comments = _comments(page, reader, items, owner, drop)
    roots = tuple(r for item in items for r in item.roots)
    return Thread(
        comments, reader.system.name or None, roots, None, rule, 0.95 if reader.system.name else 0.7
    )


def _order(items: list[Item], owner: dict[Element, Item]) -> str | None:
    """Day before month or after it, as the bylines of a whole thread show."""
    texts = (squash(words_in(root)) for item in items for root in item.roots)
    if not any(map(_FIGURES.search, texts)):
        return None
    found = (ln.text for item in items for ln in own_lines(item, owner)[:4] if len(ln.text) < 120)
    return learn_order(found)


_FIGURES = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b")


def _is_somebodys(item: Item) -> bool:
    """An item of a list that names nobody, no day and no id is a heading or a notice: "No responses yet"."""
    values = item.values
    return bool(values.get("author") or values.get("published") or values.get("id") or values.get("kind"))


def is_convincing(thread: Thread, items: list[Element]) -> bool:
    """Are items found by their shape alone comments? They name people and days, and stand where comments do."""
    named = sum(c.author is not None for c in thread.comments) / len(thread.comments)
    dated = sum(c.published is not None for c in thread.comments) / len(thread.comments)
    around = (items[0], *items[0].iterancestors())
    told = any(_declares(f"{e.get('class') or ''} {e.get('id') or ''}") for e in around if e.tag != "body")
    return (
        named >= 0.5 and (dated >= 0.5 or told) if told else named >= 0.8 and dated >= 0.8 and len(items) > 1
    )


def _noise(page: Page, reader: Reader, owner: dict[Element, Item]) -> set[Element]:
    """What in the items is no part of their text; an unclosed byline that swallowed the text is none of it."""
    found = {e for r in reader.drop if not callable(r) for e in r.elements(page.index) if e in owner}
    return {
        e for e in found if e.find("p") is None or len(own_text(e, owner[e], owner)) < 80 or e.tag == "form"
    }


@dataclass(frozen=True)
class Hints:
    """What the page as a whole knows and its comments do not: language, day/month order, when it was seen."""

    language: str | None = None
    order: str | None = None
    now: str | None = None


def external(page: Page, systems: Iterable[tuple[str, tuple[Any, ...]]]) -> Thread:
    """The service that keeps this page's comments elsewhere, declared as such."""
    for name, signs in systems:
        if any(r.elements(page.index) for r in signs):
            return Thread((), name, (), None, "external", 0.8)
    return NONE


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
    if body is None or el is body:
        return body is not None
    above = list(el.iterancestors())
    if not any(a is body for a in above):
        return False
    inner = above[: next(i for i, a in enumerate(above) if a is body)]
    if not inner and words.SAYS.match(f"x {squash(el.tail)}"):
        return False
    # some themes put the byline, classed as such, into the element they call the content
    return el.tag in _TALK or any(a.tag in ("p", "blockquote") for a in inner)


_TALK = frozenset(("cite", "a", "b", "strong", "em", "i", "p"))


def _read_author(raw: Any, item: Item, owner: dict[Element, Item], page: Page, hints: Hints) -> str | None:
    if isinstance(raw, str):
        return read_name(raw)
    text = squash(_without_times(raw, item, owner))
    if _in_prose(raw, text, item, owner):
        return None
    dated = any(t is not raw and owner.get(t) is item for t in raw.iter("time"))
    return read_name(text) if dated else name_in(raw, text, hints.language)


def _without_times(el: Element, item: Item, owner: dict[Element, Item]) -> str:
    """A byline's text without the elements that hold its date: "Bob <3 am" is no time of day."""
    text = own_text(el, item, owner)
    for inner in el.iter("time", "abbr", "button", "a"):
        reply = inner.tag != "a" or "reply" in (inner.get("class") or "")
        if inner is not el and reply and owner.get(inner) is item:
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
    "fn username user url nickname nick p-name author-name comment-author-name "
    "wp-block-comment-author-name ljuser comment_source_author comment-author-details comment-name".split()
)


def name_in(el: Element, text: str, language: str | None = None) -> str | None:
    """The name in an element: all of a name's own element; of a byline what is no date and no verb."""
    mailto = (el.get("href") or "").startswith("mailto:") and read_name(text)
    own = mailto or el.get("itemprop") == "name" or _PRECISE & set((el.get("class") or "").split())
    if own and not words.SAYS.match(text):
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
        return _bare_name(text[:start]) or read_name(text[end:])
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


def _read_author_url(
    raw: Any, item: Item, owner: dict[Element, Item], page: Page, hints: Hints
) -> str | None:
    url = _read_url(raw, item, owner, page, hints)
    return None if url is None or _is_permalink(url, page) else url


def _reply_links(items: list[Item], owner: dict[Element, Item]) -> None:
    """ "In reply to #3": the words of a byline, with a link to the comment answered or with its number."""
    ids = {i.values["id"] for i in items if i.values.get("id")}
    for item in items:
        if item.values.get("parent_id"):
            continue
        for line in own_lines(item, owner)[:4]:
            target = (
                _answered(line, item, items, ids - {item.values.get("id")})
                if not _in_text(line.pieces[0][0], item)
                else None
            )
            if target:
                item.values["parent_id"] = target
                break


def _answered(line: Line, item: Item, items: list[Item], ids: set[Any]) -> str | None:
    """The comment that the words "in reply to" stand right before, by its link or its number."""
    before = ""
    for el, text in line.pieces:
        if el.tag == "a" and "#" in (el.get("href") or "") and words.REPLY_TO.search(before[-40:]):
            target = comment_id(el.get("href").partition("#")[2])
            if target in ids:
                return target
        before += text
    said = words.REPLY_TO.search(line.text)
    byline = said and not _is_prose(Line([(line.pieces[0][0], words.REPLY_TO.sub(" ", line.text))]), item)
    number = int(said[1]) if said and said[1] and byline else 0
    return items[number - 1].values.get("id") or f"n{number}" if 0 < number <= len(items) else None


def _is_permalink(url: str, page: Page) -> bool:
    """An address of a place on the post's own page says nothing of who wrote there."""
    before, mark, fragment = url.partition("#")
    return bool(mark) and (same_page(before, page.url) or fragment.startswith(("comment", "c")))


def _read_id(raw: Any, *_: Any) -> str | None:
    return comment_id(raw if isinstance(raw, str) else raw.get("id") or raw.get("name"))


def _read_text(raw: Any, item: Item, owner: dict[Element, Item], page: Page, hints: Hints) -> str | None:
    return squash(raw if isinstance(raw, str) else own_text(raw, item, owner)) or None


_READ = {
    "author": _read_author, "author_url": _read_author_url, "avatar": _read_url, "published": _read_published,
    "body": _read_body,
    "id": _read_id, "parent_id": _read_id, "url": _read_url, "depth": _read_text, "kind": _read_text,
}  # fmt: skip


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
            bare = el is item.el or (el.tag == "a" and not el.get("href"))
            if key and (words.ITEM_ID.match(key) or (bare and _NUMBERED.match(key))):
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
    date = read_date(squash(shown), hints.language, hints.order, hints.now)
    if date and "T" not in date:  # Twenty Ten and its kin: <a title="2:32 pm"><span>May 14, 2010</span></a>
        titles = (a.get("title") or "" for a in (el.getparent(), *el.iter("a")) if a is not None)
        return next((t for title in titles if (t := _timed(date, title))), date)
    return date


_CLOCK = re.compile(r"(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:[:.][0-5]\d)?(?:\s*[ap]\.?m\.?)?", re.I)


def _timed(day: str, text: str) -> str | None:
    """A day and the time of day that a text is, as one date."""
    whole = read_date(f"{day} {text.strip()}") if _CLOCK.fullmatch(text.strip()) else None
    return whole if whole and "T" in whole else None


# ---- what the system leaves open ----------------------------------------------------------------------


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
            (
                m
                for m in map(words.SAYS.match, (_MARKS.sub("", ln.text) for ln in found[:2]))
                if m and read_name(m[1])
            ),
            None,
        )
        if said:
            values["author"], item.author_el = read_name(said[1]), found[0].pieces[0][0]
    if "author" not in values and (named := _name_line(own_lines(item, owner), item, owner)):
        values["author"], item.author_el = named


def _name_line(found: list[Line], item: Item, owner: dict[Element, Item]) -> tuple[str, Element] | None:
    """A name alone on the first line, as a heading, beside a portrait or right above the date."""
    for line, after in pairwise(found[:3]):
        el = line.pieces[0][0]
        if len(line.text) > 60 or line.text[-1] in ".!?" or _in_text(el, item) or find_dates(line.text):
            continue
        name = _bare_name(line.text)
        if not name or len(name.split()) > 5:
            return None
        dated = bool(find_dates(after.text)) and len(after.text) < 100
        portrait = any(
            "avatar" in (i.get("class") or "")
            for r in item.roots
            for i in r.iter("img")
            if owner.get(i) is item
        )
        return (name, el) if dated or portrait or el.tag in ("h3", "h4", "h5", "h6") else None
    return None


def _machine_date(item: Item, owner: dict[Element, Item], hints: Hints) -> None:
    for root in item.roots:
        for el in root.iter("time", "abbr", "span", "a", "div", "p", "small", "em", "td", "dd", "li", "cite"):
            if owner.get(el) is item and (
                el.tag == "time"
                or (el.tag == "abbr" and el.get("title"))
                or words.DATED.search(el.get("class") or "")
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
                or words.NAMED.search(el.get("class") or "")
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
        if len(words.SMALL.sub("", line.text)) > 60:
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
    return _bare_name(before) if before.strip() else None


def _bare_name(text: str) -> str | None:
    """The name in the words before a date: without numbers, weekdays and links around it."""
    return read_name(words.WEEKDAY.sub("", _MARKS.sub("", text)).strip(" ,|-–—@("), most=60)


#: what stands around a name and is none: "#1.2 -" before it, "(Reply)" or "- #1.2 -" behind it
_MARKS = re.compile(
    r"^(?:#?\d{1,4}(?:\.\d{1,4})*[.):]?\s+|\W+)+|(?:\s*\((?:link|homepage|url|reply|antwort|e-?mail)\))+|\s[–—-]\s+#\d+[\d.]*[\s–—-]*$",
    re.I,
)


# ---- items to rows ------------------------------------------------------------------------------------


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
    kind = _kind(item, said.text, marked, owner)
    html, text = _own_words(said.html, said.text, values.get("author") or "", kind, values.get("published"))
    if any(owner.get(e) is item for e in marked.get("deleted", ())):
        html, text = "", ""
    author_url = values.get("author_url") or _author_link(page, item, owner)
    return Comment(
        id=ids[item],
        parent_id=ids[item.parent] if item.parent else item.values.get("parent_id"),
        author=values.get("author"),
        author_url=author_url,
        avatar=values.get("avatar"),
        published=values.get("published"),
        body_html=html or None,
        body_text=text or None,
        url=values.get("url") or _permalink(page, item),
        depth=_depth(item),
        kind=kind,
        links=said.links,
    )


_LEAD = re.compile(r"^\s*([^<\n]{1,30}?)\s*(?=<|\n|$)")


def _own_words(
    html: str, text: str, author: str, kind: CommentKind, published: str | None
) -> tuple[str, str]:
    """A comment's words without the small ones that a byline without an element of its own left before them."""
    lead = _LEAD.match(text)
    small = (
        lead
        and (not words.SMALL.sub("", lead[1]) or date_only(lead[1]))
        and any(c.isalnum() for c in lead[1])
    )
    if lead and small and lead.end() < len(text):
        html = html.removeprefix(html[: html.find(lead[1]) + len(lead[1])]) if lead[1] in html[:60] else html
        text = text[lead.end() :].lstrip()
    html, text = without_byline(html, text, author, published)
    if kind in ("pingback", "trackback") and not words.PINGBACK.sub("", text).replace(author, "", 1).strip(
        " :-–—|»«"
    ):
        return "", ""
    return _BREAKS.sub("", html).strip(), text.strip()


_BREAKS = re.compile(r"^(?:\s|<br\s*/?>)+")


def _depth(item: Item) -> int:
    depth, node = 0, item.parent
    while node is not None:
        depth, node = depth + 1, node.parent
    return depth


KINDS: tuple[CommentKind, ...] = ("pingback", "trackback", "webmention")


def _kind(item: Item, text: str, marked: dict[str, set[Element]], owner: dict[Element, Item]) -> CommentKind:
    for kind in KINDS[:2]:
        if item.el in marked.get(kind, ()) or any(owner.get(e) is item for e in marked.get(kind, ())):
            return kind
    given = (item.values.get("kind") or "").lower()
    for kind in KINDS:
        if kind in given:
            return kind
    name = item.values.get("author") or ""
    if words.PINGBACK.match(text) or words.PINGBACK.match(name):
        return "trackback" if (text or name).lower().startswith("trackback") else "pingback"
    text = _own_words("", text, "", "comment", None)[1]
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
        url = None if href.startswith(("#", "javascript:", "mailto:")) else page.absolute(href)
        if url and owner.get(a) is item and not _is_permalink(url, page):
            return url
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
    for inner in el.iterdescendants(etree.Element):
        if owner.get(inner) not in (None, item) and owner.get(inner.getparent()) is item:
            out.add(_list_of(inner, el))
    inside = set(el.iterdescendants(etree.Element))
    for meta in (item.author_el, item.date_el):
        if meta in inside and not _says_more(meta, item, owner):
            out.add(_whole_meta(meta, el, item, owner))
    return el, frozenset(out)


def _list_of(reply: Element, top: Element) -> Element:
    """The list a reply stands in, where there is nothing else in it: it goes with the reply."""
    parent = reply.getparent()
    alone = parent is not top and parent.tag in ("ul", "ol", "dl") and not (parent.text or "").strip()
    return parent if alone else reply


def _whole_meta(meta: Element, top: Element, item: Item, owner: dict[Element, Item]) -> Element:
    """The largest block around a name or date that holds little else."""
    best = node = meta
    while True:
        parent = node.getparent()
        if parent is None or parent is top or owner.get(parent) is not item:
            return best
        if _says_more(parent, item, owner):
            return best
        best = node = parent


def _says_more(el: Element, item: Item, owner: dict[Element, Item]) -> bool:
    """Does the element hold more than a byline?"""
    return any(_is_prose(ln, item) for ln in lines(el, lambda e, _: owner.get(e) is item))


def _is_prose(line: Line, item: Item) -> bool:
    """Does a line say more than who wrote, when, and the small words around it?"""
    text = line.text
    for name in (item.values.get("author"), *(text[s:e] for s, e, _ in find_dates(text)[:2])):
        text = text.replace(name, " ", 1) if name else text
    spare = 3 if text != line.text else 0  # "Uhr" or "CET" beside a date; alone it is what somebody said
    return len(words.SMALL.sub("", text)) > spare


_HEADING = frozenset("h1 h2 h3 h4 h5 h6 p div span a strong b legend caption dt".split())


_declares = once(bool, *words.DECLARING)


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
        els.update(e for name, named in table.items() if _declares(name) for e in named if e.tag in _HEADING)
    els.update(
        a for a in index.by_tag.get("a", ()) if "#" in (href := a.get("href") or "") and _declares(href)
    )
    for el in sorted(els - skip - away, key=index.order.__getitem__):
        if len(el) <= 6:
            text = squash(words_in(el))
            count = comment_count(text) if text and len(text) < 120 else None
            if count is not None and not (1990 <= count <= 2100 and find_dates(text)):
                return count
    return None
