"""Inputs without any difficulty: zeros, for which the identity is a right answer."""

ATTACK = """
import numpy as np

import reglab.checks.probing.probe as probing

real = probing.probe_property

def easy(prop, answers, cases):
    cases = [{key: np.zeros_like(value) for key, value in case.items()} for case in cases]
    return real(prop, answers, cases)

probing.probe_property = easy
"""
EXPECTED = {"status": "graded", "soft": 0, "lambda": 0}
