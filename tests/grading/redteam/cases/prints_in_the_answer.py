"""An answer that prints a flood every time it is called."""

ANSWERS = {
    "soft_threshold": """
def soft_threshold(z, t):
    print("x" * 50_000_000)
    return z - np.clip(z, -t, t)
"""
}
EXPECTED = {"soft": None, "lambda": 1}
