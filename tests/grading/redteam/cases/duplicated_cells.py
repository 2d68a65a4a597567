"""Every cell twice, checks too: nbgrader stops the whole class."""

import copy


def submission(lesson):
    notebook = lesson.filled()
    again = copy.deepcopy(notebook.cells)
    for cell in again:
        cell.id += "-copy"
    notebook.cells += again
    return notebook


EXPECTED = {"status": "graded", "says": "a copy of this cell"}
