"""Content codings undone under caps (RFC 9110, 8.4), and bytes that are no text; never reads what they mean."""

from collections.abc import Iterator

from isal import isal_zlib

MAX_BYTES = 64_000_000  #: what one payload may grow to
MAX_RATIO = 300  #: above FREE_BYTES; HTML reaches 100, deflate itself ends at 1032
FREE_BYTES = 8_000_000
#: how images, sounds, fonts, archives and PDF begin (WHATWG MIME Sniffing, 6.1 to 6.4, 7.1), whatever their label says
_BINARY = (
    b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"\xff\xd8\xff", b"\x00\x00\x01\x00", b"OggS\x00", b"\x1aE\xdf\xa3",
    b"ID3\x02", b"ID3\x03", b"ID3\x04", b"OTTO\x00", b"\x00\x01\x00\x00", b"wOFF\x00\x01", b"wOFFOTTO", b"wOF2\x00\x01",
    b"wOF2OTTO", b"PK\x03\x04", b"Rar!\x1a\x07", b"%PDF-",
)  # fmt: skip
_HEAD = 1445  #: bytes, as there
#: bytes of data, as there, but those that old charsets have, too
_DATA = bytes({*range(1, 9), 11, *range(16, 32)} - {27})
_STEP = 16384  # one step grows to 16 MB at most
Damage: type[Exception] = isal_zlib.IsalError  # type: ignore[assignment]  # its stub calls it an instance


def decode(raw: bytes, content_encoding: str | None) -> tuple[bytes, str | None]:
    """Undo the codings a header names; where that ends early, what was won and one line telling why."""
    body, problem = raw, None
    for coding in reversed([c.strip().lower() for c in (content_encoding or "").split(",")]):
        if coding in ("", "identity", "none"):
            continue
        if coding not in ("gzip", "x-gzip", "deflate"):
            return b"", f"content coding {coding[:40]!r} was not asked for and cannot be read"
        body, broken = gunzip(body) if coding != "deflate" else _inflate_any(body)
        problem = problem or broken
    return body, problem


def gunzip(raw: bytes) -> tuple[bytes, str | None]:
    """Unpack gzip members (RFC 1952); bytes that are no gzip at all come back as they are: the label lied."""
    return (raw, None) if raw[:2] != b"\x1f\x8b" else _collect(raw, 31)


def is_binary(body: bytes) -> bool:
    """Tell what is no text by its first bytes: mirrors and servers call a font or an image a page, too."""
    riff = body[:4] == b"RIFF" and body[8:12] in (b"WEBP", b"WAVE", b"AVI ")
    if body.startswith(_BINARY) or riff or body[4:8] == b"ftyp":
        return True
    head = body[:_HEAD]
    data = len(head) - len(head.translate(None, _DATA))
    return data > 8 and data * 20 > len(head)


def _inflate_any(raw: bytes) -> tuple[bytes, str | None]:
    """Read "deflate" in both its meanings: zlib (RFC 1950) by the standard, raw (RFC 1951) as some do."""
    if len(raw) > 1 and raw[0] & 15 == 8 and (raw[0] << 8 | raw[1]) % 31 == 0:
        return _collect(raw, 15)
    body, problem = _collect(raw, -15)
    return (raw, None) if problem and not body else (body, problem)


def _collect(raw: bytes, wbits: int) -> tuple[bytes, str | None]:
    pieces: list[bytes] = []
    total, problem = 0, None
    try:
        for piece in _inflate(raw, wbits):
            pieces.append(piece)
            total += len(piece)
            if total > MAX_BYTES or (total > FREE_BYTES and total > MAX_RATIO * len(raw)):
                problem = f"decompression stopped at {total} bytes out of {len(raw)}"
                break
    except EOFError:
        problem = "the compressed stream is cut short"
    except Damage:
        problem = "the compressed stream is broken"
    return b"".join(pieces), problem


def _inflate(raw: bytes, wbits: int) -> Iterator[bytes]:
    """Yield what each step of input gives, member after member; what follows the last one is ignored."""
    view, at, first = memoryview(raw), 0, True
    while at < len(raw) and (first or (wbits == 31 and raw[at : at + 2] == b"\x1f\x8b")):
        member, first = isal_zlib.decompressobj(wbits), False
        while not member.eof:
            if at >= len(raw):
                raise EOFError
            step = view[at : at + _STEP]
            yield member.decompress(step)
            at += len(step)
        at -= len(member.unused_data)
