"""Group answers by exercise, and find the most frequent values in a group."""

from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

from reglab.grading.report.answers import Answer

__all__ = ["by_cell", "title", "usual"]

Value = TypeVar("Value")


def by_cell(answers: Iterable[Answer]) -> list[list[Answer]]:
    """Return the answers to each exercise, in the order of their first answers.

    Parameters
    ----------
    answers : iterable of Answer

    Returns
    -------
    list of list of Answer
    """
    groups: dict[tuple[str, str], list[Answer]] = {}
    for answer in answers:
        groups.setdefault((answer.lesson, answer.cell), []).append(answer)
    return list(groups.values())


def title(group: list[Answer]) -> str:
    """Return the title of the exercise of a group of answers.

    A single report could contain any title, so the most frequent one is used. Without
    a report, the title is only the cell's name.
    """
    return usual(a.title for a in ([a for a in group if a.checked] or group))


def usual(values: Iterable[Value]) -> Value:
    """Return the most frequent value; if there are several, the first of them.

    Examples
    --------
    >>> usual(["a", "b", "b"]), usual(["b", "a"])
    ('b', 'b')
    """
    return Counter(values).most_common(1)[0][0]
