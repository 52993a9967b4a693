"""What a page's headings say, weighed by its window's title. Never a platform's selector."""

import re
from collections.abc import Iterator
from itertools import islice
from unicodedata import combining, normalize
from urllib.parse import unquote

from scraper import words
from scraper.clean import hidden as unseen
from scraper.dates import date_only, find_dates, find_yearless, month_of
from scraper.evidence import Claim
from scraper.fields import at_edge, fold, letters, once, squash, title_parts, without_sign
from scraper.furniture import among_others
from scraper.page import Page
from scraper.select import TITLE_HEADINGS, Element, in_code, words_in
from scraper.standing import in_head, standing
from scraper.urls import date_in, host, kind_of, same_page

_TITLE_PIECES = ("tit", "head", "subject")
_is_title = once(words.TITLE_CLASS.search, *_TITLE_PIECES)


def headings(page: Page, hidden: set[Element]) -> list[tuple[Element, str]]:
    """Headings and elements classed as titles, outside comments and columns, with their text."""
    index = page.index
    named = [c for c in index.classes_like(*_TITLE_PIECES) if _is_title(c)]
    els = {e for tag in TITLE_HEADINGS for e in index.by_tag.get(tag, ())}
    titled = (e for c in named for e in index.by_class[c] if e.tag in _TITLE_TAGS and not in_code(e))
    els.update(e for e in titled if next(e.iter(*TITLE_HEADINGS), None) is None)  # else what is in it speaks
    found = []
    for el in sorted(els - hidden, key=index.order.__getitem__):
        text = heading_words(el)
        if 0 < len(text) <= 300:
            found.append((el, text))
    seen = [pair for pair in found if not any(map(unseen, pair[0].iterancestors("div", "section", "form")))]
    return seen or found


def heading_words(el: Element) -> str:
    """What a heading says, without an element at one of its ends that tells the day, or leads to the comments."""
    if (crumb := _behind_crumb(el)) is not None:
        return without_sign(words_in(crumb))
    text = words_in(el)
    for drawn in islice(el.iter("svg"), 4) if len(el) else ():
        text = text.replace(words_in(drawn), " ", 1)  # its styles and its name are no words
    text = without_sign(text)
    for child in reversed(el):
        badge = child.tag == "aside" or _BADGE.search(child.get("class") or "")
        if (child.tail or "").strip() or not badge:
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


def _behind_crumb(el: Element) -> Element | None:
    """The link to the post itself behind one to the list that it is of: "The blog > The old mill"."""
    links = [*islice(el.iterchildren("a"), 3)]
    if len(links) != 2 or len(el) != 2 or (el.text or "").strip() or (links[1].tail or "").strip():
        return None
    return links[1] if (links[0].tail or "").strip() in (">", "»", "›", "/", "→") else None


#: what a theme sticks to a title: "64" in a bubble, "Recently updated!", the site's name for those who cannot see
_BADGE = re.compile(
    r"(?:^|[\s_-])(?:comments?-link|comment-bubble|label|badge|notice|element-invisible|sr-only|visually-?hidden|screen-reader-text)"
    r"(?=$|[\s_-])",
    re.I,
)
_TO_COMMENTS = re.compile(r"#(?:comments?|respond|reply|disqus_thread)(?:-\d+)?$")


#: What the site says of itself below its name, and its menu: headings on every page of some themes.
_TAGLINE = re.compile(
    r"(?:^|\s)(?:menu-toggle|(?:site|blog)?[-_]?(?:tag-?line|slogan)|(?:site|blog)[-_]?description)(?=\s|$)",
    re.I,
)
_TITLE_TAGS = frozenset(["div", "span", "p", "a", "td", "strong", "font", "b"])


def titles(page: Page, hidden: set[Element], sites: list[str]) -> Iterator[Claim]:
    """Headings weighed by the window's title: what is a part of both is the post's."""
    parts, edges, named = _parts(page, sites)
    sizes = {letters(p): len(letters(p)) for p in parts}
    window, site_names = letters(page.title_text), set(map(fold, sites))
    found, seen, best = headings(page, hidden), 0, 0.0
    dated: Element | None = None  #: the heading before it, where that is a day
    exact = sizes.keys() & {letters(text) for _, text in found}
    firsts = [el for el, _ in found if el.tag == "h1"]
    tracked = letters(page.trackback.get("title"))
    empty = _EMPTY_SLOT.search(page.title_text) is not None and not parts
    on_text = _on_text(page, found, sizes, exact)
    for el, text in found:
        key = letters(text)
        below_day, dated = dated is not None and el.getprevious() is dated, el if _is_day(text) else None
        named_alike = fold(text) in site_names and not leads_here(el, page)
        if named_alike or _is_no_title(page, el, text, key in window, key in sizes):
            continue
        if part := _part_in(el, text, parts) if key not in sizes else None:
            text, sure = part, 0.84
        elif tracked and key == tracked:
            sure = 0.95  # though the window says the site's name on all its pages
        elif told := _told_by_window(page, el, text, sizes, exact):
            sure = told if el in on_text else min([told, *(s - 0.05 for s in on_text.values())])
        else:
            sure = 0.3 + 0.05 * (el.tag == "h1") - 0.02 * min(seen, 5)
            if not exact and firsts == [el] and len(text.split()) > 3:
                sure += 0.27  # the page's one headline, though the window says it in other words
            elif below_day or (_is_title(el.get("class") or "") and (el.tag in TITLE_HEADINGS or not parts)):
                sure += 0.2  # what is no heading may be a slogan, where the window says otherwise
        sure = max(on_text.get(el, 0.0), _told_by_address(page, el, text, key in sizes, not exact, sure))
        if sure < 0.94 and el.tag in TITLE_HEADINGS and _has_permalink(page, el):
            sure = 0.94  # though the window says the site's name on all its pages
        seen += 1
        own = _own_link(page, el)
        if own is not None and not among_others(page.index, el):
            # "The old mill (3 comments)": what links to this very page is the title
            said = heading_words(own)
            own_words = letters(said) not in ("", letters(text)) and not _tells_when(said)
            known = {key, letters(said)} & sizes.keys()
            sure = max(sure, 0.92 if known else 0.9 if _is_bookmark(own) else 0.83)
            text = said if own_words else text
        if sure < 0.4 and empty:
            continue  # a part of the text
        best = max(best, sure)
        yield Claim(text, f"heading {el.tag}", sure)
    if best < SURE:  # else nothing of these is as sure
        yield from _unmarked(page, hidden, {letters(p) for p in parts if len(p) > 3})
        yield from _permalinks(page, hidden, sites)
        yield from _window(page, parts, named, edges)


def _on_text(
    page: Page, found: list[tuple[Element, str]], sizes: dict[str, int], exact: set[str]
) -> dict[Element, float]:
    """The heading that stands on the text, where the window says no other, but the site's name in the head."""
    told = {el for el, text in found if letters(text) in sizes}
    if not all(map(in_head, told)):
        return {}
    below = [
        (el, text) for el, text in found if el not in told and not in_head(el) and not home_link(page, el)
    ]
    on_text = standing([el for el, _ in below])
    others = ((el, text) for el, text in below if el not in on_text)
    said = not on_text or any(_told_by_window(page, el, text, sizes, exact) for el, text in others)
    said = said or max(on_text.values()) < 0.6 and _is_printed(page, sizes)  # in a line that is no heading
    return {} if said else on_text


def _is_printed(page: Page, sizes: dict[str, int]) -> bool:
    """Does a line that is no link say a part of the window's title, below the page's own head?"""
    lines = (e for tag in _LINES for e in page.index.by_tag.get(tag, ()) if e.text and len(e.text) < 300)
    return any(letters(e.text) in sizes and not in_head(e) for e in lines)


_LINES = ("div", "p", "span", "header", "td", "strong", "b", "font", "h5", "h6")


def _parts(page: Page, sites: list[str]) -> tuple[list[str], list[str], set[str]]:
    """What of the window's title may be the post's, what of it stands beside the site's name, and its spellings."""
    # "– The site" where the post has no title; "india . ann . example - The mill"
    named = {"", *map(letters, sites), letters(host(page.url))}
    edges = list(filter(None, (at_edge(site, page.title_text) for site in sites)))
    parts = [p for p in (*title_parts(page.title_text), *edges) if letters(p) not in named]
    if words.ARCHIVE_LABEL.search(page.title_text):  # "The site » Blog Archive » The mill"
        edges = [words.ARCHIVE_LABEL.sub("", f"» {edge}").strip("» ") for edge in edges]
        parts = [p for p in parts if not words.ARCHIVE_LABEL.search(f"» {p} »") or is_slug(p, page.url)]
    return parts, [edge for edge in edges if edge in parts], named


def is_empty(el: Element) -> bool:
    """Does a heading say nothing, and show nothing?"""
    return not squash(words_in(el)) and next(el.iter("img", "svg", "picture"), None) is None


def leads_here(el: Element, page: Page) -> bool:
    """Does a heading link to the page itself, or say that it links to a post? Then it is no site's name."""
    return _own_link(page, el) is not None or any(map(_is_bookmark, el.iter("a")))


def _is_bookmark(a: Element) -> bool:
    return "bookmark" in (a.get("rel") or "").lower()


def _told_by_window(
    page: Page, el: Element, text: str, sizes: dict[str, int], exact: set[str]
) -> float | None:
    """How sure a heading is of which the window's title says the same, most of it, or more."""
    key, window = letters(text), letters(page.title_text)
    if key in sizes:
        sure = 0.72 + 0.18 * sizes[key] / (len(window) or 1) + 0.03 * (el.tag == "h1")
        away = home_link(page, el) or (sizes[key] == len(window) and _links_away(page, el))
        away = away or (len(exact) > 1 and _links_up(page, el))
        return float(sure - 0.35 if away else sure)
    if _alike(text, page.title_text):
        longer = any(len(one) >= len(key) for one in exact)  # it says all that the window does
        first = el.tag == "h1" and not (longer or _says_more(page, el, exact) or home_link(page, el))
        return 0.88 if first else 0.42 if _is_among_paragraphs(el) else 0.6
    if len(key) > 8 and (key in window or any(len(k) > 12 and _begins_or_ends(key, k) for k in sizes)):
        return 0.34 if _links_up(page, el) else 0.7
    return None


def _told_by_address(page: Page, el: Element, text: str, known: bool, alone: bool, sure: float) -> float:
    """How sure a heading is of which the page's address is made; ``alone``: none says a part of the window's title."""
    key = letters(text)
    if is_slug(text, page.url) and is_slug(text, _target(page, el) or page.url):
        whole_heading = known and next(el.iterancestors("h1", "h2", "h3"), None) is None
        # what its address says, too, was the headline; the window may say what is written for search engines
        long = 0.86 if el.tag == "h1" and len(text.split()) > 3 else 0.79
        return max(sure + 0.08, 0.93 * whole_heading, long if len(key) > 20 else 0.72)
    return max(sure, 0.66) if alone and _begins_slug(key, page.url) else sure


def _is_among_paragraphs(el: Element) -> bool:
    """Does a paragraph of some length stand right before it? Then it is the text's own, were it like the title."""
    before = el.getprevious()
    return before is not None and before.tag == "p" and len(squash(words_in(before))) > _PARAGRAPH


_PARAGRAPH = 40  # characters
SURE = 0.7  #: what is said by more than a heading alone


def _window(page: Page, parts: list[str], named: set[str], edges: list[str]) -> Iterator[Claim]:
    """What the window's title says, where no heading says it better; ``edges``: beside the site's name."""
    if _EMPTY_SLOT.search(page.title_text):
        return  # "The site :" where a post's title could not be printed
    if parts:
        whole = [p for p in parts if p == page.title_text and ": «" in p]  # what is named so behind a colon
        own = [p for p in parts if is_slug(p, page.url)]
        best = max(
            own or parts[:1] + whole + edges + [p for p in parts if _separable(p, page.title_text)], key=len
        )
        yield Claim(best, "window title", 0.45)
    elif letters(page.title_text) not in named and not words.ARCHIVE_LABEL.search(page.title_text):
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
    if (words.FORM_HEADING.match(text) and not part) or is_untitled(text, page) or _is_term(el, text):
        return True
    if known:
        return False
    if words.AROUND_POST.fullmatch(text) and not is_slug(text, page.url):
        return True
    return (
        _names_post(page, el)
        or home_link(page, el)
        or _tells_when(text)
        or bool(words.PERMALINK.fullmatch(text))
        or any(_RESPOND.fullmatch(a.get("id") or "") for a in islice(el.iterancestors(), 3))
        or _is_byline(el, text)
        or _is_tagline(page, el)
    )


def _is_term(el: Element, text: str) -> bool:
    """Is all that it says, but for a day, what the post is filed under? The title may begin with the same words."""
    links = (a for a in (el, *el.iter("a")) if words.TERM_REL.search(a.get("rel") or ""))
    rests = (
        text.replace(said, "", 1).strip() for a in links if (said := squash(words_in(a))) and said in text
    )
    return any(not rest or _tells_when(rest) for rest in rests)


_RESPOND = re.compile(r"respond|comment-?form")
_OVER_COMMENTS = re.compile(
    r"(?:^|\s)(?:comments?(?:[-_]?(?:title|heading|header))?|(?:comment-?)?reply-title)(?:\s|$)"
)


def _is_byline(el: Element, text: str) -> bool:
    """Is a line about the post set as a heading: "May 6, 2010 · No Comments · Tea"?"""
    return any(_TO_COMMENTS.search(a.get("href") or "") for a in el.iter("a")) and bool(find_dates(text))


def _is_tagline(page: Page, el: Element) -> bool:
    """Is it what stands in the page's head right below the site's name: a link home, or a heading of its own?"""
    name = el.getprevious()
    if name is None:
        return False
    around = [*el.iterancestors("div", "header", "td")]
    if home_link(page, name):
        return any(_HEAD.search(f"{a.get('id')} {a.get('class')}") for a in around)
    return name.tag in TITLE_HEADINGS and any(_PAGE_HEAD.fullmatch(a.get("id") or "") for a in around)


_HEAD = re.compile(
    r"(?:^|[\s_-])(?:header|head|masthead|branding|banner|logo)(?=$|[\s_-]|\d)|(?:site|page|blog)-?(?:head|title)",
    re.I,
)
_PAGE_HEAD = re.compile(r"(?:site-?|page-?)?(?:header|head|masthead|branding|banner)", re.I)
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


def _begins_slug(key: str, url: str) -> bool:
    """Is an address cut from a title's first words, or does it add a sign to them: ``/invest-in-romance-tsax``?"""
    own = slug(url)
    cut = len(own) > 11 and key.startswith(own)
    return cut or (len(key) > 11 and own.startswith(key) and len(own) - len(key) < 13)


def _unaccented(key: str) -> str:
    return "".join(c for c in normalize("NFKD", key) if not combining(c))


_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae", "ß": "ss"})


def _unmarked(page: Page, hidden: set[Element], parts: set[str]) -> Iterator[Claim]:
    """Titles of 2003: a line in ``font`` or ``b`` that is a part of the window's title, the last one before all.

    Or a good part of it in a block that is called something, or in a small heading.
    """
    index, window = page.index, len(letters(page.title_text))
    tags = ("font", "big", "b", "strong", "td", "center", *_BLOCKS)
    els = [
        e
        for tag in tags
        for e in index.by_tag.get(tag, ())
        if e.text and e not in hidden and (tag not in _BLOCKS or 2 * len(letters(e.text)) > window)
    ]
    for n, el in enumerate(sorted(els, key=index.order.__getitem__)):
        if letters(el.text) in parts and len(squash(el.text)) < 200:
            all_of_it = n == 0 and letters(el.text) == letters(page.title_text)
            sure = 0.5 + min(n, 50) / 1000 + 0.1 * (el.tag in ("font", "big")) + 0.12 * all_of_it
            yield Claim(squash(el.text), f"line in {el.tag}", sure)


_BLOCKS = ("h5", "h6", "div", "p")


def _own_link(page: Page, el: Element) -> Element | None:
    """The link in a heading that leads to this very page, where that is no index."""
    if kind_of(page.url) == "index":
        return None
    links = (a for a in (el, *el.iter("a")) if a.tag == "a" and "#" not in (a.get("href") or "#"))
    return next((a for a in links if same_page(page.absolute(a.get("href")) or "", page.url)), None)


def _has_permalink(page: Page, el: Element) -> bool:
    """Does the line below a heading link to this very page as its permanent address?"""
    below = next(el.itersiblings(), None)
    links = islice(below.iter("a"), 4) if below is not None and below.tag in ("p", "div", "span") else ()
    told = (a for a in links if words.PERMALINK.fullmatch(squash(words_in(a))))
    return any(same_page(page.absolute(a.get("href")) or "", page.url) for a in told)


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
        named = named and not (
            _tells_when(text) or _PERMALINK.fullmatch(text) or words.PERMALINK.fullmatch(text)
        )
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
    return 0 < len(before) < len(key) and any(letters(words_in(e)) == before for e in el.iterchildren())


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
    target = (_target(page, el) or "").removesuffix("index.html")
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
    """Does a heading link to the site's first page, from another?

    "." is the page itself where a mirror keeps ``/2010/mill`` as ``/2010/mill/index.html``.
    """
    inner = el if el.tag == "a" else next(el.iter("a"), None)
    a = inner if inner is not None else next(el.iterancestors("a"), None)
    href = page.absolute(a.get("href")) if a is not None else None
    if a is None or not href or a.get("href") == "." or _own_link(page, el) is not None:
        return False  # "The site / The old mill"
    return kind_of(href) == "index" and not same_page(href, page.url)
