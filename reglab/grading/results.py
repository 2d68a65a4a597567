"""What grading finds, as plain data: whoever grades returns it, whoever shows it reads it."""

import re
from dataclasses import asdict, dataclass, fields
from enum import StrEnum

__all__ = ["ExerciseResult", "GradeResult", "Status", "points"]


class Status(StrEnum):
    """How a submission ended. Everything but "graded" asks a human to look."""

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
    """One graded cell.

    Attributes
    ----------
    exercise : str
        ``"lasso.soft_threshold"``.
    cell : str
        The grade_id of the graded cell.
    score : float or None
        Points, or None where a human has still to give them.
    max_score : float
    hint : str
        The first thing to say to the student; empty if all is well.
    report : dict or None
        What `reglab.checks.judging.report.Report.to_dict` gave.
    trouble : str
        Why a human should look at this cell; empty if there is no reason.
    """

    exercise: str
    cell: str
    score: float | None
    max_score: float
    hint: str = ""
    report: dict | None = None
    trouble: str = ""

    @property
    def name(self):
        """The exercise without its lesson: ``"soft_threshold"``."""
        return self.exercise.rpartition(".")[2]

    @property
    def by_human(self):
        """Whether a human gives the points: then nothing stands behind the cell's own name."""
        return self.exercise == self.cell

    @property
    def title(self):
        """What a reader knows it by: ``"3.1 soft_threshold"``, ``"Prediction: support grows"``."""
        title = self.report.get("title") if isinstance(self.report, dict) else ""
        if isinstance(title, str) and title:
            return title
        if self.by_human:
            return f"By hand: {re.sub(r'^[0-9]+-', '', self.cell).replace('-', ' ')}"
        return self.name if self.report else f"Prediction: {self.name.replace('_', ' ')}"

    @property
    def refused(self):
        """Whether the check refused the answer because it calls what it should be."""
        return bool(self.report) and self.report.get("refused", False)


@dataclass(frozen=True)
class GradeResult:
    """One submission of one lesson.

    Attributes
    ----------
    score : float or None
        Points given so far; None if the submission could not be graded.
    max_score : float or None
        What these points are out of, without the parts that are still to be marked.
    by_hand : float
        Points that a human has still to give.
    reason : str
        Why the status is not "graded"; if it is, what was mended before grading, if anything.
    exercises : tuple of ExerciseResult
    flags : tuple of str
        Everything a human should know, one line each.
    suspicions : tuple of str
        Those of the flags that are for the instructor alone: what an answer's source looks like.
    key : str
        A hash of all that the points depend on; empty if there was nothing to grade.
    submitted : str
        The hash of what was handed in, as in its receipt.
    sandboxed : bool
        Whether student code was shut off from this machine.
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

    def to_dict(self):
        """The result as plain data, which `from_dict` reads back."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data):
        """The result that `to_dict` wrote.

        Raises
        ------
        KeyError, TypeError, ValueError
            If `data` is no such thing.
        """
        exercises = tuple(_checked(ExerciseResult, item) for item in data["exercises"])
        known = {"status": Status(data["status"]), "exercises": exercises}
        for name in ("flags", "suspicions"):
            known[name] = tuple(map(str, data[name]))
        result = _checked(cls, {**data, **known})
        if (result.score is None) != (result.max_score is None):
            raise ValueError("score: expected a max_score with it")
        return result

    @property
    def first_hint(self):
        """The first hint of the first answer that is not right, after its exercise's name."""
        for item in self.exercises:
            if item.hint:
                return f"{item.name}: {item.hint}"
        return ""

    @property
    def score_text(self):
        """The score as a table shows it.

        Examples
        --------
        >>> GradeResult("ann", "03_lasso", Status.GRADED, 12.5, 13.0, 3.0).score_text
        '12.5 / 13 + 3 by hand'
        """
        if self.score is None:
            return "-"
        text = f"{points(self.score)} / {points(self.max_score)}"
        return f"{text} + {points(self.by_hand)} by hand" if self.by_hand else text


def _checked(kind, data):
    """A `kind` from its fields, each of the type that it is declared with."""
    made = kind(**data)
    for field in fields(kind):
        value = getattr(made, field.name)
        number = isinstance(value, int | float)
        if not (isinstance(value, field.type) or (number and isinstance(0.0, field.type))):
            raise TypeError(f"{field.name}: expected {field.type}, got {type(value).__name__}")
        if number and not abs(value) < 1e9:  # nor infinite, nor NaN
            raise ValueError(f"{field.name}: expected points, got {value}")
    return made


def points(value):
    """Points as a reader wants them: to a hundredth, without needless zeros.

    Examples
    --------
    >>> points(12.0), points(1.3333), points(0.5)
    ('12', '1.33', '0.5')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".")
