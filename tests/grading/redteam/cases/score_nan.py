"""A graded cell whose value is NaN: nbgrader gives full marks for it."""

WRONG = True
CHECKS = "float('nan')"
EXPECTED = {"status": "edited checks", "soft": 0, "lambda": 0}
