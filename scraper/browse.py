"""Datasette on one database of ours, told what its tables mean; serves 127.0.0.1 alone and writes nothing."""

import importlib.util
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from scraper.errors import BlogToSqliteError
from scraper.store import Store

_THREAD = """
SELECT substr('................................', 1, depth * 4) || ' ' || ifnull(author, '(no name)') AS who,
       published, body_text, url
FROM comment_threads WHERE post_id = :post_id ORDER BY path
"""
_SEARCH = """
SELECT posts.url, posts.title, posts.published, snippet(posts_fts, 1, '[', ']', '...', 20) AS found
FROM posts_fts JOIN posts ON posts.id = posts_fts.rowid WHERE posts_fts MATCH :words ORDER BY rank LIMIT 100
"""
_HISTORY = "SELECT seen_at, field, old, new FROM revisions WHERE post_id = :post_id ORDER BY seen_at"


def metadata(name: str, title: str) -> dict[str, Any]:
    """Tell Datasette what is worth seeing first, and the questions that need no SQL of the reader."""
    hidden = "post_authors post_categories post_tags listings hosts entries parts guesses".split()
    tables: dict[str, Any] = {table: {"hidden": True} for table in hidden}
    tables |= {
        "posts_full": {"sort_desc": "published", "description": "Posts with authors, categories and tags"},
        "comment_threads": {"sort": "path", "description": "Comments as they answer each other"},
        "posts": {"label_column": "title", "sort_desc": "published"},
        "authors": {"label_column": "name"},
        "categories": {"label_column": "name"},
        "tags": {"label_column": "name"},
        "pages": {"label_column": "url"},
        "gaps": {"description": "What the blog declares and was not found, and why"},
    }
    queries = {
        "thread": {"title": "The thread of a post", "sql": _THREAD.strip()},
        "search": {"title": "Search in posts", "sql": _SEARCH.strip()},
        "history": {"title": "What a post said before", "sql": _HISTORY},
    }
    return {"title": title, "databases": {name: {"tables": tables, "queries": queries}}}


def browse(path: Path, port: int) -> None:
    """Serve until Ctrl-C."""
    if importlib.util.find_spec("datasette") is None:
        advice = "pip install 'blog-to-sqlite[browse]' brings it"
        raise BlogToSqliteError("datasette", "is not installed", advice)
    with Store.open(path, create=False) as store:
        rows = store.query("SELECT ifnull(title, url) FROM blogs ORDER BY id")
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as told:
        json.dump(metadata(path.stem, ", ".join(name for (name,) in rows)), told)
        told.flush()
        words = [sys.executable, "-m", "datasette", "serve", str(path), "--metadata", told.name]
        done = subprocess.run([*words, "--host", "127.0.0.1", "--port", str(port)], check=False)  # noqa: S603
    if done.returncode:
        raise BlogToSqliteError(str(path), f"datasette ended with {done.returncode}")
