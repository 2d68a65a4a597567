"""Tell whether a function of ours may run forever, from its code.

To count lines costs a third of the time of a check, and most known mistakes have no loop, or only
``for`` loops over what is finite.
"""

import dis
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType

__all__ = ["may_not_end"]

_ENDLESS = frozenset({"count", "cycle", "repeat", "iter"})  # builtins and itertools


def may_not_end(function: Callable) -> bool:
    """Whether a function, or one of the same file that it calls, has a loop that is not bounded.

    Parameters
    ----------
    function : callable
        Without Python code, such as ``np.abs``, it ends.

    Returns
    -------
    bool
        True for ``while`` and for endless iterators. False for ``for``, and for functions that
        call themselves: Python stops those.

    Examples
    --------
    >>> may_not_end(lambda values: [value + 1 for value in values])
    False
    """
    return any(map(_loops, _codes(function)))


def _codes(function):
    """The code of a function and of the functions of its file that it refers to."""
    todo, seen = [function], set()
    while todo:
        own = todo.pop()
        if not isinstance(own, FunctionType) or own.__code__ in seen:
            continue
        seen.add(own.__code__)
        for code in _nested(own.__code__):
            yield code
            todo += (own.__globals__.get(name) for name in code.co_names)
        todo += map(_content, own.__closure__ or ())
        file = function.__code__.co_filename
        todo = [f for f in todo if isinstance(f, FunctionType) and f.__code__.co_filename == file]


def _content(cell):
    try:
        return cell.cell_contents
    except ValueError:  # a variable without a value yet
        return None


def _nested(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _nested(constant)


def _loops(code):
    if not _ENDLESS.isdisjoint(code.co_names):
        return True
    instructions = {step.offset: step.opname for step in dis.get_instructions(code)}
    back = [step.argval for step in dis.get_instructions(code) if "BACKWARD" in step.opname]
    # A for loop jumps back to its iterator; a generator that waits for a value has SEND.
    return any(instructions[target] not in ("FOR_ITER", "SEND") for target in back)
