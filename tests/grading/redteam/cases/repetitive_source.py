"""An answer of the same few words many times over, which is slow to compare with another."""

ANSWERS = {
    "soft_threshold": "def soft_threshold(z, t):\n"
    + "    np.sign(z) * np.maximum(np.abs(z) - t, 0)\n" * 3_000
    + "    return z"
}
EXPECTED = {"soft": 0, "lambda": 1}
