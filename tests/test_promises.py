"""docs/grading.md promises only what a test holds, and its tables name all of the red team."""

import ast
import re
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest

from reglab.sandbox.guest.limits import Limits

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "grading.md").read_text("utf-8")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
REDTEAM = sorted(
    path.relative_to(ROOT).as_posix() for path in ROOT.glob("tests/grading/redteam/test_*.py")
)


def rows(page):
    """The rows of the tables of promises: the promise, and what is said to hold it."""
    found, inside = [], False
    for line in page.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line == "| promise | held by |":
            inside = True
        elif not line.startswith("|"):
            inside = False
        elif inside and set(line) - set("|- "):
            found.append(cells)
    return found


@cache
def collected_from(path):
    """The names of the tests that pytest would collect from a file."""
    file = ROOT / path
    tree = ast.parse(file.read_text("utf-8")) if file.is_file() else ast.Module([], [])
    found = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    return {name for name in found if name.startswith("test_")}


def faults(row):
    """What is wrong with a row: no test, one that does not exist, or something else."""
    if len(row) != 2:
        return [f"expected a promise and its tests, got {len(row)} columns"]
    promise, held = row
    named = NAMED.findall(held)
    wrong = [f"{path}::{name}" for path, name in named if name not in collected_from(path)]
    rest = NAMED.sub("", held).replace("<br>", "").strip()
    if rest:
        wrong.append(f"not a test: {rest}")
    if not named:
        wrong.append("no test")
    if not promise.endswith("."):
        wrong.append("a promise is a sentence")
    return wrong


def test_there_are_promises():
    assert len(rows(PAGE)) > 50


@pytest.mark.parametrize("row", rows(PAGE), ids=lambda row: row[0][:60])
def test_every_promise_has_tests_that_exist(row):
    assert faults(row) == []


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("| It never fails. | |", "no test"),
        ("| It never fails. | `tests/test_promises.py::test_nothing` |", "test_nothing"),
        ("| It never fails. | `tests/test_none.py::test_nothing` |", "test_nothing"),
        ("| It never fails. | trust me |", "not a test: trust me"),
        ("| It never fails. |", "1 columns"),
    ],
)
def test_a_promise_without_a_test_is_found(row, said):
    (found,) = rows(f"| promise | held by |\n| --- | --- |\n{row}\n\n| other | table |\n")
    assert said in "; ".join(faults(found))


def test_all_of_the_red_team_is_in_the_tables():
    named = {path for _, held in rows(PAGE) for path, _ in NAMED.findall(held)}
    assert REDTEAM
    assert [path for path in REDTEAM if path not in named] == []


def test_the_limits_are_the_defaults():
    """The table of limits says what `Limits` does."""
    table = {
        match[2]: float(match[1].replace(",", ""))
        for match in re.finditer(r"\| ([\d,]+)[^|]* \| `(\w+)` \|", PAGE)
    }
    assert table == {field.name: field.default for field in fields(Limits)}
