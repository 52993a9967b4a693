"""The posts before and after a post, as its page links to them. Never an index's older pages."""

import re
from collections.abc import Iterator

from scraper import words
from scraper.evidence import Claim
from scraper.fields import squash
from scraper.page import Page
from scraper.select import Element
from scraper.urls import kind_of, same_page


def neighbours(page: Page, hidden: set[Element], body: Element | None) -> dict[str, Claim]:
    """``previous_url`` and ``next_url``: rel, then class, then arrows and words in or before a link."""
    best: dict[str, Claim] = {}
    inside = set(body.iter("a")) if body is not None else set()

    def claim(key: str, href: str | None, rule: str, sure: float) -> None:
        good = (
            href
            and not words.NO_POST.search(href)
            and not same_page(href, page.url)
            and kind_of(href) not in ("index", "feed", "archive", "older")
        )
        if good and sure > (best[key].sure if key in best else 0):
            best[key] = Claim(href, rule, sure)

    for rel, href, _ in page.head_links:
        if rel & {"prev", "previous"}:
            claim("previous_url", href, "link rel=prev", 0.9)
        elif "next" in rel:
            claim("next_url", href, "link rel=next", 0.9)
    for a in page.index.by_tag.get("a", ()):
        if a.get("href") and a not in inside and a not in hidden:
            for key, rule, sure in _neighbour(a):
                claim(key, page.absolute(a.get("href")), rule, sure)
    return best


def _neighbour(a: Element) -> Iterator[tuple[str, str, float]]:
    rel = (a.get("rel") or "").lower().split()
    if "prev" in rel or "previous" in rel:
        yield "previous_url", "a rel=prev", 0.88
    if "next" in rel:
        yield "next_url", "a rel=next", 0.88
    text = squash("".join(a.itertext()))
    if len(text) > 200:
        return
    classes = " ".join(x.get("class") or "" for x in (a, *(*a.iterancestors(),)[:2]))
    before = squash(_text_before(a))[-40:]
    after = squash(a.tail or "")[:3]
    arrow_left = bool(re.match(r"[«←‹]|<<?(?=\s|$)|&laquo;", text or "")) or bool(
        re.search(r"(?:[«←‹]|<<?|:\s*[«←])\s*$", before)
    )
    arrow_right = bool(re.search(r"(?:[»→›]|(?:^|\s)>>?)$", text)) or bool(re.match(r"[»→›]|>>?", after))
    if words.PREVIOUS.match(text) or (before and words.PREVIOUS.match(before) and len(before) < 30):
        yield "previous_url", "words of a link", 0.7
    elif words.NEXT.match(text) or (before and words.NEXT.match(before) and len(before) < 30):
        yield "next_url", "words of a link", 0.7
    elif arrow_left and not arrow_right:
        yield "previous_url", "arrow of a link", 0.66
    elif arrow_right and not arrow_left:
        yield "next_url", "arrow of a link", 0.66
    if words.PREV_CLASS.search(classes) and "comment" not in classes:
        yield "previous_url", "class of a link", 0.6
    elif words.NEXT_CLASS.search(classes) and "comment" not in classes:
        yield "next_url", "class of a link", 0.6


def _text_before(a: Element) -> str:
    """The words directly before a link: in its own parent, or ending the block before it."""
    node = a
    for _ in range(4):
        previous, parent = node.getprevious(), node.getparent()
        if previous is not None:
            if (previous.tail or "").strip():
                return str(previous.tail)
            short = (
                isinstance(previous.tag, str)
                and previous.tag not in ("a", "script", "style")
                and len(previous) < 4
            )
            return "".join(previous.itertext()) if short else ""
        if parent is None or (parent.text or "").strip():
            return (parent.text or "") if parent is not None else ""
        node = parent
    return ""
