"""One run through one blog as far as `sync` and `replay` share it: answers into rows; never asks a server."""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from scraper import archive, ledger
from scraper.clock import now
from scraper.discovery import Bounds, edits_feed, is_post_entry, next_feed_page, usual_places
from scraper.errors import ArchiveError
from scraper.frontier import Lead
from scraper.missing import NO_POST, Missing, is_probe, own_address, probe_of, says_all_else, tells_nothing_of
from scraper.patterns import Patterns
from scraper.reading import read, read_rules
from scraper.rows import Capture, Found
from scraper.store import Kept, Run, Store
from scraper.summary import Summary
from scraper.urls import Scope, is_file, kind_of, origin

_NO_POSTS = ("index", "archive", "feed", "sitemap", "media")
DONE, STOPPED, LIMITED = "complete", "stopped", "limited"


@dataclass(frozen=True, slots=True)
class Settings:
    """How a sync behaves; the defaults are those of the command line."""

    delay: float = 1.0
    concurrency: int = 1
    allow_private: bool = False
    max_pages: int | None = None
    time_limit: float | None = None
    since: str | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    warc_dir: Path | None = None
    media: bool = False
    obey_noarchive: bool = False  #: keep nothing of a page that asks not to be archived
    contact: str | None = None  #: whom the owner of a server may turn to, told in every request
    anew: bool = False  #: begin an archive though the rows stand on one that is lost
    max_bytes: int = 50_000_000  #: of one answer; what is longer is cut, and said


class Watcher(Protocol):
    """Who is told how the trip goes; may ask it to stop."""

    stopping: bool

    def page(self, url: str, summary: Summary, known: int) -> None: ...
    def say(self, text: str) -> None: ...


@dataclass(slots=True)
class Silent:
    """A watcher who listens to nothing."""

    stopping: bool = False

    def page(self, url: str, summary: Summary, known: int) -> None: ...
    def say(self, text: str) -> None: ...


@dataclass(slots=True)
class Visit:
    """One run through one blog, as far as `sync` and `replay` share it: answers into rows."""

    store: Store
    run: Run
    summary: Summary
    settings: Settings
    bounds: Bounds = field(init=False)
    missing: Missing = field(default_factory=Missing)
    patterns: Patterns = field(init=False)
    homes: frozenset[str] = field(init=False)  #: the start address and wherever it has moved to
    rules: set[str] = field(default_factory=set)  #: where a robots.txt redirects to
    named: Counter[str] = field(
        default_factory=Counter
    )  #: posts that lists name, by site; "" is the blog itself

    def __post_init__(self) -> None:
        self.patterns = Patterns(self.settings.include, self.settings.exclude)
        self.look_around()

    def look_around(self) -> None:
        """The blog is its start address and wherever that has moved to."""
        moved = ledger.moved_chain(self.store, self.run.blog_url)
        self.homes = frozenset((self.run.blog_url, *moved))
        scope = Scope(self.run.blog_url, moved, *self.patterns.read())
        self.bounds = Bounds(scope, self.settings.since)

    def keep(self, capture: Capture, said: Found | None = None) -> tuple[Found, Kept]:
        """Read one answer, unless `said` tells that it was read already, and write what it says."""
        edits = self._edits(capture)
        said = read_rules(capture) if capture.url in self.rules else said
        told = said is not None and said.kind in ("post", "page")  # read already, and no list
        if not told and ledger.says_the_same(self.store, capture):  # a list, byte for byte: need not be read
            found, capture = Found(capture.url, "index"), replace(capture, status=304)
        else:
            found = said or read(capture)
            if found.kind == "moved" and capture.status == 200:
                capture = replace(capture, status=301)  # a page that sends on at once is kept as a redirect
            strange = self._is_strange(capture, found)
            alone = not strange or ledger.another_post(self.store, self.run, capture.url) is None
            found = self.missing.judge(capture, found, self.is_home, strange, alone)
            if found.kind not in ("media", "error", "robots", "moved") and is_file(capture.url):
                found = self._as_file(capture, found)
            found = found if is_probe(capture.url) else self._no_list(capture, self._found(capture, found))
        if found.kind == "robots":
            self.rules.update(link.url for link in found.links if not self.is_home(link.url))
        kept = self.store.keep(self.run, capture, found)
        if edits:
            self.store.discover(self.run, [Lead(edits, "feed")])
            self.store.make_due(self.run, [edits])
        if (
            capture.status != 304
            and found.kind in ("moved", "index", "post", "page")
            and self.is_home(capture.url)
        ):
            self.store.describe_blog(self.run.blog_id, found)
            self.look_around()
        self.summary.add(capture, found, kept)
        return found, kept

    def _edits(self, capture: Capture) -> str | None:
        """Where to learn what was edited: the feed has moved, maybe not its newest posts, and no sitemap dates them."""
        if kind_of(capture.url) != "feed":
            return None
        platform = ledger.platform(self.store, self.run)
        address = edits_feed(capture.url, self.homes, platform)
        wanted = (
            address and ledger.has_moved(self.store, capture) and not ledger.is_dated(self.store, self.run)
        )
        return address if wanted else None

    def _found(self, capture: Capture, found: Found) -> Found:
        """What is worth following of what the answer says; the home page alone may move out of bounds."""
        home = self.is_home(capture.url) and found.kind in ("moved", "index", "post", "page")
        if home and found.kind == "moved":
            return found
        self.count_named(found)
        found = self.bounds.settle(found, capture.url)
        if home:
            places = usual_places(found, capture.url)
            places = [link for link in places if self.bounds.worth(link.url, link.kind)]
            return replace(found, links=(*found.links, *places))
        if found.kind == "feed" and self._goes_on(found):
            further = next_feed_page(found, capture.url, ledger.platform(self.store, self.run))
            return replace(found, links=(*found.links, *filter(None, [further])))
        return found

    def count_named(self, found: Found) -> None:
        """Count where the posts are that a page or a sitemap names; feeds may name them by a service's addresses."""
        if found.kind in ("index", "archive", "sitemap"):
            urls = [link.url for link in found.links if link.kind == "post"]
            self.named.update("" if self.bounds.scope.belongs(url) else origin(url) or "" for url in urls)

    def elsewhere(self) -> str | None:
        """Give the one site at which the posts are, as far as lists name any, where none is at the blog's address."""
        for site, count in self.named.most_common(1):
            if not self.named[""] and count > 1 and 2 * count > self.named.total():
                return site
        return None

    def _goes_on(self, found: Found) -> bool:
        """Follow a feed page by page where no sitemap names the blog's posts, or not those that the feed names."""
        if not ledger.lists_posts(self.store, self.run, "sitemap"):
            return True
        urls = [entry.url for entry in found.entries if is_post_entry(entry)]
        return ledger.sitemap_lacks(self.store, self.run, urls)

    def _as_file(self, capture: Capture, found: Found) -> Found:
        """Where a picture should stand and a page does, there is no picture, and no post either."""
        if not ledger.is_media(self.store, capture.url):
            return found
        return Found(capture.url, "error", error="not the file that a post shows, but a page")

    def _no_list(self, capture: Capture, found: Found) -> Found:
        """Where a post was looked for and a list or a file stands, it failed: the row stays, and nothing is followed.

        What was never read as a post may be none, unless it is data, or the home page shown in its place. Where that
        stands at another address, it leads where the home page leads.
        """
        url = capture.url
        if found.kind not in _NO_POSTS or self.is_home(url) or kind_of(url) not in (None, "post", "page"):
            return found
        home = [self.run.blog_url, *ledger.moved_chain(self.store, self.run.blog_url)][-1]
        named = [link.url for link in found.links if link.kind == "post"]
        again = found.kind in ("index", "archive") and ledger.shows_home(self.store, home, url, named)
        file = found.kind == "media" and not is_file(url) and not ledger.is_media(self.store, url)
        unread = (again or file) and ledger.is_unread_post(self.store, url)
        if unread or ledger.is_place_of_post(self.store, url):
            return Found(url, "error", error=NO_POST)
        if again and ledger.leads_on(self.store, home):
            return replace(found, links=tuple(link for link in found.links if link.kind != "older"))
        return found

    def recall(self, folder: Path) -> None:
        """Know again how the host answers for what does not exist."""
        home = [self.run.blog_url, *ledger.moved_chain(self.store, self.run.blog_url)][-1]
        if place := ledger.place_of(self.store, probe_of(home)):
            with suppress(ArchiveError):  # the archive may have been put elsewhere
                capture = archive.read(folder, *place)
                self.missing.judge(capture, read(capture), self.is_home)

    def doubts(self, capture: Capture, found: Found) -> bool:
        """Tell whether a page says all else than before, or what another says: the server may be out of order."""
        if found.post is None or self.is_home(capture.url) or is_probe(capture.url):
            return False
        return self._is_strange(capture, found) or self.missing.repeats(found) is not None

    def in_doubt(self, both: list[tuple[Capture, Found]]) -> dict[str, None]:
        """Give the addresses of the pages in doubt, and of those among them that said the same first."""
        doubted = dict.fromkeys(capture.url for capture, found in both if self.doubts(capture, found))
        first = {self.missing.repeats(found) for capture, found in both if capture.url in doubted}
        return doubted | dict.fromkeys(found.url for _, found in both if own_address(found) in first)

    def _is_strange(self, capture: Capture, found: Found) -> bool:
        """Does a page say nothing of what it said before, or of what a feed tells of it?"""
        if found.post is None:
            return False
        said = ledger.said_by(self.store, capture.url)
        if said is not None:
            return says_all_else(*said, found)
        return tells_nothing_of(ledger.told_title(self.store, self.run, capture.url), found)

    def is_home(self, url: str) -> bool:
        return url in self.homes

    def mark_gone(self, outcome: str | None) -> None:
        """Tell again what a run of old had found gone."""
        if outcome == DONE:
            self.summary.gone_posts += self.store.mark_gone(self.run)

    def finish(self, outcome: str) -> None:
        """End the run; what is gone is told only by one that saw all."""
        self.store.index_text()
        self.summary.outcome = outcome
        self.summary.errors += self.store.count_astray(self.run)
        self.summary.gone_posts += self.store.finish_run(self.run, now(), outcome, self.summary.counts())
