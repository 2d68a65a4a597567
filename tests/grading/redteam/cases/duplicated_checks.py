"""A right answer's check in many copies, to be counted many times."""

import copy


def submission(lesson):
    notebook = lesson.filled(lambda_max="def lambda_max(X, y):\n    return 0.0")
    place = lesson.place(notebook, "03-soft-threshold-hidden")
    for number in range(10):
        again = copy.deepcopy(notebook.cells[place])
        again.id = f"again-{number}"
        notebook.cells.append(again)
    return notebook


EXPECTED = {"status": "graded", "soft": 2, "lambda": 0}
