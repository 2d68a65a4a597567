"""The modules that answer the grader are exchanged for ones of the student's own."""

ATTACK = """
import sys
import types

for name in ("probing", "encoding", "registry", "answers"):
    fake = types.ModuleType(f"reglab.checks.core.{name}")
    fake.__getattr__ = lambda name: lambda *args, **kwargs: b"passed"
    sys.modules[f"reglab.checks.core.{name}"] = fake
    setattr(sys.modules["reglab.checks.core"], name, fake)
"""
EXPECTED = {"soft": 0, "lambda": 0}
