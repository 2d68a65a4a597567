"""A probe that returns what is no bytes, and cannot be sent."""

ATTACK = """
import reglab.checks.probing.probe as probing

probing.probe_drawn = lambda *args, **kwargs: {"passed": True}
"""
EXPECTED = {"soft": 0, "lambda": 0}
