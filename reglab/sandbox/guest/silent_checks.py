"""`reglab.checks` as student code finds it while grading: calls that do nothing.

The check cells of a notebook are not run; but a student may have left a call of
``check`` in an answer's cell, and it must not cost the answer. The real ones
need judges, which are not here.
"""

__all__ = ["check", "example", "grade", "points", "predict", "reveal"]


class CheckFailed(AssertionError):
    """Never raised here; for code that catches it."""


def check(exercise_id, **answers):
    """Nothing: the check runs outside."""


def example(exercise_id):
    """No inputs: there was no check whose inputs could be shown."""
    return {}


def grade(exercise_id, **answers):
    """Nothing: the check runs outside."""


def predict(prediction_id, choice):
    """Nothing: the choice is read from its name."""


def reveal(prediction_id):
    """Nothing: nobody reads it here."""


def points(exercise_id):
    """No points are known here."""
    return 0


def names(exercise_id):
    """The graded names of an exercise."""
    from reglab.checks.model import registry

    return registry.names(exercise_id)
