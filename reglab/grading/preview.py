"""Whose points would change, and by how much: shown before anything is written."""

from reglab.grading.results import points
from reglab.grading.store import read_results

__all__ = ["changes", "differences"]


def changes(results, course_dir):
    """Results beside those that are recorded, as text.

    Parameters
    ----------
    results : list of GradeResult
        Of a run that recorded nothing.
    course_dir : path

    Returns
    -------
    str
        A line for each submission that would change, and one that sums up.
    """
    before = {(r.student, r.lesson): r for r in read_results(course_dir, missing_ok=True)}
    lines, new = [], 0
    for result in results:
        recorded = before.get((result.student, result.lesson))
        if recorded is None:
            new += 1
            continue
        found = differences(recorded, result)
        if found:
            lines.append(f"{result.student}, {result.lesson}: {'; '.join(found)}")
    total = len(results)
    summary = (
        f"{len(lines)} of {total} would change, {new} would be new, "
        f"{total - len(lines) - new} would stay. Nothing was written."
    )
    return "\n".join([*lines, summary])


def differences(before, after):
    """What is different between two results of one submission.

    Points that a human gave are in the recorded result only, so graded cells are
    compared one by one where both have points of the checks.

    Parameters
    ----------
    before, after : GradeResult

    Returns
    -------
    list of str
    """
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
