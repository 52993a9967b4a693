"""Who wrote a comment, and when, by its own lines: what the rules of its system leave open.

Pure, as the rules are: no tree is changed, and a line that may be talk names nobody.
"""

import re
from itertools import chain, islice, pairwise

from scraper import words
from scraper.comment_fields import (
    DATE_PROPS,
    HEADING_TAGS,
    MARKS,
    Hints,
    bare_name,
    before_age,
    byline_date,
    element_date,
    holds_text,
    in_text,
    name_in,
    own_date,
    without_badges,
)
from scraper.comment_items import Item, own_lines, own_text
from scraper.dates import date_only, find_dates, find_yearless, read_date
from scraper.fields import exact_name, letters, read_name, squash
from scraper.lines import Line
from scraper.select import Element, holds_at_most


def complete(item: Item, owner: dict[Element, Item], hints: Hints) -> None:
    """Author and date from an item's own lines, where the system's rules gave none."""
    values = item.values
    if "published" in values and "author" in values and "T" in values["published"]:
        return
    if "published" not in values:
        _machine_date(item, owner, hints)
    if "author" not in values:
        _marked_author(item, owner)
    if "author" not in values:
        _bold_author(item, owner)
    if "published" in values and "author" in values and "T" in values["published"]:
        return
    found = _byline_lines(own_lines(item, owner), item)
    bylines = [ln for ln in found if not _is_told(ln)]
    dated = any(any(map(str.isdigit, ln.text)) and find_dates(ln.text) for ln in bylines)
    for line in bylines if dated else found:
        _read_byline(line, item, hints)
    _add_hour(item, found)
    if "author" not in values:
        said = next(filter(None, (_sayer(ln) for ln in found[:2] if not _is_told(ln))), None)
        if said:
            values["author"], item.author_el = said
    if "author" not in values and (odd := _odd_name(item, owner)):
        values["author"] = odd
    if "author" in values or _is_nameless(item, owner):
        return
    found = own_lines(item, owner)
    if found and (text := found[0].text) in _pictured(item, owner):
        values["author"], values["head"] = text, text
    elif named := _name_line(found, item, owner) or next(filter(None, map(_signed, found[-3:])), None):
        values["author"], item.author_el = named


def _bold_author(item: Item, owner: dict[Element, Item]) -> None:
    """The name in bold, alone on the first line of a comment whose last line tells the day below its words.

    ``<p><strong>Ann</strong><br>I agree.<br><small><a>Like</a> · <a>Reply</a> · May 4, 2018</small></p>``
    """
    found = own_lines(item, owner)
    if len(found) < 3 or not find_dates(found[-1].text):
        return
    el = found[0].pieces[0][0]
    behind = el.getnext()
    alone = (
        el.tag in ("b", "strong")
        and behind is not None
        and behind.tag == "br"
        and not (el.tail or "").strip()
    )
    name = bare_name(found[0].text) if alone and len(found[0].pieces) == 1 else None
    if name and len(name.split()) <= 5:
        item.values["author"], item.author_el = name, el


def _add_hour(item: Item, lines: list[Line]) -> None:
    """The hour in a line with the name, where the day stands elsewhere: "Ann (01:01:56) :" (WordPress's Freshy)."""
    day, name = item.values.get("published") or "", item.values.get("author")
    if len(day) != 10 or not name:
        return
    for text in (ln.text for ln in lines if name in ln.text and len(ln.text) < len(name) + 30):
        at = words.CLOCK.search(text)
        rest = text.replace(at[0], " ", 1).replace(name, " ", 1) if at else ""
        if (
            at
            and not letters(words.SMALL.sub("", rest))
            and "T" in (whole := read_date(f"{day} {at[0]}") or "")
        ):
            item.values["published"] = whole


def _pictured(item: Item, owner: dict[Element, Item]) -> set[str]:
    """Whom the portraits in a comment, or in a column before it, show, as they tell those who cannot see them."""
    own = (i for root in item.roots for i in root.iter("img") if owner.get(i) is item)
    parent = item.el.getparent()
    # what holds but this comment has the portrait beside it
    alone = parent is not None and holds_at_most(parent, 3)
    before = (node.getprevious() for node in ((item.el, parent) if alone else (item.el,)))
    beside = (i for column in before if column is not None for i in column.iter("img") if i not in owner)
    pictures = (i for i in chain(own, beside) if "avatar" in f"{i.get('class')} {i.get('src')}")
    return {squash(i.get("alt")) for i in pictures} - {""}


def _is_nameless(item: Item, owner: dict[Element, Item]) -> bool:
    """Is the element that a theme has for the name there, and empty? Then other words are none.

    Nor are they where nothing stands between "Posted by:" and the day.
    """
    if any(_BY_NOBODY.search(line.text) for line in own_lines(item, owner)[-3:]):
        return True
    return any(
        owner.get(el) is item and _is_place_of_name(el) and not squash("".join(el.itertext()))
        for root in item.roots
        for el in root.iter("cite", "span", "a", "b", "strong", "div")
    )


def _is_place_of_name(el: Element) -> bool:
    """Is it classed as a name, or as an author behind a label: "Posted by: <span class=author></span>"?"""
    names = (el.get("class") or "").split()
    if "fn" in names or "author" not in names:
        return "fn" in names
    before = el.getprevious()
    said = el.getparent().text if before is None else before.tail
    return (said or "").rstrip().endswith(":")


def _odd_name(item: Item, owner: dict[Element, Item]) -> str | None:
    """A name of figures or signs alone where nothing else can stand: "Posted by: 12345678 at January 7, 2004"."""
    told = (_BY_ODD.search(line.text) for line in own_lines(item, owner)[-3:])
    return next((exact_name(found[1]) for found in told if found), None)


_BY_ODD = re.compile(r"\bposted\s+by\s*:\s*([\d\W]*[^\s\w]{2}|\d+)\s+(?:at|on|發表於|\|)\s.{0,12}\d", re.I)


def _sayer(line: Line) -> tuple[str, Element] | None:
    """Who "says", and where the name stands: "Ann says:", or "3 May 2010 - 10:30 - Ann says:"."""
    el, first = line.pieces[0]
    whole = squash(first)
    if len(whole) > 60 and el.tag == "a" and words.SAYS.match(f"x{line.text.removeprefix(whole)}"):
        return whole, el  # a pingback's name is the title of a post
    said = words.SAYS.match(MARKS.sub("", line.text))
    dates = find_dates(said[1]) if said else []
    name = read_name(said[1][dates[-1][1] if dates else 0 :].lstrip(" -–—|,")) if said else None
    return (name, _place_of(name, line)) if name else None


def _place_of(name: str, line: Line) -> Element:
    """The element of a line in which a name stands; the line's first where it stands in none alone."""
    return next((el for el, text in line.pieces if squash(text) == name), line.pieces[0][0])


def _signed(line: Line) -> tuple[str, Element] | None:
    """A line that says who wrote and no more, with a mark behind the verb: "Posted by: Ann"."""
    told = words.SIGNED.fullmatch(line.text)
    name = bare_name(told[1]) if told else None
    return (name, _place_of(name, line)) if name and len(name.split()) <= 5 else None


def _name_line(found: list[Line], item: Item, owner: dict[Element, Item]) -> tuple[str, Element] | None:
    """A name alone on the first line, as a heading, beside a portrait or right above the date."""
    for line, after in pairwise(map(_without_labels, found[:3])):
        if not line.pieces:
            continue
        el = line.pieces[0][0]
        heading = next((e for e in (el, *islice(el.iterancestors(), 2)) if e.tag in HEADING_TAGS), None)
        headed = heading is not None and owner.get(heading) is item
        sentence = line.text.endswith((".", "!", "?")) and not headed and not _INITIAL.search(line.text)
        if len(line.text) > 60 or sentence or in_text(el, item) or find_dates(line.text):
            continue
        if words.SUBJECT.match(line.text) or line.text.strip("#.): ").isdigit():
            continue
        if words.ACTION.fullmatch(line.text):
            continue
        linked = headed and el.tag == "a"  # what stands behind the link is a verb, in whatever language
        name = bare_name("".join(el.itertext()) if linked else before_age(line.text))
        if not name or len(name.split()) > 5:
            return None
        dated = bool(find_dates(after.text)) and len(after.text) < 100
        portrait = any(
            "avatar" in (i.get("class") or "")
            for r in item.roots
            for i in r.iter("img")
            if owner.get(i) is item
        )
        told = headed or bool(words.COMMENT_BY.match(line.text))
        return (name, el) if dated or portrait or told else None
    return None


_INITIAL = re.compile(r"\s[^\W\d_]\.$")  # "Ann K."


def _machine_date(item: Item, owner: dict[Element, Item], hints: Hints) -> None:
    for root in item.roots:
        for el in root.iter(
            "time", "abbr", "span", "a", "div", "p", "small", "em", "td", "dd", "li", "cite", "meta"
        ):
            if owner.get(el) is item and (
                el.tag == "time"
                or (el.tag == "abbr" and el.get("title"))
                or (el.tag == "meta" and el.get("itemprop") in DATE_PROPS)
                or (words.DATED.search(el.get("class") or "") and [el] != item.roots)  # "state-published"
            ):
                date = element_date(el, hints, lambda e: own_text(e, item, owner))
                if date:
                    item.values["published"], item.date_el = date, el
                    return
                if (
                    item.date_el is None
                    and words.CLOCK.search(said := own_text(el, item, owner))
                    and len(said) < 60
                ):
                    item.date_el = el  # a day without its year, at its hour


_NAME_TAGS = tuple("cite a span strong b div p h2 h3 h4 h5 dt td em address".split())


def _is_member(a: Element) -> bool:
    """Does a link lead to what a community keeps of the member it names?"""
    said = squash("".join(a.itertext()))
    leads = bool(words.PROFILE_HREF.search(a.get("href") or ""))
    return leads and read_name(said) is not None and not date_only(said)


def _marked_author(item: Item, owner: dict[Element, Item]) -> None:
    for root in item.roots:
        for el in root.iter(*_NAME_TAGS):
            if owner.get(el) is not item or el is root or in_text(el, item) or holds_text(el, item):
                continue
            rel = (el.get("rel") or "").lower()
            if (
                el.tag == "cite"
                or words.NAMED.search(el.get("class") or "")
                or el.get("itemprop") in ("author", "creator", "name")
            ):
                text = squash(own_text(el, item, owner))
                if any(
                    owner.get(e) is item
                    and words.NAMED.search(e.get("class") or "")
                    and squash(own_text(e, item, owner))
                    for e in el.iterdescendants(*_NAME_TAGS)
                ):
                    continue  # a name's own element stands in it
                member = next((a for a in el.iter("a") if owner.get(a) is item and _is_member(a)), None)
                if member is not None:
                    item.values["author"], item.author_el = read_name("".join(member.itertext())), member
                    return
                text = squash(without_badges(el, item, owner))
                if 0 < len(text) <= 120 and (name := name_in(el, text)):
                    item.values["author"], item.author_el = name, el
                    return
            elif (
                el.tag == "a"
                and ("nofollow" in rel and "external" in rel or _is_member(el))
                and (name := read_name(own_text(el, item, owner)))
            ):
                item.values["author"], item.author_el = name, el
                return


def _byline_lines(found: list[Line], item: Item) -> list[Line]:
    """Lines that can be a comment's byline: short ones, those at its ends first."""
    short = [ln for ln in found if len(ln.text) <= 200 and not _is_talk(ln, item)]
    edge = [ln for ln in (found[:3] + found[-3:]) if ln in short]
    return sorted({id(ln): ln for ln in edge + short}.values(), key=_is_told)


def _is_talk(line: Line, item: Item) -> bool:
    """Is a line a plain paragraph of what somebody says who is known: "since 11.11.15 the ferry is gone"?"""
    el = line.pieces[0][0]
    return bool(item.values.get("author") and el.tag == "p" and not el.get("class") and in_text(el, item))


def _is_told(line: Line) -> bool:
    """Does a line with a day say clearly more than that and a name: "You wrote on May 6, 2010 that you will"?"""
    text = line.text
    dates = find_dates(text)
    for start, end, _ in dates[:1]:
        text = f"{text[:start]} {text[end:]}"
    return bool(dates) and len(words.SMALL.sub("", text)) > 30


def _read_byline(line: Line, item: Item, hints: Hints) -> None:
    """A line that holds a date and little else: the date, and the name beside it."""
    values = item.values
    line = _without_labels(line)
    named = values.get("author") or ""
    text = line.text.replace(named, " ", 1) if any(map(str.isdigit, named)) else line.text
    date = byline_date(text, hints)
    if not date:
        _read_yearless(line, item, hints)
        return
    if "published" not in values:
        if len(words.SMALL.sub("", line.text.replace(named, " ", 1))) > 60:
            return  # but a name may be long: a trackback's is the title of a post
        values["published"] = date
        item.date_el = next((el for el, t in line.pieces if find_dates(t)), line.pieces[-1][0])
    elif "T" not in values["published"] and date.startswith(values["published"]):
        values["published"] = date
    if "author" not in values:
        name = _name_beside_date(line)
        if name:
            values["author"] = name
            item.author_el = _place_of(name, line)


def _without_labels(line: Line) -> Line:
    """A byline without badges and without links that do something with the comment, each in an element of its own."""
    acts = {el for el, said in line.pieces if el.tag in ("a", "button") and words.ACTION.fullmatch(said)}
    if len(acts) < 2:
        acts.discard(line.pieces[0][0] if line.pieces else None)  # a name may be "Reply"
    return Line([(el, t) for el, t in line.pieces if el not in acts and not words.BADGE.fullmatch(t)])


def _read_yearless(line: Line, item: Item, hints: Hints) -> None:
    """The name before a time without its year, and the day: "Ann on Thursday at 2:57 pm", "Ann on 05/28 at 14:57"."""
    if item.values.get("published"):
        return
    named, text = item.values.get("author") or "", line.text
    day = find_yearless(text.replace(named, " " * len(named), 1), hints.language, hints.order, hints.since)
    when = day or ((found := words.WHEN.search(text)) and (*found.span(), None))
    if not when or len(words.SMALL.sub("", text[when[1] :])) > 24:
        return
    start, end, date = when
    rest = words.WHEN.sub(" ", f"{text[:start]} {text[end:]}".replace(named, " ", 1))
    bare = not words.SMALL.sub("", rest)
    if named or bare:
        begins = bare or text.startswith(named)
        if item.date_el is None and begins and len(text) < 120:
            item.date_el = line.pieces[-1][0]
        if date and begins:
            item.values["published"] = item.values["yearless"] = date
        return
    name = bare_name(text[:start])
    if name and len(name.split()) <= 5 and len(text) < 120:
        item.values["author"] = name
        item.author_el, item.date_el = line.pieces[0][0], line.pieces[-1][0]
        if date:
            item.values["published"] = item.values["yearless"] = date


def _name_beside_date(line: Line) -> str | None:
    found = find_dates(line.text)
    if not found:
        return None
    for (_, before), (el, said) in pairwise(line.pieces):
        if el.tag == "a" and _POSTED_BY.fullmatch(before) and not date_only(squash(said)):
            return exact_name(said)  # all of it, whatever it is: "Posted by: <a>(o)</a> on May 6"
    start, end, _ = own_date(found)
    before = _DAYS.sub("", words.WEEKDAY.sub("", line.text[:start]))
    told = words.BY.match(behind := line.text[end:].lstrip(" ,"))  # "posted on May 6 by Ann"
    if told and not words.BY.search(before) and not words.IDIOM.match(behind[told.end() :]):
        return bare_name(behind)
    if words.ANSWERING.match(before):
        return None  # "Response to Ann, 6 May 2010"
    if words.SMALL.sub("", before):
        told_by = list(_POSTED_BY.finditer(before))  # the comment's last words may stand on the same line
        return bare_name(before[told_by[-1].end() :] if told_by else before)
    dashed = _DASHED.match(behind)  # "Fri, 2012-11-09 18:05 — Ann (not verified)"
    if dashed and (name := bare_name(dashed[1] or dashed[2])):
        return name
    linked = (  # "Thu, 08/09/2012 - 14:32 | 2691 Ann": a name behind the date has a link or weight of its own
        text
        for el, text in line.pieces
        if any(e.tag in ("a", "b", "strong", "cite") for e in (el, el.getparent()))
        and not find_dates(text)
        and not words.ACTION.fullmatch(text)
    )
    names = (name for text in linked if (name := bare_name(text)))
    return next((n for n in names if not any(map(str.isdigit, n)) and len(n.split()) < 6), None)


_DASHED = re.compile(r"\s*(?:[—–]\s*([^\d—–|]{2,60})$|[|—–-]\s+([^—–|:]{2,60}):$)")  # "... | ida90:"
_POSTED_BY = re.compile(r"\s*\bposted\s+by\s*:?\s+", re.I)
_BY_NOBODY = re.compile(
    r"(?:^\W*posted\s+by\s*:?|\bposted\s+by\s*:)\s*(?:at|on|發表於)\s+[^\W\d]{3,9}\.?\s+\d{1,2},", re.I
)
_DAYS = re.compile(r"\b(?:mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?\b\.?,?", re.I)
