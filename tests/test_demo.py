"""The demo blog, archived: every row against what the blog was made of."""

import os
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing, nullcontext, suppress
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))

from demo.posts import ADDRESSES, OWNERS, flat, numbered
from demo.site import PORT, serve
from scraper.sync import Settings, sync

ROOT = Path(__file__).parent.parent
POSTS = numbered()


@pytest.fixture(scope="module")
def archived(tmp_path_factory):
    """The database of one sync, and the summary of the next."""
    db = tmp_path_factory.mktemp("demo") / "demo.db"
    with serve() as url:
        first = sync(db, [url], Settings(delay=0))
        again = sync(db, [], Settings(delay=0))
    with closing(sqlite3.connect(db)) as conn:
        yield conn, first, again


def test_it_is_worth_trying():
    assert len(POSTS) >= 12
    assert any(len(post.comments) > 12 for post in POSTS)


def test_every_post(archived):
    conn = archived[0]
    have = conn.execute(
        "SELECT title, author, published, categories, tags, body_text FROM posts_full ORDER BY published"
    ).fetchall()
    assert [row[:5] for row in have] == [
        (p.title, p.author, p.at, ", ".join(p.categories), ", ".join(p.tags) or None) for p in POSTS
    ]
    plain = ["\n\n".join(p.paragraphs) for p in POSTS]
    assert [row[5] for row in have if "<a" not in plain[POSTS.index(by_title(row[0]))]] == [
        text for text in plain if "<a" not in text
    ]


def by_title(title):
    return next(post for post in POSTS if post.title == title)


def test_every_comment_with_its_parent(archived):
    conn = archived[0]
    have = conn.execute(
        """SELECT posts.title, comments.source_id, authors.name, comments.published, comments.body_text,
                  parent.source_id, comments.kind
           FROM comments JOIN posts ON posts.id = comments.post_id
           LEFT JOIN authors ON authors.id = comments.author_id
           LEFT JOIN comments AS parent ON parent.id = comments.parent_id"""
    ).fetchall()
    assert sorted(row[:3] + row[5:] for row in have) == sorted(
        (post.title, str(c.id), c.author, parents.get(c.id), c.kind)
        for post in POSTS
        for parents in [parents_of(post.comments)]
        for c in flat(post.comments)
    )
    said = {str(c.id): (c.at, c.text) for post in POSTS for c in flat(post.comments) if c.kind == "comment"}
    assert {row[1]: row[3:5] for row in have if row[6] == "comment"} == said


def parents_of(comments):
    return {reply.id: str(c.id) for c in flat(comments) for reply in c.replies}


def test_people_are_one_row_each(archived):
    rows = archived[0].execute("SELECT name, url FROM authors").fetchall()
    assert len({name for name, _ in rows}) == len(rows)
    assert {name: url for name, url in rows if name in ADDRESSES} == ADDRESSES
    assert all(url.endswith(f"/author/{OWNERS[name]}/") for name, url in rows if name in OWNERS)


def test_neighbours(archived):
    rows = archived[0].execute(
        "SELECT previous_url, url, next_url FROM posts WHERE kind = 'post' ORDER BY published"
    )
    before, here, after = zip(*rows, strict=True)
    assert before[1:] == here[:-1] and after[:-1] == here[1:]
    assert before[0] is None and after[-1] is None


def test_about_is_a_page(archived):
    assert archived[0].execute("SELECT title FROM posts WHERE kind = 'page'").fetchall() == [("About",)]


def test_nothing_is_missing(archived):
    conn, first, _ = archived
    assert (first.outcome, first.errors) == ("complete", 0)
    assert first.missing <= 1  # the probe for what cannot be there
    assert conn.execute("SELECT * FROM gaps").fetchall() == []


def test_the_next_sync_asks_little_and_changes_nothing(archived):
    again = archived[2]
    assert again.requests <= 3
    changes = (again.new_posts, again.changed_posts, again.new_comments, again.changed_comments)
    assert changes == (0, 0, 0, 0)


@pytest.mark.parametrize("taken", [False, True], ids=["usual port", "port taken"])
def test_make_demo(tmp_path, taken):
    """What `make demo` runs, where its port is free and where it is not."""
    with socket.socket() if taken else nullcontext() as guest:
        if guest:
            with suppress(OSError):  # taken by somebody else: all the better
                guest.bind(("127.0.0.1", PORT))
                guest.listen()
        done = demo(tmp_path)
    assert done.returncode == 0, done.stderr
    assert "  $ blog-to-sqlite sync demo.db http://127.0.0.1:" in done.stdout
    assert (
        f"{len(POSTS) + 1} posts, {sum(len(list(flat(p.comments))) for p in POSTS)} comments" in done.stdout
    )
    assert done.stdout.count("\n  SELECT") == 3
    assert list((tmp_path / "demo.warc").glob("demo-*.warc.gz"))


def demo(folder):
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    return subprocess.run(
        [sys.executable, "-m", "demo"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=120,
    )
