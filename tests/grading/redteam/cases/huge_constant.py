"""A number in the answer's text that Python does not turn into text."""

ANSWERS = {"soft_threshold": "def soft_threshold(z, t):\n    return z * 0x" + "f" * 20_000}
EXPECTED = {"soft": 0, "lambda": 1}
