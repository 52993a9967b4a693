"""How a part of a tree becomes safe HTML, text, links, media; never chooses the part, never changes it.

One walk over the tree writes both forms; what the walk has written passes nh3, which alone is trusted to make
HTML safe. The walk is a loop, not a recursion: depth is the page's to choose.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import nh3
from lxml import etree

from scraper.fields import once
from scraper.rows import Link, Media
from scraper.urls import absolute

Element = Any


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MAX_DEPTH = (
    120  # deeper containers are unwrapped: no writer nests so, and HTML5 trees cost depth at every tag
)

_KEPT = _words(
    """
    a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em
    figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small strike
    strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr
    """
)
_VOID = frozenset({"br", "hr", "img", "wbr", "col"})
_RENAMED = {
    "center": "div",
    "section": "div",
    "article": "div",
    "main": "div",
    "listing": "pre",
    "xmp": "pre",
}
_GONE = _words(
    """
    script style template noframes head title meta link base input button select textarea option optgroup
    datalist svg canvas map area param source track dialog frame frameset output progress meter
    """
)
_EMBEDS = frozenset({"iframe", "object", "embed", "video", "audio"})
_PARAGRAPHS = _words(
    """
    address article aside blockquote body center details div dl fieldset figcaption figure footer form h1
    h2 h3 h4 h5 h6 header hgroup hr html legend main menu nav ol p pre section summary table ul dir
    listing xmp caption
    """
)
_LINES = frozenset({"li", "dt", "dd", "tr"})
_CELLS = frozenset({"td", "th"})
_BLOCKS = _PARAGRAPHS | _LINES | _CELLS
_PRE = frozenset({"pre", "listing", "xmp"})
_ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "a": ("title", "rel", "id", "name", "hreflang"),
    "img": ("alt", "title", "width", "height"),
    "time": ("datetime",),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan", "scope"),
    "ol": ("start", "type", "reversed"),
    "li": ("value", "id"),
    "abbr": ("title",),
    "code": ("class",),
    "pre": ("class",),
    "sup": ("id",),
    "p": ("id",),
    "h1": ("id",), "h2": ("id",), "h3": ("id",), "h4": ("id",), "h5": ("id",), "h6": ("id",),
    "col": ("span",),
    "details": ("open",),
}  # fmt: skip
_EVERYWHERE = ("lang", "dir")
_KEPT_ATTRIBUTES = {tag: names + _EVERYWHERE for tag, names in _ATTRIBUTES.items()}
_SANITIZER = nh3.Cleaner(
    tags=set(_KEPT),
    clean_content_tags={"script", "style"},
    attributes={
        **{tag: set(names) for tag, names in _ATTRIBUTES.items()},
        "a": {*_ATTRIBUTES["a"], "href"},
        "img": {*_ATTRIBUTES["img"], "src"},
        "*": set(_EVERYWHERE),
    },
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)

_HIDDEN_CLASS = re.compile(
    r"(?:^|\s)(?:screen-reader-(?:text|only)|sr-only|visually-?hidden|element-invisible|assistive-text|w-condition-invisible|katex-html|MathJax_Preview)(?:\s|$)"
)
_HIDDEN_STYLE = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
# text that a reader opens: spoilers, folded parts, answers, footnotes in a box
_ON_DEMAND = re.compile(
    r"spoiler|subscriber-only|foot-?notes?(?![a-z])|collapsi|accordion|expand|show-?hide|(?:^|[\s_-])(?:toggle|fold(?:ed)?|answer|reveal)"
    r"(?![\s_-]?(?:button|link|icon|btn))",
    re.I,
)
_PRE_STYLE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)\b(?!-line)", re.I)
_EMOJI_CLASS = re.compile(r"(?:^|\s)(?:emoji|wp-smiley|smiley|emoticon)(?:\s|$)", re.I)
_LAZY = (
    "data-src", "data-lazy-src", "data-original", "data-original-src", "data-lazy", "data-full-src",
    "data-hi-res-src", "data-echo", "data-img-src", "data-actualsrc", "data-lazyload", "data-orig-file",
    "data-canonical-src", "lazysrc",
)  # fmt: skip
_SRCSETS = ("data-srcset", "data-lazy-srcset", "srcset")
_PLACEHOLDER = re.compile(
    r"^(?:data:|about:|#|$)|(?:^|[/_.-])(?:blank|spacer|placeholder|transparent|trans|pixel|1x1|loading|lazy(?:load)?"
    r"|grey|gray|clear|dot|shim|empty)(?:[_.-]?\d+x?\d*)?\.(?:gif|png|svg|jpe?g|webp)(?:\?|$)",
    re.I,
)
_ADDRESS = re.compile(r"^(?:https?:)?//|^[./]|^[^\s{}<>]+\.(?:jpe?g|png|gif|webp|avif|svg|bmp)\b", re.I)
_BEACON = re.compile(
    r"//(?:[^/]*\.)?(?:feeds\.feedburner\.com/~|feeds2?\.[^/]+/~r|feedproxy\.google\.com/~|pixel\.(?:wp|quantserve)\.com"
    r"|stats\.wordpress\.com|feeds\.wordpress\.com/1\.0/|scorecardresearch\.com|google-analytics\.com|doubleclick\.net"
    r"|statcounter\.com|feedsportal\.com|quantserve\.com|blogger\.googleusercontent\.com/tracker|sitemeter\.com"
    r"|assoc-amazon\.[a-z.]+/e/ir|facebook\.com/tr\b|vg\d+\.met\.vgwort\.de|bat\.bing\.com|px\.ads|analytics\.)",
    re.I,
)
_NO_EMBED = re.compile(
    r"//(?:[^/]*\.)?(?:facebook\.com/(?:plugins|connect|widgets)/|platform\.twitter\.com|googlesyndication\.com"
    r"|doubleclick\.net|googletagmanager\.com|apis\.google\.com|addthis\.com|sharethis\.com|disqus\.com"
    r"|recaptcha|amazon-adsystem\.com|feedburner)",
    re.I,
)
_PLACE_MARKS = frozenset(("#", "##", "¶", "§", "🔗", "∞", "⚓", "⁋"))
_PLACE_CLASS = re.compile(
    r"(?:^|\s)(?:header-?link|heading-?link|anchor-?link|header-anchor|heading-anchor)(?:\s|$)"
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_TINY = re.compile(r"^\s*[01](?:\s*px)?\s*$")
_TINY_STYLE = re.compile(r"(?:^|[;\s])(?:width|height)\s*:\s*[01](?:px|\s*;|\s*$)", re.I)
_PARSER = etree.HTMLParser(huge_tree=True)
_ROWS_OF = {
    "table": frozenset({"caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr"}),
    "thead": frozenset({"tr"}), "tbody": frozenset({"tr"}), "tfoot": frozenset({"tr"}), "tr": _CELLS,
}  # fmt: skip
_TABLE_PARTS = frozenset({*_ROWS_OF, "td", "th", "caption"})
_NO_DROP: frozenset[Element] = frozenset()


@dataclass(frozen=True, slots=True)
class Content:
    """What one part of a page holds, by one walk."""

    html: str
    text: str
    links: tuple[Link, ...]
    media: tuple[Media, ...]


def joined(parts: Sequence[Content]) -> Content:
    """The parts of one text, paragraphs apart."""
    return Content(
        "\n".join(p.html for p in parts if p.html),
        "\n\n".join(p.text for p in parts if p.text),
        tuple(link for p in parts for link in p.links),
        tuple(media for p in parts for media in p.media),
    )


def read_content(
    element: Element,
    base_url: str | None,
    drop: Collection[Element] = _NO_DROP,
    mute: Collection[Element] = _NO_DROP,
) -> Content:
    """Everything below an element, without the elements in ``drop``: safe HTML, text, links and media.

    The bare words behind the elements in ``mute`` are left out, too; and those that ``element`` begins with.
    """
    walk = _walk(element, base_url, drop, True, mute)
    return Content(_safe(walk, base_url), walk.text.result(), tuple(walk.links), tuple(walk.media))


def clean_html(element: Element, base_url: str | None) -> str:
    """The sanitized HTML of an element's content; addresses absolute, lazy images resolved."""
    return _safe(_walk(element, base_url, _NO_DROP, True), base_url)


def to_text(element: Element) -> str:
    """What a reader sees: paragraphs apart by an empty line, ``- `` before list items, tabs between cells."""
    return _walk(element, None, _NO_DROP, False).text.result()


_hidden_class = once(_HIDDEN_CLASS.search)
_hidden_style = once(_HIDDEN_STYLE.search)
_on_demand = once(_ON_DEMAND.search)
_pre_style = once(_PRE_STYLE.search)


def hidden(el: Element) -> bool:
    """Is this element kept from readers by its own attributes? What they open by a click is not."""
    style, names = el.get("style"), el.get("class")
    if names and _hidden_class(names):
        return True
    if style and _hidden_style(style):
        return not opens(el)
    if names and names.startswith("MathJax"):  # drawn from the script behind it
        return any((e.get("type") or "").startswith("math/tex") for e in el.itersiblings("script"))
    return bool(el.get("hidden", "until-found") != "until-found")


def opens(el: Element) -> bool:
    """Does its name, or that of the box around it, tell of text that a reader unfolds?"""
    around = (el, el.getparent())
    names = (e.get(n) for e in around if e is not None for n in ("class", "id"))
    return any(name and _on_demand(name) for name in names)


def _escape(text: str) -> str:
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def _quote(text: str) -> str:
    return _escape(text).replace('"', "&quot;")


def _parted(text: str) -> str:
    """A text as HTML, a long one in pieces: nh3 is quadratic in the references of one, and takes the remarks out."""
    if len(text) < _PIECE:
        return _escape(text)
    return "<!---->".join(_escape(text[at : at + _PIECE]) for at in range(0, len(text), _PIECE))


_PIECE = 1000  # signs


def _safe(walk: "_Walk", base: str | None) -> str:
    """The walk's HTML through nh3; again where parsers move parts, until nothing moves any more."""
    html = str(_SANITIZER.clean("".join(walk.html)).strip())
    rounds = 4 if walk.odd else 0
    while rounds:
        tree = etree.fromstring(f"<html><body><div>{html}</div></body></html>", _PARSER)
        before, html = html, str(_SANITIZER.clean("".join(_walk(tree[0][0], base, (), True).html)).strip())
        rounds = 0 if html == before else rounds - 1
    return html


# ---- text ---------------------------------------------------------------------------------------------


class _Text:
    """Text under way: breaks and blanks are remembered and written only when a word follows."""

    __slots__ = ("gap", "mark", "parts", "row", "space")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.gap = 0  # line breaks owed: 1 a line, 2 a paragraph
        self.mark = ""  # "- " or a tab owed before the next word
        self.space = False
        self.row = 0  # how many parts there were when the table's row began

    def add(self, text: str) -> None:
        words = text.replace("\ufeff", " ").split() if "\ufeff" in text else text.split()
        if not words:
            self.space = True
            return
        if self.gap or self.mark:
            self.open()
        elif (self.space or text[0].isspace()) and self.parts:
            self.parts.append(" ")
        self.parts.append(" ".join(words))
        self.space = text[-1].isspace()

    def add_raw(self, text: str) -> None:
        """Text whose white space counts."""
        if self.gap or self.mark:
            self.open()
        elif self.space and self.parts:
            self.parts.append(" ")
        self.parts.append(text)
        self.space = False

    def open(self) -> None:
        """Pay what is owed: line breaks, then a mark."""
        if self.gap and self.parts:
            self.parts.append("\n\n" if self.gap > 1 else "\n")
        if self.mark:
            self.parts.append(self.mark)
        self.gap, self.space, self.mark = 0, False, ""

    def block(self, lines: int) -> None:
        if not self.mark and self.gap < lines:
            self.gap = lines

    def cell(self) -> None:
        """One more cell: a tab, and no line break but that before the row."""
        if len(self.parts) > self.row:
            self.gap = 0
        self.mark += "\t"

    def line_break(self) -> None:
        self.gap = min(2, self.gap + 1)

    def result(self) -> str:
        return "".join(self.parts).strip("\n\t ")


# ---- the walk -----------------------------------------------------------------------------------------


class _Walk:
    """One walk under way: the HTML and the text written so far, and what was met."""

    __slots__ = (
        "base",
        "depth",
        "drop",
        "html",
        "images",
        "inline",
        "links",
        "media",
        "noscript",
        "odd",
        "open_links",
        "pre",
        "rich",
        "text",
    )

    def __init__(self, base: str | None, drop: Collection[Element], rich: bool) -> None:
        self.base, self.drop, self.rich = base, drop, rich
        self.text = _Text()
        self.html: list[str] = []
        self.links: list[Link] = []
        self.media: list[Media] = []
        self.open_links: list[tuple[str, str | None, int]] = []
        self.images: set[str] = set()
        self.pre = self.noscript = self.depth = self.inline = 0
        self.odd = False  # parsers move things here: out of a table, or a block out of <b>

    def write(self, text: str) -> None:
        """A text node; inside ``noscript`` only media count, not the words for readers without scripts."""
        if self.noscript:
            return
        if not self.pre:
            self.text.add(text)
            if self.rich:
                self.html.append(_parted(text))
            return
        self.text.add_raw(text)
        if self.rich:
            self.put(_parted(text))

    def put(self, text: str) -> None:
        """Text or a break into the HTML; a parser eats the line break that opens a ``pre``, so none stays."""
        if self.pre and self.html and self.html[-1].startswith("<pre"):
            text = text.lstrip("\r\n")
        if text:
            self.html.append(text)


def _walk(
    element: Element,
    base: str | None,
    drop: Collection[Element],
    rich: bool,
    mute: Collection[Element] = _NO_DROP,
) -> _Walk:
    walk = _Walk(base, drop, rich)
    if element.tag in _PRE:
        walk.pre += 1
    if element.text and element not in mute:
        walk.write(element.text)
    stack: list[Any] = element[::-1]
    while stack:
        node = stack.pop()
        if node.__class__ is tuple:
            _leave(walk, node)
            continue
        tail = None if node in mute else node.tail
        if node.tag.__class__ is str and node not in drop:
            closing = _enter(walk, node)
            if closing is not None:
                if len(node):
                    stack.append((*closing, tail))
                    stack += node[::-1]
                else:
                    _leave(walk, (*closing, tail))
                continue
        if tail:
            walk.write(tail)
    return walk


def _leave(walk: _Walk, closing: tuple[str, str, bool, str | None]) -> None:
    """An element ends: its tag, its break, what it opened, its tail."""
    tag, end, is_pre, tail = closing
    walk.depth -= 1
    if is_pre:
        walk.pre -= 1
        _trim_pre(walk.text)
    if tag in _BLOCKS:
        if tag in ("li", "tr"):
            walk.text.mark = ""
        _break(walk.text, tag, walk.pre)
    elif tag == "a":
        _end_link(walk)
    elif tag == "noscript":
        walk.noscript -= 1
    else:
        walk.inline -= 1
    if end:
        walk.put(end)
    if tail:
        walk.write(tail)


def _break(text: _Text, tag: str, pre: int) -> None:
    if tag in _LINES or pre:
        text.block(1)
    elif tag not in _CELLS:
        text.block(2)


def _enter(walk: _Walk, node: Element) -> tuple[str, str, bool] | None:
    """An element begins: what must be done at its end, or None where its content is left out."""
    tag = node.tag
    if tag in _GONE:
        read = _READ_ALL_THE_SAME.get(tag)
        return read(walk, node) if read is not None else None
    bare = not node.keys()  # as most elements of a text are
    if not bare and hidden(node):
        return None
    special = _SPECIAL.get(tag)
    if special is not None:
        return special(walk, node)
    if tag in _TABLE_PARTS and walk.rich and not walk.odd:
        walk.odd = _misplaced(node, tag)
    if tag in _BLOCKS:
        walk.odd = walk.odd or walk.inline > 0
        _begin_block(walk, node, tag)
    else:
        walk.inline += 1
    style = None if bare else node.get("style")
    listing = tag == "td" and not bare and _is_listing(node)
    is_pre = tag in _PRE or bool(style and _pre_style(style)) or listing
    walk.pre += is_pre
    end = _start_tag(walk, node, tag, bare) if walk.rich else ""
    if listing and walk.rich:
        walk.html.append("<pre>")
        end = f"</pre>{end}"
    walk.depth += 1
    if node.text:
        walk.write(node.text.lstrip("\r\n") if is_pre else node.text)
    return tag, end, is_pre


def _is_listing(cell: Element) -> bool:
    """Is a cell the code of a listing in a table (Rouge)? The parser ends a ``pre`` before a table in it."""
    told = not _CODE_CELLS.isdisjoint((cell.get("class") or "").split())
    return told and next(cell.iter("pre", "div", "p", "code"), None) is None


_CODE_CELLS = frozenset(("code", "rouge-code"))


def _begin_block(walk: _Walk, node: Element, tag: str) -> None:
    text = walk.text
    if tag == "li":
        text.gap = 1 if _follows(node, "li") else max(text.gap, 1)
        text.mark = "- "
    elif tag in _CELLS:
        if (_follows(node, "td") or _follows(node, "th")) and node.getprevious() not in walk.drop:
            text.cell()
    elif tag == "tr":
        text.gap, text.row = 1 if _follows(node, "tr") else max(1, text.gap), len(text.parts)
    elif tag in ("ul", "ol") and walk.depth and node.getparent().tag == "li":
        text.mark = ""
        text.block(1)
    else:
        _break(text, tag, walk.pre)


def _misplaced(node: Element, tag: str) -> bool:
    """Would an HTML5 parser move a part of this table, row or cell? (HTML Living Standard, 13.2.6.4.9)"""
    rows = _ROWS_OF.get(tag)
    if rows and any(child.tag not in rows and child.tag.__class__ is str for child in node):
        return True
    parent = node.getparent()
    return tag != "table" and parent is not None and tag not in _ROWS_OF.get(parent.tag, ())


def _follows(node: Element, tag: str) -> bool:
    before = node.getprevious()
    while before is not None and before.tag.__class__ is not str:
        before = before.getprevious()
    return before is not None and before.tag == tag


def _trim_pre(text: _Text) -> None:
    """The line breaks at the end of a code block are not shown."""
    while text.parts and not (trimmed := text.parts[-1].rstrip("\r\n")):
        text.parts.pop()
    if text.parts:
        text.parts[-1] = trimmed


def _start_tag(walk: _Walk, node: Element, tag: str, bare: bool) -> str:
    """Write the start tag of what is kept; -> the end tag."""
    tag = _RENAMED.get(tag, tag)
    if tag not in _KEPT or walk.noscript or walk.depth > _MAX_DEPTH:
        if tag in _BLOCKS and not walk.noscript:
            walk.put("\n")
            return "\n"
        return ""
    walk.html.append(f"<{tag}>" if bare else f"<{tag}{_attributes(node, tag)}>")
    return "" if tag in _VOID else f"</{tag}>"


def _attributes(node: Element, tag: str) -> str:
    names = _KEPT_ATTRIBUTES.get(tag, _EVERYWHERE)
    found = [f' {n}="{_quote(v)}"' for n in names if (v := node.get(n)) is not None]
    return "".join(found) if found else ""


# ---- what is more than a tag --------------------------------------------------------------------------


def _line_break(walk: _Walk, node: Element) -> None:
    if walk.pre:
        walk.text.add_raw("\n")
    else:
        walk.text.line_break()
    if walk.rich and not walk.noscript:
        walk.html.append("<br>")


def _link(walk: _Walk, node: Element) -> tuple[str, str, bool] | None:
    href, end = node.get("href"), ""
    if href and "#" in href and _is_place_mark(node):
        return None
    url = absolute(href.strip(), walk.base) if href and walk.rich else None
    walk.open_links.append((url or "", node.get("rel"), len(walk.text.parts)))
    if walk.rich and not walk.noscript and walk.depth <= _MAX_DEPTH:
        mail = href.strip() if href and href.strip().lower().startswith("mailto:") else None
        shown = url or mail
        address = f' href="{_quote(shown)}"' if shown else ""
        walk.html.append(f"<a{address}{_attributes(node, 'a')}>")
        end = "</a>"
    walk.depth += 1
    if node.text:
        walk.write(node.text)
    return "a", end, False


def _is_place_mark(a: Element) -> bool:
    """Is it the sign behind a heading that leads to the heading, as Sphinx, Markdown and static sites print it?"""
    said = "".join(a.itertext()).strip(" \n\ufe0e\ufe0f\u200b")
    named = _PLACE_CLASS.search(a.get("class") or "") is not None
    return said in _PLACE_MARKS and (named or a.getparent().tag in HEADINGS)


def _end_link(walk: _Walk) -> None:
    url, rel, start = walk.open_links.pop()
    if url and not walk.noscript:
        text = " ".join("".join(walk.text.parts[start:]).split())
        walk.links.append(Link(url, text=text or None, rel=rel or None))


def _noscript(walk: _Walk, node: Element) -> tuple[str, str, bool]:
    walk.noscript += 1
    walk.depth += 1
    return "noscript", "", False


def _image(walk: _Walk, node: Element) -> None:
    names = node.get("class")
    if names and _EMOJI_CLASS.search(names) and node.get("alt"):
        walk.text.add(node.get("alt"))
    elif node.get("alt") and _TEX_IMAGE.search(node.get("src") or ""):
        walk.text.add(f"${node.get('alt').strip().strip('$')}$")
    if not walk.rich:
        return
    url = image_url(node, walk.base)
    if url is None or _is_beacon(node, url) or (url in walk.images and (walk.noscript or _is_lazy(node))):
        return
    walk.images.add(url)
    walk.media.append(Media(url, "image", node.get("alt") or None))
    walk.html.append(f'<img src="{_quote(url)}"{_attributes(node, "img")}>')


def image_url(node: Element, base: str | None) -> str | None:
    """Where an image's file is: what a lazy loader puts in, else ``src``, else the best of ``srcset``."""
    src = (node.get("src") or "").strip()
    empty = bool(_PLACEHOLDER.search(src))
    if len(node.attrib) > 1:
        for name in _LAZY:
            value = node.get(name)
            if value and _ADDRESS.match(value.strip()) and not _PLACEHOLDER.search(value):
                return absolute(value.strip(), base)
        if empty:
            listed = next((v for n in _SRCSETS if (v := node.get(n))), None)
            return absolute(_largest(listed), base) if listed and _largest(listed) else None
    return None if empty else absolute(src, base)


def _largest(srcset: str) -> str:
    """HTML Living Standard, 4.8.4.3.9: candidates with a width or density; the first where none has one."""
    found = re.findall(r"(\S*[^\s,])(?:\s+(\d+(?:\.\d+)?)[wx])?\s*(?:,|$)", srcset)
    best = max(found, key=lambda c: float(c[1] or 0), default=("", ""))
    return "" if best[0].startswith("data:") else str(best[0])


def _is_lazy(node: Element) -> bool:
    return any(n.startswith("data-") for n in node.attrib)


def _is_beacon(node: Element, url: str) -> bool:
    width, height, style = node.get("width", ""), node.get("height", ""), node.get("style", "")
    if (_TINY.match(width) and _TINY.match(height)) or len(_TINY_STYLE.findall(style)) > 1:
        return True
    return bool(_BEACON.search(url)) or hidden(node)


def _embed(walk: _Walk, node: Element) -> None:
    """A player or frame becomes a plain link to what it plays; its words for old browsers are not shown."""
    if not walk.rich:
        return
    url = _embedded(node, walk.base)
    if url is None or url in walk.images or _NO_EMBED.search(url) or _is_beacon(node, url):
        return
    walk.images.add(url)
    kind: Any = node.tag if node.tag in ("video", "audio") else "embed"
    walk.media.append(Media(url, kind, node.get("title") or None))
    shown = _quote(url)
    walk.html.append(f'<a href="{shown}">{shown}</a>')


def _embedded(node: Element, base: str | None) -> str | None:
    own = [node.get(n) for n in ("data-src", "data-lazy-src", "src", "data", "data-litespeed-src")]
    for inner in node.iter("source", "embed", "param", "iframe"):
        if inner.tag != "param":
            own.append(inner.get("src"))
        elif (inner.get("name") or "").lower() in ("movie", "src", "filename", "url"):
            own.append(inner.get("value"))
    urls = (absolute(v.strip(), base) for v in own if v and not v.startswith("about:"))
    return next((u for u in urls if u and urlsplit(u).hostname), None)


def _left_out(walk: _Walk, node: Element) -> None:
    return None


def _listing(walk: _Walk, node: Element) -> tuple[str, str, bool] | None:
    """What a reader is to copy stands in a field that selects itself or tells its language; others are a form's."""
    clicked = f"{node.get('onclick') or ''} {node.get('onfocus') or ''}"
    listing = node.get("name") == "code" or (node.get("class") or "").startswith(
        ("lang-", "language-", "brush:")
    )
    if not (listing or "select" in clicked or "readonly" in node.attrib) or not (node.text or "").strip():
        return None
    walk.odd = walk.odd or walk.inline > 0
    _break(walk.text, "pre", 0)
    walk.pre += 1
    if walk.rich:
        walk.html.append("<pre>")
    walk.depth += 1
    walk.write(node.text.lstrip("\r\n"))
    return "pre", "</pre>" if walk.rich else "", True


# ---- formulas: what TeX their writer wrote ------------------------------------------------------------


def _formula(walk: _Walk, tex: str, display: bool) -> None:
    mark = "$$" if display else "$"
    walk.write(f"{mark}{tex.strip()}{mark}")


def _script(walk: _Walk, node: Element) -> None:
    """MathJax 2 keeps a formula in a script: ``math/tex``, or ``math/tex; mode=display``."""
    kind = node.get("type") or ""
    if kind.startswith("math/tex") and node.text:
        _formula(walk, node.text.removeprefix("% <![CDATA[").removesuffix("%]]>"), "display" in kind)


def _math(walk: _Walk, node: Element) -> tuple[str, str, bool] | None:
    """MathML's own note of the TeX that it was made from (MathML 3, 5.1.2), else the signs in it."""
    notes = (e.text for e in node.iter("annotation") if "tex" in (e.get("encoding") or ""))
    tex = next(filter(None, notes), None) or node.get("alttext")
    if not tex:
        walk.inline += 1
        walk.depth += 1
        if node.text:
            walk.write(node.text)
        return "math", "", False
    _formula(walk, tex, node.get("display") == "block")
    return None


_READ_ALL_THE_SAME: dict[str, Callable[[_Walk, Element], tuple[str, str, bool] | None]] = {
    "script": _script,
    "textarea": _listing,
}
_TEX_IMAGE = re.compile(
    r"/(?:latex\.php|mathtex\.cgi|mimetex\.cgi)\?|codecogs\.com/|[?&]cht=tx\b|/ql-cache/quicklatex", re.I
)


_SPECIAL: dict[str, Callable[[_Walk, Element], tuple[str, str, bool] | None]] = {
    "br": _line_break,
    "a": _link,
    "noscript": _noscript,
    "img": _image,
    "math": _math,
    "annotation": _left_out,
    "annotation-xml": _left_out,
    **dict.fromkeys(_EMBEDS, _embed),
}
