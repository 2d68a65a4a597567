"""Which files of the numerical rooms an answer could be copied from, exercise by exercise."""

import inspect
from functools import cache
from pathlib import Path

from reglab.checks.core import registry

__all__ = ["PACKAGE", "Hidden", "module_path"]

PACKAGE = Path(__file__).resolve().parents[1]
ROOMS = ("augment", "linear", "nn", "validation")


class Hidden:
    """What is hollow while the exercises of a notebook are graded.

    Parameters
    ----------
    exercises : iterable of str
        Their ids, in the order of the notebook; predictions among them are passed over.

    Attributes
    ----------
    modules : list of str
        All that is hidden at first.
    """

    def __init__(self, exercises):
        self._last = {}  # module -> the last exercise that it must be hidden from
        for id in exercises:
            for module in _answers_in(id):
                self._last[module] = id
        self.modules = sorted(self._last)

    def over_after(self, exercise):
        """The modules that need not be hidden once this exercise is done: their sources."""
        return {
            module: module_path(module).read_text(encoding="utf-8")
            for module in self.modules
            if self._last[module] == exercise
        }


@cache
def _answers_in(id):
    """The modules that hold an exercise's reference, or what its answer may not call."""
    lesson = id.partition(".")[0]
    if not hasattr(registry.probes_of(lesson)[id], "properties"):
        return frozenset()
    exercise = registry.exercise(id)
    found = {inspect.unwrap(f).__module__ for f in exercise.reference.values()}
    found |= {target.partition(":")[0] for target in exercise.forbid}
    return frozenset(module for module in found if _is_ours(module))


def _is_ours(module):
    package, _, rest = module.partition(".")
    return package == "reglab" and rest.split(".")[0] in ROOMS and module_path(module).is_file()


def module_path(module):
    """The file of a module of this package, given by its name."""
    base = PACKAGE.joinpath(*module.split(".")[1:])
    return base / "__init__.py" if base.is_dir() else base.with_suffix(".py")
