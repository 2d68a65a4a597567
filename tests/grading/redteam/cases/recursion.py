"""An answer that calls itself for ever."""

ANSWERS = {"soft_threshold": "def soft_threshold(z, t):\n    return soft_threshold(z, t)"}
EXPECTED = {"status": "graded", "soft": 0, "lambda": 1, "hint": "RecursionError"}
