"""Shared anonymous memory that is filled, and then taken out of the resident set."""

SPY = """
import mmap

try:
    room = mmap.mmap(-1, 2**30)
    room.write(b"x" * 2**20)
    room.madvise(mmap.MADV_DONTNEED)
    if room[0] == ord("x"):
        print("FOUND memory that nobody counts")
except (OSError, ValueError):
    pass
print("TRIED")
"""
EXPECTED = {"status": "graded", "prints": "TRIED"}
