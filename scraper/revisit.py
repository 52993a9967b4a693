"""When to look at a page again; pure arithmetic on dates, never asks a clock, a database or a server."""

import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from scraper.clock import stamp

NEVER = None
#: Bounds of the pause between two looks at a post: daily when young or lively, twice a year when old.
LEAST_DAYS, MOST_DAYS = 1.0, 180.0
LISTING_DAYS = 7.0
AGE_SHARE = 0.1  # a post is looked at again when it has grown older by a tenth
MISSING_DAYS = 30.0
RETRIES = 3  # failures in a row after which a page has to wait longer than to the next run


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of a page when the next look is planned."""

    url: str
    kind: str | None
    status: int
    at: str  #: time of this look
    changed: bool = False
    known: bool = False  #: it was looked at before
    interval: float | None = None
    published: str | None = None
    attempts: int = 0  #: failures in a row, this one included


@dataclass(frozen=True, slots=True)
class Plan:
    """The next look, and the pause that led to it."""

    due_at: str | None
    interval: float | None = None


def plan(past: Past) -> Plan:
    """Say when a page is due again after an answer with this status."""
    if past.status in (404, 410, 401, 403, 451):
        return _after(past, MISSING_DAYS * max(1, past.attempts))
    if past.status not in (200, 304):
        return _retry(past)
    if past.kind in ("post", "page", "comments"):
        return _after(past, _post_days(past))
    if past.kind in ("feed", "sitemap"):
        return _after(past, _adapted(past) if past.known else LISTING_DAYS)
    return Plan(NEVER, past.interval)  # navigation is looked at again when what it leads to has changed


def _retry(past: Past) -> Plan:
    """A failure is asked again by the next run; one that lasts waits longer each time."""
    if past.attempts <= RETRIES:
        return Plan(past.at, past.interval)
    return Plan(_later(past, min(2.0 ** (past.attempts - RETRIES), MISSING_DAYS)), past.interval)


def _post_days(past: Past) -> float:
    return _adapted(past) if past.known else _bounded(AGE_SHARE * _age_days(past))


def _adapted(past: Past) -> float:
    """Halve the pause where something changed, let it grow by half where nothing did."""
    return _bounded((past.interval or LISTING_DAYS) * (0.5 if past.changed else 1.5))


def _bounded(days: float) -> float:
    return min(max(days, LEAST_DAYS), MOST_DAYS)


def _age_days(past: Past) -> float:
    if not past.published:
        return 10 * LISTING_DAYS
    try:
        born = datetime.fromisoformat(past.published[:10]).replace(tzinfo=UTC)
    except ValueError:
        return 10 * LISTING_DAYS
    return (_time(past.at) - born).total_seconds() / 86400


def _after(past: Past, days: float) -> Plan:
    return Plan(_later(past, days), days)


def _later(past: Past, days: float) -> str:
    """Spread pages by a fifth either way, each always alike, so that they do not all fall due at once."""
    spread = 0.8 + 0.4 * (zlib.crc32(past.url.encode()) % 1000) / 1000
    return stamp(_time(past.at) + timedelta(days=days * spread))


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
