"""Public functions have annotations, which `make lint` checks; lazy exports have stubs."""

import ast
import importlib
import inspect
from pathlib import Path

import pytest

import reglab

ROOT = Path(reglab.__file__).parent
# Judges, calls and draws of an exercise are called by the engine only, with plain dicts, and so is
# the experiment of a claim.
CONTENT = {ROOT / "exercises", ROOT / "audit/claims"}
MODULES = [path for path in ROOT.rglob("*.py") if CONTENT.isdisjoint(path.parents)]


def _public_functions(body):
    for node in body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from _public_functions(node.body)
        elif isinstance(node, ast.FunctionDef) and (
            not node.name.startswith("_") or node.name in ("__init__", "__call__")
        ):
            yield node


def _bare(function):
    """What has no annotation: arguments, and "return"."""
    args = function.args
    every = [*args.posonlyargs, *args.args, args.vararg, *args.kwonlyargs, args.kwarg]
    found = [
        arg.arg
        for arg in every
        if arg is not None and arg.annotation is None and arg.arg not in ("self", "cls")
    ]
    return found + ["return"] * (function.returns is None and function.name != "__init__")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_public_functions_are_annotated(path):
    functions = _public_functions(ast.parse(path.read_text(encoding="utf-8")).body)
    bare = {f"{f.name}, line {f.lineno}": _bare(f) for f in functions if _bare(f)}
    assert not bare


# Packages that load their public names on first use, which a type checker cannot follow.
LAZY = [
    path
    for path in ROOT.rglob("__init__.py")
    if "from reglab._lazy import exports" in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("path", LAZY, ids=lambda path: str(path.parent.relative_to(ROOT)))
def test_a_stub_imports_the_names_that_a_package_exports(path):
    package = importlib.import_module(".".join(["reglab", *path.parent.relative_to(ROOT).parts]))
    homes = inspect.getclosurevars(package.__getattr__).nonlocals["homes"]
    exported = {(f"{package.__name__}.{home}", name, name) for name, home in homes.items()}
    stub = ast.parse(path.with_suffix(".pyi").read_text(encoding="utf-8"))
    imported = [(node.module, a.name, a.asname) for node in stub.body for a in node.names]
    assert sorted(imported) == sorted(exported)


def test_every_stub_is_that_of_a_lazy_package():
    assert set(ROOT.rglob("*.pyi")) == {path.with_suffix(".pyi") for path in LAZY}
