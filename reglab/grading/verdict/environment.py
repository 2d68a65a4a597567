"""Hash what marks depend on besides the submission: code, data, and versions of libraries."""

import hashlib
import json
import platform
from functools import cache
from importlib import metadata
from pathlib import Path

import reglab.exercises
from reglab.datasets._integrity import SETS, data_folder

__all__ = ["environment_key", "versions"]

PACKAGE = Path(__file__).resolve().parents[2]
# The libraries that student code, probes and judges use.
LIBRARIES = ("numpy", "scipy", "scikit-learn", "keras", "tensorflow", "ipython")
# Rooms that no mark depends on, because they only show, write or record.
_APART = (
    *("_files.py", "audit/", "cli/", "__main__.py", "doctor.py", "course", "plots/", "sliders.py"),
    *("grading/report", "grading/intake/downloads", "grading/lms"),
)
# Modules of these rooms that say which exercise a cell grades and which files a lesson ignores.
_COUNTED = ("course/config.py", "course/exercises.py", "course/syntax.py")


@cache
def versions() -> dict[str, str]:
    """Return the versions of Python and the libraries, by name."""
    found = {"python": platform.python_version()}
    for name in LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = "none"
    return found


@cache
def environment_key() -> str:
    """Return a hash that changes if the same submission could get different marks."""
    digest = hashlib.sha256(json.dumps(versions(), sort_keys=True).encode())
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if name in _COUNTED or not name.startswith(_APART):
            digest.update(f"{name}\n".encode() + path.read_bytes())
    for home in map(Path, reglab.exercises.__path__[1:]):  # lessons of other courses
        for path in sorted(home.rglob("*.py")):
            digest.update(f"exercises/{path.relative_to(home).as_posix()}\n".encode())
            digest.update(path.read_bytes())
    data = data_folder()  # student code reads it in the sandbox
    for path in sorted(path for name in SETS for path in (data / name).iterdir()):
        digest.update(f"data/{path.relative_to(data).as_posix()}\n".encode() + path.read_bytes())
    return digest.hexdigest()
