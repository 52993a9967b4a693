"""The pages of a post of several, joined in their order, in whatever order they come; never asks anyone."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

from scraper.look import Look
from scraper.rows import Found, Link, Media, Post


def keep(look: Look, post_id: int, found: Found) -> tuple[Found, bool]:
    """Keep one page's piece of a post; gives the page with the whole body, and whether the piece was known.

    The first page that is the only one any more takes the place of all; that a theme prints no links to the others
    does not say so, while these answer.
    """
    conn, post = look.conn, found.post or Post()
    if found.part is None and has_more(conn, post_id):
        found = replace(found, part=1)
    if found.part is None:
        conn.execute("DELETE FROM parts WHERE post_id = ?", (post_id,))
        return found, True
    known = conn.execute("SELECT 1 FROM parts WHERE post_id = ? AND number = ?", (post_id, found.part))
    was_known = known.fetchone() is not None
    conn.execute(
        "INSERT OR REPLACE INTO parts VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            post_id,
            found.part,
            look.page_id,
            post.body_html,
            post.body_text,
            _list(post.links),
            _list(post.media),
        ),
    )
    return replace(found, post=joined(conn, post_id, post)), was_known


def has_more(conn: sqlite3.Connection, post_id: int) -> bool:
    """Tell whether a post has further pages that answered when they were last asked."""
    sql = (
        "SELECT 1 FROM parts JOIN pages ON pages.id = parts.page_id"
        " WHERE parts.post_id = ? AND number > 1 AND status IN (200, 304) AND error IS NULL"
    )
    return conn.execute(sql, (post_id,)).fetchone() is not None


def place_of(look: Look) -> tuple[int, int] | None:
    """Give the post, and the number there, of which the page that is looked at was known to be a piece."""
    sql = "SELECT post_id, number FROM parts WHERE page_id = ?"
    row: tuple[int, int] | None = look.conn.execute(sql, (look.page_id,)).fetchone()
    return row


def drop(conn: sqlite3.Connection, page_id: int) -> list[int]:
    """Forget the piece that a page told; gives the post it was of."""
    rows = conn.execute("DELETE FROM parts WHERE page_id = ? RETURNING post_id", (page_id,)).fetchall()
    return [post_id for (post_id,) in rows]


def joined(conn: sqlite3.Connection, post_id: int, post: Post) -> Post:
    """Give a post the bodies of all its pages; one that repeats another (a pager of comments) adds none."""
    pieces = list(_pieces(conn, post_id))
    texts = [piece.body_text for piece in pieces if piece.body_text]
    return replace(
        post,
        body_html="\n".join(piece.body_html for piece in pieces if piece.body_html) or None,
        body_text="\n\n".join(texts) or None,
        word_count=None,
        links=tuple(link for piece in pieces for link in piece.links),
        media=tuple(media for piece in pieces for media in piece.media),
    )


def _pieces(conn: sqlite3.Connection, post_id: int) -> Iterator[Post]:
    sql = "SELECT body_html, body_text, links, media FROM parts WHERE post_id = ? ORDER BY number"
    seen: set[str | None] = set()
    for html, text, links, media in conn.execute(sql, (post_id,)):
        if text not in seen:
            seen.add(text)
            yield Post(
                body_html=html,
                body_text=text,
                links=tuple(Link(**one) for one in json.loads(links)),
                media=tuple(Media(**one) for one in json.loads(media)),
            )


def _list(values: tuple[Any, ...]) -> str:
    return json.dumps([asdict(value) for value in values], ensure_ascii=False)
