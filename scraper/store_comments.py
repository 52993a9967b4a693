"""What becomes of comment rows when a page of comments is read (again); never deletes one, never doubles one.

They are joined over the pages of a post, whatever the order in which those are read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from scraper.dates import finer_of
from scraper.look import Look
from scraper.marks import COUNTED, content_of, digest_of, keys_of, same_words
from scraper.rows import Comment, Found, Post

_LIGHT = (
    "id, key, ifnull(system, ''), content, digest, parent_key, parent_id, depth, page_id, page_number,"
    " page_position, position, last_seen, gone_at, look, missing_look"
)


@dataclass(slots=True)
class Row:
    """One stored comment as far as its place in the thread needs it; `was` is what the table holds."""

    id: int
    key: str
    system: str
    content: str
    digest: str
    parent_key: str | None = None
    parent_id: int | None = None
    depth: int = 0
    page_id: int | None = None
    page_number: int | None = None
    page_position: int | None = None
    position: int | None = None
    last_seen: str = ""
    gone_at: str | None = None
    look: int | None = None
    missing_look: int | None = None
    was: tuple[Any, ...] = ()
    from_feed: bool = False  #: no page has shown it so far
    comment: Comment | None = None  #: as this look shows it

    def place(self) -> tuple[Any, ...]:
        """All that a look may move without the comment saying anything new."""
        return (
            self.parent_key,
            self.parent_id,
            self.depth,
            self.page_id,
            self.page_number,
            self.page_position,
            self.position,
            self.last_seen,
            self.gone_at,
            self.look,
            self.missing_look,
        )


_PLACE = (
    "parent_key, parent_id, depth, page_id, page_number, page_position, position, last_seen, gone_at, look,"
    " missing_look"
)


@dataclass(frozen=True, slots=True)
class Group:
    """The pages on which a post's comments stand."""

    floor: int | None  #: the number of the oldest look among them; None while one is not read
    pages: frozenset[int]
    in_one_run: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the comments of a page."""

    new: int = 0
    changed: int = 0
    gone: int = 0
    missing: int = 0  #: not where they were; they may stand on another page by now


def keep_comments(look: Look, post_id: int, found: Found, number: int | None, trusted: bool) -> Tally:
    """Bring the comments of one page into the thread of its post.

    `number` is that of the page of comments, 0 of a page of one thread, None of the post's own page; `trusted`
    says that what this page does not show may be taken to be gone.
    """
    rows = _rows(look, post_id)
    if not rows and not found.comments:
        return Tally()
    seen, new = _match(look, found, rows)
    for place, row in enumerate(seen, 1):
        _place(look, row, number, place)
    rows += new
    fresh = {row.id for row in new}
    changed = _revise(look, post_id, [row for row in seen if row.id not in fresh])
    group = _group(look, post_id)
    _join(rows)
    _number(rows, group)
    missing = _miss(look, rows) if trusted else 0
    gone = _gone(look, rows, group, found) if trusted else 0
    _insert(look, post_id, new)
    _move(look, rows[: len(rows) - len(new)])
    _count(look, post_id, rows)
    return Tally(len(new), changed, gone, missing)


def settle(look: Look, post_id: int) -> int:
    """An unchanged page may be the last look that a missed comment waited for; gives how many are gone."""
    rows = _rows(look, post_id)
    if not any(row.missing_look is not None and row.gone_at is None for row in rows):
        return 0
    sql = "SELECT comments_declared FROM posts WHERE id = ?"
    [declared] = look.conn.execute(sql, (post_id,)).fetchone()
    found = Found(look.url, "comments", post=Post(comments_declared=declared))
    gone = _gone(look, rows, _group(look, post_id), found)
    _move(look, rows)
    _count(look, post_id, rows)
    return gone


def keep_told(look: Look, post_id: int, comments: Sequence[Comment], system: str) -> int:
    """Add comments that a feed alone tells; a page that shows them later takes them over."""
    rows = _rows(look, post_id)
    found = Found(look.url, "feed", comment_system=system or None, comments=tuple(comments))
    _, new = _match(look, found, rows)
    for row in new:
        row.last_seen = look.at
    rows += new
    _join(rows)
    _number(rows, _group(look, post_id))
    _insert(look, post_id, new)
    _move(look, rows[: len(rows) - len(new)])
    _count(look, post_id, rows)
    return len(new)


def not_elsewhere(look: Look, post_id: int, found: Found) -> Found:
    """What a further page of a post tells of comments: those that no other page of it shows.

    Each page of a post shows the same comments, as a rule; some themes show them on the last one alone.
    """
    sql = "SELECT ifnull(system, ''), key FROM comments WHERE post_id = ? AND page_id IS NOT ?"
    known = set(look.conn.execute(sql, (post_id, look.page_id)))
    system, keys = found.comment_system or "", keys_of(found.comments)
    own = [c for c, key in zip(found.comments, keys, strict=True) if (system, key) not in known]
    return replace(found, comments=tuple(own))


def _rows(look: Look, post_id: int) -> list[Row]:
    sql = f"SELECT {_LIGHT} FROM comments WHERE post_id = ? ORDER BY id"  # noqa: S608
    rows = [Row(*values) for values in look.conn.execute(sql, (post_id,))]
    for row in rows:
        row.was, row.from_feed = row.place(), row.look is None
    return rows


# ------------------------------------------------------------------------------------------- identity


def _match(look: Look, found: Found, rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Give the row of each comment of the page, in page order, and those of them that are new."""
    system, keys = found.comment_system or "", keys_of(found.comments)
    known = {(row.system, row.key): row for row in rows}
    twins = _twins(rows, {(system, key) for key in keys})
    first: dict[str, str] = {}
    for comment, key in zip(found.comments, keys, strict=True):
        first.setdefault(comment.id, key)
    next_id = int(look.conn.execute("SELECT ifnull(max(id), 0) FROM comments").fetchone()[0])
    seen: list[Row] = []
    new: list[Row] = []
    for comment, key in zip(found.comments, keys, strict=True):
        row = _known(look, known, twins, comment, (system, key)) if rows else None
        if row is None:
            row = Row(next_id + len(new) + 1, key, system, content_of(comment), digest_of(comment))
            new.append(row)
        row.comment = comment
        row.parent_key = _parent_key(comment, first, row)
        seen.append(row)
    return seen, new


def _known(
    look: Look,
    known: dict[tuple[str, str], Row],
    twins: dict[str, Row],
    comment: Comment,
    name: tuple[str, str],
) -> Row | None:
    """The row of a comment that was read before, under this name or another."""
    row = known.get(name) or _take_over(look, known, *name)
    return row or _adopt(look, twins, comment, *name)


def _parent_key(comment: Comment, first: dict[str, str], row: Row) -> str | None:
    """The key of the parent; one that only counts places says nothing beyond its own page."""
    parent = comment.parent_id
    if parent is None:
        return row.parent_key
    told = first.get(parent)
    return told or (row.parent_key if COUNTED.fullmatch(parent) else parent)


def _twins(rows: Sequence[Row], seen: set[tuple[str, str]]) -> dict[str, Row]:
    """Rows this page does not name, by what they say."""
    return {row.content: row for row in rows if (row.system, row.key) not in seen}


def _take_over(look: Look, known: dict[tuple[str, str], Row], system: str, key: str) -> Row | None:
    """Know a comment by its id that only a feed had told, before any page named the system."""
    row = known.get(("", key))
    if row is None or not row.from_feed or not system:
        return None
    look.conn.execute("UPDATE comments SET system = ? WHERE id = ?", (system, row.id))
    row.system = system
    return row


def _adopt(look: Look, twins: dict[str, Row], comment: Comment, system: str, key: str) -> Row | None:
    """Know a comment again that stood here without an id, or under another system's name, as one row."""
    row = twins.get(content_of(comment)) if twins and comment.body_text else None
    if row is None or (row.system == system and not (row.key.startswith("n:") or key.startswith("n:"))):
        return None
    del twins[row.content]
    if row.key.startswith("n:") and not key.startswith("n:"):
        look.conn.execute(
            "UPDATE comments SET key = ?, source_id = ?, system = ? WHERE id = ?",
            (key, comment.id, system or None, row.id),
        )
        row.key, row.system = key, system
    return row


# ------------------------------------------------------------------------------------------- threads


def _place(look: Look, row: Row, number: int | None, place: int) -> None:
    comment = row.comment
    if comment is not None and row.parent_id is None:
        row.depth = comment.depth
    alone = number == 0  # one thread by itself does not say where it stands among the others
    if row.page_position is None or not (alone or (number is None and row.page_number is not None)):
        row.page_number, row.page_position = number or row.page_number, place
    row.page_id, row.look, row.missing_look, row.gone_at = look.page_id, look.number, None, None
    row.last_seen = max(row.last_seen, look.at)


def _join(rows: Sequence[Row]) -> None:
    """Point every row to its parent, wherever that stands, and let depth follow; a circle is cut."""
    by_key: dict[str, Row] = {}
    by_both: dict[tuple[str, str], Row] = {}
    for row in rows:
        by_key.setdefault(row.key, row)
        by_both[row.system, row.key] = row
    parents: dict[int, Row] = {}
    for row in rows:
        key = row.parent_key
        parent = None if key is None else by_both.get((row.system, key)) or by_key.get(key)
        if parent is not None and not _leads_to(parent, row, parents):
            parents[row.id] = parent
    depths: dict[int, int] = {}
    for row in rows:
        row.parent_id = parents[row.id].id if row.id in parents else None
        row.depth = _depth(row, parents, depths)


def _leads_to(start: Row, goal: Row, parents: dict[int, Row]) -> bool:
    at: Row | None = start
    while at is not None:
        if at.id == goal.id:
            return True
        at = parents.get(at.id)
    return False


def _depth(row: Row, parents: dict[int, Row], depths: dict[int, int]) -> int:
    chain = [row]
    while chain[-1].id in parents and chain[-1].id not in depths:
        chain.append(parents[chain[-1].id])
    depth = depths.get(chain[-1].id, chain[-1].depth)
    for at in reversed(chain):
        depth = depths[at.id] = depths.get(at.id, depth)
        depth += 1
    return depths[row.id]


def _group(look: Look, post_id: int) -> Group:
    """Which pages show this post's comments, and whether all of them have been read."""
    rows = look.conn.execute(
        "SELECT pages.id, CASE WHEN pages.id = ? THEN ? ELSE look END, pages.id = ? OR run_id = ? FROM pages"
        " WHERE (pages.id = (SELECT page_id FROM posts WHERE id = ?) OR (post_id = ? AND kind = 'comments')"
        " OR pages.id IN (SELECT page_id FROM parts WHERE post_id = ?))"
        " AND (status IS NULL OR status NOT IN (301, 302, 303, 307, 308, 404, 410) OR pages.id = ?)",
        (look.page_id, look.number, look.page_id, look.run_id, *(post_id,) * 3, look.page_id),
    ).fetchall()
    numbers = [number for _, number, _ in rows]
    floor = None if None in numbers or not numbers else min(numbers)
    return Group(floor, frozenset(page_id for page_id, _, _ in rows), all(row[2] for row in rows))


def _number(rows: Sequence[Row], group: Group) -> None:
    """Give the places on the page; once all pages of a post are read, those in the whole thread."""
    numbers = {row.page_number for row in rows if row.page_number is not None}
    if group.floor is None or not numbers:
        for row in rows:
            row.position = row.page_position
        return
    # The post's own page shows the first or the last page of comments: the one that no number names.
    own = max(numbers) + 1 if 1 in numbers else 0
    order = sorted(
        rows,
        key=lambda row: (
            row.page_position is None,
            own if row.page_number is None else row.page_number,
            row.page_position or 0,
            row.id,
        ),
    )
    for place, row in enumerate(order, 1):
        row.position = place


# ------------------------------------------------------------------------------------------- gone, counted


def _miss(look: Look, rows: Sequence[Row]) -> int:
    """Note which comments this page showed before and does not now."""
    lost = [row for row in rows if row.page_id == look.page_id and row.look not in (None, look.number)]
    for row in lost:
        row.missing_look = row.missing_look or look.number
    return sum(row.gone_at is None for row in lost)


def _gone(look: Look, rows: Sequence[Row], group: Group, found: Found) -> int:
    """Mark what no page of the post shows any more, unless the post declares more than would be left.

    Answers to a comment that was taken out vanish with it, and some blogs (WordPress) go on counting them. Where
    it declares still more, a second whole look decides; but a thread that is empty at once may be shown elsewhere.
    """
    lost = [row for row in rows if row.gone_at is None and _is_lost(row, group)]
    left = sum(row.gone_at is None for row in rows) - len(lost)
    declared = found.post.comments_declared if found.post else None
    ids = {row.id for row in lost}
    answers = sum(row.parent_id in ids for row in lost)
    if declared is not None and declared > left + answers:
        lost = [row for row in lost if left and _missed_twice(row, group)]
    for row in lost:
        row.gone_at = look.at
    return len(lost)


def _is_lost(row: Row, group: Group) -> bool:
    """Tell whether no page can still show it: all were read since it was missed, or all by this one run."""
    if group.floor is None or row.look is None:
        return False
    if row.missing_look is not None and row.missing_look <= group.floor:
        return True
    return row.look < group.floor and (group.in_one_run or row.page_id not in group.pages)


def _missed_twice(row: Row, group: Group) -> bool:
    """Tell whether all pages were read again after the look that missed it first."""
    return row.missing_look is not None and group.floor is not None and row.missing_look < group.floor


def _count(look: Look, post_id: int, rows: Sequence[Row]) -> None:
    there = sum(row.gone_at is None for row in rows)
    look.conn.execute(
        "UPDATE posts SET comments_found = ? WHERE id = ? AND comments_found <> ?", (there, post_id, there)
    )


def count_anew(look: Look, post_id: int) -> None:
    """Count the comments of a post that are not gone."""
    look.conn.execute(
        "UPDATE posts SET comments_found ="
        " (SELECT count(*) FROM comments WHERE post_id = posts.id AND gone_at IS NULL) WHERE id = ?",
        (post_id,),
    )


# ------------------------------------------------------------------------------------------- writing


_INSERT = (
    "INSERT INTO comments(id, post_id, source_id, author_id, published, body_html, body_text, url, kind,"  # noqa: S608
    f" system, first_seen, key, content, digest, {_PLACE}) VALUES ({', '.join('?' * 25)})"
)


def _insert(look: Look, post_id: int, rows: Sequence[Row]) -> None:
    values = []
    for row in rows:
        c = row.comment
        assert c is not None
        said = (c.id, _author(look, c), c.published, c.body_html, c.body_text, c.url, c.kind)
        known = (row.system or None, look.at, row.key, row.content, row.digest)
        values.append((row.id, post_id, *said, *known, *row.place()))
    look.add(_INSERT, values)
    put_links(look, post_id, ((row.id, row.comment) for row in rows))


def _author(look: Look, comment: Comment) -> int | None:
    return look.person(comment.author, comment.author_url, comment.avatar) if comment.author else None


def put_links(look: Look, post_id: int, comments: Iterable[tuple[int, Comment | None]]) -> None:
    """Write the links in comments, each told with the id of its row."""
    links = [
        (post_id, row_id, n, link.url, link.text, link.rel)
        for row_id, comment in comments
        if comment and comment.links
        for n, link in enumerate(comment.links, 1)
    ]
    look.add(
        "INSERT INTO links(post_id, comment_id, position, url, text, rel) VALUES (?, ?, ?, ?, ?, ?)", links
    )


def _move(look: Look, rows: Sequence[Row]) -> None:
    marks = ", ".join(f"{name} = ?" for name in _PLACE.split(", "))
    moved = [(*place, row.id) for row in rows if (place := row.place()) != row.was]
    look.add(f"UPDATE comments SET {marks} WHERE id = ?", moved)  # noqa: S608


def _revise(look: Look, post_id: int, rows: Sequence[Row]) -> int:
    """Write anew what says something else than before; its old words go to revisions."""
    changed = 0
    for row in rows:
        comment = row.comment
        if comment is not None and digest_of(comment) != row.digest:
            changed += _rewrite(look, post_id, row, comment)
    return changed


def _rewrite(look: Look, post_id: int, row: Row, comment: Comment) -> bool:
    sql = (
        "SELECT name, author_id, published, body_html, body_text, comments.url, kind FROM comments"
        " LEFT JOIN authors ON authors.id = author_id WHERE comments.id = ?"
    )
    old = look.conn.execute(sql, (row.id,)).fetchone()
    said = (comment.published, comment.body_html, comment.body_text, comment.url, comment.kind)
    new = (comment.author, _author(look, comment), *said)
    kept = tuple(a if b is None else b for a, b in zip(old, new, strict=True))
    when = finer_of(old[2], comment.published) if old[2] and comment.published else None
    kept = (*kept[:2], when or kept[2], *kept[3:])
    look.conn.execute(
        "UPDATE comments SET author_id = ?, published = ?, body_html = ?, body_text = ?, url = ?, kind = ?,"
        " content = ?, digest = ? WHERE id = ?",
        (*kept[1:], content_of(comment), digest_of(comment), row.id),
    )
    look.conn.execute("DELETE FROM links WHERE comment_id = ?", (row.id,))
    put_links(look, post_id, [(row.id, comment)])
    pairs = {"author": (old[0], kept[0]), "body_text": (old[4], kept[4])}
    pairs |= {"published": (old[2], kept[2])} if when is None else {}  # told better now, or less well
    changes = {
        name: (before, now)
        for name, (before, now) in pairs.items()
        if before is not None and not same_words(str(before), str(now))
    }
    if not row.from_feed:  # a feed's wording of a comment is no older version of it
        look.revise(post_id, row.id, changes)
    return bool(changes)
