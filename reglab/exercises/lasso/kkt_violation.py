"""Exercise 3.3, when an answer is right."""

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.checks.model import (
    PASSED,
    Exercise,
    Number,
    expected_got,
    failed,
    first_difference,
    number,
)
from reglab.exercises.columns import orthonormal_columns, with_largest_lam
from reglab.exercises.lasso.conditions import size
from reglab.exercises.lasso.inputs import small_to_large, whole_numbers, wide
from reglab.linear import kkt_violation, lambda_max

KKT_VIOLATION = Exercise(
    "lasso.kkt_violation",
    title="3.3 kkt_violation",
    points=2,
    arguments=("X", "y", "w", "b", "lam"),
    returns=Number(),
    aspects={"maximum": 2, "nonzero": 2, "zero": 1.5, "intercept": 1.5, "data": 1.5, "digits": 1},
    uses=("lasso.soft_threshold",),
    forbid=("reglab.linear.optimality:kkt_violation",),
    reference=kkt_violation,
)


def _case(rng, lam, w, excess, off=0.0, side=None):
    """A case in which weight j is `w[j]`, and g_j is off by `excess[j]` from where it may be.

    For a nonzero weight this is lam*sign(w_j). For a zero weight it is the edge of [-lam, lam] on
    the side of `side[j]`, by default that of `excess`. On orthonormal columns g = c - w, so each
    condition can be set. The columns have means, b is too small by `off`, and y has noise that no
    column explains.
    """
    w, excess = np.array(w, dtype=float), np.array(excess, dtype=float)
    n, p = int(rng.integers(9, 16)), len(w)
    X = orthonormal_columns(rng, n, p + 1)
    X, noise = X[:, :p], X[:, p]
    goal = lam * np.where(w != 0, np.sign(w), np.sign(excess) if side is None else side) + excess
    shift, level = rng.uniform(1.0, 3.0, size=p) * rng.choice([-1.0, 1.0], size=p), 4.0
    # The shift of the columns adds shift * mean(r) to g, which the coefficients take away.
    y = level + X @ (w + goal - shift * off) + 0.5 * noise
    b = float(level - shift @ w - off)
    return {"X": X + shift, "y": y, "w": w, "b": b, "lam": float(lam)}


def _mixed(rng):
    """Every kind of condition is the worst one in some case, while the others are violated less.

    In all cases a mean, a sum or another rule for one kind of weight gives a different number.
    """
    lam, s = rng.uniform(0.6, 1.2), rng.uniform(0.9, 1.1)
    return [
        _case(rng, lam, [1.5 * s], [0.4 * s]),
        _case(rng, lam, [-1.2 * s, 0.0], [0.5 * s, 0.1 * s]),
        _case(rng, lam, [0.9 * s, 0.0, -1.1], [0.2, 0.6 * s, -0.1]),
        _case(rng, lam, [0.0, 0.8, 0.0], [-0.7 * s, -0.3, 0.2]),
        _case(rng, lam, [1.0, 0.0, -0.7 * s], [0.1, 0.2, 0.1], off=0.5 * s),
        _case(rng, lam, [1.0, 0.0, -0.7 * s], [0.1, 0.2, -0.1], off=-0.5 * s),
        # Close to a solution: zero weights well inside their interval.
        _case(
            rng,
            lam,
            [1.0, 0.0, -0.7, 0.0],
            [-0.01 * s, -0.5 * lam, 0.005, 0.1 * lam],
            side=[1, 1, 1, -1],
        ),
    ]


def _in_words(data):
    w = data["w"]
    return f"{size(data)}, {int(np.sum(w != 0))} of {len(w)} weights not 0"


# A violation is right if it is this near: what rounding costs is asked once, by "digits".
NEAR = 0.02


def _compare(data, got, hint, where="", near=True):
    expected = kkt_violation(*(data[name] for name in KKT_VIOLATION.arguments))
    if near:
        # Below a thousandth of the largest gradient that a solution has, there is nothing to see.
        slack = 1e-3 * min(data["lam"], lambda_max(data["X"], data["y"]))
        tolerance = {"rtol": NEAR, "atol": slack}
    else:
        # Relative to the gradients, whose rounding errors a small violation contains.
        tolerance = {"rtol": 1e-6, "atol": 1e-8 * (data["lam"] + expected)}
    if first_difference(expected, got, **tolerance) is None:
        return PASSED
    return failed(hint, f"{_in_words(data)}{where}: {expected_got(expected, got)}")


RULE = (
    "Compute g = X'r/n with r = y - Xw - b. A nonzero weight needs g_j = lam*sign(w_j), a "
    "zero weight |g_j| <= lam. Return the largest violation."
)


def _any_weights(data, out):
    return _compare(data, out["kkt_violation"], RULE)


def _at(data):
    """A problem with some weights that do not solve it."""
    return {**data, "w": np.tile([0.7, 0.0], 20)[: data["X"].shape[1]], "b": 4.0}


def _one_column(rng):
    lam, s = rng.uniform(0.6, 1.2), rng.uniform(0.9, 1.1)
    return [_case(rng, lam, [1.5 * s], [0.4 * s]), _case(rng, lam, [-1.2 * s], [-0.5 * s])]


KKT_VIOLATION.property(
    "at any weights it is the largest violation of a condition",
    name="any_weights",
    draw=lambda rng: [*_mixed(rng)[1:], *map(_at, [*small_to_large(rng)[1:], wide(rng)])],
    aspect="maximum",
    judge=_any_weights,
)
KKT_VIOLATION.property(
    "a single column",
    name="one_column",
    draw=_one_column,
    aspect="data",
    judge=_any_weights,
)


@KKT_VIOLATION.property(
    "all digits are right",
    draw=lambda rng: [
        *_mixed(rng),
        *map(_at, [*small_to_large(rng), wide(rng)]),
        *_one_column(rng),
        *_other_units(rng),
    ],
    after="any_weights",
    aspect="digits",
)
def digits(data, out):
    got = out["kkt_violation"]
    # What is far off is the matter of the other properties.
    if not _compare(data, got, "").passed:
        return PASSED
    hint = (
        "Your number is near, but not exact. Round nothing, and do not treat small violations as 0."
    )
    return _compare(data, got, hint, near=False)


def _nonzero(rng):
    # With an even number of columns no zero weight helps. Too much and too little pull, and a
    # gradient of the wrong sign.
    lam, s = rng.uniform(0.6, 1.2), rng.uniform(0.9, 1.1)
    return [
        _case(rng, lam, [sign * 1.5 * s, -sign * 0.8], [sign * part, 0.02 * s])
        for sign in (1, -1)
        for part in (0.3 * s, -0.3 * s, -2.5 * lam)
    ] + [_case(rng, 0.0, [1.2, -0.4], [0.1, -0.3 * s])]


@KKT_VIOLATION.property(
    "a nonzero weight needs g_j = lam*sign(w_j)",
    draw=_nonzero,
    aspect="nonzero",
)
def nonzero_weights(data, out):
    hint = (
        "Without zero weights and with a right b, the result is the largest "
        "|g_j - lam*sign(w_j)|: g_j may be too small as well as too large."
    )
    return _compare(data, out["kkt_violation"], hint)


@KKT_VIOLATION.property(
    "however small a weight is, if it isn't 0 it is a nonzero weight",
    draw=lambda rng: [
        _case(
            rng,
            rng.uniform(0.6, 1.2),
            [tiny, 0.0],
            [-tiny / abs(tiny) * rng.uniform(0.3, 0.5), -1e-3],
        )
        for tiny in (1e-4, -1e-7, 1e-10, -1e-14)
    ],
    aspect="nonzero",
)
def tiny_weights(data, out):
    hint = "Compare weights with 0 itself, without a tolerance: w_j != 0."
    return _compare(data, out["kkt_violation"], hint, f", w[0] = {data['w'][0]:.0e}")


def _without_weights(answers, data, lam, off=0.0):
    """The answer for weights that are all 0 and an intercept that is wrong by `off`."""
    mean = float(np.mean(data["y"]))
    return answers.kkt_violation(data["X"], data["y"], np.zeros_like(data["w"]), mean + off, lam)


def _empty(data, lam, off=0.0):
    return {
        **data,
        "w": np.zeros_like(data["w"]),
        "b": float(np.mean(data["y"])) + off,
        "lam": lam,
    }


@KKT_VIOLATION.property(
    "all weights 0: it falls to 0 as lam reaches lambda_max",
    draw=lambda rng: [
        {**with_largest_lam(data), "share": float(rng.uniform(0.2, 0.8))} for data in _mixed(rng)
    ],
    call=lambda answers, data: {
        "below": _without_weights(answers, data, data["share"] * data["largest"]),
        "above": _without_weights(answers, data, 1.5 * data["largest"]),
    },
    returns={"below": Number(), "above": Number()},
    aspect="zero",
)
def at_zero(data, out):
    hint = "A zero weight has violation 0 while |g_j| <= lam, and |g_j| - lam otherwise."
    for share, name in ((data["share"], "below"), (1.5, "above")):
        case = _empty(data, share * data["largest"])
        verdict = _compare(case, out[name], hint, f", lam = {number(share)} lambda_max")
        if not verdict.passed:
            return verdict
    return PASSED


@KKT_VIOLATION.property(
    "an intercept that is off is a violation too",
    draw=lambda rng: [
        {**with_largest_lam(data), "off": int(rng.integers(1, 9)) / 4} for data in _mixed(rng)
    ],
    # Without weights and with a large lam, the intercept is the only thing that is wrong.
    call=lambda answers, data: {
        "too_large": _without_weights(answers, data, 1e3 * data["largest"], off=data["off"]),
        "too_small": _without_weights(answers, data, 1e3 * data["largest"], off=-data["off"]),
    },
    returns={"too_large": Number(), "too_small": Number()},
    aspect="intercept",
)
def intercept(data, out):
    hint = "The intercept is not penalized: its condition is mean(r) = 0, its violation |mean(r)|."
    for sign, side in ((1, "too_large"), (-1, "too_small")):
        where = f", b {side.replace('_', ' ')} by {number(data['off'])}"
        case = _empty(data, 1e3 * data["largest"], sign * data["off"])
        verdict = _compare(case, out[side], hint, where)
        if not verdict.passed:
            return verdict
    return PASSED


def _other_units(rng):
    cases = []
    for x, y in ((-4, -5), (3, 4)):
        data = _mixed(rng)[2]
        x, y = 10.0 ** (np.array([x, y]) + rng.uniform(-0.2, 0.2, size=2))
        w, b, lam = data["w"] * y / x, y * data["b"], x * y * data["lam"]
        cases.append({"X": x * data["X"], "y": y * data["y"], "w": w, "b": b, "lam": lam})
    return cases


@KKT_VIOLATION.property(
    "X and y may have very small or large units",
    draw=_other_units,
    aspect="data",
)
def units(data, out):
    hint = "The result has the units of X times those of y. Nothing may be rounded or cut off."
    return _compare(data, out["kkt_violation"], hint)


@KKT_VIOLATION.property(
    "X, y and w may hold whole numbers",
    draw=lambda rng: {
        **whole_numbers(rng),
        "w": rng.permutation([-2, 0, 1]) * rng.choice([-1, 1]),
        "b": int(rng.integers(-2, 3)),
        "lam": float(rng.uniform(0.3, 0.7)),
    },
    after="any_weights",
    aspect="data",
)
def whole(data, out):
    hint = (
        "The violations of whole numbers are fractions. An array made like an array of whole "
        "numbers (with zeros_like, copy, ...) cannot hold them: give it dtype=float."
    )
    # Exactly: what is cut off may be little.
    return _compare(data, out["kkt_violation"], hint, ", whole numbers", near=False)


# Known mistakes: every function below is wrong on purpose, except `_violation`.


def _violation(X, y, w, b, lam):
    r = y - X @ w - b
    g = X.T @ r / len(y)
    at_zero = np.maximum(np.abs(g) - lam, 0)
    weights = np.where(w != 0, np.abs(g - lam * np.sign(w)), at_zero)
    return max(np.max(weights), abs(r.mean()))


KKT_VIOLATION.mistake(
    "zero weights not checked",
    "A zero weight has a condition too: |g_j| <= lam. Otherwise w = 0 would always be optimal.",
    edited(_violation, ("np.maximum(np.abs(g) - lam, 0)", "0.0")),
    kind="half",
)
KKT_VIOLATION.mistake(
    "zero weights asked for a zero gradient",
    "np.sign(0) is 0, so you require g_j = 0 of a zero weight. Any |g_j| <= lam is allowed.",
    edited(_violation, ("np.maximum(np.abs(g) - lam, 0)", "np.abs(g)")),
    kind="half",
)
KKT_VIOLATION.mistake(
    "only nonzero weights have conditions, and the intercept has none",
    "Two conditions are missing: |g_j| <= lam for zero weights, and mean(r) = 0 for b.",
    edited(
        _violation,
        ("np.maximum(np.abs(g) - lam, 0)", "0.0"),
        ("max(np.max(weights), abs(r.mean()))", "np.max(weights)"),
    ),
    kind="half",
)
KKT_VIOLATION.mistake(
    "zero weights without an absolute value",
    "A strongly negative g_j violates the condition of a zero weight, too: use |g_j| - lam.",
    edited(_violation, ("np.maximum(np.abs(g) - lam, 0)", "np.maximum(g - lam, 0)")),
    kind="slip",
)
KKT_VIOLATION.mistake(
    "nonzero weights without an absolute value",
    "A g_j below lam*sign(w_j) is a violation, too: take |g_j - lam*sign(w_j)|.",
    edited(_violation, ("np.abs(g - lam * np.sign(w))", "g - lam * np.sign(w)")),
    kind="slip",
)
KKT_VIOLATION.mistake(
    "sign of the gradient ignored",
    "You compare |g_j| with lam, so a g_j of the wrong sign is not seen. A nonzero weight needs "
    "g_j = lam*sign(w_j).",
    edited(_violation, ("np.abs(g - lam * np.sign(w))", "np.abs(np.abs(g) - lam)")),
    kind="slip",
)
KKT_VIOLATION.mistake(
    "sign of the weight ignored",
    "You require g_j = lam of every nonzero weight. For a negative weight it is -lam: use "
    "lam*sign(w_j).",
    edited(_violation, ("np.abs(g - lam * np.sign(w))", "np.abs(g - lam)")),
    kind="slip",
)
KKT_VIOLATION.mistake(
    "summed gradient",
    "The loss is averaged, so its gradient is X'r/n: the 1/n is missing.",
    edited(_violation, ("X.T @ r / len(y)", "X.T @ r")),
    kind="slip",
)
KKT_VIOLATION.mistake(
    "gradient divided by n - 1",
    "You divide X'r by n - 1. The loss is averaged over all n samples: divide by n.",
    edited(_violation, ("X.T @ r / len(y)", "X.T @ r / (len(y) - 1)")),
    kind="slip",
)
KKT_VIOLATION.mistake(
    "sign of the gradient",
    "With g = X'r/n (residual, not minus residual) the condition is g_j = +lam*sign(w_j).",
    edited(_violation, ("X.T @ r / len(y)", "-X.T @ r / len(y)")),
    kind="slip",
)
KKT_VIOLATION.mistake(
    "intercept left out of the residual",
    "Your residual is y - Xw. It has to contain the intercept: r = y - Xw - b.",
    edited(_violation, ("r = y - X @ w - b", "r = y - X @ w")),
    kind="slip",
)
KKT_VIOLATION.mistake(
    "intercept not checked",
    "You do not check b. Its condition is that the mean of the residual is 0.",
    edited(_violation, ("max(np.max(weights), abs(r.mean()))", "np.max(weights)")),
    kind="slip",
)
KKT_VIOLATION.mistake(
    "centred, and b not used",
    "You centre X and y and do not use b, so a wrong b is not seen. Use r = y - Xw - b as it is, "
    "and look at its mean.",
    edited(
        _violation,
        ("r = y - X @ w - b", "X = X - X.mean(axis=0); r = y - y.mean() - X @ w"),
    ),
    kind="half",
)
KKT_VIOLATION.mistake(
    "mean of the residual without its absolute value",
    "The mean of the residual may be above or below 0: take |mean(r)|.",
    edited(_violation, ("abs(r.mean())", "r.mean()")),
    kind="slip",
)
KKT_VIOLATION.mistake(
    "zero weights held to the edge of their interval",
    "||g_j| - lam| is wrong for a zero weight: any |g_j| <= lam is fine and contributes 0.",
    edited(_violation, ("np.maximum(np.abs(g) - lam, 0)", "np.abs(np.abs(g) - lam)")),
    kind="slip",
)
KKT_VIOLATION.mistake(
    "relative to lam",
    "You divide by lam. The violation is the plain amount, which also exists for lam = 0.",
    lambda X, y, w, b, lam: np.float64(_violation(X, y, w, b, lam)) / lam,
    kind="slip",
)
KKT_VIOLATION.mistake(
    "sum instead of maximum",
    "Return the largest violation, not the sum of them.",
    edited(_violation, ("max(np.max(weights), abs(r.mean()))", "np.sum(weights) + abs(r.mean())")),
    kind="slip",
)
KKT_VIOLATION.mistake(
    "mean instead of maximum",
    "One violated condition makes the fit wrong: take the maximum, not the mean.",
    edited(_violation, ("np.max(weights)", "np.mean(weights)")),
    kind="slip",
)
KKT_VIOLATION.mistake(
    "tiny weights taken for 0",
    "You treat weights that are nearly 0 as 0. Compare with 0 itself: w_j != 0.",
    edited(_violation, ("w != 0", "np.abs(w) > 1e-6")),
    kind="slip",
)
KKT_VIOLATION.mistake(
    "cut to whole numbers",
    "An array made like an array of whole numbers (with zeros_like, copy, ...) cannot hold "
    "fractions: your violations are cut. Give it dtype=float.",
    edited(_violation, ("np.max(weights)", "np.max(weights.astype(w.dtype))")),
    kind="slip",
)
KKT_VIOLATION.mistake(
    "gradient divided by the number of columns",
    "You divide X'r by the number of columns. The loss is averaged over the n samples: "
    "divide by n.",
    edited(_violation, ("X.T @ r / len(y)", "X.T @ r / X.shape[1]")),
    kind="slip",
)
KKT_VIOLATION.mistake(
    "gradient doubled",
    "Your gradient is twice as large: the 1/2 in front of the squares cancels the 2.",
    edited(_violation, ("X.T @ r / len(y)", "2 * X.T @ r / len(y)")),
    kind="slip",
)
KKT_VIOLATION.mistake(
    "gradient halved",
    "You divide X'r by 2n. The derivative of the square cancels the 1/2: divide by n.",
    edited(_violation, ("X.T @ r / len(y)", "X.T @ r / len(y) / 2")),
    kind="slip",
)
KKT_VIOLATION.mistake(
    "gradient divided by the root of n",
    "You divide X'r by sqrt(n). The loss is averaged over the n samples: divide by n.",
    edited(_violation, ("X.T @ r / len(y)", "X.T @ r / len(y) ** 0.5")),
    kind="slip",
)
KKT_VIOLATION.mistake(
    "gradient of centred columns",
    "You centre the columns in X'r/n. With a wrong b that is another gradient: use X as it is.",
    edited(_violation, ("X.T @ r / len(y)", "(X - X.mean(axis=0)).T @ r / len(y)")),
    kind="slip",
)
KKT_VIOLATION.mistake(
    "gradient of standardized columns",
    "You divide the columns by their standard deviations. Use X as it is.",
    edited(
        _violation, ("X.T @ r / len(y)", "((X - X.mean(axis=0)) / X.std(axis=0)).T @ r / len(y)")
    ),
    kind="slip",
)
KKT_VIOLATION.mistake(
    "intercept with the wrong sign",
    "You add b to the residual. It is r = y - Xw - b.",
    edited(_violation, ("r = y - X @ w - b", "r = y - X @ w + b")),
    kind="slip",
)
KKT_VIOLATION.mistake(
    "weights with the wrong sign",
    "You add Xw to the residual. It is r = y - Xw - b.",
    edited(_violation, ("r = y - X @ w - b", "r = y + X @ w - b")),
    kind="slip",
)
KKT_VIOLATION.mistake(
    "lam doubled",
    "You use 2 lam. The subgradient of lam|w| is lam*sign(w).",
    edited(_violation, ("r = y - X @ w - b", "r = y - X @ w - b; lam = 2 * lam")),
    kind="slip",
)
KKT_VIOLATION.mistake(
    "lam halved",
    "You use lam/2. The subgradient of lam|w| is lam*sign(w).",
    edited(_violation, ("r = y - X @ w - b", "r = y - X @ w - b; lam = lam / 2")),
    kind="slip",
)
KKT_VIOLATION.mistake(
    "lam times n",
    "You multiply lam by n, as if the loss were a sum. It is averaged: use lam.",
    edited(_violation, ("r = y - X @ w - b", "r = y - X @ w - b; lam = len(y) * lam")),
    kind="slip",
)
KKT_VIOLATION.mistake(
    "norm instead of maximum",
    "You take the norm of the violations. Return the largest.",
    edited(_violation, ("np.max(weights)", "np.linalg.norm(weights)")),
    kind="slip",
)
KKT_VIOLATION.mistake(
    "median instead of maximum",
    "You take the median of the violations. Return the largest.",
    edited(_violation, ("np.max(weights)", "np.median(weights)")),
    kind="slip",
)
KKT_VIOLATION.mistake(
    "smallest instead of largest",
    "One violated condition makes the fit wrong: take the largest violation, not the smallest.",
    edited(_violation, ("np.max(weights)", "np.min(weights)")),
    kind="slip",
)
KKT_VIOLATION.mistake(
    "sum of the residuals",
    "The condition of b is that the mean of r is 0: its violation is |mean(r)|, not |sum(r)|.",
    edited(_violation, ("abs(r.mean())", "abs(r.sum())")),
    kind="slip",
)
KKT_VIOLATION.mistake(
    "mean absolute residual",
    "The condition of b is |mean(r)| = 0, not mean(|r|) = 0: residuals are not all 0 at a "
    "solution.",
    edited(_violation, ("abs(r.mean())", "np.mean(np.abs(r))")),
    kind="slip",
)
KKT_VIOLATION.mistake(
    "largest residual",
    "The condition of b is that the mean of r is 0. Residuals are not all 0 at a solution.",
    edited(_violation, ("abs(r.mean())", "np.max(np.abs(r))")),
    kind="slip",
)
KKT_VIOLATION.mistake(
    "nonzero weights not checked",
    "A nonzero weight has a condition too: g_j = lam*sign(w_j).",
    edited(_violation, ("np.abs(g - lam * np.sign(w))", "0.0")),
    kind="half",
)
KKT_VIOLATION.mistake(
    "nonzero weights as zero weights",
    "A nonzero weight needs g_j = lam*sign(w_j). |g_j| <= lam is enough for zero weights only.",
    edited(_violation, ("np.abs(g - lam * np.sign(w))", "at_zero")),
    kind="half",
)
KKT_VIOLATION.mistake(
    "no penalty",
    "You return the largest |g_j|, without the penalty. Nonzero weights need g_j = "
    "lam*sign(w_j), and zero weights |g_j| <= lam.",
    edited(_violation, ("r = y - X @ w - b", "r = y - X @ w - b; lam = 0")),
    kind="half",
)
KKT_VIOLATION.mistake(
    "rounded",
    "You round the result. Return it as it is.",
    edited(
        _violation,
        (
            "max(np.max(weights), abs(r.mean()))",
            "round(float(max(np.max(weights), abs(r.mean()))), 3)",
        ),
    ),
    kind="slip",
)
