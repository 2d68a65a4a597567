"""Exercise 6.4, the proximal step."""

import numpy as np

from reglab import nn
from reglab.checks.model import PASSED, Array, Exercise, failed, first_difference, number
from reglab.exercises.weight_penalties.inputs import away_from_zero, quarters
from reglab.nn import prox_l1


def _like_W(data):
    return data["W"].shape


PROX_L1 = Exercise(
    "weight_penalties.prox_l1",
    title="6.4 prox_l1",
    points=2,
    arguments=("W", "t"),
    returns=Array(_like_W),
    forbid=("reglab.nn.penalties", "reglab.nn._epoch", "reglab.linear.prox:soft_threshold"),
    reference=prox_l1,
)


def _small_to_large(rng):
    # Single entries, then all kinds together; none is 0 or equal to t.
    t = quarters(rng, 0.75, 2)
    below, above = rng.integers(1, round(8 * t), size=5) / 8, t + quarters(rng, 0.25, 2, size=4)
    far = 2 * t + quarters(rng, 0.25, 1)
    mixed = [[far, -below[2]], [below[3], -above[2]], [below[4], t + 0.25]]
    values = [[[above[0]]], [[-above[1]]], [[below[0]]], [[-below[1]]], mixed]
    return [{"W": np.array(W), "t": t} for W in values]


def _simplest(W, t, expected, got):
    """The failing entry with the smallest |w|, in words."""
    wrong = np.argwhere(~np.isclose(got, expected, rtol=1e-6, atol=1e-9))
    i = min(map(tuple, wrong), key=lambda i: abs(W[i]))
    case = f"w = {number(W[i])}, t = {number(t)}"
    return f"{case}: expected {number(expected[i])}, got {number(got[i])}"


def _compare(data, got, hint):
    expected = nn.prox_l1(data["W"], data["t"])
    if first_difference(expected, got) is None:
        return PASSED
    return failed(hint, _simplest(data["W"], data["t"], expected, got))


def _same_weights(hint):
    return lambda data, out: _compare(data, out["prox_l1"], hint)


PROX_L1.property(
    "small matrices by hand",
    name="by_hand",
    draw=_small_to_large,
    judge=_same_weights("Move each weight towards 0 by t, and stop at 0."),
)


def _on_either_side(rng):
    """As many entries below t as above, in a matrix that is neither square nor small."""
    rows, columns, t = int(rng.integers(8, 14)), int(rng.integers(4, 7)), rng.uniform(0.3, 1.6)
    size = rng.uniform([[0.02], [1.05]], [[0.95], [3.0]], size=(2, rows * columns))
    size = t * rng.choice(size.ravel(), size=(rows, columns), replace=False)
    return {"W": size * np.sign(away_from_zero(rng, rows, columns)), "t": float(t)}


@PROX_L1.property(
    "where |w| <= t it is exactly 0, elsewhere |w| shrinks by t",
    draw=_on_either_side,
    after="by_hand",
)
def exact_zeros(data, out):
    W, got = data["W"], out["prox_l1"]
    wrong = np.argwhere((np.abs(W) <= data["t"]) & (got != 0))
    if len(wrong):
        i = tuple(wrong[0])
        return failed(
            "A tiny weight is not 0, so it cannot be left out of the network.",
            f"w = {number(W[i])}, t = {number(data['t'])}: expected exactly 0, got {got[i]:.1e}",
        )
    return _compare(data, got, "Where |w| > t, keep the sign and reduce |w| by t.")


def _with_a_zero(rng):
    rows, columns = rng.integers(2, 5, size=2)
    W = away_from_zero(rng, rows * columns)
    W[rng.integers(len(W))] = 0.0
    return {"W": W.reshape(rows, columns), "t": 0.0}


PROX_L1.property(
    "t = 0 changes nothing",
    name="no_threshold",
    draw=_with_a_zero,
    after="by_hand",
    judge=_same_weights("With t = 0 there is no penalty: W stays as it is."),
)


def _least_squares(rng):
    """Least squares on orthonormal columns, with known minimum; some of its weights end at 0."""
    columns, _ = np.linalg.qr(rng.normal(size=(rng.integers(7, 11), 4)))
    V = away_from_zero(rng, 4, int(rng.integers(2, 5)))
    V[::2] *= 0.1  # below l1: these end at 0
    l1, lr = float(rng.uniform(0.25, 0.4)), float(rng.uniform(0.4, 0.7))
    return {"X": columns, "Y": columns @ V, "l1": l1, "lr": lr, "n_steps": 60}


def _descent(answers, data):
    X, Y, lr = data["X"], data["Y"], data["lr"]
    W = np.ones((X.shape[1], Y.shape[1]))
    for _ in range(data["n_steps"]):
        W = answers.prox_l1(W - lr * X.T @ (X @ W - Y), lr * data["l1"])
    return {"W": W}


@PROX_L1.property(
    "steps W <- prox_l1(W - lr*gradient, lr*l1) end at the minimum, with exact zeros",
    draw=_least_squares,
    call=_descent,
    returns={"W": Array(lambda data: (data["X"].shape[1], data["Y"].shape[1]))},
    after="by_hand",
)
def descent(data, out):
    """The optimality conditions: gradient = -l1 sign(W), or at most l1 where W = 0."""
    X, W, l1 = data["X"], out["W"], data["l1"]
    gradient = X.T @ (X @ W - data["Y"])
    excess = np.where(W == 0, np.maximum(np.abs(gradient) - l1, 0), gradient + l1 * np.sign(W))
    if np.max(np.abs(excess)) < 1e-6:
        return PASSED
    i = tuple(np.argwhere(np.abs(excess) >= 1e-6)[0])
    return failed(
        "At the minimum the gradient is -l1*sign(w), or at most l1 in size where w = 0.",
        f"l1 = {number(l1)}: after {data['n_steps']} steps w = {number(W[i])}, where the gradient "
        f"of the loss is {number(gradient[i])}",
    )
