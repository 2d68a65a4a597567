"""Several processes that share a memory bomb between them."""

SPY = """
import os
import time

import numpy as np

for _ in range(8):
    if os.fork() == 0:
        kept = np.ones(15_000_000)
        time.sleep(10_000)
time.sleep(10_000)
"""
EXPECTED = {"status": "stopped", "says": "used more memory"}
