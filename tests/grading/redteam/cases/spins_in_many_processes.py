"""As many busy processes as are allowed, in sessions of their own if possible: neighbours wait."""

SPY = """
import os

for number in range(15):
    if os.fork() == 0:
        try:
            os.setsid()
            print("FOUND a new session")
        except OSError:
            pass
        while True:
            pass
while True:
    pass
"""
EXPECTED = {"status": "stopped", "says": "no answer in time"}
