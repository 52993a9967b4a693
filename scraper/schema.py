"""JSON Schemas (2020-12) of the records, printed from rows.py; never reads or checks a record itself."""

import json
import sys
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from scraper import jsonout
from scraper.rows import Author, Capture, Comment, Found, Link, Post, Term

DIALECT = "https://json-schema.org/draft/2020-12/schema"
#: ISO 8601, and no more precise than the page: a day, a time without a zone, or a time with one.
DATE = r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})?)?$"
DATES = {"published", "updated"}

Schema = dict[str, Any]
_PLAIN: Mapping[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    bytes: {"type": "string", "contentEncoding": "base64"},
    type(None): {"type": "null"},
}


def schemas() -> dict[str, Schema]:
    """Give every schema under its file name."""
    return {
        "parse.json": parse_schema(),
        "found.json": row_schema(Found),
        "capture.json": row_schema(Capture),
    }


def parse_schema() -> Schema:
    """Describe one line of `blog-to-sqlite parse`."""
    named = {Author: {"type": "string"}, Term: {"type": "string"}}
    record = _object(Found, jsonout.RECORD, named)
    parts = {
        "post": {"anyOf": [_object(Post, jsonout.POST, named), {"type": "null"}]},
        "comments": {"type": "array", "items": _object(Comment, jsonout.COMMENT, named)},
        "links": {"type": "array", "items": _object(Link, jsonout.LINK, named)},
        "sources": _property(Found, "sources", named),
    }
    record["properties"] |= parts
    record["required"] += list(parts)
    return {"$schema": DIALECT, "title": "parse", "description": "What one page says"} | record


def row_schema(row: type) -> Schema:
    """Describe one dataclass of rows.py with all it holds."""
    return {"$schema": DIALECT, "title": row.__name__} | _object(row, _names(row), {})


def _object(row: type, keys: tuple[str, ...], named: Mapping[type, Schema]) -> Schema:
    return {
        "type": "object",
        "properties": {key: _property(row, key, named) for key in keys},
        "required": list(keys),
        "additionalProperties": False,
    }


def _property(row: type, key: str, named: Mapping[type, Schema]) -> Schema:
    schema = _type(get_type_hints(row)[key], named)
    return schema | {"pattern": DATE} if key in DATES else schema


def _type(hint: Any, named: Mapping[type, Schema]) -> Schema:
    origin, args = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"enum": list(args)}
    if origin in (Union, types.UnionType):
        return _either([_type(arg, named) for arg in args])
    if origin is tuple:
        return _array(args, named)
    if origin is dict:
        return {"type": "object", "additionalProperties": _type(args[1], named)}
    if hint in named:
        return dict(named[hint])
    if is_dataclass(hint) and isinstance(hint, type):
        return _object(hint, _names(hint), named)
    return dict(_PLAIN[hint])


def _either(options: list[Schema]) -> Schema:
    """Join simple types in one list, as people write them: `["string", "null"]`."""
    if all(set(option) == {"type"} for option in options):
        return {"type": [option["type"] for option in options]}
    return {"anyOf": options}


def _array(args: tuple[Any, ...], named: Mapping[type, Schema]) -> Schema:
    if args[-1] is Ellipsis:
        return {"type": "array", "items": _type(args[0], named)}
    items = [_type(arg, named) for arg in args]
    return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}


def _names(row: type) -> tuple[str, ...]:
    return tuple(f.name for f in fields(row))


def write(folder: Path) -> list[Path]:
    """Write each schema to its file, as the repository keeps them."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, schema in schemas().items():
        (folder / name).write_text(text(schema), encoding="utf-8")
        paths.append(folder / name)
    return paths


def text(schema: Schema) -> str:
    """Print a schema the one way it is committed."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for path in write(Path(sys.argv[1] if len(sys.argv) > 1 else "schemas")):
        print(path)
