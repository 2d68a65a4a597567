"""How the judges of lesson 09 write a case down, and compare."""

import numpy as np

from ...core import PASSED, failed, first_difference, number

SMALL = 4  # entries that fit into a line


def vector(values):
    """Numbers in brackets, as a column is read."""
    return "[" + ", ".join(number(value) for value in np.ravel(values)) + "]"


def where_is(index):
    """Names of the last two axes of an index."""
    *_, row, feature = (None, None, *index)
    return f"feature {feature}" if row is None else f"row {row}, feature {feature}"


def compare(expected, got, case, hint, *, rtol=1e-6, what=""):
    """Pass if all entries agree; a short answer is shown as a whole, a long one at an entry."""
    where = first_difference(expected, got, rtol=rtol)
    if where is None:
        return PASSED
    what = f"{what} " if what else ""
    if expected.size <= SMALL:
        return failed(hint, f"{case}: expected {what}{vector(expected)}, got {vector(got)}")
    return failed(
        hint,
        f"{case}; {where_is(where)}: expected {what}{number(expected[where])}, "
        f"got {number(got[where])}",
    )
