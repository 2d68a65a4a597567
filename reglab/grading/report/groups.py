"""Answers to one exercise side by side, and what most of them have in common."""

from collections import Counter

__all__ = ["by_cell", "title", "usual"]


def by_cell(answers):
    """The answers to each exercise, in the order in which their cells come.

    Parameters
    ----------
    answers : iterable of Answer

    Returns
    -------
    list of list of Answer
    """
    groups = {}
    for answer in answers:
        groups.setdefault((answer.lesson, answer.cell), []).append(answer)
    return list(groups.values())


def title(group):
    """The title of the exercise that a group of answers belongs to.

    One student's check could claim any title, so the most frequent one is taken;
    a check that did not run knows only the cell's bare name.
    """
    return usual(a.title for a in ([a for a in group if a.checked] or group))


def usual(values):
    """The most frequent value, and the first of them if there are several.

    Examples
    --------
    >>> usual(["a", "b", "b"]), usual(["b", "a"])
    ('b', 'b')
    """
    return Counter(values).most_common(1)[0][0]
