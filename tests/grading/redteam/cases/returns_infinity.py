"""Answers that return infinity."""

ANSWERS = {
    "soft_threshold": "def soft_threshold(z, t):\n    return np.full(np.shape(z), np.inf)",
    "lambda_max": "def lambda_max(X, y):\n    return np.inf",
}
EXPECTED = {"status": "graded", "soft": 0, "lambda": 0}
