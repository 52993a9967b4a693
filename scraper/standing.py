"""The heading that stands on a text: the title to a reader, where the window's title names the site alone."""

import re
from collections.abc import Iterator
from itertools import islice

from scraper import words
from scraper.dates import find_dates
from scraper.fields import squash
from scraper.select import TITLE_HEADINGS, Element, words_in

_LINE = 120  # characters: a line that tells when and by whom
_LISTS = ("ul", "nav", "form")
_WRAPPERS = ("div", "header", "hgroup", "section")


def standing(headings: list[Element]) -> dict[Element, float]:
    """The heading on the text and how sure it is: with a day or a byline near, or the first one above long words.

    Where others of its kind in such boxes are dated, too, each heads a post of a list.
    """
    dated = [el for el in headings if _is_dated(el)]
    if dated:
        alone = sum(_kind(el) == _kind(dated[0]) for el in dated) == 1
        return {dated[0]: 0.66} if alone else {}  # above the window's title and a lone h1
    first = next((el for el in headings if el.tag in TITLE_HEADINGS), None)
    if first is None or not _heads_words(first):
        return {}
    if first.tag == "h1":
        return {first: 0.58}
    return {first: 0.5} if sum(el.tag == first.tag for el in headings) == 1 and _is_in_post(first) else {}


def _kind(el: Element) -> tuple[str, str | None, str]:
    parent = el.getparent()
    around = (parent.get("class") or "").split() if parent is not None else []
    return el.tag, el.get("class"), around[0].strip("-_0123456789") if around else ""


def _is_in_post(el: Element) -> bool:
    around = islice(el.iterancestors("article", "main", "div", "section", "td"), 4)
    return any(
        a.tag in ("article", "main") or _POST.search(f"{a.get('id')} {a.get('class')}") for a in around
    )


_POST = re.compile(r"(?:^|[\s_-])(?:(?:blog-?)?post|entry|article|content|single|blog)(?=$|[\s_-]|\d)", re.I)


def _heads_words(el: Element) -> bool:
    """Does a heading stand right above some lines of text?"""
    after = _after(el)
    texts = (
        islice((e for e in (after, *after.itersiblings()) if e.tag not in _LISTS), 4)
        if after is not None
        else ()
    )
    return sum(len(words_in(e)) for e in texts) > 200


def _after(el: Element) -> Element | None:
    """What follows a heading, be it alone in a box."""
    for _ in range(3):
        if (after := el.getnext()) is not None:
            return after
        parent = el.getparent()
        if parent is None or parent.tag not in _WRAPPERS:
            return None
        el = parent
    return None


def _is_dated(el: Element) -> bool:
    return any(map(_tells_when_or_who, (*_below(el), *_above(el))))


def _tells_when_or_who(said: str) -> bool:
    dated = any(map(str.isdigit, said)) and bool(find_dates(said))
    return dated or (words.BY.match(said) is not None and len(said) < _LINE / 2)


def _below(el: Element) -> Iterator[str]:
    """The line that follows a heading, be the heading alone in a box, or a lesser one between."""
    if (el.tail or "").strip():
        yield from _line(el.tail or "")
        return
    after = _after(el)
    if after is not None and after.tag in TITLE_HEADINGS and after.tag > el.tag:
        yield from _line(words_in(after))
        after = _after(after)
    if after is not None:
        yield from _line(_first_line(after))


def _first_line(el: Element) -> str:
    """A line, or the first one in a box."""
    while el.tag in _WRAPPERS and len(el) and not (el.text or "").strip() and len(words_in(el)) > _LINE:
        el = el[0]
    return words_in(el)


def _above(el: Element) -> Iterator[str]:
    """The line before a heading that is the first in its box or stands right below it, unless it heads a list."""
    after = el.getnext()
    for _ in range(2):
        before = el.getprevious()
        if before is not None:
            listed = before.tag in _LISTS or (after is not None and after.tag in _LISTS)
            if not (before.tail or "").strip() and not listed:
                yield from _line(words_in(before))
            return
        parent = el.getparent()
        if parent is None or parent.tag not in _WRAPPERS or (parent.text or "").strip():
            return
        el = parent


def _line(text: str) -> Iterator[str]:
    said = squash(text)
    if 0 < len(said) <= _LINE:
        yield said


def in_head(el: Element) -> bool:
    """Does a heading stand in the page's own head, as the site's name does, or right above its menu?"""
    if _SITE.search(el.get("class") or "") or (after := el.getnext()) is not None and after.tag == "nav":
        return True
    around = list(islice(el.iterancestors("div", "header", "td", "section"), 3))
    return any(_HEAD.fullmatch(a.get("id") or "") or _SITE.search(a.get("class") or "") for a in around)


_HEAD = re.compile(
    r"(?:site|page|blog|top|main)?[-_]?(?:head(?:er)?(?:[-_]?(?:img|inner|wrap(?:per)?))?|hdr|masthead|branding|banner(?:-inner)?|top|logo)",
    re.I,
)
_SITE = re.compile(
    r"(?:^|\s)(?:(?:site|blog)[-_]?(?:name|title|header|branding)|logo|brand|masthead)(?=\s|$)", re.I
)
