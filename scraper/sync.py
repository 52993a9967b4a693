"""THE TRIP: a blog from the network through the WARC into rows; never a selector, SQL or HTTP of its own.

for page in frontier:           a query: what is new, what is stale
    capture = fetcher.get(page)     HTTP  -> bytes
    archive.append(capture)         bytes -> WARC: nothing is read that is not kept
    found = read(capture)           bytes -> values, pure
    store.keep(capture, found)      values -> rows, one transaction
"""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scraper import __version__, ledger
from scraper.archive import Archive, RunNote
from scraper.archive import read as read_archived
from scraper.clock import now
from scraper.errors import ArchiveError, FetchFailed, UsageError
from scraper.flights import Flights
from scraper.frontier import ARCHIVE, FIRST, MEDIA, RANKS, Due, Lead
from scraper.lock import folder_lock, run_lock
from scraper.missing import NO_LIST, doubt_of, is_probe, probe_of
from scraper.reading import asks_no_archive, is_wall, read
from scraper.rows import REDIRECTS, Capture, Found
from scraper.store import FORBIDDEN, Kept, Store
from scraper.store_file import refuse_foreign
from scraper.summary import Summary
from scraper.urls import absolute, host, kind_of, normalize, origin
from scraper.visit import DONE, LIMITED, STOPPED, Settings, Silent, Visit, Watcher

if TYPE_CHECKING:
    from scraper.fetch import Fetcher

__all__ = ["Settings", "Silent", "Watcher", "bare", "start_url", "sync", "warc_folder"]
_DOUBTS = 5  # times that a run asks whether a server is out of order
_FAULTS = 10  #: answers of 5xx in a row after which a server is left alone
_BARREN = 20  # archives in a row without a new post: the others would tell nothing new either
_BLOGS_AT_ONCE = 64
_PATIENCE = 10.0  # seconds that answers under way are waited for once a run was told to stop
_QUICK = 0.02  # seconds: to read while so near a server answers costs more than it gains
_SMALL = 100_000  # bytes: larger pages are read one by one, for memory's sake
_HANDFUL = 16  # new posts of a near server at once: what is done in a row costs less; more gain little


def sync(
    path: Path, urls: Sequence[str], settings: Settings | None = None, watcher: Watcher | None = None
) -> Summary:
    """Bring the blogs of a database up to date: those named, new or not, or all that it knows."""
    settings, watcher = settings or Settings(), watcher or Silent()
    starts = [start_url(url) for url in urls]
    refuse_foreign(path, create=bool(starts))
    folder = warc_folder(path, settings.warc_dir)
    with ExitStack() as stack:
        stack.enter_context(run_lock(path))
        stack.enter_context(folder_lock(folder))
        store = stack.enter_context(Store.open(path, create=bool(starts)))
        _find_archive(store, folder, settings, watcher)
        blogs = [(store.add_blog(url, now()), url) for url in starts] or _known(store, settings, watcher)
        if not blogs:
            raise UsageError(str(path), "knows no blog yet", "name its address")
        archive = stack.enter_context(Archive(folder, path.stem))
        for problem in archive.repaired:
            watcher.say(f"cut back after an interrupted run: {problem}" if problem.cut else str(problem))
        fetcher = stack.enter_context(_fetcher(store, settings, [url for _, url in blogs]))
        journey = Journey(store, archive, fetcher, settings, watcher)
        try:
            return _travel(journey, blogs)
        finally:
            ledger.keep_penalties(store, fetcher.host_state())


def _known(store: Store, settings: Settings, watcher: Watcher) -> list[tuple[int, str]]:
    """Give the blogs of a database, without addresses at which there has never been one: mistyped, they stay so.

    All of them where there is no other, or where what was lost is asked for.
    """
    blogs = store.blogs()
    found = [(blog_id, url) for blog_id, url in blogs if not ledger.is_no_blog(store, blog_id, url)]
    if settings.anew or not found:
        return blogs
    for _, url in (blog for blog in blogs if blog not in found):
        watcher.say(f"{url}: passed over, there was no blog when it was asked (name it to ask again)")
    return found


@dataclass(slots=True)
class Journey:
    """What all blogs of a run share; who holds `turn` may use it."""

    store: Store
    archive: Archive
    fetcher: "Fetcher"
    settings: Settings
    watcher: Watcher
    trips: list["Trip"] = field(default_factory=list)
    turn: threading.Lock = field(default_factory=threading.Lock)
    began: float = field(default_factory=time.monotonic)
    over: str | None = None  #: how the run ended, once nothing is asked any more
    broken: bool = False  #: one trip met what no other can go on after either

    def summary(self) -> Summary:
        """What was done so far, over all blogs."""
        parts = [trip.summary for trip in self.trips]
        return parts[0] if len(parts) == 1 else Summary.joined(parts)


def _travel(journey: Journey, blogs: Sequence[tuple[int, str]]) -> Summary:
    """Visit all blogs at once, each at its server's own pace; one of them reads and writes at a time."""
    journey.trips = [Trip(journey, blog_id, url) for blog_id, url in blogs]
    if len(blogs) == 1:
        _visit(journey.trips[0])
        return journey.summary()
    flights: Flights[Trip, None] = Flights(_visit, min(len(blogs), _BLOGS_AT_ONCE))
    for trip in journey.trips:
        flights.send(trip)
    fault: BaseException | None = None
    while flights.under_way:
        try:
            flights.land(0.2)
        except Exception as error:
            journey.broken, fault = True, fault or error
    flights.close()
    if fault is not None:
        raise fault
    return journey.summary()


def _visit(trip: "Trip") -> None:
    """One blog that cannot be read must not keep the others from it."""
    with trip.journey.turn:
        try:
            trip.run()
        except FetchFailed as error:
            trip.summary.failures.append(str(error))


def start_url(text: str) -> str:
    """Give the address a person means, or say that it is none."""
    url = absolute(text) if text.lower().startswith(("http://", "https://")) else None
    if url is None:
        raise UsageError(text, "is not a web address", "it begins with http:// or https://")
    if urlsplit(url).username is not None or urlsplit(url).password is not None:
        where = origin(url) or "the address"  # said without the password
        raise UsageError(where, "a name or password in an address is never sent", "leave it out")
    return normalize(url)


def warc_folder(path: Path, told: Path | None = None) -> Path:
    """The archive lies beside its database: blog.db, blog.warc/."""
    return told or path.with_suffix(".warc")


def _find_archive(store: Store, folder: Path, settings: Settings, watcher: Watcher) -> None:
    """Begin no archive beside rows that stand on another; where a part of it is elsewhere, say so and go on."""
    lost = ledger.lost_files(store, folder)
    gone = bool(lost) and not any((folder / name).is_file() for name in ledger.warc_files(store))
    if gone and not settings.anew:  # of one that is cut short the rest is repaired, and goes on
        raise ledger.elsewhere(store, lost, folder)
    if lost:
        watcher.say(str(ledger.elsewhere(store, lost, folder)))


def _fetcher(store: Store, settings: Settings, starts: Sequence[str]) -> "Fetcher":
    from scraper.fetch import Fetcher, FetchSettings, user_agent

    wanted = FetchSettings(
        delay=settings.delay,
        allow_private=settings.allow_private,
        connections=max(8, settings.concurrency),
        max_bytes=settings.max_bytes,
    )
    if settings.contact is not None:
        wanted = replace(wanted, user_agent=user_agent(settings.contact, __version__))
    return Fetcher(wanted, starts, ledger.penalties(store))


@dataclass(slots=True)
class Trip:
    """One run through one blog over the network."""

    journey: Journey
    blog_id: int
    url: str
    summary: Summary = field(default_factory=lambda: Summary(blogs=1))
    visit: Visit = field(init=False)
    known: int = 0
    noted: bool = False  #: the archive knows that this run has begun
    walls: set[str] = field(default_factory=set)  #: addresses that wanted a cookie
    doubts: int = 0  #: how often it was asked whether the server is out of order
    faults: int = 0  #: answers in a row that told a fault of the server's own (5xx)
    barren: int = 0  #: archives in a row that led to no new post
    ahead: int = 1  #: new posts that are asked in a row before the first of them is read
    store: Store = field(init=False)
    fetcher: "Fetcher" = field(init=False)
    settings: Settings = field(init=False)

    def __post_init__(self) -> None:
        self.store, self.fetcher = self.journey.store, self.journey.fetcher
        self.settings = self.journey.settings

    def run(self) -> None:
        """Ask what is due until nothing is, and say how it ended."""
        run = self.store.start_run(self.blog_id, now(), __version__)
        self.visit = Visit(self.store, run, self.summary, self.settings)
        outcome = "failed"
        try:
            self._begin(self.url)
            outcome = self._travel()
            if outcome == DONE:
                self._tell_elsewhere()
        except FetchFailed:
            over = self.journey.over or (STOPPED if self.journey.watcher.stopping else None)
            if over is None:
                raise
            outcome = over  # not the blog's fault: all was told to stop
        finally:
            self.summary.next_due = ledger.next_due(self.store, self.blog_id)
            self._note_end(outcome)
            self.visit.finish(outcome)

    @contextmanager
    def _waiting(self) -> Iterator[None]:
        """Let the other blogs have their turn while a server is waited for."""
        self.journey.turn.release()
        try:
            yield
        finally:
            self.journey.turn.acquire()

    def _ask(self, url: str) -> Capture:
        with self._waiting():
            return self.fetcher.get(url)

    # ------------------------------------------------------------------------------------ how it begins

    def _begin(self, url: str) -> None:
        """First of all the home page; later only what tells of news."""
        self.known = ledger.count_due(self.store, self.visit.run)
        self._learn_robots(url)
        if ledger.was_read(self.store, url):
            if not self.fetcher.robots_reached(url):  # forbids to ask now, and says nothing of any page
                raise FetchFailed(url, self._why_not(url), "the next run asks again")
            room = max(3 - self.summary.requests, 2)
            watched = ledger.pages_to_watch(self.store, self.visit.run, room)
            self.store.make_due(self.visit.run, watched)
            self.visit.recall(self.journey.archive.folder)
            return
        self._follow_robots()
        self._ask_home(url)
        self._probe(probe_of(self._home()))

    def _ask_home(self, url: str) -> None:
        """Read the home page, over its redirects: without it there is no blog (RFC 9110, 15.4)."""
        at: str | None = url
        for _ in range(10):
            if at is None:
                break
            if not self._allowed(at):
                raise FetchFailed(at, self._why_not(at))
            self.store.discover(self.visit.run, [Lead(at, rank=FIRST)])
            capture = self._ask(at)
            found = self._keep(capture)
            onward = next((link.url for link in found.links if link.kind == "moved"), None)
            at = at if onward is None and self._passes_wall(capture) else onward
        _refuse_poor_home(capture, found)

    def _passes_wall(self, capture: Capture) -> bool:
        """A wall of cookies is asked once more, with its cookie; one that stays shut is left alone."""
        if not is_wall(capture) or capture.url in self.walls:
            return False
        self.walls.add(capture.url)
        return True

    def _home(self) -> str:
        """The address at which the blog's home page answers in the end."""
        return [self.url, *ledger.moved_chain(self.store, self.url)][-1]

    def _probe(self, address: str) -> None:
        """See once how the host answers for a page that does not exist: some say 200 (soft 404)."""
        if self._allowed(address) and self.visit.bounds.scope.belongs(address):
            self._keep(self._ask(address))

    def _ask_whether_down(self, url: str) -> None:
        """See whether the host says for no page at all, and for a post that was well, what it says for posts just now.

        Their answers stand in the archive before the page in doubt, so that a replay comes to the same.
        """
        home = self._home()
        if self.doubts >= _DOUBTS or self.visit.missing.down:
            return
        self.doubts += 1
        self._probe(doubt_of(home if origin(home) == origin(url) else f"{origin(url)}/"))
        if self.visit.missing.unsure(url):
            self.doubts = _DOUBTS  # it was asked as often as any page: the next run asks again
        witness = ledger.another_post(self.store, self.visit.run, url)
        if witness and self._allowed(witness):
            self._keep_answer(self._ask(witness))

    def _follow_robots(self) -> None:
        """Put the sitemaps that robots.txt names into the frontier."""
        named = [normalize(url) for url in self.fetcher.sitemaps(self.visit.run.blog_url)]
        leads = [Lead(url, "sitemap") for url in named if self.visit.bounds.worth(url, "sitemap")]
        self.known += self.store.discover(self.visit.run, leads)

    def _tell_elsewhere(self) -> None:
        """Say where the posts are that the blog names, if all of them are at another site than its own."""
        none = not ledger.has_posts(self.store, self.blog_id)
        if none and not self.visit.named and (place := ledger.kept_at(self.store, self._home())):
            with suppress(ArchiveError):  # the page is as it was, and was not read again
                self.visit.count_named(read(read_archived(self.journey.archive.folder, *place)))
        site = self.visit.elsewhere()
        if site is None or any(origin(url) == site for _, url in self.store.blogs()):
            return
        advice = f"if it is the blog's own: sync {self.store.path} {site}/"
        line = str(FetchFailed(self.url, f"all posts that it names are at {site}/", advice))
        if none:
            self.summary.failures.append(line)
        else:
            self.journey.watcher.say(line)

    # ------------------------------------------------------------------------------------ robots

    def _learn_robots(self, url: str) -> None:
        """Read robots.txt, from the archive where that copy is not a day old (RFC 9309, 2.4)."""
        if self.fetcher.knows_robots(url):
            return
        address = self.fetcher.robots_url(url)
        kept = ledger.robots_place(self.store, address, now())
        capture = None
        if kept:
            with suppress(ArchiveError):  # the archive may have been put elsewhere
                capture = read_archived(self.journey.archive.folder, *kept)
        if capture is None:
            place = [address, *ledger.moved_chain(self.store, address)][-1]
            before, capture = ledger.digest_of(self.store, place), self._get_robots(address)
            if capture.status == 200 and ledger.digest_of(self.store, capture.url) != before:
                self.store.pardon(self.visit.run)
        self.fetcher.learn_robots(url, capture)
        if (told := self.fetcher.pace_asked(url)) is not None:
            self.journey.watcher.say(f"{address}: {told}")

    def _get_robots(self, address: str) -> Capture:
        """Follow at least five redirects to the rules, each kept (RFC 9309, 2.3.1.2)."""
        capture = self._ask(address)
        for _ in range(5):
            self._keep(capture)
            target = absolute(capture.header("Location") or "", capture.url)
            if capture.status not in REDIRECTS or target is None:
                break
            capture = self._ask(target)
        return capture

    def _allowed(self, url: str) -> bool:
        self._learn_robots(url)
        return self.fetcher.allowed(url)

    def _why_not(self, url: str) -> str:
        if self.fetcher.robots_reached(url):
            return "robots.txt does not allow to read it"
        row = self.store.query("SELECT error FROM pages WHERE url = ?", self.fetcher.robots_url(url))
        error = row[0][0] if row else None
        return f"its robots.txt does not answer: {bare(error, self.fetcher.robots_url(url))}"

    # ------------------------------------------------------------------------------------ the trip

    def _travel(self) -> str:
        flights: Flights[Due, Capture] = Flights(self._get, self.settings.concurrency)
        try:
            for handful in self._handfuls(flights):
                new = [capture for page, capture in handful if _is_new(page) and capture.request_headers]
                self._keep_all(new)
                for _, capture in handful[len(new) :]:
                    if self._was_answered(capture):
                        self._keep(capture)
                for _, capture in handful:
                    if self._passes_wall(capture):
                        self.store.ask_again(self.visit.run, capture.url)
                    self._leave_the_sick(capture)
        finally:
            flights.close()
        return self._outcome() or DONE

    def _leave_the_sick(self, capture: Capture) -> None:
        """End the run where the blog's server answers page after page with its own fault: the rest stays due."""
        if self.visit.missing.down:
            self.store.make_due(self.visit.run, self.visit.missing.taken_for_posts())
            what = "answers every address with the same page"
            raise FetchFailed(capture.url, what, "the next run asks again, posts stay as they were")
        if host(capture.url) != host(self._home()):
            return  # an image's server, say
        self.faults = self.faults + 1 if capture.status >= 500 else 0
        if self.faults >= _FAULTS:
            raise FetchFailed(
                capture.url,
                f"answers {capture.status}, as {_FAULTS - 1} pages before it did",
                "the next run goes on from here",
            )

    def _handfuls(self, flights: Flights[Due, Capture]) -> Iterator[list[tuple[Due, Capture]]]:
        """Give answers as they come; while one is read, the next is already asked for, unless the server is near."""
        asked: dict[str, Due] = {}
        told_to_stop: float | None = None
        while True:
            if self._outcome() is None:
                self._send(flights, asked)
            elif told_to_stop is None:
                told_to_stop = time.monotonic()
                self.journey.over = self._outcome()
                self.fetcher.stop()
            if not flights.under_way or (told_to_stop and time.monotonic() - told_to_stop > _PATIENCE):
                return
            with self._waiting():
                handful = self._land(flights)
            if handful:
                if self._outcome() is None and handful[-1][1].seconds > _QUICK:
                    self._send(flights, asked)
                yield handful
            for page, _ in handful:
                asked.pop(page.url, None)

    def _land(self, flights: Flights[Due, Capture]) -> list[tuple[Due, Capture]]:
        """Wait for an answer; behind a new post of a near server, take the next ones along, for they come at once."""
        handful: list[tuple[Due, Capture]] = []
        while len(handful) < _HANDFUL and (landed := flights.land(_QUICK if handful else 0.2)):
            handful.append(landed)
            new = _is_new(landed[0]) and landed[1].request_headers
            if not new or self.ahead == 1 or not flights.under_way:
                break
        if handful:
            near = all(one.seconds <= _QUICK and len(one.raw) <= _SMALL for _, one in handful)
            near = near and not self.fetcher.wait_for(handful[-1][0].url)
            self.ahead = min(self.ahead + 1, _HANDFUL) if near else 1
        return handful

    def _was_answered(self, capture: Capture) -> bool:
        """A page not asked because the run stops, or the server wants rest, stays in the frontier."""
        if capture.request_headers:
            return True
        if capture.retry_after is not None and host(capture.url) != host(self._home()):
            self.store.postpone(self.visit.run, capture.url)  # an image's server, say: the blog goes on
            return False
        if capture.retry_after is not None:
            raise FetchFailed(capture.url, bare(capture.error, capture.url), "the next run goes on from here")
        return not self.journey.watcher.stopping and not (capture.error or "").endswith("stopped")

    def _send(self, flights: Flights[Due, Capture], asked: dict[str, Due]) -> None:
        if self.visit.patterns.changed():
            self.visit.look_around()
        room = max(flights.limit, self.ahead) - flights.under_way
        if self.settings.max_pages is not None:
            room = min(room, self.settings.max_pages - self._pages() - len(asked))
        while room > 0:
            due = self.store.due(self.visit.run, now(), room + len(asked))
            fresh = [page for page in due if page.url not in asked]
            if not fresh:
                media = self.settings.media and not flights.under_way and not asked
                if not media or not self.store.want_media(self.visit.run):
                    return
            for page in filter(self._may, fresh):  # those refused leave the frontier: look again behind them
                if flights.under_way >= flights.limit and not all(map(_is_new, (page, *asked.values()))):
                    return  # what it says may lead to what is to be asked first
                asked[page.url] = page
                flights.send(page)
                room -= 1

    def _pages(self) -> int:
        return sum(trip.summary.pages for trip in self.journey.trips)

    def _may(self, page: Due) -> bool:
        """Ask nothing that robots.txt, the user's patterns or a changed scope speak against."""
        if page.rank == MEDIA:
            return self._may_media(page)
        scope = self.visit.bounds.scope
        if is_probe(page.url) and not ledger.is_wanted(self.store, page.url):
            self.store.refuse(self.visit.run, page.url, None)  # asked when there is need
        elif not scope.belongs(page.url):
            self.store.refuse(self.visit.run, page.url, "outside the blog")
        elif not (scope.leads(page.url) if page.is_list else scope.holds(page.url)):
            self.store.postpone(self.visit.run, page.url)  # patterns may be others tomorrow
        elif not self._allowed(page.url):
            if self.fetcher.robots_reached(page.url):
                self.store.refuse(self.visit.run, page.url, FORBIDDEN)
            else:  # of another address of the blog
                self.store.postpone(self.visit.run, page.url)
        elif page.rank == ARCHIVE and self._is_barren() and page.look is None:
            self.store.refuse(self.visit.run, page.url, None)
        else:
            return True
        return False

    def _is_barren(self) -> bool:
        """Archives have led to nothing new for long; where patterns leave most out, that tells nothing."""
        return self.barren >= _BARREN and not self.settings.include

    def _may_media(self, page: Due) -> bool:
        """Images stand on any host; its robots.txt counts."""
        if self.settings.media and self._allowed(page.url):
            return True
        self.store.postpone(self.visit.run, page.url)
        return False

    def _get(self, page: Due) -> Capture:
        """Ask, with what lets the server answer that nothing changed (RFC 9110, 13)."""
        if page.look is None:
            return self.fetcher.get(page.url)
        return self.fetcher.get(page.url, page.etag, page.last_modified)

    def _keep(self, capture: Capture) -> Found:
        """One answer's way: into the WARC, read, into rows; where it is in doubt, what settles that goes first."""
        if self.settings.obey_noarchive and asks_no_archive(capture):
            return self._pass_over(capture)
        said = None if ledger.says_the_same(self.store, capture) else read(capture)
        if said is not None and self.visit.doubts(capture, said):
            self._ask_whether_down(capture.url)
        found = self._keep_answer(capture, said)
        if found.error == NO_LIST and ledger.was_read(self.store, capture.url):
            self._ask_whether_down(capture.url)
        return found

    def _keep_answer(self, capture: Capture, said: Found | None = None) -> Found:
        capture = self._archive(capture)
        found, kept = self.visit.keep(capture, said)
        self._tell(capture, kept)
        return found

    def _keep_all(self, captures: list[Capture]) -> None:
        """The way of new posts, each step for all of them; those in doubt go last, when it is settled."""
        if len(captures) < 2 or self.settings.obey_noarchive:
            for capture in captures:
                self._keep(capture)
            return
        both = [(capture, read(capture)) for capture in captures]
        doubted = self.visit.in_doubt(both)
        self._keep_together([one for one in both if one[0].url not in doubted])
        if doubted:
            self._ask_whether_down(next(iter(doubted)))
            self._keep_together([one for one in both if one[0].url in doubted])

    def _keep_together(self, both: list[tuple[Capture, Found]]) -> None:
        """Into the WARC, and into rows that stand together."""
        both = [(self._archive(capture), said) for capture, said in both]
        with self.store.writing():
            kept = [self.visit.keep(capture, said)[1] for capture, said in both]
        for (capture, _), one in zip(both, kept, strict=True):
            self._tell(capture, one)

    def _archive(self, capture: Capture) -> Capture:
        """Write an answer into the WARC; what was never sent has none."""
        if not capture.request_headers:
            return capture
        self._note_begin()
        if len(self.journey.trips) > 1:  # side by side: a replay could not tell whose it is
            capture = replace(capture, seed=self.url)
        capture = self.journey.archive.append(capture, self._earlier(capture))
        self.store.mark_run(self.visit.run, capture)
        return capture

    def _earlier(self, capture: Capture) -> Capture | None:
        """What a 304 says to be unchanged, as the archive has it."""
        place = ledger.kept_at(self.store, capture.url) if capture.status == 304 else None
        with suppress(ArchiveError):  # it may be elsewhere, or damaged
            return read_archived(self.journey.archive.folder, *place) if place else None
        return None

    def _tell(self, capture: Capture, kept: Kept) -> None:
        """Count an answer that is kept, and tell the watcher."""
        self.known += kept.discovered
        if kind_of(capture.url) == "archive":
            self.barren = 0 if kept.new_leads else self.barren + 1
        self.journey.watcher.page(
            capture.url, self.journey.summary(), sum(t.known for t in self.journey.trips)
        )

    def _note_begin(self) -> None:
        if not self.noted:
            self.journey.archive.note(RunNote(self.visit.run.blog_url, self.visit.run.started_at))
            self.noted = True

    def _note_end(self, outcome: str) -> None:
        """Tell the archive how the run ended: without a database, only it knows what was seen in full."""
        if self.noted:
            with suppress(ArchiveError):  # the rows say it, too
                self.journey.archive.note(
                    RunNote(self.visit.run.blog_url, self.visit.run.started_at, outcome)
                )

    def _pass_over(self, capture: Capture) -> Found:
        """Keep nothing of a page that asks for it but why, and follow its links."""
        found = self.visit.bounds.settle(read(capture), capture.url)
        self.known += self.store.discover(self.visit.run, [Lead(ln.url, ln.kind) for ln in found.links])
        self.store.refuse(self.visit.run, capture.url, "asks not to be archived (noarchive)")
        return found

    def _outcome(self) -> str | None:
        """Say why the run has to end before the frontier is empty, if it has to."""
        if self.journey.watcher.stopping or self.journey.broken:
            return STOPPED
        limit, most = self.settings.time_limit, self.settings.max_pages
        if limit is not None and time.monotonic() - self.journey.began >= limit:
            return LIMITED
        if most is not None and self._pages() >= most and self.store.due(self.visit.run, now(), 1):
            return LIMITED
        return None


def _is_new(page: Due) -> bool:
    """Tell a post never read before: what it says changes nothing about whether the next one is asked."""
    return page.rank == RANKS["post"] and page.look is None


def bare(error: str | None, url: str) -> str:
    """A fault in words, without the address that the line names anyway."""
    return (error or "no answer").replace(f"{url}: ", "")


def _refuse_poor_home(capture: Capture, found: Found) -> None:
    """Say in one line why an address cannot be the home page of a blog."""
    if capture.status != 200 or capture.error:
        answers = f"answers {capture.status} {capture.reason}".strip()
        raise FetchFailed(capture.url, bare(capture.error, capture.url) if capture.error else answers)
    if not capture.body.strip():
        raise FetchFailed(capture.url, "answers with an empty page")
    if found.kind == "media":
        raise FetchFailed(capture.url, f"is no web page but {capture.header('Content-Type')}")
