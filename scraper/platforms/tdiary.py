"""tDiary: a page a day, of one section or several."""

import re
from typing import Any

from scraper.rules import Platform


def title(root: Any, page: Any) -> str | None:
    """A day's own title, or the heading of its first section, without its mark and "[category]"."""
    days = (el for el in page.index.by_class.get("title", ()) if el.tag == "span")
    if told := next((said for el in days if (said := " ".join("".join(el.itertext()).split()))), None):
        return told
    sections = (el.find("h3") for el in page.index.by_class.get("section", ()))
    heading = next((h for h in sections if h is not None), None)
    if heading is None:
        return None
    return " ".join(_LABELS.sub("", "".join(heading.itertext()).removeprefix(_mark_of(heading))).split())


def _mark_of(heading: Any) -> str:
    """What leads to the section itself: "■" or "_"."""
    anchor = heading.find("a")
    return (
        "".join(anchor.itertext())
        if anchor is not None and (anchor.get("name") or "").startswith("p")
        else ""
    )


_LABELS = re.compile(r"^\s*(?:\[[^\]]{1,40}\]\s*)+")


def count(root: Any, page: Any) -> str | None:
    """The number of comments: "本日のツッコミ(全3件)"."""
    captions = (
        el for el in page.index.by_class.get("caption", ()) if el.getparent().get("class") == "comment"
    )
    told = (_ALL.search("".join(el.itertext())) for el in captions)
    return next((found[1] for found in told if found), None)


_ALL = re.compile(r"[(（]\D{0,3}(\d+)")

TDIARY = Platform(
    name="tdiary",
    signs=("meta[name='generator'][content^='tDiary']", "span.sanchor"),
    paths={
        "post": r"/\d{8}(?:p\d\d)?\.html$|\?date=\d{8}(?:p\d\d)?$", "archive": r"/\d{6}\.html$|\?date=\d{4,6}$|\?category=",
    },
    post={
        "title": (title,),
        "published": (".day h2 .date",),
        "body": (".day > .body",),
        "categories": (".section h3 a[href*='category=']",),
        "comments_declared": (count,),
    },
    drop=(".section h3 a[name^='p']", ".section h3 a[href*='category=']"),
)  # fmt: skip
