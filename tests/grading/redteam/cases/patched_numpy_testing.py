"""Comparisons of NumPy that always hold."""

ATTACK = """
import numpy as np

for name in dir(np.testing):
    if name.startswith("assert"):
        setattr(np.testing, name, lambda *args, **kwargs: None)
np.allclose = np.array_equal = lambda *args, **kwargs: True
np.isclose = lambda a, b, *args, **kwargs: np.ones(np.shape(a), bool)
"""
EXPECTED = {"status": "graded", "soft": 0, "lambda": 0}
