"""Which page is asked next: a query over `pages`, and what reading makes due; never opens a transaction."""

import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from scraper import listings, store_counts, store_told
from scraper.clock import stamp, tomorrow
from scraper.discovery import LISTS, is_post_entry
from scraper.look import Look
from scraper.missing import NO_POST, SOFT
from scraper.revisit import RETRIES
from scraper.rows import DETOURS, Found, Link, LinkKind, PageKind
from scraper.store_posts import Kept, witness
from scraper.urls import comment_page, page_key

if TYPE_CHECKING:
    from scraper.store import Run

#: The order of asking: lists that tell of all posts, then posts, their comments, then navigation.
RANKS: dict[LinkKind, int] = {
    "sitemap": 1,
    "feed": 2,
    "post": 3,
    "comments": 4,
    "older": 5,
    "index": 6,
    "page": 7,
    "archive": 8,
    "other": 9,
}
FIRST, REDIRECTED, ARCHIVE, OTHER, MEDIA = 0, 2, 8, 9, 10
ALL_RANKS = range(MEDIA + 1)
_LISTS = frozenset((FIRST, REDIRECTED, *(rank for kind, rank in RANKS.items() if kind in LISTS)))
_PIECE = 1000  # of a sitemap's addresses at once
_KINDS: dict[LinkKind, PageKind] = {
    "comments": "comments",
    "feed": "feed",
    "sitemap": "sitemap",
    "older": "index",
}
#: A condition on `pages`: a page of a post, or what lists take for one.
TEXT = (
    "(pages.rank = 3 OR pages.id IN (SELECT page_id FROM posts WHERE gone_at IS NULL)"
    " OR pages.id IN (SELECT page_id FROM parts))"
)
_DUE = (
    "SELECT id, url, kind, rank, etag, last_modified, attempts, look FROM pages"
    " WHERE blog_id = ? AND rank = ? AND due_at <= ? AND run_id IS NOT ? ORDER BY due_at LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class Lead:
    """An address worth asking, and why."""

    url: str
    kind: LinkKind = "other"
    lastmod: str | None = None
    as_url: str | None = None  #: the address that redirects here; its rank goes over
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """A page to ask now, with what makes the question cheap."""

    page_id: int
    url: str
    kind: str | None
    rank: int
    etag: str | None
    last_modified: str | None
    attempts: int
    look: int | None

    @property
    def is_list(self) -> bool:
        """Tell what is asked for the posts that it names, as far as is known before it is read."""
        return self.rank in _LISTS and self.kind not in ("post", "page", "comments")


class _Asked(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def started_at(self) -> str: ...


def due(conn: sqlite3.Connection, blog_id: int, run_id: int, now: str, limit: int) -> list[Due]:
    """Ask rank by rank: each is a range of the index, so a million known pages cost nothing."""
    found: list[Due] = []
    for rank in ALL_RANKS:
        if len(found) >= limit:
            break
        rows = conn.execute(_DUE, (blog_id, rank, now, run_id, limit - len(found)))
        found += [Due(*row) for row in rows]
    return found


#: What a run with its clock ahead has planned, or left behind: its looks are not repeated before that time comes.
_AHEAD = """
UPDATE pages SET due_at = strftime('%Y-%m-%dT%H:%M:%SZ',
    julianday(?1) + iif(fetched_at > ?2, julianday(due_at) - julianday(fetched_at), 0))
WHERE blog_id = ?3 AND due_at > ?2 AND (fetched_at IS NULL OR fetched_at > ?2 AND due_at >= fetched_at
    OR due_at IN (SELECT started_at FROM runs WHERE blog_id = ?3))
"""


def begin(conn: sqlite3.Connection, blog_id: int, now: str) -> str:
    """Give the time of a run that begins now: not before what is known, unless a clock that ran ahead has dated that.

    What was planned by such a clock is planned from now on, at the same pauses. Where the blog itself was added later
    than now, it is today's clock that is wrong.
    """
    last = "SELECT ifnull(max(fetched_at), '') FROM pages WHERE blog_id = ? AND fetched_at <= ?"
    ((added,),) = conn.execute("SELECT added_at FROM blogs WHERE id = ?", (blog_id,))
    ahead = tomorrow(now)
    if added > ahead:
        return max(now, str(conn.execute(last, (blog_id, "~")).fetchone()[0]))
    conn.execute(_AHEAD, (now, ahead, blog_id))
    return max(now, str(conn.execute(last, (blog_id, ahead)).fetchone()[0]))


def discover(
    conn: sqlite3.Connection, blog_id: int, leads: Iterable[Lead], found_on: int | None, now: str
) -> int:
    """Insert addresses that no known page answers for under another spelling."""
    count = 0
    for lead in leads:
        key, rank = page_key(lead.url), _rank(conn, lead)
        known = conn.execute(
            "SELECT id, url, status, rank FROM pages WHERE key = ? ORDER BY url = ? DESC", (key, lead.url)
        ).fetchone()
        if known and (known[1] == lead.url or (lead.kind != "moved" and known[2] in (None, 200))):
            _sooner(conn, known, rank)
            continue
        conn.execute(
            "INSERT INTO pages(blog_id, url, key, kind, rank, due_at, found_on) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (blog_id, lead.url, key, _KINDS.get(lead.kind), rank, now, found_on),
        )
        count += 1
    return count


def _rank(conn: sqlite3.Connection, lead: Lead) -> int:
    if lead.rank is not None:
        return lead.rank
    if lead.kind == "moved":
        row = conn.execute("SELECT rank FROM pages WHERE url = ?", (lead.as_url,)).fetchone()
        return min(int(row[0]), REDIRECTED) if row else REDIRECTED
    return RANKS[lead.kind]


def _sooner(conn: sqlite3.Connection, known: tuple[int, str, int | None, int], rank: int) -> None:
    """A page that was taken for navigation and turns out to be a post moves up."""
    if known[2] is None and rank < known[3]:
        conn.execute("UPDATE pages SET rank = ? WHERE id = ?", (rank, known[0]))


def make_due(conn: sqlite3.Connection, urls: Iterable[str], now: str) -> None:
    """Set the time of the next look to now, for the addresses given or other spellings of them."""
    conn.executemany(
        "UPDATE pages SET due_at = ?"
        " WHERE key = ? AND (due_at IS NULL OR due_at > ?)"
        " AND (kind IS NOT 'moved' OR status NOT IN (301, 308) OR id IN (SELECT page_id FROM posts))",
        [(now, page_key(url), now) for url in urls],
    )


def again(conn: sqlite3.Connection, page_id: int, now: str) -> None:
    """Ask a page once more in this run, in full."""
    conn.execute(
        "UPDATE pages SET due_at = ?, run_id = NULL, look = NULL, etag = NULL, last_modified = NULL"
        " WHERE id = ?",
        (now, page_id),
    )


def ask_whether_back(conn: sqlite3.Connection, page_id: int, run: "Run | _Asked") -> None:
    """Ask an address in this run to which a post redirects, and from which it once moved or was gone."""
    conn.execute(
        "UPDATE pages SET due_at = ? WHERE id = ? AND run_id IS NOT ? AND (kind = 'moved'"
        " OR id IN (SELECT page_id FROM posts WHERE gone_at IS NOT NULL))",
        (run.started_at, page_id, run.id),
    )


def make_comment_pages_due(conn: sqlite3.Connection, post_id: int, run: "Run | _Asked") -> None:
    """Read all comment pages of a post again: its comments have moved."""
    conn.execute(
        "UPDATE pages SET due_at = ?"
        " WHERE post_id = ? AND kind = 'comments' AND due_at > ? AND run_id IS NOT ?",
        (run.started_at, post_id, run.started_at, run.id),
    )


def make_parts_due(conn: sqlite3.Connection, post_id: int, run: "Run | _Asked") -> None:
    """Read the further pages of a post again: the first cannot tell whether they have changed."""
    conn.execute(
        "UPDATE pages SET due_at = ? WHERE id IN (SELECT page_id FROM parts WHERE post_id = ?)"
        " AND due_at > ? AND run_id IS NOT ?",
        (run.started_at, post_id, run.started_at, run.id),
    )


def make_threads_due(look: Look, keys: Iterable[str], now: str) -> None:
    """Read a post and its pages of comments again: a feed or a list tells that its comments have moved.

    Those that this very run has read are filled in from the feed; to ask them again tomorrow would tell no more.
    """
    look.conn.executemany(
        "UPDATE pages SET due_at = ?1 WHERE due_at > ?1 AND run_id IS NOT ?3 AND id IN"
        " (SELECT page_id FROM posts WHERE key = ?2"
        " UNION SELECT pages.id FROM posts JOIN pages ON pages.post_id = posts.id"
        " WHERE posts.key = ?2 AND pages.kind = 'comments')",
        [(now, key, look.run_id) for key in keys],
    )


def ask_comments_feed(look: Look, post_id: int, now: str) -> None:
    """Where a page shows fewer comments than it declares, its own feed of them may tell the others."""
    row = look.conn.execute(
        "SELECT comments_feed FROM posts JOIN entries USING (blog_id, key) WHERE posts.id = ? AND NOT EXISTS"
        " (SELECT 1 FROM pages WHERE post_id = posts.id AND pages.kind = 'comments' AND look IS NULL)",
        (post_id,),
    ).fetchone()
    if row and row[0] and store_counts.counts_more(look.conn, post_id):
        discover(look.conn, look.blog_id, [Lead(row[0], "feed", rank=RANKS["comments"])], look.page_id, now)


# ------------------------------------------------------------------------------------- what a page leads to


def follow(look: Look, now: str, found: Found, known: bool, post: Kept | None) -> tuple[int, int]:
    """Put a page's links into the frontier, and make due what its lists tell to have changed.

    Gives how many addresses are new, and how many of them are those of posts.
    """
    if found.kind == "sitemap":
        return _follow_sitemap(look, now, found, known)
    lists = found.kind in ("index", "archive", "feed")
    links = found.links if lists else _news(look, found.links)
    leads = [Lead(link.url, _as_list(found, link), link.lastmod, rank=_told_rank(link)) for link in links]
    leads += [
        Lead(entry.url, "post") for entry in found.entries if found.kind == "feed" and is_post_entry(entry)
    ]
    before = _unknown(look.conn, leads)
    on = dict.fromkeys(lead for lead, link in zip(leads, links, strict=False) if link.kind == "older")
    others = [lead for lead in leads if lead not in on and not _is_known(look, lead)]
    count = discover(look.conn, look.blog_id, others, look.page_id, now)
    look.names.settle((lead.url, _known_rank(lead)) for lead in others if lead.kind in RANKS)
    if on and _leads_on(look, found, leads, count):
        count += discover(look.conn, look.blog_id, on, look.page_id, now)
    if post is not None:
        _belong(look, post, found)
        if post.new:
            _ask_twin(look, post, now)
    if found.kind == "feed":
        moved = [entry.url for entry in found.entries if is_post_entry(entry) and witness(look, entry)]
        make_due(look.conn, moved + _edited(look, found), now)
        make_threads_due(look, store_told.note(look, found), now)
    elif lists:
        make_threads_due(look, store_counts.note(look, found), now)
    if lists:
        _list(look, found, leads, known, now)
        if known and _ends_new(leads, before):
            make_due(look.conn, [lead.url for lead in leads if lead.kind in ("older", "feed")], now)
    return count, len(before)


def _leads_on(look: Look, found: Found, leads: list[Lead], count: int) -> bool:
    """Does what follows a page tell more? Nothing follows an empty list, nor a page of a feed that repeats another.

    Servers that know no pages answer the address of each with the same feed.
    """
    posts = [lead.url for lead in leads if lead.kind == "post"]
    if found.kind != "feed":
        return bool(count or posts) or found.kind not in ("index", "archive")
    feed = look.url.partition("?")[0]
    sql = (
        "SELECT EXISTS (SELECT 1 FROM pages AS named JOIN listings ON page_id = named.id"
        " JOIN pages AS list ON list.id = listing_id WHERE named.key = ?1 AND list.id <> ?2 AND list.kind = 'feed'"
        " AND dropped_look IS NULL AND (list.url = ?3 OR substr(list.url, 1, length(?3) + 1) = ?3 || '?'))"
    )
    named = (look.conn.execute(sql, (page_key(url), look.page_id, feed)).fetchone()[0] for url in posts)
    return not posts or not all(named)


def _news(look: Look, links: Iterable[Link]) -> list[Link]:
    """Of a page's links those that the frontier does not hold yet: nearly all stand on every page of the blog."""
    known, ranks = look.names.pages.get, RANKS.get
    return [
        link
        for link in links
        if (rank := known(link.url)) is None or rank > ranks(link.kind, -1) or link.kind == "older"
    ]


def _edited(look: Look, found: Found) -> list[str]:
    """Posts that a feed says to have been edited since their pages were read; a day without an hour does not count."""
    told = [(entry.url, _moment(entry.updated)) for entry in found.entries if is_post_entry(entry)]
    sql = "SELECT max(fetched_at) FROM pages WHERE key = ? AND look IS NOT NULL AND status = 200"
    edited = []
    for url, at in told:
        (seen,) = look.conn.execute(sql, (page_key(url),)).fetchone() if at else (None,)
        if at and seen and at > seen:
            edited.append(url)
    return edited


def _moment(date: str | None) -> str | None:
    """A time in the spelling of `fetched_at`, where it is one."""
    with suppress(ValueError):
        if date and (at := datetime.fromisoformat(date)).tzinfo:
            return stamp(at)
    return None


def _follow_sitemap(look: Look, now: str, found: Found, known: bool) -> tuple[int, int]:
    """Do the same with a list that may be as long as the blog: a piece at a time, for memory's sake."""
    count = unknown = 0
    for first in range(0, len(found.links), _PIECE):
        piece = [Lead(ln.url, ln.kind, ln.lastmod) for ln in found.links[first : first + _PIECE]]
        unknown += len(_unknown(look.conn, piece))
        fresh = [lead for lead in piece if not _is_known(look, lead)]
        count += discover(look.conn, look.blog_id, fresh, look.page_id, now)
    _list(look, found, found.links, known, now)
    return count, unknown


def _is_known(look: Look, lead: Lead | Link) -> bool:
    """Was this address found before, and no later in rank? Then the frontier holds it: every page names the menu."""
    rank = look.names.pages.get(lead.url)
    return rank is not None and rank <= _known_rank(lead)


def _known_rank(lead: Lead | Link) -> int:
    told = lead.rank if isinstance(lead, Lead) else _told_rank(lead)
    return RANKS.get(lead.kind, -1) if told is None else told


def _as_list(found: Found, link: Link) -> LinkKind:
    """The next page of a feed is asked as early as the feed: it tells of more posts."""
    return "feed" if found.kind == "feed" and link.kind == "older" else link.kind


def _told_rank(link: Link) -> int | None:
    """A feed of one post's comments is asked with them, and is none that tells of news."""
    return RANKS["comments"] if link.kind == "feed" and link.rel == "replies" else None


def _unknown(conn: sqlite3.Connection, leads: Iterable[Lead]) -> set[str]:
    asked = [lead.url for lead in leads if lead.kind == "post"]
    return {
        url
        for url in asked
        if not conn.execute("SELECT 1 FROM pages WHERE key = ?", (page_key(url),)).fetchone()
    }


def _ends_new(leads: list[Lead], unknown: set[str]) -> bool:
    """The last post of a list is new: more of them may stand on the next page of it."""
    posts = [lead.url for lead in leads if lead.kind == "post"]
    return bool(posts) and posts[-1] in unknown


def _belong(look: Look, post: Kept, found: Found) -> None:
    """Tell the pages of comments which post they belong to, before they are read."""
    urls = [link.url for link in found.links if link.kind == "comments" and comment_page(link.url)]
    look.add(
        "UPDATE pages SET post_id = ?, kind = 'comments' WHERE url = ? AND post_id IS NULL",
        [(post.post_id, url) for url in urls],
    )
    if comment_page(look.url) or found.thread_page is not None or (found.part or 1) > 1:
        row = look.conn.execute("SELECT url FROM posts WHERE id = ?", (post.post_id,)).fetchone()
        discover(look.conn, look.blog_id, [Lead(row[0], "post")], look.page_id, look.at)


def _ask_twin(look: Look, post: Kept, now: str) -> None:
    """A new post that equals an old one: ask the old address, which redirects if the post has moved."""
    rows = look.conn.execute(
        "SELECT pages.url FROM posts JOIN posts AS twin ON twin.blog_id = posts.blog_id"
        " AND twin.published = posts.published AND twin.title = posts.title AND twin.id <> posts.id"
        " JOIN pages ON pages.id = twin.page_id WHERE posts.id = ? AND twin.gone_at IS NULL"
        " AND pages.run_id IS NOT ?",
        (post.post_id, look.run_id),
    ).fetchall()
    make_due(look.conn, [url for (url,) in rows], now)


def _list(look: Look, found: Found, links: Iterable[Link | Lead], known: bool, now: str) -> None:
    """Keep what a list names; what a sitemap or feed dropped, or a sitemap dates anew, is due."""
    kinds = ("post", "page", "sitemap", "other") if found.kind == "sitemap" else ("post",)
    news = listings.keep(look, (link for link in links if link.kind in kinds))
    if known and (found.kind == "sitemap" or (found.kind == "feed" and len(news.lost) < news.named)):
        make_due(look.conn, news.lost, now)
    if known and found.kind == "sitemap":
        make_due(look.conn, news.dated, now)
    if known and found.kind in ("sitemap", "feed"):
        make_due(look.conn, news.back, now)  # what was taken away, and maybe found gone, is put back


# ------------------------------------------------------------------------------------------- gone

_MISSING = """
SELECT posts.id, pages.id, pages.fetched_at, posts.missing_at
FROM posts JOIN pages ON pages.id = posts.page_id
WHERE posts.blog_id = ? AND posts.gone_at IS NULL AND pages.run_id = ?
AND (pages.status IN (404, 410) OR pages.error IN (?, ?, ?)
    OR pages.kind = 'moved' AND pages.status IN (301, 308) AND EXISTS (  -- to what is another post, or none
        SELECT 1 FROM pages AS target WHERE target.id = pages.moved_to AND target.post_id IS NOT posts.id
        AND (target.status IN (404, 410) OR target.status = 200 AND target.look IS NOT NULL AND target.error IS NULL)))
"""
# A list that was read in this run and no longer names the page, where no list read in this run still does.
_DROPPED = """
SELECT sum(dropped_look IS NOT NULL), sum(dropped_look IS NULL) FROM listings
JOIN pages ON pages.id = listing_id WHERE page_id = ? AND pages.run_id = ? AND pages.status = 200
"""
# Nothing is left to find out soon: the pause that was planned for a page that is missing.
_RARELY = (
    "UPDATE pages SET due_at = strftime('%Y-%m-%dT%H:%M:%SZ', fetched_at, interval_days || ' days')"
    " WHERE id = ? AND interval_days IS NOT NULL"
)


def mark_gone(conn: sqlite3.Connection, blog_id: int, run_id: int) -> int:
    """Mark the posts that two witnesses tell to be gone; only ever asked at the end of a complete run."""
    gone = 0
    for post_id, page_id, at, missing_at in conn.execute(_MISSING, (blog_id, run_id, *SOFT)).fetchall():
        dropped, named = conn.execute(_DROPPED, (page_id, run_id)).fetchone()
        if missing_at or (dropped and not named):
            conn.execute("UPDATE posts SET gone_at = ? WHERE id = ?", (at, post_id))
            conn.execute(_RARELY, (page_id,))
            gone += 1
        else:
            conn.execute("UPDATE posts SET missing_at = ? WHERE id = ?", (at, post_id))
    return gone


# ------------------------------------------------------------------------------------------- astray

_DETOURS = f"pages.status IN {DETOURS} AND {TEXT}"
# The post to which a page redirects for now, and whose page redirects there alone, be it over one more address.
_ARRIVED = f"""
SELECT pages.id FROM pages JOIN pages AS next ON next.id = pages.moved_to
LEFT JOIN pages AS last ON last.id = next.moved_to AND next.kind = 'moved'
JOIN pages AS target ON target.id = ifnull(last.id, next.id)
WHERE pages.blog_id = ? AND pages.run_id = ? AND {_DETOURS}
AND target.status = 200 AND target.error IS NULL AND target.post_id IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM posts WHERE page_id = pages.id AND id <> target.post_id)
AND NOT EXISTS (SELECT 1 FROM pages AS other WHERE other.moved_to = pages.moved_to AND other.id <> pages.id
    AND other.rank = pages.rank AND other.status IN {DETOURS})
"""  # noqa: S608
# What lists take for a post and never was one is asked as any failure, but no failure for ever.
_ASTRAY = f"""
SELECT count(*) FROM pages WHERE blog_id = ? AND run_id = ? AND (error = ? OR {_DETOURS} AND due_at IS NOT NULL)
AND (look IS NOT NULL OR attempts <= ?)
"""  # noqa: S608


def count_astray(conn: sqlite3.Connection, blog_id: int, run_id: int) -> int:
    """Count the pages of a run at which something else stood than the posts that were looked for.

    Those that only redirect to their posts are none of them, and lead to nothing more.
    """
    arrived = conn.execute(_ARRIVED, (blog_id, run_id)).fetchall()
    conn.executemany("UPDATE pages SET due_at = NULL, attempts = 0 WHERE id = ?", arrived)
    return int(conn.execute(_ASTRAY, (blog_id, run_id, NO_POST, RETRIES)).fetchone()[0])
