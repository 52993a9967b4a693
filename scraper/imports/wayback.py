"""What a web archive holds of a blog, by its CDX interface and its raw replay; never asks the blog itself.

The interface is that of the Internet Archive's Wayback Machine, which pywb offers too: a list of captures,
and each capture as it was (`id_` behind its time) without the archive's own links and frames (RFC 7089).
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

from scraper.errors import FetchFailed
from scraper.fetch import Fetcher, FetchSettings
from scraper.imports.source import Notes, read_time
from scraper.imports.trip import ImportSettings, Known, Report, take_in
from scraper.rows import Capture
from scraper.sync import bare, start_url
from scraper.urls import is_file, normalize, trap
from scraper.visit import Watcher

_FIELDS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
_WANTED = re.compile(r"^(?:200|30[12378]|-)$")
_MEDIA = re.compile(r"html|xml|rss|atom|^text/plain|^-$|revisit|^unk", re.IGNORECASE)
_OWN = re.compile(r"^x-archive-|^(?:memento-datetime|link|server-timing|x-ts|x-tr|x-location|x-app-server|x-rl"
                  r"|content-security-policy|set-cookie|x-page-cache|x-na|x-nid)$", re.IGNORECASE)  # fmt: skip
_LEAST = 14  # digits of a time
_NONE = re.compile(rb"no captures", re.IGNORECASE)  #: how pywb says with a 404 that its list is empty


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of which archive."""

    url: str
    since: str | None = None
    until: str | None = None
    last: bool = False
    endpoint: str = "https://web.archive.org/web/"
    delay: float = 1.0

    @property
    def replay(self) -> str:
        """Where captures are replayed: before time and address."""
        return self.endpoint if self.endpoint.endswith("/") else f"{self.endpoint}/"

    @property
    def cdx(self) -> str:
        """Where captures are listed: the Wayback Machine's place, or pywb's."""
        if urlsplit(self.replay).hostname == "web.archive.org":
            return "https://web.archive.org/cdx/search/cdx"
        return f"{self.replay}cdx"


@dataclass(frozen=True, slots=True)
class Line:
    """One capture as the list names it."""

    at: str  #: fourteen digits
    url: str
    media: str = "-"
    status: str = "-"
    digest: str = "-"


def import_wayback(path: Path, question: Question, settings: ImportSettings, watcher: Watcher) -> Report:
    """Bring the captures of a blog into a database; those that are there are not asked for again."""
    start_url(question.endpoint)
    settings = replace(settings, base_urls=(start_url(question.url), *settings.base_urls))
    notes = Notes(question.url)
    with ExitStack() as stack:
        wanted = FetchSettings(delay=question.delay)
        fetcher = stack.enter_context(Fetcher(wanted, [question.endpoint]))

        def give(known: Known) -> Iterator[Capture]:
            return captures(fetcher, question, known, notes, watcher)

        return take_in(path, give, notes, settings, watcher)


def captures(
    fetcher: Fetcher, question: Question, known: Known, notes: Notes, watcher: Watcher
) -> Iterator[Capture]:
    """Ask for each capture in the list, the oldest first."""
    for line in sorted(chosen(listed(fetcher, question), question.last), key=lambda one: one.at):
        at = read_time(line.at)
        if watcher.stopping:
            return
        if at is None or known.has(normalize(line.url), at):
            continue
        found = _replayed(fetcher, question, line, at)
        if found.status:
            yield found
        else:
            notes.add(f"{question.replay}{line.at}id_/{line.url}", found.error or "no answer")


def chosen(lines: Iterator[Line], last: bool) -> list[Line]:
    """Leave out what tells nothing new: the same bytes of a page again, files, and what is no page."""
    seen: set[tuple[str, str]] = set()
    newest: dict[str, Line] = {}
    told = []
    for line in lines:
        url = normalize(line.url)
        if not _WANTED.match(line.status) or not _MEDIA.search(line.media) or trap(url) or is_file(url):
            continue
        if line.digest != "-" and (url, line.digest) in seen:
            continue
        seen.add((url, line.digest))
        told.append(line)
        if line.status in ("200", "-") and line.at >= newest.get(url, line).at:
            newest[url] = line
    return list(newest.values()) if last else told


# --------------------------------------------------------------------------------------- the list


def listed(fetcher: Fetcher, question: Question) -> Iterator[Line]:
    """Ask for the list; one too long for an answer is asked for by halves of its time."""
    since = re.sub(r"\D", "", question.since or "1996").ljust(4, "0")
    until = re.sub(r"\D", "", question.until or "2099")
    return _listed(fetcher, question, since, until)


def _listed(fetcher: Fetcher, question: Question, since: str, until: str) -> Iterator[Line]:
    query = {"url": question.url, "matchType": "prefix", "output": "json", "from": since, "to": until}
    asked = f"{question.cdx}?{urlencode(query)}"
    answer = fetcher.get(asked)
    years = int(since[:4]), int(until[:4])
    if answer.truncated and years[0] < years[1]:
        middle = sum(years) // 2
        yield from _listed(fetcher, question, since, str(middle))
        yield from _listed(fetcher, question, str(middle + 1), until)
        return
    if answer.status == 404 and _NONE.search(answer.body):
        return
    if answer.status != 200 or (answer.error and not answer.body):
        what = bare(answer.error, asked) if answer.error else f"answers {answer.status}"
        raise FetchFailed(asked, what, "the next import goes on from here")
    yield from read_cdx(answer.body)


def read_cdx(body: bytes) -> Iterator[Line]:
    """Read the list in any of its forms: JSON rows under a head, JSON lines, CDXJ, or plain CDX."""
    text = body.decode("utf-8", "replace").strip()
    if text.startswith("[["):
        rows = json.loads(text)
        for row in rows[1:]:
            yield from _line(dict(zip(rows[0], row, strict=False)))
        return
    for line in text.splitlines():
        key, _, rest = line.partition(" {")
        if line.startswith("{"):
            yield from _line(_json(line))
        elif rest:
            stamp = key.rpartition(" ")[2]
            yield from _line({"timestamp": stamp, **_json("{" + rest)})
        elif line.count(" ") >= len(_FIELDS) - 2:
            yield from _line(dict(zip(_FIELDS, line.split(" "), strict=False)))


def _json(text: str) -> Mapping[str, str]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _line(fields: Mapping[str, str]) -> Iterator[Line]:
    url, at = fields.get("original") or fields.get("url"), str(fields.get("timestamp", ""))
    if url and at.isdecimal() and len(at) == _LEAST:
        media = fields.get("mimetype") or fields.get("mime") or "-"
        status = fields.get("statuscode") or fields.get("status") or "-"
        yield Line(at, url, media, str(status), fields.get("digest") or "-")


# --------------------------------------------------------------------------------------- one capture

_SAFE = "/%:?=&@!$'()*+,;~#[]"
_REPLAYED = re.compile(r"/\d{4,14}(?:[a-z]{2}_)?/(https?:/.*)$")


def _replayed(fetcher: Fetcher, question: Question, line: Line, at: str) -> Capture:
    """Ask for a capture as it was, and give it back with its own address, time and headers."""
    asked = f"{question.replay}{line.at}id_/{quote(line.url, safe=_SAFE)}"
    answer = fetcher.get(asked)
    if answer.status in (0, 429) and answer.retry_after is not None:
        raise FetchFailed(asked, "the archive asks to wait", "the next import goes on from here")
    if str(answer.status) != line.status and (line.status != "-" or not answer.status):
        return replace(answer, status=0, error=answer.error or f"answers {answer.status}, not {line.status}")
    return Capture(
        url=line.url,
        status=answer.status,
        headers=tuple(_headers(answer)),
        body=answer.body,
        raw=answer.body,
        fetched_at=at,
        reason=answer.reason,
        error=answer.error,
        truncated=answer.truncated,
        source=question.replay,
    )


def _headers(answer: Capture) -> Iterator[tuple[str, str]]:
    """The headers of the blog's own server: without the archive's, and without codings that are undone."""
    theirs = any(name.lower().startswith("x-archive-orig-") for name, _ in answer.headers)
    for name, value in answer.headers:
        own = name[15:] if name.lower().startswith("x-archive-orig-") else name
        if own.lower() in ("content-encoding", "transfer-encoding", "content-length") or _OWN.match(own):
            continue
        if own.lower() == "location":
            match = _REPLAYED.search(value)
            yield "Location", match[1] if match else value
        elif own != name or not theirs or own.lower() == "content-type":
            yield own, value
