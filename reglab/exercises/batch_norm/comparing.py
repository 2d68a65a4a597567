"""How the judges of lesson 09 describe a case and compare values."""

import numpy as np

from reglab.checks.model import PASSED, failed, first_difference, number

SMALL = 4  # entries that fit on a line

# Large enough for single precision and central differences, far below the effect of any mistake.
RTOL = 1e-5


def vector(values):
    """Numbers in brackets, column by column."""
    return "[" + ", ".join(number(value) for value in np.ravel(values)) + "]"


def written(x):
    """A batch in words: all values if it is small, and a note if it is one column."""
    if x.size > SMALL:
        return f"x of shape {x.shape}"
    return f"x = one column {vector(x)}" if x.shape[1] == 1 else f"x = {x.tolist()}"


def where_is(index):
    """Names of the last two axes of an index."""
    row, feature = (None, None, *index)[-2:]
    return f"feature {feature}" if row is None else f"row {row}, feature {feature}"


def difference(expected, got):
    """Index of the first entry that differs, or None; entries tiny for their column count as 0."""
    scale = np.max(np.abs(expected), axis=0, initial=0.0)
    return first_difference(expected, got, rtol=RTOL, atol=1e-9 + RTOL * scale)


def compare(expected, got, case, hint, *, what=""):
    """Pass if all entries agree; show a short answer in full, a long one at one entry."""
    where = difference(expected, got)
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
