"""A list in a list in a list, a hundred thousand deep."""

ANSWERS = {
    "soft_threshold": """
def soft_threshold(z, t):
    found = []
    for _ in range(100_000):
        found = [found]
    return found
""",
}
EXPECTED = {"soft": 0, "lambda": 1}
