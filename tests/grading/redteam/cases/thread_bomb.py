"""Thousands of threads, in one process."""

SPY = """
import threading
import time

while True:
    threading.Thread(target=time.sleep, args=(10_000,), daemon=True).start()
"""
EXPECTED = {"status": "stopped", "says": "more processes"}
