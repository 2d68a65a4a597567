"""Exercise 10.3, the shares of each direction in gradient descent and ridge."""

import numpy as np

from reglab import linear
from reglab.checks.judging.stock import agrees
from reglab.checks.model import PASSED, Array, Exercise, failed, first_difference, number
from reglab.exercises.early_stopping.inputs import hundredths, regression
from reglab.linear import gd_filter, ridge_filter


def _like_s(data):
    return data["s"].shape


GD_FILTER = Exercise(
    "early_stopping.gd_filter",
    title="10.3 gd_filter, ridge_filter",
    points=2,
    names=("gd_filter", "ridge_filter"),
    arguments=("s", "eta", "t"),
    returns=Array(_like_s),
    forbid=(
        "reglab.linear.gradient_descent:gd_filter",
        "reglab.linear.gradient_descent:ridge_filter",
        "reglab.linear.gradient_descent",
        "reglab.linear.ridge:effective_df",  # the sum of the same shares
    ),
    reference={"gd_filter": gd_filter, "ridge_filter": ridge_filter},
)


def _one(rng):
    """One direction: a short number away from 1."""
    return np.array([float(rng.choice([1.5, 2.0, 2.5, 3.0]))])


def _few(rng):
    """Several directions; the largest has many times the variance of the smallest."""
    n = int(rng.integers(3, 6))
    return rng.permutation(np.geomspace(0.1, 4.0, n)) * rng.uniform(0.9, 1.1, n)


def _many(rng):
    """Directions of unequal sizes, none of them near 0."""
    n = int(rng.integers(5, 8))
    return 3 * (rng.permutation(np.geomspace(0.15, 0.7, n)) * rng.uniform(0.9, 1.1, n))


def _and_zero(rng):
    """A direction without any variance among others."""
    return rng.permutation([0.0, *_one(rng), hundredths(rng, 0.3, 0.8)])


def _steps(rng):
    """Cases with steps so short that no direction is completed in one step."""
    return [
        {"s": _one(rng), "eta": hundredths(rng, 0.15, 0.3), "t": int(rng.integers(2, 4))},
        {"s": _few(rng), "eta": hundredths(rng, 0.1, 0.2), "t": int(rng.integers(2, 6))},
        {"s": _many(rng), "eta": float(rng.uniform(0.2, 0.4)), "t": int(rng.integers(4, 9))},
    ]


def _few_steps(rng):
    eta = [hundredths(rng, 0.1, 0.2) for _ in range(3)]
    return [
        {"s": _few(rng), "eta": eta[0], "t": 0},
        {"s": _few(rng), "eta": eta[1], "t": 1},
        {"s": _and_zero(rng), "eta": eta[2], "t": int(rng.integers(3, 8))},
    ]


def _case(data, where):
    return f"s = {number(data['s'][where])}, eta = {number(data['eta'])}, t = {data['t']}"


GD_FILTER.property(
    "gd_filter: the share that t steps have reached",
    name="gd_shares",
    draw=_steps,
    judge=agrees(
        GD_FILTER,
        "Each step multiplies the missing share by 1 - eta*s. Return the share that t steps "
        "have reached.",
        _case,
    ),
)

GD_FILTER.property(
    "gd_filter: nothing before the first step, eta*s after it, 0 where s = 0",
    name="gd_ends",
    draw=_few_steps,
    after="gd_shares",
    judge=agrees(GD_FILTER, "Check (10.4) for t = 0 and t = 1, and where s = 0.", _case),
)


def _directions(rng):
    """Data, and the eigenvalues of the centred X'X/n, largest first."""
    data = regression(rng, int(rng.integers(12, 18)), int(rng.integers(3, 6)))
    return {**data, "s": np.linalg.eigvalsh(np.cov(data["X"].T, ddof=0))[::-1]}


def _expected_directions(data):
    """Eigenvectors, largest eigenvalue first, and the least-squares weights in their basis."""
    _, V = np.linalg.eigh(np.cov(data["X"].T, ddof=0))
    V = V[:, ::-1]
    return V, V.T @ linear.fit_ols(data["X"], data["y"])[0]


def _compare_weights(data, share, w, what):
    V, least_squares = _expected_directions(data)
    got = V @ (share * least_squares)
    where = first_difference(w, got, rtol=1e-6, atol=1e-8)
    if where is None:
        return PASSED
    return failed(
        "s are the eigenvalues of X'X/n: return one share for each, in their order.",
        f"{what}: expected w[{where[0]}] = {number(w[where])}, got {number(got[where])}",
    )


@GD_FILTER.property(
    "gd_filter: times the least-squares weights, it is gradient descent",
    draw=lambda rng: {**_directions(rng), "t": int(rng.integers(8, 16))},
    after="gd_shares",
)
def is_descent(data, out):
    w = linear.gd_path(data["X"], data["y"], data["eta"], data["t"])[0][-1]
    return _compare_weights(data, out["gd_filter"], w, f"{data['t']} steps of gradient descent")


def _penalties(rng):
    """Cases with penalties away from 1, and below s where there is only one."""
    return [
        {"s": _one(rng), "lam": hundredths(rng, 0.2, 0.8)},
        {"s": _few(rng), "lam": hundredths(rng, 1.2, 2.5)},
        {"s": _many(rng), "lam": float(rng.uniform(0.3, 0.6))},
    ]


RIDGE = {"ridge_filter": Array(_like_s)}


def _ridge(answers, data):
    return {"ridge_filter": answers.ridge_filter(data["s"], data["lam"])}


def _same_ridge(hint):
    def judge(data, out):
        expected, got = linear.ridge_filter(data["s"], data["lam"]), out["ridge_filter"]
        where = first_difference(expected, got)
        if where is None:
            return PASSED
        return failed(
            hint,
            f"s = {number(data['s'][where])}, lam = {number(data['lam'])}: "
            f"expected {number(expected[where])}, got {number(got[where])}",
        )

    return judge


GD_FILTER.property(
    "ridge_filter: the share that the penalty leaves",
    name="ridge_shares",
    draw=_penalties,
    call=_ridge,
    returns=RIDGE,
    judge=_same_ridge("Solve (s + lam) w = s w_ls for the share w / w_ls."),
)

GD_FILTER.property(
    "ridge_filter: all of it without a penalty, 0 where s = 0",
    name="ridge_ends",
    draw=lambda rng: [
        {"s": _few(rng), "lam": 0.0},
        {"s": _and_zero(rng), "lam": hundredths(rng, 0.2, 2.5)},
    ],
    call=_ridge,
    returns=RIDGE,
    after="ridge_shares",
    judge=_same_ridge("Check (10.5) for lam = 0, and where s = 0."),
)


@GD_FILTER.property(
    "ridge_filter: times the least-squares weights, it is ridge",
    draw=lambda rng: {**_directions(rng), "lam": hundredths(rng, 0.2, 2.0)},
    call=_ridge,
    returns=RIDGE,
    after="ridge_shares",
)
def is_ridge(data, out):
    w, _ = linear.ridge_closed_form(data["X"], data["y"], data["lam"])
    return _compare_weights(data, out["ridge_filter"], w, f"ridge with lam = {data['lam']:g}")
