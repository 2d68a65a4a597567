"""Exercise 2.3, degrees of freedom."""

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.checks.judging.stock import agrees, exact_if_near
from reglab.checks.model import (
    PASSED,
    Exercise,
    ListOf,
    Number,
    expected_got,
    failed,
    first_difference,
    number,
)
from reglab.exercises.ridge.inputs import (
    few_directions,
    in_another_unit,
    one_feature,
    skewed,
    small_direction,
    small_to_large,
    whole_numbers,
    wide,
)
from reglab.exercises.ridge.optimality import case
from reglab.linear import effective_df

EFFECTIVE_DF = Exercise(
    "ridge.effective_df",
    title="2.3 effective_df",
    points=2,
    arguments=("X", "lam"),
    returns=Number(),
    forbid=("reglab.linear.ridge:effective_df",),
    reference=effective_df,
    aspects={"one column": 1, "shares": 3, "digits": 1.5, "any table": 3, "centring": 2},
)
N_LAMS = 9
# Not smaller: lam must outweigh the rounding errors in singular values that should be 0.
TINY = 1e-8


# A regime is right if the number is this near: what rounding costs is asked once, by "digits".
NEAR = 0.02


def _first_case(rng):
    # A share and its complement must differ, for example 3/4 and 1/4.
    X = one_feature(rng)["X"]
    return {"X": X, "lam": float(X.var() * rng.choice([1 / 3, 2 / 3, 3 / 2, 4.0]))}


def _tall(rng):
    problems = [*small_to_large(rng)[1:], skewed(rng, 3 * int(rng.integers(3, 6)), 2)]
    return [{"X": data["X"], "lam": data["lam"]} for data in problems]


def _wide(rng):
    data = wide(rng)
    return {"X": data["X"], "lam": data["lam"]}


def _centred(data):
    """The same with columns of mean 0, so that only the shares count."""
    return {**data, "X": data["X"] - data["X"].mean(axis=0)}


FORMULA = "Sum s_j^2 / (s_j^2 + n lam) over the singular values s_j of the centred X."
CENTRE = "The intercept is not counted and absorbs every constant: centre X first."


def _near(hint):
    """A judge: the number is right to 2 percent, however small it is."""
    return agrees(EFFECTIVE_DF, hint, case, rtol=NEAR, atol=0.0)


EFFECTIVE_DF.property(
    "several columns of mean 0: it adds up what ridge leaves of each direction",
    name="shares",
    draw=lambda rng: [_centred(data) for data in _tall(rng)],
    aspect="shares",
    judge=_near(FORMULA),
)
EFFECTIVE_DF.property(
    "one column of mean 0: it is the share that ridge leaves of it",
    name="one_column",
    draw=lambda rng: [_centred(_first_case(rng)) for _ in range(3)],
    aspect="one column",
    judge=_near(FORMULA),
)
EFFECTIVE_DF.property(
    "more columns than rows",
    name="wide_data",
    draw=lambda rng: _centred(_wide(rng)),
    aspect="any table",
    judge=_near(FORMULA),
)
EFFECTIVE_DF.property(
    "columns need not have mean 0",
    name="not_centred",
    draw=_tall,
    aspect="centring",
    judge=_near(CENTRE + " Then use (2.6)."),
)


def _all_kinds(rng):
    tables = [_first_case(rng), *_tall(rng), _wide(rng)]
    return [*map(_centred, tables), *tables, whole_numbers(rng), *_units(rng)]


EFFECTIVE_DF.property(
    "all digits are right",
    name="digits",
    draw=_all_kinds,
    after="shares",
    aspect="digits",
    judge=exact_if_near(
        _near(""),
        agrees(
            EFFECTIVE_DF,
            "Your number is near, but not exact. Use n and lam as they are, and round nothing.",
            case,
            atol=0.0,
        ),
    ),
)


def _dummies(rng, groups):
    """A measurement, and one 0/1 column for each of `groups` groups.

    The 0/1 columns sum to 1, a constant: X has rank groups + 1, and the centred X has rank groups.
    """
    n = groups * int(rng.integers(3, 7))
    member = rng.permutation(np.arange(n) % groups)
    measured = rng.normal(scale=2.0, size=n) + rng.uniform(2.0, 5.0)
    return {"X": np.column_stack([measured, np.eye(groups)[member]])}


def _ranks(rng):
    grouped = [_dummies(rng, int(groups)) for groups in rng.integers([2, 4], [4, 7])]
    return [*grouped, wide(rng), few_directions(rng)]


@EFFECTIVE_DF.property(
    "for a tiny lam it is the rank of the centred X",
    draw=_ranks,
    call=lambda answers, data: {"effective_df": answers.effective_df(data["X"], TINY)},
    after="shares",
    aspect="any table",
)
def rank(data, out):
    X = data["X"]
    got, expected = out["effective_df"], int(np.linalg.matrix_rank(X - X.mean(axis=0)))
    if abs(got - expected) <= 1e-5:
        return PASSED
    return failed(
        "With almost no penalty, each direction in which the centred X varies counts as 1.",
        f"{case(data, TINY)}, rank {expected} after centring: expected {expected}, "
        f"got {number(got)}",
    )


def _with_rising_lams(rng):
    """Add lams from nearly 0 to very large, for columns with variances near 1."""
    low, high = 10.0 ** rng.uniform([-3.5, 7.5], [-2.5, 8.5])
    return [{**data, "lams": np.geomspace(low, high, N_LAMS)} for data in map(_centred, _tall(rng))]


@EFFECTIVE_DF.property(
    "it falls from the rank towards 0 as lam grows",
    draw=_with_rising_lams,
    call=lambda answers, data: {
        "effective_df": [answers.effective_df(data["X"], float(lam)) for lam in data["lams"]]
    },
    returns={"effective_df": ListOf(Number(), length=N_LAMS)},
    aspect="shares",
)
def falls(data, out):
    df, lams = np.array(out["effective_df"]), data["lams"]
    expected = [effective_df(data["X"], float(lam)) for lam in lams]
    where = first_difference(expected, df, atol=0.0)
    if where is None:
        return PASSED
    i = where[0]
    return failed(
        "A very large lam leaves almost nothing of any direction, and a tiny one leaves "
        "almost all. Use lam as it is, and round nothing.",
        f"{case(data, lams[i])}: {expected_got(expected[i], df[i])}",
    )


def _to_shift(rng):
    return [{**d, "shift": rng.uniform(9.0, 20.0, size=d["X"].shape[1])} for d in _tall(rng)]


EFFECTIVE_DF.property(
    "adding a constant to a column does not change it",
    name="shifted_columns",
    draw=_to_shift,
    call=lambda answers, data: {
        "shifted": answers.effective_df(data["X"] + data["shift"], data["lam"]),
    },
    returns={"shifted": Number()},
    aspect="centring",
    judge=agrees(
        EFFECTIVE_DF,
        CENTRE + " Then use (2.6).",
        case,
        {"shifted": ", a constant added to each column"},
        rtol=NEAR,
        atol=0.0,
    ),
)
EFFECTIVE_DF.property(
    "X and lam are whole numbers",
    name="whole_numbers",
    draw=whole_numbers,
    aspect="any table",
    judge=_near("Means have fractions even if X has none: use floats."),
)


def _units(rng):
    problems = small_to_large(rng)[1:]
    scaled = in_another_unit(problems[0], 1e-10, 1.0), in_another_unit(problems[1], 3e4, 1.0)
    return [{"X": d["X"], "lam": d["lam"]} for d in scaled]


EFFECTIVE_DF.property(
    "X in another unit, with a lam to match",
    name="units",
    draw=_units,
    aspect="any table",
    judge=_near("Use lam as it is, however small, and do not treat small numbers as 0."),
)


@EFFECTIVE_DF.property(
    "a direction of tiny variance counts, if lam is tiny, too",
    draw=small_direction,
    returns={"effective_df": Number(rtol=1e-4, atol=1e-4)},
    aspect="any table",
)
def tiny_variance(data, out):
    expected, got = effective_df(data["X"], data["lam"]), out["effective_df"]
    if abs(got - expected) <= 1e-4:
        return PASSED
    return failed(
        "A singular value that is small is not 0: compare its square with n lam.",
        f"{case(data)}, two columns differ by 2e-05: {expected_got(expected, got)}",
    )


# Known mistakes: every function below is wrong on purpose, except `_df`.


def _df(X, lam):
    s = np.linalg.svd(X - X.mean(axis=0), compute_uv=False)
    return np.sum(s**2 / (s**2 + len(X) * lam))


EFFECTIVE_DF.mistake(
    "X not centred",
    "You count the mean of X as a direction, but the intercept accounts for it. Take the "
    "singular values of the centred X.",
    edited(_df, (" - X.mean(axis=0)", "")),
    kind="slip",
)
EFFECTIVE_DF.mistake(
    "intercept counted",
    "Your number is too large by 1. The intercept is not penalized and does not count here.",
    lambda X, lam: 1 + effective_df(X, lam),
    kind="slip",
)
EFFECTIVE_DF.mistake(
    "n forgotten",
    "s^2 is an eigenvalue of X'X, but lam is added to X'X/n. The denominator is s^2 + n*lam.",
    lambda X, lam: effective_df(X, lam / len(X)),
    kind="slip",
)
EFFECTIVE_DF.mistake(
    "factor two",
    "You use 2*lam. The 1/2 in the penalty cancels the 2 from its derivative, so use lam.",
    lambda X, lam: effective_df(X, 2 * lam),
    kind="slip",
)
EFFECTIVE_DF.mistake(
    "n - 1 for n",
    "You divide by n - 1, as np.cov does. Our loss is averaged over n: use X'X/n or bias=True.",
    lambda X, lam: effective_df(X, lam * (len(X) - 1) / len(X)),
    kind="slip",
)
EFFECTIVE_DF.mistake(
    "singular values not squared",
    "Square s, above and below: the variance along a direction is s^2/n.",
    edited(_df, ("s**2 / (s**2 +", "s / (s +")),
    kind="slip",
)
EFFECTIVE_DF.mistake(
    "factors of the weights",
    "s / (s^2 + n lam) are the factors of the weights. The factors of the fit have s^2 in the "
    "numerator.",
    edited(_df, ("s**2 / (", "s / (")),
    kind="slip",
)
EFFECTIVE_DF.mistake(
    "what is taken away",
    "n lam / (s^2 + n lam) is the share that ridge removes from a direction. Add up the "
    "shares that are left.",
    edited(_df, ("s**2 / (", "len(X) * lam / (")),
    kind="half",
)
EFFECTIVE_DF.mistake(
    "shares squared",
    "You add up the squares of the shares. The trace of H adds up the shares themselves.",
    edited(_df, ("(s**2 / (s**2 + len(X) * lam))", "((s**2 / (s**2 + len(X) * lam)) ** 2)")),
    kind="slip",
)
EFFECTIVE_DF.mistake(
    "mean instead of sum",
    "You average the shares. Add them up instead: for least squares the sum is p.",
    edited(_df, ("np.sum", "np.mean")),
    kind="slip",
)
EFFECTIVE_DF.mistake(
    "shares not added up",
    "You return one share for each direction. Add them up.",
    edited(_df, ("np.sum", "")),
    kind="slip",
)
EFFECTIVE_DF.mistake(
    "p for n",
    "You multiply lam by the number of columns. The loss is averaged over the rows: n = len(X).",
    edited(_df, ("len(X) * lam", "X.shape[1] * lam")),
    kind="slip",
)
EFFECTIVE_DF.mistake(
    "half of lam",
    "You use lam/2. The 1/2 in the penalty cancels the 2 from its derivative, so use lam.",
    lambda X, lam: effective_df(X, lam / 2),
    kind="slip",
)
EFFECTIVE_DF.mistake(
    "lam squared",
    "You use the square of lam. The denominator is s^2 + n lam: only s is squared.",
    edited(_df, ("len(X) * lam", "len(X) * lam**2")),
    kind="slip",
)
EFFECTIVE_DF.mistake(
    "n squared",
    "You multiply lam by n twice. s^2/n is the variance along a direction: multiply by n once.",
    edited(_df, ("len(X) * lam", "len(X) ** 2 * lam")),
    kind="slip",
)
EFFECTIVE_DF.mistake(
    "root of n",
    "You multiply lam by sqrt(n). The denominator is s^2 + n lam.",
    edited(_df, ("len(X) * lam", "len(X) ** 0.5 * lam")),
    kind="slip",
)
EFFECTIVE_DF.mistake(
    "standardized columns",
    "You divide the columns by their standard deviations. A penalty depends on their scale: only "
    "subtract the means.",
    edited(
        _df,
        (
            "np.linalg.svd(X - X.mean(axis=0), compute_uv=False)",
            "np.linalg.svd((X - X.mean(axis=0)) / X.std(axis=0), compute_uv=False)",
        ),
    ),
    kind="slip",
)
EFFECTIVE_DF.mistake(
    "standardized columns (ddof=1)",
    "You divide the columns by their standard deviations. A penalty depends on their scale: only "
    "subtract the means.",
    edited(
        _df,
        (
            "np.linalg.svd(X - X.mean(axis=0), compute_uv=False)",
            "np.linalg.svd((X - X.mean(axis=0)) / X.std(axis=0, ddof=1), compute_uv=False)",
        ),
    ),
    kind="slip",
)
EFFECTIVE_DF.mistake(
    "medians subtracted",
    "You subtract the medians. The intercept accounts for the means: subtract these.",
    edited(_df, ("X.mean(axis=0)", "np.median(X, axis=0)")),
    kind="slip",
)
EFFECTIVE_DF.mistake(
    "one mean for the whole table",
    "X.mean() is one number for the whole table. Each column has its own mean: axis=0.",
    edited(_df, ("X.mean(axis=0)", "X.mean()")),
    kind="slip",
)
EFFECTIVE_DF.mistake(
    "largest share only",
    "You return the share of one direction, the largest. Add up all shares.",
    edited(_df, ("np.sum", "np.max")),
    kind="half",
)
EFFECTIVE_DF.mistake(
    "product of the shares",
    "You multiply the shares. Add them up: the sum is the trace of H.",
    edited(_df, ("np.sum", "np.prod")),
    kind="slip",
)
EFFECTIVE_DF.mistake(
    "columns for directions",
    "You add up the shares of the columns, as if they were uncorrelated. Take the singular values "
    "of the centred X in place of the lengths of its columns.",
    lambda X, lam: np.sum(X.var(axis=0) / (X.var(axis=0) + lam)),
    kind="half",
)
EFFECTIVE_DF.mistake(
    "number of columns",
    "You return the number for least squares, whatever lam is. Ridge leaves a share below 1 "
    "of each direction.",
    lambda X, lam: float(X.shape[1]),
    kind="wrong",
)
EFFECTIVE_DF.mistake(
    "the rank",
    "You return the rank of the centred X, whatever lam is. That is the limit for lam = 0: add up "
    "the shares of (2.6).",
    lambda X, lam: float(np.linalg.matrix_rank(X - X.mean(axis=0))),
    kind="wrong",
)
EFFECTIVE_DF.mistake(
    "square in the numerator only",
    "The denominator is s^2 + n lam, with the square of s, too.",
    edited(_df, ("(s**2 + len(X) * lam)", "(s + len(X) * lam)")),
    kind="slip",
)
EFFECTIVE_DF.mistake(
    "rounded",
    "You round the result. Return it as it is.",
    edited(
        _df,
        ("np.sum(s**2 / (s**2 + len(X) * lam))", "round(np.sum(s**2 / (s**2 + len(X) * lam)), 2)"),
    ),
    kind="slip",
)
EFFECTIVE_DF.mistake(
    "cut off to whole numbers",
    "If X holds whole numbers, your numbers lose their fractions: np.zeros_like(X) holds whole "
    "numbers then. Create your arrays with dtype=float.",
    edited(_df, ("X - X.mean(axis=0)", "(X - X.mean(axis=0)).astype(X.dtype)")),
    kind="slip",
)


def _lost_direction(data, out):
    """Whether the direction of tiny variance is not counted."""
    return abs(out["effective_df"] - 2) < 1e-3


EFFECTIVE_DF.mistake(
    "small singular values dropped",
    "You drop the directions in which X varies little (by a limit for s). If lam is small enough, "
    "they count as well: drop none.",
    edited(_df, ("return", "s = s[s > 1e-3 * s[0]]\n    return")),
    ("tiny_variance", _lost_direction),
    kind="slip",
)
