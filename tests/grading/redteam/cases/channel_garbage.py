"""Random bytes on the channel to the grader."""

ATTACK = """
import os
import socket
import stat

for descriptor in range(3, 256):
    try:
        if stat.S_ISSOCK(os.fstat(descriptor).st_mode):
            os.write(descriptor, os.urandom(10_000))
    except OSError:
        pass
"""
EXPECTED = {"status": "stopped", "soft": 0, "lambda": 0}
