"""Pages that say that there is none though the status says 200, or that send home: soft 404s; never asks."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin, urlsplit

from scraper.rows import Capture, Found
from scraper.urls import kind_of, origin, same_page

#: An address that no blog has; one for all, so that the WARC alone tells again what came of it.
_PROBE = "/a-page-that-was-never-written-7f3a91c2/"
_DOUBT = _PROBE + "again/"  # asked when a page says all else than before: is it the server?
_WORDS = re.compile(r"\w+")
_ALIKE = 0.9
_STRANGE = 0.2
_RECENT = 32  # posts that are remembered, to see whether the next ones say the very same
Print = tuple[str | None, frozenset[str]]
HOME = "redirects to the home page: no such page any more"
SAYS = "says that there is no such page"
LIKE = "looks like what the host answers for pages that do not exist"
NO_LIST = "a page for people where a feed or sitemap was looked for"
SOFT = (HOME, SAYS, LIKE)
DOWN = "what the host answers for every page now"
#: Where lists for machines stand; some servers (WordPress with plain permalinks) show the home page at any path.
_FOR_MACHINES = re.compile(r"/(?:robots\.txt|[^/]+\.(?:xml|rss|rdf|json))/?$|/feed/$", re.I)


def probe_of(url: str) -> str:
    """The address whose answer shows how a host says that a page does not exist."""
    return urljoin(url, _PROBE)


def doubt_of(url: str) -> str:
    """The address whose answer shows whether a host answers for all pages alike just now."""
    return urljoin(url, _DOUBT)


def is_doubt(url: str) -> bool:
    """Tell that address."""
    return url.endswith(_DOUBT)


def is_probe(url: str) -> bool:
    """Tell the addresses that are asked only to see how a host answers."""
    return is_doubt(url) or urlsplit(url).path == _PROBE


def says_all_else(title: str | None, text: str | None, found: Found) -> bool:
    """Tell whether a page says nothing any more of what it said: no word of its title, hardly one of its text."""
    now = _print(found)
    old = frozenset(_WORDS.findall(f"{title} {text}".lower()))
    new = now[1] | frozenset(_WORDS.findall((now[0] or "").lower()))
    return bool(old and new) and len(old & new) / min(len(old), len(new)) < _STRANGE


@dataclass(slots=True)
class Missing:
    """What hosts were seen to answer for a page that does not exist, and for all pages while they are out of order."""

    seen: dict[str, Print] = field(default_factory=dict)
    down: dict[str, Print] = field(default_factory=dict)
    recent: dict[Print, str] = field(default_factory=dict)  #: what posts of this run said, and where

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
        if found.post is not None and not is_home(capture.url):
            for error, known in ((LIKE, self.seen), (DOWN, self.down)):
                if _is_like(known.get(origin(capture.url) or ""), found):
                    return Found(capture.url, "error", error=error)
        return found

    def repeats(self, found: Found) -> str | None:
        """Give the page of this run that said the very same, title and text, where another did lately."""
        said = _print(found)
        if not all(said):
            return None
        if len(self.recent) >= _RECENT:
            del self.recent[next(iter(self.recent))]
        at = self.recent.setdefault(said, found.url)
        return None if at == found.url else at

    def taken_for_posts(self) -> list[str]:
        """Give the pages of this run that were read as posts before it was known that the host is out of order."""
        return [url for said, url in self.recent.items() if _are_like(self.down.get(origin(url) or ""), said)]

    def _learn(self, capture: Capture, found: Found) -> None:
        """What is the host's way of old to say that there is no such page is none to say that it is out of order."""
        host, doubted = origin(capture.url) or "", is_doubt(capture.url)
        learnt = self.down if doubted else self.seen
        learnt.pop(host, None)
        if (
            capture.status == 200
            and found.post is not None
            and not (doubted and _is_like(self.seen.get(host), found))
        ):
            learnt[host] = _print(found)

    def _names_a_text(self, url: str, home: str) -> bool:
        """A list's first page may well be the home page; a text's place never was."""
        return kind_of(url) in (None, "post", "page") and not same_page(url, home)


def _is_like(known: Print | None, found: Found) -> bool:
    return known is not None and _are_like(known, _print(found))


def _are_like(known: Print | None, said: Print) -> bool:
    if known is None:
        return False
    title, words = said
    both = len(words | known[1])
    return title == known[0] and (not both or len(words & known[1]) / both >= _ALIKE)


def _is_for_machines(url: str) -> bool:
    return kind_of(url) in ("feed", "sitemap") or _FOR_MACHINES.search(urlsplit(url).path) is not None


def _print(found: Found) -> Print:
    post = found.post
    text = post.body_text or "" if post else ""
    return (post.title if post else None), frozenset(_WORDS.findall(text.lower()))
