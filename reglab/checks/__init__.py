"""Checks: what a correct answer does, and what each known mistake looks like.

A notebook uses ``check``, ``grade``, ``predict`` and ``reveal``; the builder
``points`` and ``names``.
"""

from reglab._lazy import exports

__getattr__, __dir__, __all__ = exports(
    __name__,
    {
        "check": "core.notebook",
        "example": "core.notebook",
        "grade": "core.notebook",
        "predict": "core.notebook",
        "reveal": "core.notebook",
        "CheckFailed": "core.notebook",
        "points": "core.registry",
        "names": "core.registry",
    },
)
