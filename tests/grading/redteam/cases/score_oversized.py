"""A graded cell whose value is above its points: nbgrader stops with an error."""

WRONG = True
CHECKS = "1e9"
EXPECTED = {"status": "edited checks", "soft": 0, "lambda": 0}
