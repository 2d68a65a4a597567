"""A graded cell whose value is infinite."""

WRONG = True
CHECKS = "float('inf')"
EXPECTED = {"status": "edited checks", "soft": 0, "lambda": 0}
