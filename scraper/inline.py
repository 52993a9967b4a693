"""Comments that a page holds as data in a script, made into a thread. Never finds them itself."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from lxml import html as lxml_html

from scraper.clean import clean_html, to_text
from scraper.comment_fields import Hints
from scraper.dates import read_date
from scraper.fields import read_name
from scraper.page import Page
from scraper.rows import Comment
from scraper.threads import Thread


def thread(
    rows: list[dict[str, Any]], page: Page, system: str, hints: Hints, declared: int | None = None
) -> Thread:
    """Rows ({"id", "parent_id", "author", "body_html", ...}) as a comment system's data gives them, to a Thread."""
    known = {row["id"] for row in rows if row.get("id")}
    parents = {row["id"]: row.get("parent_id") for row in rows if row.get("id")}
    comments = []
    for n, row in enumerate(rows, 1):
        parent = row.get("parent_id") if row.get("parent_id") in known else None
        html, text = _body(row.get("body_html"), page)
        comments.append(
            Comment(
                id=row.get("id") or f"n{n}",
                parent_id=None if _circular(row.get("id"), parents) else parent,
                author=read_name(row.get("author")) if row.get("author") else None,
                author_url=page.absolute(row.get("author_url")),
                avatar=page.absolute(row.get("avatar")),
                published=_date(row, hints),
                body_html=html,
                body_text=text,
                url=page.absolute(row.get("url")),
                depth=_depth(row.get("id"), parents, known),
            )
        )
    folded = tuple(_folded(rows, page))
    return Thread(tuple(comments), system, (), declared, f"{system} inline data", 0.98, folded)


def _folded(rows: list[dict[str, Any]], page: Page) -> Iterator[str]:
    """Where the first comment of each folded thread stands open; those below it stand there, too."""
    closed = {row["id"] for row in rows if row.get("folded")}
    for row in rows:
        if (
            row["id"] in closed
            and row.get("parent_id") not in closed
            and (url := page.absolute(row.get("url")))
        ):
            yield url


def _body(raw: str | None, page: Page) -> tuple[str | None, str | None]:
    if not raw or not raw.strip():
        return None, None
    root = lxml_html.fragment_fromstring(raw.replace("\x00", ""), create_parent="div")
    return clean_html(root, page.base_url) or None, to_text(root) or None


def _date(row: dict[str, Any], hints: Hints) -> str | None:
    stamp = row.get("timestamp_ms")
    if stamp and str(stamp).isdecimal() and int(stamp) < 4_102_444_800_000:
        return datetime.fromtimestamp(int(stamp) / 1000, UTC).isoformat(timespec="seconds")
    if row.get("published_utc"):
        return read_date(str(row["published_utc"]).rstrip("Z") + "Z")
    return read_date(row.get("published"), hints.language, hints.order, hints.now)


def _depth(key: str | None, parents: dict[str, str | None], known: set[str]) -> int:
    depth = 0
    while key and parents.get(key) in known and depth < 1000:
        key, depth = parents[key], depth + 1
    return 0 if depth == 1000 else depth


def _circular(key: str | None, parents: dict[str, str | None]) -> bool:
    return bool(key) and _depth(key, parents, set(parents)) == 0 and parents.get(key or "") in parents
