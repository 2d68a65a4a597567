"""Grading: a class's submissions become results, a table and a CSV file.

Names are looked up on first use (PEP 562): importing this package loads neither
nbgrader nor rich.
"""

from importlib import import_module

_HOMES = {
    "GradeResult": "results",
    "GradingError": "errors",
    "Status": "results",
    "grade": "batch",
    "print_table": "table",
    "terminal_progress": "progress",
    "write_csv": "export",
}

__all__ = sorted(_HOMES)


def __getattr__(name):
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__():
    return __all__
