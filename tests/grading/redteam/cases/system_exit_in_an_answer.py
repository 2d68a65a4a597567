"""SystemExit in an answer."""

ANSWERS = {"soft_threshold": "def soft_threshold(z, t):\n    raise SystemExit"}
EXPECTED = {"status": "graded", "soft": 0, "lambda": 1, "hint": "SystemExit"}
