"""The comment tree of a page: items, whose words are whose, and who answers whom. Pure: no network, no SQL.

A comment system (``comments/``) says where items and their fields stand. What it leaves open is read from the
items' own lines: a line with a date and little else is the comment's byline, what is left is its text. Where no
system answers, items are found by their shape (``comment_shapes``): what ids, classes or anchors call comments, else
rows alike where comments stand.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any

from scraper import words
from scraper.comment_bylines import complete
from scraper.comment_fields import Hints, fill, holds_called_words, name_bodies, own_id, reply_links
from scraper.comment_items import (
    Item,
    are_quoted,
    as_items,
    is_form,
    is_thread,
    own_lines,
    own_text,
    owners,
    with_answers,
    with_kin,
)
from scraper.comment_names import by_options, settle_bylines
from scraper.comment_rows import comments_of
from scraper.comment_shapes import AMONG, BELOW, leads_to_another
from scraper.dates import DAY_IN_FIGURES, find_dates, learn_order
from scraper.fields import comment_count, is_comments_heading, once, only_comment_count, squash
from scraper.page import Page
from scraper.parents import DEPTH_CLASS, find_parents
from scraper.rows import Comment
from scraper.rules import CommentSystem, Rules
from scraper.select import Element, compile_rules, possible, words_in
from scraper.urls import host


@dataclass(frozen=True)
class Thread:
    """All comments of one page, and the elements they stand in (no part of the post's body)."""

    comments: tuple[Comment, ...]
    system: str | None
    elements: tuple[Element, ...]
    declared: int | None = None
    rule: str = ""
    sure: float = 0.0
    folded: tuple[str, ...] = ()  #: where threads are shown of which this page keeps back the words


NONE = Thread((), None, ())


def joined(thread: Thread, pings: Thread) -> Thread:
    """A thread and the pingbacks that stand apart from it, of which none has a comment's id."""
    if not pings.comments:
        return thread
    ids = {c.id for c in thread.comments}
    more = (replace(c, id=f"ping-{c.id}") if c.id in ids else c for c in pings.comments)
    elements = (*thread.elements, *pings.elements)
    system = thread.system or pings.system
    return replace(thread, comments=(*thread.comments, *more), elements=elements, system=system)


#: what reads items that were found by their shape alone
FOUND_SYSTEM = CommentSystem(name="")


class Reader:
    """A comment system, its rules compiled once, and the reading of a page by them."""

    def __init__(self, system: CommentSystem) -> None:
        self.system = system
        self.item = compile_rules(system.item)
        self.own = compile_rules(system.own)
        self.loose = compile_rules(system.loose)
        self.fields = {name: compile_rules(rules) for name, rules in system.comment.items()}
        self.drop = compile_rules(system.drop + NOISE)
        self.nested = compile_rules(system.nested + NESTED)
        self.marks = {
            "pingback": compile_rules(system.pingback),
            "trackback": compile_rules(system.trackback),
            "deleted": compile_rules(system.deleted + system.folded),
        }
        self.folded = compile_rules(system.folded)
        self.options = compile_rules(system.options)
        self.depth = re.compile(system.depth_class) if system.depth_class else DEPTH_CLASS

    def items(self, page: Page, away: set[Element], at_home: bool) -> tuple[list[Element], str]:
        """Elements of the first item rule that matches, and that rule."""
        for rule in self.loose + self.item if at_home else self.item:
            hits = rule(page.root, page) if callable(rule) else rule.elements(page.index)
            hits = [h for h in hits if not is_form(h)]
            if at_home and hits and away.issuperset(hits) and all(map(_is_numbered, hits)):
                away = (
                    set()
                )  # a theme may have the whole thread in its footer; what a column repeats has no such ids
            hits = [h for h in hits if h not in away]
            terms = [h for h in hits if h.tag == "dt"]
            if 2 * len(terms) >= len(hits):  # Thesis: dt and dd of one comment, both classed as it
                hits = terms
            if hits and not self.system.home:
                hits = with_answers(hits, page)
            if hits:
                return with_kin(hits, page, away), getattr(rule, "rule", getattr(rule, "__name__", "rule"))
        return [], ""


def _is_numbered(item: Element) -> bool:
    """Has a comment the id that WordPress gives it in its thread?"""
    return _THREAD_ID.fullmatch(item.get("id") or "") is not None


_THREAD_ID = re.compile(r"(?:li-|div-)?comment-\d+")

#: no part of any comment's text, in whatever system it stands
NOISE: Rules = (
    ".avatar", ".comment-reply-link", ".comment-edit-link", ".edit-link", ".says", ".reply", ".comment-reply",
    ".comment-actions", ".comment_actions", ".comment-toolbar", ".comment-tools", ".comment-controls",
    ".comment-form", ".respond", "#respond", ".comment-awaiting-moderation",
    "a[onclick*='moveAddCommentBelow']",
    "a[href*='replytocom=']", "a[href*='replyto=']", "a[href*='replyTo=']", ".comment-rating",
    ".rating", ".votes", ".vote", ".karma", ".sharedaddy", ".comment-likes", ".cld-like-dislike-wrap",
    ".comment-number",
    ".commentnumber", ".comment-count", ".item-control", ".thread-toggle", ".thread-arrow", ".loadmore",
    ".continue", ".inline-thread", ".comment_reply", ".comment_source_trace", ".commentNumber", ".comment_forbidden",
    ".comment-replies-title", "a:has(> .fa-reply)", "a:has(> .icofont-reply)",
)  # fmt: skip

#: blocks whose comments answer the comment before the block, or around it
NESTED: Rules = (
    ".children", ".replies", ".indented", ".comment-children", ".comment-replies", ".subcomments", ".child-comments",
    "[class*='comment-thread__children']", ".comment-thread > .thread-children",
    ".comments-replies", ".reply-list", ".childs", ".sub-comments",
    "[class$='-children']", "[class*='-children ']", "dd.reply", "ul.reply", "ol.reply", ".comment_replies",
    ".comments-child",
)  # fmt: skip


# ---- reading a thread ---------------------------------------------------------------------------------


def read_thread(
    page: Page,
    reader: Reader,
    elements: list[Element],
    rule: str,
    hints: Hints,
    away: Collection[Element] = (),
) -> Thread:
    """Items to comments: whose nodes, what fields, what text, which parent.

    Of ``away``, the site's own parts, nothing is said in a comment: the last one of a broken page may hold them all.
    """
    items = as_items(elements, reader.system.extends)
    owner = owners(page, items)
    hints = replace(hints, order=hints.order or _order(items, owner))
    fill(page, reader.fields, items, owner, hints)
    name_bodies(items, owner)
    drop = _noise(page, reader, owner)
    for item in items:
        complete(item, owner, hints)
        item.values.setdefault("id", own_id(item, owner))
    settle_bylines(items, owner, hints)
    options = (el for rule in reader.options for el in rule.elements(page.index))
    by_options(items, owner, options, hints)
    reply_links(items, owner)
    blocks = {e for r in reader.nested if not callable(r) for e in r.elements(page.index)}
    find_parents(items, owner, blocks, reader.depth, reader.system.depth_class is not None)
    items = _kept(items, owner, bool(reader.system.name))
    here = {item.values["id"] for item in items}
    for item in items:  # a name that stays is that of a comment on another page
        if item.parent is None and item.values.get("parent_id") in here:
            item.values["parent_id"] = None
    comments = comments_of(page, reader.marks, items, owner, drop.union(e for e in away if e in owner))
    roots = tuple(r for item in items for r in item.roots)
    shut = {owner[e].values["id"] for r in reader.folded for e in r.elements(page.index) if e in owner}
    folded = tuple(c.url for c in comments if c.url and c.id in shut and c.parent_id not in shut)
    return Thread(
        comments, reader.system.name or None, roots, None, rule, 0.95 if reader.system.name else 0.7, folded
    )


def _kept(items: list[Item], owner: dict[Element, Item], known: bool) -> list[Item]:
    """Items without notices and empty rows, where nothing answers these; answers to those that go move up."""
    answered = {item.parent for item in items}
    kept = [
        i
        for i in items
        if _is_somebodys(i)
        and (known and (i.values.keys() - {"id"} or i in answered) or any(own_lines(i, owner)))
    ]
    stay = set(kept)
    for item in kept:
        while item.parent is not None and item.parent not in stay:
            item.parent = item.parent.parent
    return kept


def _order(items: list[Item], owner: dict[Element, Item]) -> str | None:
    """Day before month or after it, as the bylines of a whole thread show."""
    texts = (squash(words_in(root)) for item in items for root in item.roots)
    if not any(map(DAY_IN_FIGURES.search, texts)):
        return None
    found = (ln.text for item in items for ln in own_lines(item, owner)[:4] if len(ln.text) < 120)
    return learn_order(found)


def _is_somebodys(item: Item) -> bool:
    """An item of a list that names nobody, no day and no id is a heading or a notice: "No responses yet"."""
    values = item.values
    return bool(values.get("author") or values.get("published") or values.get("id") or values.get("kind"))


def is_convincing(thread: Thread, items: list[Element], rule: str) -> bool:
    """Are items found by their shape alone comments? They name people and days, and stand where comments do.

    Rows that only stand among comments, and are not called so, must name both and have words of their own.
    """
    first, last = thread.comments[0], thread.comments[-1]
    if are_quoted(items):
        return False
    if len(thread.comments) == 1 and (_is_list(first) or not first.published and any(map(_waits, items))):
        return False
    said = squash(words_in(items[0]))
    if len(thread.comments) == 1 and (first.author or said) in said and squash(first.body_text) == said:
        return False  # its name and its day are all that it says: the words stand behind it
    if len(thread.comments) == 1 and (first.body_text or "").isdecimal():
        return False  # "Updated on May 6", and a count
    if len(items) > 2 and first.author and not first.body_text and last.body_text and not last.author:
        return False  # every name stands in the item before its words: such items are no comments
    named = sum(c.author is not None for c in thread.comments) / len(thread.comments)
    dated = sum(c.published is not None for c in thread.comments) / len(thread.comments)
    if rule.endswith((AMONG, BELOW)):
        worded = sum(bool(c.body_text) for c in thread.comments) / len(thread.comments)
        several = len(thread.comments) > 1 or rule.endswith(BELOW) or is_thread(items[0].getparent())
        return several and named >= 0.8 and dated >= 0.8 and worded >= 0.8
    around = (items[0], *items[0].iterancestors())
    told = any(_declares(f"{e.get('class') or ''} {e.get('id') or ''}") for e in around if e.tag != "body")
    told = told or rule.startswith("id ") and _declares(rule)  # the number of a row's anchor
    told = told or (len(items) > 2 and dated == 1 and all(map(_links_itself, items)))
    if told:  # bylines may have room for names that nobody gave
        timed = all(c.body_text and "T" in (c.published or "") for c in thread.comments)
        if timed and rule.startswith("id ") and items[0].tag == "a":
            return True
        left_open = named > 0 or all(map(_has_room_for_name, items))
        return named >= 0.5 or (rule.startswith("heads ") and left_open and dated >= 0.9)
    return named >= 0.8 and dated >= 0.8 and len(items) > 1


def _has_room_for_name(item: Element) -> bool:
    """Does an element that is called a name's stand empty in it?"""
    return any(
        not squash(words_in(e)) and _OF_NAME.search(e.get("class") or "") for e in item.iterdescendants()
    )


_OF_NAME = re.compile(r"(?:^|[\s_-])(?:name|author|poster|byline)(?=$|[\s_-])", re.I)


def _links_itself(item: Element) -> bool:
    """Does a row of an id link to that, as comments have permalinks?"""
    place = f"#{item.get('id')}"
    return any((a.get("href") or "").endswith(place) for a in item.iter("a"))


def _is_list(comment: Comment) -> bool:
    """Does it begin with a heading over comments? Then it is the place of them all."""
    return is_comments_heading((comment.body_text or "").partition("\n")[0])


def _waits(el: Element) -> bool:
    """Does it hold the form to write a comment, or what stands in its place, or wait for those of a service?"""
    if _SERVICE.search(f"{el.get('class') or ''} {el.get('itemtype') or ''}"):
        return True
    return any(e.tag in ("form", "textarea") or e.get("id") == "respond" for e in el.iter())


#: a box for all comments, which a script fills
_SERVICE = re.compile(r"disqus|livefyre|(?:^|[\s_-])comments(?:[-_]list)?(?:\s|$)|UserComments$", re.I)


def _noise(page: Page, reader: Reader, owner: dict[Element, Item]) -> set[Element]:
    """What in the items is no part of their text; an unclosed byline that swallowed the text is none of it."""
    rules = (r for r in possible(reader.drop, page.index) if not callable(r))
    found = {e for r in rules for e in r.elements(page.index) if e in owner and owner[e].roots != [e]}
    return {e for e in found if e.tag == "form" or not _swallowed(e, owner)}


def _swallowed(el: Element, owner: dict[Element, Item]) -> bool:
    """Does what is named as noise hold a comment's words?"""
    return holds_called_words(el) or (el.find("p") is not None and len(own_text(el, owner[el], owner)) >= 80)


def external(page: Page, systems: Iterable[tuple[str, tuple[Any, ...]]]) -> Thread:
    """The service that keeps this page's comments elsewhere, declared as such."""
    for name, signs in systems:
        if any(r.elements(page.index) for r in signs):
            return Thread((), name, (), None, "external", 0.8)
    return NONE


_HEADING = frozenset("h1 h2 h3 h4 h5 h6 p div span a strong b legend caption dt".split())


_declares = once(bool, *words.DECLARING)


def _count_in(text: str) -> int | None:
    """How many comments a text declares, and not the year that stands before the word: "May 6, 2010 Comment"."""
    count = comment_count(text)
    year = count is not None and 1990 <= count <= 2100
    return None if year and (find_dates(text) or f", {count}" in text) else count  # "Apr 4 th , 2012"


_OWN_WORD = re.compile(r"\W*(\d{1,5})\s+[^\W\d][^\d]{1,40}")


def counted_in_own_words(
    page: Page, elements: Iterable[Element], count: int, text: set[Element]
) -> int | None:
    """The ``count`` of comments that the last heading above them tells in a word of the blog's own: "48 croaks:"."""
    order = page.index.order
    first = min(map(order.__getitem__, elements), default=0)
    heads = (
        e for tag in _HEADS for e in page.index.by_tag.get(tag, ()) if order[e] < first and e not in text
    )
    last = max(heads, key=order.__getitem__, default=None)
    told = _OWN_WORD.fullmatch(squash(words_in(last))) if last is not None else None
    return count if told and int(told[1]) == count else None


_HEADS = ("h2", "h3", "h4", "h5", "h6")


def declared(
    page: Page,
    rules: Iterable[Any],
    skip: set[Element],
    away: set[Element],
    text: set[Element],
    some: bool = False,
) -> int | None:
    """How many comments the page says it has, or None where it does not say.

    A heading in the post's own ``text`` may begin so: "Une réponse aux doutes". Where ``some`` are there, "none" is
    what another place says rightly.
    """
    for rule in rules:
        for el in rule.elements(page.index):
            raw = rule.value(el)
            count = _count_in(raw if isinstance(raw, str) else " ".join(raw.itertext()))
            if count is not None and (count or not some):
                return count
    index = page.index
    els = {e for tag in ("h1", *_HEADS) for e in index.by_tag.get(tag, ())}
    els.update(e for _, e in index.named_like(*words.DECLARING) if e.tag in _HEADING)
    els.update(
        b for b in index.by_tag.get("button", ()) if only_comment_count(squash(words_in(b))) is not None
    )
    els.update(
        a for a in index.by_tag.get("a", ()) if "#" in (href := a.get("href") or "") and _declares(href)
    )
    for el in sorted(els - skip - away, key=index.order.__getitem__):
        if len(el) <= 6 and not leads_to_another(el, page):
            told = squash(" ".join(el.itertext())) if len(el) else squash(el.text)
            count = _count_in(told) if told and len(told) < 120 else None
            if count is not None and el in text and only_comment_count(told) is None:
                continue
            if (
                count is None
                and el.tag == "a"
                and told.strip("()").isdecimal()
                and el.get("href", "").endswith("#comments")
            ):
                count = int(told.strip("()"))
            if count is None or (some and not count) or (el in text and _leads_abroad(el, page)):
                continue
            if skip.isdisjoint(el.iterdescendants()):  # what a short comment says counts nothing
                return count
    return None


def counted_above(first: Element) -> int | None:
    """The count in a short line right above the first comment, whatever that is called: "210 Comments • Add one"."""
    for node in (first, *islice(first.iterancestors(), 3)):
        for line in islice(node.itersiblings(preceding=True), 3):
            told = squash(words_in(line)) if len(line) < _FEW else ""
            if told[:1].isdecimal() and len(told) < _SHORT and (count := comment_count(told)):
                return count
    return None


_FEW, _SHORT = 8, 60  # elements and letters of a line that counts


def _leads_abroad(el: Element, page: Page) -> bool:
    """Is it a link to another host, whose comments are another post's?"""
    to = page.absolute(el.get("href")) if el.tag == "a" else None
    return to is not None and host(to) != host(page.url)


def may_be_turned(comment: Comment) -> bool:
    """Can a comment's day be its month?"""
    month, day = (comment.published or "")[5:7], (comment.published or "")[8:10]
    return day.isdecimal() and int(day) <= 12 and day != month


def soonest(found: Thread, others: Iterable[Thread], day: str) -> Thread:
    """Of readings of one thread that which follows the post, and clearly soonest."""
    best, (before, days) = found, behind_post(found, day)
    for other in others:
        ahead, behind = behind_post(other, day)
        if ahead < before or (ahead == before and 2 * behind < days):
            best, before, days = other, ahead, behind
    return best


def behind_post(thread: Thread, day: str) -> tuple[int, int]:
    """How many comments seem to be written more than a day before the post, and how many days behind it all are."""
    post = date.fromisoformat(day)
    days = [(date.fromisoformat(c.published[:10]) - post).days for c in thread.comments if c.published]
    return sum(n < -1 for n in days), sum(abs(n) for n in days)
