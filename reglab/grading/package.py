"""The files of this package: where a module is, and which modules student code can import."""

from functools import cache
from pathlib import Path

__all__ = ["PACKAGE", "ROOMS", "SEEN", "module_path", "visible_modules"]

PACKAGE = Path(__file__).resolve().parents[1]
ROOMS = ("augment", "linear", "nn", "validation")
# Rooms and files that student code may use; of `checks`, the probes and what they import are added.
SEEN = (
    *("__init__.py", "_arguments.py", "_bubblewrap.py", "_lazy.py", "compare.py", "doctor.py"),
    *("errors.py", "plots.py", "quiet.py", "sliders.py"),
    *("datasets", "inside", *ROOMS),
)


def module_path(module):
    """The file of a module of this package, given by its name."""
    base = PACKAGE.joinpath(*module.split(".")[1:])
    return base / "__init__.py" if base.is_dir() else base.with_suffix(".py")


@cache
def visible_modules():
    """The names of the modules in `SEEN`."""
    found = []
    for name in SEEN:
        path = PACKAGE / name
        found += sorted(path.rglob("*.py")) if path.is_dir() else [path]
    return frozenset(map(_module_name, found))


def _module_name(path):
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(["reglab", *(parts[:-1] if parts[-1] == "__init__" else parts)])
