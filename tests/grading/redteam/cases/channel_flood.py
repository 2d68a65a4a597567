"""Endless bytes on the channel."""

ATTACK = """
import os
import stat

sockets = []
for descriptor in range(3, 256):
    try:
        if stat.S_ISSOCK(os.fstat(descriptor).st_mode):
            sockets.append(descriptor)
    except OSError:
        pass
while True:
    for descriptor in sockets:
        os.write(descriptor, b"{}" * 2**16)
"""
EXPECTED = {"status": "stopped", "soft": 0, "lambda": 0}
