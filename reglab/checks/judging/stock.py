"""Judges that exercises need again and again."""

from reglab.checks.model.schema import Tuple
from reglab.checks.model.verdict import PASSED, failed, first_difference, number

__all__ = ["agrees"]


def agrees(exercise, hint, case, outputs=None, **tolerance):
    """A judge: what came equals what the reference returns for the case.

    Parameters
    ----------
    exercise : Exercise
        With its `arguments`, its `returns` (numbers and arrays, or a `Tuple` of them) and its
        reference.
    hint : str
    case : callable
        ``case(data)`` is the case in words. If the answer is one array, ``case(data, where)``: it
        also gets the index of the first entry that differs.
    outputs : dict of str, optional
        ``{output: words}`` for a property whose `call` returns other outputs than the answer
        alone. Each of them is compared with what the reference returns for the unchanged case; the
        words, such as ``", X shifted"``, follow those of the case.
    **tolerance
        `rtol` and `atol`, see `first_difference`.

    Returns
    -------
    callable
        ``judge(data, out)``.
    """
    outputs = {exercise.names[0]: ""} if outputs is None else outputs
    fields = list(exercise.returns.parts) if isinstance(exercise.returns, Tuple) else []

    def judge(data, out):
        reference = exercise.reference[exercise.names[0]]
        expected = reference(*(data[name] for name in exercise.arguments))
        for name, change in outputs.items():
            parts = [("", expected, out[name])]
            if fields:
                parts = zip(fields, expected, out[name], strict=True)
            for field, one, other in parts:
                where = first_difference(one, other, **tolerance)
                if where is not None:
                    at = case(data, where) if where and not fields else case(data)
                    return failed(hint, f"{at}{change}: {_values(field, where, one, other)}")
        return PASSED

    return judge


def _values(field, where, expected, got):
    """What was expected and what came, at an index; of a field of a tuple with its name."""
    one, other = (expected[where], got[where]) if where else (expected, got)
    index = f"[{', '.join(map(str, where))}]" if where else ""
    label = f"{field}{index} = " if field else ""
    return f"expected {label}{number(one)}, got {number(other)}"
