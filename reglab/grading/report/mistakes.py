"""Find mistakes that students share: known mistakes, and failures without a name."""

from collections.abc import Iterable
from dataclasses import dataclass

from reglab.checks.model.exercise import INPUTS_UNCHANGED
from reglab.grading.report.answers import Answer
from reglab.grading.report.groups import by_cell, title, usual

__all__ = ["Mistake", "known_mistakes", "unnamed_failures"]


@dataclass(frozen=True)
class Mistake:
    """A mistake that some students share.

    Attributes
    ----------
    exercise, name : str
        The exercise's title, and the misconception's name or the property's title.
    hint : str
        The most frequent hint.
    checked : int
        Number of answers to this exercise that were written and checked.
    """

    lesson: str
    exercise: str
    name: str
    hint: str
    students: tuple[str, ...]
    checked: int

    @property
    def share(self) -> float:
        """Number of students with this mistake divided by that of checked answers."""
        return len(self.students) / self.checked


def known_mistakes(answers: Iterable[Answer]) -> list[Mistake]:
    """Return the known mistakes that were recognized, the most frequent first.

    Parameters
    ----------
    answers : list of Answer

    Returns
    -------
    list of Mistake
    """
    return _mistakes(answers, lambda found: found.misconception)


def unnamed_failures(answers: Iterable[Answer]) -> list[Mistake]:
    """Return properties that fail without a known mistake, the most frequent first.

    Each is a candidate for a new known mistake of the exercise. The property about arguments
    changed in place is left out, since its name is the mistake.

    Parameters
    ----------
    answers : list of Answer

    Returns
    -------
    list of Mistake
        `name` is the property's title.
    """

    def key(found):
        return "" if found.misconception or found.name == INPUTS_UNCHANGED else found.name

    return _mistakes(answers, key, lambda found: found.title)


def _mistakes(answers, key, shown=None):
    mistakes = []
    for group in by_cell(answers):
        found = {}
        for answer in group:
            for prop in answer.properties:
                if prop.status == "fail" and key(prop):
                    found.setdefault(key(prop), []).append((answer.student, prop))
        for name, pairs in found.items():
            # A report has a hint once, so the further crosses of a mistake have only their details.
            said = [prop.hint for _, prop in pairs if prop.hint]
            said = said or [prop.detail for _, prop in pairs if prop.detail]
            mistakes.append(
                Mistake(
                    group[0].lesson,
                    title(group),
                    (usual(shown(prop) for _, prop in pairs) if shown else "") or name,
                    usual(said) if said else "",
                    tuple(dict.fromkeys(student for student, _ in pairs)),
                    sum(answer.checked for answer in group),
                )
            )
    return sorted(mistakes, key=lambda m: (-len(m.students), -m.share))
