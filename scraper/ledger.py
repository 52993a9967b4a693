"""What the trip asks of the database about earlier looks; reads only, but for what servers asked to wait."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from scraper.clock import stamp
from scraper.errors import ArchiveError
from scraper.rows import Capture
from scraper.store import Run, Store
from scraper.urls import origin, page_key

_COMMENTS = re.compile(
    r"/comments?/feed/?$|/feeds/comments/|[?&]feed=comments|/comments?[./-]\w*(?:rss|atom|xml)"
)


def warc_files(store: Store) -> list[str]:
    """Name the files of the archive on which rows stand, those of posts that are gone and of old runs, too."""
    sql = (
        "SELECT warc_file FROM pages WHERE warc_file IS NOT NULL"
        " UNION SELECT warc_file FROM runs WHERE warc_file IS NOT NULL ORDER BY 1"
    )
    return [name for (name,) in store.query(sql)]


def lost_files(store: Store, folder: Path) -> list[str]:
    """Name those of them that are not in the folder, or end before a row's place; none where no page was ever read."""
    if not store.query("SELECT 1 FROM pages WHERE look IS NOT NULL LIMIT 1"):
        return []
    places = dict(store.query("SELECT warc_file, max(warc_offset) FROM pages GROUP BY warc_file"))
    return [name for name in warc_files(store) if not _reaches(folder / name, places.get(name, -1))]


def _reaches(path: Path, place: int) -> bool:
    return path.is_file() and path.stat().st_size > place


def elsewhere(store: Store, lost: Sequence[str], folder: Path) -> ArchiveError:
    """Say that rows stand on files that are not there, as an error to be raised, or as a line to be told."""
    more = f" and {len(lost) - 1} more" if len(lost) > 1 else ""
    what = f"its rows stand on {lost[0]}{more}, not to be found in {folder}, or not whole"
    return ArchiveError(
        str(store.path),
        what,
        "put them there, or name their folder with --warc-dir; if they are lost for good, replay into another database",
    )


def refuse_loss(store: Store, folder: Path) -> None:
    """Raise ArchiveError where rows made anew from a folder would be fewer, for want of a file."""
    if lost := lost_files(store, folder):
        raise elsewhere(store, lost, folder)


def was_read(store: Store, url: str) -> bool:
    """Tell whether a page, or what it redirects to, has been read whole at some time."""
    known = [url, *moved_chain(store, url)]
    marks = ", ".join("?" * len(known))
    return bool(store.query(f"SELECT 1 FROM pages WHERE url IN ({marks}) AND look IS NOT NULL", *known))  # noqa: S608


def is_no_blog(store: Store, blog_id: int, url: str) -> bool:
    """Tell whether no page was ever read of what was asked as a blog, as its address or its host does not exist."""
    read = "SELECT 1 FROM pages WHERE blog_id = ? AND look IS NOT NULL AND kind NOT IN ('robots', 'moved')"
    if store.query(read, blog_id):
        return False
    home = [url, *moved_chain(store, url)][-1]
    none = "SELECT 1 FROM pages WHERE url = ? AND status IN (404, 410) OR url = ? AND error LIKE '%: unknown host'"
    return bool(store.query(none, home, f"{origin(home)}/robots.txt"))


def has_posts(store: Store, blog_id: int) -> bool:
    """Tell whether any post was ever read of a blog."""
    return bool(store.query("SELECT 1 FROM posts WHERE blog_id = ? LIMIT 1", blog_id))


def moved_chain(store: Store, url: str) -> list[str]:
    """Give the addresses a page has moved to, one after the other."""
    rows = store.query(
        "WITH RECURSIVE chain(id, url, next, depth) AS ("
        " SELECT id, url, moved_to, 0 FROM pages WHERE url = ?"
        " UNION ALL SELECT pages.id, pages.url, pages.moved_to, depth + 1 FROM chain"
        " JOIN pages ON pages.id = chain.next WHERE depth < 10)"
        " SELECT url FROM chain WHERE depth > 0 ORDER BY depth",
        url,
    )
    return [found for (found,) in rows]


def count_due(store: Store, run: Run) -> int:
    """Count the pages that wait for this run."""
    sql = "SELECT count(*) FROM pages WHERE blog_id = ? AND due_at <= ?"
    return int(store.query(sql, run.blog_id, run.started_at)[0][0])


def next_due(store: Store, blog_id: int) -> str | None:
    """Give the time at which the first page of a blog is due again."""
    row = store.query("SELECT min(due_at) FROM pages WHERE blog_id = ? AND due_at IS NOT NULL", blog_id)
    return row[0][0] if row else None


def lists_posts(store: Store, run: Run, kind: str) -> bool:
    """Tell whether a list of this kind names posts of the blog that are known."""
    sql = (
        "SELECT 1 FROM pages JOIN listings ON listing_id = pages.id JOIN pages AS named ON named.id = page_id"
        " WHERE pages.blog_id = ? AND pages.kind = ? AND named.rank = 3 LIMIT 1"
    )
    return bool(store.query(sql, run.blog_id, kind))


def sitemap_lacks(store: Store, run: Run, urls: Sequence[str]) -> bool:
    """Tell whether the blog's sitemaps lack posts that a feed names, the newest first.

    The very newest may only be too new for a sitemap that is made once a day.
    """
    sql = (
        "SELECT EXISTS (SELECT 1 FROM pages AS named JOIN listings ON page_id = named.id"
        " JOIN pages AS list ON list.id = listing_id WHERE named.key = ? AND list.blog_id = ?"
        " AND list.kind = 'sitemap' AND dropped_look IS NULL)"
    )
    listed = [bool(store.query(sql, page_key(url), run.blog_id)[0][0]) for url in urls]
    return not all(listed[listed.index(True) :] if True in listed else listed)


def has_moved(store: Store, capture: Capture) -> bool:
    """Tell whether a feed that was read before says that something of its blog has changed since."""
    told = capture.header("Last-Modified")
    sql = "SELECT last_modified FROM pages WHERE url = ? AND kind = 'feed' AND look IS NOT NULL"
    rows = store.query(sql, capture.url) if told and capture.status == 200 else []
    return bool(rows) and rows[0][0] not in (None, told)


def is_dated(store: Store, run: Run) -> bool:
    """Tell whether a sitemap of the blog says when its pages have changed."""
    sql = (
        "SELECT 1 FROM pages JOIN listings ON listing_id = pages.id"
        " WHERE blog_id = ? AND kind = 'sitemap' AND lastmod IS NOT NULL LIMIT 1"
    )
    return bool(store.query(sql, run.blog_id))


def says_the_same(store: Store, capture: Capture) -> bool:
    """Tell whether a list answers with the very bytes that were read before."""
    if capture.status != 200 or capture.error or capture.truncated or not capture.digest:
        return False
    rows = store.query(
        "SELECT 1 FROM pages WHERE url = ? AND digest = ? AND status = 200 AND look IS NOT NULL"
        " AND kind IN ('index', 'archive', 'feed', 'sitemap')",
        capture.url,
        capture.digest,
    )
    return bool(rows)


def platform(store: Store, run: Run) -> str | None:
    """Give the platform the blog was found to stand on."""
    found: str | None = store.query("SELECT platform FROM blogs WHERE id = ?", run.blog_id)[0][0]
    return found


def digest_of(store: Store, url: str) -> str | None:
    """Give the digest of what an address last answered with; None where nothing was kept."""
    rows = store.query("SELECT digest FROM pages WHERE url = ?", url)
    return rows[0][0] if rows else None


def robots_place(store: Store, url: str, now: str) -> tuple[str, int] | None:
    """Give where the archive holds the robots.txt of the last day, and none of tomorrow (RFC 9309, 2.4).

    It stands where it redirects to, if it does; that there is none is an answer, too (2.3.1.3).
    """
    at = [url, *moved_chain(store, url)][-1]
    rows = store.query(
        "SELECT warc_file, warc_offset FROM pages WHERE url = ? AND fetched_at BETWEEN ? AND ?"
        " AND warc_file IS NOT NULL AND (status = 200 AND error IS NULL OR status BETWEEN 400 AND 499"
        " AND status NOT IN (408, 429))",
        at,
        _day_before(now),
        now,
    )
    return rows[0] if rows else None


def kept_at(store: Store, url: str) -> tuple[str, int] | None:
    """Give where the archive holds the answer on which the rows of a page stand."""
    rows = store.query(
        "SELECT warc_file, warc_offset FROM pages WHERE url = ? AND warc_file IS NOT NULL", url
    )
    return rows[0] if rows else None


def place_of(store: Store, url: str) -> tuple[str, int] | None:
    """Give where the archive holds the answer of an address that was 200."""
    rows = store.query(
        "SELECT warc_file, warc_offset FROM pages WHERE url = ? AND status = 200 AND warc_file IS NOT NULL",
        url,
    )
    return rows[0] if rows else None


def said_by(store: Store, url: str) -> tuple[str | None, str | None] | None:
    """Give title and text of the post, or of the piece of one, that was read on a page, or on one that moved there."""
    sql = (
        "SELECT title, body_text FROM pages JOIN posts ON page_id = pages.id WHERE pages.url = ?1"
        " UNION ALL SELECT title, parts.body_text FROM pages JOIN parts ON parts.page_id = pages.id"
        " JOIN posts ON posts.id = parts.post_id WHERE pages.url = ?1 AND number > 1"
        " UNION ALL SELECT title, body_text FROM pages JOIN pages AS old ON old.moved_to = pages.id"
        " JOIN posts ON posts.page_id = old.id WHERE pages.url = ?1"
    )
    rows = store.query(sql, url)
    return rows[0] if rows else None


def told_title(store: Store, run: Run, url: str) -> str | None:
    """Give the title that a feed tells of the post at an address."""
    sql = "SELECT title FROM entries WHERE blog_id = ? AND key = ?"
    rows = store.query(sql, run.blog_id, page_key(url))
    return rows[0][0] if rows else None


def is_place_of_post(store: Store, url: str) -> bool:
    """Tell the address of a page on which a post, or a piece of one, was read that is not known to be gone."""
    sql = (
        "SELECT 1 FROM pages JOIN posts ON page_id = pages.id WHERE pages.url = ?1 AND posts.kind = 'post'"
        " AND gone_at IS NULL UNION ALL SELECT 1 FROM pages JOIN parts ON page_id = pages.id WHERE pages.url = ?1"
    )
    return bool(store.query(sql, url))


def is_unread_post(store: Store, url: str) -> bool:
    """Tell an address that lists take for that of a post, and that was never read."""
    return bool(store.query("SELECT 1 FROM pages WHERE url = ? AND rank = 3 AND look IS NULL", url))


def shows_home(store: Store, home: str, url: str, named: Iterable[str]) -> bool:
    """Tell whether a list at another address names the very posts that the home page names."""
    sql = (
        "SELECT key FROM listings JOIN pages ON pages.id = page_id"
        " WHERE listing_id = (SELECT id FROM pages WHERE url = ?) AND dropped_look IS NULL"
    )
    known, keys = {key for (key,) in store.query(sql, home)}, {page_key(one) for one in named}
    return len(keys) > 1 and keys <= known <= keys | {page_key(url)}


def leads_on(store: Store, home: str) -> bool:
    """Tell whether the home page leads to older pages."""
    sql = "SELECT 1 FROM pages WHERE found_on = (SELECT id FROM pages WHERE url = ?) AND rank = 5 LIMIT 1"
    return bool(store.query(sql, home))


def another_post(store: Store, run: Run, url: str) -> str | None:
    """Give a post of the same host that was well when it was read last, and was not asked by this run."""
    rows = store.query(
        "SELECT pages.url FROM posts JOIN pages ON pages.id = page_id WHERE posts.blog_id = ? AND posts.kind = 'post'"
        " AND gone_at IS NULL AND missing_at IS NULL AND pages.status = 200 AND look IS NOT NULL AND pages.url <> ?"
        " AND pages.error IS NULL"
        " AND run_id IS NOT ? AND pages.url LIKE ? AND title IS NOT NULL ORDER BY last_seen DESC, posts.id LIMIT 1",
        run.blog_id,
        url,
        run.id,
        f"{origin(url)}/%",
    )
    return rows[0][0] if rows else None


def is_wanted(store: Store, url: str) -> bool:
    """Tell whether a page is to be asked anew because its record is damaged or lost (`Store.again`)."""
    return bool(store.query("SELECT 1 FROM pages WHERE url = ? AND due_at = ''", url))


def wanted(store: Store) -> list[str]:
    """Give the pages that are to be asked anew for that reason."""
    return [url for (url,) in store.query("SELECT url FROM pages WHERE due_at = '' ORDER BY id")]


def is_media(store: Store, url: str) -> bool:
    """Tell whether a post shows this address as an image, a sound or a video."""
    return bool(store.query("SELECT 1 FROM media WHERE url = ? AND kind <> 'embed' LIMIT 1", url))


def _day_before(time: str) -> str:
    return stamp(datetime.fromisoformat(time) - timedelta(days=1))


def pages_to_watch(store: Store, run: Run, room: int) -> list[str]:
    """Give the few pages that tell of news: feeds, the sitemap with posts, the home page where these lack something."""
    feeds = _watched(store, run, "kind = 'feed' AND rank <= 2", "length(url), id")
    posts = [url for url in feeds if not tells_comments(url)][:1]
    comments = [url for url in feeds if tells_comments(url)][:1]
    named = (
        "kind = 'sitemap' AND EXISTS"
        " (SELECT 1 FROM listings JOIN posts USING (page_id) WHERE listing_id = pages.id)"
    )
    newest = (  # of several, that of the newest post: those of static pages or of old years tell no news
        "(SELECT max(published) FROM listings JOIN posts USING (page_id)"
        " WHERE listing_id = pages.id AND posts.kind = 'post') DESC"
    )
    sitemaps = _watched(store, run, named, f"{newest}, fetched_at DESC, id")[:1]
    home = [url for url in [run.blog_url, *moved_chain(store, run.blog_url)][-1:] if url]
    if not (posts and sitemaps):
        return (posts + comments + sitemaps + home)[:room]
    if not comments and any(_counts_alone(store, url) for url in home):
        return (sitemaps + home + posts)[:room]  # what the feed tells of new posts, these two tell, too
    others = _longest_unasked(store, comments + sitemaps)  # by turns, where robots.txt takes the room of one
    return (posts + others)[:room]  # the home page tells nothing more


def _longest_unasked(store: Store, urls: Sequence[str]) -> list[str]:
    marks = ", ".join("?" * len(urls))
    sql = f"SELECT url FROM pages WHERE url IN ({marks}) ORDER BY run_id, fetched_at"  # noqa: S608
    return [url for (url,) in store.query(sql, *urls)]


def _counts_alone(store: Store, url: str) -> bool:
    """Tell whether a page counts the comments of posts, and the blog's feeds do not."""
    sql = (
        "SELECT count(*), count(entries.comments_declared) FROM pages JOIN counts ON page_id = pages.id"
        " LEFT JOIN entries ON entries.blog_id = pages.blog_id AND entries.key = counts.key WHERE pages.url = ?"
    )
    counted, told = store.query(sql, url)[0]
    return bool(counted and not told)


def _watched(store: Store, run: Run, which: str, order: str) -> list[str]:
    sql = f"SELECT url FROM pages WHERE blog_id = ? AND look IS NOT NULL AND {which} ORDER BY {order}"  # noqa: S608
    return [url for (url,) in store.query(sql, run.blog_id)]


def tells_comments(url: str) -> bool:
    """Tell a feed of comments by its address."""
    return _COMMENTS.search(url) is not None


def penalties(store: Store) -> dict[str, float]:
    """Give what servers asked for in earlier runs: not before when each may be asked."""
    return {host: float(until) for host, until in store.query("SELECT host, wait_until FROM hosts")}


def keep_penalties(store: Store, state: Mapping[str, float]) -> None:
    """Remember it for the next run."""
    with store.writing() as conn:
        conn.execute("DELETE FROM hosts")
        conn.executemany("INSERT INTO hosts(host, wait_until) VALUES (?, ?)", list(state.items()))
