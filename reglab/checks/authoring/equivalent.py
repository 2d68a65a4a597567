"""Small changes of correct answers that are still correct, with the reasons.

``solutions/<lesson>/equivalent.py`` declares them with `equivalent`. The changes that pass are
found by `reglab.checks.authoring.mutate`. Each of them is declared, or it shows what the properties
do not ask for.
"""

from collections import defaultdict
from pathlib import Path

from reglab.checks.authoring.author_file import folder_of_solution, run_author_file

__all__ = ["equivalent", "equivalent_in"]

_collected: dict = defaultdict(dict)


def equivalent(exercise_id: str, reason: str, *changes: str) -> None:
    """Declare that some changes of correct answers leave them correct.

    Parameters
    ----------
    exercise_id : str
    reason : str
        Why no property can refuse them, in one sentence.
    *changes : str
        As ``reglab checks mutate`` prints them, from the name of the answer on:
        ``"name: old line  ->  new line"``.

    Raises
    ------
    ValueError
        If there is no reason, or a change is declared twice.
    """
    if not reason.strip():
        raise ValueError(f"{exercise_id}: expected the reason why {changes} are equivalent")
    for change in changes:
        if change in _collected[exercise_id]:
            raise ValueError(f"{exercise_id}: {change!r} is declared twice")
        _collected[exercise_id][change] = reason


def equivalent_in(solutions: Path, lesson: str) -> dict[str, dict[str, str]]:
    """Return ``{exercise id: {change: reason}}`` of a lesson, empty if it has no such file."""
    path = folder_of_solution(solutions, lesson) / "equivalent.py"
    _collected.clear()
    if path.exists():
        run_author_file(path)
    return dict(_collected)
