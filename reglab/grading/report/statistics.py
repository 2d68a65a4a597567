"""Where a class stands with each exercise: counts of students, from answers alone.

A student counts once for each property. Shares are of the answers that were
written and checked: an answer that is not written yet, was refused or could not
be checked says nothing about a property, and is counted apart.
"""

from collections import Counter
from dataclasses import dataclass

from reglab.grading.report.answers import Outcome
from reglab.grading.report.groups import by_cell, title, usual

__all__ = ["BINS", "ExerciseStatistics", "PropertyShare", "exercise_statistics"]

# Shares of an exercise's points: none, three open intervals, the rest, and all.
BINS = ("none", "under ¼", "¼ to ½", "½ to ¾", "over ¾", "all")


@dataclass(frozen=True)
class PropertyShare:
    """How many fail one property.

    Attributes
    ----------
    failed : tuple of str
        The students.
    waiting : int
        Answers in which an earlier property had to hold first.
    judged : int
        Checked answers, without those on which our own check failed.
    """

    name: str
    title: str
    failed: tuple
    waiting: int
    judged: int

    @property
    def share(self):
        """Failures over judged answers; 0 if there are none.

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
        What most students' cell is worth.
    outcomes : dict of Outcome to tuple of str
        The students with each outcome that occurs.
    histogram : tuple of int
        Written answers with a score, by share of the points, in the intervals of `BINS`.
    properties : tuple of PropertyShare
        Those that most fail first.
    submissions, checked : int
        Graded submissions with this cell, and answers whose properties were judged.
    """

    lesson: str
    cell: str
    title: str
    max_score: float
    outcomes: dict
    histogram: tuple
    properties: tuple
    submissions: int
    checked: int


def exercise_statistics(answers):
    """Statistics of each exercise.

    Parameters
    ----------
    answers : list of Answer

    Returns
    -------
    list of ExerciseStatistics
        In the order in which their cells come.
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
    """The interval of `BINS` that a share of the points lies in.

    Examples
    --------
    >>> [BINS[_bin(share)] for share in (0.0, 0.1, 0.5, 0.75, 1.0)]
    ['none', 'under ¼', '½ to ¾', 'over ¾', 'all']
    """
    if share in (0.0, 1.0):
        return 0 if share == 0.0 else len(BINS) - 1
    return 1 + int(share * 4)
