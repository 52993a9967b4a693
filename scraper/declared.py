"""What a blog tells of its own size, held against the rows; reads what is kept and writes nothing.

Beside the view `gaps` (declared comments, pages that were not had) stand the totals of feeds (OpenSearch 1.1),
the counts beside the months of an archive list, and the neighbours that posts name.
"""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

from scraper import archive, ledger
from scraper.errors import ArchiveError
from scraper.rows import Capture
from scraper.store import Store
from scraper.urls import absolute, page_key

_NAMES = ("url", "what", "declared", "found", "reason")
_TOTAL = re.compile(rb"<(?:\w+:)?totalResults\b[^>]*>\s*(\d+)\s*<")
_COUNTED = re.compile(
    r"""(?:href|value)\s*=\s*["']([^"'<>]+)["'][^>]*>[^<(]*(?:</a>)?(?:\s|&nbsp;|&\#160;|<span[^>]*>)*\((\d+)\)"""
)
_MONTH = re.compile(r"(?:/|[?&]m=)((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2])(?:/|_01_archive\.html)?$")
_HAVE = "SELECT count(*) FROM posts WHERE blog_id = ? AND kind = 'post' AND gone_at IS NULL"
_WAITING = (
    "SELECT count(*) FROM pages WHERE blog_id = ? AND rank = 3 AND look IS NULL"
    " AND (kind IS NOT 'moved' OR due_at IS NOT NULL)"
)


def gaps(store: Store, folder: Path) -> Iterator[dict[str, Any]]:
    """Give what is declared and not there, with the reason as far as it is known; each address once."""
    rows = store.query(f"SELECT {', '.join(_NAMES)} FROM gaps ORDER BY what, url")  # noqa: S608
    yield from (dict(zip(_NAMES, row, strict=True)) for row in rows)
    told = {page_key(row[0]) for row in rows if row[1] == "page"}
    for url, reason in _lost_neighbours(store):
        if page_key(url) not in told:
            yield dict(zip(_NAMES, (url, "neighbour", 1, 0, reason), strict=True))
    for blog_id, home in store.blogs():
        yield from _lacking(store, blog_id, _totals(store, folder, blog_id))
        yield from _lacking(store, blog_id, _months(store, folder, home))


# ------------------------------------------------------------------------------------------- chains


def _lost_neighbours(store: Store) -> Iterator[tuple[str, str]]:
    """Posts that another names as the one before or after it, and that no row is of."""
    named = store.query(
        "SELECT previous_url FROM posts WHERE gone_at IS NULL AND previous_url IS NOT NULL"
        " UNION SELECT next_url FROM posts WHERE gone_at IS NULL AND next_url IS NOT NULL ORDER BY 1"
    )
    for (url,) in named:
        if not store.query("SELECT 1 FROM posts WHERE key = ?", page_key(url)):
            reason = _why(store, url)
            if reason is not None:
                yield url, reason


def _why(store: Store, url: str) -> str | None:
    """Tell why there is no post at an address; None where it is one under another address."""
    rows = store.query(
        "SELECT url, status, error, post_id, look FROM pages WHERE key = ? ORDER BY look IS NULL",
        page_key(url),
    )
    if not rows:
        return "was never asked"
    address, status, error, post_id, look = rows[0]
    ends = ledger.moved_chain(store, address)[-1:]
    if post_id or any(store.query("SELECT 1 FROM posts WHERE key = ?", page_key(end)) for end in ends):
        return None
    if status is None:
        return error or "not asked yet"
    return "was read, and is no post" if look else error or f"HTTP status {status}"


# ------------------------------------------------------------------------------------------- counts


def _lacking(
    store: Store, blog_id: int, declared: Iterator[tuple[str, str | None, int]]
) -> Iterator[dict[str, Any]]:
    """Compare counts of posts, of the whole blog or of a month, with the rows."""
    for url, month, count in declared:
        of_month = (" AND published LIKE ?", f"{month}%") if month else ("",)
        found = store.query(_HAVE + of_month[0], blog_id, *of_month[1:])[0][0]
        if found < count:
            waiting = store.query(_WAITING, blog_id)[0][0]
            reason = f"{waiting} pages are not read" if waiting else "nothing that was read leads to them"
            what = f"posts of {month}" if month else "posts"
            yield dict(zip(_NAMES, (url, what, count, found, reason), strict=True))


def _totals(store: Store, folder: Path, blog_id: int) -> Iterator[tuple[str, str | None, int]]:
    """The largest total that a feed of posts tells: those of labels tell less."""
    feeds = store.query(
        "SELECT url FROM pages WHERE blog_id = ? AND kind = 'feed' AND status = 200 AND look IS NOT NULL",
        blog_id,
    )
    told = []
    for (url,) in feeds:
        capture = None if ledger.tells_comments(url) else _kept(store, folder, url)
        match = _TOTAL.search(capture.body) if capture else None
        told += [(int(match[1]), url)] if match else []
    if told:
        count, url = max(told)
        yield url, None, count


def _months(store: Store, folder: Path, home: str) -> Iterator[tuple[str, str | None, int]]:
    """The months that the home page lists with the number of posts in each."""
    capture = _kept(store, folder, [home, *ledger.moved_chain(store, home)][-1])
    if capture is None:
        return
    told: dict[str, tuple[str, int]] = {}
    for match in _COUNTED.finditer(capture.body.decode("utf-8", "replace")):
        url = absolute(unescape(match[1]), capture.url)
        month = _MONTH.search(url) if url else None
        if url and month:
            told.setdefault(f"{month[1]}-{month[2]}", (url, int(match[2])))
    for name, (url, count) in sorted(told.items()):
        yield url, name, count


def _kept(store: Store, folder: Path, url: str) -> Capture | None:
    place = ledger.place_of(store, url)
    try:
        return archive.read(folder, *place) if place else None
    except ArchiveError:
        return None  # told as damage
