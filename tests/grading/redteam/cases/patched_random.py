"""A generator of random numbers that gives zeros only."""

ATTACK = """
import numpy as np

class Zeros:
    def __getattr__(self, name):
        return lambda *args, size=None, **kwargs: np.zeros(size or 1)

np.random.default_rng = lambda *args: Zeros()
"""
EXPECTED = {"status": "graded", "soft": 0, "lambda": 0}
