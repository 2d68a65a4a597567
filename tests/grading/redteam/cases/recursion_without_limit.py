"""The same without Python's limit: the process's own stack overflows."""

ANSWERS = {
    "soft_threshold": """
import sys
from functools import partial

def soft_threshold(z, t):
    sys.setrecursionlimit(10**9)
    deep = partial(int, 1)
    for _ in range(2_000_000):
        deep = partial(map, deep)
    return sorted([z], key=lambda z: soft_threshold(z, t))
""",
}
EXPECTED = {"status": "stopped", "soft": 0, "lambda": 1}
