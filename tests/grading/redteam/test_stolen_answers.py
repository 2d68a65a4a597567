"""Answers that look for correct ones, in every lesson and several orders of its cells.

The thief knows what the grader does: a correct answer stands in for a wrong one, bodies come back,
and a function that is asked for early makes both happen sooner.
"""

from pathlib import Path

import nbformat
import pytest

from reglab.checks.model import Exercise, registry
from reglab.course import find_lessons
from reglab.grading import grade_notebook
from reglab.grading.intake.repair import grade_id
from reglab.grading.intake.take_in import Submission
from reglab.grading.records.course import CourseFolder
from reglab.grading.verdict.bundle import read_bundle
from reglab.grading.verdict.grade_notebook import Settings
from reglab.grading.verdict.plan import EXERCISE, plan

ROOT = Path(__file__).parents[3]
LESSONS = [lesson.name for lesson in find_lessons(ROOT)]
pytestmark = pytest.mark.slow

THIEF = '''
import gc as _gc
import types as _types

_kept, _looks = globals().setdefault("_kept", {}), []


def _is_own(f):
    return getattr(f, "__module__", "") == "__main__" or "_steal" in f.__code__.co_names


def _look_around(names):
    """Keep what stands in for an answer, and every function of its name that has a body."""
    found = [(n, globals().get(n)) for n in names]
    if len(_looks) < 10:  # the objects of a process are many
        _looks.append(1)
        found += [(f.__name__, f) for f in _gc.get_objects() if type(f) is _types.FunctionType]
    for name, f in found:
        while hasattr(f, "__closure__") and f.__closure__ and f.__name__ == "replacement":
            inner = [c.cell_contents for c in f.__closure__ if callable(c.cell_contents)]
            f = inner[-1]
        if name in names and type(f) is _types.FunctionType and not _is_own(f):
            if "RuntimeError" not in f.__code__.co_names or len(f.__code__.co_code) > 40:
                code = f.__code__.replace(co_name="f", co_qualname="f", co_filename="<f>")
                world = {**f.__globals__, "__name__": "f"}
                copy = _types.FunctionType(code, world, name, f.__defaults__)
                copy.__kwdefaults__ = f.__kwdefaults__
                _kept.setdefault(name, {})[f.__code__] = copy


def _steal(name, names, args, kwargs):
    _look_around(names)
    for f in list(_kept.get(name, {}).values()):
        try:
            return f(*args, **kwargs)
        except Exception:
            continue
    raise ValueError("found nothing")
'''


def names_of(ids):
    return [name for id in ids for name in registry.exercise(id).names]


def stealing(id, ids):
    """An answer cell that gives back whatever it finds under the name that is asked for."""
    every = names_of(ids)
    functions = [
        f"def {name}(*args, **kwargs):\n    return _steal({name!r}, {every!r}, args, kwargs)"
        for name in registry.exercise(id).names
    ]
    return "\n\n\n".join([THIEF, *functions])


@pytest.fixture(scope="module", params=LESSONS)
def bundle(request):
    return read_bundle(CourseFolder(ROOT, request.param))


@pytest.fixture(scope="module")
def stolen(bundle):
    """The released notebook with thieves in place of all answers, and its exercises' cells."""
    notebook, master = bundle.notebooks()
    steps = [step for step in plan(master) if step.kind == EXERCISE]
    ids = [step.exercise for step in steps]
    assert all(isinstance(registry.exercise(id), Exercise) for id in ids)
    for step in steps:
        master_id = step.name.removesuffix("-hidden")
        for cell in notebook.cells:
            if grade_id(cell) == master_id:
                cell.source = stealing(step.exercise, ids)
    return notebook, [step.name.removesuffix("-hidden") for step in steps]


def graded(cells, bundle):
    content = nbformat.writes(nbformat.v4.new_notebook(cells=cells)).encode()
    return grade_notebook(Submission("ann", bundle.lesson, content), bundle, Settings(17)).result


def exercise_points(result):
    return {item.name: item.score for item in result.exercises if item.report is not None}


def test_what_is_found_earns_nothing_in_the_released_order(stolen, bundle):
    result = graded(stolen[0].cells, bundle)
    assert {n: score for n, score in exercise_points(result).items() if score} == {}


def test_what_is_found_earns_nothing_with_the_last_exercise_first(stolen, bundle):
    """The order that gave 13 of 13 in lessons 02 and 03."""
    notebook, names = stolen
    for name in names[-1:]:
        own = [c for c in notebook.cells if (grade_id(c) or "").startswith(name)]
        cells = [notebook.cells[0], *own, *(c for c in notebook.cells[1:] if c not in own)]
        result = graded(cells, bundle)
        assert {n: score for n, score in exercise_points(result).items() if score} == {}
        if names[-1] != names[0]:
            assert any("moved cells" in flag for flag in result.flags)


LAST_FIRST = """\
_kept = {}


def lasso_path(X, y, lams):
    for name in ("soft_threshold", "lambda_max", "kkt_violation", "lasso_cd"):
        _kept[name] = globals()[name]
    w, fits = np.zeros(X.shape[1]), []
    for lam in lams:
        w, b, _ = lasso_cd(X, y, lam, w0=w, tol=1e-10)
        fits.append((w, b))
    return np.array([w for w, _ in fits]), np.array([b for _, b in fits])
"""


def test_stand_ins_for_the_answers_before_cannot_be_kept_for_them():
    """Lesson 03: the path first, as it is right; what stood in for the others is handed back."""
    bundle = read_bundle(CourseFolder(ROOT, "03_lasso"))
    notebook = bundle.notebooks()[0]
    for cell in notebook.cells:
        name = (grade_id(cell) or "").removeprefix("03-").replace("-", "_")
        if name == "lasso_path":
            cell.source = LAST_FIRST
        elif name in ("soft_threshold", "lambda_max", "kkt_violation", "lasso_cd"):
            cell.source = (
                f"def {name}(*args, **kwargs):\n    return _kept[{name!r}](*args, **kwargs)"
            )
    path = [c for c in notebook.cells if (grade_id(c) or "").startswith("03-lasso-path")]
    setup = [c for c in notebook.cells if c.cell_type == "code"][:1]
    rest = [c for c in notebook.cells if c not in path + setup]
    result = graded([*setup, *path, *rest], bundle)
    points = exercise_points(result)
    assert {name: score for name, score in points.items() if score} == {"lasso_path": 2}
    assert any(flag.startswith("moved cells were graded") for flag in result.flags)
