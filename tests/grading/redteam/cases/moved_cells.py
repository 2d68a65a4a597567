"""All cells in reverse: they are graded in the order in which they were released."""


def submission(lesson):
    notebook = lesson.filled()
    notebook.cells.reverse()
    return notebook


EXPECTED = {"status": "graded", "says": "moved cells were graded in their released places"}
