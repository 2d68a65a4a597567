"""Many entries of epoll for a few files: an entry stays when its descriptor is closed."""

SPY = """
import os
import select
import time

tables = [select.epoll() for _ in range(50)]
ends = [end for _ in range(5) for end in os.pipe()]
for place in range(max(ends) + 1, 127):
    for end in ends:
        os.dup2(end, place)
        for table in tables:
            table.register(place, select.EPOLLIN)
time.sleep(10_000)
"""
EXPECTED = {"status": "stopped", "says": "used more memory"}
