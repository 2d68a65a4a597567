"""Signal handlers and timers that raise in the middle of whatever runs."""

SPY = """
import signal

def handler(*args):
    raise RuntimeError("alarm")

signal.signal(signal.SIGALRM, handler)
signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
"""
EXPECTED = {"predict": None, "soft": None, "lambda": None}
