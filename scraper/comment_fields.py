"""The fields of comments: what a system's rules say of each item.

Pure: no tree is changed, nothing is guessed; who answers whom is not asked here.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice, takewhile
from typing import Any

from scraper import words
from scraper.comment_items import Item, comment_id, own_lines, own_text
from scraper.dates import (
    date_only,
    find_dates,
    find_yearless,
    in_zone_shown,
    read_date,
    read_iso,
    read_seconds,
)
from scraper.fields import exact_name, letters, read_name, squash
from scraper.lines import Line, joined
from scraper.page import Page
from scraper.select import Element, holds_at_most, possible, words_in
from scraper.urls import same_page


@dataclass(frozen=True)
class Hints:
    """What the page as a whole knows and its comments do not: language, day/month order, when it was seen.

    ``since`` is the post's own day, which tells the year of days shown without it.
    """

    language: str | None = None
    order: str | None = None
    now: str | None = None
    since: str | None = None


#: schema.org's properties for when something was written
DATE_PROPS = ("datePublished", "dateCreated", "commentTime")

HEADING_TAGS = frozenset(("h2", "h3", "h4", "h5", "h6"))


# ---- what the system's rules say ----------------------------------------------------------------------


def fill(
    page: Page,
    fields: Mapping[str, tuple[Any, ...]],
    items: list[Item],
    owner: dict[Element, Item],
    hints: Hints,
) -> None:
    """The system's rules, each asked once for the whole page; its hits go to the items that own them."""
    for name in ("body", *(n for n in fields if n != "body")):
        for rule in possible(fields.get(name, ()), page.index):
            if callable(rule):
                hits: Iterable[tuple[Element, Any]] = (
                    (i.el, _worked_out(rule, i, page)) for i in items if name not in i.values
                )
            else:
                hits = ((e, rule.value(e)) for e in rule.elements(page.index))
            for el, raw in hits:
                item = owner.get(el)
                if name == "body" and item is not None and _is_inner(el, item):
                    item.values["body"] = el
                if item is None or raw is None or name in item.values or in_text(el, item):
                    continue
                if name in ("author", "published") and raw is el and holds_text(el, item):
                    continue
                value = _READ[name](raw, item, owner, page, hints)
                if value is not None:
                    item.values[name] = value
                    if name == "author" and not callable(rule):
                        item.author_el = el
                    elif name == "published":
                        item.date_el = el


def _worked_out(rule: Any, item: Item, page: Page) -> Any:
    """What a system's own function says of the first of a comment's elements on which it has an answer."""
    nodes = (item.el, *(root for root in item.roots if root is not item.el))
    return next((raw for node in nodes if (raw := rule(node, page)) is not None), None)


def _is_inner(el: Element, item: Item) -> bool:
    """Is it called the words, too, in an element called so that holds the byline before them?"""
    outer = item.values.get("body")
    if outer is None or el is outer or outer not in el.iterancestors():
        return False
    return any(map(_is_signed, takewhile(lambda e: e is not el, outer.iterdescendants())))


def _is_signed(el: Element) -> bool:
    names = el.get("class") or ""
    quoted = el.tag == "cite" and not names and el.getparent().tag in ("p", "blockquote")
    return (el.tag in ("cite", "time") and not quoted) or bool(
        _BYLINE.search(names) or words.NAMED.search(names)
    )


_BYLINE = re.compile(r"meta|author|vcard|(?:^|[\s_-])(?:date|by|name)(?:$|[\s_-])", re.I)


def in_text(el: Element, item: Item) -> bool:
    """Is the element inside the comment's own words? A name or date there is talk, not a byline."""
    body = item.values.get("body")
    if body is None:
        return el.tag == "cite" and _cites_a_work(el)
    if el is body:
        return True
    above = list(el.iterancestors())
    if body not in above:
        return False
    inner = above[: above.index(body)]
    if inner and _heads_body(inner[-1], body):
        return False
    if not inner and words.SAYS.match(f"x {squash(el.tail)}"):
        return False
    # some themes put the byline, classed as such, into the element they call the content
    byline = words.NAMED.search(el.get("class") or "") and any(
        _BYLINE.search(a.get("class") or "") for a in inner
    )
    talk = (a for a in inner if a.tag in ("p", "blockquote"))
    return (el.tag in _TALK and not byline) or any(not _BYLINE.search(a.get("class") or "") for a in talk)


def _cites_a_work(el: Element) -> bool:
    """Does a sentence stand before the words, in their own paragraph, or go on behind them?"""
    block = next(el.iterancestors("p"), None)
    if block is None:
        return False
    behind = (el.tail or "").lstrip()
    if behind[:1].islower() and len(behind) > _SENTENCE and not words.SAYS.match(f"x {behind}"):
        return True
    before = takewhile(lambda piece: piece[0] is not el, ((e, e.text) for e in block.iter()))
    said = "".join(text or "" for _, text in before)[:_MOST]
    return not find_dates(said) and len(words.SMALL.sub("", said)) > _LABEL


_SENTENCE = 40  # letters behind a name that are more than a verb
_LABEL, _MOST = 8, 400  # letters before a name beside those of "posted by"; what is read of a paragraph


def _heads_body(el: Element, body: Element) -> bool:
    """Is it a heading of but a link, before all words of what a theme calls the text? The name stands there."""
    if el.tag not in HEADING_TAGS or el.getprevious() is not None or (body.text or "").strip():
        return False
    return len(el) == 1 and el[0].tag == "a" and words_in(el).strip() == words_in(el[0]).strip()


def holds_text(el: Element, item: Item) -> bool:
    """Is it the element around both byline and words, however it is called?"""
    body = item.values.get("body")
    return body is not None and body is not el and el in body.iterancestors()


_TALK = frozenset(("cite", "a", "b", "strong", "em", "i", "p"))


def name_bodies(items: list[Item], owner: dict[Element, Item]) -> None:
    """Where no rule says so: the words stand in what every comment of the thread calls its text, content or body."""
    if not items or any("body" in item.values for item in items):
        return
    found = [_called_words(item, owner) for item in items]
    alike = {(el.tag, el.get("class")) for el in found if el is not None}
    if len(alike) == 1 and sum(el is not None for el in found) > 0.9 * len(items):
        for item, el in zip(items, found, strict=True):
            if el is not None:
                item.values["body"] = el


def _called_words(item: Item, owner: dict[Element, Item]) -> Element | None:
    """The one element of a comment called so that holds neither its name nor its day."""
    called = [
        el
        for root in item.roots
        for el in root.iterdescendants("div", "section", "td", "dd")
        if owner.get(el) is item and _WORDS.search(el.get("class") or "")
    ]
    byline = {a for el in (item.author_el, item.date_el) if el is not None for a in (el, *el.iterancestors())}
    apart = [
        el
        for el in called
        if el not in byline
        and not _BYLINE.search(el.get("class"))
        and not any(map(_is_signed, el.iterdescendants()))
        and not _is_headed_day(el)
    ]
    return apart[0] if len(apart) == 1 else None


def _is_headed_day(el: Element) -> bool:
    """Does it say but a name, as a heading, and a day: ``<div class="text"><h6>Ann</h6><span>Jan 10, 2018</span>``?"""
    heading = next(el.iter("h3", "h4", "h5", "h6"), None)
    return heading is not None and date_only(squash(words_in(el).replace(words_in(heading), " ", 1)))


_WORDS = re.compile(r"(?:^|[\s_-])(?:text|body|content|message|msg|txt|words)(?:$|\s)", re.I)


def _read_author(raw: Any, item: Item, owner: dict[Element, Item], page: Page, hints: Hints) -> str | None:
    if isinstance(raw, str):
        return read_name(raw) if raw else raw  # "" where the platform knows that no name is printed
    text = squash(without_badges(raw, item, owner))
    if _in_prose(raw, text, item, owner):
        return None
    dated = any(t is not raw and owner.get(t) is item for t in raw.iter("time"))
    return read_name(text) if dated else name_in(raw, text, hints.language)


def without_badges(el: Element, item: Item, owner: dict[Element, Item]) -> str:
    """A byline's text without badges and the elements that hold its date: "Bob <3 am" is no time of day."""
    text = own_text(el, item, owner)
    near = (item.el, *islice(item.el.iterancestors(), 1))
    by_author = any(_BY_AUTHOR.search(e.get("class") or "") for e in near)
    for badge in el.iterdescendants("span", "i", "em", "small", "sup", "b"):
        said = squash("".join(badge.itertext()))
        pinned = bool(_BADGE.search(badge.get("class") or "") or words.BADGE.fullmatch(said))
        pinned = pinned or (by_author and _is_behind(badge, el))
        if said and said != squash(text) and pinned and owner.get(badge) is item:
            text = text.replace(said, " ", 1)
    for inner in el.iter("time", "abbr", "button", "a"):
        reply = inner.tag != "a" or "reply" in (inner.get("class") or "")
        if inner is not el and reply and owner.get(inner) is item:
            text = text.replace(own_text(inner, item, owner), " ", 1)
    return text


def _is_behind(badge: Element, el: Element) -> bool:
    """Does it stand directly in a name's element, behind the name?"""
    return badge.getparent() is el and (bool(squash(el.text)) or badge.getprevious() is not None)


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


#: classes of what a theme pins to a name: "author", "level 3", the browser
_BADGE = re.compile(
    r"(?:^|[\s_-])(?:badge|says|is-?author|by-?author|post-?author|author-?icon|role|rank|grade|level|lv\d*|vip|v?master|owner"
    r"|medal|user-?agent|ua|label)(?=$|[\s_-]|\d)",
    re.I,
)

#: classes of a comment by the post's own author, whose name gets a badge in whatever language
_BY_AUTHOR = re.compile(r"(?:^|\s)(?:bypostauthor|comment-by-author)(?:\s|$)")

_PRECISE = frozenset(
    "fn username user url nickname nick p-name author-name comment-author-name "
    "wp-block-comment-author-name ljuser comment_source_author comment-author-details "
    "comment-name wpd-comment-author".split()
)


#: what only an element of a name's own may hold: initials that are small words too, "DA", but not what stands before
#: a name in capitals; a name that is a verb, too; a number at QQ; the address of a machine
_ODD_NAME = re.compile(r"(?!BY|PAR|POR|VON)[A-Z]{2,3}|Said|\d{5,12}|\d{1,3}(?:\.(?:\d{1,3}|\*)){3}")


def holds_called_words(el: Element) -> bool:
    """Does an element, whatever it is called, hold one that is called a text, content or body?"""
    boxes = islice(el.iterdescendants("div", "section", "td", "dd"), _MOST_BOXES)
    return any(_WORDS.search(e.get("class") or "") for e in boxes)


_MOST_BOXES = 50  # in what is called a byline: a page may nest thousands of these


def name_in(el: Element, text: str, language: str | None = None) -> str | None:
    """The name in an element: all of a name's own element; of a byline what is no date and no verb."""
    if words.ANSWERING.match(text):
        return None  # whom it answers
    mailto = (el.get("href") or "").startswith("mailto:") and read_name(text)
    own = mailto or el.get("itemprop") == "name" or _PRECISE & set((el.get("class") or "").split())
    own = own or (
        _ODD_NAME.fullmatch(text)
        and (el.tag in ("cite", "strong") or words.NAMED.search(el.get("class") or ""))
    )
    if own and not words.SAYS.match(text):
        return exact_name(text)
    text = before_age(text)
    dates = find_dates(text, language) if any(c.isdigit() for c in text) else []
    if el.tag in ("a", "cite"):
        name = read_name(text)
        plain = text.strip(" ,:|")
        lost = len(plain) - len(name or "")
        most = 3 if el.tag == "a" and not dates else 2  # "flame on"
        if name and 0 < lost <= most and not plain.endswith("..."):
            return plain
        if not dates or (el.tag == "a" and dates[0][1] - dates[0][0] < len(text) / 2):
            return name
    if dates:
        start, end, _ = own_date(dates)
        return bare_name(text[:start]) or read_name(text[end:])
    return read_name(text)


def own_date(dates: list[tuple[int, int, str]]) -> tuple[int, int, str]:
    """Of the dates in a byline the comment's own: the first, or the first that tells a time; a name may hold a date."""
    return next((found for found in dates if "T" in found[2]), dates[0])


def before_age(text: str) -> str:
    """What stands before an age: "Ann 3 years, 2 months ago"."""
    said = words.AGO.search(text) if any(map(str.isdigit, text)) else None
    return text[: said.start()].rstrip(" ,(|·•–—-") if said and said.start() else text


def byline_name(text: str, hints: Hints) -> str | None:
    """The name before the date of a byline: "By Ann at May 6, 2010 10:30"."""
    dates = find_dates(text, hints.language, hints.order)
    found = own_date(dates) if dates else find_yearless(text, hints.language, hints.order)
    return bare_name(text[: found[0]]) if found else None


def _read_published(raw: Any, item: Item, owner: dict[Element, Item], page: Page, hints: Hints) -> str | None:
    if isinstance(raw, str):
        return read_date(raw, hints.language, hints.order, hints.now) or read_seconds(raw)
    named = item.values.get("author") or ""
    named = named if any(map(str.isdigit, named)) else ""  # "Guest 1 - October 10, 2010" is not the first

    def without_name(el: Element) -> str:
        text = own_text(el, item, owner)
        return text.replace(named, " ", 1) if named else text

    told = element_date(raw, hints, without_name)
    if told is None or named:
        return told
    for el in raw.iterdescendants("span", "a", "time", "em", "small", "abbr"):
        if owner.get(el) is item and words.DATED.search(el.get("class") or ""):
            own = element_date(el, hints, without_name)  # "Guest 1" before it makes it the first of October
            return own if own and own[:10] != told[:10] else told
    return told


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
    return None if url is None or is_permalink(url, page) or words.NOBODYS_HREF.search(url) else url


def reply_links(items: list[Item], owner: dict[Element, Item]) -> None:
    """ "In reply to #3": the words of a byline, with a link to the comment answered or with its number."""
    ids = {i.values["id"] for i in items if i.values.get("id")}
    for item in items:
        if item.values.get("parent_id"):
            continue
        if quoted := _quoted(item, owner, ids):
            item.values["parent_id"] = quoted
            continue
        spoken = False
        for line in own_lines(item, owner)[:4]:
            before, spoken = spoken, spoken or in_text(line.pieces[0][0], item)
            mention = _mention(line)
            by_theme = not before and mention is not None and mention.get("class")
            if spoken and not by_theme and (before or not _tells_when(line)):
                continue  # what people write themselves has no class, and no day
            if target := _answered(line, item, items, ids):
                item.values["parent_id"] = target
                break


def _tells_when(line: Line) -> bool:
    """Does a line tell whom a comment answers, and of which day that one is: "Response to Ann, 6 May 2010"?"""
    dates = find_dates(line.text) if words.ANSWERING.match(line.text) else []
    return bool(dates) and not words.SMALL.sub("", line.text[dates[-1][1] :])


def _mention(line: Line) -> Element | None:
    """The link "@Ann" to a comment that a line begins with, or behind a single word: "Reply @Ann:"."""
    before = ""
    for el, said in line.pieces[:3]:
        if el.tag == "a" and said.lstrip().startswith("@") and "#" in (el.get("href") or ""):
            return el if len(before.split()) < 2 and len(before) < 16 else None
        before += said.strip()
    return None


def _quoted(item: Item, owner: dict[Element, Item], ids: set[Any]) -> str | None:
    """The comment whose words open this one in a quotation that names it: ``<blockquote cite="#commentbody-19">``."""
    for quote in (q for root in item.roots for q in root.iter("blockquote") if owner.get(q) is item):
        body = item.values.get("body")
        before = quote.itersiblings(preceding=True)
        if (
            body is None
            or body not in quote.iterancestors()
            or any(squash("".join(e.itertext())) for e in before)
        ):
            return None
        first = next((a for a in quote.iter("a") if "#" in (a.get("href") or "")), None)
        for target in (quote.get("cite"), first.get("href") if first is not None else None):
            told = comment_id((target or "").partition("#")[2])
            if told in ids and told != item.values.get("id"):
                return told
        return None
    return None


def _answered(line: Line, item: Item, items: list[Item], ids: set[Any]) -> str | None:
    """The comment that the words "in reply to" stand right before, by its link, its number or its author's name.

    In the line of the name a link to another comment says so in any language: "Ann hat auf Bobs Kommentar geantwortet".
    """
    mention = _mention(line)
    name = item.author_el
    signed = name is not None and any(el is name or name in el.iterancestors() for el, _ in line.pieces)
    before = ""
    for el, text in line.pieces:
        a = el if el.tag == "a" else el.getparent()
        if a is not None and a.tag == "a" and "#" in (a.get("href") or ""):
            target = comment_id(a.get("href").partition("#")[2])
            told = (
                signed or a is mention or words.REPLY_TO.search(before[-40:]) or _leads_to_answered(a, text)
            )
            apart = (target or "").isdigit() and words.REPLY_TO.search(text) and item.values.get("id")
            if told and (target in ids or apart) and target != item.values.get("id"):
                return target
        before += text
    said = words.REPLY_TO.search(line.text)
    byline = said and not is_prose(Line([(line.pieces[0][0], words.REPLY_TO.sub(" ", line.text))]), item)
    number = int(said[1]) if said and said[1] and byline else 0
    number = number or _named(line.text, item, items)
    return items[number - 1].values.get("id") or f"n{number}" if 0 < number <= len(items) else None


def _named(text: str, item: Item, items: list[Item]) -> int:
    """The number of the last comment before by whom a line tells that it answers, "In reply to Ann", or 0.

    Where such lines stand there is one step of answers: of two by Ann it is the one that answers nobody.
    """
    dates = find_dates(text)[:1] if words.ANSWERING.match(text) else []
    told = (
        words.REPLY_TO_NAME.fullmatch(text[: dates[0][0]] if dates else text) if len(items) < _MANY else None
    )
    whom = letters(told[1]) if told else ""
    before = enumerate(items[: items.index(item)] if whom else (), 1)
    named = [n for n, other in before if letters(other.values.get("author")) == whom]
    for _, _, day in dates:  # "Response to Ann, 6 May 2010"
        named = [n for n in named if (items[n - 1].values.get("published") or "")[:10] == day[:10]] or named
    on_top = (n for n in named if not items[n - 1].values.get("parent_id"))
    return max(on_top, default=max(named, default=0))


_MANY = 2000  # comments: to look a name up among more would take the square of their number


def _leads_to_answered(a: Element, text: str) -> bool:
    """Is a link the one to what a comment answers, by its words, "(Reply to #2)", or what a theme calls it?"""
    around = a.getparent()
    names = " ".join(node.get("class") or "" for node in (a, around) if node is not None)
    number = words.REPLY_TO.search(text)
    return bool(_ANSWERED.search(names) or (number and number[1]) or _PARENT.fullmatch(text))


_ANSWERED = re.compile(
    r"(?:^|[\s_-])(?:in-?reply-?to|reply-?target|replied-?to|parent-?link)(?=$|[\s_-])",
    re.I,
)
_PARENT = re.compile(r"\W*(?:parent|in reply to)(?: comment| post)?\W*", re.I)


def is_permalink(url: str, page: Page) -> bool:
    """An address of a place on the post's own page says nothing of who wrote there."""
    before, mark, fragment = url.partition("#")
    return bool(mark) and (same_page(before, page.url) or fragment.startswith(("comment", "c")))


def _read_id(raw: Any, *_: Any) -> str | None:
    return comment_id(raw if isinstance(raw, str) else raw.get("id") or raw.get("name"))


def _read_text(raw: Any, item: Item, owner: dict[Element, Item], page: Page, hints: Hints) -> str | None:
    return squash(raw if isinstance(raw, str) else own_text(raw, item, owner)) or None


def _read_instant(raw: Any, *_: Any) -> str | None:
    return read_seconds(raw)


_READ = {
    "instant": _read_instant,
    "author": _read_author, "author_url": _read_author_url, "avatar": _read_url, "published": _read_published,
    "body": _read_body,
    "id": _read_id, "parent_id": _read_id, "url": _read_url, "depth": _read_text, "kind": _read_text,
}  # fmt: skip


_NUMBERED = re.compile(
    r"^(?:.*[_-])?(?:c|cmt|comment|reply|t|comm)?[-_]?\d+$|^[0-9a-f]{16,}$|^(?:id_)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
    re.I,
)


def own_id(item: Item, owner: dict[Element, Item]) -> str | None:
    """An id that the item's own element carries, or an anchor in it or right before it."""
    if found := _ANSWER_ID.fullmatch(item.el.get("id") or ""):
        return found[1]  # answers of BootstrapMade's templates are numbered apart
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
    around = item.el.getparent()
    if around is not None and holds_at_most(around, 1):  # a list for each comment
        near.append(around)
    for el in near:
        for name in ("id", "name", "data-comment-id", "data-id"):
            key = el.get(name)
            bare = el in (item.el, around) or (el.tag == "a" and not el.get("href"))
            if key and (words.ITEM_ID.match(key) or (bare and _NUMBERED.match(key))):
                return comment_id(key)
    return _number_of(item.el)


_ANSWER_ID = re.compile(r"comment-(reply-\d+)")


def _number_of(el: Element) -> str | None:
    """The number that an item's own id ends in, or that its data name: ``qcom12``, ``data-message-id="12"``."""
    if _LETTERED.match(key := el.get("id") or ""):
        return comment_id(key)
    told = (v for k, v in el.attrib.items() if k.startswith("data-") and k.endswith("-id") and v.isdigit())
    return next(told, None)


_LETTERED = re.compile(r"[a-z]+[-_]?\d+$", re.I)


def element_date(el: Element, hints: Hints, text_of: Any = None) -> str | None:
    """The date an element tells: its machine-readable attribute, else its text."""
    shown = text_of(el) if text_of else "".join(el.itertext())
    for name in ("datetime", "content", "title", "data-time", "data-timestamp"):
        value = el.get(name)
        date = (
            (read_date(value, hints.language, hints.order, hints.now) or read_iso(value)) if value else None
        )
        if date and not date.startswith(_NO_DAY):
            fuller = read_date(shown, hints.language, hints.order, hints.now)
            # "03-01-2011" told, and "January 03, 2011" shown
            unsure = _TURNABLE.match(value) is not None and any(map(str.isalpha, shown))
            shows = unsure or (
                fuller and (_is_shown_fuller(date, fuller) or _is_constant(date, fuller, shown))
            )
            return fuller if fuller and shows else _in_zone_shown(el, date, fuller or read_iso(shown), hints)
    if len(shown) > 300:
        return None
    date = (
        read_seconds(shown.strip())
        or byline_date(squash(shown), hints)
        or date_of_parts((e, words_in(e)) for e in el.iterdescendants())
    )
    if date and "T" not in date:  # Twenty Ten and its kin: <a title="2:32 pm"><span>May 14, 2010</span></a>
        titles = (a.get("title") or "" for a in (el.getparent(), *el.iter("a")) if a is not None)
        return next((t for title in titles if (t := _timed(date, title))), date)
    return date


def _in_zone_shown(el: Element, date: str, shown: str | None, hints: Hints) -> str:
    """A date told to machines in UTC in the zone of the words, or of the title, which may tell the hour, too."""
    if not date.endswith("+00:00") or shown is None:
        return date
    title = read_date(el.get("title"), hints.language, hints.order) if el.get("datetime") else None
    return in_zone_shown(date, title if title and "T" in title else shown)


_TURNABLE = re.compile(r"\s*\d{1,2}[-/.]\d{1,2}[-/.]\d{4}")
_NO_DAY = "1970-01-01T00:00:00"  # what a program says for no time at all


def _is_constant(told: str, shown: str, text: str) -> bool:
    """Is what a theme tells machines the day of another post, forgotten in it, where a reader sees but the day?"""
    if sorted(told[:10].split("-")) == sorted(shown[:10].split("-")):
        return False  # day and month in turn
    if shown[:4] not in text or not date_only(squash(text)):
        return False  # a year of two figures may be a day
    apart = datetime.fromisoformat(told[:10]) - datetime.fromisoformat(shown[:10])
    return abs(apart.days) > 2  # the zones of the world


def _is_shown_fuller(told: str, shown: str) -> bool:
    """Does a reader see the hour of a day told without, or the local hour of one told without its zone?"""
    if "T" not in told:
        return shown.startswith(told)
    hours = (told[11:13], shown[11:13])
    return len(told) == 19 == len(shown) and told[13:16] == shown[13:16] and hours[0] != hours[1]


def date_of_parts(pieces: Iterable[tuple[Element, str]]) -> str | None:
    """A date whose day, month and year each have an element of their own, which says by its class what it is."""
    parts: dict[str, str] = {}
    for el, text in pieces:
        names = (el.get("class") or "").lower()
        part = next((p for p in ("year", "month", "day") if p in names), None)
        if part and text.strip() and len(text) < 20:
            parts.setdefault(part, text.strip(" ,./-\n\t年月日년월일"))
    if len(parts) < 3:
        return None
    month = parts["month"]
    return read_date(
        f"{parts['year']}-{month:0>2}-{parts['day']:0>2}" if month.isdigit() else " ".join(parts.values())
    )


def byline_date(text: str, hints: Hints) -> str | None:
    dates = find_dates(text, hints.language, hints.order)
    if len(dates) > 1 and (own := own_date(dates)) is not dates[0]:
        return own[2]
    return read_date(text, hints.language, hints.order, hints.now)


_DOTTED = re.compile(r"^(\d{1,2})\s?(?:\.|h)\s?(\d\d)(?:\s?min)?$")


def _timed(day: str, text: str) -> str | None:
    """A day and the time of day that a text is, as one date."""
    text = _DOTTED.sub(r"\1:\2", text.strip())
    whole = read_date(f"{day} {text}") if len(text) < 16 and text[:1].isdigit() else None
    return whole if whole and "T" in whole else None


def bare_name(text: str) -> str | None:
    """The name in the words before a date: without numbers, weekdays and links around it."""
    return read_name(words.WEEKDAY.sub("", MARKS.sub("", text)).strip(" ,|-–—@(").removesuffix(" /"), most=60)


#: what stands around a name and is none: "#1.2 -" before it, "(Reply)" or "- #1.2 -" behind it
MARKS = re.compile(
    r"^(?:#?\d{1,4}(?:\.\d{1,4})*[.):]?\s+|\W+)+|(?:\s*\((?:link|homepage|url|reply|antwort|e-?mail)\))+|\s[–—•·|-]\s+#\d+[\d.]*[\s–—•·|-]*$",
    re.I,
)


def is_prose(line: Line, item: Item) -> bool:
    """Does a line say more than who wrote, when, to whom, and the small words around it?"""
    text = _without_answered(line, item)
    if _FIGURES.fullmatch(text) and _is_paragraph(line.pieces[0][0], item):
        return True
    if item.values.get("parent_id") and words.REPLY_TO_NAME.fullmatch(text):
        return False
    days = [text[s:e] for s, e, _ in find_dates(text)[:2]]
    for name in (item.values.get("author"), *days):
        if name and name in text:
            before, _, behind = text.partition(name)
            rest = f"{words.WEEKDAY.sub('', before) if name in days else before} {behind}"
            text = words.AGO.sub(" ", rest) if len(text) < 120 else rest
    if days:
        text = words.WEEKDAY.sub("", text)
        acts = (t for el, t in line.pieces if el.tag in ("a", "button") and words.ACTION.fullmatch(t))
        for act in acts:  # "Like · Reply · May 4, 2018"
            text = text.replace(act, " ", 1)
    yearless = "yearless" in item.values or not item.values.get("published")
    if item.date_el is not None and yearless and len(line.text) < 120:
        if all(el is item.date_el for el, _ in line.pieces):
            return False
        text = words.WHEN.sub(" ", text)  # a day without its year
    spare = 3 if text != line.text else 0  # "Uhr" or "CET" beside a date; alone it is what somebody said
    return len(words.SMALL.sub("", text)) > spare or bool(words.SIGN.fullmatch(line.text))


def _without_answered(line: Line, item: Item) -> str:
    """The words of a line, of that with the writer's name without those that link to the comment answered."""
    name, parent = item.values.get("author"), item.values.get("parent_id")
    if not parent or not name or name not in line.text:
        return line.text
    kept: list[tuple[Element, str]] = []
    for el, text in line.pieces:
        target = el.get("href") if el.tag == "a" else None
        if target and comment_id(target.partition("#")[2]) == parent:
            kept = [(el, words.REPLY_TO.sub(" ", joined(kept).rstrip()))]
        else:
            kept.append((el, text))
    return squash(joined(kept))


_FIGURES = re.compile(r"[\d\W]*\d[\d\W]*")  # "709870", "42!": an answer to the post's question


def _is_paragraph(el: Element, item: Item) -> bool:
    """Is it a bare paragraph right behind the byline, where a number is what somebody said?"""
    known = [e for e in (item.author_el, item.date_el) if e is not None]
    if el.tag != "p" or el.keys() or len(known) < 2 or any(el in (e, *e.iterancestors()) for e in known):
        return False
    before = set(islice(el.itersiblings(preceding=True), 3))
    return all(not before.isdisjoint((e, *e.iterancestors())) for e in known)
