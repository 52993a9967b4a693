"""PivotX, and Pivot before it."""

import re
from collections.abc import Iterator
from typing import Any

from scraper.rules import Platform

_FIGURES = re.compile(r"\s*(\d\d)\s+(\d\d)\s+(\d\d)\s+-\s+(\d\d:\d\d)\b")
_SIGNED = re.compile(r"\s*(\S[^|]*?)\s{2,}(\w+\s+\d{1,2}\s+\w+\s+\d{4}\s+-\s+[\w: ]+?)\s*\|\s*")


def published(root: Any, page: Any) -> str | None:
    """The day in figures without any sign between them, as PivotX writes it by itself: "31 12 18 - 23:59"."""
    for el in page.index.by_class.get("date", ()):
        if told := _FIGURES.match("".join(el.itertext())):
            day, month, year, clock = told.groups()
            return f"20{year}-{month}-{day} {clock}"
    return None


def _signed(page: Any) -> Iterator[Any]:
    """ "NAME  Thursday 28 May 2009 - 11:01 am |", the name and the day apart."""
    return filter(None, (_SIGNED.match(el.text or "") for el in page.index.by_class.get("meta", ())))


def author(root: Any, page: Any) -> str | None:
    """The name at the start of the line below a post."""
    return next((told[1] for told in _signed(page)), None)


def signed_day(root: Any, page: Any) -> str | None:
    """The day behind that name."""
    return next((told[2] for told in _signed(page)), None)


PIVOTX = Platform(
    name="pivotx",
    signs=("meta[name='generator'][content^='PivotX']", "input[name='piv_code']"),
    post={
        "title": (".entry h2", "#content-inner > h2"),
        "author": (author,),
        "published": (published, signed_day),
        "body": (".entry", "#content-inner"),
        "categories": (".entry .meta a[href*='?c=']", ".entry .meta a[href*='/category/']"),
        "tags": (".entry .meta a[rel='tag'], .date a[rel='tag']",),
    },
    links={"post": (".entry h2 a[href]", ".title a[href]")},
    drop=(
        ".date",
        ".meta",
        ".entrynavigation",
        ".commentblock",
        ".comments",
        "#commentform",
        ".linkdumpentry",
    ),
)
