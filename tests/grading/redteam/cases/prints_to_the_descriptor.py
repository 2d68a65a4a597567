"""200 MB straight to the descriptors, past Python."""

SPY = """
import os

for _ in range(200):
    os.write(1, b"x" * 2**20)
    os.write(2, b"x" * 2**20)
print("TRIED")
"""
EXPECTED = {"status": "graded", "prints": "TRIED"}
