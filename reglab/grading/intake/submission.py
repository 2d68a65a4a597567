"""Read what a student handed in, or say in one line why it cannot be graded."""

import json

from reglab.course.quiet import quiet
from reglab.grading.errors import SubmissionError
from reglab.grading.intake.normalize import normal_form
from reglab.grading.intake.repair import grade_id
from reglab.grading.results import Status

__all__ = ["read_notebook", "read_submission"]

FORMAT = 4
MOST_CELLS = 2_000  # a lesson has fewer than a hundred


def read_submission(content, release):
    """Read a submitted notebook.

    Parameters
    ----------
    content : bytes
        Of the file.
    release : NotebookNode
        What students were given.

    Returns
    -------
    NotebookNode
        In its `normal_form`.

    Raises
    ------
    SubmissionError
        If it is no notebook, or another one.
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
        text = f"the file is no notebook: broken JSON at line {error.lineno}"
        raise SubmissionError(Status.FAILED, text) from None
    except UnicodeDecodeError:
        raise SubmissionError(Status.FAILED, "the file is no notebook: it is not text") from None
    except Exception as error:  # nbformat raises whatever the file's content makes it trip over
        text = f"the file is no notebook ({type(error).__name__})"
        raise SubmissionError(Status.FAILED, text) from None
    names = {grade_id(cell) for cell in notebook.cells}
    if not names & {grade_id(cell) for cell in release.cells if grade_id(cell)}:
        raise SubmissionError(Status.FAILED, "no cell of this lesson is in it: another notebook?")
    return notebook


def read_notebook(path):
    """Read a notebook of the course's own making."""
    with quiet():
        import nbformat

        return nbformat.read(path, as_version=4)


def _read_cells(content):
    """What a file holds, in the layout of format 4; nothing in it is checked."""
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
            f"expected notebook format {FORMAT} or older, got {version}: "
            "save the notebook with the course's JupyterLab",
        )
    return notebook
