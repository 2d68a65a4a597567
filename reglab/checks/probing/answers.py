"""Call a student's functions with copies of their arguments, and notice changes to them."""

import contextlib
import functools
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from reglab.checks.model.encoding import type_name

__all__ = ["Answers", "Missing", "find", "replaced"]

_ABSENT = object()


class Missing(Exception):
    """A graded name is missing or not a function; the text says so in one line."""


class Answers:
    """Graded functions by name; every call gets copies of its arguments.

    Parameters
    ----------
    functions : dict of callable

    Attributes
    ----------
    mutated : list of str
        Names of arguments that a call changed in place.

    Examples
    --------
    >>> answers = Answers({"double": lambda x: x.__imul__(2)})
    >>> x = np.ones(2)
    >>> answers.double(x), x, answers.mutated
    (array([2., 2.]), array([1., 1.]), ['x'])
    """

    def __init__(self, functions: Mapping[str, Callable]):
        self._functions = dict(functions)
        self.mutated: list[str] = []

    def __getattr__(self, name: str) -> Callable:
        try:
            function = self._functions[name]
        except KeyError:
            raise AttributeError(name) from None

        def call(*args, **kwargs):
            fresh_args, fresh_kwargs = _fresh(args), _fresh(kwargs)
            try:
                return function(*fresh_args, **fresh_kwargs)
            finally:
                self._compare(function, args, fresh_args)
                self._compare(function, kwargs, fresh_kwargs)

        return call

    def _compare(self, function, given, seen):
        keys = given if isinstance(given, dict) else range(len(given))
        for key in keys:
            if not _same(given[key], seen[key]):
                name = key if isinstance(key, str) else _parameter(function, key)
                if name not in self.mutated:
                    self.mutated.append(name)


def _fresh(value):
    """Copy the arrays and containers in a value; other objects are left as they are."""
    kind = type(value)
    if kind is np.ndarray:
        return value.copy()
    if kind in (list, tuple):
        return kind(_fresh(item) for item in value)
    if kind is dict:
        return {key: _fresh(item) for key, item in value.items()}
    return value


def _same(given, seen):
    """Bitwise equality of two plain values, where NaN equals itself."""
    if type(given) in (np.ndarray, list, tuple, dict) and type(seen) is not type(given):
        return False
    if type(given) is np.ndarray:
        return given.shape == seen.shape and given.tobytes() == seen.tobytes()
    if type(given) in (list, tuple):
        return len(given) == len(seen) and all(map(_same, given, seen))
    if type(given) is dict:
        if len(given) != len(seen):
            return False
        return all(key in seen and _same(given[key], seen[key]) for key in given)
    return True


def _parameter(function, position):
    """The name of a function's positional parameter."""
    try:
        return list(inspect.signature(function).parameters)[position]
    except Exception:  # no signature, or an object that refuses to tell
        return f"number {position + 1}"


def _globals(function):
    """The globals of a function, found through its decorators; None if it has none."""
    try:
        found = getattr(inspect.unwrap(function), "__globals__", None)
    except Exception:  # decorators that wrap each other in a circle
        return None
    return found if type(found) is dict else None


def find(
    names: Iterable[str], namespace: Mapping[str, Any], *, values: bool = False
) -> dict[str, Callable]:
    """Look up graded names.

    Parameters
    ----------
    names : iterable of str
    namespace : dict
    values : bool
        Whether values are asked for; instead of one, a function that returns it is found.

    Raises
    ------
    Missing
        If a name is not defined, or not callable where a function is asked for.
    """
    found = {}
    for name in names:
        value = namespace.get(name, _ABSENT)
        if value is _ABSENT:
            raise Missing(f"{name} is not defined: run its cell first (did it end in an error?).")
        if values and not callable(value):
            value = functools.partial(_itself, value)
        if not callable(value):
            raise Missing(f"{name} must be a function, got {type_name(value)}.")
        found[name] = value
    return found


def _itself(value):
    return value


@contextlib.contextmanager
def replaced(
    functions: Iterable[Callable], namespace: dict, replacements: Mapping[str, Callable]
) -> Iterator[None]:
    """Replace wrong earlier answers by correct ones while an exercise is probed.

    An answer looks an earlier one up in the globals of its own module, so the replacements go
    into `namespace` and into the globals of each of `functions`. At the end, the old values are
    restored.

    Parameters
    ----------
    functions : iterable of callable
    namespace : dict
    replacements : dict of callable
    """
    places = [namespace]
    for function in functions:
        own = _globals(function)
        if own is not None and not any(own is place for place in places):
            places.append(own)
    before = [(p, name, p.get(name, _ABSENT)) for p in places for name in replacements]
    try:
        for place, name, _ in before:
            place[name] = replacements[name]
        yield
    finally:
        for place, name, value in before:
            if value is _ABSENT:
                place.pop(name, None)
            else:
                place[name] = value
