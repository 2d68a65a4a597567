"""The copy of `reglab` that student code sees while a lesson is graded.

Only permitted files are copied, so a file that was forgotten here is absent
instead of readable: the numerical rooms, the calls of the lesson, and the parts of the
checks that these import. Every function that an answer could be copied from or
could call is blank.
"""

import compileall
import py_compile
import shutil
from collections.abc import Iterable
from pathlib import Path

from reglab.datasets._integrity import data_folder
from reglab.sandbox.host.hidden import Hidden
from reglab.sandbox.host.package import PACKAGE, open_rooms, path_in_copy
from reglab.sandbox.host.probing_part import probing_sources

__all__ = ["make_copy"]

_SILENT = "sandbox/guest/silent_checks.py"


def make_copy(exercises: Iterable[str], folder: Path) -> None:
    """Write the copy into a folder.

    Parameters
    ----------
    exercises : iterable of str
        Ids of the exercises and predictions that a notebook grades.
    folder : Path
        ``reglab/`` and ``data/`` are written into it.
    """
    package = folder / "reglab"
    for name in (*open_rooms(), "sandbox/__init__.py", "sandbox/guest"):
        if (PACKAGE / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "_data")
            shutil.copytree(PACKAGE / name, package / name, ignore=ignored)
        else:
            (package / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(PACKAGE / name, package / name)
    for module, text in probing_sources({id.partition(".")[0] for id in exercises}).items():
        target = package / path_in_copy(module)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    # Notebooks have `from reglab.checks import check`; in the copy these calls do nothing.
    shutil.copyfile(PACKAGE / _SILENT, package / "checks" / "__init__.py")
    hidden = Hidden(exercises)
    for module in hidden.modules:
        path = package / path_in_copy(module)
        path.write_text(hidden.source(module), encoding="utf-8")
    _compile(package)
    shutil.copytree(data_folder(), folder / "data")


def _compile(folder):
    """Compile the copy once for all processes that import it; it never changes."""
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    compileall.compile_dir(folder, quiet=2, invalidation_mode=mode)
