"""So many pipes that those of a submission at the same time would be small ones."""

SPY = """
import os
import time

for _ in range(4):  # sixteen processes, each with its own limit of open files
    os.fork()
ends = [os.pipe() for _ in range(55)]
time.sleep(10_000)
"""
EXPECTED = {"status": "stopped", "says": "used more memory"}
