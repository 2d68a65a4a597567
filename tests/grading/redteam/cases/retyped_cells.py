"""Checks that were made text, and text that was made code."""


def submission(lesson):
    notebook = lesson.wrong()
    for cell in notebook.cells:
        if cell.id.endswith(("-check", "-hidden")):
            cell.cell_type = "markdown"
            cell.pop("outputs"), cell.pop("execution_count")
    return notebook


EXPECTED = {"status": "graded", "soft": 0, "lambda": 0}
