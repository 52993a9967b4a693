"""How a date in a text is read, the same everywhere; never looks at a tree, never guesses what is not there.

Answers are ISO 8601, as precise as the text: ``2010-05-14``, ``2010-05-14T09:30:00`` (zone unknown) or
``2010-05-14T09:30:00-07:00``.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

FIRST_YEAR = 1990
_LONGEST = 1000  # a text in which one date is looked for; find_dates takes any length

# A letter is whatever is no ASCII sign, digit or blank: marks of Indic scripts belong to their words.
_L = r"[^\s\d!-@\[-`{-~·•–—…。、，«»“”’年月日년월일]"
_TWO_WORDS = (
    rf"t(?:(?:h[áa]ng|hg)\.?\s+(?:\d{{1,2}}|{_L}+(?:\s(?:một|hai)\b)?)|h\d{{1,2}}(?!\d))|"
    rf"(?:تشرين|كانون)\s{_L}+"
)
_WORD = rf"(?<!{_L})(?:{_TWO_WORDS}|(?:[\u0e00-\u0e7f]{{1,4}}\.){{2}}|{_L}{{2,24}}+)"
_YEAR = r"(?:1[34]\d\d|199\d|20\d\d|2[45]\d\d)"
_DAY_TAIL = r"(?:st|nd|rd|th|er|re|e|º|ª|°|ος|η|-?го|-?е|-?a|-?án|-?én|:e)?"
_OF = r"(?:[\s.,/\-–_'’]|\b(?:de|del|di|of|den|d['’]|del any|ta['’]|da|u|გ|the|м|ngày|năm)\b){0,8}"
_AFTER_YEAR = r"(?:\s?(?:\(?e\)?ko|г\.|р\.|оны?|жылғы|m\.|\.?\s?gada|年|년))?"
_DATE = re.compile(
    rf"""
      (?P<iso>(?<![\d.,/-])(?P<isoy>{_YEAR})(?P<isos>[-/.]|\.\s)(?P<isom>\d{{1,2}})(?P=isos)
        (?P<isod>\d{{1,2}})(?!\d|[-/]\d))
    | (?P<num>(?<![\d.,/:-])(?P<na>\d{{1,2}})(?P<ns>\s?[-/.]\s?)(?P<nb>\d{{1,2}})(?:(?P=ns)|,\s?(?={_YEAR}))
        (?P<ny>{_YEAR}|['’]?\d\d)(?![\d/]|-(?!\d\d:\d\d)|[.:,]\d))
    | (?P<dmy>(?<![\d.,:/-])(?P<dd>\d{{1,2}}){_DAY_TAIL}{_OF}(?P<dm>{_WORD}){_OF}
        (?P<dy>(?<!\d){_YEAR}|(?<![\d:])['’]?\d\d(?!,\s(?:19|20)\d\d(?!\d)))(?!\d|[.:]\d|\s{_L}{{3,}}\s(?:19|20)\d\d))
    | (?P<mdy>(?P<mm>{_WORD}){_OF}(?<!\d)(?P<md>\d{{1,2}}){_DAY_TAIL}(?=[\s,.\-–/|'’(])
        (?:[\s,.\-–/|]|\b(?:of|de|del|in|at)\b){{1,8}}(?P<my>{_YEAR}|['’]\d\d)(?!\d|[.:]\d))
    | (?P<ydm>(?<![\d.,:/-])(?P<zy>{_YEAR})\.?\s?(?:gada|m\.)\s?(?P<zd>\d{{1,2}})\.?\s(?P<zm>{_WORD}))
    | (?P<ymd>(?<![\d.,:/-])(?P<yy>{_YEAR}){_AFTER_YEAR}{_OF}(?P<ym>{_WORD}){_OF}
        (?<!\d)(?P<yd>\d{{1,2}})(?![\d:]))
    | (?P<cjk>(?<!\d)(?P<era>令和|平成|民[國国])?\s?(?P<cy>元|\d{{1,4}})\s?[年년]
        \s?(?P<cm>\d{{1,2}})\s?[月월]\s?(?P<cd>\d{{1,2}}))
    | (?P<cjm>(?<![\d一二三四五六七八九十])(?P<jm>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})\s?[月월]\s+
        (?P<jd>\d{{1,2}}){_DAY_TAIL}\s?,?\s+(?P<jy>{_YEAR})(?!\d))
    | (?P<cjd>(?<![\d.,:/-])(?P<kd>\d{{1,2}}){_DAY_TAIL}[\s.,]+(?P<km>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})\s?[月월]
        [\s.,]+(?P<ky>{_YEAR})(?!\d))
    | (?P<cts>(?P<tm>{_WORD})\.?\s+(?P<td>\d{{1,2}}),?\s+(?P<tt>\d\d?:\d\d(?::\d\d)?(?:\s?[apAP]\.?[mM]\.?)?)
        \s+(?P<tz>[A-Z]{{3,5}}\s+|[+-]\d{{4}}\s+)?(?P<ty>{_YEAR})(?!\d))
    | (?P<set>(?<!\d)(?P<sy>{_YEAR})(?P<sm>[01]\d)(?P<sd>[0-3]\d)(?P<st>T\d{{4}}(?:\d\d)?)?(?![\d.]))
    """,
    re.X | re.I,
)
_CJK_MONTHS = {name: n for n, name in enumerate("一 二 三 四 五 六 七 八 九 十 十一 十二".split(), 1)}
# No date without two digits or 元年: all the rest is looked for near it. A set of signs is found fastest.
_YEARLIKE = re.compile(r"[\d元](?:(?<=\d)\d|(?<=元)年)")
_FIGURES = re.compile(r"\d\s?[-/.]\s?\d")  # what a day in figures has
#: a whole day in figures, its year in two or four
DAY_IN_FIGURES = re.compile(r"(?<!\d)\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:\d{4}|\d\d)(?!\d)")
_REACH = 48
_BEFORE_NOON = "上午|午前|凌晨|早上|清晨|오전"
_AFTER_NOON = "下午|午後|晚上|傍晚|오후"
#: how languages that have no "am" and "pm" tell the halves of a day behind the clock
_MORNINGS = (
    "ص",
    "ق.ظ",
    "e.l.",
    "пп",
    "дп",
    "오전",
    "上午",
    "de.",
    "dop.",
    "sáng",
    "पूर्वाह्न",
    "পূর্বাহ্ন",
    "পুর্বাহ্ন",
)
_EVENINGS = ("م", "ب.ظ", "p.l.", "мп", "сл", "오후", "下午", "du.", "odp.", "chiều", "अपराह्न", "অপরাহ্ন")
_HALVES = "(?:" + "|".join(map(re.escape, (*_MORNINGS, *_EVENINGS))) + ")"
_ZONES = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 60, "BST": 60, "CET": 60, "MEZ": 60, "CEST": 120,
    "MESZ": 120, "EET": 120, "EEST": 180, "MSK": 180, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300,
    "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "AKST": -540, "AKDT": -480, "HST": -600, "JST": 540,
    "KST": 540, "AEST": 600, "AEDT": 660, "ACST": 570, "AWST": 480,
    "NZST": 720, "NZDT": 780, "BRT": -180, "SGT": 480,
    "HKT": 480, "SAST": 120, "WIB": 420, "WITA": 480,
}  # fmt: skip
#: behind a clock three letters in whatever case may be a name: "8:48 am Bob"
_ZONE_NAMES = "|".join(sorted((z for z in _ZONES if z != "Z"), key=len, reverse=True))
_TIME = re.compile(
    rf"""(?<![\d/:])(?<!(?<!\d{{4}})-)(?<!(?<!\d\d),)(?<![^.]\.)(?:(?P<pre>{_BEFORE_NOON}|中午|{_AFTER_NOON}|öö|ös|(?<!\w)[ap]m)\s?)?
    (?P<h>2[0-4]|[01]?\d)(?!\d)
    (?:(?P<sep>\s?[:：]|\s?h\.?\s?|\.|\s?[時时点點]|\s?시|u|：)(?:\s?(?P<mi>[0-5]\d|(?<=[時时点點시\s])\d))(?:(?:[:：.]|[分분]\s?)(?P<s>[0-5]\d)(?:[.,]\d+)?)?[分분]?(?!\d)[秒초]?)?
    (?P<post>\s?(?:{_HALVES}(?!\w)|a\.?\s?m(?:\b|(?-i:(?=[A-Z][a-z])))\.?|p\.?\s?m(?:\b|(?-i:(?=[A-Z][a-z])))\.?|uhr\b|[πμ]\.?\s?μ\.?|(?(mi)(?:sa|ch)\b|(?!))|(?<=\d)h\b|(?<=\d)[時时点點]|(?<=\d)\s?시|น\.))?
    (?P<zone>\s?\(?(?:Z\b|(?:UTC|GMT)?\s?[+−-]\d\d?:?(?:\d\d)?(?!\d)|\b(?:(?-i:[A-Z]{{2,3}}T)|{_ZONE_NAMES})\b))?""",
    re.X | re.I,
)
_CLOCK_WORD = re.compile(
    r"(?:\b(?:at|kl|klo|um|om|ore|alle|ora|o|à|às|as|a las|в|um|godz|kell|pukul|saat|lúc|@)\.?\s*)$", re.I
)
_MDY_REGIONS = {"us", "ph", "ca", ""}
_JALALI = (
    "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند",
    "farvardin ordibehesht khordad tir mordad shahrivar mehr aban azar dey bahman esfand",
)
_JALALI_MONTHS = {word: i for line in _JALALI for i, word in enumerate(line.split(), 1)}
_SIGNS = str.maketrans(dict.fromkeys("\u200e\u200f\u200b\u202a\u202b\u202c\xad\ufeff\xa0\u202f\u2009", " "))
_ERAS = {"令和": 2018, "平成": 1988, "民國": 1911, "民国": 1911}


def read_date(
    text: str | None, language: str | None = None, order: str | None = None, now: str | None = None
) -> str | None:
    """The first whole date of a text, or None; ``order`` (``dmy``, ``mdy``, ``ymd``) is the blog's own."""
    if not text or len(text) > _LONGEST:
        return None
    return _read(text, (language or "").lower(), order, now)


@lru_cache(maxsize=4096)
def _read(text: str, language: str, order: str | None, now: str | None) -> str | None:
    found = next(_dates_in(_plain(text), language, order, now), None)
    if found:
        return found[2]
    return _relative(text.strip(), language, now) if now and len(text) <= 80 else None


def read_iso(text: str) -> str | None:
    """A date written for machines (ISO 8601 alone), of any year: a blog may well say 1969."""
    try:
        when = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return when.isoformat() if "T" in text or ":" in text else when.date().isoformat()


def read_seconds(text: str) -> str | None:
    """A date written as seconds or milliseconds since 1970."""
    if text.isascii() and text.isdigit() and len(text) in (10, 13):
        return datetime.fromtimestamp(int(text[:10]), UTC).isoformat()
    return None


def finer_of(old: str, told: str) -> str | None:
    """What two tellings of one moment say together, where one only adds to the other; None where they differ.

    The day alone, an hour without seconds or zone add nothing to what has them. To an hour as readers see it, a moment
    in UTC adds the zone; two zones are two tellings.
    """
    if 10 in (len(old), len(told)):
        return max(old, told, key=len) if old[:10] == told[:10] else None
    zones = [_told_zone(value) for value in (old, told)]
    if old[:16] == told[:16] and (zones[0] == zones[1] or not all(zones)):
        return max(old, told, key=lambda value: (bool(_told_zone(value)), value[17:19] not in ("", "00")))
    if all(zones) or not any(zones):
        return None
    shown, instant = (told, old) if zones[0] else (old, told)
    whole = local_time(shown, instant)
    return whole if whole is not None and whole[:16] == shown[:16] else None


def _told_zone(value: str) -> str:
    return value[19:].lstrip(".0123456789") if len(value) > 19 else ""


def local_time(shown: str | None, instant: str | None) -> str | None:
    """The time that a reader sees, with the zone that the instant beside it gives, or that instant."""
    if not instant or (shown and "T" in shown and len(shown) > 19):
        return shown
    exact = datetime.fromisoformat(instant)
    if not shown or "T" not in shown:
        return instant
    ahead = datetime.fromisoformat(shown).replace(tzinfo=UTC) - exact
    minutes = round(ahead / timedelta(minutes=15)) * 15
    zone = timezone(timedelta(minutes=minutes)) if abs(minutes) <= 14 * 60 else UTC
    try:
        return exact.astimezone(zone).isoformat()
    except OverflowError:  # at an end of the calendar: a program's word for no day
        return instant


def in_zone_shown(instant: str, shown: str) -> str:
    """An instant told to machines in UTC, in the zone of the time or the day that readers are shown, as Hexo prints it.

    Where a day alone is shown, and another than in UTC, a full hour is that day's midnight; of others the day is kept.
    """
    if not instant.endswith("+00:00") or instant[:10] == shown[:10] and "T" not in shown:
        return instant
    utc, local = datetime.fromisoformat(instant[:19]), datetime.fromisoformat(shown[:19])
    apart = (local - utc) / timedelta(minutes=1)
    if not -12 * 60 - 1440 * ("T" not in shown) <= apart <= 14 * 60:
        return instant
    if "T" in shown:
        exact = abs(apart - 15 * round(apart / 15)) <= 1  # else it tells of something else
        return local_time(shown, instant) or instant if exact else instant
    if apart > 0 and apart % 60 == 0:
        return f"{shown}T00:00:00{_offset(int(apart))}"
    midnight = instant[10:19] == "T00:00:00"  # a day alone, that a program shows as the one before
    return instant if midnight else shown


def find_dates(
    text: str, language: str | None = None, order: str | None = None
) -> list[tuple[int, int, str]]:
    """Every whole date of a text: where it begins and ends (its time included), and what it says."""
    if len(text) > _LINE:
        return list(_dates_in(_plain(text), (language or "").lower(), order, None))
    return list(_dates_of_line(text, (language or "").lower(), order))


_LINE = 300  # what is longer is asked once


@lru_cache(maxsize=2048)
def _dates_of_line(text: str, language: str, order: str | None) -> tuple[tuple[int, int, str], ...]:
    return tuple(_dates_in(_plain(text), language, order, None))


def learn_order(texts: Iterable[str]) -> str | None:
    """Day before month or after it, as a blog's own unmistakable dates show (numbers above 12, weekdays)."""
    seen: Counter[str] = Counter()
    for m in _in_figures(texts):
        a, b = int(m["na"]), int(m["nb"])
        plain = "dmy" if a > 12 >= b else "mdy" if b > 12 >= a else _order_by_weekday(m)
        seen.update([plain] if plain else [])
    ranked = seen.most_common(2)
    return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > 3 * ranked[1][1]) else None


def order_of(texts: Iterable[str], day: str) -> str | None:
    """Day before month or after it, as texts show that write this very day, or one of this very month, in figures."""
    year, month, *of_month = map(int, day.split("-"))
    for m in _in_figures(texts):
        pair = int(m["na"]), int(m["nb"])
        other = pair[pair[0] == month]
        same = _full_year(m["ny"]) == year and of_month in ([], [other])
        if same and month in pair and other != month:
            return "mdy" if pair[0] == month else "dmy"
    return None


def order_by_spread(texts: Iterable[str]) -> str | None:
    """Day before month or after it, where one of both readings sets all days close together.

    "05-11", "06-11" and "09-11" are a week in November, or the eleventh of three months.
    """
    figures = {(int(m["na"]), int(m["nb"]), _full_year(m["ny"])) for m in _in_figures(texts)}
    if len(figures) < 3 or any(max(a, b) > 12 or not a or not b for a, b, _ in figures):
        return None
    spans = {}
    for order in ("dmy", "mdy"):
        days = [date(year, *((b, a) if order == "dmy" else (a, b))) for a, b, year in figures]
        spans[order] = (max(days) - min(days)).days
        if len({day.day for day in days}) == 1 and days[0].day != 1:
            spans[order] += _UNLIKELY
    close, far = sorted(spans, key=spans.__getitem__)
    return close if spans[close] < 31 and spans[far] > _UNLIKELY else None


def order_by_sequence(texts: Iterable[str]) -> str | None:
    """Day before month or after it, where one of both readings alone has all days in order, as comments stand.

    "10/8/13", "11/8/13", "6/9/13" and "9/9/13" are a month; with the month before the day they go to and fro.
    """
    figures = [(int(m["na"]), int(m["nb"]), _full_year(m["ny"])) for m in _in_figures(texts)]
    if len({*figures}) < 4 or any(max(a, b) > 12 or not a or not b for a, b, _ in figures):
        return None
    readings = {"dmy": [(y, b, a) for a, b, y in figures], "mdy": [(y, a, b) for a, b, y in figures]}
    steady = [order for order, days in readings.items() if days in (sorted(days), sorted(days)[::-1])]
    return steady[0] if len(steady) == 1 else None


_UNLIKELY = 1000  # days: what months apart always falls on one day of the month is worth


def _in_figures(texts: Iterable[str]) -> Iterator[re.Match[str]]:
    """The days that texts write in figures alone."""
    for text in map(_plain, texts):
        if _FIGURES.search(text):
            yield from (m for m in _DATE.finditer(text) if m.lastgroup == "num")


def date_only(text: str, language: str | None = None) -> bool:
    """Is the text a date with at most a few small words beside it (a byline), rather than prose?"""
    if len(text) > 120 or not any(map(str.isdigit, text)):
        return False
    found = find_dates(text, language)
    if not found:
        return False
    rest = text[: found[0][0]] + " " + text[found[-1][1] :]
    return len(re.findall(r"[^\W\d_]{2,}", rest)) <= 4 and len(rest) <= 40


# ---- one date --------------------------------------------------------------------------------------------


def _dates_in(text: str, language: str, order: str | None, now: str | None) -> Iterator[tuple[int, int, str]]:
    at = 0
    latest = int(now[:4]) + 1 if now and now[:4].isdecimal() else datetime.now().year + 1
    while year := _YEARLIKE.search(text, at):
        m = _DATE.search(text, max(at, year.start() - _REACH), year.end() + _REACH)
        day = _READERS[m.lastgroup or ""](m, language, order) if m else None
        if not m or not day or not FIRST_YEAR <= day.year <= latest:
            at = m.start() + 1 if m else year.end()
            continue
        start, end, clock = _clock(text, m, at, language)
        yield start, end, day.isoformat() + clock
        at = end


def _plain(text: str) -> str:
    """Digits of every script as ASCII ones, invisible signs as blanks; each character stays where it was."""
    if text.isascii():
        return text
    text = text.translate(_SIGNS)
    return re.sub(r"[^\D0-9]", lambda d: str(unicodedata.digit(d[0])), text)


def _day(year: int, month: int, day: int, language: str = "") -> date | None:
    if 1300 <= year < 1500:
        return _from_jalali(year, month, day) if language[:2] in ("fa", "") else None
    if year >= 2400:
        year -= 543  # the Buddhist era, as Thai pages count
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _from_jalali(year: int, month: int, day: int) -> date | None:
    """The Persian solar calendar, by the arithmetic 2820-year cycle (exact for living people)."""
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    in_cycle = 474 + (year - 474) % 2820
    days = day + (month - 1) * 30 + min(month - 1, 6) + (in_cycle * 682 - 110) // 2816 + (in_cycle - 1) * 365
    return date.fromordinal(days + 226_895)


def _full_year(digits: str) -> int:
    year = int(digits.lstrip("'’"))
    return year if year > 99 else year + (2000 if year < 70 else 1900)


def _named(year: str, word: str, day: str, language: str) -> date | None:
    month = month_of(word, language)
    if month is None:
        persian = _JALALI_MONTHS.get(word.casefold())
        return _from_jalali(int(year), persian, int(day)) if persian and len(year) == 4 else None
    return _day(_full_year(year), month, int(day), language) if int(day) else None


def _numeric(m: re.Match[str], language: str, order: str | None) -> date | None:
    a, b, year, sep = int(m["na"]), int(m["nb"]), m["ny"], m["ns"].strip()
    if len(year) == 2 and not (order or _short_year_fits(m)):
        return None
    usual = "dmy" if year[0] in "'’" and sep == "-" else _usual_order(language, sep)
    if sep == "/" and m["num"][-len(year) - 1] == ",":
        usual = order = "mdy"  # "05/28,2009" is written in America alone
    elif sep == "-" and len(year) == 4 and _CLOCK_OF_DAY.match(m.string, m.end()):
        usual = "dmy"  # "03-01-2011 / 14:05": who counts the hours to 24 writes the day first
    order = _order_by_weekday(m) or order or usual
    if order == "ymd" and len(year) == 2 and (found := _day(_full_year(m["na"]), b, int(year))):
        return found
    first_is_month = (order == "mdy" and a <= 12) or b > 12
    month, day = (a, b) if first_is_month else (b, a)
    return _day(_full_year(year), month, day, language)


_WEEKDAY_BEFORE = re.compile(r"(?<!\w)([^\W\d][\w-]*)\.?[,\s]{1,3}$")


def _order_by_weekday(m: re.Match[str]) -> str | None:
    """Day before month or after it, as the weekday shows that stands before figures: "Wed, 07/05/2008"."""
    before = _WEEKDAY_BEFORE.search(m.string[max(0, m.start() - 20) : m.start()])
    weekday = _table()["weekdays"].get(before[1].casefold()) if before else None
    if weekday is None:
        return None
    a, b, year = int(m["na"]), int(m["nb"]), _full_year(m["ny"])
    read = {"dmy": _day(year, b, a), "mdy": _day(year, a, b)}
    fitting = [order for order, day in read.items() if day and day.weekday() == weekday]
    return fitting[0] if len(fitting) == 1 else None


def _short_year_fits(m: re.Match[str]) -> bool:
    """Three short numbers are a date only where little else stands, and no sign of a version or price."""
    if len(m.string) > 120 or m.string[: m.start()].endswith(tuple("v$€£#")):
        return False
    if len(m["na"]) + len(m["nb"]) > 2 or (m.start() == 0 and m["ns"].strip() == "/"):
        return True
    return bool(_CLOCK_AFTER.match(m.string, m.end()))


_CLOCK_AFTER = re.compile(r"\W{1,4}(?:at\s+)?(?:\d{1,2}(?::\d\d)?\s*[ap]\.?m\b|\d{1,2}:\d\d)", re.I)


_CLOCK_OF_DAY = re.compile(
    r"\s*[\s/,|@–—-]\s*(?:at\s+)?(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?!\s*[ap]\.?m\b|[\d:])", re.I
)


def _usual_order(language: str, sep: str) -> str:
    name, _, region = language.replace("_", "-").partition("-")
    if name in ("", "en"):
        return "mdy" if region in _MDY_REGIONS and sep != "." else "dmy"
    return str(_table()["orders"].get(name, "dmy"))


def _cjk(m: re.Match[str], language: str) -> date | None:
    year = 1 if m["cy"] == "元" else int(m["cy"])
    if m["era"]:
        year += _ERAS[m["era"]]
    elif year < 100:
        year += 2000
    return _day(year, int(m["cm"]), int(m["cd"]), language)


def _cjk_month(year: str, month: str, day: str) -> date | None:
    """A month of East Asia in a theme's English pattern: "二月 12th, 2010", "6월 14, 2009"."""
    return _day(int(year), int(month) if month.isdecimal() else _CJK_MONTHS.get(month, 0), int(day))


_READERS: dict[str, Callable[[re.Match[str], str, str | None], date | None]] = {
    "iso": lambda m, lang, _: _day(int(m["isoy"]), int(m["isom"]), int(m["isod"]), lang),
    "num": _numeric,
    "dmy": lambda m, lang, _: _named(m["dy"], m["dm"], m["dd"], lang),
    "mdy": lambda m, lang, _: _named(m["my"], m["mm"], m["md"], lang),
    "ymd": lambda m, lang, _: _named(m["yy"], m["ym"], m["yd"], lang),
    "ydm": lambda m, lang, _: _named(m["zy"], m["zm"], m["zd"], lang),
    "cts": lambda m, lang, _: _named(m["ty"], m["tm"], m["td"], lang),
    "cjk": lambda m, lang, _: _cjk(m, lang),
    "cjm": lambda m, lang, _: _cjk_month(m["jy"], m["jm"], m["jd"]),
    "cjd": lambda m, lang, _: _cjk_month(m["ky"], m["km"], m["kd"]),
    "set": lambda m, lang, _: (
        _day(int(m["sy"]), int(m["sm"]), int(m["sd"])) if m["st"] or m.string.strip() == m[0] else None
    ),
}


# ---- a day without its year -----------------------------------------------------------------------------

_DAY_ALONE = re.compile(
    rf"""(?<![\w.,:/-])(?:
      (?P<a>\d{{1,2}})(?:(?P<sep>/)|(?P<dot>\.))(?P<b>\d{{1,2}})(?(dot)\.)(?![\w/.:-])
    | (?P<before>{_WORD})\.?\s{{1,2}}(?P<md>\d{{1,2}}){_DAY_TAIL}(?![\w:./-])
    | (?P<dd>\d{{1,2}})\.?{_DAY_TAIL}\s{{1,2}}(?:de\s|of\s)?(?P<after>{_WORD})
    | (?P<cm>\d{{1,2}})\s?[月월]\s?(?P<cd>\d{{1,2}})\s?[日일])""",
    re.X | re.I,
)


def find_yearless(
    text: str, language: str | None = None, order: str | None = None, since: str | None = None
) -> tuple[int, int, str | None] | None:
    """A day shown without its year, in figures at an hour alone: where it stands; the first from ``since`` on.

    One told by how long after the post it is ("3 days later", as Typo prints it) is counted from ``since``.
    """
    if len(text) > _LINE or find_dates(text, language, order):
        return None
    language, text = (language or "").lower(), _plain(text)
    if "er" in text and (later := _LATER.search(text)):
        return *later.span(), _after(later, since)
    for m in _DAY_ALONE.finditer(text):
        start, end, clock = _clock(text, m, 0, language)
        told = _month_and_day(m, language, order) if clock or not m["a"] else None
        if told:
            day = _first_from(*told, since) if since else None
            return start, end, day.isoformat() + clock if day else None
    return None


_LATER = re.compile(
    r"""(?:\b(?:about|over|almost|environ|presque|etwa|ungefähr|less\sthan|moins\s(?:de|d'))\s+)?
    \b(?P<n>\d+|an?|une?|eine?[rm]?|half\san)\s(?:
      (?P<minutes>seconde?s?|sekunden?|minuten?s?)|(?P<hours>hours?|heures?|stunden?)|(?P<days>days?|jours?|tage?n?)
    | (?P<weeks>weeks?|semaines?|wochen?)|months?|mois|monate?n?|years?|ans?|années?|jahre?n?)
    \s(?:later|plus\stard|später)\b""",
    re.X | re.I,
)


def _after(later: re.Match[str], since: str | None) -> str | None:
    """The day so long after another; months and years name none, and what is told in days no hour."""
    unit = later.lastgroup if later.lastgroup != "n" else None
    if not since or not unit:
        return None
    count = int(later["n"]) if later["n"].isdigit() else 1
    try:
        return (datetime.fromisoformat(since) + timedelta(**{unit: count})).date().isoformat()
    except (ValueError, OverflowError):
        return None


def _month_and_day(m: re.Match[str], language: str, order: str | None) -> tuple[int, int] | None:
    if m["a"]:
        first, second = int(m["a"]), int(m["b"])
        turned = (
            (order or _usual_order(language, m["sep"] or ".")) == "dmy"
            if max(first, second) < 13
            else first > 12
        )
        month, day = (second, first) if turned else (first, second)
    elif m["cm"]:
        month, day = int(m["cm"]), int(m["cd"])
    else:
        month, day = month_of(m["before"] or m["after"], language) or 0, int(m["md"] or m["dd"])
    return (month, day) if _day(2000, month, day) else None


def _first_from(month: int, day: int, since: str) -> date | None:
    """The first day of that name that is not before another; a day less, for the writer's clock may stand elsewhere."""
    floor = date.fromisoformat(since[:10]) - timedelta(days=1)
    days = (_day(floor.year + n, month, day) for n in range(9))
    return next((d for d in days if d and d >= floor), None)


# ---- month words -----------------------------------------------------------------------------------------


@cache
def _table() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(files("scraper.data").joinpath("months.json").read_text("utf-8"))
    return loaded


@lru_cache(maxsize=4096)
def is_weekday(word: str) -> bool:
    """Is a word a day of the week, in whatever language, short or long?"""
    return word.strip(" .,").casefold() in _table()["weekdays"]


def month_of(word: str, language: str = "") -> int | None:
    """The month a word names, in this language first; inflected and unaccented forms too."""
    months = _table()["months"]
    folded = unicodedata.normalize("NFC", word.casefold().replace(".", "")).replace("\u0307", "").strip()
    if folded.startswith(("tháng", "thang", "thg")) or folded[:2] == "th" and folded[2:].isdecimal():
        return _vietnamese(folded)
    entry = months.get(folded) or months.get(_bare(folded)) or _inflected(months, folded)
    if isinstance(entry, dict):
        entry = entry.get(language[:2], entry[""])
    return int(entry) if entry else None


def _inflected(months: dict[str, Any], word: str) -> Any:
    """``maiatzaren``, ``toukokuussa``: five letters of a month or more, and an ending; ``במאי``: a prefix."""
    if word[:1] in "בל" and word[1:] in months:
        return months[word[1:]]
    return next((months[word[:-n]] for n in range(1, 5) if len(word) - n >= 5 and word[:-n] in months), None)


def _bare(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if unicodedata.category(c) != "Mn")


_VIETNAMESE = ("một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai")


def _vietnamese(words: str) -> int | None:
    name = words.split(None, 1)[1] if " " in words else words[2:]
    if name.isdecimal():
        return int(name) if 1 <= int(name) <= 12 else None
    return _VIETNAMESE.index(name) + 1 if name in _VIETNAMESE else None


# ---- the time beside it ----------------------------------------------------------------------------------


def _clock(text: str, m: re.Match[str], floor: int, language: str) -> tuple[int, int, str]:
    """Where the date with its time begins and ends, and the time as ISO has it ("" where none is shown)."""
    start, end = m.span()
    if m.lastgroup == "cts":
        return start, end, _iso_clock(_TIME.search(m["tt"] + " " + (m["tz"] or "").strip()), language) or ""
    if m.lastgroup == "set":
        return _compact_clock(text, m)
    if after := _time_after(text, end):
        return start, after.end(), _iso_clock(after, language) or ""
    if before := _time_before(text, max(floor, start - 32), start):
        return before.start(), end, _iso_clock(before, language) or ""
    return start, end, ""


def _compact_clock(text: str, m: re.Match[str]) -> tuple[int, int, str]:
    start, end = m.span()
    if not m["st"]:
        return start, end, ""
    digits = m["st"][1:].ljust(6, "0")
    zone = re.compile(r"\s?(?:Z|[+-]\d\d:?\d\d)").match(text, end)
    if digits > "235959":
        return start, end, ""
    clock = f"T{digits[:2]}:{digits[2:4]}:{digits[4:]}" + (_zone(zone[0], "") if zone else "")
    return start, zone.end() if zone else end, clock


def _time_after(text: str, end: int) -> re.Match[str] | None:
    """The time that follows: near, with nothing but words between (``by Ann at 3:05 pm``)."""
    at = end
    while t := _TIME.search(text, at, end + 72):
        between = text[end : t.start()]
        if len(between) > 48 or any(map(str.isdigit, between)):
            return None
        if _is_time(t, text):
            return t
        return None
    return None


def _time_before(text: str, floor: int, start: int) -> re.Match[str] | None:
    last = None
    for t in _TIME.finditer(text, floor, start):
        if _is_time(t, text):
            last = t
    between = text[last.end() : start] if last else ""
    return last if last and len(between) <= 24 and not any(map(str.isdigit, between)) else None


def _is_time(t: re.Match[str], text: str) -> bool:
    sep, post = (t["sep"] or "").strip(), (t["post"] or "").strip()
    if sep in (":", "：", "h", "h.", "時", "时", "点", "點", "시"):
        return True
    if sep in (".", "u"):
        return bool(post) or bool(_CLOCK_WORD.search(text, max(0, t.start() - 12), t.start()))
    return bool(post or t["pre"]) and not t["sep"]


def _iso_clock(t: re.Match[str] | None, language: str) -> str | None:
    if t is None:
        return None
    hour, half = int(t["h"]), _half(t, language)
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    if hour > 23:
        return None
    minute, second = int(t["mi"] or 0), int(t["s"] or 0)
    return f"T{hour:02}:{minute:02}:{second:02}" + _zone(t["zone"] or "", language)


def _half(t: re.Match[str], language: str) -> str:
    """``a`` before noon, ``p`` after, "" where the clock has 24 hours."""
    said = (t["post"] or "").strip()
    if said == "пп" and language[:2] not in ("mk", "sr"):
        return "p"  # Russian's afternoon, and Macedonian's forenoon
    if said in _MORNINGS or said in _EVENINGS:
        return "a" if said in _MORNINGS else "p"
    post, pre = re.sub(r"[.\s]", "", said).lower(), (t["pre"] or "").lower()
    if post in ("am", "πμ", "sa") or pre in ("am", "öö") or (pre and pre in _BEFORE_NOON):
        return "a"
    if post in ("pm", "μμ", "ch") or pre in ("pm", "ös", "中午") or (pre and pre in _AFTER_NOON):
        return "p"
    return ""


def _zone(shown: str, language: str) -> str:
    """``+02:00``; "" for a zone nobody can tell (IST is three; CST on a Chinese page is China's)."""
    shown = shown.strip(" (")
    if shown in _ZONES:
        return "" if shown == "CST" and language[:2] == "zh" else _offset(_ZONES[shown])
    m = re.fullmatch(r"(?:UTC|GMT)?\s?([+−-])(\d\d?):?(\d\d)?", shown)
    if not m or int(m[2]) > 14 or int(m[3] or 0) > 59:
        return ""
    return _offset((-1 if m[1] != "+" else 1) * (int(m[2]) * 60 + int(m[3] or 0)))


def _offset(minutes: int) -> str:
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


# ---- relative dates --------------------------------------------------------------------------------------


def _relative(text: str, language: str, now: str | None) -> str | None:
    """``3 days ago``, counted from the capture; weeks, months and years name no day."""
    try:
        base = datetime.fromisoformat((now or "").replace("Z", "+00:00"))
    except ValueError:
        return None
    phrase, names = _relative_phrase(_plain(text))
    wanted = [n for n in names if n == language.split("-")[0]] or names[:3]
    for name in wanted:
        if answer := _ask_dateparser(phrase, name, base):
            return answer
    return None


_TOKEN = re.compile(r"\d+(?:[:.h]\d\d)?|[^\W\d_]+")
_SMALL = frozenset(
    ("at um om à a as às las the en il y vor hace há för pm am h uhr kl i в у το alle alla o").split()
)


def _relative_phrase(text: str) -> tuple[str, list[str]]:
    """The part of a text made of words of relative dates alone, and the languages it can be in."""
    known, past = _table()["relative"], _table()["past"]
    runs: list[list[re.Match[str]]] = [[]]
    for t in _TOKEN.finditer(text):
        word = t[0].casefold()
        if word[:1].isdigit() or word in _SMALL or word in known:
            runs[-1].append(t)
        elif runs[-1]:
            runs.append([])
    run = max(runs, key=lambda r: sum(t[0].casefold() in past for t in r))
    votes = Counter(n for t in run for n in past.get(t[0].casefold(), "").split())
    votes.update(n for t in run for n in known.get(t[0].casefold(), "").split() if n in votes)
    names = [n for n, _ in sorted(votes.items(), key=lambda v: (-v[1], v[0] != "en"))]
    return (text[run[0].start() : run[-1].end()], names) if names else ("", [])


@lru_cache(maxsize=2048)
def _ask_dateparser(phrase: str, language: str, base: datetime) -> str | None:
    from dateparser.date import DateDataParser  # heavy: loaded only where a page has relative dates

    settings = {
        "RELATIVE_BASE": base.replace(tzinfo=None),
        "RETURN_TIME_AS_PERIOD": True,
        "PARSERS": ["relative-time"],
    }
    try:
        said = DateDataParser(languages=[language], settings=settings).get_date_data(phrase)
    except (ValueError, OverflowError, TypeError, AttributeError):
        return None
    when: datetime | None = said.date_obj and said.date_obj.replace(tzinfo=None)  # "MoT" is read as a zone
    if when is None or said.period not in ("day", "time") or when.year < FIRST_YEAR:
        return None
    if when > base.replace(tzinfo=None) + timedelta(minutes=5):
        return None
    return _as_precise(when, base, phrase) if said.period == "time" else when.date().isoformat()


def _as_precise(when: datetime, base: datetime, phrase: str) -> str:
    """A clock time as shown; minutes ago from the capture's own clock; hours ago tell the day alone."""
    if re.search(r"\d[:.h]\d\d|\d\s?[ap]\.?m|\d\s?(?:h|uhr)\b", phrase, re.I):
        return when.replace(microsecond=0, tzinfo=None).isoformat()
    if abs(base.replace(tzinfo=None) - when) < timedelta(hours=1):
        return when.replace(microsecond=0, tzinfo=base.tzinfo).isoformat()
    return when.date().isoformat()
