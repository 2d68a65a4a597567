"""Another numpy in sys.modules and in front of sys.path."""

ATTACK = """
import sys
import types

fake = types.ModuleType("numpy")
fake.__getattr__ = lambda name: lambda *args, **kwargs: 0.0
with open("numpy.py", "w") as file:
    file.write("allclose = lambda *args: True")
sys.path.insert(0, ".")
for name in [name for name in sys.modules if name.split(".")[0] == "numpy"]:
    del sys.modules[name]
sys.modules["numpy"] = fake
"""
EXPECTED = {"predict": None, "soft": 0, "lambda": 0}
