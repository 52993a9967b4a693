"""The archive as one WACZ file: its WARC files as they are, an index, and the list of pages; changes no record.

Web Archive Collection Zipped 1.1.1; CDXJ as pywb reads it. Entries that a viewer reads in parts are stored unpacked.
"""

import gzip
import hashlib
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scraper import __version__
from scraper.archive import captures
from scraper.clock import now
from scraper.errors import ArchiveError
from scraper.members import mapped, member
from scraper.rows import Capture

if TYPE_CHECKING:
    from scraper.export import Source

_STEP = 1 << 20
_PAGES = """
SELECT pages.url, posts.title, pages.fetched_at, posts.body_text FROM posts JOIN pages ON pages.id = posts.page_id
WHERE pages.warc_file IS NOT NULL AND pages.url LIKE 'http%' ORDER BY posts.kind DESC, posts.published, posts.id
"""


def write_wacz(source: "Source", dest: Path) -> int:
    """Write the bundle: every post is a page in its list, with its text to be searched."""
    files = sorted(source.folder.glob("*.warc.gz")) if source.folder.is_dir() else []
    if not files:
        raise ArchiveError(str(source.folder), "no such archive")
    told: list[dict[str, Any]] = []
    with zipfile.ZipFile(dest, "w", zipfile.ZIP_STORED) as bundle:
        for file in files:
            told.append(_copy(bundle, f"archive/{file.name}", file))
        told.append(_put(bundle, "indexes/index.cdx.gz", gzip.compress(b"".join(_index(files)), mtime=0)))
        pages = list(_pages(source))
        told.append(_put(bundle, "pages/pages.jsonl", b"".join(pages)))
        package = _package(source, told)
        _put(bundle, "datapackage.json", package)
        digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(package).hexdigest()}"}
        _put(bundle, "datapackage-digest.json", json.dumps(digest).encode())
    return len(pages) - 1


def _copy(bundle: zipfile.ZipFile, name: str, file: Path) -> dict[str, Any]:
    digest = hashlib.sha256()
    with file.open("rb") as stream, bundle.open(name, "w", force_zip64=True) as out:
        while chunk := stream.read(_STEP):
            digest.update(chunk)
            out.write(chunk)
    return _resource(name, file.stat().st_size, digest.hexdigest())


def _put(bundle: zipfile.ZipFile, name: str, data: bytes) -> dict[str, Any]:
    bundle.writestr(name, data)
    return _resource(name, len(data), hashlib.sha256(data).hexdigest())


def _resource(name: str, size: int, digest: str) -> dict[str, Any]:
    return {"name": name.rpartition("/")[2], "path": name, "hash": f"sha256:{digest}", "bytes": size}


def _package(source: "Source", told: list[dict[str, Any]]) -> bytes:
    blog = source.store.query("SELECT title, url, description FROM blogs ORDER BY id") or [("", "", "")]
    return json.dumps(
        {
            "profile": "data-package",
            "wacz_version": "1.1.1",
            "title": blog[0][0] or blog[0][1],
            "description": blog[0][2] or "",
            "mainPageUrl": blog[0][1],
            "created": now(),
            "software": f"blog-to-sqlite {__version__}",
            "resources": told,
        },
        indent=2,
        ensure_ascii=False,
    ).encode()


def _pages(source: "Source") -> Iterator[bytes]:
    yield b'{"format": "json-pages-1.0", "id": "pages", "title": "All Pages", "hasText": true}\n'
    for url, title, at, text in source.store.query(_PAGES):
        page = {"id": hashlib.sha1(url.encode(), usedforsecurity=False).hexdigest()[:20], "url": url}
        page |= {"title": title or url, "ts": at, "text": text or ""}
        yield json.dumps(page, ensure_ascii=False).encode() + b"\n"


# ------------------------------------------------------------------------------------------- the index


def _index(files: list[Path]) -> Iterator[bytes]:
    """Every capture by its key and time, sorted, on the disk while it is made."""
    with closing(sqlite3.connect("")) as held:
        held.execute("CREATE TABLE lines(line BLOB)")
        for file in files:
            with mapped(file) as view:
                for capture in captures(file):
                    if capture.status and capture.url.startswith("http"):
                        offset = capture.warc_offset or 0
                        line = _line(capture, member(view, offset)[1] - offset)
                        held.execute("INSERT INTO lines VALUES (?)", (line,))
        for (line,) in held.execute("SELECT line FROM lines ORDER BY line"):
            yield line


def _line(capture: Capture, length: int) -> bytes:
    told = {
        "url": capture.url,
        "mime": "warc/revisit" if capture.status == 304 else _media(capture),
        "status": str(capture.status),
        "digest": capture.digest or "-",
        "length": str(length),
        "offset": str(capture.warc_offset),
        "filename": capture.warc_file,
    }
    stamp = re.sub(r"\D", "", capture.fetched_at)[:14]
    return f"{surt(capture.url)} {stamp} {json.dumps(told)}\n".encode()


def _media(capture: Capture) -> str:
    return (capture.header("Content-Type") or "unk").partition(";")[0].strip() or "unk"


def surt(url: str) -> str:
    """Turn an address round so that those of one host sort together: `com,example)/path?query`."""
    parts = urlsplit(url.lower())
    host = (parts.hostname or "").removeprefix("www.")
    plain = re.fullmatch(r"[\d.]+|[\da-f:]+", host)
    turned = ",".join(reversed(host.split("."))) if not plain or "." in host else host
    port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    query = "?" + "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    return f"{turned}{port}){parts.path.rstrip('/') or '/'}{query}"
