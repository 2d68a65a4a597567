"""Visible and hidden checks whose text was changed: the released ones are graded."""

CHECKS = "print('nothing to check here')"
EXPECTED = {"status": "edited checks"}
