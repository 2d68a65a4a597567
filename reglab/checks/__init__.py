"""Checks: what a correct answer does, and what each known mistake looks like.

A notebook uses ``check``, ``grade``, ``predict`` and ``reveal``; the builder
``points`` and ``names``.
"""

import importlib

_HOMES = {
    "check": "notebook",
    "grade": "notebook",
    "predict": "notebook",
    "reveal": "notebook",
    "CheckFailed": "notebook",
    "points": "registry",
    "names": "registry",
}

__all__ = sorted(_HOMES)


def __getattr__(name):
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.core.{_HOMES[name]}"), name)


def __dir__():
    return __all__
