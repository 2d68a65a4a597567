"""The modules that answer the grader are exchanged for ones of the student's own."""

ATTACK = """
import sys
import types

for name in ("probing.probe", "probing.answers", "model.encoding", "model.registry"):
    home, _, last = f"reglab.checks.{name}".rpartition(".")
    fake = types.ModuleType(f"{home}.{last}")
    fake.__getattr__ = lambda name: lambda *args, **kwargs: b"passed"
    sys.modules[f"{home}.{last}"] = fake
    setattr(sys.modules[home], last, fake)
"""
EXPECTED = {"soft": 0, "lambda": 0}
