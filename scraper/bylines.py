"""Who wrote a post, by the lines around it. Never a platform's selector."""

import re
from collections.abc import Collection, Iterator
from itertools import chain, islice

from scraper import words
from scraper.dates import date_only, find_dates, is_weekday, read_date
from scraper.evidence import Claim
from scraper.fields import comment_count, fold, is_sentence, letters, once, person, read_name, squash
from scraper.furniture import among_facts
from scraper.lines import Line
from scraper.page import Page
from scraper.rows import Author
from scraper.scene import NEARBY, Scene, above, is_anothers, is_meta, leads_on, links_around
from scraper.select import Element, in_code, words_in
from scraper.titles import dated_or_counted
from scraper.urls import host, kind_of, same_host, same_page

_is_author = once(words.AUTHOR_CLASS.search)
MOST_SURE = 0.75  #: of all bylines the one that is a link to what its author wrote


def authors(scene: Scene) -> Iterator[Claim]:
    """Names in bylines around the body: links to an author's page, then what follows "by"."""
    for n, line in scene.near[: 2 * NEARBY]:
        text = line.text if len(line.text) <= 160 else _first_cell(line.text)
        if (
            not (1 if not text.isascii() else 2) < len(text) < 300
            or is_anothers(text)
            or fold(text) == fold(scene.title)
        ):
            continue
        if scene.title and dated_or_counted(text, scene.title):
            continue
        if any(_TO_COMMENT.search(a.get("href") or "") or leads_on(a) for a in links_around(line)):
            continue  # "Ann on The old mill": a list of the newest comments; "Before The mill May 6": the post before
        linked = tuple(_author_links(line, line in scene.edges))
        if linked and not _is_menu(line, text, [a for _, a in linked], scene):
            people = tuple(Author(name, scene.page.absolute(a.get("href"))) for name, a in linked)
            alone = line not in scene.edges or words.BY.search(text) or _says_but(line, linked[0][0])
            yield Claim(people, "byline link", (MOST_SURE if alone else 0.66) - 0.01 * n)
            return  # what is farther away is less sure
        whole = len(text) > 2 or any(
            words.PROFILE_HREF.search(a.get("href") or "") for a in links_around(line)
        )
        classed = _author_class(line, scene) if n < 12 and whole else None
        if classed and not (line in scene.edges and _is_one_of_many(line)):
            yield Claim((Author(classed),), "byline class", 0.68 - 0.01 * n)
        apart = line not in scene.edges or is_meta(line, 3)
        if n < 12 and apart and (mailed := _by_mail(line, scene)):
            yield Claim((Author(mailed),), "byline mail link", 0.62 - 0.01 * n)
        found = words.BY.search(text)
        if not found:
            beside = _beside_clock(text) or _on_day(line, scene) or _beside_date(line, scene)
            if beside:
                yield Claim((Author(beside),), "byline beside the date", 0.55 - 0.01 * n)
        elif named := _named_by(line, text, found, scene):
            dated = bool(read_date(text, scene.language) or words.CLOCK.search(text))
            sure = 0.7 if dated or found.start() < 3 else 0.5
            # "By doing this on a mill we find ..."
            filed = any(map(_of_term, links_around(line)))
            small = len(text) > 60 and named[:1].islower() and not (filed or _HANDLE.fullmatch(named))
            sure -= (0.2 if dated else 0.4) if small else 0.12 if n > 8 else 0
            if sure - 0.01 * n > 0.35:
                yield Claim(_people(named, line, scene.page), "byline", sure - 0.01 * n)


def _by_mail(line: Line, scene: Scene) -> str | None:
    """The name that a byline begins with, linked to an address of mail, as Pivot prints it before the day."""
    said = next((el for el, text in line.pieces if text.strip()), None)
    a = next((e for e in (said, *above(said, 2)) if e.tag == "a"), None) if said is not None else None
    if a is None or not _MAILTO.match(a.get("href") or "") or not (name := person(words_in(a))):
        return None
    links = [*links_around(line)]
    told = find_dates(line.text, scene.language) or any(map(_of_term, links))
    told = told or any(same_page(scene.page.absolute(e.get("href")) or "", scene.page.url) for e in links)
    return name if told and _NAME_LIKE.match(name) and not words.NO_NAME.match(name) else None


_MAILTO = re.compile(r"mailto:[^?\s]+@[^?\s]+$", re.I)


def _named_by(line: Line, text: str, by: re.Match[str], scene: Scene) -> str | None:
    """The name behind "by" and its like, where these begin a byline and no sentence."""
    before = text[: by.start()]
    if _PICTURE.search(_unfiled(line, text[: by.start() + 1])) or in_code(line.pieces[0][0]):
        return None
    if len(text) > 160 + by.start() or (line in scene.edges and not _opens(_unfiled(line, before), scene)):
        return None
    first = line.pieces[0][0]
    block = next((x for x in (first, *first.iterancestors()) if x.tag in ("li", "p", "dd")), first)
    if line in scene.edges and (among_facts(block) or _is_of_book(line, scene)):
        return None  # who painted the picture or wrote the book that the post is about
    rest, sentence = text[by.end() :], _in_sentence(before, scene)
    named = None if sentence else _set_apart(line, rest) or _name_after(rest, scene.language)
    says_more = by.start() > 3 or letters(named) != letters(text[by.end() :])
    if says_more and all(
        any(map(_leads_to_text, links_around(Line([p])))) for p in line.pieces if letters(p[1])
    ):
        return None  # the title of another post
    return _linked_alone(line, named) if named else None


def _is_of_book(line: Line, scene: Scene) -> bool:
    """Does a line beside it tell who published a book, or its price?"""
    at = scene.edges.index(line)
    return any(_BOOK.match(ln.text) for ln in scene.edges[max(0, at - 1) : at + 2])


_BOOK = re.compile(
    r"\W*(?:出版社?|出版日期|译者|譯者|定[价價]|页数|isbn|publisher|verlag|éditeur|editorial)\s*[:：]", re.I
)
_TO_COMMENT = re.compile(r"#comment-\d")


def _leads_to_text(a: Element) -> bool:
    return not (words.AUTHOR_HREF.search(a.get("href") or "") or "author" in (a.get("rel") or ""))


#: who took the picture wrote nothing
_PICTURE = re.compile(
    r"(?:^|\b)(?:photo(?:graph)?s?|images?|pictures?|illustrations?|fotos?|bild(?:er)?|imagen|imagem|cover|header|videos?|film(?:ed)?|music|musik|design(?:ed)?|artwork|animation|host(?:ed|ing)|powered|themes?|templates?|layout|skin|coded|developed)\s*:?\s*$",
    re.I,
)


def _is_menu(line: Line, text: str, authors: list[Element], scene: Scene) -> bool:
    """Do links beside the person's, and no "by" and no day, make a line a site's menu: "Feed • My events"?"""
    hrefs = [
        scene.page.absolute(a.get("href")) or "" for a in authors if "author" not in (a.get("rel") or "")
    ]
    if len(hrefs) < len(authors) or any(same_host(href, scene.page.url) for href in hrefs):
        return False
    others = [a for a in links_around(line) if a not in authors and not _of_term(a)]
    return bool(others) and not words.BY.search(text) and not find_dates(text, scene.language)


def _says_but(line: Line, name: str) -> bool:
    """Does a line of the text name a person and nothing else? "Kabir at the Poets' Corner" signs no post."""
    return letters(line.text) == letters(name)


def _set_apart(line: Line, rest: str) -> str | None:
    """The name behind "by" in an element of its own, where braces or small words follow: "Ann (Annie) Lee"."""
    for el, text in line.pieces:
        said = squash(text)
        if not said or not rest.startswith(said) or not any(e.tag in _APART for e in (el, *above(el, 1))):
            continue
        name, behind = person(said), rest[len(said) :].lstrip()
        small = behind[:1].islower() and el.tag in _APART and _NAME_LIKE.match(said)
        if name and " " in said and ("(" in said or small) and not words.NO_NAME.match(name):
            return name
    return None


_APART = frozenset(("a", "strong", "b"))


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
    r"|(?:^|[—–-]{1,2})\W{0,3}(?P<clocked>[^@|—–]{2,40}?)\s*(?:@|(?<=\s)at(?=\s))\s*\d{1,2}(?:[:.]|\sh\s)\d\d"
    r"|(?:日志|日誌|文章|本文|原文)\s?由\s*(?P<told>[^\s，。,|].{0,30}?)\s*(?:[于於在]\s*\d|发[表布]|發[表布]|撰写|撰寫)"
)


def _beside_clock(text: str) -> str | None:
    """The name in "— Ann @ 10:26 pm", as WordPress's first themes print it, "Ann posted this", "该日志由 Ann 于"."""
    found = _AT_CLOCK.search(text)
    if found and found["clocked"] and len(text) > found.end() + 25 and not _is_filed_there(text, found.end()):
        return None  # "Ann was asleep at 7:45 tonight, leaving ..."
    name = person(found["posted"] or found["clocked"] or found["told"]) if found else None
    return name if name and _NAME_LIKE.match(name) and not words.NO_NAME.match(name) else None


def _on_day(line: Line, scene: Scene) -> str | None:
    """The name in "Ann Lee on May 6, 2010 | Filed under ..." or "Ann wrote on May 6, 2010": all before the day."""
    if line in scene.edges and not is_meta(line):
        return None  # "Ann Lee on May 6, 2010" may be what a text is about
    days = find_dates(line.text, scene.language) if any(map(str.isdigit, line.text)) else []
    said = _ON.fullmatch(words.WEEKDAY.sub("", line.text[: days[0][0]])) if days else None
    if not said or not _ON_ENDS.match(words.CLOCK.sub("", line.text[days[0][1] :])):
        return None
    name = said["name"]
    alone = is_meta(line) and name.istitle() and said["on"] == "on"
    if not (said["wrote"] or alone or _FULL.fullmatch(name)):
        return None  # "Erstellt am 6. Mai 2010"
    no_name = (_NO_WRITER.match, words.NO_NAME.match, words.UPDATED.search, words.PUBLISHED.search)
    return None if any(told(name) for told in no_name) else person(name)


_ON = re.compile(
    r"\W*(?P<name>[^\W\d_][^|•·:@()]{1,39}?)\s+"
    r"(?:(?P<wrote>posted|wrote|writes|published|schrieb|schreef|skrev|escribió|escreveu|ha\s+scritto|a\s+écrit|napsala?)(?:\s+this)?\s+)?"
    r"(?P<on>on|am|le|el|il|em|op|den|dne|dnia)[\s:,]*",
    re.I,
)
#: where it is filed, and what was done with it: "In Boats on May 6", "Created on May 6", "Last changed on May 6"
_NO_WRITER = re.compile(
    r"(?:in|last|first|originally|seen|written|taken|begun|made|sent|live|due|before|after|created|added|started|drafted|"
    r"composed|filed|shared|recorded|submitted|reviewed|revised|uploaded|closed|opened|archived|changed|finished|completed|"
    r"released|dated|tagged|listed)\b",
    re.I,
)
#: nothing, or another piece of a byline
_ON_ENDS = re.compile(r"\W*$|\s*[|•·/–—:-]\s|\W*(?:at|filed|tagged|posted|under|in|with)\b", re.I)


def _is_filed_there(text: str, end: int) -> bool:
    """Does the line that holds a name and a clock tell where the post is filed, before or behind these?"""
    return bool(words.FILING.match(text) or _FILED.match(text[end:]))


_FILED = re.compile(r"\W*(?:[ap]\.?m\b)?(?:\s+on\b.{6,40}?)?\W*(?:filed|tagged|posted|under|in)\b", re.I)
_CELLS = re.compile(r"\s*[|•·]\s*|\s+[/–—-]\s+")
_BRACES = re.compile(r"[{}]")
_COMMAS = re.compile(r",\s*")
_DAY_SIGN = re.compile(r"\s*日(?!\w)")
_BARS = re.compile(r"\s*[|•·]\s*")  # a sentence may have dashes


def _fields(line: Line) -> Iterator[str]:
    """The words of fields with nothing between them, where a picture alone may stand beside them in each."""
    for el, text in line.pieces:
        field = el.tag == "span" and el.get("class") and letters(words_in(el)) == letters(text)
        if field and text.strip() and "&" not in text:
            yield text


def _parts(line: Line) -> list[str]:
    """The words of each element beside the others in a line in which no word stands bare, but for those of links."""
    told = [el for el, text in line.pieces if letters(text)]
    if len(told) < 2:
        return []
    around = next((x for x in told[0].iterancestors() if all(x in el.iterancestors() for el in told)), None)
    if around is None:
        return []
    parts: dict[Element, str] = {}
    linked: set[Element] = set()
    for el, text in line.pieces:
        if letters(text):
            part = next(x for x in (el, *el.iterancestors()) if x.getparent() is around)
            parts[part] = parts.get(part, "") + text
            linked.update([part] if any(_leads_to_text(a) for a in links_around(Line([(el, text)]))) else ())
    return [squash(text) for part, text in parts.items() if part not in linked]


def _around_day(text: str, language: str | None) -> Iterator[str]:
    """The words of "Ann Lee, May 6, 2010" and the day, where a name is all that stands beside it."""
    days = find_dates(text, language)
    if len(days) == 1:
        start, end, _ = days[0]
        before = words.WEEKDAY.sub("", text[:start]).rstrip(" ,")
        behind = _DAY_SIGN.sub("", text[end:]).lstrip(" ,")
        name = before or behind
        named = "," not in name and not any(word[0].islower() for word in name.split())
        if named and not is_weekday(name) and bool(before) is not bool(behind):
            yield from (name, text[start:end])


def _is_known(name: str, page: Page) -> bool:
    """Does a page name a person elsewhere, too? A place or a newspaper beside a day is told once."""
    return words_in(page.root).count(name) > 1


def _cells(line: Line, scene: Scene) -> list[str]:
    """What stands beside each other in a line: between bars, in fields, in elements, around a day."""
    apart = _BARS if line in scene.edges else _CELLS
    cells = [c for c in apart.split(_BRACES.sub(" ", line.text)) if c.strip()]
    if len(cells) < 2:
        cells = [*_fields(line)]
    if len(cells) < 2 and is_meta(line):
        return [*_parts(line)] or [*_around_day(line.text, scene.language)]
    if len(cells) < 2 and line not in scene.edges:
        named = [*_around_day(line.text, scene.language)]
        return named if any(map(_FULL.fullmatch, named)) and _is_known(named[0], scene.page) else cells
    return cells


def _beside_date(line: Line, scene: Scene) -> str | None:
    """The name in "admin | November 22, 2009 | 3 comments": a short cell beside one that is a date."""
    text, cells = line.text, _cells(line, scene)
    if not 2 <= len(cells) <= 5 or len(text) > 120 or not read_date(text, scene.language):
        return None
    terms = {
        fold("".join(el.itertext()))
        for el in links_around(line)
        if (
            words.CAT_HREF.search(href := el.get("href") or "")
            or words.TAG_HREF.search(href)
            or words.TERM_REL.search(el.get("rel") or "")
            or words.ALL_TERMS.search(href)
            or kind_of(scene.page.absolute(href) or "") == "post"
        )
    }
    terms |= {fold(said) for el, said in line.pieces if _is_classed_term(el)}
    said_by_terms = {word for term in terms for word in term.split()}
    days = [text[start:end] for start, end, _ in find_dates(text, scene.language)]
    for cell in cells:
        name = person(_NAMED.sub("", cell.lstrip("@")))
        if (
            not name
            or any(name in day for day in days)  # "1 / January / 2000"
            or len(name) > 40
            or len(name.split()) > 4
            or any(c.isdigit() or c in ':："“„«' for c in name)
            and not _HANDLE.fullmatch(name)
            or words.NO_NAME.match(name)
            or _is_filing_word(name, said_by_terms)
        ):
            continue
        talk = words.COMMENTING.search(cell) or comment_count(cell) is not None or words.FILING.match(cell)
        filed = said_by_terms.issuperset(fold(_COMMAS.sub(" ", cell)).split()) or _is_filed(fold(cell), terms)
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


def _is_filing_word(name: str, terms: Collection[str]) -> bool:
    """Is a cell "#travel", "in Travel", or "In Travel" where the line links to that?"""
    if name.startswith(("#", "in ")):
        return True
    return name.startswith("In ") and set(terms).issuperset(fold(_COMMAS.sub(" ", name[3:])).split())


_NAMED = re.compile(r"^\s*(?:作者|文)\s+")  # "2018-09-08 | 作者 Ann"


def _is_classed_term(el: Element) -> bool:
    """Does the class of words say that they are a category or a tag, were they no link?"""
    names = el.get("class") or ""
    return bool(words.CAT_NAMES.search(names) or words.TAG_NAMES.search(names))


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
    if not name.strip() or _NO_START.match(name) or len(name) > 60:
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


#: what follows "by" and begins no name: "by the river", "posted by my uncle"
_NO_START = re.compile(
    r"\s*(?:(?i:on|at|in|am|um|the|le|el)\b|(?:my|our|his|her|their|your|an?|th(?:is|ese|at))\s+[a-z])"
)
#: names of a person in full: words that begin large, and the small ones between them
FULL_NAME = (
    r"[^\W\d_a-zà-ÿа-я][\w'’.-]*(?:\s+(?:de|da|von|van|der|den|di|la|le|[^\W\d_a-zà-ÿа-я][\w'’.-]*)){1,3}"
)

_FULL = re.compile(FULL_NAME)


#: several persons, with commas between them and a word or a sign before the last
_SEVERAL = re.compile(
    rf"\s*({FULL_NAME}(?:,\s+{FULL_NAME})*,?\s+(?:and|und|et|y|e|&)\s+{FULL_NAME})(?=\s*(?:$|[|·•,–—-]|\bon\b|\d))"
)
_OFFER = re.compile(rf"\s(?:{words.OFFER})", re.I)


#: a name at a community, which no heading and no term looks like: "bob_77"
_HANDLE = re.compile(r"[^\W\d_A-Z]\w*?(?:_\w+|\d{2,})")
_NAME_LIKE = re.compile(
    r"^(?:(?:Dr|Mr|Mrs|Ms|Prof)\.?\s+)?[^\W\d_][\w'’.-]*(?:\s+(?:[^\W\d_][\w'’.-]*|&|and)){0,4}$"
)


#: classes of a whole post, which may tell its author, too: "hentry author-ann", "x_entry x_entry_author_ann"
_WHOLE_POST = re.compile(r"(?:^|\s)(?:hentry|post|(?:[a-z]+_)?entry)(?=\s|$)|_entry_author_")


def _is_one_of_many(line: Line) -> bool:
    """Does a name stand in one of several boxes alike, with words of its own: a letter or a quotation among others?"""
    el = line.pieces[0][0]
    said = len(line.text) + _WORDED
    for box in islice(el.iterancestors("div", "li", "blockquote", "section", "figure"), 3):
        if (names := box.get("class")) and len(words_in(box)) > said:
            near = chain(*(islice(box.itersiblings(box.tag, preceding=way), 2) for way in (True, False)))
            beside = (e for e in near if e.get("class") == names and len(words_in(e)) > said)
            if any(_has_author(e, el.get("class")) for e in beside):
                return True
    return False


_WORDED = 40  # letters beside a name


def _has_author(box: Element, names: str | None) -> bool:
    return names is not None and any(e.get("class") == names for e in box.iter())


def _author_class(line: Line, scene: Scene) -> str | None:
    """The name in an element classed as a byline."""
    for el, text in line.pieces:
        if (
            text.strip()
            and (el.tag != "label" or (_is_author(el.get("class") or "") and not el.get("for")))
            and (not _is_term(el) or _is_author(el.get("class") or ""))
            and (
                any(
                    _is_author(x.get("class") or "") and not _WHOLE_POST.search(x.get("class"))
                    for x in (el, *above(el, 2))
                    if x is not scene.body
                )
                or any(
                    words.PERSON_ICON.search(i.get("class") or "")
                    for i in (*el.iterchildren("i", "span", "svg"), *_sign_before(el), *_sign_around(el))
                )
            )
        ):
            name = person(_NAMED.sub("", text))
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


def _sign_before(el: Element) -> Iterator[Element]:
    """The picture that stands right before a link or a name's own element."""
    sign = el.getprevious() if el.tag in ("a", "span") else None
    if sign is not None and sign.tag in ("i", "svg") and not (sign.tail or "").strip():
        yield sign


def _sign_around(el: Element) -> Iterator[Element]:
    """The picture that a name stands within: ``<i class="iconfont reco-account"><span>Ann</span></i>``."""
    around = el.getparent()
    if el.tag == "span" and around is not None and around.tag == "i":
        yield around


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
    """Is it classed as the site's name, or stands in what is? Jekyll's first theme marks it as an author."""
    around = (el, *islice(el.iterancestors(), 1))
    return any(_SITE_TITLE.search(name) for e in around for name in (e.get("class") or "", e.get("id") or ""))


_SITE_TITLE = re.compile(r"(?:^|\s)(?:(?:site|blog)[-_]?(?:title|name)|logo|brand)(?:\s|$)")


#: services that keep pages of anybody: who is quoted in a text is led to there
_ELSEWHERE = re.compile(r"//(?:[\w-]+\.)*(?:linkedin|xing|myspace|imdb|facebook|goodreads)\.com/")


def _author_links(line: Line, in_text: bool) -> Iterator[tuple[str, Element]]:
    """The names in a line that link to what the blog keeps of its authors, and these links."""
    seen: set[Element] = set()
    named: set[str] = set()
    if in_text and len({host(a.get("href") or "") for a in links_around(line)} - {""}) > 1:
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
        if not told and "author" not in href and any(map(_is_classed_term, (a, *above(a, 2)))):
            continue  # whom the post is about: "/topics/People/Athletes/Ann+Lee"
        if not told and (not _AUTHOR_PAGE.search(href) or words.ALBUM_HREF.search(href)):
            continue
        if _ACCOUNT.search(href) or (in_text and not told and _ELSEWHERE.search(href)):
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


def beside(scene: Scene, name: str) -> tuple[Author, ...]:
    """All whom the byline that names one person names in a row: "Ann, Bo & Cleo", each by a link of that kind."""
    for _, line in scene.near[: 2 * NEARBY]:
        linked = [*_author_links(line, line in scene.edges)] if name in line.text else []
        if len(linked) > 1 and name in (told for told, _ in linked) and _in_a_row(line.text, linked):
            return tuple(Author(told, scene.page.absolute(a.get("href"))) for told, a in linked)
        alike = _alike(line, name) if name in line.text and len(line.text) < _ROW else []
        if len(alike) > 1 and _in_a_row(line.text, alike):
            return tuple(Author(told, scene.page.absolute(el.get("href"))) for told, el in alike)
    return ()


_ROW = 200  # characters of a byline of several


def _alike(line: Line, name: str) -> list[tuple[str, Element]]:
    """The whole names in a byline that stand in elements like the first one's: ``<span class="who">``."""
    first = next((el for el, text in line.pieces if squash(text) == name), None)
    if first is None or not (words.BY.match(line.text) or any(map(_is_of_author, (first, *above(first, 2))))):
        return []
    found = ((squash(text), el) for el, text in line.pieces if _place(el) == _place(first))
    told = [*{said: (said, el) for said, el in found}.values()]
    whole = all(_WHOLE_NAME.fullmatch(said) and person(said) == said for said, _ in told)
    return told if whole and not any(words.CAT_HREF.search(el.get("href") or "") for _, el in told) else []


def _place(el: Element) -> tuple[str, str | None, str | None]:
    parent = el.getparent()
    return el.tag, el.get("class"), parent.get("class") if parent is not None else None


def _is_of_author(el: Element) -> bool:
    return _is_author(el.get("class") or "") is not None


_WHOLE_NAME = re.compile(rf"{FULL_NAME}(?<!\d)")


def _in_a_row(text: str, linked: list[tuple[str, Element]]) -> bool:
    """Does hardly a word stand between the names, "and" in whatever language?"""
    at = text.find(linked[0][0]) + len(linked[0][0])
    for name, _ in linked[1:]:
        start = text.find(name, at)
        if start < 0 or len(letters(text[at:start])) > 3:
            return False
        at = start + len(name)
    return True


def _undated(text: str) -> str:
    """A byline's words up to its day: a link may hold both."""
    dates = find_dates(text) if any(map(str.isdigit, text)) else []
    if not dates or dates[0][0] < 3:
        return text
    start = dates[0][0]
    return text[:start] if not text[start - 1].isalnum() else text[: text.find(" ", start)]  # "Ann1 on May 6"


_AUTHOR_PAGE = re.compile(r"/authors?[/-][^/]+|[?&]author=|/user/\w|/(?:people|profile|member)/[^/?#]")


#: what a theme calls the place of who wrote: "City Columnist" behind a name
OF_ROLE = re.compile(r"(?:^|[\s_-])author[-_]?(?:title|role|position|job)(?=$|[\s_-])", re.I)


def linked_name(el: Element) -> str | None:
    """The name in an author's element that alone is a link to an author's page, whatever word stands before it."""
    links = [a for a in el.iter("a") if words_in(a).strip()]
    if len(links) != 1 or not _AUTHOR_PAGE.search((links[0].get("href") or "").lower()):
        return None
    said = squash(words_in(links[0]))
    for role in (e for e in links[0].iterchildren() if OF_ROLE.search(e.get("class") or "")):
        said = said.removesuffix(squash(words_in(role))).rstrip() or said
    labelled = _LABELLED.match(said)
    return person(said[labelled.end() :] if labelled else said) if labelled or links[0] is not el else None


#: a word of any language with a colon before a name
_LABELLED = re.compile(r"[^\W\d_]{2,20}\s?[:：]\s?(?=\S)")


def _people(name: str, line: Line, page: Page) -> tuple[Author, ...]:
    for el, text in line.pieces:
        a = el if el.tag == "a" else el.getparent()
        if a is not None and a.tag == "a" and a.get("href") and fold(read_name(text)) == fold(name):
            return (Author(name, page.absolute(a.get("href"))),)
    return (Author(name),)
