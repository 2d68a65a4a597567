"""The channel to the grader is closed: earlier points stay, later answers are still tried."""


def submission(lesson):
    notebook = lesson.filled()
    place = lesson.place(notebook, "03-lambda-max")
    notebook.cells.insert(place, lesson.code("import os\n\nos.closerange(3, 256)"))
    return notebook


EXPECTED = {"status": "stopped", "soft": 2, "lambda": 1}
