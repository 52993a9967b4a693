"""A database as WordPress' export (WXR 1.2) and as an Atom feed with threads; streamed, never a tree of it all.

RSS 2.0 with http://wordpress.org/export/1.2/; RFC 4287 with RFC 4685.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from lxml import etree

if TYPE_CHECKING:
    from scraper.export import Row, Source

_CONTENT, _DC = "http://purl.org/rss/1.0/modules/content/", "http://purl.org/dc/elements/1.1/"
_EXCERPT, _WP = "http://wordpress.org/export/1.2/excerpt/", "http://wordpress.org/export/1.2/"
_ATOM, _THR = "http://www.w3.org/2005/Atom", "http://purl.org/syndication/thread/1.0"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _text(value: Any) -> str:
    """What XML may hold of a text (XML 1.0, 2.2)."""
    return _CONTROL.sub("", "" if value is None else str(value))


def _add(parent: Any, name: str, value: Any, **attributes: str) -> None:
    node = etree.SubElement(parent, name, {key: _text(told) for key, told in attributes.items()})
    node.text = _text(value)


def _moment(text: str | None) -> datetime | None:
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


# ------------------------------------------------------------------------------------------- WXR


def write_wxr(source: "Source", dest: Path) -> int:
    """Write what WordPress' importer reads: posts, pages, comments with their parents."""
    count = 0
    spaces = {"content": _CONTENT, "dc": _DC, "excerpt": _EXCERPT, "wp": _WP}
    with etree.xmlfile(str(dest), encoding="utf-8") as out:
        out.write_declaration()
        with out.element("rss", nsmap=spaces, version="2.0"), out.element("channel"):
            for name, value in _head(source):
                node = etree.Element(name)
                node.text = _text(value)
                out.write(node)
            for count, post in enumerate(source.posts(), 1):  # noqa: B007
                out.write(_item(post))
    return count


def _head(source: "Source") -> Iterator[tuple[str, Any]]:
    blogs = source.store.query("SELECT title, url, language FROM blogs ORDER BY id")
    title, url, language = (blogs or [("", "", "")])[0]
    yield from (("title", title), ("link", url), ("language", language))
    yield from ((f"{{{_WP}}}wxr_version", "1.2"), (f"{{{_WP}}}base_blog_url", url))


def _item(post: "Row") -> Any:
    item = etree.Element("item")
    when = _moment(post["published"])
    _add(item, "title", post["title"])
    _add(item, "link", post["url"])
    if when:
        _add(item, "pubDate", format_datetime(when))
    _add(item, f"{{{_DC}}}creator", ", ".join(author["name"] for author in post["authors"]))
    _add(item, "guid", post["url"], isPermaLink="true")
    _add(item, f"{{{_CONTENT}}}encoded", post["body_html"])
    _add(item, f"{{{_EXCERPT}}}encoded", post["excerpt"])
    _add(item, f"{{{_WP}}}post_id", post["id"])
    _dates(item, "post_date", post["published"])
    _add(item, f"{{{_WP}}}comment_status", "closed")
    _add(item, f"{{{_WP}}}post_name", urlsplit(post["url"]).path.rstrip("/").rpartition("/")[2])
    _add(item, f"{{{_WP}}}status", "publish")
    _add(item, f"{{{_WP}}}post_type", post["kind"])
    for domain, names in (("category", post["categories"]), ("post_tag", post["tags"])):
        for name in names:
            _add(item, "category", name, domain=domain, nicename=_slug(name))
    for comment in post["comments"]:
        item.append(_comment(comment))
    return item


def _slug(name: str) -> str:
    return re.sub(r"\W+", "-", name.lower()).strip("-")


def _dates(node: Any, name: str, told: str | None) -> None:
    """The time as its writer's clock showed it, and the same in UTC; a day alone is its midnight."""
    when = _moment(told)
    if when:
        _add(node, f"{{{_WP}}}{name}", when.strftime("%Y-%m-%d %H:%M:%S"))
        _add(node, f"{{{_WP}}}{name}_gmt", when.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S"))


def _comment(comment: "Row") -> Any:
    node = etree.Element(f"{{{_WP}}}comment")
    _add(node, f"{{{_WP}}}comment_id", comment["id"])
    _add(node, f"{{{_WP}}}comment_author", comment["author"])
    _add(node, f"{{{_WP}}}comment_author_url", comment["author_url"])
    _dates(node, "comment_date", comment["published"])
    _add(node, f"{{{_WP}}}comment_content", comment["body_html"])
    _add(node, f"{{{_WP}}}comment_approved", "1")
    _add(node, f"{{{_WP}}}comment_type", comment["kind"])
    _add(node, f"{{{_WP}}}comment_parent", comment["parent_id"] or 0)
    return node


# ------------------------------------------------------------------------------------------- Atom


def write_atom(source: "Source", dest: Path) -> int:
    """Write every post as an entry, and every comment as an entry in reply to it."""
    count = 0
    title, url = (source.store.query("SELECT title, url FROM blogs ORDER BY id") or [("", "")])[0]
    seen = source.store.query("SELECT max(last_seen) FROM posts")[0][0]
    with etree.xmlfile(str(dest), encoding="utf-8") as out:
        out.write_declaration()
        with out.element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM, "thr": _THR}):
            for name, value in (("title", title or url), ("id", url), ("updated", seen)):
                node = etree.Element(f"{{{_ATOM}}}{name}")
                node.text = _text(value)
                out.write(node)
            for count, post in enumerate(source.posts(), 1):  # noqa: B007
                out.write(_entry(post, post["url"], [author["name"] for author in post["authors"]]))
                urns = {comment["id"]: _urn(post, comment) for comment in post["comments"]}
                for comment in post["comments"]:
                    entry = _entry(
                        comment, urns[comment["id"]], [comment["author"]], comment["url"] or post["url"]
                    )
                    ref = urns.get(comment["parent_id"], post["url"])
                    etree.SubElement(entry, f"{{{_THR}}}in-reply-to", ref=_text(ref), href=post["url"])
                    out.write(entry)
    return count


def _urn(post: "Row", comment: "Row") -> str:
    return f"{post['url']}#{comment['kind']}-{comment['source_id'] or comment['id']}"


def _entry(row: "Row", number: str, authors: list[str | None], url: str | None = None) -> Any:
    entry = etree.Element(f"{{{_ATOM}}}entry")
    published = _moment(row["published"])
    _add(entry, f"{{{_ATOM}}}title", row.get("title"))
    _add(entry, f"{{{_ATOM}}}id", number)
    etree.SubElement(entry, f"{{{_ATOM}}}link", href=_text(url or number), rel="alternate")
    if published:
        _add(entry, f"{{{_ATOM}}}published", published.isoformat())
    changed = _moment(row.get("updated")) or published or _moment(row["first_seen"])
    _add(entry, f"{{{_ATOM}}}updated", changed.isoformat() if changed else "")
    for name in filter(None, authors):
        _add(etree.SubElement(entry, f"{{{_ATOM}}}author"), f"{{{_ATOM}}}name", name)
    for name in (*row.get("categories", ()), *row.get("tags", ())):
        etree.SubElement(entry, f"{{{_ATOM}}}category", term=_text(name))
    _add(entry, f"{{{_ATOM}}}content", row["body_html"], type="html")
    return entry
