"""Files in all folders that can be written to: each is small, and in memory."""

SPY = """
import os
import sys

written = 0
for folder, folders, names in os.walk("/"):
    folders[:] = [] if folder in ("/usr", sys.prefix, sys.base_prefix) else folders
    try:
        with open(os.path.join(folder, "filler"), "wb", buffering=0) as file:
            for _ in range(1_000):
                written += file.write(bytes(2**20))
    except OSError:
        pass
if written > 50 * 2**20:
    print(f"FOUND room for {written} bytes")
print("TRIED")
"""
EXPECTED = {"status": "graded", "prints": "TRIED"}
