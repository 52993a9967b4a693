"""The lines that a reader sees around a post's text, and where among them title and text stand. Never a selector."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice, pairwise, takewhile

from scraper import words
from scraper.dates import find_dates
from scraper.fields import comment_count, fold, is_comments_heading, letters, once, remembered
from scraper.lines import Line, lines_without
from scraper.page import Page
from scraper.select import TITLE_HEADINGS, Element

NEARBY = 14  #: lines before and after the body in which its byline is looked for


@dataclass
class Scene:
    """The lines around a post's body, in reading order, and where among them title and body stand."""

    page: Page
    title: str | None
    body: Element | None
    language: str | None = None
    before: list[Line] = field(default_factory=list)  #: from above the title to the body
    after: list[Line] = field(default_factory=list)  #: from the end of the body to the comments
    inside: list[Line] = field(default_factory=list)  #: in the text's element, and no part of it
    text: list[Line] = field(default_factory=list)  #: the text's own lines
    edges: list[Line] = field(default_factory=list)  #: the first and last of them, and those beside the title
    around: list[Line] = field(default_factory=list)  #: those beside the title, where that is in the text
    title_at: int = 0  #: index of the title's line in ``before``
    beside: list[Line] = field(default_factory=list)  #: below the title's first place, far above

    @cached_property
    def labelled(self) -> dict[int, str]:
        """id of a line -> the label on the line above it: "Last update:" of a day in an element of its own."""
        runs = (self.before, self.after, self.inside)
        pairs = (pair for run in runs for pair in pairwise(run))
        return {id(ln): f"{above.text} " for above, ln in pairs if words.UPDATE_LABEL.match(above.text)}

    @cached_property
    def near(self) -> list[tuple[float, Line]]:
        """(distance, line), nearest first: beside the title, then between it and the body, after it, at its edges."""
        before = [(self._distance(i, ln), ln) for i, ln in enumerate(self.before)]
        edges = ((1 if ln in self.around else 5, ln) for ln in self.edges)
        rest = [*((3 + 0.5 * i, ln) for i, ln in enumerate(self.inside)), *edges]
        again = ((1.2 + i, ln) for i, ln in enumerate(self.beside))
        after = ((5 + i, ln) for i, ln in enumerate(self.after))
        return sorted([*before, *rest, *again, *after], key=lambda x: x[0])

    def _distance(self, place: int, line: Line) -> float:
        """How far a line before the body is from the title; above it one of the post's data is near."""
        ahead = self.title_at - place
        if ahead <= 0:
            return -ahead
        return 0.3 * ahead + 2 if is_meta(line, 4) else 1.5 * ahead + 1

    @cached_property
    def below_title(self) -> Line | None:
        """The line right below the title, where that stands within the text's element."""
        title = fold(self.title)
        return next((ln for above, ln in pairwise(self.inside) if title and fold(above.text) == title), None)

    @cached_property
    def telling(self) -> list[tuple[float, Line, str, re.Match[str] | None]]:
        """The near lines that may tell a day, each with its words and where among these it tells of a change."""
        title = fold(self.title)
        dated = bool(title) and bool(find_dates(title, self.language))
        near = ((n, ln, self.labelled.get(id(ln), "") + _head_of(ln.text)) for n, ln in self.near)
        if dated:
            near = ((n, ln, self._untitled(text)) for n, ln, text in near)
        return [
            (n, ln, text, _updated(text))
            for n, ln, text in near
            if n <= 2 * NEARBY and 5 < len(text) < 260 and fold(text) != title
            if not (dated and title in fold(text)) and not is_anothers(text)
        ]

    def _untitled(self, text: str) -> str:
        """A line that tells when the post was published, without its title, where that names a day of its own."""
        return text.replace(self.title or "", " ") if words.PUBLISHED.search(text) else text


def read_scene(
    page: Page,
    title: str | None,
    roots: Sequence[Element],
    drop: set[Element],
    comments: set[Element],
    away: set[Element],
    language: str | None,
) -> Scene:
    """The scene around a body, of one root or several.

    ``comments`` are never shown, ``drop`` is what in the body is no part of it.
    """
    body = roots[0] if roots else None
    inside = {e for root in roots for e in page.index.below(root)}
    dropped = {e for el in drop for e in page.index.below(el)}
    scene = Scene(page, title, body, language)
    tops = page.index.by_tag.get("body", [])[:1] or [page.root]
    order, start = page.index.order, page.index.order.get(body, 0) if body is not None else 0
    for line in lines_without(tops[0], comments | (away - inside)):
        at = line.pieces[0][0]
        if at in inside and at in away:
            continue  # a list of other posts or of all categories, set into the text
        if at in inside:
            shown = [piece for piece in line.pieces if piece[0] not in dropped] if at in dropped else []
            if any(letters(text) for _, text in shown):  # a byline or a mark right before the words
                scene.inside.append(Line([piece for piece in line.pieces if piece[0] in dropped]))
                scene.text.append(Line(shown))
            else:
                (scene.inside if at in dropped else scene.text).append(line)
        elif order.get(at, 0) < start or body is None:
            scene.before.append(line)
        else:
            scene.after.append(line)
    _end_at_comments(scene, order)
    scene.around = _around_title(scene)
    edges = scene.text[:3] + scene.around + scene.text[-5:]
    scene.edges = [ln for ln in {id(ln): ln for ln in edges}.values() if len(ln.text) < 200]
    _trim(scene)
    return scene


def _around_title(scene: Scene) -> list[Line]:
    """The lines beside the title, where that stands some lines down in the text's element."""
    want = fold(scene.title)
    heads = (n for n, ln in enumerate(scene.text[:NEARBY]) if want and fold(ln.text).endswith(want))
    at = next(heads, None)
    return [] if at is None else scene.text[max(0, at - 1) : at + 2]


def _end_at_comments(scene: Scene, order: Mapping[Element, int]) -> None:
    """Leave out days below a heading such as "Comments" behind the text: they are these comments', were none found."""
    last = max((order[line.pieces[0][0]] for line in scene.text), default=0)
    for run in (scene.inside, scene.after):
        heads = (n for n, ln in enumerate(run) if order[ln.pieces[0][0]] > last and _heads_comments(ln))
        if (at := next(heads, None)) is not None:
            box = _box_of(run[at].pieces[0][0])
            run[at:] = [
                ln for ln in run[at:] if box not in ln.pieces[0][0].iterancestors() or not _tells_when(ln)
            ]


def _box_of(heading: Element) -> Element | None:
    """What a heading stands in with all that it heads."""
    el = next((e for e in (heading, *above(heading, 1)) if e.tag in TITLE_HEADINGS), heading)
    return next((e for e in el.iterancestors() if len(e) > 1), None)


def _tells_when(line: Line) -> bool:
    return bool(find_dates(line.text)) and not words.ENTRY_WAS.match(line.text)


def _heads_comments(line: Line) -> bool:
    el = line.pieces[0][0]
    return any(e.tag in TITLE_HEADINGS for e in (el, *above(el, 1))) and is_comments_heading(line.text)


def _trim(scene: Scene) -> None:
    """Keep the lines near the title and the body."""
    want = fold(scene.title)
    at = next(
        (i for i in range(len(scene.before) - 1, -1, -1) if want and fold(scene.before[i].text) == want), None
    )
    if at is None:
        at = max(0, len(scene.before) - 3)
        scene.before, scene.title_at = scene.before[-NEARBY:], 0
        scene.title_at = max(0, len(scene.before) - 3)
    else:
        start = max(0, at - 5)
        while start and at - start < NEARBY and is_meta(scene.before[start - 1], 4):
            start -= 1  # what a theme sets beside its titles
        first = next(i for i, ln in enumerate(scene.before) if fold(ln.text) == want)
        scene.beside = scene.before[first + 1 : first + 5] if first + 5 <= start else []
        scene.before, scene.title_at = scene.before[start:], at - start
        if len(scene.before) > 3 * NEARBY:
            scene.before = scene.before[: scene.title_at + NEARBY] + scene.before[-NEARBY:]
    scene.after = list(takewhile(lambda ln: not _heads_others(ln), scene.after))[:NEARBY]


def _heads_others(line: Line) -> bool:
    """Is it a heading such as "Related posts"? What stands below it tells of them."""
    el = line.pieces[0][0]
    heads = any(e.tag in TITLE_HEADINGS for e in (el, *above(el, 2)))
    return heads and len(line.text) < 60 and bool(words.OTHER_POSTS.match(line.text))


def is_prose(line: Line) -> bool:
    """Does a line say something, and not only when, by whom and under what it was written?"""
    text = line.text
    if words.CLOSED.fullmatch(text) or words.ENTRY_WAS.match(text):
        return False
    sites = len(text) < 120 and words.NOT_POST.search(text)
    filed = words.FILING.match(text) or words.PUBLISHED.search(text) or sites
    signed = len(text) < 40 and words.BY.match(text) and text[-1] not in ".!?…"
    plain = "".join(
        t for el, t in line.pieces if el.tag != "a" and not any(x.tag == "a" for x in above(el, 2))
    )
    unlinked = len(letters(plain))
    linked = unlinked < 100 and unlinked * 2 < len(letters(text))
    named = any(x.get("itemprop") in ("author", "name") for el, _ in line.pieces for x in (el, *above(el, 1)))
    return not (
        filed
        or signed
        or linked
        or named
        or comment_count(text) is not None
        or find_dates(text)
        and len(text) < 120
    )


_is_no_post = once(words.NOT_POST.search, *words.NOT_POST_PIECES)


def is_anothers(text: str) -> bool:
    """Does a line speak of the theme, the site or another post? "Posted in Design by Ann" does not."""
    if not _is_no_post(text):
        return False
    return not words.FILING.match(text) or _is_no_post(_TERMS_LIKE_CREDITS.sub(" ", text))


_TERMS_LIKE_CREDITS = re.compile(r"\b(?:themes?|templates?|skins?|layouts?|design|css)\b", re.I)
_updated = remembered(1024)(words.UPDATED.search)


def _head_of(text: str) -> str:
    """What of a long line may tell a post's day: the head of "This entry was posted on May 6 and is filed under"."""
    if len(text) <= 200:
        return text
    told = words.ENTRY_WAS.match(text) or words.ENTRY_WAS.search(text, 0, 60)  # "17 Oct This entry was …"
    if told is None and words.PUBLISHED.match(text):
        return text[:80]  # "Posted on May 6, 2010 — " and the text's first words
    return text[told.start() :][:160] if told else text


def is_meta(line: Line, levels: int = 1) -> bool:
    """Does a line stand in what a theme calls a post's data: "post-meta-top"?"""
    el = line.pieces[0][0]
    return any(_META_CLASS.search(x.get("class") or "") for x in (el, *above(el, levels)))


_META_CLASS = re.compile(r"(?:^|[\s_-])(?:meta|info|byline|details?)(?=$|[\s_-])", re.I)


def leads_on(a: Element) -> bool:
    """Is a link said to lead to the post before or after (HTML Living Standard, 4.6.7.18 and 4.6.7.19)?"""
    return not ON.isdisjoint((a.get("rel") or "").lower().split())


ON = frozenset(("prev", "previous", "next"))


def links_around(line: Line) -> Iterator[Element]:
    return (x for el, _ in line.pieces for x in (el, *above(el, 2)) if x.tag == "a")


def above(el: Element, levels: int) -> Iterator[Element]:
    return islice(el.iterancestors(), levels)
