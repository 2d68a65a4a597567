"""A text of many megabytes, and an integer of a million digits."""

ANSWERS = {
    "soft_threshold": "TEXT = '1' * 50_000_000\n\n\ndef soft_threshold(z, t):\n    return TEXT",
    "lambda_max": "def lambda_max(X, y):\n    return 1 << 5_000_000",
}
EXPECTED = {"status": "graded", "soft": 0, "lambda": 0}
