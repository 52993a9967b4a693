"""What a page answers, each question once, when first asked: rules, formats and visible lines weighed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from itertools import islice
from typing import Any

from scraper import bylines, datelines, edges, evidence, inline, threads, titles, words
from scraper.clean import Content, hidden, joined, read_content
from scraper.comment_fields import Hints, element_date
from scraper.comment_items import as_items, is_talk, outermost
from scraper.comment_shapes import find_items
from scraper.comments import COMMENT_SYSTEMS
from scraper.dates import (
    DAY_IN_FIGURES,
    find_dates,
    find_yearless,
    learn_order,
    order_by_sequence,
    order_by_spread,
    order_of,
    read_date,
    read_iso,
)
from scraper.evidence import NOTHING, Claim
from scraper.fields import (
    at_edge,
    fold,
    letters,
    person,
    read_term,
    site_in_brackets,
    squash,
    title_parts,
)
from scraper.filing import marked_kind, term_words, terms
from scraper.furniture import among_others, names_body, newest_comments, unnamed
from scraper.headline import Headline
from scraper.kinds import Facts, page_kind
from scraper.language import detect, read_tag, speaks, speaks_beside
from scraper.lines import UNSEEN, lines_without
from scraper.maintext import Choice, MainText
from scraper.page import Page
from scraper.regions import away, has_day_below
from scraper.rows import Author, Source, Term
from scraper.rulesets import GENERIC_RULES, RULESETS, Ruleset
from scraper.scene import Scene, read_scene
from scraper.select import TITLE_HEADINGS, Element, compile_rules, possible, words_in
from scraper.threads import Reader, Thread
from scraper.urls import date_in, host, kind_of, normalize, same_host, same_page

_READERS = tuple(Reader(s) for s in COMMENT_SYSTEMS)


_EXTERNAL = tuple((s.name, compile_rules(s.external)) for s in COMMENT_SYSTEMS if s.external)


class Look:
    """One page being read: each answer is found once, when it is first asked for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.found_thread = self.pings = threads.NONE

    # ---- whose page is it -----------------------------------------------------------------------------

    @cached_property
    def platform(self) -> Ruleset | None:
        index = self.page.index
        told = (p for p in RULESETS if any(r.elements(index) for r in possible(p.generators, index)))
        signed = (p for p in RULESETS if any(r.elements(index) for r in possible(p.signs, index)))
        return next(told, None) or next(signed, None)

    @cached_property
    def rules(self) -> tuple[Ruleset, ...]:
        return (self.platform, GENERIC_RULES) if self.platform else (GENERIC_RULES,)

    @cached_property
    def away(self) -> set[Element]:
        """Elements of the site's own parts: columns, menus, footers."""
        return away(self.page.index)

    @cached_property
    def sites(self) -> list[str]:
        found = evidence.site_names(self.page)
        found += self._in_brackets()
        parts = {letters(part) for part in title_parts(self.page.title_text)}
        posts = parts - set(map(letters, found)) if parts & set(map(letters, found)) else ()
        for rule in _SITE:
            for el in rule.elements(self.page.index)[:2]:
                text = squash("".join(el.itertext()))
                told = 0 < len(text) < 80 and not _in_address(text, self.page.url)
                told = told and letters(text) not in posts  # a theme's "blog-title" may be the post's
                if told and not self._leads_here(el) and not has_day_below(el):
                    found.append(text)
        tracked = letters(self.page.trackback.get("title"))  # some themes link it home, above the site's name
        named_here = {*self.linked_headlines, tracked}
        named = dict.fromkeys([*found, *self.home_links(), *self.hosts_name, *self._head_names()])
        return [name for name in named if letters(name) not in named_here]

    @cached_property
    def linked_headlines(self) -> set[str]:
        """What links of an h1 to this very page say: some themes tell machines that it is the site's name.

        And an h1 that machines are told to be the title, word for word: some feeds are called after their post.
        """
        if kind_of(self.page.url) == "index":
            return set()
        heads = self.page.index.by_tag.get("h1", ())
        links = (a for h in heads for a in h.iter("a"))
        linked = {letters(words_in(a)) for a in links if self._leads_here(a)}
        told = {letters(claim.value) for claim in evidence.titles(self.page)}
        said = {letters(words_in(h)) for h in heads} & told
        return (linked - {letters(self.page.title_text)}) | {
            title for title in said if len(title) > _SENTENCE
        }

    def _in_brackets(self) -> list[str]:
        """The site's name in brackets behind the post's in the window's title, unless a heading says all of it."""
        named, window = site_in_brackets(self.page.title_text), letters(self.page.title_text)
        heads = (e for tag in TITLE_HEADINGS for e in self.page.index.by_tag.get(tag, ())) if named else ()
        return [named[1]] if named and all(letters(words_in(e)) != window for e in heads) else []

    def _head_names(self) -> list[str]:
        """The whole window's title where the page's head says it, and another first heading stands below that head."""
        window, heads = letters(self.page.title_text), self.page.index.by_tag.get("h1", ())
        if len(heads) != 2 or not window or letters(words_in(heads[0])) != window:
            return []
        head = next((e for e in heads[0].iterancestors("header", "article", "main")), None)
        below = head is not None and head.tag == "header" and head not in heads[1].iterancestors()
        return [self.page.title_text] if below and letters(words_in(heads[1])) not in ("", window) else []

    @cached_property
    def hosts_name(self) -> list[str]:
        """The last part of the window's title, where the host is called so: "The mill | Bridgestone Tires"."""
        last = self.page.title_text.rpartition("|")[2].strip()
        said = [letters(word) for word in last.split()]
        told = (host(self.page.url) or "").removeprefix("www.")
        if last.lower().removeprefix("www.") == told:
            return [last]
        known = len(letters(last)) > 3 and letters(last) != letters(self.page.title_text)
        return [last] if known and all(word in told for word in said if word) else []

    def home_links(self) -> Iterator[str]:
        """Texts of links to the blog's first page that are a part of the window's title: they name the site."""
        window = self.page.title_text
        parts = {letters(p) for p in title_parts(window)} - {""}
        if not parts or kind_of(self.page.url) == "index":
            return
        for a, href in self.page.links[:80]:
            if not href or a.get("href") == "." or kind_of(href) != "index":
                continue
            if not (text := squash(words_in(a))):
                continue
            if len(a) and not (a.text or "").strip() and letters(said := squash(words_in(a[0]))) in parts:
                text = said  # "<strong>The site</strong> by Ann"
            named = letters(text) in parts or at_edge(text, window) is not None
            if named and not same_page(href, self.page.url):
                elsewhere = host(href) != host(self.page.url)
                if not (elsewhere and _in_sentence(a, text)):
                    yield text

    def _leads_here(self, el: Element) -> bool:
        """A heading that links to this very page names no site, unless this is the site's first page."""
        a = el if el.tag == "a" else el.find(".//a")
        href = self.page.absolute(a.get("href")) if a is not None else None
        return bool(href) and same_page(href or "", self.page.url) and kind_of(self.page.url) != "index"

    @property
    def title_headings(self) -> set[Element]:
        """Headings that say the post's title: "Posted by nobody: 3 comments" counts none."""
        want = letters(self.title.value)
        heads = (e for tag in TITLE_HEADINGS for e in self.page.index.by_tag.get(tag, ()))
        return {e for e in heads if want and letters(words_in(e)) == want}

    @cached_property
    def canonical(self) -> str | None:
        for value in (
            self.page.canonical,
            *(self.page.absolute(v) for v in self.page.meta.get("og:url", ())[:1]),
        ):
            if value:
                return normalize(value)
        return None

    @property
    def dated_url(self) -> str:
        """The address that may tell the day: a canonical one such as ``?p=12`` tells none, another site's another."""
        declared = self.canonical
        if not declared or not date_in(declared):
            return self.page.url
        syndicated = not same_host(declared, self.page.url) and not self.page.moved
        return self.page.url if syndicated else declared

    @cached_property
    def kind(self) -> tuple[Any, Source]:
        title = self.title
        headed = title.sure >= 0.8 and (title.rule.startswith("heading") or title.sure >= 0.85)
        comments, inside = len(self.thread_items[1]), self.comment_elements
        facts = Facts(
            title.value,
            self.canonical,
            self.sites,
            headed,
            comments,
            inside,
            self._link_share,
            self._bodies(),
        )
        return page_kind(self.page, self.rules, facts)

    def _bodies(self) -> int:
        """How many texts stand here that the platform's rules call a post's, each below a heading of its own."""
        for rule in self.platform.post.get("body", ()) if self.platform else ():
            if callable(rule):
                continue
            els = [
                e
                for e in rule.elements(self.page.index)
                if e not in self.comment_elements and e not in self.away
            ]
            if els:
                return sum(any(e.tag in ("h2", "h3", "h4") for e in _before(el)) for el in els)
        return 0

    def _link_share(self) -> float:
        """How much of the main text is links to elsewhere: an index's is most."""
        text = len(self.content.text)
        return (
            sum(len(link.text or "") for link in self.content.links) / text
            if text and len(self.content.links) > 7
            else 0.0
        )

    @cached_property
    def language(self) -> str | None:
        html = self.page.index.by_tag.get("html", [self.page.root])[0]
        declared = read_tag(
            html.get("lang") or html.get("{http://www.w3.org/XML/1998/namespace}lang") or html.get("xml:lang")
        )
        for name in ("content-language", "og:locale", "language", "dc.language"):
            declared = declared or next((read_tag(v) for v in self.page.meta.get(name, ())), None)
        for e in self.page.index.by_tag.get("meta", ()):
            if (e.get("http-equiv") or "").lower() == "content-language":
                declared = declared or read_tag(e.get("content"))
        return declared

    @cached_property
    def text_language(self) -> str | None:
        """The declared language, unless the text is plainly in another."""
        said, markup = self.content.text[:3000], self.content.html
        if "<pre" in markup or "<code" in markup:  # a programme is in nobody's language
            bare = squash(_MARKUP.sub(" ", _LISTING.sub(" ", markup)))[:3000]
            said = bare if self.language or len(bare) > 40 else said
        if self.kind[0] not in ("post", "comments"):
            told = (e for tag in ("h2", "h3", "p", "li") for e in self.page.index.by_tag.get(tag, ())[:40])
            said = f"{said} {squash(' '.join(map(words_in, told)))[:3000]}"  # a list has no text of its own
        sample = _ADDRESS.sub(" ", f"{self.title.value or ''} {said}")
        found, sure = detect(sample)
        declared = self.language
        base = (declared or "").split("-")[0]
        # English is what themes declare that nobody has translated
        certain = sure >= (0.3 if declared is None else 0.55 if base == "en" else 0.6)
        certain = certain or (base == "en" and sure >= 0.4 and not speaks(sample, base, 0.04))
        if not found or not certain or found == _MACRO.get(base, base) or speaks(sample, base):
            return declared
        if found == "la":
            return declared  # "Lorem ipsum": a template's
        if base != "en" and speaks_beside(sample, base):
            return declared
        return found

    @cached_property
    def hints(self) -> Hints:
        texts = [
            squash("".join(e.itertext()))
            for name in _DATE_CLASSES
            for e in self.page.index.by_class.get(name, ())[:40]
        ]
        texts = [t for t in texts if len(t) < 120]
        day = date_in(self.dated_url) or ""
        order = (order_of(texts, day) if len(day) == 10 else None) or learn_order(texts)
        order = order or learn_order(self._figures) or self._twice_told
        order = order or order_by_spread(self._figures) or order_by_sequence(self._figures)
        return Hints(self.language, order, self.page.fetched_at)

    @cached_property
    def _twice_told(self) -> str | None:
        """Day before month or after it, as days show that the page writes in figures and tells machines, too."""
        days, told = evidence.days(self.page)
        figures = [*self._figures, *told]
        index = self.page.index
        times = index.by_tag.get("time", ())[:60] if figures else ()
        days |= {day[:10] for el in times if (day := read_iso(el.get("datetime") or ""))}
        marks = index.by_attr.get("datatype", ())[:60] if figures else ()  # RDFa Core 1.1, as Drupal 7 has it
        days |= {day[:10] for el in marks if (day := read_iso(el.get("content") or ""))}
        orders = {order for day in days if len(day) == 10 and (order := order_of(figures, day))}
        return orders.pop() if len(orders) == 1 else None

    @cached_property
    def _figures(self) -> list[str]:
        """Short texts of the page with a day in figures: in columns, archives, other bylines."""
        index = self.page.index
        places = zip(index.elements, index.texts, index.tails, strict=True)
        pairs = ((text, tail) for el, text, tail in places if el.tag not in UNSEEN)
        texts = [text for pair in pairs for text in pair if text and len(text) < 120]
        told = _FIGURES.search("\0".join(texts)) is not None
        return [text for text in texts if _FIGURES.search(text)] if told else []

    # ---- title, body, comments ------------------------------------------------------------------------

    @cached_property
    def title(self) -> Claim:
        return Headline(self).title()

    def hits(self, field: str) -> Iterator[tuple[str, Any]]:
        """(rule, element or text) of a field's rules, platform first, outside comments and side columns.

        Last come hits of the platform's own rules in such columns: it may well print a byline in its footer.
        """
        columns: list[tuple[str, Any]] = []
        index = self.page.index
        for rules in self.rules:
            for rule in possible(rules.post.get(field, ()), index):
                if callable(rule):
                    value = rule(self.page.root, self.page)
                    if value is not None:
                        yield f"{rules.name} {getattr(rule, '__name__', 'rule')}", value
                    continue
                for el in rule.elements(index):
                    value = rule.value(el) if el not in self.comment_elements else None
                    if value is None or (field in ("author", "published") and el in self._newest):
                        continue
                    if el not in self.away and not (field == "published" and _is_of_part(el)):
                        yield f"{rules.name} {rule.rule}", value
                    elif rules is self.platform and field != "body" and not self._is_of_others(el):
                        columns.append((f"{rules.name} {rule.rule}", value))
        yield from columns

    def _is_of_others(self, el: Element) -> bool:
        """Does a column's element stand among other posts, or in one whose heading links to another page?"""
        if among_others(self.page.index, el):
            return True
        around = next(el.iterancestors("article", "li"), None)
        heading = next(around.iter(*TITLE_HEADINGS), None) if around is not None else None
        href = _linked(heading) if heading is not None else None
        return href is not None and not same_page(self.page.absolute(href) or "", self.page.url)

    @cached_property
    def _newest(self) -> set[Element]:
        """What stands in a list of the site's newest comments, which have authors and days, too."""
        return self.page.index.under(newest_comments(self.page.index))

    @cached_property
    def choice(self) -> Choice:
        """What is weighed for the main text: what rules call so, and what else stands on the page."""
        claimed: dict[Element, str] = {}
        hits = [hit for hit in self.hits("body") if not (isinstance(hit[1], str) or is_talk(hit[1]))]
        for rule, el in reversed(hits):
            claimed.pop(el, None)  # the order is that of the first rule that names it
            claimed[el] = rule
        kept = unnamed(self.page.index, claimed) - self._around_pings(claimed)
        claimed = {el: rule for el, rule in claimed.items() if el in kept}
        mine = self.platform.name if self.platform else None
        own = [el for el, rule in claimed.items() if mine and rule.startswith(mine)]
        title = self.title.value or ""
        index = self.page.index
        drop = (rule for rules in self.rules for rule in possible(rules.drop, index))
        leave = {el for rule in drop for el in rule.elements(index)}
        whole = {el for _, el in self.hits("whole")} if not own else set()
        return Choice(self.page, title, claimed, own, whole, self.comment_elements, self.away, leave)

    def _around_pings(self, claimed: Iterable[Element]) -> set[Element]:
        """What is called a text, begins behind a comment and holds some: a box of trackbacks."""
        order = self.page.index.order
        first = min((order[el] for el in self.comment_elements), default=len(order))
        behind = (el for el in claimed if order[el] > first)
        return {el for el in behind if not self.comment_elements.isdisjoint(self.page.index.below(el))}

    @cached_property
    def body(self) -> MainText | None:
        return self.choice.choose()

    @property
    def text_elements(self) -> set[Element]:
        """What stands in the text and is not left out of it."""
        roots, drop = (self.body.roots, self.body.drop) if self.body else ((), ())
        return self.page.index.under(roots) - self.page.index.under(drop)

    @cached_property
    def content(self) -> Content:
        """The body's words, safe HTML, links and media."""
        body = self.body
        parts = [read_content(r, self.page.base_url, body.drop) for r in body.roots] if body else []
        silent = body is not None and not any(p.text for p in parts)
        if silent and any(p.media for p in parts):
            silent = any(map(self.choice.links_abroad, body.roots if body else ()))
        if body and silent and not self._tells_only_when(body.roots):
            # a post of one link, or of what looks like a byline
            named = self.choice.plain(body)
            parts = [read_content(r, self.page.base_url, named) for r in body.roots]
        return joined(parts)

    def content_without(self, declared: int | None) -> Content:
        """The body's words without what the other fields tell at its edges, where others are left."""
        body = self.body
        if not body or len(body.roots) > 1 or not self.content.text:
            return self.content
        names = tuple(fold(author.name) for author in self.authors.value or ())
        terms = tuple(term for claim in self.terms for term in claim.value or ())
        title, day, language = fold(self.title.value), self.published.value, self.language or ""
        known = edges.Known(self.page, title, names, terms, day, declared, language)
        (root,) = body.roots
        gone, mute = edges.places(known.told(self.scene.text), root, body.drop)
        diary = known.days_of_text(root, body.drop)
        if not gone and not mute and not diary:
            return self.content
        return read_content(root, self.page.base_url, (body.drop | gone) - diary, mute)

    def _tells_only_when(self, roots: Iterable[Element]) -> bool:
        """Does "This entry was posted on ..." stand where the words would? Then there are none."""
        return any(words.ENTRY_WAS.match(ln.text) for r in roots for ln in lines_without(r, ()))

    @cached_property
    def thread_items(self) -> tuple[Reader | None, list[Element], str]:
        mine = self.platform.name if self.platform else None
        for reader in _READERS:
            if mine and reader.system.home and mine not in reader.system.home:
                continue
            items, rule = reader.items(self.page, self.away, mine is not None)
            items = self._outside_text([i for i in outermost(items) if i not in self._previews])
            if items and self._are_pings(reader, items):
                # who refers to the post stands by itself; what readers wrote may be in a theme's own markup
                self.pings = threads.read_thread(self.page, reader, items, rule, self.hints, self.away)
                if (apart := self._unnamed_items())[1]:
                    return apart
                self.pings = threads.NONE
            if items:
                return reader, items, f"{reader.system.name} {rule}"
        return self._unnamed_items()

    @cached_property
    def _previews(self) -> set[Element]:
        """What stands in the empty box that shows writers their comment before it is sent: TypePad's, and its kin."""
        named = (el for name, el in self.page.index.named_like("preview") if "comment" in name.lower())
        return self.page.index.under(el for el in named if len(squash(words_in(el))) < _PREVIEW)

    def _are_pings(self, reader: Reader, items: list[Element]) -> bool:
        """Are all items trackbacks or pingbacks by their system's own marks?"""
        marks = (rule for kind in _PINGS for rule in reader.marks[kind])
        return {e for rule in marks for e in rule.elements(self.page.index)}.issuperset(items)

    def _unnamed_items(self) -> tuple[Reader | None, list[Element], str]:
        """Comments of no known system: the first group of like elements that reads as a thread.

        One of pings alone is set aside, and another looked for: the comments may stand beside it.
        """
        aside: tuple[Reader | None, list[Element], str] = (None, [], "")
        for items, rule in islice(find_items(self.page, self.away), 4):
            items = outermost(items)
            if not self.page.index.under(items).isdisjoint(self.page.index.under(self.pings.elements)):
                continue
            found = threads.read_thread(self.page, _FOUND, items, rule, self.hints, self.away)
            if not self._convinces(found, items, rule):
                continue
            if not self.pings.comments and all(c.kind in _PINGS for c in found.comments):
                self.pings, aside = found, (_FOUND, items, f"found {rule}")
                continue
            self.found_thread = found
            return _FOUND, items, f"found {rule}"
        if aside[1]:
            self.found_thread, self.pings = self.pings, threads.NONE
        return aside

    def _convinces(self, found: Thread, items: list[Element], rule: str) -> bool:
        if not found.comments or not threads.is_convincing(found, items, rule):
            return False
        if len(items) == 1 and self._holds_headline(items[0]):
            return False
        lone = len(found.comments) == 1 and not found.comments[0].published
        return not lone or bool(self._outside_text(items, alone=True))

    def _holds_headline(self, el: Element) -> bool:
        """Does what looks like a comment hold a heading of which the window's title is made? It is the post."""
        parts = {letters(part) for part in title_parts(self.page.title_text)}
        return any(letters(words_in(h)) in parts for h in el.iter("h1", "h2", "h3"))

    def _outside_text(self, items: list[Element], alone: bool = False) -> list[Element]:
        """Items without those that are part of the post's own words (a post may show what a comment looks like).

        The text is what the platform calls so and what is in no comment: some themes give comments the same class.
        Where all stand in the text, the form to write one, too, as in old themes, they are comments, unless it is
        one ``alone`` without a day.
        """
        if not items:
            return items
        inside = set(items)
        texts = [
            r.elements(self.page.index)
            for r in (self.platform.post.get("body", ()) if self.platform else ())
            if not callable(r)
        ]
        bodies = {e for e in next((t for t in texts if t), ()) if inside.isdisjoint(e.iterancestors())}
        bodies = {e for e in bodies if not any(map(is_talk, (e, *e.iterancestors())))} or {
            e for e in bodies if not is_talk(e)
        }
        out = [i for i in items if bodies.isdisjoint(i.iterancestors())]
        if out:  # what begins behind a comment is no text of the post: a box around the pingbacks
            order = self.page.index.order
            bodies = {e for e in bodies if order[e] < order[out[0]]}
            out = [i for i in items if bodies.isdisjoint(i.iterancestors())]
        areas = (e for r in _COMMENT_AREA for e in r.elements(self.page.index))
        apart = (e for e in areas if bodies.isdisjoint((e, *e.iterancestors())))
        return out if out or alone or any(True for _ in apart) else items

    @cached_property
    def comment_roots(self) -> list[Element]:
        reader, items, _ = self.thread_items
        roots = [r for i in as_items(items, reader.system.extends) for r in i.roots] if reader else []
        return [*roots, *self.pings.elements]

    @cached_property
    def comment_elements(self) -> set[Element]:
        """Every element that stands inside a comment."""
        return self.page.index.under(self.comment_roots)

    def _read(self, reader: Reader | None, items: list[Element], rule: str) -> Thread:
        if reader is _FOUND:  # read already, to see whether it is a thread
            return replace(self.found_thread, rule=rule)
        if reader is None:
            return threads.NONE
        return threads.read_thread(self.page, reader, items, rule, self.hints, self.away)

    @cached_property
    def thread(self) -> Thread:
        """The comments, and the pings that stand apart from them."""
        return threads.joined(self._thread(), self.pings)

    def _thread(self) -> Thread:
        reader, items, rule = self.thread_items
        found = self._read(reader, items, rule)
        for other in _READERS:
            if (
                other.system.inline
                and (rows := other.system.inline(self.page))
                and len(rows) >= len(found.comments)
            ):
                total = other.system.total(self.page) if other.system.total else None
                return inline.thread(rows, self.page, other.system.name, self.hints, total)
        if not found.comments:
            return threads.external(self.page, _EXTERNAL)
        if reader and not self.hints.order and any(map(threads.may_be_turned, found.comments)):
            found = self._in_order_of_post(found, reader, items)
        if reader and any(c.published is None and c.kind == "comment" for c in found.comments):
            found = self._in_years_of_post(found, reader, items)
        if (
            not found.system and self.platform
        ):  # a theme's own markup on a platform that has comments of its own
            native = next((r.system.name for r in _READERS if self.platform.name in r.system.home), None)
            return replace(found, system=native)
        if reader and reader.own and not self.platform and not self._tells(reader):
            return replace(found, system=None)
        return found

    def _in_order_of_post(self, found: Thread, reader: Reader, items: list[Element]) -> Thread:
        """The thread read anew in the order of day and month under which it follows the post, and soonest."""
        day = (self.published.value or "")[:10]
        texts = [squash(words_in(root)) for root in found.elements]
        if len(day) != 10 or not any(map(DAY_IN_FIGURES.search, texts)):
            return found
        plain = learn_order(end for text in texts for end in (text[:90], text[-90:]))
        if plain and not threads.behind_post(found, day)[0]:
            return found  # as its own days show beyond doubt

        def anew(order: str) -> Thread:
            hints = replace(self.hints, order=order)
            return threads.read_thread(self.page, reader, items, found.rule, hints, self.away)

        told = order_of(self._figures, day)
        return anew(told) if told else threads.soonest(found, map(anew, ("dmy", "mdy")), day)

    def _in_years_of_post(self, found: Thread, reader: Reader, items: list[Element]) -> Thread:
        """The thread read anew where its days are shown without their years, which follow from the post's day."""
        day = self.published.value or ""
        texts = [squash(words_in(root)) for root in found.elements] if len(day) >= 10 else []
        if not any(find_yearless(end, self.language) for text in texts for end in (text[:90], text[-90:])):
            return found

        def anew(order: str | None) -> Thread:
            hints = replace(self.hints, order=order, since=day)
            return threads.read_thread(self.page, reader, items, found.rule, hints, self.away)

        first = anew(self.hints.order)
        return first if self.hints.order else threads.soonest(first, map(anew, ("dmy", "mdy")), day[:10])

    def _tells(self, reader: Reader) -> bool:
        """Does a page of no known platform show what this system's pages alone do?"""
        return any(r.elements(self.page.index) for r in reader.own if not callable(r))

    # ---- the rest of a post ---------------------------------------------------------------------------

    @cached_property
    def scene(self) -> Scene:
        body = self.body
        return read_scene(
            self.page,
            self.title.value,
            body.roots if body else (),
            set(body.drop) if body else set(),
            self.comment_elements,
            self.away,
            self.language,
        )

    @cached_property
    def published(self) -> Claim:
        claims = list(evidence.dates(self.page, "published", self.hints.order))
        told: dict[str, list[str]] = {}
        for rule, el in self.hits("published"):
            if not isinstance(el, str) and self._is_of_others(el):
                continue
            date = (
                read_date(el, self.language, self.hints.order, self.hints.now)
                if isinstance(el, str)
                else element_date(el, self.hints)
            )
            if date and (rule in told or not told):
                told.setdefault(rule, []).append(date)
        for rule, dates in told.items():  # a rule that tells many days reads a list of posts, too
            hours = (d for d in dates if d[:10] == dates[0][:10] and d[10:16] not in ("", "T00:00"))
            fullest = next(hours, dates[0])  # Octopress tells the day above, the hour below
            claims.append(Claim(fullest, rule, 0.82 if len({d[:10] for d in dates}) < 4 else 0.6))
        month = date_in(self.dated_url) or ""
        seen = list(datelines.dates(self.scene, False, self._byline_order(month), self.hints.now))
        best = datelines.weigh(claims, seen, self.dated_url, self.updated.value)
        if best.value is None and len(month) == 7 and (day := datelines.day_of(self.scene, month)):
            return datelines.clock(self.scene, day.value) or day
        if best.value is None and (stacked := datelines.stacked(self.scene)):
            return stacked
        if best.value is None and self.updated.value:  # not after this day; as good as a reader is told
            return Claim(self.updated.value, "last change, no other day is told", 0.3)
        on, _, hour = (best.value or "").partition("T")
        drafted = best.rule.lower().endswith("datecreated")  # a draft's hour: the post's own may be printed
        timed = datelines.clock(self.scene, on) if on and (not hour or drafted) else None
        return timed or best

    def _byline_order(self, month: str) -> str | None:
        """Day before month or after it in the byline, as the month in the address tells."""
        if self.hints.order or not month:
            return self.hints.order
        return order_of((ln.text for _, ln in self.scene.near), month)

    @cached_property
    def updated(self) -> Claim:
        claims = list(evidence.dates(self.page, "updated", self.hints.order))
        for rule, el in self.hits("updated"):
            date = read_date(el, self.language) if isinstance(el, str) else element_date(el, self.hints)
            if date:
                claims.append(Claim(date, rule, 0.8))
                break
        claims += datelines.dates(self.scene, True, self.hints.order, self.hints.now)
        return max([*claims, NOTHING], key=lambda c: c.sure)

    @cached_property
    def authors(self) -> Claim:
        claims: list[Claim] = []
        for rule, el in self.hits("author"):
            lines = [el] if isinstance(el, str) else _shown(el)
            alone = None if isinstance(el, str) else bylines.linked_name(el)
            name = alone or next(filter(None, map(person, lines)), None)
            if not isinstance(el, str) and bylines.is_site_title(el):
                continue
            if name and not read_date(name) and not words.NO_NAME.match(name):
                link = None if isinstance(el, str) else _linked(el)
                shown = isinstance(el, str) or el.tag != "meta"
                if not shown and self._is_site_alone(name):
                    continue
                sure = 0.85 if shown else 0.5  # told to machines, and not of whom
                boxes = () if isinstance(el, str) else (self._in_boxes_beside(el) or self._marked_beside(el))
                more = (author for author in boxes if author.name != name)
                claims.append(Claim((Author(name, self.page.absolute(link)), *more), rule, sure))
                break
        told = list(evidence.authors(self.page))
        shown = fold(" ".join(ln.text for _, ln in self.scene.near)) if told else ""
        weighed = []
        for c in told:
            if all(self._is_site_alone(a.name) for a in c.value):
                continue
            visible = all(fold(a.name) in shown for a in c.value)
            if not visible and all(words.ANYBODY.fullmatch(a.name) for a in c.value):
                continue
            site = all(
                fold(a.name) in map(fold, self.sites) for a in c.value
            )  # a person may be called so, too
            weighed.append(Claim(c.value, c.rule, c.sure + (0.06 if visible and not site else -0.2)))
        if all(c.sure <= bylines.MOST_SURE for c in (*claims, *weighed)):
            claims += bylines.authors(self.scene)
        best = max([*claims, *weighed, NOTHING], key=lambda c: c.sure)
        alone = best.value[0].name if best.value and len(best.value) == 1 else None
        several = bylines.beside(self.scene, alone) if alone else ()
        told_beside = (c.value for c in claims if len(c.value) > 1 and c.value[0].name == alone)
        several = several or next(told_beside, ())
        return replace(best, value=several) if several else best

    def _in_boxes_beside(self, el: Element) -> tuple[Author, ...]:
        """The further authors of a post of several, each in a box like the first's, which is no post in a list."""
        name = el.get("class")
        for box in islice((el, *el.iterancestors()), 4) if name else ():
            alike = [
                e for e in box.itersiblings(box.tag) if e.get("class") and e.get("class") == box.get("class")
            ]
            if alike:
                found = [next((e for e in b.iter(el.tag) if e.get("class") == name), None) for b in alike]
                told = any(_tells_of_post(b, e) for b, e in zip([box, *alike], [el, *found], strict=True))
                return () if told else self._linked_people([e for e in found if e is not None])
        return ()

    def _marked_beside(self, el: Element) -> tuple[Author, ...]:
        """The further authors in a row of which microdata calls each so (schema.org ``author``)."""
        own = next(
            (
                e
                for e in (el, *islice(el.iterancestors(), 2))
                if "author" in (e.get("itemprop") or "").split()
            ),
            None,
        )
        row = own.itersiblings(own.tag) if own is not None else ()
        marked = [e for e in row if "author" in (e.get("itemprop") or "").split()]
        named = ((person(words_in(e)), self.page.absolute(_linked(e))) for e in marked)
        return tuple(Author(name, link) for name, link in named if name)

    def _linked_people(self, names: list[Element]) -> tuple[Author, ...]:
        """The persons that elements name, if each is linked to a page of theirs."""
        told = [
            (bylines.linked_name(e) or person(words_in(e)), self.page.absolute(_linked(e))) for e in names
        ]
        sure = all(name and href and not same_page(href, self.page.url) for name, href in told)
        return tuple(Author(name, href) for name, href in dict(told).items() if name) if sure else ()

    def _is_site_alone(self, name: str) -> bool:
        """Is it the site's name, and no person's whose site is called so?"""
        return fold(name) in map(fold, self.sites) and not _FULL_NAME.fullmatch(name)

    @cached_property
    def terms(self) -> tuple[Claim, Claim]:
        categories, tags = terms(self.scene)
        out = []
        for field, seen in (("categories", categories), ("tags", tags)):
            mine = self.platform.name if self.platform else "-"
            own = [hit for hit in self.hits(field) if hit[0].startswith(mine) and hit[1] not in self.away]
            seen = [*filter(_is_own, seen)]
            linked = any(term.url for term in seen)
            told_apart = {el if isinstance(el, str) else el.get("href") for _, el in own}
            if linked and len(told_apart) > 2 * len(seen) + 3:
                own = []  # the site's whole list stands so, too
            hits = own or (() if linked else (hit for hit in self.hits(field) if not self._in_widget(hit[1])))
            named = (_term(el, self.page, bool(own)) for _, hit in hits for el in _each_link(hit))
            names = tuple(dict.fromkeys(t for t in named if t and _is_own(t)))
            told = (names, "platform rule") if names else (tuple(seen), "filing line")
            told = told if told[0] else (self._marked(field), "rel of links in one place")
            if not told[0] and field == "categories":
                told = self._on_the_way(), "breadcrumb"
            out.append(Claim(*told, 0.8) if told[0] else NOTHING)
        return self._own_tags(*_apart(*out))

    def _own_tags(self, categories: Claim, tags: Claim) -> tuple[Claim, Claim]:
        """Tags whose addresses, at this platform alone, are those that others have for categories."""
        address = self.platform.tag_address if self.platform else None
        mine = [t for t in categories.value or () if address and t.url and address.search(t.url)]
        if not mine:
            return categories, tags
        left = tuple(t for t in categories.value if t not in mine)
        tags = Claim((*(tags.value or ()), *mine), categories.rule, categories.sure)
        return (replace(categories, value=left) if left else NOTHING), tags

    def _marked(self, field: str) -> tuple[Term, ...]:
        """Terms by the ``rel`` of links where the platform means its post's by it, if in one place: a column, say."""
        if self.platform is None or not self.platform.terms_by_rel:
            return ()  # elsewhere a list of all tags is marked so, too
        links = (
            a
            for a in self.page.index.by_attr.get("rel", ())
            if a.tag == "a" and a not in self.comment_elements
        )
        told = [a for a in links if marked_kind(a) == field]
        holders = {a.getparent().getparent() if a.getparent().tag == "li" else a.getparent() for a in told}
        if len(holders) != 1 or any(map(self._in_widget, told)):
            return ()
        return tuple(dict.fromkeys(t for a in told if (t := _term(a, self.page, False)) and _is_own(t)))

    def _on_the_way(self) -> tuple[Term, ...]:
        """The category on the way from the home page to the post, the last of several: "Home > Tools > Saws"."""
        ways = (e for _, e in self.page.index.named_like("breadcrumb", "crumbs"))
        links = (a for way in ways if way not in self.comment_elements for a in way.iter("a"))
        places = ((a, self.page.absolute(a.get("href")) or "") for a in links)
        filed = [a for a, to in places if words.CAT_HREF.search(to) and same_host(to, self.page.url)]
        term = _term(filed[-1], self.page, False) if filed else None
        return (term,) if term is not None and _is_own(term) else ()

    def _in_widget(self, el: Any) -> bool:
        """Does what a rule names stand in a widget of the site's columns, as a cloud of all tags does?

        Blogger's posts stand in one, too.
        """
        around = islice(el.iterancestors(), 4) if el in self.away else ()
        widgets = [e for e in around if "widget" in (e.get("class") or "").lower()]
        return bool(widgets) and not any(e in self._around_text for e in widgets)

    @cached_property
    def _around_text(self) -> set[Element]:
        return {e for root in (self.body.roots if self.body else ()) for e in root.iterancestors()}


#: ISO 639-3 macrolanguages of the languages that pages declare
_MACRO = {"nb": "no", "nn": "no"}
_LISTING = re.compile(r"<(pre|code)\b.*?</\1>", re.S)
_MARKUP = re.compile(r"<[^>]*>")
_COUNTED = re.compile(r"\s(?:\(\d+\)|\[\d+\])$")
_FULL_NAME = re.compile(rf"{bylines.FULL_NAME}(?<!\d)")


def _is_own(term: Term) -> bool:
    """Is a term a post's own? "House (5)" is of the site's list of all."""
    return not _COUNTED.search(term.name)


def _tells_of_post(box: Element, name: Element | None) -> bool:
    """Does a box with a name hold another heading, or a day: is it a post in a list? So does one without the name."""
    if name is None:
        return True
    own = {*name.iter(), *name.iterancestors()}
    return any(e not in own for e in box.iter("h1", "h2", "h3", "h4", "time"))


def _apart(categories: Claim, tags: Claim) -> tuple[Claim, Claim]:
    """Categories and tags without the terms that are the others by their address: rel=tag on a category's link."""
    both = set(categories.value or ()) & set(tags.value or ())
    known = categories.rule == "platform rule"
    tagged = {term for term in both if term.url and words.TAG_HREF.search(term.url)}
    filed = {t for t in both - tagged if t.url and (known or words.CAT_HREF.search(t.url))}

    def without(claim: Claim, gone: set[Term]) -> Claim:
        left = tuple(term for term in claim.value or () if term not in gone)
        return replace(claim, value=left) if left else NOTHING

    return without(categories, tagged), without(tags, filed)


def _before(el: Element) -> Iterator[Element]:
    """The siblings before an element, and before what holds it alone."""
    yield from el.itersiblings(preceding=True)
    parent = el.getparent()
    if parent is not None and el.getprevious() is None:
        yield from parent.itersiblings(preceding=True)


def _in_sentence(a: Element, text: str) -> bool:
    """Does a link stand among the words of a paragraph? The other site that it names is written about."""
    parent = a.getparent()
    return parent is not None and parent.tag == "p" and len(squash(words_in(parent))) > 2 * len(text) + 20


def _shown(el: Element) -> list[str]:
    """The lines of an element, links apart, without the words that only a screen reader says ("Post author")."""
    if el.tag == "a":
        return [bylines.first_block(el)]
    if el.tag == "meta":
        scope = el.getparent().get("itemtype") or ""
        return [el.get("content") or ""] if scope.endswith("/Person") else []
    spoken = {e for e in el.iterdescendants() if hidden(e) or bylines.OF_ROLE.search(e.get("class") or "")}
    if not any(letters(line.text) for line in lines_without(el, spoken)):
        spoken = {e for e in spoken if hidden(e)}  # "author-title" may be the name's own
    told = (squash(words_in(a)) for a in el.iter("a") if a is not el and a not in spoken)
    linked = [said for said in told if said]
    whole = " ".join(line.text for line in lines_without(el, spoken)) if spoken else squash(words_in(el))
    label = el[0] if len(el) > 1 and not (el.text or "").strip() and el[0].tag == "div" else None
    if label is not None and words.NO_NAME.fullmatch(said := squash(words_in(label))):
        whole = whole.removeprefix(said).lstrip()  # "Author", and the name in a block below
    if len(linked) == 1 and whole.startswith(linked[0]) and _FULL_NAME.fullmatch(linked[0]):
        rest = whole.removeprefix(linked[0])
        other = rest[:1].isalnum() or words.ROLE.search(rest) or find_dates(rest)
        return [linked[0]] if other else [whole, *linked]
    return [whole, *linked[:1]] if len(linked) < 2 else [linked[0], whole]


def _in_address(text: str, url: str) -> bool:
    """Does the address end in this heading? Then it is the post's, wherever a theme sets it."""
    slug, key = titles.slug(url), letters(text)
    return len(key) > 8 and len(key) * 2 > len(slug) and key in slug


_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+")  # in nobody's language
_PREVIEW = 200  # characters of the labels in a box for a comment that is not written yet
_PINGS = ("pingback", "trackback")


def _is_of_part(el: Element) -> bool:
    """Does a day's microdata tell of a recipe, a picture or another thing within the post?"""
    if not el.get("itemprop"):
        return False
    around = next((a for a in el.iterancestors() if a.get("itemtype")), None)
    if around is None or around.tag in ("article", "main", "body", "html"):
        return False
    return not (_POST_ITEM.search(around.get("itemtype")) or names_body(around.get("class") or ""))


_POST_ITEM = re.compile(r"(?:Article|Posting|WebPage|ItemPage|CreativeWork|Report|Blog)/?$")


def _linked(el: Element) -> str | None:
    """Where a name links to: its own link, or the one it stands in; an empty fragment is no address."""
    around = (a for a in el.iterancestors() if a.tag == "a")
    near = (a.get("href") or "" for a in (el, *el.iter("a"), *around) if a.tag == "a")
    return next(
        (href for href in near if href and not href.startswith(("#", "javascript:", "mailto:"))), None
    )


#: a day in figures whose year is told in full: 08-05-07 may begin with it; what opens with a figure is found fastest
_FIGURES = re.compile(
    r"\d(?<![\d./-]\d)\d?(?:[./-]\d{1,2}[./-](?:19|20)\d\d(?!\d)|/\d{1,2}/\d\d(?=,? \d{1,2}:\d\d|\s*(?:\0|$)))"
)


_SENTENCE = 20  # letters: a site's name is seldom longer
_FOUND = Reader(threads.FOUND_SYSTEM)


_SITE = compile_rules(
    (
        "#blog-title",
        ".wp-block-site-title",
        ".site-title",
        "#site-title",
        "#site-name",
        ".blog-title",
        "#header h1",
        "a[rel='home']",
        "#logo",
        "h1.logo",
        ".navbar-brand",
        ".navbar a.brand",
        "#banner h1",
        "[role='banner'] h1 a",
    )
)


_COMMENT_AREA = compile_rules(("#comments", ".comments-area", "#respond", ".wp-block-comments"))


_DATE_CLASSES = (
    "comment-date",
    "date",
    "comment-meta",
    "commentmetadata",
    "submitted",
    "posted",
    "datetime",
    "comment-time",
    "comments-post",
    "post-date",
    "timestamp",
)


def _each_link(el: Any) -> list[Any]:
    """The links in what a rule calls a term, where it holds words beside them: "<span>in <a>one</a>, <a>two</a>"."""
    links = [] if isinstance(el, str) or el.tag == "a" else [*el.iter("a")]
    bare = links and letters(words_in(el)) != "".join(letters(words_in(a)) for a in links)
    return links if len(links) > 1 or bare else [el]


def _term(el: Any, page: Page, sure: bool = False) -> Term | None:
    if not isinstance(el, str) and next(el.iter("script"), None) is not None:
        return None  # written by a programme
    name = read_term(el if isinstance(el, str) else term_words(el), sure)
    return Term(name, None if isinstance(el, str) else page.absolute(el.get("href"))) if name else None
