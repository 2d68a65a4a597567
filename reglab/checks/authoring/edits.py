"""Known mistakes that are nearly the correct answer: its source with a few words exchanged."""

import inspect

__all__ = ["edited", "edited_source"]

_sources: dict = {}  # function -> its source


def edited(right, *changes):
    """A function or a class with some of its source text exchanged.

    ``edited(mean, ("/ len(x)", "/ (len(x) - 1)"))`` is ``mean`` with another divisor.

    Parameters
    ----------
    right : callable
        A function or a class at the top level of a module.
    *changes : (str, str)
        Text that stands exactly once in the source of `right`, and what stands there instead.

    Returns
    -------
    callable
        It looks names up where `right` does.

    Raises
    ------
    ValueError
        If a text does not stand there exactly once.
    """
    source = inspect.getsource(right)
    for old, new in changes:
        if (times := source.count(old)) != 1:
            raise ValueError(
                f"{right.__name__}: expected {old!r} once in its source, not {times} times"
            )
        source = source.replace(old, new)
    home, found = inspect.getmodule(right), {}
    # The file is that of `right`, so that a step limit counts the lines of its helpers, too.
    exec(compile(source, inspect.getsourcefile(right), "exec"), vars(home), found)
    made = found[right.__name__]
    _sources[made] = source
    return made


def edited_source(function):
    """The source of what `edited` made; None if it did not make it."""
    return _sources.get(function)
