"""Exercise 10.2: the known mistakes. Every function here but `path` is wrong on purpose."""

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.early_stopping.gd_path import GD_PATH


def path(X, y, eta, steps):
    """Correct. Most mistakes are this function with a few words exchanged."""
    n, p = X.shape
    x_mean, y_mean = X.mean(axis=0), y.mean()
    Xc = X - x_mean
    yc = y - y_mean
    w = np.zeros(p)
    W = [w]
    for t in range(steps):  # noqa: B007 - some mistakes use it
        gradient = -Xc.T @ (yc - Xc @ w) / n
        w = w - eta * gradient
        W.append(w)
    W = np.array(W)
    return W, y_mean - W @ x_mean


# The gradient, and the data that it is computed from.

GD_PATH.mistake(
    "uphill",
    "Your steps go up the gradient. Check the signs: w - eta * gradient, and the gradient is "
    "-X'(y - Xw)/n.",
    edited(path, ("w - eta", "w + eta")),
)
GD_PATH.mistake(
    "1/n forgotten",
    "Your gradient is a sum over the rows. The objective is a mean: divide by n.",
    edited(path, (" / n", "")),
)
GD_PATH.mistake(
    "factor 2",
    "A factor 2 is left over: the objective has 1/(2n), and the 2 of the square cancels.",
    edited(path, ("eta * gradient", "2 * eta * gradient")),
)
GD_PATH.mistake(
    "half a gradient",
    "You divide by 2n. The derivative of the square brings a 2 that cancels the one below.",
    edited(path, ("eta * gradient", "eta / 2 * gradient")),
)
GD_PATH.mistake(
    "divided by n twice",
    "You divide by n twice: the gradient has it, and the step eta does not bring another one.",
    edited(path, ("eta * gradient", "eta / n * gradient")),
)
GD_PATH.mistake(
    "divided by n - 1",
    "You divide by n - 1, as np.cov does unless told otherwise. The objective is a mean: divide by "
    "n.",
    edited(path, (" / n", " / (n - 1)")),
)
GD_PATH.mistake(
    "1/p for 1/n",
    "You divide by the number of columns. The mean is over rows.",
    edited(path, (" / n", " / p")),
)
GD_PATH.mistake(
    "not centred",
    "Neither X nor y is centred in yours, so the weights have to make up for the intercept. "
    "Subtract both means first.",
    edited(path, ("X - x_mean", "X"), ("y - y_mean", "y")),
)
GD_PATH.mistake(
    "X not centred",
    "You centre y and not X. Subtract the mean of each column, too.",
    edited(path, ("X - x_mean", "X")),
)
GD_PATH.mistake(
    "centred over everything",
    "You subtract one mean of all of X. Each column has its own: axis=0.",
    edited(path, ("X - x_mean", "X - X.mean()")),
)
GD_PATH.mistake(
    "rows centred",
    "You subtract the mean of each row. Each column has its own: axis=0.",
    edited(path, ("X - x_mean", "X - X.mean(axis=1, keepdims=True)")),
)
GD_PATH.mistake(
    "columns standardized",
    "You divide the columns by their standard deviation, so these are weights of other columns. "
    "Centre only.",
    edited(path, ("X - x_mean", "(X - x_mean) / X.std(axis=0)")),
)
GD_PATH.mistake(
    "columns standardized on the way",
    "You divide the columns by their standard deviation for the steps, and turn the weights back. "
    "That is another path: centre only.",
    edited(
        path,
        ("X - x_mean", "(X - x_mean) / X.std(axis=0)"),
        ("np.array(W)", "np.array(W) / X.std(axis=0)"),
    ),
)


# The first intercept, and an intercept that is not derived from w.

GD_PATH.mistake(
    "first intercept left at 0",
    "Row 0 has an intercept, too: mean(y).",
    edited(path, ("y_mean - W @ x_mean", "np.append(0, y_mean - W[1:] @ x_mean)")),
)


def _with_own_steps(X, y, eta, steps, b_0):
    """The path on data as they are, with an intercept that is a weight like the others."""
    W, b = [np.zeros(X.shape[1])], [b_0]
    for _ in range(steps):
        r = y - X @ W[-1] - b[-1]
        W.append(W[-1] + eta * X.T @ r / len(X))
        b.append(b[-1] + eta * r.mean())
    return np.array(W), np.array(b)


GD_PATH.mistake(
    "b starts at the mean and takes steps of its own",
    "Your intercept takes gradient steps on data that are not centred. Centre: then b follows from "
    "w.",
    lambda X, y, eta, steps: _with_own_steps(X, y, eta, steps, y.mean()),
)
GD_PATH.mistake(
    "b takes steps of its own",
    "Your intercept starts at 0 and takes gradient steps on data that are not centred. Centre: "
    "then b follows from w.",
    lambda X, y, eta, steps: _with_own_steps(X, y, eta, steps, 0.0),
)


# Which rows come back.

GD_PATH.mistake(
    "row 0 missing",
    "Your path starts after the first step. Row 0 is the start, w = 0.",
    edited(path, ("W = np.array(W)", "W = np.array(W)[1:]")),
)
GD_PATH.mistake(
    "one row too many",
    "Your path has one step too many: rows 0 to steps are steps + 1 rows.",
    edited(path, ("range(steps)", "range(steps + 1)")),
)
GD_PATH.mistake(
    "start counted as a step",
    "Your last step is missing: all rows are there, but the start stands in two of them.",
    edited(path, ("np.array(W)", "np.array([W[0], *W[:-1]])[: steps + 1]")),
)
GD_PATH.mistake(
    "all rows the same array",
    "All rows are the last weights: one array was appended again and again, and changed in place. "
    "Append a copy.",
    edited(path, ("w = w - ", "w -= ")),
)
GD_PATH.mistake(
    "all rows but the first the same array",
    "All rows after the start are the last weights: one array was appended again and again, and "
    "changed in place. Append a copy.",
    edited(path, ("W = [w]", "W = [w.copy()]"), ("w = w - ", "w -= ")),
)
GD_PATH.mistake(
    "last row not stored",
    "Your last row stays 0: its step is not taken, or not stored.",
    edited(path, ("append(w)", "append(w if t < steps - 1 else 0 * w)")),
)
GD_PATH.mistake(
    "row 0 overwritten",
    "Your row t is the one after t + 1 steps: row 0 is not the start, and the last row stays 0.",
    edited(path, ("np.array(W)", "np.array([*W[1:], 0 * w])")),
)
GD_PATH.mistake(
    "a single step",
    "Only one step is taken, and the rows after it stay 0: is the return inside the loop?",
    edited(path, ("append(w)", "append(w if t == 0 else 0 * w)")),
)
GD_PATH.mistake(
    "last weights only",
    "You return the last weights. Asked is the whole path, a row for each number of steps.",
    edited(path, ("return W, y_mean - W @ x_mean", "return w, y_mean - w @ x_mean")),
)
GD_PATH.mistake(
    "W alone",
    "You return W alone. Asked is (W, b).",
    edited(path, ("return W, y_mean - W @ x_mean", "return W")),
)
GD_PATH.mistake(
    "W transposed",
    "Your steps run along the columns. Row t holds the weights after t steps.",
    edited(path, ("return W,", "return W.T,")),
)
GD_PATH.mistake(
    "returns exchanged",
    "You return (b, W). The order is (W, b).",
    edited(path, ("W, y_mean - W @ x_mean", "y_mean - W @ x_mean, W")),
)
GD_PATH.mistake(
    "rows in reverse",
    "Your path runs backwards: row 0 is the start.",
    edited(path, ("np.array(W)", "np.array(W[::-1])")),
)


# The intercepts.

GD_PATH.mistake(
    "b is the mean of y",
    "Your b is mean(y) throughout. That fits w = 0 only: subtract mean(X) w.",
    edited(path, ("y_mean - W @ x_mean", "np.full(steps + 1, y_mean)")),
)
GD_PATH.mistake(
    "b is 0",
    "Your b is 0: that fits centred data. For the data as given it is mean(y) - mean(X) w.",
    edited(path, ("y_mean - W @ x_mean", "np.zeros(steps + 1)")),
)
GD_PATH.mistake(
    "b with the wrong sign",
    "The sign in your b is wrong: mean(y) minus mean(X) w.",
    edited(path, ("y_mean - W", "y_mean + W")),
)
GD_PATH.mistake(
    "one b for all rows",
    "Your b belongs to the last row. Every row has an intercept of its own.",
    edited(path, ("y_mean - W @ x_mean", "y_mean - w @ x_mean")),
)
GD_PATH.mistake(
    "last b in all rows",
    "Your b is that of the last row everywhere. Every row has an intercept of its own.",
    edited(path, ("y_mean - W @ x_mean", "np.full(steps + 1, y_mean - w @ x_mean)")),
)
GD_PATH.mistake(
    "b of the row before",
    "Your b belongs to the weights of the row before: compute it after the step.",
    edited(path, ("W @ x_mean", "np.array([W[0], *W[:-1]]) @ x_mean")),
)


# The steps, and where they start.

GD_PATH.mistake(
    "stopped when steps are small",
    "Your path ends early, when steps get small. Return steps + 1 rows in any case.",
    edited(
        path,
        (
            "        W.append(w)",
            "        if np.max(np.abs(eta * gradient)) <= 1e-8:\n"
            "            break\n"
            "        W.append(w)",
        ),
    ),
)
GD_PATH.mistake(
    "gradient of the start only",
    "Your gradient is computed once, at w = 0. It changes with w: compute it anew in every step.",
    edited(path, ("(yc - Xc @ w)", "yc")),
)
GD_PATH.mistake(
    "always a first step",
    "Every row of yours is a step from 0. Start each step at the row before.",
    edited(path, ("(yc - Xc @ w)", "yc"), ("w = w - eta", "w = -eta")),
)
GD_PATH.mistake(
    "starts at least squares",
    "Your path starts at the least-squares weights. It starts at w = 0.",
    edited(path, ("np.zeros(p)", "np.linalg.lstsq(Xc, yc, rcond=None)[0]")),
)
GD_PATH.mistake(
    "starts at ones",
    "Your path starts at ones. It starts at w = 0: that is what early stopping shrinks towards.",
    edited(path, ("np.zeros(p)", "np.ones(p)")),
)
GD_PATH.mistake(
    "starts at random",
    "Your path starts at random weights. It starts at w = 0.",
    edited(path, ("np.zeros(p)", "np.random.default_rng(0).normal(size=p)")),
)
GD_PATH.mistake(
    "one row at a time",
    "You take one row of the data in each step: that is stochastic gradient descent. Use all rows.",
    edited(path, ("-Xc.T @ (yc - Xc @ w) / n", "-Xc[t % n] * (yc[t % n] - Xc[t % n] @ w)")),
)
GD_PATH.mistake(
    "normalized gradient",
    "You divide the gradient by its length, so that every step is equally long. Leave its size.",
    edited(path, ("eta * gradient", "eta * gradient / max(np.linalg.norm(gradient), 1e-12)")),
)
GD_PATH.mistake(
    "steps that get shorter",
    "Your step size shrinks with t. Here eta stays as it is.",
    edited(path, ("eta * gradient", "eta / (t + 1) * gradient")),
)


@GD_PATH.mistake(
    "weights updated one by one",
    "You update one weight after the other, each with the new values of those before it. Compute "
    "the whole gradient first.",
)
def coordinate_wise(X, y, eta, steps):
    Xc, yc = X - X.mean(axis=0), y - y.mean()
    W = np.zeros((steps + 1, X.shape[1]))
    for t in range(steps):
        W[t + 1] = W[t]
        for j in range(X.shape[1]):
            W[t + 1, j] += eta * Xc[:, j] @ (yc - Xc @ W[t + 1]) / len(X)
    return W, y.mean() - W @ X.mean(axis=0)


GD_PATH.mistake(
    "with momentum",
    "Your steps remember the ones before: that is momentum. Plain gradient descent does not.",
    edited(path, ("eta * gradient", "eta * gradient + 0.9 * (w - W[max(t - 1, 0)])")),
)
GD_PATH.mistake(
    "Newton's step",
    "You multiply by the inverse of X'X/n: then all directions are equally fast. Take the gradient "
    "as it is.",
    edited(path, ("eta * gradient", "eta * np.linalg.pinv(Xc.T @ Xc / n) @ gradient")),
)
GD_PATH.mistake(
    "eta divided by the largest eigenvalue",
    "You rescale the step by an eigenvalue of X'X/n. eta is the step as it is.",
    edited(path, ("eta * gradient", "eta / np.linalg.eigvalsh(Xc.T @ Xc / n)[-1] * gradient")),
)
GD_PATH.mistake(
    "ridge with one over eta t",
    "That is ridge at lam = 1/(eta*t), which comes near. Take the steps themselves.",
    edited(
        path,
        (
            "w - eta * gradient",
            "np.linalg.solve(Xc.T @ Xc / n + np.eye(p) / (eta * (t + 1)), Xc.T @ yc / n)",
        ),
    ),
)
GD_PATH.mistake(
    "nothing moves",
    "All your rows are 0: the step is computed and then lost. Store the new weights in the next "
    "row.",
    edited(path, ("w = w - eta", "w - eta")),
)
