"""The results of grading, as plain data."""

import re
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any, Self

__all__ = ["ExerciseResult", "GradeResult", "Status", "points"]


class Status(StrEnum):
    """The status of a graded submission. All except "graded" need a person."""

    GRADED = "graded"
    STOPPED = "stopped"
    NEEDS_REVIEW = "needs review"
    CALLS_REFERENCE = "calls the reference"
    EDITED_CHECKS = "edited checks"
    EMPTY = "empty"
    MISSING = "missing"
    FAILED = "failed"


@dataclass(frozen=True)
class ExerciseResult:
    """The result of one graded cell.

    Attributes
    ----------
    exercise : str
        ``"lasso.soft_threshold"``.
    cell : str
        The grade_id of the graded cell.
    score : float or None
        Awarded marks; None if a person still has to give them.
    max_score : float
    hint : str
        The first hint for the student; empty if the answer is right.
    report : dict or None
        The result of `reglab.checks.judging.report.Report.to_dict`.
    trouble : str
        Why a person should look at this cell; empty if not needed.
    """

    exercise: str
    cell: str
    score: float | None
    max_score: float
    hint: str = ""
    report: dict | None = None
    trouble: str = ""

    @property
    def name(self) -> str:
        """The exercise without its lesson: ``"soft_threshold"``."""
        return self.exercise.rpartition(".")[2]

    @property
    def by_human(self) -> bool:
        """Whether a person gives the marks; then `exercise` is only the cell's name."""
        return self.exercise == self.cell

    @property
    def title(self) -> str:
        """A title, such as ``"3.1 soft_threshold"`` or ``"Prediction: support grows"``."""
        title = self.report.get("title") if isinstance(self.report, dict) else ""
        if isinstance(title, str) and title:
            return title
        if self.by_human:
            return f"By hand: {re.sub(r'^[0-9]+-', '', self.cell).replace('-', ' ')}"
        return self.name if self.report else f"Prediction: {self.name.replace('_', ' ')}"

    @property
    def refused(self) -> bool:
        """Whether the check refused the answer because it calls what it should implement."""
        return self.report is not None and self.report.get("refused", False)


@dataclass(frozen=True)
class GradeResult:
    """The result of one submission of one lesson.

    Attributes
    ----------
    score : float or None
        Marks awarded so far; None if the submission could not be graded.
    max_score : float or None
        Points of the marked cells; cells still to be marked are not included.
    by_hand : float
        Points that a person still has to give.
    reason : str
        Why the status is not "graded"; otherwise, what was repaired before grading, if anything.
    exercises : tuple of ExerciseResult
    flags : tuple of str
        Notes for the instructor, one line each.
    suspicions : tuple of str
        Flags that students don't see, about the source of answers.
    key : str
        A hash of all that the marks depend on; empty if there was nothing to grade.
    submitted : str
        The hash of the submission, as in its receipt.
    sandboxed : bool
        Whether student code was isolated from this machine.
    """

    student: str
    lesson: str
    status: Status
    score: float | None = None
    max_score: float | None = None
    by_hand: float = 0.0
    reason: str = ""
    exercises: tuple = ()
    flags: tuple = ()
    suspicions: tuple = ()
    key: str = ""
    submitted: str = ""
    sandboxed: bool = True

    def to_dict(self) -> dict[str, Any]:
        """Return the result as plain data, for `from_dict`."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Return the result that `to_dict` wrote.

        Raises
        ------
        KeyError, TypeError, ValueError
            If `data` is invalid.
        """
        exercises = tuple(_checked(ExerciseResult, item) for item in data["exercises"])
        known = {"status": Status(data["status"]), "exercises": exercises}
        for name in ("flags", "suspicions"):
            known[name] = tuple(map(str, data[name]))
        result = _checked(cls, {**data, **known})
        if (result.score is None) != (result.max_score is None):
            raise ValueError("score and max_score must both be given or both be None")
        return result

    @property
    def first_hint(self) -> str:
        """The hint of the first wrong answer, after its exercise's name."""
        for item in self.exercises:
            if item.hint:
                return f"{item.name}: {item.hint}"
        return ""

    @property
    def score_text(self) -> str:
        """The score as text for a table.

        Examples
        --------
        >>> GradeResult("ann", "03_lasso", Status.GRADED, 12.5, 13.0, 3.0).score_text
        '12.5 / 13 + 3 by hand'
        """
        if self.score is None:
            return "-"
        assert self.max_score is not None  # it is given with every score
        text = f"{points(self.score)} / {points(self.max_score)}"
        return f"{text} + {points(self.by_hand)} by hand" if self.by_hand else text


def _checked(kind, data):
    """Make a `kind` from its fields after checking their types."""
    made = kind(**data)
    for field in fields(kind):
        value = getattr(made, field.name)
        number = isinstance(value, int | float)
        if not (isinstance(value, field.type) or (number and isinstance(0.0, field.type))):
            raise TypeError(f"{field.name} must be {field.type}, got {type(value).__name__}")
        if number and not abs(value) < 1e9:  # nor infinite, nor NaN
            raise ValueError(f"{field.name} must be points, got {value}")
    return made


def points(value: float) -> str:
    """Return points as text, rounded to a hundredth, without trailing zeros.

    Examples
    --------
    >>> points(12.0), points(1.3333), points(0.5)
    ('12', '1.33', '0.5')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".")
