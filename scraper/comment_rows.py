"""Comments as rows: an item's own words as safe HTML and text, its kind, its links. Never asks who answers whom."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import islice, takewhile
from typing import Any

from scraper import words
from scraper.clean import Content, joined, read_content
from scraper.comment_fields import is_permalink, is_prose
from scraper.comment_items import Item, comment_id, is_own, own_lines
from scraper.comment_words import is_small, without_byline, without_frame, without_head
from scraper.dates import date_only, find_dates, local_time
from scraper.fields import exact_name, letters, once, squash, title_parts
from scraper.lines import lines
from scraper.page import Page
from scraper.rows import Comment, CommentKind
from scraper.select import Element, words_in
from scraper.urls import same_host, same_page


def comments_of(
    page: Page,
    marks: Mapping[str, tuple[Any, ...]],
    items: list[Item],
    owner: dict[Element, Item],
    drop: set[Element],
) -> tuple[Comment, ...]:
    marked = {k: {e for r in rules for e in r.elements(page.index)} for k, rules in marks.items() if rules}
    marked["listed"] = _below_heading(page)
    ids = {item: item.values.get("id") or f"n{n}" for n, item in enumerate(items, 1)}
    by_owner: dict[Item, set[Element]] = {}
    for el in drop:
        by_owner.setdefault(owner[el], set()).add(el)
    out: list[Comment] = []
    pings: set[Item] = set()
    for item in items:
        if item.parent in pings and not _surely_answers(item, item.parent):
            item.parent = None
        out.append(_comment(page, item, ids, owner, by_owner.get(item, set()), marked))
        if out[-1].kind in KINDS:
            pings.add(item)
    return tuple(_apart(_once(out)))


def _surely_answers(item: Item, ping: Item) -> bool:
    """Does a comment stand within a ping, or name it? One that is but moved in answers no ping before it."""
    named = item.values.get("parent_id")
    return ping.el in item.el.iterancestors() or (named is not None and named == ping.values.get("id"))


def _apart(comments: list[Comment]) -> list[Comment]:
    """Comments whose theme numbers several alike: later ones get a number more; who answers these is not known."""
    shared = {key for key, count in Counter(c.id for c in comments).items() if count > 1}
    if not shared:
        return comments
    seen: Counter[str] = Counter()
    out = []
    for comment in comments:
        seen[comment.id] += 1
        told = replace(comment, parent_id=None) if comment.parent_id in shared else comment
        again = seen[comment.id] > 1
        out.append(replace(told, id=f"{told.id}.{seen[told.id]}", url=None) if again else told)
    return out


def _below_heading(page: Page) -> set[Element]:
    """What stands below a heading that says "2 Trackback(s)", up to the next: it may be an item of their list."""
    found: set[Element] = set()
    for tag in _HEADS:
        for heading in page.index.by_tag.get(tag, ()):
            if len(words_in(heading)) < 40 and words.PING_HEADING.fullmatch(squash(words_in(heading))):
                top = heading.getparent() if heading.getparent().tag == "li" else heading
                rows = takewhile(lambda e: next(e.iter(*_HEADS), None) is None, top.itersiblings())
                found.update(e for row in rows for e in (row, *(row if row.tag in ("ol", "ul") else ())))
    return found


_HEADS = ("h2", "h3", "h4", "h5")


def _once(comments: list[Comment]) -> list[Comment]:
    """A thread printed twice, by date and by votes, is one: the same id, name, day and words again say nothing new."""

    def said(c: Comment) -> tuple[str | None, ...]:
        return c.id, c.author, (c.published or "")[:10], c.body_text

    told = {said(c): c for c in reversed(comments)}
    shared = Counter(
        c.id for c in told.values()
    )  # one number of comments that differ tells none from another
    return [c for c in comments if told[said(c)] is c or shared[c.id] > 1]


def _comment(
    page: Page,
    item: Item,
    ids: dict[Item, str],
    owner: dict[Element, Item],
    drop: set[Element],
    marked: dict[str, set[Element]],
) -> Comment:
    values = item.values
    said = _words_of(page, item, owner, drop)
    if drop and not said.text:  # a theme may call a comment's very words "reply"
        said = _words_of(page, item, owner, set())
    kind = _kind(item, said.text, marked, owner)
    author = values.get("author") or _to_be_answered(item, owner)
    ping = _pinging(page, item, owner) if kind in KINDS else None
    if ping is not None and (author is None or words.PING_LABEL.fullmatch(author)):
        author = squash(words_in(ping)) or None
    if author is None and kind in KINDS and (label := words.PINGBACK.match(said.text)):
        author = said.text[label.end() :].strip() or None  # its link is gone
    html, text = said.html, said.text
    if item.parent or values.get("parent_id"):
        html, text = _COMMA.sub(r"\1", html), _COMMA.sub("", text)
    if kind in KINDS or not _is_apart(item):
        html, text = without_frame(html, text, values.get("head") or "", author or "")
        html, text = own_words(html, text, author or "", kind, values.get("published"))
    if any(owner.get(e) is item for e in marked.get("deleted", ())):
        html, text = "", ""
    author_url = values.get("author_url") or _author_link(page, item, owner)
    if author_url is None and ping is not None:
        author_url = page.absolute(ping.get("href"))
    return Comment(
        id=ids[item],
        parent_id=ids[item.parent] if item.parent else item.values.get("parent_id"),
        author=author or None,
        author_url=author_url,
        avatar=values.get("avatar"),
        published=local_time(values.get("published"), values.get("instant")),
        body_html=html or None,
        body_text=text or None,
        url=_told_place(page, item, author_url) or _own_place(page, item, owner) or _permalink(page, item),
        depth=_depth(item),
        kind=kind,
        links=said.links,
    )


def _is_apart(item: Item) -> bool:
    """Have the words an element of their own, beside those of name and day? Then all in it was written: "+1"."""
    body, told = item.values.get("body"), (item.author_el, item.date_el)
    return body is not None and all(el is not None and body not in (el, *el.iterancestors()) for el in told)


_LEAD = re.compile(r"^\s*([^<\n]{1,30}?)\s*(?=<|\n|$)")


def own_words(html: str, text: str, author: str, kind: CommentKind, published: str | None) -> tuple[str, str]:
    """A comment's words without the small ones that a byline without an element of its own left before them."""
    html, text = _without_left(html, text)  # first: behind "+1" it would seem to be what was written
    lead = _LEAD.match(text)
    small = (
        lead
        and (not words.SMALL.sub("", lead[1]) or date_only(lead[1]) and is_small(lead[1], ""))
        and any(c.isalnum() for c in lead[1])
    )
    if lead and small and lead.end() < len(text):
        html = without_head(html, lead[1])
        text = text[lead.end() :].lstrip()
    html, text = without_byline(html, text, author, published)
    if _STRAY.match(text):
        html, text = _STRAY_HTML.sub(r"\1", html), _STRAY.sub("", text)
    if kind in ("pingback", "trackback"):
        said = words.PINGBACK.sub("", text).replace(author, "", 1).strip(" :-–—|»«()")
        if not said or date_only(said) or (":" in text and _LABEL_ALONE.fullmatch(said)):
            return "", ""
    html, text = _without_left(html, text)
    return _BREAKS.sub("", html).strip(), text.strip()


def _without_left(html: str, text: str) -> tuple[str, str]:
    """(html, text) without the signs that stood between the links below a comment."""
    if (text.endswith(_LEFT_ENDS) or text[-1:].isspace()) and _LEFT.search(text):
        return _LEFT_HTML.sub(r"\1", html), _LEFT.sub("", text)
    return html, text


#: what stands before the link of a pingback without words, in whatever language: "Tilbaketråkk:"
_LABEL_ALONE = re.compile(r"[^\W\d_]+")

#: what is left before the words when a byline is gone: breaks, and ends of what it began in
_BREAKS = re.compile(r"^(?:\s|&nbsp;|<br\s*/?>|</\w+>)+")

#: what stood behind the name alone on a line: ":" or "-"
_STRAY = re.compile(r"^\s*[:–—|·•-]\s*\n\s*")
_STRAY_HTML = re.compile(r"^((?:\s|&nbsp;|<[^>]*>)*)[:–—|·•-]\s*(?=<|\n)")

#: the comma behind "@Ann", whose link tells whom a comment answers
_COMMA = re.compile(r"^((?:\s|&nbsp;|<[^>]*>)*)[,，]\s+")


#: what stood between the links below a comment
_SIGN = r"[\[\](){}|•·#/–—-]"
_LEFT_ENDS = tuple("[](){}|•·#/–—-")
_LEFT = re.compile(rf"(?<!\s)\s+(?:[|•·]\s*)+$|\s*\n(?:\s|{_SIGN})+$")
_LEFT_HTML = re.compile(
    rf"(?<!\s)(?<!{_SIGN})(?:\s*{_SIGN})+(?!\s*{_SIGN})(\s*(?:</?\w[^>]*>(?:\s|{_SIGN})*)*)$"
)


def _depth(item: Item) -> int:
    depth, node = 0, item.parent
    while node is not None:
        depth, node = depth + 1, node.parent
    return depth


KINDS: tuple[CommentKind, ...] = ("pingback", "trackback", "webmention")


def _kind(item: Item, text: str, marked: dict[str, set[Element]], owner: dict[Element, Item]) -> CommentKind:
    for kind in KINDS[:2]:
        if item.el in marked.get(kind, ()) or any(owner.get(e) is item for e in marked.get(kind, ())):
            return kind
    given = (item.values.get("kind") or item.el.get("id") or "").lower()
    for kind in KINDS:
        if kind in given:
            return kind
    if listed := _listed_as(item):
        return listed
    if _REACTION.search(item.el.get("class") or ""):
        return "webmention"
    name = item.values.get("author") or ""
    if words.PINGBACK.match(text) or words.PINGBACK.match(name):
        return "trackback" if (text or name).lower().startswith("trackback") else "pingback"
    if told := _told_kind(item):
        return told
    text = own_words("", text, "", "comment", None)[1]
    if text.startswith(("[...]", "[…]", "[&#8230;]")) and text.rstrip().endswith(("[...]", "[…]")):
        return "pingback"
    if item.el in marked["listed"]:
        return "trackback"
    return "pingback" if not text and _is_but_a_link(item, owner) else "comment"


#: a like or a repost that a webmention told, in the list of comments (microformats2's h-cite with ``u-like-of``)
_REACTION = re.compile(
    r"(?:^|\s)(?:u-(?:like|repost|favou?rite|bookmark)|linkback-(?:like|repost)-single)(?=$|\s)"
)


def _is_but_a_link(item: Item, owner: dict[Element, Item]) -> bool:
    """Is a comment that tells no day but a link to another site, as WordPress lists who refers to a post?"""
    if item.values.get("published") or len(item.roots) > 1:
        return False
    links = [a for a in item.el.iter("a") if owner.get(a) is item]
    told = links[0] if len(links) == 1 else None
    return (
        told is not None
        and "external" in (told.get("rel") or "")
        and words_in(told) == words_in(item.el).strip()
    )


_OF_PINGS = re.compile(
    r"(?:^|[\s_-])(ping|pingback|trackback)s?(?:[_-]?(?:list|area|section))?(?=$|\s)", re.I
)
_OF_COMMENTS = re.compile(r"comment(?!list)", re.I)


def _listed_as(item: Item) -> CommentKind | None:
    """What the list that it stands in is called, where that is of pingbacks or trackbacks alone."""
    for node in islice(item.el.iterancestors(), 4):
        names = f"{node.get('class') or ''} {node.get('id') or ''}"
        told = _OF_PINGS.search(names)
        if _OF_COMMENTS.search(names) or (told is None and "comment" in names.lower()):
            return None
        if told:
            return "trackback" if told[1].lower() == "trackback" else "pingback"
    return None


def _told_kind(item: Item) -> CommentKind | None:
    """What the byline says of it: "Trackback by The mill — May 6, 2010", "pingback at 6. May 2010"."""
    for el in (item.author_el, item.date_el):
        near = () if el is None else (el,) if el in item.roots else (el, *islice(el.iterancestors(), 1))
        said = (words.PING_BYLINE.search(squash(words_in(e))) for e in near)
        if told := next(filter(None, said), None):
            return "trackback" if told[1].lower() == "trackback" else "pingback"
    return None


def _to_be_answered(item: Item, owner: dict[Element, Item]) -> str | None:
    """Whom the link to answer names, as WordPress tells those who hear the page read: "Reply to Ann"."""
    links = (a for root in item.roots for a in root.iter("a") if owner.get(a) is item)
    told = (words.ANSWER_WHOM.fullmatch(squash(a.get("aria-label"))) for a in links if a.get("aria-label"))
    return next((exact_name(name[1] or name[2]) for name in told if name), None)


def _pinging(page: Page, item: Item, owner: dict[Element, Item]) -> Element | None:
    """The link to the page that tells of this one: the first to another page, and no more than its title."""
    links = (a for root in item.roots for a in root.iter("a") if owner.get(a) is item)
    for a in links:
        href = page.absolute(a.get("href")) or ""
        if href and not is_permalink(href, page) and not same_page(href, page.url):
            return a if len(a) == 0 else None
    return None


def _author_link(page: Page, item: Item, owner: dict[Element, Item]) -> str | None:
    """Where the author's name links to: the name's own link, never the comment's permalink."""
    el = item.author_el
    if el is None:
        return None
    near = [
        el,
        *el.iter("a"),
        *([el.getparent()] if el.getparent() is not None and el.getparent().tag == "a" else []),
    ]
    for a in near:
        href = a.get("href") or "" if a.tag == "a" else ""
        url = None if href.startswith(("#", "javascript:", "mailto:")) else page.absolute(href)
        if (
            url
            and owner.get(a) is item
            and not is_permalink(url, page)
            and not words.NOBODYS_HREF.search(href)
        ):
            return url
    return _linked_name(page, item, owner)


def _linked_name(page: Page, item: Item, owner: dict[Element, Item]) -> str | None:
    """Where the one link that says the author's name, and no more, leads to."""
    name = item.values.get("author")
    links = (a for root in item.roots for a in root.iter("a") if owner.get(a) is item)
    said = [a.get("href") or "" for a in links if name and squash(words_in(a)) == name]
    said = [href for href in said if not href.startswith("mailto:")]
    url = page.absolute(said[0]) if len(said) == 1 else _homepage(page, item, owner)
    return url if url and url.startswith("http") and not is_permalink(url, page) else None


def _homepage(page: Page, item: Item, owner: dict[Element, Item]) -> str | None:
    """Where the byline's link leads that says but what it is: "Ann (Homepage)"."""
    for line in own_lines(item, owner):
        if not any(el is item.author_el or item.author_el in el.iterancestors() for el, _ in line.pieces):
            continue
        links = (el for el, text in line.pieces if el.tag == "a" and words.HOMEPAGE.fullmatch(text))
        return next((page.absolute(a.get("href")) for a in links if _leads_abroad(a, page)), None)
    return None


def _told_place(page: Page, item: Item, author_url: str | None) -> str | None:
    """The permalink by the rules, unless it is the writer's address, or another comment's that this one points to."""
    url, own = item.values.get("url"), item.values.get("id")
    before, mark, place = (url or "").partition("#")
    if not mark:
        return None if url == author_url else url
    if own is None or comment_id(place) in (None, own):
        return url
    if comment_id(place) == item.values.get("parent_id"):
        return None
    mine = f"={own}" in before or same_page(before, page.url)
    return url if mine else None


def _own_place(page: Page, item: Item, owner: dict[Element, Item]) -> str | None:
    """Where a link of the comment leads that ends in its own number, whatever theme prints it."""
    links = (a.get("href") or "" for r in item.roots for a in r.iter("a") if owner.get(a) is item)
    places = ((href, href.rpartition("#")[2]) for href in links if "#" in href)
    mine = (
        href for href, place in places if _ANCHOR.match(place) and comment_id(place) == item.values.get("id")
    )
    return next((page.absolute(href) for href in mine), None)


def _permalink(page: Page, item: Item) -> str | None:
    before = item.el.getprevious()
    anchored = before is not None and before.tag == "a" and not before.get("href")
    named = (item.el, before) if anchored else (item.el,)
    key = next((key for el in named if (key := el.get("id") or el.get("name"))), None)
    key = key or _inner_id(item)
    return f"{page.url.partition('#')[0]}#{key}" if key and item.values.get("id") else None


def _inner_id(item: Item) -> str | None:
    """The id of a block within an item that carries none: ``<li><article id="comment-100">``."""
    blocks = item.el.iterchildren("article", "div")
    keys = (key for el in blocks if (key := el.get("id")) and _ANCHOR.search(key))
    return next((key for key in keys if comment_id(key) == item.values.get("id")), None)


_ANCHOR = re.compile(r"^(?:div-)?(?:comment|cmt|c|trackback|pingback)[-_]?\d+$", re.I)


def _words_of(page: Page, item: Item, owner: dict[Element, Item], drop: set[Element]) -> Content:
    """What a comment says: its body's element, or all of its own but names and days."""
    body = item.values.get("body")
    roots = [body] if body is not None else [r for r in item.roots if r not in drop]
    if len(roots) > 1:  # an anchor or a dt with what follows it: bylines are roots of their own
        roots = [r for r in roots if _says_more(r, page, item, owner)] or roots[-1:]
    said = joined([read_content(r, page.base_url, _left_out(r, page, item, owner, drop)) for r in roots])
    return said if said.text or body is not None else _bare_words(page, item, drop) or said


def _bare_words(page: Page, item: Item, drop: set[Element]) -> Content | None:
    """The words bare behind name and day in one block, were they as short as a byline's own: "Ann, May 6: ok".

    Or behind the name alone, where the day stands elsewhere: "Ann: +1" above "May 6".
    """
    if item.author_el is None or item.date_el is None:
        return None
    behind_day = _bare_behind(item.date_el, item.author_el, page, item, drop)
    return behind_day or _bare_behind(item.author_el, item.author_el, page, item, drop)


def _bare_behind(last: Element, first: Element, page: Page, item: Item, drop: set[Element]) -> Content | None:
    """The words that stand bare behind a byline from ``first`` to ``last`` in the block that holds it."""
    node = last
    while not (node.tail or "").strip():
        node = node.getparent()
        if node is None or node is item.el or node in item.roots:
            return None
    block = node.getparent()
    if first not in block.iterdescendants() or (first is not last and node in first.iterancestors()):
        return None
    byline = {node, *node.itersiblings(preceding=True)}
    behind = (el for after in node.itersiblings() for el in after.iter())
    if any(el is item.date_el for el in behind):
        return None
    said = read_content(block, page.base_url, frozenset(drop | byline))
    told = " ".join(line for line in said.text.splitlines() if not words.ACTION.fullmatch(line))
    for start, end, _ in find_dates(told)[:1]:
        told = f"{told[:start]} {told[end:]}"
    return said if words.SMALL.sub("", told) or words.SIGN.fullmatch(said.text) else None


def _left_out(
    el: Element, page: Page, item: Item, owner: dict[Element, Item], drop: set[Element]
) -> frozenset[Element]:
    """What in an element is not the comment's text: replies, noise, the byline."""
    out, apart = set(drop), _is_apart(item)
    for inner in el.iterdescendants():
        if owner.get(inner.getparent()) is not item:
            continue
        if owner.get(inner) not in (None, item):
            out.add(_list_of(inner, el))
        elif (
            (inner.tag == "form" and inner not in owner)
            or (_is_aside(inner, item) and not (_leads_abroad(inner, page) and (apart or not page.moved)))
            or (_is_subject(inner, page) and squash(words_in(inner)) != squash(words_in(el)))
            or _is_rank(inner, page, item, owner)
            or (_rates(inner.get("class") or "") and len("".join(inner.itertext())) < 200)
        ):
            out.add(inner)
    if (mention := _mention(el, item)) is not None:
        out.add(mention)
    inside = set(el.iterdescendants())
    for meta in (item.author_el, item.date_el):
        if meta in inside and (_is_clock(meta) or not _says_more(meta, page, item, owner)):
            out.add(_whole_meta(meta, el, page, item, owner))
    return frozenset(out)


#: what plugins print below the words: "Rating: 0 (from 0 votes)", buttons to like and to share
_rates = once(
    re.compile(
        r"(?:^|[\s_-])(?:rating(?:s|block|text)?|votes?|voting|karma|(?:dis)?likes?|thumbs?|shar(?:e|ing)|sharedaddy)(?:$|[\s_-])",
        re.I,
    ).search,
    "rating", "vot", "karma", "like", "thumb", "shar",
)  # fmt: skip


def _is_aside(el: Element, item: Item) -> bool:
    """Is it a link that does something with its comment ("Reply", "#" to itself), or the subject of an answer?"""
    if el.tag in ("h2", "h3", "h4", "h5", "h6"):
        return bool(words.SUBJECT.match("".join(el.itertext())))
    clicked = el.tag in ("a", "button", "command") or "onclick" in el.attrib or el.get("role") == "button"
    clicked = clicked or "reply-button" in (el.get("class") or "")
    if not clicked or len(el) > 2:
        return False
    text = squash("".join(el.itertext()))
    if (
        len(text) > 40
        or len(text) > 24
        and not words.ACTION.fullmatch(text)
        or (el.getparent().tag == "p" and (el.tail or "").strip(" |·-–[]()"))
    ):
        return False
    fragment, key = (el.get("href") or "").partition("#")[2], item.values.get("id")
    here = bool(key and fragment) and comment_id(fragment) == key
    acts = (el.get("href") or "").startswith("javascript:") and "onclick" in el.attrib  # in whatever language
    return acts or bool(words.ACTION.fullmatch(text)) or (here and not words.SMALL.sub("", text))


def _leads_abroad(el: Element, page: Page) -> bool:
    """Does a link lead to another site? "Link" is what somebody wrote, then, no button of the comment."""
    to = page.absolute(el.get("href")) if el.tag == "a" else None
    return to is not None and to.startswith("http") and not same_host(to, page.url)


def _is_subject(el: Element, page: Page) -> bool:
    """Is it an element of its own that says but what the comment is about?"""
    text = squash("".join(el.itertext())) if el.tag in _SUBJECTS and len(el) < 3 else ""
    if not text or text[0] in "@+" or not _is_about(text, page):
        return False
    if el.tag == "p" and not el.get("class") and not words.SUBJECT.match(text):
        return False  # somebody begins with the post's own words
    in_line = el.tag != "p" and el.getparent().tag == "p" and squash(words_in(el.getparent())) != text
    return not in_line and next(el.iterancestors("pre", "code"), None) is None


def _is_about(text: str, page: Page) -> bool:
    """Is it the post's own title, as boards print it over a comment: "Re: The mill"?"""
    if text.startswith("["):
        return False  # "[...] The mill [...]" is a pingback's excerpt
    told = ":" in text or "：" in text  # "Re: ..."
    about = letters(words.SUBJECT.sub("", text, count=1) if told else text) if len(text) < 200 else ""
    if told and words.SUBJECT.match(text):
        return len(about) > 1 and about in letters(page.title_text)
    return about in _parts(page.title_text)


_SUBJECTS = frozenset("div span b strong h2 h3 h4 h5 h6 a font dt p".split())


@lru_cache(maxsize=4)
def _parts(title: str) -> frozenset[str]:
    """The parts of a window's title that are no single words."""
    return frozenset(letters(part) for part in title_parts(title) if len(part) > (6 if part.isascii() else 3))


def _is_rank(el: Element, page: Page, item: Item, owner: dict[Element, Item]) -> bool:
    """Is it a cell beside the words, of one that is a row, in which but "Guest" stands?"""
    if el.tag not in ("td", "th") or not any(a in item.roots for a in islice(el.iterancestors(), 3)):
        return False
    return bool(squash("".join(el.itertext()))) and not _says_more(el, page, item, owner)


def _is_clock(el: Element) -> bool:
    """A day told to machines is no prose, in whatever way it is written: "7 5월 2008"."""
    return el.tag == "time" and bool(el.get("datetime")) and len("".join(el.itertext())) < 60


def _mention(el: Element, item: Item) -> Element | None:
    """The "@Ann" that a theme prints, in an element of its own, before the words of an answer to Ann."""
    name = (item.parent.values.get("author") if item.parent else None) or ""
    target = item.parent.values.get("id") if item.parent else item.values.get("parent_id")
    node = el
    for _ in range(_DEEP):
        if not len(node) or (node.text or "").strip():
            return None
        node = node[0]
        said = squash(words_in(node)).rstrip(" :：,，") if node.tag in _MENTIONS else ""
        if said.startswith("@"):
            told = node.get("href") or ""
            linked = bool(target) and "#" in told and comment_id(told.partition("#")[2]) == target
            return node if said == f"@{name}" or linked else None
    return None


_DEEP = 8  # elements within each other at the head of a comment
_MENTIONS = frozenset(("a", "span", "b", "strong", "em", "i"))


def _list_of(reply: Element, top: Element) -> Element:
    """The list a reply stands in, where there is nothing else in it: it goes with the reply."""
    parent = reply.getparent()
    alone = parent is not top and parent.tag in ("ul", "ol", "dl") and not (parent.text or "").strip()
    return parent if alone else reply


def _whole_meta(meta: Element, top: Element, page: Page, item: Item, owner: dict[Element, Item]) -> Element:
    """The largest block around a name or date that holds little else."""
    best = node = meta
    while True:
        parent = node.getparent()
        if parent is None or parent is top or owner.get(parent) is not item:
            return best
        if _says_more(parent, page, item, owner):
            return best
        best = node = parent


def _says_more(el: Element, page: Page, item: Item, owner: dict[Element, Item]) -> bool:
    """Does the element hold more than a byline?"""
    found = lines(el, lambda e: is_own(e, item, owner))
    return any(is_prose(ln, item) and not _is_about(ln.text, page) for ln in found)
