"""An answer of ten megabytes of code, for those who read what students write."""

ANSWERS = {
    "soft_threshold": "def soft_threshold(z, t):\n"
    + "    z = z - np.clip(z, -t, t) + np.clip(z, -t, t)\n" * 200_000
    + "    return z"
}
EXPECTED = {"soft": 0, "lambda": 1}
