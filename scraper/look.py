"""One look at one page while it is being written: where rows of people and terms come from; never decides."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from scraper.rows import Author, Term

_MOST = 20_000  # of each kind: more would grow with the blog, and asking the database again is cheap


@dataclass(slots=True)
class Names:
    """Row ids already known in this connection; forgotten when a transaction is taken back.

    A person's avatar and a term's address count among what is known: a row first told without them takes them still.
    """

    authors: dict[tuple[int, str, str | None, bool], int] = field(default_factory=dict)
    terms: dict[tuple[str, int, str, bool], int] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)  #: addresses that the frontier holds, at which rank

    def forget(self) -> None:
        self.authors.clear()
        self.terms.clear()
        self.pages.clear()

    def settle(self, pages: Iterable[tuple[str, int]]) -> None:
        """Remember addresses that are in the frontier; so many and no more."""
        if len(self.pages) > _MOST:
            self.pages.clear()
        self.pages.update(pages)

    def shed(self) -> None:
        """Begin anew with people and terms where they have become too many."""
        for known in (self.authors, self.terms):
            if len(known) > _MOST:
                known.clear()


@dataclass(frozen=True, slots=True)
class Look:
    """A whole answer of a page: what is written from it carries its time and its number."""

    conn: sqlite3.Connection
    names: Names
    blog_id: int
    run_id: int
    page_id: int
    url: str  #: of the page
    at: str
    number: int

    def add(self, sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Write rows; most often there are none, and no statement is spent on them."""
        if rows:
            self.conn.executemany(sql, rows)

    def author(self, person: Author) -> int:
        """Give the one row of a person on this blog (name and address are who they are)."""
        return self.person(person.name, person.url, person.avatar)

    def person(self, name: str, url: str | None, avatar: str | None) -> int:
        """Do the same for who has come through a dozen comments on every page already: asked by plain words."""
        key = (self.blog_id, name, url, avatar is not None)
        known = self.names.authors.get(key)
        if known is None:
            known = self.names.authors[key] = self._author(name, url, avatar)
        return known

    def _author(self, name: str, url: str | None, avatar: str | None) -> int:
        row = self.conn.execute(
            "INSERT INTO authors(blog_id, name, url, avatar) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE"
            " SET avatar = ifnull(avatar, excluded.avatar) RETURNING id",
            (self.blog_id, name, url, avatar),
        ).fetchone()
        return int(row[0])

    def term(self, table: str, term: Term) -> int:
        """Give the row of a category or tag; `table` is one of these two names."""
        key = (table, self.blog_id, term.name, term.url is not None)
        if key not in self.names.terms:
            row = self.conn.execute(
                f"INSERT INTO {table}(blog_id, name, slug, url) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE"  # noqa: S608
                " SET slug = ifnull(slug, excluded.slug), url = ifnull(url, excluded.url) RETURNING id",
                (self.blog_id, term.name, _slug(term.url), term.url),
            ).fetchone()
            self.names.terms[key] = int(row[0])
        return self.names.terms[key]

    def revise(self, post_id: int, comment_id: int | None, changes: dict[str, tuple[Any, Any]]) -> None:
        """Keep the old value of every field that changed."""
        self.add(
            "INSERT INTO revisions(post_id, comment_id, seen_at, field, old, new, page_id)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (post_id, comment_id, self.at, name, old, new, self.page_id)
                for name, (old, new) in changes.items()
            ],
        )


def _slug(url: str | None) -> str | None:
    """The last step of a term's address, as blogs write it."""
    path = (url or "").partition("?")[0].partition("#")[0].rstrip("/")
    return unquote(path.rpartition("/")[2]) or None if path.count("/") > 2 else None
