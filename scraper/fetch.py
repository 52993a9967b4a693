"""One URL in, one capture out, politely; never follows a redirect, reads a page or raises for a fault.

A capture is whole where ``error`` is None. One without ``request_headers`` was never sent (refused, put off).
"""

import email.utils
import os
import re
import ssl
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from http.client import BadStatusLine, HTTPException, IncompleteRead, LineTooLong, RemoteDisconnected
from random import SystemRandom
from socket import EAI_AGAIN, gaierror
from typing import Any
from urllib.request import getproxies, proxy_bypass

from requests import PreparedRequest, RequestException, Response
from requests.cookies import RequestsCookieJar, extract_cookies_to_jar, get_cookie_header
from requests.structures import CaseInsensitiveDict
from urllib3.exceptions import HTTPError

from scraper.clock import now
from scraper.coding import FREE_BYTES, decode
from scraper.errors import UsageError
from scraper.guard import CutHeaders, Door, GuardedAdapter, Refused
from scraper.pace import LONGEST_WAIT, Pace
from scraper.robots import Robots
from scraper.rows import Capture
from scraper.tries import Retried
from scraper.urls import absolute, server_of

_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
_PROJECT = "https://github.com/search?q=blog-to-sqlite"
_STEP = 65536
_AGAIN = frozenset({429, 500, 502, 503, 504})
_BUSY = frozenset({429, 503})
_FIELD_VALUE = re.compile(r"[!-~\x80-\xff]([\t -~\x80-\xff]*[!-~\x80-\xff])?")  # RFC 9110, 5.5
_FAULTS = (RequestException, HTTPError, HTTPException, OSError, ValueError)


def user_agent(contact: str, version: str = "") -> str:
    """Name the program, and whom the owner of a server may turn to (RFC 9110, 10.1.5)."""
    if not re.fullmatch(r"[!-'*-~](?:[ -'*-~]*[!-'*-~])?", contact):  # parentheses would end the comment
        raise UsageError(repr(contact), "is no contact", "an e-mail address or a URL, in plain ASCII")
    product = f"blog-to-sqlite/{version}".rstrip("/")
    return f"{product} (blog archiver; +{contact})"


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How a blog is asked. ``user_agent`` names a product token and whom to turn to."""

    delay: float = 1.0  #: least pause between two requests to one server address; 0 asks at full speed
    max_delay: float = 30.0  #: what a slow server may stretch the pause to
    crawl_delay_cap: float = 60.0
    allow_private: bool = False
    timeout: tuple[float, float] = (10.0, 30.0)  #: to connect, between two bytes
    total_seconds: float = 120.0  #: for one whole answer
    max_bytes: int = 50_000_000
    user_agent: str = user_agent(_PROJECT)
    retries: int = 2
    backoff: float = 1.0
    patience: float = 30.0  #: longer waits that a server asks for are handed to the caller
    connections: int = 8  #: kept open per host


@dataclass(frozen=True, slots=True)
class _Attempt:
    """What is known of a request before its answer."""

    url: str
    headers: tuple[tuple[str, str], ...]
    begun: float = field(default_factory=time.monotonic)
    at: str = field(default_factory=now)


class Fetcher:
    """Asks servers, each at its own pace; safe in threads.

    ``penalties`` is what ``host_state()`` gave at the end of the last run: hosts and the time before which
    they asked not to be asked (seconds since 1970).
    """

    def __init__(
        self,
        settings: FetchSettings | None = None,
        start_urls: Iterable[str] = (),
        penalties: Mapping[str, float] | None = None,
    ) -> None:
        self.settings = settings or FetchSettings()
        self._robots = Robots(re.split(r"[/ ]", self.settings.user_agent)[0])
        self._pace = Pace(self.settings.delay, self.settings.max_delay, penalties or {})
        self._door = Door(self.settings.allow_private, start_urls)
        self._adapter = GuardedAdapter(self._door, self.settings.connections)
        self._cookies = RequestsCookieJar()
        self._proxies = getproxies()  # read once: to look at each request costs a fifth of its time
        self._trust = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("SSL_CERT_FILE") or True
        self._stopped = threading.Event()

    # --- asking

    def get(self, url: str, etag: str | None = None, last_modified: str | None = None) -> Capture:
        """Ask once for a URL, with few retries; the validators go out word for word (RFC 9110, 13.1).

        What the attempts before the last one brought goes with the capture (`Retried`).
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        wanted = {k: v for k, v in conditions.items() if v and _FIELD_VALUE.fullmatch(v)}
        return self._refusal(url) or self._with_retries(url, wanted)

    def wait_for(self, url: str) -> float:
        """The seconds until this URL's server may be asked; get() would sleep or refuse that long."""
        host = _host_key(url)
        clock = self._pace.free_in(self._address(url) or host)
        return max(clock, self._pace.penalty(host), self._pace.broken(host))

    def host_state(self) -> dict[str, float]:
        """What must be remembered over runs: not before when each host may be asked (seconds since 1970)."""
        return self._pace.penalties()

    def stop(self) -> None:
        """End all waiting: every get() returns at once."""
        self._stopped.set()

    def close(self) -> None:
        """Stop, and let go of all connections."""
        self.stop()
        self._adapter.close()

    def __enter__(self) -> "Fetcher":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- robots.txt

    def robots_url(self, url: str) -> str:
        """The robots.txt that speaks for a page; the caller fetches it and follows up to five redirects."""
        return self._robots.url(url)

    def knows_robots(self, url: str) -> bool:
        """Tell whether the rules for a page are known and fresh (RFC 9309, 2.4)."""
        return self._robots.knows(url)

    def learn_robots(self, url: str, capture: Capture | None) -> None:
        """Take the answer for robots.txt; None where there was none."""
        self._robots.learn(url, capture)

    def robots_reached(self, url: str) -> bool:
        """Tell whether robots.txt answered; where not, all is forbidden until it does (RFC 9309, 2.3.1.4)."""
        return self._robots.reached(url)

    def allowed(self, url: str) -> bool:
        """Tell whether robots.txt allows a page; nothing is allowed before it was learned."""
        return self._robots.allowed(url)

    def crawl_delay(self, url: str) -> float | None:
        """The pause robots.txt asks for; what is kept is at most ``crawl_delay_cap``."""
        return self._robots.crawl_delay(url)

    def pace_asked(self, url: str) -> str | None:
        """Say what pause robots.txt asks for where it is longer than ours, and whether it is kept."""
        asked, cap = self._robots.crawl_delay(url) or 0.0, self.settings.crawl_delay_cap
        if asked <= self.settings.delay:
            return None
        kept = f"; {cap:g} s are kept, the most that is" if asked > cap else ""
        return f"asks for {asked:g} s between two requests{kept}"

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """The sitemaps that robots.txt names."""
        return self._robots.sitemaps(url)

    # --- one request

    def _refusal(self, url: str) -> Capture | None:
        """Refuse what must not be asked, or not now."""
        server = server_of(url)
        reason = _unfit(url) or ("no host in the address" if server is None else None)
        if reason or server is None:
            return _unsent(url, f"not asked: {reason}")
        if self._proxy(url) and (hidden := self._hidden(server)):
            return _unsent(url, f"not asked: {hidden}")
        host = _host_key(url)
        if (pause := self._pace.broken(host)) > 0:
            return _unsent(url, f"not asked: {host} failed too often, next try in {pause:.0f} s", pause)
        if (pause := self._pace.penalty(host)) > self.settings.patience:
            return _unsent(url, f"not asked: {host} asked to wait another {pause:.0f} s", pause)
        return None

    def _with_retries(self, url: str, wanted: dict[str, str]) -> Capture:
        host = _host_key(url)
        capture = _unsent(url, "not asked: stopped")
        before: list[Capture] = []
        for attempt in range(self.settings.retries + 1):
            if not self._take_turn(url, host):
                break
            before += [replace(capture, body=b"")] if capture.raw or capture.status else []
            capture = self._once(url, wanted)
            self._remember(host, capture)
            pause = self._pause_before_next(capture, attempt)
            if pause is None or attempt == self.settings.retries or self._stopped.wait(pause):
                break
            if _undecoded(capture):
                wanted = {**wanted, "Accept-Encoding": "identity"}
        return _with_tries(capture, before)

    def _take_turn(self, url: str, host: str) -> bool:
        """Sleep until the server's next turn; False when stopped meanwhile."""
        turn = self._pace.take(self._address(url) or host, self._least(url))
        pause = max(turn, self._pace.penalty(host))
        return not (self._stopped.is_set() or (pause > 0 and self._stopped.wait(pause)))

    def _once(self, url: str, wanted: dict[str, str]) -> Capture:
        """Send one request and read its answer to the end, or as far as it goes."""
        request = self._prepare(url, wanted)
        attempt = _Attempt(url, _shown(request))
        self._door.begin(attempt.begun + self.settings.total_seconds)
        try:
            response = self._adapter.send(
                request,
                stream=True,
                timeout=self.settings.timeout,
                verify=self._trust,
                proxies=self._proxy(url),
            )
            with response.raw:
                self._take_cookies(request, response)
                capture = self._read(attempt, response)
        except _FAULTS as error:
            capture = self._failed(attempt, error)
        finally:
            self._door.end()
        seconds = time.monotonic() - attempt.begun
        self._pace.done(capture.ip or _host_key(url), self._least(url), seconds)
        return replace(capture, seconds=seconds)

    def _prepare(self, url: str, wanted: dict[str, str]) -> PreparedRequest:
        """Make the request by hand: requests would spell the URL its own way, and read the environment."""
        address = absolute(url) or ""
        request = PreparedRequest()
        request.method, request.url, request.body, request.hooks = "GET", address, None, {}
        request.headers = CaseInsensitiveDict(
            {
                "Host": address.split("/", 3)[2],
                "User-Agent": self.settings.user_agent,
                "Accept": _ACCEPT,
                "Accept-Encoding": "gzip, deflate",
                **wanted,
            }
        )
        request._cookies = self._cookies  # type: ignore[attr-defined]  # the adapter looks for it
        if len(self._cookies) and (cookie := get_cookie_header(self._cookies, request)):  # type: ignore[no-untyped-call]
            request.headers["Cookie"] = cookie
        return request

    def _take_cookies(self, request: PreparedRequest, response: Response) -> None:
        if "Set-Cookie" in response.headers:
            extract_cookies_to_jar(self._cookies, request, response.raw)  # type: ignore[no-untyped-call]

    def _read(self, attempt: _Attempt, response: Response) -> Capture:
        headers = tuple((name, _BREAKS.sub(" ", value)) for name, value in response.raw.headers.items())
        raw, truncated, error = self._body(attempt, response)
        encoding = response.headers.get("Content-Encoding")
        body, broken = decode(raw, encoding) if encoding else (raw, None)
        capture = Capture(
            url=attempt.url,
            status=response.status_code,
            headers=headers,
            body=body,
            raw=raw,
            fetched_at=attempt.at,
            reason=_BREAKS.sub(" ", response.raw.reason or ""),
            http_version={10: "1.0", 11: "1.1"}.get(response.raw.version, "1.1"),
            request_headers=attempt.headers,
            ip=self._door.now.ip,
            error=error or (f"{attempt.url}: {broken}" if broken else None),
            truncated=truncated,
        )
        return replace(capture, retry_after=_retry_after(capture))

    def _body(self, attempt: _Attempt, response: Response) -> tuple[bytes, str | None, str | None]:
        """Read the body as it comes over the wire: bytes, why they are not all, and that in words."""
        most, deadline = self.settings.max_bytes, attempt.begun + self.settings.total_seconds
        announced = response.headers.get("Content-Length", "")
        if announced.isdecimal() and int(announced) > most:
            return b"", "length", f"{attempt.url}: {announced} bytes are announced, {most} are read at most"
        pieces: list[bytes] = []
        size = 0
        try:
            while data := response.raw.read1(_STEP, decode_content=False):
                pieces.append(data)
                size += len(data)
                if size > most:
                    raw = b"".join(pieces)[:most]
                    return raw, "length", f"{attempt.url}: the body has no end within {most} bytes"
                if time.monotonic() > deadline:
                    raise TimeoutError
        except _FAULTS as error:
            late = isinstance(error, TimeoutError) or time.monotonic() >= deadline
            words = f"not whole within {self.settings.total_seconds:g} s" if late else _words(error)
            return b"".join(pieces), "time" if late else "disconnect", f"{attempt.url}: {words}"
        return b"".join(pieces), None, None

    def _failed(self, attempt: _Attempt, error: Exception) -> Capture:
        late = time.monotonic() >= attempt.begun + self.settings.total_seconds
        words = f"no answer within {self.settings.total_seconds:g} s" if late else _words(error)
        refused = _cause(error, Refused) is not None
        return Capture(
            url=attempt.url,
            status=0,
            fetched_at=attempt.at,
            raw=b"".join(self._door.now.came),
            request_headers=() if refused else attempt.headers,
            ip=self._door.now.ip,
            error=f"{'not asked: ' if refused else ''}{attempt.url}: {words}",
        )

    # --- after a request

    def _remember(self, host: str, capture: Capture) -> None:
        if capture.status in _BUSY:
            asked = capture.retry_after
            self._pace.punish(host, 4 * self.settings.backoff if asked is None else asked)
        if capture.request_headers:
            self._pace.report(host, capture.status not in (0, 502, 503, 504))

    def _pause_before_next(self, capture: Capture, attempt: int) -> float | None:
        """The pause before another try; None where another try makes no sense."""
        if not capture.request_headers or _is_final(capture):
            return None
        if capture.retry_after is not None:
            return capture.retry_after if capture.retry_after <= self.settings.patience else None
        return float(self.settings.backoff * 2**attempt * SystemRandom().uniform(0.5, 1.5))

    # --- servers

    def _least(self, url: str) -> float:
        return min(self._robots.crawl_delay(url) or 0.0, self.settings.crawl_delay_cap)

    def _address(self, url: str) -> str | None:
        """The address whose clock counts; None where the name cannot be resolved (get will say so)."""
        server = server_of(url)
        if server is None or self._proxy(url):
            return None
        try:
            return self._door.addresses(*server)[0]
        except (OSError, ValueError):
            return None

    def _proxy(self, url: str) -> dict[str, str]:
        if not self._proxies or proxy_bypass((server_of(url) or ("", 0))[0]):
            return {}
        return self._proxies

    def _hidden(self, server: tuple[str, int]) -> str | None:
        """Tell why a proxy must not be sent somewhere; names only the proxy can resolve are its affair."""
        try:
            self._door.addresses(*server)
        except Refused as error:
            return str(error)
        except OSError:
            return None
        return None


_BREAKS = re.compile(r"[\r\n]+[ \t]*")


def _unfit(url: str) -> str | None:
    """Tell what about the address itself forbids a request."""
    if re.search(r"[\x00-\x20\x7f]", url):
        return f"{url[:200]!r} holds white space or control characters"
    if not re.match(r"https?://", url, re.IGNORECASE):
        return f"{url[:200]}: only http and https are asked"
    if "@" in re.split(r"[/?#\\]", url.partition("//")[2], maxsplit=1)[0]:
        return "credentials in the address"
    return None if absolute(url) else f"{url[:200]}: not an address"


def _with_tries(capture: Capture, before: list[Capture]) -> Capture:
    if not before or not capture.request_headers:
        return capture
    own = {one.name: getattr(capture, one.name) for one in fields(Capture)}
    return Retried(**own, before=tuple(before))


def _unsent(url: str, error: str, retry_after: float | None = None) -> Capture:
    return Capture(url=url, status=0, fetched_at=now(), error=error, retry_after=retry_after)


def _host_key(url: str) -> str:
    host, port = server_of(url) or ("", 0)
    return f"{host}:{port}"


def _shown(request: PreparedRequest) -> tuple[tuple[str, str], ...]:
    return tuple(
        (str(k), v.decode("latin-1") if isinstance(v, bytes) else v) for k, v in request.headers.items()
    )


def _retry_after(capture: Capture) -> float | None:
    """Read Retry-After, as seconds or as a date against the server's own clock (RFC 9110, 10.2.3)."""
    value = (capture.header("Retry-After") or "").strip()
    if re.fullmatch(r"\d{1,9}", value):
        return min(float(value), LONGEST_WAIT)
    until = _http_date(value)
    if until is None:
        return None
    theirs = _http_date(capture.header("Date") or "") or datetime.now(UTC)
    return min(max((until - theirs).total_seconds(), 0.0), LONGEST_WAIT)


def _http_date(value: str) -> datetime | None:
    try:
        found = email.utils.parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _is_final(capture: Capture) -> bool:
    """Tell whether the same question would get the same answer."""
    if capture.status == 0:
        return bool(re.search(r": (?:unknown host$|TLS: )", capture.error or ""))
    if capture.truncated:
        return capture.truncated != "disconnect"
    return capture.status not in _AGAIN and not _undecoded(capture)


def _undecoded(capture: Capture) -> bool:
    """Tell whether all bytes came but could not be unpacked; asked plainly, the server may do better."""
    bomb = len(capture.body) > FREE_BYTES
    return bool(capture.status and capture.error) and capture.truncated is None and not bomb


def _cause(error: BaseException, kind: type[BaseException]) -> Any:
    """Find an exception of a kind among those that others were wrapped around."""
    return next((e for e in _causes(error) if isinstance(e, kind)), None)


def _causes(error: BaseException) -> list[BaseException]:
    seen: list[BaseException] = [error]
    for current in seen:
        inner = (current.__cause__, current.__context__, getattr(current, "reason", None), *current.args)
        seen += [e for e in inner if isinstance(e, BaseException) and e not in seen]
    return seen


def _words(error: Exception) -> str:
    """Say in one line what went wrong."""
    if refused := _cause(error, Refused):
        return str(refused)
    if lookup := _cause(error, gaierror):
        return "the name server gives no answer" if lookup.errno == EAI_AGAIN else "unknown host"
    if tls := _cause(error, ssl.SSLError):
        return f"TLS: {getattr(tls, 'verify_message', '') or tls.reason or tls}"
    if _cause(error, TimeoutError) or "timed out" in str(error):
        return "no byte came in time"
    if cut := _cause(error, IncompleteRead):
        return (
            f"the body ended early ({cut.expected} more bytes were announced)"
            if cut.expected
            else "bad chunks"
        )
    if cut_headers := _cause(error, CutHeaders):
        return str(cut_headers)
    if _cause(error, LineTooLong) or "more than" in str(error):
        return "the headers have no end"
    if _cause(error, RemoteDisconnected):
        return "the server hung up without an answer"
    if told := [e.strerror for e in _causes(error) if isinstance(e, OSError) and e.strerror]:
        return told[0].lower()
    if _cause(error, BadStatusLine):
        return "the answer is no HTTP"
    return " ".join(str(error).split())[:200] or type(error).__name__
