"""A message that is announced and never comes."""

ATTACK = """
import os
import stat
import struct
import time

for descriptor in range(3, 256):
    try:
        if stat.S_ISSOCK(os.fstat(descriptor).st_mode):
            os.write(descriptor, struct.pack("<II", 1_000_000, 30_000_000) + b"{")
    except OSError:
        pass
time.sleep(10_000)
"""
EXPECTED = {"status": "stopped", "soft": 0, "lambda": 0}
