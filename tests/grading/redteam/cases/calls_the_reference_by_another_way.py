"""The same by ways that no scan of the source sees."""

ANSWERS = {
    "soft_threshold": """
import sys

def soft_threshold(z, t):
    __import__("reglab.linear." + "pro" + "x")
    module = sys.modules["reglab.linear." + "pro" + "x"]
    return vars(module)["soft" + "_threshold"](z, t)
"""
}
EXPECTED = {"soft": 0, "lambda": 1}
