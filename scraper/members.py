"""Gzip members of a file, one a record: found, unpacked with their CRC checked, cut; never reads a record.

RFC 1952, section 2.2; ISO 28500, annex D.
"""

import mmap
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from isal import isal_zlib

from scraper.coding import Damage

_LEVEL = 1  # isal's: a fifth of zlib level 1's time for the same size
_STEP = 65536
_HELD = 1 << 24  # bytes read of a file that may stay in memory
_MAGIC = b"\x1f\x8b\x08"


def pack(record: bytes) -> bytes:
    """Make one member of a record."""
    return isal_zlib.compress(record, _LEVEL, wbits=31)


@contextmanager
def mapped(path: Path) -> Iterator[memoryview]:
    """Look at a file without reading it whole."""
    with path.open("rb") as file:
        if path.stat().st_size == 0:
            yield memoryview(b"")
            return
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped, memoryview(mapped) as view:
            yield view


def let_go(view: memoryview | mmap.mmap | bytes, before: int, at: int) -> None:
    """Give back the memory of what was read, now and then: a long file must not fill it."""
    held = view.obj if isinstance(view, memoryview) else view
    if isinstance(held, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED") and before // _HELD != at // _HELD:
        held.madvise(mmap.MADV_DONTNEED, 0, at // mmap.PAGESIZE * mmap.PAGESIZE)


def member(view: memoryview, at: int) -> tuple[bytes, int]:
    """Unpack the gzip member at an offset, CRC checked, and tell where it ends (RFC 1952, 2.2)."""
    unpacker = isal_zlib.decompressobj(31)
    pieces = []
    try:
        while not unpacker.eof:
            if at >= len(view):
                raise EOFError("the record is cut short")
            step = view[at : at + _STEP]
            pieces.append(unpacker.decompress(step))
            at += len(step)
    except Damage as error:
        raise ValueError(f"the record's bytes are damaged: {error}") from None
    return b"".join(pieces), at - len(unpacker.unused_data)


def next_member(view: memoryview, at: int) -> int | None:
    """Find where a record begins at or after an offset."""
    for match in re.compile(_MAGIC, re.DOTALL).finditer(view, at):
        start = match.start()
        with suppress(Damage):
            if isal_zlib.decompressobj(31).decompress(view[start : start + 512], 5) == b"WARC/":
                return start
    return None


def whole_until(view: memoryview, at: int) -> int:
    """Walk from member to member; the end of the last whole one."""
    with suppress(EOFError, ValueError):
        while at < len(view):
            at = member(view, at)[1]
    return at


def near_end(view: memoryview) -> int:
    """Find a record's beginning near the end: to walk a whole file would cost seconds at each start."""
    back = 1 << 18
    while back < len(view):
        start = next_member(view, len(view) - back)
        if start is not None:
            return start
        back <<= 3
    return 0


def cut(path: Path, size: int) -> None:
    """Shorten a file; one of which nothing is left goes."""
    if size:
        os.truncate(path, size)
    else:
        path.unlink()
