"""Checks that were deleted, in the hope that nothing is then full marks."""


def submission(lesson):
    notebook = lesson.wrong()
    notebook.cells = [c for c in notebook.cells if not c.id.endswith(("-check", "-hidden"))]
    return notebook


EXPECTED = {"status": "graded", "soft": 0, "lambda": 0, "says": "was put back"}
