"""Processes that are meant to outlive the grading."""

SPY = """
import os
import subprocess
import time

subprocess.Popen(["sleep", "10000"])
if os.fork() == 0:
    os.setpgid(0, 0)
    if os.fork() == 0:
        time.sleep(10_000)
    os._exit(0)
print("TRIED")
"""
EXPECTED = {"status": "graded", "prints": "TRIED"}
