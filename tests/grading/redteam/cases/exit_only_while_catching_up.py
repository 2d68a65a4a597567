"""A cell that ends the process from its second run on, when nobody waits for it any more."""

SPY = """
import sys

assert "numpy" in sys.modules
"""
ANSWERS = {
    "soft_threshold": """
import os
import sys

def soft_threshold(z, t):
    os._exit(0)

if "reglab.checks.probing.probe" in sys.modules:
    os._exit(0)
"""
}
EXPECTED = {"status": "stopped", "soft": 0, "lambda": 1}
