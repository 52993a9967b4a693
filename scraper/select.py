"""CSS on an indexed tree: a selector costs what its candidates cost. Never knows a platform.

Selectors are parsed by cssselect, once, at import. A page's elements are indexed by class, id and tag in one
walk; a selector then starts from the rarest thing its last compound names and tests only those elements, which
makes a rule whose class is not on the page as cheap as a dictionary look-up.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Any

from cssselect import parser as css
from lxml import etree

Element = Any  # lxml's own stubs do not tell elements from comments
Test = Callable[[Element], bool]

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


def words_in(el: Element) -> str:
    """All text in an element."""
    return "".join(el.itertext()) if len(el) else el.text or ""


def names_of(el: Element) -> list[str]:
    """What an element is called: its classes and its id."""
    names = (el.get("class") or "").split()
    return [*names, key] if (key := el.get("id")) else names


class Index:
    """All elements of a tree in document order, by class, id and tag."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.elements: list[Element] = list(root.iter(etree.Element))
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
        return _with_piece(self.by_class, self.class_names, pieces)

    def ids_like(self, *pieces: str) -> list[str]:
        return _with_piece(self.by_id, self.id_names, pieces)

    @cached_property
    def class_names(self) -> str:
        return "\n".join(self.by_class).lower()

    @cached_property
    def id_names(self) -> str:
        return "\n".join(self.by_id).lower()

    def span(self, el: Element) -> tuple[int, int]:
        """Where an element stands in ``elements``, and its last descendant."""
        return self.order[el], _last(self, el)

    def below(self, el: Element) -> list[Element]:
        """An element and all elements in it."""
        first, last = self.span(el)
        return self.elements[first : last + 1]

    def among(self, found: list[Element], tops: list[Element]) -> list[Element]:
        """Of ``found`` those that stand inside one of ``tops``; both in document order."""
        out: list[Element] = []
        order, done = self.order, -1
        for top in tops:
            first, last = self.span(top)
            if last > done:
                out += [el for el in found if first < order[el] <= last]
                done = last
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
        if self.needs and not self.needs <= names:
            return []
        hits: list[Element] = []
        for path in self.paths:
            if path.needs <= names:
                hits += [el for el in path.candidates(index) if path.test(el)]
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


def _with_piece(names: Iterable[str], text: str, pieces: Sequence[str]) -> list[str]:
    """Of names, which ``text`` holds in lower case, those with one of the pieces."""
    there = [piece for piece in pieces if piece in text]
    if not there:
        return []
    if len(there) == 1:
        (one,) = there
        return [name for name in names if one in name.lower()]
    return [name for name in names if any(map(name.lower().__contains__, there))]


def _last(index: Index, el: Element) -> int:
    """Position of the last descendant of ``el``."""
    node = el
    while len(node):
        node = node[-1]
        if node.tag.__class__ is not str:  # a comment at the end
            node = next((n for n in node.itersiblings(etree.Element, preceding=True)), None)
            if node is None:
                return max((index.order[n] for n in el.iter(etree.Element)), default=index.order[el])
    return index.order[node]


@lru_cache(maxsize=8192)
def selector(rule: str) -> Selector:
    """The compiled form of a rule; each text is compiled once."""
    return Selector(rule)


def compile_rules(rules: Iterable[Any]) -> tuple[Any, ...]:
    """Rules with their strings compiled; functions stay what they are."""
    return tuple(selector(r) if isinstance(r, str) else r for r in rules)


class _Path:
    """One complex selector (no comma): where to look, and the test that decides."""

    def __init__(self, tree: Any) -> None:
        last = tree.subselector if isinstance(tree, css.CombinedSelector) else tree
        self.key = _key(last)
        self.needs = _needs(tree)
        self.above = _above(tree)
        self.value = _fixed_value(last) if self.key[0] in ("tag", "attr", "ids") else None
        self.test: Test = _test(tree)

    def candidates(self, index: Index) -> list[Element]:
        """Elements that may match, where all that the selector names is on the page."""
        kind, name = self.key
        found = _TABLES[kind](index, name)
        if not found:
            return _NONE
        if self.value and self.value[1] not in index.joined(self.key, self.value[0], found):
            return _NONE
        tops = min((index.by_class[name] for name in self.above), key=len, default=found)
        return index.among(found, tops) if len(tops) * 4 < len(found) else found


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


def _key(tree: Any) -> tuple[str, str]:
    """The rarest thing a compound names: id before class before a keyed attribute before tag."""
    best = ("any", "")
    for node in _simple(tree):
        if isinstance(node, css.Hash):
            return ("id", node.id)
        if isinstance(node, css.Class):
            best = ("class", node.class_name)
        elif isinstance(node, css.Attrib) and best[0] != "class" and node.attrib in _KEYED:
            best = ("attr", node.attrib)
        elif isinstance(node, css.Attrib) and best[0] == "any" and node.attrib == "id":
            best = ("ids", "")
        elif isinstance(node, css.Element) and node.element and best[0] == "any":
            best = ("tag", node.element)
    return best


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


def _above(tree: Any) -> list[str]:
    """The classes of an element around the one that is looked for."""
    names: list[str] = []
    while isinstance(tree, css.CombinedSelector) and tree.combinator in (" ", ">"):
        tree = tree.selector
        last = tree.subselector if isinstance(tree, css.CombinedSelector) else tree
        names += [node.class_name for node in _simple(last) if isinstance(node, css.Class)]
    return names


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
    """The test an element must pass; each kind of node of cssselect's tree has its own maker."""
    maker = _MAKERS.get(type(tree))
    if maker is None:
        raise ValueError(f"selector not supported here: {tree!r}")
    return maker(tree)


def _element(tree: Any) -> Test:
    name = tree.element
    return (lambda el: el.tag == name) if name else (lambda el: True)


def _class(tree: Any) -> Test:
    inner, name = _test(tree.selector), tree.class_name
    return lambda el: name in (el.get("class") or "").split() and inner(el)


def _hash(tree: Any) -> Test:
    inner, key = _test(tree.selector), tree.id
    return lambda el: el.get("id") == key and inner(el)


_OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "=": lambda have, want: have == want,
    "~=": lambda have, want: want in have.split(),
    "|=": lambda have, want: have == want or have.startswith(want + "-"),
    "^=": lambda have, want: bool(want) and have.startswith(want),
    "$=": lambda have, want: bool(want) and have.endswith(want),
    "*=": lambda have, want: bool(want) and want in have,
}


def _attrib(tree: Any) -> Test:
    inner, name = _test(tree.selector), tree.attrib
    if tree.operator == "exists":
        return lambda el: el.get(name) is not None and inner(el)
    compare, want = _OPERATORS[tree.operator], tree.value.value if tree.value else ""

    def test(el: Element) -> bool:
        have = el.get(name)
        return have is not None and compare(have, want) and inner(el)

    return test


def _combined(tree: Any) -> Test:
    left, right = _test(tree.selector), _test(tree.subselector)
    walk = _WALKS[tree.combinator]
    return lambda el: right(el) and any(map(left, walk(el)))


def _parent(el: Element) -> Iterator[Element]:
    parent = el.getparent()
    if parent is not None:
        yield parent


def _adjacent(el: Element) -> Iterator[Element]:
    before = next(el.itersiblings(etree.Element, preceding=True), None)
    if before is not None:
        yield before


_WALKS: dict[str, Callable[[Element], Iterable[Element]]] = {
    " ": lambda el: el.iterancestors(),
    ">": _parent,
    "+": _adjacent,
    "~": lambda el: el.itersiblings(etree.Element, preceding=True),
}


def _negation(tree: Any) -> Test:
    inner, wrong = _test(tree.selector), _test(tree.subselector)
    return lambda el: not wrong(el) and inner(el)


def _relation(tree: Any) -> Test:
    """``:has(...)``: some descendant (or child, after ``>``) matches."""
    inner = _test(tree.selector)
    wanted = [(getattr(sign, "value", " "), _test(s.parsed_tree)) for sign, s in tree.arguments]

    def test(el: Element) -> bool:
        return inner(el) and any(
            w(d) for sign, w in wanted for d in (el if sign == ">" else el.iterdescendants(etree.Element))
        )

    return test


def _matching(tree: Any) -> Test:
    """``:is(a, b)``."""
    inner = _test(tree.selector)
    wanted = [_test(s.parsed_tree if hasattr(s, "parsed_tree") else s) for s in tree.selector_list]
    return lambda el: inner(el) and any(w(el) for w in wanted)


def _pseudo(tree: Any) -> Test:
    inner = _test(tree.selector)
    test = _PSEUDOS[tree.ident]
    return lambda el: test(el) and inner(el)


_PSEUDOS: dict[str, Test] = {
    "first-child": lambda el: next(el.itersiblings(etree.Element, preceding=True), None) is None,
    "last-child": lambda el: next(el.itersiblings(etree.Element), None) is None,
    "empty": lambda el: len(el) == 0 and not el.text,
}

_MAKERS: dict[type, Callable[[Any], Test]] = {
    css.Element: _element,
    css.Class: _class,
    css.Hash: _hash,
    css.Attrib: _attrib,
    css.CombinedSelector: _combined,
    css.Negation: _negation,
    css.Relation: _relation,
    css.Matching: _matching,
    css.Pseudo: _pseudo,
}
