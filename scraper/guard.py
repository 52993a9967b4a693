"""Connections only to addresses looked at first, each under one deadline; never speaks HTTP itself.

A name is resolved once, its addresses are judged, and the very address that was judged is connected to, so
that a second answer of the name server cannot lead inside (DNS rebinding).
"""

import ipaddress
import socket
import threading
import time
from collections.abc import Iterable
from http.client import HTTPException, HTTPResponse
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import NameResolutionError, NewConnectionError
from urllib3.util.connection import create_connection

from scraper.urls import server_of

_KEEP_SECONDS = 300
_TRY_ADDRESSES = 3


class Refused(OSError):
    """The address is one that a stranger's link must not lead to."""


def is_private(address: str) -> bool:
    """Tell whether an address is not of the open Internet (RFC 6890), whatever it is wrapped in."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    inner = _embedded(ip) if isinstance(ip, ipaddress.IPv6Address) else None
    if inner is not None:
        return is_private(str(inner))
    return not ip.is_global or ip.is_multicast or ip.is_reserved or ip.is_unspecified


def _embedded(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Find the IPv4 address inside a mapped, 6to4, Teredo or NAT64 one (RFC 4291, 3056, 4380, 6052)."""
    if ip.teredo:
        return ip.teredo[1]
    if ip in ipaddress.ip_network("64:ff9b::/96") or ip in ipaddress.ip_network("::/96"):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if int(ip) > 1 else None
    return ip.ipv4_mapped or ip.sixtofour


class Door:
    """What addresses may be asked: all public ones, and those a start URL itself stands on."""

    def __init__(self, allow_private: bool = False, start_urls: Iterable[str] = ()) -> None:
        self._allow_private = allow_private
        self._starts = {server_of(url) for url in start_urls}
        self._local: set[tuple[str, int] | None] = set()
        self._known: dict[tuple[str, int], tuple[float, list[str]]] = {}
        self._lock = threading.Lock()
        self.now = _Now()

    def addresses(self, host: str, port: int) -> list[str]:
        """Resolve a name to the addresses that may be asked; Refused where it has none of them."""
        key = (host.lower().strip("[]"), port)
        with self._lock:
            until, found = self._known.get(key, (0.0, []))
        if time.monotonic() >= until:
            found = self._judge(key, _resolve(*key))
            with self._lock:
                self._known[key] = time.monotonic() + _KEEP_SECONDS, found
        return found

    def _judge(self, key: tuple[str, int], found: list[str]) -> list[str]:
        public = [address for address in found if not is_private(address)]
        if self._allow_private or key in self._local:
            return found
        if key in self._starts:  # its first answer decides: a public start never becomes a local one
            self._starts.discard(key)
            if not public:
                self._local.add(key)
                return found
        if not public:
            raise Refused(f"{key[0]} is a private address ({found[0]}); --allow-private would ask it")
        return public

    def begin(self, deadline: float) -> None:
        """Tell this thread's next request when it must be over (monotonic)."""
        self.now.deadline, self.now.ip, self.now.sent, self.now.came = deadline, None, False, []

    def end(self) -> None:
        """Let this thread's connection rest: it may be used again."""
        if self.now.line:
            _WATCH.let_go(self.now.line)
            self.now.line = None


class _Now(threading.local):
    """What the request of this thread needs to tell its connection, and to learn of it."""

    deadline: float = 0.0
    ip: str | None = None
    sent: bool = False
    line: socket.socket | None = None
    came: list[bytes]  #: the lines that came before the body: all there is where they are no HTTP


def _resolve(host: str, port: int) -> list[str]:
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in rows))


class _Watch:
    """Hangs up on connections whose time is over: a socket's own time-out starts anew with each byte."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._open: dict[int, tuple[float, socket.socket]] = {}
        self._thread: threading.Thread | None = None

    def hold(self, line: socket.socket, deadline: float) -> None:
        """Hang up this line at the deadline, unless it is let go before."""
        with self._condition:
            self._open[id(line)] = deadline, line
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="deadlines", daemon=True)
                self._thread.start()
            elif len(self._open) == 1:
                self._condition.notify()

    def let_go(self, line: socket.socket) -> None:
        with self._condition:
            self._open.pop(id(line), None)

    def _run(self) -> None:
        while True:
            with self._condition:
                if not self._open:
                    self._condition.wait()
                now = time.monotonic()
                for key, (deadline, line) in list(self._open.items()):
                    if deadline <= now:
                        del self._open[key]
                        _hang_up(line)
            time.sleep(0.1)


def _hang_up(line: socket.socket) -> None:
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # the server was faster


_WATCH = _Watch()


class CutHeaders(HTTPException):
    """The connection ended within the headers; the standard library takes that for their end."""


class _Lines:
    """A reader that remembers the lines it gave."""

    def __init__(self, reader: Any, came: list[bytes]) -> None:
        self.reader, self.came = reader, came

    def readline(self, limit: int = -1) -> bytes:
        self.came.append(self.reader.readline(limit))
        return self.came[-1]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.reader, name)


class _WholeHeaders(HTTPResponse):
    """An answer whose headers end as they must (RFC 9112, 2.1)."""

    door: Door

    def begin(self) -> None:
        spy = _Lines(self.fp, self.door.now.came)
        self.fp = spy  # type: ignore[assignment]
        super().begin()
        if self.fp is spy:  # type: ignore[comparison-overlap]
            self.fp = spy.reader
        if spy.came[-1:] == [b""]:
            self.close()
            raise CutHeaders("the answer ended within its headers")


class _Guarded(HTTPConnection):
    """A connection that asks the door, keeps the deadline and remembers the peer."""

    door: Door
    _line: socket.socket | None = None  # a second handle: TLS takes the first one away
    _peer: str | None = None

    def _new_conn(self) -> socket.socket:
        try:
            addresses = self.door.addresses(self._dns_host, self.port)
        except socket.gaierror as error:
            raise NameResolutionError(self.host, self, error) from error
        sock = self._connect_first(addresses[:_TRY_ADDRESSES])
        self._line = self.door.now.line = sock.dup()
        _WATCH.hold(self._line, self.door.now.deadline)
        self._peer = self.door.now.ip = sock.getpeername()[0]
        return sock

    def _connect_first(self, addresses: list[str]) -> socket.socket:
        last: OSError = OSError("the name has no address")
        for address in addresses:
            try:
                return create_connection(
                    (address, self.port), self.timeout, socket_options=self.socket_options
                )
            except OSError as error:
                last = error
        raise NewConnectionError(self, str(last)) from last

    def getresponse(self) -> Any:  # urllib3's response
        self.door.now.ip, self.door.now.sent = self._peer, True
        self.door.now.line = self._line
        if self._line:
            _WATCH.hold(self._line, self.door.now.deadline)
        return super().getresponse()

    def close(self) -> None:
        if self._line:
            _WATCH.let_go(self._line)
            self._line.close()
            self._line = None
        super().close()


class _GuardedTLS(_Guarded, HTTPSConnection):
    """The same over TLS; name and certificate are checked against the host of the URL."""


class GuardedAdapter(HTTPAdapter):
    """requests' adapter on guarded connections; retries and redirects are the caller's."""

    def __init__(self, door: Door, connections: int) -> None:
        self._door = door
        super().__init__(pool_connections=32, pool_maxsize=connections, max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        own = {"door": self._door, "response_class": type("Answer", (_WholeHeaders,), {"door": self._door})}
        plain = type("Plain", (_Guarded,), own)
        secure = type("Secure", (_GuardedTLS,), own)
        self.poolmanager.pool_classes_by_scheme = {
            "http": type("PlainPool", (HTTPConnectionPool,), {"ConnectionCls": plain}),
            "https": type("SecurePool", (HTTPSConnectionPool,), {"ConnectionCls": secure}),
        }
