"""One URL in, one capture out: against every fault a server can have, and nobody disturbed."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from bad_server import PACKED, PAGE, PEM, ROUTES, BadServer, answer, first

from scraper import coding
from scraper.fetch import Fetcher, FetchSettings
from scraper.guard import Door, Refused, is_private
from scraper.rows import Capture
from scraper.tries import Retried

FAST = FetchSettings(
    delay=0, timeout=(2, 0.5), total_seconds=1.2, max_bytes=100_000, retries=2, backoff=0.01, patience=1
)


@pytest.fixture(scope="module")
def server() -> Iterator[BadServer]:
    with BadServer() as running:
        yield running


def fetcher(server: BadServer, **changes: object) -> Fetcher:
    settings = {name: getattr(FAST, name) for name in FAST.__slots__} | changes
    return Fetcher(FetchSettings(**settings), [server.url("/")])  # type: ignore[arg-type]


WHOLE = (200, PAGE, None, None)
# What each route must come to: status, body (None: any), a piece of the error line, WARC-Truncated.
OUTCOMES: dict[str, tuple[int, bytes | None, str | None, str | None]] = {
    "/ok": WHOLE,
    "/echo": (200, None, None, None),
    "/empty": (200, b"", None, None),
    "/no-content": (204, b"", None, None),
    "/conditional": WHOLE,
    "/close-delimited": WHOLE,
    "/http10": WHOLE,
    "/no-reason": (200, b"ok", None, None),
    "/bare-newlines": (200, b"ok", None, None),
    "/folded-header": (200, b"ok", None, None),
    "/latin-header": (200, b"ok", None, None),
    "/continue-first": WHOLE,
    "/cookie-wall": (302, b"", None, None),
    "/soft-404": (200, None, None, None),
    "/charset-lie": (200, b"<p>caf\xe9</p>", None, None),
    "/chunked": (200, b"hello world", None, None),
    "/chunk-extension": (200, b"hello", None, None),
    "/chunked-and-length": (200, b"ok", None, None),
    "/moved": (301, b"", None, None),
    "/moved-relative": (302, b"", None, None),
    "/moved-foreign": (302, b"", None, None),
    "/moved-inside": (302, b"", None, None),
    "/moved-nowhere": (301, b"", None, None),
    "/moved-scheme": (302, b"", None, None),
    "/loop": (302, b"", None, None),
    "/moved-endless": (301, None, "no end", "length"),
    "/404": (404, b"<h1>gone fishing</h1>", None, None),
    "/410": (410, b"", None, None),
    "/403": (403, b"no", None, None),
    "/500": (500, b"oops", None, None),
    "/500-once": WHOLE,
    "/502-twice": WHOLE,
    "/503-short": WHOLE,
    "/503-date": (503, b"", None, None),
    "/503-junk": (503, b"", None, None),
    "/429": (429, b"", None, None),
    "/999": (999, b"no", None, None),
    "/reset": (0, b"", "reset", None),
    "/reset-once": WHOLE,
    "/close": (0, b"", "hung up", None),
    "/half-status": (0, b"", "no HTTP", None),
    "/half-headers": (0, b"", "within its headers", None),
    "/half-body": (200, PAGE, "ended early", "disconnect"),
    "/half-body-once": WHOLE,
    "/reset-in-body": (200, None, "reset", "disconnect"),
    "/short-length": (200, PAGE[:10], None, None),
    "/negative-length": WHOLE,
    "/junk-length": WHOLE,
    "/two-lengths": (0, b"", "Content-Length", None),
    "/huge-length": (200, b"", "announced", "length"),
    "/garbage": (0, b"", "no HTTP", None),
    "/http09": (0, b"", "no HTTP", None),
    "/ssh": (0, b"", "no HTTP", None),
    "/bad-status": (0, b"", "no HTTP", None),
    "/header-without-colon": (200, b"ok", None, None),
    "/bad-chunk-size": (200, b"", "chunks", "disconnect"),
    "/short-chunk": (200, b"hello", "chunks", "disconnect"),
    "/no-last-chunk": (200, b"hello", "chunks", "disconnect"),
    "/huge-chunk": (200, b"hello", "chunks", "disconnect"),
    "/negative-chunk": (200, None, "chunks", "disconnect"),
    "/endless-chunks": (200, None, "no end", "length"),
    "/gzip": WHOLE,
    "/x-gzip": WHOLE,
    "/gzip-twice": WHOLE,
    "/gzip-members": WHOLE,
    "/gzip-trailing-junk": WHOLE,
    "/gzip-in-chunks": WHOLE,
    "/deflate": WHOLE,
    "/raw-deflate": WHOLE,
    "/false-gzip": WHOLE,
    "/false-deflate": WHOLE,
    "/cut-gzip": (200, None, "cut short", None),
    "/bad-crc-gzip": (200, None, "broken", None),
    "/plain-if-asked": WHOLE,
    "/brotli": (200, b"", "'br' was not asked for", None),
    "/unknown-coding": (200, b"", "'rot13'", None),
    "/bomb": (200, None, "stopped", None),
    "/bomb-twice": (200, None, "stopped", None),
    "/hang": (0, b"", "no byte came in time", None),
    "/hang-in-headers": (0, b"", "no byte came in time", None),
    "/hang-in-body": (200, b"begin", "no byte came in time", "disconnect"),
    "/drip-status": (0, b"", "within 1.2 s", None),
    "/drip-headers": (0, b"", "within 1.2 s", None),
    "/drip-body": (200, None, "within 1.2 s", "time"),
    "/endless-body": (200, None, "no end", "length"),
    "/many-headers": (0, b"", "headers have no end", None),
    "/long-header": (0, b"", "headers have no end", None),
    "/endless-header": (0, b"", "headers have no end", None),
}


def test_every_route_has_its_outcome() -> None:
    assert OUTCOMES.keys() == ROUTES.keys()
    assert len(ROUTES) >= 50


@pytest.mark.parametrize("path", OUTCOMES)
def test_a_bad_server_route(server: BadServer, path: str) -> None:
    status, body, error, truncated = OUTCOMES[path]
    retries = 2 if "-once" in path or path in ("/502-twice", "/503-short", "/plain-if-asked") else 0
    begun = time.monotonic()
    with fetcher(server, retries=retries) as asking:
        capture = asking.get(server.url(path))
    assert time.monotonic() - begun < 4
    assert (capture.status, capture.truncated) == (status, truncated), capture.error
    assert body is None or capture.body == body
    if error is None:
        assert capture.error is None
    else:
        assert capture.error is not None and error in capture.error and "\n" not in capture.error
        assert server.url(path) in capture.error
    assert capture.url == server.url(path)
    assert capture.request_headers and capture.ip == "127.0.0.1"
    assert len(capture.raw) <= FAST.max_bytes


# What is kept of the attempts before the last one: the status and the bytes of each.
TRIES: dict[str, list[tuple[int, bytes]]] = {
    "/ok": [],
    "/404": [],
    "/500": [(500, b"oops")] * 2,
    "/500-once": [(500, b"")],
    "/502-twice": [(502, b"")] * 2,
    "/503-short": [(503, b"")],
    "/reset": [],
    "/reset-once": [],
    "/close": [],
    "/half-status": [(0, b"HTTP/1.")] * 2,
    "/half-headers": [(0, b"HTTP/1.1 200 OK\r\nContent-Type: te")] * 2,
    "/half-body": [(200, PAGE)] * 2,
    "/half-body-once": [(200, PAGE[:50])],
    "/two-lengths": [(0, b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 50\r\n\r\n")] * 2,
    "/ssh": [(0, b"SSH-2.0-OpenSSH_9.2\r\n")] * 2,
    "/bad-chunk-size": [(200, b"")] * 2,
    "/short-chunk": [(200, b"hello")] * 2,
    "/huge-length": [],
    "/plain-if-asked": [(200, PACKED[:-30])],
    "/hang-in-body": [(200, b"begin")] * 2,
}


@pytest.mark.parametrize("path", TRIES)
def test_what_every_attempt_brought_comes_with_the_last(server: BadServer, path: str) -> None:
    server.hits[path] = 0
    with fetcher(server) as asking:
        capture = asking.get(server.url(path))
    before = capture.before if isinstance(capture, Retried) else ()
    assert [(one.status, one.raw) for one in before] == TRIES[path]
    assert all(one.request_headers and one.fetched_at and not one.body for one in before)
    assert all(
        bool(one.truncated) == path.startswith(("/half-b", "/bad-c", "/short-c", "/hang")) for one in before
    )


def test_raw_bytes_stay_as_they_came(server: BadServer) -> None:
    with fetcher(server) as asking:
        assert asking.get(server.url("/gzip")).raw == PACKED
        assert asking.get(server.url("/gzip-in-chunks")).raw == PACKED
        plain = asking.get(server.url("/ok"))
        assert plain.raw is plain.body
        assert asking.get(server.url("/folded-header")).header("x-long") == "one two"


def test_what_was_sent_is_what_the_capture_says(server: BadServer) -> None:
    with fetcher(server, user_agent="blog-to-sqlite/1 (+http://127.0.0.1/)") as asking:
        capture = asking.get(server.url("/echo"))
    line, *rows = capture.body.decode().strip().split("\r\n")
    assert line == "GET /echo HTTP/1.1"
    assert {tuple(r.split(": ", 1)) for r in rows} == set(capture.request_headers)
    assert ("User-Agent", "blog-to-sqlite/1 (+http://127.0.0.1/)") in capture.request_headers


def test_validators_go_out_word_for_word(server: BadServer) -> None:
    with fetcher(server) as asking:
        fresh = asking.get(server.url("/conditional"))
        again = asking.get(server.url("/conditional"), fresh.header("ETag"), fresh.header("Last-Modified"))
        assert (again.status, again.body) == (304, b"")
        evil = asking.get(server.url("/echo"), '"a"\r\nX-Evil: 1', "b\nX-Evil: 2")
    assert b"Evil" not in evil.body


def test_a_cookie_wall_opens_for_who_keeps_its_cookie(server: BadServer) -> None:
    with fetcher(server) as asking:
        assert asking.get(server.url("/cookie-wall")).status == 302
        assert asking.get(server.url("/cookie-wall")).body == PAGE


def test_the_url_goes_out_as_it_is(server: BadServer) -> None:
    path = "/a%7Eb/%e4;c=1/d|e?q=[1]&r=%zz"
    server.routes[path] = answer(b"found")
    with fetcher(server) as asking:
        capture = asking.get(server.url(path) + "#part")
    assert capture.url == server.url(path) + "#part"
    assert any(b"a%7Eb" in head for heads in server.heads.values() for head in heads)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://user:secret@127.0.0.1/",
        "http://127.0.0.1/\r\nX-Evil: 1",
        "http://127.0.0.1/a b",
        "http://127.0.0.1/\x00",
        "http://",
        "http://[::1",
        "http://127.0.0.1:99999/",
        "",
        "nonsense",
    ],
)
def test_what_is_no_fit_address_is_never_asked(url: str) -> None:
    with Fetcher(FAST, ["http://127.0.0.1/"]) as asking:
        capture = asking.get(url)
    assert capture.status == 0 and capture.request_headers == ()
    assert (
        capture.error is not None
        and capture.error.startswith("not asked: ")
        and "secret" not in capture.error
    )


# ------------------------------------------------------------------------------------------- where to


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"),
        *("0.0.0.0", "224.0.0.1", "240.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1", "::1", "::"),
        *("fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1"),
        *("64:ff9b::7f00:1", "2002:7f00:1::", "::127.0.0.1", "fe80::1%lo", "2001:db8::1"),
    ],
)
def test_addresses_that_lead_inside(address: str) -> None:
    assert is_private(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_addresses_of_the_open_internet(address: str) -> None:
    assert not is_private(address)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "[::ffff:127.0.0.1]"]
)
def test_a_local_server_is_not_asked_from_a_public_start(server: BadServer, host: str) -> None:
    before = server.hits["/ok"]
    with Fetcher(FAST, ["http://blog.example/"]) as asking:
        capture = asking.get(server.url("/ok", host))
    assert capture.status == 0 and "private" in (capture.error or "")
    assert capture.request_headers == () and server.hits["/ok"] == before


def test_a_local_start_opens_its_own_host_and_port_alone(server: BadServer) -> None:
    with BadServer() as other, fetcher(server) as asking:
        assert asking.get(server.url("/ok")).status == 200
        assert "private" in (asking.get(other.url("/ok")).error or "")
        assert "private" in (asking.get(server.url("/ok", "localhost")).error or "")
        assert other.hits["/ok"] == 0


def test_allow_private_opens_all(server: BadServer) -> None:
    with Fetcher(FetchSettings(delay=0, allow_private=True)) as asking:
        assert asking.get(server.url("/ok")).status == 200


def test_a_name_that_turns_local_is_refused(server: BadServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: the start's first answer is public, the second leads inside."""
    answers = iter(["93.184.215.14", "127.0.0.1"])
    monkeypatch.setattr("scraper.guard._resolve", lambda host, port: [next(answers)])
    monkeypatch.setattr("scraper.guard._KEEP_SECONDS", 0)
    door = Door(False, [server.url("/", "blog.example")])
    assert door.addresses("blog.example", server.port) == ["93.184.215.14"]
    with pytest.raises(Refused):
        door.addresses("blog.example", server.port)


def test_the_address_judged_is_the_address_asked(server: BadServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scraper.guard._resolve", lambda host, port: ["127.0.0.1"])
    with Fetcher(FAST, [server.url("/", "blog.example")]) as asking:
        capture = asking.get(server.url("/echo", "blog.example"))
    assert f"Host: blog.example:{server.port}".encode() in capture.body
    assert capture.ip == "127.0.0.1"


def test_ipv6_and_idn_hosts(server: BadServer, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    with BadServer(family=socket.AF_INET6) as six, fetcher(six) as asking:
        capture = asking.get(six.url("/ok"))
        assert (capture.status, capture.ip) == (200, "::1")
    monkeypatch.setattr("scraper.guard._resolve", lambda host, port: ["127.0.0.1"])
    with Fetcher(FAST, [server.url("/", "bücher.example")]) as asking:
        capture = asking.get(server.url("/echo", "bücher.example"))
    assert b"Host: xn--bcher-kva.example" in capture.body


def test_unknown_host_and_refused_connection() -> None:
    with Fetcher(FAST, ["http://127.0.0.1:1/"]) as asking:
        assert (asking.get("http://nosuchblog.invalid/").error or "").endswith(": unknown host")
        assert (asking.get("http://127.0.0.1:1/").error or "").endswith(": connection refused")


def test_tls_errors_are_told_and_a_known_authority_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    with BadServer(tls=True) as server:
        with fetcher(server) as asking:
            capture = asking.get(server.url("/ok"))
            assert capture.status == 0 and "TLS: self-signed certificate" in (capture.error or "")
            assert server.hits["/ok"] == 0
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(PEM))
        with fetcher(server) as asking:
            assert asking.get(server.url("/ok")).body == PAGE
            assert asking.get(server.url("/drip-body")).truncated == "time"
        with Fetcher(FAST, [server.url("/", "localhost")]) as asking:
            assert asking.get(server.url("/ok", "localhost")).status == 200
        with BadServer() as plain, fetcher(plain) as asking:
            asking.settings = replace(FAST, retries=0)
            assert asking.get(plain.url("/ok").replace("http:", "https:")).status == 0


def test_the_environment_is_read_once(server: BadServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with BadServer() as proxy:
        proxy.routes[server.url("/ok")] = answer(b"by proxy")
        monkeypatch.setenv("http_proxy", proxy.url(""))
        through = fetcher(server)
        monkeypatch.delenv("http_proxy")
        assert through.get(server.url("/ok")).body == b"by proxy"
        assert "private" in (through.get("http://169.254.169.254/").error or "")
        assert sum(proxy.hits.values()) == 1
        assert fetcher(server).get(server.url("/ok")).body == PAGE


# ------------------------------------------------------------------------------------------- retries, pace


def test_few_retries_with_growing_pauses(server: BadServer) -> None:
    server.routes["/always-500"] = answer(b"", status="500 Oops")
    with fetcher(server, backoff=0.1) as asking:
        assert asking.get(server.url("/always-500")).status == 500
    one, two, three = server.times["/always-500"]
    assert two - one >= 0.05 and three - two >= 0.1
    with fetcher(server) as asking:
        for path in ("/404", "/410", "/403", "/bomb", "/endless-body"):
            before = server.hits[path]
            asking.get(server.url(path))
            assert server.hits[path] == before + 1, path


def test_retry_after_is_obeyed_now_or_handed_on(server: BadServer) -> None:
    server.routes["/one-second"] = first(1, answer(b"", "Retry-After: 1", status="429 Slow down"), answer())
    with fetcher(server) as asking:
        assert asking.get(server.url("/one-second")).status == 200
        one, two = server.times["/one-second"]
        assert two - one >= 0.95
        assert asking.get(server.url("/503-date")).retry_after == 120
        before = sum(server.hits.values())
        refused = asking.get(server.url("/ok"))
        assert refused.status == 0 and 100 < (refused.retry_after or 0) <= 120
        assert "asked to wait" in (refused.error or "") and sum(server.hits.values()) == before
        state = asking.host_state()
    with Fetcher(FAST, [server.url("/")], penalties=state) as next_run:
        assert next_run.get(server.url("/ok")).request_headers == ()
        assert next_run.wait_for(server.url("/ok")) > 100
    past = {host: time.time() - 1 for host in state}
    with Fetcher(FAST, [server.url("/")], penalties=past) as later_run:
        assert later_run.get(server.url("/ok")).status == 200
        assert later_run.host_state() == {}


def test_a_delay_lies_between_two_requests_also_from_threads(server: BadServer) -> None:
    server.routes["/paced"] = answer()
    with fetcher(server, delay=0.15) as asking:
        threads = [threading.Thread(target=asking.get, args=(server.url("/paced"),)) for _ in range(5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    times = sorted(server.times["/paced"])
    assert len(times) == 5
    assert min(b - a for a, b in pairwise(times)) >= 0.13


def test_a_slow_server_gets_a_longer_rest(server: BadServer) -> None:
    def slow(line: object) -> None:
        time.sleep(0.3)
        line.send(answer())  # type: ignore[attr-defined]

    server.routes["/slow"] = slow
    with fetcher(server, delay=0.01) as asking:
        asking.get(server.url("/slow"))
        assert 0.4 < asking.wait_for(server.url("/ok")) < 1
    with fetcher(server, delay=0.01, max_delay=0.1) as asking:
        asking.get(server.url("/slow"))
        assert asking.wait_for(server.url("/ok")) <= 0.1


def test_a_dead_host_is_left_alone_and_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scraper.pace._BREAK_SECONDS", 0.3)
    with BadServer() as server, fetcher(server, retries=0) as asking:
        for _ in range(6):
            asking.get(server.url("/close"))
        put_off = asking.get(server.url("/ok"))
        assert put_off.request_headers == () and "failed too often" in (put_off.error or "")
        assert put_off.retry_after is not None
        assert 0 < asking.wait_for(server.url("/ok")) <= 0.3
        time.sleep(0.35)
        assert asking.get(server.url("/ok")).status == 200


def test_stop_ends_all_waiting(server: BadServer) -> None:
    asking = fetcher(server, delay=60)
    asking.get(server.url("/ok"))
    threading.Timer(0.1, asking.stop).start()
    begun = time.monotonic()
    assert asking.get(server.url("/ok")).status == 0
    assert time.monotonic() - begun < 2


def test_connections_are_kept_and_used_again() -> None:
    ports = set()

    def keep(line: object) -> None:
        for _ in range(3):
            ports.add(line.sock.getpeername()[1])  # type: ignore[attr-defined]
            line.send(answer())  # type: ignore[attr-defined]
            line.sock.recv(65536)  # type: ignore[attr-defined]

    with BadServer() as server, fetcher(server) as asking:
        server.routes["/keep"] = keep
        captures = [asking.get(server.url("/keep")) for _ in range(3)]
        assert [c.ip for c in captures] == ["127.0.0.1"] * 3
    assert len(ports) == 1


# ------------------------------------------------------------------------------------------- the rest


def test_crawl_delay_is_kept_up_to_the_cap(server: BadServer) -> None:
    with fetcher(server, crawl_delay_cap=0.3) as asking:
        rules = Capture(server.url("/robots.txt"), 200, body=b"User-agent: *\nCrawl-delay: 3600")
        asking.learn_robots(server.url("/"), rules)
        asking.get(server.url("/ok"))
        assert 0.1 < asking.wait_for(server.url("/ok")) <= 0.3


def test_decoding_is_capped_in_bytes_and_ratio(monkeypatch: pytest.MonkeyPatch) -> None:
    import gzip
    import os

    monkeypatch.setattr(coding, "MAX_BYTES", 100_000)
    body, problem = coding.decode(gzip.compress(os.urandom(300_000)), "gzip")
    assert 100_000 < len(body) < 200_000 and "stopped" in (problem or "")
    assert coding.decode(b"", "gzip") == (b"", None)
    assert coding.decode(b"x", None) == (b"x", None)
