"""Writes scraper/data/months.json from the language data that dateparser brings; never runs with the scraper.

    python tools/months.py

The table holds the month words of the languages blogs are written in (folded, with and without accents), the
usual order of day, month and year of each, those of the days of the week, and the words by which a relative date is
known as one.
"""

import importlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

_LANGUAGES = """
    en de fr es it pt nl sv da nb nn fi is et lv lt pl cs sk sl hr bs sr sr-Latn mk bg ru uk be ro hu el
    tr az kk uz ca gl eu ast cy ga br lb af eo sq mt he ar fa ur hi bn mr ta te ml kn gu pa ne si th lo my
    km vi id ms fil tl sw ka hy mn ja ko zh fo ckb ug
"""
LANGUAGES = _LANGUAGES.split()
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
UNITS = ("second", "minute", "hour", "day", "week", "month", "year")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MORE_WEEKDAYS = {"sonnabend": 5, "thur": 3, "thurs": 3}
#: Monday first; the data has more of these short ones that are quite other words elsewhere: "on", "to", "me", "son".
SHORT_WEEKDAYS = (
    "lun ma man mo mon mån pon seg пн",
    "di mar ter tir tis tue wt вт",
    "mer mi mié ons qua wed wo śr ср",
    "czw do gio jeu jue qui thu tor чт",
    "fr fre fri pt sex ven vie vr пт",
    "lör lør sa sab sam sat sob sáb za сб",
    "dim dom so sun sön søn zo вс",
)
#: What the data lacks, or has in one case only.
MORE = {
    "lv": {
        5: ["maija"],
        1: ["janvāra"],
        2: ["februāra"],
        3: ["marta"],
        4: ["aprīļa"],
        6: ["jūnija"],
        7: ["jūlija"],
    },
    "he": {3: ["במרס", "במרץ"], 5: ["במאי"], 8: ["באוגוסט"]},
    "id": {5: ["mei"], 8: ["agu", "agt"]},
    "sr": {
        1: ["јануара"],
        2: ["фебруара"],
        4: ["априла"],
        5: ["мај", "маја"],
        6: ["јуна"],
        7: ["јула"],
        9: ["септембра"],
        10: ["октобра"],
        11: ["новембра"],
        12: ["децембра"],
    },
    "fa": {7: ["ژوییه", "جولای"], 8: ["آگوست"]},
    "bn": {8: ["অগাস্ট", "অগাষ্ট"]},
    "ug": {8: ["ئاۋغۇست"]},
    "ka": {5: ["მაისს"]},
    "es": {9: ["set", "setiembre"]},
    "it": {9: ["sett"]},
    "tr": {5: ["mayıs", "may"], 4: ["nisan"]},
}


def fold(word: str) -> str:
    return unicodedata.normalize("NFC", word.casefold()).replace(".", "").replace("\u0307", "").strip()


def bare(word: str) -> str:
    """Without accents, as capitals and careless typists write it."""
    kept = (c for c in unicodedata.normalize("NFD", word) if unicodedata.category(c) != "Mn")
    return unicodedata.normalize("NFC", "".join(kept))


def infos() -> Iterator[tuple[str, dict[str, Any]]]:
    for name in LANGUAGES:
        yield name, importlib.import_module(f"dateparser.data.date_translation_data.{name}").info


def month_words(name: str, info: dict[str, Any]) -> Iterator[tuple[str, int]]:
    regions = info.get("locale_specific", {}).values()
    for number, month in enumerate(MONTHS, 1):
        listed = [w for source in (info, *regions) for w in source.get(month, ())]
        for word in listed + MORE.get(name, {}).get(number, []):
            folded = fold(word)
            if usable(folded):
                yield folded, number
                if folded.isascii() or not has_marks_as_letters(folded):
                    yield bare(folded), number


def has_marks_as_letters(word: str) -> bool:
    return any("\u0590" <= c <= "\u0fff" for c in word)


def usable(word: str) -> bool:
    long_enough = len(word) > (2 if word[:1] < "\u0250" else 1)
    return long_enough and (not re.search(r"[\d\s月월]", word) or word.startswith(("تشرين ", "كانون ")))


def month_table() -> dict[str, Any]:
    """word -> month; where languages disagree, ``{"": the usual one, language: its own}``."""
    said: dict[str, dict[str, int]] = {}
    for name, info in infos():
        for word, number in month_words(name, info):
            said.setdefault(word, {}).setdefault(name.split("-")[0], number)
    return {word: settle(by_language) for word, by_language in sorted(said.items())}


def settle(by_language: dict[str, int]) -> int | dict[str, int]:
    usual = by_language.get("en") or Counter(by_language.values()).most_common(1)[0][0]
    others = {name: number for name, number in by_language.items() if number != usual}
    return {"": usual, **others} if others else usual


def weekday_words() -> dict[str, int]:
    """word -> day of the week, Monday is 0; where languages disagree, what most of them say."""
    said: dict[str, Counter[int]] = {}
    for _, info in infos():
        for number, day in enumerate(WEEKDAYS):
            for word in {fold(w) for w in info.get(day, ())}:
                if len(word) > 3 and word.replace("-", "").isalpha():
                    said.setdefault(word, Counter())[number] += 1
    usual = {word: numbers.most_common(1)[0][0] for word, numbers in sorted(said.items())}
    short = {word: number for number, words in enumerate(SHORT_WEEKDAYS) for word in words.split()}
    return dict(sorted({**usual, **short, **MORE_WEEKDAYS}.items()))


def relative_words() -> dict[str, str]:
    """word -> the languages (at most six) in which it can stand in a relative date."""
    return spread({name: vocabulary(info) for name, info in infos()})


def past_words() -> dict[str, str]:
    """Those of them that say that it is one: ``ago``, ``vor``, ``yesterday``; no unit of time."""
    return spread({name: past(info) for name, info in infos()})


def spread(words: dict[str, set[str]]) -> dict[str, str]:
    said: dict[str, list[str]] = {}
    for name, listed in words.items():
        for word in sorted(listed):
            said.setdefault(word, []).append(name)
    return {word: " ".join(names[:6]) for word, names in sorted(said.items())}


def split(phrases: Iterable[str]) -> set[str]:
    bare_phrases = [re.sub(r"\(\\d[^)]*\)|\\.", " ", p) for p in phrases]
    found = {w for p in bare_phrases for w in re.findall(r"[^\W\d_]+", fold(p))}
    return {w for w in found if len(w) > 1 or not w.isascii()}


def vocabulary(info: dict[str, Any]) -> set[str]:
    types, patterns = info.get("relative-type", {}), info.get("relative-type-regex", {})
    listed = [w for key in (*UNITS, "ago") for w in info.get(key, ())]
    return split([p for v in (*types.values(), *patterns.values()) for p in v] + listed)


def past(info: dict[str, Any]) -> set[str]:
    types, patterns = info.get("relative-type", {}), info.get("relative-type-regex", {})
    counted = [p for key, v in patterns.items() if key.endswith("ago") for p in v]
    ago = split(counted + list(info.get("ago", ()))) - split(w for u in UNITS for w in info.get(u, ()))
    return ago | {fold(w) for n in "012" for w in types.get(f"{n} day ago", ()) if " " not in w}


def tables() -> dict[str, dict[str, Any]]:
    return {
        "months": month_table(),
        "orders": {name: info.get("date_order", "DMY").lower() for name, info in infos()},
        "past": past_words(),
        "relative": relative_words(),
        "weekdays": weekday_words(),
    }


def main() -> None:
    target = Path(__file__).parent.parent / "scraper" / "data" / "months.json"
    target.write_text(json.dumps(tables(), ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
