"""Pages that say that there is none though the status says 200, or that send home: soft 404s; never asks."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin, urlsplit

from scraper.rows import Capture, Found
from scraper.urls import comment_page, kind_of, origin, same_page

#: An address below a blog's home that no blog has; one for all, so that the WARC alone tells again what came of it.
_PROBE = "a-page-that-was-never-written-7f3a91c2/"
_DOUBT = _PROBE + "again/"  # asked when a page says all else than before: is it the server?
_WORDS = re.compile(r"\w+")
_OF_PROBE = frozenset(_WORDS.findall(_DOUBT))  # which some servers say again
_TELLING = re.compile(r"[^\W\d_]{4,}|[\u2e80-\uffdc]")  # no small words, no numbers
_ALIKE, _RESEMBLES = 0.9, 0.6
_STRANGE = 0.25
_RECENT = 64  # posts that are remembered, to see whether the next ones say the very same
Print = tuple[str | None, frozenset[str]]
HOME = "redirects to the home page: no such page any more"
SAYS = "says that there is no such page"
LIKE = "looks like what the host answers for pages that do not exist"
NO_LIST = "a page for people where a feed or sitemap was looked for"
NO_POST = "a list or a file where a post was looked for"
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
    return url.endswith("/" + _DOUBT)


def is_probe(url: str) -> bool:
    """Tell the addresses that are asked only to see how a host answers."""
    return url.endswith("/" + _PROBE) or is_doubt(url)


def says_all_else(title: str | None, text: str | None, found: Found) -> bool:
    """Tell whether a page says nothing any more of what it said: another title, and hardly a word of the text.

    Or so much less that it may be a notice.
    """
    post = found.post
    if post is None or not (title or text) or post.title == title:
        return False
    old = frozenset(_TELLING.findall(f"{title} {text}".lower()))
    new = frozenset(_TELLING.findall(f"{post.title} {post.body_text}".lower()))
    much_less = len(post.body_text or "") < _STRANGE * len(text or "")
    return much_less or not new or len(old & new) / len(new) < _STRANGE


def tells_nothing_of(title: str | None, found: Found) -> bool:
    """Tell whether a post never read before says no word of the title that a feed tells of it."""
    post = found.post
    if post is None or not title or post.title == title:
        return False
    words = _TELLING.findall(title.lower())
    said = f"{post.title} {post.body_text}".lower() if words else ""
    return bool(words) and not any(word in said for word in words)


@dataclass(slots=True)
class Missing:
    """What hosts were seen to answer for a page that does not exist, and for all pages while they are out of order."""

    seen: dict[str, Print] = field(default_factory=dict)
    doubted: dict[str, Print | None] = field(
        default_factory=dict
    )  #: what a host said when doubted; None: nothing
    down: set[str] = field(default_factory=set)  #: hosts found to be out of order
    recent: dict[Print, str] = field(default_factory=dict)  #: what posts of this run said, and where
    witness: bool = False  #: the next page was asked to see whether posts that were well still are

    def judge(
        self,
        capture: Capture,
        found: Found,
        is_home: Callable[[str], bool],
        strange: bool = False,
        alone: bool = True,
    ) -> Found:
        """Give an answer that only says that there is no such page as the error it is.

        ``strange``: the page says all else than before; ``alone``: no other post is there to be compared with.
        """
        if is_probe(capture.url):
            self._learn(capture, found)
            return Found(capture.url, "error", error="asked to see how a missing page answers")
        self._settle(capture, found)
        is_witness, self.witness = self.witness and not alone, self.witness and found.kind == "robots"
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
        if found.post is None or is_home(capture.url):
            return found
        again, host = self.repeats(found), origin(capture.url) or ""
        if host in self.down and (strange or again or self._resembles(host, found)):
            return Found(capture.url, "error", error=DOWN)
        if _is_like(self.seen.get(host), found):
            return Found(capture.url, "error", error=LIKE)
        says_nothing = not any(_print(found))
        down = strange and (again or is_witness or says_nothing or self.unsure(capture.url))
        return Found(capture.url, "error", error=DOWN) if down else found

    def unsure(self, url: str) -> bool:
        """Tell whether a host did not answer when it was asked if it is out of order."""
        host = origin(url) or ""
        return host in self.doubted and self.doubted[host] is None

    def repeats(self, found: Found) -> str | None:
        """Give the page of this run that said the very same, be it but a title, where another did lately."""
        said = _print(found)
        if not any(said):
            return None
        if len(self.recent) >= _RECENT:
            del self.recent[next(iter(self.recent))]
        own = own_address(found)
        at = self.recent.setdefault(said, own)
        return None if same_page(at, own) else at

    def taken_for_posts(self) -> list[str]:
        """Give the pages of this run that were read as posts before it was known that the host is out of order."""
        told = {host: self.doubted.get(host) for host in self.down}
        return [
            url
            for said, url in self.recent.items()
            if (known := told.get(origin(url) or "")) and _likeness(known, said, url) >= _RESEMBLES
        ]

    def _learn(self, capture: Capture, found: Found) -> None:
        """What is the host's way of old to say that there is no such page is none to say that it is out of order."""
        host, says = origin(capture.url) or "", capture.status == 200 and found.post is not None
        if not is_doubt(capture.url):
            self.seen.pop(host, None)
            if says:
                self.seen[host] = _print(found)
            return
        self.doubted.pop(host, None)
        self.witness = True
        if capture.status == 0 or capture.status >= 500 or capture.error:
            self.doubted[host] = None
        elif says and not _is_like(self.seen.get(host), found):
            self.doubted[host] = _print(found)

    def _settle(self, capture: Capture, found: Found) -> None:
        """The text asked right after the doubt tells whether all pages are so, or but those that are not there."""
        host = origin(capture.url) or ""
        said = self.doubted.get(host)
        if said is None or host in self.down or _is_for_machines(capture.url):
            return
        if capture.status == 0 or capture.status >= 500 or (found.post and self._resembles(host, found)):
            self.down.add(host)
        elif found.post and capture.status == 200 and not _is_like(self.seen.get(host), found):
            self.seen[host] = said
            del self.doubted[host]

    def _resembles(self, host: str, found: Found) -> bool:
        """Does a page say what the host says for no page at all, were there a number or an address in it?"""
        said = self.doubted.get(host)
        now = _print(found)
        if said is not None and not (said[1] or now[1]):
            return said[0] is not None and said[0] == now[0]
        return said is not None and _likeness(said, now, found.url) >= _RESEMBLES

    def _names_a_text(self, url: str, home: str) -> bool:
        """A list's first page may well be the home page; a text's place never was."""
        return kind_of(url) in (None, "post", "page") and not same_page(url, home)


def own_address(found: Found) -> str:
    """Give the address of the post that a page shows; its pages of comments show the post again."""
    own = (found.canonical_url or found.url).partition("#")[0]
    return paged[0] if (paged := comment_page(own)) else own


def _is_like(known: Print | None, found: Found) -> bool:
    title, words = said = _print(found)
    if known is None or title != known[0] or not (title or words):
        return False
    return not (words or known[1]) or _likeness(known, said, found.url) >= _ALIKE


def _likeness(known: Print, said: Print, url: str) -> float:
    """How much two pages say alike, but for the words of their addresses, which some servers say again."""
    own = frozenset(_WORDS.findall(url.lower())) | _OF_PROBE
    return _share(known[1] - own, said[1] - own)


def _share(some: frozenset[str], others: frozenset[str]) -> float:
    """How much of what two texts say both say; nothing where there are no words."""
    both = len(some | others)
    return len(some & others) / both if both else 0.0


def _is_for_machines(url: str) -> bool:
    return kind_of(url) in ("feed", "sitemap") or _FOR_MACHINES.search(urlsplit(url).path) is not None


def _print(found: Found) -> Print:
    post = found.post
    text = post.body_text or "" if post else ""
    return (post.title if post else None), frozenset(_WORDS.findall(text.lower()))
