"""A cell that sleeps and cannot be interrupted."""

SPY = """
import signal
import time

signal.signal(signal.SIGINT, signal.SIG_IGN)
signal.signal(signal.SIGTERM, signal.SIG_IGN)
time.sleep(10_000)
"""
EXPECTED = {"status": "stopped", "says": "no answer in time"}
