"""What a student wrote: which cells are their own, and which of them answer which exercise."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reglab.checks.judging.run import earlier_exercises
from reglab.checks.model import registry
from reglab.checks.model.exercise import Exercise
from reglab.grading.results import ExerciseResult

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["Answer", "answers", "own_code"]


@dataclass(frozen=True)
class Answer:
    """The answer to an exercise.

    Attributes
    ----------
    cell : str
        The grade_id of the answer cell: that of its graded cell without suffix.
    exercise : Exercise
    """

    cell: str
    exercise: Exercise

    @property
    def earlier(self) -> set[str]:
        """The names of the earlier answers that this one uses."""
        return {name for used in earlier_exercises(self.exercise) for name in used.names}


def answers(graded: Iterable[ExerciseResult]) -> Iterator[Answer]:
    """Yield the answers that belong to graded cells; predictions and marks by hand have none."""
    for item in graded:
        try:
            exercise = registry.exercise(item.exercise)
        except registry.UnknownExercise:
            continue
        yield Answer(item.cell.rpartition("-")[0], exercise)


def own_code(notebook: "NotebookNode", released: "NotebookNode") -> list[str]:
    """Return the sources of the code cells that the student changed or added."""
    given = {cell.source.strip() for cell in released.cells}
    sources = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    return [source for source in sources if source.strip() not in given]
