"""What robots.txt allows, in every answer a server may give for it (RFC 9309)."""

from datetime import UTC, datetime, timedelta

import pytest

from scraper.fetch import Fetcher, FetchSettings
from scraper.rows import Capture

FAST = FetchSettings(delay=0)
BLOG = "http://blog.example/2010/"
NOW = datetime.now(UTC)


def robots(body: bytes, status: int = 200, **more: str) -> Capture:
    at = more.pop("at", NOW.strftime("%Y-%m-%dT%H:%M:%SZ"))
    return Capture("http://blog.example/robots.txt", status, body=body, fetched_at=at, **more)  # type: ignore[arg-type]


RULES = b"User-agent: *\nDisallow: /private/\nCrawl-delay: 7\nSitemap: http://blog.example/map.xml\n"


@pytest.mark.parametrize(
    ("capture", "page", "private"),
    [
        (robots(RULES), True, False),
        (robots(b"\xef\xbb\xbf" + RULES), True, False),
        (robots(RULES.replace(b"\n", b"\r\n")), True, False),
        (robots(b"<html>not found</html>"), True, True),
        (robots(b"", 404), True, True),
        (robots(RULES, 403), True, True),
        (robots(RULES, 301), True, True),
        (robots(b"", 500), False, False),
        (robots(b"", 503), False, False),
        (robots(b"", 0, error="no answer"), False, False),
        (robots(RULES, error="ended early", truncated="disconnect"), False, False),
        (robots(RULES, error="too long", truncated="length"), True, False),
        (None, False, False),
        (robots(b"#" * 600_000 + b"\n" + RULES), True, True),
        (robots(b"User-agent: blog-to-sqlite\nDisallow: /2010/\n\nUser-agent: *\nDisallow:"), False, True),
        (robots(b"User-agent: *\nDisallow: /*0/$\nAllow: /2010/$"), True, True),
    ],
)
def test_robots_txt(capture: Capture | None, page: bool, private: bool) -> None:
    with Fetcher(FAST) as asking:
        assert not asking.allowed(BLOG) and not asking.knows_robots(BLOG)
        assert asking.robots_url(BLOG) == "http://blog.example/robots.txt"
        assert asking.allowed("http://blog.example/robots.txt")
        asking.learn_robots(BLOG, capture)
        assert asking.knows_robots(BLOG) and not asking.knows_robots("https://blog.example/")
        assert asking.allowed(BLOG) is page
        assert asking.allowed("http://blog.example/private/x") is private
        assert asking.allowed("http://blog.example/robots.txt")


def test_robots_delay_sitemaps_age_and_memory() -> None:
    with Fetcher(FAST) as asking:
        asking.learn_robots(BLOG, robots(RULES))
        assert asking.crawl_delay(BLOG) == 7
        assert asking.sitemaps(BLOG) == ("http://blog.example/map.xml",)
        asking.learn_robots(BLOG, robots(b"", 503))
        assert asking.allowed(BLOG), "the last good copy counts while the server is ill"
        old = (NOW - timedelta(hours=25)).strftime("%Y-%m-%dT%H:%M:%SZ")
        asking.learn_robots(BLOG, robots(RULES, at=old))
        assert not asking.knows_robots(BLOG)
