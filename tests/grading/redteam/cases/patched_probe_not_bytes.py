"""A probe that returns what is no bytes, and cannot be sent."""

ATTACK = """
import reglab.checks.core.probing as probing

probing.probe_exercise = lambda *args, **kwargs: {"passed": True}
"""
EXPECTED = {"soft": 0, "lambda": 0}
