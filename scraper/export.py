"""What a database holds in the forms of other programs; reads rows and archive, never changes them.

One post after the other with its thread, so that a blog of any size fits; what lies at DEST is never written over.
"""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scraper.errors import BlogToSqliteError, UsageError
from scraper.store import Store
from scraper.store_file import refuse_foreign
from scraper.sync import warc_folder

Row = dict[str, Any]
_POSTS = """
SELECT posts.id, posts.kind, posts.url, posts.title, posts.published, posts.updated, posts.language, posts.excerpt,
       posts.body_html, posts.body_text, posts.comments_declared, posts.comments_found, posts.platform,
       posts.first_seen, posts.last_seen, posts.gone_at, blogs.title AS blog, blogs.url AS blog_url,
       pages.warc_file, pages.warc_offset, pages.source
FROM posts JOIN blogs ON blogs.id = posts.blog_id LEFT JOIN pages ON pages.id = posts.page_id
ORDER BY posts.blog_id, posts.published, posts.id
"""
_COMMENTS = """
SELECT comments.id, source_id, parent_id, authors.name AS author, authors.url AS author_url, published, body_html,
       body_text, comments.url, depth, kind, first_seen, last_seen, gone_at
FROM comments LEFT JOIN authors ON authors.id = author_id WHERE post_id = ? ORDER BY position, comments.id
"""
_AUTHORS = """
SELECT name, url FROM post_authors JOIN authors ON authors.id = author_id WHERE post_id = ? ORDER BY position
"""


@dataclass(frozen=True, slots=True)
class Source:
    """The database that is exported, and its archive."""

    store: Store
    folder: Path

    def posts(self) -> Iterator[Row]:
        """Give every post with its people, terms and comments, the oldest first."""
        cursor = self.store.conn.execute(_POSTS)
        names = [column[0] for column in cursor.description]
        for values in cursor:
            post = dict(zip(names, values, strict=True))
            post["authors"] = [{"name": n, "url": u} for n, u in self.store.query(_AUTHORS, post["id"])]
            for table, one in (("categories", "category_id"), ("tags", "tag_id")):
                sql = f"SELECT name FROM post_{table} JOIN {table} ON id = {one} WHERE post_id = ? ORDER BY position"  # noqa: S608
                post[table] = [name for (name,) in self.store.query(sql, post["id"])]
            post["comments"] = list(self._comments(post["id"]))
            yield post

    def _comments(self, post_id: int) -> Iterator[Row]:
        cursor = self.store.conn.execute(_COMMENTS, (post_id,))
        names = [column[0] for column in cursor.description]
        for values in cursor:
            yield dict(zip(names, values, strict=True))


@dataclass(frozen=True, slots=True)
class Format:
    """One form: what DEST becomes, and who writes it; the writer tells how many posts it wrote."""

    name: str
    folder: bool
    write: Callable[[Source, Path], int]


def export(path: Path, name: str, dest: Path, warc_dir: Path | None = None) -> int:
    """Write all posts in a form to DEST, which must not exist yet (an empty folder may, where a folder is written)."""
    form = next((one for one in formats() if one.name == name), None)
    if form is None:
        raise UsageError(name, "no such form", "one of " + ", ".join(one.name for one in formats()))
    refuse_foreign(path, create=False)
    _refuse_taken(dest, form)
    with Store.open(path, create=False) as store:
        part = dest if form.folder else dest.with_name(f"{dest.name}.part")
        try:
            if form.folder:
                part.mkdir(parents=True, exist_ok=True)
            count = form.write(Source(store, warc_folder(path, warc_dir)), part)
            if not form.folder:
                part.replace(dest)
        except OSError as error:
            raise BlogToSqliteError(str(dest), (error.strerror or str(error)).lower()) from error
        finally:
            if not form.folder:
                part.unlink(missing_ok=True)
    return count


def formats() -> tuple[Format, ...]:
    """Every form, in the order in which help names them."""
    from scraper import export_feeds, export_pages, export_wacz

    return (
        Format("jsonl", False, write_jsonl),
        Format("csv", True, write_csv),
        Format("markdown", True, export_pages.write_markdown),
        Format("html", True, export_pages.write_html),
        Format("wxr", False, export_feeds.write_wxr),
        Format("atom", False, export_feeds.write_atom),
        Format("wacz", False, export_wacz.write_wacz),
    )


def _refuse_taken(dest: Path, form: Format) -> None:
    if str(dest) == "-":
        raise UsageError("-", "nothing is exported to standard output", "name a file or folder")
    if dest.is_dir() and not any(dest.iterdir()):
        if form.folder:
            return
        raise UsageError(str(dest), f"is a folder, and {form.name} is one file", "name a file in it")
    if dest.exists():
        raise UsageError(str(dest), "exists already", "it was not touched")
    if not dest.absolute().parent.is_dir():
        raise BlogToSqliteError(str(dest), "its folder does not exist")


# ------------------------------------------------------------------------------------------- plain data


def write_jsonl(source: Source, dest: Path) -> int:
    """Write one JSON object a post, its comments within it."""
    count = 0
    with dest.open("w", encoding="utf-8") as out:
        for count, post in enumerate(source.posts(), 1):  # noqa: B007
            out.write(json.dumps(post, ensure_ascii=False) + "\n")
    return count


_POST_COLUMNS = (
    "id kind url title authors published updated language categories tags excerpt body_text body_html"
    " comments_declared comments_found first_seen last_seen gone_at blog blog_url warc_file warc_offset source"
).split()
_COMMENT_COLUMNS = (
    "id post_id parent_id source_id author author_url published body_text body_html url depth kind"
    " first_seen last_seen gone_at"
).split()


def write_csv(source: Source, dest: Path) -> int:
    """Write posts.csv and comments.csv (RFC 4180)."""
    count = 0
    with (
        (dest / "posts.csv").open("w", encoding="utf-8", newline="") as posts,
        (dest / "comments.csv").open("w", encoding="utf-8", newline="") as comments,
    ):
        for name, out in (("posts", posts), ("comments", comments)):
            csv.writer(out).writerow(_POST_COLUMNS if name == "posts" else _COMMENT_COLUMNS)
        for count, post in enumerate(source.posts(), 1):  # noqa: B007
            csv.writer(posts).writerow(_flat(post, _POST_COLUMNS))
            told = ({**comment, "post_id": post["id"]} for comment in post["comments"])
            csv.writer(comments).writerows(_flat(comment, _COMMENT_COLUMNS) for comment in told)
    return count


def _flat(row: Row, columns: Iterable[str]) -> list[Any]:
    """Put lists into one cell, as people read them."""
    return [_cell(row.get(name)) for name in columns]


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return ", ".join(one["name"] if isinstance(one, dict) else one for one in value)
    return value
