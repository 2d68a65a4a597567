"""Ready-made judges."""

from collections.abc import Callable

from reglab.checks.model.exercise import Exercise
from reglab.checks.model.schema import Tuple
from reglab.checks.model.verdict import PASSED, Verdict, failed, first_difference, numbers

__all__ = ["agrees", "exact_if_near"]


def agrees(
    exercise: Exercise,
    hint: str,
    case: Callable[..., str],
    outputs: dict[str, str] | None = None,
    **tolerance: float,
) -> Callable[[dict, dict], Verdict]:
    """Return a judge: the output equals what the reference returns for the case.

    Parameters
    ----------
    exercise : Exercise
        With its `arguments`, its `returns` (numbers and arrays, or a `Tuple` of them) and its
        reference.
    hint : str
    case : callable
        ``case(data)`` describes the case in words. If the answer is one array, it is called as
        ``case(data, where)`` with the index of the first entry that differs.
    outputs : dict of str, optional
        ``{output: words}``, if the `call` of the property returns other outputs than the plain
        answer. Each is compared with what the reference returns for the unchanged case. The
        words, such as ``", X shifted"``, follow the description of the case.
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


def exact_if_near(
    near: Callable[[dict, dict], Verdict], exact: Callable[[dict, dict], Verdict]
) -> Callable[[dict, dict], Verdict]:
    """Return a judge for all digits of what is near; what is far off fails elsewhere already.

    Parameters
    ----------
    near, exact : callable
        Judges, ``judge(data, out)``.

    Returns
    -------
    callable
        ``judge(data, out)``.
    """

    def judge(data, out):
        return exact(data, out) if near(data, out).passed else PASSED

    return judge


def _values(field, where, expected, got):
    """The expected and the actual value at an index, with the name of the field of a tuple."""
    one, other = (expected[where], got[where]) if where else (expected, got)
    index = f"[{', '.join(map(str, where))}]" if where else ""
    label = f"{field}{index} = " if field else ""
    wanted, came = numbers(one, other)
    return f"expected {label}{wanted}, got {came}"
