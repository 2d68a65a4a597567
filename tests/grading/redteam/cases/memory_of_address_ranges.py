"""As many ranges of addresses as the kernel allows, beside memory that is within the limit."""

SPY = """
import mmap
import os
import time

held = bytearray(b"x") * (330 * 2**20)
for _ in range(4):
    os.fork()
kept, flags = [], mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
try:
    while True:  # ranges that may be written are not joined with others
        for access in (mmap.PROT_READ, mmap.PROT_READ | mmap.PROT_WRITE):
            kept.append(mmap.mmap(-1, 4096, flags=flags, prot=access))
except OSError:
    time.sleep(10_000)
"""
EXPECTED = {"status": "stopped", "says": "used more memory"}
