"""A page in, what it says out, one answer helping the next. Pure: no network, no SQL, no platform's name."""

import re
from dataclasses import replace

from scraper import evidence, threads
from scraper.answers import Look
from scraper.counts import with_counts
from scraper.dates import find_dates
from scraper.evidence import NOTHING, Claim
from scraper.fields import comment_count, each_person, only_comment_count, squash
from scraper.navigation import find_links
from scraper.neighbours import neighbours
from scraper.page import Headers, Page
from scraper.rows import Author, Found, Link, Post, Source
from scraper.select import compile_rules
from scraper.urls import comment_page, date_in, normalize, same_page


def parse_page(html: bytes, url: str, headers: Headers = None) -> Found:
    """What one HTML page says: kind, post, comment tree, links, and how sure each is. Never raises on any bytes."""
    return extract(Page.read(html, url, headers))


def extract(page: Page) -> Found:
    """All that a page says, in the order in which one answer helps the next."""
    look = Look(page)
    kind, why = look.kind
    thread = look.thread if kind in ("post", "page", "comments") else threads.NONE
    sources: dict[str, Source] = {"kind": why}
    post = _post(look, sources) if kind in ("post", "page", "comments") else None
    links = find_links(page, look.rules, look.comment_elements)
    links += tuple(Link(normalize(url), "comments") for url in thread.folded if comment_page(url))
    if kind in ("index", "archive"):
        links = with_counts(page, links, look.comment_elements)
    if thread.comments:
        sources["comments"] = Source(thread.rule, thread.sure)
    return Found(
        url=page.url,
        kind=kind,
        canonical_url=look.canonical,
        platform=look.platform.name if look.platform else None,
        comment_system=thread.system,
        language=look.text_language,
        charset=page.charset,
        blog_title=look.sites[0] if look.sites else None,
        post=post,
        comments=thread.comments,
        links=links,
        sources=sources,
        error=page.error,
    )


def _each(author: Author) -> tuple[Author, ...]:
    """The persons whom one name joins; the address is that of no single one."""
    names = each_person(author.name)
    return tuple(map(Author, names)) if len(names) > 1 else (author,)


def _without_button(author: Author) -> Author:
    """The author without the address "#", which leads nowhere."""
    return replace(author, url=None) if (author.url or "").endswith("#") else author


def _post(look: Look, sources: dict[str, Source]) -> Post:
    title, body, authors, published, updated = (
        look.title,
        look.body,
        look.authors,
        look.published,
        look.updated,
    )
    categories, tags = look.terms
    shown: tuple[Author, ...] = tuple(map(_without_button, authors.value or ()))
    roots, drop = (body.roots, body.drop) if body else ((), ())
    near = neighbours(look.page, look.comment_elements, roots, drop, posts=look.kind[0] != "page")
    previous, following = _by_days(
        _neighbour(look, "previous_url", near), _neighbour(look, "next_url", near), published.value
    )
    for name, claim in (("title", title), ("author", authors), ("published", published),
                        ("updated", updated), ("categories", categories), ("tags", tags),
                        ("previous_url", previous), ("next_url", following)):  # fmt: skip
        if claim.value:
            sources[name] = Source(claim.rule, round(min(claim.sure, 1.0), 2))
    if body:
        sources["body"] = Source(body.rule, body.sure)
    declared = _declared(look)
    content = look.content_without(declared)
    return Post(
        title=title.value or None,
        author=", ".join(a.name for a in shown) or None,
        authors=tuple(one for a in shown for one in _each(a)),
        author_url=shown[0].url if shown else None,
        published=published.value,
        updated=updated.value,
        categories=categories.value or (),
        tags=tags.value or (),
        body_html=content.html or None,
        body_text=content.text or None,
        excerpt=_excerpt(look.page),
        comments_declared=declared,
        previous_url=previous.value,
        next_url=following.value,
        links=content.links,
        media=content.media,
    )


def _neighbour(look: Look, field: str, near: dict[str, Claim]) -> Claim:
    for rule, value in look.hits(field):
        href = look.page.absolute(value if isinstance(value, str) else value.get("href"))
        if href and not same_page(href, look.page.url):
            return Claim(href, rule, 0.9)
    return near.get(field, NOTHING)


def _by_days(previous: Claim, following: Claim, day: str | None) -> tuple[Claim, Claim]:
    """Exchange the neighbours where the days in their addresses show that a theme calls the later one previous."""
    if previous.value == following.value:  # what a class calls otherwise than its platform does
        return (previous, NOTHING) if previous.sure >= following.sure else (NOTHING, following)
    before, after = (date_in(claim.value or "") or "" for claim in (previous, following))
    said = [len(told) for told in (before, after) if told]
    size = min(said, default=0)  # of a year, a month or a day
    alone = len(said) < bool(previous.value) + bool(following.value)  # the other's address tells no day
    if not day or size < 4 or (alone and size < 10):
        return previous, following
    turned = (not before or before[:size] >= day[:size]) and (not after or after[:size] <= day[:size])
    apart = before[:size] != day[:size] if before else after[:size] != day[:size]
    differ = before[:size] != after[:size] and (len(said) == 2 or (apart and size == 10))
    return (following, previous) if turned and differ else (previous, following)


def _excerpt(page: Page) -> str | None:
    return next((v for n in ("description", "og:description") for v in page.meta.get(n, ())), None)


def _declared(look: Look) -> int | None:
    """How many comments the page says it has; none at all it can only say where none are."""
    count = _declared_count(look)
    return None if count == 0 and any(c.kind == "comment" for c in look.thread.comments) else count


def _counted_in_byline(look: Look, some: bool) -> int | None:
    """The count that closes or opens a line with the post's day: "Posted by Ann on May 6, 2010 | 3 Comments"."""
    dated = (ln.text for n, ln in look.scene.near if n <= _NEAR and find_dates(ln.text, look.language))
    cells = (cell for text in dated if len(text) < _LINE for cell in _CELLS.split(text))
    told = (count for cell in cells if (count := only_comment_count(cell)) is not None)
    return next((count for count in told if count or not some), None)


_NEAR, _LINE = 6, 200  # lines from the title; characters of a byline
_CELLS = re.compile(r"\s+[|/·•–—-]+\s+")


def _declared_count(look: Look) -> int | None:
    for _, el in look.hits("comments_declared"):
        text = el if isinstance(el, str) else squash("".join(el.itertext()))
        count = int(text) if text.isdecimal() else comment_count(text)
        if count is not None:
            return count
    told = look.thread.declared
    if told is not None:
        return told
    reader = look.thread_items[0]
    rules = reader.system.declared if reader else ()
    skip = look.comment_elements | look.title_headings
    some = any(c.kind == "comment" for c in look.thread.comments)
    found = threads.declared(look.page, compile_rules(rules), skip, look.away, look.text_elements, some)
    if found is None and some:
        found = next(filter(None, map(threads.counted_above, look.comment_roots[:1])), None)
    if found is None:
        found = _counted_in_byline(look, some)
    if found is None:
        found = evidence.comment_count(look.page)
        found = found if (found or 0) >= len(look.thread.comments) else None  # a plugin says 0 of all posts
    if found is None and (written := sum(c.kind == "comment" for c in look.thread.comments)) > 1:
        return threads.counted_in_own_words(look.page, look.comment_elements, written, look.text_elements)
    return found
