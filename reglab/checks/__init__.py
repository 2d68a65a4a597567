"""Checks: what a correct answer does, and what each known mistake looks like.

A notebook uses ``check``, ``grade``, ``predict`` and ``reveal``; the builder
``points`` and ``names``.
"""

from reglab._lazy import exports

__getattr__, __dir__, __all__ = exports(
    __name__,
    {
        "check": "notebook",
        "example": "notebook",
        "grade": "notebook",
        "predict": "notebook",
        "reveal": "notebook",
        "CheckFailed": "notebook",
        "points": "model.registry",
        "names": "model.registry",
    },
)
