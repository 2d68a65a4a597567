"""Many cells that each stay below the limit of one."""


def submission(lesson):
    notebook = lesson.filled()
    place = lesson.place(notebook, "03-lambda-max")
    notebook.cells[place:place] = [lesson.code("import time\n\ntime.sleep(4)") for _ in range(50)]
    return notebook


EXPECTED = {"status": "stopped", "soft": 2, "lambda": 0, "says": "time for the whole notebook"}
