"""Half of a pair of code units, in outputs, errors and the answer's text."""

SPY = "print('\\ud800')\nraise ValueError('\\udfff')"
ANSWERS = {
    "soft_threshold": ("def soft_threshold(z, t):\n    raise ValueError('\\ud800')  # \ud800"),
}


def submission(lesson):
    import json

    return json.dumps(lesson.with_first(SPY, **ANSWERS))


EXPECTED = {"status": "graded", "soft": 0, "lambda": 1}
