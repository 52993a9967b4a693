"""What a database holds, in the forms of other programs, read again by their own readers."""

import csv
import gzip
import hashlib
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
import zipfile
from contextlib import closing
from io import BytesIO
from pathlib import Path

import feedparser
import pytest
from click.testing import CliRunner
from lxml import html
from warcio.archiveiterator import ArchiveIterator

sys.path.insert(0, str(Path(__file__).parent))

from blogserver import Blog, rows, serve

from scraper.browse import metadata
from scraper.cli import main
from scraper.errors import ArchiveError, BlogToSqliteError, StoreError, UsageError
from scraper.export import export, formats
from scraper.export_wacz import surt
from scraper.imports.trip import ImportSettings, import_paths
from scraper.sync import Settings, sync

TITLE = 'Salt & "pepper": a title'


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("crawled")
    with serve(Blog(12)) as blog:
        blog.posts[4].title = TITLE
        sync(folder / "b.db", [blog.base + "/"], Settings(delay=0))
    return folder / "b.db", blog


def ask(path, sql):
    with closing(sqlite3.connect(path)) as conn:
        return conn.execute(sql).fetchall()


def told(path):
    return rows(lambda sql: ask(path, sql))


def test_json_lines(crawled, tmp_path):
    db, blog = crawled
    assert export(db, "jsonl", tmp_path / "b.jsonl") == 12
    posts = [json.loads(line) for line in (tmp_path / "b.jsonl").read_text().splitlines()]
    assert sorted(p["url"] for p in posts) == [url for url, *_ in blog.truth()[0]]
    found = []
    for post in posts:
        ids = {c["id"]: c["source_id"] for c in post["comments"]}
        found += [
            (post["url"], c["source_id"], ids.get(c["parent_id"]), c["body_text"]) for c in post["comments"]
        ]
    assert sorted(found, key=repr) == sorted(blog.truth()[1], key=repr)
    assert posts[0]["authors"] == [{"name": "Ann Mariner", "url": f"{blog.base}/author/ann/"}]


def test_csv(crawled, tmp_path):
    db, blog = crawled
    export(db, "csv", tmp_path / "out")
    with (tmp_path / "out" / "posts.csv").open(newline="") as file:
        posts = list(csv.DictReader(file))
    with (tmp_path / "out" / "comments.csv").open(newline="") as file:
        comments = list(csv.DictReader(file))
    assert {(p["url"], p["title"]) for p in posts} == {(url, title) for url, title, *_ in blog.truth()[0]}
    assert {p["categories"] for p in posts} == {"Sea"}
    assert len(comments) == len(blog.truth()[1])
    assert {c["post_id"] for c in comments} <= {p["id"] for p in posts}


def test_wxr_comes_back_as_the_same_rows(crawled, tmp_path):
    db, blog = crawled
    export(db, "wxr", tmp_path / "b.xml")
    again = tmp_path / "again.db"
    import_paths(again, [tmp_path / "b.xml"], ImportSettings(jobs=1))
    assert told(again)[0] == blog.truth()[0]
    for column in ("body_text", "title", "published"):
        sql = f"SELECT url, {column} FROM posts ORDER BY url"
        assert ask(again, sql) == ask(db, sql)
    trees = (
        "SELECT p.body_text, c.body_text, c.depth FROM comments c"
        " LEFT JOIN comments p ON p.id = c.parent_id ORDER BY 2"
    )
    assert len(ask(again, trees)) == len(blog.truth()[1])
    assert ask(again, trees) == ask(db, trees)
    assert ask(again, "SELECT name FROM categories") == [("Sea",)]


def test_atom_is_read_by_a_feed_reader(crawled, tmp_path):
    db, blog = crawled
    export(db, "atom", tmp_path / "b.atom")
    feed = feedparser.parse((tmp_path / "b.atom").read_bytes())
    assert not feed.bozo
    posts = [e for e in feed.entries if "thr_in-reply-to" not in e]
    assert {(e.id, e.title) for e in posts} == {(url, title) for url, title, *_ in blog.truth()[0]}
    replies = [e for e in feed.entries if "thr_in-reply-to" in e]
    ids = {e.id for e in feed.entries}
    assert len(replies) == len(blog.truth()[1])
    assert all(e["thr_in-reply-to"]["ref"] in ids for e in replies)


def test_markdown(crawled, tmp_path):
    db, blog = crawled
    export(db, "markdown", tmp_path / "md")
    files = {file.name: file.read_text() for file in (tmp_path / "md").iterdir()}
    assert len(files) == 12
    text = files["2010-05-05-post-4.md"]
    assert text.startswith(f"---\ntitle: {json.dumps(TITLE)}\n")
    assert "\n---\n\nSentence 0 of post 4" in text
    assert all(comment.text in text for comment in blog.posts[4].comments)
    assert "\n> **Reader" in text, "replies stand within what they answer"


def test_html(crawled, tmp_path):
    db, blog = crawled
    export(db, "html", tmp_path / "site")
    index = html.parse(str(tmp_path / "site" / "index.html"))
    names = [a.get("href") for a in index.iter("a")]
    assert len(names) == 12
    for name in names:
        page = html.parse(str(tmp_path / "site" / name)).getroot()
        url = page.cssselect(".meta a.u-url")[0].get("href")
        post = next(p for p in blog.posts.values() if url == blog.base + p.path)
        assert page.cssselect("h1")[0].text_content() == post.title
        assert len(page.cssselect(".comment")) == len(post.comments)


def test_html_comes_back_as_the_same_rows(crawled, tmp_path):
    db, blog = crawled
    export(db, "html", tmp_path / "site")
    again = tmp_path / "again.db"
    import_paths(again, [tmp_path / "site"], ImportSettings((blog.base + "/",), jobs=1))
    assert told(again)[0] == blog.truth()[0]
    people = "SELECT url, published, body_text, author FROM posts_full ORDER BY url"
    assert ask(again, people) == ask(db, people)
    threads = (
        "SELECT t.body_text, t.author, t.published, p.body_text FROM comment_threads t"
        " LEFT JOIN comments p ON p.id = t.parent_id ORDER BY 1"
    )
    assert ask(again, threads) == ask(db, threads)


def test_scripts_do_not_come_through(tmp_path):
    with serve(Blog(1)) as blog:
        blog.posts[1].title = "&lt;script&gt;alert(1)&lt;/script&gt;"
        sync(tmp_path / "b.db", [blog.base + "/"], Settings(delay=0))
    assert ask(tmp_path / "b.db", "SELECT title FROM posts") == [("<script>alert(1)</script>",)]
    export(tmp_path / "b.db", "html", tmp_path / "site")
    assert not any("<script" in file.read_text() for file in (tmp_path / "site").iterdir())


def test_wacz_lists_posts_and_leads_to_their_records(crawled, tmp_path):
    db, blog = crawled
    assert export(db, "wacz", tmp_path / "b.wacz") == 12
    with zipfile.ZipFile(tmp_path / "b.wacz") as bundle:
        for resource in json.loads(bundle.read("datapackage.json"))["resources"]:
            data = bundle.read(resource["path"])
            assert resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()
            assert resource["bytes"] == len(data)
        pages = [json.loads(line) for line in bundle.read("pages/pages.jsonl").splitlines()][1:]
        assert sorted(page["url"] for page in pages) == [url for url, *_ in blog.truth()[0]]
        assert {page["title"] for page in pages} == {post.title for post in blog.posts.values()}
        lines = gzip.decompress(bundle.read("indexes/index.cdx.gz")).decode().splitlines()
        assert lines == sorted(lines) and len(lines) > 30
        for line in lines:
            entry = json.loads(line[line.index("{") :])
            data = bundle.read(f"archive/{entry['filename']}")
            piece = data[int(entry["offset"]) : int(entry["offset"]) + int(entry["length"])]
            record = next(iter(ArchiveIterator(BytesIO(piece))))
            assert record.rec_headers.get_header("WARC-Target-URI") == entry["url"]
    import_paths(tmp_path / "again.db", [tmp_path / "b.wacz"], ImportSettings(jobs=1))
    assert told(tmp_path / "again.db") == blog.truth()


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://www.Example.com/A/?b=2&a=1", "com,example)/a?a=1&b=2"),
        ("http://127.0.0.1:8080/", "1,0,0,127:8080)/"),
        ("https://example.com", "com,example)/"),
    ],
)
def test_keys_of_the_index(url, key):
    assert surt(url) == key


def test_nothing_is_written_over(crawled, tmp_path):
    db, _ = crawled
    (tmp_path / "there").write_text("mine")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("mine")
    for form in formats():
        for name in ("there", "full"):
            with pytest.raises(UsageError, match="exists already"):
                export(db, form.name, tmp_path / name)
    assert (tmp_path / "there").read_text() == "mine"
    with pytest.raises(UsageError, match="no such form"):
        export(db, "docx", tmp_path / "x.docx")
    with pytest.raises(StoreError, match="no such database"):
        export(tmp_path / "none.db", "jsonl", tmp_path / "x.jsonl")
    with pytest.raises(ArchiveError, match="no such archive"):
        export(db, "wacz", tmp_path / "x.wacz", tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="is a folder, and jsonl is one file"):
        export(db, "jsonl", tmp_path / "empty")
    with pytest.raises(UsageError, match="standard output"):
        export(db, "jsonl", Path("-"))
    with pytest.raises(BlogToSqliteError, match="its folder does not exist") as missing:
        export(db, "jsonl", tmp_path / "none" / "x.jsonl")
    assert missing.value.exit_code == 1, "as for the other files that cannot be written"
    assert not (tmp_path / "x.wacz").exists() and not list(tmp_path.glob("*.part"))


def test_command(crawled, tmp_path):
    db, _ = crawled
    done = CliRunner().invoke(main, ["export", str(db), "jsonl", str(tmp_path / "b.jsonl")])
    assert done.exit_code == 0 and "12 posts written" in done.stderr
    assert CliRunner().invoke(main, ["export", str(db), "jsonl", str(tmp_path / "b.jsonl")]).exit_code == 2


def test_questions_of_the_browser_are_answered(crawled):
    db, _ = crawled
    known = {name for (name,) in ask(db, "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}
    ours = metadata("b", "The Sea Blog")["databases"]["b"]
    assert set(ours["tables"]) <= known
    with closing(sqlite3.connect(db)) as conn:
        for query in ours["queries"].values():
            assert conn.execute(query["sql"], {"post_id": 3, "words": "sea"}).description
        assert len(conn.execute(ours["queries"]["search"]["sql"], {"words": "ships"}).fetchall()) == 12


def test_browse_serves_the_database(crawled):
    pytest.importorskip("datasette")
    db, _ = crawled
    with closing(socket.socket()) as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
    command = [
        sys.executable,
        "-c",
        "from scraper.cli import main; main()",
        "browse",
        str(db),
        "--port",
        str(port),
    ]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, start_new_session=True, **quiet) as process:
        try:
            assert len(json.loads(_get(f"http://127.0.0.1:{port}/b/posts_full.json?_shape=array"))) == 12
            assert "The thread of a post" in _get(f"http://127.0.0.1:{port}/b/thread?post_id=2")
        finally:
            os.killpg(process.pid, signal.SIGTERM)


def _get(url):
    for _ in range(100):
        try:
            with urllib.request.urlopen(url) as answer:
                return answer.read().decode()
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"{url} does not answer")
