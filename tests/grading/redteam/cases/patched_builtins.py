"""Builtins that lie: every comparison, length and type is what the reader wishes."""

ATTACK = """
import builtins

builtins.abs = lambda x: 0.0
builtins.max = lambda *args, **kwargs: 0.0
builtins.all = builtins.any = lambda x: True
builtins.round = lambda *args: 2.0
"""
EXPECTED = {"predict": None, "soft": 0, "lambda": 0}
