"""A graded cell whose value is text: nbgrader gives full marks for it."""

WRONG = True
CHECKS = "'full marks'"
EXPECTED = {"status": "edited checks", "soft": 0, "lambda": 0}
