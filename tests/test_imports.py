"""What other programs saved, as rows: every importer against a blog whose posts and comments are known."""

# ruff: noqa: E501

import gzip
import http.server
import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
import zipfile
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

sys.path.insert(0, str(Path(__file__).parent))

from blogserver import Blog, rows, serve
from test_replay_diff import StopAfter

from scraper.archive import captures
from scraper.cli import main
from scraper.errors import BlogToSqliteError, StoreError, UsageError
from scraper.imports.homes import guess
from scraper.imports.source import Notes
from scraper.imports.trip import ImportSettings, import_paths
from scraper.imports.warc import read_warc
from scraper.imports.wayback import chosen, read_cdx
from scraper.items import paragraphs
from scraper.replay import replay
from scraper.rows import Capture
from scraper.show import show
from scraper.sync import Settings, Silent, sync
from scraper.verify import verify

ALONE = ImportSettings(jobs=1)
HOME = "http://sea.test/"


@pytest.fixture(scope="module")
def blog():
    """A blog that no longer answers: its pages are made, nobody serves them."""
    blog = Blog(12)
    blog.base = HOME.rstrip("/")
    return blog


def addresses(blog):
    """Every page of the blog, in the order in which a crawler would ask."""
    paths = ["/", "/page/2/", "/page/3/", "/feed/", "/sitemap.xml"]
    for post in blog.posts.values():
        paths.append(post.path)
        pages = len(blog.comment_pages(post))
        paths += [f"{post.path}comment-page-{n}/" for n in range(1, pages + 1) if pages > 1]
    return paths


def answers(blog, at="2012-03-04T05:06:07Z"):
    for path in addresses(blog):
        status, media, text = blog.answer(path)
        yield blog.base + path, status, media, text.encode(), at


def write_warc(blog, out, packed=True, version="1.0", at="2012-03-04T05:06:07Z"):
    """As another program would write it: through warcio, with the request beside each response."""
    writer = WARCWriter(out, gzip=packed, warc_version=version)
    writer.write_record(writer.create_warcinfo_record("crawl.warc.gz", {"software": "another crawler"}))
    for url, status, media, body, when in answers(blog, at):
        head = StatusAndHeaders(f"{status} OK", [("Content-Type", media)], protocol="HTTP/1.0")
        record = writer.create_warc_record(
            url,
            "response",
            BytesIO(body),
            length=len(body),
            http_headers=head,
            warc_headers_dict={"WARC-Date": when},
        )
        ask = StatusAndHeaders(f"GET {url} HTTP/1.0", [("Host", "sea.test")], is_http_request=True)
        writer.write_request_response_pair(
            writer.create_warc_record(url, "request", BytesIO(b""), length=0, http_headers=ask), record
        )


def write_arc(blog):
    out = b"filedesc://old.arc 0.0.0.0 20080102030405 text/plain 76\n1 0 Alexa Internet\n"
    out += b"URL IP-address Archive-date Content-type Archive-length\n\n"
    for url, status, media, body, _ in answers(blog):
        block = f"HTTP/1.1 {status} OK\r\nContent-Type: {media}\r\n\r\n".encode() + body
        line = f"{url} 127.0.0.1 20080102030405 {media.partition(';')[0]} {len(block)}\n"
        out += line.encode() + block + b"\n"
    return out


@pytest.fixture(scope="module")
def warc(blog):
    out = BytesIO()
    write_warc(blog, out)
    return out.getvalue()


def ask(db, sql, *values):
    with sqlite3.connect(db) as conn:
        return conn.execute(sql, values).fetchall()


def told(db):
    return rows(lambda sql: ask(db, sql))


def dump(db):
    """All that a replay must give again."""
    tables = "blogs posts comments authors post_tags post_categories links media revisions".split()
    return {name: sorted(ask(db, f"SELECT * FROM {name}"), key=repr) for name in tables}


def command(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


# ------------------------------------------------------------------------------------------- WARC, ARC, WACZ


def _forms(blog, warc):
    plain = BytesIO()
    write_warc(blog, plain, packed=False, version="1.1")
    return {
        "crawl.warc.gz": warc,
        "crawl.warc": plain.getvalue(),
        "one-member.warc.gz": gzip.compress(plain.getvalue()),
        "old.arc": write_arc(blog),
        "old.arc.gz": gzip.compress(write_arc(blog)),
    }


@pytest.mark.parametrize(
    "name", ["crawl.warc.gz", "crawl.warc", "one-member.warc.gz", "old.arc", "old.arc.gz"]
)
def test_every_form_of_an_archive_gives_the_same_rows(blog, warc, tmp_path, name):
    (tmp_path / name).write_bytes(_forms(blog, warc)[name])
    report = import_paths(tmp_path / "b.db", [tmp_path / name], ALONE)
    assert (report.problems, report.outside) == ([], {})
    assert told(tmp_path / "b.db") == blog.truth()
    assert ask(tmp_path / "b.db", "SELECT url FROM blogs") == [(HOME,)]


def test_rows_tell_where_and_when_their_pages_were_seen(blog, warc, tmp_path):
    (tmp_path / "crawl.warc.gz").write_bytes(warc)
    db = tmp_path / "b.db"
    import_paths(db, [tmp_path / "crawl.warc.gz"], ALONE)
    assert ask(db, "SELECT DISTINCT source, fetched_at FROM pages WHERE status = 200") == [
        ("crawl.warc.gz", "2012-03-04T05:06:07Z")
    ]
    assert ask(db, "SELECT DISTINCT first_seen FROM posts") == [("2012-03-04T05:06:07Z",)]
    assert ask(db, "SELECT outcome FROM runs") == [("imported",)]
    url = blog.base + blog.posts[8].path
    assert show(db, url, "raw") == blog.page(blog.posts[8], None).encode()
    assert verify(db).damage == []


def test_second_import_keeps_nothing_and_writes_nothing(warc, tmp_path):
    (tmp_path / "crawl.warc.gz").write_bytes(warc)
    db = tmp_path / "b.db"
    first = import_paths(db, [tmp_path / "crawl.warc.gz"], ALONE)
    before, size = dump(db), [p.stat().st_size for p in db.with_suffix(".warc").iterdir()]
    again = import_paths(db, [tmp_path / "crawl.warc.gz"], ALONE)
    assert (again.kept, again.known) == (0, first.kept)
    assert dump(db) == before
    assert [p.stat().st_size for p in db.with_suffix(".warc").iterdir()] == size


def test_wacz_is_read_and_what_climbs_out_of_it_is_refused(blog, warc, tmp_path):
    with zipfile.ZipFile(tmp_path / "crawl.wacz", "w") as bundle:
        bundle.writestr("datapackage.json", "{}")
        bundle.writestr("archive/data.warc.gz", warc)
        bundle.writestr("archive/../../../escaped.warc.gz", warc)
    done = command("import", tmp_path / "b.db", tmp_path / "crawl.wacz", "--jobs", 1)
    assert done.exit_code == 3
    assert "leads out of the archive" in done.stderr
    assert told(tmp_path / "b.db") == blog.truth()
    assert not list(tmp_path.rglob("escaped*")) and not (tmp_path.parent / "escaped.warc.gz").exists()


def test_damaged_wacz_gives_what_is_whole_in_it(blog, warc, tmp_path):
    """Without its end it has no directory; with one bad bit only the record is lost in which that stands."""
    plain = BytesIO()
    with zipfile.ZipFile(plain, "w") as bundle:
        bundle.writestr("archive/data.warc.gz", warc)
        bundle.writestr("pages/pages.jsonl", "{}" * 500)
    whole = plain.getvalue()
    (tmp_path / "cut.wacz").write_bytes(whole[: len(warc) + 200])
    bad = bytearray(whole)
    bad[len(warc) - 30] ^= 0x04
    (tmp_path / "bad.wacz").write_bytes(bad)
    done = command("import", tmp_path / "cut.db", tmp_path / "cut.wacz", "--jobs", 1)
    assert done.exit_code == 3 and "the zip file is damaged" in done.stderr
    assert told(tmp_path / "cut.db") == blog.truth()
    done = command("import", tmp_path / "bad.db", tmp_path / "bad.wacz", "--jobs", 1)
    assert done.exit_code == 3 and "its bytes are damaged" in done.stderr
    assert ask(tmp_path / "bad.db", "SELECT count(*) FROM posts")[0][0] >= 11


def test_large_members_are_unpacked_on_the_disk(blog, tmp_path, monkeypatch):
    monkeypatch.setattr("scraper.imports.warc._IN_MEMORY", 10_000)
    (tmp_path / "x.warc.gz").write_bytes(_forms(blog, b"")["one-member.warc.gz"])
    import_paths(tmp_path / "b.db", [tmp_path / "x.warc.gz"], ALONE)
    assert told(tmp_path / "b.db") == blog.truth()


def test_repeated_payloads_are_restored(blog, tmp_path):
    """A revisit record has no payload of its own (WARC/1.1, 6.7.2): the page showed the same again, later."""
    url, body = blog.base + blog.posts[8].path, blog.page(blog.posts[8], None).encode()
    out = BytesIO()
    writer = WARCWriter(out, gzip=True)
    writer._create_temp_file = BytesIO  # its own is never closed
    head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    first = writer.create_warc_record(
        url,
        "response",
        BytesIO(body),
        http_headers=head,
        warc_headers_dict={"WARC-Date": "2012-01-01T00:00:00Z"},
    )
    writer.write_record(first)
    digest = first.rec_headers.get_header("WARC-Payload-Digest")
    for target, digest_told in ((url, digest), (blog.base + "/lost/", "sha1:" + "A" * 32)):
        fields = {
            "WARC-Date": "2014-01-01T00:00:00Z",
            "WARC-Payload-Digest": digest_told,
            "WARC-Profile": "http://netpreserve.org/warc/1.0/revisit/identical-payload-digest",
            "WARC-Refers-To-Target-URI": url,
            "WARC-Refers-To-Date": "2012-01-01T00:00:00Z",
        }
        writer.write_record(
            writer.create_warc_record(
                *(target, "revisit", BytesIO(b""), 0), http_headers=head, warc_headers_dict=fields
            )
        )
    (tmp_path / "r.warc.gz").write_bytes(out.getvalue())
    report = import_paths(tmp_path / "b.db", [tmp_path / "r.warc.gz"], ALONE)
    assert report.kept == 2
    assert report.problems == [f"{blog.base}/lost/: what it says to be unchanged is not there"]
    assert ask(tmp_path / "b.db", "SELECT first_seen, last_seen FROM posts") == [
        ("2012-01-01T00:00:00Z", "2014-01-01T00:00:00Z")
    ]


def test_import_beside_an_archive_that_is_elsewhere_is_refused(blog, warc, tmp_path):
    """Rows made anew from what this import brings alone would be all that is left."""
    (tmp_path / "crawl.warc.gz").write_bytes(warc)
    (tmp_path / "page.html").write_text(blog.page(blog.posts[8], None))
    db = tmp_path / "b.db"
    import_paths(db, [tmp_path / "crawl.warc.gz"], ImportSettings(warc_dir=tmp_path / "elsewhere", jobs=1))
    before = dump(db)
    done = command("import", db, tmp_path / "page.html", "--base-url", blog.base + blog.posts[8].path)
    assert done.exit_code == 1 and len(done.stderr.splitlines()) == 1 and "--warc-dir" in done.stderr
    assert dump(db) == before and not db.with_suffix(".warc").exists()
    db.with_suffix(".warc").mkdir()
    assert command("replay", db).exit_code == 1
    assert dump(db) == before
    assert command("replay", db, "--warc-dir", tmp_path / "elsewhere").exit_code == 0
    assert told(db) == blog.truth()


def _revisits(folder):
    """What the records of unchanged pages tell of the earlier ones, and the digests of these by their time."""
    told, digests = [], {}
    for path in sorted(folder.glob("*.warc.gz")):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream):
                fields = record.rec_headers
                if record.rec_type == "revisit":
                    told.append(fields)
                elif record.rec_type == "response":
                    digests[fields["WARC-Target-URI"], fields["WARC-Date"]] = fields["WARC-Payload-Digest"]
    return told, digests


@pytest.mark.parametrize("of_old", [False, True])
def test_own_archive_with_unchanged_pages_comes_in_whole(tmp_path, monkeypatch, of_old):
    """Of old, a record of an unchanged page had the digest of nothing, and named no earlier record."""
    if of_old:
        monkeypatch.setattr("scraper.sync.Trip._earlier", lambda *_: None)
    first, second = tmp_path / "a.db", tmp_path / "b.db"
    with serve(Blog(6)) as live:
        for _ in range(3):
            sync(first, [live.base + "/"], Settings(delay=0))
            time.sleep(1.1)  # the archive tells seconds
    revisits, digests = _revisits(tmp_path / "a.warc")
    assert len(revisits) >= 4
    if not of_old:
        for fields in revisits:
            place = fields["WARC-Refers-To-Target-URI"], fields["WARC-Refers-To-Date"]
            assert place[0] == fields["WARC-Target-URI"] and place[1] < fields["WARC-Date"]
            assert digests[place] == fields["WARC-Payload-Digest"]
    command("export", first, "wacz", tmp_path / "a.wacz")
    done = command("import", second, tmp_path / "a.wacz", "--jobs", 1, "--json")
    report = json.loads(done.stdout)
    assert (done.exit_code, report["problems"], told(second)) == (0, [], told(first))
    assert len(_revisits(tmp_path / "b.warc")[0]) == len(revisits)
    seen = "SELECT url, fetched_at, status FROM pages WHERE kind IN ('feed', 'sitemap') ORDER BY url"
    assert ask(second, seen) == ask(first, seen)
    before = dump(second)
    again = json.loads(command("import", second, tmp_path / "a.wacz", "--jobs", 1, "--json").stdout)
    assert (again["kept"], again["known"]) == (0, report["kept"])
    assert replay(second, jobs=1)[1] == [] and dump(second) == before


# ------------------------------------------------------------------------------------------- broken archives


def _urls(path):
    notes = Notes()
    return [capture.url for capture in read_warc(path, notes)], notes.problems


def _records(data):
    """Where each record begins, as warcio sees it."""
    iterator, found = ArchiveIterator(BytesIO(data)), []
    for record in iterator:
        record.content_stream().read()
        found.append(
            (iterator.get_record_offset(), record.rec_type, record.rec_headers.get_header("WARC-Target-URI"))
        )
    return found


@pytest.mark.parametrize("packed", [True, False])
def test_cut_tail_is_told_and_all_before_it_is_read(blog, tmp_path, packed):
    out = BytesIO()
    write_warc(blog, out, packed)
    data = out.getvalue()
    last = [at for at, kind, _ in _records(data) if kind == "response"][-1]
    for cut in (last + 40, last + 300, len(data) - 1000 if not packed else last + 600):
        (tmp_path / "cut.warc.gz").write_bytes(data[:cut])
        urls, problems = _urls(tmp_path / "cut.warc.gz")
        assert urls == [blog.base + path for path in addresses(blog)][:-1]
        assert len(problems) == 1 and "cut" in problems[0]


def test_damaged_member_amid_whole_ones(blog, warc, tmp_path):
    places = [at for at, kind, _ in _records(warc) if kind == "response"]
    data = bytearray(warc)
    data[places[4] + 200] ^= 0x40
    (tmp_path / "bad.warc.gz").write_bytes(data)
    urls, problems = _urls(tmp_path / "bad.warc.gz")
    wanted = [blog.base + path for path in addresses(blog)]
    assert urls == wanted[:4] + wanted[5:]
    assert problems and f"at byte {places[4]}" in problems[0]


@pytest.mark.parametrize(
    "wrong", [b"Content-Length: 99999999", b"Content-Length: 20", b"Content-Length: many"]
)
def test_record_of_wrong_length_is_left_out_and_the_next_is_found(blog, tmp_path, wrong):
    out = BytesIO()
    write_warc(blog, out, packed=False)
    at = [at for at, kind, _ in _records(out.getvalue()) if kind == "response"][2]
    head, tail = out.getvalue()[:at], out.getvalue()[at:]
    (tmp_path / "bad.warc").write_bytes(head + re.sub(rb"Content-Length: \d+", wrong, tail, count=1))
    urls, problems = _urls(tmp_path / "bad.warc")
    wanted = [blog.base + path for path in addresses(blog)]
    assert urls == wanted[:2] + wanted[3:]
    assert len(problems) == 1 and wanted[2] in problems[0]


def test_flipped_bit_in_a_plain_file_is_found_by_the_digest(blog, tmp_path):
    out = BytesIO()
    write_warc(blog, out, packed=False)
    data = bytearray(out.getvalue())
    at = [at for at, kind, _ in _records(bytes(data)) if kind == "response"][3]
    where = data.index(b"</html>", at)
    data[where + 2] ^= 1
    (tmp_path / "bad.warc").write_bytes(data)
    urls, problems = _urls(tmp_path / "bad.warc")
    assert len(urls) == len(addresses(blog)) - 1
    assert "digest is wrong" in problems[0]


def test_random_damage_never_ends_the_reading(blog, warc, tmp_path):
    chance = random.Random(7)
    for _ in range(60):
        data = bytearray(warc)
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(data))
            if chance.random() < 0.3:
                del data[at : at + chance.randint(1, 900)]
            else:
                data[at] ^= 1 << chance.randrange(8)
        (tmp_path / "x.warc.gz").write_bytes(data)
        urls, problems = _urls(tmp_path / "x.warc.gz")
        assert len(urls) >= len(addresses(blog)) - 12
        assert problems or len(urls) == len(addresses(blog))


def test_mixed_members_and_padding(blog, warc, tmp_path):
    plain = gzip.compress(_forms(blog, b"")["crawl.warc"])
    (tmp_path / "mixed.warc.gz").write_bytes(warc + b"\0" * 512 + gzip.compress(write_arc(blog)) + plain)
    urls, problems = _urls(tmp_path / "mixed.warc.gz")
    assert len(urls) == 3 * len(addresses(blog)) and not problems


# ------------------------------------------------------------------------------------------- bad input


def test_bad_input_is_one_line_and_makes_nothing(warc, tmp_path):
    for name, data in {
        "a.png": b"\x89PNG\r\n\x1a\n",
        "empty.warc.gz": b"",
        "b.wacz": b"PK\x03\x04 torn",
    }.items():
        (tmp_path / name).write_bytes(data)
        done = command("import", tmp_path / "b.db", tmp_path / name)
        assert done.exit_code == 1, name
        assert done.stderr.count("\n") == 1 and name in done.stderr
        assert not (tmp_path / "b.db").exists() and not (tmp_path / "b.warc").exists()
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "index.html").symlink_to("/etc/hostname")
    done = command("import", tmp_path / "b.db", tmp_path / "empty")
    assert (done.exit_code, done.stderr) == (1, f"Error: {tmp_path / 'empty'}: holds nothing to import\n")
    assert command("import", tmp_path / "b.db", tmp_path / "nowhere").exit_code == 2
    assert command("import", tmp_path / "b.db").exit_code == 2


def test_zstd_is_named(tmp_path):
    (tmp_path / "a.warc.zst").write_bytes(b"\x28\xb5\x2f\xfd" + b"\0" * 50)
    with pytest.raises(BlogToSqliteError, match="zstd"):
        import_paths(tmp_path / "b.db", [tmp_path / "a.warc.zst"], ALONE)


def test_database_of_another_program_is_not_touched(warc, tmp_path):
    (tmp_path / "crawl.warc.gz").write_bytes(warc)
    with sqlite3.connect(tmp_path / "b.db") as conn:
        conn.execute("CREATE TABLE theirs(x)")
    before = (tmp_path / "b.db").read_bytes()
    with pytest.raises(StoreError):
        import_paths(tmp_path / "b.db", [tmp_path / "crawl.warc.gz"], ALONE)
    assert (tmp_path / "b.db").read_bytes() == before


def test_archive_of_another_site_is_refused_unless_named(blog, warc, tmp_path):
    db = tmp_path / "b.db"
    (tmp_path / "crawl.warc.gz").write_bytes(warc)
    with serve(Blog(2)) as other:
        sync(db, [other.base + "/"], Settings(delay=0))
    before = dump(db)
    with pytest.raises(BlogToSqliteError, match=r"are of sea\.test"):
        import_paths(db, [tmp_path / "crawl.warc.gz"], ALONE)
    assert dump(db) == before
    import_paths(db, [tmp_path / "crawl.warc.gz"], ImportSettings(base_urls=(HOME,), jobs=1))
    assert ask(db, "SELECT count(*) FROM posts") == [(14,)]
    assert len(ask(db, "SELECT url FROM blogs")) == 2


def test_own_archive_is_no_source(warc, tmp_path):
    (tmp_path / "crawl.warc.gz").write_bytes(warc)
    import_paths(tmp_path / "b.db", [tmp_path / "crawl.warc.gz"], ALONE)
    with pytest.raises(UsageError, match="archive of this very database"):
        import_paths(tmp_path / "b.db", [tmp_path / "b.warc"], ALONE)


# ------------------------------------------------------------------------------------------- order, law, resuming


def _eras(tmp_path):
    """Three crawls of one blog at three times; between them posts and comments changed."""
    blog = Blog(4)
    blog.base = HOME.rstrip("/")
    for n, year in enumerate((2009, 2012, 2015)):
        for post in blog.posts.values():
            post.title = f"Title of {year}" if post.number == 2 else post.title
        blog.posts[3].text = f"In the year {year} the sea was calm and the ships came home from far away."
        with (tmp_path / f"{n}.warc.gz").open("wb") as out:
            write_warc(blog, out, at=f"{year}-01-01T00:00:00Z")
    return blog


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_any_order_of_imports_gives_the_same_rows(tmp_path, order):
    blog = _eras(tmp_path)
    db = tmp_path / "b.db"
    for n in order:
        import_paths(db, [tmp_path / f"{n}.warc.gz"], ALONE)
    titles = ask(db, "SELECT seen_at, old, new FROM revisions WHERE field = 'title' ORDER BY seen_at")
    assert titles == [
        ("2012-01-01T00:00:00Z", "Title of 2009", "Title of 2012"),
        ("2015-01-01T00:00:00Z", "Title of 2012", "Title of 2015"),
    ]
    assert told(db) == blog.truth()
    assert ask(db, "SELECT DISTINCT first_seen, last_seen FROM posts") == [
        ("2009-01-01T00:00:00Z", "2015-01-01T00:00:00Z")
    ]


def test_law_holds_over_crawled_imported_and_synced(tmp_path):
    db = tmp_path / "b.db"
    with serve(Blog(8)) as live:
        sync(db, [live.base + "/"], Settings(delay=0, max_pages=6))
        old = Blog(8)
        old.base, old.posts[2].title = live.base, "What it was called of old"
        old.posts[7].comments.pop()
        with (tmp_path / "old.warc.gz").open("wb") as out:
            write_warc(old, out, at="2011-01-01T00:00:00Z")
        import_paths(db, [tmp_path / "old.warc.gz"], ALONE)
        live.posts[4].text, live.posts[4].modified = "Another text about the land and all its roads.", 3
        live.posts.pop(5)
        for _ in range(3):
            sync(db, [], Settings(delay=0))
        assert told(db) == live.truth()
    before = dump(db)
    assert ask(db, "SELECT count(*) FROM posts WHERE gone_at IS NOT NULL") == [(1,)]
    assert ("What it was called of old",) in ask(db, "SELECT old FROM revisions WHERE field = 'title'")
    bytes_before = db.read_bytes()
    summary, problems = replay(db, jobs=1)
    assert (summary.outcome, problems) == ("complete", [])
    assert dump(db) == before
    assert db.read_bytes() == bytes_before, "an unchanged replay writes nothing"


def test_rows_of_an_imported_archive_without_its_database(blog, warc, tmp_path):
    (tmp_path / "crawl.warc.gz").write_bytes(warc)
    db = tmp_path / "b.db"
    import_paths(db, [tmp_path / "crawl.warc.gz"], ALONE)
    db.unlink()
    replay(db, jobs=1)
    assert told(db) == blog.truth()
    assert ask(db, "SELECT url FROM blogs") == [(HOME,)]


_KILLED = """
import os, sys
from scraper.archive import Archive
whole, count = Archive.append, 0
def append(self, capture, earlier=None):
    global count
    count += 1
    if count == int(sys.argv[3]):
        os._exit(9)
    return whole(self, capture, earlier)
Archive.append = append
from pathlib import Path
from scraper.imports.trip import ImportSettings, import_paths
import_paths(Path(sys.argv[1]), [Path(sys.argv[2])], ImportSettings(jobs=1))
"""


@pytest.mark.parametrize("at", [1, 2, 20])
def test_killed_import_goes_on_and_keeps_nothing_twice(blog, warc, tmp_path, at):
    (tmp_path / "crawl.warc.gz").write_bytes(warc)
    db = tmp_path / "b.db"
    words = [sys.executable, "-c", _KILLED, str(db), str(tmp_path / "crawl.warc.gz"), str(at)]
    assert subprocess.run(words).returncode == 9
    report = import_paths(db, [tmp_path / "crawl.warc.gz"], ALONE)
    assert (report.known, report.kept) == (at - 1, len(addresses(blog)) - at + 1)
    assert told(db) == blog.truth()
    urls = [capture.url for capture in captures(db.with_suffix(".warc"))]
    assert len(urls) == len(set(urls)) == len(addresses(blog))


def test_killed_before_the_rows_were_made(blog, warc, tmp_path, monkeypatch):
    (tmp_path / "crawl.warc.gz").write_bytes(warc)
    db = tmp_path / "b.db"
    monkeypatch.setattr("scraper.imports.trip.rebuild", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        import_paths(db, [tmp_path / "crawl.warc.gz"], ALONE)
    monkeypatch.undo()
    report = import_paths(db, [tmp_path / "crawl.warc.gz"], ALONE)
    assert report.kept == 0
    assert told(db) == blog.truth()


@pytest.mark.parametrize("more", [-5, 15])
def test_stopped_import_counts_no_rows_that_are_not_there(blog, warc, tmp_path, more):
    (tmp_path / "crawl.warc.gz").write_bytes(warc)
    watcher = StopAfter(len(addresses(blog)) + more)  # while it takes captures in, or makes rows of them
    report = import_paths(tmp_path / "b.db", [tmp_path / "crawl.warc.gz"], ALONE, watcher)
    assert ask(tmp_path / "b.db", "SELECT count(*) FROM posts") == [(0,)]
    assert (report.counts()["new_posts"], report.counts()["outcome"]) == (0, "stopped")
    assert "stopped before rows were made" in report.lines()[0]
    assert import_paths(tmp_path / "b.db", [tmp_path / "crawl.warc.gz"], ALONE).summary.new_posts == 12
    assert told(tmp_path / "b.db") == blog.truth()


# ------------------------------------------------------------------------------------------- folders, saved pages


@pytest.fixture(scope="module")
def served():
    with serve(Blog(12)) as blog:
        yield blog


def _mirror(words, needed):
    if shutil.which(needed) is None:
        pytest.skip(f"{needed} is not installed")
    subprocess.run(words, capture_output=True, timeout=60)


@pytest.mark.parametrize("options", [[], ["-k", "-p"], ["-k", "-K"], ["-E", "-k"]])
def test_mirror_of_wget(served, tmp_path, options):
    _mirror(
        ["wget", "-r", "-l", "9", "-e", "robots=off", "-P", tmp_path / "m", *options, served.base + "/"],
        "wget",
    )
    report = import_paths(tmp_path / "b.db", [tmp_path / "m"], ALONE)
    assert told(tmp_path / "b.db") == served.truth()
    assert not report.problems


def _wget_tree(blog, root, lost):
    """What `wget -m -k` makes of a WordPress: it followed the shortlink of each post to the post, and takes them for one.

    So it writes the shortlink's file over all links to the post, the post's canonical address among them.
    """
    files = {path: f"{path[1:]}index.html" for path in addresses(blog) if path.endswith("/")}
    short = {post.path: f"index.html?p={post.number}" for post in blog.posts.values()}

    def written(path, file):
        def over(match):
            target, mark, place = match[1].removeprefix(blog.base).partition("#")
            to = short.get(target, files.get(target))
            return f'href="{os.path.relpath(to, Path(file).parent)}{mark}{place}"' if to else match[0]

        return re.sub(r'href="([^"]*)"', over, blog.answer(path)[2])

    pages = [(path, file) for path, file in files.items() if not path.endswith("/feed/")]
    for path, file in pages + list(short.items() if not lost else ()):
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(written(path, file))


@pytest.mark.parametrize("lost", [False, True])
def test_mirror_in_which_wget_wrote_shortlinks_over_the_posts_addresses(blog, tmp_path, lost):
    """A copy to a disk on which no name may have a "?" has lost the files of the shortlinks."""
    _wget_tree(blog, tmp_path / "m" / "sea.test", lost)
    report = import_paths(tmp_path / "b.db", [tmp_path / "m"], ALONE)
    assert told(tmp_path / "b.db") == blog.truth()
    assert not report.problems


def test_warc_of_wget(served, tmp_path):
    _mirror(["wget", "-r", "-l", "9", "-e", "robots=off", f"--warc-file={tmp_path}/w", "-P", tmp_path / "m",
             served.base + "/"], "wget")  # fmt: skip
    import_paths(tmp_path / "b.db", [tmp_path / "w.warc.gz"], ALONE)
    assert told(tmp_path / "b.db") == served.truth()


@pytest.mark.parametrize("cache", [True, False])
def test_mirror_of_httrack(served, tmp_path, cache):
    _mirror(["httrack", served.base + "/", "-O", tmp_path / "m", "-q", "-r9", "-s0", "-%v0"], "httrack")
    if not cache:
        shutil.rmtree(tmp_path / "m" / "hts-cache")
    assert (tmp_path / "m" / "index.html").exists(), "HTTrack's own list of its mirrors"
    report = import_paths(tmp_path / "b.db", [tmp_path / "m"], ALONE)
    assert report.problems == []
    assert told(tmp_path / "b.db") == served.truth()


def _save_pages(blog, folder, wrap):
    folder.mkdir()
    for n, (url, _, media, body, _) in enumerate(answers(blog)):
        if "html" in media:
            (folder / f"page{n}.{wrap.__name__.rpartition('_')[2]}").write_bytes(wrap(url, body))


def _html(url, body):
    return body.replace(b"<html", f"<!-- saved from url=({len(url):04}){url} -->\r\n<html".encode(), 1)


def _singlefile_html(url, body):
    note = f"<!--\n Page saved with SingleFile \n url: {url} \n saved date: Sun Mar 04 2012 05:06:07 GMT+0000 (UTC)\n-->"
    return body.replace(b"<head>", b"<head>" + note.encode(), 1)


def _mht(url, body):
    from email.message import EmailMessage

    message = EmailMessage()
    message["Snapshot-Content-Location"] = url
    message["Date"] = "Sun, 4 Mar 2012 05:06:07 -0000"
    message.set_content(body.decode(), subtype="html", cte="quoted-printable")
    message["Content-Location"] = url
    message.make_related()
    message.add_related(b"GIF89a", "image", "gif", cid="<x@y>")
    return message.as_bytes()


@pytest.mark.parametrize("wrap", [_html, _singlefile_html, _mht])
def test_pages_saved_one_by_one(blog, tmp_path, wrap):
    _save_pages(blog, tmp_path / "saved", wrap)
    report = import_paths(tmp_path / "b.db", [tmp_path / "saved"], ALONE)
    assert not report.problems
    assert told(tmp_path / "b.db") == blog.truth()
    if wrap is not _html:
        assert ask(tmp_path / "b.db", "SELECT DISTINCT first_seen FROM posts") == [("2012-03-04T05:06:07Z",)]


def test_one_page_without_an_address(blog, tmp_path):
    page = blog.page(blog.posts[8], None).replace('<link rel="canonical"', "<link")
    (tmp_path / "saved.html").write_text(page)
    with pytest.raises(BlogToSqliteError, match="--base-url"):
        import_paths(tmp_path / "b.db", [tmp_path / "saved.html"], ALONE)
    url = blog.base + blog.posts[8].path
    import_paths(tmp_path / "b.db", [tmp_path / "saved.html"], ImportSettings((url,), jobs=1))
    assert ask(tmp_path / "b.db", "SELECT url FROM posts") == [(url,)]


def test_links_out_of_a_folder_are_not_followed(blog, tmp_path):
    (tmp_path / "m" / "sea.test").mkdir(parents=True)
    (tmp_path / "outside.html").write_text(blog.page(blog.posts[8], None))
    (tmp_path / "m" / "sea.test" / "inside.html").symlink_to(tmp_path / "outside.html")
    (tmp_path / "m" / "sea.test" / "index.html").write_text(blog.index(1))
    report = import_paths(tmp_path / "b.db", [tmp_path / "m"], ALONE)
    assert report.kept == 1


# ------------------------------------------------------------------------------------------- feeds, exports


def _wxr(blog):
    def comment(c, n):
        return (
            f"<wp:comment><wp:comment_id>{c.id}</wp:comment_id><wp:comment_author><![CDATA[{c.author}]]></wp:comment_author>"
            f"<wp:comment_date>2011-01-02 05:00:00</wp:comment_date><wp:comment_date_gmt>2011-01-02 10:00:00</wp:comment_date_gmt>"
            f"<wp:comment_content><![CDATA[{c.text}]]></wp:comment_content><wp:comment_approved>1</wp:comment_approved>"
            f"<wp:comment_type>{'pingback' if n == 0 else 'comment'}</wp:comment_type><wp:comment_parent>{c.parent or 0}</wp:comment_parent></wp:comment>"
        )

    def item(p, status="publish"):
        return (
            f"<item><title>{p.title}</title><link>{blog.base}{p.path}</link><dc:creator><![CDATA[ann]]></dc:creator>"
            f"<content:encoded><![CDATA[{p.text}\n\nSecond paragraph.\nNext line.]]></content:encoded>"
            f"<wp:post_date>{p.day[:10]} 04:30:00</wp:post_date><wp:post_date_gmt>{p.day[:10]} 09:30:00</wp:post_date_gmt>"
            f"<wp:status>{status}</wp:status><wp:post_type>post</wp:post_type>"
            '<category domain="category" nicename="sea"><![CDATA[Sea]]></category>'
            '<category domain="post_tag" nicename="salt"><![CDATA[Salt]]></category>'
            f"{''.join(comment(c, n) for n, c in enumerate(p.comments))}"
            "<wp:comment><wp:comment_id>9999</wp:comment_id><wp:comment_content>spam</wp:comment_content>"
            "<wp:comment_approved>spam</wp:comment_approved></wp:comment></item>"
        )

    draft = item(blog.posts[1], "draft").replace("post-1/", "a-draft/")
    return (
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY bomb "boom">]><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>The Sea Blog</title><link>http://sea.test</link>'
        "<wp:author><wp:author_login>ann</wp:author_login><wp:author_display_name><![CDATA[Ann Mariner]]></wp:author_display_name></wp:author>"
        + "".join(map(item, blog.posts.values()))
        + draft
        + "</channel></rss>"
    )


def test_addresses_of_an_arc_may_hold_spaces(blog, tmp_path):
    """As crawlers of 2000 wrote them down: the line ends with what can hold none."""
    url, spaced = f"{blog.base}{blog.posts[1].path}", f"{blog.base}/a post of mine"
    (tmp_path / "old.arc").write_bytes(write_arc(blog).replace(f"\n{url} ".encode(), f"\n{spaced} ".encode()))
    db = tmp_path / "b.db"
    assert not import_paths(db, [tmp_path / "old.arc"], ALONE).problems
    assert ask(
        db, "SELECT count(*) FROM pages WHERE url LIKE '%/a\\%20post\\%20of\\%20mine' ESCAPE '\\'"
    ) == [(1,)]


def test_export_of_wordpress(blog, tmp_path):
    (tmp_path / "export.xml").write_text(_wxr(blog))
    db = tmp_path / "b.db"
    report = import_paths(db, [tmp_path / "export.xml"], ALONE)
    assert not report.problems
    assert ask(db, "SELECT count(*) FROM posts") == [(12,)]
    wanted = [(url, number, parent, text) for url, number, parent, text in blog.truth()[1]]
    assert told(db)[1] == wanted
    title, author, published, text = ask(
        db, "SELECT title, author, published, body_text FROM posts_full WHERE url LIKE '%post-8/'"
    )[0]
    assert (title, author) == ("The title of post 8", "Ann Mariner")
    assert published == blog.posts[8].day[:10] + "T04:30:00-05:00"
    assert text == f"{blog.posts[8].text}\n\nSecond paragraph.\nNext line."
    assert ask(db, "SELECT count(*) FROM comments WHERE kind = 'pingback'")[0][0] >= 10


def test_titles_and_names_of_an_export_are_html_and_what_is_secret_stays_so(blog, tmp_path):
    """As WordPress itself writes them: `&amp;` and markup within CDATA; the text behind a password in clear."""
    told = _wxr(blog).replace(
        "<title>The title of post 8</title>", "<title><![CDATA[Sea &amp; <em>Salt</em>]]></title>"
    )
    told = told.replace("[CDATA[Sea]]", "[CDATA[Sail &amp; Oar]]").replace(
        "[CDATA[Ann Mariner]]", "[CDATA[Ann &quot;M&quot;]]"
    )
    secret = f"<link>{blog.base}{blog.posts[3].path}</link>"
    told = told.replace(secret, f"{secret}<wp:post_password><![CDATA[hush]]></wp:post_password>")
    (tmp_path / "export.xml").write_text(told)
    db = tmp_path / "b.db"
    assert not import_paths(db, [tmp_path / "export.xml"], ALONE).problems
    assert ask(db, "SELECT title, author, categories FROM posts_full WHERE url LIKE '%post-8/'") == [
        ("Sea & Salt", 'Ann "M"', "Sail & Oar")
    ]
    [(title, text, comments)] = ask(
        db, "SELECT title, body_text, comments_found FROM posts WHERE url LIKE '%post-3/'"
    )
    assert (title, text, comments) == ("The title of post 3", None, 0)
    assert b"hush" not in show(db, f"{blog.base}{blog.posts[3].path}", "record")


def test_page_counts_more_than_the_export_of_it(blog, warc, tmp_path):
    """In both orders: the page's own words stand, the export's comments are the same rows."""
    (tmp_path / "export.xml").write_text(_wxr(blog))
    (tmp_path / "crawl.warc.gz").write_bytes(warc)
    os.utime(tmp_path / "export.xml", (10**9, 10**9))  # 2001: long before the crawl
    for order in (["export.xml", "crawl.warc.gz"], ["crawl.warc.gz", "export.xml"]):
        db = tmp_path / f"{order[0]}.db"
        for name in order:
            import_paths(db, [tmp_path / name], ALONE)
        assert told(db) == blog.truth()
        assert ask(db, "SELECT body_text FROM posts WHERE url LIKE '%post-8/'")[0][0].endswith("post 8.")
        assert ask(db, "SELECT DISTINCT name FROM tags") == [("Salt",)], "what only the export tells"


@pytest.mark.parametrize("space", ["", "ns0"])
def test_export_of_blogger(tmp_path, space):
    kind = "http://schemas.google.com/g/2005#kind"

    def entry(number, what, title, extra="", text="Words of it."):
        return (
            f"<entry><id>tag:blogger.com,1999:blog-7.post-{number}</id><published>2010-05-1{number}T08:00:00.000-07:00</published>"
            f'<category scheme="{kind}" term="http://schemas.google.com/blogger/2008/kind#{what}"/><title>{title}</title>'
            f'<content type="html">&lt;p&gt;{text}&lt;/p&gt;</content><author><name>Bo</name><uri>http://bo.test/</uri></author>{extra}</entry>'
        )

    def reply(number, to="", text="A word."):
        link = (
            f'<link rel="related" href="http://www.blogger.com/feeds/7/1/comments/default/{to}"/>'
            if to
            else ""
        )
        ref = '<thr:in-reply-to ref="tag:blogger.com,1999:blog-7.post-1"/>'
        return entry(number, "comment", "", ref + link, text)

    own = '<link rel="alternate" href="http://bo.test/2010/05/one.html"/>'
    draft = '<app:control xmlns:app="http://purl.org/atom/app#"><app:draft>yes</app:draft></app:control>'
    (tmp_path / "blog.xml").write_text(
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0">'
        "<id>tag:blogger.com,1999:blog-7.archive</id><title>Bo writes</title>"
        + entry(0, "settings", "Setting")
        + reply(4, "3", "An answer to it.")
        + entry(1, "post", "One", own + '<category scheme="http://www.blogger.com/atom/ns#" term="sea"/>')
        + entry(2, "post", "Draft", draft + own.replace("one", "two"))
        + reply(3)
        + "</feed>"
    )
    db = tmp_path / f"{space}.db"
    if space:  # as other programs write what Blogger takes in: every name with a prefix, and no settings
        text = (tmp_path / "blog.xml").read_text().replace(entry(0, "settings", "Setting"), "")
        text = re.sub(r"(</?)(?=\w+[ >])", rf"\1{space}:", text).replace("xmlns=", f"xmlns:{space}=", 1)
        (tmp_path / "blog.xml").write_text(text)
    assert not import_paths(db, [tmp_path / "blog.xml"], ALONE).problems
    assert ask(db, "SELECT url, title, published, comments_found FROM posts") == [
        ("http://bo.test/2010/05/one.html", "One", "2010-05-11T08:00:00-07:00", 2)
    ]
    assert ask(db, "SELECT c.source_id, p.source_id, c.depth, c.body_text FROM comments c"
                   " LEFT JOIN comments p ON p.id = c.parent_id ORDER BY c.source_id") == [
        ("3", None, 0, "A word."), ("4", "3", 1, "An answer to it.")
    ]  # fmt: skip
    assert ask(db, "SELECT name FROM tags") == [("sea",)]
    assert ask(db, "SELECT url FROM blogs") == [("http://bo.test/",)]


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_feed_gives_posts_that_have_no_page_left(blog, tmp_path, form):
    posts = list(blog.posts.values())
    if form == "rss":
        text = blog.rss(posts).replace(
            "</item>", "<description>What the feed tells of it.</description></item>"
        )
    else:
        text = '<feed xmlns="http://www.w3.org/2005/Atom"><title>The Sea Blog</title><link rel="self" href="http://sea.test/feed/"/>'
        for p in posts:
            text += (
                f'<entry><title>{p.title}</title><link href="{blog.base}{p.path}"/><published>{p.day}</published>'
                '<author><name>Ann Mariner</name></author><content type="html">What the feed tells of it.</content></entry>'
            )
        text += "</feed>"
    (tmp_path / "feed.xml").write_text(text)
    db = tmp_path / "b.db"
    import_paths(db, [tmp_path / "feed.xml"], ALONE)
    assert ask(db, "SELECT url, title, published, body_text FROM posts ORDER BY url") == [
        (blog.base + p.path, p.title, p.day, "What the feed tells of it.")
        for p in sorted(posts, key=lambda p: p.path)
    ]
    assert ask(db, "SELECT kind FROM pages WHERE url = 'http://sea.test/feed/'") == [("feed",)]
    assert ask(db, "SELECT count(*) FROM entries") == [(12,)]


def test_broken_export_gives_what_stands_before_the_break(blog, tmp_path):
    text = _wxr(blog)
    (tmp_path / "export.xml").write_text(text[: text.index("<item>", len(text) // 2) + 300])
    done = command("import", tmp_path / "b.db", tmp_path / "export.xml", "--jobs", 1)
    assert done.exit_code == 3 and "not well-formed" in done.stderr
    assert 4 <= ask(tmp_path / "b.db", "SELECT count(*) FROM posts")[0][0] < 12


def test_what_stands_behind_the_break_is_read_too(blog, tmp_path):
    (tmp_path / "export.xml").write_text(_wxr(blog).replace("The title of post 2<", "Cats & <b dogs<", 1))
    done = command("import", tmp_path / "b.db", tmp_path / "export.xml", "--jobs", 1)
    assert done.exit_code == 3 and "not well-formed" in done.stderr and done.stderr.count("Error") == 1
    assert ask(tmp_path / "b.db", "SELECT count(*) FROM posts") == [(12,)]


def test_prefix_nobody_declared_is_no_matter(blog, tmp_path):
    """WordPress of 2008 wrote `excerpt:encoded` and told nobody what it is; feeds write `media:` in this way."""
    told = _wxr(blog).replace(' xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"', "")
    (tmp_path / "export.xml").write_text(
        told.replace("</item>", "<excerpt:encoded>Few words.</excerpt:encoded></item>")
    )
    done = command("import", tmp_path / "b.db", tmp_path / "export.xml", "--jobs", 1)
    assert done.exit_code == 0 and "Error" not in done.stderr
    assert ask(tmp_path / "b.db", "SELECT DISTINCT excerpt, count(*) FROM posts") == [("Few words.", 12)]


def test_name_space_that_is_no_address(blog, tmp_path):
    (tmp_path / "export.xml").write_text(_wxr(blog).replace("http://purl.org/dc/", "http://a place of dc/"))
    import_paths(tmp_path / "b.db", [tmp_path / "export.xml"], ALONE)
    assert ask(tmp_path / "b.db", "SELECT count(*) FROM posts") == [(12,)]


def test_file_that_breaks_its_reader_stops_no_other(blog, warc, tmp_path, monkeypatch):
    def broken(path, notes):
        raise RuntimeError("no such thing")

    monkeypatch.setattr("scraper.imports.exports._read_wxr", broken)
    (tmp_path / "export.xml").write_text(_wxr(blog))
    (tmp_path / "crawl.warc.gz").write_bytes(warc)
    report = import_paths(tmp_path / "b.db", [tmp_path / "export.xml", tmp_path / "crawl.warc.gz"], ALONE)
    assert report.problems == [
        f"{tmp_path / 'export.xml'}: could not be read on: RuntimeError: no such thing"
    ]
    assert told(tmp_path / "b.db") == blog.truth()


def test_paragraphs_of_wordpress():
    assert paragraphs("One\nline\n\nTwo") == "<p>One<br>\nline</p>\n<p>Two</p>"
    assert paragraphs("<!-- wp:paragraph -->\n<p>a</p>") == "<!-- wp:paragraph -->\n<p>a</p>"


# ------------------------------------------------------------------------------------------- web archives


@contextmanager
def web_archive(eras, form="json lines", most=None):
    """A web archive on 127.0.0.1: lists captures by CDX and replays them raw, as pywb does."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            found = self._list() if self.path.startswith("/blog/cdx?") else self._replay()
            status, body, headers = found
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def _list(self):
            from urllib.parse import parse_qs, urlsplit

            query = {k: v[0] for k, v in parse_qs(urlsplit(self.path).query).items()}
            lines = [
                {
                    "urlkey": "x",
                    "timestamp": at,
                    "url": url,
                    "mime": "text/html",
                    "status": str(status),
                    "digest": str(hash(body)),
                }
                for (url, at), (status, body) in sorted(eras.items())
                if url.startswith(query["url"]) and query["from"][:4] <= at[:4] <= query["to"][:4]
            ]
            if form == "json lines":
                text = "".join(json.dumps(line) + "\n" for line in lines)
            elif form == "cdxj":
                text = "".join(f"x {line['timestamp']} {json.dumps(line)}\n" for line in lines)
            else:
                names = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
                table = [
                    [x["urlkey"], x["timestamp"], x["url"], x["mime"], x["status"], x["digest"], "9"]
                    for x in lines
                ]
                text = json.dumps([names, *table])
            return 200, text.encode(), {"Content-Type": "text/plain"}

        def _replay(self):
            match = re.fullmatch(r"/blog/(\d{14})id_/(http.*)", self.path)
            place = (match[2], match[1]) if match else None
            status, body = eras.get(place, (404, b"not archived"))
            headers = {"X-Archive-Orig-Server": "Apache", "Content-Type": "text/html; charset=utf-8"}
            if status in (301, 302):
                headers["Location"] = f"/blog/{match[1]}id_/{body.decode()}"
                body = b""
            return status, body, headers

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/blog/", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _eras_of_web(blog):
    old = Blog(4)
    old.base, old.posts[2].title = blog.base, "As it was called then"
    held = {}
    for which, stamp in ((old, "20090101000000"), (blog, "20120101000000")):
        for url, status, media, body, _ in answers(which):
            if "html" in media:
                held[url, stamp] = (status, body)
    held[blog.base + "/?p=2", "20100101000000"] = (301, (blog.base + blog.posts[2].path).encode())
    return held


@pytest.mark.parametrize("form", ["json lines", "cdxj", "json rows"])
def test_web_archive(tmp_path, form):
    blog = Blog(4)
    blog.base = HOME.rstrip("/")
    db = tmp_path / "b.db"
    with web_archive(_eras_of_web(blog), form) as (endpoint, asked):
        words = ("import", db, "--wayback", HOME, "--endpoint", endpoint, "--delay", 0, "--jobs", 1)
        done = command(*words)
        assert done.exit_code == 0, done.stderr
        assert told(db) == blog.truth()
        assert ask(db, "SELECT old, seen_at FROM revisions WHERE field = 'title'") == [
            ("As it was called then", "2012-01-01T00:00:00Z")
        ]
        assert ask(db, "SELECT DISTINCT source FROM pages WHERE status = 200") == [(endpoint,)]
        assert ask(db, "SELECT kind FROM pages WHERE url LIKE '%?p=2'") == [("moved",)]
        count = len(asked)
        assert command(*words).exit_code == 0
        assert len(asked) == count + 1, "only the list is asked again"


def test_web_archive_between_two_days_and_the_last_alone(tmp_path):
    blog = Blog(4)
    blog.base = HOME.rstrip("/")
    with web_archive(_eras_of_web(blog)) as (endpoint, _):
        words = ("--wayback", HOME, "--endpoint", endpoint, "--delay", 0, "--jobs", 1)
        assert command("import", tmp_path / "a.db", *words, "--to", "2010-06-01").exit_code == 0
        assert ask(tmp_path / "a.db", "SELECT title FROM posts WHERE url LIKE '%post-2/'") == [
            ("As it was called then",)
        ]
        assert command("import", tmp_path / "b.db", *words, "--last").exit_code == 0
        assert ask(tmp_path / "b.db", "SELECT count(*) FROM revisions") == [(0,)]
        assert told(tmp_path / "b.db") == blog.truth()


def test_web_archive_that_does_not_answer(tmp_path):
    done = command(
        "import", tmp_path / "b.db", "--wayback", HOME, "--endpoint", "http://127.0.0.1:9/x/", "--delay", 0
    )
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    assert done.stderr.count("http://127.0.0.1:9/x/") == 1
    assert not (tmp_path / "b.db").exists()


def test_what_is_no_web_archive_is_named(tmp_path):
    with web_archive({}) as (endpoint, _):
        elsewhere = endpoint.replace("/blog/", "/elsewhere/")
        done = command("import", tmp_path / "b.db", "--wayback", HOME, "--endpoint", elsewhere, "--delay", 0)
    assert done.exit_code == 1
    assert done.stderr.startswith(f"Error: {elsewhere}cdx?") and "answers 404" in done.stderr


@pytest.mark.parametrize("option", ["--from", "--to", "--last", "--endpoint", "--delay"])
def test_what_goes_with_a_web_archive_alone_is_refused_without(warc, tmp_path, option):
    value = {"--last": [], "--endpoint": ["http://a.test/"], "--delay": [0]}.get(option, ["2010-05"])
    (tmp_path / "crawl.warc.gz").write_bytes(warc)
    done = command("import", tmp_path / "b.db", tmp_path / "crawl.warc.gz", option, *value)
    assert done.exit_code == 2 and f"{option} goes with --wayback" in done.stderr
    assert not (tmp_path / "b.db").exists()


def test_stopped_before_the_rows_were_made_tells_of_none(warc, tmp_path):
    class Impatient(Silent):
        def page(self, url, summary, known):
            self.stopping = summary.new_posts > 2

    (tmp_path / "crawl.warc.gz").write_bytes(warc)
    report = import_paths(tmp_path / "b.db", [tmp_path / "crawl.warc.gz"], ALONE, Impatient())
    assert report.summary.outcome == "stopped" and report.kept
    assert (report.summary.new_posts, report.summary.new_comments) == (0, 0)


def test_list_in_plain_cdx_and_what_is_left_out():
    text = (
        "test,sea)/ 20100101000000 http://sea.test/ text/html 200 AAA 500\n"
        "test,sea)/ 20110101000000 http://sea.test/ text/html 200 AAA 500\n"
        "test,sea)/x 20110101000000 http://sea.test/x.css text/css 200 BBB 500\n"
        "test,sea)/y 20110101000000 http://sea.test/y text/html 404 CCC 500\n"
        "test,sea)/z 20110101000000 http://sea.test/z?replytocom=3 text/html 200 DDD 500\n"
    )
    assert [line.at for line in chosen(read_cdx(text.encode()), last=False)] == ["20100101000000"]


# ------------------------------------------------------------------------------------------- whose pages


def test_blog_is_found_among_the_pages():
    def pages(*urls):
        return [Capture(url, 200, (("Content-Type", "text/html"),)) for url in urls]

    assert guess(pages("http://a.test/", "http://a.test/x/", "http://b.test/")) == "http://a.test/"
    home = "http://a.test/~bo/"
    assert guess(pages(home + "2010/05/x.html", home + "2011/06/y.html", home + "about.html")) == home
    assert guess(pages("http://a.test/2010/05/one/")) == "http://a.test/"
    assert guess([]) is None


def test_a_capture_of_tomorrow_is_of_today(served, tmp_path):
    """A mirror on a disk that had a wrong clock: later runs look at what has changed, not at the whole blog."""
    db = tmp_path / "b.db"
    sync(db, [served.base + "/"], Settings(delay=0))
    with (tmp_path / "ahead.warc.gz").open("wb") as out:
        write_warc(served, out, at="2037-03-04T05:06:07Z")
    assert import_paths(db, [tmp_path / "ahead.warc.gz"], ALONE).kept
    assert import_paths(db, [tmp_path / "ahead.warc.gz"], ALONE).kept == 0
    assert ask(db, "SELECT count(*) FROM pages WHERE fetched_at > '2037'") == [(0,)]
    sync(db, [], Settings(delay=0))  # what the import has left open
    del served.requests[:]
    assert sync(db, [], Settings(delay=0)).outcome == "complete"
    assert len(served.requests) <= 3 and not any("/2010/" in path for path in served.requests)
