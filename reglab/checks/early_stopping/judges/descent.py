"""Exercise 10.2: what each property demands."""

import numpy as np

from reglab import linear

from ...core import PASSED, failed, first_difference, number
from ..probes import GD_PATH


def _data(data):
    """The data in words, if they fit into a line."""
    if data["X"].size > 3:
        return f"X of shape {data['X'].shape}"
    x, y = (", ".join(number(v) for v in values) for values in (data["X"][:, 0], data["y"]))
    return f"x = {x}, y = {y}, eta = {number(data['eta'])}"


def _compare(data, W, hint):
    expected = linear.gd_path(data["X"], data["y"], data["eta"], data["steps"])[0][: len(W)]
    where = first_difference(expected, W)
    if where is None:
        return PASSED
    row, column = where
    return failed(
        hint,
        f"{_data(data)}: expected W[{row}, {column}] = {number(expected[where])}, "
        f"got {number(W[where])}",
    )


@GD_PATH.judge("first_step")
def first_step(data, out):
    hint = (
        "Row 0 is w = 0. Row 1 is eta * Xc'yc / n, with X and y centred: compare the pieces on the "
        "small example."
    )
    return _compare(data, out["gd_path"][0][:2], hint)


@GD_PATH.judge("every_step")
def every_step(data, out):
    hint = "Each step needs the gradient at the row before: the residual changes with w."
    return _compare(data, out["gd_path"][0], hint)


def _known_weights(data):
    """The weights of a right path, and those of the known wrong ones that go somewhere."""
    arguments = data["X"], data["y"], data["eta"], data["steps"]
    p = data["X"].shape[1]
    yield linear.gd_path(*arguments)[0]
    for mistake in GD_PATH.misconceptions:  # the bank has put them there
        found = mistake.answers["gd_path"](*arguments)
        W = found[0] if isinstance(found, tuple) else found
        # (Of a single column nothing is left if rows are centred: a mistake that moves elsewhere.)
        if np.shape(W) == (data["steps"] + 1, p) and (p == 1 or np.any(W)):
            yield W


@GD_PATH.judge("intercept")
def intercept(data, out):
    W, b = out["gd_path"]
    # A known mistake in the weights costs its own properties. Which one it is, W tells; what b is
    # to be is computed here.
    for known in _known_weights(data):
        if first_difference(known, W) is None:
            return _compare_intercepts(data, data["y"].mean() - known @ data["X"].mean(axis=0), b)
    return _compare(data, W, "b belongs to the weights of its row, and these are not right yet.")


def _compare_intercepts(data, expected, b):
    where = first_difference(expected, b)
    if where is None:
        return PASSED
    return failed(
        "The best intercept for given weights is mean(y) - mean(X) w, row by row.",
        f"{_data(data)}: expected b[{where[0]}] = {number(expected[where])}, got "
        f"{number(b[where])}",
    )


@GD_PATH.judge("arrives")
def arrives(data, out):
    W, _ = out["gd_path"]
    expected = linear.fit_ols(data["X"], data["y"])[0]
    where = first_difference(expected, W[-1], rtol=1e-5)
    if where is None:
        return PASSED
    hint = "Nothing but the gradient moves w: with enough steps it becomes 0 at least squares."
    if np.any(W[1]) and not np.any(W[-1]):
        hint = "Your loop ends early, and the rows after it stay 0. Take all steps."
    return failed(
        hint,
        f"{_data(data)}, {data['steps']} steps: expected W[-1, {where[0]}] = "
        f"{number(expected[where])}, got {number(W[-1][where])}",
    )


@GD_PATH.judge("no_step")
def no_step(data, out):
    W, b = out["gd_path"]
    if np.all(W == 0) and np.isclose(b[0], data["y"].mean()):
        return PASSED
    return failed(
        "With steps = 0 the path is its starting point.",
        f"steps = 0: expected w = 0 and b = {number(data['y'].mean())}, got b = {number(b[0])}",
    )
