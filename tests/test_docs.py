"""What the documents say is what the program does: commands, answers, exit codes, rooms."""

import json
import re
import sys
from contextlib import closing
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))

import readme as tool

from demo.ask import ask, open_database, questions
from scraper import cli, errors

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
QUESTIONS = questions(README)


@pytest.fixture(scope="module")
def demo_db(tmp_path_factory):
    db = tmp_path_factory.mktemp("demo") / "demo.db"
    tool.archive_demo(db)
    return db


@pytest.mark.parametrize("name", sorted(cli.main.commands))
def test_command_is_documented_as_it_is(name):
    assert f"### blog-to-sqlite {name}\n" in README, "write the reference anew: make readme"


def test_reference_is_the_live_one():
    assert tool.with_commands(README) == README, "write the reference anew: make readme"


def test_there_are_ten_questions():
    assert len(QUESTIONS) == len(re.findall(r"^```sql$", README, re.M)) == 10


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.title)
def test_answer_is_that_of_the_demo_blog(question, demo_db):
    with closing(open_database(demo_db)) as conn:
        conn.create_function("resolves", 1, tool.only_localhost)
        answer = ask(conn, question.sql)
    assert answer == question.answer
    assert len(answer.splitlines()) > 2, "an answer without a row"


def test_exit_codes_are_those_of_the_program():
    table = README.partition("## Exit codes")[2].partition("\n## ")[0]
    told = {int(code) for code in re.findall(r"^\| (\d) \|", table, re.M)}
    kinds = {k.exit_code for k in vars(errors).values() if isinstance(k, type)}
    assert told == {0, *kinds, cli.FAILED, cli.PARTLY, cli.STOPPED, cli.DAMAGED}


def test_tables_and_views_are_told(demo_db):
    with closing(open_database(demo_db)) as conn:
        have = {
            name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
        }
    section = README.partition("## What is in the database")[2].partition("\n## ")[0]
    told = set(re.findall(r"`([a-z_]+)`", section)) - {"kind", "parent_id", "depth", "position", "gone_at"}
    assert told <= have, "told, but not there"
    views = {"posts_full", "comment_threads", "posts_per_month", "top_commenters", "gaps"}
    assert views <= told


@pytest.mark.parametrize("target", ["demo", "test", "lint", "bench", "schema", "fixture", "readme"])
def test_makefile_has_what_is_promised(target):
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.M)


def test_links_between_documents_lead_somewhere():
    for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        for target in re.findall(r"\]\((?!https?://|#)([^)#]+)\)", (ROOT / name).read_text(encoding="utf-8")):
            assert (ROOT / target).exists(), f"{name}: {target}"


def test_landed_figures_are_shares():
    landed = json.loads((ROOT / "benchmarks" / "landed.json").read_text(encoding="utf-8"))
    assert set(landed) == {"articles", "blogs", "threads"}
    assert all(0 < share <= 1 for figures in landed.values() for share in figures.values())
