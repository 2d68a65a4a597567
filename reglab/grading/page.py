"""The page that a student gets back: points, every property with its hint, and what happened."""

import json
from importlib.resources import files

from reglab.course.files import write_file
from reglab.grading.results import Status, points

__all__ = ["write_page"]

# What a student can do about it, after the reason.
_REMEDY = {
    Status.MISSING: "Hand in the notebook under the name that it was given out with.",
    Status.FAILED: "Open the notebook in JupyterLab. If it opens, save it and hand it in again; if "
    "it does not, start from a fresh copy and paste your answers. If this goes on, show this "
    "page to your instructor.",
}
_MARKS = {
    "pass": ("✓", "holds"),
    "fail": ("✗", "does not hold"),
    "wait": ("·", "waits for another one"),
    "fault": ("?", "our check failed; it costs you nothing"),
}


def write_page(result, path, *, notebook=None, comments=None):
    """Write the page.

    Nothing on it can act: all text is escaped, and nothing is fetched.

    Parameters
    ----------
    result : GradeResult
    path : Path
        Replaced if it exists; its folder is made.
    notebook : Path, optional
        The graded notebook, for the student's own answers.
    comments : dict of str, optional
        What a human wrote, by grade_id.
    """
    from jinja2 import Environment

    environment = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    environment.globals.update(points=points, marks=_MARKS)
    template = files("reglab.grading").joinpath("page.html.jinja").read_text(encoding="utf-8")
    text = environment.from_string(template).render(
        result=result,
        items=_items(result, _answers(notebook), comments or {}),
        remedy="" if result.score is not None else _REMEDY.get(result.status, ""),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    write_file(path, text.encode("utf-8", "replace"))


def _items(result, answers, comments):
    """What the page shows of each graded cell."""
    for item in result.exercises:
        report = item.report or {}
        # A cell that a human grades is its own answer.
        answer = item.cell if item.score is None or not report else item.cell.rpartition("-")[0]
        yield {
            "title": report.get("title") or item.name,
            "score": item.score,
            "most": item.max_score,
            "results": [] if report.get("problem") else report.get("results", []),
            "notes": report.get("notes", []),
            "hint": "" if report.get("results") else item.hint,
            "answer": answers.get(answer, ""),
            "comment": comments.get(item.cell, "") or comments.get(answer, ""),
        }


def _answers(notebook):
    """The text of the answers in a graded notebook, by grade_id."""
    if notebook is None or not notebook.is_file():
        return {}
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    named = [(cell["metadata"].get("nbgrader", {}), cell) for cell in cells]
    return {
        nbgrader["grade_id"]: "".join(cell["source"]).strip()
        for nbgrader, cell in named
        if nbgrader.get("solution")
    }
