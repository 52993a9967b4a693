"""What another parser would change, told before anything is written; replays on several cores, cut short, gone on."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace as with_
from pathlib import Path

import pytest
from click.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parent))

from blogserver import Blog, rows, serve

from scraper import replay as room
from scraper.cli import main
from scraper.reading import read
from scraper.rowdiff import Difference, lines, same
from scraper.sync import Settings, sync
from scraper.visit import Silent


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """A database with its archive, to be copied by each test."""
    folder = tmp_path_factory.mktemp("crawled")
    with serve(Blog(40)) as blog:
        sync(folder / "b.db", [blog.base + "/"], Settings(delay=0))
    return folder, blog


@pytest.fixture
def db(crawled, tmp_path):
    folder, _ = crawled
    (tmp_path / "b.db").write_bytes((folder / "b.db").read_bytes())
    (tmp_path / "b.warc").mkdir()
    for file in (folder / "b.warc").glob("*.gz"):
        (tmp_path / "b.warc" / file.name).write_bytes(file.read_bytes())
    return tmp_path / "b.db"


def ask(path, sql):
    with closing(sqlite3.connect(path)) as conn:
        return conn.execute(sql).fetchall()


def dump(path):
    tables = "blogs posts comments authors post_categories links media revisions".split()
    return {name: sorted(ask(path, f"SELECT * FROM {name}"), key=repr) for name in tables}


def newer(capture):
    """A parser of a later version: other titles, one comment it takes for none, one post it knows for a page."""
    found = read(capture)
    if found.post is None or not capture.url.endswith(("post-10/", "post-12/")):
        return found
    found = with_(found, post=with_(found.post, title=f"{found.post.title}!", excerpt="told anew"))
    return with_(found, comments=found.comments[1:] if capture.url.endswith("post-12/") else found.comments)


def test_nothing_differs(db):
    before = db.read_bytes()
    done = CliRunner().invoke(main, ["replay", str(db), "--diff"])
    assert (done.exit_code, done.stdout) == (0, "nothing would change\n")
    assert db.read_bytes() == before
    assert {path.name for path in db.parent.iterdir()} == {"b.db", "b.db.lock", "b.warc"}


def test_every_field_that_differs_is_told_before_anything_is_written(crawled, db, monkeypatch):
    monkeypatch.setattr("scraper.readers.read", newer)
    before = db.read_bytes()
    (summary, problems), found = room.diff(db, jobs=1)
    assert (summary.outcome, problems) == ("complete", [])
    assert db.read_bytes() == before
    base = crawled[1].base
    titles = [one for one in found if one.field == "title"]
    assert (
        titles
        == [
            Difference(
                "posts", f"{base}/2010/11/post-10/", "title", "The title of post 10", "The title of post 10!"
            ),
            Difference(
                "posts", f"{base}/2010/01/post-12/", "title", "The title of post 12", "The title of post 12!"
            ),
        ][::-1]
    )
    assert {one.field for one in found if one.table == "posts" and "post-10/" in one.row} == {
        "title",
        "excerpt",
    }
    lost = [one for one in found if one.table == "comments" and one.field is None]
    assert lost == [
        Difference("comments", f"{base}/2010/01/post-12/ 1200", None, f"{base}/2010/01/post-12/ 1200", None)
    ]
    room.replay(db, jobs=1)
    assert ask(db, "SELECT count(*) FROM posts WHERE title LIKE '%!'") == [(2,)]
    assert room.diff(db, jobs=1)[1] == []


def test_json_is_a_line_a_difference(db, monkeypatch):
    monkeypatch.setattr("scraper.readers.read", newer)
    done = CliRunner().invoke(main, ["replay", str(db), "--diff", "--json", "--jobs", "1"])
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(told) == len(room.diff(db, jobs=1)[1]) > 4
    assert {"table", "row", "field", "old", "new"} == set(told[0])


def test_people_are_told_counts_and_a_few_examples():
    found = [
        Difference("posts", f"http://a.test/{n}", "title", None if n else "x" * 80, "y") for n in range(9)
    ]
    text = list(lines(found))
    assert text[0] == "posts.title: 9 differ, 8 of them filled, 0 emptied"
    assert len(text) == 4 and "..." in text[1] and "NULL -> 'y'" in text[2]


def test_several_cores_make_the_same_rows(crawled, db, tmp_path):
    for jobs in (1, 2):
        made = room._make(db, tmp_path / f"{jobs}.db", db.with_suffix(".warc"), Silent(), jobs)
        assert (made[0].outcome, made[1]) == ("complete", [])
        assert made[0].bytes > 100_000
    assert same(tmp_path / "1.db", tmp_path / "2.db")
    assert same(db, tmp_path / "2.db")
    assert rows(lambda sql: ask(tmp_path / "2.db", sql)) == crawled[1].truth()


class StopAfter(Silent):
    """Somebody presses Ctrl-C."""

    def __init__(self, pages):
        super().__init__()
        self.left = pages

    def page(self, url, summary, known):
        self.left -= 1
        self.stopping = self.left <= 0


def test_replay_that_was_stopped_goes_on_where_it_stopped(db, monkeypatch):
    monkeypatch.setattr("scraper.replay._BATCH", 10)
    before = dump(db)
    summary, _ = room.replay(db, watcher=StopAfter(25), jobs=1)
    assert summary.outcome == "stopped"
    assert dump(db) == before
    asked = []
    monkeypatch.setattr("scraper.readers.read", lambda capture: asked.append(capture.url) or read(capture))
    summary, _ = room.replay(db, jobs=1)
    assert summary.outcome == "complete"
    total = len(ask(db, "SELECT 1 FROM pages WHERE warc_file IS NOT NULL"))
    assert len(asked) == total - 25
    assert dump(db) == before


_KILLED = """
import os, sys
from pathlib import Path
from scraper import replay
from scraper.store import Store
replay._BATCH = 10
whole, left = Store.keep, int(sys.argv[2])
def keep(self, *words):
    global left
    left -= 1
    if left == 0:
        os._exit(9)
    return whole(self, *words)
Store.keep = keep
replay.replay(Path(sys.argv[1]), jobs=2)
"""


@pytest.mark.parametrize("at", [1, 35])
def test_killed_replay_goes_on_and_gives_the_same(db, at):
    before = dump(db)
    assert subprocess.run([sys.executable, "-c", _KILLED, str(db), str(at)]).returncode == 9
    assert dump(db) == before
    assert room.replay(db, jobs=1)[0].outcome == "complete"
    assert dump(db) == before
    assert not list(db.parent.glob("*.replay*"))


def test_what_another_parser_began_is_not_gone_on_with(db, monkeypatch):
    monkeypatch.setattr("scraper.replay._BATCH", 10)
    room.replay(db, watcher=StopAfter(25), jobs=1)
    monkeypatch.setattr("scraper.replay._parser", lambda: "another")
    asked = []
    monkeypatch.setattr("scraper.readers.read", lambda capture: asked.append(capture.url) or read(capture))
    room.replay(db, jobs=1)
    assert len(asked) == len(ask(db, "SELECT 1 FROM pages WHERE warc_file IS NOT NULL"))


def test_damaged_record_is_told_and_the_rest_is_made(db):
    file, offset = ask(db, "SELECT warc_file, warc_offset FROM pages WHERE url LIKE '%/post-1/'")[0]
    path = db.with_suffix(".warc") / file
    data = bytearray(path.read_bytes())
    data[offset + 60] ^= 0x10
    path.write_bytes(data)
    done = CliRunner().invoke(main, ["replay", str(db)])
    assert done.exit_code == 3
    assert f"at {offset}" in done.stderr
    assert ask(db, "SELECT count(*) FROM posts") == [(39,)]
