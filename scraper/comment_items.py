"""The elements that are comments: each of them once, whose nodes are whose, and how they are found unnamed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice, takewhile
from typing import Any

from lxml import etree

from scraper import words
from scraper.dates import read_date
from scraper.fields import once, only_comment_count, squash
from scraper.lines import BLOCKS, UNSEEN, Line, joined, lines
from scraper.page import Page
from scraper.select import Element, words_in
from scraper.urls import host, kind_of, same_page


@dataclass(eq=False, slots=True)
class Item:
    """One comment as it stands in the tree; ``roots`` are its own subtrees, replies inside them not counted."""

    el: Element
    roots: list[Element]
    values: dict[str, Any] = field(default_factory=dict)
    date_el: Element | None = None
    author_el: Element | None = None
    parent: "Item | None" = None
    level: int | None = None
    lines: list[Line] | None = None


def as_items(elements: list[Element], extends: bool) -> list[Item]:
    """Items of elements; a ``dt``, or an empty anchor, goes on through the siblings up to the next.

    Where each is followed by a short block with a day, as in Movable Type's first templates, that is its byline.
    """
    found = [Item(el, [el]) for el in elements]
    starts = set(elements)
    if extends or (elements and elements[0].tag in _HEADS):
        for item in found:
            item.roots += _following(item.el, starts)
    elif _bylines_follow(elements, starts):
        for item in found:
            item.roots += _up_to_byline(item.el, starts)
    return found


#: what only begins a comment; its words stand in the siblings behind
_HEADS = frozenset(["dt", "a", "h2", "h3", "h4", "h5", "h6"])


def _following(el: Element, starts: set[Element]) -> Iterator[Element]:
    """The siblings behind an element, up to the next that begins an item, or a heading or form."""
    for sibling in el.itersiblings(etree.Element):
        if (
            sibling in starts
            or sibling.tag == "form"
            or (sibling.tag in ("h2", "h3") and el.tag not in _HEADS - {"a", "dt"})
        ):
            return
        yield sibling


def _bylines_follow(elements: list[Element], starts: set[Element]) -> bool:
    """Does a byline of its own close nearly each, behind it or behind some more paragraphs?"""
    if not elements or elements[0].tag not in ("div", "p", "blockquote"):
        return False
    return sum(bool(_up_to_byline(el, starts)) for el in elements[:60]) > 0.7 * min(len(elements), 60)


def _up_to_byline(el: Element, starts: set[Element]) -> list[Element]:
    """The siblings behind an element up to the byline that closes it; none where there is no such byline."""
    run: list[Element] = []
    for sibling in islice(_following(el, starts), 30):
        run.append(sibling)
        if _is_byline(sibling, starts):
            return run
    return []


def _is_byline(el: Element, starts: set[Element]) -> bool:
    if el in starts or el.tag not in ("p", "div", "span", "small", "cite", "em"):
        return False
    text = squash("".join(el.itertext()))
    return 6 < len(text) < 160 and read_date(text) is not None


def owners(page: Page, items: list[Item]) -> dict[Element, Item]:
    """Every element inside an item -> that item; of nested items the innermost owns, of the form to answer none."""
    owner: dict[Element, Item] = {}
    starts = {root: item for item in items for root in item.roots}
    order = page.index.order
    if not items:
        return owner
    first = min(order[r] for r in starts)
    for el in page.index.elements[first:]:
        mine = starts.get(el)
        if mine is None:
            parent = el.getparent()
            mine = owner.get(parent) if parent is not None else None
        if mine is not None and (el in starts or not _is_written_in(el)):
            owner[el] = mine
    return owner


def _is_written_in(el: Element) -> bool:
    """Is it a form to answer, or to vote? "Name required" is nobody's name."""
    return el.tag == "form" and (
        el.find(".//textarea") is not None or el.find(".//input[@type='radio']") is not None
    )


def own_text(el: Element, item: Item, owner: dict[Element, Item]) -> str:
    """The text of an element without that of the replies inside it."""
    return joined(_own_texts(el, item, owner))


def _own_texts(el: Element, item: Item, owner: dict[Element, Item]) -> Iterator[tuple[Element, str]]:
    for event, node in etree.iterwalk(el, events=("start", "end", "comment", "pi")):
        if event == "start":
            if owner.get(node) is item and node.tag not in UNSEEN and node.text:
                yield node, node.text
            if node.tag in BLOCKS:
                yield node, " "
        if event != "start" and node is not el and node.tail:
            parent = node.getparent()
            if owner.get(parent) is item and parent.tag not in UNSEEN:
                yield parent, node.tail


def own_lines(item: Item, owner: dict[Element, Item]) -> list[Line]:
    """An item's own words, line by line; read once."""
    if item.lines is None:
        item.lines = [ln for root in item.roots for ln in lines(root, lambda el, _: owner.get(el) is item)]
    return item.lines


_KEY = re.compile(r"(.*[^\d])\d+$")


def with_kin(elements: list[Element], page: Page, away: set[Element]) -> list[Element]:
    """Elements with those that a theme classes otherwise, but whose ids are of the same kind: ``li-comment-7``."""
    keys = [_KEY.match(el.get("id") or "") for el in elements]
    kinds = {(el.tag, key[1]) for el, key in zip(elements, keys, strict=True) if key}
    if len(kinds) != 1 or not all(keys):
        return elements
    tag, prefix = kinds.pop()
    mine = set(elements)
    kin = [
        els[0]
        for key, els in page.index.by_id.items()
        if key.startswith(prefix)
        and key[len(prefix) :].isdigit()
        and els[0].tag == tag
        and els[0] not in mine
    ]
    thread = {
        above for el in elements for above in el.iterancestors()
    }  # a post's text may show a list like it
    kin = [el for el in kin if el.getparent() in thread and el not in away and not is_form(el)]
    return sorted([*elements, *kin], key=page.index.order.__getitem__) if kin else elements


def is_form(el: Element) -> bool:
    """The form to write a comment, classed as if it were one; or all that holds comments, with but the form in it."""
    key = el.get("id") or ""
    if el.find(".//textarea") is None:
        return False
    if words.TALK.match(key):
        return True
    return comment_id(key) is None and (_is_thread(el) or not _says_anything(el))


def _counts(el: Element) -> bool:
    """Does it hold a whole thread below a heading that counts its comments?"""
    if not _is_thread(el):
        return False
    return any(only_comment_count(squash(words_in(h))) is not None for h in el.iter("h2", "h3", "h4", "h5"))


def _is_thread(el: Element) -> bool:
    return any(map(_is_talk_name, (el.get("class") or "").split()))


@once
def _is_talk_name(name: str) -> bool:
    """Does a name say that it holds a whole thread? "comment" is one comment's."""
    return bool(words.TALK.match(name)) and not _ONE.search(name)


_ONE = re.compile(r"comment(?:$|[-_]+(?:body|block|content|wrap|wrapper)$)", re.I)


def _says_anything(el: Element) -> bool:
    """Does an element with a form to answer say anything beside the form: a comment's byline and words?"""
    forms = [form for form in el.iter("form") if form is not el and form.find(".//textarea") is not None]
    beside = len(squash("".join(el.itertext()))) - sum(len(squash("".join(f.itertext()))) for f in forms)
    return bool(forms) and beside > 40


def outermost(elements: list[Element]) -> list[Element]:
    """One element a comment: of elements that repeat the same comment inside each other, the outer one."""
    inside = set(elements)
    keys = {el: comment_id(el.get("id")) for el in elements}
    out = []
    for el in elements:
        outer = next((a for a in el.iterancestors() if a in inside), None)
        if outer is not None and (
            (bool(keys[el]) and keys[outer] == keys[el])
            or (outer is el.getparent() and _only(el) and not _are_two(outer, el))
            or _is_shell(outer, el)
        ):
            inside.discard(el)
            keys[outer] = keys[outer] or keys[el]  # an item without an id has that of what it holds
            continue
        out.append(el)
    return out


def _is_shell(outer: Element, inner: Element) -> bool:
    """Does an item say nothing of its own around another? Then they are one, a portrait beside its words."""
    shell, said = squash("".join(outer.itertext())), squash("".join(inner.itertext()))
    return (
        len(shell) < len(said) + 40 and said in shell and not words.SMALL.sub("", shell.replace(said, " ", 1))
    )


def _are_two(outer: Element, inner: Element) -> bool:
    """Do ids with numbers of the same kind tell two comments apart?"""
    a, b = _KEY.match(outer.get("id") or ""), _KEY.match(inner.get("id") or "")
    return a is not None and b is not None and a[1] == b[1] and a[0] != b[0]


def _only(el: Element) -> bool:
    """Is it its parent's only block? Then it is the same comment, not an answer to it."""
    return not any(s.tag in BLOCKS for s in el.itersiblings(etree.Element, preceding=True))


_ID = re.compile(
    r"(?:^|.*?[^0-9A-Za-z]|.*?[A-Za-z_])"
    r"(\d[\w]*|[0-9a-f]{8}-[0-9a-f-]{20,}|(?<=[-_])(?!c\d+$)[0-9a-f]{16,})$"
)


#: an id that goes on in words: ``comment-4-by-ann``
_WORDED_ID = re.compile(r"#?(?:[a-z]+[-_])?comment[-_](\d{1,10})-(?![\d_-]*$)(?![0-9a-f-]+$)[^/\s]*$", re.I)


def comment_id(text: str | None) -> str | None:
    """The platform's own id without its prefix: ``comment-12``, ``c12``, ``#comment-12`` -> ``12``."""
    text = (text or "").strip()
    found = (_WORDED_ID.match(text) or _ID.match(text)) if text else None
    return found[1] if found else (text.rpartition("-")[2] or None)


_is_item_class = once(words.ITEM_CLASS.match)


def find_items(page: Page, away: set[Element]) -> tuple[list[Element], str]:
    """Elements that repeat as comments do, on a page of no known comment system."""
    best: tuple[float, list[Element], str] = (0, [], "")
    for name, els in _groups(page).items():
        els = [e for e in els if e not in away and not is_form(e) and not _counts(e)]
        if _are_entries(els, page):
            continue
        score = _item_score(els, name.startswith(("id ", "anchor")))
        if score > best[0] or (score == best[0] and score and _fits_better(els, best[1])):
            best = (score, els, name)
    return sorted(best[1], key=page.index.order.__getitem__), best[2]


def _groups(page: Page) -> dict[str, list[Element]]:
    """How a group of elements is alike -> the elements: numbered ids and anchors, class names, bare lists."""
    groups: dict[str, list[Element]] = {}
    for key, els in page.index.by_id.items():
        if words.ITEM_ID.match(key) and els[0].tag in _NUMBERED_TAGS:
            kind = key.rstrip("0123456789abcdef")  # "comments_7" holds what "comment_7" is one of
            groups.setdefault(f"id {kind} {els[0].tag}", []).append(els[0])
    for a in page.index.by_tag.get("a", ()):
        name = a.get("name") or ""
        if name and not a.get("href") and (words.ITEM_ID.match(name) or name.isdigit() and len(name) > 2):
            groups.setdefault("anchor", []).append(_around_anchor(a))
    for name, els in page.index.by_class.items():
        if _is_item_class(name):
            for el in els:
                if el.tag in _ITEM_TAGS:
                    groups.setdefault(f"{el.tag}.{name}", []).append(el)
    for name, els in (*page.index.by_class.items(), *page.index.by_id.items()):
        if _is_talk_name(name):
            for n, el in enumerate(els):
                groups |= {f"{kind} in {name} {n}": alike for kind, alike in _bare(el).items()}
    for tag, inner in (("dl", "dt"), ("ol", "li"), ("ul", "li")):
        for n, el in enumerate(page.index.by_tag.get(tag, ())):
            if len(el) and _is_talk(el):
                groups[f"{inner} in list {n} of comments"] = list(el.iterchildren(inner))
    return groups


def _bare(talk: Element) -> dict[str, list[Element]]:
    """What may be comments in what holds some by its name: texts closed by bylines, else blocks of one class each."""
    if texts := _closed_by_bylines(talk):
        return {"texts": texts}
    found: dict[str, list[Element]] = {}
    for el in talk.iterchildren("div", "article", "section", "blockquote"):
        if el.get("class") or el.tag in ("article", "blockquote"):
            found.setdefault(f"{el.tag}.{el.get('class')}", []).append(el)
    return found


def _closed_by_bylines(talk: Element) -> list[Element]:
    """The first paragraphs of texts that stand bare in what holds comments, each closed by its byline."""
    starts: list[Element] = []
    opens, closed = True, False
    for el in talk.iterchildren("p", "div", "blockquote"):
        byline = _is_byline(el, set())
        if opens and not byline and el.tag != "div":
            starts.append(el)
        opens, closed = byline, closed or (byline and bool(starts))
    return starts if closed else []


def _are_entries(els: list[Element], page: Page) -> bool:
    """Is each headed by a link to a post of its own? Then they are the entries of an index, not comments."""
    starts = set(els)
    targets = [href for el in els[:40] if (href := _headed_by(el, starts, page))]
    return len(targets) * 2 >= min(len(els), 40) and any(not same_page(t, page.url) for t in targets)


def _headed_by(el: Element, starts: set[Element], page: Page) -> str | None:
    """Where an item's heading links to, if that is a page of this blog."""
    behind = takewhile(lambda e: e not in starts, el.itersiblings(etree.Element)) if el.tag in _HEADS else ()
    for root in islice(chain((el,), behind), 6):
        for heading in root.iter("h1", "h2", "h3", "h4"):
            a = heading.find(".//a")
            href = page.absolute(a.get("href")) if a is not None else None
            if not href or "#" in href or words.PROFILE_HREF.search(href):
                return None
            kind = kind_of(href)
            own = kind is None and host(href) == host(page.url)
            return href if own or kind == "post" else None
    return None


def _is_talk(el: Element) -> bool:
    """Does a list, or what it stands in, say by its name that it holds comments?"""
    return any(
        words.TALK.match(name)
        for node in (el, el.getparent())
        if node is not None
        for name in (*(node.get("class") or "").split(), node.get("id") or "")
    )


def _around_anchor(a: Element) -> Element:
    """What an anchor such as ``<a name="comment-12"></a>`` names: the element it opens, else what follows it."""
    parent = a.getparent()
    if parent is not None and _is_first(parent) and _is_first(a) and _is_head(parent.get("class") or ""):
        around = parent.getparent()
        if sum(e.get("name") is not None for e in around.iterfind("./*/a")) == 1:
            return around  # the words stand behind the head that the anchor opens
    opens = parent is not None and parent.tag in ("li", "div", "article", "td", "dd") and parent[0] is a
    return (
        parent
        if opens
        and not (parent.text or "").strip()
        and sum(e.tag == "a" and bool(e.get("name")) for e in parent) == 1
        else a
    )


_is_head = once(re.compile(r"(?:^|[\s_-])(?:head|header|meta|info|byline)(?=$|[\s_-])", re.I).search)


def _is_first(el: Element) -> bool:
    parent = el.getparent()
    return parent is not None and el.getprevious() is None and not (parent.text or "").strip()


_ITEM_TAGS = frozenset("li div article dt section p blockquote tr td table dd span a h3 h4".split())
_NUMBERED_TAGS = _ITEM_TAGS | {"ul", "ol", "dl", "tbody"}  # such a one is a comment only where its id says so


def _item_score(els: list[Element], numbered: bool) -> float:
    """How many of the elements look like whole comments: some text, a date or a byline of their own."""
    if not els or len(els) > 5000:
        return 0
    good = 0.0
    starts = set(els)
    after = _bylines_follow(els, starts)
    for el in els[:60]:
        whole = [el, *_following(el, starts)] if el.tag in _HEADS else [el]
        text = squash(" ".join(" ".join(e.itertext()) for e in whole[:12]))
        if not 3 <= len(text) <= 20000:
            continue
        if after or _is_dated(el, text):
            good += 1
        elif numbered:
            good += 0.5
    return good * len(els) / min(len(els), 60)


def _is_dated(el: Element, text: str) -> bool:
    """Does a comment tell when it was written, were it without a year ("Thursday at 2:57 pm", "3 hours ago")?"""
    if any(True for _ in el.iter("time", "abbr")):
        return True
    return any(read_date(end) or words.WHEN.search(end) for end in (text[:160], text[-160:]))


def _fits_better(a: list[Element], b: list[Element]) -> bool:
    """Of as many elements as good: those around the others, but rather an only comment than the thread around it."""
    if not a or not b or _is_thread(a[0]) == _is_thread(b[0]):
        return _outer(a, b)
    return _outer(b, a) if _is_thread(b[0]) else False


def _outer(a: list[Element], b: list[Element]) -> bool:
    """Do the elements of ``a`` stand around those of ``b``? What holds a list's only comment is none of its own."""
    listed = bool(b) and b[0].tag in ("li", "dt") and words.ITEM_ID.match(b[0].get("id") or "")
    return bool(b) and not listed and a[0] in set(b[0].iterancestors())
