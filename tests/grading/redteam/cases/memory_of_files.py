"""Files in all writable folders together with memory: each within its limit, the sum is not."""

SPY = """
import time

for folder in ("/submission", "/reglab-cache", "/tmp", "/dev/shm"):
    try:
        with open(f"{folder}/filler", "wb") as file:
            while True:
                file.write(bytes(2**20))
    except OSError:
        pass
kept = bytearray(b"x") * (370 * 2**20)
time.sleep(10_000)
"""
EXPECTED = {"status": "stopped", "says": "used more memory"}
