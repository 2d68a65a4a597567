"""Which room of the package may import which: arrows point one way, and start-up stays light."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "reglab"
NUMERICAL = {"linear", "nn", "augment", "validation", "ensembles", "compare", "datasets", "plots"}

# A room and the rooms it may import, besides itself. The command line may import all.
ARROWS = {
    "_bubblewrap": set(),
    "_files": set(),
    "_lazy": set(),
    "_lesson_folders": {"errors"},
    "_arguments": set(),
    "_syntax": set(),
    "errors": set(),
    "quiet": set(),
    "workers": {"errors"},
    "linear": set(),
    "nn": {"compare"},
    "augment": set(),
    "compare": set(),
    "ensembles": set(),
    "validation": set(),
    "datasets": {"errors"},
    "plots": set(),
    "sliders": set(),
    "doctor": {"datasets"},
    "checks": {"errors", "quiet"},
    "audit": {*NUMERICAL, "errors", "quiet", "workers"},
    "exercises": {*NUMERICAL, "checks"},
    "course": {"checks", "errors"},
    "sandbox": {"checks", "datasets", "errors", "exercises"},
    "grading": {"checks", "course", "datasets", "errors", "exercises", "sandbox", "workers"},
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
    """The nodes that run when a module is imported: outside functions and `if TYPE_CHECKING`."""
    for node in ast.iter_child_nodes(tree):
        typing_only = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        if not (typing_only or function):
            yield node
            yield from at_import(node)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_arrows_point_one_way(path):
    room = room_of(path)
    if room in ("cli", "__main__", "__init__"):
        return
    asked = {
        name.split(".")[1]
        for name in modules(ast.walk(ast.parse(path.read_text("utf-8"))), path)
        if name.startswith("reglab.")
    }
    rooms = {
        name for name in asked if (PACKAGE / name).exists() or (PACKAGE / f"{name}.py").exists()
    }
    helpers = {name for name in rooms if name.startswith("_")}
    assert rooms - helpers - {room} <= ARROWS[room]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_heavy_is_imported_on_the_way(path):
    names = modules(at_import(ast.parse(path.read_text("utf-8"))), path)
    heavy = {name.split(".")[0] for name in names} & HEAVY.keys()
    assert {name for name in heavy if room_of(path) not in HEAVY[name]} == set()


# The parts of three rooms, and what each may import of its own room. Their top level, with the
# errors and the results, may be imported by all parts.
PARTS = {
    "checks": {
        "model": set(),
        "probing": {"model"},
        "judging": {"model", "probing"},
        "notebook": {"model", "probing", "judging"},
        "authoring": {"model", "probing", "judging", "notebook"},
    },
    "sandbox": {"guest": set(), "host": {"guest"}},
    "grading": {
        "records": set(),
        "intake": {"records"},
        "verdict": {"records", "intake"},
        "feedback": set(),
        "runs": {"records", "intake", "verdict", "feedback"},
        "report": {"records", "intake", "verdict"},
        "lms": {"records", "intake"},
        "leaks": {"records", "verdict"},
        "forget": {"records", "intake", "lms", "report"},
    },
}
INNER = [path for path in FILES if room_of(path) in PARTS]


def part_of(name, room):
    """The part of a room that a module belongs to; None for the room's top level."""
    parts = name.split(".")
    found = parts[2] if parts[:2] == ["reglab", room] and len(parts) > 2 else None
    return found if found in PARTS[room] else None


@pytest.mark.parametrize("path", INNER, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_parts_of_a_room_import_in_one_direction(path):
    room = room_of(path)
    name = ".".join(["reglab", *path.relative_to(PACKAGE).with_suffix("").parts])
    part = part_of(name, room)
    asked = set(modules(ast.walk(ast.parse(path.read_text("utf-8"))), path))
    parts = {part_of(other, room) for other in asked} - {part, None}
    # The settings plug the parts into nbgrader: nothing in the room imports them.
    assert "reglab.grading.settings" not in asked
    if name != "reglab.grading.settings":
        assert parts <= PARTS[room].get(part, set())


@pytest.mark.parametrize("room", PARTS)
def test_every_folder_of_a_room_is_one_of_its_parts(room):
    folders = {path.parent.name for path in (PACKAGE / room).glob("*/__init__.py")}
    assert folders <= PARTS[room].keys()


ENGINE = sorted((PACKAGE / "checks").rglob("*.py"))


@pytest.mark.parametrize("path", ENGINE, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_checks_know_exercises_only_through_the_registry(path):
    tree = ast.parse(path.read_text("utf-8"))
    assert not [name for name in modules(ast.walk(tree), path) if name.startswith("reglab.exerc")]


GUEST = sorted((PACKAGE / "sandbox" / "guest").rglob("*.py"))


@pytest.mark.parametrize("path", GUEST, ids=lambda path: path.name)
def test_the_guest_imports_nothing_that_judges(path):
    asked = modules(ast.walk(ast.parse(path.read_text("utf-8"))), path)
    ours = {".".join(name.split(".")[:3]) for name in asked if name.startswith("reglab.")}
    allowed = {"reglab.sandbox.guest", "reglab.checks", "reglab.checks.model"}
    assert ours <= allowed | {"reglab.checks.probing"}
