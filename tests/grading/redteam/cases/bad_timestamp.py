"""A time of submission that is none."""

FILES = {"timestamp.txt": b"\xff\x00never" * 1_000}
EXPECTED = {"status": "graded", "says": "timestamp.txt"}
