"""Hide the functions that an answer could be copied from or could call, exercise by exercise."""

import inspect
import sys
from collections.abc import Iterable
from functools import cache, partial
from typing import TYPE_CHECKING

from reglab.checks.model import registry
from reglab.sandbox.host.blanking import blank
from reglab.sandbox.host.call_graph import CallGraph, Entry
from reglab.sandbox.host.exercise_file import NotCut
from reglab.sandbox.host.package import module_path, module_text, visible_modules

if TYPE_CHECKING:
    from reglab.checks.model import Exercise

__all__ = ["Hidden", "references"]


class Hidden:
    """The functions that are blank while the exercises of a notebook are graded.

    A function is an entry ``(module, name)``, see `reglab.sandbox.host.call_graph`. For each
    exercise, these are hidden at first: all functions in the files of its reference and of what
    it forbids, everything that calls one of them, and the private functions that only these
    call. A body is restored once neither it nor anything that calls it could answer an exercise
    that is still to be judged.

    Parameters
    ----------
    exercises : iterable of str
        Their ids, in the order of the notebook; ids of predictions are ignored.

    Attributes
    ----------
    exercises : list of str
        Their ids, without the predictions.
    entries : frozenset of (str, str)
        The functions that are hidden at first.
    """

    def __init__(self, exercises: Iterable[str]):
        self.exercises = [id for id in exercises if _is_exercise(id)]
        self.entries = _hidden_from(frozenset(self.exercises))

    @property
    def modules(self) -> list[str]:
        """The modules that contain a hidden function."""
        return sorted({module for module, _ in self.entries})

    def still(self, judged: Iterable[str]) -> frozenset[Entry]:
        """Return the entries that stay hidden after some exercises have been judged.

        Parameters
        ----------
        judged : iterable of str
            Ids of exercises.

        Returns
        -------
        frozenset of (str, str)
        """
        left = frozenset(self.exercises) - frozenset(judged)
        # What an answer calls stays hidden with it: the call graph may have missed another
        # caller that could replace the answer.
        return self.entries & (_hidden_from(left) | _graph().called_by(_answers(left)))

    def source(self, module: str, judged: Iterable[str] = ()) -> str:
        """Return the text of a module in which hidden functions are blank."""
        text = module_text(module)
        names = {name for home, name in self.still(judged) if home == module}
        return blank(text, names) if names else text

    def over_after(self, exercise: str, judged: Iterable[str]) -> dict[str, str]:
        """Return the modules in which bodies are restored after an exercise has been judged.

        Parameters
        ----------
        exercise : str
        judged : iterable of str
            Ids of the exercises that were judged before.

        Returns
        -------
        dict of str
            Sources by module.
        """
        after = {*judged, exercise}
        back = self.still(judged) - self.still(after)
        return {module: self.source(module, after) for module in sorted({m for m, _ in back})}


def references(exercise: "Exercise") -> set[Entry]:
    """Return the entries of an exercise's reference functions.

    Parameters
    ----------
    exercise : Exercise

    Returns
    -------
    set of (str, str)
    """
    loaded = len(sys.modules)
    functions = exercise.reference.values()
    return {entry for function in functions for entry in _entries_of(function, loaded)}


@cache
def _entries_of(function, loaded):
    """The entries of a function where it is defined: its own name, and any alias.

    `loaded` is the number of modules: one that is imported later may have another alias.
    """
    while isinstance(function, partial):
        function = function.func
    bare = inspect.unwrap(function)
    # A decorator without functools.wraps returns a function of another module, so search all.
    ours = [module for name, module in list(sys.modules.items()) if name.startswith("reglab.")]
    found = {
        (module.__name__, name)
        for module in ours
        for name, value in list(vars(module).items())
        if (value is function or value is bare) and _is_defined(module.__name__, name)
    }
    if not found:
        raise NotCut(f"{bare.__module__}: the reference must have a name at the top level")
    return found


def _is_defined(module, name):
    if module in visible_modules():
        return _graph().has((module, name))
    return module.startswith("reglab.exercises.") and CallGraph({module}).has((module, name))


@cache
def _graph():
    return CallGraph(visible_modules())


def _is_exercise(id):
    return hasattr(registry.items_of(id.partition(".")[0])[id], "properties")


@cache
def _hidden_from(exercises):
    """The entries that no answer to these exercises may be copied from or call."""
    calling = _graph().callers_of(_answers(exercises))
    found = calling | _graph().called_only_by(calling)
    return frozenset(filter(_graph().is_function, found))


@cache
def _answers(exercises):
    return frozenset().union(*map(_answers_in, exercises))


@cache
def _answers_in(id):
    """The entries of the files that hold an exercise's reference, or what it forbids."""
    exercise = registry.exercise(id)
    modules = set().union(*map(_called_modules, references(exercise)))
    for target in exercise.forbid:
        module, _, name = target.partition(":")
        if module.startswith("reglab."):
            _demand_forbidden(id, module, name)
            modules.add(module)
    ours = modules & visible_modules()
    return frozenset(entry for module in ours for entry in _graph().functions(module))


def _called_modules(entry):
    """The module of a reference, or, if it is in an exercise's file, those of all that it calls."""
    module, _ = entry
    if module in visible_modules():
        return {module}
    called = CallGraph(visible_modules() | {module}).called_by({entry})
    return {home for home, _ in called}


def _demand_forbidden(id, module, name):
    """Raise `NotCut` if a forbidden name does not exist, since it would hide nothing."""
    if module not in visible_modules() or module_path(module).name == "__init__.py":
        raise NotCut(f"{id}: forbid must name a file of the package, got {module}")
    if name and not _graph().has((module, name.partition(".")[0])):
        raise NotCut(f"{id}: forbid must name a function of {module}, got {name}")
