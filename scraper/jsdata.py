"""Data that pages print as JavaScript literals, read and never run."""

import json
import re
from typing import Any
from weakref import WeakKeyDictionary

_STRING = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'", re.S)
_NUMBER = re.compile(r"-?(?:0[xX][0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)")
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_SPACE = re.compile(r"(?:\s+|//[^\n]*|/\*.*?\*/)+", re.S)
_ESCAPE = re.compile(
    r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-3]?[0-7]{1,2})|(\r\n|.))", re.S
)
_PLAIN = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "b": "\b",
    "f": "\f",
    "v": "\v",
    "0": "\0",
    "\n": "",
    "\r\n": "",
    "\r": "",
}
_WORDS = {"true": True, "false": False, "null": None, "undefined": None, "NaN": None}
_SURROGATE = re.compile("[\ud800-\udfff]")
_DEEPEST = 60
_JSON = json.JSONDecoder(parse_constant=lambda word: None, strict=False)
_HALF = re.compile(r"\\u[dD][89a-fA-F]")  # half of a character, which may stand alone


class NotALiteral(ValueError):
    """The text is no literal: an expression, a call, or cut short."""


_READ: WeakKeyDictionary[Any, dict[str, Any]] = WeakKeyDictionary()


def on_page(page: Any, name: str) -> Any:
    """The literal that one of a page's scripts assigns to a name, or None; it is read once."""
    known = _READ.setdefault(page.index, {})
    if name not in known:
        scripts = (e.text for e in page.index.by_tag.get("script", ()) if e.text and name in e.text)
        told = (assigned(script, name) for script in scripts)
        known[name] = next((value for value in told if value is not None), None)
    return known[name]


def assigned(script: str, name: str) -> Any:
    """The literal a script assigns to a name, or None (ECMA-262, 13.2).

    ``var items = [...]``, ``items: [...]``, ``items = JSON.parse("[...]")`` (25.5.1).
    """
    for found in re.finditer(
        rf"(?<![\w$.]){re.escape(name)}[\"']?\s*[=:]\s*(JSON\.parse\(\s*)?(?=[\[{{\"'\d-])", script
    ):
        try:
            value = read(script, found.end())
            return read(value) if found[1] and isinstance(value, str) else value
        except NotALiteral:
            continue
    return None


def read(text: str, at: int = 0) -> Any:
    """The literal that begins at a position: objects, arrays, strings (octal escapes too), numbers, constants.

    Raises NotALiteral where anything else stands.
    """
    at = _skip(text, at)
    try:
        found, end = _JSON.raw_decode(text, at)  # most literals are JSON, and read so much faster
    except (ValueError, RecursionError):
        pass
    else:
        if not _HALF.search(text, at, end):
            return found
    return _value(text, _skip(text, at), 0)[0]


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _value(text: str, at: int, depth: int) -> tuple[Any, int]:
    sign = text[at : at + 1]
    if depth > _DEEPEST or not sign:
        raise NotALiteral("too deep or cut short")
    if sign == "[":
        return _array(text, at + 1, depth)
    if sign == "{":
        return _object(text, at + 1, depth)
    if string := _STRING.match(text, at):
        return _unescape(string[1] if string[1] is not None else string[2]), string.end()
    if number := _NUMBER.match(text, at):
        return _number(number[0]), number.end()
    word = _NAME.match(text, at)
    if word and word[0] in _WORDS:
        return _WORDS[word[0]], word.end()
    raise NotALiteral(f"no literal at {at}")


def _number(text: str) -> int | float:
    return int(text, 16) if text[:2].lower() == "0x" else float(text) if set(text) & set(".eE") else int(text)


def _array(text: str, at: int, depth: int) -> tuple[list[Any], int]:
    out: list[Any] = []
    while True:
        at = _skip(text, at)
        if text[at : at + 1] == "]":
            return out, at + 1
        value, at = _value(text, at, depth + 1)
        out.append(value)
        at = _comma(text, at, "]")


def _object(text: str, at: int, depth: int) -> tuple[dict[str, Any], int]:
    out: dict[str, Any] = {}
    while True:
        at = _skip(text, at)
        if text[at : at + 1] == "}":
            return out, at + 1
        key, at = _key(text, at)
        at = _skip(text, at)
        if text[at : at + 1] != ":":
            raise NotALiteral(f"no colon at {at}")
        out[key], at = _value(text, _skip(text, at + 1), depth + 1)
        at = _comma(text, at, "}")


def _key(text: str, at: int) -> tuple[str, int]:
    if found := _STRING.match(text, at):
        return _unescape(found[1] if found[1] is not None else found[2]), found.end()
    found = _NAME.match(text, at) or _NUMBER.match(text, at)
    if not found:
        raise NotALiteral(f"no key at {at}")
    return found[0], found.end()


def _comma(text: str, at: int, end: str) -> int:
    at = _skip(text, at)
    if text[at : at + 1] == ",":
        return at + 1
    if text[at : at + 1] != end:
        raise NotALiteral(f"neither comma nor {end} at {at}")
    return at


def _unescape(text: str) -> str:
    if "\\" not in text:
        return text
    plain = _ESCAPE.sub(_char, text)
    if _SURROGATE.search(plain):  # two halves of one character, each escaped by itself
        plain = plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return plain


def _char(found: "re.Match[str]") -> str:
    braced, four, two, octal, plain = found.groups()
    if braced or four or two:
        code = int(braced or four or two, 16)
        return chr(code) if code < 0x110000 else "\ufffd"
    return chr(int(octal, 8)) if octal and octal != "0" else _PLAIN.get(plain or octal, plain or "")
