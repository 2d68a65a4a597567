"""Memory that belongs to no process's resident set: memory files and System V segments."""

SPY = """
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
try:
    file = os.memfd_create("hidden")
    os.ftruncate(file, 2**30)
    print("FOUND a memory file")
except OSError:
    pass
if libc.shmget(0, ctypes.c_size_t(2**30), 0o1600) >= 0:
    print("FOUND a shared segment")
print("TRIED")
"""
EXPECTED = {"status": "graded", "prints": "TRIED"}
