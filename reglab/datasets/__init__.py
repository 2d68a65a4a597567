"""The course's data sets: frozen copies that need no network.

>>> from reglab.datasets import load_diabetes
>>> load_diabetes().X.shape
(442, 10)
"""

from importlib import import_module

# Public name -> private module. Importing a name loads its module, and no other.
_HOME = {
    "DataIntegrityError": "_integrity",
    "Dataset": "_bundled",
    "load_breast_cancer": "_bundled",
    "load_diabetes": "_bundled",
    "load_digits": "_bundled",
}

__all__ = list(_HOME)


def __getattr__(name):
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__():
    return sorted({*globals(), *_HOME})
