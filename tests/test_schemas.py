"""The committed schemas are those of the code, and what `parse` prints obeys them."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from scraper.jsonout import to_json
from scraper.rows import Author, Comment, Found, Link, Post, Source, Term
from scraper.schema import schemas, text

FOLDER = Path(__file__).parent.parent / "schemas"
FOUND = Found(
    url="http://blog.test/a/",
    kind="post",
    platform="wordpress",
    post=Post(
        title="A",
        author="Ann, Bob",
        authors=(Author("Ann"), Author("Bob", "http://b.test/")),
        published="2010-05-14T09:30:00-07:00",
        categories=(Term("Marketing", "http://blog.test/c/"),),
    ),
    comments=(Comment(id="1"), Comment(id="2", parent_id="1", depth=1), Comment(id="3", parent_id="99")),
    links=(Link("http://blog.test/b/", "post"),),
    sources={"title": Source("css:.entry-title", 0.9)},
)


@pytest.mark.parametrize("name", sorted(schemas()))
def test_committed_schema_is_the_printed_one(name):
    assert (FOLDER / name).read_text(encoding="utf-8") == text(schemas()[name])
    Draft202012Validator.check_schema(schemas()[name])


def test_folder_holds_no_other_schema():
    assert {path.name for path in FOLDER.glob("*.json")} == set(schemas())


@pytest.mark.parametrize("found", [FOUND, Found(url="http://blog.test/", kind="index")])
def test_record_obeys_its_schema(found):
    record = json.loads(json.dumps(to_json(found)))
    Draft202012Validator(schemas()["parse.json"]).validate(record)


def test_record_as_the_contract_says():
    record = to_json(FOUND, "HTTP://blog.test/a")
    assert record["url"] == "HTTP://blog.test/a"
    assert record["post"]["authors"] == ["Ann", "Bob"]
    assert record["post"]["categories"] == ["Marketing"]
    assert [c["parent_id"] for c in record["comments"]] == [None, "1", None]
    assert record["sources"] == {"title": {"rule": "css:.entry-title", "sure": 0.9}}


@pytest.mark.parametrize("date", ["May 14", "2010-05", "2010-05-14 09:30", ""])
def test_schema_refuses_dates_that_are_not_iso(date):
    record = to_json(FOUND)
    record["post"]["published"] = date
    assert not Draft202012Validator(schemas()["parse.json"]).is_valid(record)
