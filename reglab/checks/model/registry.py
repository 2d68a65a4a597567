"""Find exercises and predictions by id. There is no list: the files of a lesson are searched.

`reglab/exercises/ridge/effective_df.py` declares ``ridge.effective_df``. The predictions of a
lesson are in its `predictions.py`.
"""

import importlib
import pkgutil
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from reglab.errors import UserError

from .exercise import Exercise
from .predictions import Prediction

__all__ = [
    "UnknownExercise",
    "exercise",
    "folder_of",
    "item",
    "items_of",
    "lessons",
    "module_of",
    "names",
    "points",
    "prediction",
]

HOME = "reglab.exercises"


class UnknownExercise(UserError, KeyError):
    """There is no exercise or prediction with that id."""

    def __str__(self) -> str:
        return self.args[0]


def lessons() -> tuple[str, ...]:
    """The lessons that have exercises, for example ``("lasso",)``.

    Raises
    ------
    UserError
        If two courses have a lesson of the same name.
    """
    return _lessons_in(tuple(importlib.import_module(HOME).__path__))


@cache
def _lessons_in(folders):
    found = {}
    for folder in folders:
        for module in pkgutil.iter_modules([folder]):
            if module.ispkg and found.setdefault(module.name, folder) != folder:
                raise UserError(
                    f"expected one lesson {module.name}, found it in {found[module.name]} and in "
                    f"{folder}"
                )
    return tuple(sorted(found))


def folder_of(lesson: str) -> Path:
    """The folder that holds the exercises of a lesson."""
    return Path(importlib.import_module(f"{HOME}.{lesson}").__path__[0])


@cache
def items_of(lesson: str) -> dict[str, Exercise | Prediction]:
    """Exercises by id, in the order of the numbers in their titles, then the predictions.

    Raises
    ------
    ValueError
        If the file of an exercise has another name, or there are two.
    """
    package = importlib.import_module(f"{HOME}.{lesson}")
    exercises, predictions = [], {}
    for module in sorted(m.name for m in pkgutil.iter_modules(package.__path__)):
        for item in _declared(f"{package.__name__}.{module}"):
            if isinstance(item, Prediction):
                predictions[item.id] = item
            elif module_of(item.id) == f"{HOME}.{lesson}.{module}":
                exercises.append(item)
            elif not _exists(module_of(item.id)):
                raise ValueError(
                    f"{item.id} is declared in {module}.py: expected a file of its name"
                )
    exercises.sort(key=_place)
    return {item.id: item for item in exercises} | predictions


def item(id: str) -> Exercise | Prediction:
    """The exercise or prediction with an id; see `exercise`."""
    return _find(id, Exercise | Prediction)


def exercise(id: str) -> Exercise:
    """The exercise with an id.

    Raises
    ------
    UnknownExercise
        Its message lists the known ids.
    """
    return _find(id, Exercise)


def prediction(id: str) -> Prediction:
    """The prediction with an id; see `exercise`."""
    return _find(id, Prediction)


def points(id: str) -> int:
    """Return the points of an exercise or a prediction, for the builder.

    Examples
    --------
    >>> points("lasso.soft_threshold")
    2
    """
    return item(id).points


def names(id: str) -> tuple[str, ...]:
    """Return the graded names of an exercise, for the builder.

    Examples
    --------
    >>> names("lasso.soft_threshold")
    ('soft_threshold',)
    """
    return exercise(id).names


def _find(id, kind):
    lesson = id.partition(".")[0] if isinstance(id, str) else ""
    known = lessons()
    if lesson not in known:
        raise UnknownExercise(f"no lesson has an exercise {id!r}; lessons: {', '.join(known)}")
    # Load the file of this exercise alone; load the whole lesson only if that fails.
    found = _exercise_in_its_file(id) or items_of(lesson).get(id)
    if not isinstance(found, kind):
        ids = [i for i, item in items_of(lesson).items() if isinstance(item, kind)]
        raise UnknownExercise(f"no exercise {id!r}; lesson {lesson} has {', '.join(ids)}")
    return found


@cache
def _exercise_in_its_file(id):
    module = module_of(id)
    if not _exists(module):
        return None
    return next((item for item in _declared(module) if item.id == id), None)


def module_of(id: str) -> str:
    """Return the module of an exercise: ``...early_stopper`` for ``...EarlyStopper``."""
    return f"{HOME}." + re.sub(r"(?<=[a-z])(?=[A-Z])", "_", id).lower()


def _exists(module):
    return re.fullmatch(r"\w+\.\w+\.\w+\.\w+", module) is not None and find_spec(module) is not None


def _declared(module):
    """The exercises and predictions of a module, with the known mistakes of the file beside it."""
    values = list(vars(importlib.import_module(module)).values())
    if find_spec(f"{module}_mistakes"):
        importlib.import_module(f"{module}_mistakes")
    return [value for value in values if isinstance(value, Exercise | Prediction)]


def _place(exercise):
    """The number in a title, such as (2, 10): 2.10 comes after 2.9."""
    return [int(part) for part in re.findall(r"\d+", exercise.title.split(" ")[0])]
