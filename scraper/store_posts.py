"""What becomes of a post's row when its page is read (again); never opens a transaction.

It deletes a post only to join two rows that turn out to be one.
"""

import json
import sqlite3
from dataclasses import asdict, dataclass, replace
from typing import Any

from scraper import store_parts
from scraper.dates import finer_of
from scraper.look import Look
from scraper.marks import same_words, words_of
from scraper.rows import Author, Entry, Found, Post, Term
from scraper.urls import page_key

_PLAIN = (
    "kind",
    "title",
    "author_id",
    "published",
    "updated",
    "language",
    "excerpt",
    "body_html",
    "body_text",
    "word_count",
    "comments_declared",
    "previous_url",
    "next_url",
    "platform",
    "comment_system",
    "sources",
)
_BODY = ("body_html", "body_text", "word_count")
_REVISED = ("title", "published", "body_text")
_JOINS = {"categories": ("post_categories", "category_id"), "tags": ("post_tags", "tag_id")}


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of the post of a page."""

    post_id: int
    new: bool = False
    published: str | None = None  #: told for a new post
    changed: bool = False  #: a field that revisions tell of has another value now
    counted: bool = False  #: the number of comments it declares has moved
    same_platform: bool = True  #: read by the rules that read it before
    authority: bool = True  #: this page's word about the post counts


def keep_post(look: Look, found: Found, url: str) -> Kept:
    """Insert or update the post that has this canonical address, with its people, terms, links and media."""
    place = store_parts.place_of(look) if found.part is None else None
    if place is not None and place[1] > 1:  # a theme may print no links to a post's other pages
        whole = one(look, "SELECT * FROM posts WHERE id = ?", place[0])
        if whole is not None:
            return _update_part(look, replace(found, part=place[1]), whole["url"], whole)
    row = _row(look, url) or _whole(look, url) or _renamed(look, found) or _found_again(look, found)
    if row is None:
        post_id, published = _insert(look, found, url)
        if found.part is not None:
            store_parts.keep(look, post_id, found)
        return Kept(post_id, new=True, published=published)
    if (found.part or 1) > 1:
        return _update_part(look, found, url, row)
    if found.part or _is_own(look, row, url):
        found, _ = store_parts.keep(look, row["id"], found)
    return _update(look, found, url, row)


def _is_own(look: Look, row: dict[str, Any], url: str) -> bool:
    return look.page_id == row["page_id"] or look.url == url


def _row(look: Look, url: str) -> dict[str, Any] | None:
    return one(look, "SELECT * FROM posts WHERE key = ?", page_key(url))


def _whole(look: Look, url: str) -> dict[str, Any] | None:
    """The post of which the page at an address is a further piece: comments stand below each of them."""
    sql = (
        "SELECT posts.* FROM pages JOIN parts ON parts.page_id = pages.id JOIN posts ON posts.id = parts.post_id"
        " WHERE pages.key = ? AND number > 1"
    )
    return one(look, sql, page_key(url))


def one(look: Look, sql: str, *values: Any) -> dict[str, Any] | None:
    """Give the first row of a question as a dict."""
    cursor = look.conn.execute(sql, values)
    row = cursor.fetchone()
    return None if row is None else dict(zip((c[0] for c in cursor.description), row, strict=True))


# ------------------------------------------------------------------------------------------- insert


def _insert(look: Look, found: Found, url: str) -> tuple[int, str | None]:
    values = _values(look, found, url) | {
        "blog_id": look.blog_id,
        "page_id": look.page_id,
        "url": url,
        "key": page_key(url),
        "first_seen": look.at,
        "last_seen": look.at,
        "comments_found": len(found.comments),
    }
    names = ", ".join(values)
    marks = ", ".join("?" * len(values))
    sql = f"INSERT INTO posts({names}) VALUES ({marks})"  # noqa: S608
    post_id = int(look.conn.execute(sql, tuple(values.values())).lastrowid or 0)
    post = found.post or Post()
    _add_people(look, post_id, post)
    _add_terms(look, post_id, "categories", post.categories)
    _add_terms(look, post_id, "tags", post.tags)
    _add_links(look, post_id, post)
    return post_id, values["published"]


def _values(look: Look, found: Found, url: str) -> dict[str, Any]:
    """The plain columns, what the page left open filled by what the blog's feed told."""
    post = found.post or Post()
    witness = (
        one(look, "SELECT * FROM entries WHERE blog_id = ? AND key = ?", look.blog_id, page_key(url)) or {}
    )
    people = _people(post) or tuple(Author(name) for name in [witness.get("author")] if name)
    values: dict[str, Any] = {name: getattr(post, name) for name in _PLAIN if hasattr(post, name)}
    return values | {
        "kind": "page" if found.kind == "page" else "post",
        "author_id": look.author(people[0]) if people else None,
        "published": page_or_feed(post.published, witness.get("published")),
        "word_count": _words(post),
        "language": found.language,
        "platform": found.platform,
        "comment_system": found.comment_system,
        "sources": _sources(found),
    }


def _sources(found: Found, kept: tuple[str, ...] = ()) -> str | None:
    told = {name: {"rule": source.rule, "sure": source.sure} for name, source in found.sources.items()}
    told |= {table: {"rule": _KEPT, "sure": 0.5} for table in kept}
    return json.dumps(told) if told else None


def page_or_feed(page: str | None, feed: str | None) -> str | None:
    """The page's date, or the feed's where the page tells none, or only the day of it."""
    return feed if feed and (page is None or (len(page) == 10 and feed.startswith(page))) else page


def _people(post: Post) -> tuple[Author, ...]:
    if post.authors:
        return post.authors
    return (Author(post.author, post.author_url),) if post.author else ()


def _put_people(look: Look, post_id: int, post: Post) -> None:
    look.conn.execute("DELETE FROM post_authors WHERE post_id = ?", (post_id,))
    _add_people(look, post_id, post)


def _add_people(look: Look, post_id: int, post: Post) -> None:
    ids = dict.fromkeys(look.author(person) for person in _people(post))
    rows = [(post_id, row, n) for n, row in enumerate(ids, 1)]
    look.add("INSERT INTO post_authors VALUES (?, ?, ?)", rows)


def _put_terms(look: Look, post_id: int, table: str, terms: tuple[Term, ...]) -> None:
    look.conn.execute(f"DELETE FROM {_JOINS[table][0]} WHERE post_id = ?", (post_id,))  # noqa: S608
    _add_terms(look, post_id, table, terms)


def _add_terms(look: Look, post_id: int, table: str, terms: tuple[Term, ...]) -> None:
    ids = dict.fromkeys(look.term(table, term) for term in terms)
    rows = [(post_id, row, n) for n, row in enumerate(ids, 1)]
    look.add(f"INSERT INTO {_JOINS[table][0]} VALUES (?, ?, ?)", rows)  # noqa: S608


def _put_links(look: Look, post_id: int, post: Post) -> None:
    """Write the links and media of a body in place of those of the body before; revisions keep its text."""
    look.conn.execute("DELETE FROM links WHERE post_id = ? AND comment_id IS NULL", (post_id,))
    look.conn.execute("DELETE FROM media WHERE post_id = ?", (post_id,))
    _add_links(look, post_id, post)


def _add_links(look: Look, post_id: int, post: Post) -> None:
    look.add(
        "INSERT INTO links(post_id, position, url, text, rel) VALUES (?, ?, ?, ?, ?)",
        [(post_id, n, link.url, link.text, link.rel) for n, link in enumerate(post.links, 1)],
    )
    look.add(
        "INSERT INTO media VALUES (?, ?, ?, ?, ?, (SELECT id FROM pages WHERE url = ? AND look IS NOT NULL))",
        [(post_id, n, m.url, m.kind, m.alt, m.url) for n, m in enumerate(post.media, 1)],
    )


# ------------------------------------------------------------------------------------------- update


def _update(look: Look, found: Found, url: str, row: dict[str, Any]) -> Kept:
    """Overwrite what the page that counts says anew; any other page only fills what is still unknown."""
    new = _values(look, found, url)
    own = one(look, "SELECT url FROM pages WHERE id = ?", row["page_id"]) or {"url": None}
    provisional = own["url"] != row["url"]
    takes_over = look.url == url and row["page_id"] != look.page_id
    authority = row["page_id"] == look.page_id or takes_over
    if authority:
        silent = takes_over and provisional
        changes = _overwrite(look, found, row, new | {"url": url}, silent)
    else:
        changes = {}
        _fill(look, found, row, new)
    if authority:
        _seen(look, row["id"])
    return Kept(
        row["id"],
        changed=bool(changes),
        counted=authority and new["comments_declared"] not in (None, row["comments_declared"]),
        same_platform=row["platform"] == found.platform,
        authority=authority,
    )


def _seen(look: Look, post_id: int) -> None:
    look.conn.execute(
        "UPDATE posts SET page_id = ?, last_seen = max(last_seen, ?), gone_at = NULL, missing_at = NULL"
        " WHERE id = ? AND (page_id IS NOT ? OR last_seen < ? OR ifnull(gone_at, missing_at) IS NOT NULL)",
        (look.page_id, look.at, post_id, look.page_id, look.at),
    )


def _overwrite(
    look: Look, found: Found, row: dict[str, Any], new: dict[str, Any], silent: bool
) -> dict[str, tuple[Any, Any]]:
    post = found.post or Post()
    told = {name: value for name, value in new.items() if value is not None and value != row[name]}
    for name in ("title", "body_text"):
        if name in told and row[name] and same_words(told[name], row[name]):
            del told[name]
    when = finer_of(row["published"], told["published"]) if row["published"] and "published" in told else None
    if when is not None:  # the same moment, told with less precision than before, or with more
        told["published"] = when
    changes = {name: (row[name], told[name]) for name in (*_REVISED, "url") if name in told and row[name]}
    if when is not None:
        changes.pop("published", None)
    changes |= _new_people(look, row["id"], post) | _new_terms(look, row["id"], post, row, found)
    if kept := tuple(name for name in _JOINS if not getattr(post, name) and _terms(look, row["id"], name)):
        told["sources"] = _sources(found, kept)
    if {"body_html", "body_text"} & set(told):
        _put_links(look, row["id"], post)
    if "url" in told:
        told["key"] = page_key(told["url"])
    _set(look, row["id"], told)
    if changes and not silent:
        look.revise(row["id"], None, changes)
    return changes


def _new_people(look: Look, post_id: int, post: Post) -> dict[str, tuple[Any, Any]]:
    people = _people(post)
    old = [name for (name,) in look.conn.execute(_PEOPLE, (post_id,))]
    if not people:
        return {}
    _put_people(look, post_id, post)
    names = list(dict.fromkeys(person.name for person in people))
    return {"author": (", ".join(old), ", ".join(names))} if old and list(dict.fromkeys(old)) != names else {}


_PEOPLE = "SELECT name FROM post_authors JOIN authors ON id = author_id WHERE post_id = ? ORDER BY position"


def _new_terms(
    look: Look, post_id: int, post: Post, row: dict[str, Any], found: Found
) -> dict[str, tuple[Any, Any]]:
    """Terms that are gone are gone, if the rules that read them before have read the page now."""
    changes: dict[str, tuple[Any, Any]] = {}
    for table, terms in (("categories", post.categories), ("tags", post.tags)):
        old, new = _terms(look, post_id, table), list(dict.fromkeys(term.name for term in terms))
        if len(old) == len(new) and all(map(same_words, old, new)):
            continue
        if not new and _is_silent(row, found, table):
            continue
        _put_terms(look, post_id, table, terms)
        if sorted(old) != sorted(new) and (old or row["body_html"] is not None):  # a picture has no text
            changes[table] = tuple(json.dumps(names, ensure_ascii=False) for names in (old, new))  # type: ignore[assignment]
    return changes


_OF_THEME = ("title", "published", "body")  #: fields whose rules tell one theme from another
_KEPT = "kept: this theme prints none"


def _is_silent(row: dict[str, Any], found: Found, table: str) -> bool:
    """Tell whether a page without terms only stands in another theme than the one that printed them."""
    old = json.loads(row["sources"] or "{}")
    if row["platform"] != found.platform or old.get(table, {}).get("rule") == _KEPT:
        return True
    both = [name for name in _OF_THEME if name in old and name in found.sources]
    return any(old[name]["rule"] != found.sources[name].rule for name in both)


def _terms(look: Look, post_id: int, table: str) -> list[str]:
    join, column = _JOINS[table]
    sql = f"SELECT name FROM {join} JOIN {table} ON id = {column} WHERE post_id = ? ORDER BY position"  # noqa: S608
    return [name for (name,) in look.conn.execute(sql, (post_id,))]


def _fill(look: Look, found: Found, row: dict[str, Any], new: dict[str, Any]) -> None:
    post = found.post or Post()
    told = {name: value for name, value in new.items() if value is not None and row[name] is None}
    _set(look, row["id"], told)
    if "author_id" in told:
        _put_people(look, row["id"], post)
    if "body_html" in told:
        _put_links(look, row["id"], post)
    for table, terms in (("categories", post.categories), ("tags", post.tags)):
        if terms and not _terms(look, row["id"], table):
            _put_terms(look, row["id"], table, terms)


def _set(look: Look, post_id: int, told: dict[str, Any]) -> None:
    if told:
        names = ", ".join(f"{name} = ?" for name in told)
        look.conn.execute(f"UPDATE posts SET {names} WHERE id = ?", (*told.values(), post_id))  # noqa: S608


# ------------------------------------------------------------------------------------------- parts


def _update_part(look: Look, found: Found, url: str, row: dict[str, Any]) -> Kept:
    """A further page of a post adds its piece of the body; of all else it only fills what is unknown."""
    whole, known = store_parts.keep(look, row["id"], found)
    new = _values(look, whole, url)
    _fill(look, whole, row, {name: value for name, value in new.items() if name not in _BODY})
    changes = _put_body(look, row, new, whole.post or Post(), known)
    same = row["platform"] == found.platform
    return Kept(row["id"], changed=bool(changes), same_platform=same, authority=False)


def _put_body(
    look: Look, row: dict[str, Any], new: dict[str, Any], post: Post, known: bool
) -> dict[str, tuple[Any, Any]]:
    """Write the joined body; a piece never seen before is no older text for a revision to keep."""
    told = {name: new[name] for name in _BODY if new[name] != row[name]}
    if not told:
        return {}
    _set(look, row["id"], told)
    _put_links(look, row["id"], post)
    changes = {"body_text": (row["body_text"], told["body_text"])} if known and "body_text" in told else {}
    look.revise(row["id"], None, changes)
    return changes


def drop_part(look: Look) -> None:
    """A page of a post that is no more takes its piece of the body along."""
    for post_id in store_parts.drop(look.conn, look.page_id):
        row = one(look, "SELECT * FROM posts WHERE id = ?", post_id)
        if row is not None:
            post = store_parts.joined(look.conn, post_id, Post())
            new = {"body_html": post.body_html, "body_text": post.body_text, "word_count": _words(post)}
            _put_body(look, row, new, post, True)


def _words(post: Post) -> int | None:
    return words_of(post.body_text) if post.word_count is None else post.word_count


# ------------------------------------------------------------------------------------------- renames


def _renamed(look: Look, found: Found) -> dict[str, Any] | None:
    """The row of a post whose old address redirects here, if what stands here is that post."""
    rows = look.conn.execute(
        "SELECT posts.id FROM pages JOIN posts ON posts.page_id = pages.id WHERE pages.moved_to = ?",
        (look.page_id,),
    ).fetchall()
    for (post_id,) in rows:
        row = one(look, "SELECT * FROM posts WHERE id = ?", post_id)
        if row and _same_post(row, asdict(found.post or Post())):
            return row
    return None


def _same_post(old: dict[str, Any], new: dict[str, Any]) -> bool:
    """Tell by what they say whether two are one post: the text, the minute, or title and day."""
    if old["body_text"] and old["body_text"] == new["body_text"]:
        return True
    day = [(row["published"] or "")[:10] for row in (old, new)]
    dated = "" not in day and day[0] == day[1]
    if dated and len(old["published"]) > 10 and old["published"] == new["published"]:
        return True
    return bool(old["title"] and old["title"] == new["title"] and (dated or "" in day))


def _found_again(look: Look, found: Found) -> dict[str, Any] | None:
    """The row of a post whose address is not there any more, if it is the only one that says just what stands here."""
    post = found.post
    if not post or not (post.title and post.published and post.body_text) or found.part is not None:
        return None
    rows = look.conn.execute(
        "SELECT posts.id, status IN (404, 410) FROM posts"
        " JOIN pages ON pages.id = page_id WHERE posts.blog_id = ? AND published BETWEEN ? AND ? || '~'"
        " AND title = ? AND body_text = ?",
        (look.blog_id, post.published, post.published, post.title, post.body_text),
    ).fetchall()
    if len(rows) != 1 or not rows[0][1]:
        return None
    row = one(look, "SELECT * FROM posts WHERE id = ?", rows[0][0])
    if row is not None:
        look.conn.execute(
            "UPDATE pages SET moved_to = ?, due_at = NULL WHERE id = ?", (look.page_id, row["page_id"])
        )
    return row


def moved_silently(conn: sqlite3.Connection, page_id: int) -> int | None:
    """Give the page on which a post stands since its own is not there, if just one other says the very same.

    A copy that was there while the post was well is another post: a run must have begun between.
    """
    rows = conn.execute(
        "SELECT twin.page_id, twin.gone_at IS NULL AND pages.status = 200 AND EXISTS (SELECT 1 FROM runs"
        " WHERE blog_id = old.blog_id AND started_at BETWEEN old.last_seen AND twin.first_seen)"
        " FROM posts AS old JOIN posts AS twin ON twin.blog_id = old.blog_id AND twin.id <> old.id"
        " AND twin.published BETWEEN substr(old.published, 1, 10) AND old.published"
        " AND substr(old.published, 1, length(twin.published)) = twin.published"
        " AND twin.title = old.title AND twin.body_text = old.body_text"
        " JOIN pages ON pages.id = twin.page_id WHERE old.page_id = ?",
        (page_id,),
    ).fetchall()
    return int(rows[0][0]) if len(rows) == 1 and rows[0][1] else None


def arrived(look: Look, since: str) -> tuple[int, int] | None:
    """A post that was read where it stands now: join to it what was read under addresses that redirect here.

    Gives how many posts and comments were thus taken for new ones since then; None where there were none to join.
    """
    pages = look.conn.execute(
        "SELECT pages.id FROM pages JOIN posts ON page_id = pages.id WHERE moved_to = ?1 AND status IN (301, 308)"
        " AND posts.id > (SELECT id FROM posts WHERE page_id = ?1)",
        (look.page_id,),
    ).fetchall()
    joined = [told for (page_id,) in pages if (told := moved(look, page_id, look.page_id, since))]
    look.conn.execute(
        "UPDATE pages SET due_at = NULL WHERE moved_to = ? AND kind = 'moved' AND status IN (301, 308)"
        " AND id NOT IN (SELECT page_id FROM posts)",
        (look.page_id,),
    )
    return (sum(posts for posts, _ in joined), sum(comments for _, comments in joined)) if joined else None


def moved(look: Look, page_id: int, target_id: int, since: str) -> tuple[int, int] | None:
    """Join two rows of one post: the page of one redirects to the other's. None where they are none.

    The older row stays, be it the one or the other (a post may have moved and come back); what only the younger holds,
    comments and revisions, becomes its own. Gives how many posts and comments were thus taken for new ones since then.
    """
    here = one(look, "SELECT * FROM posts WHERE page_id = ?", page_id)
    there = one(look, "SELECT * FROM posts WHERE page_id = ?", target_id)
    if not here or not there or here["id"] == there["id"] or not _same_post(here, there):
        return None
    back = there["id"] < here["id"]
    if back and there["gone_at"]:
        return None  # not read again yet
    old, young = (there, here) if back else (here, there)
    comments = _join_comments(look, old["id"], young["id"], since)
    for table in ("parts", "links", "media", "post_authors", "post_categories", "post_tags"):
        look.conn.execute(f"DELETE FROM {table} WHERE post_id = ?", (young["id"],))  # noqa: S608
    look.conn.execute("UPDATE revisions SET post_id = ? WHERE post_id = ?", (old["id"], young["id"]))
    look.conn.execute("UPDATE pages SET post_id = ? WHERE post_id = ?", (old["id"], young["id"]))
    look.conn.execute("DELETE FROM posts WHERE id = ?", (young["id"],))
    if back:
        look.revise(old["id"], None, {"url": (young["url"], old["url"])})
    return int(since <= young["first_seen"] <= look.at), comments


def _join_comments(look: Look, old: int, young: int, since: str) -> int:
    """Bring the comments of the younger row to the older; gives how many of them, new since then, this one had.

    Of a comment that both have the older row stays, at the place where the younger was seen last.
    """
    conn = look.conn
    twins = conn.execute(
        "SELECT ifnull((SELECT id FROM comments AS kept WHERE kept.post_id = ?1 AND kept.key = other.key"
        " AND ifnull(kept.system, '') = ifnull(other.system, '')), (SELECT min(id) FROM comments AS kept"
        " WHERE kept.post_id = ?1 AND kept.content = other.content)) AS same, id, first_seen"
        " FROM comments AS other WHERE post_id = ?2 AND same IS NOT NULL",
        (old, young),
    ).fetchall()
    for kept, other, _ in twins:
        conn.execute(
            "UPDATE comments SET (page_id, page_number, page_position, look, missing_look, last_seen, gone_at) ="
            " (SELECT page_id, page_number, page_position, look, missing_look, last_seen, gone_at FROM comments"
            " WHERE id = ?2) WHERE id = ?1 AND last_seen <= (SELECT last_seen FROM comments WHERE id = ?2)",
            (kept, other),
        )
        conn.execute("UPDATE comments SET parent_id = ? WHERE parent_id = ?", (kept, other))
        conn.execute("UPDATE revisions SET comment_id = ? WHERE comment_id = ?", (kept, other))
        conn.execute("DELETE FROM links WHERE comment_id = ?", (other,))
        conn.execute("DELETE FROM comments WHERE id = ?", (other,))
    conn.execute("UPDATE links SET post_id = ? WHERE post_id = ? AND comment_id IS NOT NULL", (old, young))
    conn.execute("UPDATE comments SET post_id = ? WHERE post_id = ?", (old, young))
    return sum(since <= first_seen <= look.at for _, _, first_seen in twins)  # none of imports to come


# ------------------------------------------------------------------------------------------- witnesses


_WITNESSED = ("url", "title", "author", "published", "updated", "comments_declared", "comments_feed")
_MOVING = ("title", "updated", "comments_declared")


def witness(look: Look, entry: Entry) -> bool:
    """Keep what a feed tells of a post; say whether it has moved since the feed was read last."""
    key = page_key(entry.url)
    old = one(look, "SELECT * FROM entries WHERE blog_id = ? AND key = ?", look.blog_id, key)
    new = {name: getattr(entry, name) for name in _WITNESSED}
    moved = old is not None and any(new[name] not in (None, old[name]) for name in _MOVING)
    if old is None or moved:
        names = ", ".join(_WITNESSED)
        look.conn.execute(
            f"INSERT OR REPLACE INTO entries(blog_id, key, told_at, {names})"  # noqa: S608
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (look.blog_id, key, look.at, *new.values()),
        )
    else:
        sql = "UPDATE entries SET told_at = ? WHERE blog_id = ? AND key = ?"
        look.conn.execute(sql, (look.at, look.blog_id, key))
    if old is None:
        _fill_from(look, entry)
    return moved


def _fill_from(look: Look, entry: Entry) -> None:
    """Give a post that was read before its feed what only the feed tells."""
    row = _row(look, entry.url)
    if row is None:
        return
    told: dict[str, Any] = {"published": page_or_feed(row["published"], entry.published)}
    if row["author_id"] is None and entry.author:
        told["author_id"] = look.author(Author(entry.author))
    _set(look, row["id"], {name: value for name, value in told.items() if value != row[name]})
