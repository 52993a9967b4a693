"""Which of all that may be a post's title is it: what machines are told, the rules' elements, the headings shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from scraper import evidence, titles, words
from scraper.evidence import Claim
from scraper.fields import fold, letters, only_comment_count, squash, title_parts, without_sign, without_site
from scraper.scene import leads_on
from scraper.select import TITLE_HEADINGS, Element, words_in
from scraper.urls import host, kind_of, same_page

if TYPE_CHECKING:
    from scraper.answers import Look


class Headline:
    """The title of one page that is being read."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.page = look.page

    def title(self) -> Claim:
        claims = [
            Claim(self._without_site(c.value), c.rule, c.sure)
            for c in evidence.titles(self.page)
            if not self._is_sites(c.value)
        ]
        seen = [
            Claim(self._without_site(c.value), c.rule, c.sure)
            for c in titles.titles(self.page, self.look.comment_elements | self.look.away, self.look.sites)
            if c.sure >= titles.SURE
            or only_comment_count(c.value) is None  # "No Comments" where there is no other heading
        ]
        shown = {
            letters(c.value)
            for c in seen
            if c.rule == "heading h1" or c.rule.startswith("heading") and c.sure >= 0.5
        }
        window = letters(self.page.title_text)
        claims = [c for c in claims if letters(c.value) in shown or not self._is_hosts(c.value)]
        if any(c.sure > 0.6 for c in seen):  # some sites tell machines the same of all their pages
            nothing = {*map(fold, self.look.sites), *words.FRONT_NAMES}
            claims = [c for c in claims if fold(c.value) not in nothing]
        claims += islice(self._titles_by_rule(window), 1)
        weighed = [
            Claim(
                c.value,
                c.rule,
                c.sure
                + 0.1 * (letters(c.value) in shown and not c.rule.startswith("heading"))
                - 0.2
                * (
                    c.rule.startswith("meta")
                    and letters(c.value) not in window
                    and letters(c.value) not in shown
                ),
            )
            for c in claims
            if c.value
        ]
        best = max([*weighed, *seen, Claim(None, "nothing", 0.0)], key=lambda c: c.sure)
        return Claim(None, "empty heading", 0.8) if best.sure < titles.SURE and self._is_untitled else best

    @property
    def _is_untitled(self) -> bool:
        """Does a heading stand empty where the post's title should be? Then no other heading is it."""
        hits = (el for _, el in self.look.hits("title") if not isinstance(el, str))
        return any(el.tag in TITLE_HEADINGS and titles.is_empty(el) for el in hits) or any(
            titles.is_empty(el) and titles.leads_here(el, self.page)
            for tag in TITLE_HEADINGS
            for el in self.page.index.by_tag.get(tag, ())
            if el not in self.look.away and el not in self.look.comment_elements
        )

    def _titles_by_rule(self, window: str) -> Iterator[Claim]:
        """What rules name the title, but for the site's name, a day, a form's heading and other posts' titles."""
        for rule, hit in self.look.hits("title"):
            if isinstance(hit, str) and "::" not in rule:
                yield Claim(hit, rule, 0.95)  # worked out by the platform itself
                continue
            el = hit if isinstance(hit, str) else self._heading_in(hit)
            text = without_sign(el) if isinstance(el, str) else titles.heading_words(el)
            empty = not text or titles.is_untitled(text, self.page) or _is_bare_head(el) or _files(el)
            empty = empty or self._names_site(el, text)
            said = letters(text) in window
            empty = empty or not said and bool(words.FORM_HEADING.match(text))
            if not empty and not _leads_on(el) and (said or not self._names_another(el)):
                headline = not isinstance(el, str) and self._is_the_headline(el, rule)
                unsaid = 0.82 if headline else 0.62  # the window may say what is written for search engines
                yield Claim(text, rule, 0.92 if self._names_part(text, rule) else 0.8 if said else unsaid)

    def _is_the_headline(self, el: Element, rule: str) -> bool:
        """Is this the first h1, which the platform calls the post's title and the window echoes?"""
        own = self.look.platform is not None and rule.startswith(f"{self.look.platform.name} ")
        heads = self.page.index.by_tag.get("h1", ()) if own else ()
        if not heads or el is not heads[0]:
            return False
        said = {fold(word) for word in _LONG_WORD.findall(words_in(el))}
        shared = said & {fold(word) for word in _LONG_WORD.findall(self.page.title_text)}
        return len(shared) >= min(2, len(heads))

    def _without_site(self, title: str) -> str:
        """A title without the site's name at one of its ends, as the page or its host tells it.

        Of a heading to which the window's title adds that name once more it is a part.
        """
        window, own = letters(self.page.title_text), letters(title)
        names = self._names_of_site
        if own != window and (
            own in self._headlines or any(window == letters(f"{title}{site}") for site in names)
        ):
            return title
        return next((bare for site in names if (bare := without_site(title, site)) != title), title)

    @cached_property
    def _names_of_site(self) -> tuple[str, ...]:
        """What the site may be called, beside or within a title: each once, the likeliest first."""
        window, sites = letters(self.page.title_text), self.look.sites
        named = [site for site in sites if letters(site) != window]
        told = (*self.page.meta.get("og:site_name", ()), *evidence.feed_names(self.page))
        told = tuple(name for name in told if letters(name) not in {window, *self.look.linked_headlines})
        return tuple(dict.fromkeys((*(named or sites)[:1], *self.look.hosts_name, *told)))

    @cached_property
    def _headlines(self) -> set[str]:
        """The letters of what readers and machines alike are told to be the title, word for word."""
        heads = {letters(words_in(h)) for h in self.page.index.by_tag.get("h1", ()) if not _leads_on(h)}
        return heads & {letters(c.value) for c in evidence.titles(self.page)}

    def _is_sites(self, title: str) -> bool:
        """Is what machines are told the site's own name, which is all that the window says?

        Platforms do so for a post without a title; the feeds and links to the first page are called so, too.
        """
        if title[:1] in _CUTS and letters(title) in map(letters, self.look.sites):
            return True  # "- The site" is left where there is no title before it
        if letters(title) != letters(self.page.title_text) or fold(title) not in map(fold, self.look.sites):
            return False
        return fold(title) in map(fold, (*evidence.feed_names(self.page), *self.look.home_links()))

    def _is_hosts(self, title: str | None) -> bool:
        """Is it the host, or a name in that: what some platforms tell machines of a post without a title?"""
        told = host(self.page.url) or ""
        return letters(title) in {letters(told), *filter(None, told.split("."))}

    def _names_part(self, text: str, rule: str) -> bool:
        """Does the platform's own rule name a part of the window's title, and not the site's: "The mill > Board"?"""
        if self.look.platform is None or not rule.startswith(f"{self.look.platform.name} "):
            return False
        parts = {letters(p) for p in title_parts(self.page.title_text)}
        return letters(text) in parts and fold(text) not in map(fold, self.look.sites)

    def _names_another(self, el: Element | str) -> bool:
        """Is this the heading of another post, one of those that a theme shows below a post?"""
        links = () if isinstance(el, str) else (*el.iter("a"), *el.iterancestors("a"))
        targets = [href for a in links if (href := self.page.absolute(a.get("href")))]
        here = (self.page.url, self.look.canonical or self.page.url)
        return bool(targets) and all(
            kind_of(href) == "post"
            and host(href) == host(here[0])
            and not any(same_page(href, own) for own in here)
            for href in targets
        )

    def _names_site(self, el: Element | str, text: str) -> bool:
        """Is it the site's name, in a link to its first page, that a theme classes as a title?"""
        named = not isinstance(el, str) and fold(text) in map(fold, self.look.sites)
        return named and titles.home_link(self.page, el)

    def _heading_in(self, el: Element) -> Element:
        """The one heading in what a theme calls the title, unless it is the site's: a byline may stand in it, too."""
        found = () if el.tag in TITLE_HEADINGS else tuple(el.iter(*TITLE_HEADINGS))
        one = len(found) == 1 and fold(squash(words_in(found[0]))) not in map(fold, self.look.sites)
        return found[0] if one else el


def _files(el: Element | str) -> bool:
    """Does what a theme classes as the title link to what the post is filed under? A theme may swap its classes."""
    links = () if isinstance(el, str) else el.iter("a")
    return any("category" in (a.get("rel") or "").lower().split() for a in links)


def _is_bare_head(el: Element | str) -> bool:
    """Is what a theme calls the title a post's whole head, with its byline, and no heading in it?"""
    return not isinstance(el, str) and el.tag not in TITLE_HEADINGS and el.find(".//time") is not None


def _leads_on(el: Any) -> bool:
    """Is this the title of the post before or after, in the link that leads there?"""
    if isinstance(el, str):
        return False
    links = (*el.iter("a"), *el.iterancestors("a"))
    return any(map(leads_on, links))


_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_CUTS = frozenset("-–—|:·•»")  # between a title and the site's name
