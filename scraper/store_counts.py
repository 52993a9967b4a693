"""Comments counted by lists: kept beside the list, and held against what is known of the post; never reads a list.

A count makes a post due when it is printed first and is more than what is known, and then only when another is printed:
one that is simply wrong costs one look.
"""

import sqlite3

from scraper.look import Look
from scraper.rows import Found
from scraper.urls import page_key

_BEFORE = "SELECT key, declared FROM counts WHERE page_id = ?"
_DROP = "DELETE FROM counts WHERE page_id = ? AND key = ?"
_KEEP = "INSERT OR REPLACE INTO counts(page_id, key, declared) VALUES (?, ?, ?)"
_LATELY = (  # a page that is read for the first time has no time yet
    "ifnull(strftime('%Y-%m-%dT%H:%M:%SZ',"
    " (SELECT fetched_at FROM pages WHERE pages.id = posts.page_id), '-30 days'), '')"
)
#: The largest count of a post's comments that its page, a feed or a list tells; what was told long before the page was
#: read counts comments that may have been deleted since.
MOST_DECLARED = f"""
max(ifnull(posts.comments_declared, 0),
    ifnull((SELECT entries.comments_declared FROM entries
            WHERE entries.blog_id = posts.blog_id AND entries.key = posts.key AND told_at > {_LATELY}), 0),
    ifnull((SELECT max(counts.declared) FROM counts JOIN pages AS list ON list.id = counts.page_id
            WHERE counts.key = posts.key AND list.fetched_at > {_LATELY}), 0))
"""  # noqa: S608


def note(look: Look, found: Found) -> list[str]:
    """Keep what a list counts; gives the keys of posts whose threads must have moved."""
    told = {page_key(ln.url): n for ln in found.links if (n := ln.comments_declared) is not None}
    before = dict(look.conn.execute(_BEFORE, (look.page_id,)).fetchall())
    look.add(_DROP, [(look.page_id, key) for key in before if key not in told])
    news = {key: count for key, count in told.items() if before.get(key) != count}
    look.add(_KEEP, [(look.page_id, key, count) for key, count in news.items()])
    return [key for key, count in news.items() if _tells(look, key, count, before.get(key))]


def _tells(look: Look, key: str, count: int, before: int | None) -> bool:
    """Does a count that was not printed before say more than what was read? A page and its list may count alike."""
    sql = "SELECT comments_declared, comments_found FROM posts WHERE key = ?"
    row = look.conn.execute(sql, (key,)).fetchone()
    if row is None or count == row[0]:
        return False
    declared, there = row
    if before is None:
        return bool(count > max(declared or 0, there))
    return bool(before == declared or count != there)


def counts_more(conn: sqlite3.Connection, post_id: int) -> bool:
    """Does any witness count more comments of a post than are known?"""
    sql = f"SELECT 1 FROM posts WHERE id = ? AND {MOST_DECLARED} > comments_found"  # noqa: S608
    return conn.execute(sql, (post_id,)).fetchone() is not None
