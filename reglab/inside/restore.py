"""Put the bodies back into a hollow module, once no answer can be copied from it any more.

Later exercises may need what an earlier one asked for: a layer, a solver. The
functions stay the same objects, so that whoever imported them before sees it too.
"""

import importlib
import types

__all__ = ["restore"]


def restore(module, source):
    """Fill a module that was hollow when it was imported.

    Parameters
    ----------
    module : str
    source : str
        The module as it is outside.
    """
    hollow = importlib.import_module(module)
    full = types.ModuleType(module)
    full.__package__, full.__file__ = hollow.__package__, hollow.__file__
    exec(compile(source, f"<{module}>", "exec"), full.__dict__)
    _fill(vars(hollow), vars(full))


def _fill(hollow, full):
    """Take over the code of each function that both have; of classes, of their methods."""
    for name, value in list(hollow.items()):
        other = full.get(name)
        if type(value) is not type(other):
            continue
        for one, two in _functions(value, other):
            one.__code__ = two.__code__
        if isinstance(value, type) and value.__module__ == other.__module__:
            _fill(vars(value), vars(other))


def _functions(value, other):
    if isinstance(value, types.FunctionType):
        yield value, other
    elif isinstance(value, staticmethod | classmethod):
        yield value.__func__, other.__func__
    elif isinstance(value, property):
        pairs = zip((value.fget, value.fset), (other.fget, other.fset), strict=True)
        yield from ((a, b) for a, b in pairs if a is not None and b is not None)
