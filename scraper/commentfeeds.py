"""Entries of comment feeds as comments (RSS, Atom with RFC 4685): whose they are, whom they answer; pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import html as lxml_html

from scraper.clean import read_content
from scraper.rows import Comment, Entry
from scraper.urls import comment_page, page_key

_ID = re.compile(r"#(?:[a-z]+-)*[a-z]{0,9}(\d+)$", re.IGNORECASE)
_LOCKED = "post-password-form"  # what WordPress puts in place of the words where the post is locked
#: WordPress tells the parent in words, in RSS the only way: In reply to <a href="...#comment-2">Ann</a>.
_IN_REPLY = re.compile(r'^\s*<p>[^<]{1,60}<a href="[^"]*(#comment-\d+)"[^>]*>[^<]*</a>\s*\.?\s*</p>\s*')


@dataclass(frozen=True, slots=True)
class Told:
    """A comment as a feed tells it, and the key of the post it belongs to."""

    key: str
    comment: Comment


def comments_in(entries: Iterable[Entry]) -> Iterator[Told]:
    """Read those entries that are comments with an id of their own; others say nothing that would last."""
    listed = list(entries)
    ids = {entry.id: number for entry in listed if entry.id and (number := _number(entry.url))}
    for entry in listed:
        number = _number(entry.url)
        if number is not None and _LOCKED not in (entry.body_html or ""):
            address = entry.url.partition("#")[0]
            paged = comment_page(address)
            yield Told(page_key(paged[0] if paged else address), _comment(entry, number, ids))


def _number(url: str | None) -> str | None:
    match = _ID.search(url or "")
    return match[1] if match else None


def _comment(entry: Entry, number: str, ids: dict[str, str]) -> Comment:
    body = entry.body_html or ""
    said = _IN_REPLY.match(body)
    reply = entry.in_reply_to  # RFC 4685, 3: the id of what is answered, which may be the post itself
    parent = ids.get(reply or "") or _number(reply) or (_number(said[1]) if said else None)
    html, text = _clean(body[said.end() :] if said else body, entry.url)
    return Comment(
        id=number,
        parent_id=parent if parent != number else None,
        author=entry.author,
        published=entry.published,
        body_html=html,
        body_text=text,
        url=entry.url,
    )


def _clean(body: str, base: str) -> tuple[str | None, str | None]:
    if not body.strip():
        return None, None
    try:
        content = read_content(lxml_html.fragment_fromstring(body, create_parent="div"), base)
    except (ValueError, lxml_html.etree.LxmlError):
        return None, None
    return content.html or None, content.text or None
