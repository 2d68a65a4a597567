"""Public names that are loaded on first use (PEP 562).

A package whose ``__init__`` imports nothing stays light, and a module that is
heavy or hidden hurts nobody who does not use it.
"""

from importlib import import_module

__all__ = ["exports"]


def exports(package, homes):
    """What a package's ``__init__`` needs to re-export names without importing them.

    Parameters
    ----------
    package : str
        Its ``__name__``.
    homes : dict
        ``{public name: module relative to the package}``.

    Returns
    -------
    getattr, dir, all : callable, callable, list of str
        For the package's ``__getattr__``, ``__dir__`` and ``__all__``.

    Examples
    --------
    >>> load, _, names = exports("reglab", {"diagnose": "doctor"})
    >>> load("diagnose").__module__, names
    ('reglab.doctor', ['diagnose'])
    """

    def load(name):
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{homes[name]}"), name)

    return load, lambda: sorted(homes), list(homes)
