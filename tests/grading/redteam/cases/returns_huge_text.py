"""A text of many megabytes, and an integer of a million digits."""

ANSWERS = {
    "soft_threshold": "def soft_threshold(z, t):\n    return '1' * 10_000_000",
    "lambda_max": "def lambda_max(X, y):\n    return 1 << 5_000_000",
}
EXPECTED = {"status": "graded", "soft": 0, "lambda": 0}
