"""WARC and ARC, whole or broken, and WACZ: records in, captures out; never unpacks a file by its own name.

ISO 28500 (WARC/1.1); ARC version 1 of the Internet Archive; WACZ 1.1.1. warcio reads each record; where one
begins and whether it is whole is settled here, for warcio passes over cut records without a word.
"""

import hashlib
import mmap
import re
import shutil
import zipfile
import zlib
from base64 import b32encode
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path, PurePosixPath
from tempfile import TemporaryFile
from typing import IO, Any

from isal import isal_zlib
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeadersParserException

from scraper.coding import Damage
from scraper.imports.source import MAX_BYTES, Notes, answered, read_time
from scraper.members import let_go
from scraper.rows import Capture

_GZIP, _ZSTD, _ZIP = b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"PK\x03\x04"
_IN_MEMORY = 16_000_000  # a gzip member that grows beyond goes to the disk
_MAX_MEMBER = 16_000_000_000
_STEP = 1 << 16
_ARC_LINE = rb"(?:https?|ftp|dns|filedesc)://?[^\r\n]* [0-9A-Fa-f.:]+ \d{14} \S+ (?:\S+ )*\d+\r?\n"
_BEGINS = re.compile(rb"(?:^|(?<=\n))(?:WARC/1\.\d|WARC/0\.1[78]|" + _ARC_LINE + rb")")
_BLANK = re.compile(rb"[\r\n]*")
_UNWANTED = re.compile(r"^(?:font|text/css|(?:text|application)/(?:x-)?(?:java|ecma)script|application/font)")
_LOADER = ArcWarcRecordLoader(verify_http=False, arc2warc=False)


def claims_warc(path: Path, head: bytes) -> bool:
    """Tell a WARC or ARC file by its first bytes, a damaged one by its name."""
    start = _unpacked_head(head) if head.startswith(_GZIP) else head
    named = re.search(r"\.w?arc(?:\.gz|\.zst)?(?:\.open)?$", path.name, re.IGNORECASE)
    return path.is_file() and (start.startswith((b"WARC/", b"filedesc://")) or named is not None)


def claims_wacz(path: Path, head: bytes) -> bool:
    """Tell a WACZ: a zip file of that name, or with WARC files in its folder `archive`."""
    if not head.startswith(_ZIP):
        return False
    if path.suffix.lower() == ".wacz":
        return True
    try:
        with zipfile.ZipFile(path) as bundle:
            return any(_is_warc(name) for name in bundle.namelist())
    except (zipfile.BadZipFile, OSError):
        return False


def read_wacz(path: Path, notes: Notes) -> Iterator[Capture]:
    """Read every WARC file of the bundle; a name that leads out of it is refused."""
    try:
        with zipfile.ZipFile(path) as bundle:
            for info in bundle.infolist():
                if _is_warc(info.filename):
                    yield from _read_entry(bundle, info, path, notes)
    except (zipfile.BadZipFile, OSError) as error:
        notes.add(path, f"the zip file is damaged: {error}")
        yield from _salvage(path, notes)


def _read_entry(
    bundle: zipfile.ZipFile, info: zipfile.ZipInfo, path: Path, notes: Notes
) -> Iterator[Capture]:
    name = info.filename
    if ".." in PurePosixPath(name).parts or PurePosixPath(name).is_absolute():
        notes.add(path, f"{name!r} leads out of the archive and is not read")
        return
    info.CRC = None  # type: ignore[assignment]  # one bad bit must not cost all: the records have sums of their own
    with TemporaryFile() as held:
        try:
            with bundle.open(info) as packed:
                shutil.copyfileobj(packed, held, _STEP)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            notes.add(path, f"{name} is damaged: {error}")
        yield from _read(held, f"{path.name}/{name}", path, notes)


def _salvage(path: Path, notes: Notes) -> Iterator[Capture]:
    """A bundle without its directory: WARC files stand in it as they are (WACZ 1.1.1, 5.1), record behind record."""
    with path.open("rb") as file, _mapped(file) as view:
        if isinstance(view, mmap.mmap) and (at := _next_member(view, 0)) is not None:
            yield from _read_members(view, at, path.name, path, notes)


def read_warc(path: Path, notes: Notes) -> Iterator[Capture]:
    """Read a WARC or ARC file, plain or gzip."""
    with path.open("rb") as file:
        yield from _read(file, path.name, path, notes)


def _is_warc(name: str) -> bool:
    return re.search(r"(?:^|/)archive/.*\.w?arc(?:\.gz)?$", name, re.IGNORECASE) is not None


def _unpacked_head(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(head, 64)
    except zlib.error:
        return b""


# ------------------------------------------------------------------------------------------- segments


@dataclass(frozen=True, slots=True)
class _Part:
    """Bytes in which records follow each other: a plain file, or what one gzip member holds."""

    view: bytes | mmap.mmap
    stream: IO[bytes]
    name: str  #: as captures name their source
    place: str  #: as notes name it
    trusted: bool = True  #: nothing is damaged, as far as the packing tells
    cut: bool = False  #: its end is missing, and that was noted


def _read(file: IO[bytes], name: str, path: Path, notes: Notes) -> Iterator[Capture]:
    with _mapped(file) as view:
        if not view:
            notes.add(path, "is empty")
        elif view[:4] == _ZSTD:
            notes.add(path, "is packed with zstd, which no library here reads: unpack it first (zstd -d)")
        elif view[:3] == _GZIP:
            yield from _read_members(view, 0, name, path, notes)  # type: ignore[arg-type]
        else:
            yield from _read_records(_Part(view, file, name, str(path)), notes)


@contextmanager
def _mapped(file: IO[bytes]) -> Iterator[bytes | mmap.mmap]:
    """Look at what a file holds without reading it whole."""
    if isinstance(file, BytesIO):
        yield file.getvalue()
        return
    file.flush()
    if not file.seek(0, 2):
        yield b""
        return
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as view:
        yield view


def _read_members(view: mmap.mmap, at: int | None, name: str, path: Path, notes: Notes) -> Iterator[Capture]:
    """Read gzip members one by one, most often one a record; what is damaged is passed over (RFC 1952)."""
    while at is not None and at < len(view):
        unpacked, end, problem = _unpack(view, at)
        if problem:
            notes.add(path, f"at byte {at}: {problem}")
        with closing(unpacked), _mapped(unpacked) as held:
            if held:
                cut = problem == _CUT
                part = _Part(held, unpacked, name, f"{path} at byte {at}", not problem or cut, bool(problem))
                yield from _read_records(part, notes)
        let_go(view, at, end)
        at = _next_member(view, at + 1) if problem else _skip_nulls(view, end)


_CUT = "the file is cut short in a record"


def _unpack(view: mmap.mmap, at: int) -> tuple[IO[bytes], int, str | None]:
    """Unpack one member, on the disk if it is large; tell where it ends and what is wrong with it."""
    unpacker = isal_zlib.decompressobj(31)
    out: IO[bytes] = BytesIO()
    try:
        while not unpacker.eof:
            if at >= len(view):
                return out, at, _CUT
            step = view[at : at + _STEP]
            at += len(step)
            out = _roomy(out)
            out.write(unpacker.decompress(step))
            if out.tell() > _MAX_MEMBER:
                return out, at, f"grows to more than {_MAX_MEMBER} bytes"
    except Damage as error:
        return out, at, f"its bytes are damaged: {error}"
    return out, at - len(unpacker.unused_data), None


def _roomy(out: IO[bytes]) -> IO[bytes]:
    if not isinstance(out, BytesIO) or out.tell() < _IN_MEMORY:
        return out
    file = TemporaryFile()  # noqa: SIM115 - closed by who reads it
    file.write(out.getvalue())
    return file


def _next_member(view: mmap.mmap, at: int) -> int | None:
    """Find the next member that begins with a record."""
    while (at := view.find(_GZIP, at)) >= 0:
        with suppress(Damage):
            if _BEGINS.match(isal_zlib.decompressobj(31).decompress(view[at : at + 4096], 2048)):
                return at
        at += 1
    return None


def _skip_nulls(view: mmap.mmap, at: int) -> int | None:
    """Behind a member another begins, or nothing but padding (what else there is begins with a record)."""
    return at if view[at : at + 3] == _GZIP else _next_member(view, at)


# ------------------------------------------------------------------------------------------- records


@dataclass(frozen=True, slots=True)
class _Record:
    kind: str
    url: str
    fields: Any  # warcio's headers
    begins: int  #: of the block
    length: int

    @property
    def ends(self) -> int:
        return self.begins + self.length


def _read_records(part: _Part, notes: Notes) -> Iterator[Capture]:
    """Read records as they follow each other; where one is not whole, go on at the next that can be found."""
    at = _at_record(part.view, 0)
    if at is None and not part.cut:
        notes.add(part.place, "holds no WARC or ARC record")
    while at is not None:
        record = _parse(part, at)
        problem = "its head cannot be read" if record is None else _fault(part, record)
        if record is not None and problem is None:
            yield from _capture(part, record, notes)
            let_go(part.view, at, record.ends)
            at = _at_record(part.view, record.ends)
            continue
        following = _at_record(part.view, at + 1)
        if not part.cut or following is not None:
            notes.add(part.place, f"record at {at}{_of(record)}: {problem}")
        at = following


def _of(record: _Record | None) -> str:
    return f" ({record.url})" if record and record.url else ""


def _at_record(view: bytes | mmap.mmap, at: int) -> int | None:
    match = _BEGINS.search(view, at)
    return match.start() if match else None


def _parse(part: _Part, at: int) -> _Record | None:
    """Let warcio read the head of a record."""
    part.stream.seek(at)
    try:
        found = _LOADER.parse_record_stream(part.stream, no_record_parse=True)
    except (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, ValueError, AttributeError):
        return None
    fields = found.rec_headers
    arc = found.format == "arc"
    url = fields.get_header("uri" if arc else "WARC-Target-URI") or ""
    kind = (found.rec_type or "").strip()
    told = str(fields.get_header("length" if arc else "Content-Length")).strip().isdecimal()
    length = int(found.length or 0) if told else -1
    return _Record(kind, url, fields, part.stream.tell(), length)


def _fault(part: _Part, record: _Record) -> str | None:
    """Tell what is not whole: the end, the length, or the digest of the block (WARC/1.1, 5.8)."""
    view = part.view
    if record.length < 0:
        return "it tells no length"
    if record.ends > len(view):
        return "it is cut short, or its length is wrong"
    behind = _BLANK.match(view, record.ends)
    begins = behind.end() if behind else record.ends
    if begins < len(view) and not _BEGINS.match(view, begins):
        return "its length is wrong"
    told = record.fields.get_header("WARC-Block-Digest")
    whole = None if told is None else _agrees(told, memoryview(view)[record.begins : record.ends])
    if whole is False:
        return "its block digest is wrong"
    return None if part.trusted or whole else "it may be damaged"


def _agrees(told: str, data: bytes | memoryview) -> bool | None:
    """Compare with a digest in base 32 or hex; None where the algorithm is not known."""
    name, _, value = told.strip().partition(":")
    try:
        made = hashlib.new(name.lower().replace("-", ""), data, usedforsecurity=False).digest()
    except ValueError:
        return None
    return value.lower() in (b32encode(made).decode().rstrip("=").lower(), made.hex())


def _capture(part: _Part, record: _Record, notes: Notes) -> Iterator[Capture]:
    at = read_time(record.fields.get_header("WARC-Date") or record.fields.get_header("archive-date"))
    if record.kind not in ("response", "revisit", "resource") or not record.url.startswith(
        ("http:", "https:")
    ):
        return
    if at is None:
        notes.add(part.place, f"record{_of(record)}: it tells no time")
    elif record.length > MAX_BYTES:
        notes.add(part.place, f"record{_of(record)}: more than {MAX_BYTES} bytes are not read")
    else:
        block = part.view[record.begins : record.ends]
        capture = _answer(record, block, at)
        if capture is not None and not _UNWANTED.match(capture.header("Content-Type") or ""):
            yield replace(capture, source=part.name)


def _answer(record: _Record, block: bytes, at: str) -> Capture | None:
    """Take a block apart into the answer of the server and its payload (RFC 9112, 6)."""
    if record.kind == "resource":
        media = record.fields.get_header("Content-Type") or "text/html"
        return Capture(record.url, 200, (("Content-Type", media),), block, block, at, "OK")
    stream = BytesIO(block)
    try:
        http = _LOADER.http_parser.parse(stream)
    except (StatusAndHeadersParserException, EOFError):
        return None
    code, _, reason = http.statusline.partition(" ")
    capture = Capture(
        url=record.url,
        status=int(code) if code.isdecimal() else 0,
        headers=tuple(http.headers),
        fetched_at=at,
        reason=reason,
        http_version=(http.protocol or "HTTP/1.1").removeprefix("HTTP/"),
        truncated=record.fields.get_header("WARC-Truncated"),
        digest=record.fields.get_header("WARC-Payload-Digest"),
    )
    if capture.status == 304:  # unchanged is what stands at its own address (WARC/1.1, 6.7.3)
        return replace(capture, digest=None)
    if record.kind == "revisit":
        return replace(capture, status=304)
    return answered(capture, _unchunked(capture, stream.read())) if capture.status else None


def _unchunked(capture: Capture, payload: bytes) -> bytes:
    """Undo chunks, unless the header is all that is left of them (RFC 9112, 7.1)."""
    if "chunked" not in (capture.header("Transfer-Encoding") or "").lower():
        return payload
    return bytes(ChunkedDataReader(BytesIO(payload)).read()) if _CHUNK.match(payload) else payload


_CHUNK = re.compile(rb"[0-9A-Fa-f]{1,8}[ \t]*(?:;[^\r\n]*)?\r\n")
