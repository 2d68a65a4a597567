"""Find exercises and predictions by id; lessons are loaded when they are asked for."""

import importlib
import pkgutil
from functools import cache

from reglab.errors import UserError

from .exercise import Exercise
from .predictions import Prediction

__all__ = ["UnknownExercise", "exercise", "lessons", "names", "points", "prediction", "probes_of"]


class UnknownExercise(UserError, KeyError):
    """There is no exercise or prediction of that id."""

    def __str__(self):
        return self.args[0]


@cache
def lessons():
    """The lessons that have checks, for example ``("lasso",)``."""
    import reglab.checks as room

    found = (m.name for m in pkgutil.iter_modules(room.__path__) if m.ispkg)
    return tuple(sorted(name for name in found if name != "core"))


@cache
def probes_of(lesson):
    """Exercises and predictions of a lesson by id: the student's half."""
    module = importlib.import_module(f"reglab.checks.{lesson}.probes")
    declared = [v for v in vars(module).values() if isinstance(v, Exercise | Prediction)]
    return {item.id: item for item in declared}


def exercise(id, *, judges=True):
    """The exercise of an id, with its judges, reference and bank unless told otherwise.

    Raises
    ------
    UnknownExercise
        With the known ids in its message.
    """
    return _find(id, Exercise, judges)


def prediction(id, *, judges=True):
    """The prediction of an id; see `exercise`."""
    return _find(id, Prediction, judges)


def points(id):
    """The points of an exercise or a prediction, for the builder.

    Examples
    --------
    >>> points("lasso.soft_threshold")
    2
    """
    return _find(id, Exercise | Prediction, False).points


def names(id):
    """The graded names of an exercise, for the builder.

    Examples
    --------
    >>> names("lasso.soft_threshold")
    ('soft_threshold',)
    """
    return exercise(id, judges=False).names


def _find(id, kind, judges):
    lesson = id.partition(".")[0] if isinstance(id, str) else ""
    known = lessons()
    if lesson not in known:
        raise UnknownExercise(f"no lesson has an exercise {id!r}; lessons: {', '.join(known)}")
    if judges:
        importlib.import_module(f"reglab.checks.{lesson}.judges")
        importlib.import_module(f"reglab.checks.{lesson}.bank")
    found = probes_of(lesson).get(id)
    if not isinstance(found, kind):
        ids = [i for i, item in probes_of(lesson).items() if isinstance(item, kind)]
        raise UnknownExercise(f"no exercise {id!r}; lesson {lesson} has {', '.join(ids)}")
    return found
