"""A server that breaks every rule on purpose: raw sockets on 127.0.0.1, one route for each fault.

``with BadServer() as server: server.url("/reset")``. A route is the bytes to answer with, or a function that
is given the line and does what it likes with it.
"""

import gzip
import socket
import ssl
import struct
import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

PAGE = b"<!doctype html><title>A post</title><p>" + b"Some words of a post. " * 20
PEM = Path(__file__).parent / "localhost.pem"


@dataclass
class Line:
    """One connection with one request on it."""

    sock: socket.socket
    path: str
    head: bytes
    hit: int  #: 1 for the first request to this path
    done: threading.Event = field(default_factory=threading.Event)

    def send(self, data: bytes) -> None:
        self.sock.sendall(data)

    def drip(self, data: bytes, seconds: float = 0.1) -> None:
        for byte in data:
            if self.done.wait(seconds):
                return
            self.send(bytes([byte]))

    def endless(self, piece: bytes) -> None:
        while not self.done.is_set():
            self.send(piece)

    def hang(self) -> None:
        self.done.wait(30)

    def reset(self) -> None:
        """Close with a RST: lingering for no time."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.sock.close()

    def header(self, name: str) -> str | None:
        for row in self.head.decode("latin-1").split("\r\n")[1:]:
            key, _, value = row.partition(":")
            if key.lower() == name.lower():
                return value.strip()
        return None


Behaviour = bytes | Callable[[Line], None]


def answer(body: bytes = PAGE, *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    """A correct answer, unless its parts say otherwise."""
    own = [f"Content-Length: {len(body) if length is None else length}", "Content-Type: text/html", *headers]
    return (f"HTTP/1.1 {status}\r\n" + "\r\n".join(own) + "\r\n\r\n").encode("latin-1") + body


def bare(body: bytes, *headers: str) -> bytes:
    """An answer whose body ends with the connection."""
    return ("HTTP/1.1 200 OK\r\n" + "".join(f"{h}\r\n" for h in headers) + "\r\n").encode("latin-1") + body


def chunks(data: bytes) -> bytes:
    return bare(data, "Transfer-Encoding: chunked")


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def first(count: int, bad: Behaviour, good: Behaviour) -> Callable[[Line], None]:
    """Behave badly a number of times, then well."""
    return lambda line: act(bad if line.hit <= count else good, line)


def act(behaviour: Behaviour, line: Line) -> None:
    if isinstance(behaviour, bytes):
        line.send(behaviour)
    else:
        behaviour(line)


def start(data: bytes, then: Callable[[Line], None]) -> Callable[[Line], None]:
    """Send something, then go on."""

    def run(line: Line) -> None:
        line.send(data)
        then(line)

    return run


def cookie_wall(line: Line) -> None:
    passed = "seen=1" in (line.header("Cookie") or "")
    wall = answer(b"", "Set-Cookie: seen=1; Path=/", f"Location: {line.path}", status="302 Found")
    line.send(answer() if passed else wall)


def conditional(line: Line) -> None:
    known = (
        line.header("If-None-Match") == 'W/"a b"' and line.header("If-Modified-Since") == "yesterday, or so"
    )
    tags = ('ETag: W/"a b"', "Last-Modified: yesterday, or so")
    line.send(b"HTTP/1.1 304 Not Modified\r\n\r\n" if known else answer(PAGE, *tags))


def plain_if_asked(line: Line) -> None:
    """Compression that is broken, and a plain page for those who ask for one."""
    plain = line.header("Accept-Encoding") == "identity"
    line.send(answer() if plain else answer(PACKED[:-30], "Content-Encoding: gzip"))


def echo(line: Line) -> None:
    line.send(answer(line.head))


PACKED = gzip.compress(PAGE, mtime=0)
BOMB = gzip.compress(bytes(20_000_000))
ROUTES: dict[str, Behaviour] = {
    # what is right
    "/ok": answer(),
    "/echo": echo,
    "/empty": answer(b""),
    "/no-content": b"HTTP/1.1 204 No Content\r\n\r\n",
    "/conditional": conditional,
    "/close-delimited": bare(PAGE),
    "/http10": b"HTTP/1.0 200 OK\r\n\r\n" + PAGE,
    "/no-reason": b"HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok",
    "/bare-newlines": b"HTTP/1.1 200 OK\nContent-Length: 2\n\nok",
    "/folded-header": b"HTTP/1.1 200 OK\r\nX-Long: one\r\n two\r\nContent-Length: 2\r\n\r\nok",
    "/latin-header": answer(b"ok", "Location: /caf\xe9"),
    "/continue-first": b"HTTP/1.1 100 Continue\r\n\r\n" + answer(),
    "/cookie-wall": cookie_wall,
    "/soft-404": answer(b"<title>Not found</title><h1>Not found</h1>"),
    "/charset-lie": answer("<p>café</p>".encode("cp1252"), "X-Charset: utf-8"),
    "/chunked": chunks(b"5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n"),
    "/chunk-extension": chunks(b"5;name=value\r\nhello\r\n0\r\nX-Trailer: 1\r\n\r\n"),
    "/chunked-and-length": bare(b"2\r\nok\r\n0\r\n\r\n", "Content-Length: 99", "Transfer-Encoding: chunked"),
    # redirects
    "/moved": answer(b"", "Location: /ok", status="301 Moved Permanently"),
    "/moved-relative": answer(b"", "Location: ok?x=1", status="302 Found"),
    "/moved-foreign": answer(b"", "Location: http://192.0.2.1/", status="302 Found"),
    "/moved-inside": answer(b"", "Location: http://169.254.169.254/latest/", status="302 Found"),
    "/moved-nowhere": answer(b"", status="301 Moved Permanently"),
    "/moved-scheme": answer(b"", "Location: file:///etc/passwd", status="302 Found"),
    "/loop": answer(b"", "Location: /loop", status="302 Found"),
    "/moved-endless": start(
        b"HTTP/1.1 301 Moved\r\nLocation: /ok\r\n\r\n", lambda line: line.endless(b"x" * 1000)
    ),
    # errors of the server
    "/404": answer(b"<h1>gone fishing</h1>", status="404 Not Found"),
    "/410": answer(b"", status="410 Gone"),
    "/403": answer(b"no", status="403 Forbidden"),
    "/500": answer(b"oops", status="500 Internal Server Error"),
    "/500-once": first(1, answer(b"", status="500 Oops"), answer()),
    "/502-twice": first(2, answer(b"", status="502 Bad Gateway"), answer()),
    "/503-short": first(1, answer(b"", "Retry-After: 0", status="503 Wait"), answer()),
    "/503-date": answer(
        b"",
        "Date: Thu, 01 Jan 2026 00:00:00 GMT",
        "Retry-After: Thu, 01 Jan 2026 00:02:00 GMT",
        status="503 Wait",
    ),
    "/503-junk": answer(b"", "Retry-After: tomorrow", status="503 Wait"),
    "/429": answer(b"", "Retry-After: 3600", status="429 Too Many Requests"),
    "/999": answer(b"no", status="999 Go Away"),
    # connections that break
    "/reset": Line.reset,
    "/reset-once": first(1, Line.reset, answer()),
    "/close": b"",
    "/half-status": b"HTTP/1.",
    "/half-headers": b"HTTP/1.1 200 OK\r\nContent-Type: te",
    "/half-body": answer(PAGE, length=len(PAGE) * 2),
    "/half-body-once": first(1, answer(PAGE[:50], length=len(PAGE)), answer()),
    "/reset-in-body": start(answer(b"x" * 100, length=9000), Line.reset),
    "/short-length": answer(PAGE, length=10),
    "/negative-length": answer(PAGE, length=-5),
    "/junk-length": bare(PAGE, "Content-Length: many"),
    "/two-lengths": bare(PAGE, "Content-Length: 5", "Content-Length: 50"),
    "/huge-length": start(answer(b"", length=10**12), Line.hang),
    # no HTTP at all
    "/garbage": b"\x00\xff\x13garbage without end\r\n\r\n",
    "/http09": PAGE,
    "/ssh": b"SSH-2.0-OpenSSH_9.2\r\n",
    "/bad-status": b"HTTP/1.1 OK fine\r\n\r\n",
    "/header-without-colon": b"HTTP/1.1 200 OK\r\nnonsense\r\nContent-Length: 2\r\n\r\nok",
    # chunks
    "/bad-chunk-size": chunks(b"xyz\r\nhello\r\n0\r\n\r\n"),
    "/short-chunk": chunks(b"50\r\nhello"),
    "/no-last-chunk": chunks(b"5\r\nhello\r\n"),
    "/huge-chunk": chunks(b"FFFFFFFFFFFFFFFF\r\nhello"),
    "/negative-chunk": chunks(b"-5\r\nhello\r\n0\r\n\r\n"),
    "/endless-chunks": start(chunks(b""), lambda line: line.endless(b"400\r\n" + b"x" * 1024 + b"\r\n")),
    # content codings
    "/gzip": answer(PACKED, "Content-Encoding: gzip"),
    "/x-gzip": answer(PACKED, "Content-Encoding: x-gzip"),
    "/gzip-twice": answer(gzip.compress(PACKED), "Content-Encoding: gzip, gzip"),
    "/gzip-members": answer(gzip.compress(PAGE[:50]) + gzip.compress(PAGE[50:]), "Content-Encoding: gzip"),
    "/gzip-trailing-junk": answer(PACKED + b"\0\0junk", "Content-Encoding: gzip"),
    "/gzip-in-chunks": bare(
        b"%x\r\n%s\r\n0\r\n\r\n" % (len(PACKED), PACKED),
        "Transfer-Encoding: chunked",
        "Content-Encoding: gzip",
    ),
    "/deflate": answer(zlib.compress(PAGE), "Content-Encoding: deflate"),
    "/raw-deflate": answer(raw_deflate(PAGE), "Content-Encoding: deflate"),
    "/false-gzip": answer(PAGE, "Content-Encoding: gzip"),
    "/false-deflate": answer(PAGE, "Content-Encoding: deflate"),
    "/cut-gzip": answer(PACKED[:-20], "Content-Encoding: gzip"),
    "/bad-crc-gzip": answer(PACKED[:-6] + b"\0\0" + PACKED[-4:], "Content-Encoding: gzip"),
    "/plain-if-asked": plain_if_asked,
    "/brotli": answer(b"\x0b\x02\x80hello\x03", "Content-Encoding: br"),
    "/unknown-coding": answer(PAGE, "Content-Encoding: rot13"),
    "/bomb": answer(BOMB, "Content-Encoding: gzip"),
    "/bomb-twice": answer(gzip.compress(BOMB), "Content-Encoding: gzip, gzip"),
    # time and size
    "/hang": Line.hang,
    "/hang-in-headers": start(b"HTTP/1.1 200 OK\r\nX-A: b\r\n", Line.hang),
    "/hang-in-body": start(answer(b"begin", length=500), Line.hang),
    "/drip-status": lambda line: line.drip(b"HTTP/1.1 200 OK\r\n" * 50),
    "/drip-headers": start(b"HTTP/1.1 200 OK\r\n", lambda line: line.drip(b"X-Slow: 1\r\n" * 50)),
    "/drip-body": start(answer(b"", length=500), lambda line: line.drip(b"x" * 500)),
    "/endless-body": start(bare(b""), lambda line: line.endless(b"x" * 4096)),
    "/many-headers": bare(PAGE, *(f"X-{n}: {n}" for n in range(5000))),
    "/long-header": bare(PAGE, "X-Long: " + "x" * 500_000),
    "/endless-header": start(b"HTTP/1.1 200 OK\r\nX-Long: ", lambda line: line.endless(b"x" * 4096)),
}


class BadServer:
    """Serves ROUTES (and what is added to ``routes``); counts ``hits`` and keeps ``heads`` of requests."""

    def __init__(self, tls: bool = False, family: socket.AddressFamily = socket.AF_INET) -> None:
        self.routes = dict(ROUTES)
        self.hits: Counter[str] = Counter()
        self.times: dict[str, list[float]] = {}
        self.heads: dict[str, list[bytes]] = {}
        self.tls = tls
        self._listener = socket.create_server(
            ("::1" if family == socket.AF_INET6 else "127.0.0.1", 0), family=family, backlog=128
        )
        self._done = threading.Event()
        self._context = self._make_context() if tls else None
        self._host = "[::1]" if family == socket.AF_INET6 else "127.0.0.1"

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    def url(self, path: str = "/ok", host: str | None = None) -> str:
        return f"http{'s' if self.tls else ''}://{host or self._host}:{self.port}{path}"

    def __enter__(self) -> "BadServer":
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _make_context(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(PEM)
        return context

    def _listen(self) -> None:
        while not self._done.is_set():
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(sock,), daemon=True).start()

    def _serve(self, sock: socket.socket) -> None:
        with suppress(OSError), sock:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self._context:
                with self._context.wrap_socket(sock, server_side=True) as secure:
                    self._answer(secure)
            else:
                self._answer(sock)

    def _answer(self, sock: socket.socket) -> None:
        head = self._head(sock)
        if not head:
            return
        path = head.split(b" ")[1].decode("latin-1")
        act(self.routes.get(path, answer(b"", status="404 Not Found")), self._line(sock, path, head))
        if sock.fileno() >= 0:
            self._end(sock)

    def _line(self, sock: socket.socket, path: str, head: bytes) -> Line:
        self.hits[path] += 1
        self.times.setdefault(path, []).append(time.monotonic())
        self.heads.setdefault(path, []).append(head)
        return Line(sock, path, head, self.hits[path], self._done)

    def _head(self, sock: socket.socket) -> bytes:
        head = b""
        while b"\r\n\r\n" not in head:
            piece = sock.recv(65536)
            if not piece:
                return b""
            head += piece
        return head

    def _end(self, sock: socket.socket) -> None:
        """Close in order, so that the client reads all that was sent."""
        if isinstance(sock, ssl.SSLSocket):
            return
        sock.shutdown(socket.SHUT_WR)
        sock.settimeout(1)
        while sock.recv(65536):
            pass
