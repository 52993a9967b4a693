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
    levels = _levels({row["id"]: row.get("parent_id") for row in rows if row.get("id")})
    comments = []
    for n, row in enumerate(rows, 1):
        parent = row.get("parent_id") if levels.get(row.get("id") or "") else None
        html, text = _body(row.get("body_html"), page)
        comments.append(
            Comment(
                id=row.get("id") or f"n{n}",
                parent_id=parent,
                author=read_name(row.get("author")) if row.get("author") else None,
                author_url=page.absolute(row.get("author_url")),
                avatar=page.absolute(row.get("avatar")),
                published=_date(row, hints),
                body_html=html,
                body_text=text,
                url=page.absolute(row.get("url")),
                depth=levels.get(row.get("id") or "", 0),
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


def _levels(parents: dict[str, str | None]) -> dict[str, int]:
    """How deep each comment stands; 0 for those whose parent is not here, or that answer themselves in a circle."""
    levels: dict[str, int] = {}
    for key in parents:
        chain: dict[str, None] = {}  # in the order of the way up
        at: str | None = key
        while at in parents and at not in levels and at not in chain:
            chain[at] = None
            at = parents[at]
        level = levels[at] + 1 if at in levels else 0
        for one in reversed(chain):
            levels[one] = 0 if at in chain else level
            level += 1
    return levels
