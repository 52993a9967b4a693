"""What a page says as plain JSON values, the `parse` contract; never reads a page and never prints."""

from dataclasses import asdict, is_dataclass
from typing import Any

from scraper.rows import Author, Comment, Found, Term

#: The keys of the record and of its parts, in the order in which they are printed. They are fields of the
#: dataclasses in rows.py; schema.py derives their types from there.
RECORD = ("url", "canonical_url", "kind", "platform", "comment_system", "language", "charset")
POST = (
    "title",
    "author",
    "authors",
    "author_url",
    "published",
    "updated",
    "categories",
    "tags",
    "body_html",
    "body_text",
    "excerpt",
    "comments_declared",
    "previous_url",
    "next_url",
)
COMMENT = (
    "id",
    "parent_id",
    "author",
    "author_url",
    "published",
    "body_html",
    "body_text",
    "url",
    "depth",
    "kind",
)
LINK = ("url", "kind")


def to_json(found: Found, url: str | None = None) -> dict[str, Any]:
    """Give the `parse` record of a page; `url`, where given, is the address as the asker wrote it."""
    record = _pick(found, RECORD)
    record["url"] = url or found.url
    record["post"] = None if found.post is None else _pick(found.post, POST)
    known = frozenset(comment.id for comment in found.comments)
    record["comments"] = [_comment(comment, known) for comment in found.comments]
    record["links"] = [_pick(link, LINK) for link in found.links]
    record["sources"] = {name: asdict(source) for name, source in found.sources.items()}
    return record


def _comment(comment: Comment, known: frozenset[str]) -> dict[str, Any]:
    """One comment; a parent that stands on another page cannot be named in this one's record."""
    record = _pick(comment, COMMENT)
    if comment.parent_id not in known:
        record["parent_id"] = None
    return record


def _pick(row: object, keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: _plain(getattr(row, key)) for key in keys}


def _plain(value: Any) -> Any:
    """Authors and terms are told by their names; the rest as it is."""
    if isinstance(value, Author | Term):
        return value.name
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return value


def explained(record: dict[str, Any]) -> str:
    """Say of a record, for a person: each answer, which rule gave it and how sure that is."""
    if "error" in record:
        return f"{record['url']}: {record['error']}"
    post = record["post"] or {}
    values = {
        "kind": record["kind"],
        **post,
        "body": post.get("body_text"),
        "comments": len(record["comments"]),
    }
    head = (
        record["platform"] or "no known platform",
        record["comment_system"] or "no comment system",
        record["charset"],
    )
    lines = [record["url"], "  " + ", ".join(head)]
    for name, source in record["sources"].items():
        value = " ".join(str(values.get(name)).split())
        shown = value if len(value) <= 70 else value[:69] + "…"
        lines.append(f"  {name:14} {shown:70}  {source['sure']:4.2f}  {source['rule']}")
    for comment in record["comments"]:
        lines.append(
            f"  {'  ' * comment['depth']}- {comment['author'] or '?'}, {comment['published'] or 'no date'}"
        )
    return "\n".join(lines)
