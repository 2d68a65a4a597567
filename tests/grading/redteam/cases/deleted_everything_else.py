"""Nothing is left but one answer."""


def submission(lesson):
    notebook = lesson.filled()
    notebook.cells = [c for c in notebook.cells if c.id in ("03-setup", "03-soft-threshold")]
    return notebook


EXPECTED = {
    "status": "graded",
    "predict": 0,
    "out_of": (7, 0),
    "says": "was put back",
    "soft": 2,
    "lambda": 0,
}
