"""Exercise 6.4, the proximal step."""

import numpy as np

from reglab import nn
from reglab.checks.model import PASSED, Array, Exercise, expected_got, failed, number
from reglab.exercises.weight_penalties.inputs import away_from_zero, quarters, whole_numbers
from reglab.nn import prox_l1


def _like_W(data):
    return data["W"].shape


PROX_L1 = Exercise(
    "weight_penalties.prox_l1",
    title="6.4 prox_l1",
    points=2,
    arguments=("W", "t"),
    returns=Array(_like_W, atol=1e-12),
    forbid=("reglab.nn.penalties", "reglab.nn._epoch", "reglab.linear.prox:soft_threshold"),
    reference=prox_l1,
    aspects={"positive": 3, "negative": 2, "zero": 3, "whole": 2},
)


def _on_paper(rng):
    """Entries of both signs, within and beyond t, none of them 0 or equal to t."""
    t = quarters(rng, 0.5, 0.75)
    within, beyond = rng.integers(1, round(8 * t), size=4) / 8, t + quarters(rng, 0.25, 2, size=2)
    far = 2 * t + quarters(rng, 0.25, 1, size=2)
    entries = [*beyond[:1], -beyond[1], far[0], -far[1], *within[:2], *-within[2:]]
    W = rng.permutation(entries).reshape(*rng.permutation([2, 4]))
    return {"W": W, "t": t}


def _random(rng):
    """As many entries within t as beyond it, in a matrix that is neither square nor small."""
    rows, columns = int(rng.integers(8, 14)), int(rng.integers(4, 7))
    t = float(rng.uniform(0.2, 0.8))
    size = rng.uniform([[0.02], [1.05]], [[0.95], [3.0]], size=(2, rows * columns))
    size = t * rng.choice(size.ravel(), size=(rows, columns), replace=False)
    return {"W": size * np.sign(away_from_zero(rng, rows, columns)), "t": t}


def _both(rng):
    return [_on_paper(rng), _random(rng)]


def _wrong(data, got, chosen=True, rtol=1e-6):
    """The wrong entry with the smallest |w| among some of them, in words; None if there is none."""
    W, t = data["W"], data["t"]
    expected = nn.prox_l1(W, t)
    atol = 1e-12 * max(float(np.max(np.abs(W))), t)
    wrong = np.argwhere(chosen & ~np.isclose(got, expected, rtol=rtol, atol=atol))
    if len(wrong) == 0:
        return None
    i = min(map(tuple, wrong), key=lambda i: abs(W[i]))
    case = f"w = {number(W[i])}, t = {number(t)}"
    return f"{case}: {expected_got(expected[i], got[i])}"


def _same(hint, which=lambda data: True):
    def judge(data, out):
        wrong = _wrong(data, out["prox_l1"], which(data))
        return PASSED if wrong is None else failed(hint, wrong)

    return judge


PROX_L1.property(
    "weights above t: w - t",
    name="positive",
    aspect="positive",
    draw=_both,
    judge=_same("Weights above t become smaller by exactly t.", lambda data: data["W"] > data["t"]),
)

PROX_L1.property(
    "weights below -t: w + t",
    name="negative",
    aspect="negative",
    draw=_both,
    judge=_same(
        "Weights below -t stay negative and move towards 0 by exactly t.",
        lambda data: data["W"] < -data["t"],
    ),
)


@PROX_L1.property(
    "where |w| <= t it is exactly 0, and nowhere else",
    aspect="zero",
    draw=_both,
)
def exact_zeros(data, out):
    W, t, got = data["W"], data["t"], out["prox_l1"]
    wrong = np.argwhere((np.abs(W) <= t) != (got == 0))
    if len(wrong) == 0:
        return PASSED
    i = min(map(tuple, wrong), key=lambda i: abs(W[i]))
    expected = "exactly 0" if abs(W[i]) <= t else "a number that is not 0"
    return failed(
        "Weights within t of 0 become exactly 0, which removes them from the network. All others "
        "stay in it.",
        f"w = {number(W[i])}, t = {number(t)}: expected {expected}, got {number(got[i])}",
    )


def _at_the_edge(rng):
    """Weights of 0 and of t, and t = 0."""
    rows, columns = rng.integers(2, 5, size=2)
    W = away_from_zero(rng, rows * columns)
    W[:2] = 0.0
    t = quarters(rng, 0.5, 0.75)
    some = rng.permutation([0.0, t, -t, 2 * t + 0.25, -2 * t - 0.5, t / 2])
    return [
        {"W": rng.permutation(W).reshape(rows, columns), "t": 0.0},
        {"W": some.reshape(2, 3), "t": t},
    ]


PROX_L1.property(
    "t = 0 changes nothing; a weight of 0 stays 0, one of t or -t becomes 0",
    name="edges",
    aspect="whole",
    draw=_at_the_edge,
    after="positive",
    judge=_same("With t = 0, W stays as it is. Weights of 0, t and -t become 0, and never nan."),
)


def _other_sizes(rng):
    """Whole numbers, other numbers of axes, and tiny and large numbers."""
    t = quarters(rng, 1.25, 3)
    shapes = [(7,), (2, 3, 2), (1, 6), (6, 1)]
    cases = [{"W": away_from_zero(rng, *shape) * 1.5 * t, "t": t} for shape in shapes]
    random = _random(rng)
    scaled = [{"W": random["W"] * size, "t": random["t"] * size} for size in (1e-6, 1e4)]
    return [{"W": whole_numbers(rng, 3, 4), "t": rng.choice([0.25, 0.75, 1.25])}, *cases, *scaled]


PROX_L1.property(
    "whole numbers, any number of axes, tiny and large numbers",
    name="other_sizes",
    aspect="whole",
    draw=_other_sizes,
    after="positive",
    judge=_same(
        "W may have any shape and hold numbers of any size. Whole numbers minus t have fractions, "
        "so the result needs an array of floats."
    ),
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
    aspect="whole",
    after="positive",
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
