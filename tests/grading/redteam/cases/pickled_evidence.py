"""Evidence with a pickled object that runs code in whoever reads it."""

ATTACK = """
import io
import os

import numpy as np

import reglab.checks.probing.probe as probing

class Bad:
    def __reduce__(self):
        return os._exit, (1,)

def pickled(*args, **kwargs):
    buffer = io.BytesIO()
    array = np.array([Bad()], dtype=object)
    np.savez(buffer, tree=array, floats=np.zeros(1))
    return buffer.getvalue()

probing.probe_drawn = pickled
"""
EXPECTED = {"soft": 0, "lambda": 0}
