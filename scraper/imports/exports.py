"""Feeds and the exports of platforms, cut into one capture a post; streamed, no entities, never the whole tree.

A saved feed is kept as a feed too: a witness beside the pages. Drafts and what is private are left out.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from copy import deepcopy
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from scraper.feeds import is_feed
from scraper.imports.source import MAX_BYTES, Notes, modified, page
from scraper.items import ATOM, FEED, PREFIX, WXR, entry_kind, tag_of, text_in
from scraper.rows import Capture
from scraper.urls import absolute

_PUBLISHED = ("publish", "inherit")
_SECRET = ("content:encoded", "excerpt:encoded", "wp:comment", "wp:post_password", "wp:postmeta")
#: What no feed of Blogger's has: settings, the later export's own names, posts and comments side by side.
_OF_BLOGGER = ((b"#settings",), (b"#template",), (b"2018/blogger",), (b"kind#post", b"kind#comment"))
_ITEMS = ("item", "{*}item", "{*}entry")


def claims(path: Path, head: bytes) -> bool:
    """Tell a feed or an export by its root element."""
    return path.is_file() and is_feed(Capture(path.absolute().as_uri(), 200, body=head))


def read(path: Path, notes: Notes) -> Iterator[Capture]:
    """Read WXR, Blogger's export, or a feed."""
    with path.open("rb") as file:
        head = file.read(65536)
    if b"wordpress.org/export/" in head:
        yield from _read_wxr(path, notes)
    elif b"blogger.com" in head and any(all(mark in head for mark in marks) for marks in _OF_BLOGGER):
        yield from _read_blogger(path, notes)
    else:
        yield from _read_feed(path, notes)


def _items(path: Path, notes: Notes) -> Iterator[tuple[Any, Any]]:
    """Give each item with the head of its feed, and forget it; what is broken is told, one cut short left out."""
    events = etree.iterparse(
        str(path.absolute()),
        tag=_ITEMS,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        recover=True,
    )
    try:
        for _, node in events:
            last = events.error_log.last_error
            if last is not None and last.type_name.endswith("NOT_FINISHED"):
                break
            yield node, node.getparent()
            _forget(node)
    except etree.XMLSyntaxError as error:
        notes.add(path, f"not well-formed: {error}")
    else:  # a prefix nobody declared is no matter: WordPress wrote one for years
        for fault in list(events.error_log.filter_from_fatals())[:1]:
            notes.add(path, f"not well-formed: {fault.message.strip()}, line {fault.line}")


def _forget(node: Any) -> None:
    """Let go of an item and of those before it: the tree of an export may not fit into memory."""
    parent = node.getparent()
    node.clear()
    while (
        parent is not None and node.getprevious() is not None and tag_of(node.getprevious()) == tag_of(node)
    ):
        parent.remove(node.getprevious())


def _item(url: str, media: str, body: bytes, at: str, path: Path) -> Capture:
    return page(f"{PREFIX}{url}", body, at, media, path.name)


# ------------------------------------------------------------------------------------------- WXR


def _read_wxr(path: Path, notes: Notes) -> Iterator[Capture]:
    at = modified(path)
    for item, channel in _items(path, notes):
        link, kind = absolute(text_in(item, "link") or ""), text_in(item, "wp:post_type")
        if (
            kind in ("post", "page", None)
            and (text_in(item, "wp:status") or "publish") in _PUBLISHED
            and link
        ):
            yield _item(link, WXR, _wxr_document(item, channel), at, path)


def _wxr_document(item: Any, channel: Any) -> bytes:
    """One item as a feed of its own: with what it needs of the head, the name of its author."""
    login = text_in(item, "dc:creator")
    root = _root("rss", item, {"version": "2.0"})
    out = etree.SubElement(root, "channel")
    for node in channel:
        if not isinstance(node.tag, str):
            continue
        if tag_of(node) in ("title", "link", "language") or (
            tag_of(node) == "wp:author" and text_in(node, "wp:author_login") == login
        ):
            out.append(_copy(node))
    out.append(_without_secrets(_copy(item)))
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def _without_secrets(item: Any) -> Any:
    """Of a post behind a password, leave no more than the blog shows: that it is there."""
    if text_in(item, "wp:post_password"):
        for node in [n for n in item if isinstance(n.tag, str) and tag_of(n) in _SECRET]:
            item.remove(node)
    return item


def _root(tag: str, item: Any, told: dict[str, str] | None = None) -> Any:
    """A root for one item; where a name space is no address (a damaged file), each element brings its own."""
    try:
        return etree.Element(tag, told, nsmap=item.nsmap)
    except ValueError:
        return etree.Element(tag, told)


def _copy(node: Any) -> Any:
    """Take a copy: to move a node would take it from who still reads the file."""
    copy = deepcopy(node)
    copy.tail = None
    return copy


# ------------------------------------------------------------------------------------------- Blogger


def _read_blogger(path: Path, notes: Notes) -> Iterator[Capture]:
    """Gather the comments of each post, on the disk, then give posts with them."""
    at = modified(path)
    with closing(sqlite3.connect("")) as held:
        held.execute("CREATE TABLE comments(post TEXT, n INTEGER PRIMARY KEY, entry BLOB)")
        for entry, _ in _items(path, notes):
            if entry_kind(entry) == "comment" and _is_live(entry):
                row = (_answers(entry), etree.tostring(entry, with_tail=False))
                held.execute("INSERT INTO comments(post, entry) VALUES (?, ?)", row)
        held.execute("CREATE INDEX of_post ON comments(post)")
        for entry, feed in _items(path, Notes()):
            url = _blogger_url(entry, notes)
            if entry_kind(entry) in ("post", "page") and _is_live(entry) and url:
                rows = held.execute(
                    "SELECT entry FROM comments WHERE post = ? ORDER BY n", (text_in(entry, "id"),)
                )
                own = etree.tostring(entry, with_tail=False)
                body = b"".join((_head(feed), own, *(blob for (blob,) in rows), b"</feed>"))
                yield _item(url, ATOM, body, at, path)


def _head(feed: Any) -> bytes:
    title = etree.Element("title")
    title.text = text_in(feed, "title")
    return b'<feed xmlns="http://www.w3.org/2005/Atom">' + etree.tostring(title)


def _is_live(entry: Any) -> bool:
    """Leave out drafts and what awaits a moderator (RFC 5023, 13.1.1)."""
    control = next((c for c in entry if isinstance(c.tag, str) and tag_of(c) == "control"), None)
    draft = control is not None and text_in(control, "draft") == "yes"
    return not draft and (text_in(entry, "status") or "LIVE") == "LIVE"


def _answers(entry: Any) -> str | None:
    told = next((c.get("ref") for c in entry if isinstance(c.tag, str) and tag_of(c) == "in-reply-to"), None)
    return told or text_in(entry, "parent")


def _blogger_url(entry: Any, notes: Notes) -> str | None:
    links = [
        c for c in entry if isinstance(c.tag, str) and tag_of(c) == "link" and c.get("rel") == "alternate"
    ]
    told = next((absolute(c.get("href") or "") for c in links), None)
    file = text_in(entry, "filename")
    if told is None and file and notes.base_url:
        told = absolute(urljoin(notes.base_url, file))
    return told


# ------------------------------------------------------------------------------------------- feeds


def _read_feed(path: Path, notes: Notes) -> Iterator[Capture]:
    """Give the feed as it is, and each of its posts."""
    at, url = modified(path), None
    for item, feed in _items(path, notes):
        url = url or _feed_url(feed, item) or notes.base_url
        link = _link(item)
        if link and "#" not in link:
            yield _item(link, FEED, _feed_document(item, feed), at, path)
    if url is None:
        notes.add(path, "does not tell its address (--base-url tells it)")
    elif path.stat().st_size <= MAX_BYTES:
        yield page(url, path.read_bytes(), at, "application/xml", path.name)


def _feed_url(feed: Any, item: Any) -> str | None:
    """The feed's own address (`rel=self`), else one beside the blog's."""
    channel = feed if tag_of(feed) in ("channel", "feed") else item.getparent()
    links = [c for c in channel.iter() if isinstance(c.tag, str) and tag_of(c) == "link"]
    own = next((c.get("href") for c in links if c.get("rel") == "self"), None)
    home = next((c.text or c.get("href") for c in links if c.get("rel") in (None, "alternate")), None)
    return absolute(own or "") or (
        absolute(urljoin(home.strip(), "feed/")) if home and home.strip() else None
    )


def _link(item: Any) -> str | None:
    links = [c for c in item if isinstance(c.tag, str) and tag_of(c) in ("link", "origLink")]
    links.sort(key=lambda c: tag_of(c) != "origLink")
    told = (c.get("href") or c.text for c in links if c.get("rel") in (None, "alternate"))
    return next((url for url in (absolute(t.strip()) for t in told if t) if url), None)


def _feed_document(item: Any, feed: Any) -> bytes:
    """One entry as a feed of its own, with the title and the language of the whole."""
    root = _root(feed.getroottree().getroot().tag, item)
    rss = not root.tag.endswith("}feed")
    if rss and not root.tag.endswith("RDF"):
        root.set("version", "2.0")
    out = etree.SubElement(root, "channel") if rss and not root.tag.endswith("RDF") else root
    for node in feed:
        if isinstance(node.tag, str) and tag_of(node) in ("title", "language"):
            out.append(_copy(node))
    out.append(_copy(item))
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))
