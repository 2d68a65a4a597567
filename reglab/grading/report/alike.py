"""Find answers of different students that are nearly the same, for the instructor.

They change no mark. Code is compared by its syntax tree, text by its words. Text
from the notebook, and short answers, are no evidence and are left out. Every
answer is cut into runs of entries. Two answers are alike if nearly all runs of
the shorter one are in the other, in any order.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass

from reglab.grading.verdict.similarity import cell_shape

__all__ = ["KINDS", "Alike", "Form", "alike_answers"]

NEARLY = 0.8
LONGEST = 100_000  # characters; a usual answer has about a thousand
ROWS = 500  # number of answers that are compared with all others at a time


@dataclass(frozen=True)
class Form:
    """An answer in the form in which it is compared.

    Attributes
    ----------
    text : str
        The source without invisible differences.
    entries : tuple
        Its syntax tree, or its words.
    runs : frozenset
        Runs of its entries, without those in the notebook.
    """

    text: str
    entries: tuple[str, ...]
    runs: frozenset[tuple[str, ...]]


@dataclass(frozen=True)
class Alike:
    """Students whose answers to one exercise are nearly the same.

    Attributes
    ----------
    how : str
        What they have in common.
    """

    lesson: str
    cell: str
    students: tuple[str, ...]
    how: str


class Kind:
    """How one type of cell is compared.

    Parameters
    ----------
    entries_of : callable
        Returns the entries of a source, a list of str.
    length : int
        Number of entries in a run.
    least : int
        An answer with fewer new runs is not compared.
    """

    def __init__(self, entries_of: Callable[[str], Iterable[str]], length: int, least: int):
        self._entries_of, self._length, self._least = entries_of, length, least

    def runs(self, source: str) -> frozenset[tuple[str, ...]]:
        """Return the runs of a source."""
        return self._runs(tuple(self._entries_of(source)))

    def form(self, source: str, given: Set[tuple[str, ...]] = frozenset()) -> Form | None:
        """Return the form of an answer; None if it contains too little that is new.

        Parameters
        ----------
        source : str
        given : set of tuple
            Runs in the notebook.
        """
        if len(source) > LONGEST:
            return None
        entries = tuple(self._entries_of(source))
        runs = self._runs(entries) - given
        if len(runs) < self._least:
            return None
        text = "\n".join(line.rstrip() for line in source.splitlines() if line.strip())
        return Form(text, entries, runs)

    def _runs(self, entries):
        last = len(entries) - self._length
        return frozenset(entries[i : i + self._length] for i in range(last + 1))


def _words(text):
    words = ("".join(c for c in word if c.isalnum()) for word in text.casefold().split())
    return [word for word in words if word]


# Measured on the course: independent answers with 60 runs or more share at most 70 %; shorter
# correct answers may be equal by chance.
KINDS = {"code": Kind(cell_shape, 8, 60), "markdown": Kind(_words, 4, 25)}


def alike_answers(lesson: str, forms: Mapping[str, Mapping[str, Form]]) -> list[Alike]:
    """Return groups of students whose answers are alike.

    Every answer in a group is nearly the same as the group's first one. Each answer
    is in one group only.

    Parameters
    ----------
    lesson : str
    forms : dict of dict of Form
        By cell, then by student.

    Returns
    -------
    list of Alike
        In the order of the cells; for each cell, the largest group first.
    """
    found: list[Alike] = []
    for cell, answers in forms.items():
        groups = [group for group in _groups(answers) if len(group.students) > 1]
        found += [
            Alike(lesson, cell, tuple(sorted(group.students)), group.how)
            for group in sorted(groups, key=lambda group: -len(group.students))
        ]
    return found


class _Group:
    def __init__(self, first):
        self.first, self.texts, self.share = first, Counter(), 1.0
        self.students = []

    def add(self, students, share):
        self.students += students
        self.share = min(self.share, share)

    @property
    def how(self):
        if self.share < 1.0:
            return f"at least {int(100 * self.share)} % of the shorter answer"
        return "the same text" if len(self.texts) == 1 else "the same except names or comments"


def _groups(answers):
    """Groups of answers, including those with one answer."""
    equal = {}
    for student, form in sorted(answers.items()):
        equal.setdefault(form.entries, []).append(student)
    firsts = [answers[students[0]] for students in equal.values()]
    members = list(equal.values())
    groups = {}
    for row, near in enumerate(_near(firsts)):
        best = max((other for other in near if other in groups), key=near.get, default=None)
        group = groups[best] if best is not None else groups.setdefault(row, _Group(row))
        # An answer that contains the other and more is not the same.
        group.add(members[row], 1.0 if group.first == row else min(near[best], 0.99))
        group.texts.update(answers[student].text for student in members[row])
    return groups.values()


def _near(forms):
    """For each form, the earlier forms that are nearly the same, and the shared fraction."""
    if not forms:
        return
    import numpy as np
    from scipy.sparse import csr_array

    column, columns, ends = {}, [], [0]
    for form in forms:
        columns += [column.setdefault(run, len(column)) for run in form.runs]
        ends.append(len(columns))
    ones = np.ones(len(columns), dtype=np.int32)
    table = csr_array((ones, columns, ends), shape=(len(forms), len(column)))
    sizes = np.diff(ends)
    for start in range(0, len(forms), ROWS):
        common = (table[start : start + ROWS] @ table.T).toarray()
        share = common / np.minimum.outer(sizes[start : start + ROWS], sizes)
        for row, shares in enumerate(share, start):
            (others,) = np.nonzero(shares[:row] >= NEARLY)
            yield {int(other): float(shares[other]) for other in others}
