"""Every folder under fixtures/ is a page and what must be read from it; a test tells all fields that differ.

`page.html` is the page, `expected.json` its whole `parse` record with nulls written (`links` and `sources`
may be left out), `headers.json` what the server said, where that matters, and `meta.json` may name fields that
are known to be read wrongly: `{"xfail": {"post.author": "why"}}`. Such a field must fail: once it is read
rightly, the entry has to go.
"""

import gc
import gzip
import json
import re
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from scraper import parse_page
from scraper.comments import COMMENT_SYSTEMS
from scraper.jsonout import COMMENT, POST, RECORD, to_json
from scraper.platforms import PLATFORMS
from scraper.schema import schemas

FOLDER = Path(__file__).parent.parent / "fixtures"
CASES = sorted(page.parent for page in FOLDER.glob("*/*/page.html"))
BLOCK = re.compile(r"\s*(</?(?:p|h\d|ul|ol|li|blockquote|table|tbody|tr|td|br|hr|pre|figure)\b[^>]*>)\s*")
SCHEMA = json.loads((FOLDER.parent / "schemas" / "parse.json").read_text(encoding="utf-8"))


def name_of(case):
    return f"{case.parent.name}/{case.name}"


@cache
def expected(case):
    return json.loads((case / "expected.json").read_text(encoding="utf-8"))


@cache
def found(case):
    headers = case / "headers.json"
    told = json.loads(headers.read_text(encoding="utf-8")) if headers.exists() else None
    page = (case / "page.html").read_bytes()
    return to_json(parse_page(page, expected(case)["url"], tuple(told.items()) if told else None))


@cache
def known_faults(case):
    meta = case / "meta.json"
    return json.loads(meta.read_text(encoding="utf-8")).get("xfail", {}) if meta.exists() else {}


def fields(case):
    """Give the fields that are compared, the comments' keys field by field."""
    post = [f"post.{key}" for key in POST] if expected(case)["post"] else ["post"]
    return [*RECORD, *post, "comments", *(f"comments.{key}" for key in COMMENT)]


def value(record, field):
    """The field of a record in a form that tells two readings apart, and nothing else."""
    where, _, key = field.partition(".")
    if where == "post" and key:
        return even(record["post"][key], key) if record["post"] else "no post"
    if where == "comments":
        return [even(c[key], key) for c in record["comments"]] if key else len(record["comments"])
    return record[where]


def even(said, key):
    """White space between tags and bare wrappers say nothing; within plain text every blank counts."""
    if key != "body_html" or said is None:
        return said
    return BLOCK.sub(r"\1", re.sub(r"\s+|</?div>", " ", said)).strip()


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_page_is_read_as_expected(case):
    both = {field: (value(found(case), field), value(expected(case), field)) for field in fields(case)}
    wrong = {field: pair for field, pair in both.items() if pair[0] != pair[1]}
    known = known_faults(case)
    told = [
        f"{field}: found {wrong[field][0]!r}, expected {wrong[field][1]!r}" for field in wrong.keys() - known
    ]
    assert not told, "\n".join([name_of(case), *sorted(told)])
    assert not known.keys() - wrong, f"{name_of(case)}: read rightly now, take them out of meta.json"


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_links_are_among_those_found(case):
    have = {(link["url"], link["kind"]) for link in found(case)["links"]}
    missing = [x for x in expected(case).get("links", ()) if (x["url"], x["kind"]) not in have]
    assert not missing, f"{name_of(case)}: links"


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_expectation_is_whole_and_obeys_the_schema(case):
    record = {"links": [], "sources": {}} | expected(case)
    errors = [f"{e.json_path}: {e.message}" for e in Draft202012Validator(SCHEMA).iter_errors(record)]
    assert not errors, f"{name_of(case)}: {errors}"


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_what_is_found_obeys_the_schema(case):
    Draft202012Validator(schemas()["parse.json"]).validate(json.loads(json.dumps(found(case))))


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_known_faults_name_fields(case):
    post, keys = (f"post.{key}" for key in POST), (f"comments.{key}" for key in COMMENT)
    assert set(known_faults(case)) <= {*RECORD, "post", *post, "comments", *keys}, name_of(case)


def test_parents_come_before_their_answers_in_expectations():
    for case in CASES:
        seen = {None: -1}
        for comment in expected(case)["comments"]:
            assert comment["parent_id"] in seen, f"{name_of(case)}: comment {comment['id']}"
            seen[comment["id"]] = comment["depth"]


TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^>]*>")
EMPTY = {"br", "hr", "img", "wbr", "source", "col"}


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_stored_html_closes_what_it_opens(case):
    record = found(case)
    for said in [record["post"] or {}, *record["comments"]]:
        is_open = []
        for end, tag in TAG.findall(said.get("body_html") or ""):
            if not end and tag not in EMPTY:
                is_open.append(tag)
            elif end:
                assert is_open and is_open.pop() == tag, f"{name_of(case)}: {said['body_html'][:80]}"
        assert not is_open, f"{name_of(case)}: {said['body_html'][:80]}"


def test_many_languages():
    told = {(expected(case)["language"] or "").split("-")[0] for case in CASES}
    assert told >= {"en", "de", "fr", "pl", "ru", "ar", "ja", "zh", "ko", "pt"}


# ---- a platform is a file, a name in the tuple and a fixture


def declared(folder, kind):
    """Give names told by the files of a folder, whether or not their tuple has them."""
    told = {}
    for path in sorted((FOLDER.parent / "scraper" / folder).glob("*.py")):
        for name in re.findall(rf'= {kind}\(\s*name="([^"]+)"', path.read_text(encoding="utf-8")):
            told.setdefault(name, path.name)
    return told


@pytest.mark.parametrize(
    ("folder", "kind", "registry"),
    [("platforms", "Platform", PLATFORMS), ("comments", "CommentSystem", COMMENT_SYSTEMS)],
)
def test_every_file_has_its_name_in_the_tuple(folder, kind, registry):
    listed = {entry.name for entry in registry} | {"generic"}
    missing = {name: path for name, path in declared(folder, kind).items() if name not in listed}
    assert not missing, f"not in the tuple of scraper/{folder}/__init__.py: {missing}"


@pytest.mark.parametrize("platform", PLATFORMS, ids=lambda p: p.name)
def test_every_platform_has_a_fixture(platform):
    shown = [case for case in CASES if expected(case)["platform"] == platform.name]
    assert shown, f"no fixture shows {platform.name}: add fixtures/{platform.name}/<what-it-shows>/"


@pytest.mark.parametrize("name", sorted({system.name for system in COMMENT_SYSTEMS}))
def test_every_comment_system_has_a_fixture(name):
    shown = [case for case in CASES if expected(case)["comment_system"] == name]
    assert shown, f"no fixture shows comments of {name}"


def test_page_read_is_let_go_at_once():
    """A page that refers to itself would stay in memory, tree and all, until Python looks for such circles."""
    pages = [(case / "page.html").read_bytes() for case in CASES[::20]]
    for page in pages:  # what is remembered for good is remembered by now
        parse_page(page, "http://a.example/2010/05/a-post/")
    gc.collect()
    gc.disable()
    try:
        for page in pages:
            parse_page(page, "http://a.example/2010/05/a-post/")
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_page_that_is_still_packed_is_read():
    """Mirrors keep what a server sent packed as it came (RFC 9110, 8.4.1.3)."""
    case = next(case for case in CASES if expected(case)["comments"])
    page, url = (case / "page.html").read_bytes(), expected(case)["url"]
    assert parse_page(gzip.compress(page), url) == parse_page(page, url)


@pytest.mark.parametrize("told", ["²" * 10, "٣" * 13, "9" * 10, "0" * 13])
def test_figures_that_are_no_day_are_no_error(told):
    """Seconds since 1970 are ASCII; what else Python calls a digit it need not be able to read."""
    page = f'<meta name="date" content="{told}"><h1>The mill</h1><p>{"It turns by day. " * 20}</p>'
    assert parse_page(page.encode(), "http://a.example/the-old-mill-turns/").post.title == "The mill"


def test_packed_page_that_is_cut_short_says_so():
    page = (CASES[0] / "page.html").read_bytes()
    assert "cut short" in (parse_page(gzip.compress(page)[:-20], "http://a.example/").error or "")
