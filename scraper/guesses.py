"""Pages of comments to which nothing leads, guessed where a post counts more than it shows; never asks for them.

The post's own feed comes first: it is one request, and tells a small thread whole. Then one page after the other is
asked, until one shows nothing new. A count that is simply wrong costs two requests, and on few posts of a blog.
"""

import sqlite3
from dataclasses import dataclass

from scraper.frontier import RANKS, Lead, discover
from scraper.platforms import PLATFORMS
from scraper.rows import Found
from scraper.store_counts import MOST_DECLARED
from scraper.urls import MOST_COMMENT_PAGES, nth_comment_page, page_key

_NUMBERED = frozenset(platform.name for platform in PLATFORMS if platform.comment_pages)
_IN_VAIN = 6  # guesses that may fail on one blog; each that was right allows half as many more
_SURE = 500  # of those that were right: no more are counted
_POSTS = """
SELECT id FROM posts WHERE page_id = ?1
UNION SELECT post_id FROM pages WHERE id = ?1 AND post_id IS NOT NULL
UNION SELECT post_id FROM guesses WHERE page_id = ?1
UNION SELECT posts.id FROM pages JOIN posts ON posts.page_id = found_on
    WHERE pages.id = ?1 AND pages.kind = 'feed' AND pages.rank = ?2
UNION SELECT posts.id FROM counts JOIN posts USING (key) WHERE counts.page_id = ?1 AND declared > comments_found
"""
# Posts of which more comments are counted than are known, and of which all is read that leads to some.
_LACKS = f"""
SELECT blog_id, page_id, url, platform, {MOST_DECLARED} AS declared FROM posts
WHERE id = ?1 AND declared > comments_found AND comments_found > 0
AND ifnull((SELECT due_at FROM pages WHERE id = posts.page_id) > ?3, 1)
AND NOT EXISTS (SELECT 1 FROM pages WHERE post_id = ?1 AND kind = 'comments' AND status IS NULL AND due_at IS NOT NULL)
AND NOT EXISTS (SELECT 1 FROM guesses WHERE post_id = ?1 AND state IN ('held', 'asked'))
AND NOT EXISTS (
    SELECT 1 FROM pages WHERE found_on = posts.page_id AND kind = 'feed' AND rank = ?2
    AND status IS NULL AND due_at IS NOT NULL
)
"""  # noqa: S608
_LED_TO = """
SELECT 1 FROM pages WHERE post_id = ? AND kind = 'comments' AND id NOT IN (SELECT page_id FROM guesses) LIMIT 1
"""
_COUNT = "SELECT count(*) FROM (SELECT 1 FROM guesses WHERE blog_id = ? AND state = ? LIMIT ?)"
_HELD = "SELECT page_id FROM guesses WHERE blog_id = ? AND state = 'held' ORDER BY page_id LIMIT ?"
# The address may be the post's own in another dress, or known for something else.
_TAKEN = "SELECT 1 FROM pages WHERE id = ?1 AND (id = ?2 OR (look IS NOT NULL AND kind IS NOT 'comments'))"


@dataclass(frozen=True, slots=True)
class _Post:
    """A post that counts more comments than are known."""

    id: int
    blog_id: int
    page_id: int
    url: str
    platform: str | None
    declared: int


def shows_more(conn: sqlite3.Connection, page_id: int, found: Found) -> bool:
    """Does a guessed page, before it is kept, show comments that no other page is known to show?"""
    rows = conn.execute(
        "SELECT source_id FROM guesses JOIN posts ON posts.id = guesses.post_id"
        " LEFT JOIN comments ON comments.post_id = posts.id AND comments.page_id <> guesses.page_id"
        " WHERE guesses.page_id = ? AND state = 'asked'",
        (page_id,),
    ).fetchall()
    return bool(rows) and not {comment.id for comment in found.comments} <= {number for (number,) in rows}


def judge(conn: sqlite3.Connection, page_id: int, there: bool, now: str) -> None:
    """Note whether a guessed page told something new; one that did not is asked no more."""
    sql = "UPDATE guesses SET state = ? WHERE page_id = ? AND state = 'asked' RETURNING blog_id"
    row = conn.execute(sql, ("there" if there else "nothing", page_id)).fetchone()
    if row and there:
        _release(conn, row[0], now)
    elif row:
        conn.execute("UPDATE pages SET due_at = NULL, post_id = NULL WHERE id = ?", (page_id,))


def go_on(conn: sqlite3.Connection, page_id: int, now: str) -> int:
    """After an answer, guess the next page of comments of the post it was about; gives how many addresses are new."""
    count = 0
    for (post_id,) in conn.execute(_POSTS, (page_id, RANKS["comments"])).fetchall():
        row = conn.execute(_LACKS, (post_id, RANKS["comments"], now)).fetchone()
        post = _Post(post_id, *row) if row else None
        if post is not None and post.platform in _NUMBERED and (number := _next(conn, post)):
            count += _hold(conn, post, number, now)
            _release(conn, post.blog_id, now)
    return count


def _next(conn: sqlite3.Connection, post: _Post) -> int | None:
    """Say which page to guess: the one behind the last that was there, in the end the first."""
    sql = "SELECT number, declared, state = 'there' FROM guesses WHERE post_id = ?"
    rows = conn.execute(sql, (post.id,)).fetchall()
    if not rows and conn.execute(_LED_TO, (post.id,)).fetchone():
        return None
    further = max((number for number, _, there in rows if there), default=1) + 1
    in_vain = {number for number, declared, there in rows if not there and declared >= post.declared}
    if further not in in_vain and further <= min(post.declared, MOST_COMMENT_PAGES):
        return further
    return 1 if all(number != 1 for number, _, _ in rows) else None


def _hold(conn: sqlite3.Connection, post: _Post, number: int, now: str) -> int:
    """Put a page into the frontier that is not due before its blog has shown that guesses are worth it."""
    url = nth_comment_page(post.url, number)
    count = discover(conn, post.blog_id, [Lead(url, "comments")], post.page_id, now)
    sql = "SELECT id FROM pages WHERE key = ? ORDER BY url = ? DESC"
    (page_id,) = conn.execute(sql, (page_key(url), url)).fetchone()
    if conn.execute(_TAKEN, (page_id, post.page_id)).fetchone():
        return count
    conn.execute("UPDATE pages SET due_at = NULL WHERE id = ?", (page_id,))
    row = (page_id, post.id, post.blog_id, number, post.declared)
    conn.execute("INSERT OR REPLACE INTO guesses VALUES (?, ?, ?, ?, ?, 'held')", row)
    return count


def _release(conn: sqlite3.Connection, blog_id: int, now: str) -> None:
    """Let as many guessed pages be asked as the luck with others allows."""
    right, wrong, asked = (
        conn.execute(_COUNT, (blog_id, state, _SURE)).fetchone()[0] for state in ("there", "nothing", "asked")
    )
    room = _IN_VAIN - wrong - asked + right * _IN_VAIN // 2 if right < _SURE else _SURE
    for (page_id,) in conn.execute(_HELD, (blog_id, max(room, 0))).fetchall():
        conn.execute("UPDATE guesses SET state = 'asked' WHERE page_id = ?", (page_id,))
        conn.execute("UPDATE pages SET due_at = ? WHERE id = ?", (now, page_id))
