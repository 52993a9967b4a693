"""What lists name: which page stands on which list, and since when no longer; never decides what is asked.

A sitemap may be as long as the blog: it is compared in the database, not in memory.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from scraper.look import Look
from scraper.urls import page_key

_LISTED = "CREATE TEMP TABLE IF NOT EXISTS listed(key TEXT PRIMARY KEY, url TEXT, lastmod TEXT) WITHOUT ROWID"
_OLD = "listings CROSS JOIN pages ON pages.id = page_id"  # in this order: one pass over what was listed
_LOST = f"""
SELECT pages.url FROM {_OLD} WHERE listing_id = ? AND dropped_look IS NULL
AND pages.key NOT IN (SELECT key FROM listed)
"""  # noqa: S608
_BACK = f"""
SELECT pages.url FROM {_OLD} WHERE listing_id = ? AND dropped_look IS NOT NULL
AND pages.key IN (SELECT key FROM listed)
"""  # noqa: S608
_DROP = """
UPDATE listings SET dropped_look = ? WHERE listing_id = ? AND dropped_look IS NULL
AND (SELECT key FROM pages WHERE id = page_id) NOT IN (SELECT key FROM listed)
"""
_DATED = f"FROM {_OLD} CROSS JOIN listed USING (key) WHERE listing_id = ? AND listed.lastmod IS NOT NULL"
_MOVED = "listed.lastmod IS NOT listings.lastmod"
_WRITE = f"""
INSERT INTO listings(listing_id, page_id, lastmod)
SELECT ?1, id, lastmod FROM (
    SELECT (SELECT id FROM pages WHERE key = listed.key ORDER BY kind = 'moved' LIMIT 1) AS id, lastmod FROM listed
    WHERE key NOT IN (
        SELECT key FROM {_OLD} CROSS JOIN listed USING (key)
        WHERE listing_id = ?1 AND listings.lastmod IS listed.lastmod AND dropped_look IS NULL
    )
) WHERE id IS NOT NULL
ON CONFLICT DO UPDATE SET lastmod = excluded.lastmod, dropped_look = NULL
"""  # noqa: S608


class Named(Protocol):
    """An address on a list, and the date it has there."""

    @property
    def url(self) -> str: ...
    @property
    def lastmod(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class News:
    """What a list tells that it did not tell when it was read before."""

    named: int  #: addresses on it
    lost: list[str]  #: addresses no longer on it
    dated: list[str]  #: addresses with another date
    back: list[str]  #: addresses that it names again


def keep(look: Look, named: Iterable[Named]) -> News:
    """Write what a list names, and say what is new about it."""
    conn, list_id = look.conn, look.page_id
    conn.execute(_LISTED)
    conn.execute("DELETE FROM listed")
    rows = ((page_key(link.url), link.url, link.lastmod) for link in named)
    conn.executemany("INSERT OR REPLACE INTO listed VALUES (?, ?, ?)", rows)
    (count,) = conn.execute("SELECT count(*) FROM listed").fetchone()
    lost, back = ([url for (url,) in conn.execute(sql, (list_id,))] for sql in (_LOST, _BACK))
    news = News(count, lost, _dated_anew(look), back)
    conn.execute(_WRITE, (list_id,))
    if news.lost:
        conn.execute(_DROP, (look.number, list_id))
    return news


def _dated_anew(look: Look) -> list[str]:
    """Addresses whose lastmod moved, unless all moved together: then it tells the time of day, no more."""
    counts = f"SELECT count(*), ifnull(sum({_MOVED}), 0) {_DATED}"
    dated, moved = look.conn.execute(counts, (look.page_id,)).fetchone()
    if moved > 10 and moved > dated / 2:
        return []
    rows = look.conn.execute(f"SELECT DISTINCT listed.url {_DATED} AND {_MOVED}", (look.page_id,))
    return [url for (url,) in rows]
