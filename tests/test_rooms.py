"""Which room of the package may import which: arrows point one way, and start-up stays light."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "reglab"
NUMERICAL = {"linear", "nn", "augment", "validation", "compare", "datasets", "plots"}

# A room and the rooms it may import, besides itself. The command line may import all.
ARROWS = {
    "_bubblewrap": set(),
    "_lazy": set(),
    "_arguments": set(),
    "errors": set(),
    "quiet": set(),
    "linear": set(),
    "nn": {"compare"},
    "augment": set(),
    "compare": set(),
    "validation": set(),
    "datasets": {"errors"},
    "plots": set(),
    "sliders": set(),
    "doctor": {"datasets"},
    "checks": {*NUMERICAL, "errors"},
    "course": {"checks", "errors"},
    "inside": {"checks"},
    "grading": {"checks", "course", "datasets", "errors", "inside"},
}
# Heavy libraries, and the rooms that may import them while they are loaded themselves.
HEAVY = {
    "nbgrader": {"grading"},
    "ipywidgets": set(),
    "matplotlib": set(),
    "sklearn": set(),
    "keras": set(),
    "tensorflow": set(),
}
FILES = sorted(PACKAGE.rglob("*.py"))


def room_of(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def modules(nodes, path):
    """Absolute names of what the import statements among `nodes` ask for."""
    package = ["reglab", *path.relative_to(PACKAGE).parent.parts]
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            name = ".".join([*base, *filter(None, [node.module])])
            # `from reglab import linear` asks for the room linear.
            yield from (f"{name}.{alias.name}" for alias in node.names)


def at_import(tree):
    """The nodes that run when a module is imported: those outside of functions."""
    for node in ast.iter_child_nodes(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield node
            yield from at_import(node)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_arrows_point_one_way(path):
    room = room_of(path)
    if room in ("cli", "__init__"):
        return
    asked = {
        name.split(".")[1]
        for name in modules(ast.walk(ast.parse(path.read_text("utf-8"))), path)
        if name.startswith("reglab.")
    }
    rooms = {
        name for name in asked if (PACKAGE / name).exists() or (PACKAGE / f"{name}.py").exists()
    }
    assert rooms - {room, "_bubblewrap", "_lazy", "_arguments"} <= ARROWS[room]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_heavy_is_imported_on_the_way(path):
    names = modules(at_import(ast.parse(path.read_text("utf-8"))), path)
    heavy = {name.split(".")[0] for name in names} & HEAVY.keys()
    assert {name for name in heavy if room_of(path) not in HEAVY[name]} == set()


PROBES = sorted([*PACKAGE.glob("checks/*/probes.py"), *PACKAGE.glob("checks/*/probes/*.py")])


@pytest.mark.parametrize("path", PROBES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_probes_see_no_reference_no_judge_and_no_bank(path):
    asked = set(modules(ast.walk(ast.parse(path.read_text("utf-8"))), path))
    own = {name for name in asked if name.startswith("reglab.")}
    home = f"reglab.checks.{path.relative_to(PACKAGE).parts[1]}"
    inputs = ("designs.", "adam_designs.", "metrics.", "stop_runs")
    inputs = tuple(f"{home}.{name}" for name in inputs)
    allowed = ("reglab.checks.core.", f"{home}.probes.", *inputs)
    assert own
    assert {name for name in own if not name.startswith(allowed)} == set()
