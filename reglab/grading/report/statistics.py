"""Statistics of a class for each exercise, from the answers.

A student counts once for each property. Shares refer to answers that were written
and checked. Answers that are not written yet, were refused or could not be checked
are counted separately.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from reglab.grading.report.answers import Answer, Outcome
from reglab.grading.report.groups import by_cell, title, usual

__all__ = ["BINS", "ExerciseStatistics", "PropertyShare", "exercise_statistics"]

# Shares of an exercise's points: none, four intervals, and all.
BINS = ("none", "under ¼", "¼ to ½", "½ to ¾", "over ¾", "all")


@dataclass(frozen=True)
class PropertyShare:
    """The number of answers that fail one property.

    Attributes
    ----------
    failed : tuple of str
        Students whose answers fail.
    waiting : int
        Number of answers in which an earlier property had to hold first.
    judged : int
        Number of checked answers, without those for which the check itself failed.
    """

    name: str
    title: str
    failed: tuple[str, ...]
    waiting: int
    judged: int

    @property
    def share(self) -> float:
        """Failures divided by judged answers; 0 if there are none.

        Examples
        --------
        >>> PropertyShare("odd", "it is odd", ("ann",), waiting=1, judged=4).share
        0.25
        """
        return len(self.failed) / self.judged if self.judged else 0.0


@dataclass(frozen=True)
class ExerciseStatistics:
    """One graded cell over the class.

    Attributes
    ----------
    max_score : float
        The most frequent points of the cell.
    outcomes : dict of Outcome to tuple of str
        The students with each outcome that occurs.
    histogram : tuple of int
        Numbers of written answers by share of the points, in the intervals of `BINS`.
    properties : tuple of PropertyShare
        Those with the most failures first.
    submissions, checked : int
        Numbers of graded submissions with this cell, and of judged answers.
    """

    lesson: str
    cell: str
    title: str
    max_score: float
    outcomes: dict[Outcome, tuple[str, ...]]
    histogram: tuple[int, ...]
    properties: tuple[PropertyShare, ...]
    submissions: int
    checked: int


def exercise_statistics(answers: Iterable[Answer]) -> list[ExerciseStatistics]:
    """Return statistics of each exercise.

    Parameters
    ----------
    answers : list of Answer

    Returns
    -------
    list of ExerciseStatistics
        In the order of the exercises' first answers.
    """
    return [_statistics(group) for group in by_cell(answers)]


def _statistics(group):
    outcomes = {kind: tuple(a.student for a in group if a.outcome is kind) for kind in Outcome}
    written = [a for a in group if a.outcome not in (Outcome.NOT_WRITTEN, Outcome.NO_RESULT)]
    histogram = Counter(_bin(answer.share) for answer in written if answer.share is not None)
    return ExerciseStatistics(
        group[0].lesson,
        group[0].cell,
        title(group),
        usual(answer.max_score for answer in group),
        {kind: students for kind, students in outcomes.items() if students},
        tuple(histogram[index] for index in range(len(BINS))),
        tuple(sorted(_properties(group), key=lambda p: (-p.share, -len(p.failed)))),
        len(group),
        sum(answer.checked for answer in group),
    )


def _properties(group):
    found = {}
    for answer in group:
        for prop in answer.properties:
            found.setdefault(prop.name, []).append((answer.student, prop))
    for name, pairs in found.items():
        statuses = Counter(prop.status for _, prop in pairs)
        yield PropertyShare(
            name,
            usual(prop.title for _, prop in pairs) or name,
            tuple(student for student, prop in pairs if prop.status == "fail"),
            statuses["wait"],
            len(pairs) - statuses["fault"],
        )


def _bin(share):
    """The index of the interval of `BINS` that contains a share of the points.

    Examples
    --------
    >>> [BINS[_bin(share)] for share in (0.0, 0.1, 0.5, 0.75, 1.0)]
    ['none', 'under ¼', '½ to ¾', 'over ¾', 'all']
    """
    if share in (0.0, 1.0):
        return 0 if share == 0.0 else len(BINS) - 1
    return 1 + int(share * 4)
