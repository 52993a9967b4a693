"""Comments that only a feed tells: kept aside, and put into a thread that has been read and lacks them."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from scraper import store_comments
from scraper.look import Look
from scraper.rows import Comment, Found

if TYPE_CHECKING:
    from scraper.commentfeeds import Told

_SAID = ("parent_id", "author", "published", "body_html", "body_text", "url")
_TOLD = (
    f"SELECT {', '.join(('source_id', *_SAID))} FROM told WHERE blog_id = ?"  # noqa: S608
    " AND key = (SELECT key FROM posts WHERE id = ?) ORDER BY published, source_id"
)
_KEEP = (
    "INSERT INTO told VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "  # noqa: S608
    + ", ".join(f"{name} = excluded.{name}" for name in _SAID)
    + ", page_id = iif((SELECT rank FROM pages WHERE id = excluded.page_id)"
    " <= (SELECT rank FROM pages WHERE id = told.page_id), excluded.page_id, told.page_id)"
)
_OF_A_POST = 4  # the rank of a feed that is asked with a post's comments
_FEW = 400  # a feed of comments lists the newest; more of them are no feed's


def note(look: Look, found: Found) -> list[str]:
    """Keep what a feed tells of comments; gives the keys of posts whose threads must have moved."""
    from scraper.commentfeeds import comments_in  # heavy: a night in which no feed moved needs none of it

    told = list(comments_in(found.entries))[:_FEW]
    old = _told_before(look)
    now = {(one.key, one.comment.id): one for one in told}
    moved = [key for (key, number), one in now.items() if old.get((key, number)) != one.comment.body_text]
    for one in told:
        _keep(look, one)
    for post_id in _read_already(look, moved):
        fill(look, post_id)
    return list(dict.fromkeys(moved + _taken_out(look, told)))


def _read_already(look: Look, keys: list[str]) -> list[int]:
    """Posts whose pages this run has read: they are not asked a second time."""
    sql = "SELECT posts.id FROM posts JOIN pages ON pages.id = page_id WHERE posts.key = ? AND run_id = ?"
    return [row[0] for key in dict.fromkeys(keys) for row in look.conn.execute(sql, (key, look.run_id))]


def _told_before(look: Look) -> dict[tuple[str, str], str | None]:
    sql = "SELECT key, source_id, body_text FROM told WHERE page_id = ?"
    return {(key, number): text for key, number, text in look.conn.execute(sql, (look.page_id,))}


def _keep(look: Look, one: "Told") -> None:
    """Keep what was told last; the blog's feed, which is read every night, stays the one to answer for it."""
    said = [getattr(one.comment, name) for name in _SAID]
    look.conn.execute(_KEEP, (look.blog_id, one.key, one.comment.id, look.page_id, *said))


def _taken_out(look: Look, told: "list[Told]") -> list[str]:
    """What the feed told before, and does not now though it still tells of older ones, was deleted."""
    if not told or not (oldest := min(one.comment.published or "" for one in told)):
        return []
    keys = {one.key for one in told}
    own = keys.pop() if len(keys) == 1 and _is_of_one_post(look) else None
    rows = look.conn.execute(
        "SELECT key, source_id FROM told WHERE blog_id = ? AND (page_id = ? OR key = ?) AND published > ?",
        (look.blog_id, look.page_id, own, oldest),
    ).fetchall()
    there = {(one.key, one.comment.id) for one in told}
    lost = [row for row in rows if row not in there]
    look.conn.executemany("DELETE FROM told WHERE key = ? AND source_id = ?", lost)
    return [key for key, _ in lost]


def _is_of_one_post(look: Look) -> bool:
    """A post's own feed tells all of its comments, whoever told them first."""
    row = look.conn.execute("SELECT rank FROM pages WHERE id = ?", (look.page_id,)).fetchone()
    return row is not None and row[0] == _OF_A_POST


def fill(look: Look, post_id: int) -> int:
    """Give a thread that was just read what only the feed tells of it; gives how many comments are new."""
    conn = look.conn
    told = [
        Comment(row[0], **dict(zip(_SAID, row[1:], strict=True)))
        for row in conn.execute(_TOLD, (look.blog_id, post_id))
    ]
    if not told:
        return 0
    system, declared = conn.execute(
        "SELECT comment_system, comments_declared FROM posts WHERE id = ?", (post_id,)
    ).fetchone()
    have = dict(conn.execute("SELECT source_id, id FROM comments WHERE post_id = ?", (post_id,)).fetchall())
    for one in told:
        if one.id in have:
            _complete(look, post_id, have[one.id], one)
    lacking = [replace(one, depth=0) for one in told if one.id not in have]
    if not lacking or declared == 0 or not _may_fill(look, post_id):
        return 0
    return store_comments.keep_told(look, post_id, lacking, system or "")


def drop(look: Look, post_id: int) -> int:
    """Mark what only a feed had told and took out again, now that the thread was read without it; gives how many.

    By its id alone, not the post's address: that may have changed since.
    """
    gone = look.conn.execute(
        "UPDATE comments SET gone_at = ? WHERE post_id = ? AND look IS NULL AND gone_at IS NULL AND NOT EXISTS"
        " (SELECT 1 FROM told WHERE blog_id = ? AND told.source_id = comments.source_id)",
        (look.at, post_id, look.blog_id),
    ).rowcount
    if gone:
        store_comments.count_anew(look, post_id)
    return gone


def _complete(look: Look, post_id: int, comment_id: int, one: Comment) -> None:
    """A page that prints no date for a comment (WordPress' pingbacks) leaves it to the feed."""
    look.conn.execute(
        "UPDATE comments SET published = ifnull(published, ?), url = ifnull(url, ?) WHERE id = ?"
        " AND (published IS NULL OR url IS NULL)",
        (one.published, one.url, comment_id),
    )
    sql = "UPDATE comments SET gone_at = NULL WHERE id = ? AND look IS NULL AND gone_at IS NOT NULL"
    if look.conn.execute(sql, (comment_id,)).rowcount:  # the feed tells it again
        store_comments.count_anew(look, post_id)


def _may_fill(look: Look, post_id: int) -> bool:
    """Only where all of the thread's pages are read, and by the platform's ids: else it would be doubled."""
    unread = look.conn.execute(
        "SELECT 1 FROM pages WHERE post_id = ? AND kind = 'comments' AND look IS NULL AND status IS NULL",
        (post_id,),
    )
    counted: Any = look.conn.execute(
        "SELECT 1 FROM comments WHERE post_id = ? AND (key LIKE 'n:%' OR source_id GLOB '*[^0-9]*')",
        (post_id,),
    )
    return unread.fetchone() is None and counted.fetchone() is None
