"""An answer in JSON that is nested a million deep, and one that is no object."""

ATTACK = """
import os
import stat
import struct

deep = b"[" * 1_000_000
for descriptor in range(3, 256):
    try:
        if stat.S_ISSOCK(os.fstat(descriptor).st_mode):
            os.write(descriptor, struct.pack("<II", len(deep), 0) + deep)
    except OSError:
        pass
"""
EXPECTED = {"status": "stopped", "soft": 0, "lambda": 0}
