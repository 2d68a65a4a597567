"""The version of `reglab.checks` that student code imports while it is graded: no-ops.

The check cells of a notebook are not run, but a student may have left a call of ``check`` in an
answer's cell, and that must not make the answer fail. The real functions need judges, which are
not in the sandbox.
"""

__all__ = ["check", "example", "grade", "points", "predict", "reveal"]


class CheckFailed(AssertionError):
    """Never raised here; it exists for code that catches it."""


def check(exercise_id: str, **answers: object) -> None:
    """Do nothing: the grader checks the exercise outside of the sandbox."""


def example(exercise_id: str) -> dict:
    """Return no inputs, since no check was run."""
    return {}


def grade(exercise_id: str, **answers: object) -> None:
    """Do nothing: the grader checks the exercise outside of the sandbox."""


def predict(prediction_id: str, choice: object) -> None:
    """Do nothing: the grader reads the choice from its variable."""


def reveal(prediction_id: str) -> None:
    """Do nothing: no student sees the output."""


def points(exercise_id: str) -> int:
    """Return 0: no marks are known in the sandbox."""
    return 0


def names(exercise_id: str) -> tuple[str, ...]:
    """Return the graded names of an exercise."""
    from reglab.checks.model import registry

    return registry.names(exercise_id)
