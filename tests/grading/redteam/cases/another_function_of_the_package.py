"""The proximal step of the networks is a soft threshold."""

ANSWERS = {
    "soft_threshold": """
def soft_threshold(z, t):
    from reglab.nn import prox_l1
    return prox_l1(z, t)
"""
}
EXPECTED = {"soft": 0, "lambda": 1}
