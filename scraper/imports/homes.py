"""Which blog a page belongs to: those the database knows, those the user names, else the one that stands out."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from os.path import commonpath
from urllib.parse import urlsplit

from scraper import ledger
from scraper.items import post_url
from scraper.rows import Capture
from scraper.store import Store
from scraper.urls import Scope, absolute, is_file, normalize, page_key, trap

_FILED = re.compile(
    r"/(?:\d{4}(?:/|[-_]|$)|(?:categor\w*|tags?|archives?|page|posts?|entry|p|feeds?|author|label)(?:/|$)).*$"
)


class Homes:
    """The blogs that captures are sorted to."""

    def __init__(self, store: Store, named: Iterable[str] = ()) -> None:
        self._scopes = {url: Scope(url, ledger.moved_chain(store, url)) for _, url in store.blogs()}
        self._scopes |= {url: Scope(url) for url in map(normalize, named)}
        self.outside: Counter[str] = Counter()

    def __bool__(self) -> bool:
        return bool(self._scopes)

    def add(self, url: str) -> None:
        """Take one more blog."""
        self._scopes[url] = Scope(url)

    def of(self, capture: Capture) -> str | None:
        """Give the address of the blog a capture belongs to, if it is worth keeping."""
        url = post_url(capture.url)
        if trap(url) is not None or (is_file(url) and not _is_shown(capture)):
            return None
        told = next((seed for seed, scope in self._scopes.items() if scope.holds(url)), None)
        if told is None:
            self.outside[urlsplit(url).netloc] += 1
        return told


def _is_shown(capture: Capture) -> bool:
    return (capture.header("Content-Type") or "").startswith(("image/", "audio/", "video/"))


def guess(captures: Iterable[Capture]) -> str | None:
    """Find the blog in the pages of a crawl: the host with most of them, and what all their paths share."""
    pages = defaultdict(set)
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for capture in captures:
        url = absolute(post_url(capture.url))
        if url is None or capture.status != 200 or not _is_page(capture):
            continue
        parts, key = urlsplit(url), page_key(url).partition("/")[0]
        pages[key].add(parts.path)
        spelled[key][f"{parts.scheme}://{parts.netloc}"] += 1
    if not pages:
        return None
    host = max(pages, key=lambda key: len(pages[key]))
    folders = [path.rpartition("/")[0] or "/" for path in pages[host]]
    root = _FILED.sub("/", commonpath(folders).rstrip("/") + "/")
    few = len(pages[host]) < 3
    return normalize(spelled[host].most_common(1)[0][0] + ("/" if few else root))


def _is_page(capture: Capture) -> bool:
    media = (capture.header("Content-Type") or "text/html").lower()
    return "html" in media or capture.url.startswith("export:")
