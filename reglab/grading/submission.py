"""Read what a student handed in, or say in one line why it cannot be graded."""

import json

from reglab.course.quiet import quiet
from reglab.grading.errors import SubmissionError
from reglab.grading.repair import grade_id
from reglab.grading.results import Status

__all__ = ["read_notebook", "read_submission"]


def read_submission(path, release):
    """Read a submitted notebook.

    Parameters
    ----------
    path : Path
        ``submitted/<student>/<lesson>/<lesson>.ipynb``.
    release : NotebookNode
        What students were given.

    Returns
    -------
    NotebookNode

    Raises
    ------
    SubmissionError
        If there is no notebook of that name, it is none, or it is another one.
    """
    if not path.is_file():
        others = sorted(p.name for p in path.parent.glob("*.ipynb"))
        found = f"found {', '.join(others)}" if others else "found no notebook"
        where = f"{path.parent.name}/{path.name}"
        raise SubmissionError(Status.MISSING, f"expected the notebook {where}, {found}")
    try:
        notebook = read_notebook(path)
        names = {grade_id(cell) for cell in notebook.cells}
    except json.JSONDecodeError as error:
        text = f"the file is no notebook: broken JSON at line {error.lineno}"
        raise SubmissionError(Status.FAILED, text) from None
    except Exception as error:  # nbformat raises whatever the file's content makes it trip over
        text = f"the file is no notebook ({type(error).__name__})"
        raise SubmissionError(Status.FAILED, text) from None
    if not names & {grade_id(cell) for cell in release.cells if grade_id(cell)}:
        raise SubmissionError(Status.FAILED, "no cell of this lesson is in it: another notebook?")
    _check_timestamp(path.parent / "timestamp.txt")
    return notebook


def read_notebook(path):
    """Read a notebook of any version as version 4."""
    with quiet():
        import nbformat

        text = path.read_text(encoding="utf-8")
        json.loads(text)  # nbformat's own message repeats the whole file
        return nbformat.reads(text, as_version=4)


def _check_timestamp(path):
    """nbgrader gives up on a submission whose ``timestamp.txt`` holds no time."""
    if not path.is_file():
        return
    with quiet():
        from nbgrader.utils import parse_utc

        try:
            text = path.read_text(encoding="utf-8").strip()
            if text:
                parse_utc(text)
        except (ValueError, OverflowError):
            reason = "timestamp.txt: expected a time such as 2030-01-31 12:00:00 UTC"
            raise SubmissionError(Status.FAILED, reason) from None
