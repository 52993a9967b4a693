"""Pages that say that there is none though the status says 200, or that send home: soft 404s; never asks."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin, urlsplit

from scraper.rows import Capture, Found
from scraper.urls import kind_of, origin, same_page

#: An address that no blog has; one for all, so that the WARC alone tells again what came of it.
_PROBE = "/a-page-that-was-never-written-7f3a91c2/"
_WORDS = re.compile(r"\w+")
_ALIKE = 0.9
HOME = "redirects to the home page: no such page any more"
SAYS = "says that there is no such page"
LIKE = "looks like what the host answers for pages that do not exist"
NO_LIST = "a page for people where a feed or sitemap was looked for"
SOFT = (HOME, SAYS, LIKE)
#: Where lists for machines stand; some servers (WordPress with plain permalinks) show the home page at any path.
_FOR_MACHINES = re.compile(r"/(?:robots\.txt|[^/]+\.(?:xml|rss|rdf|json))/?$|/feed/$", re.I)


def probe_of(url: str) -> str:
    """The address whose answer shows how a host says that a page does not exist."""
    return urljoin(url, _PROBE)


def is_probe(url: str) -> bool:
    """Tell the address that is asked only to see how a host answers."""
    return urlsplit(url).path == _PROBE


@dataclass(slots=True)
class Missing:
    """What hosts were seen to answer for a page that does not exist."""

    seen: dict[str, tuple[str | None, frozenset[str]]] = field(default_factory=dict)

    def judge(self, capture: Capture, found: Found, is_home: Callable[[str], bool]) -> Found:
        """Give an answer that only says that there is no such page as the error it is."""
        if is_probe(capture.url):
            self._learn(capture, found)
            return Found(capture.url, "error", error="asked to see how a missing page answers")
        target = next((link.url for link in found.links if found.kind == "moved"), None)
        if (
            target
            and is_home(target)
            and self._names_a_text(capture.url, target)
            and not is_home(capture.url)
        ):
            return Found(capture.url, "error", error=HOME)
        if capture.status == 200 and found.kind == "error" and found.error is None:
            return replace(found, error=SAYS)
        if found.kind in ("index", "archive", "post", "page") and _is_for_machines(capture.url):
            return Found(capture.url, "error", error=NO_LIST)
        if found.post is not None and not is_home(capture.url) and self._is_like(capture.url, found):
            return Found(capture.url, "error", error=LIKE)
        return found

    def _learn(self, capture: Capture, found: Found) -> None:
        self.seen.pop(origin(capture.url) or "", None)
        if capture.status == 200 and found.post is not None:
            self.seen[origin(capture.url) or ""] = _print(found)

    def _names_a_text(self, url: str, home: str) -> bool:
        """A list's first page may well be the home page; a text's place never was."""
        return kind_of(url) in (None, "post", "page") and not same_page(url, home)

    def _is_like(self, url: str, found: Found) -> bool:
        known = self.seen.get(origin(url) or "")
        if known is None:
            return False
        title, words = _print(found)
        both = len(words | known[1])
        return title == known[0] and (not both or len(words & known[1]) / both >= _ALIKE)


def _is_for_machines(url: str) -> bool:
    return kind_of(url) in ("feed", "sitemap") or _FOR_MACHINES.search(urlsplit(url).path) is not None


def _print(found: Found) -> tuple[str | None, frozenset[str]]:
    post = found.post
    text = post.body_text or "" if post else ""
    return (post.title if post else None), frozenset(_WORDS.findall(text.lower()))
