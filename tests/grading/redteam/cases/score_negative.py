"""A graded cell whose value is negative: nbgrader gives full marks for it."""

WRONG = True
CHECKS = "-1.0"
EXPECTED = {"status": "edited checks", "soft": 0, "lambda": 0}
