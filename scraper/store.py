"""Rows in SQLite; the frontier is a query over `pages`. Never reads HTML and never speaks HTTP."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from scraper import frontier, guesses, store_comments, store_counts, store_parts, store_posts, store_told
from scraper.errors import StoreError
from scraper.look import Look, Names
from scraper.missing import DOWN, NO_POST, SOFT, is_probe
from scraper.newthread import keep_new
from scraper.revisit import Past, plan
from scraper.rows import DETOURS, REDIRECTS, Capture, Found
from scraper.store_file import connect, refuse_foreign, told
from scraper.urls import comment_page, page_key

GONE = (404, 410)
NO = (401, 403, *GONE, 451)


FORBIDDEN = "robots.txt does not allow it"  #: why a page is out of the frontier


@dataclass(frozen=True, slots=True)
class Run:
    """One run of one blog: who asks, and since when."""

    id: int
    blog_id: int
    blog_url: str
    started_at: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What one answer has changed."""

    page_id: int
    new_posts: int = 0  #: fewer than none where one of before turns out to be none of its own
    changed_posts: int = 0
    new_comments: int = 0
    changed_comments: int = 0
    gone_comments: int = 0
    discovered: int = 0
    new_leads: int = 0  #: those of them that lead to posts


@dataclass(slots=True)
class _Page:
    """A row of `pages` as it was before the answer."""

    id: int
    kind: str | None = None
    look: int | None = None
    interval: float | None = None
    attempts: int = 0
    digest: str | None = None
    post_id: int | None = None
    status: int | None = None
    warc_file: str | None = None
    published: str | None = None  #: of its post, where that is known without asking


class Store:
    """The database of one or more blogs, open for one writer."""

    def __init__(self, path: Path, conn: sqlite3.Connection) -> None:
        self.path, self.conn = path, conn
        self._names = Names()
        self._marked: set[int] = set()
        self._looks: int = conn.execute("SELECT ifnull(max(look), 0) FROM pages").fetchone()[0]

    # --------------------------------------------------------------------------------------- open

    @classmethod
    def open(cls, path: Path | str, create: bool = True) -> "Store":
        """Open or make a database; a file that is not ours is refused and not touched."""
        path = Path(path)
        refuse_foreign(path, create)
        return cls(path, connect(path))

    def close(self) -> None:
        """Index what is not searchable yet and fold the log back into the file."""
        with suppress(sqlite3.Error, StoreError):
            self.index_text()
        self.conn.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Hold one transaction: all of it stands afterwards, or nothing. Within one that is open, be part of it."""
        if self.conn.in_transaction:
            yield self.conn
            return
        with told(self.path):
            self.conn.execute("BEGIN IMMEDIATE")
            try:
                yield self.conn
                self.conn.execute("COMMIT")
            except BaseException:
                self._names.forget()
                with suppress(sqlite3.Error):
                    self.conn.execute("ROLLBACK")
                raise

    def query(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Ask a question of the database."""
        with told(self.path):
            return self.conn.execute(sql, values).fetchall()

    def index_text(self) -> None:
        """Make the rows searchable that came since the last time (FTS5, external content)."""
        from scraper.migrations import SEARCHED

        with self.writing() as conn:
            for table, columns in SEARCHED.items():
                names = ", ".join(columns)
                conn.execute(
                    f"INSERT INTO {table}_fts(rowid, {names}) SELECT id, {names} FROM {table}"  # noqa: S608
                    f" WHERE id > (SELECT ifnull(max(id), 0) FROM {table}_fts_docsize)"
                )

    # --------------------------------------------------------------------------------------- blogs, runs

    def blogs(self) -> list[tuple[int, str]]:
        """Give the id and the address of every blog."""
        return self.query("SELECT id, url FROM blogs ORDER BY id")

    def add_blog(self, url: str, now: str) -> int:
        """Give the row of a blog, a new one where it is not known."""
        with self.writing() as conn:
            conn.execute("INSERT OR IGNORE INTO blogs(url, added_at) VALUES (?, ?)", (url, now))
            return int(conn.execute("SELECT id FROM blogs WHERE url = ?", (url,)).fetchone()[0])

    def describe_blog(self, blog_id: int, found: Found) -> None:
        """Keep what the home page or the feed says of the whole blog."""
        told = {"title": found.blog_title, "platform": found.platform, "language": found.language}
        with self.writing() as conn:
            for name, value in told.items():
                if value:
                    conn.execute(
                        f"UPDATE blogs SET {name} = ? WHERE id = ? AND {name} IS NOT ?",  # noqa: S608
                        (value, blog_id, value),
                    )

    def start_run(self, blog_id: int, now: str, version: str) -> Run:
        """Begin a run; its time does not lie before that of an earlier one, were the clock set back."""
        with self.writing() as conn:
            url = conn.execute("SELECT url FROM blogs WHERE id = ?", (blog_id,)).fetchone()[0]
            started = frontier.begin(conn, blog_id, now)
            cursor = conn.execute(
                "INSERT INTO runs(blog_id, started_at, version) VALUES (?, ?, ?)", (blog_id, started, version)
            )
            return Run(int(cursor.lastrowid or 0), blog_id, url, started)

    def mark_run(self, run: Run, capture: Capture) -> None:
        """Note where the first capture of a run lies."""
        if run.id not in self._marked:
            with self.writing() as conn:
                conn.execute(
                    "UPDATE runs SET warc_file = ?, warc_offset = ? WHERE id = ? AND warc_file IS NULL",
                    (capture.warc_file, capture.warc_offset, run.id),
                )
            self._marked.add(run.id)

    def finish_run(self, run: Run, now: str, outcome: str, counts: dict[str, Any]) -> int:
        """End a run; only a complete one may tell what is gone. Gives the number of posts found gone."""
        with self.writing() as conn:
            gone = frontier.mark_gone(conn, run.blog_id, run.id) if outcome == "complete" else 0
            told = json.dumps(counts | {"gone_posts": counts.get("gone_posts", 0) + gone})
            conn.execute(
                "UPDATE runs SET finished_at = ?, outcome = ?, counts = ? WHERE id = ?",
                (now, outcome, told, run.id),
            )
            return gone

    def count_astray(self, run: Run) -> int:
        """Count the pages of a run at which something else stood than the posts that were looked for."""
        with self.writing() as conn:
            return frontier.count_astray(conn, run.blog_id, run.id)

    def mark_gone(self, run: Run) -> int:
        """Mark what a complete run has found to be gone; gives how many posts."""
        with self.writing() as conn:
            return frontier.mark_gone(conn, run.blog_id, run.id)

    # --------------------------------------------------------------------------------------- frontier

    def discover(self, run: Run, links: Iterable[frontier.Lead], found_on: int | None = None) -> int:
        """Make rows of addresses not known yet; gives how many there were."""
        with self.writing() as conn:
            return frontier.discover(conn, run.blog_id, links, found_on, run.started_at)

    def due(self, run: Run, now: str, limit: int) -> list[frontier.Due]:
        """Give the pages to ask next, posts first; those this run has asked already are not among them."""
        with told(self.path):
            return frontier.due(self.conn, run.blog_id, run.id, max(now, run.started_at), limit)

    def make_due(self, run: Run, urls: Iterable[str]) -> None:
        """Let known addresses be asked in this run, whenever they would be due."""
        with self.writing() as conn:
            frontier.make_due(conn, urls, run.started_at)

    def refuse(self, run: Run, url: str, reason: str | None) -> None:
        """Take a page out of the frontier, and note why it must not be asked, if that is so."""
        with self.writing() as conn:
            conn.execute(
                "UPDATE pages SET error = ?, run_id = ?, due_at = NULL WHERE url = ?", (reason, run.id, url)
            )

    def pardon(self, run: Run) -> None:
        """Put what robots.txt forbade into the frontier again: its rules are others now."""
        with self.writing() as conn:
            conn.execute(
                "UPDATE pages SET error = NULL, due_at = '' WHERE blog_id = ? AND error = ? AND due_at IS NULL",
                (run.blog_id, FORBIDDEN),
            )

    def want_media(self, run: Run) -> int:
        """Put the images, sounds and videos of posts into the frontier; gives how many are new."""
        with self.writing() as conn:
            rows = conn.execute(
                "SELECT DISTINCT media.url FROM media JOIN posts ON posts.id = post_id WHERE blog_id = ?"
                " AND media.kind <> 'embed' AND NOT EXISTS (SELECT 1 FROM pages WHERE pages.url = media.url)",
                (run.blog_id,),
            ).fetchall()
            leads = [frontier.Lead(url, rank=frontier.MEDIA) for (url,) in rows]
            return frontier.discover(conn, run.blog_id, leads, None, run.started_at)

    def again(self, urls: Iterable[str]) -> None:
        """Let pages be asked anew and in full by the next run, as if they had never been read."""
        with self.writing() as conn:
            conn.executemany(
                "UPDATE pages SET due_at = '', run_id = NULL, etag = NULL, last_modified = NULL, digest = NULL"
                " WHERE url = ?",
                [(url,) for url in urls],
            )

    def note_mended(self, places: Iterable[tuple[str, int, str]]) -> None:
        """Remember which damaged records of the archive have a whole one behind them."""
        with self.writing() as conn:
            conn.executemany(
                "INSERT OR REPLACE INTO mended SELECT ?, ?, ?, ifnull(max(fetched_at), '') FROM pages",
                places,
            )

    def ask_again(self, run: Run, url: str) -> None:
        """Ask a page once more in this run."""
        with self.writing() as conn:
            for (page_id,) in conn.execute("SELECT id FROM pages WHERE url = ?", (url,)).fetchall():
                frontier.again(conn, page_id, run.started_at)

    def postpone(self, run: Run, url: str) -> None:
        """Leave a page to the next run."""
        with self.writing() as conn:
            conn.execute("UPDATE pages SET run_id = ? WHERE url = ?", (run.id, url))

    # --------------------------------------------------------------------------------------- keep

    def keep(self, run: Run, capture: Capture, found: Found) -> Kept:
        """Write all that one answer says, in one transaction.

        `found.canonical_url` is believed; `found.links` are those worth following.
        """
        with self.writing() as conn:
            page = self._page(conn, run, capture.url)
            if capture.status == 304:
                return self._unchanged(run, capture, page)
            if (
                capture.status == 200
                and not capture.error
                and not capture.truncated
                and found.kind != "error"
            ):
                return self._read(run, capture, found, page)
            return self._failed(run, capture, found, page)

    def _page(self, conn: sqlite3.Connection, run: Run, url: str) -> _Page:
        sql = (
            "SELECT id, kind, look, interval_days, attempts, digest, post_id, status, warc_file"
            " FROM pages WHERE url = ?"
        )
        row = conn.execute(sql, (url,)).fetchone()
        if row is None:
            rank = frontier.FIRST if url == run.blog_url else frontier.OTHER
            made = conn.execute(
                "INSERT INTO pages(blog_id, url, key, rank) VALUES (?, ?, ?, ?)",
                (run.blog_id, url, page_key(url), rank),
            )
            return _Page(int(made.lastrowid or 0))
        return _Page(*row)

    def _look(self, run: Run, capture: Capture, page: _Page) -> Look:
        self._looks += 1
        self._names.shed()
        return Look(
            self.conn, self._names, run.blog_id, run.id, page.id, capture.url, capture.fetched_at, self._looks
        )

    def _read(self, run: Run, capture: Capture, found: Found, page: _Page) -> Kept:
        """Keep a whole page: its post, its comments, where it leads."""
        look = self._look(run, capture, page)
        numbered = _numbered(capture, found)
        kind = "comments" if numbered else found.kind
        url = _post_url(found, numbered)
        post = None
        if found.post is not None or (numbered and found.comments):
            post = store_posts.keep_post(look, found, url)
        tally, more = store_comments.Tally(), bool(numbered) and guesses.shows_more(self.conn, page.id, found)
        if found.kind == "media":
            self.conn.execute("UPDATE media SET page_id = ? WHERE url = ?", (page.id, capture.url))
        if post is not None:
            tally = self._comments(look, found, kind, numbered[1] if numbered else None, post)
        declared = found.post.comments_declared if found.post else None
        whole = post is not None and post.new and not numbered and (declared or 0) <= tally.new
        if post is not None and whole and tally.new:
            whole = not store_counts.counts_more(self.conn, post.post_id)
        discovered, leads = frontier.follow(look, run.started_at, found, page.look is not None, post)
        if post is not None and not whole:  # a new post that shows all it counts leaves nothing to look for
            frontier.ask_comments_feed(look, post.post_id, run.started_at)
        changed = _changed(capture, page, post, tally)
        joined = store_posts.arrived(look, run.started_at) if post is not None else None
        posts, comments = joined or (0, 0)
        if post is not None:
            page.post_id, page.published = post.post_id, post.published
        self._write(run, capture, page, kind, look.number, changed, found)
        if joined:
            frontier.again(self.conn, page.id, run.started_at)
        if post and page.look is not None:
            if post.counted or tally.new or tally.missing:
                frontier.make_comment_pages_due(self.conn, post.post_id, run)
            if found.part == 1 or (found.part is None and store_parts.has_more(self.conn, post.post_id)):
                frontier.make_parts_due(self.conn, post.post_id, run)
        if not whole:
            discovered += self._guess(run, page, more or tally.new > 0)
        return Kept(
            page.id,
            int(bool(post and post.new)) - posts,
            int(bool(post and post.changed)),
            tally.new - comments,
            tally.changed,
            tally.gone,
            discovered,
            leads,
        )

    def _comments(
        self, look: Look, found: Found, kind: str, number: int | None, post: store_posts.Kept
    ) -> store_comments.Tally:
        """Bring what a page tells of comments into the thread of its post, and what only a feed has told."""
        first = number is None and found.part in (None, 1)
        if post.new and first and keep_new(look, post.post_id, found):
            return store_comments.Tally(len(found.comments) + store_told.fill(look, post.post_id))
        self.conn.execute(
            "UPDATE pages SET post_id = ?, kind = ? WHERE id = ?", (post.post_id, kind, look.page_id)
        )
        trusted = post.same_platform and (post.authority or not first)
        if (found.part or 1) > 1:
            found = store_comments.not_elsewhere(look, post.post_id, found)
        tally = store_comments.keep_comments(look, post.post_id, found, number, trusted)
        filled = store_told.fill(look, post.post_id)
        dropped = store_told.drop(look, post.post_id)
        return replace(tally, new=tally.new + filled, gone=tally.gone + dropped)

    def _guess(self, run: Run, page: _Page, there: bool | None) -> int:
        """Once all is read that leads to comments, guess where the others are; None: the page failed for now."""
        if there is not None:
            guesses.judge(self.conn, page.id, there, run.started_at)
        return guesses.go_on(self.conn, page.id, run.started_at)

    def _unchanged(self, run: Run, capture: Capture, page: _Page) -> Kept:
        """A 304 says that all which the page showed still stands there (RFC 9110, 15.4.5)."""
        look = self._look(run, capture, page)
        conn, seen = self.conn, (capture.fetched_at, capture.fetched_at)
        validators = capture.header("ETag"), capture.header("Last-Modified")
        conn.execute(
            "UPDATE posts SET last_seen = ?, gone_at = NULL WHERE last_seen < ? AND page_id = ?",
            (*seen, page.id),
        )
        conn.execute(
            "UPDATE comments SET last_seen = max(last_seen, ?), look = ? WHERE page_id = ? AND look = ?",
            (capture.fetched_at, look.number, page.id, page.look),
        )
        gone = 0
        if page.post_id:
            gone = store_comments.settle(look, page.post_id) + store_told.drop(look, page.post_id)
        after = plan(self._past(capture, page, page.kind, 304, False, 0))
        conn.execute(
            "UPDATE pages SET fetched_at = ?, run_id = ?, due_at = ?, interval_days = ?, attempts = 0,"
            " error = NULL, look = ?, status = 200, moved_to = NULL, etag = ifnull(?, etag),"
            " last_modified = ifnull(?, last_modified) WHERE id = ?",
            (*seen[:1], run.id, after.due_at, after.interval, look.number, *validators, page.id),
        )
        return Kept(page.id, gone_comments=gone)

    def _write(
        self, run: Run, capture: Capture, page: _Page, kind: str, look: int, changed: bool, found: Found
    ) -> None:
        after = plan(self._past(capture, page, kind, 200, changed, 0))
        row = {
            "kind": kind,
            "status": 200,
            "fetched_at": capture.fetched_at,
            "due_at": after.due_at,
            "interval_days": after.interval,
            "etag": capture.header("ETag"),
            "last_modified": capture.header("Last-Modified"),
            "digest": capture.digest,
            "content_type": capture.header("Content-Type"),
            "warc_file": capture.warc_file,
            "warc_offset": capture.warc_offset,
            "source": capture.source,
            "platform": found.platform,
            "error": found.error,
            "attempts": 0,
            "look": look,
            "run_id": run.id,
            "moved_to": None,
            "post_id": page.post_id,
        }
        names = ", ".join(f"{name} = ?" for name in row)
        self.conn.execute(f"UPDATE pages SET {names} WHERE id = ?", (*row.values(), page.id))  # noqa: S608

    def _failed(self, run: Run, capture: Capture, found: Found, page: _Page) -> Kept:
        """A redirect, or an answer that is none: what was read before stays as it is."""
        redirects = capture.status in REDIRECTS and found.kind in ("moved", "robots")
        detour = capture.status in DETOURS and found.error not in SOFT and self._is_text(page)
        lasting = redirects and not detour
        missing = capture.status in GONE or found.error in SOFT or (lasting and self._is_alive(page))
        attempts = 0 if capture.status in REDIRECTS and not detour else page.attempts + 1
        kind = found.kind if lasting or page.look is None else page.kind
        status = capture.status or None
        planned = capture.status if detour else 404 if missing else _plan_status(capture, found)
        after = plan(self._past(capture, page, kind, planned, False, attempts))
        due_at = self._missing_due(run, page, after.due_at) if missing else after.due_at
        due_at = None if is_probe(capture.url) else due_at
        error = None if redirects else capture.error or found.error or f"HTTP status {status}"
        self.conn.execute(
            "UPDATE pages SET kind = ?, status = ?, fetched_at = ?, due_at = ?, interval_days = ?, error = ?,"
            " attempts = ?, run_id = ? WHERE id = ?",
            (kind, status, capture.fetched_at, due_at, after.interval, error, attempts, run.id, page.id),
        )
        if page.look is not None and not detour and status in (*REDIRECTS, *GONE):
            store_posts.drop_part(self._look(run, capture, page))
        if page.look is None and capture.warc_file:
            self.conn.execute(
                "UPDATE pages SET warc_file = ?, warc_offset = ?, digest = ?, content_type = ? WHERE id = ?",
                (
                    capture.warc_file,
                    capture.warc_offset,
                    capture.digest,
                    capture.header("Content-Type"),
                    page.id,
                ),
            )
        discovered, (posts, comments) = self._redirect(run, capture, found, page)
        if capture.status in GONE:
            posts, comments = self._elsewhere(run, capture, page)
        said_no = not detour and (capture.status in REDIRECTS or _plan_status(capture, found) in NO)
        discovered += self._guess(run, page, False if said_no else None)
        return Kept(page.id, new_posts=-posts, new_comments=-comments, discovered=discovered)

    def _missing_due(self, run: Run, page: _Page, due_at: str | None) -> str | None:
        """A post that answers 404 is asked again by the next run, which may then say that it is gone."""
        return run.started_at if self._is_alive(page) else due_at

    def _is_alive(self, page: _Page) -> bool:
        """Tell the own page of a post that is not known to be gone."""
        sql = "SELECT 1 FROM posts WHERE page_id = ? AND gone_at IS NULL"
        return self.conn.execute(sql, (page.id,)).fetchone() is not None

    def _is_text(self, page: _Page) -> bool:
        """Tell a page of a post, or what lists take for one."""
        sql = f"SELECT {frontier.TEXT} FROM pages WHERE id = ?"  # noqa: S608
        return bool(self.conn.execute(sql, (page.id,)).fetchone()[0])

    def _elsewhere(self, run: Run, capture: Capture, page: _Page) -> tuple[int, int]:
        """A post that is no more where it was, but stands elsewhere since: it has moved, though nothing redirects.

        Gives how many posts and comments this run took for new that are not.
        """
        target = store_posts.moved_silently(self.conn, page.id)
        if target is None:
            return 0, 0
        self.conn.execute("UPDATE pages SET moved_to = ?, due_at = NULL WHERE id = ?", (target, page.id))
        joined = store_posts.moved(self._look(run, capture, page), page.id, target, run.started_at)
        frontier.again(self.conn, target, run.started_at)
        return joined or (0, 0)

    def _redirect(self, run: Run, capture: Capture, found: Found, page: _Page) -> tuple[int, tuple[int, int]]:
        """Let the target be asked as a page of its own, and join the posts if they turn out to be one.

        Gives how many addresses are new, and how many posts and comments this run took for new that are not.
        """
        target = next((link.url for link in found.links if link.kind == "moved"), None)
        if capture.status not in REDIRECTS or target is None:
            return 0, (0, 0)
        lead = frontier.Lead(target, "moved", as_url=capture.url)
        count = frontier.discover(self.conn, run.blog_id, [lead], page.id, run.started_at)
        row = self.conn.execute("SELECT id, look FROM pages WHERE url = ?", (target,)).fetchone()
        if row is None:
            return count, (0, 0)
        self.conn.execute("UPDATE pages SET moved_to = ? WHERE id = ?", (row[0], page.id))
        if capture.status in DETOURS:
            return count, (0, 0)
        self.conn.execute("UPDATE pages SET etag = NULL, last_modified = NULL WHERE id = ?", (page.id,))
        joined = store_posts.moved(self._look(run, capture, page), page.id, row[0], run.started_at)
        if joined is not None:
            frontier.again(self.conn, row[0], run.started_at)
        elif page.post_id and row[1] is None:
            frontier.make_due(self.conn, [target], run.started_at)
        elif page.post_id:
            frontier.ask_whether_back(self.conn, row[0], run)
        return count, joined or (0, 0)

    def _past(
        self, capture: Capture, page: _Page, kind: str | None, status: int, changed: bool, attempts: int
    ) -> Past:
        published = page.published
        if page.post_id is not None and published is None:
            row = self.conn.execute("SELECT published FROM posts WHERE id = ?", (page.post_id,)).fetchone()
            published = row[0] if row else None
        return Past(
            url=capture.url,
            kind=kind,
            status=status,
            at=capture.fetched_at,
            changed=changed,
            known=page.look is not None,
            interval=page.interval,
            published=published,
            attempts=attempts,
        )


def _plan_status(capture: Capture, found: Found) -> int:
    """A redirect is looked at again as rarely as a page, a page that says it is none as a missing one."""
    if found.error in SOFT:
        return 404
    if found.error in (DOWN, NO_POST):
        return 503
    if capture.status in REDIRECTS:
        return 200
    broken = capture.error or capture.truncated
    return 404 if capture.status == 200 and not broken and found.kind == "error" else _broken(capture)


def _broken(capture: Capture) -> int:
    """Bytes that broke off are a failure, whatever the status said."""
    return 0 if capture.status == 200 else capture.status


def _numbered(capture: Capture, found: Found) -> tuple[str, int] | None:
    """Which page of whose comments this is, by its address or by what its platform says."""
    if found.thread_page is not None and found.canonical_url:
        return found.canonical_url, found.thread_page
    return comment_page(capture.url)


def _post_url(found: Found, numbered: tuple[str, int] | None) -> str:
    """The address of the post itself: a page of comments belongs to the post it is a page of."""
    told = (found.canonical_url or found.url).partition("#")[0]
    paged = comment_page(told)
    if paged:
        return paged[0]
    if numbered and page_key(told) == page_key(found.url):
        return numbered[0]
    return told


def _changed(
    capture: Capture, page: _Page, post: store_posts.Kept | None, tally: store_comments.Tally
) -> bool:
    """Compare what was read, not the bytes: sidebars and nonces are no change. Lists are their bytes."""
    if post is not None:
        return post.new or post.changed or bool(tally.new or tally.changed or tally.gone)
    return capture.digest != page.digest
