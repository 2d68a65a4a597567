"""Deaths, and before them many delays, all of which are run again after each death."""


def submission(lesson):
    notebook = lesson.filled()
    place = lesson.place(notebook, "03-soft-threshold")
    notebook.cells[place:place] = [
        *(lesson.code("import time\n\ntime.sleep(0.9)") for _ in range(25)),
        *(lesson.code("import os\n\nos._exit(1)") for _ in range(10)),
    ]
    return notebook


EXPECTED = {
    "status": "stopped",
    "predict": 1,
    "soft": 0,
    "lambda": 0,
    "says": "ended early",
}
