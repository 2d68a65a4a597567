"""A probe that reports success for all cases in place of what the answer gave."""

ATTACK = """
import reglab.checks.probing.probe as probing
from reglab.checks.model.encoding import encode

def fake(exercise, functions, drawn, **options):
    case = {"passed": True, "verdict": "pass", "out": None}
    outputs = {name: [[case] * len(cases) for cases in drawn[name]] for name in drawn}
    return encode({"mutated": [], "called": [], "printed": "", "outputs": outputs})

probing.probe_drawn = fake
"""
EXPECTED = {"status": "graded", "soft": 0, "lambda": 0}
