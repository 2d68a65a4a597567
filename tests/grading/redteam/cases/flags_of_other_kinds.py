"""Metadata that is no metadata: lists, numbers, texts in place of tables."""


def submission(lesson):
    notebook = lesson.filled()
    odd = [[], 7, "text", None, {"grade_id": ["x"]}, {"grade_id": None, "points": "NaN"}]
    for cell, found in zip(notebook.cells[1:3] + notebook.cells[6:7], odd, strict=False):
        cell.metadata["nbgrader"] = found
    for found in odd:
        cell = lesson.code("1 + 1")
        cell.metadata["nbgrader"] = found
        cell.metadata["tags"] = found
        notebook.cells.append(cell)
    return lesson.raw(notebook)


EXPECTED = {"predict": None, "soft": 2, "lambda": 1}
