"""Exercise 10.2: wrong gradients."""

import numpy as np

from ..probes import GD_PATH


def known(name, hint):
    """Declare a mistake in Exercise 10.2."""
    return GD_PATH.misconception(name, hint=hint)


def centred(X, y):
    return X - X.mean(axis=0), y - y.mean()


def with_intercepts(W, X, y):
    return np.array(W), y.mean() - np.array(W) @ X.mean(axis=0)


def walk(X, y, steps, step, start=None):
    """The path of ``w + step(w, t)`` from `start`, by default 0, with the right intercepts."""
    W = [np.zeros(X.shape[1]) if start is None else start]
    for t in range(steps):
        W.append(W[-1] + step(W[-1], t))
    return with_intercepts(W, X, y)


def _with_own_steps(X, y, eta, steps, b_0):
    """The path on data as they are, with an intercept that is a weight like the others."""
    W, b = [np.zeros(X.shape[1])], [b_0]
    for _ in range(steps):
        r = y - X @ W[-1] - b[-1]
        W.append(W[-1] + eta * X.T @ r / len(X))
        b.append(b[-1] + eta * r.mean())
    return np.array(W), np.array(b)


def downhill(X, y, w):
    """Minus the gradient of 1/(2n) ||y - Xw||^2."""
    return X.T @ (y - X @ w) / len(X)


@known(
    "uphill",
    "Your steps go up the gradient. Check the signs: w - eta * gradient, and the gradient is "
    "-X'(y - Xw)/n.",
)
def uphill(X, y, eta, steps):
    Xc, yc = centred(X, y)
    return walk(X, y, steps, lambda w, t: -eta * downhill(Xc, yc, w))


@known(
    "1/n forgotten",
    "Your gradient is a sum over the rows. The objective is a mean: divide by n.",
)
def summed(X, y, eta, steps):
    Xc, yc = centred(X, y)
    return walk(X, y, steps, lambda w, t: eta * len(X) * downhill(Xc, yc, w))


@known(
    "factor 2",
    "A factor 2 is left over: the objective has 1/(2n), and the 2 of the square cancels.",
)
def doubled(X, y, eta, steps):
    Xc, yc = centred(X, y)
    return walk(X, y, steps, lambda w, t: 2 * eta * downhill(Xc, yc, w))


@known(
    "half a gradient",
    "You divide by 2n. The derivative of the square brings a 2 that cancels the one below.",
)
def halved(X, y, eta, steps):
    Xc, yc = centred(X, y)
    return walk(X, y, steps, lambda w, t: eta / 2 * downhill(Xc, yc, w))


@known(
    "divided by n twice",
    "You divide by n twice: the gradient has it, and the step eta does not bring another one.",
)
def by_n_twice(X, y, eta, steps):
    Xc, yc = centred(X, y)
    return walk(X, y, steps, lambda w, t: eta / len(X) * downhill(Xc, yc, w))


@known(
    "divided by n - 1",
    "You divide by n - 1, as np.cov does unless told otherwise. The objective is a mean: divide by "
    "n.",
)
def by_n_minus_1(X, y, eta, steps):
    Xc, yc = centred(X, y)
    return walk(X, y, steps, lambda w, t: eta * len(X) / (len(X) - 1) * downhill(Xc, yc, w))


@known(
    "1/p for 1/n",
    "You divide by the number of columns. The mean is over rows.",
)
def by_columns(X, y, eta, steps):
    Xc, yc = centred(X, y)
    return walk(X, y, steps, lambda w, t: eta * len(X) / X.shape[1] * downhill(Xc, yc, w))


@known(
    "not centred",
    "Neither X nor y is centred in yours, so the weights have to make up for the intercept. "
    "Subtract both means first.",
)
def raw(X, y, eta, steps):
    return walk(X, y, steps, lambda w, t: eta * downhill(X, y, w))


@known(
    "X not centred",
    "You centre y and not X. Subtract the mean of each column, too.",
)
def raw_X(X, y, eta, steps):
    _, yc = centred(X, y)
    return walk(X, y, steps, lambda w, t: eta * downhill(X, yc, w))


@known(
    "centred over everything",
    "You subtract one mean of all of X. Each column has its own: axis=0.",
)
def one_mean(X, y, eta, steps):
    Xc, yc = X - X.mean(), y - y.mean()
    return walk(X, y, steps, lambda w, t: eta * downhill(Xc, yc, w))


@known(
    "rows centred",
    "You subtract the mean of each row. Each column has its own: axis=0.",
)
def row_means(X, y, eta, steps):
    Xc, yc = X - X.mean(axis=1, keepdims=True), y - y.mean()
    return walk(X, y, steps, lambda w, t: eta * downhill(Xc, yc, w))


@known(
    "columns standardized",
    "You divide the columns by their standard deviation, so these are weights of other columns. "
    "Centre only.",
)
def standardized(X, y, eta, steps):
    Xc, yc = centred(X, y)
    Xs = Xc / np.std(Xc, axis=0)
    return walk(X, y, steps, lambda w, t: eta * downhill(Xs, yc, w))


@known(
    "columns standardized on the way",
    "You divide the columns by their standard deviation for the steps, and turn the weights back. "
    "That is another path: centre only.",
)
def standardized_steps(X, y, eta, steps):
    Xc, yc = centred(X, y)
    sd = np.std(Xc, axis=0)
    return walk(X, y, steps, lambda w, t: eta * downhill(Xc / sd, yc, w * sd) / sd)


@known(
    "first intercept left at 0",
    "Row 0 has an intercept, too: mean(y).",
)
def first_b_zero(X, y, eta, steps):
    Xc, yc = centred(X, y)
    W, b = walk(X, y, steps, lambda w, t: eta * downhill(Xc, yc, w))
    b[0] = 0
    return W, b


@known(
    "b starts at the mean and takes steps of its own",
    "Your intercept takes gradient steps on data that are not centred. Centre: then b follows from "
    "w.",
)
def stepping_from_the_mean(X, y, eta, steps):
    return _with_own_steps(X, y, eta, steps, y.mean())


@known(
    "b takes steps of its own",
    "Your intercept starts at 0 and takes gradient steps on data that are not centred. Centre: "
    "then b follows from w.",
)
def stepping_intercept(X, y, eta, steps):
    return _with_own_steps(X, y, eta, steps, 0.0)
