"""What a page tells its readers of a post: headings, dates, bylines. Never a platform's selector."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice, pairwise, takewhile
from unicodedata import combining, normalize
from urllib.parse import unquote

from lxml import etree

from scraper import words
from scraper.comment_fields import date_of_parts
from scraper.dates import date_only, find_dates, find_yearless, is_weekday, month_of, read_date, read_iso
from scraper.evidence import Claim
from scraper.fields import (
    at_edge,
    comment_count,
    fold,
    is_sentence,
    letters,
    once,
    person,
    read_name,
    remembered,
    squash,
    title_parts,
    without_sign,
)
from scraper.lines import Line, lines_without
from scraper.page import Page
from scraper.rows import Author
from scraper.select import Element, in_code, words_in
from scraper.urls import date_in, host, kind_of, same_host, same_page

_NEARBY = 14  #: lines before and after the body in which its byline is looked for


@dataclass
class Scene:
    """The lines around a post's body, in reading order, and where among them title and body stand."""

    page: Page
    title: str | None
    body: Element | None
    language: str | None = None
    before: list[Line] = field(default_factory=list)  #: from above the title to the body
    after: list[Line] = field(default_factory=list)  #: from the end of the body to the comments
    inside: list[Line] = field(
        default_factory=list
    )  #: what in the body's element is no part of the text, and its edges
    text: list[Line] = field(default_factory=list)  #: the text\'s own lines
    edges: list[Line] = field(default_factory=list)  #: the first and last of them
    title_at: int = 0  #: index of the title's line in ``before``
    beside: list[Line] = field(
        default_factory=list
    )  #: below the title where it stands a first time, far above

    @cached_property
    def labelled(self) -> dict[int, str]:
        """id of a line -> the label on the line above it: "Last update:" of a day in an element of its own."""
        runs = (self.before, self.after, self.inside)
        pairs = (pair for run in runs for pair in pairwise(run))
        return {id(ln): f"{above.text} " for above, ln in pairs if words.UPDATE_LABEL.match(above.text)}

    @cached_property
    def near(self) -> list[tuple[float, Line]]:
        """(distance, line), nearest first: beside the title, then between it and the body, after it, at its edges."""
        before = [(self._distance(i, ln), ln) for i, ln in enumerate(self.before)]
        rest = [*((3 + 0.5 * i, ln) for i, ln in enumerate(self.inside)), *((5, ln) for ln in self.edges)]
        again = ((1.2 + i, ln) for i, ln in enumerate(self.beside))
        after = ((5 + i, ln) for i, ln in enumerate(self.after))
        return sorted([*before, *rest, *again, *after], key=lambda x: x[0])

    def _distance(self, place: int, line: Line) -> float:
        """How far a line before the body is from the title; above it one of the post's data is near."""
        ahead = self.title_at - place
        if ahead <= 0:
            return -ahead
        return 0.3 * ahead + 2 if _is_meta(line, 4) else 1.5 * ahead + 1

    @cached_property
    def below_title(self) -> Line | None:
        """The line right below the title, where that stands within the text's element."""
        title = fold(self.title)
        return next((ln for above, ln in pairwise(self.inside) if title and fold(above.text) == title), None)

    @cached_property
    def telling(self) -> list[tuple[float, Line, str, re.Match[str] | None]]:
        """The near lines that may tell a day, each with its words and where among these it tells of a change."""
        title = fold(self.title)
        dated = bool(title) and bool(find_dates(title, self.language))
        near = ((n, ln, self.labelled.get(id(ln), "") + _head_of(ln.text)) for n, ln in self.near)
        return [
            (n, ln, text, _updated(text))
            for n, ln, text in near
            if n <= 2 * _NEARBY and 5 < len(text) < 260 and fold(text) != title
            if not (dated and title in fold(text)) and not _is_anothers(text)
        ]


def look(
    page: Page,
    title: str | None,
    body: Element | None,
    drop: set[Element],
    comments: set[Element],
    away: set[Element],
    language: str | None,
) -> Scene:
    """The scene around a body; ``comments`` are never shown, ``drop`` is what in the body is no part of it."""
    inside = set(page.index.below(body)) if body is not None else set()
    dropped = {e for el in drop for e in page.index.below(el)}
    scene = Scene(page, title, body, language)
    tops = page.index.by_tag.get("body", [])[:1] or [page.root]
    order, start = page.index.order, page.index.order.get(body, 0) if body is not None else 0
    for line in lines_without(tops[0], comments | (away - inside)):
        at = line.pieces[0][0]
        if at in inside and at in away:
            continue  # a list of other posts or of all categories, set into the text
        if at in inside:
            (scene.inside if at in dropped else scene.text).append(line)
        elif order.get(at, 0) < start or body is None:
            scene.before.append(line)
        else:
            scene.after.append(line)
    scene.edges = [
        ln for ln in {id(ln): ln for ln in scene.text[:3] + scene.text[-5:]}.values() if len(ln.text) < 200
    ]
    _trim(scene)
    return scene


def _trim(scene: Scene) -> None:
    """Keep the lines near the title and the body."""
    want = fold(scene.title)
    at = next(
        (i for i in range(len(scene.before) - 1, -1, -1) if want and fold(scene.before[i].text) == want), None
    )
    if at is None:
        at = max(0, len(scene.before) - 3)
        scene.before, scene.title_at = scene.before[-_NEARBY:], 0
        scene.title_at = max(0, len(scene.before) - 3)
    else:
        start = max(0, at - 5)
        while start and at - start < _NEARBY and _is_meta(scene.before[start - 1], 4):
            start -= 1  # what a theme sets beside its titles
        first = next(i for i, ln in enumerate(scene.before) if fold(ln.text) == want)
        scene.beside = scene.before[first + 1 : first + 5] if first + 5 <= start else []
        scene.before, scene.title_at = scene.before[start:], at - start
        if len(scene.before) > 3 * _NEARBY:
            scene.before = scene.before[: scene.title_at + _NEARBY] + scene.before[-_NEARBY:]
    scene.after = list(takewhile(lambda ln: not _heads_others(ln), scene.after))[:_NEARBY]


def _heads_others(line: Line) -> bool:
    """Is it a heading such as "Related posts"? What stands below it tells of them."""
    el = line.pieces[0][0]
    heads = any(e.tag in _HEADINGS for e in (el, *above(el, 2)))
    return heads and len(line.text) < 60 and bool(words.OTHER_POSTS.match(line.text))


# ---- title --------------------------------------------------------------------------------------------

_HEADINGS = ("h1", "h2", "h3", "h4")
_TITLE_PIECES = ("tit", "head", "subject")
_is_title = once(words.TITLE_CLASS.search, *_TITLE_PIECES)
_is_author = once(words.AUTHOR_CLASS.search)


def headings(page: Page, hidden: set[Element]) -> list[tuple[Element, str]]:
    """Headings and elements classed as titles, outside comments and columns, with their text."""
    index = page.index
    named = [c for c in index.classes_like(*_TITLE_PIECES) if _is_title(c)]
    els = {e for tag in _HEADINGS for e in index.by_tag.get(tag, ())}
    titled = (e for c in named for e in index.by_class[c] if e.tag in _TITLE_TAGS and not in_code(e))
    els.update(e for e in titled if next(e.iter(*_HEADINGS), None) is None)  # else the heading in it speaks
    found = []
    for el in sorted(els - hidden, key=index.order.__getitem__):
        text = heading_words(el)
        if 0 < len(text) <= 300:
            found.append((el, text))
    return found


def heading_words(el: Element) -> str:
    """What a heading says, without an element at one of its ends that tells the day, or leads to the comments."""
    text = without_sign(words_in(el))
    for child in reversed(el):
        if (child.tail or "").strip() or not _BADGE.search(child.get("class") or ""):
            break
        text = text.removesuffix(squash(words_in(child))).rstrip() or text
    if len(el) and _TO_COMMENTS.search(el[-1].get("href") or "") and not (el[-1].tail or "").strip():
        text = text.removesuffix(squash(words_in(el[-1]))).rstrip(" |·•–—-") or text
    if len(el) and any(map(str.isdigit, text)):
        first, last = el[0], el[-1]
        if not (last.tail or "").strip() and _is_day(day := squash(words_in(last))):
            return without_sign(text.removesuffix(day)) or text
        if not (el.text or "").strip() and _is_day(day := squash(words_in(first))):
            return text.removeprefix(day).lstrip() or text
    return text


#: what a theme sticks to a title: "64" in a bubble, "Recently updated!"
_BADGE = re.compile(r"(?:^|[\s_-])(?:comments?-link|comment-bubble|label|badge|notice)(?=$|[\s_-])", re.I)
_TO_COMMENTS = re.compile(r"#(?:comments?|respond|reply|disqus_thread)(?:-\d+)?$")

#: What the site says of itself below its name, and its menu: headings on every page of some themes.
_TAGLINE = re.compile(
    r"(?:^|\s)(?:menu-toggle|(?:site|blog)?[-_]?(?:tag-?line|slogan)|(?:site|blog)[-_]?description)(?=\s|$)",
    re.I,
)
_TITLE_TAGS = frozenset(["div", "span", "p", "a", "td", "strong", "font", "b"])


def titles(page: Page, hidden: set[Element], sites: list[str]) -> Iterator[Claim]:
    """Headings weighed by the window's title: what is a part of both is the post's."""
    named = {"", *map(letters, sites)}  # "– The site" where the post has no title
    edges = filter(None, (at_edge(site, page.title_text) for site in sites))
    parts = [p for p in (*title_parts(page.title_text), *edges) if letters(p) not in named]
    sizes = {letters(p): len(letters(p)) for p in parts}
    window, site_names = letters(page.title_text), set(map(fold, sites))
    found, seen, best = headings(page, hidden), 0, 0.0
    dated: Element | None = None  #: the heading before it, where that is a day
    exact = sizes.keys() & {letters(text) for _, text in found}
    firsts = [el for el, _ in found if el.tag == "h1"]
    for el, text in found:
        key = letters(text)
        below_day, dated = dated is not None and el.getprevious() is dated, el if _is_day(text) else None
        named_alike = fold(text) in site_names and _own_link(page, el) is None
        if named_alike or _is_no_title(page, el, text, key in window, key in sizes):
            continue
        if part := _part_in(el, text, parts) if key not in sizes else None:
            text, sure = part, 0.84
        elif told := _told_by_window(page, el, text, sizes, exact):
            sure = told
        else:
            sure = 0.3 + 0.05 * (el.tag == "h1") - 0.02 * min(seen, 5)
            if not exact and firsts == [el] and len(text.split()) > 3:
                sure += 0.27  # the page's one headline, though the window says it in other words
            elif below_day or _is_title(el.get("class") or ""):
                sure += 0.2
        if is_slug(text, page.url) and is_slug(text, _target(page, el) or page.url):
            whole_heading = key in sizes and next(el.iterancestors("h1", "h2", "h3"), None) is None
            sure = max(sure + 0.08, 0.93 * whole_heading, 0.79 if len(key) > 20 else 0.72)
        seen += 1
        own = _own_link(page, el)
        if own is not None:  # "The old mill (3 comments)": what links to this very page is the title
            said = heading_words(own)
            own_words = letters(said) not in ("", letters(text)) and not _tells_when(said)
            text, sure = said if own_words else text, max(sure, 0.92 if key in sizes else 0.83)
        best = max(best, sure)
        yield Claim(text, f"heading {el.tag}", sure)
    if best < SURE:  # else nothing of these is as sure
        yield from _unmarked(page, hidden, {letters(p) for p in parts if len(p) > 3})
        yield from _permalinks(page, hidden, sites)
        yield from _window(page, parts, named)


def _told_by_window(
    page: Page, el: Element, text: str, sizes: dict[str, int], exact: set[str]
) -> float | None:
    """How sure a heading is of which the window's title says the same, most of it, or more."""
    key, window = letters(text), letters(page.title_text)
    if key in sizes:
        sure = 0.72 + 0.18 * sizes[key] / (len(window) or 1) + 0.03 * (el.tag == "h1")
        away = home_link(page, el) or (sizes[key] == len(window) and _links_away(page, el))
        return float(sure - 0.35 if away else sure)
    if _alike(text, page.title_text):
        first = el.tag == "h1" and not _says_more(page, el, exact) and not home_link(page, el)
        return 0.88 if first else 0.6
    if len(key) > 8 and (key in window or any(len(k) > 12 and _begins_or_ends(key, k) for k in sizes)):
        return 0.34 if _links_up(page, el) else 0.7
    return None


SURE = 0.7  #: what is said by more than a heading alone


def _window(page: Page, parts: list[str], named: set[str]) -> Iterator[Claim]:
    """What the window's title says, where no heading says it better."""
    if _EMPTY_SLOT.search(page.title_text):
        return  # "The site :" where a post's title could not be printed
    if parts:
        whole = [p for p in parts if p == page.title_text and ": «" in p]  # what is named so behind a colon
        best = max(parts[:1] + whole + [p for p in parts if _separable(p, page.title_text)], key=len)
        yield Claim(best, "window title", 0.45)
    elif letters(page.title_text) not in named:
        yield Claim(page.title_text, "window title", 0.35)


def _part_in(el: Element, text: str, parts: list[str]) -> str | None:
    """The part of the window's title that a heading says beside a day, a count, a byline or a kicker."""
    key = letters(text)
    told = (
        p
        for p in parts
        if letters(p) in key
        and (
            _below_day(text, p)
            or (len(p) > 5 and (dated_or_counted(text, p) or bylined(text, p) or _kicked(el, key, p)))
        )
    )
    return max(told, key=len, default=None)


def _begins_or_ends(key: str, part: str) -> bool:
    """Does a heading say more than the window's title at one of its ends: "Protected: The old mill"?"""
    return key.startswith(part) or key.endswith(part)


_DAY_BEFORE = re.compile(r"\d{1,2}\s?[./-]\s?\d{1,2}[./]?\s*[:–—|-]\s+")


def _below_day(text: str, part: str) -> bool:
    """Does a heading say a day without its year before a part of the window's title: "07/05: The mill"?"""
    day = _DAY_BEFORE.match(text)
    return day is not None and letters(text[day.end() :]) == letters(part)


def _is_no_title(page: Page, el: Element, text: str, known: bool, part: bool) -> bool:
    """Is a heading the site's or a form's, a day, or another post's? ``known``: the window's title says it, too."""
    names = f"{el.get('class') or ''} {el.get('id') or ''}"
    if not letters(text) or _TAGLINE.search(names) or _OVER_COMMENTS.search(names):
        return True
    if (words.FORM_HEADING.match(text) and not part) or is_untitled(text, page):
        return True
    if known:
        return False
    if words.AROUND_POST.fullmatch(text) and not is_slug(text, page.url):
        return True
    return (
        _names_post(page, el)
        or home_link(page, el)
        or _is_day(text)
        or _is_byline(el, text)
        or _is_tagline(page, el)
    )


_OVER_COMMENTS = re.compile(
    r"(?:^|\s)(?:comments?(?:-?(?:title|heading|header))?|(?:comment-?)?reply-title)(?:\s|$)"
)


def _is_byline(el: Element, text: str) -> bool:
    """Is a line about the post set as a heading: "May 6, 2010 · No Comments · Tea"?"""
    return any(_TO_COMMENTS.search(a.get("href") or "") for a in el.iter("a")) and bool(find_dates(text))


def _is_tagline(page: Page, el: Element) -> bool:
    """Is it what stands in the page's head right below the site's name, which links home?"""
    name = el.getprevious()
    around = (
        a for a in el.iterancestors("div", "header", "td") if _HEAD.search(f"{a.get('id')} {a.get('class')}")
    )
    return name is not None and home_link(page, name) and next(around, None) is not None


_HEAD = re.compile(
    r"(?:^|[\s_-])(?:header|head|masthead|branding|banner|logo)(?=$|[\s_-]|\d)|(?:site|page|blog)-?(?:head|title)",
    re.I,
)

_EMPTY_SLOT = re.compile(r"^\s*[|»–—-]\s|\s[:|»–—-]\s*$")


def slug(url: str) -> str:
    """The words that an address ends in, which most platforms take from the title."""
    last = unquote(url.partition("#")[0].partition("?")[0].rstrip("/").rpartition("/")[2])
    return letters(last.removesuffix(".html").removesuffix(".htm").removesuffix(".php"))


def is_slug(text: str, url: str) -> bool:
    """Does an address end in the words of a text, its accents kept or lost: "Präsumtion", ``/prasumtion/``?"""
    own, key = slug(url), letters(text)
    if key.isascii() or key == own or not own.isascii():
        return key == own
    return own in (_unaccented(key), _unaccented(key.translate(_UMLAUTS)))


def _unaccented(key: str) -> str:
    return "".join(c for c in normalize("NFKD", key) if not combining(c))


_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae", "ß": "ss"})


def _unmarked(page: Page, hidden: set[Element], parts: set[str]) -> Iterator[Claim]:
    """Titles of 2003: a line in ``font`` or ``b`` that is a part of the window's title, the last one before all."""
    index = page.index
    els = [
        e
        for tag in ("font", "big", "b", "strong", "td", "center")
        for e in index.by_tag.get(tag, ())
        if e.text and e not in hidden
    ]
    for n, el in enumerate(sorted(els, key=index.order.__getitem__)):
        if letters(el.text) in parts and len(squash(el.text)) < 200:
            all_of_it = n == 0 and letters(el.text) == letters(page.title_text)
            sure = 0.5 + min(n, 50) / 1000 + 0.1 * (el.tag in ("font", "big")) + 0.12 * all_of_it
            yield Claim(squash(el.text), f"line in {el.tag}", sure)


def _own_link(page: Page, el: Element) -> Element | None:
    """The link in a heading that leads to this very page, where that is no index."""
    if kind_of(page.url) == "index":
        return None
    links = (a for a in (el, *el.iter("a")) if a.tag == "a" and "#" not in (a.get("href") or "#"))
    return next((a for a in links if same_page(page.absolute(a.get("href")) or "", page.url)), None)


def _permalinks(page: Page, hidden: set[Element], sites: list[str]) -> Iterator[Claim]:
    """A link to the page itself that says more than a date or "permalink": the title, whatever it is set in.

    Or that is to be read as "Permalink to The mill" where a mouse rests on it.
    """
    for a, target in page.links:
        titled = _is_title(a.get("class") or "") or "bookmark" in (a.get("rel") or "").lower()
        hover = _PERMALINK_TO.match(a.get("title") or "")
        if not (titled or hover) or a in hidden or "#" in (a.get("href") or "#"):
            continue
        text = squash(" ".join(a.itertext()))  # two days in it stand apart
        if hover and (_is_day(text) or not letters(text)):
            text = squash(hover[1]).strip("\"'“”‘’«»")
        named = 2 < len(text) < 300 and fold(text) not in {fold(s) for s in sites}
        named = named and not (_tells_when(text) or _PERMALINK.fullmatch(text))
        if named and same_page(target or "", page.url):
            yield Claim(text, "link to the page itself", 0.62)
            return


_PERMALINK_TO = re.compile(r"\s*perma(?:nent\s+)?link(?:\s+(?:to|for)\b)?\s*:?\s*(\S.*)", re.I)
_PERMALINK = re.compile(r"\W*(?:perma(?:nent )?)?link\W*", re.I)


def is_untitled(text: str, page: Page) -> bool:
    """What a theme prints where a post has no title is none."""
    return bool(words.UNTITLED.match(text)) and fold(text) not in fold(page.title_text)


def _tells_when(text: str) -> bool:
    """Does a link say but a day or a clock: "[ 22:31 ]"?"""
    return _is_day(text) or words.CLOCK.fullmatch(text.strip("[]() ")) is not None


def _is_day(text: str) -> bool:
    """Is a heading a date and nothing else, or a month of a year?"""
    rest = text
    for start, end, _ in reversed(find_dates(text) if any(map(str.isdigit, text)) else []):
        rest = words.WEEKDAY.sub("", rest[:start]) + rest[end:]
    month = _MONTH.fullmatch(text)
    if rest == text and (day := find_yearless(text)):
        rest = text[: day[0]] + text[day[1] :]  # "May 28"
    return rest != text and not letters(rest) or bool(month and month_of(month[1]))


_MONTH = re.compile(r"\W*([^\W\d]{3,12})\W*(?:\d{4}|['’]\d\d)\W*")


def dated_or_counted(heading: str, title: str) -> bool:
    """Does a heading say the title and, beside it, a date, a time, a count of comments or a link mark?"""
    if not heading.startswith(title) and not heading.endswith(title):
        return False
    rest = heading.removeprefix(title) if heading.startswith(title) else heading.removesuffix(title)
    marks = heading.startswith(title) and not letters(rest).strip("0123456789")
    return marks or _is_yearless(rest) or date_only(rest) or not letters(words.CLOCK.sub("", rest))


def _is_yearless(text: str) -> bool:
    """Is it a day without its year before a title, as in "Jun 20:"? Other words count chapters."""
    day = _DAY.match(text)
    return day is not None and month_of(day[1] or day[2]) is not None


_DAY = re.compile(r"^\W*(?:([^\W\d]{3,9})\.?\s+\d{1,2}|\d{1,2}\.?\s+([^\W\d]{3,9})\.?)\s*[:|–—-]\s*$")

_WORDS = re.compile(r"\w+")


def bylined(heading: str, title: str) -> bool:
    """Does a heading go on with a byline behind the title: "The old mill by Ann on March 19, 2008"?"""
    rest = heading.removeprefix(title) if heading.startswith(title) else ""
    return bool(rest and words.BY.match(rest) and find_dates(rest))


def _alike(heading: str, title: str) -> bool:
    """Do most words of a heading stand in the window's title, though not in the same order?"""
    ours = set(_WORDS.findall(fold(heading)))
    return len(ours) > 2 and len(ours & set(_WORDS.findall(fold(title)))) >= 0.5 * len(ours)


def _kicked(el: Element, key: str, title: str) -> bool:
    """Is it the title below a kicker in an element of its own: "<span>Opinion</span> The old mill"?"""
    before = key.removesuffix(letters(title))
    return 0 < len(before) < len(key) and any(
        letters(words_in(e)) == before for e in el.iterchildren(etree.Element)
    )


def _says_more(page: Page, el: Element, exact: set[str]) -> bool:
    """Is it a rubric's name above the title, or the title with a kicker, where another heading is the title alone?"""
    key = letters(words_in(el))
    return bool(exact) and (_links_away(page, el) or any(title in key for title in exact))


def _separable(part: str, title: str) -> bool:
    return title.startswith(part) and len(title) > len(part) and len(part) > len(title) * 0.4


def _links_away(page: Page, el: Element) -> bool:
    """A heading that is all of the window's title and leads elsewhere is the blog's name."""
    a = el if el.tag == "a" else next(el.iter("a"), None)
    href = page.absolute(a.get("href")) if a is not None else None
    return bool(href) and not same_page(href or "", page.url)


def _links_up(page: Page, el: Element) -> bool:
    """Is a heading a link to what the page lies in, as ``./`` is?"""
    target = _target(page, el) or ""
    return target.endswith("/") and page.url.startswith(target) and target != page.url


def _target(page: Page, el: Element) -> str | None:
    """Where a heading links to."""
    a = next((x for x in (el, *el.iter("a")) if x.tag == "a"), None)
    return page.absolute(a.get("href")) if a is not None else None


def _names_post(page: Page, el: Element) -> bool:
    """Does a heading on a post's own dated page link to another dated post, as related ones do?"""
    href = _target(page, el)
    if not href or kind_of(href) != "post" or kind_of(page.url) != "post" or same_page(href, page.url):
        return False
    return (date_in(href) or "") not in ("", date_in(page.url))


def home_link(page: Page, el: Element) -> bool:
    """Does a heading link to the site's first page, from another?"""
    inner = el if el.tag == "a" else next(el.iter("a"), None)
    a = inner if inner is not None else next(el.iterancestors("a"), None)
    href = page.absolute(a.get("href")) if a is not None else None
    return bool(href) and kind_of(href or "") == "index" and not same_page(href or "", page.url)


def is_prose(line: Line) -> bool:
    """Does a line say something, and not only when, by whom and under what it was written?"""
    text = line.text
    if words.CLOSED.fullmatch(text) or words.ENTRY_WAS.match(text):
        return False
    sites = len(text) < 120 and words.NOT_POST.search(text)
    filed = words.FILING.match(text) or words.PUBLISHED.search(text) or sites
    signed = len(text) < 40 and words.BY.match(text) and text[-1] not in ".!?…"
    plain = "".join(
        t for el, t in line.pieces if el.tag != "a" and not any(x.tag == "a" for x in above(el, 2))
    )
    unlinked = len(letters(plain))
    linked = unlinked < 100 and unlinked * 2 < len(letters(text))
    named = any(x.get("itemprop") in ("author", "name") for el, _ in line.pieces for x in (el, *above(el, 1)))
    return not (
        filed
        or signed
        or linked
        or named
        or comment_count(text) is not None
        or find_dates(text)
        and len(text) < 120
    )


# ---- dates --------------------------------------------------------------------------------------------

_is_no_post = once(words.NOT_POST.search, *words.NOT_POST_PIECES)


def _is_anothers(text: str) -> bool:
    """Does a line speak of the theme, the site or another post? "Posted in Design by Ann" does not."""
    if not _is_no_post(text):
        return False
    return not words.FILING.match(text) or _is_no_post(_TERMS_LIKE_CREDITS.sub(" ", text))


_TERMS_LIKE_CREDITS = re.compile(r"\b(?:themes?|templates?|skins?|layouts?|design|css)\b", re.I)
_updated = remembered(1024)(words.UPDATED.search)


def dates(
    scene: Scene, updated: bool = False, order: str | None = None, now: str | None = None
) -> Iterator[Claim]:
    """Dates in the lines around the body, the nearest line first."""
    below = scene.below_title
    for distance, line, text, again in scene.telling:
        if _is_caption(line):
            continue
        if updated is not bool(again) and not (again and again.start() > 8):
            continue
        date = (
            _line_date(line, text, scene, order, now)
            if not again
            else read_date(
                text[again.start() :] if updated else text[: again.start()], scene.language, order, now
            )
        )
        if date and not _is_title_of_other(line, scene):
            sure = (
                0.74
                - 0.02 * distance
                - 0.001 * max(0, len(text) - 60)
                + 0.12 * bool(words.PUBLISHED.search(text))
                + 0.1 * (line is below)  # the day in a site's head is today's
                - 0.15 * _is_aside(line, scene)
            )
            yield Claim(date, "line near the body", max(0.3, sure))


def _is_caption(line: Line) -> bool:
    """Does a line stand below a picture, and tells when that was taken?"""
    el = line.pieces[0][0]
    below = any(
        x.tag == "figcaption" or "caption-text" in (x.get("class") or "") for x in (el, *above(el, 2))
    )
    return below and date_only(line.text)


def _head_of(text: str) -> str:
    """What of a long line may tell a post's day: the head of "This entry was posted on May 6 and is filed under"."""
    return text[:160] if len(text) > 200 and words.ENTRY_WAS.match(text) else text


def _is_title_of_other(line: Line, scene: Scene) -> bool:
    """Is a line nothing but one link that says more than a day, and not this title: "« Meeting of 04/03/2009"?"""
    links = [next(_links_around(Line([p])), None) for p in line.pieces if letters(p[1])]
    if not links or links[0] is None or any(a is not links[0] for a in links):
        return False
    text = line.text
    if any(ask(text) for ask in (words.PUBLISHED.search, words.BY.search, words.AT.search)) or "link" in text:
        return False
    for start, end, _ in reversed(find_dates(text, scene.language)):
        text = f"{words.WEEKDAY.sub('', text[:start])} {text[end:]}"
    return len(letters(text)) > 10 and letters(text) != letters(scene.title)


def _is_aside(line: Line, scene: Scene) -> bool:
    """Does a line say more than a byline does, among the post's own words or above its title?"""
    if line not in scene.edges and line not in scene.before[: scene.title_at]:
        return False
    asked = (words.PUBLISHED.search, words.BY.search, words.FILING.search)
    return not date_only(line.text, scene.language) and not any(ask(line.text) for ask in asked)


def _line_date(line: Line, text: str, scene: Scene, order: str | None, now: str | None) -> str | None:
    read = read_date(text, scene.language, order, now)
    shown = read or date_of_parts(line.pieces) or _date_around_weekday(line, scene.language)
    for el, _ in line.pieces:
        for node in (el, el.getparent()):
            if node is None or (node.tag not in ("time", "abbr") and not node.get("title")):
                continue
            exact = read_date(node.get("datetime") or node.get("title"), scene.language, order, now)
            same = not shown or exact == shown or (exact and _same_day(exact, shown, words_in(node)))
            same = same or (not read and node.get("datetime"))  # what is pieced together is but a guess
            if exact and same and len(exact) >= len(shown or ""):
                return exact
    return shown


def _same_day(exact: str, shown: str, text: str) -> bool:
    """Is it one day, or one whose month and day were read the other way round: "06/12/2018"?"""
    if _SPELLED.search(text):
        return exact[:10] == shown[:10]
    swapped = f"{shown[:5]}{shown[8:10]}-{shown[5:7]}"
    return exact[:10] in (shown[:10], swapped)


_SPELLED = re.compile(r"[^\W\d_]{3,}\W+\d{1,2}\b")  #: "January 03"


def _date_around_weekday(line: Line, language: str | None) -> str | None:
    """A date with the day of the week in the middle of it, in an element of its own: "15", "Thursday", "Mar 2012"."""
    if len(line.pieces) < 3 or len(line.text) > 40:
        return None
    kept = [text for _, text in line.pieces if words.WEEKDAY.sub("", text).strip()]
    return read_date(squash(" ".join(kept)), language) if len(kept) < len(line.pieces) else None


_CLOSE = 4  #: lines from the title within which a time alone is the post's


def clock(scene: Scene, day: str) -> Claim | None:
    """The time of a day that is shown elsewhere: "posted by Ann at 12:53" below a date heading."""
    for n, line in scene.near[:_NEARBY]:
        text = line.text
        at = words.CLOCK.search(text) if len(text) < 140 else None
        if at and not words.AT.search(text):  # "11:01 am: The old mill"
            rest = f"{text[: at.start()]} {text[at.end() :]}".replace(scene.title or "", " ", 1)
            at = at if n < _CLOSE and letters(rest) in ("", "time") else None
        if at and not read_date(text, scene.language) and not words.NOT_POST.search(text):
            whole = read_date(f"{day} {at[0]}")
            if whole and "T" in whole:
                return Claim(whole, "time in a line near the body", 0.6)
    return None


def day_of(scene: Scene, month: str) -> Claim | None:
    """The day of a month that the address tells, shown without its year: "08" above "Mar", or "Mar 8"."""
    for run in (scene.before, scene.inside, scene.after):
        for at, size in ((at, size) for at in range(len(run)) for size in (1, 2)):
            text = words.CLOCK.sub(" ", " ".join(line.text for line in run[at : at + size])).strip(" ,.@")
            if not 3 < len(text) < 24 or not any(map(str.isdigit, text)) or text.isdigit():
                continue
            day = read_date(f"{text} {month[:4]}", scene.language)
            if day and day.startswith(month):
                return Claim(day[:10], "day shown, month of the address", 0.6)
    return None


def stacked(scene: Scene) -> Claim | None:
    """A day whose parts stand on short lines below each other: "2012" and "03/15", or "15", "Mar", "2012".

    Or what holds them tells the whole in its title.
    """
    for run in (scene.before, scene.inside, scene.after):
        short = (line.pieces[0][0] for line in run if len(line.text) < 6)
        holders = (node.get("title") for el in short for node in (el, el.getparent()) if node is not None)
        if exact := next((day for title in holders if title and (day := read_iso(title))), None):
            return Claim(exact, "title of lines near the body", 0.6)
        for at, size in ((at, size) for at in range(len(run)) for size in (2, 3)):
            parts = [line.text.strip(" ,./") for line in run[at : at + size]]
            years = [p for p in parts if _YEAR.fullmatch(p)]
            if len(years) != 1 or any(not 0 < len(p) < 12 for p in parts):
                continue
            rest = [p for p in parts if p not in years]
            day = read_date(f"{' '.join(rest)} {years[0]}", scene.language) or read_date(
                "/".join([*years, *rest])
            )
            if day:
                return Claim(day[:10], "lines near the body", 0.6)
    return None


_YEAR = re.compile(r"(?:19|20)\d\d")


# ---- author -------------------------------------------------------------------------------------------


MOST_SURE = 0.75  #: of all bylines the one that is a link to what its author wrote


def authors(scene: Scene) -> Iterator[Claim]:
    """Names in bylines around the body: links to an author's page, then what follows "by"."""
    for n, line in scene.near[: 2 * _NEARBY]:
        text = line.text if len(line.text) <= 160 else _first_cell(line.text)
        if (
            not (1 if not text.isascii() else 2) < len(text) < 300
            or _is_anothers(text)
            or fold(text) == fold(scene.title)
        ):
            continue
        if scene.title and dated_or_counted(text, scene.title):
            continue
        if any("#comment-" in (above_link.get("href") or "") for above_link in _links_around(line)):
            continue  # "Ann on The old mill": a list of the newest comments
        linked = tuple(_author_links(line, line in scene.edges))
        if linked and not _is_menu(line, text, [a for _, a in linked], scene):
            people = tuple(Author(name, scene.page.absolute(a.get("href"))) for name, a in linked)
            alone = line not in scene.edges or words.BY.search(text) or _says_but(line, linked[0][0])
            yield Claim(people, "byline link", (MOST_SURE if alone else 0.66) - 0.01 * n)
            return  # what is farther away is less sure
        whole = len(text) > 2 or any(
            words.PROFILE_HREF.search(a.get("href") or "") for a in _links_around(line)
        )
        classed = _author_class(line, scene) if n < 12 and whole else None
        if classed:
            yield Claim((Author(classed),), "byline class", 0.68 - 0.01 * n)
        found = words.BY.search(text)
        if not found:
            beside = _beside_clock(text) or _beside_date(line, scene)
            if beside:
                yield Claim((Author(beside),), "byline beside the date", 0.55 - 0.01 * n)
        elif named := _named_by(line, text, found, scene):
            dated = bool(read_date(text, scene.language))
            sure = 0.7 if dated or found.start() < 3 else 0.5
            # "By doing this on a mill we find ..."
            small = len(text) > 60 and named[:1].islower() and not _HANDLE.fullmatch(named)
            sure -= (0.2 if dated else 0.4) if small else 0.12 if n > 8 else 0
            if sure - 0.01 * n > 0.35:
                yield Claim(_people(named, line, scene.page), "byline", sure - 0.01 * n)


def _named_by(line: Line, text: str, by: re.Match[str], scene: Scene) -> str | None:
    """The name behind "by" and its like, where these begin a byline and no sentence."""
    before = text[: by.start()]
    if _PICTURE.search(text[: by.start() + 1]) or in_code(line.pieces[0][0]):
        return None
    if len(text) > 160 + by.start() or (line in scene.edges and not _opens(_unfiled(line, before), scene)):
        return None
    named = None if _in_sentence(before, scene) else _name_after(text[by.end() :], scene.language)
    says_more = by.start() > 3 or letters(named) != letters(text[by.end() :])
    if says_more and all(
        any(map(_leads_to_text, _links_around(Line([p])))) for p in line.pieces if letters(p[1])
    ):
        return None  # the title of another post
    return _linked_alone(line, named) if named else None


def _leads_to_text(a: Element) -> bool:
    return not (words.AUTHOR_HREF.search(a.get("href") or "") or "author" in (a.get("rel") or ""))


#: who took the picture wrote nothing
_PICTURE = re.compile(
    r"(?:^|\b)(?:photo(?:graph)?s?|images?|pictures?|illustrations?|fotos?|bild(?:er)?|imagen|imagem|cover|header)\s*:?\s*$",
    re.I,
)


def _is_menu(line: Line, text: str, authors: list[Element], scene: Scene) -> bool:
    """Do links beside the person's, and no "by" and no day, make a line a site's menu: "Feed • My events"?"""
    hrefs = [
        scene.page.absolute(a.get("href")) or "" for a in authors if "author" not in (a.get("rel") or "")
    ]
    if len(hrefs) < len(authors) or any(same_host(href, scene.page.url) for href in hrefs):
        return False
    others = [a for a in _links_around(line) if a not in authors and not _of_term(a)]
    return bool(others) and not words.BY.search(text) and not find_dates(text, scene.language)


def _says_but(line: Line, name: str) -> bool:
    """Does a line of the text name a person and nothing else? "Kabir at the Poets' Corner" signs no post."""
    return letters(line.text) == letters(name)


def _linked_alone(line: Line, named: str) -> str:
    """The name without a term behind it, or the words behind the link that it is: "by Ann no comments"."""
    for el, text in line.pieces:
        if named.endswith(f" {squash(text)}") and _of_term(el):
            named = named.removesuffix(squash(text)).rstrip(" ,:")
    classed = (squash(text) for el, text in line.pieces if _is_author(el.get("class") or ""))
    if alone := next((text for text in classed if named.startswith(f"{text} ") and person(text)), None):
        return alone  # the word behind it stands in an element of its own: "by Ann on"
    linked = (squash(text) for el, text in line.pieces if any(e.tag == "a" for e in (el, *above(el, 1))))
    names = (text for text in linked if text and named.startswith(f"{text} ") and person(text))
    rests = ((name, named.removeprefix(name).strip()) for name in names)
    return next(
        (name for name, rest in rests if words.COMMENTING.search(rest) or _NONE.fullmatch(rest)), named
    )


#: what is left of "no comments" where the name ends before "comments"
_NONE = re.compile(r"no|keine?|aucun|sin|sem|nessun|geen|brak|inga?|ingen|нет", re.I)


def _first_cell(text: str) -> str:
    """The name's own cell of a byline that goes on with all of a post's terms: "By Ann | May 6 | Filed in ..."."""
    cell = _CELLS.split(text, maxsplit=1)[0]
    return cell if len(cell) < 80 and words.BY.match(cell) else text


def _in_sentence(before: str, scene: Scene) -> bool:
    """Do other words than a byline's stand before its "by": "the research group led by Ann"?"""
    said = before.removeprefix(scene.title or "").rstrip()
    if len(said.split()) < 4 or said[-1] in "|•·,/(–—-:.»":
        return False
    if words.PUBLISHED.search(said) or words.FILING.match(said):
        return False
    return not find_dates(said, scene.language)


def _unfiled(line: Line, before: str) -> str:
    """The words before a "by" without the terms among them: "House — posted by Ann"."""
    for el, text in line.pieces:
        if (said := squash(text)) and said in before and _of_term(el):
            before = before.replace(said, " ", 1)
    return before


def _opens(before: str, scene: Scene) -> bool:
    """Does a line in the text begin with its "by", a day before it, or what was written: "Post written by Ann"?"""
    dates = find_dates(before, scene.language) if any(map(str.isdigit, before)) else []
    for start, end, _ in reversed(dates):
        before = f"{words.WEEKDAY.sub('', before[:start])} {before[end:]}"
    return letters(words.CLOCK.sub("", before)) in _OPENINGS


_OPENINGS = frozenset(
    ("", "post", "guestpost", "article", "story", "entry", "text", "words", "this", "guest")
)


_AT_CLOCK = re.compile(
    r"^(?P<posted>[^@|—–:]{2,40}?)\s+(?:posted|wrote|published)\s+this\b"
    r"|(?:^|[—–-]{1,2})\W{0,3}(?P<clocked>[^@|—–]{2,40}?)\s*(?:@|(?<=\s)at(?=\s))\s*\d{1,2}[:.]\d\d"
)


def _beside_clock(text: str) -> str | None:
    """The name in "— Ann @ 10:26 pm", as WordPress's first themes print it, or in "Ann posted this entry"."""
    found = _AT_CLOCK.search(text)
    if found and found["clocked"] and len(text) > found.end() + 25 and not _is_filed_there(text, found.end()):
        return None  # "Ann was asleep at 7:45 tonight, leaving ..."
    name = person(found["posted"] or found["clocked"]) if found else None
    return name if name and _NAME_LIKE.match(name) and not words.NO_NAME.match(name) else None


def _is_filed_there(text: str, end: int) -> bool:
    """Does the line that holds a name and a clock tell where the post is filed, before or behind these?"""
    return bool(words.FILING.match(text) or _FILED.match(text[end:]))


_FILED = re.compile(r"\W*(?:[ap]\.?m\b)?(?:\s+on\b.{6,40}?)?\W*(?:filed|tagged|posted|under|in)\b", re.I)
_CELLS = re.compile(r"\s*[|•·]\s*|\s+[/–—-]\s+")
_BRACES = re.compile(r"[{}]")
_BARS = re.compile(r"\s*[|•·]\s*")  # a sentence may have dashes


def _fields(line: Line) -> Iterator[str]:
    """The words of fields with nothing between them, where a picture alone may stand beside them in each."""
    for el, text in line.pieces:
        field = el.tag == "span" and el.get("class") and letters(words_in(el)) == letters(text)
        if field and text.strip() and "&" not in text:
            yield text


def _is_meta(line: Line, levels: int = 1) -> bool:
    """Does a line stand in what a theme calls a post's data: "post-meta-top"?"""
    el = line.pieces[0][0]
    return any(_META_CLASS.search(x.get("class") or "") for x in (el, *above(el, levels)))


_META_CLASS = re.compile(r"(?:^|[\s_-])(?:meta|info|byline|details?)(?=$|[\s_-])", re.I)


def _around_day(text: str, language: str | None) -> Iterator[str]:
    """The words of "Ann Lee, May 6, 2010" and the day, where a name is all that stands beside it."""
    days = find_dates(text, language)
    if len(days) == 1:
        start, end, _ = days[0]
        before, behind = words.WEEKDAY.sub("", text[:start]).rstrip(" ,"), text[end:].lstrip(" ,")
        name = before or behind
        named = "," not in name and not any(word[0].islower() for word in name.split())
        if named and not is_weekday(name) and bool(before) is not bool(behind):
            yield from (name, text[start:end])


def _beside_date(line: Line, scene: Scene) -> str | None:
    """The name in "admin | November 22, 2009 | 3 comments": a short cell beside one that is a date."""
    text = line.text
    apart = _BARS if line in scene.edges else _CELLS
    cells = [c for c in apart.split(_BRACES.sub(" ", text)) if c.strip()]
    if len(cells) < 2:
        cells = [*_fields(line)]
    if len(cells) < 2 and _is_meta(line):
        cells = [*_around_day(text, scene.language)]
    if not 2 <= len(cells) <= 5 or len(text) > 120 or not read_date(text, scene.language):
        return None
    terms = {
        fold("".join(el.itertext()))
        for el in _links_around(line)
        if (
            words.CAT_HREF.search(href := el.get("href") or "")
            or words.TAG_HREF.search(href)
            or words.TERM_REL.search(el.get("rel") or "")
            or words.ALL_TERMS.search(href)
            or kind_of(scene.page.absolute(href) or "") == "post"
        )
    }
    days = [text[start:end] for start, end, _ in find_dates(text, scene.language)]
    for cell in cells:
        name = person(cell)
        if (
            not name
            or any(name in day for day in days)  # "1 / January / 2000"
            or len(name) > 40
            or len(name.split()) > 4
            or any(c.isdigit() or c in ':："“„«' for c in name)
            and not _HANDLE.fullmatch(name)
            or words.NO_NAME.match(name)
        ):
            continue
        talk = words.COMMENTING.search(cell) or comment_count(cell) is not None or words.FILING.match(cell)
        filed = terms.issuperset(map(fold, cell.split(", "))) or _is_filed(fold(cell), terms)
        told = (
            talk
            or filed
            or fold(name.rstrip(".,;")) in terms
            or is_sentence(name)
            or read_date(cell, scene.language)
        )
        if not told:
            return name
    return None


def _is_filed(cell: str, terms: Collection[str]) -> bool:
    """Is a cell a label and a term: "分类于 技术"?"""
    labels = (cell.removesuffix(term) for term in terms if term and cell.endswith(term))
    return any(pattern.search(label) for label in labels for _, pattern in words.LABELS)


def _name_after(rest: str, language: str | None) -> str | None:
    if several := _SEVERAL.match(rest):
        return several[1]
    if offer := _OFFER.search(rest):
        rest = rest[: offer.start()]
    name = words.END.split(rest, maxsplit=1)[0]
    dates = find_dates(rest, language) if any(map(str.isdigit, rest)) else []
    if dates and 1 < dates[0][0] < len(name):  # "by Ann Miller June 4, 2007"
        name = rest[: dates[0][0]].rstrip(" ,|•·●▪–—-")
    if not name.strip() or re.match(r"\s*(?:on|at|in|am|um|the|le|el)\b", name, re.I) or len(name) > 60:
        return None
    if (
        len(name.split()) > 6
        or any(c.isdigit() for c in name[:1])
        or name[:1].islower()
        and len(name.split()) > 2
    ):
        return None
    found = person(name)
    if found and (words.NO_NAME.fullmatch(found) or words.IDIOM.fullmatch(found) or is_sentence(found)):
        return None
    return found


#: names of a person in full: words that begin large, and the small ones between them
FULL_NAME = (
    r"[^\W\d_a-zà-ÿа-я][\w'’.-]*(?:\s+(?:de|da|von|van|der|den|di|la|le|[^\W\d_a-zà-ÿа-я][\w'’.-]*)){1,3}"
)
#: three persons or more, with commas between them
_SEVERAL = re.compile(
    rf"\s*({FULL_NAME}(?:,\s+{FULL_NAME})+,?\s+(?:and|und|et|y|e|&)\s+{FULL_NAME})(?=\s*(?:$|[|·•,–—-]|\bon\b|\d))"
)
_OFFER = re.compile(rf"\s(?:{words.OFFER})", re.I)
#: a name at a community, which no heading and no term looks like: "bob_77"
_HANDLE = re.compile(r"[^\W\d_A-Z]\w*?(?:_\w+|\d{2,})")
_NAME_LIKE = re.compile(
    r"^(?:(?:Dr|Mr|Mrs|Ms|Prof)\.?\s+)?[^\W\d_][\w'’.-]*(?:\s+(?:[^\W\d_][\w'’.-]*|&|and)){0,4}$"
)


#: classes of a whole post, which may tell its author, too: "hentry author-ann", "x_entry x_entry_author_ann"
_WHOLE_POST = re.compile(r"(?:^|\s)(?:hentry|post|(?:[a-z]+_)?entry)(?=\s|$)|_entry_author_")


def _author_class(line: Line, scene: Scene) -> str | None:
    """The name in an element classed as a byline."""
    for el, text in line.pieces:
        if (
            text.strip()
            and el.tag != "label"
            and (not _is_term(el) or _is_author(el.get("class") or ""))
            and (
                any(
                    _is_author(x.get("class") or "") and not _WHOLE_POST.search(x.get("class"))
                    for x in (el, *above(el, 2))
                    if x is not scene.body
                )
                or any(
                    words.PERSON_ICON.search(i.get("class") or "")
                    for i in el.iterchildren("i", "span", "svg")
                )
            )
        ):
            name = person(text)
            if (
                name
                and len(name) <= 50
                and _NAME_LIKE.match(name)
                and not words.NO_NAME.match(name)
                and not is_sentence(name)
                and not read_date(text, scene.language)
                and comment_count(text) is None
            ):
                return name
    return None


def _of_term(el: Element) -> bool:
    """Do an element's words link to a category or tag, by itself or what holds it?"""
    return any(map(_is_term, (el, *above(el, 1))))


def _is_term(el: Element) -> bool:
    """Does a word in a byline link to a category or tag?"""
    return el.tag == "a" and bool(
        words.TERM_REL.search(el.get("rel") or "")
        or words.CAT_HREF.search(el.get("href") or "")
        or words.TAG_HREF.search(el.get("href") or "")
    )


def first_block(a: Element) -> str:
    """What a link says, or the first block in it: the name in a card of name and role."""
    blocks = (squash(words_in(e)) for e in a.iterdescendants("p", "div", "h3", "h4") if not len(e))
    told = [said for said in islice(blocks, 8) if said]
    return told[0] if len(told) > 1 else squash(words_in(a))


_ACCOUNT = re.compile(r"/user/(?:register|log-?in|password)\b")


def is_site_title(el: Element) -> bool:
    """Is it classed as the site's name? Jekyll's first theme marks it as an author."""
    return bool(_SITE_TITLE.search(el.get("class") or ""))


_SITE_TITLE = re.compile(r"(?:^|\s)(?:(?:site|blog)[-_]?(?:title|name)|logo|brand)(?:\s|$)")


def _author_links(line: Line, in_text: bool) -> Iterator[tuple[str, Element]]:
    """The names in a line that link to what the blog keeps of its authors, and these links."""
    seen: set[Element] = set()
    named: set[str] = set()
    if in_text and len({host(a.get("href") or "") for a in _links_around(line)} - {""}) > 1:
        return  # "Buy it from Ann, Bo or Cleo"
    for el, text in line.pieces:
        a = next((x for x in (el, *el.iterancestors()) if x.tag == "a"), None) if text.strip() else None
        if a is None or a in seen or not a.get("href"):
            continue
        seen.add(a)
        rel = (a.get("rel") or "").lower().split()
        href, told = a.get("href").lower(), "author" in rel and not is_site_title(a)
        if "#" in href or not {"prev", "previous", "next"}.isdisjoint(rel):
            continue  # a place on a page, or another post, whatever its address is called
        if not told and (not _AUTHOR_PAGE.search(href) or words.ALBUM_HREF.search(href)):
            continue
        if _ACCOUNT.search(href):
            continue
        name = person(_undated(first_block(a)))
        byline = told or not (in_text and len(line.text) > 100)  # a text may link to anybody
        if (
            name
            and byline
            and not date_only(name)
            and (told or len(name.split()) < 6)
            and not words.NO_NAME.match(name)
        ):
            if name not in named:
                yield name, a
            named.add(name)


def _undated(text: str) -> str:
    """A byline's words up to its day: a link may hold both."""
    dates = find_dates(text) if any(map(str.isdigit, text)) else []
    if not dates or dates[0][0] < 3:
        return text
    start = dates[0][0]
    return text[:start] if not text[start - 1].isalnum() else text[: text.find(" ", start)]  # "Ann1 on May 6"


_AUTHOR_PAGE = re.compile(r"/authors?[/-][^/]+|[?&]author=|/user/\w|/people/|/profile/|/member/")


def _links_around(line: Line) -> Iterator[Element]:
    return (x for el, _ in line.pieces for x in (el, *above(el, 2)) if x.tag == "a")


def _people(name: str, line: Line, page: Page) -> tuple[Author, ...]:
    for el, text in line.pieces:
        a = el if el.tag == "a" else el.getparent()
        if a is not None and a.tag == "a" and a.get("href") and fold(read_name(text)) == fold(name):
            return (Author(name, page.absolute(a.get("href"))),)
    return (Author(name),)


def above(el: Element, levels: int) -> Iterator[Element]:
    return islice(el.iterancestors(), levels)
