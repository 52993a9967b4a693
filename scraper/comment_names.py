"""Bylines of comments, judged by the whole thread: where most names and days stand, what a theme adds to them.

Pure: no tree is changed, no comment's own words are read.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, takewhile
from typing import Any

from scraper import words
from scraper.comment_fields import Hints, byline_name, element_date, name_in, without_badges
from scraper.comment_items import Item, own_lines, own_text
from scraper.dates import find_dates, month_of
from scraper.fields import exact_name, read_name, squash
from scraper.lines import Line
from scraper.select import Element, words_in


def settle_bylines(items: Sequence[Item], owner: dict[Element, Item], hints: Hints) -> None:
    """Put right what no single comment can show, each comment's byline by those of the others."""

    def text_of(el: Element) -> str:
        return squash(own_text(el, owner[el], owner))

    def day(el: Element) -> str | None:
        return element_date(el, hints, text_of)

    def name(el: Element) -> str | None:
        text = squash(without_badges(el, owner[el], owner))
        return (byline_name(text, hints) or name_in(el, text, hints.language)) if len(text) < 160 else None

    _by_majority(items, owner, "date_el", "published", day)
    _by_majority(items, owner, "author_el", "author", name)
    _by_place(items, owner)
    _by_frame(items, owner, hints)
    _by_bold(items, owner)
    named = [item for item in items if item.values.get("author")]
    for item in named:
        if whole := _name_with_date(item, owner):
            item.values["author"] = whole
    plain = [
        item for item in named if item.author_el is None or item.author_el.tag != "a"
    ]  # a link is a name alone
    shared = _shared_ending([item.values["author"] for item in plain])
    for item in plain if shared else ():
        item.values["author"] = read_name(item.values["author"].removesuffix(shared))
    _without_days(plain)
    _without_rank(named)
    _by_answer_links(items, owner)


def _without_days(named: Sequence[Item]) -> None:
    """Take the days off names behind all of which one stands: "Ann 6 de January"."""
    undated = [item for item in named if not item.values.get("published")]
    told = {item: _DAY_BEHIND.fullmatch(item.values["author"]) for item in undated}
    days = {item: m for item, m in told.items() if m and month_of(m[2])}
    if len(days) > 0.7 * len(named):
        for item, m in days.items():
            item.values["author"] = m[1]


def _without_rank(named: Sequence[Item]) -> None:
    """Take the word off names that all begin with it, as a theme's rank for everybody: "普通 Ann", "普通 Bob".

    A rank is set off from the name, by its sign or an element of its own; where "Guest 1" and "Guest 2" are all the
    names there are, or "Reader A" and "Reader B", no word of them is one.
    """
    names = {item.values["author"] for item in named}
    ranks = {name.partition(" ")[0] for name in names}
    rests = [name.partition(" ")[2] for name in names]
    if len(names) < 4 or len(ranks) != 1 or not all(any(map(str.isalpha, rest)) for rest in rests):
        return
    if not (word := ranks.pop()).endswith(".") and all(_is_set_off(word, item.author_el) for item in named):
        for item in named:
            item.values["author"] = item.values["author"].removeprefix(word).strip()


def _is_set_off(word: str, el: Element | None) -> bool:
    """Does a byline begin with an element that holds this word alone, or with a sign before it? A face is none."""
    first = next((child for child in el if isinstance(child.tag, str)), None) if el is not None else None
    if el is None or first is None or first.tag == "img" or squash(el.text or ""):
        return False
    return squash("".join(first.itertext())) in ("", word)


_DAY_BEHIND = re.compile(r"(\S.*?)\s+\d{1,2}\.?\s(?:de\s|of\s)?([^\W\d_]{3,12})")


def _by_place(items: Sequence[Item], owner: dict[Element, Item]) -> None:
    """Names as they stand where nearly all of a thread's do, were they like a byline's words: "Said"."""
    held = {
        item: [el, *(e for e in islice(el.iterancestors(), 2) if owner.get(e) is item)]
        for item in items
        if (el := item.author_el) is not None
    }
    own = {_place(els[0]) for els in held.values()}
    counts = Counter(p for els in held.values() for p in dict.fromkeys(map(_place, els)) if p in own)
    most, count = next(iter(counts.most_common(1)), (("", "", ""), 0))
    if count < 2 or count < 0.5 * len(items):
        return
    said = {}
    for item in items:
        el = next((el for el in _own(item, owner, most[0]) if _place(el) == most), None)
        text = squash(own_text(el, item, owner)) if el is not None else ""
        if el is not None and 0 < len(text) < _ROW:
            said[item] = el, text
    frame = _frame([(text, item.values.get("author") or "") for item, (_, text) in said.items()], len(items))
    if frame is None:
        return
    for item, (el, text) in said.items():
        name = _within(text, frame)
        if name and _is_mistaken(item, name, el):
            item.values["author"], item.author_el = name, el


def _frame(told: list[tuple[str, str]], size: int) -> tuple[str, str] | None:
    """What most texts say before the name that is known, and the sign or word right behind it; "" where nothing is."""
    known = [
        (text.partition(name)[0], text.partition(name)[2]) for text, name in told if name and name in text
    ]
    before, shared = next(iter(Counter(head for head, _ in known).most_common(1)), ("", 0))
    signs = (_BEHIND.match(rest) for head, rest in known if head == before)
    behind, alike = next(iter(Counter(sign[0] for sign in signs if sign).most_common(1)), ("", 0))
    return (before, behind) if min(shared, alike) >= max(2, 0.5 * size) else None


#: what stands right behind a name: signs, or a word; nothing
_BEHIND = re.compile(r"\s*[^\w\s]+\s?|\s[^\W\d_]+\b|\s?$")


def _within(text: str, frame: tuple[str, str]) -> str | None:
    before, behind = frame
    if not text.startswith(before):
        return None
    name, found, _ = (
        text[len(before) :].partition(behind) if behind.strip() else (text[len(before) :], " ", "")
    )
    return exact_name(name) if found else None


def _is_mistaken(item: Item, name: str, el: Element) -> bool:
    """Was another name read, because this one is like a byline's words, or elsewhere?"""
    value = item.values.get("author")
    if value is None or value == name:
        return value is None and len(name) < 40
    if item.author_el is None or (item.author_el is not el and el not in item.author_el.iterancestors()):
        return item.author_el is not None and item.author_el not in el.iterancestors()
    likely = bool(find_dates(name) or words.BYLINE_BEGINS.match(name))
    return (value in name and likely) or value.startswith(f"{name} ")


def _by_answer_links(items: Sequence[Item], owner: dict[Element, Item]) -> None:
    """Names as WordPress's links to answer tell them to who hears the page, whatever the language: "Reply to Ann".

    What all of a thread's links say before and behind the names is theirs; what is left must be shown in the comment.
    """
    labels = {item: label for item in items if (label := _answer_label(item, owner))}
    head, tail = _shared_edges(list(labels.values()))
    names = {item: label[head : len(label) - tail].strip() for item, label in labels.items()}
    if len(set(labels.values())) == 1:  # no other is there to tell the name from the words
        asked = ((item, words.ANSWER_WHOM.fullmatch(label)) for item, label in labels.items())
        names = {item: whom[1] or whom[2] for item, whom in asked if whom}
    shown = {item: squash(" ".join(ln.text for ln in own_lines(item, owner)[:_BYLINES])) for item in names}
    told = [item for item, name in names.items() if any(map(str.isalpha, name)) and name in shown[item]]
    if len(told) < 0.6 * len(names):
        return
    for item in told:
        value = item.values.get("author")
        family = (
            value and names[item] in value and value in labels[item]
        )  # "Ann Lee" and "Ann Ray": "Ann" is theirs
        if not family and value != names[item]:
            item.values["author"] = names[item]
            item.author_el = _saying(names[item], item, owner)


_BYLINES = 12  # lines of a comment among which its byline is


def _answer_label(item: Item, owner: dict[Element, Item]) -> str | None:
    links = (a for root in item.roots for a in root.iter("a") if owner.get(a) is item)
    told = (a.get("aria-label") for a in links if "comment-reply-link" in (a.get("class") or ""))
    return next((squash(label) for label in told if label), None)


def _shared_edges(labels: list[str]) -> tuple[int, int]:
    """How many characters all labels begin and end with, up to a whole word."""
    if len(set(labels)) < 2:
        return 0, 0
    head = labels[0][: _shared(labels)].rpartition(" ")
    tail = labels[0][::-1][: _shared([label[::-1] for label in labels])].rpartition(" ")
    return len(head[0]) + len(head[1]), len(tail[0]) + len(tail[1])


def _by_frame(items: Sequence[Item], owner: dict[Element, Item], hints: Hints) -> None:
    """Names within the words that all first lines have in common, whatever the language: "Am 6.9. het Ann gmeint"."""
    missing = sum(not item.values.get("author") for item in items)
    if len(items) < 2 or not missing:
        return
    firsts = [next((ln.text for ln in own_lines(item, owner)), "") for item in items]
    rows = [_undated(text, hints) for text in firsts]
    if not all(rows):
        return
    head, tail = _shared(rows), _shared([row[::-1] for row in rows])
    names = [row[head : len(row) - tail] for row in rows]
    least = 2 if len(items) > 2 else 3  # two lines are alike by chance sooner
    framed = head + tail >= least and all(0 < len(name) < 6 and _DAY not in name for name in names)
    if not framed or len({*map(tuple, names)}) < 2:
        return
    known = ((item.values.get("author"), name) for item, name in zip(items, names, strict=True))
    if 2 * missing < len(items) and any(told and told != " ".join(name) for told, name in known):
        return  # most have a name that does not stand there
    for item, name, first in zip(items, names, firsts, strict=True):
        item.values["author"] = item.values.get("author") or exact_name(" ".join(name))
        item.values["head"] = first


def _by_bold(items: Sequence[Item], owner: dict[Element, Item]) -> None:
    """Names in bold alone on the first lines of comments that tell no days: "3. <b>Ann</b><br>I think so"."""
    if len(items) < 2 or any(item.values.keys() & {"author", "published"} for item in items):
        return
    heads = [next(iter(own_lines(item, owner)), None) for item in items]
    names = [_bold_alone(line) if line else None for line in heads]
    if sum(name is not None for name in names) < 0.8 * len(items):
        return
    for item, name, line in zip(items, names, heads, strict=True):
        if name and line:
            item.values["author"], item.values["head"] = name, line.text


def _bold_alone(line: Line) -> str | None:
    first = next(((el, text) for el, text in line.pieces if any(map(str.isalpha, text))), None)
    bold = first is not None and first[0].tag in ("strong", "b") and len(line.text) < 60
    return exact_name(first[1].strip(" [(")) if first and bold else None


_DAY = "\0"  # stands for the day in a line


def _undated(text: str, hints: Hints) -> list[str]:
    """The words of a short line with a day in it, which is one of them; none of any other."""
    dates = find_dates(text, hints.language, hints.order) if len(text) < 120 else []
    return f"{text[: dates[0][0]]} {_DAY} {text[dates[0][1] :]}".split() if dates else []


def _shared(rows: Sequence[Sequence[str]]) -> int:
    """How many words, or characters, all rows begin with."""
    return sum(1 for _ in takewhile(lambda words: len(set(words)) == 1, zip(*rows, strict=False)))


_OPTION = re.compile(r"#(?P<number>\d+(?:\.\d+)*):\s+(?P<name>.+?)\s+\S+$")


def by_options(
    items: Sequence[Item], owner: dict[Element, Item], options: Iterable[Element], hints: Hints
) -> None:
    """What the form to answer says of each comment: "#1.2: Ann on May 6, 2010 9:41", its id as the value.

    No theme changes these lines, as it does the comments; the numbers tell who answers whom.
    """
    by_id = {item.values.get("id"): item for item in items}
    numbered: dict[str, str] = {}
    for option in options:
        text, key = squash(option.text), option.get("value") or ""
        dates = find_dates(text, hints.language, hints.order)
        told = _OPTION.match(text[: dates[-1][0]].rstrip()) if dates else None
        if not told:
            continue
        numbered[told["number"]] = key
        if item := by_id.get(key):
            item.values["author"] = told["name"]
            if item.author_el is None:
                item.author_el = _saying(told["name"], item, owner)
            if (item.values.get("published") or "")[:10] != dates[-1][2][:10]:
                item.values["published"] = dates[-1][2]
            item.values["parent_id"] = numbered.get(told["number"].rpartition(".")[0])


def _saying(name: str, item: Item, owner: dict[Element, Item]) -> Element | None:
    """The first of an item's own links and quoted names that says but this name."""
    own = (el for root in item.roots for el in root.iter("a", "cite", "b", "strong") if owner.get(el) is item)
    return next((el for el in own if squash(words_in(el)).rstrip(" :") == name), None)


def _by_majority(
    items: Sequence[Item],
    owner: dict[Element, Item],
    place: str,
    field: str,
    read: Callable[[Element], Any],
) -> None:
    """Where nearly all comments have their name (or day) in one place, the others have it there, too.

    What they seemed to have elsewhere were words of their text: "posted by Bob on 3 May".
    """
    where = {item: _place(el) for item in items if (el := getattr(item, place)) is not None}
    most, count = next(iter(Counter(where.values()).most_common(1)), (("", "", ""), 0))
    if count < 3 or count < 0.7 * len(items) or count == len(items):
        return
    for item in items:
        if where.get(item) == most or (item in where and not most[1]):
            continue
        if item not in where and item.values.get(field):
            continue  # of no place: a platform's own way to tell
        for el in _own(item, owner, most[0]):
            if _place(el) != most:
                continue
            value, said = read(el), squash("".join(el.itertext()))
            if value or not said or (field == "published" and len(said) < _LABEL):
                # an empty place of names is nobody's; "Thursday at 5:32" is a day, though nobody can tell which
                item.values[field] = value
                setattr(item, place, el)
                break


def _own(item: Item, owner: dict[Element, Item], tag: str) -> Iterator[Element]:
    return (el for root in item.roots for el in root.iter(tag) if owner.get(el) is item)


_LABEL = 60  # characters of what is but a name or a day
_ROW = 120  # and of a whole byline


def _place(el: Element) -> tuple[str, str, str]:
    """Tag, class and the class around an element; a bare link stands where what holds it does."""
    parent = el.getparent()
    if el.tag == "a" and not el.get("class") and parent is not None and parent.get("class"):
        el, parent = parent, parent.getparent()
    around = (parent.get("class") or "").split() if parent is not None else []
    around = [name for name in around if name not in _STRIPES]
    # "comment odd" and "comment even" are alike
    return el.tag, el.get("class") or "", around[0] if around else ""


_STRIPES = ("alt", "alternate", "odd", "even")


def _shared_ending(names: list[str]) -> str:
    """What all names end in and is none of them, whatever its language: "Ann schrieb", "Bob schrieb"; "Ann说"."""
    if len(set(names)) < 3:
        return ""
    last = names[0].rpartition(" ")[2]
    small = last.isalpha() and last == last.lower() != last.upper()
    if small and last != names[0] and all(name.endswith(f" {last}") for name in names):
        return last
    glued = next((last[at:] for at in range(1, len(last)) if not last[at].isascii()), "")
    uncased = glued.isalpha() and glued.lower() == glued.upper() and last[0].lower() != last[0].upper()
    return glued if uncased and all(name.endswith(glued) for name in names) else ""


def _name_with_date(item: Item, owner: dict[Element, Item]) -> str | None:
    """The whole of a name's own element, where the date in it is another day than the comment's own."""
    el, day = item.author_el, (item.values.get("published") or "")[:10]
    text = squash(own_text(el, item, owner)) if el is not None else ""
    if not day or item.date_el is None or not any(map(str.isdigit, text)) or len(text) > 60:
        return None
    if item.date_el is el or el in item.date_el.iterancestors() or read_name(text) is None:
        return None
    days = {told[:10] for *_, told in find_dates(text)}
    return exact_name(text) if days and day not in days else None
