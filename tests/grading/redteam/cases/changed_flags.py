"""Points, locks and kinds of cells changed in the metadata."""


def submission(lesson):
    notebook = lesson.wrong()
    for cell in notebook.cells:
        known = cell.metadata.get("nbgrader")
        if known and known.get("grade"):
            known.update(points=1_000, locked=False, solution=True, task=True)
        elif known:
            known.update(grade=True, points=1_000, solution=False)
    return notebook


EXPECTED = {"status": "graded", "soft": 0, "lambda": 0}
