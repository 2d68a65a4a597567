"""A thread that goes on after its cell, and changes whatever it finds."""

ATTACK = """
import threading
import time

def meddle():
    while True:
        for name in ("soft_threshold", "lambda_max", "choice"):
            if name in globals():
                globals()[name] = lambda *args: 2.0
        time.sleep(0.001)

threading.Thread(target=meddle, daemon=True).start()
"""
EXPECTED = {"status": "graded", "predict": None, "soft": 0, "lambda": 0}
