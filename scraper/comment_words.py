"""A comment's words without the byline that a theme printed among them. Never looks at the tree."""

import re

from scraper import words
from scraper.dates import find_dates
from scraper.fields import UNVERIFIED, letters, squash

_BLOCK = r"(?:p|div|ul|ol|dl|blockquote|pre|h[1-6]|table|figure|hr)\b"
#: what wraps all of the words, and what in it is empty
_OPEN = r"\s*+(?:(?:</?(?:div|span)\b[^>]*>|<br\s*/?>|<a\b[^>]*>\s*</a>)\s*+)*+"
_CLOSED = r"\s*(?:</(?:div|span)>\s*)*\Z"
_HEAD = re.compile(rf"{_OPEN}(?P<piece>(?:(?!</?{_BLOCK}|<br).)+)", re.S)
_TAIL = re.compile(rf"(?<=>)(?P<piece>(?:(?!<br|</?{_BLOCK}).)+?){_CLOSED}", re.S)
_FIRST = re.compile(
    rf"{_OPEN}(?P<piece><(?P<tag>p|div|h[1-6])\b[^>]*>(?:(?!</?{_BLOCK}).)*</(?P=tag)>)", re.S
)
_LAST = re.compile(
    rf"(?P<piece><(?P<tag>p|div|h[1-6])\b[^>]*>(?:(?!</?{_BLOCK}).)*</(?P=tag)>){_CLOSED}", re.S
)
_TITLE = re.compile(
    rf"{_OPEN}(?:<img\b[^>]*>\s*)?<(?P<tag>h[1-6])\b[^>]*>(?:(?!</?{_BLOCK}).)*</(?P=tag)>", re.S
)
_TAG = re.compile(r"<[^>]*>|&\w+;|&#\d+;")
_EMPTY = re.compile(r"[\[\](){}|\s]+")  # what stood around a link to answer
_BREAKS = re.compile(r"^(?:\s|<br\s*/?>)+")
_MOST = 160  # characters of a byline; a pingback's name is the title of a post


def without_byline(html: str, text: str, author: str, published: str | None) -> tuple[str, str]:
    """(html, text) of a comment without a first line that says but who wrote and when, or a last one with a date.

    A last line with a name alone stays: people sign what they write. Where a comment has a title, the byline stands
    below it.
    """
    title = _TITLE.match(html)
    below = text.partition("\n")
    if title is not None and below[2].strip() and not _is_byline(below[0], author):
        rest_html, rest_text = without_byline(html[title.end() :], below[2].lstrip(), author, published)
        return html[: title.end()] + rest_html, f"{below[0]}\n\n{rest_text}"
    for _ in range(2):
        first, _, rest = text.partition("\n")
        told = _is_byline(first, author) or _is_dated(first, author, published)
        if rest.strip() and (told or _EMPTY.fullmatch(first)):
            cut = _cut(html, first, (_HEAD, _FIRST))
            html, text = (html, text) if cut is None else (_BREAKS.sub("", cut), rest.lstrip())
    before, _, last = text.rpartition("\n")
    if before.strip() and _is_dated(last, author, published):
        cut = _cut(html, last, (_TAIL, _LAST))
        html, text = (html, text) if cut is None else (cut, before.rstrip())
    return html, text


def without_frame(html: str, text: str, head: str, author: str) -> tuple[str, str]:
    """(html, text) of a comment without its first line, where that is the head that frames all names of a thread."""
    first, _, rest = text.partition("\n")
    if not rest.strip() or squash(first) not in (head, squash(head.replace(author, " ", 1))):
        return html, text
    cut = _cut(html, first, (_HEAD, _FIRST))
    return (html, text) if cut is None else (_BREAKS.sub("", cut), rest.lstrip())


def without_head(html: str, line: str) -> str:
    """The markup without the piece at its head that prints this line, were it in several elements."""
    cut = _cut(html, line, (_HEAD, _FIRST))
    return html if cut is None else cut


def _is_byline(line: str, author: str) -> bool:
    return bool(author) and author in line and len(line) - len(author) <= _MOST and is_small(line, author)


def _is_dated(line: str, author: str, published: str | None) -> bool:
    """Does the line tell the comment's own day, or how long ago that was, and nothing but that and the name?"""
    if len(line) <= _MOST and words.AGO.search(line):
        return is_small(words.AGO.sub(" ", line), author)
    dates = find_dates(line) if published and len(line) <= _MOST else []
    badge = _BADGE if _SAYS_AT_END.search(line) else 3
    return any(day[:10] == (published or "")[:10] for *_, day in dates) and is_small(line, author, badge)


_BADGE = 24  # characters: what stands beside a name that "replied" may be its badge: "Staff member"
_SAYS_AT_END = re.compile(r"\b(?:says|said|writes|wrote|commented|replied)\W*$", re.I)


def is_small(line: str, author: str, most: int = 3) -> bool:
    """Is a line but the author's name, a date and the small words of a byline?"""
    rest = UNVERIFIED.sub("", line.replace(author, " ", 1) if author else line)
    for start, end, _ in find_dates(rest)[:1]:
        rest = f"{words.WEEKDAY.sub('', rest[:start])} {rest[end:]}"
    return len(words.SMALL.sub("", rest)) <= most


def _cut(html: str, line: str, ends: tuple[re.Pattern[str], ...]) -> str | None:
    """The markup without the piece at its end that prints this line; None where no piece does."""
    for end in ends:
        found = end.match(html) if end in (_HEAD, _FIRST) else end.search(html)
        if found and letters(_TAG.sub(" ", found["piece"])) == letters(line):
            return html[: found.start("piece")] + html[found.end("piece") :]
    return None
