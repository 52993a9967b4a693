"""What differs between two databases of ours, row by row and field by field; writes to neither.

Posts are known by their address, comments by their post and their own key, so that row ids may differ.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

_TABLES = (
    "blogs posts authors post_authors categories tags post_categories post_tags comments links media"
    " revisions entries pages parts"
).split()
#: Counters of the crawler's own, which two ways to the same rows need not share.
_COUNTERS = {"look", "missing_look", "dropped_look", "run_id", "found_on", "moved_to"}
_PEOPLE = (
    "(SELECT group_concat(name, ', ') FROM (SELECT name FROM {db}.post_authors"
    " JOIN {db}.authors ON id = author_id WHERE post_id = posts.id ORDER BY position))"
)
_TERMS = (
    "(SELECT group_concat(name, ', ') FROM (SELECT name FROM {{db}}.post_{table} JOIN {{db}}.{table}"
    " ON id = {one}_id WHERE post_id = posts.id ORDER BY position))"
)
_POST = {
    **{name: f"posts.{name}" for name in ("url", "kind", "title", "published", "updated", "language")},
    "authors": _PEOPLE,
    "categories": _TERMS.format(table="categories", one="category"),
    "tags": _TERMS.format(table="tags", one="tag"),
    **{
        name: f"posts.{name}"
        for name in "excerpt body_text body_html word_count comments_declared comments_found previous_url"
        " next_url platform comment_system first_seen last_seen gone_at".split()
    },
    "revisions": "(SELECT count(*) FROM {db}.revisions WHERE post_id = posts.id)",
}
_COMMENT = {
    "author": "(SELECT name FROM {db}.authors WHERE id = comments.author_id)",
    "author_url": "(SELECT url FROM {db}.authors WHERE id = comments.author_id)",
    "parent": "(SELECT key FROM {db}.comments AS p WHERE p.id = comments.parent_id)",
    **{
        name: f"comments.{name}"
        for name in "published body_text body_html url depth position kind first_seen last_seen"
        " gone_at".split()
    },
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one row that differs; `field` is None where the whole row is new or lost."""

    table: str
    row: str  #: address of the post, with the comment's key behind it
    field: str | None
    old: Any = None
    new: Any = None


@contextmanager
def _both(old: Path, new: Path) -> Iterator[sqlite3.Connection]:
    conn = sqlite3.connect(":memory:")
    try:
        for name, path in (("old", old), ("new", new)):
            conn.execute(f"ATTACH DATABASE ? AS {name}", (str(path),))
        conn.execute("PRAGMA query_only = ON")
        yield conn
    finally:
        conn.close()


# ------------------------------------------------------------------------------------------- the same?


def same(old: Path, new: Path) -> bool:
    """Tell whether two databases hold the same content, row ids included."""
    with _both(old, new) as conn:
        return all(_same_table(conn, table) for table in _TABLES)


def _same_table(conn: sqlite3.Connection, table: str) -> bool:
    columns = [[row[1] for row in conn.execute(f"PRAGMA {db}.table_info({table})")] for db in ("old", "new")]
    if columns[0] != columns[1]:
        return False
    rows = [conn.execute(_rows_of(table, db, columns[0])) for db in ("old", "new")]
    return all(a == b for a, b in zip_longest(*rows))


def _rows_of(table: str, db: str, columns: list[str]) -> str:
    """All rows in an order that does not hang on when they were written; pages by their addresses."""
    hidden = _COUNTERS | ({"id"} if table == "pages" else set())
    page = f"(SELECT url FROM {db}.pages AS p WHERE p.id = t.page_id)"  # noqa: S608
    told = [page if name == "page_id" else f"t.{name}" for name in columns if name not in hidden]
    by = {"pages": "url", "links": "post_id, comment_id, position", "revisions": "rowid"}.get(table)
    order = by or ", ".join(str(n) for n in range(1, min(len(told), 3) + 1))
    return f"SELECT {', '.join(told)} FROM {db}.{table} AS t ORDER BY {order}"  # noqa: S608


# ------------------------------------------------------------------------------------------- differences


def differences(old: Path, new: Path) -> Iterator[Difference]:
    """Give every field of posts and comments that differs, then the rows that only one of the two has."""
    with _both(old, new) as conn:
        yield from _fields(conn, "posts", _POST, "posts.key = o.key", "posts.url")
        on = "comments.post_id = n_post.id AND comments.key = o.key AND comments.system IS o.system"
        yield from _comment_fields(conn, on)
        yield from _only(conn, "posts", "url", "key = other.key")
        yield from _only_comments(conn)


def _fields(
    conn: sqlite3.Connection, table: str, fields: dict[str, str], on: str, name: str
) -> Iterator[Difference]:
    told = [
        [text.format(db=db).replace(f"{table}.", f"{alias}.") for text in fields.values()]
        for db, alias in (("old", "o"), ("new", table))
    ]
    sql = (
        f"SELECT {name}, {', '.join(told[0] + told[1])} FROM old.{table} AS o JOIN new.{table} ON {on}"  # noqa: S608
        f" ORDER BY {name}"
    )
    yield from _compared(conn.execute(sql), table, fields)


def _comment_fields(conn: sqlite3.Connection, on: str) -> Iterator[Difference]:
    told = [
        [text.format(db=db).replace("comments.", f"{alias}.", 1) if text.startswith("comments.")
         else text.format(db=db).replace("= comments.", f"= {alias}.") for text in _COMMENT.values()]
        for db, alias in (("old", "o"), ("new", "comments"))
    ]  # fmt: skip
    sql = (
        f"SELECT n_post.url || ' ' || o.key, {', '.join(told[0] + told[1])} FROM old.comments AS o"  # noqa: S608
        " JOIN old.posts AS o_post ON o_post.id = o.post_id JOIN new.posts AS n_post ON n_post.key = o_post.key"
        f" JOIN new.comments AS comments ON {on} ORDER BY n_post.url, o.position"
    )
    yield from _compared(conn.execute(sql), "comments", _COMMENT)


def _compared(rows: sqlite3.Cursor, table: str, fields: dict[str, str]) -> Iterator[Difference]:
    for name, *values in rows:
        half = len(values) // 2
        for field, old, new in zip(fields, values[:half], values[half:], strict=True):
            if old != new:
                yield Difference(table, name, field, old, new)


def _only(conn: sqlite3.Connection, table: str, name: str, on: str) -> Iterator[Difference]:
    for here, there in (("old", "new"), ("new", "old")):
        sql = (
            f"SELECT {name} FROM {here}.{table} AS other"  # noqa: S608
            f" WHERE NOT EXISTS (SELECT 1 FROM {there}.{table} WHERE {on}) ORDER BY 1"
        )
        for (row,) in conn.execute(sql):
            yield Difference(table, row, None, *((row, None) if here == "old" else (None, row)))


def _only_comments(conn: sqlite3.Connection) -> Iterator[Difference]:
    for here, there in (("old", "new"), ("new", "old")):
        sql = (
            f"SELECT own.url || ' ' || c.key FROM {here}.comments AS c"  # noqa: S608
            f" JOIN {here}.posts AS own ON own.id = c.post_id WHERE NOT EXISTS"
            f" (SELECT 1 FROM {there}.comments AS d JOIN {there}.posts AS p ON p.id = d.post_id"
            "  WHERE p.key = own.key AND d.key = c.key AND d.system IS c.system) ORDER BY 1"
        )
        for (row,) in conn.execute(sql):
            yield Difference("comments", row, None, *((row, None) if here == "old" else (None, row)))


# ------------------------------------------------------------------------------------------- telling

_EXAMPLES, _WIDTH = 3, 60


def records(found: list[Difference]) -> Iterator[dict[str, Any]]:
    """Tell each difference to a machine."""
    for one in found:
        yield asdict(one)


def lines(found: list[Difference]) -> Iterator[str]:
    """Tell a person what differs, field by field, with a few examples of each."""
    if not found:
        yield "nothing would change"
    groups: dict[tuple[str, str], list[Difference]] = {}
    for one in found:
        groups.setdefault((one.table, one.field or ("lost" if one.new is None else "new")), []).append(one)
    for (table, field), members in sorted(groups.items()):
        filled = sum(one.field is not None and one.old is None for one in members)
        emptied = sum(one.field is not None and one.new is None for one in members)
        yield f"{table}.{field}: {len(members)} differ, {filled} of them filled, {emptied} emptied"
        for one in members[:_EXAMPLES]:
            yield f"    {one.row}" + (f": {_short(one.old)} -> {_short(one.new)}" if one.field else "")


def _short(value: Any) -> str:
    text = " ".join(str(value).split())
    return "NULL" if value is None else repr(text[:_WIDTH] + ("..." if len(text) > _WIDTH else ""))
