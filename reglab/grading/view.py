"""The copy of `reglab` that student code sees while a lesson is graded.

It is made of what may be seen, so that a file that nobody thought of is
absent rather than readable: the numerical rooms, the probes of the lesson and
what they import, and no more of the checks. In the files that hold the lesson's
references every function is hollow.
"""

import ast
import compileall
import py_compile
import shutil

from reglab.datasets._integrity import data_folder
from reglab.grading.hidden import PACKAGE, Hidden, module_path
from reglab.grading.hollow import hollow

__all__ = ["make_view"]

# Rooms and files that student code may use. Of `checks`, what the probes import is added.
_SEEN = (
    *("__init__.py", "_arguments.py", "_bubblewrap.py", "_lazy.py", "compare.py", "doctor.py"),
    *("errors.py", "plots.py", "quiet.py", "sliders.py"),
    *("augment", "datasets", "inside", "linear", "nn", "validation"),
)
# What probing needs of the core; the rest of it judges.
_CORE = ("registry", "answers", "probing", "encoding", "predictions")
_SILENT = "inside/silent.py"


def make_view(exercises, folder):
    """Write the copy.

    Parameters
    ----------
    exercises : iterable of str
        Ids of the exercises and predictions that a notebook grades.
    folder : Path
        Gets ``reglab/`` and ``data/``.
    """
    package = folder / "reglab"
    for name in _SEEN:
        if (PACKAGE / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "_data")
            shutil.copytree(PACKAGE / name, package / name, ignore=ignored)
        else:
            package.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(PACKAGE / name, package / name)
    for path in _probing_files({id.partition(".")[0] for id in exercises}):
        target = package / path.relative_to(PACKAGE)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    # A notebook says `from reglab.checks import check`; here these calls do nothing.
    shutil.copyfile(PACKAGE / _SILENT, package / "checks" / "__init__.py")
    for module in Hidden(exercises).modules:
        path = package / module_path(module).relative_to(PACKAGE)
        path.write_text(hollow(path.read_text(encoding="utf-8")), encoding="utf-8")
    _compile(package)
    shutil.copytree(data_folder(), folder / "data")


def _probing_files(lessons):
    """The files of the checks that the probes import, followed import by import."""
    new = [f"reglab.checks.{lesson}.probes" for lesson in lessons]
    new += [f"reglab.checks.core.{name}" for name in _CORE]
    found = {}
    while new:
        module = new.pop()
        path = module_path(module)
        if module in found or not path.is_file():
            continue
        found[module] = path
        parent = module.rpartition(".")[0]
        if parent.startswith("reglab.checks."):
            new.append(parent)
        new += [name for name in _imports(path) if name.startswith("reglab.checks.")]
    return list(found.values())


def _imports(path):
    """Absolute names that a module imports while it is loaded; functions may be among them."""
    package = ["reglab", *path.relative_to(PACKAGE).parent.parts]
    tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            name = ".".join([*base, *filter(None, [node.module])])
            yield name
            yield from (f"{name}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def _compile(folder):
    """Compile the copy once, for all the processes that start from it; it never changes."""
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    compileall.compile_dir(folder, quiet=2, invalidation_mode=mode)
