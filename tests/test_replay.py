"""The law: drop the rows, read the WARC again, and the same rows stand there; what verify and show say."""

import gc
import json
import re
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from blogserver import Blog, Entry, rows, serve

from scraper.archive import Archive
from scraper.errors import ArchiveError, StoreError, UsageError
from scraper.imports.trip import ImportSettings, import_paths
from scraper.replay import replay
from scraper.show import show
from scraper.store import Store
from scraper.sync import Settings, Silent, sync
from scraper.verify import verify

COMMAND = [sys.executable, "-c", "from scraper.cli import main; main()"]
FAST = Settings(delay=0)
TABLES = {
    "blogs": "*",
    "posts": "*",
    "comments": "*",
    "authors": "*",
    "post_authors": "*",
    "categories": "*",
    "tags": "*",
    "post_categories": "*",
    "post_tags": "*",
    "links": "*",
    "media": "*",
    "revisions": "*",
    "pages": "url, kind, status, fetched_at, digest, warc_file, warc_offset, due_at, etag, post_id",
}


@pytest.fixture
def blog():
    with serve(Blog(12)) as blog:
        yield blog


@pytest.fixture
def lived(blog, tmp_path):
    """A database with a history: edits, deletions, new slugs, an interrupted run."""
    db = tmp_path / "blog.db"
    sync(db, [blog.base + "/"], Settings(delay=0, max_pages=7))
    sync(db, [], FAST)
    blog.posts[3].text, blog.posts[3].modified = "Quite another text about the land and its roads.", 1
    blog.posts[10].comments.pop()
    blog.posts[9].comments.append(Entry(999, "A new word in an old thread."))
    blog.posts.pop(5)
    blog.posts[11].old.append(blog.posts[11].path)
    blog.posts[11].slug = "renamed"
    sync(db, [], Settings(delay=0, max_pages=3))
    sync(db, [], FAST)
    sync(db, [], FAST)
    return db


def dump(db):
    """All rows; pages by their address, for their ids and the numbers of looks are the crawler's own."""
    with sqlite3.connect(db) as conn:
        conn.row_factory = sqlite3.Row
        urls = {row["id"]: row["url"] for row in conn.execute("SELECT id, url FROM pages")}
        found = {}
        for name, columns in TABLES.items():
            table = [dict(row) for row in conn.execute(f"SELECT {columns} FROM {name}")]
            for row in table:
                row["page_id"] = urls.get(row.get("page_id"))
                row.pop("look", None), row.pop("missing_look", None)
            found[name] = sorted(table, key=repr)
        return found


def test_replay_gives_the_same_rows(blog, lived):
    before = dump(lived)
    assert {row["field"] for row in before["revisions"]} == {"body_text", "url"}
    summary, problems = replay(lived)
    assert (summary.outcome, problems) == ("complete", [])
    after = dump(lived)
    for name in TABLES:
        assert after[name] == before[name], name
    with sqlite3.connect(lived) as conn:
        assert rows(lambda sql: conn.execute(sql).fetchall()) == blog.truth()


def test_database_that_is_gone_is_made_anew(blog, lived):
    before, first = dump(lived), "SELECT url FROM pages WHERE rank = 0"
    with sqlite3.connect(lived) as conn:
        home = conn.execute(first).fetchall()
    lived.unlink()
    replay(lived)
    after = dump(lived)
    with sqlite3.connect(lived) as conn:
        assert conn.execute(first).fetchall() == home == [(f"{blog.base}/",)]
    for name in TABLES.keys() - {"pages", "blogs"}:
        assert after[name] == before[name], name
    with sqlite3.connect(lived) as conn:
        assert rows(lambda sql: conn.execute(sql).fetchall()) == blog.truth()
        assert conn.execute("SELECT count(*) FROM posts_fts").fetchone() == (12,)


@pytest.mark.parametrize("told", [True, False])
def test_blogs_read_side_by_side_stay_two(blog, tmp_path, monkeypatch, told):
    """Each capture tells whose it is; those of archives in which none does, by their addresses."""
    append = Archive.append
    if not told:
        monkeypatch.setattr(
            Archive, "append", lambda self, one, *more: append(self, replace(one, seed=None), *more)
        )
    db = tmp_path / "both.db"
    with serve(Blog(7)) as other:
        for _ in range(2):
            assert sync(db, [blog.base + "/", other.base + "/"], FAST).outcome == "complete"
    before = dump(db)
    replay(db)
    assert dump(db) == before
    db.unlink()
    replay(db)
    with sqlite3.connect(db) as conn:
        pairs = conn.execute(
            "SELECT blogs.url, posts.url FROM posts JOIN blogs ON blogs.id = blog_id"
        ).fetchall()
    assert len(pairs) == 12 + 7 and all(post.startswith(home) for home, post in pairs)


class Heard(Silent):
    """A watcher who remembers what was said."""

    def __init__(self):
        super().__init__()
        self.lines = []

    def say(self, text):
        self.lines.append(text)


@pytest.mark.parametrize("stem", ["b", "a"])
def test_databases_that_share_a_folder_keep_their_own_blogs(blog, tmp_path, stem):
    """Of one name or not: what the other has archived or imported there is left out, and said."""
    (tmp_path / "x").mkdir()
    a, b, shared = (
        tmp_path / "a.db",
        tmp_path / "x" / f"{stem}.db",
        Settings(delay=0, warc_dir=tmp_path / "w"),
    )
    page = tmp_path / "page.html"
    page.write_text(
        "<title>Ours</title><article><h1>Ours</h1><p>A page that somebody has kept.</p></article>"
    )
    with serve(Blog(7)) as other:
        for _ in range(2):
            sync(a, [blog.base + "/"], shared)
            sync(b, [other.base + "/"], shared)
        import_paths(b, [page], ImportSettings((f"{other.base}/kept/",), shared.warc_dir, 1))
    for db, foreign in ((a, f"{other.base}/"), (b, f"{blog.base}/")):
        before, heard = dump(db), Heard()
        assert replay(db, shared.warc_dir, heard, 1)[1] == []
        assert dump(db) == before
        assert re.search(
            rf"w: \d+ captures of {foreign} left out, a blog that \S*{db.name} does", heard.lines[0]
        )
    replay(tmp_path / "new.db", shared.warc_dir)
    assert {row["url"] for row in dump(tmp_path / "new.db")["blogs"]} >= {f"{blog.base}/", f"{other.base}/"}
    assert len(dump(tmp_path / "new.db")["posts"]) >= 12 + 7


def test_log_that_a_lost_database_left_behind_spoils_nothing(blog, lived):
    before = dump(lived)
    reader = sqlite3.connect(lived)  # one that is still open keeps the log
    reader.execute("SELECT count(*) FROM posts").fetchall()
    with Store.open(lived) as store:
        store.add_blog(blog.base + "/other/", "2026-01-01T00:00:00Z")
    lived.unlink()
    assert lived.with_name("blog.db-wal").stat().st_size
    replay(lived)
    reader.close()
    assert dump(lived)["posts"] == before["posts"]


def test_who_holds_the_database_open_sees_it_whole(lived):
    """A new file in place of one that is open would be read with the old one's log, and be spoilt."""
    before = dump(lived)
    reader, writer = sqlite3.connect(lived), sqlite3.connect(lived)
    with writer:
        writer.execute("UPDATE posts SET title = 'lost'")
    assert reader.execute("SELECT DISTINCT title FROM posts").fetchall() == [("lost",)]
    assert replay(lived)[0].outcome == "complete"
    for conn in (reader, writer, sqlite3.connect(lived)):
        assert conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert conn.execute("SELECT count(DISTINCT title) FROM posts").fetchall() == [(12,)]
        conn.close()
    assert dump(lived)["posts"] == before["posts"]


def test_a_database_of_other_pages_is_made_anew(lived):
    before = dump(lived)
    gc.collect()  # who has it open keeps its log
    conn = sqlite3.connect(lived, isolation_level=None)
    for word in (
        "PRAGMA journal_mode = DELETE",
        "PRAGMA page_size = 8192",
        "VACUUM",
        "UPDATE posts SET title = 'x'",
    ):
        conn.execute(word)
    conn.close()
    assert replay(lived)[0].outcome == "complete" and dump(lived)["posts"] == before["posts"]
    assert not list(lived.parent.glob("*.replay*"))


ADDED = """
CREATE TABLE notes(post_id INTEGER PRIMARY KEY REFERENCES posts(id), text TEXT, size AS (length(text)));
CREATE TABLE seen(comment REFERENCES comments(id), author INTEGER REFERENCES authors, at TEXT);
CREATE TABLE words(word TEXT PRIMARY KEY) WITHOUT ROWID;
INSERT INTO notes SELECT id, 'about ' || title FROM posts;
INSERT INTO seen SELECT id, author_id, key FROM comments;
INSERT INTO seen VALUES (NULL, NULL, 'of none');
INSERT INTO words VALUES ('sea'), ('ship');
DELETE FROM seen WHERE rowid < 4;
CREATE VIEW "my posts" AS SELECT title, text FROM posts JOIN notes ON post_id = posts.id;
CREATE INDEX my_titles ON posts(title);
CREATE VIRTUAL TABLE my_words USING fts5(at, content='seen');
CREATE VIRTUAL TABLE my_texts USING fts5(text);
INSERT INTO my_words(my_words) VALUES ('rebuild');
INSERT INTO my_texts VALUES ('the harbour at night');
CREATE TRIGGER my_log AFTER DELETE ON notes BEGIN INSERT INTO words VALUES ('gone ' || old.post_id); END;
"""


def added(db):
    """What the owner's own tables say, by the addresses of the posts."""
    with sqlite3.connect(db) as conn:
        return {
            "notes": conn.execute(
                "SELECT url, text, size FROM notes JOIN posts ON id = post_id ORDER BY 1"
            ).fetchall(),
            "seen": conn.execute(
                "SELECT at, key, name FROM seen LEFT JOIN comments ON comments.id = comment"
                " LEFT JOIN authors ON authors.id = author ORDER BY seen.rowid"
            ).fetchall(),
            "words": conn.execute("SELECT word FROM words").fetchall(),
            "view": sorted(conn.execute('SELECT * FROM "my posts"')),
            "found": conn.execute("SELECT at FROM my_words WHERE my_words MATCH 'none'").fetchall(),
            "text": conn.execute("SELECT text FROM my_texts WHERE my_texts MATCH 'harbour'").fetchall(),
            "names": conn.execute(
                "SELECT type, name FROM sqlite_master WHERE name LIKE 'my%' ORDER BY 1, 2"
            ).fetchall(),
        }


def test_what_the_owner_added_goes_over_and_refers_to_the_same_rows(lived):
    with sqlite3.connect(lived) as conn:
        conn.executescript(ADDED)
    before = added(lived)
    with sqlite3.connect(lived) as conn:  # ids as an older parser might have given them
        conn.executescript(
            "UPDATE posts SET id = id + 70; UPDATE comments SET id = id + 500; UPDATE authors SET id = id + 9;"
            " UPDATE comments SET author_id = author_id + 9; UPDATE posts SET author_id = author_id + 9;"
            " UPDATE comments SET post_id = post_id + 70; UPDATE notes SET post_id = post_id + 70;"
            " UPDATE seen SET comment = comment + 500, author = author + 9"
        )
    assert added(lived) == before
    assert replay(lived)[0].outcome == "complete"
    with sqlite3.connect(lived) as conn:
        assert conn.execute("SELECT min(id) FROM posts").fetchone() == (1,)
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
    assert added(lived) == before and len(before["seen"]) > 20
    with sqlite3.connect(lived) as conn:
        conn.execute("DELETE FROM notes")
        assert conn.execute("SELECT count(*) FROM words WHERE word LIKE 'gone%'").fetchone() == (12,)


@pytest.mark.parametrize(
    ("sql", "line"),
    [
        ("ALTER TABLE posts ADD COLUMN note TEXT", "posts has a column of its owner's .note."),
        (
            "CREATE TABLE n(p REFERENCES posts(id)); INSERT INTO posts(id, blog_id, url, key, first_seen, last_seen)"
            " VALUES (99, 1, 'http://a.example/x', 'x', '', ''); INSERT INTO n VALUES (99)",
            "its own table n cannot be taken along: 1 of its rows refer to posts that are no more",
        ),
    ],
)
def test_what_cannot_go_over_is_told_and_nothing_is_changed(lived, sql, line):
    with sqlite3.connect(lived) as conn:
        conn.executescript(f"{sql}; UPDATE posts SET title = 'other' WHERE id = 1")
    before = dump(lived)
    with pytest.raises(StoreError, match=line):
        replay(lived)
    assert dump(lived) == before and not list(lived.parent.glob("*.replay*"))


def test_a_writer_that_keeps_the_database_is_told_in_one_line(lived, monkeypatch):
    monkeypatch.setattr("scraper.store_file.BUSY_SECONDS", 0.1)
    with sqlite3.connect(lived) as writer:
        writer.execute("UPDATE posts SET title = 'lost'")
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE posts SET title = 'kept'")
    with pytest.raises(StoreError, match="locked"):
        replay(lived)
    writer.rollback()
    assert writer.execute("SELECT DISTINCT title FROM posts").fetchall() == [("lost",)]
    writer.close()
    assert (
        replay(lived)[0].outcome == "complete" and len({row["title"] for row in dump(lived)["posts"]}) == 12
    )


def test_next_sync_after_a_replay_goes_on_as_before(blog, lived):
    replay(lived)
    blog.requests.clear()
    sync(lived, [], FAST)
    assert len(blog.requests) <= 3


def test_replay_that_fails_leaves_the_old_rows(lived, monkeypatch):
    before = dump(lived)
    monkeypatch.setattr("scraper.sync.Visit.keep", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        replay(lived)
    assert dump(lived) == before
    assert not list(lived.parent.glob("*.replay*"))


def test_replay_without_an_archive(tmp_path):
    with pytest.raises(ArchiveError, match="no such archive"):
        replay(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


def test_verify_finds_all_well(lived):
    report = verify(lived)
    assert report.damage == []
    assert report.posts == 12 and report.comments > 50


def test_verify_finds_a_flipped_bit_and_says_which_page(lived):
    with sqlite3.connect(lived) as conn:
        url, file, offset = conn.execute(
            "SELECT url, warc_file, warc_offset FROM pages WHERE kind = 'post' AND warc_file IS NOT NULL"
        ).fetchone()
    path = lived.with_suffix(".warc") / file
    data = bytearray(path.read_bytes())
    data[offset + 60] ^= 0x10
    path.write_bytes(data)
    done = subprocess.run([*COMMAND, "verify", str(lived), "--json"], capture_output=True, text=True)
    assert done.returncode == 6
    assert any(url in line for line in json.loads(done.stdout)["damage"])


def test_gaps_are_a_failure_only_when_asked_for(blog, tmp_path):
    blog.posts[3].comments.clear()
    whole = Blog.page
    blog.page = lambda post, number: whole(blog, post, number).replace("0 comments<", "9 comments<")
    db = tmp_path / "blog.db"
    sync(db, [blog.base + "/"], FAST)
    assert subprocess.run([*COMMAND, "verify", str(db)], capture_output=True).returncode == 0
    done = subprocess.run([*COMMAND, "verify", str(db), "--strict"], capture_output=True, text=True)
    assert done.returncode == 3
    assert re.search(r"^comments +9 +0 +", done.stdout, re.MULTILINE)


def test_show_gives_the_post_its_html_and_its_bytes(blog, lived):
    url = blog.base + blog.posts[8].path
    text = show(lived, url).decode()
    assert text.startswith("The title of post 8\nAnn Mariner\n2010-09-09T09:30:00+00:00\n")
    assert "-- Reader" in text and "Comment 3 on post 8" in text
    assert b"<p>" in show(lived, url, "html")
    raw, record = show(lived, url, "raw"), show(lived, url, "record")
    assert raw.startswith(b"<!DOCTYPE html>")
    assert record.startswith(b"WARC/1.1\r\n") and b"\r\nWARC-Type: response\r\n" in record and raw in record
    assert f"WARC-Target-URI: {url}\r\n".encode() in record
    done = subprocess.run([*COMMAND, "show", str(lived), url, "--warc-record"], capture_output=True)
    assert (done.returncode, done.stdout) == (0, record)
    with pytest.raises(UsageError):
        show(lived, blog.base + "/nowhere/")
