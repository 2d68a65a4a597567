"""An encoding of the evidence that says that everything passed."""

ATTACK = """
import reglab.checks.model.encoding as encoding
import reglab.checks.probing.probe as probing

real = encoding.encode

def fake(value, **options):
    outputs = {name: True for name in value.get("outputs", {})}
    return real({**value, "outputs": outputs, "passed": True, "score": 2.0, "fraction": 1.0})

encoding.encode = probing.encode = fake
"""
EXPECTED = {"status": "graded", "predict": 0, "soft": 0, "lambda": 0}
