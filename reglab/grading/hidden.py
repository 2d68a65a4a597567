"""Which functions an answer could be copied from or could call, exercise by exercise."""

import inspect
from functools import cache

from reglab.checks.core import registry
from reglab.grading.calls import CallGraph
from reglab.grading.hollow import hollow
from reglab.grading.package import ROOMS, module_path, visible_modules

__all__ = ["Hidden", "references"]


class Hidden:
    """What is hollow while the exercises of a notebook are graded.

    A function is an entry ``(module, name)``, see `reglab.grading.calls`. Hidden at first are, for
    each exercise, all functions in the files of its reference and of what it forbids, whatever
    calls one of them, and the private functions that only these call. A body comes back as soon as
    neither it nor anything that calls it could answer an exercise that is still to be judged.

    Parameters
    ----------
    exercises : iterable of str
        Their ids, in the order of the notebook; predictions among them are passed over.

    Attributes
    ----------
    exercises : list of str
        Without the predictions.
    entries : frozenset of (str, str)
        All that is hidden at first.
    """

    def __init__(self, exercises):
        self.exercises = [id for id in exercises if _is_exercise(id)]
        self.entries = _hidden_from(frozenset(self.exercises))

    @property
    def modules(self):
        """The modules with something hidden in them."""
        return sorted({module for module, _ in self.entries})

    def still(self, judged):
        """The entries that stay hidden once some exercises have been judged.

        Parameters
        ----------
        judged : iterable of str
            Ids of exercises.

        Returns
        -------
        frozenset of (str, str)
        """
        left = frozenset(self.exercises) - frozenset(judged)
        # What an answer calls stays hidden with it: something that calls it, too, and could
        # stand for the answer may have been overlooked.
        return self.entries & (_hidden_from(left) | _graph().called_by(_answers(left)))

    def source(self, module, judged=()):
        """The text of a module with what is hidden in it hollow."""
        text = module_path(module).read_text(encoding="utf-8")
        names = {name for home, name in self.still(judged) if home == module}
        return hollow(text, names) if names else text

    def over_after(self, exercise, judged):
        """The modules that get some bodies back once an exercise has been judged.

        Parameters
        ----------
        exercise : str
        judged : iterable of str
            The exercises that were judged before.

        Returns
        -------
        dict of str
            Sources by module.
        """
        after = {*judged, exercise}
        back = self.still(judged) - self.still(after)
        return {module: self.source(module, after) for module in sorted({m for m, _ in back})}


def references(exercise):
    """The entries that are what an exercise asks for.

    Parameters
    ----------
    exercise : Exercise

    Returns
    -------
    set of (str, str)
    """
    functions = map(inspect.unwrap, exercise.reference.values())
    return {(f.__module__, f.__qualname__.partition(".")[0]) for f in functions}


@cache
def _graph():
    return CallGraph(visible_modules())


def _is_exercise(id):
    return hasattr(registry.probes_of(id.partition(".")[0])[id], "properties")


@cache
def _hidden_from(exercises):
    """What no answer to these exercises may be copied from or call."""
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
    modules = {module for module, _ in references(exercise)}
    modules |= {target.partition(":")[0] for target in exercise.forbid}
    ours = {module for module in modules if _is_ours(module)}
    return frozenset(entry for module in ours for entry in _graph().functions(module))


def _is_ours(module):
    package, _, rest = module.partition(".")
    return package == "reglab" and rest.split(".")[0] in ROOMS and module_path(module).is_file()
