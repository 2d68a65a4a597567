"""Exercise 10.2: right steps, wrong answers: rows, intercepts, and what is returned."""

import numpy as np

from .descent import centred, downhill, known, walk, with_intercepts


def right(X, y, eta, steps):
    Xc, yc = centred(X, y)
    return walk(X, y, steps, lambda w, t: eta * downhill(Xc, yc, w))


@known(
    "row 0 missing",
    "Your path starts after the first step. Row 0 is the start, w = 0.",
)
def without_start(X, y, eta, steps):
    W, b = right(X, y, eta, steps)
    return W[1:], b[1:]


@known(
    "one row too many",
    "Your path has one step too many: rows 0 to steps are steps + 1 rows.",
)
def longer(X, y, eta, steps):
    return right(X, y, eta, steps + 1)


@known(
    "start counted as a step",
    "Your last step is missing: all rows are there, but the start stands in two of them.",
)
def start_twice(X, y, eta, steps):
    W, b = right(X, y, eta, steps)
    rows = np.maximum(np.arange(steps + 1) - 1, 0)
    return W[rows], b[rows]


@known(
    "all rows the same array",
    "All rows are the last weights: one array was appended again and again, and changed in place. "
    "Append a copy.",
)
def same_array(X, y, eta, steps):
    W, b = right(X, y, eta, steps)
    rows = np.full(steps + 1, steps)
    return W[rows], b[rows]


@known(
    "all rows but the first the same array",
    "All rows after the start are the last weights: one array was appended again and again, and "
    "changed in place. Append a copy.",
)
def same_array_after_start(X, y, eta, steps):
    W, b = right(X, y, eta, steps)
    rows = np.minimum(np.arange(steps + 1), 1) * steps
    return W[rows], b[rows]


def _zero_from(W, X, y, row):
    """The path with the rows from `row` on left at 0."""
    W = W.copy()
    W[row:] = 0
    return with_intercepts(W, X, y)


@known(
    "last row not stored",
    "Your last row stays 0: its step is not taken, or not stored.",
)
def last_row_lost(X, y, eta, steps):
    return _zero_from(right(X, y, eta, steps)[0], X, y, steps)


@known(
    "row 0 overwritten",
    "Your row t is the one after t + 1 steps: row 0 is not the start, and the last row stays 0.",
)
def one_row_up(X, y, eta, steps):
    return _zero_from(np.roll(right(X, y, eta, steps)[0], -1, axis=0), X, y, steps)


@known(
    "a single step",
    "Only one step is taken, and the rows after it stay 0: is the return inside the loop?",
)
def single_step(X, y, eta, steps):
    return _zero_from(right(X, y, eta, steps)[0], X, y, 2)


@known(
    "last weights only",
    "You return the last weights. Asked is the whole path, a row for each number of steps.",
)
def last_only(X, y, eta, steps):
    W, b = right(X, y, eta, steps)
    return W[-1], b[-1]


@known(
    "W alone",
    "You return W alone. Asked is (W, b).",
)
def without_b(X, y, eta, steps):
    return right(X, y, eta, steps)[0]


@known(
    "W transposed",
    "Your steps run along the columns. Row t holds the weights after t steps.",
)
def transposed(X, y, eta, steps):
    W, b = right(X, y, eta, steps)
    return W.T, b


@known(
    "returns exchanged",
    "You return (b, W). The order is (W, b).",
)
def exchanged(X, y, eta, steps):
    return right(X, y, eta, steps)[::-1]


@known(
    "rows in reverse",
    "Your path runs backwards: row 0 is the start.",
)
def backwards(X, y, eta, steps):
    W, b = right(X, y, eta, steps)
    return W[::-1], b[::-1]


@known(
    "b is the mean of y",
    "Your b is mean(y) throughout. That fits w = 0 only: subtract mean(X) w.",
)
def mean_of_y(X, y, eta, steps):
    return right(X, y, eta, steps)[0], np.full(steps + 1, y.mean())


@known(
    "b is 0",
    "Your b is 0: that fits centred data. For the data as given it is mean(y) - mean(X) w.",
)
def zero_b(X, y, eta, steps):
    return right(X, y, eta, steps)[0], np.zeros(steps + 1)


@known(
    "b with the wrong sign",
    "The sign in your b is wrong: mean(y) minus mean(X) w.",
)
def plus(X, y, eta, steps):
    W, _ = right(X, y, eta, steps)
    return W, y.mean() + W @ X.mean(axis=0)


@known(
    "one b for all rows",
    "Your b belongs to the last row. Every row has an intercept of its own.",
)
def one_b(X, y, eta, steps):
    W, b = right(X, y, eta, steps)
    return W, b[-1]


@known(
    "last b in all rows",
    "Your b is that of the last row everywhere. Every row has an intercept of its own.",
)
def last_b(X, y, eta, steps):
    W, b = right(X, y, eta, steps)
    return W, np.full(steps + 1, b[-1])


@known(
    "b of the row before",
    "Your b belongs to the weights of the row before: compute it after the step.",
)
def late_b(X, y, eta, steps):
    W, b = right(X, y, eta, steps)
    return W, b[np.maximum(np.arange(steps + 1) - 1, 0)]


@known(
    "stopped when steps are small",
    "Your path ends early, when steps get small. Return steps + 1 rows in any case.",
)
def cut(X, y, eta, steps):
    W, b = right(X, y, eta, steps)
    moved = np.flatnonzero(np.abs(np.diff(W, axis=0)).max(axis=1) > 1e-8)
    end = moved[-1] + 2 if moved.size else 1
    return W[:end], b[:end]
