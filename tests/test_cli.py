"""The commands as a shell runs them: what they print, where, and with which exit code."""

import gzip
import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parent))

from blogserver import Blog, serve, stored

from scraper import __version__
from scraper.archive import captures
from scraper.cli import main
from scraper.fetch import Fetcher, FetchSettings
from scraper.rows import Capture

COMMAND = [sys.executable, "-c", "from scraper.cli import main; main()"]
HTML = """<html><head><title>A title | Blog</title><link rel=canonical href="http://blog.test/a/"></head>
<body><article class="post hentry"><h1 class="entry-title">A title</h1>
<div class="entry-content"><p>Words in plenty, so that it is a text, äöü.</p></div></article></body></html>"""


def run(*words, stdin=None):
    return subprocess.run(
        [*COMMAND, *map(str, words)], input=stdin, capture_output=True, text=True, timeout=120
    )


@pytest.fixture
def blog():
    with serve(Blog(8)) as blog:
        yield blog


# ------------------------------------------------------------------------------------------- parse


def test_parse_prints_one_object_a_page(tmp_path):
    plain, packed = tmp_path / "a.html", tmp_path / "b.html.gz"
    plain.write_text(HTML, encoding="utf-8")
    packed.write_bytes(gzip.compress(HTML.encode()))
    done = run("parse", plain, packed, "--url", "http://blog.test/a/")
    first, second = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 0 and first == second
    assert (first["url"], first["post"]["title"]) == ("http://blog.test/a/", "A title")


def test_parse_asks_the_page_for_its_address(tmp_path):
    (tmp_path / "a.html").write_text(HTML)
    (tmp_path / "b.html").write_text("<!-- saved from url=(0019)http://saved.test/b -->" + HTML)
    urls = [json.loads(line)["url"] for line in run("parse", *tmp_path.glob("*.html")).stdout.splitlines()]
    assert sorted(urls) == ["http://blog.test/a/", "http://saved.test/b"]


def test_parse_answers_lines_in_order_and_goes_on_after_bad_ones(tmp_path):
    (tmp_path / "a.html").write_text(HTML)
    asks = [
        {"html": HTML, "url": "HTTP://Blog.test/a"},
        {"file": str(tmp_path / "none.html"), "url": "http://blog.test/none"},
        {"url": "http://blog.test/empty"},
        {"file": str(tmp_path / "a.html"), "url": "http://blog.test/a/"},
    ]
    done = run("parse", "-", stdin="\n".join([*map(json.dumps, asks), "not json"]) + "\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 3
    assert [a["url"] for a in answers] == [ask["url"] for ask in asks] + [None]
    assert ["error" in a for a in answers] == [False, True, True, False, True]
    assert answers[0]["post"]["body_text"].endswith("äöü.")


def test_html_in_a_line_is_text_whatever_its_meta_says():
    html = HTML.replace("<head>", "<head><meta charset=iso-8859-1>")
    [answer] = run(
        "parse", "-", stdin=json.dumps({"html": html, "url": "http://blog.test/a/"})
    ).stdout.splitlines()
    assert "äöü" in json.loads(answer)["post"]["body_text"]


def test_what_parse_cannot_do_is_said_in_its_own_words(tmp_path):
    done = run("parse", tmp_path / "none.html")
    assert json.loads(done.stdout)["error"] == f"{tmp_path / 'none.html'}: no such file or directory"
    asks = [{"html": HTML, "url": "http://blog.test/a", "headers": wrong} for wrong in ([1], 7, "ab")]
    done = run("parse", "-", stdin="\n".join(map(json.dumps, asks)))
    assert [json.loads(line)["error"] for line in done.stdout.splitlines()] == [
        "headers: neither an object nor a list of pairs"
    ] * 3
    assert run("parse", "-", tmp_path / "a.html").returncode == 2


def test_schema_is_printed():
    assert json.loads(run("schema").stdout)["title"] == "parse"
    assert run("schema", "nonsense").returncode == 2


# ------------------------------------------------------------------------------------------- sync


def test_sync_says_little_and_tells_a_machine_all(blog, db):
    done = run("sync", db, blog.base + "/", "--delay", "0", "--json")
    counts = json.loads(done.stdout)
    assert done.returncode == 0
    assert (counts["new_posts"], counts["outcome"], counts["exit_code"]) == (8, "complete", 0)
    assert stored(db) == blog.truth()
    assert db.with_suffix(".warc").is_dir()


def test_sync_quiet_is_quiet(blog, db):
    done = run("sync", db, blog.base + "/", "--delay", "0", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_sync_writes_a_log(blog, db, tmp_path):
    run("sync", db, blog.base + "/", "--delay", "0", "--log", tmp_path / "log")
    lines = (tmp_path / "log").read_text().splitlines()
    assert len(lines) >= 8
    assert all(re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ ", line) for line in lines)

    assert lines[-2].endswith(": complete") and "posts: 8 new" in lines[-1]


@pytest.mark.parametrize("words", [["-q", "--log", "/dev/full"], ["--json"], []])
def test_no_room_for_what_a_run_says_is_one_line(blog, db, words):
    sync = [*COMMAND, "sync", str(db), blog.base + "/", "--delay", "0", *words]
    with Path("/dev/full").open("w") as full:
        out, err = (full, subprocess.PIPE) if words else (subprocess.PIPE, full)
        done = subprocess.run(sync, stdout=out, stderr=err, text=True, timeout=60)
    assert done.returncode == 1
    if words:
        assert done.stderr.startswith("Error: ") and len(done.stderr.splitlines()) == 1
    assert run("sync", db, blog.base + "/", "--delay", "0").returncode == 0
    assert stored(db) == blog.truth()


def test_pauses_that_robots_asks_for_are_said(blog, db):
    blog.robots = "Crawl-delay: 0.01\n"
    said = "asks for 0.01 s between two requests"
    assert said in run("sync", db, blog.base + "/", "--delay", "0").stderr
    assert said not in run("sync", db, "--delay", "0.1").stderr
    blog.robots = "Crawl-delay: 3600\n"
    with Fetcher(FetchSettings()) as asking:
        asking.learn_robots(blog.base, Capture(blog.base, 200, body=b"User-agent: *\nCrawl-delay: 3600"))
        assert (
            asking.pace_asked(blog.base)
            == "asks for 3600 s between two requests; 60 s are kept, the most that is"
        )


def test_contact_is_told_in_every_request(blog, db):
    done = run("sync", db, blog.base + "/", "--delay", "0", "--contact", "ann@blog.example")
    assert done.returncode == 0
    agents = {dict(one.request_headers)["User-Agent"] for one in captures(db.with_suffix(".warc"))}
    assert agents == {f"blog-to-sqlite/{__version__} (blog archiver; +ann@blog.example)"}
    for text in ("", "a\r\nX-Evil: 1", "ann) (", "\u00e4nn"):
        done = run("sync", db, "--contact", text)
        assert done.returncode == 2 and "is no contact" in done.stderr


def test_limit_is_five_and_the_next_run_ends_the_work(blog, db):
    assert run("sync", db, blog.base + "/", "--delay", "0", "--max-pages", "4").returncode == 5
    assert run("sync", db, "--delay", "0").returncode == 0
    assert stored(db) == blog.truth()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signal_stops_cleanly_and_the_next_run_goes_on(blog, db, number):
    words = ["sync", str(db), blog.base + "/", "--delay", "0.05"]
    with subprocess.Popen([*COMMAND, *words], stderr=subprocess.PIPE, text=True) as process:
        _wait_until(lambda: len(blog.requests) > 8)
        process.send_signal(number)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 5
    assert "Traceback" not in told and "goes on from here" in told
    assert run("sync", db, "--delay", "0").returncode == 0
    assert stored(db) == blog.truth()
    assert len(set(blog.requests)) >= len(blog.requests) - 4


def _wait_until(true):
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_second_run_ends_with_four_and_touches_nothing(blog, db):
    words = ["sync", str(db), blog.base + "/", "--delay", "0.3", "-q"]
    with subprocess.Popen([*COMMAND, *words]) as process:
        _wait_until(lambda: len(blog.requests) > 2)
        second = run("sync", db, "--delay", "0")
        process.terminate()
    assert second.returncode == 4
    assert len(second.stderr.splitlines()) == 1


def test_missing_pages_are_no_failure_but_failing_ones_are(blog, db):
    blog.answers[blog.posts[5].path] = 404, "text/html", "<title>Not found</title>"
    assert run("sync", db, blog.base + "/", "--delay", "0", "-q").returncode == 0
    blog.answers[blog.posts[5].path] = 501, "text/html", "never"
    done = run("sync", db.with_name("other.db"), blog.base + "/", "--delay", "0")
    assert done.returncode == 3
    assert "1 pages failed" in done.stderr


def test_a_log_that_cannot_be_written_is_one(blog, db, tmp_path):
    done = run("sync", db, blog.base + "/", "--log", tmp_path / "none" / "log")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert not db.exists()


@pytest.mark.parametrize("day", ["2010-13-45", "2010-02-30", "0000", "2010-5", "10-05-14"])
def test_days_that_there_are_not_are_refused(db, day):
    for words in (
        ["sync", db, "http://a.test/", "--since", day],
        ["import", db, "--wayback", "x", "--to", day],
    ):
        done = run(*words)
        assert done.returncode == 2 and "2010-05-14" in done.stderr
    assert not db.exists()


@pytest.mark.parametrize("seconds", ["nan", "inf", "-0.1"])
def test_a_pause_is_a_number_of_seconds(db, seconds):
    assert run("sync", db, "http://a.test/", "--delay", seconds).returncode == 2
    assert run("sync", db, "http://a.test/", "--time-limit", seconds).returncode == 2
    assert not db.exists()


def test_a_folder_in_place_of_the_database_is_said_by_all(tmp_path):
    for verb in ("sync", "replay", "verify"):
        done = run(verb, tmp_path)
        assert (done.returncode, done.stderr) == (1, f"Error: {tmp_path}: is a folder, not a database\n")


@pytest.mark.skipif(
    not Path("/proc/self").exists(), reason="needs a folder in which not even root makes files"
)
def test_a_lock_that_cannot_be_made_is_no_other_run(blog):
    done = run("sync", "/proc/x.db", blog.base + "/")
    assert done.returncode == 1 and "lock file cannot be made" in done.stderr


def test_the_package_is_a_command_too():
    done = subprocess.run([sys.executable, "-m", "scraper", "--version"], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, f"blog-to-sqlite, version {__version__}\n")


def test_ctrl_c_is_five_whatever_is_done(db, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("scraper.verify.verify", interrupted)
    done = CliRunner().invoke(main, ["verify", str(db)])
    assert (done.exit_code, done.stderr) == (5, "Stopped.\n")


@pytest.mark.parametrize("words", [["not a url"], ["ftp://a.test/"], ["--delay", "-1", "http://a.test/"], []])
def test_wrong_words_are_two(db, words):
    done = run("sync", db, *words)
    assert done.returncode == (1 if not words else 2)
    assert "Traceback" not in done.stderr
    assert not db.exists()


def test_poor_start_is_one_line_and_one(blog, db):
    blog.answers["/"] = 404, "text/html", "no"
    done = run("sync", db, blog.base + "/", "--delay", "0", "-q")
    assert done.returncode == 1
    assert re.fullmatch(rf"Error: {re.escape(blog.base)}/: answers 404.*\n", done.stderr)


def test_file_of_another_program_is_not_touched(blog, tmp_path):
    notes = tmp_path / "notes.db"
    notes.write_text("dear diary")
    done = run("sync", notes, blog.base + "/", "--delay", "0")
    assert done.returncode == 1 and len(done.stderr.splitlines()) == 1
    assert notes.read_text() == "dear diary"
    assert not blog.requests


@pytest.mark.parametrize("place", ["none/blog.db", "."])
def test_place_that_cannot_be_written_is_one_line(blog, tmp_path, place):
    done = run("sync", tmp_path / place, blog.base + "/", "--delay", "0")
    assert done.returncode == 1 and len(done.stderr.splitlines()) == 1


def test_verify_and_show_read_what_cannot_be_written(blog, db, monkeypatch):
    sync = run("sync", db, blog.base + "/", "--delay", "0", "-q")
    assert sync.returncode == 0
    from scraper import store_file
    from scraper.errors import StoreError
    from scraper.store import Store
    from scraper.verify import verify

    monkeypatch.setattr(store_file.os, "access", lambda *_: False)  # as on a disc, or another's folder
    assert verify(db).damage == []
    with Store.open(db, create=False) as store, pytest.raises(StoreError, match="readonly"):
        store.add_blog("http://other.example/", "2020")


def test_parse_explains_to_a_person_which_rule_answered():
    page = Path(__file__).parent.parent / "fixtures" / "wordpress" / "wpdiscuz-replies" / "page.html"
    result = run("parse", str(page), "--explain")
    text = result.stdout.decode("utf-8") if isinstance(result.stdout, bytes) else result.stdout
    assert result.returncode == 0
    assert "wordpress, wpdiscuz, utf-8" in text
    assert "Der dritte Versuch mit dem Sauerteig" in text
    assert "wordpress h1.entry-title" in text
    assert "    - Gesine Thaden, 2020-01-04T18:45:00" in text


def test_a_line_of_output_is_one_line_to_every_reader(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        "<title>x</title><h1>x</h1><p>one\u2028two\u2029three, and some more words for it</p>", "utf-8"
    )
    result = run("parse", str(page), "--url", "https://example.com/2010/x.html")
    text = result.stdout.decode("utf-8") if isinstance(result.stdout, bytes) else result.stdout
    assert len(text.splitlines()) == 1
    assert json.loads(text)["url"] == "https://example.com/2010/x.html"
