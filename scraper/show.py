"""One post as its rows have it, and from there back to the bytes it was read from; writes nothing."""

from pathlib import Path

from scraper import archive
from scraper.errors import UsageError
from scraper.store import Store
from scraper.sync import warc_folder
from scraper.urls import page_key

_POST = """
SELECT posts.id, title, ifnull((SELECT group_concat(name, ', ') FROM (
           SELECT name FROM post_authors JOIN authors ON authors.id = author_id
           WHERE post_id = posts.id ORDER BY position)), authors.name), published, body_text, body_html
FROM posts LEFT JOIN authors ON authors.id = author_id WHERE key = ?
"""
# A post's own page first: others of the same key are old spellings of its address, which redirect.
_PLACE = """
SELECT warc_file, warc_offset FROM pages WHERE key = ? AND warc_file IS NOT NULL
ORDER BY look IS NULL, url = ? DESC, id
"""


def show(path: Path, url: str, form: str = "text", warc_dir: Path | None = None) -> bytes:
    """Give one post with its thread, its stored HTML, or what it was read from: the bytes, the whole record."""
    with Store.open(path, create=False) as store:
        if form in ("raw", "record"):
            place = _place(store, url)
            folder = warc_folder(path, warc_dir)
            return archive.read(folder, *place).body if form == "raw" else archive.record(folder, *place)
        rows = store.query(_POST, page_key(url))
        if not rows:
            raise UsageError(url, f"no post of that address in {path}")
        post_id, title, author, published, text, html = rows[0]
        if form == "html":
            return f"{html or ''}\n".encode()
        head = "\n".join(filter(None, (title, author, published)))
        return f"{head}\n\n{text or ''}\n{_thread(store, post_id)}".encode()


def _place(store: Store, url: str) -> tuple[str, int]:
    """Where the record of a page lies; a post known from an export alone lies under the address of its item."""
    for address in (url, f"export:{url}"):
        for file, offset in store.query(_PLACE, page_key(address), address):
            return file, offset
    raise UsageError(url, "was never read")


def _thread(store: Store, post_id: int) -> str:
    rows = store.query(
        "SELECT depth, author, published, body_text FROM comment_threads WHERE post_id = ? ORDER BY path",
        post_id,
    )
    told = []
    for depth, author, published, text in rows:
        indent = "    " * (depth + 1)
        head = ", ".join(filter(None, (author or "(no name)", published)))
        body = "\n".join(f"{indent}{line}".rstrip() for line in (text or "").splitlines())
        told.append(f"\n{indent[4:]}-- {head}\n{body}\n")
    return "".join(told)
