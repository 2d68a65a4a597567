"""What notebooks call: check, example, grade, predict and reveal, in nbgrader's three modes.

While a student works, ``NBGRADER_EXECUTION`` is not set, and a check returns a report, which the
notebook shows. Under ``validate`` the report is printed, and a failure raises without a stack of
frames. Under ``autograde`` the report is printed; a visible check returns None, and a graded one a
built-in float, because nbgrader gives full marks for anything else, even for ``np.float64(2.0)``.
"""

import hashlib
import os
import sys
from collections.abc import Callable
from dataclasses import replace

from reglab.checks.judging.floors import Floors
from reglab.checks.judging.report import PredictionReport, Report
from reglab.checks.judging.run import run_exercise
from reglab.checks.model import registry
from reglab.checks.model.shortened import shortened
from reglab.checks.probing.draw import draw_cases
from reglab.checks.probing.last_cell import cells_that_did_not_run

__all__ = [
    "VISIBLE_SEED",
    "CheckFailed",
    "CheckStopped",
    "NoExample",
    "check",
    "example",
    "grade",
    "predict",
    "reveal",
    "secret_seed",
]

VISIBLE_SEED = 7  # fixed, so that the same mistake shows the same line every time
REPORT_MIME = "application/vnd.reglab.report+json"

_predictions: dict = {}  # id -> the option chosen in this kernel
_revealed: set = set()
_shown: dict = {}  # id -> the first cross of the last visible check


class _Frameless:
    """For exceptions that students read: IPython shows their text without frames."""

    def _render_traceback_(self):
        return str(self).splitlines()


class CheckFailed(_Frameless, AssertionError):
    """A check failed; the text is its report."""


class CheckStopped(_Frameless, KeyboardInterrupt):
    """The student or a time limit stopped a check; the text says where."""


class NoExample(_Frameless, LookupError):
    """There is no failed property whose inputs could be shown."""


def secret_seed() -> int:
    """Return the seed of the graded checks: ``REGLAB_SEED``, any text, or a fixed one if unset."""
    text = os.environ.get("REGLAB_SEED", "").strip()
    if text.isdecimal() and len(text) < 20:
        return int(text)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def check(exercise_id: str, **answers: Callable) -> Report | None:
    """Check an exercise and say what is wrong and why.

    Parameters
    ----------
    exercise_id : str
        For example ``"lasso.soft_threshold"``.
    **answers : callable
        Answers given explicitly. By default they are looked up by name in the notebook.

    Returns
    -------
    Report or None
        The report, which the notebook shows; None while nbgrader grades.

    Raises
    ------
    CheckFailed
        Under ``nbgrader validate``, if a property fails.
    UnknownExercise
        If there is no such exercise.
    """
    namespace = _namespace(sys._getframe(1), answers)
    report = _run(exercise_id, namespace, VISIBLE_SEED)
    _shown.pop(exercise_id, None)
    crosses = [result for result in report.results if result.case is not None]
    if crosses:
        _shown[exercise_id] = crosses[0]
    # A value is judged without inputs.
    inputs = bool(crosses) and not registry.exercise(exercise_id).value
    if inputs and "NBGRADER_EXECUTION" not in os.environ:
        report.notes.append(f'example("{exercise_id}") gives you the inputs of the first cross.')
    return _deliver(report, graded=False)


def example(exercise_id: str) -> dict:
    """Return the inputs on which the first failed property of the last check failed.

    Parameters
    ----------
    exercise_id : str

    Returns
    -------
    dict
        The inputs by name, for example ``{"X": ..., "y": ..., "lam": ...}``.

    Raises
    ------
    NoExample
        If no property failed in the last check of this notebook, or there was no check.
    """
    if exercise_id not in _shown:
        raise NoExample(f'expected a failed check("{exercise_id}") to show, found none')
    cross = _shown[exercise_id]
    item = registry.exercise(exercise_id)
    attempt, case = cross.case
    return draw_cases(item, item.properties[cross.name], VISIBLE_SEED, attempt)[case]


def grade(exercise_id: str, **answers: Callable) -> Report | float:
    """Check every property again, on data from ``REGLAB_SEED``: the graded form of `check`.

    Returns
    -------
    Report or float
        The points earned, while nbgrader grades; otherwise the report.
    """
    namespace = _namespace(sys._getframe(1), answers)
    report = _run(exercise_id, namespace, secret_seed(), Floors())
    return _deliver(report, graded=True)


def predict(prediction_id: str, choice: str) -> PredictionReport | float:
    """Record a prediction; any valid option earns the point.

    Parameters
    ----------
    prediction_id : str
    choice : str
        One of the options, for example ``"a"``.
    """
    prediction = registry.prediction(prediction_id)
    option = prediction.normalize(choice)
    options = ", ".join(f'"{key}"' for key in prediction.options)
    if option is None:
        nothing = choice is None or choice is Ellipsis
        came = "nothing yet" if nothing else shortened(repr(choice), 40)
        line, valid = f"Predict first: expected one of {options}, got {came}.", False
    elif prediction_id in _revealed and _predictions.get(prediction_id) != option:
        kept = _predictions[prediction_id]
        line, valid = f'The answer is out: your prediction stays "{kept}".', True
    else:
        _predictions[prediction_id] = option
        line, valid = f'You predict "{option}": {prediction.options[option]}', True
    report = PredictionReport(line, valid, prediction.points)
    return _deliver(report, graded=True)


def reveal(prediction_id: str) -> PredictionReport:
    """Show the answer to a prediction after the student has made one."""
    prediction = registry.prediction(prediction_id)
    option = _predictions.get(prediction_id)
    if option is None:
        return PredictionReport("Predict first: the answer is shown after your own choice.", False)
    _revealed.add(prediction_id)
    if option == prediction.correct:
        return PredictionReport(f"As you predicted. {prediction.explanation}", True)
    _, hint = prediction.beliefs[option]
    right = prediction.options[prediction.correct]
    return PredictionReport(f'You said "{option}". {hint} The right option: {right}', True)


def _run(exercise_id, namespace, seed, floors=None):
    exercise = registry.exercise(exercise_id)
    try:
        report = run_exercise(exercise, namespace, seed, floors=floors)
    except KeyboardInterrupt as stop:
        where = f" at: {stop.args[0]}" if stop.args else ""
        title = exercise.title
        raise CheckStopped(f"{title}: stopped{where}. Is there a loop that never ends?") from None
    return replace(report, warning=" ".join(cells_that_did_not_run(exercise.names, namespace)))


def _namespace(frame, answers):
    # Use globals: in Python 3.11 a comprehension has its own frame with other locals.
    namespace = frame.f_globals
    return {**namespace, **answers} if answers else namespace


def _deliver(report, *, graded):
    mode = os.environ.get("NBGRADER_EXECUTION")
    if mode == "validate":
        if not report.passed:
            raise CheckFailed(report.text())
        print(report.text())
        return None
    if mode == "autograde":
        print(report.text())
        _publish(report)
        return float(report.earned) if graded else None
    return report


def _publish(report):
    """Publish the report as data beside the printed text, for the grader's table."""
    to_dict = getattr(report, "to_dict", None)
    if to_dict is None or "IPython" not in sys.modules:
        return
    from IPython.display import publish_display_data

    publish_display_data({REPORT_MIME: to_dict()})
