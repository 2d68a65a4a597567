"""The files of this package: where modules are, what they import, which are visible to students."""

import ast
from functools import cache
from importlib.util import resolve_name
from pathlib import Path

import reglab.exercises

__all__ = [
    "PACKAGE",
    "import_home",
    "imports",
    "module_path",
    "module_text",
    "module_tree",
    "open_rooms",
    "path_in_copy",
    "visible_modules",
]

PACKAGE = Path(__file__).resolve().parents[2]
# Never copied as a whole: the rooms with the judges, with the references, with experiments that use
# them, and with processes that work for the grader. A room that imports one of them, directly or
# indirectly, is not copied either.
CLOSED = ("audit", "checks", "exercises", "workers")


def module_path(module: str) -> Path:
    """Return the file of a module of this package.

    Lessons are searched where they are imported from, which may be outside of the package.
    """
    parts = module.split(".")[1:]
    homes = [PACKAGE]
    if module.startswith("reglab.exercises."):
        homes, parts = list(map(Path, reglab.exercises.__path__)), parts[1:]
    found = [_file(home.joinpath(*parts)) for home in homes]
    return next((path for path in found if path.is_file()), found[0])


def module_text(module: str) -> str:
    """Return the source text of a module of this package."""
    return module_path(module).read_text(encoding="utf-8")


@cache
def module_tree(module: str) -> ast.Module:
    """Return the syntax tree of a module of this package; it is cached and must not be changed."""
    return ast.parse(module_text(module), filename=str(module_path(module)))


def import_home(node: ast.ImportFrom, module: str) -> str:
    """Return the module that a ``from ... import`` in a module imports from."""
    package = module if module_path(module).name == "__init__.py" else module.rpartition(".")[0]
    dots = "." * node.level
    return resolve_name(dots + (node.module or ""), package) if dots else node.module or ""


def path_in_copy(module: str) -> Path:
    """Return the path of a module's file in a copy of the package, such as ``linear/lasso.py``."""
    return _file(PACKAGE.joinpath(*module.split(".")[1:]), module_path(module)).relative_to(PACKAGE)


def _file(base, like=None):
    """The file for a path without suffix; the module is a package if `base`, or `like`, is one."""
    is_package = base.is_dir() if like is None else like.name == "__init__.py"
    return base / "__init__.py" if is_package else base.with_suffix(".py")


@cache
def imports(module: str) -> frozenset[str]:
    """Return the absolute names of all that a module imports, also inside functions.

    Parameters
    ----------
    module : str

    Returns
    -------
    frozenset of str
    """
    found: set[str] = set()
    for node in ast.walk(module_tree(module)):
        if isinstance(node, ast.ImportFrom):
            home = import_home(node, module)
            found |= {home, *(f"{home}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return frozenset(found)


@cache
def open_rooms() -> tuple[str, ...]:
    """Return the folders and files of the package that student code may use, such as ``"linear"``.

    These are all rooms whose imports never lead to a closed one, so a new room is found
    without being listed anywhere.
    """
    names = {path.name for path in PACKAGE.iterdir() if path.suffix == ".py" or _is_package(path)}
    open_ = names - {f"{room}.py" for room in CLOSED} - set(CLOSED)
    while True:
        homes = {name.removesuffix(".py") for name in open_}
        closed = {name for name in open_ if any(asked not in homes for asked in _asked(name))}
        if not closed:
            return tuple(sorted(open_))
        open_ -= closed


@cache
def visible_modules() -> frozenset[str]:
    """Return the names of the modules in `open_rooms`."""
    return frozenset(module for room in open_rooms() for module in _modules(room))


def _is_package(path):
    return (path / "__init__.py").is_file()


def _modules(room):
    path = PACKAGE / room
    return list(map(_module_name, sorted(path.rglob("*.py")) if path.is_dir() else [path]))


def _asked(room):
    """Yield the rooms that a room imports. Who has seen enough spares the other files' parsing."""
    for module in _modules(room):
        for name in imports(module):
            parts = name.split(".")
            if parts[0] == "reglab" and parts[1:] and _exists(parts[1]):
                yield parts[1]


@cache
def _exists(room):
    return module_path(f"reglab.{room}").is_file()


def _module_name(path):
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(["reglab", *(parts[:-1] if parts[-1] == "__init__" else parts)])
