"""Exercise 10.3, the shares of each direction in gradient descent and ridge."""

import numpy as np

from reglab import linear
from reglab.checks.judging.stock import agrees
from reglab.checks.model import (
    PASSED,
    Array,
    Exercise,
    expected_got,
    failed,
    first_difference,
    number,
)
from reglab.exercises.early_stopping.inputs import hundredths, regression
from reglab.linear import gd_filter, ridge_filter


def _like_s(data):
    return data["s"].shape


GD_FILTER = Exercise(
    "early_stopping.gd_filter",
    title="10.3 gd_filter, ridge_filter",
    points=2,
    aspects={"gd_filter": 1, "ridge_filter": 1},
    names=("gd_filter", "ridge_filter"),
    arguments=("s", "eta", "t"),
    returns=Array(_like_s, atol=0.0),  # some shares are tiny
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


def _long_steps(rng):
    """Cases with eta*s from 1 to 2: after odd numbers of steps the share is above 1."""
    # 0.75 * 2 is 1.5, so that the missing share is -0.5, 0.25, -0.125.
    one = {"s": np.array([2.0]), "eta": hundredths(rng, 0.7, 0.8), "t": 3}
    eta = float(rng.choice([0.25, 0.5]))
    s = rng.permutation([0.2, 1.0, 1.3, 1.6, 1.9]) / eta  # eta*s is 1 in one direction
    few = [{"s": s, "eta": eta, "t": t} for t in (1, int(rng.integers(2, 4)) * 2, 0)]
    odd = {"s": _many(rng), "eta": float(rng.uniform(0.6, 0.7)), "t": 5}
    return [one, *few, odd]


def _wide_range(rng):
    """Directions with almost no variance, with a large one, and thousands of steps."""
    s = np.array([1e-8, 1e-6, 1e-4, 1e-2]) * rng.uniform(1.0, 9.0, 4)
    eta = float(rng.uniform(0.2, 0.4))
    return [
        {"s": rng.permutation(s), "eta": eta, "t": int(rng.integers(3, 8))},
        {"s": rng.permutation(s), "eta": eta, "t": int(rng.integers(2000, 4000))},
        {"s": rng.permutation(1e6 * s), "eta": 1e-6 * eta, "t": int(rng.integers(3, 8))},
    ]


def _whole(rng):
    """Eigenvalues that are whole numbers."""
    n = int(rng.integers(3, 6))
    return rng.permutation(np.arange(1, n + 1))


def _in_turn(rng):
    """Each case differs from the one before in one argument."""
    one = {"s": _few(rng), "eta": hundredths(rng, 0.1, 0.12), "t": 3}
    two = {**one, "s": rng.permutation(one["s"]) * 1.05}
    three = {**two, "eta": hundredths(rng, 0.15, 0.2)}
    four = {**three, "t": 5}
    return [one, two, three, four, one]


def _few_steps(rng):
    eta = [hundredths(rng, 0.1, 0.2) for _ in range(3)]
    return [
        {"s": _few(rng), "eta": eta[0], "t": 0},
        {"s": _few(rng), "eta": eta[1], "t": 1},
        {"s": _and_zero(rng), "eta": eta[2], "t": int(rng.integers(3, 8))},
    ]


def _case(data, where):
    return f"s = {number(data['s'][where])}, eta = {number(data['eta'])}, t = {data['t']}"


def _same_share(hint):
    return agrees(GD_FILTER, hint, _case, atol=0.0)


GD_FILTER.property(
    "gd_filter: the share that t steps have reached",
    name="gd_shares",
    draw=_steps,
    aspect="gd_filter",
    judge=_same_share(
        "Each step multiplies the missing share by 1 - eta*s. Return the share that t steps "
        "have reached."
    ),
)

GD_FILTER.property(
    "gd_filter: nothing before the first step, eta*s after it, 0 where s = 0",
    name="gd_ends",
    draw=_few_steps,
    after="gd_shares",
    aspect="gd_filter",
    judge=_same_share("Check (10.4) for t = 0 and t = 1, and where s = 0."),
)

GD_FILTER.property(
    "gd_filter: steps that go too far, eta*s from 1 to 2",
    name="gd_long_steps",
    draw=_long_steps,
    after="gd_shares",
    aspect="gd_filter",
    judge=_same_share(
        "Use (10.4) for eta*s >= 1, too. There 1 - eta*s is negative or 0, so the share is 1 or "
        "more after odd numbers of steps."
    ),
)

GD_FILTER.property(
    "gd_filter: very small and large s, and thousands of steps",
    name="gd_range",
    draw=_wide_range,
    after="gd_shares",
    aspect="gd_filter",
    judge=_same_share("Use (10.4) for every s and t: without rounding, a limit or a threshold."),
)

GD_FILTER.property(
    "gd_filter: whole numbers in s",
    name="gd_whole",
    draw=lambda rng: {
        "s": _whole(rng),
        "eta": hundredths(rng, 0.11, 0.19),
        "t": int(rng.integers(2, 6)),
    },
    after="gd_shares",
    aspect="gd_filter",
    judge=_same_share("The shares are fractions, also if s holds integers: return floats."),
)

GD_FILTER.property(
    "gd_filter: every call has its own result",
    name="gd_each_call",
    draw=_in_turn,
    after="gd_shares",
    aspect="gd_filter",
    judge=_same_share("Compute the shares from s, eta and t in every call: keep nothing."),
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
        "s holds the eigenvalues of X'X/n, largest first. Return a share for each, in this order.",
        f"{what}: expected w[{where[0]}] = {number(w[where])}, got {number(got[where])}",
    )


@GD_FILTER.property(
    "gd_filter: times the least-squares weights, it is gradient descent",
    draw=lambda rng: {**_directions(rng), "t": int(rng.integers(8, 16))},
    after="gd_shares",
    aspect="gd_filter",
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


RIDGE = {"ridge_filter": Array(_like_s, atol=0.0)}


def _ridge(answers, data):
    return {"ridge_filter": answers.ridge_filter(data["s"], data["lam"])}


def _same_ridge(hint):
    def judge(data, out):
        expected, got = linear.ridge_filter(data["s"], data["lam"]), out["ridge_filter"]
        where = first_difference(expected, got, atol=0.0)
        if where is None:
            return PASSED
        return failed(
            hint,
            f"s = {number(data['s'][where])}, lam = {number(data['lam'])}: "
            f"{expected_got(expected[where], got[where])}",
        )

    return judge


def _ridge_range(rng):
    """Tiny and large eigenvalues and penalties: shares near 0, near 1 and between them."""
    s = np.array([1e-12, 1e-9, 1e-6, 1e-3]) * rng.uniform(1.0, 9.0, 4)
    return [
        {"s": rng.permutation(s), "lam": 0.0},
        {"s": rng.permutation(s), "lam": float(rng.uniform(1e-12, 9e-12))},
        {"s": rng.permutation(s), "lam": float(rng.uniform(1e-6, 9e-6))},
        {"s": rng.permutation(1e12 * s), "lam": float(rng.uniform(1e4, 9e4))},
    ]


def _ridge_in_turn(rng):
    """Each case differs from the one before in one argument."""
    one = {"s": _few(rng), "lam": hundredths(rng, 0.2, 0.8)}
    two = {**one, "s": rng.permutation(one["s"]) * 1.05}
    return [one, two, {**two, "lam": hundredths(rng, 1.2, 2.5)}, one]


GD_FILTER.property(
    "ridge_filter: the share that the penalty leaves",
    name="ridge_shares",
    draw=_penalties,
    call=_ridge,
    returns=RIDGE,
    aspect="ridge_filter",
    judge=_same_ridge("Solve (s + lam) w = s w_ls for the share w / w_ls."),
)

GD_FILTER.property(
    "ridge_filter: all of it without a penalty, 0 where s = 0",
    name="ridge_ends",
    draw=lambda rng: [
        {"s": _few(rng), "lam": 0.0},
        {"s": np.zeros(1), "lam": hundredths(rng, 0.2, 2.5)},
        {"s": _and_zero(rng), "lam": hundredths(rng, 0.2, 2.5)},
        {"s": _few(rng), "lam": 0.0},
    ],
    call=_ridge,
    returns=RIDGE,
    after="ridge_shares",
    aspect="ridge_filter",
    judge=_same_ridge("Check (10.5) for lam = 0, and where s = 0."),
)

GD_FILTER.property(
    "ridge_filter: very small and large s and lam",
    name="ridge_range",
    draw=_ridge_range,
    call=_ridge,
    returns=RIDGE,
    after="ridge_shares",
    aspect="ridge_filter",
    judge=_same_ridge(
        "Use (10.5) for every s and lam: without rounding, a threshold or a small number added."
    ),
)

GD_FILTER.property(
    "ridge_filter: whole numbers in s",
    name="ridge_whole",
    draw=lambda rng: {"s": _whole(rng), "lam": hundredths(rng, 0.2, 0.8)},
    call=_ridge,
    returns=RIDGE,
    after="ridge_shares",
    aspect="ridge_filter",
    judge=_same_ridge("The shares are fractions, also if s holds integers: return floats."),
)

GD_FILTER.property(
    "ridge_filter: every call has its own result",
    name="ridge_each_call",
    draw=_ridge_in_turn,
    call=_ridge,
    returns=RIDGE,
    after="ridge_shares",
    aspect="ridge_filter",
    judge=_same_ridge("Compute the shares from s and lam in every call: keep nothing."),
)


@GD_FILTER.property(
    "ridge_filter: times the least-squares weights, it is ridge",
    draw=lambda rng: {**_directions(rng), "lam": hundredths(rng, 0.2, 2.0)},
    call=_ridge,
    returns=RIDGE,
    after="ridge_shares",
    aspect="ridge_filter",
)
def is_ridge(data, out):
    w, _ = linear.ridge_closed_form(data["X"], data["y"], data["lam"])
    return _compare_weights(data, out["ridge_filter"], w, f"ridge with lam = {data['lam']:g}")
