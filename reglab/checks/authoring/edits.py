"""Known mistakes that are nearly the correct answer: its source with a few words changed."""

import inspect
from collections.abc import Callable
from functools import cache
from typing import Any

__all__ = ["edited", "edited_source"]

_sources: dict = {}  # function -> its source


def edited(right: Callable, *changes: tuple[str, str]) -> Callable:
    """Return a function or class with some of its source text changed.

    ``edited(mean, ("/ len(x)", "/ (len(x) - 1)"))`` is ``mean`` with a different divisor.

    Parameters
    ----------
    right : callable
        A function or a class at the top level of a module.
    *changes : (str, str)
        Text that occurs exactly once in the source of `right`, and the text that replaces it.

    Returns
    -------
    callable
        It has the globals of `right`.

    Raises
    ------
    ValueError
        If a text does not occur exactly once.
    """
    source = _source(right)
    for old, new in changes:
        if (times := source.count(old)) != 1:
            raise ValueError(
                f"{right.__name__}: expected {old!r} once in its source, found it {times} times"
            )
        source = source.replace(old, new)
    found: dict[str, Any] = {}
    # Name the file of `right`, so that a step limit counts the lines of its helpers, too.
    home = vars(inspect.getmodule(right))
    exec(compile(source, inspect.getsourcefile(right) or "", "exec"), home, found)
    made = found[right.__name__]
    _sources[made] = source
    return made


# An exercise edits one function many times, and each search for its source reads the whole file.
_source = cache(inspect.getsource)


def edited_source(function: Callable) -> str | None:
    """Return the source of a function that `edited` made; None for any other."""
    return _sources.get(function)
