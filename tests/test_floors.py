"""The house is as ARCHITECTURE.md draws it: every room on its floor, imports downwards, no circle, short functions."""

import ast
import re
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "scraper"
FOLDERS = ("platforms", "comments", "data")  # a room each
LONGEST = 50


def modules():
    """Give every module's dotted name and file."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = ("scraper", *path.relative_to(PACKAGE).with_suffix("").parts)
        found[".".join(parts).removesuffix(".__init__")] = path
    return found


MODULES = modules()


def room(module):
    """The room a module belongs to: platforms and comments are one each."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "scraper"


def floors():
    """Read the floors of ARCHITECTURE.md: room -> number."""
    section = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").partition("\n## Floors\n")[2]
    told = {}
    for part in re.split(r"^### Floor ", section.partition("\n## ")[0], flags=re.M)[1:]:
        for names in re.findall(r"^- ((?:`\w+`(?:, )?)+):", part, re.M):
            told |= dict.fromkeys(re.findall(r"`(\w+)`", names), int(part[0]))
    return told


FLOORS = floors()


@cache
def imports(module):
    """Modules of ours that a module imports when it runs, wherever the statement stands."""
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    for_types = {
        id(inside)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and "TYPE_CHECKING" in ast.unparse(block.test)
        for statement in block.body
        for inside in ast.walk(statement)
    }
    found = set()
    for node in ast.walk(tree):
        if id(node) not in for_types:
            found |= named(node)
    return frozenset(found - {module})


def named(node):
    if isinstance(node, ast.ImportFrom) and node.level == 0:
        places = [f"{node.module}.{alias.name}" for alias in node.names]
        return {place if place in MODULES else node.module for place in places} & set(MODULES)
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names} & set(MODULES)
    return set()


def test_every_room_is_drawn_and_every_drawing_is_a_room():
    rooms = {room(module) for module in MODULES}
    assert not rooms - set(FLOORS), "not yet in ARCHITECTURE.md"
    assert not set(FLOORS) - rooms, "no longer there"


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_down(module):
    floor = FLOORS.get(room(module), 9)  # a new room is told of by the test above
    up = [other for other in imports(module) if FLOORS.get(room(other), 0) > floor]
    assert not up, f"{module} (floor {floor}) imports from above: {up}"


@pytest.mark.parametrize("module", MODULES)
def test_imports_name_the_whole_place(module):
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    assert not [n.lineno for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.level], (
        "relative import"
    )


def test_no_circle():
    try:
        TopologicalSorter({module: imports(module) for module in MODULES}).prepare()
    except CycleError as error:
        pytest.fail(f"a circle: {' <- '.join(error.args[1])}")


@pytest.mark.parametrize(
    "module", [m for m in MODULES if room(m) in ("platforms", "comments") and m.count(".") == 2]
)
def test_platforms_are_data(module):
    assert imports(module) <= {"scraper.rules", "scraper.jsdata"}


def test_the_engine_knows_no_platform():
    names = {p.stem for folder in ("platforms", "comments") for p in (PACKAGE / folder).glob("[a-z]*.py")}
    for module in MODULES:
        if room(module) not in FOLDERS:
            known = {
                m.split(".")[2] for m in imports(module) if m.count(".") == 2 and m.split(".")[1] in FOLDERS
            }
            assert known <= {"generic"}, f"{module} imports {known & names}"


@pytest.mark.parametrize("module", MODULES)
def test_functions_fit_on_a_screen(module):
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    long = {
        node.name: node.end_lineno - node.lineno + 1
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno >= LONGEST
    }
    assert not long


@pytest.mark.parametrize("module", [m for m in MODULES if MODULES[m].stat().st_size])
def test_a_room_says_what_it_is(module):
    assert ast.get_docstring(ast.parse(MODULES[module].read_text(encoding="utf-8")))
