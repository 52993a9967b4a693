"""Which file is ours, which is refused and not touched, and how an older one is brought up to date."""

import sqlite3

import pytest

from scraper.errors import StoreError
from scraper.store import Store
from scraper.store_file import VERSION


def test_foreign_files_are_refused_and_not_touched(tmp_path):
    text, other, owned = (tmp_path / name for name in ("notes.txt", "other.db", "owned.db"))
    text.write_text("x" * 200)
    with sqlite3.connect(other) as conn:
        conn.execute("CREATE TABLE t(a)")
    with sqlite3.connect(owned) as conn:
        conn.execute("PRAGMA application_id = 77")
        conn.execute("VACUUM")
    for path in (text, other, owned, tmp_path):
        before = path.read_bytes() if path.is_file() else None
        with pytest.raises(StoreError) as told:
            Store.open(path)
        assert "\n" not in str(told.value) and str(path) in str(told.value)
        assert before is None or path.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["notes.txt", "other.db", "owned.db"]


def test_file_of_a_newer_version_is_refused(tmp_path):
    Store.open(tmp_path / "a.db").close()
    with sqlite3.connect(tmp_path / "a.db") as conn:
        conn.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match="newer version"):
        Store.open(tmp_path / "a.db")


def test_a_file_of_the_first_version_takes_every_step_and_keeps_its_rows(tmp_path):
    path = tmp_path / "a.db"
    with Store.open(path) as store:
        store.add_blog("http://b.example/", "2020")
        wanted = store.query("SELECT name, sql FROM sqlite_master WHERE name LIKE 'p%' ORDER BY name")
    with sqlite3.connect(path) as conn:  # as the first version left it
        for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall():
            conn.execute(f"DROP VIEW {name}")
        for name in ("parts", "told", "mended"):
            conn.execute(f"DROP TABLE {name}")
        conn.execute("ALTER TABLE entries DROP COLUMN comments_feed")
        conn.execute("DROP INDEX media_url")
        conn.execute("DROP INDEX pages_place")
        conn.execute("DELETE FROM _sqlite_migrations WHERE name IN ('parts', 'told', 'mended')")
        conn.execute("PRAGMA user_version = 1")
        conn.execute("CREATE VIEW mine AS SELECT url FROM blogs")
    with Store.open(path) as store:
        assert store.blogs() == [(1, "http://b.example/")]
        assert store.query("SELECT name, sql FROM sqlite_master WHERE name LIKE 'p%' ORDER BY name") == wanted
        assert store.query("PRAGMA user_version") == [(VERSION,)]
        assert store.query("SELECT url FROM mine") == [("http://b.example/",)], "a view of the owner's"
