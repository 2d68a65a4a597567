"""What a judge returns: pass, or fail with a hint and the smallest counterexample."""

from dataclasses import dataclass
from typing import SupportsFloat

import numpy as np
from numpy.typing import ArrayLike

__all__ = ["PASSED", "Verdict", "expected_got", "failed", "first_difference", "number", "numbers"]


@dataclass(frozen=True)
class Verdict:
    """The outcome of one property on one case.

    Attributes
    ----------
    passed : bool
    hint : str
        What to change, in one or two sentences; empty when passed.
    counterexample : str
        The smallest case that shows the failure, for example
        ``"z = 2, t = 0.5: expected 1.5, got 2"``.
    """

    passed: bool
    hint: str = ""
    counterexample: str = ""


PASSED = Verdict(True)


def failed(hint: str, counterexample: str = "") -> Verdict:
    """Return a failing verdict.

    Examples
    --------
    >>> failed("Check the sign.", "z = -1: expected -0.5, got 0.5").passed
    False
    """
    return Verdict(False, hint, counterexample)


def number(value: SupportsFloat) -> str:
    """Write a number for readers: short, and without NumPy's type names.

    Examples
    --------
    >>> number(1.5), number(2), number(1 / 3), number(1e-9), number(float("nan"))
    ('1.5', '2', '0.333333', '1e-09', 'nan')
    """
    return f"{float(value) + 0.0:.6g}"  # + 0.0: a zero may carry a minus sign


def numbers(*values: SupportsFloat) -> tuple[str, ...]:
    """Write numbers like `number`, with so many digits that those that differ look different.

    Examples
    --------
    >>> numbers(0.5, 2), numbers(1 / 3, 0.33333333)
    (('0.5', '2'), ('0.33333333333', '0.33333333000'))
    """
    plain = [float(value) + 0.0 for value in values]
    for digits in range(6, 17):
        texts = tuple(f"{value:.{digits}g}" for value in plain)
        if len(set(texts)) == len(set(map(repr, plain))):
            break
    # Two more, so that the difference has more than one digit.
    return texts if digits == 6 else tuple(f"{value:#.{digits + 2}g}" for value in plain)


def expected_got(expected: SupportsFloat, got: SupportsFloat) -> str:
    """Write what was expected and what came; the two look different if they differ.

    Examples
    --------
    >>> expected_got(0.5, 2)
    'expected 0.5, got 2'
    """
    return "expected {}, got {}".format(*numbers(expected, got))


def first_difference(
    expected: ArrayLike, got: ArrayLike, *, rtol: ArrayLike = 1e-6, atol: ArrayLike = 1e-9
) -> tuple[int, ...] | None:
    """Return the index of the first entry that differs, or None if all agree.

    Parameters
    ----------
    expected, got : array_like of one shape
    rtol, atol : float
        An entry agrees if ``|got - expected| <= atol + rtol * |expected|``.

    Returns
    -------
    tuple of int or None

    Examples
    --------
    >>> first_difference([1.0, 2.0], [1.0, 2.5])
    (1,)
    >>> first_difference([1.0], [1.0]) is None
    True
    """
    agree = np.isclose(got, expected, rtol=rtol, atol=atol, equal_nan=True)
    if np.all(agree):
        return None
    return tuple(int(i) for i in np.argwhere(~agree)[0])
