"""CSS on an indexed tree: a selector costs what its candidates cost. Never knows a platform.

Selectors are parsed by cssselect, once, at import. A page's elements are indexed by class, id and tag in one
walk; a selector then starts from the rarest thing its last compound names and tests only those elements, which
makes a rule whose class is not on the page as cheap as a dictionary look-up.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import islice
from typing import Any

from cssselect import parser as css
from lxml import etree

Element = Any  # lxml's own stubs do not tell elements from comments
Test = Callable[[Element], bool]
TITLE_HEADINGS = ("h1", "h2", "h3", "h4")  # those that a post's title may be

#: attributes by which selectors without class, id or tag find their candidates
_KEYED = (
    "itemprop",
    "itemtype",
    "property",
    "typeof",
    "rel",
    "about",
    "resource",
    "data-hook",
    "data-testid",
    "data-comment-user-id",
    "itemscope",
)

_RULE = re.compile(r"^(?P<css>.*?)(?:::attr\((?P<attr>[\w:-]+)\)|::(?P<text>text))?$", re.S)


_all_text: Any = etree.XPath("string()", smart_strings=False)


def words_in(el: Element) -> str:
    """All text in an element."""
    if not len(el):
        return el.text or ""
    text: str = _all_text(el)
    return text


def holds_at_most(el: Element, most: int) -> bool:
    """Has an element no more children than that? To ask for their number would count all of a list's, each time."""
    return next(islice(el, most, None), None) is None


def in_code(el: Element) -> bool:
    """Does an element stand in a listing? Highlighters class comments, titles and tags of a programme as such."""
    return next(el.iterancestors("pre", "code"), None) is not None


_NUMBER = re.compile(r"\d\d+")


def number_free(key: str) -> str:
    """An id whose numbers of several figures are all the same one: a word with such a number is none of ours."""
    return _NUMBER.sub("00", key)


def names_of(el: Element) -> list[str]:
    """What an element is called: its classes and its id."""
    names = (el.get("class") or "").split()
    return [*names, key] if (key := el.get("id")) else names


class Index:
    """All elements of a tree in document order, by class, id and tag; and the host that the page is of, if known."""

    def __init__(self, root: Element, host: str | None = None) -> None:
        self.root = root
        self.host = host
        self.elements: list[Element] = list(root.iter())
        self.order: dict[Element, int] = dict(zip(self.elements, range(len(self.elements)), strict=True))
        self._joined: dict[tuple[tuple[str, str], str], str] = {}
        tables: list[defaultdict[str, list[Element]]] = [defaultdict(list) for _ in range(4)]
        by_class, by_id, by_tag, by_attr = tables
        for el in self.elements:
            by_tag[el.tag].append(el)
            names = el.keys()
            for name in names:
                by_attr[name].append(el)
        classed: dict[str, list[list[Element]]] = {}  # the same names come again and again
        for el in by_attr.get("class", ()):
            value = el.get("class")
            if value not in classed:
                classed[value] = [by_class[word] for word in dict.fromkeys(value.split())]
            for named in classed[value]:
                named.append(el)
        for el in by_attr.get("id", ()):
            by_id[el.get("id")].append(el)
        self.by_class, self.by_id, self.by_tag, self.by_attr = map(dict, tables)
        #: every class, id, attribute and tag of the page, in a selector's own signs
        self.names: set[str] = {
            *by_tag,
            *map(".".__add__, by_class),
            *map("#".__add__, by_id),
            *map("[".__add__, by_attr),
        }

    def classes_like(self, *pieces: str) -> list[str]:
        """The classes with one of these pieces (in lower case) in them: one look at all names of the page."""
        return _with_piece(*self._low_classes, pieces)

    def ids_like(self, *pieces: str) -> list[str]:
        return _with_piece(*self._low_ids, pieces)

    def named_like(self, *pieces: str) -> Iterator[tuple[str, Element]]:
        """Each class and id with one of these pieces in it, and an element of that name."""
        for table, names in ((self.by_class, self.classes_like), (self.by_id, self.ids_like)):
            for name in names(*pieces):
                yield from ((name, el) for el in table[name])

    @cached_property
    def _low_classes(self) -> tuple[dict[str, str], str]:
        return _lowered(self.by_class)

    @cached_property
    def _low_ids(self) -> tuple[dict[str, str], str]:
        return _lowered(self.by_id)

    @cached_property
    def id_kinds(self) -> dict[str, list[Element]]:
        """The ids without their numbers: those of a whole thread are one name then."""
        kinds: dict[str, list[Element]] = {}
        for key, elements in self.by_id.items():
            kinds.setdefault(number_free(key), []).extend(elements)
        return kinds

    @cached_property
    def texts(self) -> list[str | None]:
        """Of each element the text before its first child."""
        return [el.text for el in self.elements]

    @cached_property
    def tails(self) -> list[str | None]:
        """Of each element the text behind it."""
        return [el.tail for el in self.elements]

    def span(self, el: Element) -> tuple[int, int]:
        """Where an element stands in ``elements``, and its last descendant."""
        return self.order[el], _last(self, el)

    def below(self, el: Element) -> list[Element]:
        """An element and all elements in it."""
        first, last = self.span(el)
        return self.elements[first : last + 1]

    def under(self, roots: Iterable[Element]) -> set[Element]:
        """Some elements and all in them."""
        return {e for root in roots for e in self.below(root)}

    def among(self, found: list[Element], tops: list[Element]) -> list[Element]:
        """Of ``found`` those that stand inside one of ``tops``; both in document order."""
        out: list[Element] = []
        order, done = self.order, -1
        places = [order[el] for el in found]
        for top in tops:
            first = order[top]
            if first > done:  # else it stands in the one before
                done = _last(self, top)
                out += found[bisect_right(places, first) : bisect_right(places, done)]
        return out

    def joined(self, key: tuple[str, str], attr: str, elements: list[Element]) -> str:
        """All values of an attribute on the elements of a key: what is not in this text is on none of them."""
        found = self._joined.get((key, attr))
        if found is None:
            found = self._joined[key, attr] = "\n".join([v for e in elements if (v := e.get(attr))])
        return found


class Selector:
    """One compiled rule: ``css``, ``css::attr(name)`` or ``css::text`` (comma lists allowed)."""

    def __init__(self, rule: str) -> None:
        found = _RULE.match(rule)
        assert found is not None
        self.rule = rule
        self.attr: str | None = found["attr"]
        self.text = bool(found["text"])
        self.paths = [_Path(s.parsed_tree) for s in css.parse(found["css"].strip() or "*")]
        #: what all of its paths need: most rules name something that is not on the page
        self.needs = frozenset.intersection(*(path.needs for path in self.paths))

    def elements(self, index: Index, within: Element | None = None) -> list[Element]:
        """Matching elements in document order, inside ``within`` (itself included) where it is given."""
        names = index.names
        if not self.needs <= names:
            return []
        hits: list[Element] = []
        for path in self.paths:
            if path.needs <= names:
                hits += path.elements(index)
        if within is not None and hits:
            first, last = index.span(within)
            hits = [el for el in hits if first <= index.order[el] <= last]
        if len(self.paths) > 1 and len(hits) > 1:
            hits = sorted(set(hits), key=index.order.__getitem__)
        return hits

    def matches(self, el: Element) -> bool:
        return any(path.test(el) for path in self.paths)

    def value(self, el: Element) -> Any:
        """What the rule says of a matched element: the attribute's text, or the element itself."""
        if self.attr:
            return el.get(self.attr)
        return (el.text or "").strip() if self.text else el


def _lowered(names: Iterable[str]) -> tuple[dict[str, str], str]:
    """Names and what they are in lower case, and all of these in one text."""
    low = {name: name.lower() for name in names}
    return low, "\n".join(low.values())


def _with_piece(names: dict[str, str], text: str, pieces: Sequence[str]) -> list[str]:
    """Of names, which ``text`` holds in lower case, those with one of the pieces."""
    there = [piece for piece in pieces if piece in text]
    if not there:
        return []
    if len(there) == 1:
        (one,) = there
        return [name for name, low in names.items() if one in low]
    return [name for name, low in names.items() if any(map(low.__contains__, there))]


def _last(index: Index, el: Element) -> int:
    """Position of the last descendant of ``el``."""
    node = el
    while len(node):
        node = node[-1]
        if node.tag.__class__ is not str:  # a comment at the end
            node = next((n for n in node.itersiblings(preceding=True)), None)
            if node is None:
                return max((index.order[n] for n in el.iter()), default=index.order[el])
    return index.order[node]


@lru_cache(maxsize=8192)
def selector(rule: str) -> Selector:
    """The compiled form of a rule; each text is compiled once."""
    return Selector(rule)


def compile_rules(rules: Iterable[Any]) -> tuple[Any, ...]:
    """Rules with their strings compiled; functions stay what they are."""
    return tuple(selector(r) if isinstance(r, str) else r for r in rules)


def possible(rules: Iterable[Any], index: Index) -> list[Any]:
    """Of compiled rules those that may say something of a page: most name what does not stand on it."""
    names = index.names
    return [r for r in rules if r.__class__ is not Selector or r.needs <= names]


class _Path:
    """One complex selector (no comma): where to look, and the tests that decide."""

    def __init__(self, tree: Any) -> None:
        combined = isinstance(tree, css.CombinedSelector)
        last = tree.subselector if combined else tree
        self.key, told = _key(last)
        self.needs = _needs(tree)
        self.value = _fixed_value(last) if self.key[0] in ("tag", "attr", "ids") else None
        self.test = _test(tree)
        #: what the look-up by the key does not tell
        self.rest = _all([_own(node) for node in _simple(last) if node is not told])
        self.left = _Path(tree.selector) if combined else None
        self.walk = _WALKS[tree.combinator] if combined else None

    def elements(self, index: Index) -> list[Element]:
        """Those that match, in document order, where all that the selector names is on the page."""
        found = self.candidates(index)
        if found and self.rest:
            found = list(filter(self.rest, found))
        if not found or self.left is None or self.walk is None:
            return found
        if self.walk is _ancestors and len(self.left.candidates(index)) < 4 * len(found):
            return index.among(found, self.left.elements(index))
        left, walk = self.left.test, self.walk
        return [el for el in found if any(map(left, walk(el)))]

    def candidates(self, index: Index) -> list[Element]:
        """Elements that may match by the rarest thing that is named."""
        kind, name = self.key
        found = _TABLES[kind](index, name)
        if self.value and found and self.value[1] not in index.joined(self.key, self.value[0], found):
            return _NONE
        return found


_NONE: list[Element] = []
_TABLES: dict[str, Callable[[Index, str], list[Element]]] = {
    "class": lambda index, name: index.by_class.get(name, _NONE),
    "id": lambda index, name: index.by_id.get(name, _NONE),
    "tag": lambda index, name: index.by_tag.get(name, _NONE),
    "attr": lambda index, name: index.by_attr.get(name, _NONE),
    "ids": lambda index, name: index.by_attr.get("id", _NONE),
    "any": lambda index, name: index.elements,
}


def _simple(tree: Any) -> Iterator[Any]:
    """The simple selectors of a compound, innermost last."""
    while tree is not None:
        yield tree
        tree = getattr(tree, "selector", None)


def _key(tree: Any) -> tuple[tuple[str, str], Any]:
    """The rarest thing a compound names: id before class before a keyed attribute before tag.

    And the part of the compound that is true of all elements found by it.
    """
    best = ("any", "")
    told: Any = None
    for node in _simple(tree):
        alone = isinstance(node, css.Attrib) and node.operator == "exists"
        if isinstance(node, css.Hash):
            return ("id", node.id), node
        if isinstance(node, css.Class):
            best, told = ("class", node.class_name), node
        elif isinstance(node, css.Attrib) and best[0] != "class" and node.attrib in _KEYED:
            best, told = ("attr", node.attrib), node if alone else None
        elif isinstance(node, css.Attrib) and best[0] == "any" and node.attrib == "id":
            best, told = ("ids", ""), node if alone else None
        elif isinstance(node, css.Element) and node.element and best[0] == "any":
            best, told = ("tag", node.element), node
    return best, told


def _needs(tree: Any) -> frozenset[str]:
    """Every class, id, attribute and tag that must be on the page for the selector to match, as in `Index.names`."""
    found = []
    while True:
        combined = isinstance(tree, css.CombinedSelector)
        for node in _simple(tree.subselector if combined else tree):
            if isinstance(node, css.Class):
                found.append(f".{node.class_name}")
            elif isinstance(node, css.Hash):
                found.append(f"#{node.id}")
            elif isinstance(node, css.Attrib) and not node.namespace:
                found.append(f"[{node.attrib}")
            elif isinstance(node, css.Element) and node.element:
                found.append(node.element)
        if not combined:
            return frozenset(found)
        tree = tree.selector


def _fixed_value(tree: Any) -> tuple[str, str] | None:
    """(attribute, text) that some element of the tag must have, for ``a[href*='x']`` and the like."""
    for node in _simple(tree):
        if (
            isinstance(node, css.Attrib)
            and node.operator in ("=", "^=", "$=", "*=", "~=")
            and node.value
            and node.value.value
        ):
            return node.attrib, node.value.value
    return None


def _test(tree: Any) -> Test:
    """The test an element must pass."""
    if isinstance(tree, css.CombinedSelector):
        left, right = _test(tree.selector), _test(tree.subselector)
        walk = _WALKS[tree.combinator]
        return lambda el: right(el) and any(map(left, walk(el)))
    return _all([_own(node) for node in _simple(tree)]) or (lambda el: True)


def _own(node: Any) -> Test | None:
    """What one part of a compound asks; each kind of node of cssselect's tree has its own maker."""
    maker = _MAKERS.get(type(node))
    if maker is None:
        raise ValueError(f"selector not supported here: {node!r}")
    return maker(node)


def _all(tests: Iterable[Test | None]) -> Test | None:
    """All of these in one, or None where there is nothing to ask."""
    asked = tuple(filter(None, tests))
    if len(asked) < 2:
        return asked[0] if asked else None
    if len(asked) == 2:
        first, second = asked
        return lambda el: first(el) and second(el)
    return lambda el: all(ask(el) for ask in asked)


def _element(tree: Any) -> Test | None:
    name = tree.element
    return (lambda el: el.tag == name) if name else None


def _class(tree: Any) -> Test:
    name = tree.class_name
    return lambda el: name in (el.get("class") or "").split()


def _hash(tree: Any) -> Test:
    key = tree.id
    return lambda el: el.get("id") == key


_OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "=": lambda have, want: have == want,
    "~=": lambda have, want: want in have.split(),
    "|=": lambda have, want: have == want or have.startswith(want + "-"),
    "^=": lambda have, want: bool(want) and have.startswith(want),
    "$=": lambda have, want: bool(want) and have.endswith(want),
    "*=": lambda have, want: bool(want) and want in have,
}


def _attrib(tree: Any) -> Test:
    name = tree.attrib
    if tree.operator == "exists":
        return lambda el: el.get(name) is not None
    compare, want = _OPERATORS[tree.operator], tree.value.value if tree.value else ""
    return lambda el: (have := el.get(name)) is not None and compare(have, want)


def _ancestors(el: Element) -> Iterator[Element]:
    return el.iterancestors()  # type: ignore[no-any-return]


def _parent(el: Element) -> Iterator[Element]:
    parent = el.getparent()
    if parent is not None:
        yield parent


def _adjacent(el: Element) -> Iterator[Element]:
    before = next(el.itersiblings(preceding=True), None)
    if before is not None:
        yield before


_WALKS: dict[str, Callable[[Element], Iterable[Element]]] = {
    " ": _ancestors,
    ">": _parent,
    "+": _adjacent,
    "~": lambda el: el.itersiblings(preceding=True),
}


def _negation(tree: Any) -> Test:
    wrong = _test(tree.subselector)
    return lambda el: not wrong(el)


def _relation(tree: Any) -> Test:
    """``:has(...)``: some descendant (or child, after ``>``) matches."""
    wanted = [(getattr(sign, "value", " "), _test(s.parsed_tree)) for sign, s in tree.arguments]
    return lambda el: any(w(d) for sign, w in wanted for d in (el if sign == ">" else el.iterdescendants()))


def _matching(tree: Any) -> Test:
    """``:is(a, b)``."""
    wanted = [_test(s.parsed_tree if hasattr(s, "parsed_tree") else s) for s in tree.selector_list]
    return lambda el: any(w(el) for w in wanted)


def _pseudo(tree: Any) -> Test:
    return _PSEUDOS[tree.ident]


_PSEUDOS: dict[str, Test] = {
    "first-child": lambda el: next(el.itersiblings(preceding=True), None) is None,
    "last-child": lambda el: next(el.itersiblings(), None) is None,
    "empty": lambda el: len(el) == 0 and not el.text,
}

_MAKERS: dict[type, Callable[[Any], Test | None]] = {
    css.Element: _element,
    css.Class: _class,
    css.Hash: _hash,
    css.Attrib: _attrib,
    css.Negation: _negation,
    css.Relation: _relation,
    css.Matching: _matching,
    css.Pseudo: _pseudo,
}
