"""A list that contains itself."""

ANSWERS = {
    "soft_threshold": """
def soft_threshold(z, t):
    found = []
    found += [found, found]
    return found
""",
}
EXPECTED = {"soft": 0, "lambda": 1}
