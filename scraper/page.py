"""The one place where bytes become a tree: charset, tree, meta, JSON-LD. Never holds a platform's selector."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from html import unescape
from itertools import islice
from typing import Any

from lxml import etree

from scraper.coding import gunzip, is_binary
from scraper.runs import part_runs
from scraper.select import Element, Index, Selector, selector
from scraper.urls import absolute, host, same_host, same_page

#: Above this a page is read in part, and says so: a tree takes some 30 times the bytes of its page.
MAX_BYTES = 12_000_000
MAX_TAGS = 400_000

Headers = Mapping[str, str] | Iterable[tuple[str, str]] | None

# WHATWG Encoding Standard, 4.2: what these labels mean to a browser
_LABELS = {
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252",
    "iso8859-1": "cp1252", "iso_8859-1": "cp1252", "windows-1252": "cp1252", "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874", "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030",
    "gb_2312-80": "gb18030", "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932",
    "windows-31j": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "ksc5601": "cp949", "x-euc-jp": "euc_jp",
    "big5": "big5hkscs", "unicode": "utf-8", "utf8": "utf-8", "iso-8859-8-i": "iso-8859-8", "x-cp1251": "cp1251",
    "win-1251": "cp1251", "utf-16": "utf-8",
}  # fmt: skip
_NAMES = {
    "cp1252": "windows-1252", "cp1254": "windows-1254", "cp1251": "windows-1251", "cp1250": "windows-1250",
    "cp932": "shift_jis", "cp949": "euc-kr", "big5hkscs": "big5", "euc_jp": "euc-jp", "cp874": "windows-874",
}  # fmt: skip

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.I)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w:.-]{2,40})", re.I)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.I)
_DOUBLE = re.compile(r"[ÃÂâÐÑ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ¡-¿]")
_SPACES = re.compile(r"\s+")
_LD_COMMENT = re.compile(
    r"^\s*(?:<!--|(?://)?<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?:-->|(?://)?\]\]>|/\*\]\]>\*/)\s*$"
)
_RDF = "rdf:Description"
_RDF_FIELD = re.compile(r"""\bdc:(\w+)\s*=\s*["']?([^"]*?)["'](?=[\s/>])""")
_LD_CONTROL = re.compile(r"[\x00-\x1f]+")


class Page:
    """One page, read once: its tree and index, and what it says of itself in its head."""

    def __init__(self, url: str, root: Element, charset: str, error: str | None = None) -> None:
        self.url = url
        self.root = root
        self.charset = charset
        self.error = error
        self.fetched_at: str | None = None
        #: the page's remarks (``<!-- ... -->``), each with the element it stood in
        self.remarks: list[tuple[Element, str]] = []
        self.headers: dict[str, str] = {}
        self.index = Index(root, host(url))
        self._absolute: dict[str, str | None] = {}

    @classmethod
    def read(cls, body: bytes, url: str, headers: Headers = None, fetched_at: str | None = None) -> "Page":
        """Bytes to tree. Never raises: a page that is no HTML is an empty tree with an ``error``."""
        fields = {k.lower(): v for k, v in _pairs(headers)}
        body, damage = gunzip(body)  # mirrors keep what came packed as it came
        if is_binary(body):
            body, damage = b"", "no page, but an image, a sound, a font or an archive"
        body, error = _bounded(body)
        text, charset = decode(body, fields.get("content-type"))
        root, cut = _tree(text)
        error = damage or error or cut
        if root is None:
            root, error = (
                etree.HTML("<html><body></body></html>", None),
                error or "nothing to read in this page",
            )
        if 'id="S:' in text:
            _place_streamed(root)
        if " tppabs=" in text:
            _name_originals(root)
        if " srcdoc=" in text:
            _place_frames(root)
        remarks = _taken_out(root)  # those of frames, too
        if "<noscript" in text:
            _show_texts(root)
        part_runs(root)
        page = cls(url, root, charset, error)
        page.remarks = remarks
        page.headers, page.fetched_at = fields, fetched_at
        return page

    # ---- asking the tree ------------------------------------------------------------------------------

    def all(self, rule: str, within: Element | None = None) -> list[Any]:
        """What a rule says, in document order: elements, or texts where the rule names an attribute."""
        s: Selector = selector(rule)
        hits = s.elements(self.index, within)
        return [v for e in hits if (v := s.value(e))] if s.attr or s.text else hits

    def one(self, rule: str, within: Element | None = None) -> Any:
        """The first of ``all``, or None."""
        return next(iter(self.all(rule, within)), None)

    def absolute(self, href: str | None) -> str | None:
        if not href:
            return None
        if href not in self._absolute:
            self._absolute[href] = absolute(href, self.base_url)
        return self._absolute[href]

    @cached_property
    def links(self) -> list[tuple[Element, str | None]]:
        """All links, each with the address that it leads to."""
        return [(a, self.absolute(a.get("href"))) for a in self.index.by_tag.get("a", ())]

    @cached_property
    def moved(self) -> bool:
        """Does no whole address on the page lead to its own host? It was saved where its blog stood before, then."""
        whole = (to for a, to in self.links if to and (a.get("href") or "").startswith("http"))
        return not any(same_host(to, self.url) for to in whole)

    @cached_property
    def former_host(self) -> str | None:
        """Where the blog stood before, as most links of a moved page tell; None where most lead to its own host."""
        hosts = Counter(host(to) for _, to in self.links if to) if self.moved else Counter[str | None]()
        most = max(hosts, key=hosts.__getitem__, default=None)
        return most if most != host(self.url) else None

    # ---- what the page says of itself -----------------------------------------------------------------

    @cached_property
    def base_url(self) -> str:
        href = next((e.get("href") for e in self.index.by_tag.get("base", ()) if e.get("href")), None)
        return (absolute(href, self.url) if href else None) or self.url

    @cached_property
    def meta(self) -> dict[str, list[str]]:
        """``name``, ``property`` or ``itemprop`` of meta elements, lower case -> contents in order."""
        found: dict[str, list[str]] = {}
        for e in self.index.by_tag.get("meta", ()):
            content = (e.get("content") or "").strip()
            if content:
                for name in {e.get("property"), e.get("name"), e.get("itemprop")} - {None, ""}:
                    found.setdefault(name.lower(), []).append(_SPACES.sub(" ", content))
        return found

    @cached_property
    def head_links(self) -> list[tuple[set[str], str, str]]:
        """``link`` elements: (rel words, absolute address, type)."""
        out = []
        for e in self.index.by_tag.get("link", ()):
            href = self.absolute(e.get("href"))
            if href and e.get("rel"):
                out.append((set(e.get("rel").lower().split()), href, (e.get("type") or "").lower()))
        return out

    @cached_property
    def canonical(self) -> str | None:
        """The address that the page declares as its own (RFC 6596), which may be a lie."""
        return next((href for rel, href, _ in self.head_links if "canonical" in rel), None)

    @cached_property
    def title_text(self) -> str:
        titles = self.index.by_tag.get("title", ())
        inside = (t for t in titles if t.getparent() is not None and t.getparent().tag != "svg")
        return (
            _SPACES.sub(" ", next(inside, titles[0] if titles else self.root).text or "").strip()
            if titles
            else ""
        )

    @cached_property
    def jsonld(self) -> list[dict[str, Any]]:
        """All JSON-LD objects of the page, ``@graph`` and lists flattened (schema.org, JSON-LD 1.1)."""
        found: list[dict[str, Any]] = []
        for e in self.index.by_tag.get("script", ()):
            if "ld+json" in (e.get("type") or "").lower():
                found += _objects(_json("".join(e.itertext())))
        return found

    @cached_property
    def trackback(self) -> dict[str, str]:
        """What the page tells of its post for trackbacks: title, identifier, creator, date, subject.

        TrackBack Technical Specification 1.2, autodiscovery: an RDF element, mostly in a comment. Where a page holds
        several, as an index does, only the one that names this very address counts.
        """
        index = self.index.by_tag
        told = [text for _, text in self.remarks if _RDF in text]
        told += [etree.tostring(e, encoding="unicode") for e in index.get(_RDF.lower(), ())]
        found = [dict(_RDF_FIELD.findall(text)) for text in told]
        found = [
            {k: _SPACES.sub(" ", unescape(unescape(v))).strip() for k, v in one.items()} for one in found
        ]
        mine = [one for one in found if same_page(one.get("identifier") or "", self.url)]
        return next(iter(mine or (found if len(found) == 1 else [])), {})


def _pairs(headers: Headers) -> Iterable[tuple[str, str]]:
    return headers.items() if isinstance(headers, Mapping) else headers or ()


def _bounded(body: bytes) -> tuple[bytes, str | None]:
    """The part of a page that is read; a page of nothing but tags would fill the memory."""
    error = None
    if len(body) > MAX_BYTES:
        body, error = body[:MAX_BYTES], f"page of {len(body)} bytes, only the first {MAX_BYTES} were read"
    if len(body) > 1_000_000 and body.count(b"<") > MAX_TAGS:
        parts = body.split(b"<", MAX_TAGS)
        body, error = b"<".join(parts[:-1]), f"page of more than {MAX_TAGS} tags, read up to there"
    return body, error


# A "<" that opens no tag is text (WHATWG HTML, 13.2.5.6), which libxml2 drops; in scripts it is none of our business.
_BARE = re.compile(r"<(?![a-zA-Z/!?])")
_RAW = re.compile(r"<(?:script|style|textarea|title)\b", re.I)


def _escaped(text: str) -> str:
    """The text with each bare "<" written out, where markup is read."""
    parts: list[str] = []
    start = seen = 0
    raw = False
    for bare in _BARE.finditer(text):
        at = bare.start()
        closed = text.rfind("</", seen, at)
        raw = bool(_RAW.search(text, max(closed, seen), at)) or (raw and closed < 0)
        seen = at
        if not raw:
            parts += (text[start:at], "&lt;")
            start = at + 1
    return "".join([*parts, text[start:]]) if parts else text


# What XML has no place for (XML 1.0, 2.2), lxml lets nobody write; browsers show none of it.
_ODD_REFERENCE = re.compile(
    r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01]|6553[45])(?!\d)|x0*(?:[0-8bcef]|1[\da-f]|fff[ef])(?![\da-f]));?",
    re.I,
)
_ODD_SIGNS = str.maketrans("", "", "\ufffe\uffff")

# with its first two signs told, most of a page is passed over
_ENDS = re.compile(r"</(?:[hH][tT][mM][lL]|[bB][oO][dD][yY])\s*>")
_MORE = re.compile(r"<(?:body|div|p|main|article|table|section)\b", re.I)


def _reopened(text: str) -> str:
    """A page whose end comes before its end: browsers read on behind a stray ``</body>``, libxml2 stops at two."""
    end = _ENDS.search(text)
    return _ENDS.sub("", text) if end and _MORE.search(text, end.end()) else text


# marks of files that a script put together are text to libxml2, which then lets the root's attributes go
_BEFORE_ALL = "\ufeff \t\r\n"


# "<html ... />" opens the page all the same (WHATWG HTML, 13.2.6.4.2), and is empty to libxml2
_SHUT = re.compile(r"(<(?:html|body)\b[^<>]*?)/\s*>", re.I)
_HEADING_TAG = re.compile(r"<(/?)h([1-6])\b", re.I)


def _headings_closed(text: str) -> str:
    """A page in which each heading is closed by its own end tag: that of any other closes it, too (13.2.6.4.7).

    And with it what was opened in it and is closed behind it: ``<h1><div>The mill</h1></div>``.
    """
    opened: re.Match[str] | None = None
    parts: list[str] = []
    start = 0
    for tag in _HEADING_TAG.finditer(text):
        if not tag[1]:
            opened = tag
        elif opened is not None:
            inside = text.count("<div", opened.end(), tag.start())
            left = inside and inside - text.count("</div", opened.end(), tag.start())
            if left > 0:
                parts += (text[start : tag.start()], "</div>" * left)
                start = tag.start()
            if tag[2] != opened[2]:
                parts += (text[start : tag.start(2)], opened[2])
                start = tag.end(2)
            opened = None
    return "".join([*parts, text[start:]]) if parts else text


def _tree(text: str) -> tuple[Element | None, str | None]:
    """(the tree, what of the page is not in it); libxml2 stops where elements nest deeper than 2,048."""
    text = _SHUT.sub(r"\1>", _headings_closed(_reopened(_escaped(text.lstrip(_BEFORE_ALL)))))
    text = _ODD_REFERENCE.sub(
        "", text.translate(_ODD_SIGNS) if "\ufffe" in text or "\uffff" in text else text
    )
    # elements are found by id in our own index, so libxml2 need not keep one
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True, collect_ids=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError, AssertionError):
        return None, None
    deep = any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)
    cut = "elements nested too deep, the page was read up to there" if deep else None
    return (root if root is not None and len(root) else None), cut


def _taken_out(root: Element) -> list[tuple[Element, str]]:
    """A tree's remarks, which then are no longer in it: they part no words, and nothing stands beside them."""
    remarks = [(node.getparent(), node.text or "") for node in root.iter(etree.Comment)]
    etree.strip_elements(root, etree.Comment, with_tail=False)
    return [(parent, text) for parent, text in remarks if parent is not None]


def _name_originals(root: Element) -> None:
    """Links of a mirror by Teleport Pro as they were, which it keeps beside its own: ``tppabs="http://..."``."""
    for el in root.iterfind(".//*[@tppabs]"):
        for name in ("href", "src"):
            if el.get(name) is not None:
                el.set(name, el.get("tppabs"))


#: a frame with something classed or numbered as comments, as adverts have nothing
_TALK_FRAME = re.compile(r"\b(?:class|id)=(?:[\"'][^\"'<>]*?|[^\s\"'<>]*?)\bcomment", re.I)


def _place_frames(root: Element) -> None:
    """Comments in a frame that holds its document (``srcdoc``, HTML 4.8.5), as SingleFile saves it, into its place."""
    left = MAX_TAGS // 10  # tags, of all frames: the page's own were counted without these
    for frame in list(root.iter("iframe")):
        text = frame.get("srcdoc") or ""
        if not _TALK_FRAME.search(text) or (left := left - text.count("<")) < 0:
            continue
        inner = _tree(text)[0]
        body = inner.find("body") if inner is not None else None
        if body is not None:
            body.tag = "div"
            body.attrib.clear()
            frame.addprevious(body)
            del frame.attrib["srcdoc"]


def _show_texts(root: Element) -> None:
    """A long text for readers without scripts, where scripts would write it and nothing else stands, as Google's blogs.

    ``noscript`` then is a block like any other.
    """
    for node in list(islice(root.iter("noscript"), _FEW)):  # each costs the text around it
        around = node.getparent()
        if around is None or around.tag == "head" or sum(map(len, node.itertext())) < _TEXT:
            continue
        rest = sum(len("".join(el.itertext()).strip()) for el in around if el.tag not in _SILENT)
        if (
            rest < _ASIDE
            and len("".join([around.text or "", *(el.tail or "" for el in around)]).strip()) < _ASIDE
        ):
            node.tag = "div"


_TEXT, _ASIDE = 200, 60  # letters
_FEW = 40
_SILENT = frozenset(["noscript", "script", "style", "template"])


def _place_streamed(root: Element) -> None:
    """Parts that React's server sends hidden behind the page into their places: ``S:7`` to ``P:7`` or ``B:7``."""
    parts = {
        el.get("id")[2:]: el for el in root.iterfind(".//div[@hidden]") if el.get("id", "").startswith("S:")
    }
    for place in list(root.iter("template")):
        kind, _, number = (place.get("id") or "").partition(":")
        part = parts.pop(number, None) if kind in ("P", "B") else None
        if part is not None and part not in place.iterancestors():
            place.addprevious(part)
            del part.attrib["hidden"]


# ---- charset: BOM, header, meta and content weighed ---------------------------------------------------


def decode(body: bytes, content_type: str | None = None) -> tuple[str, str]:
    """Bytes of an HTML page to (text, charset name), as WHATWG's labels mean it; never raises.

    Content outweighs labels: bytes that are valid UTF-8 with multi-byte characters are UTF-8 whatever the header
    says; UTF-8 with a few windows-1252 bytes in it is read as both. Text that was encoded twice is mended, and
    the charset then ends in ``+double``.
    """
    text, charset = _decode(body, content_type)
    if charset != "utf-8" or len(body.translate(None, _CONTROL_BYTES)) < len(body):
        text = _JUNK_TEXT.sub("", text)
    if any(sign in text for sign in "ÃÂâÐ") and len(_DOUBLE.findall(text[:200_000])) > 2:
        mended = _undouble(text)
        if mended is not None:
            return mended, charset + "+double"
    return text, charset


_CONTROLS = "".join(chr(c) for c in range(32) if chr(c) not in "\t\n\r")
_CONTROL_BYTES = _CONTROLS.encode()  # in UTF-8 no part of any other character
_JUNK_TEXT = re.compile(f"[{_CONTROLS}]")


def _decode(body: bytes, content_type: str | None) -> tuple[str, str]:
    for mark, name in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace"), name
    if b"\x1b" in body and b"\x1b$" in body and b"\x1b(" in body:  # one byte is found fastest
        return body.decode("iso2022_jp", "replace"), "iso-2022-jp"
    try:
        return body.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as bad:
        if bad.start > len(body) - 4 and bad.reason.startswith("unexpected end"):
            return body.decode("utf-8", "ignore"), "utf-8"
    labels = _labels(body, content_type)
    if _mostly_utf8(body, "utf-8" in labels):
        from bs4 import UnicodeDammit

        return UnicodeDammit.detwingle(body).decode("utf-8", "replace"), "utf-8"
    return _legacy(body, [label for label in labels if label != "utf-8"])


def _labels(body: bytes, content_type: str | None) -> list[str]:
    """Declared charsets as Python codecs, the stronger witness first: an old server's latin-1 header is weak."""
    found = []
    header = _HEADER_CHARSET.search(content_type or "")
    for hit in (_XML_CHARSET.search(body[:200]), *_META_CHARSET.finditer(body[:8192])):
        if hit:
            found.append(hit[1].decode("ascii", "ignore"))
    if header:
        found.insert(len(found) if header[1].lower() in ("iso-8859-1", "latin1") else 0, header[1])
    out = []
    for name in found:
        codec = _LABELS.get(name.lower().strip(), name.lower().strip())
        try:
            "".encode(codec)
        except LookupError:
            continue
        out.append(codec)
    return list(dict.fromkeys(out))


def _mostly_utf8(body: bytes, declared: bool) -> bool:
    """Are there clearly more whole UTF-8 sequences than broken ones? As many do where the page declares it."""
    broken = body.decode("utf-8", "replace").count("\ufffd")
    whole = len(
        re.findall(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}", body)
    )
    return whole > broken * (1 if declared else 2)


_DOS = frozenset("cp437 cp850 cp852 cp855 cp858 ibm437 ibm850".split())


def _legacy(body: bytes, labels: list[str]) -> tuple[str, str]:
    """A page that is not UTF-8: the declared charset where it fits, else BeautifulSoup's detection."""
    for codec in labels:
        try:
            return body.decode(codec), _NAMES.get(codec, codec)
        except UnicodeDecodeError:
            text = body.decode(codec, "replace")
            if text.count("\ufffd") * 200 < len(re.findall(rb"[\x80-\xff]", body)):
                return text, _NAMES.get(codec, codec)
    from bs4 import UnicodeDammit

    strip = re.sub(rb"<[^>]*>", b" ", body[:400_000])  # markup is ASCII and tells a detector nothing
    guess = UnicodeDammit(strip, is_html=False).original_encoding or "cp1252"
    codec = _LABELS.get(guess.lower(), guess.lower())
    if codec in _DOS:  # a few stray bytes look like anything
        codec = "cp1252"
    return body.decode(codec, "replace"), _NAMES.get(codec, codec)


def _undouble(text: str) -> str | None:
    """Undo UTF-8 that was read as windows-1252 and encoded again; None where that is not what happened."""
    import ftfy

    lines = (ftfy.fix_encoding(ln) if _DOUBLE.search(ln) else ln for ln in text.split("\n"))
    mended: str = "\n".join(lines)
    return (
        mended if len(_DOUBLE.findall(mended[:200_000])) * 4 < len(_DOUBLE.findall(text[:200_000])) else None
    )


# ---- JSON-LD ------------------------------------------------------------------------------------------


def _json(text: str) -> Any:
    """JSON as pages hold it: wrapped in comments, with raw line breaks in strings (extruct's second chance)."""
    text = _LD_COMMENT.sub("", text.strip())
    for attempt in (text, _LD_CONTROL.sub(" ", text).rstrip("; ")):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


_MOST_OBJECTS = 2000


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    """The objects in a JSON-LD document, outermost first; iterative, for depth is the page's to choose."""
    queue, left = [data], _MOST_OBJECTS
    while queue and left:
        left -= 1
        item = queue.pop(0)
        if isinstance(item, list):
            queue = item + queue
        elif isinstance(item, dict):
            yield item
            queue += [
                item[k]
                for k in ("@graph", "mainEntity", "mainEntityOfPage")
                if isinstance(item.get(k), (list, dict))
            ]
