"""The time as rows and records write it: UTC, to the second (ISO 8601); never reads a date from a page."""

from datetime import UTC, datetime, timedelta


def now() -> str:
    return stamp(datetime.now(UTC))


def stamp(moment: datetime) -> str:
    """Write a moment of any zone."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def tomorrow(time: str) -> str:
    """A day later: what is said to have been seen after that was dated by a clock that ran ahead."""
    return stamp(datetime.fromisoformat(time) + timedelta(days=1))
