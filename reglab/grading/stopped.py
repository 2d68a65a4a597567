"""Why a cell was stopped: the errors that grading leaves in a notebook, in words for students."""

from reglab.grading.output_limit import CELL_LIMIT, megabytes
from reglab.grading.repair import grade_id

__all__ = ["DEAD_KERNEL", "OUT_OF_TIME", "TIMEOUT", "TOO_MUCH_OUTPUT", "stopped_cells", "why"]

DEAD_KERNEL = "DeadKernelError"
OUT_OF_TIME = "OutOfTimeError"
TIMEOUT = "CellTimeoutError"
TOO_MUCH_OUTPUT = "OutputLimitError"
_TOO_LONG = "no answer in time. Is there a loop that never ends?"

_WHY = {
    DEAD_KERNEL: "the kernel died before this cell was done.",
    OUT_OF_TIME: "the time for the whole notebook was used up before this cell.",
    TIMEOUT: _TOO_LONG,
    "KeyboardInterrupt": _TOO_LONG,  # of a check that was running when the time was up
    TOO_MUCH_OUTPUT: f"this cell printed more than {megabytes(CELL_LIMIT)} and was stopped. "
    "Take the prints out.",
}


def why(output):
    """Why grading stopped a cell, if that is what an output says; otherwise an empty text.

    Examples
    --------
    >>> why({"output_type": "error", "ename": "CellTimeoutError"})
    'no answer in time. Is there a loop that never ends?'
    >>> why({"output_type": "error", "ename": "ValueError"})
    ''
    """
    return _WHY.get(output.get("ename"), "") if output["output_type"] == "error" else ""


def stopped_cells(notebook):
    """The cells that grading had to stop, but for the graded ones: these say so themselves.

    Parameters
    ----------
    notebook : NotebookNode
        After its cells were run.

    Returns
    -------
    list of str
        One line each: which cell, and why. Of the cells that a dead kernel or the end of
        the time left behind, the first.
    """
    lines = []
    for number, cell in enumerate(notebook.cells, start=1):
        reasons = [why(output) for output in cell.get("outputs", [])]
        reason = next(filter(None, reasons), "")
        if reason and not cell.metadata.get("nbgrader", {}).get("grade"):
            lines.append(f"{grade_id(cell) or f'cell {number}'}: {reason}")
        if reason in (_WHY[DEAD_KERNEL], _WHY[OUT_OF_TIME]):
            break
    return lines
