"""A process whose first thread has ended: the kernel shows no memory for it."""

SPY = """
import ctypes
import os
import threading
import time


def hold():
    kept = []
    while True:
        kept.append(bytearray(b"x") * 10_000_000)


if os.fork() == 0:
    threading.Thread(target=hold).start()
    ctypes.CDLL(None).syscall(60, 0)  # ends this thread alone
time.sleep(10_000)
"""
EXPECTED = {"status": "stopped", "says": "used more memory"}
