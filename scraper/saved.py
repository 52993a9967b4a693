"""Saved pages, one file or one JSON line each, read by the parser; never fetches and never stores."""

import codecs
import gzip
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scraper.errors import UsageError
from scraper.jsonout import to_json
from scraper.rows import Found

#: What programs that save pages write at the top of them: Internet Explorer and its heirs ("saved from
#: url=(0023)http://..."), HTTrack ("Mirrored from host/path by HTTrack"), SingleFile ("url: ...").
_SAVED = re.compile(
    rb"<!--\s*saved from url=\(\d+\)(?P<saved>https?://[^\s>]+)"
    rb"|<!--\s*Mirrored from (?P<mirrored>\S+) by HTTrack"
    rb"|<!--\s*Page saved with SingleFile\s*\n\s*url:\s*(?P<single>https?://\S+)"
)
_HEAD = 4096
Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of output, and whether it tells of a failure."""

    record: dict[str, Any]
    failed: bool = False


def parse_files(paths: Iterable[str], url: str | None) -> Iterator[Answer]:
    """Read each file; `url` tells the address of all of them, else each page is asked for its own."""
    for path in paths:
        yield _answer({"file": path} | ({"url": url} if url else {}))


def parse_lines(lines: Iterable[str]) -> Iterator[Answer]:
    """Answer JSON lines `{"file"|"html", "url", "headers"?}` one by one, in their order."""
    for line in filter(str.strip, lines):
        try:
            ask = json.loads(line)
        except ValueError as error:
            yield Answer({"url": None, "error": f"not JSON: {error}"}, failed=True)
            continue
        yield _answer(ask if isinstance(ask, dict) else {})


def _answer(ask: Mapping[str, Any]) -> Answer:
    url = ask.get("url")
    try:
        body = _body(ask)
        return Answer(_record(body, url or _address(body, ask), url, ask.get("headers")))
    except (OSError, EOFError, ValueError, UsageError) as error:
        return Answer({"url": url or ask.get("file"), "error": _one_line(error)}, failed=True)
    except Exception as error:  # one page that breaks the parser must not end the other thousands
        return Answer({"url": url, "error": f"{type(error).__name__}: {_one_line(error)}"}, failed=True)


def _one_line(error: BaseException) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror.lower()}" if error.filename else error.strerror.lower()
    return " ".join(str(error).split())


def _body(ask: Mapping[str, Any]) -> bytes:
    if isinstance(ask.get("html"), str):
        return codecs.BOM_UTF8 + str(ask["html"]).encode(
            "utf-8", "replace"
        )  # the mark outweighs a stale <meta>
    if not isinstance(ask.get("file"), str):
        raise UsageError("-", 'neither "file" nor "html" is given')
    return read_file(ask["file"])


def read_file(path: str) -> bytes:
    """Give a file's bytes, those of a `.gz` unpacked (RFC 1952)."""
    data = Path(path).read_bytes()
    return gzip.decompress(data) if path.endswith(".gz") else data


def _address(body: bytes, ask: Mapping[str, Any]) -> str:
    """Where the page came from: as its saver wrote, else as it says itself, else the file's own place."""
    saver = _SAVED.search(body[:_HEAD])
    if saver:
        told = next(filter(None, saver.groups())).decode("ascii", "ignore")
        return told if saver["mirrored"] is None else f"http://{told}"
    file = Path(str(ask.get("file") or "page.html")).absolute().as_uri()
    return _extract(body, file, ()).canonical_url or file


def _record(body: bytes, url: str, asked: str | None, headers: Any) -> dict[str, Any]:
    return to_json(_extract(body, url, _pairs(headers)), asked)


def _pairs(headers: Any) -> Headers:
    """Give headers as pairs of text, whether a line wrote them as an object or as a list."""
    items = headers.items() if isinstance(headers, dict) else headers or ()
    try:
        return tuple((str(name), str(value)) for name, value in items)
    except (TypeError, ValueError):
        raise UsageError("headers", "neither an object nor a list of pairs") from None


def _extract(body: bytes, url: str, headers: Headers) -> Found:
    from scraper.extract import parse_page  # heavy: lxml and the rules; only who parses pays

    return parse_page(body, url, headers)
