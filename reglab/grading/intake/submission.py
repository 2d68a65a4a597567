"""Read a submission, or raise an error that says in one line why it cannot be graded."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from reglab.course.quiet import quiet
from reglab.grading.errors import SubmissionError
from reglab.grading.intake.normalize import normal_form
from reglab.grading.intake.repair import grade_id
from reglab.grading.records.graded import read_cells
from reglab.grading.results import Status

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["read_notebook", "read_submission"]

FORMAT = 4
MOST_CELLS = 2_000  # a lesson has fewer than a hundred


def read_submission(content: bytes, release: "NotebookNode") -> "NotebookNode":
    """Read a submitted notebook.

    Parameters
    ----------
    content : bytes
        The file's bytes.
    release : NotebookNode
        The released notebook.

    Returns
    -------
    NotebookNode
        In its `normal_form`.

    Raises
    ------
    SubmissionError
        If it is not a notebook, or one of another lesson.
    """
    try:
        cells = _read_cells(content)
        if len(cells["cells"]) > MOST_CELLS:
            text = f"the notebook has {len(cells['cells'])} cells, more than {MOST_CELLS}"
            raise SubmissionError(Status.FAILED, text)
        notebook = normal_form(cells, release)
    except SubmissionError:
        raise
    except json.JSONDecodeError as error:
        text = f"the file is not a notebook: broken JSON at line {error.lineno}"
        raise SubmissionError(Status.FAILED, text) from None
    except UnicodeDecodeError:
        raise SubmissionError(Status.FAILED, "the file is not a notebook: it is not text") from None
    except Exception as error:  # on invalid content nbformat raises errors of any type
        text = f"the file is not a notebook ({type(error).__name__})"
        raise SubmissionError(Status.FAILED, text) from None
    names = {grade_id(cell) for cell in notebook.cells}
    if not names & {grade_id(cell) for cell in release.cells if grade_id(cell)}:
        raise SubmissionError(
            Status.FAILED, "it contains no cell of this lesson: another notebook?"
        )
    return notebook


def read_notebook(path: Path) -> "NotebookNode":
    """Read a notebook that the course itself has made."""
    read_cells(path, "move its folder away, and grading makes it again; or restore a backup")
    with quiet():
        import nbformat

        return nbformat.read(path, as_version=4)


def _read_cells(content):
    """The notebook in a file, in the layout of format 4, without any validation."""
    text = content.decode("utf-8-sig")  # some editors write a byte order mark
    notebook = json.loads(text)
    version = notebook["nbformat"]
    if type(version) is not int or version < FORMAT:
        with quiet():
            import nbformat

            return nbformat.reads(text, as_version=FORMAT)
    if version > FORMAT:
        raise SubmissionError(
            Status.FAILED,
            f"notebook format must be {FORMAT} or older, got {version}: "
            "save the notebook with the course's JupyterLab",
        )
    return notebook
