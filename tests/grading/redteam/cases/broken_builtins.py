"""Builtins that do not work at all: only this submission pays for it."""

ATTACK = """
import builtins

def broken(*args, **kwargs):
    raise RuntimeError("broken")

for name in ("isinstance", "len", "getattr", "print", "open", "type"):
    setattr(builtins, name, broken)
"""
EXPECTED = {"soft": 0, "lambda": 0}
