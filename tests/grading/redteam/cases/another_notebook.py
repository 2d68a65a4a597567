"""A notebook of another lesson."""


def submission(lesson):
    notebook = lesson.filled()
    for cell in notebook.cells:
        cell.metadata.pop("nbgrader", None)
    return notebook


EXPECTED = {"status": "failed", "says": "another notebook"}
