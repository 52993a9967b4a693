"""Which elements hold a post's own words: what rules call so, what the text's own weight says, what the title heads.

Pure: no tree is changed, no platform is asked by name.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice, pairwise, takewhile

from scraper import titles, words
from scraper.body import Body, boilerplate, find_body
from scraper.clean import HEADINGS, hidden
from scraper.comment_items import are_quoted, is_talk, is_thread
from scraper.dates import find_dates
from scraper.fields import letters, squash
from scraper.furniture import has_paragraph, is_tail, marked, names_meta, names_of
from scraper.lines import Line, lines_without
from scraper.page import Page
from scraper.regions import columns_apart
from scraper.scene import is_prose
from scraper.select import TITLE_HEADINGS, Element, words_in
from scraper.urls import host, is_file, kind_of, same_page


@dataclass(frozen=True)
class MainText:
    """The elements whose words are the post's, what in them is not, and which rule says so how surely."""

    roots: tuple[Element, ...]
    drop: frozenset[Element]
    rule: str
    sure: float


@dataclass
class Choice:
    """All that is weighed when the main text of one page is chosen."""

    page: Page
    title: str
    claimed: dict[Element, str]  #: what rules call a body, the weakest first -> the rule
    own: Collection[Element]  #: those of them that the page's own platform calls so
    whole: set[Element]  #: where it calls none so: what it calls a whole post, title and all
    comments: set[Element]  #: every element of the comments
    away: set[Element]  #: every element of the site's own parts
    leave: set[Element]  #: what the platform's rules leave out

    def choose(self) -> MainText | None:
        """The text, and what of it a theme has in an element of its own behind it."""
        chosen = self._choose()
        chosen = self._with_further(chosen) if chosen else None
        notes = self._notes(chosen.roots) if chosen else ()
        return replace(chosen, roots=(*chosen.roots, *notes)) if chosen and notes else chosen

    def _with_further(self, chosen: MainText) -> MainText:
        """A text with its further boxes, which adverts part: of one rule and class, with no heading between them."""
        root, rule = chosen.roots[0], self.claimed.get(chosen.roots[0])
        ruled = [el for el, name in self.claimed.items() if name == rule]
        if rule is None or len(chosen.roots) > 1 or not 1 < len(ruled) <= _BOXES:
            return chosen
        index, own = self.page.index, _looks(root)
        alike = (el for el in ruled if _looks(el) == own and self._is_further(el))
        boxes = sorted(alike, key=index.order.__getitem__)
        ends = [index.span(box) for box in boxes]
        apart = all(last < first for (_, last), (first, _) in pairwise(ends))
        heads = (index.order[h] for tag in HEADINGS for h in index.by_tag.get(tag, ()) if h not in self.away)
        parted = any(last < at < first for at in heads for (_, last), (first, _) in pairwise(ends))
        texts = {words_in(box) for box in boxes}
        if root not in boxes or not apart or parted or len(texts) < len(boxes):
            return chosen
        drops = (self._claim(box).drop for box in boxes if box is not root)
        return replace(chosen, roots=tuple(boxes), drop=chosen.drop.union(*drops))

    def _is_further(self, el: Element) -> bool:
        """May a box be one of several of a text: shown, with a paragraph, no comment's and around no form?"""
        if el in self.away or not self.comments.isdisjoint(self.page.index.below(el)):
            return False
        return any(words_in(p).strip() for p in el.iter("p")) and el.find(".//textarea") is None

    def _notes(self, roots: tuple[Element, ...]) -> list[Element]:
        index = self.page.index
        last = max(index.span(root)[1] for root in roots)
        named = (name for name in index.classes_like("footnotes", "entry_extended") if _NOTES.search(name))
        found = {el for name in named for el in index.by_class[name] if index.order[el] > last}
        found -= self.comments | self.away
        return sorted(
            (el for el in found if found.isdisjoint(el.iterancestors())), key=index.order.__getitem__
        )

    def _choose(self) -> MainText | None:
        """The text found by its weight, unless a rule or the title points to another; None where there is none."""
        hints = tuple(reversed(self.claimed))
        columns = set() if self.own else columns_apart(self.page.index) & self.away
        found = find_body(
            self.page.index,
            self.title or None,
            columns,
            self.comments,
            hints=hints,
            own=list(self.own),
            leave=self.leave,
        )
        if found is not None:
            titled = self._titled_claim(found)
            if titled is not None:
                return self._claim(titled)
            if self.claimed and all(any(e.tag == "nav" for e in _holders(r)) for r in found.roots):
                return self._claim(max(self.claimed, key=_told))  # a menu says more than a short text
            if self._strangers(found):
                return self._claim(next(iter(self.own)))
            if (within := self._within_whole(found)) is not None:
                return within
            if (inner := self._claim_within(found)) is not None:
                return self._claim(inner)
            if self._holds_claim(found) and not self._strays(found):
                return self._found(found)
        if found is not None and self._is_sites(found):
            found = None
        return self._short(found) or (self._found(found) if found is not None else None)

    def _is_sites(self, found: Body) -> bool:
        """Is the text found surely none of the post's: an imprint, little in the site's own part, a rubric's news?"""
        little = sum(map(_told, found.roots)) < _LITTLE and all(r in self.away for r in found.roots)
        if little and any(map(_COLUMN.search, map(names_of, _holders(found.roots[0])))):
            return True
        return self._is_all_pages(found)

    def _is_all_pages(self, found: Body) -> bool:
        """Is it what stands on all pages of a site: an imprint, a rubric's news, a column's headings?"""
        if self._is_imprint(found.roots) or self._below_rubric(found.roots[0]):
            return True
        if sum(len(words_in(r)) for r in found.roots if r.tag not in HEADINGS) >= 2 * _LITTLE:
            return False
        lines = [ln for r in found.roots for ln in lines_without(r, found.drop)]
        return len(lines) > 1 and all(_is_heading(ln) for ln in lines)

    def _is_imprint(self, roots: Sequence[Element]) -> bool:
        """Is a text but what stands below all pages of a site, by its words and its place?"""
        texts = [words_in(r) for r in roots]
        if sum(map(len, texts)) >= _LITTLE or not any(map(words.IMPRINT.search, texts)):
            return False
        named = any(e.tag == "footer" or _FOOT.search(names_of(e)) for e in _holders(roots[0]))
        return named or any(map(words.ALL_RIGHTS.search, texts))

    def _below_rubric(self, root: Element) -> bool:
        """Does a heading behind the title's, a link to one of the site's lists, stand over or begin a text?"""
        order, heads, own = self.page.index.order, self._heads, self._title_headings()
        first = next(_opening(root), root)
        at = bisect_left(heads, order[root], key=order.__getitem__)
        head = first if first in heads else heads[at - 1] if at else None
        if head is None or not own or order[head] <= order[own[0]]:
            return False
        links = [*head.iter("a")]
        to = self.page.absolute(links[0].get("href")) if len(links) == 1 else None
        return to is not None and kind_of(to) == "archive" and host(to) == host(self.page.url)

    def _left(self, roots: Collection[Element]) -> set[Element]:
        return (self.leave & self.page.index.under(roots)) - set(roots)

    def _found(self, found: Body) -> MainText:
        rule = next((self.claimed[r] for r in found.roots if r in self.claimed), None)
        drop = found.drop | self._left(found.roots) | (self.comments & self.page.index.under(found.roots))
        drop |= self._heading(found.roots)
        drop -= self._signatures(found.roots, drop) | self._quoted_threads(found.roots, drop)
        return MainText(found.roots, frozenset(drop), rule or "densest text", 0.9 if rule else found.score)

    def _claim(self, el: Element) -> MainText:
        left = self._left((el,))
        drop = left | boilerplate(el, self.page.index, left) | self._heading((el,))
        drop -= self._signatures((el,), drop) | self._quoted_threads((el,), drop)
        return MainText(
            (el,), frozenset(drop | (self.comments & self.page.index.under((el,)))), self.claimed[el], 0.9
        )

    def _signatures(self, roots: Collection[Element], drop: Collection[Element]) -> set[Element]:
        """The days with which authors sign: last paragraphs of what the platform names, without a theme's class."""
        last = (e for root in roots if root in self.own for e in root.iter("p") if e in drop)
        return {
            e
            for e in last
            if _UNSTYLED.match(e.get("class") or "")
            and _is_dating(squash(words_in(e)))
            and not any(map(_has_words, e.itersiblings("p")))
            and any(map(_has_words, e.itersiblings("p", preceding=True)))
        }

    def _quoted_threads(self, roots: Collection[Element], drop: Collection[Element]) -> set[Element]:
        """Lists called comments in what the platform names the text, and none of the page's: the post quotes them.

        So it does with boxes called comments that stand among its paragraphs.
        """
        lists = (e for e in drop if e.tag in ("ol", "ul") and is_thread(e))
        quoted = {e for e in lists if any(root in self.own and root in e.iterancestors() for root in roots)}
        groups: dict[tuple[Element, str, str | None], list[Element]] = {}
        for el in sorted(drop, key=self.page.index.order.__getitem__):
            if el.tag in ("div", "blockquote", "section", "article") and is_talk(el):
                groups.setdefault((el.getparent(), el.tag, el.get("class")), []).append(el)
        for alike in groups.values():
            quoted.update(alike if are_quoted(alike) else ())
        return {e for e in quoted if self.comments.isdisjoint(self.page.index.below(e))}

    def plain(self, chosen: MainText) -> set[Element]:
        """What even of a post of one link is no part: what rules or names leave out, the title, the comments."""
        named = marked(self.page.index) & chosen.drop
        return self._left(chosen.roots) | self._heading(chosen.roots) | (self.comments & chosen.drop) | named

    # ---- is the text found the post's? ----------------------------------------------------------------

    def _apart(self, found: Body) -> bool:
        """Does the text found stand neither in nor around anything that a rule calls a body?"""
        inside = self.page.index.under(found.roots)
        around = {above for root in found.roots for above in root.iterancestors()}
        return not any(
            el in inside or el in around or not inside.isdisjoint(el.iterancestors()) for el in self.claimed
        )

    def _holds_claim(self, found: Body) -> bool:
        """Is the text found the one that the platform's own rules name, or clearly more than a form's labels?"""
        inside = self.page.index.under(found.roots)
        if self.own and inside.issuperset(self.own) and not any(el in found.roots for el in self.own):
            if any(el.tag == "textarea" for el in inside):
                return False  # all that stands around the form to write comments, and no text
            columns = {el for el in self.away & inside if el.getparent() not in self.away}
            told = sum(map(_told, found.roots)) - sum(map(_told, columns))
            return told - sum(map(_told, self.own)) > 800
        if not self.claimed or not self._apart(found):
            return True
        return sum(len("".join(r.itertext())) for r in found.roots) > 1500

    def _titled_claim(self, found: Body) -> Element | None:
        """The element called the body that stands right below the title, where the text found is another's."""
        if not letters(self.title) or not self.claimed or not self._apart(found):
            return None
        order = self.page.index.order
        first = order[found.roots[-1]] if self._is_titled(found.roots[-1]) else len(order)
        below = (el for el in reversed(self.claimed) if order[el] < first and self._is_titled(el))
        return next((el for el in below if self._tells(el, found)), None)

    def _strangers(self, found: Body) -> bool:
        """Has the text found nothing to do with the one that the platform names, nor with the title?"""
        if len(self.own) != 1 or not all(map(_has_words, self.own)) or not self._apart(found):
            return False
        return not any(map(has_paragraph, found.roots)) and not any(map(self._is_titled, found.roots))

    def _is_titled(self, el: Element) -> bool:
        """Is the last heading before an element the post's title?"""
        order = self.page.index.order
        heads = self._heads
        at = bisect_left(heads, order[el], key=order.__getitem__)
        if at == 0:
            return False
        title, head = letters(self.title), heads[at - 1]
        return title in (letters(words_in(head)), letters(titles.heading_words(head)))

    @cached_property
    def _heads(self) -> list[Element]:
        return sorted(self._headings(), key=self.page.index.order.__getitem__)

    def _tells(self, el: Element, found: Body) -> bool:
        """Is the element called the body more than a label, and no less the post's than the text found?"""
        if self._described and any(self._described in letters(words_in(r)) for r in found.roots):
            return False
        text = squash("".join(el.itertext()))
        if self.own == [el] and (text or self._shows(el, found)):
            return True  # the platform names but this one
        return bool(self._described and self._described in letters(text)) or len(text.split()) >= 5

    def _shows(self, el: Element, found: Body) -> bool:
        """Is the element called the body a picture or more without a word, and the text found in the site's foot?"""
        if next(el.iter(*_SHOWN), None) is None:
            return False
        return all(
            any(e.tag == "footer" or e.get("role") == "contentinfo" for e in _holders(r)) for r in found.roots
        )

    def _claim_within(self, found: Body) -> Element | None:
        """The one element called the body below the title, where the text found is all that stands around it.

        Around a short post that is its thread and the site's columns, in which there is no sentence.
        """
        inside = self.page.index.under(found.roots)
        if inside.isdisjoint(self.comments | self.away) or any(root in self.claimed for root in found.roots):
            return None
        claims = (el for el in self.claimed if el in inside and _has_words(el) and self._is_titled(el))
        titled = [*islice(claims, _FEW)]
        titled = [el for el in titled if not any(el in other.iterancestors() for other in titled)]
        if len(titled) != 1:
            return None
        drop = found.drop | self.comments | self.away | {titled[0]}
        outside = (line for root in found.roots for line in lines_without(root, drop))
        return (
            titled[0] if not any(line.text.endswith(_ENDS) and is_prose(line) for line in outside) else None
        )

    def _strays(self, found: Body) -> bool:
        """Is the text found little, and in a column of the site's or not what the page tells machines of its post?"""
        texts = [words_in(r) for r in found.roots]
        if self._is_all_pages(found):
            return True
        aside = all(r in self.away for r in found.roots)
        if aside and any(
            a.get("aria-modal") or a.get("role") == "dialog" for a in found.roots[0].iterancestors()
        ):
            return True  # what a box in front of the page asks for: consent, an address
        aside = aside or (sum(map(len, texts)) < _SOME and self._in_banner(found))
        if aside and sum(map(_told, found.roots)) < _LITTLE:
            return True  # beside its lists a column says little
        if any(len(letters(t[:_SOME])) >= _LITTLE for t in texts):  # which spares most pages the whole text
            return False
        text = "".join(map(letters, texts))
        if len(text) >= _LITTLE:
            return False
        if self._described:
            return self._described not in text
        return not self._has_prose(found)

    def _has_prose(self, found: Body) -> bool:
        return any(is_prose(ln) for r in found.roots for ln in lines_without(r, found.drop))

    def _in_banner(self, found: Body) -> bool:
        """Does the text found end above the last heading that says the title, below which words stand, too?"""
        index, heads = self.page.index, self._title_headings()
        if len(heads) < 2 or any(index.span(r)[1] > index.order[heads[-1]] for r in found.roots):
            return False
        return self._below_title is not None

    @cached_property
    def _described(self) -> str:
        """The first letters of what the page tells machines that its post says; many themes cut it from the text."""
        told = next((v for n in ("og:description", "description") for v in self.page.meta.get(n, ())), "")
        return letters(told)[:30] if len(letters(told)) > 10 else ""

    def _within_whole(self, found: Body) -> MainText | None:
        """The words below the title of the one whole post, where the text found is the columns or the whole page."""
        posts = [el for el in self.whole if self.whole.isdisjoint(el.iterancestors())]
        if len(posts) != 1:
            return None
        within, below = self.page.index.under(posts), self._below_title
        if below is None or not within.issuperset(below.roots) or not within.isdisjoint(found.roots):
            return None
        index, around = self.page.index, self.page.index.under(found.roots).issuperset(posts)
        if any(index.order[root] > index.order[posts[0]] for root in found.roots) or around:
            outside = sum(map(_told, found.roots)) - (_told(posts[0]) if around else 0)
            return below if outside < 2 * _LITTLE else None
        return below

    # ---- where it is not ------------------------------------------------------------------------------

    def _short(self, found: Body | None) -> MainText | None:
        """A post of a word or a picture: the element that the platform itself calls the body.

        Or what any site would call so, where it says clearly more than the text found; or the words below the title.
        """
        for el in reversed(self.claimed):
            if el in self.own and (
                "".join(el.itertext()).strip() or next(el.iter(*_SHOWN), None) is not None
            ):
                return self._claim(el)
        empty = next((el for el in self.own if self._is_titled(el) and not _has_words(el)), None)
        if empty is not None and (found is None or not self._has_prose(found)):
            return self._claim(empty)
        titled = [el for el in self.claimed if self._is_titled(el) and _has_words(el)]
        titled = [el for el in titled if not any(el in other.iterancestors() for other in titled)]
        if len(titled) == 1:
            return self._claim(titled[0])
        size = sum(map(_told, found.roots)) if found else 0
        for el in reversed(self.claimed):
            if _told(el) > max(400, 2 * size):
                return self._claim(el)
        return self._below_title

    @cached_property
    def _below_title(self) -> MainText | None:
        """The few words of a short post that no theme's class names: what stands below the title's heading.

        Below the last one that has some: a theme's banner may say the title, too.
        """
        below = map(self._below, islice(reversed(self._title_headings()), _HEADS))
        return next(filter(None, below), None)

    def _below(self, heading: Element) -> MainText | None:
        unread = self.comments | self.away
        picture: Element | None = None
        for node in (heading, *heading.iterancestors()):
            holder = node.getparent()
            if holder is None or holder.tag in ("body", "html") or node.tag == "article":
                break
            below = [e for e in node.itersiblings() if e not in unread]
            silent = [e for e in below if not self._says(e, unread)]
            spoken = (e for e in below if e not in silent)
            said = next((e for e in spoken if self._says(e, unread, surely=True)), None)
            if picture is not None and said is not None and self._is_headed(said, heading.tag):
                break  # what is said stands below another title: the post is the picture
            pictures = (
                e for e in below if not _has_words(e) and any(map(_is_shown, e.iter("img", "video", "embed")))
            )
            picture = next(pictures, None) if picture is None else picture
            if said is not None and holder.tag != "header":
                told = [e for e in below if self._described and self._described in letters(words_in(e))]
                root = told[0] if len(told) == 1 else holder
                drop = {node, *node.itersiblings(preceding=True), *silent} | unread
                links = [e for e in below if e not in silent and e.tag in ("p", "blockquote")]
                drop |= boilerplate(root, self.page.index) - self.page.index.under(links)
                return MainText(
                    (root,), frozenset(drop & self.page.index.under((root,))), "words below the title", 0.4
                )
        return (
            MainText((picture,), frozenset(), "picture below the title", 0.4) if picture is not None else None
        )

    def _is_headed(self, el: Element, rank: str) -> bool:
        """Does something begin with a heading of that rank, or one that links to another page?"""
        first = next(el.iter(*TITLE_HEADINGS), None)
        if first is not None and first.tag <= rank:
            return True
        a = next(first.iter("a"), None) if first is not None else None
        to = self.page.absolute(a.get("href")) if a is not None else None
        return to is not None and not same_page(to, self.page.url)

    def _says(self, el: Element, unread: set[Element], surely: bool = False) -> bool:
        """Does an element say something, were it in one link to another site? ``surely``: no heading, no lone word."""
        if hidden(el):
            return False
        if self.links_abroad(el, unread):
            return True
        about = {e for e in el.iter() if names_meta(names_of(e))}
        lines = (ln for ln in lines_without(el, unread | about) if is_prose(ln))
        told = (ln for ln in lines if ln.text.endswith(_ENDS) or not is_tail(ln.text))
        return any(_is_sentence(ln) for ln in told) if surely else next(told, None) is not None

    def links_abroad(self, el: Element, unread: Collection[Element] = ()) -> bool:
        """Does a paragraph link to another site, or to a file?"""
        for block in el.iter("p", "blockquote"):
            told = words_in(block) if block not in unread else ""
            hrefs = (self.page.absolute(a.get("href")) for a in block.iter("a")) if told.strip() else ()
            away = any(to and (host(to) != host(self.page.url) or is_file(to)) for to in hrefs)
            if away and not words.NOT_POST.search(told):
                return True
        return False

    def _title_headings(self) -> list[Element]:
        """The headings outside the site's columns that say the title."""
        want = letters(self.title)
        heads = (e for e in self._heads if want and e not in self.away)
        return [e for e in heads if letters(titles.heading_words(e)) == want]

    # ---- parts of the page ----------------------------------------------------------------------------

    def _headings(self) -> Iterable[Element]:
        return (e for tag in ("h1", "h2", "h3") for e in self.page.index.by_tag.get(tag, ()))

    def _heading(self, roots: Collection[Element]) -> set[Element]:
        """The title again, as the first heading of the body."""
        want = letters(self.title)
        if not want or not roots:
            return set()
        root = next(iter(roots))
        first = next(root.iter("h1", "h2", "h3"), None)
        if first is not None and self._says_title(first):
            return set() if self._is_own_heading(first, root) else {_head_of(first, roots)}
        opening = (el for el in _opening(root) if el.tag in _LABELS and not (el.tail or "").strip())
        alone = (el for el in opening if len(said := words_in(el)) < _SOME and letters(said) == want)
        return {*islice((el for el in alone if not self._greets(el, roots)), 1)}

    def _greets(self, el: Element, roots: Collection[Element]) -> bool:
        """Is it a sentence that says the title, too, as "Hello, world." below "Hello, World"?

        Or the one paragraph of a post without a heading, whose first words the window shows as its title.
        """
        if el.tag != "p" or el.get("class"):
            return False
        if squash(words_in(el)).endswith(_ENDS) and not self.title.endswith(_ENDS):
            return True
        said = letters(self.title)
        headed = any(letters(words_in(h)) == said for h in self._headings())
        return not headed and sum(len(letters(words_in(root))) for root in roots) < 2 * len(said)

    def _is_own_heading(self, first: Element, root: Element) -> bool:
        """Does a paragraph of the text stand above the heading, and the title once more above both?"""
        order = self.page.index.order
        if not any(order[title] < order[root] for title in self._title_headings()):
            return False
        above = takewhile(lambda p: order[p] < order[first], root.iter("p"))
        texts = (squash(words_in(p)) for p in above)
        return any(len(text) + 2 * len(words.CJK.findall(text)) > _PARAGRAPH for text in texts)

    def _says_title(self, heading: Element) -> bool:
        """Does a heading say the title, alone or beside a day, a count or a byline?"""
        said, title = squash(words_in(heading)), squash(self.title)
        return bool(said) and (
            letters(self.title) in (letters(said), letters(titles.heading_words(heading)))
            or (letters(self.title) in letters(said) and letters(said) == letters(self.page.title_text))
            or titles.bylined(said, title)
            or titles.dated_or_counted(said, title)
        )


def _looks(el: Element) -> tuple[str, str, int]:
    """What boxes of one text share: their tag, their class but for numbers, and how deep they stand."""
    return el.tag, re.sub(r"\d+", "", el.get("class") or ""), sum(1 for _ in el.iterancestors())


def _holders(root: Element) -> Iterable[Element]:
    """A text's element and those around it whose names may tell what it is."""
    return (root, *islice(root.iterancestors(), 3))


def _is_sentence(line: Line) -> bool:
    """Is a line more than a heading or a single word that is no paragraph?"""
    first = line.pieces[0][0]
    around = [e.tag for e in (first, *islice(first.iterancestors(), 3))]
    return HEADINGS.isdisjoint(around) and (" " in line.text or "p" in around or not line.text.isascii())


def _is_heading(line: Line) -> bool:
    first = line.pieces[0][0]
    return not HEADINGS.isdisjoint(e.tag for e in (first, *islice(first.iterancestors(), 2)))


def _is_shown(el: Element) -> bool:
    """Is it a picture of the post, and none of its author, nor a sign?"""
    return not _SMALL_PICTURE.search(f"{el.get('class')} {el.get('src')} {el.getparent().get('class')}")


_SMALL_PICTURE = re.compile(
    r"avatar|(?:^|[\s/_.-])(?:icons?|logo|emoji|smil(?:ey|ies)|share|spacer|pixel)(?=$|[\s/_.-])", re.I
)


def _opening(root: Element) -> Iterator[Element]:
    """The element that a text begins with, and what that begins with: "<td><p><b>The old mill</b></p>"."""
    node = root
    while len(node) and not (node.text or "").strip():
        told = (e for e in node.iterchildren() if _has_words(e) or (e.tail or "").strip())
        node = next(told, None)
        if node is None or not _has_words(node):
            return
        yield node


def _has_words(el: Element) -> bool:
    return any(text.strip() for text in el.itertext())


def _head_of(heading: Element, roots: Collection[Element]) -> Element:
    """The title's heading, or the post's whole ``header`` around it: day, byline and terms, but no paragraph."""
    head = next((e for e in heading.iterancestors() if e.tag == "header" or e in roots), None)
    if head is None or head.tag != "header" or head in roots:
        return heading
    return (
        heading if any(len(squash(words_in(p))) > _PARAGRAPH for p in head.iter("p", "blockquote")) else head
    )


#: what a theme has behind the text and is of it: footnotes, and Serendipity's second part
_NOTES = re.compile(r"(?:^|[_-])footnotes$|^serendipity_entry_extended$", re.I)
_UNSTYLED = re.compile(r"$|Mso|has-|wp-block-|align", re.I)  # classes that editors write
_LABELS = frozenset(
    ("span", "div", "strong", "b", "font", "p")
)  # what themes without headings set a title in
_SHOWN = ("img", "video", "audio", "iframe", "object", "embed")  #: what a post may be without a word
_FOOT = re.compile(r"foot|copyright|credits?", re.I)
_COLUMN = re.compile(r"foot|widget|sidebar", re.I)
_ENDS = (".", "!", "?", "。")  #: of a sentence
_FEW = 8  # elements that may hold a short post
_HEADS = 20  # that say the title: no page of one post has more
_BOXES = 40  # of one text at most: lists of posts are longer
_LITTLE = 400  # letters of a text that may be another than the post's
_PARAGRAPH = 120  # characters: what is shorter may be a label
_SOME = 2000  # characters within which a longer one has shown as many


def _is_dating(text: str) -> bool:
    """Is it a day, or a day and a place: "12-2018", "2.9.2012 Turku"?"""
    return (
        len(text) < 30 and any(map(str.isdigit, text)) and len(text.split()) < 5 and not find_dates(text)[1:]
    )


def _told(el: Element) -> int:
    """How many characters of an element's text are no link and no list of links."""
    listed = sum(
        len(squash("".join(e.itertext())))
        for e in el.iter("ul", "ol", "a", "form")
        if e.tag != "a" or e.getparent().tag != "li"
    )
    return max(0, len(squash("".join(el.itertext()))) - listed)
