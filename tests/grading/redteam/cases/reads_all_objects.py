"""A search through all objects of the process for functions that judge or know answers."""

ANSWERS = {
    "soft_threshold": """
import gc
import types

def soft_threshold(z, t):
    for value in gc.get_objects():
        if type(value) is types.FunctionType:
            name, home = value.__name__, value.__module__ or ""
            if ".judging" in home or "_mistakes" in home or "grading" in home:
                raise RuntimeError("FOU" + f"ND {home}.{name}")
            if name == "soft_threshold" and home.startswith("reglab"):
                try:
                    return value(z, t)
                except RuntimeError:
                    continue
    return z
"""
}
EXPECTED = {"soft": 0, "lambda": 1}
