"""A probe that reports success for all cases in place of what the answer gave."""

ATTACK = """
import reglab.checks.core.probing as probing
from reglab.checks.core.encoding import encode

def fake(exercise, functions, seed, *, only=None, **options):
    case = {"passed": True, "verdict": "pass", "out": None}
    outputs = {only: [[case] * 40] * 3}
    return encode({"mutated": [], "called": [], "printed": "", "outputs": outputs})

probing.probe_exercise = fake
"""
EXPECTED = {"status": "graded", "soft": 0, "lambda": 0}
