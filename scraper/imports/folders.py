"""Saved HTML files and folders of them: HTTrack, wget, SingleFile, "save page as"; never follows a link.

What such a program wrote over the links of a page (`-k`, HTTrack always) is undone, so that a page links to
addresses again and not to files.
"""

import os
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from html import unescape
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

from scraper.clock import stamp
from scraper.imports.source import MAX_BYTES, Notes, modified, page
from scraper.rows import Capture
from scraper.urls import absolute, comment_page

_HTML_NAME = re.compile(r"\.(?:html?|xhtml|shtml|php\d?|aspx?|jsp|cgi)(?:[?@].*)?$|^[^.]+$", re.IGNORECASE)
_HTML_HEAD = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title)\b",
                        re.IGNORECASE | re.DOTALL)  # fmt: skip
_SAVED = re.compile(rb"<!--\s*saved from url=\(\d+\)(https?://[^\s>]+)", re.IGNORECASE)
_MIRRORED = re.compile(rb"<!--\s*Mirrored from (\S+) by HTTrack[^,>]*(?:, (?P<at>[^>]*? GMT))?\s*-->")
_SINGLE = re.compile(
    rb"Page saved with SingleFile\s+url:\s*(https?://\S+)(?:\s+saved date:\s*(?P<at>[^\r\n]+))?"
)
_OWN = (
    re.compile(rb"""<link\s[^>]*rel=["']?canonical["']?[^>]*href=["']?(https?://[^\s"'>]+)""", re.IGNORECASE),
    re.compile(rb"""<link\s[^>]*href=["'](https?://[^\s"'>]+)["'][^>]*rel=["']?canonical""", re.IGNORECASE),
    re.compile(rb"""<meta\s[^>]*property=["']?og:url["']?[^>]*content=["'](https?://[^\s"'>]+)""", re.IGNORECASE),
)  # fmt: skip
_CANONICAL = re.compile(rb"""<link\s(?=[^>]*rel=["']?canonical\b)[^>]*href=["']?([^\s"'>]+)""", re.IGNORECASE)
_ELSEWHERE = re.compile(r"[a-zA-Z][\w+.-]*:|//|/|#|$")  # what leads to no file beside the page
_SHORTLINK = re.compile(r"[?@]p=\d+(?:\.html)?$")
_LINK = re.compile(
    rb"""(\s(?:href|src|action|data-src|content)\s*=\s*)(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE
)
#: lists of what was saved, which are no page of the blog: HTTrack's, and that of an export of our own
_INDEX = re.compile(rb"<!-- Mirror and index made by HTTrack |<!-- index of an export by blog-to-sqlite -->")
_TOOLS = re.compile(r"^(?:hts-cache|hts-log\.txt|hts-.*|cookies\.txt|backblue\.gif|fade\.gif|robots\.txt)$")
_MEDIA = {
    **dict.fromkeys(("xml", "rss", "atom", "rdf"), "application/xml"),
    **dict.fromkeys(("jpg", "jpeg"), "image/jpeg"),
    **{name: f"image/{name}" for name in ("png", "gif", "webp", "avif")},
}
_HEAD = 16384


@dataclass(frozen=True, slots=True)
class _Saved:
    """One file of a mirror and the address it came from."""

    path: Path
    url: str
    at: str
    shortlink: Path | None = (
        None  #: the file of a shortlink to this very page, by what its canonical address became
    )


@dataclass(slots=True)
class _Mirror:
    """A folder of pages: which file holds which address."""

    root: Path
    files: dict[Path, _Saved] = field(default_factory=dict)
    urls: dict[Path, str] = field(default_factory=dict)


def claims_html(path: Path, head: bytes) -> bool:
    """Tell an HTML file by its first bytes."""
    return path.is_file() and bool(_HTML_HEAD.match(head.removeprefix(b"\xef\xbb\xbf")) or _marked(head))


def _marked(head: bytes) -> bool:
    return any(pattern.search(head) for pattern in (_SAVED, _MIRRORED, _SINGLE))


def claims_folder(path: Path, head: bytes) -> bool:
    """Take any folder."""
    return path.is_dir()


def read_html(path: Path, notes: Notes) -> Iterator[Capture]:
    """Read one saved page; it tells its address, or the caller does."""
    body = path.read_bytes()
    told = _told(body[:_HEAD]) or _says_itself(body) or (notes.base_url and (notes.base_url, None))
    if not told:
        notes.add(path, "does not tell its address (--base-url tells it)")
        return
    yield page(told[0], body, told[1] or modified(path), source=path.name)


# ------------------------------------------------------------------------------------------- addresses


def _told(head: bytes) -> tuple[str, str | None] | None:
    """Read what the program that saved a page wrote on top of it: the address, and when."""
    for pattern in (_SINGLE, _SAVED, _MIRRORED):
        if match := pattern.search(head):
            url = unescape(match[1].decode("utf-8", "replace"))
            at = (
                match["at"].decode("ascii", "ignore") if "at" in match.re.groupindex and match["at"] else None
            )
            return url if "://" in url else f"http://{url}", _read_date(at)
    return None


def _read_date(text: str | None) -> str | None:
    """Read the dates of HTTrack (RFC 822) and SingleFile (JavaScript's `Date`)."""
    if text is None:
        return None
    for read in (
        parsedate_to_datetime,
        lambda told: datetime.strptime(told[:33].replace(" GMT", " "), "%a %b %d %Y %H:%M:%S %z"),
    ):
        try:
            return stamp(read(text.strip()))
        except (ValueError, TypeError):
            continue
    return None


def _says_itself(body: bytes) -> tuple[str, None] | None:
    """Read the address a page gives for itself (RFC 6596; ogp.me)."""
    for pattern in _OWN:
        if match := pattern.search(body):
            return unescape(match[1].decode("utf-8", "replace")), None
    return None


# ------------------------------------------------------------------------------------------- folders


def read_folder(path: Path, notes: Notes) -> Iterator[Capture]:
    """Read a mirror: HTTrack's cache where it is kept (its pages as they came), and all other pages."""
    seen: set[str] = set()
    for cache in sorted(path.rglob("hts-cache/new.zip")):
        for capture in _read_cache(cache, notes):
            seen.add(capture.url)
            yield capture
    mirror = _Mirror(path)
    for file in _walk(path):
        if saved := _locate(file, path, notes):
            mirror.files[file] = saved
    mirror.urls = {file: saved.url for file, saved in mirror.files.items()} | _led_by_shortlinks(mirror)
    for file, saved in mirror.files.items():
        if saved.url not in seen:
            yield from _read_saved(replace(saved, url=mirror.urls[file]), mirror, notes)


def _walk(path: Path) -> Iterator[Path]:
    """Give the files that may hold pages; links that lead out of the folder are not followed."""
    for folder, names, files in os.walk(path):
        names[:] = sorted(name for name in names if name != "hts-cache")
        for name in sorted(files):
            file = Path(folder) / name
            if (
                not _TOOLS.match(name)
                and not name.endswith(".orig")
                and file.is_file()
                and not file.is_symlink()
            ):
                yield file


def _locate(file: Path, root: Path, notes: Notes) -> _Saved | None:
    """Say from where a file was saved: by its own comment, by its folders, or by what the page says."""
    if not _HTML_NAME.search(file.name) and _media(file) is None:
        return None
    head = _head_of(file)
    html = claims_html(file, head)
    if (not html and _media(file) is None) or _INDEX.search(head):
        return None
    if html and (told := _told(head)):
        return _Saved(file, told[0], told[1] or modified(file))
    body = _original(file).read_bytes() if html else b""
    url = _by_place(file, root, notes) if not html else _settled(file, body, root, notes)
    if url is None:
        if html:
            notes.add(file, "does not tell its address (--base-url tells it)")
        return None
    return _Saved(file, url, modified(file), _shortlink(file, body) if "?" not in url else None)


def _head_of(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(_HEAD)


def _media(file: Path) -> str | None:
    """The media type of a file that is no page but tells of some, or is shown in one."""
    return _MEDIA.get(file.suffix.lower().removeprefix("."))


def _settled(file: Path, body: bytes, root: Path, notes: Notes) -> str | None:
    """The address by the place; the page's own word decides its scheme and what the file's name hides."""
    place, own = _by_place(file, root, notes), _says_itself(body)
    if place is None or own is None:
        return own[0] if own else place
    there, told = urlsplit(place), urlsplit(own[0])
    if there.netloc != told.netloc:
        return place
    bare = re.sub(r"(?:index)?\.html?$", "", there.path)
    alike = told.path.rstrip("/") in (there.path.rstrip("/"), bare.rstrip("/"))
    return own[0] if alike and told.query == there.query else place.replace("http:", f"{told.scheme}:", 1)


def _by_place(file: Path, root: Path, notes: Notes) -> str | None:
    """The address a mirror's folders spell: `example.com/2010/05/index.html` (wget, HTTrack)."""
    parts = file.relative_to(root).parts
    hosts = [n for n, part in enumerate(parts[:-1]) if _host(part)]
    if hosts:
        base, rest = f"http://{_host(parts[hosts[0]])}/", parts[hosts[0] + 1 :]
    elif host := _host(root.absolute().name):
        base, rest = f"http://{host}/", parts
    elif notes.base_url:
        base, rest = notes.base_url if notes.base_url.endswith("/") else f"{notes.base_url}/", parts
    else:
        return None
    path, mark, query = re.sub(r"@(?=[\w%]+=)", "?", "/".join(rest), count=1).partition("?")
    path = re.sub(r"(?:^|(?<=/))index\.html?$", "", path)
    query = re.sub(r"(?<=.)\.html$", "", query)
    return urljoin(base, quote(path, safe="/%:@!$&'()*+,;=~")) + (mark and f"?{query}")


def _host(name: str) -> str | None:
    """Read a folder's name as a host, with its port as wget (`:`, `+`) and HTTrack (`_`) write it."""
    match = re.fullmatch(r"([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|localhost)(?:[:+_](\d{2,5}))?", name)
    if match is None or (match[2] is None and not re.search(r"\.[a-z]{2,}$|^[\d.]+$|^localhost$", match[1])):
        return None
    return match[1] + (f":{match[2]}" if match[2] else "")


def _shortlink(file: Path, body: bytes) -> Path | None:
    """The file of a shortlink (WordPress's `?p=60`) that stands where a page gave its own address.

    wget takes a redirect and its target for one: `-k` writes the name of that file over every link to the post.
    """
    told = _CANONICAL.search(body)
    name = unquote(unescape(told[1].decode("utf-8", "replace")).partition("#")[0]) if told else ""
    if not _SHORTLINK.search(name) or _ELSEWHERE.match(name):
        return None
    return Path(os.path.normpath(file.parent / name))


def _led_by_shortlinks(mirror: _Mirror) -> dict[Path, str]:
    """The addresses to which shortlinks led, saved or not: those of the posts; pages of comments tell them, too."""
    led: dict[Path, list[str]] = {}
    for saved in mirror.files.values():
        if saved.shortlink:
            paged = comment_page(saved.url)
            led.setdefault(saved.shortlink, []).append(paged[0] if paged else saved.url)
    return {file: min(urls, key=len) for file, urls in led.items()}


# ------------------------------------------------------------------------------------------- pages


def _original(file: Path) -> Path:
    """What `wget -K` kept of a page before it wrote over its links."""
    kept = file.with_name(f"{file.name}.orig")
    return kept if kept.is_file() else file


def _read_saved(saved: _Saved, mirror: _Mirror, notes: Notes) -> Iterator[Capture]:
    source = saved.path.relative_to(mirror.root.parent if mirror.root.name else mirror.root).as_posix()
    try:
        original = _original(saved.path)
        if original.stat().st_size > MAX_BYTES:
            notes.add(saved.path, f"more than {MAX_BYTES} bytes are not read")
            return
        body = original.read_bytes()
    except OSError as error:
        notes.add(saved.path, error.strerror or str(error))
        return
    media = _media(saved.path) or "text/html"
    if media == "text/html" and original == saved.path:
        body = restore_links(body, saved.path, mirror.urls)
    yield page(saved.url, body, saved.at, media, source)


def restore_links(body: bytes, file: Path, urls: Mapping[Path, str]) -> bytes:
    """Point links to files of the mirror back to the addresses that these were saved from."""

    def restored(match: "re.Match[bytes]") -> bytes:
        value = match[2] if match[2] is not None else match[3]
        url = _target(value, file, urls)
        return match[0] if url is None else match[1] + b'"' + url.encode() + b'"'

    return _LINK.sub(restored, body)


def _target(value: bytes, file: Path, urls: Mapping[Path, str]) -> str | None:
    text = unescape(value.decode("utf-8", "replace"))
    if _ELSEWHERE.match(text):
        return None
    name, mark, fragment = text.partition("#")
    for spelled in (unquote(name), name):
        path = Path(os.path.normpath(file.parent / spelled))
        if path in urls:
            return (urls[path] + mark + fragment).replace('"', "%22")
    return None


# ------------------------------------------------------------------------------------------- HTTrack's cache


def _read_cache(cache: Path, notes: Notes) -> Iterator[Capture]:
    """Read pages as the server sent them: HTTrack keeps them, under their addresses, with the headers."""
    try:
        with zipfile.ZipFile(cache) as bundle:
            for info in bundle.infolist():
                capture = _cached(bundle, info, cache)
                if capture is not None:
                    yield capture
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError) as error:
        notes.add(cache, f"HTTrack's cache is damaged: {error}")


def _cached(bundle: zipfile.ZipFile, info: zipfile.ZipInfo, cache: Path) -> Capture | None:
    url = absolute(info.filename if "://" in info.filename else f"http://{info.filename}")
    fields = _fields(_extra(bundle, info))
    status = fields.get("x-statuscode", "")
    if url is None or not status.isdecimal() or info.file_size > MAX_BYTES:
        return None
    if status == "200" and not info.file_size:
        return None  # only told to be there: the body lies in the mirror
    media = fields.get("content-type", "text/html")
    charset = fields.get("x-charset")
    headers = [("Content-Type", f"{media}; charset={charset}" if charset else media)]
    headers += [
        (name.title(), fields[name]) for name in ("last-modified", "etag", "location") if fields.get(name)
    ]
    body = bundle.read(info)
    at = stamp(datetime(*info.date_time)) if info.date_time[0] > 1980 else modified(cache)
    return replace(
        page(url, body, at, source=f"{cache.parent.parent.name}/hts-cache/new.zip"),
        status=int(status),
        reason=fields.get("x-statusmessage", ""),
        headers=tuple(headers),
    )


def _extra(bundle: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """HTTrack writes the answer's headers into the extra field of the entry's local header."""
    stream = bundle.fp
    if stream is None:
        return info.extra
    held = stream.tell()
    stream.seek(info.header_offset + 26)
    name, extra = (int.from_bytes(stream.read(2), "little") for _ in range(2))
    stream.seek(name, 1)
    data = stream.read(extra)
    stream.seek(held)
    return data


def _fields(data: bytes) -> dict[str, str]:
    lines = (line.partition(": ")[::2] for line in data.decode("latin-1").split("\r\n"))
    return {name.lower(): value.strip() for name, value in lines if value.strip()}
