"""Captures into WARC/1.1 files and back, whole or not at all; never looks into a page and knows no database.

One gzip member a record (ISO 28500, annex D), so that an offset is enough to read a capture again. A capture
is a ``response`` (304: ``revisit``; no answer: ``metadata``) followed by its ``request`` and, where something
went wrong, a ``metadata`` record that tells what. A ``metadata`` record without an address tells of a run.

Attempts that brought bytes before the one that counts stand right before it, each with records of its own; its
``response`` names the one that counts (``WARC-Concurrent-To``), and so is no capture to who reads them.
"""

import hashlib
import os
import re
from base64 import b32encode
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO, FileIO
from pathlib import Path
from random import Random
from uuid import UUID

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scraper.coding import decode
from scraper.errors import ArchiveError
from scraper.members import cut, let_go, mapped, member, near_end, next_member, pack, whole_until
from scraper.rows import Capture
from scraper.tries import Retried

_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_HIDDEN = "X-Archive-Orig-Transfer-Encoding"  # chunks are undone: under its own name the header would lie
_HTTP = "application/http; msgtype=response"
_SAFE = "nothing was lost"  # what cannot be written is not, and what was written stands
_BREAKS = re.compile(r"[\r\n]+")
_STANDARD = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the archive that is not as it was written."""

    file: str
    offset: int
    what: str
    url: str | None = None
    cut: int = 0  #: bytes taken off the end of the file, by repair_tail alone

    def __str__(self) -> str:
        return f"{self.file} at {self.offset}: {self.what}" + (f" ({self.url})" if self.url else "")


@dataclass(frozen=True, slots=True)
class RunNote:
    """That a run through a blog begins here, or how it ended: what no single capture tells."""

    blog_url: str
    started_at: str
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class ToldRun:
    """A run as the archive tells it, and where its first capture lies."""

    note: RunNote
    file: str
    offset: int


# ------------------------------------------------------------------------------------------- writing


class Archive:
    """The one writer of a folder of WARC files; nothing is created before the first capture.

    ``repaired`` tells what an earlier, killed run left half written and what was therefore cut off.
    """

    def __init__(
        self,
        folder: Path,
        prefix: str = "blog",
        max_bytes: int = 1_000_000_000,
        software: str = "blog-to-sqlite",
    ) -> None:
        self.folder, self.prefix, self.max_bytes, self.software = folder, prefix, max_bytes, software
        self.repaired = repair_tail(folder, prefix)
        self._file: FileIO | None = None
        self._path, self._size = folder, 0

    def append(self, capture: Capture, earlier: Capture | None = None) -> Capture:
        """Write a capture and give it back with its place; ``earlier`` is what a 304 says is still valid."""
        mark = f"<urn:uuid:{_uuid()}>"
        tries = b"".join(pack(record) for record in _tries(capture, mark))
        data = tries + b"".join(pack(record) for record in _records(capture, earlier, mark))
        with _told(self._path, _SAFE):
            file = self._open(len(data))
            offset = self._size + len(tries)
            self._write(file, data)
        digest = _digest_of(capture, earlier)
        return replace(capture, warc_file=self._path.name, warc_offset=offset, digest=digest)

    def note(self, run: RunNote) -> None:
        """Write down that a run begins, just before its first capture, or how it ended."""
        pairs = {"blog": run.blog_url, "started": run.started_at, "outcome": run.outcome}
        block = "".join(f"{k}: {_line(v)}\r\n" for k, v in pairs.items() if v is not None)
        data = pack(_record("metadata", {"WARC-Date": _now()}, block.encode()))
        with _told(self._path, _SAFE):
            self._write(self._open(len(data)), data)

    def flush(self) -> None:
        """Bring everything to the disk, against a power cut; each append already survives a kill."""
        if self._file:
            with _told(self._path, _SAFE):
                os.fsync(self._file.fileno())

    def close(self) -> None:
        """Flush and let go of the file."""
        if self._file:
            with closing(self._file):
                self.flush()
            self._file = None

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _open(self, coming: int) -> FileIO:
        """Give the file to write to, a new one where the last has no room for what comes."""
        if self._file and self._size + coming > self.max_bytes:
            self.close()
        if self._file is None:
            self._file = self._begin(coming)
        elif os.fstat(self._file.fileno()).st_nlink == 0:
            raise ArchiveError(str(self._path), "the file was removed while it was written")
        return self._file

    def _begin(self, coming: int) -> FileIO:
        files = _files(self.folder, self.prefix)
        fits = bool(files) and self._may_go_on(files[-1], coming)
        self._path = files[-1] if fits else self._next_path(files)
        with _told(self._path, _SAFE):
            self.folder.mkdir(parents=True, exist_ok=True)
            file = FileIO(self._path, "ab")
        self._size = self._path.stat().st_size
        if self._size == 0:
            self._write(file, pack(_warcinfo(self._path.name, self.software)))
        return file

    def _may_go_on(self, last: Path, coming: int) -> bool:
        """Go on in a file that has room, is whole, and was begun by this very software."""
        damaged = any(p.file == last.name and not p.cut for p in self.repaired)
        return (
            not damaged
            and last.stat().st_size + coming <= self.max_bytes
            and _software(last) == self.software
        )

    def _next_path(self, files: list[Path]) -> Path:
        """Name a new file so that it sorts behind all others, even where the clock was set back."""
        stamp, number = datetime.now(UTC).strftime("%Y%m%d%H%M%S"), 0
        if files and (match := re.search(r"-(\d{14})-(\d{5,})\.warc\.gz$", files[-1].name)):
            stamp, number = max(stamp, match[1]), int(match[2]) + 1
        return self.folder / f"{self.prefix}-{stamp}-{number:05}.warc.gz"

    def _write(self, file: FileIO, data: bytes) -> None:
        """Write all or nothing: a full disk must not leave half a record."""
        view = memoryview(data)
        try:
            while view:
                view = view[file.write(view) :]
        except BaseException:
            with suppress(OSError):
                file.truncate(self._size)
            raise
        self._size += len(data)


class _Exact(StatusAndHeaders):  # type: ignore[misc]
    """HTTP headers written byte for byte as they came; warcio would percent-encode what is not ASCII."""

    def compute_headers_buffer(self, header_filter: object = None) -> None:
        self.headers_buff = self.to_bytes(encoding="latin-1")


def _tries(capture: Capture, counts: str) -> Iterator[bytes]:
    """Spell the attempts before a capture; each names the one that counts."""
    for attempt in capture.before if isinstance(capture, Retried) else ():
        yield from _records(attempt, None, f"<urn:uuid:{_uuid()}>", {"WARC-Concurrent-To": counts})


def _records(
    capture: Capture, earlier: Capture | None, mark: str, more: dict[str, str] | None = None
) -> Iterator[bytes]:
    """Spell the records of one capture, the one an offset points to first."""
    common = {"WARC-Target-URI": _line(capture.url), "WARC-Date": capture.fetched_at or _now()}
    own = {**common, "WARC-Record-ID": mark, **(more or {})}
    linked = {**common, "WARC-Concurrent-To": mark}
    answered = bool(capture.status)
    yield _answer(capture, earlier, own) if answered else _record("metadata", own, _metadata(capture))
    if capture.request_headers:
        yield _request(capture, linked)
    if capture.raw and not answered:
        yield _shreds(capture, linked)
    if answered and (capture.error or capture.source or capture.seed or capture.retry_after is not None):
        yield _record("metadata", linked, _metadata(capture))


_chance = Random(os.urandom(32))  # noqa: S311  # asked of the system once: at each record it costs a write


def _uuid() -> UUID:
    """A random UUID (RFC 9562, 5.4)."""
    return UUID(int=_chance.getrandbits(128), version=4)


def _answer(capture: Capture, earlier: Capture | None, fields: dict[str, str]) -> bytes:
    modified = capture.status != 304
    fields["WARC-Payload-Digest"] = _digest_of(capture, earlier) or ""
    if capture.ip:
        fields["WARC-IP-Address"] = capture.ip
    if capture.truncated:
        fields["WARC-Truncated"] = capture.truncated
    if not modified:
        fields["WARC-Profile"] = _NOT_MODIFIED
        if earlier and earlier.fetched_at:
            fields["WARC-Refers-To-Target-URI"] = _line(earlier.url)
            fields["WARC-Refers-To-Date"] = earlier.fetched_at
    headers = [(_HIDDEN if k.lower() == "transfer-encoding" else k, v) for k, v in capture.headers]
    status = f"{capture.status:03} {capture.reason}"
    http = _http(f"HTTP/{capture.http_version}", status, headers)
    return _record("response" if modified else "revisit", fields, capture.raw if modified else b"", http)


def _shreds(capture: Capture, fields: dict[str, str]) -> bytes:
    """What came where an answer should, as it came: it is no HTTP, or breaks off within its headers."""
    payload = capture.raw.partition(b"\r\n\r\n")[2]
    more = {"Content-Type": _HTTP, "WARC-Truncated": "unspecified", "WARC-Payload-Digest": _sha1(payload)}
    return _record("response", fields | more, capture.raw)


def _request(capture: Capture, fields: dict[str, str]) -> bytes:
    target = re.sub(r"^https?://[^/?#]*", "", _line(capture.url)).partition("#")[0]
    path = target if target.startswith("/") else f"/{target}"
    return _record("request", fields, b"", _http("GET", f"{path} HTTP/1.1", capture.request_headers))


def _http(first: str, rest: str, headers: Iterable[tuple[str, str]]) -> _Exact:
    return _Exact(_line(rest), [(_line(k), _line(v)) for k, v in headers], protocol=first)


def _metadata(capture: Capture) -> bytes:
    ip = None if capture.status else capture.ip
    pairs = {"error": capture.error, "retryAfter": capture.retry_after, "ip": ip}
    pairs |= {"importedFrom": capture.source, "seed": capture.seed}
    return "".join(f"{k}: {_line(str(v))}\r\n" for k, v in pairs.items() if v is not None).encode()


def _warcinfo(name: str, software: str) -> bytes:
    info = f"software: {_line(software)}\r\nformat: WARC File Format 1.1\r\nconformsTo: {_STANDARD}\r\n"
    return _record("warcinfo", {"WARC-Filename": name, "WARC-Date": _now()}, info.encode())


def _record(kind: str, fields: dict[str, str], block: bytes, http: _Exact | None = None) -> bytes:
    out = BytesIO()
    writer = WARCWriter(out, gzip=False, warc_version="1.1")
    record = writer.create_warc_record(
        "", kind, payload=BytesIO(block), length=len(block), warc_headers_dict=fields, http_headers=http
    )
    writer.write_record(record)
    return out.getvalue()


def _digest_of(capture: Capture, earlier: Capture | None) -> str | None:
    """Name the payload: a 304 has none of its own, it vouches for the earlier one's."""
    if not capture.status:
        return None
    return earlier.digest if capture.status == 304 and earlier and earlier.digest else _sha1(capture.raw)


def _sha1(data: bytes | memoryview) -> str:
    return "sha1:" + b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


def _line(text: str) -> str:
    """Keep a value on its line: nobody's header may add a header of its own."""
    return _BREAKS.sub(" ", text).encode("latin-1", "replace").decode("latin-1") if text else text


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@contextmanager
def _told(path: Path, advice: str = "") -> Iterator[None]:
    """Turn the system's error into our one line."""
    try:
        yield
    except OSError as error:
        raise ArchiveError(str(path), (error.strerror or str(error)).lower(), advice) from error


# ------------------------------------------------------------------------------------------- reading


def captures(where: Path, problems: list[Problem] | None = None) -> Iterator[Capture]:
    """Read a file or a folder in the order of writing; what is broken is passed over and told in problems."""
    for name, group in _groups(where, problems):
        yield from _capture(name, group)


def heads(where: Path, problems: list[Problem] | None = None, prefix: str | None = None) -> Iterator[Capture]:
    """Read like `captures`, but what the records' own headers tell and no more: neither status nor body."""
    return (one for one in heads_and_notes(where, problems, prefix) if isinstance(one, Capture))


def heads_and_notes(
    where: Path, problems: list[Problem] | None = None, prefix: str | None = None
) -> Iterator[Capture | RunNote]:
    """Do the same, and give what is noted of runs where it stands among the captures."""
    for name, group in _groups(where, problems, prefix):
        if head := _head(name, group):
            yield _with_metadata_of(head, group)
        elif note := _note(group):
            yield note


def runs(where: Path) -> list[ToldRun]:
    """Give the runs that an archive tells of, in the order of writing."""
    told: list[ToldRun] = []
    begins: RunNote | None = None
    for name, group in _groups(where, None):
        if note := _note(group):
            begins = None if note.outcome else note
            told = [_ended(run, note) for run in told] if note.outcome else told
        elif begins and (head := _head(name, group)):
            told.append(ToldRun(begins, name, head.warc_offset or 0))
            begins = None
    return told


def _note(group: "list[_Record]") -> RunNote | None:
    if not group or group[0].kind != "metadata" or group[0].url is not None:
        return None
    pairs = (line.partition(": ")[::2] for line in group[0].block.decode("utf-8", "replace").split("\r\n"))
    fields = dict(pairs)
    if not fields.get("blog") or not fields.get("started"):
        return None
    return RunNote(fields["blog"], fields["started"], fields.get("outcome"))


def _ended(run: ToldRun, note: RunNote) -> ToldRun:
    return replace(run, note=note) if replace(note, outcome=None) == run.note else run


def _groups(
    where: Path, problems: list[Problem] | None, prefix: str | None = None
) -> Iterator[tuple[str, "list[_Record]"]]:
    """The records of one capture after the other, with the name of their file."""
    for path in [where] if where.is_file() else _files(where, prefix):
        group: list[_Record] = []
        for record in _read_records(path, [] if problems is None else problems):
            if record.belongs_to(group):
                group.append(record)
                continue
            yield path.name, group
            group = [record]
        yield path.name, group


def read(folder: Path, warc_file: str, offset: int) -> Capture:
    """Read the one capture whose place a row tells."""
    path = _file_of(folder, warc_file)
    problems: list[Problem] = []
    group: list[_Record] = []
    with _told(path):
        for record in _read_records(path, problems, offset):
            if group and not record.belongs_to(group):
                break
            group.append(record)
    found = next(_capture(warc_file, group), None) if group and group[0].offset == offset else None
    if found is None:
        raise ArchiveError(f"{path} at {offset}", problems[0].what if problems else "no capture begins here")
    return found


def record(folder: Path, warc_file: str, offset: int) -> bytes:
    """Give the record at a place as it is written, its head and its block, unpacked."""
    path = _file_of(folder, warc_file)
    try:
        with _told(path), mapped(path) as view:
            return member(view, offset)[0]
    except (EOFError, ValueError) as error:
        raise ArchiveError(f"{path} at {offset}", str(error)) from None


def _file_of(folder: Path, warc_file: str) -> Path:
    if warc_file in ("", "..") or Path(warc_file).name != warc_file:
        raise ArchiveError(warc_file, "not the name of a file in the archive")
    return folder / warc_file


def verify(where: Path) -> Iterator[Problem]:
    """Check every record: gzip CRC, whole tail, lengths, block and payload digests."""
    for path in [where] if where.is_file() else _files(where):
        problems: list[Problem] = []
        for record in _read_records(path, problems):
            yield from _drain(problems)
            if what := record.fault():
                yield Problem(path.name, record.offset, what, record.url)
        yield from _drain(problems)


def repair_tail(folder: Path, prefix: str = "blog") -> tuple[Problem, ...]:
    """Cut the newest file back to its last whole record; a file of which nothing is left goes.

    Damage that has whole records behind it is no torn tail: it is told, and nothing is cut.
    """
    done: list[Problem] = []
    for path in reversed(_files(folder, prefix)):
        with _told(path, _SAFE):
            problem = _repair(path)
        done += [problem] if problem else []
        if path.exists():
            break
    return tuple(done)


def _repair(path: Path) -> Problem | None:
    with mapped(path) as view:
        size = len(view)
        if size and whole_until(view, near_end(view)) == size:
            return None
        end = whole_until(view, 0)
        behind = next_member(view, end + 1)
        if behind is not None and whole_until(view, behind) > behind:
            return Problem(path.name, end, "a damaged record amid whole ones")
    cut(path, end)
    return Problem(path.name, end, "a half-written record was cut off", cut=size - end)


def _drain(problems: list[Problem]) -> Iterator[Problem]:
    yield from problems
    problems.clear()


@dataclass(frozen=True, slots=True)
class _Record:
    offset: int
    fields: dict[str, str]  # names in lower case
    block: bytes

    @property
    def kind(self) -> str:
        return self.fields.get("warc-type", "")

    @property
    def url(self) -> str | None:
        return self.fields.get("warc-target-uri", "").strip("<>") or None

    @property
    def mate_url(self) -> str | None:
        """The address of the record before it, where this one was written as a part of the same capture."""
        follows = self.kind in ("request", "metadata") and "warc-concurrent-to" in self.fields
        return self.url if follows else None

    def belongs_to(self, group: "list[_Record]") -> bool:
        mate = self.fields.get("warc-concurrent-to")
        return bool(group and mate) and mate == group[0].fields.get("warc-record-id")

    def fault(self) -> str | None:
        """Tell what of the record contradicts its own headers (WARC/1.1, 5.8 and 5.9)."""
        if self.fields.get("content-length") != str(len(self.block)):
            return "the record's length is wrong"
        if not _agrees(self.fields.get("warc-block-digest"), self.block):
            return "the record's block digest is wrong"
        payload = self.block.partition(b"\r\n\r\n")[2]
        if self.kind == "response" and not _agrees(self.fields.get("warc-payload-digest"), payload):
            return "the record's payload digest is wrong"
        return None


def _agrees(digest: str | None, data: bytes) -> bool:
    return not digest or not digest.startswith("sha1:") or digest.upper() == _sha1(data).upper()


def _files(folder: Path, prefix: str | None = None) -> list[Path]:
    name = f"{prefix}-{'[0-9]' * 14}-*.warc.gz" if prefix else "*.warc.gz"
    return sorted(p for p in folder.glob(name) if p.is_file())


def _software(path: Path) -> str | None:
    """The software line of a file's warcinfo."""
    first = next(_read_records(path, []), None)
    match = re.match(rb"software: (.*?)\r\n", first.block) if first else None
    return match[1].decode() if match else None


def _read_records(path: Path, problems: list[Problem], start: int = 0) -> Iterator[_Record]:
    with _told(path), mapped(path) as view:
        at: int | None = start
        broken = False
        while at is not None and at < len(view):
            try:
                data, end = member(view, at)
                record = _parse(at, data)
                if broken:
                    problems[-1] = replace(problems[-1], url=record.mate_url)
                yield record
                let_go(view, at, end)
                at, broken = end, False
            except (EOFError, ValueError) as error:
                problems.append(Problem(path.name, at, str(error)))
                at, broken = next_member(view, at + 1), True


def _parse(offset: int, data: bytes) -> _Record:
    """Take a record apart (WARC/1.1, 4)."""
    head, _, rest = data.partition(b"\r\n\r\n")
    version, *lines = head.decode("utf-8", "replace").split("\r\n")
    if not version.startswith("WARC/") or not rest.endswith(b"\r\n\r\n"):
        raise ValueError("not a WARC record")
    pairs = (line.partition(":")[::2] for line in lines)
    return _Record(offset, {name.lower(): value.strip() for name, value in pairs}, rest[:-4])


def _head(name: str, group: list[_Record]) -> Capture | None:
    """What the first of the records that belong together tells, or nothing where it tells of no capture."""
    first = group[0] if group else None
    if first is None or first.url is None or first.kind not in ("response", "revisit", "metadata"):
        return None
    if "warc-concurrent-to" in first.fields:  # an attempt, or what is left of a damaged capture
        return None
    return Capture(
        url=first.url,
        status=0,
        fetched_at=first.fields.get("warc-date", ""),
        ip=first.fields.get("warc-ip-address"),
        truncated=first.fields.get("warc-truncated"),
        digest=first.fields.get("warc-payload-digest") if first.kind != "metadata" else None,
        warc_file=name,
        warc_offset=first.offset,
    )


def _capture(name: str, group: list[_Record]) -> Iterator[Capture]:
    """Make a capture of the records that belong together, or nothing where they tell of none."""
    capture = _head(name, group)
    if capture is None:
        return
    if group[0].kind != "metadata":
        capture = _with_answer(capture, group[0].block)
    for record in group:
        if record.kind == "request":
            capture = replace(capture, request_headers=_headers(record.block)[1])
        elif record.kind == "response" and not capture.status:
            capture = replace(capture, raw=record.block)
    capture = _with_metadata_of(capture, group)
    if capture.status or capture.error:
        yield capture


def _with_metadata_of(capture: Capture, group: list[_Record]) -> Capture:
    for record in group:
        if record.kind == "metadata":
            capture = _with_metadata(capture, record.block)
    return capture


def _with_answer(capture: Capture, block: bytes) -> Capture:
    line, headers = _headers(block)
    raw = block.partition(b"\r\n\r\n")[2]
    version, _, status = line.partition(" ")
    code, _, reason = status.partition(" ")
    body, broken = decode(raw, next((v for k, v in headers if k.lower() == "content-encoding"), None))
    return replace(
        capture,
        status=int(code) if code.isdecimal() else 0,
        reason=reason,
        http_version=version.removeprefix("HTTP/"),
        headers=tuple(("Transfer-Encoding" if k == _HIDDEN else k, v) for k, v in headers),
        raw=raw,
        body=body,
        error=broken,
    )


def _with_metadata(capture: Capture, block: bytes) -> Capture:
    pairs = (line.partition(": ")[::2] for line in block.decode("utf-8", "replace").split("\r\n"))
    fields = dict(pairs)
    wait = fields.get("retryAfter")
    return replace(
        capture,
        error=fields.get("error") or capture.error,
        retry_after=float(wait) if wait and re.fullmatch(r"[\d.]+(?:e[+-]?\d+)?", wait) else None,
        ip=fields.get("ip") or capture.ip,
        source=fields.get("importedFrom"),
        seed=fields.get("seed"),
    )


def _headers(block: bytes) -> tuple[str, tuple[tuple[str, str], ...]]:
    line, *lines = block.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    pairs = (text.partition(":")[::2] for text in lines if text)
    return line, tuple((name, value.removeprefix(" ")) for name, value in pairs)
