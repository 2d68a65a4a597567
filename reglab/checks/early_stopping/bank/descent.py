"""Exercise 10.2: wrong steps."""

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
    "b takes steps of its own",
    "Your intercept starts at 0 and takes gradient steps on data that are not centred. Centre: "
    "then b follows from w.",
)
def stepping_intercept(X, y, eta, steps):
    W, b = [np.zeros(X.shape[1])], [0.0]
    for _ in range(steps):
        r = y - X @ W[-1] - b[-1]
        W.append(W[-1] + eta * X.T @ r / len(X))
        b.append(b[-1] + eta * r.mean())
    return np.array(W), np.array(b)


@known(
    "gradient of the start only",
    "Your gradient is computed once, at w = 0. It changes with w: compute it anew in every step.",
)
def stale(X, y, eta, steps):
    Xc, yc = centred(X, y)
    first = eta * downhill(Xc, yc, np.zeros(X.shape[1]))
    return walk(X, y, steps, lambda w, t: first)


@known(
    "always a first step",
    "Every row of yours is a step from 0. Start each step at the row before.",
)
def from_zero_again(X, y, eta, steps):
    Xc, yc = centred(X, y)
    zero = np.zeros(X.shape[1])
    return walk(X, y, steps, lambda w, t: -w + eta * downhill(Xc, yc, zero))


@known(
    "starts at least squares",
    "Your path starts at the least-squares weights. It starts at w = 0.",
)
def from_the_end(X, y, eta, steps):
    Xc, yc = centred(X, y)
    start = np.linalg.lstsq(Xc, yc, rcond=None)[0]
    return walk(X, y, steps, lambda w, t: eta * downhill(Xc, yc, w), start)


@known(
    "starts at ones",
    "Your path starts at ones. It starts at w = 0: that is what early stopping shrinks towards.",
)
def from_ones(X, y, eta, steps):
    Xc, yc = centred(X, y)
    return walk(X, y, steps, lambda w, t: eta * downhill(Xc, yc, w), np.ones(X.shape[1]))


@known(
    "starts at random",
    "Your path starts at random weights. It starts at w = 0.",
)
def from_anywhere(X, y, eta, steps):
    Xc, yc = centred(X, y)
    start = np.random.default_rng(0).normal(size=X.shape[1])
    return walk(X, y, steps, lambda w, t: eta * downhill(Xc, yc, w), start)


@known(
    "one row at a time",
    "You take one row of the data in each step: that is stochastic gradient descent. Use all rows.",
)
def stochastic(X, y, eta, steps):
    Xc, yc = centred(X, y)
    rows = np.arange(steps) % len(X)
    return walk(X, y, steps, lambda w, t: eta * downhill(Xc[rows[t], None], yc[rows[t], None], w))


@known(
    "normalized gradient",
    "You divide the gradient by its length, so that every step is equally long. Leave its size.",
)
def normalized(X, y, eta, steps):
    Xc, yc = centred(X, y)

    def step(w, t):
        g = downhill(Xc, yc, w)
        return eta * g / max(np.linalg.norm(g), 1e-12)

    return walk(X, y, steps, step)


@known(
    "steps that get shorter",
    "Your step size shrinks with t. Here eta stays as it is.",
)
def decaying(X, y, eta, steps):
    Xc, yc = centred(X, y)
    return walk(X, y, steps, lambda w, t: eta / (t + 1) * downhill(Xc, yc, w))


@known(
    "weights updated one by one",
    "You update one weight after the other, each with the new values of those before it. Compute "
    "the whole gradient first.",
)
def coordinate_wise(X, y, eta, steps):
    Xc, yc = centred(X, y)

    def step(w, t):
        new = w.copy()
        for j in range(len(w)):
            new[j] += eta * Xc[:, j] @ (yc - Xc @ new) / len(Xc)
        return new - w

    return walk(X, y, steps, step)


@known(
    "with momentum",
    "Your steps remember the ones before: that is momentum. Plain gradient descent does not.",
)
def momentum(X, y, eta, steps):
    Xc, yc = centred(X, y)
    before = np.zeros(X.shape[1])

    def step(w, t):
        before[:] = 0.9 * before + eta * downhill(Xc, yc, w)
        return before.copy()

    return walk(X, y, steps, step)


@known(
    "Newton's step",
    "You multiply by the inverse of X'X/n: then all directions are equally fast. Take the gradient "
    "as it is.",
)
def newton(X, y, eta, steps):
    Xc, yc = centred(X, y)
    inverse = np.linalg.pinv(Xc.T @ Xc / len(X))
    return walk(X, y, steps, lambda w, t: eta * inverse @ downhill(Xc, yc, w))


@known(
    "eta divided by the largest eigenvalue",
    "You rescale the step by an eigenvalue of X'X/n. eta is the step as it is.",
)
def relative_step(X, y, eta, steps):
    Xc, yc = centred(X, y)
    largest = np.linalg.norm(Xc, 2) ** 2 / len(Xc)
    return walk(X, y, steps, lambda w, t: eta / largest * downhill(Xc, yc, w))


@known(
    "ridge with one over eta t",
    "That is ridge at lam = 1/(eta*t), which comes near. Take the steps themselves.",
)
def ridge(X, y, eta, steps):
    Xc, yc = centred(X, y)
    n, p = Xc.shape
    W = [np.zeros(p)]
    for t in range(1, steps + 1):
        W.append(np.linalg.solve(Xc.T @ Xc / n + np.eye(p) / (eta * t), Xc.T @ yc / n))
    return with_intercepts(W, X, y)


@known(
    "nothing moves",
    "All your rows are 0: the step is computed and then lost. Store the new weights in the next "
    "row.",
)
def nothing(X, y, eta, steps):
    return walk(X, y, steps, lambda w, t: 0 * w)
