"""Exercise 2.4, the same penalty for scikit-learn."""

from reglab.checks.judging.stock import agrees
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
    aspects={"conversion": 3, "any lam and n": 1},
)
HINT = "Multiply our objective (2.1) by 2n, and compare it with scikit-learn's."


def _pairs(rng):
    # Small numbers first; then any lam from 1/1000 to 30, and very different n.
    pairs = [(int(rng.integers(1, 9)) / 10, int(rng.integers(15, 40)))]
    for low, high in ((5, 20), (20, 500), (500, 900)):
        pairs.append((float(10.0 ** rng.uniform(-3.0, 1.5)), int(rng.integers(low, high))))
    return [{"lam": lam, "n": n} for lam, n in pairs]


def _extremes(rng):
    """A tiny and a large lam, few and many rows; and a whole number in place of a float."""
    tiny, large = 10.0 ** rng.uniform([-13.0, 3.0], [-11.0, 6.0])
    few, many = map(int, rng.integers([2, 2000], [5, 3_000_000]))
    pairs = [(tiny, few), (tiny, many), (large, few), (large, many), (large, 1)]
    pairs.append((int(rng.integers(2, 9)), int(rng.integers(20, 90))))
    return [{"lam": lam if type(lam) is int else float(lam), "n": n} for lam, n in pairs]


def _words(data):
    return f"lam = {number(data['lam'])}, n = {data['n']}"


TO_SKLEARN_ALPHA.property(
    "scikit-learn's objective with this alpha is a multiple of ours",
    name="multiple",
    draw=_pairs,
    aspect="conversion",
    judge=agrees(TO_SKLEARN_ALPHA, HINT, _words, atol=0.0),
)
TO_SKLEARN_ALPHA.property(
    "lam may be tiny or large, and there may be any number of rows",
    name="extremes",
    draw=_extremes,
    after="multiple",
    aspect="any lam and n",
    judge=agrees(
        TO_SKLEARN_ALPHA,
        "The conversion is the same for every lam and n: use no limits and round nothing.",
        _words,
        atol=0.0,
    ),
)


@TO_SKLEARN_ALPHA.property(
    "scikit-learn's Ridge with this alpha finds the same weights",
    draw=small_to_large,
    call=lambda answers, data: {
        "to_sklearn_alpha": answers.to_sklearn_alpha(data["lam"], len(data["y"]))
    },
    after="multiple",
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
    where = first_difference(expected, got)
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
