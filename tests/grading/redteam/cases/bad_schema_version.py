"""A version of nbgrader's metadata that does not exist yet: it stops nbgrader's whole class."""


def submission(lesson):
    notebook = lesson.filled()
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader["schema_version"] = 99
    return notebook


EXPECTED = {"status": "graded"}
