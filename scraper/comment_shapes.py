"""Comments found by their shape, where no comment system is known: rows alike, dated, where comments stand."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice, takewhile

from scraper import words
from scraper.clean import HEADINGS
from scraper.comment_fields import DATE_PROPS
from scraper.comment_items import (
    HEADS,
    are_heads,
    bylines_follow,
    bylines_lead,
    following,
    is_byline,
    is_form,
    is_talk,
    is_thread,
    is_thread_name,
)
from scraper.dates import read_date
from scraper.fields import (
    comment_count,
    is_comments_heading,
    once,
    only_comment_count,
    squash,
    title_parts,
)
from scraper.page import Page
from scraper.select import Element, Index, words_in
from scraper.urls import host, kind_of, same_page

_is_item_class = once(words.ITEM_CLASS.match)
_only_moves = once(words.SPACING.fullmatch)


def find_items(page: Page, away: set[Element]) -> Iterator[tuple[list[Element], str]]:
    """Groups of elements that may be the comments, the likeliest first, each with how its elements are alike.

    What ids and classes call comments goes before what only stands where comments do.
    """
    scored = _scored(_named(page), page, away)
    if not scored or len(_best(scored)[2]) == 1:
        scored += _scored(_placed(page), page, away)
    while scored:
        best = _best(scored)
        scored.remove(best)
        yield sorted(best[2], key=page.index.order.__getitem__), best[1]


_Scored = tuple[float, str, list[Element]]


def _scored(groups: dict[str, list[Element]], page: Page, away: set[Element]) -> list[_Scored]:
    found = ((_item_score(els, name, page), name, els) for name, els in _sifted(groups, page, away))
    return [entry for entry in found if entry[0] > 0]


def _best(scored: list[_Scored]) -> _Scored:
    """The highest score; of equal ones the group that fits better."""
    best = scored[0]
    for entry in scored[1:]:
        if entry[0] > best[0] or (entry[0] == best[0] and _fits_better(entry[2], best[2])):
            best = entry
    return best


def _fits_better(a: list[Element], b: list[Element]) -> bool:
    """Of as many elements as good those around the others; but the only comment rather than the thread around it."""
    if is_thread(a[0]) != is_thread(b[0]):
        return _outer(b, a)
    if len(a) == len(b) == 1 and "a" not in (a[0].tag, b[0].tag):  # an anchor holds nothing
        return _outer(b, a) and 2 * len(words_in(a[0])) > len(words_in(b[0]))  # no byline alone
    return _outer(a, b)


def _sifted(
    groups: dict[str, list[Element]], page: Page, away: set[Element]
) -> Iterator[tuple[str, list[Element]]]:
    for name, els in groups.items():
        kept = [e for e in els if e not in away and not any(is_none(e) for is_none in _NO_COMMENTS)]
        if kept and not _are_entries(kept, page):
            yield name, kept


def _counts(el: Element) -> bool:
    """Does it hold a whole thread below a heading that counts its comments?"""
    if not is_thread(el):
        return False
    return any(only_comment_count(squash(words_in(h))) is not None for h in el.iter("h2", "h3", "h4", "h5"))


def _leads_on(el: Element) -> bool:
    """Does it but lead to the place of all comments? "Leave a comment" begins none, "by Ann, 2 comments" is none."""
    told = next((a for a in el.iter("a") if words.THREAD_HREF.search(a.get("href") or "")), None)
    if told is None:
        return len(el) < 6 and len(whole := squash(words_in(el))) < _FOOT and bool(_OFF.search(whole))
    said, whole = squash(words_in(told)), squash(words_in(el))
    counted = said.isdigit() or comment_count(said) is not None
    return said == whole or len(whole) < _FOOT and counted


def _files(el: Element) -> bool:
    """Does it say where a post is filed, in links to its terms, and little else? Then it is the post's own line."""
    terms = sum(bool(words.TERM_REL.search(a.get("rel") or "")) for a in el.iter("a"))
    return terms > 0 and len(words_in(el)) < 2 * _FOOT


def _acts(el: Element) -> bool:
    """Is it but the link or button to answer a comment: ``<a class="btn-reply">Reply</a>``?"""
    return (
        el.tag in ("a", "button", "span", "div") and words.ACTION.fullmatch(squash(words_in(el))) is not None
    )


def _heads_none(el: Element) -> bool:
    """Is it but the heading of a place where there are none: "Pings"?"""
    said = squash(words_in(el)) if len(el) < _SOME else ""
    return is_comments_heading(said) or any(h.fullmatch(said) for h in (words.PING_LABEL, words.PING_HEADING))


_NO_COMMENTS = (is_form, _acts, _counts, _leads_on, _files, _heads_none)


_OFF = re.compile(r"(?:^|\s)comments?\s+(?:are\s+)?(?:off|closed)\W*$", re.I)
_FOOT = 160  # characters: what stands below an entry of a list, with the number of its comments


# ---- how elements are alike ---------------------------------------------------------------------------


def _named(page: Page) -> dict[str, list[Element]]:
    """How a group of elements is alike -> the elements: numbered ids and anchors, class names, bare lists."""
    groups: dict[str, list[Element]] = {}
    for ways in (_by_ids, _by_anchors, _by_classes):
        for kind, els in ways(page.index):
            groups.setdefault(kind, []).extend(els)
    groups.update(_in_talk(page.index))
    for tag in ("div", "li"):
        _join_replies(groups, tag)
    return groups


_Group = tuple[str, Iterable[Element]]


def _by_ids(index: Index) -> Iterator[_Group]:
    for key, els in index.by_id.items():
        if words.ITEM_ID.match(key) and els[0].tag in _NUMBERED_TAGS:
            kind = _NUMBER.sub("", key)  # "comments_7" holds what "comment_7" is one of
            el = _row_of(els[0]) if els[0].tag == "a" else _numbered_by(els[0])
            yield f"id {kind} {el.tag}", (el,)


def _by_anchors(index: Index) -> Iterator[_Group]:
    for a in (el for el in index.by_attr.get("name", ()) if el.tag == "a"):
        name = a.get("name")
        if not name or a.get("href"):
            continue
        if words.ITEM_ID.match(name) or (name.isdigit() and len(name) > 2 and not _anchors_post(a)):
            kind = "anchor of a number" if name.isdigit() else "anchor"  # "c593" beside the post's own "18"
            yield kind, (_around_anchor(a),)


def _by_classes(index: Index) -> Iterator[_Group]:
    beside: set[str] = set()
    for name in filter(_is_item_class, index.classes_like(*words.ITEM_PIECES)):
        alike = _IN_TURN.sub(" odd and even", name)  # "item-odd" and "item-even" are items of one list
        for el in index.by_class[name]:
            if el.tag not in _ITEM_TAGS:
                continue
            yield f"{el.tag}.{alike}", (el,)
            if name == "reply" and (first := el.get("class").split()[0]) != name:
                key = f"{el.tag}.{first} beside reply {index.order[el.getparent()]}"
                if key not in beside:
                    beside.add(key)
                    yield key, _beside(el)


def _in_talk(index: Index) -> Iterator[tuple[str, list[Element]]]:
    """What has no name of its own, in what is named after comments."""
    for table, names in ((index.by_class, index.classes_like), (index.by_id, index.ids_like)):
        for name in filter(is_thread_name, names(*words.TALK_PIECES)):
            for n, el in enumerate(table[name][:_FEW]):
                yield from ((f"{kind} in {name} {n}", alike) for kind, alike in _bare(el).items())
    for tag, inner in (("dl", "dt"), ("ol", "li"), ("ul", "li")):
        for n, el in enumerate(index.by_tag.get(tag, ())):
            if len(el) and (is_talk(el) or is_talk(el.getparent())):
                yield f"{inner} in list {n} of comments", _listed(list(el.iterchildren(inner)))


def _join_replies(groups: dict[str, list[Element]], tag: str) -> None:
    """Answers called "reply" within what is called "comment" are comments as these: they say more than "Reply"."""
    tops = set(groups.get(f"{tag}.comment", ()))
    said = [el for el in groups.get(f"{tag}.reply", ()) if len(el) > 1 and len(words_in(el)) > 2 * _NAME]
    if tops and said and all(not tops.isdisjoint(el.iterancestors()) for el in said):
        groups[f"{tag}.comment and reply"] = [*tops, *said]


def _beside(el: Element) -> Iterator[Element]:
    """What stands beside an answer and is classed as that, but for "reply": ``<div class="media reply">``."""
    first = el.get("class").split()[0]
    return (e for e in el.getparent().iterchildren(el.tag) if (e.get("class") or "").split()[:1] == [first])


_IN_TURN = re.compile(r"(?<=\w)[-_](?:odd|even)$", re.I)
_NUMBER = re.compile(r"[0-9a-f]*$|(?<=[-_])\d[\dr.md-]*$|(?<=[-_])[0-9a-f]{8}-[0-9a-f-]+$", re.I)


def _bare(talk: Element) -> dict[str, list[Element]]:
    """What may be comments in what holds some by its name: texts closed by bylines, else blocks of one class each.

    Answers may stand deeper than what they answer.
    """
    if texts := _closed_by_bylines(talk.iterchildren(*_TEXT_TAGS)):
        return {"texts": texts}
    if heads := _heads(talk):
        return {"heads": heads}
    found: dict[tuple[str, str], list[Element]] = {}
    for el in talk.iterchildren(*_BLOCK_TAGS):
        telling = not all(map(words.POSITION.match, (el.get("class") or "row").split()))
        if telling or el.tag in ("article", "blockquote"):
            found.update(((el.tag, names), []) for names in _looks(el))
    for el in talk.iterdescendants(*_BLOCK_TAGS) if found else ():
        for names in _looks(el):
            if (alike := found.get((el.tag, names))) is not None:
                alike.append(el)
    return {f"{tag}.{names}": alike for (tag, names), alike in found.items()}


def _looks(el: Element) -> set[str]:
    """What elements of one kind share: their class without what only sets them apart, and its first name alone."""
    names = [name for name in (el.get("class") or "").split() if not _only_moves(name)]
    return {" ".join(names), *names[:1]}


def _listed(items: list[Element]) -> list[Element]:
    """A list's items with those classed alike within them, in other lists or tags: answers in a list of media.

    What holds all that an item says is that item once more.
    """
    names = {names[0] for item in items if (names := (item.get("class") or "").split())}
    inner = [
        el
        for item in items
        for el in item.iterdescendants("li", "div")
        if (own := (el.get("class") or "").split()) and own[0] in names
    ]
    outer = {*items, *inner}
    around = [next(a for a in el.iterancestors() if a in outer) for el in inner[:_SOME]]
    apart = all(
        len(words_in(holder)) > len(words_in(el)) + _NAME for el, holder in zip(inner, around, strict=False)
    )
    return [*items, *inner] if inner and apart else items


_NAME = 12  # letters


_TEXT_TAGS = ("p", "div", "blockquote")


def _closed_by_bylines(row: Iterable[Element]) -> list[Element]:
    """The first paragraphs of texts that stand bare where comments do, each closed by its byline."""
    starts: list[Element] = []
    opens, closed = True, False
    for el in row:
        byline = is_byline(el, set())
        if opens and not byline and el.tag != "div":
            starts.append(el)
        opens, closed = byline, closed or (byline and bool(starts))
    return starts if closed else []


def _signed_below(below: list[Element]) -> list[Element]:
    """The texts below a heading, each closed by "Posted by Ann on May 6" and none left open, up to the next heading."""
    row = list(takewhile(lambda e: e.tag not in HEADINGS, below))
    if not row or not words.BY.match(squash(words_in(row[-1]))) or not is_byline(row[-1], ()):
        return []
    return _closed_by_bylines(e for e in row if e.tag in _TEXT_TAGS)


def _heads(talk: Element) -> list[Element]:
    """Bylines of one tag and class, each with its words bare behind it."""
    around = (talk, *(talk.iterchildren(*_BLOCK_TAGS) if len(talk) < _SOME else ()))
    return next((els for inside in around if (els := _alike_heads(inside.iterchildren()))), [])


def _alike_heads(row: Iterable[Element]) -> list[Element]:
    """Those elements of a row that are bylines of one tag and class; in paragraphs they may be told by days alone."""
    alike: dict[tuple[str, str | None], list[Element]] = {}
    for el in row:
        alike.setdefault((el.tag, el.get("class")), []).append(el)
    for els in alike.values():
        for told in (els, [el for el in els if is_byline(el, ())] if els[0].tag == "p" else []):
            if are_heads(told, set(told)):
                return told
    return []


def _placed(page: Page) -> dict[str, list[Element]]:
    """Rows of one kind inside what calls itself a place of comments, or below a heading that does."""
    groups: dict[str, list[Element]] = {}
    seen: set[Element] = set()
    told: set[Element] = set()
    for tag in ("h2", "h3", "h4"):
        for n, heading in enumerate(page.index.by_tag.get(tag, ())):
            if heading in told or not is_comments_heading(words_in(heading)):
                continue
            below = list(islice(takewhile(lambda e: not is_form(e), heading.itersiblings()), 2000))
            told.update(below)  # a heading below another has nothing of its own
            if heads := _alike_heads(below):
                groups[f"heads {tag} {n} {BELOW}"] = heads
            elif texts := _signed_below(below):
                groups[f"texts {tag} {n} {BELOW}"] = texts
    for where, rows in chain(_below_headings(page), _areas(page)):
        for row in rows:
            if row in seen or row.tag not in _ROW_TAGS:
                continue
            seen.add(row)
            if row.tag == "dl" and len(terms := list(row.iterchildren("dt"))) > 1:
                groups[f"dt in {page.index.order[row]} {where}"] = terms
                continue
            names = [n for n in (row.get("class") or "").split() if not words.POSITION.match(n)]
            parent = row.getparent()
            kind = names[0] if names else f"in {page.index.order.get(parent, 0)}"
            groups.setdefault(f"{row.tag} {kind} {where}", []).append(row)
    return {
        name: _openers(rows)
        for name, rows in groups.items()
        if len(rows) > 1 or not name.endswith(AMONG) or is_thread(rows[0].getparent())
    }


def _openers(rows: list[Element]) -> list[Element]:
    """Of a table's rows every other, where each of these is a byline and none between them: it opens a comment."""
    if rows[0].tag != "tr" or len(rows) % 2 or rows[0].getparent() is not rows[-1].getparent():
        return rows
    texts = [squash(words_in(row)) for row in rows]
    dated = [len(text) < 200 and any(map(str.isdigit, text)) and bool(read_date(text)) for text in texts]
    return rows[::2] if all(dated[::2]) and not any(dated[1::2]) else rows


#: how rows are alike that only stand where comments do
AMONG, BELOW = "among comments", "below comments"


def _areas(page: Page) -> Iterator[tuple[str, list[Element]]]:
    """Elements whose class or id speaks of comments, and everything inside them."""
    index, told = page.index, set[Element]()
    titles = [index.order[h] for h in index.by_tag.get("h1", ())]
    for table, names in (
        (index.by_id, index.ids_like(*words.COUNTING)),
        (index.by_class, index.classes_like(*words.COUNTING)),
    ):
        for el in (e for name in names for e in table[name] if e.tag in _AREA_TAGS and len(e)):
            first, last = index.span(el)
            if el not in told and not any(first < at <= last for at in titles):
                told.update(inside := index.elements[first : last + 1])
                yield AMONG, inside


def _below_headings(page: Page) -> Iterator[tuple[str, list[Element]]]:
    """What follows a heading such as "Comments", up to a form: its siblings, or those of what holds it alone."""
    order, texts, told = page.index.order, page.index.texts, set[Element]()
    h1s = page.index.by_tag.get("h1", [])
    title = max((order[h] for h in [h for h in h1s if _is_title(h, page)] or h1s), default=0)
    for tag in ("h1", "h2", "h3", "h4", "h5", "div", "p", "strong", "legend"):
        for el in page.index.by_tag.get(tag, ()):
            # above the title it is the name of a rubric: opinions, questions and answers
            at, heading = order[el], tag in HEADINGS
            if at < title or not heading and (len(texts[at] or "") > 60 or len(el) > 3 or any(map(len, el))):
                continue
            if not (is_comments_heading(words_in(el)) or (heading and _counts_them(el, page))):
                continue
            if leads_to_another(el, page):
                continue
            while el.getnext() is None and (up := el.getparent()) is not None and up.tag in _HEAD_TAGS:
                el = up
            if el in told:
                continue  # a heading in what another has below it
            rows = takewhile(lambda e: not is_form(e), el.itersiblings())
            told.update(inside := [e for row in islice(rows, 2000) for e in page.index.below(row)])
            yield BELOW, inside


def leads_to_another(el: Element, page: Page) -> bool:
    """Is it, or does it hold, a link to the comments of another post of this host, as stands in lists of posts?"""
    a = el if el.tag == "a" else el.find(".//a")
    href = page.absolute(a.get("href")) if a is not None and "#" in (a.get("href") or "") else None
    if href is None or host(href) != host(page.url) or same_page(href, page.url):
        return False
    mine = page.canonical  # a mirror's "?p=12.html"
    return not (mine and kind_of(mine) != "index" and same_page(href, mine))


def _is_title(heading: Element, page: Page) -> bool:
    return (said := squash(words_in(heading))) != "" and said in squash(page.title_text)


def _counts_them(heading: Element, page: Page) -> bool:
    """Does a heading tell how many comments the post has, beside its title: "9 thoughts on “The mill”"?

    The headings of an index tell so behind the titles of its posts: "The mill (9 comments)".
    """
    said = squash(words_in(heading))
    if len(said) > 200 or not comment_count(said) or _is_title(heading, page):
        return False
    return bool(_COUNT_FIRST.match(said)) or any(
        part in said for part in title_parts(page.title_text) if len(part) > 3
    )


_COUNT_FIRST = re.compile(r"\D{0,6}\d")  # "3 comments on ...", "已有 5 条评论"


def _anchors_post(a: Element) -> bool:
    """Does an anchor stand beside the heading of a post, in it, or twice, as in some of Blogger's themes?"""
    parent, after = a.getparent(), a.getnext()
    if (
        _POST_CLASS.search(parent.get("class") or "")
        or parent.tag in _POST_HEADINGS
        or next(parent.iterchildren(*_POST_HEADINGS), None) is not None
    ):
        return True
    twins = (e for e in (a.getprevious(), after) if e is not None and e.tag == "a")
    return any(e.get("name") == a.get("name") for e in twins)


_POST_HEADINGS = ("h1", "h2", "h3")
_POST_CLASS = re.compile(r"(?:^|\s)(?:h-?entry|post)(?=\s|$)", re.I)


def _around_anchor(a: Element) -> Element:
    """What an anchor such as ``<a name="comment-12"></a>`` names: the element it opens, else what follows it."""
    parent, row = a.getparent(), _row_of(a)
    if row is not a:
        return row
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


def _numbered_by(el: Element) -> Element:
    """What an element that says but a number opens, "<p><span id=cmt_1>1</span>. Ann"; else the element."""
    first = el.tag == "span" and _is_first(el) and words_in(el).strip(" #.").isdigit()
    return el.getparent() if first else el


def _row_of(a: Element) -> Element:
    """The row of a table whose first cell an anchor opens, beside cells without any; else the anchor."""
    cell = a.getparent()
    if cell is None or cell.tag not in ("td", "th") or not (_is_first(a) and _is_first(cell)):
        return a
    cells = list(cell.itersiblings("td", "th"))
    return cell.getparent() if cells and not any(e.get("name") for c in cells for e in c.iter("a")) else a


_is_head = once(re.compile(r"(?:^|[\s_-])(?:head|header|meta|info|byline)(?=$|[\s_-])", re.I).search)


def _is_first(el: Element) -> bool:
    parent = el.getparent()
    return parent is not None and el.getprevious() is None and not (parent.text or "").strip()


_SOME = 4  # parts of what holds a thread: its heading, the thread, a form
_FEW = 20  # of one name: what more elements are called holds no thread
_BLOCK_TAGS = ("div", "article", "section", "blockquote")
_ITEM_TAGS = frozenset("li div article dt section p blockquote tr td table dd span a h3 h4".split())
_NUMBERED_TAGS = _ITEM_TAGS | {"ul", "ol", "dl", "tbody"}  # such a one is a comment only where its id says so
_ROW_TAGS = frozenset("li div article section tr table dl blockquote fieldset".split())
_AREA_TAGS = frozenset("div section ul ol dl table tbody td main article aside".split())
_HEAD_TAGS = _AREA_TAGS | {"header"}


# ---- what looks like comments -------------------------------------------------------------------------


def _are_entries(els: list[Element], page: Page) -> bool:
    """Is each headed by a link to a post of its own? Then they are the entries of an index, not comments."""
    starts = set(els)
    targets = [href for el in els[:40] if (href := _headed_by(el, starts, page))]
    if len(targets) * 2 >= min(len(els), 40) and any(not same_page(t, page.url) for t in targets):
        return True
    told = [post for el in els[:40] if (post := _told_of(el, page))]
    if len(told) * 2 > min(len(els), 40) and (len({*told}) > 1 or kind_of(page.url) in ("archive", "index")):
        return True  # a site's newest comments
    posts = {href for el in els[:40] if (href := _own_post(el, starts, page))}
    return len(posts) > 1 and len(posts) * 2 > min(len(els), 40)


_COMMENT_AT = re.compile(r"#(?:c|cmt|comments?)[-_]?\d+$", re.I)


def _told_of(el: Element, page: Page) -> str | None:
    """The other post of this blog at which the comment stands that an element leads to."""
    for a in islice(el.iter("a"), 8):
        if "#" in (href := a.get("href") or "") and _COMMENT_AT.search(href):
            post = (page.absolute(href) or "").partition("#")[0]
            return post if host(post) == host(page.url) and not same_page(post, page.url) else None
    return None


def _own_post(el: Element, starts: set[Element], page: Page) -> str | None:
    """The other post of this blog that an item begins with, or has as its permalink."""
    behind = takewhile(lambda e: e not in starts, el.itersiblings()) if el.tag in HEADS else ()
    links = [a for root in islice(chain((el,), behind), 6) for a in root.iter("a") if a.get("href")]
    for a in (*links[:1], *(a for a in links[1:12] if _is_permalink(a))):
        href = page.absolute(a.get("href")) or ""
        if host(href) == host(page.url) and "#" not in href and kind_of(href) == "post":
            return None if same_page(href, page.url) else href
    return None


def _is_permalink(a: Element) -> bool:
    return "permalink" in f"{a.get('title')} {a.get('class')}".lower() or squash(words_in(a)).lower() in (
        "#",
        "permalink",
    )


def _headed_by(el: Element, starts: set[Element], page: Page) -> str | None:
    """Where an item's heading links to, if that is a page of this blog."""
    behind = takewhile(lambda e: e not in starts, el.itersiblings()) if el.tag in HEADS else ()
    for root in islice(chain((el,), behind), 6):
        for heading in root.iter("h1", "h2", "h3", "h4", "h5", "h6"):
            a = heading.find(".//a")
            href = page.absolute(a.get("href")) if a is not None else None
            if not href or "#" in href or words.PROFILE_HREF.search(href):
                return None
            kind = kind_of(href)
            own = kind is None and host(href) == host(page.url)
            return href if own or kind == "post" else None
    return None


def _item_score(els: list[Element], name: str, page: Page) -> float:
    """How many of the elements look like whole comments: some text, a date or a byline of their own."""
    if len(els) > 5000:
        return 0
    numbered, placed = name.startswith(("id ", "anchor")), name.endswith((AMONG, BELOW))
    good = 0.0
    starts = set(els)
    after = bylines_follow(els, starts) or bylines_lead(els, starts)
    for n, el in enumerate(els[:60]):
        if n == 8 and not good:
            return 0
        whole = [el, *following(el, starts)] if el.tag in HEADS else [el]
        text = squash(" ".join(" ".join(e.itertext()) for e in whole[:12]))
        if not 3 <= len(text) <= 20000 or (placed and _is_linked(el, text, page)):
            continue
        if after or _is_dated(el, text):
            good += 1
        elif numbered or not placed and _is_signed(el):
            good += 0.5
    return good * len(els) / min(len(els), 60)


def _is_linked(el: Element, text: str, page: Page) -> bool:
    """Is most of the text links to other pages? Then it leads to something else, were it dated and signed."""
    hrefs = ((a, page.absolute(a.get("href"))) for a in el.iter("a"))
    away = (a for a, href in hrefs if href and not same_page(href, page.url))
    return 2 * sum(len(squash(words_in(a))) for a in away) > len(text)


def _is_dated(el: Element, text: str) -> bool:
    """Does a comment tell when it was written, were it without a year ("Thursday at 2:57 pm", "3 hours ago")?"""
    if any(True for _ in el.iter("time", "abbr")):
        return True
    if any(e.get("itemprop") in DATE_PROPS for e in el.iter("meta")):
        return True
    return any(read_date(end) or words.WHEN.search(end) for end in (text[:160], text[-160:]))


def _is_signed(el: Element) -> bool:
    """Is a name inside, classed as such, or in a heading beside a link to answer?"""
    named = any(
        words.NAMED.search(e.get("class") or "") for e in el.iter("cite", "a", "span", "div", "p", *_HEADED)
    )
    return named or (next(el.iter(*_HEADED), None) is not None and any(map(_answers, el.iter("a", "button"))))


_HEADED = ("h3", "h4", "h5", "h6")


def _answers(a: Element) -> bool:
    """Is it the link to answer a comment, by its class and its words: ``<a class="reply">Reply</a>``?"""
    return (
        "reply" in (a.get("class") or "").lower() and words.ACTION.fullmatch(squash(words_in(a))) is not None
    )


def _outer(a: list[Element], b: list[Element]) -> bool:
    """Do the elements of ``a`` stand around those of ``b``? What holds a list's only comment is none of its own."""
    listed = b[0].tag in ("li", "dt") and words.ITEM_ID.match(b[0].get("id") or "")
    return not listed and a[0] in set(b[0].iterancestors())
