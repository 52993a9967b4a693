"""Names of commenters, judged by the whole thread: what all of them end in is the theme's word, not theirs. Pure."""

from collections.abc import Sequence

from scraper.comment_items import Item, own_text
from scraper.dates import find_dates
from scraper.fields import exact_name, read_name, squash
from scraper.select import Element


def settle_names(items: Sequence[Item], owner: dict[Element, Item]) -> None:
    """Put right what no single comment can show: words of the theme beside every name, and names with a date."""
    named = [item for item in items if item.values.get("author")]
    for item in named:
        if name := _name_with_date(item, owner):
            item.values["author"] = name
    shared = _shared_ending([item.values["author"] for item in named])
    for item in named if shared else ():
        item.values["author"] = item.values["author"].removesuffix(shared).strip() or None


def _shared_ending(names: list[str]) -> str:
    """The word in small letters that all names end in, whatever its language: "Ann schrieb", "Bob schrieb"."""
    word = names[0].rpartition(" ")[2] if len(set(names)) > 2 else ""
    small = word.isalpha() and word == word.lower() != word.upper()
    return word if small and all(name.endswith(f" {word}") for name in names) else ""


def _name_with_date(item: Item, owner: dict[Element, Item]) -> str | None:
    """The whole of a name's own element, where the date in it is another day than the comment's own."""
    el, day = item.author_el, (item.values.get("published") or "")[:10]
    text = squash(own_text(el, item, owner)) if el is not None else ""
    if not day or item.date_el is None or not any(map(str.isdigit, text)) or len(text) > 60:
        return None
    if item.date_el is el or el in item.date_el.iterancestors() or read_name(text) is None:
        return None
    days = {told[:10] for *_, told in find_dates(text)}
    return exact_name(text) if days and day not in days else None
