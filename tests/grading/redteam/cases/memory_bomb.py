"""A list that grows until the memory is used up."""

SPY = """
import numpy as np

kept = []
while True:
    kept.append(np.ones(10_000_000))
"""
EXPECTED = {"status": "stopped", "says": "used more memory"}
