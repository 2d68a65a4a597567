"""Tags that keep cells from being run, on checks and on answers."""


def submission(lesson):
    notebook = lesson.wrong()
    for cell in notebook.cells:
        cell.metadata["tags"] = ["experiment", "skip-execution", "raises-exception"]
    return notebook


EXPECTED = {"status": "graded", "soft": 0, "lambda": 0}
