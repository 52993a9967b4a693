"""What a page tells its readers about a post: headings, bylines, filing lines, neighbours. Never a platform's selector."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from scraper.dates import read_date
from scraper.evidence import Claim
from scraper.fields import comment_count, fold, letters, person, read_name, read_term, squash, title_parts
from scraper.lines import Line, lines
from scraper.page import Page
from scraper.rows import Author, Term
from scraper.select import Element
from scraper.urls import host, kind_of, same_page

_NEARBY = 14  #: lines before and after the body in which its byline is looked for


@dataclass
class Scene:
    """The lines around a post's body, in reading order, and where among them title and body stand."""

    page: Page
    title: str | None
    body: Element | None
    language: str | None = None
    before: list[Line] = field(default_factory=list)  #: from above the title to the body
    after: list[Line] = field(default_factory=list)  #: from the end of the body to the comments
    inside: list[Line] = field(
        default_factory=list
    )  #: what in the body's element is no part of the text, and its edges
    edges: list[Line] = field(default_factory=list)  #: the text\'s own first and last lines
    title_at: int = 0  #: index of the title's line in ``before``

    @property
    def near(self) -> list[tuple[float, Line]]:
        """(distance, line), nearest first: beside the title, then between it and the body, after it, at its edges."""
        at = self.title_at
        before = [(i - at if i >= at else 1.5 * (at - i) + 1, ln) for i, ln in enumerate(self.before)]
        rest = [*((3 + 0.5 * i, ln) for i, ln in enumerate(self.inside)), *((5, ln) for ln in self.edges)]
        return sorted([*before, *rest, *((5 + i, ln) for i, ln in enumerate(self.after))], key=lambda x: x[0])


def look(
    page: Page,
    title: str | None,
    body: Element | None,
    drop: set[Element],
    comments: set[Element],
    away: set[Element],
    language: str | None,
) -> Scene:
    """The scene around a body; ``comments`` are never shown, ``drop`` is what in the body is no part of it."""
    inside = set(body.iter(etree.Element)) if body is not None else set()
    dropped = {e for el in drop for e in el.iter(etree.Element)}
    scene = Scene(page, title, body, language)
    tops = [e for e in page.index.by_tag.get("body", ())][:1] or [page.root]
    order, start = page.index.order, page.index.order.get(body, 0) if body is not None else 0
    text: list[Line] = []
    for line in lines(
        tops[0], lambda el, shown: shown and el not in comments and (el in inside or el not in away)
    ):
        at = line.pieces[0][0]
        if at in inside and at in away:
            continue  # a list of other posts or of all categories, set into the text
        if at in inside:
            (scene.inside if at in dropped else text).append(line)
        elif order.get(at, 0) < start or body is None:
            scene.before.append(line)
        else:
            scene.after.append(line)
    scene.edges = [ln for ln in {id(ln): ln for ln in text[:3] + text[-5:]}.values() if len(ln.text) < 200]
    _trim(scene)
    return scene


def _trim(scene: Scene) -> None:
    """Keep the lines near the title and the body."""
    want = fold(scene.title)
    at = next(
        (i for i in range(len(scene.before) - 1, -1, -1) if want and fold(scene.before[i].text) == want), None
    )
    if at is None:
        at = max(0, len(scene.before) - 3)
        scene.before, scene.title_at = scene.before[-_NEARBY:], 0
        scene.title_at = max(0, len(scene.before) - 3)
    else:
        start = max(0, at - 5)
        scene.before, scene.title_at = scene.before[start:], at - start
        if len(scene.before) > 3 * _NEARBY:
            scene.before = scene.before[: scene.title_at + _NEARBY] + scene.before[-_NEARBY:]
    scene.after = scene.after[:_NEARBY]


# ---- title --------------------------------------------------------------------------------------------------

_HEADINGS = ("h1", "h2", "h3", "h4")
_TITLE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:entry|post|article|blog|page|story|single)?[-_]?(?:title|headline|heading|subject|titre|titulo)(?=$|[\s_-])",
    re.I,
)


def headings(page: Page, hidden: set[Element]) -> list[tuple[Element, str]]:
    """Headings and elements classed as titles, outside comments and columns, with their text."""
    index = page.index
    named = [c for c in index.by_class if _TITLE_CLASS.search(c)]
    els = {e for tag in _HEADINGS for e in index.by_tag.get(tag, ())}
    els.update(e for c in named for e in index.by_class[c] if e.tag in _TITLE_TAGS)
    found = []
    for el in sorted(els - hidden, key=index.order.__getitem__):
        text = squash("".join(el.itertext()))
        if 0 < len(text) <= 300:
            found.append((el, text))
    return found


_TITLE_TAGS = frozenset(["div", "span", "p", "a", "td", "strong", "font", "b"])


def titles(page: Page, hidden: set[Element], sites: list[str]) -> Iterator[Claim]:
    """Headings weighed by the window's title: what is a part of both is the post's."""
    parts = [p for p in title_parts(page.title_text) if fold(p) not in {fold(s) for s in sites}]
    sizes = {letters(p): len(letters(p)) for p in parts}
    whole = len(letters(page.title_text)) or 1
    seen = 0
    for el, text in headings(page, hidden):
        key = letters(text)
        if not key or fold(text) in {fold(s) for s in sites} or _FORM_HEADING.match(text):
            continue
        sure = 0.3 + 0.05 * (el.tag == "h1") - 0.02 * min(seen, 5)
        if key in sizes:
            sure = 0.72 + 0.18 * sizes[key] / whole + 0.03 * (el.tag == "h1")
            if _home_link(page, el):
                sure -= 0.35
        elif part := next(
            (
                p
                for p in parts
                if len(p) > 5 and text.startswith(p) and not letters(text[len(p) :]).strip("0123456789")
            ),
            None,
        ):
            text, sure = part, 0.8  # a count of comments or a link mark stands behind the title
        elif _alike(text, page.title_text):
            sure = 0.6 + 0.28 * (el.tag == "h1")
        elif len(key) > 8 and (
            key in letters(page.title_text) or any(k and len(k) > 12 and key.startswith(k) for k in sizes)
        ):
            sure = 0.7
        elif _TITLE_CLASS.search(el.get("class") or ""):
            sure += 0.2
        seen += 1
        yield Claim(text, f"heading {el.tag}", sure)
    if parts:
        best = max(parts[:1] + [p for p in parts if _separable(p, page.title_text)], key=len)
        yield Claim(best, "window title", 0.45)
    elif page.title_text and fold(page.title_text) not in {fold(s) for s in sites}:
        yield Claim(page.title_text, "window title", 0.35)


_WORDS = re.compile(r"\w+")
_FORM_HEADING = re.compile(r"(?:leave|post|add|write|submit|join)\s+(?:a|your|the)?\s*(?:reply|comment|response|conversation|discussion)|(?:\d+\s+)?(?:comments?|responses?|replies)\b|"
                           r"(?:schreibe?|hinterlasse?)\s+(?:einen?|mir)|kommentare?\b|laisser?\s+un|deja\s+(?:un|una|tu)|deixe\s+|lascia\s+un|dodaj\s+komentarz", re.I)  # fmt: skip


def _alike(heading: str, title: str) -> bool:
    """Do most words of a heading stand in the window's title, though not in the same order?"""
    words = set(_WORDS.findall(fold(heading)))
    return len(words) > 2 and len(words & set(_WORDS.findall(fold(title)))) >= 0.5 * len(words)


def _separable(part: str, title: str) -> bool:
    return title.startswith(part) and len(title) > len(part) and len(part) > len(title) * 0.4


def _home_link(page: Page, el: Element) -> bool:
    inner = el if el.tag == "a" else next(el.iter("a"), None)
    a = inner if inner is not None else next(el.iterancestors("a"), None)
    href = page.absolute(a.get("href")) if a is not None else None
    return bool(href) and kind_of(href or "") == "index" and not same_page(href or "", page.url)


# ---- dates --------------------------------------------------------------------------------------------------

_UPDATED = re.compile(
    r"\b(?:updated?|modified|last\s+edited|edited|aktualisiert|zuletzt|mis?e?\s+à\s+jour|actualizado|atualizado|aggiornato|zmieniono|обновлено|更新)\b",
    re.I,
)
_NOT_POST = re.compile(
    r"©|copyright|\(c\)\s*\d{4}|all rights|powered by|\b(?:next|previous)\b.{0,20}(?:post|entry)|related|abgelegt im archiv",
    re.I,
)


def dates(
    scene: Scene, updated: bool = False, order: str | None = None, now: str | None = None
) -> Iterator[Claim]:
    """Dates in the lines around the body, the nearest line first."""
    title = fold(scene.title)
    for distance, line in scene.near:
        text = line.text
        if not 5 < len(text) < 260 or distance > 2 * _NEARBY or fold(text) == title or _NOT_POST.search(text):
            continue
        again = _UPDATED.search(text)
        if updated is not bool(again) and not (again and again.start() > 8):
            continue
        date = (
            _line_date(line, scene, order, now)
            if not again
            else read_date(
                text[again.start() :] if updated else text[: again.start()], scene.language, order, now
            )
        )
        if date:
            sure = (
                0.74 - 0.02 * distance - 0.001 * max(0, len(text) - 60) + 0.12 * bool(_PUBLISHED.search(text))
            )
            yield Claim(date, "line near the body", max(0.3, sure))


_PUBLISHED = re.compile(
    r"^\W*(?:first\s+)?(?:publi\w+|posted|date|datum|ver(?:ö|oe)ffentlicht|erstellt|pubblicato|fecha|submitted|написано|опубликовано|发布|発表|公開|投稿日|작성일)",
    re.I,
)


def _line_date(line: Line, scene: Scene, order: str | None, now: str | None) -> str | None:
    shown = read_date(line.text, scene.language, order, now)
    for el, _ in line.pieces:
        for node in (el, el.getparent()):
            if node is None or node.tag not in ("time", "abbr"):
                continue
            exact = read_date(node.get("datetime") or node.get("title"), scene.language)
            if exact and (not shown or exact[:10] == shown[:10]) and len(exact) >= len(shown or ""):
                return exact
    return shown


_CLOCK = re.compile(r"(?<![\d:.])(?:[01]?\d|2[0-3])[:.h][0-5]\d(?![\d.])(?:\s*[ap]\.?m\b\.?)?", re.I)
_AT = re.compile(r"\b(?:at|um|à|a las|às|alle|ore|om|kl|klo|o|v|в)\b|@|\bposted\b|uhr", re.I)


def clock(scene: Scene, day: str) -> Claim | None:
    """The time of a day that is shown elsewhere: "posted by Ann at 12:53" below a date heading."""
    for _, line in scene.near[:_NEARBY]:
        text = line.text
        at = _CLOCK.search(text) if len(text) < 140 and _AT.search(text) else None
        if at and not read_date(text, scene.language) and not _NOT_POST.search(text):
            whole = read_date(f"{day} {at[0]}")
            if whole and "T" in whole:
                return Claim(whole, "time in a line near the body", 0.6)
    return None


# ---- author -------------------------------------------------------------------------------------------------

_BY = re.compile(
    r"""(?:^|[\s|•·,/(–—-])(?:(?:posted|written|published|submitted|added|authored|contributed|created)\s+(?:on\s.{4,40}?\s)?by|
    (?<!filed\s)by:?|(?:geschrieben|verfasst|ver(?:ö|oe)ffentlicht|erstellt|gepostet|eingestellt)\s+(?:am\s.{4,40}?\s)?von|von|autor(?:in|a|e)?:|
    (?:publi[ée]|[ée]crit|post[ée]|r[ée]dig[ée])\s+(?:le\s.{4,40}?\s)?par|par|auteur\s*:|(?:publicado|escrito|enviado|posteado|postado)\s+(?:el\s.{4,40}?\s|em\s.{4,40}?\s)?por|por|
    (?:pubblicato|scritto|postato|inserito)\s+(?:il\s.{4,40}?\s)?da|(?:geplaatst|geschreven)\s+(?:op\s.{4,40}?\s)?door|door|
    (?:napisa[łl]a?|opublikowane?\s+przez|dodane?\s+przez|przez)|(?:napsala?|vlo[žz]ila?)|(?:skrevet|skrivet|postad|publicerat)\s+(?:den\s.{4,40}?\s)?a[vf]|
    (?:автор|опубликовал[аи]?|написал[аи]?)\s*:?|作者\s*[:：]|著者\s*[:：]|投稿者\s*[:：]?|글쓴이\s*:?|작성자\s*:?)(?![^\W_])\s*""",
    re.X | re.I,
)
_END = re.compile(
    r"\s+(?:on|at|in|under|am|um|le|el|em|il|dne|dnia|op|den|posted|published|filed|updated|to|with|when|vom|unter|dans|en|w)\s+(?=\S*\d|[\"“«A-Z(]|$)|\s*[|•·/@(\[–—]|\s+[-~]\s+|,\s|;|:\s|\s{2,}|"
    r"\s+(?=\d)|\s*\bon\b\s*$|\.(?=\s|$)(?<![A-Z]\.)(?<!Jr\.)(?<!Dr\.)(?<!Mr\.)(?<!St\.)|(?<=\w)\s*发表|\s+\d+\s+comments?",
    re.I,
)  # fmt: skip


def authors(scene: Scene) -> Iterator[Claim]:
    """Names in bylines around the body: links to an author's page, then what follows "by"."""
    for n, line in scene.near[: 2 * _NEARBY]:
        text = line.text
        if not 2 < len(text) < 300 or _NOT_POST.search(text) or fold(text) == fold(scene.title):
            continue
        linked = _author_link(line)
        if linked:
            name, el = linked
            yield Claim((Author(name, scene.page.absolute(el.get("href"))),), "byline link", 0.75 - 0.01 * n)
            continue
        classed = _author_class(line, scene) if n < 12 else None
        if classed:
            yield Claim((Author(classed),), "byline class", 0.68 - 0.01 * n)
        found = _BY.search(text)
        if not found:
            beside = _beside_date(line, scene)
            if beside:
                yield Claim((Author(beside),), "byline beside the date", 0.55 - 0.01 * n)
            continue
        if len(text) > 160 + found.start() or (line in scene.edges and found.start() > 3):
            continue
        name = _name_after(text[found.end() :])
        if name:
            sure = 0.7 if read_date(text, scene.language) or found.start() < 3 else 0.5
            sure -= 0.2 if len(text) > 60 and name[:1].islower() else 0.12 if n > 8 else 0
            yield Claim(_people(name, line, scene.page), "byline", sure - 0.01 * n)


_CELLS = re.compile(r"\s*[|•·/]\s*|\s+[–—-]\s+")


def _beside_date(line: Line, scene: Scene) -> str | None:
    """The name in "admin | November 22, 2009 | 3 comments": a short cell beside one that is a date."""
    text = line.text
    cells = [c for c in _CELLS.split(text) if c.strip()]
    if not 2 <= len(cells) <= 5 or len(text) > 120 or not read_date(text, scene.language):
        return None
    terms = {
        fold("".join(el.itertext()))
        for el, _ in line.pieces
        if el.tag == "a"
        and (_CAT_HREF.search(el.get("href") or "") or _TAG_HREF.search(el.get("href") or ""))
    }
    for cell in cells:
        name = person(cell)
        if (
            name
            and len(name) <= 40
            and len(name.split()) <= 4
            and not read_date(cell, scene.language)
            and not any(c.isdigit() for c in name)
        ):
            if fold(name) not in terms and comment_count(cell) is None and not _COMMENTING.search(cell):
                return name
    return None


_COMMENTING = re.compile(
    r"comment|kommentar|coment|respon|reply|permalink|trackback|views?\b|share|print|edit|min\w*\s+read|\b(?:category|posted|filed|tags?)\b|[:?!…]",
    re.I,
)


def _name_after(rest: str) -> str | None:
    name = _END.split(rest, maxsplit=1)[0]
    if not name.strip() or re.match(r"\s*(?:on|at|in|am|um|the|le|el)\b", name, re.I) or len(name) > 60:
        return None
    if (
        len(name.split()) > 6
        or any(c.isdigit() for c in name[:1])
        or name[:1].islower()
        and len(name.split()) > 2
    ):
        return None
    return person(name)


_AUTHOR_CLASS = re.compile(
    r"(?:^|[\s_-])(?:author|authors|byline|by-?line|writer|posted-?by|postedby|author-?name|blog-?author|contributor)(?=$|[\s_-])",
    re.I,
)
_NAME_LIKE = re.compile(
    r"^(?:(?:Dr|Mr|Mrs|Ms|Prof)\.?\s+)?[^\W\d_][\w'’.-]*(?:\s+(?:[^\W\d_][\w'’.-]*|&|and)){0,4}$"
)


def _author_class(line: Line, scene: Scene) -> str | None:
    """The name in an element classed as a byline."""
    for el, text in line.pieces:
        if text.strip() and any(
            _AUTHOR_CLASS.search(x.get("class") or "") for x in (el, *_up(el, 2)) if x is not scene.body
        ):
            name = person(text)
            if (
                name
                and len(name) <= 50
                and _NAME_LIKE.match(name)
                and not _NO_NAME.match(name)
                and not read_date(text, scene.language)
                and comment_count(text) is None
            ):
                return name
    return None


_NO_NAME = re.compile(
    r"(?:view|read|see|more|all|about|visit|posts?|contact|follow|subscribe|profile|log\s*in|sign\s+in|website|articles?)\b",
    re.I,
)


def _author_link(line: Line) -> tuple[str, Element] | None:
    for el, text in line.pieces:
        a = next((x for x in (el, *el.iterancestors()) if x.tag == "a"), None) if text.strip() else None
        if a is None or not a.get("href"):
            continue
        rel, href = (a.get("rel") or "").lower().split(), a.get("href").lower()
        if "author" in rel or re.search(
            r"/authors?/[^/]+|[?&]author=|/user/\w|/people/|/profile/|/member/", href
        ):
            name = person(squash("".join(a.itertext())))
            if name and not _NO_NAME.match(name):
                return name, a
    return None


def _people(name: str, line: Line, page: Page) -> tuple[Author, ...]:
    for el, text in line.pieces:
        a = el if el.tag == "a" else el.getparent()
        if a is not None and a.tag == "a" and a.get("href") and fold(read_name(text)) == fold(name):
            return (Author(name, page.absolute(a.get("href"))),)
    return (Author(name),)


# ---- categories and tags ------------------------------------------------------------------------------------

_LABELS = (
    ("tags", re.compile(
        r"(?:\b(?:tags?(?:ged)?(?:\s+(?:as|with|in|under|for this (?:post|article|entry)))?|technorati(?:\s+tags)?|labels?|keywords?|topics?|schlagw(?:ö|oe)rte[r]?|schlagworte|"
        r"stichw(?:ö|oe)rte[r]?|verschlagwortet\s+mit|getaggt\s+mit|etiquetas|etiquetado|marcadores|mots[\s-]cl[ée]fs?|[ée]tiquettes?|[ée]tiquet[ée]|etichette|tagi|"
        r"t[aä]gg(?:ar|ad)|nøkkelord|emneord|avainsanat|etiketler|štítky|címkék|trefwoorden|tags\s+für\s+diesen\s+artikel|метки|теги|тэги|ετικέτες)\b|"
        r"标签|標籤|タグ|태그|الوسوم|برچسب)\s*(?:\([^)]*\))?\s*[:：»-]?\s*$", re.I)),
    ("categories", re.compile(
        r"(?:\b(?:(?:posted|filed|published|categori[sz]ed|archived)\s+(?:in(?:to)?|under|as|to)|categor(?:y|ies)|sections?|topics?|abgelegt\s+(?:unter|in)|eingeordnet\s+unter|"
        r"kategorien?|rubrik(?:en)?|thema|ver(?:ö|oe)ffentlicht\s+(?:in|unter)|categor[ií]as?|cat[ée]gories?|class[ée]\s+dans|publi[ée]\s+dans|rubriques?|publicado\s+(?:en|em)|archivado\s+en|"
        r"arquivado\s+em|guardado\s+en|categori[ae]|pubblicato\s+in|archiviato\s+in|geplaatst\s+in|categorie(?:ën|n)?|kategori(?:e|er|a|at)?|kategóriák?|zaszufladkowano\s+do|rubryka|"
        r"kategórie|zařazeno|v\s+rubrice|filed|(?:posted|geschrieben|publi[ée]|publicado|inserito)\b[^|]{1,60}\b(?:in|dans|en|em)|под\s+рубрикой|рубрик[аи]|категори[яи]|раздел|κατηγορ[ίι]\w*)\b|分类|分類|カテゴリー?|카테고리|テーマ|التصنيف|دسته)"
        r"\s*(?:\([^)]*\))?\s*[:：»>-]?\s*$", re.I)),
)  # fmt: skip
_JOINT = re.compile(
    r"^[\s,;|/•·&+#»>()\[\]\"'’“”.-]*(?:(?:and|und|et|y|e|en|og|och|i|и|a)[\s,]*)?[\s,;#]*$", re.I
)
_TAG_NAMES = re.compile(
    r"(?:^|[\s_-])(?:tags?|tag-?links?|taglinks?|tagged|labels?|topics?|keywords|post-?tags?|entry-?tags?|tagcloud|etiquetas|freetag|hashtags?)(?=$|[\s_-])",
    re.I,
)
_CAT_NAMES = re.compile(
    r"(?:^|[\s_-])(?:cats?|categor(?:y|ies|ia|ie)|cat-?links?|post-?categor\w+|entry-?categor\w+|kategorien?|rubri\w+|filed(?:-?under)?|postcat)(?=$|[\s_-])",
    re.I,
)
_TAG_HREF = re.compile(
    r"/(?:tags?|tagged|labels?|topics?|keywords?|etiqueta|tagi|schlagwort|search/label)/[^/]|[?&]tag=|/plugin/tag/|technorati\.com/tag",
    re.I,
)
_CAT_HREF = re.compile(
    r"/(?:categor(?:y|ies|ia|ie)|cat|kategorien?|kategorie|rubri(?:k|que)s?|blog-category-\d+|topics?/category|theme)[/-](?!index\.)[^/]|[?&]cat(?:egory)?=|[?&]c=\d",
    re.I,
)


#: categories or tags -> folded name -> (term, how strong its evidence is: 3 the page's words, 2 rel, 1 address)
Filed = dict[str, dict[str, tuple[Term, int]]]


def terms(scene: Scene) -> tuple[list[Term], list[Term]]:
    """(categories, tags) of the filing lines around the body, by the page's own words first."""
    found: Filed = {"categories": {}, "tags": {}}
    for part in (scene.before, scene.inside, scene.after):
        state: str | None = None
        for line in part:
            state = _read_terms(line, state, scene, found)
    for line in scene.edges:  # in the text a heading says nothing of the lines below it
        if _label(line.pieces[0][1]) or _JOINT.match(_bare(line)):
            _read_terms(line, None, scene, found)
    return _strongest(found["categories"]), _strongest(found["tags"])


def _strongest(filed: dict[str, tuple[Term, int]]) -> list[Term]:
    """Terms without those that only their address tells, where the page's own words or its markup tell others."""
    best = max((strength for _, strength in filed.values()), default=0)
    return [term for term, strength in filed.values() if strength > 1 or best == 1]


def _read_terms(line: Line, state: str | None, scene: Scene, found: Filed) -> str | None:
    """One line's terms; the state it leaves is that of a label with its links on the next lines."""
    label, link_before, words = state, None, ""
    linked = False
    for el, text in line.pieces:
        a = next((x for x in (el, *_up(el, 3)) if x.tag == "a" and x.get("href")), None)
        if a is None:
            words += text
            if not text.strip():
                continue
            new = _label(words)
            if new is None and not _JOINT.match(text):
                label = None
            label = new or label
            continue
        words = ""
        if a is link_before:
            continue
        link_before, linked = a, True
        _file(a, label, scene, found)
    text = line.text
    if not linked:
        return _label(text) or _unlinked(text, found)
    return label if len(line.pieces) and _JOINT.match(_bare(line)) else None


def _up(el: Element, levels: int) -> Iterator[Element]:
    for n, a in enumerate(el.iterancestors()):
        if n >= levels:
            return
        yield a


def _bare(line: Line) -> str:
    """The line's words outside links."""
    return "".join(t for el, t in line.pieces if el.tag != "a" and not any(x.tag == "a" for x in _up(el, 2)))


def _label(text: str) -> str | None:
    tail = squash(text)[-60:]
    return next((name for name, pattern in _LABELS if tail and pattern.search(tail)), None)


_PLAIN_TAGS = re.compile(
    r"^(?:tags?|keywords?|labels?|schlagw(?:ö|oe)rter|mots[\s-]cl[ée]s|标签|タグ)\s*[:：]\s*(.+)$", re.I
)


def _unlinked(text: str, found: Filed) -> None:
    """ "Tags: one, two" without links."""
    plain = _PLAIN_TAGS.match(text)
    if plain and len(text) < 300:
        for part in re.split(r"[,;、，]", plain[1]):
            name = read_term(part)
            if name:
                found["tags"].setdefault(fold(name), (Term(name), 3))


def _file(a: Element, label: str | None, scene: Scene, found: Filed) -> None:
    """Put a link under categories or tags, if it is a term at all: the page's words outweigh class, address and rel."""
    href = scene.page.absolute(a.get("href")) or ""
    rel = (a.get("rel") or "").lower().split()
    leads_to = kind_of(href) if href else None
    if (
        "author" in rel
        or _AUTHOR_HREF.search(href)
        or leads_to in ("comments", "feed", "index")
        or (href and same_page(href, scene.page.url))
    ):
        return
    by_path = "tags" if _TAG_HREF.search(href) else "categories" if _CAT_HREF.search(href) else None
    by_rel = "categories" if "category" in rel else "tags" if "tag" in rel else None
    by_class = _class_kind(a, scene)
    if (
        not (by_path or by_rel)
        and not (label and leads_to != "post" and (not href or host(href) == host(scene.page.url)))
        and not (by_class and leads_to == "archive")
    ):
        return
    certain = bool(by_rel or by_path)
    name = read_term("".join(a.itertext()), certain)
    if not name or (not certain and (read_date(name, scene.language) or _TERM_WORDS.search(name))):
        return
    kind = label or (by_rel if by_rel == "categories" else None) or by_path or by_class or by_rel
    if kind:
        found[kind].setdefault(fold(name), (Term(name, href or None), 3 if label else 2 if by_rel else 1))


_AUTHOR_HREF = re.compile(
    r"/authors?/|[?&]author=|/user/|/profile/|/people/|/share|addthis|facebook\.com|twitter\.com|digg\.com",
    re.I,
)
_TERM_WORDS = re.compile(
    r"^(?:about\s+th(?:is|ese)|read\s+more|more\s*[»>]|view\s|share\b|tweet$|reply$|permalink|trackback|print$|rss\b)|[»→]\s*$|^[«←]",
    re.I,
)


def _class_kind(a: Element, scene: Scene) -> str | None:
    for node in (a, *_up(a, 4)):
        if node is scene.body:
            return None
        names = node.get("class") or ""
        kind = next(
            (k for k, p in (("tags", _TAG_NAMES), ("categories", _CAT_NAMES)) if names and p.search(names)),
            None,
        )
        if kind and node.tag not in ("article", "body", "main"):
            return kind
    return None


# ---- neighbours ---------------------------------------------------------------------------------------------

_PREVIOUS = re.compile(
    r"^\W*(?:[«←‹<]|&laquo;|previous(?!ly)|prev\b|older\b|earlier\b|last\s+post|back\s+to:|vorherige[rs]?|voriger|zur(?:ü|ue)ck|[äa]ltere[rs]?|pr[ée]c[ée]dent|article\s+pr[ée]c|plus\s+ancien|"
    r"anterior|entrada\s+(?:m[áa]s\s+)?antigua|post\s+anterior|mais\s+antig|precedente|articolo\s+prec|vorig|ouder|poprzedni|starsz|p[řr]edchoz|star[šs]|f[öo]reg[åa]ende|[äa]ldre|forrige|eldre|edellinen|[öo]nceki|előző|"
    r"предыдущ|назад|старые|前の?(?:記事|へ|ページ)|過去の?記事|上一篇|上一页|前一篇|이전)",
    re.I,
)
_NEXT = re.compile(
    r"^\W*(?:next\b|newer\b|later\b|n[äa]chste[rs]?|weiter\b|neuere[rs]?|(?:page\s+)?suivant|article\s+suiv|plus\s+r[ée]cent|siguiente|entrada\s+(?:m[áa]s\s+)?reciente|pr[óo]xim[oa]|seguinte|post\s+seguinte|mais\s+recent|successiv|prossim|"
    r"volgende|nieuwer|nast[ęe]pn|nowsz|dal[šs][íi]|nov[ěe]j[šs]|n[äa]sta|nyare|neste|nyere|seuraava|sonraki|következő|следующ|вперед|новые|次の?(?:記事|へ|ページ)|新しい記事|下一篇|后一篇|다음)|^\s*[→»›>]\s*$",
    re.I,
)
_PREV_CLASS = re.compile(
    r"(?:^|[\s_-])(?:nav-?previous|previous(?:-?post)?|prev(?:-?post|ious-?link|-?link)?|older(?:-?post|-?link)?|post-?nav-?prev|alignleft)(?=$|[\s_-])",
    re.I,
)
_NEXT_CLASS = re.compile(
    r"(?:^|[\s_-])(?:nav-?next|next(?:-?post|-?link)?|newer(?:-?post|-?link)?|post-?nav-?next|alignright)(?=$|[\s_-])",
    re.I,
)
_NO_POST = re.compile(
    r"#(?:comment|respond)|/comment-page-|/page/\d|[?&](?:paged|cpage|replytocom)=|^mailto:|/feed/?$", re.I
)


def neighbours(page: Page, hidden: set[Element], body: Element | None) -> dict[str, Claim]:
    """``previous_url`` and ``next_url``: rel, then class, then arrows and words in or before a link."""
    best: dict[str, Claim] = {}
    inside = set(body.iter("a")) if body is not None else set()

    def claim(key: str, href: str | None, rule: str, sure: float) -> None:
        good = (
            href
            and not _NO_POST.search(href)
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
    classes = " ".join(x.get("class") or "" for x in (a, *_up(a, 2)))
    before = squash(_text_before(a))[-40:]
    after = squash(a.tail or "")[:3]
    arrow_left = bool(re.match(r"[«←‹]|<<?(?=\s|$)|&laquo;", text or "")) or bool(
        re.search(r"(?:[«←‹]|<<?|:\s*[«←])\s*$", before)
    )
    arrow_right = bool(re.search(r"(?:[»→›]|(?:^|\s)>>?)$", text)) or bool(re.match(r"[»→›]|>>?", after))
    if _PREVIOUS.match(text) or (before and _PREVIOUS.match(before) and len(before) < 30):
        yield "previous_url", "words of a link", 0.7
    elif _NEXT.match(text) or (before and _NEXT.match(before) and len(before) < 30):
        yield "next_url", "words of a link", 0.7
    elif arrow_left and not arrow_right:
        yield "previous_url", "arrow of a link", 0.66
    elif arrow_right and not arrow_left:
        yield "next_url", "arrow of a link", 0.66
    if _PREV_CLASS.search(classes) and "comment" not in classes:
        yield "previous_url", "class of a link", 0.6
    elif _NEXT_CLASS.search(classes) and "comment" not in classes:
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
