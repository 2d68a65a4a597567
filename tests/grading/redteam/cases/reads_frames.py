"""An answer that looks through the frames above it for whatever knows the right result."""

ANSWERS = {
    "soft_threshold": """
import sys

seen = []

def soft_threshold(z, t):
    frame = sys._getframe()
    while frame is not None:
        for value in [*frame.f_locals.values(), *frame.f_globals.values()]:
            for name in ("reference", "mistakes", "correct"):
                found = getattr(value, name, None)
                if callable(found) or (isinstance(found, dict | list | tuple | str) and found):
                    seen.append(name)
            if isinstance(getattr(value, "properties", None), dict):
                judges = [p.judge for p in value.properties.values()]
                seen.extend(j for j in judges if j is not None)
        frame = frame.f_back
    if seen:
        raise RuntimeError("FOU" + f"ND {seen[:5]}")
    return z
""",
}
EXPECTED = {"soft": 0, "lambda": 1}
