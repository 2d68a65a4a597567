"""Exercise 2.4, the same penalty for scikit-learn."""

from itertools import chain

import numpy as np

from reglab.checks.judging.stock import agrees, exact_if_near
from reglab.checks.model import (
    PASSED,
    Exercise,
    Number,
    expected_got,
    failed,
    first_difference,
    number,
)
from reglab.exercises.ridge.inputs import small_to_large
from reglab.exercises.ridge.optimality import case
from reglab.linear import ridge_closed_form, to_sklearn_alpha

TO_SKLEARN_ALPHA = Exercise(
    "ridge.to_sklearn_alpha",
    title="2.4 to_sklearn_alpha",
    points=1,
    arguments=("lam", "n"),
    returns=Number(),
    forbid=(
        "reglab.linear.ridge:to_sklearn_alpha",
        "reglab.linear.gradient_descent:gd_filter",  # its formula contains the same product
    ),
    reference=to_sklearn_alpha,
    aspects={"conversion": 4, "any lam and n": 3, "digits": 1},
)
HINT = "Multiply our objective (2.1) by 2n, and compare it with scikit-learn's."


ANY = "The conversion is the same for every lam and n: multiply, use no limits and round nothing."
# Near enough: what rounding costs is asked once, by "digits".
NEAR = 0.02


def _cases(pairs):
    return [{"lam": lam, "n": n} for lam, n in pairs]


def _pairs(rng):
    # Small numbers first.
    pairs = [(int(rng.integers(1, 9)) / 10, int(rng.integers(15, 40)))]
    for low, high in ((120, 300), (300, 600), (600, 900)):
        pairs.append((float(rng.uniform(0.1, 0.9)), int(rng.integers(low, high))))
    return _cases(pairs)


def _lams(low, high):
    """Draws of lam at and between two powers of ten, with usual numbers of rows."""

    def draw(rng):
        lams = 10.0 ** (np.linspace(low, high, 3) + rng.uniform(-0.3, 0.3, size=3))
        return _cases([(float(lam), int(rng.integers(120, 900))) for lam in lams])

    return draw


def _rows(*sizes):
    def draw(rng):
        lam = float(rng.uniform(0.1, 0.9))  # the same for all, whose alphas differ
        return _cases([(lam, int(rng.integers(low, high))) for low, high in sizes])

    return draw


def _whole(rng):
    return _cases([(int(lam), int(rng.integers(120, 900))) for lam in rng.integers(2, 9, size=2)])


def _small_products(rng):
    """Where alpha is near 1, so that a digit lost after the point shows."""
    return _cases([(lam, int(rng.integers(15, 40))) for lam in rng.uniform(0.01, 0.1, 4).tolist()])


def _all_kinds(rng):
    other = [draw(rng) for draw in (_lams(-12, -2), _lams(2, 6), _rows((2, 9), (2000, 3_000_000)))]
    return [*_small_products(rng), *chain.from_iterable(other)]


def _words(data):
    return f"lam = {number(data['lam'])}, n = {data['n']}"


def _near(hint):
    """A judge: alpha is right to 2 percent, however small it is."""
    return agrees(TO_SKLEARN_ALPHA, hint, _words, rtol=NEAR, atol=0.0)


TO_SKLEARN_ALPHA.property(
    "scikit-learn's objective with this alpha is a multiple of ours",
    name="multiple",
    draw=_pairs,
    aspect="conversion",
    judge=_near(HINT),
)
TO_SKLEARN_ALPHA.property(
    "lam may be tiny",
    name="small",
    draw=_lams(-12, -2),
    aspect="any lam and n",
    judge=_near(ANY),
)
TO_SKLEARN_ALPHA.property(
    "lam may be large",
    name="large",
    draw=_lams(2, 6),
    aspect="any lam and n",
    judge=_near(ANY),
)
TO_SKLEARN_ALPHA.property(
    "there may be few rows",
    name="few_rows",
    draw=_rows((2, 4), (4, 9), (15, 60), (1, 2)),
    aspect="any lam and n",
    judge=_near(ANY),
)
TO_SKLEARN_ALPHA.property(
    "there may be very many rows",
    name="many_rows",
    draw=_rows((2000, 9000), (100_000, 3_000_000)),
    aspect="any lam and n",
    judge=_near(ANY),
)
TO_SKLEARN_ALPHA.property(
    "lam may be a whole number",
    name="whole",
    draw=_whole,
    aspect="any lam and n",
    judge=_near(ANY),
)
TO_SKLEARN_ALPHA.property(
    "all digits are right",
    name="digits",
    draw=_all_kinds,
    after="multiple",
    aspect="digits",
    judge=exact_if_near(
        _near(""),
        agrees(
            TO_SKLEARN_ALPHA,
            "Your alpha is near, but not exact. Use lam and n as they are, and round nothing.",
            _words,
            atol=0.0,
        ),
    ),
)


@TO_SKLEARN_ALPHA.property(
    "scikit-learn's Ridge with this alpha finds the same weights",
    draw=small_to_large,
    call=lambda answers, data: {
        "to_sklearn_alpha": answers.to_sklearn_alpha(data["lam"], len(data["y"]))
    },
    aspect="conversion",
)
def same_weights(data, out):
    # Inside the function: only this property pays for the import.
    from sklearn.linear_model import Ridge

    alpha = out["to_sklearn_alpha"]
    if alpha <= 0:
        return failed(HINT, f"{case(data)}: expected a positive alpha, got {number(alpha)}")
    expected, _ = ridge_closed_form(data["X"], data["y"], data["lam"])
    got = Ridge(alpha=alpha).fit(data["X"], data["y"]).coef_
    where = first_difference(expected, got, rtol=NEAR, atol=1e-9)
    if where is None:
        return PASSED
    return failed(
        HINT,
        f"{case(data)}, w[{where[0]}]: {expected_got(expected[where], got[where])}",
    )


# Known mistakes: every function below is wrong on purpose.

TO_SKLEARN_ALPHA.mistake(
    "alpha is lam",
    "That is true for scikit-learn's Lasso. Its Ridge sums the squares instead of averaging "
    "them: there is no 1/n in front.",
    lambda lam, n: lam,
    kind="wrong",
)
TO_SKLEARN_ALPHA.mistake(
    "factor two",
    "You multiply our objective by 2n, but its penalty is lam/2: the 2 cancels.",
    lambda lam, n: 2 * n * lam,
    kind="slip",
)
TO_SKLEARN_ALPHA.mistake(
    "half",
    "scikit-learn has no 1/2 in front of its squares or its penalty. Ours has 1/2 in both, so "
    "it cancels.",
    lambda lam, n: n * lam / 2,
    kind="slip",
)
TO_SKLEARN_ALPHA.mistake(
    "divided by n",
    "A sum over n samples is n times their average, so its penalty must be larger too: alpha "
    "is larger than lam.",
    lambda lam, n: lam / n,
    kind="half",
)
TO_SKLEARN_ALPHA.mistake(
    "n - 1 for n",
    "The loss is averaged over all n samples, not over n - 1.",
    lambda lam, n: (n - 1) * lam,
    kind="slip",
)
TO_SKLEARN_ALPHA.mistake(
    "inverted",
    "alpha grows with lam: both are penalties. (1/(n lam) is C, in logistic regression.)",
    lambda lam, n: 1 / (n * lam),
    kind="wrong",
)
TO_SKLEARN_ALPHA.mistake(
    "root of n",
    "sqrt(n) is the factor for rows appended to X. The penalty itself is multiplied by n.",
    lambda lam, n: lam * n**0.5,
    kind="half",
)
TO_SKLEARN_ALPHA.mistake(
    "n squared",
    "Multiply by n once: the sum over n samples is n times their average.",
    lambda lam, n: lam * n**2,
    kind="half",
)
TO_SKLEARN_ALPHA.mistake(
    "n + 1 for n",
    "The loss is averaged over n samples: multiply by n, not by n + 1.",
    lambda lam, n: (n + 1) * lam,
    kind="slip",
)
TO_SKLEARN_ALPHA.mistake(
    "four times",
    "Your alpha is 4 n lam. Multiply (2.1) by 2n: its penalty lam/2 becomes n lam.",
    lambda lam, n: 4 * n * lam,
    kind="half",
)
TO_SKLEARN_ALPHA.mistake(
    "factor two, no n",
    "2 lam is right for a sum of squares with 1/2 in front and a penalty lam. Our loss is averaged "
    "over n samples: multiply (2.1) by 2n.",
    lambda lam, n: 2 * lam,
    kind="wrong",
)
TO_SKLEARN_ALPHA.mistake(
    "divided by 2n",
    "You divide by 2n. To get rid of the 1/(2n) in front of the squares, multiply by 2n.",
    lambda lam, n: lam / (2 * n),
    kind="half",
)
TO_SKLEARN_ALPHA.mistake(
    "lam squared",
    "You use the square of lam. Multiplying the objective by 2n leaves lam to the power 1.",
    lambda lam, n: n * lam**2,
    kind="half",
)
TO_SKLEARN_ALPHA.mistake(
    "whole part of lam",
    "You cut lam to a whole number. Use lam as it is.",
    lambda lam, n: n * int(lam),
    kind="slip",
)
TO_SKLEARN_ALPHA.mistake(
    "whole part of alpha",
    "You cut alpha to a whole number. Return it as it is.",
    lambda lam, n: int(n * lam),
    kind="slip",
)
TO_SKLEARN_ALPHA.mistake(
    "rounded",
    "You round alpha to three digits after the point. Return it as it is.",
    lambda lam, n: round(n * lam, 3),
    kind="slip",
)


@TO_SKLEARN_ALPHA.mistake(
    "half precision",
    "float16 holds three digits and no number above 65504. Compute with float64, NumPy's default.",
    kind="slip",
)
def half_precision(lam, n):
    return float(np.float16(n) * np.float16(lam))
