"""The posts before and after a post, as its page links to them. Never an index's older pages."""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from scraper import words
from scraper.evidence import Claim
from scraper.fields import remembered, squash
from scraper.page import Page
from scraper.scene import ON
from scraper.select import Element, words_in
from scraper.urls import host, is_day, is_file, kind_of, page_key, post_part, same_host, same_page


def neighbours(
    page: Page, hidden: set[Element], roots: Iterable[Element], drop: Iterable[Element], posts: bool = True
) -> dict[str, Claim]:
    """``previous_url`` and ``next_url``: rel, then class, then arrows and words in or before a link.

    A text (``roots`` without ``drop``) may link to anything, however it draws its arrows. Of a page that is no post
    (``posts``) only what a reader is shown counts.
    """
    best: dict[str, Claim] = {}
    inside = {a for root in roots for a in root.iter("a")}
    beside = {a for el in drop for a in el.iter("a")} if inside else set()

    def claim(key: str, href: str, rule: str, sure: float) -> None:
        if sure > (best[key].sure if key in best else 0):
            best[key] = Claim(href, rule, sure)

    for rel, href, _ in page.head_links if posts else ():  # WordPress orders its pages so, as no menu does
        if rel & ON and _may_be_post(href, page.url):
            if rel & {"prev", "previous"}:
                claim("previous_url", href, "link rel=prev", 0.9)
            else:
                claim("next_url", href, "link rel=next", 0.9)
    classed = [(key, _classed(page, test, pieces)) for key, test, pieces in _CLASSES]
    asked: dict[tuple[str, bool], bool] = {}
    trail = _trail(page)
    for a, target in page.links:
        if target is None or (a in inside and a not in beside) or a in hidden or a in trail:
            continue
        key = target, bool(a.get("rel"))
        if key not in asked:  # before its words are read: most links lead to no post at all
            like = key[1] or _is_like(target, page) or _lies_beside(target, page.url)
            asked[key] = like and _may_be_post(target, page.url)
        if not asked[key]:
            continue
        told = (*_neighbour(a), *_by_class(a, classed))
        if not told or (a in beside and host(target) != host(page.url)) or _turns_calendar(a):
            continue
        like = _is_like(target, page)
        if key[1] and "rel=" not in told[0][1] and not like:
            continue
        for name, rule, sure in told:
            if "arrow" not in rule or (like and _is_beside(target, page)):
                claim(name, target, rule, sure)
    if len(best) == 2 and len({c.value for c in best.values()}) == 1:  # "«" before what rel calls the next
        del best[min(best, key=lambda key: best[key].sure)]
    doubted = [key for key, found in best.items() if found.rule in (_WORD_BACK, _ORNAMENT)]
    return {} if len(best) == len(doubted) == 1 else best


def _turns_calendar(a: Element) -> bool:
    """Does a link stand in a calendar, whose arrows lead to other months?"""
    above = islice(a.iterancestors(), 6)
    return any(el.tag == "caption" or "calendar" in (el.get("class") or "").lower() for el in above)


def _trail(page: Page) -> set[Element]:
    """The links of breadcrumbs, between which arrows stand: named so, or behind a link home and an arrow."""
    index = page.index
    found = {el for _, el in index.named_like("crumb")}
    homes = (
        a for a, href in page.links if href and kind_of(href) == "index" and _sign_behind(a) in _RIGHT_SIGNS
    )
    behind = {link for a in homes for link in a.itersiblings("a")}
    return behind | {a for el in found if el.tag not in ("body", "html") for a in el.iter("a")}


def _may_be_post(href: str, url: str) -> bool:
    kind = kind_of(href)
    of_days = kind == "archive" and is_day(href) and is_day(url)  # a diary's, one text a day
    return (
        (of_days or kind not in ("index", "feed", "archive", "older"))
        and not words.NO_POST.search(href)
        and not words.ALL_TERMS.search(href)
        and not _NETWORK.search(href)
        and not is_file(href)
        and not same_page(href, url)
        and not _is_piece(href, url)
    )


def _is_piece(href: str, url: str) -> bool:
    """Is it another page of the same post, or of its comments: "43352_Page2.html" beside "43352.html"?"""
    part = post_part(href)
    if part and same_page(part[0], url):
        return True
    there, here = urlsplit(href), urlsplit(url)
    if "comment" in there.fragment.lower():
        return True
    if there.path == here.path:
        return not here.query and len(here.path) > 1
    stem, named = posixpath.splitext(here.path)[0].rstrip("/"), posixpath.splitext(there.path)[0]
    return len(stem) > 1 and named.startswith(stem) and _PIECE.fullmatch(named[len(stem) :]) is not None


_PIECE = re.compile(r"[_/,-](?:page|p|seite|part)[_/=-]?\d{1,3}/?", re.I)


#: where a site has its profiles, and no post
_NETWORK = re.compile(r"//(?:www\.)?(?:twitter|facebook|instagram|github|linkedin|youtube|x)\.com/", re.I)


def _is_like(target: str, page: Page) -> bool:
    """Does an address look as this post's own does? A saved page may lead to where its blog stood."""
    if not (same_host(target, page.url) or page.moved):  # the cheap question first
        return False
    return kind_of(page.url) != "post" or kind_of(f"http://{page_key(target)}") == "post"


def _lies_beside(target: str, url: str) -> bool:
    """Does an address lie in the very folder of another, were but one of them named by its day?"""
    folders = [normalized.rpartition("/")[0] for normalized in map(page_key, (target, url))]
    return folders[0] == folders[1] and "/" in folders[0]


def _is_beside(target: str, page: Page) -> bool:
    """Does an address go as deep as the page's own, where neither tells a post? "Log in to view >" does not."""
    if "post" in (kind_of(page.url), kind_of(target)):
        return True
    return _depth(target) == _depth(page.url) and (_slug_words(page.url) < 3 or _slug_words(target) > 1)


def _slug_words(url: str) -> int:
    """Of how many words the last name in an address is made: "the-old-mill.html" of three."""
    return len(re.split(r"[-_]", posixpath.basename(urlsplit(url).path.rstrip("/"))))


def _depth(url: str) -> int:
    return urlsplit(url).path.removesuffix("index.html").strip("/").count("/")


def _neighbour(a: Element) -> Iterator[tuple[str, str, float]]:
    if names := a.get("rel"):
        rel = names.lower().split()
        if "prev" in rel or "previous" in rel:
            yield "previous_url", "a rel=prev", 0.88
        if "next" in rel:
            yield "next_url", "a rel=next", 0.88
    text = squash(_without_icons(a))
    if (
        len(text) > 200
        or words.READ_MORE.fullmatch(text)
        or words.FIRST_OR_LAST.fullmatch(text)
        or words.BACK_TO.match(text)
        or _is_more(a)
    ):
        return
    if any(e.tag in _HEADINGS for e in islice(a.iterancestors(), 2)):  # "The blog > The mill"; «the mill»
        said = before = _said(text.lstrip(_ARROWS).rstrip(_ARROWS))
    else:
        said, before = _said(text), _said_before(squash(_text_before(a))[-40:])
    if len(a) and not (said.previous or said.next or said is before):
        # "Next" in an element of its own, then the title
        first = _said(squash(next((t for t in a.itertext() if t.strip()), "")))
        said = first if any(first) else said
    # above an arrow that is drawn the other way, for who hears the page, or printed by a style
    if not (said.previous or said.next):
        hint = squash(a.get("title") or a.get("aria-label") or a.get("prompt") or ("" if text else _alt(a)))
        label, colon, _ = hint.partition(":")  # "Previous post: The mill" above the title alone
        few = len(label.split()) <= (_HINT if colon or not text else 1)
        named = _said(label) if label and few else said
        said = named if named.previous or named.next else said
    drawn = _drawn_arrow(a)
    left = said.left or before.left or drawn == "left"
    right = said.right or drawn == "right" or _sign_behind(a) in _RIGHT_SIGNS
    if said.previous and _BACK.fullmatch(text):
        yield "previous_url", _WORD_BACK, 0.6
    elif said.previous or before.previous:
        yield "previous_url", "words of a link", 0.7
    elif said.next or before.next:
        yield "next_url", "words of a link", 0.7
    elif left and not right:
        yield "previous_url", "arrow of a link", 0.66
    elif right and not left:
        yield "next_url", _ORNAMENT if words.ONWARD.match(text) else "arrow of a link", 0.66


#: "back", which means the post before only where "on" stands beside it
_BACK = re.compile(r"\W*zur(?:ü|ue)ck\W*", re.I)
_WORD_BACK = "the word back"
#: an arrow behind "More about oak", which may be the title of the post after only where the one before stands, too
_ORNAMENT = "arrow of a link behind a word such as more"


#: words that a picture's name has at most: "Next post", and not the title of another
_HINT = 3


def _alt(a: Element) -> str:
    """What is told of the picture that a link is."""
    pictures = (el.get("alt") for el in a.iter("img") if el.get("alt"))
    return next(pictures, "")


#: "fa-chevron-left", "icon-arrow-circle-right"
_DRAWN = re.compile(r"(?:chevron|arrow|angle|caret)(?:-[a-z]+)*?-(left|right)(?=\s|$)")


def _drawn_arrow(a: Element) -> str | None:
    """Where the picture at an end of a link points, away from its words; at the other end it is a list's bullet."""
    side = _points_to(a)
    if side is None:
        return None
    around = next(islice(a.iterancestors(), 1, 2), a)
    links = [*islice(around.iter("a"), 5)]  # a list's links have arrows, too
    alone = len(links) < 5 and not any(_points_to(other) == side for other in links if other is not a)
    return side if alone else None


def _points_to(a: Element) -> str | None:
    """The side on which a picture of an arrow ends a link, and to which it points."""
    ends = ((a[0], a.text, "left"), (a[-1], a[-1].tail, "right")) if len(a) else ()
    for sign, beyond, side in ends:
        found = _DRAWN.search(sign.get("class") or "")
        if found and found[1] == side and not ((beyond or "").strip() or words_in(sign).strip()):
            return side
    return None


def _without_icons(a: Element) -> str:
    """A link's words without the name of a picture that a font draws: "arrow_back"."""
    drawn = a.find(".//i") if len(a) else None
    text = words_in(a)
    if drawn is not None and "icon" in (drawn.get("class") or ""):
        text = text.replace(words_in(drawn), " ", 1)
    if "←" in text and "→" in text:  # one of them is shown where a page is read from right to left
        unseen = (words_in(e) for e in a.iterdescendants("span") if "ltr:hidden" in (e.get("class") or ""))
        for sign in unseen:
            text = " ".join(text.rsplit(sign, 1) if text.rstrip().endswith(sign) else text.split(sign, 1))
    return text


def _sign_behind(a: Element) -> str:
    """The sign behind a link, bare or alone in an element of its own."""
    if (tail := a.tail) and (said := squash(tail)):
        return said[:1]
    behind = a.getnext()
    return squash(words_in(behind)) if behind is not None and behind.tag in _SMALL and not len(behind) else ""


_SMALL = ("span", "b", "i", "em", "strong", "small")


def _is_more(a: Element) -> bool:
    """Is it the link to more of a block, or back to a list of events?"""
    return any(_MORE.search(e.get("class") or "") for e in (a, *islice(a.iterancestors(), 1)))


_MORE = re.compile(r"more-link|(?:^|\s)read-?more(?=\s|$)|(?:^|\s)[\w-]*events-back(?=\s|$)")


def _classed(page: Page, test: Callable[[str], Any], pieces: tuple[str, ...]) -> set[Element]:
    """Elements with a class that says where the links in them lead; "next-prev-links" says both, and so nothing."""
    by_class = page.index.by_class
    told = (
        name
        for name in page.index.classes_like(*pieces)
        if sum(bool(says(name)) for _, says, _ in _CLASSES) == 1
    )
    return {el for name in told if test(name) for el in by_class[name]}


def _by_class(a: Element, classed: list[tuple[str, set[Element]]]) -> Iterator[tuple[str, str, float]]:
    """What the classes of a link and of the three elements around it say."""
    near: tuple[Element, ...] | None = None
    for key, elements in classed:
        if not elements:
            continue
        near = near or (a, *islice(a.iterancestors(), 3))
        if not elements.isdisjoint(near) and not any("comment" in (el.get("class") or "") for el in near):
            yield key, "class of a link", 0.6
            return


class _Said(NamedTuple):
    """What words in or beside a link say of where it leads."""

    previous: bool
    next: bool
    left: bool
    right: bool


_LEFT = re.compile(r"[«←‹]|<<?(?=\s|$)|&laquo;")
_LEFT_BEFORE = re.compile(r"(?:[«←‹]|<<?|:\s*[«←])\s*$")
_RIGHT = re.compile(r"(?:[»→›]|(?:^|\s)>>?)$")
_HEADINGS = frozenset(("h1", "h2", "h3"))
_ARROWS = " «←‹<»→›>"
_RIGHT_SIGNS = ("»", "→", "›", ">")
_CLASSES = (
    ("previous_url", words.PREV_CLASS.search, ("pre", "older", "alignleft")),
    ("next_url", words.NEXT_CLASS.search, ("next", "newer", "alignright")),
)


@remembered(4096)
def _said(text: str) -> _Said:
    """What a link's own text says."""
    following = bool(words.NEXT.match(text.lstrip(_ARROWS)))
    opened = text.startswith("«") and "»" in text[2:]  # a quotation
    previous = not following and not opened and bool(words.PREVIOUS.match(text))
    quoted = text.endswith("»") and "«" in text[1:]  # the end of a quotation
    right = text.endswith(_RIGHT_SIGNS) and not quoted and bool(_RIGHT.search(text))
    return _Said(previous, following, not opened and bool(_LEFT.match(text)), right)


@remembered(4096)
def _said_before(text: str) -> _Said:
    """What the text in front of a link says; a longer one is no label."""
    label = 0 < len(text) < 30
    previous = label and bool(words.PREVIOUS.match(text))
    return _Said(previous, label and bool(words.NEXT.match(text)), bool(_LEFT_BEFORE.search(text)), False)


def _text_before(a: Element) -> str:
    """The words directly before a link: in its own parent, or ending the block before it."""
    node = a
    for _ in range(4):
        previous, parent = node.getprevious(), node.getparent()
        while previous is not None and previous.tag == "br" and not (previous.tail or "").strip():
            previous = previous.getprevious()  # "<em>Next</em><br>" above the title
        if previous is not None:
            if (previous.tail or "").strip():
                return str(previous.tail)
            short = (
                previous.tag not in ("a", "script", "style")
                and len(previous) < 4
                and previous.find(".//a") is None  # the words of another link
            )
            return words_in(previous) if short else ""
        if parent is None or (parent.text or "").strip():
            return (parent.text or "") if parent is not None else ""
        if parent.tag == "li":  # the item before it in a list is a link of its own
            return ""
        node = parent
    return ""
