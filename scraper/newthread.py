"""A thread that no row holds yet, written as it stands on its page: what `store_comments` would come to, at once.

Most pages of a first sync, an import or a replay are of this kind. A thread in which an answer stands above
what it answers is left to `store_comments`, which looks for circles.
"""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from scraper.look import Look
from scraper.marks import COUNTED, Marked, keys_of, marked
from scraper.rows import Comment, Found
from scraper.store_comments import put_links

Parent = tuple[str | None, int | None]  #: its key, and its place on the page where it stands there
_NO_PARENT: Parent = (None, None)
_INSERT = (
    "INSERT INTO comments(post_id, system, first_seen, last_seen, page_id, look, source_id, published,"
    " body_html, body_text, url, kind, content, digest, id, author_id, key, parent_key, parent_id, depth,"
    " page_position, position) VALUES (?1, ?2, ?3, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15,"
    " ?16, ?17, ?18, ?19, ?20, ?20)"
)
_SAID = attrgetter("id", "published", "body_html", "body_text", "url", "kind", "content", "digest")


def keep_new(look: Look, post_id: int, found: Found) -> bool:
    """Write the comments of a post that has none yet; False where that is not as simple, and nothing is written."""
    comments = [c if isinstance(c, Marked) else marked(c) for c in found.comments]
    keys = keys_of(comments)
    parents = _parents(comments, keys)
    if parents is None:
        return False
    if comments:
        first = int(look.conn.execute("SELECT ifnull(max(id), 0) + 1 FROM comments").fetchone()[0])
        same = (post_id, found.comment_system or None, look.at, look.page_id, look.number)
        look.add(_INSERT, _rows(look, comments, keys, parents, first, same))
        put_links(look, post_id, enumerate(comments, first))
    return True


def _parents(comments: Sequence[Comment], keys: Sequence[str]) -> list[Parent] | None:
    """(key, place on the page) of each comment's parent; None where one stands below its answer."""
    places = {comment.id: len(comments) - n for n, comment in enumerate(reversed(comments), 1)}
    out: list[Parent] = []
    for place, comment in enumerate(comments):
        parent = comment.parent_id
        if parent is None:
            out.append(_NO_PARENT)
        elif (at := places.get(parent, -1)) >= place or (at < 0 and parent in keys):
            return None
        elif at >= 0:
            out.append((keys[at], at))
        else:  # it stands on another page; one that only counts places says nothing beyond its own
            out.append((None if COUNTED.fullmatch(parent) else parent, None))
    return out


def _rows(
    look: Look,
    comments: Sequence[Marked],
    keys: Sequence[str],
    parents: Sequence[Parent],
    first: int,
    same: tuple[Any, ...],
) -> list[tuple[Any, ...]]:
    known = look.names.authors
    depths: list[int] = []
    rows = []
    for at, (c, key, (parent_key, parent)) in enumerate(zip(comments, keys, parents, strict=True)):
        depth = c.depth if parent is None else depths[parent] + 1
        depths.append(depth)
        author = known.get((look.blog_id, c.author or "", c.author_url, c.avatar is not None))
        if author is None and c.author:
            author = look.person(c.author, c.author_url, c.avatar)
        parent_id = None if parent is None else first + parent
        rows.append((*same, *_SAID(c), first + at, author, key, parent_key, parent_id, depth, at + 1))
    return rows
