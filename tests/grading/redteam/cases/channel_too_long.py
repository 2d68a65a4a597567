"""A message that claims to be of four gigabytes."""

ATTACK = """
import os
import stat

for descriptor in range(3, 256):
    try:
        if stat.S_ISSOCK(os.fstat(descriptor).st_mode):
            os.write(descriptor, b"\\xff" * 8)
    except OSError:
        pass
"""
EXPECTED = {"status": "stopped", "soft": 0, "lambda": 0}
