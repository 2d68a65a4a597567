"""Exercise 10.2: right gradients, wrong steps: where they start, and what is done with them."""

import numpy as np

from .descent import centred, downhill, known, walk, with_intercepts


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
