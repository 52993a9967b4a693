"""The shape of the database, step by step; a step that has been released never changes and never drops rows.

The views are no step: views.sql is their present wording and is put in anew whenever a step was taken.
"""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlite_utils import Database, Migrations

migrations = Migrations("blog-to-sqlite")
VIEWS = Path(__file__).with_name("views.sql")

_TABLES = """
CREATE TABLE blogs (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    title TEXT,
    description TEXT,
    platform TEXT,
    language TEXT,
    timezone TEXT,
    added_at TEXT NOT NULL
);
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    blog_id INTEGER REFERENCES blogs(id),
    started_at TEXT NOT NULL,
    finished_at TEXT,
    version TEXT,
    outcome TEXT,   -- complete | limited | stopped | failed
    counts TEXT,
    warc_file TEXT,     -- where its first capture lies: replay finds the borders of runs by it
    warc_offset INTEGER
);
CREATE TABLE pages (
    id INTEGER PRIMARY KEY,
    blog_id INTEGER NOT NULL REFERENCES blogs(id),
    url TEXT NOT NULL UNIQUE,
    kind TEXT,
    status INTEGER,
    fetched_at TEXT,
    due_at TEXT,            -- when to look (again); NULL: never
    etag TEXT,
    last_modified TEXT,
    digest TEXT,
    content_type TEXT,
    warc_file TEXT,
    warc_offset INTEGER,
    platform TEXT,
    error TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,        -- failures in a row
    found_on INTEGER REFERENCES pages(id),
    key TEXT NOT NULL,                          -- one for all spellings of the address
    rank INTEGER NOT NULL,                      -- the lower, the sooner
    interval_days REAL,                         -- learnt pause between two looks
    look INTEGER,                               -- number of the last whole answer
    run_id INTEGER REFERENCES runs(id),         -- the run that asked last
    post_id INTEGER REFERENCES posts(id),       -- the post it shows, or whose comments it shows
    moved_to INTEGER REFERENCES pages(id)
);
CREATE INDEX pages_due ON pages(blog_id, rank, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX pages_key ON pages(key);
CREATE INDEX pages_post ON pages(post_id) WHERE post_id IS NOT NULL;
CREATE INDEX pages_moved ON pages(moved_to) WHERE moved_to IS NOT NULL;
CREATE INDEX pages_found_on ON pages(found_on);
CREATE TABLE authors (
    id INTEGER PRIMARY KEY,
    blog_id INTEGER NOT NULL REFERENCES blogs(id),
    name TEXT NOT NULL,
    url TEXT,
    avatar TEXT
);
CREATE UNIQUE INDEX authors_person ON authors(blog_id, name, ifnull(url, ''));
CREATE TABLE posts (
    id INTEGER PRIMARY KEY,
    blog_id INTEGER NOT NULL REFERENCES blogs(id),
    page_id INTEGER REFERENCES pages(id),       -- the page whose word counts
    kind TEXT NOT NULL DEFAULT 'post',
    url TEXT NOT NULL UNIQUE,
    title TEXT,
    author_id INTEGER REFERENCES authors(id),
    published TEXT,
    updated TEXT,
    language TEXT,
    excerpt TEXT,
    body_html TEXT,
    body_text TEXT,
    word_count INTEGER,
    comments_declared INTEGER,
    comments_found INTEGER NOT NULL DEFAULT 0,
    previous_url TEXT,
    next_url TEXT,
    platform TEXT,
    comment_system TEXT,
    sources TEXT,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    gone_at TEXT,
    key TEXT NOT NULL UNIQUE,   -- one for all spellings of the address
    missing_at TEXT             -- 404 in one complete run; a second one tells that it is gone
);
CREATE INDEX posts_blog_published ON posts(blog_id, published);
CREATE INDEX posts_author ON posts(author_id);
CREATE INDEX posts_page ON posts(page_id);
CREATE TABLE post_authors (
    post_id INTEGER NOT NULL REFERENCES posts(id),
    author_id INTEGER NOT NULL REFERENCES authors(id),
    position INTEGER NOT NULL,
    PRIMARY KEY (post_id, author_id)
) WITHOUT ROWID;
CREATE INDEX post_authors_author ON post_authors(author_id);
CREATE TABLE categories (
    id INTEGER PRIMARY KEY,
    blog_id INTEGER NOT NULL REFERENCES blogs(id),
    name TEXT NOT NULL,
    slug TEXT,
    url TEXT,
    UNIQUE (blog_id, name)
);
CREATE TABLE tags (
    id INTEGER PRIMARY KEY,
    blog_id INTEGER NOT NULL REFERENCES blogs(id),
    name TEXT NOT NULL,
    slug TEXT,
    url TEXT,
    UNIQUE (blog_id, name)
);
CREATE TABLE post_categories (
    post_id INTEGER NOT NULL REFERENCES posts(id),
    category_id INTEGER NOT NULL REFERENCES categories(id),
    position INTEGER NOT NULL,
    PRIMARY KEY (post_id, category_id)
) WITHOUT ROWID;
CREATE INDEX post_categories_category ON post_categories(category_id);
CREATE TABLE post_tags (
    post_id INTEGER NOT NULL REFERENCES posts(id),
    tag_id INTEGER NOT NULL REFERENCES tags(id),
    position INTEGER NOT NULL,
    PRIMARY KEY (post_id, tag_id)
) WITHOUT ROWID;
CREATE INDEX post_tags_tag ON post_tags(tag_id);
CREATE TABLE comments (
    id INTEGER PRIMARY KEY,
    post_id INTEGER NOT NULL REFERENCES posts(id),
    parent_id INTEGER REFERENCES comments(id) DEFERRABLE INITIALLY DEFERRED,
    source_id TEXT,
    author_id INTEGER REFERENCES authors(id),
    published TEXT,
    body_html TEXT,
    body_text TEXT,
    url TEXT,
    depth INTEGER NOT NULL DEFAULT 0,
    position INTEGER,
    kind TEXT NOT NULL DEFAULT 'comment',
    system TEXT,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    gone_at TEXT,
    key TEXT NOT NULL,          -- source_id, or a hash of author, date and text where it only counts places
    parent_key TEXT,            -- as the page told it; the parent may stand on a page not yet read
    page_id INTEGER REFERENCES pages(id),
    page_number INTEGER,        -- which page of comments; NULL: the post's own
    page_position INTEGER,      -- place on that page
    look INTEGER,               -- number of the look that saw it last; NULL: known from a feed alone
    missing_look INTEGER,       -- the look at which its page no longer showed it
    content TEXT NOT NULL,      -- hash of author, date and text: the same comment under another key
    digest TEXT NOT NULL        -- hash of all it says: equal, nothing to compare
);
CREATE UNIQUE INDEX comments_identity ON comments(post_id, ifnull(system, ''), key);
CREATE INDEX comments_parent ON comments(parent_id);
CREATE INDEX comments_author ON comments(author_id);
CREATE INDEX comments_page ON comments(page_id);
CREATE TABLE links (
    post_id INTEGER NOT NULL REFERENCES posts(id),
    comment_id INTEGER REFERENCES comments(id),
    position INTEGER NOT NULL,
    url TEXT NOT NULL,
    text TEXT,
    rel TEXT
);
CREATE INDEX links_post ON links(post_id, comment_id);
CREATE INDEX links_comment ON links(comment_id);
CREATE TABLE media (
    post_id INTEGER NOT NULL REFERENCES posts(id),
    position INTEGER NOT NULL,
    url TEXT NOT NULL,
    kind TEXT,
    alt TEXT,
    page_id INTEGER REFERENCES pages(id),
    PRIMARY KEY (post_id, position)
) WITHOUT ROWID;
CREATE INDEX media_page ON media(page_id);
CREATE TABLE revisions (
    post_id INTEGER NOT NULL REFERENCES posts(id),
    comment_id INTEGER REFERENCES comments(id),
    seen_at TEXT NOT NULL,
    field TEXT NOT NULL,
    old TEXT,
    new TEXT,
    page_id INTEGER REFERENCES pages(id)
);
CREATE INDEX revisions_post ON revisions(post_id);
CREATE INDEX revisions_comment ON revisions(comment_id);
CREATE INDEX revisions_page ON revisions(page_id);
CREATE TABLE entries (          -- what feeds tell of a post: a second witness
    blog_id INTEGER NOT NULL REFERENCES blogs(id),
    key TEXT NOT NULL,
    url TEXT NOT NULL,
    title TEXT,
    author TEXT,
    published TEXT,
    updated TEXT,
    comments_declared INTEGER,
    PRIMARY KEY (blog_id, key)
) WITHOUT ROWID;
CREATE TABLE listings (         -- which sitemap, feed or index names which page
    listing_id INTEGER NOT NULL REFERENCES pages(id),
    page_id INTEGER NOT NULL REFERENCES pages(id),
    lastmod TEXT,
    dropped_look INTEGER,       -- the look at which the listing no longer named it
    PRIMARY KEY (listing_id, page_id)
) WITHOUT ROWID;
CREATE INDEX listings_page ON listings(page_id);
CREATE TABLE hosts (            -- what the crawler owes a server across runs
    host TEXT PRIMARY KEY,
    wait_until TEXT,
    state TEXT
) WITHOUT ROWID;
"""

_PARTS = """
CREATE TABLE parts (            -- the pages of a post of several; its row holds them joined
    post_id INTEGER NOT NULL REFERENCES posts(id),
    number INTEGER NOT NULL,
    page_id INTEGER NOT NULL REFERENCES pages(id),
    body_html TEXT,
    body_text TEXT,
    links TEXT,                 -- JSON
    media TEXT,                 -- JSON
    PRIMARY KEY (post_id, number)
) WITHOUT ROWID;
CREATE INDEX parts_page ON parts(page_id);
"""

_TOLD = """
CREATE TABLE told (             -- comments as a feed tells them, newest first and few: a second witness
    blog_id INTEGER NOT NULL REFERENCES blogs(id),
    key TEXT NOT NULL,          -- of the post
    source_id TEXT NOT NULL,
    page_id INTEGER NOT NULL REFERENCES pages(id),  -- the feed
    parent_id TEXT,
    author TEXT,
    published TEXT,
    body_html TEXT,
    body_text TEXT,
    url TEXT,
    PRIMARY KEY (blog_id, key, source_id)
) WITHOUT ROWID;
CREATE INDEX told_page ON told(page_id);
ALTER TABLE entries ADD COLUMN comments_feed TEXT;
"""

_SOURCES = (
    "ALTER TABLE pages ADD COLUMN source TEXT;  -- where an imported capture was found; NULL: asked by us\n"
)

_MENDED = """
CREATE TABLE mended (           -- damaged records of the archive whose pages were asked again
    warc_file TEXT NOT NULL,
    warc_offset INTEGER NOT NULL,
    url TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (warc_file, warc_offset)
) WITHOUT ROWID;
CREATE INDEX media_url ON media(url);
CREATE INDEX pages_place ON pages(warc_file, warc_offset);
"""

_GUESSES = """
CREATE TABLE guesses (          -- pages of comments to which nothing leads, and what became of the guess
    page_id INTEGER PRIMARY KEY REFERENCES pages(id),
    post_id INTEGER NOT NULL REFERENCES posts(id) ON DELETE CASCADE,
    blog_id INTEGER NOT NULL REFERENCES blogs(id),
    number INTEGER NOT NULL,
    declared INTEGER NOT NULL,  -- comments that the post counted when it was guessed
    state TEXT NOT NULL         -- held, asked, there, nothing
);
CREATE INDEX guesses_post ON guesses(post_id);
CREATE INDEX guesses_state ON guesses(blog_id, state);
"""

_COUNTS = """
CREATE TABLE counts (           -- comments that a list counts beside a post: a second witness
    page_id INTEGER NOT NULL REFERENCES pages(id),  -- the list
    key TEXT NOT NULL,          -- of the post
    declared INTEGER NOT NULL,
    PRIMARY KEY (page_id, key)
) WITHOUT ROWID;
CREATE INDEX counts_key ON counts(key);
ALTER TABLE entries ADD COLUMN told_at TEXT;  -- when a feed told it last
"""

# New rows are indexed in bulk (Store.index_text): a trigger at each insert makes a load several times dearer.
# A row that is already indexed is kept in step by triggers, which need the old words (FTS5, 4.4.3).
_SEARCH = """
CREATE VIRTUAL TABLE {table}_fts USING fts5({columns}, content='{table}', content_rowid='id',
    tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER {table}_fts_update AFTER UPDATE OF {columns} ON {table}
WHEN old.id <= (SELECT max(id) FROM {table}_fts_docsize) BEGIN
    INSERT INTO {table}_fts({table}_fts, rowid, {columns}) VALUES ('delete', old.id, {old});
    INSERT INTO {table}_fts(rowid, {columns}) VALUES (new.id, {new});
END;
CREATE TRIGGER {table}_fts_delete AFTER DELETE ON {table}
WHEN old.id <= (SELECT max(id) FROM {table}_fts_docsize) BEGIN
    INSERT INTO {table}_fts({table}_fts, rowid, {columns}) VALUES ('delete', old.id, {old});
END;
"""
SEARCHED = {"posts": ("title", "body_text"), "comments": ("body_text",)}


_PARDONED = """
UPDATE pages SET error = NULL, due_at = '' WHERE error = 'robots.txt does not allow it' AND due_at IS NULL;
"""


@migrations()
def tables(db: Database) -> None:
    """Make the tables of DESIGN's contract, the frontier's index and full-text search."""
    run(db.conn, _TABLES)
    for table, columns in SEARCHED.items():
        words = {"columns": ", ".join(columns)}
        words |= {when: ", ".join(f"{when}.{column}" for column in columns) for when in ("old", "new")}
        run(db.conn, _SEARCH.format(table=table, **words))


@migrations()
def parts(db: Database) -> None:
    """Make room for posts whose text is cut into several pages."""
    run(db.conn, _PARTS)


@migrations()
def sources(db: Database) -> None:
    """Make room to tell from which file or archive a page was imported."""
    run(db.conn, _SOURCES)


@migrations()
def told(db: Database) -> None:
    """Make room for what comment feeds tell."""
    run(db.conn, _TOLD)


@migrations()
def mended(db: Database) -> None:
    """Make room for repairs, and find media and records by their places."""
    run(db.conn, _MENDED)


@migrations()
def guesses(db: Database) -> None:
    """Make room for guessed pages of comments."""
    run(db.conn, _GUESSES)


@migrations()
def counts(db: Database) -> None:
    """Make room for the comments that lists count."""
    run(db.conn, _COUNTS)


@migrations()
def pardoned(db: Database) -> None:
    """Ask again what was taken for forbidden: a robots.txt that did not answer once buried all that was due."""
    run(db.conn, _PARDONED)


def migrate(conn: sqlite3.Connection) -> None:
    """Take every step not yet taken, then put the views in anew."""
    db = Database(conn)
    migrations.apply(db)
    conn.execute("BEGIN IMMEDIATE")
    views = VIEWS.read_text(encoding="utf-8")
    for name in re.findall(r"(?m)^CREATE VIEW (\w+)", views):  # others are their owner's
        conn.execute(f"DROP VIEW IF EXISTS {name}")
    run(conn, views)
    conn.execute("COMMIT")


def run(conn: sqlite3.Connection, script: str) -> None:
    """Run a script within the transaction that is open (executescript would end it)."""
    for statement in _statements(script):
        conn.execute(statement)


def _statements(script: str) -> Iterator[str]:
    held = ""
    for line in script.splitlines(keepends=True):
        held += line
        if sqlite3.complete_statement(held):
            yield held
            held = ""
