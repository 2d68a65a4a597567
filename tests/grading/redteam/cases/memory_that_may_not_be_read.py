"""A process that forbids others to read how much memory it has."""

SPY = """
import ctypes

import numpy as np

ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)  # PR_SET_DUMPABLE
kept = []
while True:
    kept.append(np.ones(10_000_000))
"""
EXPECTED = {"status": "stopped", "says": "used more memory"}
