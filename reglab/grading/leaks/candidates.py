"""Calls that might answer an exercise; this file runs in the sandbox, in place of a submission.

Every visible function is called in every way that a small wrapper could call it: with the
arguments unchanged, in another order, with fewer of them, or with a constant or another value of
the case in addition. The outputs are sent to the grader, which judges them.
"""

import contextlib
import importlib
import inspect
import itertools
import pickle
import pkgutil
import signal
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

# Libraries that lessons use after their exercises. NumPy is not included: calling one of its
# functions is a valid answer.
LIBRARIES = (
    *("scipy.linalg", "scipy.ndimage", "scipy.special", "sklearn.covariance"),
    *("sklearn.decomposition", "sklearn.linear_model", "sklearn.metrics"),
    *("sklearn.model_selection", "sklearn.preprocessing", "sklearn.utils"),
    *("keras.activations", "keras.losses", "keras.ops", "keras.random", "keras.utils"),
)
CONSTANTS = (0, 1, 0.5, True, False, None)
# Functions that end the process and answer no exercise.
CRASHES = ("scipy.ndimage.distance_transform_cdt", "scipy.ndimage.test")
MOST_VALUES, MOST_PERMUTED = 6, 3  # numbers of arguments and values of a case
PARTS = 3  # number of elements of a returned tuple or list that are tried


class TooSlow(BaseException):
    """A call took too long; not an `Exception`, so that no library catches it."""


def functions(extra: dict[str, Callable]) -> list[tuple[str, Callable, bool]]:
    """Return all functions and classes to try: ``[(name, function, ours)]``."""
    import reglab

    found = {}
    for info in pkgutil.walk_packages(reglab.__path__, "reglab."):
        # The guest code of the sandbox only transfers bytes.
        if not info.name.startswith("reglab.sandbox.guest"):
            found.update(_of_module(info.name, lambda f: f.__module__.startswith("reglab")))
    ours = {id(function) for function in found.values()}
    for name in LIBRARIES:
        if name.partition(".")[0] in sys.modules:
            found.update(_of_module(name, lambda f: not inspect.isclass(f)))
    ours |= {id(function) for function in extra.values()}
    found.update({f"earlier answer {name}": function for name, function in extra.items()})
    unique = {id(function): (name, function) for name, function in reversed(found.items())}
    return [(name, f, id(f) in ours) for name, f in sorted(unique.values(), key=lambda x: x[0])]


def _of_module(name, wanted):
    try:
        module = importlib.import_module(name)
        values = {key: getattr(module, key) for key in dir(module) if not key.startswith("__")}
    except Exception:
        return
    for key, value in values.items():
        with contextlib.suppress(Exception):
            if callable(value) and wanted(value) and f"{name}.{key}" not in CRASHES:
                yield f"{name}.{key}", value


def ways(function: Callable, ours: bool, count: int) -> Iterator[tuple | None]:
    """Yield the ways of calling a function if an answer gets `count` values.

    Yields
    ------
    tuple or None
        Places of the values to pass, or ``("constant", value)``; None for unchanged arguments.
    """
    yield None
    fewest, most = _arity(function)
    for size in range(max(fewest, 1), min(most, count) + 1):
        # All orders of a few values, but more values only in the original order.
        if size > MOST_PERMUTED:
            yield from itertools.combinations(range(count), size)
        elif ours or size <= 2:
            yield from itertools.permutations(range(count if ours else min(count, 3)), size)
    if ours:
        for size in range(max(fewest - 1, 1), min(most - 1, count, MOST_PERMUTED) + 1):
            for order in itertools.permutations(range(min(count, MOST_PERMUTED)), size):
                for place, value in itertools.product(range(1, size + 1), CONSTANTS):
                    yield (*order[:place], ("constant", value), *order[place:])


def _arity(function):
    """The minimum and maximum number of positional arguments."""
    if isinstance(function, np.ufunc):
        return function.nin, function.nin
    try:
        parameters = inspect.signature(function).parameters.values()
    except Exception:  # compiled code without a signature
        return 1, 3
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    named = [p for p in parameters if p.kind in kinds]
    fewest = sum(p.default is p.empty for p in named)
    rest = any(p.kind is p.VAR_POSITIONAL for p in parameters)
    return fewest, max(len(named), fewest) + (2 if rest else 0)


def form(value: object) -> Any:
    """Return the structure of a value without its numbers, which rules out most functions."""
    if isinstance(value, bool | int | float | np.number | np.bool_):
        return "a number"
    if isinstance(value, tuple | list):
        return tuple(map(form, value))
    if isinstance(value, dict):
        return tuple((key, form(item)) for key, item in value.items())
    if isinstance(value, np.ndarray):
        return value.shape or "a number"
    return "text" if isinstance(value, str) else "an object"


class Unlike(Exception):
    """The result has another form than an answer."""


class Wrapped:
    """A wrapper that a student could write: other arguments, or a part of the result.

    Parameters
    ----------
    function : callable
    order : tuple or None
        See `ways`.
    part : int, optional
    expected : object, optional
        The `form` of a right answer to the first call. Another form raises `Unlike`.
    """

    def __init__(
        self,
        function: Callable,
        order: tuple | None,
        part: int | None = None,
        expected: object = None,
    ):
        self.function, self.order, self.part = function, order, part
        self.expected, self.first = expected, None
        self.called = self.has_parts = False

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.called = True
        if self.order is None:
            result = self.function(*args, **kwargs)
        else:
            values = _values(args, kwargs)
            chosen = [v[1] if isinstance(v, tuple) else values[v] for v in self.order]
            result = self.function(*chosen)
        self.has_parts = isinstance(result, tuple | list)
        result = result if self.part is None else result[self.part]
        if self.first is None:
            self.first = form(result)
            if self.expected not in (None, self.first):
                raise Unlike
        return result


def _values(args, kwargs):
    """The arguments and the other values of the case, which student code could find."""
    values = [*args, *kwargs.values()]
    for value in _case().values():
        if not any(value is known for known in values):
            values.append(value)
    return values


def _case():
    frame = sys._getframe(1)
    while frame is not None:
        if isinstance(frame.f_locals.get("data"), dict):
            return frame.f_locals["data"]
        frame = frame.f_back
    return {}


def attempts(
    exercise_id: str,
    name: str,
    others: dict[str, Callable],
    property_name: str,
    found: list[tuple[str, Callable, bool]],
    start: int,
    stop: int,
    expected: object,
    seconds: float,
) -> list[list]:
    """Return the outputs of some functions on the cases of a property.

    Returns
    -------
    list of [outputs, list of [int, int, int or None]]
        Outputs for the cases, and all that gave them: the place of a function, the number of
        the way of calling it, and the part of the result.
    """
    from reglab.checks.model import registry
    from reglab.checks.probing.answers import Answers
    from reglab.checks.probing.capture import captured

    prop = registry.exercise(exercise_id).properties[property_name]
    with open("cases.pickle", "rb") as file:
        cases = pickle.load(file)
    count = min(len(cases[0]), MOST_VALUES)
    results: dict[Any, list] = {}
    signal.signal(signal.SIGALRM, _late)
    with captured(), warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        for index in range(start, min(stop, len(found))):
            _, function, ours = found[index]
            end = time.monotonic() + 4 * seconds
            for number, order in enumerate(ways(function, ours, count)):
                if time.monotonic() > end:
                    break  # a function that is slow in all ways is no answer
                parts: list[int | None] = [None]
                while parts:
                    wrapped = Wrapped(function, order, parts.pop(), expected)
                    answers = Answers({**others, name: wrapped})
                    outputs, text = _within(seconds, prop, answers, cases)
                    if wrapped.has_parts and wrapped.part is None:
                        parts = list(range(PARTS))
                    if text is not None:
                        origin = [index, number, wrapped.part]
                        results.setdefault(text, [outputs, []])[1].append(origin)
    return list(results.values())


def _within(seconds, prop, answers, cases):
    """The outputs and their encoding; None if the call fails or takes too long."""
    from reglab.checks.model.encoding import encode

    try:
        try:
            signal.setitimer(signal.ITIMER_REAL, seconds)
            outputs = [prop.call(answers, case) for case in cases]
            return outputs, encode(outputs)
        finally:
            # The alarm may still go off here, which only the outer handler catches.
            signal.setitimer(signal.ITIMER_REAL, 0)
    except KeyboardInterrupt:
        raise
    except BaseException:
        return None, None


def _late(number, frame):
    raise TooSlow
