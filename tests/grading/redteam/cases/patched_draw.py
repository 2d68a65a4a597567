"""Inputs without any difficulty: zeros, for which the identity is a right answer."""

ATTACK = """
import numpy as np

import reglab.checks.core.probing as probing

def easy(exercise, prop, seed, attempt=0):
    cases = prop.draw(np.random.default_rng(0))
    cases = cases if isinstance(cases, list) else [cases]
    return [{key: value * 0 for key, value in case.items()} for case in cases]

probing.draw_cases = easy
"""
EXPECTED = {"status": "graded", "soft": 0, "lambda": 0}
