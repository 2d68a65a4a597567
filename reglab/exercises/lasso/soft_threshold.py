"""Exercise 3.1, the soft threshold."""

import numpy as np

from reglab.checks.model import (
    PASSED,
    Array,
    Exercise,
    expected_got,
    failed,
    first_difference,
    number,
)
from reglab.linear import soft_threshold

LIKE_Z = Array(lambda data: np.shape(data["z"]))

SOFT_THRESHOLD = Exercise(
    "lasso.soft_threshold",
    title="3.1 soft_threshold",
    points=2,
    arguments=("z", "t"),
    returns=LIKE_Z,
    aspects={"formula": 5, "forms": 2, "edges": 2.5, "digits": 1},
    forbid=(
        "reglab.linear.prox:soft_threshold",
        "reglab.linear.huber:huber_loss_grad",  # z minus its second value is the answer
        "reglab.nn.penalties:prox_l1",
        "reglab.nn._epoch",  # its steps use the same formula
    ),
    reference=soft_threshold,
)


def _numbers(rng):
    # Halves and quarters, so that a student can follow. No z equal to 0 or t: there the output of
    # a mistake depends on > or >=, and so would its hint.
    t = float(rng.choice([0.5, 0.75, 1.5, 2.0]))
    far, near = t + rng.integers(1, 13, size=2) / 4, rng.uniform(0.1, 0.9, size=2) * t
    numbers = [(2.0, 0.5), *((float(z), t) for z in (-far[0], near[0], -near[1], far[1]))]
    return [{"z": z, "t": t} for z, t in numbers]


def _tables(rng):
    z = np.round(rng.normal(scale=2.0, size=(rng.integers(2, 5), 3)), 1)
    # A small number, and large ones of both signs, in each draw.
    z[0] = np.array([0.2, -3.6, 3.3]) * rng.integers(1, 3)
    z = np.where(z == 0, 0.1, z)
    t = float(rng.choice([0.45, 0.75, 1.25, 1.65]))  # not in tenths like z
    return [{"z": z, "t": t}, {"z": z[None], "t": t}]


def _large(rng):
    """Numbers beyond t of both signs, the smallest first."""
    first = {"z": np.array([2.0]), "t": 0.5}
    t = float(rng.choice([0.5, 0.75, 1.5, 2.0]))
    z = (t + rng.integers(1, 13, size=6) / 4) * rng.permutation([-1, 1, -1, 1, -1, 1])
    return [first, {"z": -first["z"], "t": 0.5}, {"z": z, "t": t}]


def _of_one_sign(sign):
    def draw(rng):
        t = float(rng.choice([0.5, 0.75, 1.5, 2.0]))
        far, near = t + rng.integers(1, 13, size=3) / 4, rng.uniform(0.1, 0.9, size=3) * t
        return [
            {"z": sign * np.array([2.0, 0.25]), "t": 0.5},
            {"z": sign * rng.permutation([*far, *near]), "t": t},
        ]

    return draw


def _small(rng):
    t = float(rng.choice([0.5, 0.75, 1.5, 2.0]))
    signs = rng.permutation([-1, 1, -1, 1])
    return [{"z": np.array([0.25]), "t": 0.5}, {"z": rng.uniform(0.1, 0.9, 4) * t * signs, "t": t}]


def _arrays(rng):
    return [
        {"z": rng.normal(scale=3.0, size=n), "t": float(rng.uniform(0.3, 2))}
        for n in rng.integers([3, 30], [7, 60])
    ]


def _simplest(z, t, expected, got, wrong):
    """The wrong entry with the smallest |z|, in words."""
    z, expected, got, wrong = (np.ravel(v) for v in np.broadcast_arrays(z, expected, got, wrong))
    i = min(np.flatnonzero(wrong), key=lambda i: abs(z[i]))
    case = f"z = {number(z[i])}, t = {number(t)}"
    return f"{case}: {expected_got(expected[i], got[i])}"


# Near enough, relative to t: what rounding costs is asked once, by "digits".
NEAR = 0.02


def _compare(z, t, got, hint, near=True):
    expected = soft_threshold(z, t)
    atol = NEAR * (t if t else 1.0) if near else 1e-9
    rtol = NEAR if near else 1e-6
    if first_difference(expected, got, rtol=rtol, atol=atol) is None:
        return PASSED
    wrong = ~np.isclose(got, expected, rtol=rtol, atol=atol)
    return failed(hint, _simplest(z, t, expected, got, wrong))


TWO_REGIMES = "Where |z| <= t the result is 0; elsewhere it is z, moved towards 0 by t."


def _minimizes(data, out):
    return _compare(data["z"], data["t"], out["soft_threshold"], TWO_REGIMES)


SOFT_THRESHOLD.property(
    "it minimizes (x - z)^2 / 2 + t |x|, for |z| > t",
    name="large",
    draw=_large,
    aspect="formula",
    judge=_minimizes,
)
SOFT_THRESHOLD.property(
    "for positive z, below and above t",
    name="positive",
    draw=_of_one_sign(1),
    aspect="formula",
    judge=_minimizes,
)
SOFT_THRESHOLD.property(
    "for negative z, below and above t in size",
    name="negative",
    draw=_of_one_sign(-1),
    aspect="formula",
    judge=_minimizes,
)
SOFT_THRESHOLD.property(
    "for |z| < t",
    name="small",
    draw=_small,
    after="large",
    aspect="formula",
    judge=_minimizes,
)
SOFT_THRESHOLD.property(
    "z may be a number",
    name="numbers",
    draw=_numbers,
    aspect="forms",
    judge=_minimizes,
)
SOFT_THRESHOLD.property(
    "z may have any shape",
    name="any_shape",
    draw=_tables,
    aspect="forms",
    judge=_minimizes,
)


@SOFT_THRESHOLD.property(
    "it is odd: changing the sign of z changes the sign of the result",
    draw=_arrays,
    call=lambda answers, data: {
        "plus": answers.soft_threshold(data["z"], data["t"]),
        "minus": answers.soft_threshold(-data["z"], data["t"]),
    },
    returns={"plus": LIKE_Z, "minus": LIKE_Z},
    aspect="formula",
)
def odd(data, out):
    for sign, name in ((1, "plus"), (-1, "minus")):
        verdict = _compare(sign * data["z"], data["t"], out[name], TWO_REGIMES)
        if not verdict.passed:
            return verdict
    return PASSED


@SOFT_THRESHOLD.property(
    "all digits are right",
    draw=_arrays,
    after="large",
    aspect="digits",
)
def digits(data, out):
    z, t, got = data["z"], data["t"], out["soft_threshold"]
    # What is far off is the matter of the other properties.
    if not _compare(z, t, got, "").passed:
        return PASSED
    hint = "Your values are near, but not exact. Subtract t itself, and round nothing."
    return _compare(z, t, got, hint, near=False)


@SOFT_THRESHOLD.property(
    "where |z| <= t it is exactly 0, not just small",
    draw=_arrays,
    after="large",
    aspect="edges",
)
def exact_zeros(data, out):
    z, got = data["z"], out["soft_threshold"]
    wrong = np.flatnonzero((np.abs(z) <= data["t"]) & (got != 0))
    if not len(wrong):
        return _compare(z, data["t"], got, TWO_REGIMES)
    i = wrong[0]
    return failed(
        "A tiny weight is not 0: its feature is still in the model.",
        f"z = {number(z[i])}, t = {number(data['t'])}: expected exactly 0, got {got[i]:.1e}",
    )


def _at_the_threshold(rng):
    cases = []
    for size in (1.0, 10 ** rng.uniform(-12, -9), 10 ** rng.uniform(4, 9)):
        t = float(size * rng.uniform(0.5, 2))
        above = t * (1 + np.array([0.0, 1e-12, 1e-9, 1e-6, 1e-3, 1e3]) * rng.uniform(0.5, 2))
        below = t * (1 - np.array([1e-12, 1e-9, 1e-6, 1e-3]) * rng.uniform(0.5, 1))
        z = rng.permutation(np.concatenate([above, below, [0.0]]))
        cases.append({"z": np.concatenate([z, -z]), "t": t})
    return cases


@SOFT_THRESHOLD.property(
    "it is exact: at the threshold, just above it, and for very small and large numbers",
    draw=_at_the_threshold,
    after="positive",
    aspect="edges",
)
def at_the_threshold(data, out):
    z, t, got = data["z"], data["t"], out["soft_threshold"]
    expected = soft_threshold(z, t)
    # The last digits depend on the formula, but not whether a result is 0.
    wrong = np.abs(got - expected) > 1e-15 * (np.abs(z) + t)
    wrong |= (got != 0) != (expected != 0)
    if not np.any(wrong):
        return PASSED
    i = min(np.flatnonzero(wrong), key=lambda i: abs(z[i]))
    return failed(
        "Do not round, and compare |z| with t itself: there is no number that is nearly 0.",
        f"t = {t:.6g}, |z| - t = {abs(z[i]) - t:.1e}, z {'>' if z[i] > 0 else '<'} 0: expected "
        f"{expected[i]:.3g}, got {got[i]:.3g}"
        if z[i] != 0
        else f"z = 0, t = {t:.6g}: expected 0, got {got[i]:.3g}",
    )


@SOFT_THRESHOLD.property(
    "z may hold whole numbers",
    draw=lambda rng: {
        "z": rng.permutation([-7, -5, -2, -1, 0, 1, 2, 5, 6]) + rng.integers(2),
        "t": float(rng.integers(1, 4) + rng.choice([0.25, 0.5])),
    },
    after="positive",
    aspect="edges",
)
def whole_numbers(data, out):
    hint = "Whole numbers have other results: nothing may be rounded, and nothing may overflow."
    got = out["soft_threshold"]
    if np.all(got == np.round(got)):
        hint = (
            "Your results are whole numbers. An array made like an array of whole numbers (with "
            "zeros_like, copy, ...) cannot hold fractions: give it dtype=float."
        )
    return _compare(data["z"], data["t"], got, hint)


@SOFT_THRESHOLD.property(
    "a threshold of 0 changes nothing",
    # With a 0 among them, where z / |z| is not the sign.
    draw=lambda rng: [{**data, "z": np.append(0.0, data["z"])} for data in _arrays(rng)],
    call=lambda answers, data: {"soft_threshold": answers.soft_threshold(data["z"], 0.0)},
    after="positive",
    aspect="edges",
)
def zero_threshold(data, out):
    hint = "With t = 0 there is no penalty, so the minimum is at z itself."
    return _compare(data["z"], 0.0, out["soft_threshold"], hint)


# Known mistakes: every function below is wrong on purpose.

SOFT_THRESHOLD.mistake(
    "hard threshold",
    "You keep or kill values. The soft threshold also moves every survivor towards 0 by t.",
    lambda z, t: np.where(np.abs(z) > t, z, 0.0),
    kind="half",
)
SOFT_THRESHOLD.mistake(
    "lost sign",
    "max(|z| - t, 0) is never negative: the sign of z is lost. Multiply by np.sign(z).",
    lambda z, t: np.maximum(np.abs(z) - t, 0.0),
    kind="slip",
)
SOFT_THRESHOLD.mistake(
    "only positive values survive",
    "max(z - t, 0) sends every negative z to 0. Shrink |z|, then restore the sign.",
    lambda z, t: np.maximum(z - t, 0.0),
    kind="half",
)
SOFT_THRESHOLD.mistake(
    "no stop at zero",
    "z - t*sign(z) moves small values past 0. Stop at 0.",
    lambda z, t: z - t * np.sign(z),
    kind="half",
)
SOFT_THRESHOLD.mistake(
    "clipping",
    "Clipping to [-t, t] gives the part to remove. Return z minus that part.",
    lambda z, t: np.clip(z, -t, t),
    kind="half",
)
SOFT_THRESHOLD.mistake(
    "L2 shrinkage",
    "z / (1 + t) minimizes the L2 problem of (3.2): it never reaches 0.",
    lambda z, t: z / (1 + t),
    kind="wrong",
)
SOFT_THRESHOLD.mistake(
    "threshold doubled",
    "You use 2t for t: the 1/2 in front of the square cancels the 2 of its derivative.",
    lambda z, t: np.sign(z) * np.maximum(np.abs(z) - 2 * t, 0.0),
    kind="slip",
)
SOFT_THRESHOLD.mistake(
    "threshold halved",
    "You use t/2 for t: the 1/2 in front of the square cancels the 2 of its derivative.",
    lambda z, t: np.sign(z) * np.maximum(np.abs(z) - t / 2, 0.0),
    kind="slip",
)
SOFT_THRESHOLD.mistake(
    "moved away from zero",
    "You move the values away from 0. The penalty pulls them towards 0: subtract t from |z|.",
    lambda z, t: np.where(np.abs(z) > t, z + t * np.sign(z), 0.0),
    kind="slip",
)
SOFT_THRESHOLD.mistake(
    "cut to whole numbers",
    "An array made like an array of whole numbers (with zeros_like, copy, ...) cannot hold "
    "fractions: your results are cut. Give it dtype=float.",
    lambda z, t: (
        soft_threshold(z, t).astype(np.asarray(z).dtype)
        if isinstance(z, np.ndarray)
        else soft_threshold(z, t)
    ),
    kind="slip",
)
SOFT_THRESHOLD.mistake(
    "np.max for np.maximum",
    "np.max(a, 0) is the largest entry along axis 0. You want np.maximum(a, 0), entrywise.",
    lambda z, t: np.sign(z) * np.max(np.abs(z) - t, 0),
    kind="slip",
)
SOFT_THRESHOLD.mistake(
    "one number only",
    "z may be an array, but max() and if need a single number. Use np.maximum or np.where.",
    lambda z, t: np.sign(z) * max(abs(z) - t, 0.0),
    kind="half",
)
SOFT_THRESHOLD.mistake(
    "negative values kept",
    "Large positive values are shrunk, but large negative ones are not: z + t where z < -t.",
    lambda z, t: np.where(z < -t, z, np.maximum(z - t, 0.0)),
    kind="slip",
)
SOFT_THRESHOLD.mistake(
    "negative values moved the wrong way",
    "For z < -t the result is z + t. You subtract t, which moves it away from 0.",
    lambda z, t: np.where(z < -t, z - t, np.maximum(z - t, 0.0)),
    kind="slip",
)
SOFT_THRESHOLD.mistake(
    "positive values kept",
    "Large negative values are shrunk, but large positive ones are not: z - t where z > t.",
    lambda z, t: np.where(z > t, z, np.minimum(z + t, 0.0)),
    kind="slip",
)
SOFT_THRESHOLD.mistake(
    "only negative values survive",
    "min(z + t, 0) sends every positive z to 0. Shrink |z|, then restore the sign.",
    lambda z, t: np.minimum(z + t, 0.0),
    kind="half",
)
SOFT_THRESHOLD.mistake(
    "small values kept",
    "Large values are right, but where |z| <= t you return z. The result is 0 there.",
    lambda z, t: np.where(np.abs(z) > t, z - t * np.sign(z), z),
    kind="slip",
)
SOFT_THRESHOLD.mistake(
    "small values set to t",
    "Large values are right, but where |z| <= t you return t or -t. The result is 0 there.",
    lambda z, t: np.sign(z) * np.where(np.abs(z) > t, np.abs(z) - t, t),
    kind="slip",
)
SOFT_THRESHOLD.mistake(
    "threshold squared",
    "You use t^2. Subtract t itself from |z|.",
    lambda z, t: np.sign(z) * np.maximum(np.abs(z) - t**2, 0.0),
    kind="slip",
)
SOFT_THRESHOLD.mistake(
    "t subtracted whatever the sign",
    "z - t moves negative values away from 0, and small ones past it. Shrink |z|, stop at 0, and "
    "restore the sign.",
    lambda z, t: z - t,
    kind="half",
)
SOFT_THRESHOLD.mistake(
    "sign of the result changed",
    "Your result has the wrong sign: z is moved towards 0, not to the other side.",
    lambda z, t: -np.sign(z) * np.maximum(np.abs(z) - t, 0.0),
    kind="slip",
)
SOFT_THRESHOLD.mistake(
    "square soft threshold",
    "You shrink z^2. The soft threshold subtracts t from |z|.",
    lambda z, t: np.sign(z) * np.sqrt(np.maximum(np.abs(z) ** 2 - t**2, 0.0)),
    kind="half",
)
SOFT_THRESHOLD.mistake(
    "rounded",
    "You round the result. Return it as it is.",
    lambda z, t: np.round(np.sign(z) * np.maximum(np.abs(z) - t, 0.0), 3),
    kind="slip",
)
