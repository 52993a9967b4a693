"""Under what a post is filed: labels and links around it, the page's own words first. Never a selector."""

import re
import unicodedata
from collections.abc import Collection
from itertools import islice

from scraper import words
from scraper.clean import HEADINGS, hidden
from scraper.dates import date_only, find_dates, read_date
from scraper.fields import fold, letters, once, read_term, remembered, squash
from scraper.furniture import files_a_link
from scraper.lines import Line
from scraper.rows import Term
from scraper.scene import Scene, above, links_around
from scraper.select import Element, words_in
from scraper.titles import is_slug, slug
from scraper.urls import host, kind_of, same_page

_LABEL = 400  # characters before a link in which its label ends, spaces and all

#: categories or tags -> folded name -> (term, how strong its evidence is: 4 rel=category, which lists of all
#: categories do not have, 3 the page's words, 2 another rel, 1 address, 0 its own class or picture sign)
Filed = dict[str, dict[str, tuple[Term, int]]]


def terms(scene: Scene) -> tuple[list[Term], list[Term]]:
    """(categories, tags) of the filing lines around the body, by the page's own words first."""
    groups: list[Filed] = []
    joined: set[int] = set()  # places of the groups of which a line joins the terms as a sentence does
    listed = _long_list(scene.after, scene) | _long_list(scene.before, scene)
    for part in (scene.before, scene.inside, scene.after):
        groups.append(_nothing())
        state: str | None = None
        for line in part:
            found = _nothing()
            if len(line.pieces) > _MOST or files_a_link(line.pieces[0][0], line.text) or id(line) in listed:
                continue
            if state == _ALL and (_is_links(line) or not any(map(str.isalnum, line.text))):
                continue  # the list goes on, behind the sign of an icon font as well
            if part is scene.after and _is_rubric(line):
                continue
            state = _read_terms(line, state, scene, found)
            if len(line.text) < _LABEL and words.LABEL_OF_ALL.search(line.text) and not _is_links(line):
                state = _ALL
            if part is scene.after and any(found.values()) and _is_of_neighbour(line):
                continue
            if not any(found.values()):
                groups.append(_nothing())  # other lines stand between
            elif part is not scene.inside and _is_sentence_of_terms(line, scene):
                joined.add(len(groups) - 1)
            _add(groups[-1], found)
    groups.append(_nothing())
    for line in scene.edges:  # in the text a heading says nothing of the lines below it
        if len(line.pieces) > _MOST or files_a_link(line.pieces[0][0], line.text):
            continue
        files = words.JOINT.match(_bare(line)) or _is_byline(line)
        if _label(line.pieces[0][1]) or (files and not _leads_abroad(line, scene)):
            _read_terms(line, None, scene, groups[-1])
    _choose(groups, scene)
    return _strongest(_filed(groups, "categories", joined)), _strongest(_filed(groups, "tags", joined))


_MOST = 2000  # pieces of a line: no post is filed under so many terms
_ALL = "all"  # the state that the heading of a list of all that the site has leaves: "Trending Tags"


def _long_list(lines: list[Line], scene: Scene) -> set[int]:
    """The links, a line each, below "Categories" or "Tags", where they are more than a post has, or counted.

    Outside what holds the post, title and text, a few of them are the site's.
    """
    runs: list[list[Line]] = [[]]
    label: str | None = None
    for line in lines:
        listed = _is_links(line) or _WITH_COUNT.search(line.text) is not None
        if label and len(line.pieces) < 4 and listed and _is_filed_as(line, label):
            runs[-1].append(line)
        else:
            runs.append([])
            label = _label(line.text) if len(line.text.split()) < 3 else None
    runs = [
        run
        for run in runs
        if (len(run) > _FEW and not _is_field(run))
        or _is_counted(run)
        or (len(run) > 3 and _is_apart(run, scene))
    ]
    return {id(line) for run in runs for line in run}


def _is_field(run: list[Line]) -> bool:
    """Does a list stand in what themes call a post's tags, or Drupal a field of its terms, be they many?"""
    return any(_TERM_FIELD(e.get("class") or "") for e in islice(run[0].pieces[0][0].iterancestors(), 5))


_TERM_FIELD = once(
    re.compile(
        r"(?:^|\s)(?:field-(?:type-taxonomy-term-reference|-type-entity-reference)|td-tags"
        r"|(?:post|entry|article|single)-tags)(?:\s|$)"
    ).search
)


def _is_apart(run: list[Line], scene: Scene) -> bool:
    """Do lines stand outside the smallest element that holds both the post's title and its text?"""
    if scene.body is None or not scene.before or not scene.title:
        return False
    title = scene.before[min(scene.title_at, len(scene.before) - 1)]
    if fold(title.text) != fold(scene.title):
        return False
    around = {*scene.body.iterancestors(), scene.body}
    box = next((e for e in title.pieces[0][0].iterancestors() if e in around), None)
    return (
        box is not None
        and box.tag not in ("body", "html")
        and not any(box is e for line in run for e in line.pieces[0][0].iterancestors())
    )


def _is_counted(run: list[Line]) -> bool:
    """Does each of several links have the number of posts behind it, as a site's list of all: "Travel (9)"?"""
    return len(run) > 1 and all(_WITH_COUNT.search(line.text) for line in run)


_WITH_COUNT = re.compile(r"\S\s*[(\[（]\d{1,5}[)\]）]$")


def _is_filed_as(line: Line, label: str) -> bool:
    """Do the links of a line lead to pages of such terms?"""
    leads = words.TAG_HREF if label == "tags" else words.CAT_HREF
    return all(leads.search(a.get("href") or "") for a in links_around(line))


_FEW = 8  # a post may have as many, each on a line of its own


def _is_of_neighbour(line: Line) -> bool:
    """Does a line stand in a card of the post before or after, which tells under what that is filed?"""
    around = (x for x in above(line.pieces[0][0], 9) if x.tag not in ("body", "html", "main"))
    return any(_NEIGHBOURS(f"{x.get('class') or ''} {x.get('id') or ''}") for x in around)


#: how Movable Type calls a category's page, to which its byline links, as do the lists of all
_CATEGORY_FILE = re.compile(r"(?:^|/)cat_[^/?#]+\.(?:s?html?|php)$", re.I)
_NEIGHBOURS = once(
    re.compile(
        r"(?:^|[\s_-])(?:prev?-?next|next-?prev|post-?nav(?:igation)?|pagination|pager|read-?next)(?=$|[\s_-])",
        re.I,
    ).search
)


def _is_rubric(line: Line) -> bool:
    """Is a line a heading that is a link, over other posts?"""
    first = line.pieces[0][0]
    heading = any(e.tag in ("h2", "h3", "h4") for e in (first, *above(first, 2)))
    return heading and _is_links(line)


def _is_links(line: Line) -> bool:
    """Does a line consist of links?"""
    return all(_link_around(el) is not None for el, text in line.pieces if text.strip())


def _leads_abroad(line: Line, scene: Scene) -> bool:
    """Do all links of a line in the text lead to other sites, whatever these call them: "/docs/keywords/partial"?"""
    links = [a for a in links_around(line) if a.get("href")]
    hrefs = [scene.page.absolute(a.get("href")) or "" for a in links if not a.get("rel")]
    abroad = (not (_near_home(href, scene) or _SERVICES.search(href)) for href in hrefs)
    return bool(links) and len(hrefs) == len(links) and all(abroad)


def _is_byline(line: Line) -> bool:
    """Does a line at an edge of the text tell when and who wrote: "May 4, 2009 | by Ann in Tea", "by Ann at 9:41"?"""
    text = line.text
    signed = len(text) < 120 and words.BY.search(text) is not None
    hour = signed and words.CLOCK.search(text) is not None
    return hour or ((signed or (len(text) < 120 and "|" in text)) and bool(find_dates(text)))


def _choose(groups: list[Filed], scene: Scene) -> None:
    """Of a list of all that the blog has, keep what the byline links to, too: "By Ann | Events | May 6, 2010"."""
    told = {key: filed for group in groups for key, filed in group["categories"].items()}
    if len(told) < 4 or any(strength in (2, 4) for _, strength in told.values()):
        return
    bylines = (ln for ln in scene.before[scene.title_at :] if "|" in ln.text and len(ln.text) < 200)
    links = (el for ln in bylines for el, _ in ln.pieces if el.tag == "a")
    near = {scene.page.absolute(a.get("href")) for a in links}
    chosen = {key for key, (term, _) in told.items() if term.url in near}
    if 0 < len(chosen) < len(told):
        for group in groups:
            group["categories"] = {k: filed for k, filed in group["categories"].items() if k in chosen}


def _nothing() -> Filed:
    return {"categories": {}, "tags": {}}


def _add(to: Filed, found: Filed) -> None:
    for kind, filed in found.items():
        for key, (term, strength) in filed.items():
            if key not in to[kind] or to[kind][key][1] < strength:
                to[kind][key] = (term, strength)


def _is_sentence_of_terms(line: Line, scene: Scene) -> bool:
    """Does a line say a few terms one after the other, as a post's are told: "Tea, Mills, and Rivers"?"""
    links = list(dict.fromkeys(links_around(line)))
    between = [squash(text) for el, text in line.pieces if _link_around(el) is None]
    joints = sum(text.startswith((",", "、")) for text in between)
    return 2 < len(links) <= _FEW and joints == len(links) - 1 and not _is_apart([line], scene)


def _filed(groups: list[Filed], kind: str, joined: Collection[int]) -> dict[str, tuple[Term, int]]:
    """The terms of all groups of lines but those that list all that the blog has.

    Such a list holds a smaller group whole, or is long and has nothing but its addresses to say for it.
    """
    places = [n for n, group in enumerate(groups) if group[kind]]
    told = [groups[n][kind] for n in places]
    told = told[:1] if _follow_others(told) else told
    whole = _nothing()
    for n, group in zip(places, told, strict=False):
        bare = len(group) > 3 and all(strength == 1 for _, strength in group.values())
        smaller = (o for o in told if len(o) < len(group) and any(strength for _, strength in o.values()))
        whole_list = any(len(group) > 2 and _is_part(other, group) or bare for other in smaller)
        if not whole_list or n in joined:
            _add(whole, {kind: group})
    return whole[kind]


def _follow_others(told: list[dict[str, tuple[Term, int]]]) -> bool:
    """Do lists of other posts follow the first one, each by its own ``rel``, as where a page goes on with them?"""
    if len(told) < 3 or any(strength != 2 for group in told for _, strength in group.values()):
        return False
    later = {key for group in told[1:] for key in group}
    return 2 * len(told[0].keys() & later) < len(told[0])


def _is_part(some: Collection[str], others: Collection[str]) -> bool:
    """Does a list of terms hold a smaller one whole, or most of it where it is much longer?"""
    missing = len(set(some) - set(others))
    return missing == 0 or (missing * 2 < len(some) and len(others) > 2 * len(some) + 3)


def _strongest(filed: dict[str, tuple[Term, int]]) -> list[Term]:
    """Terms without those of weak evidence where there are others of strong."""
    best = max((strength for _, strength in filed.values()), default=0)
    least = 4 if best == 4 else 2 if best > 1 else best
    return [term for term, strength in filed.values() if strength >= least]


def _read_terms(line: Line, state: str | None, scene: Scene, found: Filed) -> str | None:
    """One line's terms; the state it leaves is that of a label with its links on the next lines."""
    label, link_before, said = state if state in found else None, None, ""
    linked = False
    for el, text in line.pieces:
        a = _link_around(el)
        if a is None:
            said = (said + text)[-_LABEL:]
            if not text.strip():
                continue
            new = _label(said)
            if new is None and not words.JOINT.match(text):
                label = None
            label = new or label
            continue
        if label is None and _filed_in(said, line):
            label = "tags" if words.TAG_HREF.search(a.get("href")) else "categories"
        filed = label is None and _CATEGORY_FILE.search(a.get("href")) and _is_byline(line)
        said = ""
        if a is link_before or words.AUTHOR_CLASS.search(a.get("class") or ""):
            continue
        link_before, linked = a, True
        _file(a, "categories" if filed else label, scene, found)
    _filed_under(line, found)
    if not linked:
        _unlinked(_apart(line), found)
        _classed_words(line, found)
        _chips(line, found)
        if state in found and (named := _named(line, state)):
            found[state].update({fold(name): (Term(name), 3) for name in named})
            return state
        return _label(line.text)
    if "," in line.text and (kind := _label(line.text.partition(":")[0])):
        strength = max((s for _, s in found[kind].values()), default=3)
        for name in _among_links(line):
            found[kind].setdefault(fold(name), (Term(name), strength))
    return label if len(line.pieces) and words.JOINT.match(_bare(line)) else None


def _among_links(line: Line) -> list[str]:
    """Terms of a list of links that lead nowhere, as archivers leave them: "Tags: <a>one</a>, two, <a>three</a>"."""
    names: list[str] = []
    head, linked = line.text.partition(":")[0], [_link_around(el) is not None for el, _ in line.pieces]
    for at, (_, text) in enumerate(line.pieces):
        if linked[at] or not text.strip():
            continue
        said = squash(text).removeprefix(f"{head}:").strip()
        first, last = text.strip().startswith(head), not any(linked[at:])
        if "," not in said:
            if said and not first:
                return []
            continue
        if not (first or said[0] == ",") or not (last or said[-1] == ","):
            return []
        names += [name for part in said.split(",") if (name := read_term(part))]
    plain = all(len(name.split()) < 6 and not _NO_PLAIN_TERM.search(name) for name in names)
    return names if plain else []


def _link_around(el: Element) -> Element | None:
    return next((x for x in (el, *above(el, 3)) if x.tag == "a" and x.get("href")), None)


_NO_PLAIN_TERM = re.compile(r"[:|()]|\.\s|\d{4}")


def _named(line: Line, kind: str) -> list[str]:
    """Terms that are no links, below "Categories", each in an element that is called so."""
    told = [(el, text) for el, text in line.pieces if text.strip()]
    if ":" in line.text or any(_own_kind(el) != kind for el, _ in told):
        return []
    lists = (_TERMS.split(text) if kind == "tags" else [text] for _, text in told)  # "travel, nice"
    names = (read_term(name) for several in lists for name in several)
    return [name for name in names if name and not words.NO_TERMS.fullmatch(name)]


def _bare(line: Line) -> str:
    """The line's words outside links."""
    return "".join(
        t for el, t in line.pieces if el.tag != "a" and not any(x.tag == "a" for x in above(el, 2))
    )


def _filed_in(said: str, line: Line) -> bool:
    """The "in" of a byline, whatever stands before it: "Posted by Ann at 05:06 PM in", a day alone; Japan's "【"."""
    tail = squash(said)
    if tail.endswith("【"):
        return _is_byline(line)
    begins = next((text for _, text in line.pieces if text.strip()), "")
    told = words.IN_AT_END.search(tail[-20:])
    if told is None or len(line.text) >= 300:
        return False
    if words.BYLINE_BEGINS.match(squash(begins)) or words.CLOCK.search(tail):
        return True
    return date_only(words.IN_AT_END.sub("", tail[:_LABEL]))  # "January 16, 2006 in"


def _label(text: str) -> str | None:
    return _label_at_end(squash(text)[-60:]) if text else None


@remembered(4096)
def _label_at_end(tail: str) -> str | None:
    mark = unicodedata.category(tail[-1:] or " ")[0] == "M"  # a vowel's sign: "श्रेणी"
    ends = mark or tail[-1:].isalnum() or tail.endswith(_LABEL_ENDS)
    if not ends or words.LABEL_OF_ALL.search(tail):
        return None
    return next((name for name, pattern in words.LABELS if pattern.search(tail)), None)


def _is_label(name: str) -> bool:
    """Is a name nothing but a label: "Tags", and not "未分类"?"""
    return _label(name) is not None and any(pattern.match(name) for _, pattern in words.LABELS)


_LABEL_ENDS = (":", "：", "»", ">", "-", ")", "_")


def _apart(line: Line) -> str:
    """The line's words, a comma between names in elements beside each other that no space parts."""
    text, last = "", None
    for el, said in line.pieces:
        beside = last is not None and el.tag == last.tag == "span" and el.getparent() is last.getparent()
        glued = beside and el is not last and text[-1:].isalnum() and said[:1].isalnum()
        text, last = f"{text}, {said}" if glued else text + said, el
    return squash(text)


def _unlinked(text: str, found: Filed) -> None:
    """Terms that are no links: "Tags: one, two", or a cell of a byline: "Author: Ann | Category: Tea"."""
    if len(text) >= 300 or not _COLON.search(text):
        return
    for cell in _CELLS.split(text):  # "Tags: none" names none
        for kind, pattern in words.PLAIN_TERMS:
            plain = pattern.match(cell)
            for part in _TERMS.split(plain[1]) if plain else ():
                if (name := read_term(part)) and not words.NO_TERMS.fullmatch(name):
                    found[kind].setdefault(fold(name), (Term(name), 3))


def _filed_under(line: Line, found: Filed) -> None:
    """Categories in Kubrick's sentence, whose links are gone but for that to the feed."""
    filed = words.FILED_UNDER.search(line.text) if len(line.text) < 600 and not any(found.values()) else None
    for part in _TERMS.split(filed[1]) if filed else ():
        if name := read_term(part):
            found["categories"].setdefault(fold(name), (Term(name), 3))


def _classed_words(line: Line, found: Filed) -> None:
    """Terms whose links are gone behind a label without a colon, in what its class says: "Tagged mill, river"."""
    for el, text in line.pieces:
        kind = _named_kind(el.get("class") or "") if len(text) < 300 else None
        if kind is None:
            continue
        said = text.split()
        label = next((n for n in (3, 2, 1) if len(said) >= n and _label(" ".join(said[:n])) == kind), None)
        for part in _TERMS.split(" ".join(said[label:])) if label else ():
            if (name := read_term(part)) and not words.NO_TERMS.fullmatch(name):
                found[kind].setdefault(fold(name), (Term(name), 3))


def _chips(line: Line, found: Filed) -> None:
    """Terms that are no links, each in an element that is called one: ``<span class="tag">mill</span>``."""
    for el, text in line.pieces:
        kind = next(filter(None, map(_chip, (el, *above(el, 1)))), None) if len(text) < 40 else None
        name = read_term(text) if kind and not words.IN_AT_END.search(text.rstrip()) else None
        if (
            kind
            and name
            and not (words.NO_TERMS.fullmatch(name) or _is_label(name) or name.isdigit() or date_only(name))
        ):
            found[kind].setdefault(fold(name), (Term(name), 1))


def _chip(el: Element) -> str | None:
    """Does a class, or schema.org's word, call an element one category, or one tag among a post's tags?"""
    if el.get("property") == "articleSection":
        return "categories"
    names = el.get("class")
    if not names or el.tag in HEADINGS:
        return None
    if _CATEGORY(names):
        return "categories"
    around = " ".join(x.get("class") or "" for x in above(el, 2)) if _TAG(names) else ""
    return "tags" if _OF_TAGS(around) else None


_CATEGORY = once(
    re.compile(r"(?:^|\s)(?:post|entry|article|blog)[_-]+category(?:-item)?(?=\s|$)", re.I).search
)
_TAG = once(re.compile(r"(?:^|\s)(?:(?:post|entry|article|blog)[_-]+)?tags?(?:-item)?(?=\s|$)", re.I).search)
_OF_TAGS = once(
    re.compile(r"(?:^|[\s_-])(?:tags|tag-?(?:list|wrapper|container|box|group))(?=$|[\s_-])", re.I).search
)
_COLON = re.compile(r"[:：]")
_CELLS = re.compile(r"\s*[|｜•·]\s*|\s,\s")
_TERMS = re.compile(r"[,;、，]")


_TALLY = re.compile(r"(?<=\S)\s*\(\d{1,3}\)$")


#: what a cloud of all of a blog's tags tells of each: "4 with this tag", "16 topics"
_IN_CLOUD = re.compile(
    r"^\W*\d+\s+(?:with\s+this|topics?|posts?|entr(?:y|ies)|articles?|items?|beitr[äa]ge?|entradas?|temas?|themen)\b",
    re.I,
)


def _file(a: Element, label: str | None, scene: Scene, found: Filed) -> None:
    """Put a link under categories or tags, if it is a term at all: the page's words outweigh class, address and rel."""
    href = scene.page.absolute(a.get("href")) or ""
    rel = (a.get("rel") or "").lower().split()
    leads_to = kind_of(href) if href else None
    if _leads_on(a, href, rel, leads_to, scene) or _IN_CLOUD.search(a.get("title") or ""):
        return
    by_path = "tags" if words.TAG_HREF.search(href) else "categories" if words.CAT_HREF.search(href) else None
    by_rel = _told_kind(a, rel)
    former = scene.page.former_host is not None and host(href) == scene.page.former_host
    if not (label or by_rel or _near_home(href, scene) or former or _SERVICES.search(href)):
        return  # a shop, too, tells in its address whose friend it sells to: "?tag=ann-20"
    by_class = _class_kind(a, scene)
    if not (label or by_rel or by_class) and _in_menu_list(a, scene):
        return
    told = (
        by_path
        or by_rel
        or (label and leads_to != "post" and (_at_home(href, scene) or _was_home(a, href, scene)))
        or (by_class and leads_to == "archive")
    )
    own = _own_kind(a) if not told and leads_to in (None, "page") and _at_home(href, scene) else None
    if not told and not own:
        return
    certain = bool(by_rel or by_path)
    name = read_term(term_words(a), certain) if next(a.iter("script"), None) is None else None
    if not name or _says_no_term(name, href, certain, bool(own), scene):
        return
    if by_rel:
        name = _TALLY.sub("", name)  # "Tags: tea (6), mills (7)", as P2 prints them
    elif words.READ_MORE.fullmatch(name):
        return
    agreed = by_rel if by_rel == by_path else None  # "Tags: one, two. Tea": the label is that of the first
    if "/search/label/" in href:
        by_rel = by_path  # Blogger has labels alone, whatever a theme made for elsewhere calls them
    kind = (
        agreed
        or label
        or (by_rel if by_rel == "categories" else None)
        or by_path
        or by_class
        or own
        or by_rel
    )
    if kind:
        strength = 0 if own else 4 if kind == by_rel == "categories" else 3 if label else 2 if by_rel else 1
        before = found[kind].get(fold(name))
        if before is None or before[1] < strength:
            found[kind][fold(name)] = (Term(name, href or None), strength)


def term_words(el: Element) -> str:
    """What a link to a term says, without how many posts there are of it: ``mill<span class="tagCount">28</span>``."""
    text, last = words_in(el), el[-1] if len(el) else None
    said = squash(words_in(last)) if last is not None and not (last.tail or "").strip() else ""
    if last is None or not said.isdecimal():
        return text
    name = squash(text).removesuffix(said).rstrip()
    counts = last.tag == "sup" or _counts(last.get("class") or "") or squash(el.get("title")) == name
    return name or text if counts else text


_counts = once(re.compile(r"count|(?:^|[\s_-])num(?:ber)?(?=$|[\s_-])", re.I).search)


def _in_menu_list(a: Element, scene: Scene) -> bool:
    """Is a link an item of a list that leads home, too, or to pages: a menu, "Home | Recent | About"?"""
    around = next((x for x in above(a, 3) if x.tag in ("ul", "ol")), None)
    if around is None:
        return False
    items = [*islice(around.iterchildren("li"), 30)]
    if "filter" in f"{around.get('id')} {around.get('class')}".lower():
        return True  # "Filter by: Easy, Hard"
    if any(_in_menu(li.get("class") or "") for li in items):
        return True
    hrefs = (scene.page.absolute(link.get("href")) for li in items for link in li.iterchildren("a"))
    to = (href for href in hrefs if href and not words.AUTHOR_HREF.search(href) and "#" not in href)
    return any(kind_of(href) in ("index", "page") and not same_page(href, scene.page.url) for href in to)


def _says_no_term(name: str, href: str, certain: bool, own: bool, scene: Scene) -> bool:
    """Is what a link says a day, a label, a way back or a sentence?"""
    if words.BACK.match(name) or (
        date_only(name) and not (words.TAG_HREF.search(href) and is_slug(name, href))
    ):
        return True  # but "9/11/01" is a tag at /tag/91101/
    if name.endswith(("»", "→", "›")):  # "More »"
        return True
    if name.startswith(("http://", "https://")):
        return True
    if " " not in name and _is_label(name) and not is_slug(name, href):
        return True  # "Tags" leads to the form that edits them
    if not href and words.NO_TERMS.fullmatch(name):
        return True
    if href.lower().startswith("javascript:"):
        return True  # shares the page
    if name.isdecimal() and _OF_COMMENTS.search(href):
        return True  # how many there are
    if not certain and (read_date(name, scene.language) or words.TERM_WORDS.search(name)):
        return True
    return own and (len(name.split()) > 6 or words.NO_OWN_TERM.fullmatch(name) is not None)


_OF_COMMENTS = re.compile(r"[/#?&]comments?(?:/|$)", re.I)

#: where posts were tagged beside their blog
_SERVICES = re.compile(r"technorati\.com|del\.?icio\.?us|flickr\.com", re.I)

#: where themes and programmes are kept
_CODE_HOST = re.compile(r"//(?:www\.)?(?:github|gitlab|gitee|bitbucket)\.(?:com|org)/", re.I)

#: what leads to people and to other posts, whatever its address says
_NO_TERM = frozenset(("author", "prev", "previous", "next"))


def _at_home(href: str, scene: Scene) -> bool:
    return not href or host(href) == host(scene.page.url)


def _was_home(a: Element, href: str, scene: Scene) -> bool:
    """Does a link of a republished copy lead to where the blog was, its address made of the term's words?"""
    return scene.page.moved and slug(href).endswith(letters(words_in(a)))


def _near_home(href: str, scene: Scene) -> bool:
    """Does it lead to the page's own host, or one with the same last two names: ``tags.example.org``?"""
    own, other = ((host(url) or "").split(".")[-2:] for url in (scene.page.url, href))
    return not href or own == other


def _leads_on(a: Element, href: str, rel: list[str], leads_to: str | None, scene: Scene) -> bool:
    """Is a link hidden, one of a menu, to an author, comments or this very page, and thus to no term?"""
    return bool(
        (a.get("href") or "").lower().startswith("mailto:")  # the button "Email"
        or not _NO_TERM.isdisjoint(rel)
        or _CODE_HOST.search(href)
        or ("tag" not in rel and any(map(hidden, (a, *above(a, 2)))))
        or any(_in_menu(x.get("class") or "") for x in (a, *above(a, 2)))
        or words.AUTHOR_HREF.search(href)
        or leads_to in ("comments", "index")
        or (leads_to == "feed" and "tag" not in rel)  # "/tag/rss/" is a list of posts
        or words.ALL_TERMS.search(href)
        or "#comment" in href
        or (href and same_page(href, scene.page.url))
    )


def marked_kind(a: Element) -> str | None:
    """The kind of term that WordPress's ``rel`` says a post's link leads to, and no menu's or cloud's."""
    if _in_menu(a.get("class") or ""):
        return None
    by_block = "taxonomy-category" in (a.getparent().get("class") or "").split()
    kind = "categories" if by_block else _told_kind(a, (a.get("rel") or "").split())
    return kind if kind == "categories" or words.TAG_HREF.search(a.get("href") or "") else None


def _told_kind(a: Element, rel: list[str]) -> str | None:
    """What a link's own markup says of it: WordPress's ``rel``, or schema.org's word for a category."""
    if "category" in rel or a.get("itemprop") == "articleSection":
        return "categories"
    return "tags" if "tag" in rel else None


#: WordPress's names for the items of a menu, and of a list of all pages or categories; others' for those of a cloud
_in_menu = once(
    re.compile(
        r"(?:^|\s)(?:(?:cat-item|menu-item|page_item|page-item)(?:\s|-|$)|(?<!tag-link\s)tag-link-\d|tag-cloud-link|cloud[1-5](?:\s|$)|tagadelic|blog_usernames_blog)"
    ).search
)
_tags = once(words.TAG_NAMES.search)
_categories = once(words.CAT_NAMES.search)


def _named_kind(names: str) -> str | None:
    """What classes call a term, by the first word that tells: a "cat-label" is a category."""
    if not (_tags(names) and _categories(names)):
        return "tags" if _tags(names) else "categories" if _categories(names) else None
    starts = [found.start() for p in (words.TAG_NAMES, words.CAT_NAMES) if (found := p.search(names))]
    return "tags" if starts[0] < starts[-1] else "categories"


def _own_kind(a: Element) -> str | None:
    """What a link's own class, its holder's, or the picture sign before it says: "meta-category", "fa-folder"."""
    parent, before = a.getparent(), a.getprevious()
    held = parent is not None and parent.tag in ("li", "span", "p")
    around = parent.getparent() if held and parent.tag == "li" else None  # ``<ul class="categories">``
    for node in (a, *([parent] if held else []), *([around] if around is not None else [])):
        if kind := _named_kind(node.get("class") or ""):
            return kind
    sign = next(
        (e for e in (before, *a.iterchildren()) if e is not None and e.tag in ("i", "span", "svg")), None
    )
    told = words.TERM_ICON.search(sign.get("class") or "") if sign is not None else None
    return None if told is None else "tags" if told[1] else "categories"


def _class_kind(a: Element, scene: Scene) -> str | None:
    for node in (a, *above(a, 4)):
        if node is scene.body:
            return None
        kind = _named_kind(node.get("class") or "")
        if kind and node.tag not in ("article", "body", "main"):
            return kind
    return None
