"""An array of terabytes, which takes no memory until somebody copies it."""

ANSWERS = {
    "soft_threshold": (
        "def soft_threshold(z, t):\n    return np.broadcast_to(np.float64(0), (10**6, 10**6))"
    ),
}
EXPECTED = {"status": "graded", "soft": 0, "lambda": 1, "hint": "too large"}
