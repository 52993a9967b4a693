"""The archive gives back what it was given, survives every cut, and says what is damaged."""

import gzip
import hashlib
import os
import subprocess
import sys
from base64 import b32encode
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from scraper.archive import Archive, Problem, captures, heads, read, repair_tail, verify
from scraper.errors import ArchiveError
from scraper.rows import Capture
from scraper.tries import Retried

PAGE = Capture(
    url="http://127.0.0.1/2010/05/post/?a=1",
    status=200,
    reason="OK",
    headers=(("Content-Type", "text/html"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=ü"), ("X-Empty", "")),
    body=b"<p>Hello</p>\r\n\r\n",
    raw=b"<p>Hello</p>\r\n\r\n",
    fetched_at="2026-01-31T12:00:00Z",
    request_headers=(("Host", "127.0.0.1"), ("User-Agent", "test")),
    ip="127.0.0.1",
)
FAILED = Capture(
    url="http://127.0.0.1:1/",
    status=0,
    fetched_at="2026-01-31T12:00:01Z",
    error="connection refused",
    ip="127.0.0.1",
)


def sha1(data: bytes) -> str:
    return "sha1:" + b32encode(hashlib.sha1(data).digest()).decode()


def write(folder: Path, *items: Capture) -> list[Capture]:
    with Archive(folder) as archive:
        return [archive.append(item) for item in items]


def only_file(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


def many(count: int, size: int = 300) -> list[Capture]:
    bodies = [os.urandom(size).hex().encode() for _ in range(count)]
    return [replace(PAGE, url=f"http://127.0.0.1/{n}", raw=b, body=b) for n, b in enumerate(bodies)]


def test_every_kind_of_capture_makes_the_round_trip(tmp_path: Path) -> None:
    gz = pack(b"<p>packed</p>")
    packed = replace(PAGE, headers=(("Content-Encoding", "gzip"),), raw=gz, body=b"<p>packed</p>")
    cut = replace(
        PAGE, truncated="disconnect", error="the body ended after 5 of 10 bytes", body=b"12345", raw=b"12345"
    )
    busy = replace(PAGE, status=503, reason="", retry_after=120.0, body=b"", raw=b"", http_version="1.0")
    moved = replace(PAGE, status=301, headers=(("Location", "/x"), ("Transfer-Encoding", "chunked")))
    given = [PAGE, packed, cut, busy, moved, FAILED, replace(PAGE, request_headers=())]
    kept = write(tmp_path, *given)
    assert list(captures(tmp_path)) == kept
    assert [replace(k, warc_file=None, warc_offset=None, digest=None) for k in kept] == given
    assert [k.digest for k in kept] == [None if g.status == 0 else sha1(g.raw) for g in given]
    assert not list(verify(tmp_path))
    for item in kept:
        assert item.warc_file is not None and item.warc_offset is not None
        assert read(tmp_path, item.warc_file, item.warc_offset) == item


def test_attempts_before_the_one_that_counts_are_kept_and_are_no_captures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each is a whole set of records, told from the one that counts by naming it; the referee reads them all."""
    busy = replace(PAGE, status=503, reason="Busy", body=b"", raw=b"wait", error="busy")
    half = replace(PAGE, body=b"", raw=PAGE.raw[:5], truncated="disconnect", error="the body ended early")
    junk = replace(FAILED, url=PAGE.url, raw=b"SSH-2.0\r\n", request_headers=PAGE.request_headers)
    own = {name: getattr(PAGE, name) for name in PAGE.__slots__}
    kept = write(tmp_path, FAILED, Retried(**own, before=(busy, half, junk)), junk)
    assert [one.url for one in captures(tmp_path)] == [FAILED.url, PAGE.url, PAGE.url]
    given = replace(PAGE, warc_file=kept[1].warc_file, warc_offset=kept[1].warc_offset, digest=kept[1].digest)
    assert list(captures(tmp_path)) == [kept[0], given, kept[2]]
    assert [head.warc_offset for head in heads(tmp_path)] == [one.warc_offset for one in kept]
    assert read(tmp_path, str(kept[1].warc_file), kept[1].warc_offset or 0) == given
    assert not list(verify(tmp_path))
    with only_file(tmp_path).open("rb") as stream:
        told = [
            (record.rec_type, record.rec_headers, record.content_stream().read())
            for record in ArchiveIterator(stream, check_digests="raise")
        ][2:]
    kinds = "response request metadata response request metadata metadata request response response request"
    assert [kind for kind, _, _ in told[:11]] == kinds.split()
    assert [body for kind, _, body in told if kind == "response"][:2] == [b"wait", PAGE.raw[:5]]
    assert told[3][1]["WARC-Truncated"] == "disconnect"
    counts = told[9][1]["WARC-Record-ID"]
    assert [told[n][1]["WARC-Concurrent-To"] for n in (0, 3, 6, 10)] == [counts] * 4
    assert told[1][1]["WARC-Concurrent-To"] == told[0][1]["WARC-Record-ID"]

    class Arguments:
        inputs, verbose = [str(only_file(tmp_path))], False

    assert Checker(Arguments()).process_all() in (0, None)
    assert "fail" not in capsys.readouterr().out


def pack(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def test_the_referee_reads_our_files_and_their_digests(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = write(tmp_path, PAGE)[0]
    with Archive(tmp_path) as archive:
        archive.append(replace(PAGE, status=304, reason="Not Modified", body=b"", raw=b""), first)
        archive.append(FAILED)
    path = only_file(tmp_path)
    with path.open("rb") as stream:
        seen = []
        for record in ArchiveIterator(stream, check_digests="raise"):
            body = record.content_stream().read()
            seen.append((record.rec_type, record.rec_headers, body))
    assert [kind for kind, _, _ in seen] == [
        "warcinfo",
        "response",
        "request",
        "revisit",
        "request",
        "metadata",
    ]
    assert seen[1][2] == PAGE.raw
    revisit = seen[3][1]
    assert revisit["WARC-Profile"].endswith("/warc/1.1/revisit/server-not-modified")
    assert revisit["WARC-Refers-To-Date"] == PAGE.fetched_at
    assert revisit["WARC-Refers-To-Target-URI"] == PAGE.url
    assert revisit["WARC-Payload-Digest"] == first.digest
    assert seen[4][1]["WARC-Concurrent-To"] == revisit["WARC-Record-ID"]
    assert seen[1][1]["WARC-IP-Address"] == "127.0.0.1"
    assert all(headers.protocol == "WARC/1.1" for _, headers, _ in seen)

    class Arguments:
        inputs, verbose = [str(path)], False

    assert Checker(Arguments()).process_all() in (0, None)
    assert "fail" not in capsys.readouterr().out


def test_header_bytes_stay_as_they_came_and_add_no_lines(tmp_path: Path) -> None:
    evil = replace(
        PAGE, headers=(("Location", "/caf\xc3\xa9"), ("X", "a\r\nWARC-Type: request")), reason="O\r\nK"
    )
    kept = write(tmp_path, evil)[0]
    again = next(captures(tmp_path))
    assert again.headers == (("Location", "/caf\xc3\xa9"), ("X", "a WARC-Type: request"))
    assert again.reason == "O K"
    assert read(tmp_path, str(kept.warc_file), kept.warc_offset or 0) == again


printable = st.text(
    st.characters(min_codepoint=33, max_codepoint=255, blacklist_characters="\x85\x7f"), max_size=20
)
tokens = st.text("abcdefXYZ-", min_size=1, max_size=12)
whole_captures = st.builds(
    Capture,
    url=tokens.map(lambda t: f"http://127.0.0.1/{t}"),
    status=st.integers(100, 599).filter(lambda s: s != 304),
    headers=st.lists(st.tuples(tokens, printable), max_size=5).map(tuple),
    raw=st.binary(max_size=2000),
    fetched_at=st.just("2026-01-31T12:00:00Z"),
    reason=printable,
    request_headers=st.lists(st.tuples(tokens, printable), max_size=3).map(tuple),
    ip=st.sampled_from([None, "127.0.0.1", "::1"]),
    error=st.none() | tokens,
    truncated=st.sampled_from([None, "length", "time", "disconnect"]),
    retry_after=st.none() | st.floats(0, 1e6),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(whole_captures, min_size=1, max_size=4))
def test_any_captures_make_the_round_trip(
    tmp_path_factory: pytest.TempPathFactory, items: list[Capture]
) -> None:
    folder = tmp_path_factory.mktemp("warc")
    items = [replace(item, body=item.raw) for item in items]
    assert list(captures(folder)) == []
    kept = write(folder, *items)
    assert list(captures(folder)) == kept
    assert [(k.raw, k.headers, k.error, k.retry_after) for k in kept] == [
        (k.raw, k.headers, k.error, k.retry_after) for k in items
    ]


def test_files_rotate_at_a_size_and_sort_in_order_though_the_clock_goes_back(tmp_path: Path) -> None:
    kept = write(tmp_path, PAGE)
    only_file(tmp_path).rename(tmp_path / "blog-20990101000000-00007.warc.gz")
    kept = [replace(kept[0], warc_file="blog-20990101000000-00007.warc.gz")]
    with Archive(tmp_path, max_bytes=3000) as archive:
        kept += [archive.append(item) for item in many(12)]
    files = sorted(p.name for p in tmp_path.iterdir())
    assert len(files) > 3
    assert "blog-20990101000000-00008.warc.gz" in files
    assert all(p.stat().st_size <= 3000 for p in tmp_path.iterdir())
    assert list(captures(tmp_path)) == kept


def test_a_second_run_goes_on_in_the_same_file_another_version_does_not(tmp_path: Path) -> None:
    write(tmp_path, PAGE)
    write(tmp_path, PAGE)
    assert len(list(tmp_path.iterdir())) == 1
    with Archive(tmp_path, software="blog-to-sqlite/next") as archive:
        archive.append(PAGE)
    assert len(list(tmp_path.iterdir())) == 2
    assert len(list(captures(tmp_path))) == 3


def test_nothing_is_created_before_the_first_capture(tmp_path: Path) -> None:
    with Archive(tmp_path / "none"):
        pass
    assert not (tmp_path / "none").exists()


def test_a_tail_cut_at_any_byte_is_cut_back_to_whole_captures(tmp_path: Path) -> None:
    source = tmp_path / "source"
    kept = write(source, *many(3, 60))
    whole = only_file(source).read_bytes()
    last = kept[-1].warc_offset or 0
    for size in range(last + 1, len(whole)):
        folder = tmp_path / str(size)
        folder.mkdir()
        path = folder / only_file(source).name
        path.write_bytes(whole[:size])
        assert [p.what for p in verify(folder)] in (["the record is cut short"], [])
        with Archive(folder) as archive:
            again = archive.append(replace(PAGE, url="http://127.0.0.1/again"))
        assert not list(verify(folder))
        found = list(captures(folder))
        assert found[:2] == kept[:2]
        assert found[-1] == again


def test_a_tail_cut_amid_attempts_leaves_whole_captures_or_none(tmp_path: Path) -> None:
    """As by `kill -9` in mid-write: what was tried may stay, but counts for nothing without the one that counts."""
    own = {name: getattr(PAGE, name) for name in PAGE.__slots__}
    before = (replace(PAGE, status=503, body=b"", raw=b"wait", error="busy"),) * 2
    kept = write(tmp_path / "source", FAILED, Retried(**own, before=before))
    whole, counts = only_file(tmp_path / "source").read_bytes(), kept[1].warc_offset or 0
    for size in range((kept[0].warc_offset or 0) + 1, len(whole), 7):
        folder = tmp_path / str(size)
        folder.mkdir()
        (folder / only_file(tmp_path / "source").name).write_bytes(whole[:size])
        with Archive(folder) as archive:
            again = archive.append(replace(PAGE, url="http://127.0.0.1/again"))
        assert not list(verify(folder))
        urls = [one.url for one in captures(folder)]
        assert urls[-1] == again.url
        assert PAGE.url not in urls or size > counts


def test_a_file_without_one_whole_record_goes(tmp_path: Path) -> None:
    kept = write(tmp_path, PAGE)
    torn = tmp_path / "blog-20980101000000-00009.warc.gz"
    torn.write_bytes(only_file(tmp_path).read_bytes()[:50])
    (problem,) = repair_tail(tmp_path)
    assert problem == Problem(torn.name, 0, "a half-written record was cut off", cut=50)
    assert not torn.exists()
    assert list(captures(tmp_path)) == kept


def test_a_large_torn_record_and_zeros_after_a_power_cut(tmp_path: Path) -> None:
    kept = write(tmp_path, *many(2), *many(1, 700_000))
    path = only_file(tmp_path)
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - 300_000)
        file.seek(0, 2)
        file.write(bytes(5000))
    (problem,) = repair_tail(tmp_path)
    assert problem.cut > 0 and problem.offset == kept[2].warc_offset
    assert list(captures(tmp_path)) == kept[:2]
    assert repair_tail(tmp_path) == ()


def test_a_flipped_bit_in_the_middle_costs_one_record_and_nothing_is_cut(tmp_path: Path) -> None:
    kept = write(tmp_path, *many(6, 3000))
    path = only_file(tmp_path)
    data = bytearray(path.read_bytes())
    data[(kept[2].warc_offset or 0) + 1500] ^= 4
    path.write_bytes(data)
    size = path.stat().st_size
    problems: list[Problem] = []
    assert list(captures(path, problems)) == kept[:2] + kept[3:]
    assert [p.offset for p in problems] == [kept[2].warc_offset]
    assert [p.offset for p in verify(tmp_path)] == [kept[2].warc_offset]
    with Archive(tmp_path) as archive:
        archive.append(PAGE)
    assert path.stat().st_size >= size
    assert list(captures(tmp_path))[-1].url == PAGE.url
    with pytest.raises(ArchiveError, match="damaged"):
        read(tmp_path, path.name, kept[2].warc_offset or 0)


def test_a_record_changed_and_packed_again_is_told_by_its_digest(tmp_path: Path) -> None:
    write(tmp_path, PAGE)
    path = only_file(tmp_path)
    plain = gzip.decompress(path.read_bytes()).replace(b"Hello", b"Jello")
    path.write_bytes(
        gzip.compress(plain[: plain.index(b"WARC/1.1", 9)])
        + gzip.compress(plain[plain.index(b"WARC/1.1", 9) :])
    )
    assert "length" in next(verify(tmp_path)).what


def test_digests_are_checked(tmp_path: Path) -> None:
    write(tmp_path, replace(PAGE, request_headers=()))
    path = only_file(tmp_path)
    plain = gzip.decompress(path.read_bytes())
    at = plain.index(b"WARC/1.1", 9)
    path.write_bytes(gzip.compress(plain[:at]) + gzip.compress(plain[at:].replace(b"Hello", b"Jello")))
    (problem,) = verify(tmp_path)
    assert "digest" in problem.what and problem.url == PAGE.url


def test_paths_do_not_climb_out_and_wrong_offsets_are_told(tmp_path: Path) -> None:
    kept = write(tmp_path / "in", PAGE)[0]
    (tmp_path / "secret.warc.gz").write_bytes(only_file(tmp_path / "in").read_bytes())
    for name in ("../secret.warc.gz", "/etc/passwd", ".."):
        with pytest.raises(ArchiveError, match="not the name"):
            read(tmp_path / "in", name, 0)
    with pytest.raises(ArchiveError):
        read(tmp_path / "in", str(kept.warc_file), (kept.warc_offset or 0) + 1)
    with pytest.raises(ArchiveError, match="no such file"):
        read(tmp_path / "in", "blog-1.warc.gz", 0)


FULL = """
import resource, signal, sys
from pathlib import Path
from dataclasses import replace
sys.path.insert(0, {here!r})
from test_archive import PAGE, many
from scraper.archive import Archive
from scraper.errors import ArchiveError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
folder = Path({folder!r})
with Archive(folder) as archive:
    for item in many(3):
        archive.append(item)
    size = next(folder.iterdir()).stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 500, resource.RLIM_INFINITY))
    try:
        archive.append(many(1, 4000)[0])
    except ArchiveError as error:
        print(error)
    assert next(folder.iterdir()).stat().st_size == size
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    archive.append(PAGE)
"""


def test_a_full_disk_is_one_line_and_leaves_no_half_record(tmp_path: Path) -> None:
    folder = tmp_path / "warc"
    code = FULL.format(here=str(Path(__file__).parent), folder=str(folder))
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stdout.count("\n") == 1 and "file too large" in run.stdout
    assert not list(verify(folder))
    assert len(list(captures(folder))) == 4


def test_a_folder_gone_or_in_the_way_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with Archive(tmp_path / "file") as archive, pytest.raises(ArchiveError, match="file"):
        archive.append(PAGE)
    assert (tmp_path / "file").read_text() == "mine"
    archive = Archive(tmp_path / "warc")
    archive.append(PAGE)
    only_file(tmp_path / "warc").unlink()
    with archive, pytest.raises(ArchiveError, match="removed"):
        archive.append(PAGE)


def test_what_is_no_warc_is_told_not_raised(tmp_path: Path) -> None:
    (tmp_path / "junk.warc.gz").write_bytes(os.urandom(5000))
    (tmp_path / "gzip.warc.gz").write_bytes(pack(b"hello"))
    (tmp_path / "none.warc.gz").write_bytes(b"")
    problems: list[Problem] = []
    assert list(captures(tmp_path, problems)) == []
    assert {p.file for p in problems} == {"junk.warc.gz", "gzip.warc.gz"}


def test_opening_a_large_archive_reads_its_end_only(tmp_path: Path) -> None:
    write(tmp_path, *many(200, 30_000))
    path = only_file(tmp_path)
    assert path.stat().st_size > 5_000_000
    data = bytearray(path.read_bytes())
    data[1_000_000] ^= 1  # damage far from the end: a full walk would stumble over it
    path.write_bytes(data)
    assert repair_tail(tmp_path) == ()


def test_a_file_that_is_not_there_is_said_without_comfort(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError) as lost:
        read(tmp_path, "blog-20260101000000-00000.warc.gz", 0)
    assert "nothing was lost" not in str(lost.value)
    (tmp_path / "file").write_text("mine")
    with (
        pytest.raises(ArchiveError, match="nothing was lost"),
        Archive(tmp_path / "file" / "warc") as archive,
    ):
        archive.append(PAGE)
