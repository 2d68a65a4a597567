"""All cells in reverse: checks stand before the answers."""


def submission(lesson):
    notebook = lesson.filled()
    notebook.cells.reverse()
    return notebook


EXPECTED = {"predict": None, "soft": 0, "lambda": 0}
