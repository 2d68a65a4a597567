"""Run a Python file of an author that declares things, such as ``accepted.py``.

Such files lie beside a lesson's solution and are not in the wheel.
"""

import importlib.util
import sys
from pathlib import Path

__all__ = ["folder_of_solution", "run_author_file"]


def run_author_file(path: Path) -> None:
    """Import a file under a name of its own.

    Raises
    ------
    FileNotFoundError
        If there is no such file: it is found in the folder of a course, not in a wheel.
    """
    if not path.exists():
        raise FileNotFoundError(f"expected {path}, found none: the matrix needs it")
    name = f"reglab_{path.stem}_{path.parent.name}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)


def folder_of_solution(solutions: Path, lesson: str) -> Path:
    """Return the folder ``NN_<lesson>`` in a folder of solutions, whether it exists or not."""
    found = sorted(solutions.glob(f"[0-9][0-9]_{lesson}"))
    return found[0] if found else solutions / f"NN_{lesson}"
