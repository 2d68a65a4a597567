"""Exercise 10.2: the known mistakes. Every function here except `path` is wrong on purpose."""

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.early_stopping.gd_path import GD_PATH


def path(X, y, eta, steps):
    """Correct. Most mistakes are this function with a few words changed."""
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
    "You add the gradient, so steps go uphill. Check the signs: w - eta * gradient, and the "
    "gradient is -X'(y - Xw)/n.",
    edited(path, ("w - eta", "w + eta")),
    kind="slip",
)
GD_PATH.mistake(
    "1/n forgotten",
    "Your gradient is a sum over the rows. The objective is a mean: divide by n.",
    edited(path, (" / n", "")),
    kind="slip",
)
GD_PATH.mistake(
    "factor 2",
    "You have a factor 2 too many: the objective has 1/(2n), so the 2 of the square cancels.",
    edited(path, ("eta * gradient", "2 * eta * gradient")),
    kind="slip",
)
GD_PATH.mistake(
    "half a gradient",
    "You divide by 2n. The derivative of the square has a 2 that cancels the one in 2n.",
    edited(path, ("eta * gradient", "eta / 2 * gradient")),
    kind="slip",
)
GD_PATH.mistake(
    "divided by n twice",
    "You divide by n twice. The gradient has 1/n; do not divide eta by n, too.",
    edited(path, ("eta * gradient", "eta / n * gradient")),
    kind="slip",
)
GD_PATH.mistake(
    "divided by n - 1",
    "You divide by n - 1, as np.cov does by default. The objective is a mean: divide by n.",
    edited(path, (" / n", " / (n - 1)")),
    kind="slip",
)
GD_PATH.mistake(
    "1/p for 1/n",
    "You divide by the number of columns. The mean is over the rows: divide by n.",
    edited(path, (" / n", " / p")),
    kind="slip",
)
GD_PATH.mistake(
    "not centred",
    "You centre neither X nor y, so the weights must do the work of the intercept. Subtract "
    "both means first.",
    edited(path, ("X - x_mean", "X"), ("y - y_mean", "y")),
    kind="half",
)
GD_PATH.mistake(
    "X not centred",
    "You centre y but not X. Subtract the mean of each column, too.",
    edited(path, ("X - x_mean", "X")),
    kind="half",
)
GD_PATH.mistake(
    "centred over everything",
    "You subtract one mean of all of X. Each column has its own: axis=0.",
    edited(path, ("X - x_mean", "X - X.mean()")),
    kind="slip",
)
GD_PATH.mistake(
    "rows centred",
    "You subtract the mean of each row. Each column has its own: axis=0.",
    edited(path, ("X - x_mean", "X - X.mean(axis=1, keepdims=True)")),
    kind="slip",
)
GD_PATH.mistake(
    "columns standardized",
    "You divide the columns by their standard deviation, so your weights are for other "
    "columns. Only centre them.",
    edited(path, ("X - x_mean", "(X - x_mean) / X.std(axis=0)")),
    kind="half",
)
GD_PATH.mistake(
    "columns standardized on the way",
    "You divide the columns by their standard deviation for the steps and convert the weights "
    "back. That gives another path: only centre the columns.",
    edited(
        path,
        ("X - x_mean", "(X - x_mean) / X.std(axis=0)"),
        ("np.array(W)", "np.array(W) / X.std(axis=0)"),
    ),
    kind="slip",
)


# The first intercept, and an intercept that is not derived from w.

GD_PATH.mistake(
    "first intercept left at 0",
    "You leave the first intercept at 0. Row 0 has an intercept, too: mean(y).",
    edited(path, ("y_mean - W @ x_mean", "np.append(0, y_mean - W[1:] @ x_mean)")),
    kind="slip",
)


def _with_own_steps(X, y, eta, steps, b_0):
    """The path on data without centring, with an intercept that is a weight like the others."""
    W, b = [np.zeros(X.shape[1])], [b_0]
    for _ in range(steps):
        r = y - X @ W[-1] - b[-1]
        W.append(W[-1] + eta * X.T @ r / len(X))
        b.append(b[-1] + eta * r.mean())
    return np.array(W), np.array(b)


GD_PATH.mistake(
    "b starts at the mean and takes steps of its own",
    "You update the intercept by gradient steps on data that are not centred. Centre the data "
    "and compute b from w.",
    lambda X, y, eta, steps: _with_own_steps(X, y, eta, steps, y.mean()),
    kind="half",
)
GD_PATH.mistake(
    "b takes steps of its own",
    "You start the intercept at 0 and update it by gradient steps on data that are not "
    "centred. Centre the data and compute b from w.",
    lambda X, y, eta, steps: _with_own_steps(X, y, eta, steps, 0.0),
    kind="half",
)


# Which rows are returned.

GD_PATH.mistake(
    "row 0 missing",
    "Your path starts after the first step. Row 0 is the start, w = 0.",
    edited(path, ("W = np.array(W)", "W = np.array(W)[1:]")),
    kind="slip",
)
GD_PATH.mistake(
    "one row too many",
    "Your path has one step too many: rows 0 to steps are steps + 1 rows.",
    edited(path, ("range(steps)", "range(steps + 1)")),
    kind="slip",
)
GD_PATH.mistake(
    "start counted as a step",
    "Your last step is missing, because the start is in two rows.",
    edited(path, ("np.array(W)", "np.array([W[0], *W[:-1]])[: steps + 1]")),
    kind="slip",
)
GD_PATH.mistake(
    "all rows the same array",
    "All rows are the last weights, because you append the same array each time and change it "
    "in place. Append a copy.",
    edited(path, ("w = w - ", "w -= ")),
    kind="slip",
)
GD_PATH.mistake(
    "all rows but the first the same array",
    "All rows after the start are the last weights, because you append the same array each "
    "time and change it in place. Append a copy.",
    edited(path, ("W = [w]", "W = [w.copy()]"), ("w = w - ", "w -= ")),
    kind="slip",
)
GD_PATH.mistake(
    "last row not stored",
    "Your last row stays 0: you do not take its step, or do not store it.",
    edited(path, ("append(w)", "append(w if t < steps - 1 else 0 * w)")),
    kind="slip",
)
GD_PATH.mistake(
    "row 0 overwritten",
    "Your row t holds the weights after t + 1 steps, so row 0 is not the start and the last "
    "row stays 0.",
    edited(path, ("np.array(W)", "np.array([*W[1:], 0 * w])")),
    kind="slip",
)
GD_PATH.mistake(
    "a single step",
    "You take only one step, and the later rows stay 0: check whether the return is inside "
    "the loop.",
    edited(path, ("append(w)", "append(w if t == 0 else 0 * w)")),
    kind="slip",
)
GD_PATH.mistake(
    "last weights only",
    "You return the last weights. Return the whole path, with a row for each number of steps.",
    edited(path, ("return W, y_mean - W @ x_mean", "return w, y_mean - w @ x_mean")),
    kind="half",
)
GD_PATH.mistake(
    "W alone",
    "You return only W. Return (W, b).",
    edited(path, ("return W, y_mean - W @ x_mean", "return W")),
    kind="half",
)
GD_PATH.mistake(
    "W transposed",
    "Your W is transposed. Row t must hold the weights after t steps.",
    edited(path, ("return W,", "return W.T,")),
    kind="slip",
)
GD_PATH.mistake(
    "returns exchanged",
    "You return (b, W). The order is (W, b).",
    edited(path, ("W, y_mean - W @ x_mean", "y_mean - W @ x_mean, W")),
    kind="slip",
)
GD_PATH.mistake(
    "rows in reverse",
    "Your rows are in reverse order: row 0 is the start.",
    edited(path, ("np.array(W)", "np.array(W[::-1])")),
    kind="slip",
)


# The intercepts.

GD_PATH.mistake(
    "b is the mean of y",
    "Your b is mean(y) in every row, which is right only for w = 0: subtract mean(X) w.",
    edited(path, ("y_mean - W @ x_mean", "np.full(steps + 1, y_mean)")),
    kind="slip",
)
GD_PATH.mistake(
    "b is 0",
    "Your b is 0, which is right only for centred data. For the data as given it is mean(y) - "
    "mean(X) w.",
    edited(path, ("y_mean - W @ x_mean", "np.zeros(steps + 1)")),
    kind="half",
)
GD_PATH.mistake(
    "b with the wrong sign",
    "Your b has the wrong sign: use mean(y) minus mean(X) w.",
    edited(path, ("y_mean - W", "y_mean + W")),
    kind="slip",
)
GD_PATH.mistake(
    "one b for all rows",
    "Your b is for the last row only. Every row has its own intercept.",
    edited(path, ("y_mean - W @ x_mean", "y_mean - w @ x_mean")),
    kind="slip",
)
GD_PATH.mistake(
    "last b in all rows",
    "Your b is the last row's in every row. Every row has its own intercept.",
    edited(path, ("y_mean - W @ x_mean", "np.full(steps + 1, y_mean - w @ x_mean)")),
    kind="slip",
)
GD_PATH.mistake(
    "b of the row before",
    "Your b is for the weights of the previous row: compute it after the step.",
    edited(path, ("W @ x_mean", "np.array([W[0], *W[:-1]]) @ x_mean")),
    kind="slip",
)


# The steps, and where they start.

GD_PATH.mistake(
    "stopped when steps are small",
    "You stop when steps get small. Always return steps + 1 rows.",
    edited(
        path,
        (
            "        W.append(w)",
            "        if np.max(np.abs(eta * gradient)) <= 1e-8:\n"
            "            break\n"
            "        W.append(w)",
        ),
    ),
    kind="slip",
)
GD_PATH.mistake(
    "gradient of the start only",
    "You compute the gradient only once, at w = 0. It changes with w: compute it again in "
    "every step.",
    edited(path, ("(yc - Xc @ w)", "yc")),
    kind="half",
)
GD_PATH.mistake(
    "always a first step",
    "Each of your rows is one step from 0. Start each step at the previous row.",
    edited(path, ("(yc - Xc @ w)", "yc"), ("w = w - eta", "w = -eta")),
    kind="half",
)
GD_PATH.mistake(
    "starts at least squares",
    "Your path starts at the least-squares weights. Start at w = 0.",
    edited(path, ("np.zeros(p)", "np.linalg.lstsq(Xc, yc, rcond=None)[0]")),
    kind="wrong",
)
GD_PATH.mistake(
    "starts at ones",
    "Your path starts at ones. Start at w = 0, because early stopping shrinks towards the start.",
    edited(path, ("np.zeros(p)", "np.ones(p)")),
    kind="slip",
)
GD_PATH.mistake(
    "starts at random",
    "Your path starts at random weights. Start at w = 0.",
    edited(path, ("np.zeros(p)", "np.random.default_rng(0).normal(size=p)")),
    kind="half",
)
GD_PATH.mistake(
    "one row at a time",
    "You use one row of the data in each step, as in stochastic gradient descent. Use all rows.",
    edited(path, ("-Xc.T @ (yc - Xc @ w) / n", "-Xc[t % n] * (yc[t % n] - Xc[t % n] @ w)")),
    kind="half",
)
GD_PATH.mistake(
    "normalized gradient",
    "You divide the gradient by its length, so every step is equally long. Use the gradient "
    "itself.",
    edited(path, ("eta * gradient", "eta * gradient / max(np.linalg.norm(gradient), 1e-12)")),
    kind="half",
)
GD_PATH.mistake(
    "steps that get shorter",
    "Your step size shrinks with t. Use the same eta in every step.",
    edited(path, ("eta * gradient", "eta / (t + 1) * gradient")),
    kind="half",
)


@GD_PATH.mistake(
    "weights updated one by one",
    "You update one weight after the other, each with the new values of the previous ones. "
    "Compute the whole gradient first.",
    kind="slip",
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
    "You add momentum: each step depends on the previous ones. Use plain gradient descent.",
    edited(path, ("eta * gradient", "eta * gradient + 0.9 * (w - W[max(t - 1, 0)])")),
    kind="half",
)
GD_PATH.mistake(
    "Newton's step",
    "You multiply by the inverse of X'X/n, so all directions are equally fast. Use the "
    "gradient itself.",
    edited(path, ("eta * gradient", "eta * np.linalg.pinv(Xc.T @ Xc / n) @ gradient")),
    kind="wrong",
)
GD_PATH.mistake(
    "eta divided by the largest eigenvalue",
    "You divide eta by an eigenvalue of X'X/n. Use eta itself.",
    edited(path, ("eta * gradient", "eta / np.linalg.eigvalsh(Xc.T @ Xc / n)[-1] * gradient")),
    kind="slip",
)
GD_PATH.mistake(
    "ridge with one over eta t",
    "You compute ridge at lam = 1/(eta*t), which is near. Take gradient steps instead.",
    edited(
        path,
        (
            "w - eta * gradient",
            "np.linalg.solve(Xc.T @ Xc / n + np.eye(p) / (eta * (t + 1)), Xc.T @ yc / n)",
        ),
    ),
    kind="wrong",
)
GD_PATH.mistake(
    "nothing moves",
    "All your rows are 0, because you compute the step but do not store it. Store the new "
    "weights in the next row.",
    edited(path, ("w = w - eta", "w - eta")),
    kind="wrong",
)
GD_PATH.mistake(
    "row 0 is after the first step",
    "Your row t holds the weights after t + 1 steps. Row 0 is the start, w = 0.",
    edited(path, ("range(steps)", "range(steps + 1)"), ("np.array(W)", "np.array(W[1:])")),
    kind="slip",
)
GD_PATH.mistake(
    "W takes the type of X",
    "Your W takes its type from X, so integers in X cut the weights to integers. Make it an array "
    "of floats.",
    edited(path, ("w = w - eta * gradient", "w = (w - eta * gradient).astype(X.dtype)")),
    kind="slip",
)
GD_PATH.mistake(
    "no step where the gradient is small",
    "You leave out steps where the gradient is small. How small it is depends on the units of X "
    "and y: take all steps.",
    edited(path, ("eta * gradient", "eta * gradient * (np.linalg.norm(gradient) > 1e-6)")),
    kind="slip",
)
