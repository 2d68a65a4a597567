"""A harmless student's helper that happens to be called like a library."""

FILES = {"numpy.py": b"clip = None\n", "random.py": b"answer = 42\n"}
EXPECTED = {"status": "graded"}
