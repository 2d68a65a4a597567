"""An answer that was made text: it is put back as code, and graded."""


def submission(lesson):
    notebook = lesson.filled()
    cell = notebook.cells[lesson.place(notebook, "03-soft-threshold")]
    cell.cell_type = "raw"
    cell.pop("outputs"), cell.pop("execution_count")
    return notebook


EXPECTED = {"status": "graded"}
