"""Answers that return NaN, which is not larger than any tolerance."""

ANSWERS = {
    "soft_threshold": "def soft_threshold(z, t):\n    return np.full(np.shape(z), np.nan)",
    "lambda_max": "def lambda_max(X, y):\n    return float('nan')",
}
EXPECTED = {"status": "graded", "soft": 0, "lambda": 0}
