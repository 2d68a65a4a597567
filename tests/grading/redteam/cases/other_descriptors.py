"""Descriptors beside the channel: the control of the warm process, files of the grader."""

SPY = """
import os
import stat

sockets, files = [], []
for descriptor in range(3, 1024):
    try:
        mode = os.fstat(descriptor).st_mode
    except OSError:
        continue
    (sockets if stat.S_ISSOCK(mode) else files).append(descriptor)
if len(sockets) != 1:
    print("FOUND sockets", sockets)
for descriptor in files:
    print("FOUND a descriptor", descriptor, oct(os.fstat(descriptor).st_mode))
print("TRIED")
"""
EXPECTED = {"status": "graded", "prints": "TRIED"}
