"""Code that is nested as deep as Python's parser goes, and a little less."""

ANSWERS = {
    "soft_threshold": "def soft_threshold(z, t):\n    return "
    + "z + " * 900
    + "t\n    z"
    + ".z" * 900
    + ".soft_threshold",
    "lambda_max": "def lambda_max(X, y):\n    return " + "-" * 100_000 + "1",
}
EXPECTED = {"soft": 0, "lambda": 0}
