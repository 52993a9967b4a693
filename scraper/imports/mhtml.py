"""MHTML, as browsers save a whole page: the page itself, its pictures left aside; never runs what it holds.

RFC 2557 over the mail parser of the standard library.
"""

import re
from collections.abc import Iterator
from email import message_from_binary_file, policy
from email.message import EmailMessage, Message
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import cast

from scraper.clock import stamp
from scraper.imports.source import MAX_BYTES, Notes, modified, page
from scraper.rows import Capture

_HEAD = re.compile(rb"^Content-Type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)


def claims(path: Path, head: bytes) -> bool:
    """Tell MHTML by its mail headers."""
    return path.is_file() and bool(_HEAD.search(head))


def read(path: Path, notes: Notes) -> Iterator[Capture]:
    """Read the page that a file holds."""
    if path.stat().st_size > 4 * MAX_BYTES:
        notes.add(path, f"more than {4 * MAX_BYTES} bytes are not read")
        return
    with path.open("rb") as file:
        message = cast(EmailMessage, message_from_binary_file(file, policy=policy.compat32))
    found = _root(message)
    if found is None:
        notes.add(path, "holds no page")
        return
    url = str(
        message.get("Snapshot-Content-Location") or found.get("Content-Location") or notes.base_url or ""
    )
    if not url.strip().startswith(("http://", "https://")):
        notes.add(path, "does not tell its address (--base-url tells it)")
        return
    body = cast("bytes | None", found.get_payload(decode=True)) or b""
    media = found.get_content_type()
    charset = found.get_content_charset()
    typed = f"{media}; charset={charset}" if charset else media
    yield page("".join(url.split()), body, _when(message) or modified(path), typed, path.name)


def _root(message: Message) -> Message | None:
    """The part that the others belong to: the one `start` names, or the first page (RFC 2387, 3.2)."""
    pages = [
        part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")
    ]
    start = message.get_param("start")
    named = [
        part for part in pages if start and str(part.get("Content-ID", "")).strip() == str(start).strip()
    ]
    return next(iter(named or pages), None)


def _when(message: Message) -> str | None:
    try:
        return stamp(parsedate_to_datetime(str(message.get("Date", ""))))
    except (ValueError, TypeError):
        return None
