"""A class for the grading benchmark: honest submissions, right, wrong and written differently."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from reglab.checks.authoring.accepted import load_accepted
from reglab.checks.model import registry
from reglab.course import find_lessons, find_root
from reglab.course.demo.answers import Accepted, Desk, Mistake
from reglab.grading.verdict.plan import EXPERIMENT

SEED = 20_260
WRONG = 0.25  # of all answers; as many exercises have a wrong answer in a good class
WHY = (
    "A penalty makes large weights cost something, so the fit varies less from sample to sample.\n"
)


@dataclass(frozen=True)
class Answers:
    """What can be written into the answer cell of an exercise."""

    right: tuple
    wrong: tuple


def write_class(root, lesson, count, *, experiments):
    """Write the submissions of a class; the same ones every time.

    Parameters
    ----------
    root : Path
        A course folder; gets ``submitted/<student>/<lesson>/<lesson>.ipynb``.
    lesson : str
    count : int
        How many students.
    experiments : bool
        False takes the long experiments out of what students hand in.
    """
    import nbformat

    (found,) = find_lessons(find_root(), [lesson])
    desk, choices = Desk(found, WHY), answers(found)
    rng = np.random.default_rng(SEED)
    for number in range(count):
        notebook = desk.fill(drawn(choices, rng))
        if not experiments:
            notebook.cells = [c for c in notebook.cells if not _is_experiment(c)]
        path = Path(root, "submitted", f"student-{number:04}", lesson, f"{lesson}.ipynb")
        path.parent.mkdir(parents=True)
        path.write_text(nbformat.writes(notebook), encoding="utf-8")


def answers(lesson):
    """Return {last part of an exercise's id: Answers}, and for a prediction its options.

    Wrong answers that call other functions of the course are left out: these are hollow in our
    sandbox, and nbgrader lets them be called.
    """
    accepted = load_accepted(lesson.folder / "accepted.py")
    found = {}
    for id, item in registry.items_of(_room(lesson)).items():
        name = id.rpartition(".")[2]
        if not hasattr(item, "properties"):
            found[name] = Answers(tuple(sorted(item.options)), ())
            continue
        functions = [f for known in accepted.get(id, ()) for f in known.values()]
        wrong = [m for m in registry.exercise(id).mistakes if _alone(m, name)]
        found[name] = Answers(
            # None as a change is a cell left empty: the course's own solution is no change.
            ("solution", *(Accepted(f.__name__) for f in functions)),
            tuple(Mistake(m.name) for m in wrong),
        )
    return found


def drawn(choices, rng):
    """Return the changes of one student, for `Desk.fill`."""
    changes = {}
    for name, known in choices.items():
        wrong = known.wrong and rng.random() < WRONG
        pool = known.wrong if wrong else known.right
        choice = pool[rng.integers(len(pool))]
        if choice != "solution":
            changes[name] = choice
    return changes


def _alone(misconception, name):
    """Whether a wrong answer is one function that needs nothing else of the course."""
    from reglab.course.demo.transplant import transplanted

    function = misconception.answers.get(name)
    if function is None:
        return False
    try:
        return "reglab" not in transplanted(function, name, ())
    except (KeyError, TypeError, OSError):  # made by a call, or a method: no text of its own
        return False


def _room(lesson):
    return lesson.name.partition("_")[2]


def _is_experiment(cell):
    return EXPERIMENT in cell.metadata.get("tags", [])
