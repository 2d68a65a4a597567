"""Read a student's answers, and the errors of their cells, from a graded notebook."""

import json
from dataclasses import dataclass
from pathlib import Path

__all__ = ["NO_ANSWER", "AnswerCell", "read_answers"]

LONGEST = 20_000  # characters of an answer; a usual one has about a thousand
LONGEST_LINE = 300


@dataclass(frozen=True)
class AnswerCell:
    """One answer.

    Attributes
    ----------
    heading : str
        The nearest heading above it.
    code : bool
        True for code, False for text.
    errors : tuple of str
        The errors that ended the cell.
    """

    source: str
    heading: str = ""
    code: bool = True
    errors: tuple[str, ...] = ()


NO_ANSWER = AnswerCell("")


def read_answers(notebook: Path | None) -> tuple[str, dict[str, AnswerCell]]:
    """Return the title of a graded notebook, and its answers.

    Parameters
    ----------
    notebook : Path or None

    Returns
    -------
    title : str
        Empty if there is none.
    answers : dict of AnswerCell
        By grade_id.
    """
    if notebook is None or not notebook.is_file():
        return "", {}
    title, heading, answers = "", "", {}
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        nbgrader = cell["metadata"].get("nbgrader", {})
        code = cell["cell_type"] == "code"
        if nbgrader.get("solution"):
            errors = tuple(_errors(cell.get("outputs", [])))
            answer = AnswerCell(_cut(source.strip()), heading, code, errors)
            answers[nbgrader["grade_id"]] = answer
        elif not code:
            for line in source.splitlines():
                if line.startswith("#"):
                    heading = line.strip("# ")[:LONGEST_LINE]
                    title = title or heading
    return title, answers


def _errors(outputs):
    for output in outputs:
        if output["output_type"] == "error":
            yield f"{output['ename']}: {output['evalue']}"[:LONGEST_LINE]


def _cut(text):
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}\n[cut here]"
