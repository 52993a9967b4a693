"""What a database's owner has added to it, taken along when its rows are made anew; knows no row of ours.

Tables, virtual tables, indexes, views and triggers go over as they are. What refers to rows of ours by a declared
foreign key is led to the same rows, whose ids may be others now. What cannot go over is refused, never dropped.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from scraper.errors import StoreError
from scraper.migrations import migrate
from scraper.store_file import told

#: Dependent things behind what they depend on.
_ORDER = ("table", "virtual", "index", "view", "trigger")
_FULL_TEXT = re.compile(r"\busing\s+fts[345]\b.*\bcontent\s*=\s*['\"]?\w", re.I | re.S)
#: Which row is which, in the new rows (n) and in the old ones (o).
_SAME = {
    "blogs": "n.url = o.url",
    "pages": "n.url = o.url",
    "posts": "n.key = o.key",
    "authors": "n.blog_id = o.blog_id AND n.name = o.name AND ifnull(n.url, '') = ifnull(o.url, '')",
    "categories": "n.blog_id = o.blog_id AND n.name = o.name",
    "tags": "n.blog_id = o.blog_id AND n.name = o.name",
    "comments": "n.key = o.key AND ifnull(n.system, '') = ifnull(o.system, '') AND n.post_id ="
    " (SELECT new.id FROM old.posts AS p JOIN main.posts AS new USING (key) WHERE p.id = o.post_id)",
}


@dataclass(frozen=True, slots=True)
class _Thing:
    """Something of the schema that is not ours."""

    kind: str
    name: str
    sql: str


def refuse_columns(path: Path) -> None:
    """Raise StoreError where a table of ours has a column of the owner's: it would have nowhere to go."""
    with told(path), closing(sqlite3.connect(":memory:", isolation_level=None)) as conn:
        migrate(conn)
        conn.execute("ATTACH DATABASE ? AS old", (str(path),))
        for (table,) in conn.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall():
            new, old = (
                {row[1] for row in conn.execute(f"PRAGMA {db}.table_info({_quoted(table)})")}
                for db in ("main", "old")
            )
            if old - new:
                what = f"{table} has a column of its owner's ({', '.join(sorted(old - new))}) that new rows would lose"
                raise StoreError(str(path), what, "keep it in a table of its own, by the posts' addresses")


def carry(path: Path, fresh: Path) -> None:
    """Put what was added to one database into another of the same version, all or nothing.

    Raises StoreError, naming it, where something cannot go over.
    """
    with told(path), closing(sqlite3.connect(fresh, isolation_level=None)) as conn:
        conn.execute("ATTACH DATABASE ? AS old", (str(path),))
        conn.execute("BEGIN")
        for thing in sorted(_added(conn), key=lambda thing: _ORDER.index(thing.kind)):
            try:
                _take(conn, thing)
            except sqlite3.Error as error:
                what = f"its own {thing.kind} {thing.name} cannot be taken along: {error}"
                raise StoreError(str(path), what, "nothing was changed; mend or drop it") from error
        conn.execute("COMMIT")


def _added(conn: sqlite3.Connection) -> Iterator[_Thing]:
    """Give what the old schema has and the new one has not; a virtual table brings its shadows itself."""
    kinds = {name: kind for _, name, kind, *_ in conn.execute("PRAGMA old.table_list")}
    rows = conn.execute(
        "SELECT type, name, sql FROM old.sqlite_master AS o WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite!_%'"
        " ESCAPE '!' AND NOT EXISTS (SELECT 1 FROM main.sqlite_master WHERE type = o.type AND name = o.name)"
    ).fetchall()
    for kind, name, sql in rows:
        if kinds.get(name) != "shadow":
            yield _Thing("virtual" if kinds.get(name) == "virtual" else kind, name, sql)


def _take(conn: sqlite3.Connection, thing: _Thing) -> None:
    name = _quoted(thing.name)
    conn.execute(thing.sql)
    if thing.kind == "table":
        _copy(conn, thing.name, _leads(conn, thing.name))
    elif thing.kind == "virtual" and _FULL_TEXT.search(thing.sql):
        conn.execute(f"INSERT INTO {name}({name}) VALUES ('rebuild')")  # noqa: S608
    elif thing.kind == "virtual":
        for shadow in _shadows(conn, thing.name):
            conn.execute(f"DELETE FROM main.{_quoted(shadow)}")  # noqa: S608
            _copy(conn, shadow, {})


def _shadows(conn: sqlite3.Connection, virtual: str) -> list[str]:
    """The ordinary tables in which a virtual one keeps what it holds (SQLite: PRAGMA table_list)."""
    tables = [(name, kind) for _, name, kind, *_ in conn.execute("PRAGMA main.table_list")]
    return [name for name, kind in tables if kind == "shadow" and name.startswith(f"{virtual}_")]


def _copy(conn: sqlite3.Connection, table: str, leads: dict[str, str]) -> None:
    """Copy the rows, with their row ids, to which an index of words may refer; computed columns compute themselves."""
    name = _quoted(table)
    columns = [row for row in conn.execute(f"PRAGMA main.table_xinfo({name})") if row[6] == 0]
    without = any(row[4] for row in conn.execute(f"PRAGMA main.table_list({name})") if row[0] == "main")
    named = without or any((pk and kind.upper() == "INTEGER") for _, _, kind, _, _, pk, _ in columns)
    into = ([] if named else ["rowid"]) + [_quoted(row[1]) for row in columns]
    values = ", ".join(leads.get(column, f"t.{column}") for column in into)
    conn.execute(f"INSERT INTO main.{name}({', '.join(into)}) SELECT {values} FROM old.{name} AS t")  # noqa: S608


def _leads(conn: sqlite3.Connection, table: str) -> dict[str, str]:
    """Give for each column that refers to rows of ours how to find the same row's id now."""
    leads = {}
    for _, _, target, column, to, *_ in conn.execute(
        f"PRAGMA old.foreign_key_list({_quoted(table)})"
    ).fetchall():
        if (target := target.lower()) not in _SAME or to not in (None, "id"):
            continue
        mine = f"t.{_quoted(column)}"
        known = f"EXISTS (SELECT 1 FROM old.{target} WHERE id = {mine})"  # noqa: S608
        there = f"(SELECT n.id FROM old.{target} AS o JOIN main.{target} AS n ON {_SAME[target]} WHERE o.id = {mine})"  # noqa: S608
        sql = f"SELECT count(*) FROM old.{_quoted(table)} AS t WHERE {known} AND {there} IS NULL"  # noqa: S608
        if lost := conn.execute(sql).fetchone()[0]:
            raise sqlite3.IntegrityError(f"{lost} of its rows refer to {target} that are no more")
        leads[_quoted(column)] = f"CASE WHEN {known} THEN {there} ELSE {mine} END"
    return leads


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
