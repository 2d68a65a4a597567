"""The smallest NumPy lesson of the grading benchmark: three graded cells, taken from lesson 03.

The course has no lesson of that size, so the benchmark makes one, in a course of its own: the
imports of lesson 03, and its exercises `EXERCISES`, each with its visible and its hidden check.
"""

import re
from pathlib import Path

import nbformat

from reglab.course import build, find_lessons, find_root
from reglab.course.demo.answers import Desk

LESSON = "03_three_cells"
EXERCISES = ("soft-threshold", "lambda-max", "kkt-violation")
POINTS = 5.0  # of the three exercises; no question is left to a person


def make_course(root):
    """Write a course that has only this lesson, and build it.

    Parameters
    ----------
    root : Path
        A folder that does not exist yet.

    Returns
    -------
    Path
        The same folder.
    """
    (lesson,) = find_lessons(find_root(), ["03"])
    cells = re.split(r"^(?=# %%)", lesson.text.read_text("utf-8"), flags=re.MULTILINE)
    imports = next(cell for cell in cells if re.search(r"^import ", cell, flags=re.MULTILINE))
    kept = [imports, *(cell for cell in cells if _name(cell) in EXERCISES)]
    folder = Path(root, "solutions", LESSON)
    folder.mkdir(parents=True)
    (folder / f"{LESSON}.py").write_text("".join(kept), encoding="utf-8")
    Path(root, "nbgrader_config.py").write_text("", encoding="utf-8")
    build(root=root)
    return root


def write_class(folder, root, count):
    """Write the submissions of a class into a course folder; all are right."""
    (found,) = find_lessons(root)
    text = nbformat.writes(Desk(found, "").fill({}))
    for number in range(count):
        path = Path(folder, "submitted", f"student-{number:04}", LESSON, f"{LESSON}.ipynb")
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")


def _name(cell):
    """The exercise of a cell: 03-lambda-max-hidden is of lambda-max."""
    found = re.match(r'# %% nbgrader={"grade_id": "03-([\w-]+?)(-check|-hidden)?"', cell)
    return found and found[1]
