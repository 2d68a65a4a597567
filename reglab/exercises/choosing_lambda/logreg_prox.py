"""Exercise 5.5."""

import numpy as np

from reglab.checks.judging.remembered import once_for_a_case
from reglab.checks.model import (
    PASSED,
    Array,
    Exercise,
    Number,
    Tuple,
    failed,
    first_difference,
    number,
)
from reglab.exercises.columns import orthonormal_columns
from reglab.linear import logreg_prox

TOLERANCE = 1e-4
# At the minimum, so that rounding costs the exact steps alone.
ROUGHLY = 2e-3

LOGREG_PROX = Exercise(
    "choosing_lambda.logreg_prox",
    title="5.5 logreg_prox",
    points=4,
    arguments=("X", "y", "lam", "l1_ratio", "lr", "n_steps"),
    returns=Tuple(
        w=Array(lambda data: data["X"].shape[1:], rtol=TOLERANCE, atol=1e-6),
        b=Number(rtol=TOLERANCE, atol=1e-6),
    ),
    forbid=(
        "reglab.linear.logistic:logreg_prox",
        "sklearn.linear_model",
        # A network without hidden layers is a logistic regression.
        "reglab.nn._epoch",
        "reglab.nn.losses:cross_entropy",
    ),
    reference=logreg_prox,
    aspects={"L2": 2, "L1": 2, "zeros": 1, "both": 3, "steps": 1.5, "large margins": 1},
)


def _problem(rng, n, p, lam, l1_ratio):
    """A problem with labels 0 and 1 that 200 steps of size `lr` solve easily.

    Seven of ten labels are 1, and the columns have means other than 0, so that the intercept
    matters. The label noise has the same values each time, in another order. The last of several
    columns is uncorrelated with the labels, so that L1 sets its weight to 0 on every draw.
    """
    X = orthonormal_columns(rng, n, p)
    w = np.array([1.2, -0.9, 0.6])[: max(p - 1, 1)]
    at = (np.arange(n) + 0.5) / n
    score = X[:, : len(w)] @ w + rng.permutation(0.5 * np.log(at / (1 - at)))
    y = (score > np.quantile(score, 0.3)) * 1
    if p > 1:
        others = np.column_stack([np.ones(n), X[:, :-1], y])
        rest = X[:, -1] - others @ np.linalg.lstsq(others, X[:, -1], rcond=None)[0]
        X[:, -1] = rest / rest.std()
    X = X * np.linspace(0.9, 1.3, p) + np.linspace(0.3, -0.2, p)
    curvature = np.linalg.norm(np.column_stack([X, np.ones(n)]), 2) ** 2 / (4 * n)
    return {
        "X": X,
        "y": y,
        "lam": lam,
        "l1_ratio": l1_ratio,
        # Small enough with the L2 part in the gradient, too.
        "lr": float(1 / (curvature + lam * (1 - l1_ratio))),
        "n_steps": 200,
    }


def _case(data):
    n, p = data["X"].shape
    return f"n = {n}, p = {p}, lam = {number(data['lam'])}, l1_ratio = {number(data['l1_ratio'])}"


@once_for_a_case
def _solution(data):
    longer = {**data, "n_steps": 2 * data["n_steps"]}
    return logreg_prox(*(longer[name] for name in LOGREG_PROX.arguments))


def _equals(hint, solution=_solution):
    """A judge: w and b equal those of solution(data)."""

    def judge(data, out):
        (w, b), (got_w, got_b) = solution(data), out["logreg_prox"]
        where = first_difference(w, got_w, rtol=ROUGHLY, atol=ROUGHLY)
        if where is not None:
            wrong = f"w[{where[0]}] = {number(w[where])}, got {number(got_w[where])}"
        elif first_difference(b, got_b, rtol=ROUGHLY, atol=ROUGHLY) is not None:
            wrong = f"b = {number(b)}, got {number(got_b)}"
        else:
            return PASSED
        return failed(hint, f"{_case(data)}: expected {wrong}")

    return judge


LOGREG_PROX.property(
    "l1_ratio = 0: it arrives at the minimum",
    name="ridge",
    draw=lambda rng: [_problem(rng, 10, 1, 0.2, 0.0), _problem(rng, 40, 3, 0.1, 0.0)],
    judge=_equals(
        "At the minimum, X'(p - y)/n + lam * w = 0 and mean(p - y) = 0. Your steps do not end "
        "there."
    ),
    aspect="L2",
)

LOGREG_PROX.property(
    "l1_ratio = 1: it arrives at the minimum",
    name="lasso",
    draw=lambda rng: [_problem(rng, 10, 1, 0.06, 1.0), _problem(rng, 40, 3, 0.05, 1.0)],
    judge=_equals(
        "At the minimum, X'(p - y)/n = -lam * sign(w) where w is not 0, and mean(p - y) = 0. Your "
        "steps do not end there."
    ),
    aspect="L1",
)

LOGREG_PROX.property(
    "l1_ratio in between: it arrives at the minimum",
    name="mixed",
    draw=lambda rng: [_problem(rng, 40, 4, 0.06, ratio) for ratio in (0.3, 0.8)],
    judge=_equals(
        "At the minimum, X'(p - y)/n + lam * (1 - l1_ratio) * w = -lam * l1_ratio * sign(w) where "
        "w is not 0, and mean(p - y) = 0. Your steps do not end there."
    ),
    aspect="both",
)


@LOGREG_PROX.property(
    "a strong L1 penalty: every weight is exactly 0, b is free",
    draw=lambda rng: [_problem(rng, 10, 1, 1.0, 1.0), _problem(rng, 40, 3, 0.8, 1.0)],
    aspect="zeros",
)
def all_zero(data, out):
    w, b = out["logreg_prox"]
    if np.any(w != 0):
        j = int(np.flatnonzero(w)[0])
        return failed(
            "With such a penalty w = 0 is the minimum, and the soft threshold in every step gives "
            "exact zeros.",
            f"{_case(data)}: expected w[{j}] = 0, got {number(w[j])}",
        )
    share = np.mean(data["y"])
    expected = np.log(share / (1 - share))
    if abs(b - expected) <= ROUGHLY:
        return PASSED
    return failed(
        "If all weights are 0, b is the log-odds of label 1 for every lam.",
        f"{_case(data)}: expected b = {number(expected)}, got {number(b)}",
    )


# --- the steps ---------------------------------------------------------------
def _sure(rng):
    """Two groups that a few steps separate: most p are below 0.001 or above 0.999."""
    y = np.repeat([0, 1], 6)
    X = 4.0 * ((2 * y - 1)[:, None] + 0.3 * rng.uniform(-1, 1, size=(12, 2)))
    return {"X": X, "y": y, "lam": 1e-6, "l1_ratio": 1.0, "lr": 1.0, "n_steps": 40}


def _few_steps(rng):
    """Few steps, columns in large and small units, long and short steps, whole numbers."""
    small = _problem(rng, 10, 1, 0.06, 1.0)
    cases = [{**small, "n_steps": n} for n in (1, 2)]
    mixed = _problem(rng, 12, 3, 0.05, 0.5)
    cases += [{**mixed, "n_steps": n} for n in (1, 3, 7)]
    cases.append({**mixed, "lr": mixed["lr"] / 1000, "n_steps": 10})
    for unit in (1e6, 1e-4):
        X, lr = unit * mixed["X"], mixed["lr"] / max(unit, 1.0) ** 2
        cases.append({**mixed, "X": X, "lr": lr, "lam": 0.05 * unit, "n_steps": 20})
    y = rng.permutation(np.repeat([0.0, 1.0], [3, 7]))
    # Whole numbers that no other case has in this form.
    X = rng.integers(-3, 4, size=(10, 2))
    whole = {"X": X, "y": y, "lam": 0.0, "l1_ratio": 0.5, "lr": 0.2, "n_steps": 6}
    return [*cases, whole, {**whole, "lam": 0.1}, _sure(rng)]


def _sigmoid(z):
    return np.exp(-np.logaddexp(0.0, -z))


def _walk(data, ridge_in_gradient, order):
    """(w, b) after n_steps steps. `order` says whether w or b moves first, or both at once."""
    X, y, lam, lr = np.asarray(data["X"], dtype=float), data["y"], data["lam"], data["lr"]
    l1, l2 = lam * data["l1_ratio"], lam * (1 - data["l1_ratio"])
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(data["n_steps"]):
        both = _sigmoid(X @ w + b) - y
        if order == "b first":
            b = b - lr * np.mean(both)
            both = _sigmoid(X @ w + b) - y
        gradient = X.T @ both / len(y)
        if ridge_in_gradient:
            gradient = gradient + l2 * w
        v = w - lr * gradient
        w = v - np.clip(v, -lr * l1, lr * l1)
        if not ridge_in_gradient:
            w = w / (1 + lr * l2)
        if order == "w first":
            both = _sigmoid(X @ w + b) - y
        if order != "b first":
            b = b - lr * np.mean(both)
    return w, b


@once_for_a_case
def _walks(data):
    """All walks that (5.7) and (5.8) allow: as they are written, first of all."""
    return [
        _walk(data, ridge_in_gradient, order)
        for ridge_in_gradient in (False, True)
        for order in ("at once", "b first", "w first")
    ]


def _same_place(one, other):
    (w, b), (got_w, got_b) = one, other
    near = 1e-7 * np.max(np.abs(w))
    return bool(np.all(np.abs(got_w - w) <= near) and abs(got_b - b) <= 1e-7 * abs(b) + 1e-12)


@LOGREG_PROX.property(
    "it starts from zeros and takes n_steps steps",
    draw=_few_steps,
    aspect="steps",
)
def few_steps(data, out):
    got, walks = out["logreg_prox"], _walks(data)
    if any(_same_place(walk, got) for walk in walks):
        return PASSED
    (w, b), (got_w, got_b) = walks[0], got
    j = int(np.argmax(np.abs(got_w - w)))
    kind = "whole numbers in X, " if data["X"].dtype.kind == "i" else ""
    sizes = f"X up to {number(np.max(np.abs(data['X'])))}, n_steps = {data['n_steps']}"
    return failed(
        "Start from zeros. Take n_steps steps, each as in (5.7) and (5.8), in floats and without "
        "rounding, and return where you are.",
        f"{kind}{_case(data)}, {sizes}: expected w[{j}] = {number(w[j])}, b = {number(b)}, got "
        f"{number(got_w[j])} and {number(got_b)}",
    )


def _large(rng):
    """Two groups that are thousands of units apart, on both sides of 0."""
    y = np.repeat([0, 1], 4)
    X = 4000.0 * ((2 * y - 1)[:, None] + 0.2 * rng.uniform(-1, 1, size=(8, 2)))
    return {"X": X, "y": y, "lam": 0.001, "l1_ratio": 1.0, "lr": 1.0, "n_steps": 20}


# Before convergence two correct answers may differ, so only the form is compared.
ROUGH_FIT = Tuple(w=Array(lambda data: data["X"].shape[1:], compare=False), b=Number(compare=False))


@LOGREG_PROX.property(
    "margins of millions: nothing overflows",
    draw=_large,
    returns={"logreg_prox": ROUGH_FIT},
    after="ridge",
    aspect="large margins",
)
def large_margins(data, out):
    w, b = out["logreg_prox"]
    margins = (2 * data["y"] - 1) * (data["X"] @ w + b)
    if np.all(margins > 0):
        return PASSED
    i = int(np.argmin(margins))
    return failed(
        "The two groups are far apart, on both sides of 0: you should classify every row "
        "correctly.",
        f"x = ({', '.join(number(v) for v in data['X'][i])}), y = {data['y'][i]}: got "
        f"x'w + b = {number(data['X'][i] @ w + b)}",
    )


@once_for_a_case
def _of_sklearn(data):
    # Inside the function: only one property pays for the import.
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(
        C=1 / (len(data["y"]) * data["lam"]),
        l1_ratio=data["l1_ratio"],
        solver="lbfgs" if data["l1_ratio"] == 0 else "saga",
        tol=1e-10,
        max_iter=20_000,
        random_state=0,
    ).fit(data["X"], data["y"])
    return model.coef_[0], float(model.intercept_[0])


LOGREG_PROX.property(
    "it agrees with scikit-learn at C = 1 / (n * lam)",
    name="library",
    draw=lambda rng: [_problem(rng, 40, 3, 0.05, ratio) for ratio in (0.0, 0.5, 1.0)],
    after="mixed",
    judge=_equals(
        "scikit-learn sums the log-loss and multiplies it by C; ours is a mean.", _of_sklearn
    ),
    aspect="both",
)
