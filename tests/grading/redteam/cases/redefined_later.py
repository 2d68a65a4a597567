"""Wrong answers, and right ones of the same names in a cell at the end."""

RIGHT = """
import numpy as np


def soft_threshold(z, t):
    return z - np.clip(z, -t, t)


def lambda_max(X, y):
    return np.abs((X - X.mean(axis=0)).T @ (y - y.mean())).max() / len(y)
"""


def submission(lesson):
    notebook = lesson.wrong()
    notebook.cells.append(lesson.code(RIGHT))
    return notebook


EXPECTED = {"status": "graded", "soft": 0, "lambda": 0}
