"""Null characters in code: Python does not run it, and nobody else trips over it."""

ANSWERS = {"soft_threshold": "def soft_threshold(z, t):\n    return z\0"}
EXPECTED = {"status": "graded", "soft": 0, "lambda": 1}
