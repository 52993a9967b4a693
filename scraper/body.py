"""Where a page's main text stands, where no platform's data tells; never changes the tree.

The body is where the text gathers (``textsums``), without what the site puts into and around it (``furniture``).
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, islice, pairwise, takewhile

from scraper import words
from scraper.clean import HEADINGS, hidden
from scraper.dates import find_dates
from scraper.fields import each_person, letters, once, squash
from scraper.furniture import (
    CONTENTS,
    END,
    LINE,
    META,
    NO_LEAD,
    START,
    among_facts,
    files_a_link,
    goes_on,
    has_paragraph,
    is_day,
    is_filing,
    is_tail,
    marked,
    names_body,
    names_meta,
    names_of,
    signs_off,
)
from scraper.inserts import inserts
from scraper.select import Element, Index, words_in
from scraper.textsums import Sums
from scraper.urls import host, is_file, is_of_site


@dataclass(frozen=True, slots=True)
class Body:
    """A post's text: the elements that hold it, what in them is no part of it, how sure that is (0 to 1)."""

    roots: tuple[Element, ...]
    drop: frozenset[Element]
    score: float


def find_body(
    page: Element | Index,
    title: str | None = None,
    drop: Collection[Element] = frozenset(),
    comments: Collection[Element] = (),
    hints: Sequence[Element] = (),
    own: Collection[Element] = (),
    leave: Collection[Element] = (),
) -> Body | None:
    """The element in which the page's text gathers; None where there is too little of it, or all of it behind the talk.

    ``hints`` are elements that a rule claims to be the body, the surest first: the one with most text is it, or a
    surer one inside it, unless it holds so little of what the page's text gathers in that it must be another
    post's teaser. ``own`` are those that the platform itself names, ``leave`` what it prints about a post.
    """
    index = page if isinstance(page, Index) else Index(page)
    top_el = next(iter(index.by_tag.get("body", ())), index.root)
    unseen = [el for name in _UNSEEN for el in index.by_class.get(name, ())]
    sums = Sums(index, top_el, {*drop, *comments, *unseen}, own)
    top = 0
    if sums.good[top] < 20:
        return None
    heading = _heading(sums, top, title)
    talk = min(filter(None, (_talk_begins(index, comments), _next_post(sums, heading))), default=None)
    path = _descend(sums, top, heading, talk)
    claimed = _claimed(sums, top, hints)
    if claimed > top and sums.good[claimed] >= _CLAIM * sums.good[path[-1]]:
        path = [sums.parent[claimed], claimed]
    roots = sorted({*_lead(sums, path, heading), *_parts(sums, path[-1], hints)})
    ended = talk if talk is not None and (heading is None or sums.place(heading) < talk) else None
    if heading is not None and ended is not None and ended <= sums.place(roots[-1]):
        # no post's words begin behind the comments that follow its title: there stand other posts
        above = find_body(index, title, {*drop, *index.elements[ended:]}, comments, hints, own, leave)
        below = above is not None and sums.place(heading) < index.span(above.roots[-1])[1]
        return above if above is not None and below and any(map(has_paragraph, above.roots)) else None
    if heading is not None and sums.last[path[-1]] < heading and sums.good[path[-1]] < 2 * LINE:
        return None  # a line above the title is the site's
    out: set[Element] = set()
    for at in roots:
        out |= _boilerplate(sums, at, leave) | _above(sums, at, heading)
        if ended is not None and sums.tells_before(ended, at):
            out.update(index.elements[ended : index.span(sums.elements[at])[1] + 1])
    share = sum(sums.good[at] for at in roots) / sums.good[top]
    return Body(
        tuple(sums.elements[at] for at in roots), frozenset(out), round(min(0.85, 0.35 + 0.5 * share), 2)
    )


def _talk_begins(index: Index, comments: Collection[Element]) -> int | None:
    """Where in document order the comments begin, or the form to write one; None where neither stands on the page."""
    forms = (els[0] for key in _TALK_IDS if (els := index.by_id.get(key)))
    first = min((index.order[el] for el in (*comments, *forms)), default=None)
    head = next(iter(index.by_id.get("comments", ())), None)
    if head is not None and head.tag in HEADINGS and comments and first is not None:
        at = index.order[head]  # and what stands between it and them: "One response to the old mill"
        return at if first - _HEAD < at < first else first
    return first


_HEAD = 12  # elements between a thread's heading and its first comment
_TALK_IDS = ("respond", "commentform", "comment-form", "comments-form", "comments-open", "disqus_thread")


def boilerplate(
    element: Element, index: Index | None = None, leave: Collection[Element] = ()
) -> set[Element]:
    """What inside a body must be left out, by safe evidence: sharing, related posts, forms, meta lines."""
    return _boilerplate(Sums(index or Index(element), element, ()), 0, leave)


_UNSEEN = ("w-condition-invisible",)  # classes of what is never shown, whatever it holds: Webflow's
_NO_BODY = frozenset({"p", "ul", "ol", "blockquote", "pre", "h1", "h2", "h3", "h4"})
_TOLD = frozenset({"p", "li", "blockquote", "dd"})
_CLAIM = 0.3  # of the densest element's text, to believe a rule that names another
_NEARLY = 0.8  # of the text of what holds it, to be all of it but a head


def _descend(sums: Sums, at: int, heading: int | None, talk: int | None) -> list[int]:
    """The way from the body element down to where the good text parts into several children.

    What holds both the title and the comments (which begin at ``talk``) holds the text, however short that is.
    """
    path = [at]
    while True:
        best = max(sums.children(at), key=sums.good.__getitem__, default=None)
        if best is None or sums.tags[best] in _NO_BODY or _is_code(sums.names(best)):
            return path
        titled = next(
            (c for c in sums.children(at) if heading is not None and c < heading <= sums.last[c]), None
        )
        told = titled is not None and sums.good[titled] >= START and sums.spans(titled, talk)
        share = 0.02 if told else 0.25
        if titled is not None and _are_sections(sums, at, titled):
            return path
        if titled is not None and sums.good[titled] >= share * sums.good[at]:
            if sums.tags[at] == "article" and titled < best and sums.good[titled] < sums.good[best]:
                return path  # the title stands with pictures, its text in an element of its own below
            rest = (c for c in sums.children(at) if c > titled and sums.tags[c] == "p")
            if sum(map(sums.good.__getitem__, rest)) > sums.good[titled]:
                return path  # the title stands with a summary, and the text goes on beside it
            best, need = titled, share
        elif names_body(sums.names(best)) or sums.tags[best] in ("article", "main"):
            need = 0.6
        else:
            need = 0.7
        if sums.good[best] < need * sums.good[at]:
            return path
        at = best
        path.append(at)


def _are_sections(sums: Sums, at: int, titled: int) -> bool:
    """Is the titled child the first of several of one name in an article, each under a heading that leads nowhere?"""
    if sums.tags[at] != "article" or not (name := sums.elements[titled].get("class")):
        return False
    rest = [c for c in sums.children(at) if c > titled and sums.good[c] >= START]
    alike = all(sums.elements[c].get("class") == name and sums.tags[c] == sums.tags[titled] for c in rest)
    return len(rest) > 1 and alike and all(_is_section(sums.elements[c]) for c in rest)


def _is_section(el: Element) -> bool:
    head = next(el.iter("h1", *_SUBHEADS, "time"), None)
    return head is not None and head.tag in _SUBHEADS and next(head.iter("a"), None) is None


#: what plugins call a listing of code, and its columns
_is_code = once(
    re.compile(r"coderay|syntaxhighlighter|highlighttable|crayon-|wp_syntax|codecolorer|geshi", re.I).search,
    "coderay", "syntaxhighlighter", "highlighttable", "crayon-", "wp_syntax", "codecolorer", "geshi",
)  # fmt: skip


def _heading(sums: Sums, top: int, title: str | None) -> int | None:
    """Where the post's title stands as a heading; the text may begin anywhere behind it."""
    want = letters(title)
    if not want:
        return None
    near = range(len(want) - 1, 2 * len(title or "") + 20)
    tops = [i for i, tag in enumerate(sums.tags) if tag in ("h1", "h2", "h3") and i > top]
    at = [i for i in tops if sums.out[i] or sums.text[i] in near]
    found = [(sums.tags[i], i) for i in at if letters("".join(sums.elements[i].itertext())) == want]
    return min(found)[1] if found else None


def _next_post(sums: Sums, heading: int | None) -> int | None:
    """Where a headline named as the page's own stands below it: over the next post of an endless page."""
    if heading is None or sums.tags[heading] != "h1" or not (names := sums.elements[heading].get("class")):
        return None
    said = sums.line(heading)
    h1s = (i for i in range(heading + 1, len(sums.tags)) if sums.tags[i] == "h1" and sums.text[i])
    others = (i for i in h1s if sums.elements[i].get("class") == names and sums.line(i) != said)
    return next(map(sums.place, others), None)


def _lead(sums: Sums, path: list[int], heading: int | None) -> list[int]:
    """Text between the title and the body that stands in elements of its own: a post's opening paragraphs."""
    found: list[int] = []
    for up, at in pairwise(path):
        for child in sums.children(up):
            if child >= at or heading is None:
                break
            good = sums.good[child] >= 60 and sums.links[child] * 2 < sums.text[child]
            dated = good and sums.elements[child].find(".//time") is not None  # a byline
            if good and not dated and child > heading and not NO_LEAD.search(sums.names(child)):
                found.append(child)
    return found


def _parts(sums: Sums, at: int, hints: Sequence[Element]) -> list[int]:
    """A text that stands in several elements of one name, with adverts and hardly a word between them."""
    el, up = sums.elements[at], sums.parent[sums.parent[at]]
    like = {e for e in hints if e.tag == el.tag and e.get("class") == el.get("class")}
    like -= {e for e in like if e is not el and e.find(".//textarea") is not None}  # the comments
    if el not in like or len(like) < 2:
        return [at]
    parts = [i for i in range(up, sums.last[up] + 1) if sums.elements[i] in like]
    parts = [i for i in parts if sums.good[i] and up in (sums.parent[i], sums.parent[sums.parent[i]])]
    between = [range(sums.last[i] + 1, j) for i, j in pairwise(parts)]
    headed = any(sums.tags[j] in ("h1", "h2", "h3", "time") for gap in between for j in gap)
    told = any(sum(map(sums.own.__getitem__, gap)) >= START for gap in between)
    return [at] if headed or told or at not in parts else parts


def _claimed(sums: Sums, top: int, hints: Sequence[Element]) -> int:
    """The claimed element with most text, or what a surer rule names inside it: the text without its head."""
    ranks = {el: rank for rank, el in enumerate(hints)}
    known = [i for i, el in enumerate(sums.elements) if el in ranks]
    most = max(known, key=sums.good.__getitem__, default=top)
    surer = [
        i
        for i in known
        if most < i <= sums.last[most]
        and ranks[sums.elements[i]] < ranks[sums.elements[most]]
        and sums.good[i] >= _NEARLY * sums.good[most]
    ]
    return max(surer, key=sums.good.__getitem__, default=most)


# ---- what is no part of it -----------------------------------------------------------------------


def _boilerplate(sums: Sums, at: int, leave: Collection[Element]) -> set[Element]:
    end = sums.last[at]
    left = {i for i in range(at + 1, end + 1) if sums.elements[i] in leave} if leave else set()
    found = {i for i in range(at + 1, end + 1) if sums.out[i] and not sums.out[sums.parent[i]]}
    for i in [i for i in found if sums.tags[i] in HEADINGS and sums.elements[i].get("id") in _TALK_HEADS]:
        if 2 * (sums.before[i] - sums.before[at]) > sums.good[at]:
            found.update(_behind(sums, i, at))
    told = _last_told(sums, at)
    units = {i: sums.line(i) for i in _short_units(sums, at, LINE) if i not in found}
    found |= inserts(sums, at, units)
    for i, text in units.items():
        if i in found:
            continue
        if files_a_link(sums.elements[i], text):
            continue
        before = sums.before[i] - sums.before[at]
        after = sums.before[end + 1] - sums.before[sums.last[i] + 1]
        advert = words.ADVERT.fullmatch(text) is not None
        if not (advert and i < told):
            found |= _ends_here(sums, at, i, text, before, after)
        starts = before <= max(START, 0.02 * sums.good[at])
        if advert or hidden(sums.elements[i]) or (starts and _is_meta(sums, i, text)):
            found.add(i)
    heads = {head for i in found for head in _heads_contents(sums, i)}
    return heads | {sums.elements[i] for i in found | _tail(sums, at, found | left)}


def _heads_contents(sums: Sums, i: int) -> Iterator[Element]:
    """The heading "Contents" right before a list of contents that is left out, whatever that is called."""
    if sums.tags[i] in ("ol", "ul") or CONTENTS.search(sums.names(i)):
        before = next(sums.elements[i].itersiblings(preceding=True), None)
        if before is not None and words.CONTENTS.fullmatch(" ".join(words_in(before).split())):
            yield before


def _tail(sums: Sums, at: int, found: set[int]) -> set[int]:
    """Lines about the post behind its text, from the last one up to the first that is none."""
    gone = {j for i in found for j in range(i, sums.last[i] + 1)}
    upto = [0, *accumulate(0 if j in gone else sums.own[j] for j in range(at, sums.last[at] + 1))]
    tail: set[int] = set()
    behind = 0
    units = [*_short_units(sums, at, 4 * LINE)]
    first = next((n for n, j in enumerate(units) if _tells(sums, j, gone)), len(units))
    base = len(units)  # up to here they stand as they were found
    while units:
        i = units.pop()
        base = min(base, len(units))
        if i in gone:
            continue
        text = sums.line(i)
        if files_a_link(sums.elements[i], text) or _says_something(sums, i, text) or _goes_on_bare(sums, i):
            break
        if is_tail(text) and among_facts(sums.elements[i]):
            break
        if _is_plain(sums.elements[i]) and not sums.links[i] and signs_off(text):
            break
        after = upto[-1] - upto[sums.last[i] + 1 - at]
        filed = is_filing(sums.elements[i], text) or (is_tail(text) and _is_licence(sums.elements[i]))
        filed = filed or _heads_buttons(sums, i) or _leads_to_itself(sums.elements[i])
        if after > behind:
            break
        others = first < base or any(_tells(sums, j, gone) for j in units[base:])
        small = sums.text[i] <= LINE and others
        more = small or upto[-1] > 2 * sums.text[i]
        if not (filed or (more and is_tail(text))):
            parts = [*sums.children(i)] if sums.tags[i] == "div" and not sums.own[i] else []
            if not parts or any(sums.tags[part] != "p" for part in parts):
                break
            units += parts  # a few short paragraphs in one element: the last of them may be about the post
            continue
        behind += sums.text[i]
        tail.add(i)
    return tail


def _tells(sums: Sums, i: int, gone: Collection[int]) -> bool:
    """Is it a line that stays, and says more than what stands behind a text?"""
    return i not in gone and not is_tail(sums.line(i))


def _heads_buttons(sums: Sums, i: int) -> bool:
    """Is it a heading over buttons that scripts draw, or one that asks to press them: "Share this with friends"?"""
    if sums.tags[i] not in HEADINGS:
        return False
    behind = next(sums.elements[i].itersiblings(), None)
    if behind is None or behind not in marked(sums.index) or words_in(behind).strip():
        return False
    said = sums.line(i)
    return (
        next(behind.iter("a"), None) is None or said.endswith((":", "：")) or bool(words.SHARING.search(said))
    )


def _leads_to_itself(el: Element) -> bool:
    """Does a line say nothing but links to the page's top, to its comments, or to print or send it (WP-Print)?"""
    links = [a for a in el.iter("a") if words_in(a).strip()]
    said = sum(len(words_in(a).strip()) for a in links)
    alone = bool(links) and len(squash(words_in(el))) < said + 3 * len(links)
    return alone and all(
        _OF_THIS_PAGE.search(a.get("href") or "")
        or (a.get("href") == "#" and words.TOP.fullmatch(words_in(a)))
        for a in links
    )


_OF_THIS_PAGE = re.compile(
    r"(?:^|/)(?:print|email(?:popup)?)/(?:index\.html)?$|#(?:respond|comments|disqus_thread)$", re.I
)


def _is_licence(el: Element) -> bool:
    """Does it link to the licence of the text, as ``rel`` tells?"""
    return any("license" in (a.get("rel") or "").split() for a in el.iter("a"))


def _short_units(sums: Sums, at: int, most: int) -> Iterator[int]:
    """The largest elements that hold no more than a line: headings, labels, bylines."""
    i = at + 1
    drawn = {el for name in sums.index.classes_like(*_LISTINGS) for el in sums.index.by_class[name]}
    while i <= sums.last[at]:
        last = sums.last[i]
        listing = sums.tags[i] in ("pre", "code") or (
            sums.tags[i] in ("figure", "table") and "highlight" in sums.names(i)
        )
        listing = listing or sums.elements[i] in drawn
        if sums.out[i] or not sums.text[i] or listing:
            i = last + 1
            continue
        whole = sums.text[i] <= 4 * most and _is_unit(sums, i, most)
        if whole:
            yield i
        elif sums.tags[i] in _TOLD and sums.text[i] - sums.links[i] > START:
            # what stands in it are words of sentences, but for "Read more" behind the last
            ends = (c for c in sums.children(i) if not (sums.elements[c].tail or "").strip())
            yield from (c for c in ends if words.READ_MORE.fullmatch(sums.line(c)))
            whole = True
        i = last + 1 if whole else i + 1


#: classes of listings drawn line by line in other elements than pre: by GeSHi, CodeColorer, SyntaxHighlighter
_LISTINGS = ("geshi", "codecolorer", "syntaxhighlighter", "wp_syntax", "codehilite")


def _is_unit(sums: Sums, i: int, most: int) -> bool:
    """Is an element a line? A heading in it, and more, are two: "title, Posted on"."""
    if sums.text[i] <= most and HEADINGS.isdisjoint(sums.tags[i + 1 : sums.last[i] + 1]):
        return True
    return sums.may_file(i) and is_filing(sums.elements[i], sums.line(i))


def _ends_here(sums: Sums, at: int, i: int, text: str, before: float, after: float) -> set[int]:
    """What a heading such as "Related posts", or a line of tags, takes with it: all behind it, where that is little."""
    filed = sums.may_file(i) and is_filing(sums.elements[i], text)
    if not filed and not END.match(text):
        return set()
    if _goes_on_bare(sums, i):
        return set()
    if _heads_talk(sums, i):
        return {i, *_behind(sums, i, at)}
    box = _box(sums, i, at)
    leads = sums.links[i] * 2 > sums.text[i]
    boxed = filed and 0 < after <= 0.5 * before and _are_boxes(sums, box)
    boxed = boxed or (
        sums.tags[i] in HEADINGS and not _goes_on(sums, box) and _lists_others(sums.elements[i])
    )
    if boxed or after <= (0.25 if sums.tags[i] in HEADINGS else 0.15 if filed else 0.1) * before:
        told = sums.tags[i] not in HEADINGS and (leads or len(text) > START)
        if (box != i or told) and _goes_on(sums, box):
            return {i, *_behind(sums, i, box)}
        if told and any(_is_said(el, sums.index.host) for el in sums.elements[i].itersiblings("ul", "ol")):
            return {i}  # "Subscribe to the show", above a list of what was talked about
        return {i, *_behind(sums, i, at)}
    return {i} if leads else set()


def _goes_on_bare(sums: Sums, i: int) -> bool:
    """Does the text go on behind words in bold, or small ones, without elements of its own, apart by ``br`` alone?"""
    if sums.tags[i] not in _PHRASES or sums.own[sums.parent[i]] < LINE:
        return False
    left = LINE
    for el in chain((sums.elements[i],), islice(sums.elements[i].itersiblings(), _MANY)):
        left -= len((el.tail or "").strip())
        if left < 0:
            return True
    return False


_PHRASES = frozenset(("a", "b", "big", "em", "font", "i", "small", "span", "strong", "u"))
_MANY = 400  # elements in a line's parent that are looked at


def _heads_talk(sums: Sums, i: int) -> bool:
    """Is it a heading with the anchor of the comments or trackbacks in it: ``<h2><a id="trackback"></a>TrackBack``?"""
    anchors = sums.elements[i].iter("a") if sums.tags[i] in HEADINGS else ()
    return any((a.get("id") or a.get("name")) in _TALK_HEADS for a in anchors if a.get("href") is None)


def _are_boxes(sums: Sums, i: int) -> bool:
    """Are the few elements behind the line of a post's terms boxes with a class? Those are the theme's."""
    beside = islice(sums.elements[i].itersiblings(), _BOXES)
    behind = [*takewhile(lambda el: el.get("id") not in _TALK_HEADS, beside)]
    told = (el for el in behind if words_in(el).strip())
    return len(behind) < _BOXES and all(el.tag in _BOX_TAGS and names_of(el).strip() for el in told)


def _lists_others(head: Element) -> bool:
    """Is all that stands beside a heading, behind it, a list of links, each alone or with a day?"""
    behind = [*islice(head.itersiblings(), _BOXES)]
    items = [li for el in behind for li in islice(el.iter("li"), _BOXES)]
    said = [len(squash(words_in(li))) for li in items]
    if not 1 < len(items) < _BOXES or sum(len(squash(words_in(el))) for el in behind) > sum(said) + 2 * len(
        said
    ):
        return False
    linked = ([squash(words_in(a)) for a in li.iter("a")] for li in items)
    return all(
        len(links) == 1 and size - len(links[0]) < _BESIDE for links, size in zip(linked, said, strict=True)
    )


_BESIDE = 24  # letters beside a link to another post: its day
_BOXES = 20  # elements, behind which no theme's boxes are looked for
_BOX_TAGS = ("div", "section", "aside")


def _box(sums: Sums, i: int, top: int) -> int:
    """What stands among the paragraphs of the text and holds a line, or the line itself."""
    node = i
    while node != top:
        if sums.paragraphs(sums.parent[node])[0] < node:
            return node
        node = sums.parent[node]
    return i


def _last_told(sums: Sums, at: int) -> int:
    """The last paragraph of a text below an element, in whatever box; -1 where there is none."""
    below = range(sums.last[at], at, -1)
    told = (
        j for j in below if sums.tags[j] == "p" and not sums.out[j] and sums.text[j] - sums.links[j] > LINE
    )
    return next(told, -1)


def _goes_on(sums: Sums, i: int) -> bool:
    """Does the text go on behind a box, or behind a line that leads elsewhere ("Read more: The mill")?"""
    return sums.paragraphs(sums.parent[i])[1] > i


#: ids of headings over comments and trackbacks, behind which no text goes on
_TALK_HEADS = ("comments", "trackbacks", "trackback", "respond", "postcomment")


def _behind(sums: Sums, i: int, top: int) -> Iterator[int]:
    """Elements that begin after ``i`` ends, inside ``top``: later siblings of it and of what holds it."""
    while i != top:
        up = sums.parent[i]
        at = sums.last[i] + 1
        while at <= sums.last[up]:
            yield at
            at = sums.last[at] + 1
        i = up


def _is_meta(sums: Sums, i: int, text: str) -> bool:
    """Is this line before the text about the post: its date, its author, its sections?"""
    whole = sums.tags[i] != "a" or not sums.own[sums.parent[i]]  # a link in a sentence is no line
    linked = whole and sums.links[i] * 10 > 9 * sums.text[i] and not _offers_files(sums.elements[i])
    linked = linked and not _is_of_card(sums, i)
    linked = linked and not _is_said(sums.elements[i], sums.index.host) and not _goes_on_from(sums, i)
    linked = linked and not _leads_to_heading(sums.elements[i])
    if (META.search(text) or is_day(text)) and among_facts(sums.elements[i]):
        return False
    if _says_something(sums, i, text):
        return False
    if linked or META.search(text) or is_filing(sums.elements[i], text):
        return True
    if is_day(text):
        if sums.tags[i] in HEADINGS and words.UPDATED.search(text):
            return False  # over what the author added later
        return not (_is_plain(sums.elements[i]) and _says_more_signs(text))
    by = words.BY.match(text) if len(text) < LINE else None
    if by and (names_meta(sums.names(i)) or len(each_person(text[by.end() :].strip())) > 1):
        return True
    dates = find_dates(text) if len(text) < LINE else []  # "May 6, 2010 | by Ann in Tea"
    return bool(dates) and dates[0][0] < 3 and bool(META.search(text[dates[0][1] :].lstrip(" ,|·•–—-")))


def _is_of_card(sums: Sums, i: int) -> bool:
    """Is it a line of a link's card, all of which is one link: its title, summary and host?"""
    card = next(sums.elements[i].iterancestors("a"), None)
    return card is not None and len(squash(words_in(card))) > sums.text[i] + START


def _says_something(sums: Sums, i: int, text: str) -> bool:
    """Is it a sentence in a paragraph of the text, though it begins as a byline does?"""
    return _is_plain(sums.elements[i]) and not sums.links[i] and goes_on(text)


def _leads_to_heading(el: Element) -> bool:
    """Is it a heading that links to itself, as VuePress's do?"""
    return el.tag in HEADINGS and all((a.get("href") or "").startswith("#") for a in el.iter("a"))


def _is_plain(el: Element) -> bool:
    return bool(el.tag == "p" and not el.get("class"))


def _goes_on_from(sums: Sums, i: int) -> bool:
    """Does a paragraph follow one of words, or of a link abroad? A short post may end in a link, or be several."""
    before = sums.elements[i].getprevious() if _is_plain(sums.elements[i]) else None
    if before is None or not _is_plain(before):
        return False
    if before.find(".//a") is not None:
        return _is_said(before, sums.index.host)
    said = " ".join(words_in(before).split())
    return len(said) > 12 and not (META.search(said) or find_dates(said) or words.BY.match(said))


def _says_more_signs(text: str) -> bool:
    """Are there signs beside a day that are no byline's: "2024.5.21 道歉信"?"""
    for start, end, _ in find_dates(text)[:1]:
        text = f"{words.WEEKDAY.sub('', text[:start])} {words.WEEKDAY.sub('', text[end:])}"
    return len(words.CJK.findall(words.SMALL.sub("", text))) > 1


def _is_said(el: Element, home: str | None) -> bool:
    """Is a line one link of many words to elsewhere? A text may begin with what it is about.

    In a paragraph of the text it may be as short as "via Ann's notes", where it leads to other sites than ``home``.
    """
    alone = el.tag == "blockquote" or (el.tag in ("ul", "ol") and len(el) == 1) or _is_written_list(el)
    told = alone or el.tag == "p" or el.tag in _SUBHEADS or _is_of_item(el)
    links = [el] if el.tag == "a" else [*el.iter("a")] if told else []
    rels = {rel for a in links for rel in (a.get("rel") or "").split()}
    text = words_in(el).strip()
    if not links or not text or rels & _TO_POSTS or any(map(words.TERM_REL.search, rels)):
        return False
    if text[0] in _ARROWS or text[-1] in _ARROWS:
        return False
    if home and (alone or _is_plain(el) or el.tag in _SUBHEADS) and not words.BY.match(text):
        hosts = {host(a.get("href") or "") for a in links}
        if None not in hosts and not any(is_of_site(name, home) for name in hosts if name):
            return True
    long = len(text) > 25 or len(text) > 12 and not text.isascii()
    return long and len(links) == 1 and (links[0].get("href") or "").startswith("http")


def _is_written_list(el: Element) -> bool:
    """Is it a list without a class, or an item of one, as people write it who share what they found?"""
    around = el.getparent() if el.tag == "li" and not el.get("class") else el
    return around.tag in ("ul", "ol") and (around.get("class") or "wp-block-list") == "wp-block-list"


_SUBHEADS = frozenset(("h2", "h3", "h4"))


def _is_of_item(el: Element) -> bool:
    """Is it a block at the head of a list's item, with words about it below?"""
    item = el.getparent()
    return bool(
        el.tag == "div"
        and item.tag == "li"
        and any(len(words_in(e)) > 12 for e in islice(el.itersiblings("div"), 3))
    )


_TO_POSTS = frozenset(("prev", "next", "previous", "author", "bookmark"))
_ARROWS = "←→«»‹›<>"


def _offers_files(el: Element) -> bool:
    """Do all links of a line lead to files? What is offered to hear or to keep is the post's own."""
    to = [href for a in el.iter("a") if (href := a.get("href"))]
    return bool(to) and all(map(is_file, to))


def _above(sums: Sums, at: int, heading: int | None) -> set[Element]:
    """The title again as the first heading, the byline beside it, and what stands before it in the body's element."""
    if heading is None or not at < heading <= sums.last[at]:
        return set()
    if sums.before[heading] - sums.before[at] > max(0.1 * sums.good[at], 2 * START):
        return set()
    top, head = heading, sums.parent[heading]  # "<div><h2>The title</h2> May 6, 2010 by Ann</div>"
    if head != at and 0 < sums.text[head] - sums.text[heading] < LINE:
        said = sums.line(head).replace(sums.line(heading), " ", 1).strip()
        top = head if _is_meta(sums, head, said) or find_dates(said) else heading
    return {sums.elements[i] for i in (top, *_before(sums, top, at))}


def _before(sums: Sums, i: int, top: int) -> Iterator[int]:
    """Elements that end before ``i`` begins, inside ``top``: earlier siblings of it and of what holds it."""
    while i != top:
        up = sums.parent[i]
        for child in sums.children(up):
            if child >= i:
                break
            yield child
        i = up
