"""A registry whose exercises have no properties and a full score."""

ATTACK = """
from types import SimpleNamespace

import reglab.checks.model.registry as registry

empty = SimpleNamespace(
    id="lasso.soft_threshold", names=(), properties={}, forbid=(), points=100, fraction=1.0
)
registry.exercise = lambda *args, **kwargs: empty
registry._find = lambda *args: empty
"""
EXPECTED = {"status": "graded", "soft": 0, "lambda": 0}
