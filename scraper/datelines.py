"""The day and time that the lines around a post tell. Never a platform's selector."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise, takewhile

from scraper import words
from scraper.clean import HEADINGS
from scraper.comment_fields import date_of_parts
from scraper.dates import date_only, find_dates, in_zone_shown, read_date, read_iso
from scraper.evidence import NOTHING, Claim
from scraper.fields import letters, squash
from scraper.furniture import goes_on
from scraper.lines import Line
from scraper.scene import Scene, above, is_meta, links_around
from scraper.select import words_in
from scraper.urls import date_in, same_page


def dates(
    scene: Scene, updated: bool = False, order: str | None = None, now: str | None = None
) -> Iterator[Claim]:
    """Dates in the lines around the body, the nearest line first.

    An hour of the text's own, of a day that stands outside it without one, is when something takes place; and so is
    a day, where a line outside says when the post was published.
    """
    found = [*_dates(scene, updated, order, now)]
    outside = [(line, claim) for line, claim in found if line not in scene.edges]
    days = {claim.value for _, claim in outside}
    says_when = any(
        words.PUBLISHED.search(line.text) or words.FILING.search(line.text) for line, _ in outside
    )
    for line, claim in found:
        signed = line not in scene.edges or words.PUBLISHED.search(line.text) or words.BY.search(line.text)
        if signed or not (says_when or ("T" in claim.value and claim.value[:10] in days)):
            yield claim


def _dates(scene: Scene, updated: bool, order: str | None, now: str | None) -> Iterator[tuple[Line, Claim]]:
    below = scene.below_title
    for distance, line, text, again in scene.telling:
        if _is_caption(line) or words.HOURS.search(text) or _is_of_card(line, scene) or _is_clock(line):
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
        if date and line in scene.edges and _is_sentence(line, scene):
            continue
        if date and not _is_title_of_other(line, scene):
            sure = (
                0.74
                - 0.02 * distance
                - 0.001 * max(0, len(text) - 60)
                + 0.12 * bool(words.PUBLISHED.search(text))
                + 0.1 * (line is below)  # the day in a site's head is today's
                - 0.15 * _is_aside(line, scene)
            )
            yield line, Claim(date, "line near the body", max(0.3, sure))


def _is_caption(line: Line) -> bool:
    """Does a line stand below a picture, and tells when that was taken?"""
    el = line.pieces[0][0]
    below = any(
        x.tag == "figcaption" or "caption-text" in (x.get("class") or "") for x in (el, *above(el, 2))
    )
    return below and date_only(line.text)


def _is_clock(line: Line) -> bool:
    """Does a line stand in what a theme calls the day of today, in the page's head?"""
    el = line.pieces[0][0]
    return any(_CLOCK.search(x.get("class") or x.get("id") or "") for x in (el, *above(el, 2)))


_CLOCK = re.compile(
    r"(?:^|[\s_-])(?:td[-_]data[-_]time|(?:current|today|todays|live|topbar)[-_]?(?:date|day|time)|(?:date|day|time)[-_]?(?:now|today))(?=$|[\s_-])",
    re.I,
)


def _is_sentence(line: Line, scene: Scene) -> bool:
    """Does a line of the text say much beside a day, and not that it was written then?"""
    text = line.text
    el = line.pieces[0][0]
    if el.tag == "p" and not el.get("class") and goes_on(text):
        return True
    signed = any(ask(text) for ask in (words.PUBLISHED.search, words.BY.search, words.FILING.search))
    start, end, _ = next(iter(find_dates(text, scene.language)), (_HEAD, 0, ""))
    opens = (
        line is scene.edges[0] and start < _HEAD and text[end:].lstrip(" .,)")[:1] in _DASHES
    )  # "MANILA, May 6, 2010 — The ferry"
    return not (signed or opens) and _says_much(text, scene.language)


_HEAD = 40  # characters
_DASHES = frozenset("–—-/")


def _says_much(text: str, language: str | None) -> bool:
    for start, end, _ in reversed(find_dates(text, language)):
        text = f"{text[:start]} {text[end:]}"
    return len(letters(text)) + 2 * len(words.CJK.findall(text)) > 45


def _is_of_card(line: Line, scene: Scene) -> bool:
    """Does a line stand in the link to another post, below that one's title?"""
    a = next(links_around(line), None)
    titled = a is not None and next(a.iter(*HEADINGS), None) is not None
    to = scene.page.absolute(a.get("href")) if a is not None and titled else None
    return to is not None and not same_page(to, scene.page.url)


def _is_title_of_other(line: Line, scene: Scene) -> bool:
    """Is a line nothing but one link that says more than a day, and not this title: "« Meeting of 04/03/2009"?"""
    links = [next(links_around(Line([p])), None) for p in line.pieces if letters(p[1])]
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
    shown = shown or _day_and_month([said for _, text in line.pieces if (said := text.strip())])
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


def _day_and_month(parts: list[str]) -> str | None:
    """The day of two parts beside each other, one of them a month with its year: "26" above "2020-06"."""
    for pair in pairwise(parts):
        day, month = sorted(pair, key=len)
        told = _MONTH_OF_YEAR.fullmatch(month) if _DAY.fullmatch(day) else None
        if told:
            return read_date(f"{told[1] or told[4]}-{told[2] or told[3]:0>2}-{day.rstrip('日'):0>2}")
    return None


_DAY = re.compile(r"\d{1,2}日?")
_MONTH_OF_YEAR = re.compile(r"((?:19|20)\d\d)\s?[-/.年]\s?(\d{1,2})月?|(\d{1,2})\s?[-/.]\s?((?:19|20)\d\d)")

_CLOSE = 4  #: lines from the title within which a time alone is the post's


#: the half of a day that Chinese, Japanese and Korean tell before its hour
_HALF_BEFORE = re.compile(r"(?:[上下]午|午[前後]|凌晨|早上|晚上|오[전후])\s?$")
_FAR = 8  #: behind which a line's hour is no longer the post's


def clock(scene: Scene, day: str) -> Claim | None:
    """The time of a day that is shown elsewhere: "posted by Ann at 12:53" below a date heading."""
    for n, line in takewhile(lambda told: told[0] < _FAR, scene.near):
        text = line.text
        at = words.CLOCK.search(text) if len(text) < 140 else None
        if at and not (words.AT.search(text) or words.BY.search(text)):  # "11:01 am: The old mill"
            rest = _unlinked(line).replace(at[0], " ", 1).replace(scene.title or "", " ", 1)
            near = n < _CLOSE or any(words.CAT_HREF.search(a.get("href") or "") for a in links_around(line))
            apart = is_meta(line) and any(words.CLOCK.fullmatch(piece.strip()) for _, piece in line.pieces)
            at = at if near and (apart or letters(rest) in ("", "time")) else None
        if at and not read_date(text, scene.language) and not words.NOT_POST.search(text):
            half = _HALF_BEFORE.search(text[: at.start()])
            whole = read_date(f"{day} {half[0] if half else ''}{at[0]}")
            if whole and "T" in whole:
                return Claim(whole, "time in a line near the body", 0.6)
    return None


def _unlinked(line: Line) -> str:
    """A line without what is a link: "16:49 | Tea" is an hour beside the category."""
    return " ".join(text for el, text in line.pieces if el.tag != "a" and el.getparent().tag != "a")


def day_of(scene: Scene, month: str) -> Claim | None:
    """The day of a month that the address tells, shown without its year: "08" above "Mar", or "Mar 8"."""
    for run in (scene.before, scene.inside, scene.after):
        for at, size in ((at, size) for at in range(len(run)) for size in (0, 1, 2)):
            said = " ".join(line.text for line in run[at : at + size]) if size else run[at].pieces[0][1]
            if scene.title and said.endswith(scene.title):
                said = said.removesuffix(scene.title)  # "22 Nov The old mill"
            text = words.CLOCK.sub(" ", said).strip(" ,.@")
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
            if day := _day_and_month(parts):
                return Claim(day, "lines near the body", 0.6)
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


def weigh(claims: list[Claim], seen: list[Claim], url: str, updated: str | None) -> Claim:
    """The machine-readable date where a reader is shown the same day, else the one shown.

    A day shown right beside the title outweighs one that only machines are told. A day of the last change, told
    apart from an earlier one, tells nothing of the first publication.
    """
    days = {c.value[:10] for c in seen}
    told = {c.value[:10] for c in claims}
    in_url = date_in(url) or ""
    weighed = []
    for c in claims + seen:
        sure = c.sure + 0.12 * (c.value[:10] in days and c in claims)
        sure += 0.06 * any(o.value[:10] == c.value[:10] and o.rule != c.rule for o in claims)
        if c in seen and c.sure >= 0.64 and not days & told and c.value[:10] != (updated or "")[:10]:
            sure += 0.3
        if c in seen and _turned(c.value) in told:
            sure -= 0.6  # "05/02/2015" beside what tells machines of the second month
        if (
            c in claims
            and updated
            and c.value[:10] == updated[:10]
            and any(o.value[:10] < updated[:10] for o in claims)
        ):
            sure -= 0.3
        if in_url:
            sure += 0.15 if c.value.startswith(in_url) else -0.1
        weighed.append(Claim(c.value, c.rule, sure))
    best = max([*weighed, NOTHING], key=lambda c: c.sure)
    agreed = best.value is not None and best.value[:10] in days & told
    drafted = 7 if best.sure >= _CERTAIN else 1  # an address may tell when a post was begun
    if (
        best.value
        and len(in_url) == 10
        and in_url not in told
        and not (agreed or _near(best.value, in_url, drafted))
    ):
        best = max([c for c in weighed if _near(c.value, in_url)], key=lambda c: c.sure, default=NOTHING)
    if best.value and best.value.endswith("+00:00"):
        best = _as_shown(best, weighed, seen)
    if best.value and "T" not in best.value:
        fuller = [c for c in weighed if "T" in c.value and c.value.startswith(best.value)]
        best = max(fuller, key=lambda c: c.sure) if fuller else best
    if best.value is None and len(in_url) == 10:
        return Claim(in_url, "address", 0.5)
    return best


_CERTAIN = 0.85


def _near(one: str, other: str, most: int = 1) -> bool:
    """Are two dates of the same day, or of two days that touch, as in another time zone, or of ``most`` days apart?"""
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days) <= most


def _as_shown(best: Claim, weighed: list[Claim], seen: list[Claim]) -> Claim:
    """An instant in UTC as another claim tells it in the blog's own zone, or as the nearest line shows its day."""
    instant = datetime.fromisoformat(best.value)
    zoned = (c for c in weighed if len(c.value) == 25 and not c.value.endswith("+00:00"))
    same = next((c for c in zoned if datetime.fromisoformat(c.value) == instant), None)
    if same is not None:
        return replace(best, value=same.value)
    if not seen or best.value[:10] in {c.value[:10] for c in seen} or seen[0].sure < 0.6:
        return best
    return replace(best, value=in_zone_shown(best.value, seen[0].value))


def _turned(day: str) -> str:
    """A day with its month and day in turn."""
    return f"{day[:4]}-{day[8:10]}-{day[5:7]}"
