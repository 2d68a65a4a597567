"""Exercise 3.1, the soft threshold."""

import numpy as np

from reglab.checks.model import PASSED, Array, Exercise, failed, first_difference, number
from reglab.linear import soft_threshold

LIKE_Z = Array(lambda data: np.shape(data["z"]))

SOFT_THRESHOLD = Exercise(
    "lasso.soft_threshold",
    title="3.1 soft_threshold",
    points=2,
    arguments=("z", "t"),
    returns=LIKE_Z,
    forbid=(
        "reglab.linear.prox:soft_threshold",
        "reglab.nn.penalties:prox_l1",
        "reglab.nn._epoch",  # its steps use the same formula
    ),
    reference=soft_threshold,
)


def _simple_values(rng):
    # No z equal to 0 or t: there the output of a mistake depends on > or >=, and so would its
    # hint.
    t = float(rng.choice([0.5, 0.75, 1.5, 2.0]))
    far, near = t + rng.integers(1, 13, size=2) / 4, rng.uniform(0.1, 0.9, size=2) * t
    numbers = [(2.0, 0.5), *((float(z), t) for z in (-far[0], near[0], -near[1], far[1]))]
    z = np.round(rng.normal(scale=2.0, size=(rng.integers(2, 5), 3)), 1)
    z = np.where(z == 0, 0.1, z)
    other = float(rng.choice([0.35, 0.75, 1.25, 1.65]))  # not in tenths like z
    return [{"z": z, "t": t} for z, t in [*numbers, (z.ravel(), other), (z, other)]]


def _arrays(rng):
    return [
        {"z": rng.normal(scale=3.0, size=n), "t": float(rng.uniform(0.3, 2))}
        for n in rng.integers([3, 30], [7, 60])
    ]


def _simplest(z, t, expected, got):
    """The failing entry with the smallest |z|, in words."""
    z, expected, got = (np.ravel(v) for v in np.broadcast_arrays(z, expected, got))
    wrong = ~np.isclose(got, expected, rtol=1e-6, atol=1e-9)
    i = min(np.flatnonzero(wrong), key=lambda i: abs(z[i]))
    case = f"z = {number(z[i])}, t = {number(t)}"
    return f"{case}: expected {number(expected[i])}, got {number(got[i])}"


def _compare(z, t, got, hint):
    expected = soft_threshold(z, t)
    if first_difference(expected, got) is None:
        return PASSED
    return failed(hint, _simplest(z, t, expected, got))


@SOFT_THRESHOLD.property("it minimizes (x - z)^2 / 2 + t |x|", draw=_simple_values)
def minimizes(data, out):
    hint = "Where |z| <= t the minimum is at 0; elsewhere the result is z moved towards 0 by t."
    return _compare(data["z"], data["t"], out["soft_threshold"], hint)


@SOFT_THRESHOLD.property(
    "where |z| <= t it is exactly 0, not just small", draw=_arrays, after="minimizes"
)
def exact_zeros(data, out):
    z, got = data["z"], out["soft_threshold"]
    wrong = np.flatnonzero((np.abs(z) <= data["t"]) & (got != 0))
    if not len(wrong):
        return _compare(z, data["t"], got, "Where |z| > t, the result is z moved towards 0 by t.")
    i = wrong[0]
    return failed(
        "A tiny weight is not 0: its feature is still in the model.",
        f"z = {number(z[i])}, t = {number(data['t'])}: expected exactly 0, got {got[i]:.1e}",
    )


@SOFT_THRESHOLD.property(
    "it is odd: changing the sign of z changes the sign of the result",
    draw=_arrays,
    call=lambda answers, data: {
        "plus": answers.soft_threshold(data["z"], data["t"]),
        "minus": answers.soft_threshold(-data["z"], data["t"]),
    },
    returns={"plus": LIKE_Z, "minus": LIKE_Z},
    after="minimizes",
)
def odd(data, out):
    hint = "Treat negative z like positive ones: use |z|, then restore the sign."
    verdict = _compare(data["z"], data["t"], out["plus"], hint)
    if not verdict.passed or first_difference(-out["plus"], out["minus"]) is None:
        return verdict
    return failed(hint, _simplest(-data["z"], data["t"], -out["plus"], out["minus"]))


@SOFT_THRESHOLD.property(
    "it is non-expansive: two inputs never move further apart",
    draw=lambda rng: [{**data, "shift": float(rng.uniform(0.1, 0.6))} for data in _arrays(rng)],
    call=lambda answers, data: {
        "at_z": answers.soft_threshold(data["z"], data["t"]),
        "at_shifted": answers.soft_threshold(data["z"] + data["shift"], data["t"]),
    },
    returns={"at_z": LIKE_Z, "at_shifted": LIKE_Z},
    after="minimizes",
)
def non_expansive(data, out):
    z, t, shift = data["z"], data["t"], data["shift"]
    hint = "The result jumps somewhere. It must be continuous in z."
    moved = np.abs(out["at_shifted"] - out["at_z"])
    if np.any(moved > shift + 1e-9):
        i = int(np.argmax(moved))
        return failed(
            hint,
            f"z from {number(z[i])} to {number(z[i] + shift)}: expected a move of at most "
            f"{number(shift)}, got {number(moved[i])}, more by {moved[i] - shift:.1e}",
        )
    # Constant values would pass the test above, so check the values too.
    verdict = _compare(z, t, out["at_z"], hint)
    return _compare(z + shift, t, out["at_shifted"], hint) if verdict.passed else verdict


@SOFT_THRESHOLD.property(
    "a threshold of 0 changes nothing",
    # With a 0 among them, where z / |z| is not the sign.
    draw=lambda rng: [{**data, "z": np.append(0.0, data["z"])} for data in _arrays(rng)],
    call=lambda answers, data: {"soft_threshold": answers.soft_threshold(data["z"], 0.0)},
    after="minimizes",
)
def zero_threshold(data, out):
    hint = "With t = 0 there is no penalty, so the minimum is at z itself."
    return _compare(data["z"], 0.0, out["soft_threshold"], hint)


# Known mistakes: every function below is wrong on purpose.

SOFT_THRESHOLD.mistake(
    "hard threshold",
    "You keep or kill values. The soft threshold also moves every survivor towards 0 by t.",
    lambda z, t: np.where(np.abs(z) > t, z, 0.0),
)
SOFT_THRESHOLD.mistake(
    "lost sign",
    "max(|z| - t, 0) is never negative: the sign of z is lost. Multiply by np.sign(z).",
    lambda z, t: np.maximum(np.abs(z) - t, 0.0),
)
SOFT_THRESHOLD.mistake(
    "only positive values survive",
    "max(z - t, 0) sends every negative z to 0. Shrink |z|, then restore the sign.",
    lambda z, t: np.maximum(z - t, 0.0),
)
SOFT_THRESHOLD.mistake(
    "no stop at zero",
    "z - t*sign(z) moves small values past 0. Stop at 0.",
    lambda z, t: z - t * np.sign(z),
)
SOFT_THRESHOLD.mistake(
    "clipping",
    "Clipping to [-t, t] gives the part to remove. Return z minus that part.",
    lambda z, t: np.clip(z, -t, t),
)
SOFT_THRESHOLD.mistake(
    "L2 shrinkage",
    "z / (1 + t) minimizes the L2 problem of (3.2): it never reaches 0.",
    lambda z, t: z / (1 + t),
)
SOFT_THRESHOLD.mistake(
    "np.max for np.maximum",
    "np.max(a, 0) is the largest entry along axis 0. You want np.maximum(a, 0), entrywise.",
    lambda z, t: np.sign(z) * np.max(np.abs(z) - t, 0),
)
SOFT_THRESHOLD.mistake(
    "one number only",
    "z may be an array, but max() and if need a single number. Use np.maximum or np.where.",
    lambda z, t: np.sign(z) * max(abs(z) - t, 0.0),
)
