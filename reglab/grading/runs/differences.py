"""Compare two results of one submission."""

from reglab.grading.results import GradeResult, points
from reglab.grading.verdict.marks import reweighted

__all__ = ["differences"]


def differences(before: GradeResult, after: GradeResult) -> list[str]:
    """Return the differences between two results of one submission.

    Manual marks are in the recorded result only, so the marks of the checks are compared,
    cell by cell.

    Parameters
    ----------
    before, after : GradeResult

    Returns
    -------
    list of str
    """
    before, after = (reweighted(result, {}) for result in (before, after))
    found = []
    if before.status != after.status:
        found.append(f"{before.status} -> {after.status}")
    old = {item.cell: item for item in before.exercises}
    for item in after.exercises:
        was = old.get(item.cell)
        if was is None or item.score is None or was.score is None:
            continue
        if (was.score, was.max_score) != (item.score, item.max_score):
            found.append(f"{item.name} {_of(was)} -> {_of(item)}")
    gone = old.keys() - {item.cell for item in after.exercises}
    if (before.score is None) != (after.score is None):
        found.append(f"{before.score_text} -> {after.score_text}")
    elif gone and after.exercises:
        found.append(f"no longer graded: {', '.join(sorted(gone))}")
    return found


def _of(item):
    return f"{points(item.score)}/{points(item.max_score)}"
