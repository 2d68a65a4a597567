"""Exercise 2.2, the whole path from one SVD."""

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.checks.model import PASSED, Array, Exercise, Tuple, failed, number
from reglab.exercises.ridge.inputs import (
    in_another_unit,
    skewed,
    small_direction,
    small_to_large,
    whole_numbers,
    wide,
)
from reglab.exercises.ridge.optimality import (
    case,
    has_large_weight,
    has_right_intercept,
    has_zero_gradient,
)
from reglab.linear import ridge_svd_path

PATH = Tuple(
    W=Array(lambda d: (len(d["lams"]), d["X"].shape[1])),
    b=Array(lambda d: (len(d["lams"]),)),
)
# The same mistake comes with other digits where X is nearly singular.
NEARLY_SINGULAR = Tuple(
    W=Array(lambda d: (len(d["lams"]), d["X"].shape[1]), rtol=1e-3, atol=1.0),
    b=Array(lambda d: (len(d["lams"]),), compare=False),
)

RIDGE_SVD_PATH = Exercise(
    "ridge.ridge_svd_path",
    title="2.2 ridge_svd_path",
    points=3,
    arguments=("X", "y", "lams"),
    returns=PATH,
    uses=("ridge.ridge_closed_form",),
    forbid=(
        "reglab.linear.ridge:ridge_closed_form",
        "reglab.linear.ridge:ridge_svd_path",
        "reglab.linear.elastic_net",
        "reglab.linear.path",
        "reglab.linear.huber",
        "sklearn.linear_model",
    ),
    reference=ridge_svd_path,
    aspects={"weights": 4, "order": 1, "intercept": 1.2, "digits": 1.2},
)


# A regime is right if the weights are this near: what rounding costs is asked once, by "digits".
NEAR = 0.02


def _rising(rng, data, k):
    return {**data, "lams": data["lam"] * np.geomspace(1.0, rng.uniform(100.0, 400.0), k)}


def _by_hand(rng):
    # The second lam halves the weight.
    first = small_to_large(rng)[0]
    variance = float(first["X"].var())
    return {**first, "lams": first["lam"] * np.array([1.0, 2.0]) + [0.0, variance]}


def _paths(rng):
    # Each case has different numbers of lams and columns, so that the shape reveals a transposed W.
    others = [*small_to_large(rng)[1:], skewed(rng, 3 * int(rng.integers(3, 6)), 2)]
    return [_rising(rng, d, d["X"].shape[1] + int(rng.integers(1, 4))) for d in others]


def _with_mean_0(data):
    X, y = data["X"], data["y"]
    return {**data, "X": X - X.mean(axis=0), "y": y - y.mean()}


def _rows_are_near(hint, least=0.1):
    """A judge: every row of W is near the solution for its lam.

    A row below the share `least` of the largest row is measured by that: else rounding would cost
    more than the digits.
    """

    def judge(data, out):
        expected, _ = ridge_svd_path(data["X"], data["y"], data["lams"])
        sizes = np.linalg.norm(expected, axis=1)
        sizes = np.maximum(sizes, least * sizes.max())
        for i, (w, right) in enumerate(zip(out["ridge_svd_path"][0], expected, strict=True)):
            if np.linalg.norm(w - right) <= NEAR * sizes[i]:
                continue
            j = int(np.argmax(np.abs(w - right)))
            return failed(
                hint,
                f"{case(data, float(data['lams'][i]))}, row {i}: expected w[{j}] = "
                f"{number(right[j])}, got {number(w[j])}",
            )
        return PASSED

    return judge


ROWS = "Row i is V diag(s / (s^2 + n lams[i])) U'y, with the SVD of the centred X."
RIDGE_SVD_PATH.property(
    "every row of W is the solution for its lam",
    name="every_row",
    draw=_paths,
    aspect="weights",
    judge=_rows_are_near(ROWS),
)
RIDGE_SVD_PATH.property(
    "a single column",
    name="one_column",
    draw=lambda rng: [_by_hand(rng), _by_hand(rng)],
    aspect="order",
    judge=_rows_are_near(ROWS),
)
RIDGE_SVD_PATH.property(
    "X and y of mean 0",
    name="mean_0",
    draw=lambda rng: [_with_mean_0(data) for data in _paths(rng)],
    aspect="weights",
    judge=_rows_are_near(
        "If X and y have mean 0, row i is V diag(s / (s^2 + n lams[i])) U'y, with the SVD of X."
    ),
)


def _intercepts_fit(data, out):
    hint = "Each row of W has its own intercept: b[i] = mean(y) - mean(X) W[i]."
    for i, (w, b, lam) in enumerate(zip(*out["ridge_svd_path"], data["lams"], strict=True)):
        verdict = has_right_intercept(data, w, b, hint, float(lam), f", row {i}", rtol=1e-3)
        if not verdict.passed:
            return verdict
    return PASSED


RIDGE_SVD_PATH.property(
    "every entry of b fits its row of W: the residuals have mean 0",
    name="intercepts",
    draw=lambda rng: [_by_hand(rng), *_paths(rng)],
    aspect="intercept",
    judge=_intercepts_fit,
)


@RIDGE_SVD_PATH.property(
    "all digits are right",
    draw=lambda rng: [*_paths(rng), _rising(rng, wide(rng), 3), *_units(rng)],
    after="every_row",
    aspect="digits",
)
def digits(data, out):
    hint = "Your path is near, but not exact. Use n and the lams as they are, and round nothing."
    # What is far off is the matter of the other properties.
    for judge in (_rows_are_near(""), _intercepts_fit):
        if not judge(data, out).passed:
            return PASSED
    for i, (w, b, lam) in enumerate(zip(*out["ridge_svd_path"], data["lams"], strict=True)):
        verdict = has_zero_gradient(data, w, hint, float(lam), f", row {i}")
        if verdict.passed:
            verdict = has_right_intercept(data, w, b, hint, float(lam), f", row {i}")
        if not verdict.passed:
            return verdict
    return PASSED


def _disordered(rng):
    """Falling; in a cycle, as an order that is its own inverse would hide a missing inverse; twice.

    The steps are not those of np.geomspace.
    """
    falling, cycle = small_to_large(rng)[1:]
    twice = skewed(rng, 12, 3)
    steps = np.array([1.0, 3.0, 4.0, 40.0, 41.0])
    k = int(rng.integers(1, 4))
    return [
        {**falling, "lams": falling["lam"] * steps[::-1]},
        {**cycle, "lams": cycle["lam"] * np.roll(steps, k)},
        {**twice, "lams": twice["lam"] * np.array([3.0, 1.0, 3.0, 2.0, 1.0])},
    ]


RIDGE_SVD_PATH.property(
    "lams in any order and with equal values: row i belongs to lams[i]",
    name="order",
    draw=_disordered,
    aspect="order",
    judge=_rows_are_near("Whatever order you work in, row i belongs to lams[i]."),
)


RIDGE_SVD_PATH.property(
    "b follows the order of lams as well",
    name="intercepts_in_order",
    draw=_disordered,
    # Intercepts of any weights, such as random ones, must not be worth much.
    after="every_row",
    aspect="intercept",
    judge=_intercepts_fit,
)


def _one_lam(rng):
    data = small_to_large(rng)[1]
    return {**data, "lams": np.array([data["lam"]])}


RIDGE_SVD_PATH.property(
    "a path of a single lam is one fit",
    name="single",
    draw=_one_lam,
    aspect="order",
    judge=_rows_are_near("One lam gives W of shape (1, p) and b of shape (1,)."),
)
RIDGE_SVD_PATH.property(
    "more columns than samples",
    name="wide_data",
    draw=lambda rng: [
        _rising(rng, data, int(rng.integers(3, 6))) for data in (wide(rng), skewed(rng, 6, 8))
    ],
    aspect="weights",
    judge=_rows_are_near(
        "There are min(n, p) singular values: use the thin SVD (full_matrices=False)."
    ),
)


def _dependent(rng):
    """A column twice, and a constant one."""
    data = small_to_large(rng)[1]
    X = data["X"]
    # In quarters, so that the constant is exactly 0 after centring.
    constant = np.full(len(X), int(rng.integers(10, 40)) / 4)
    again = X[:, rng.integers(X.shape[1])]
    X = np.column_stack([X, again, constant])
    return _rising(rng, {**data, "X": X}, int(rng.integers(2, 4)))


RIDGE_SVD_PATH.property(
    "a column twice and a constant one",
    name="dependent_columns",
    draw=_dependent,
    aspect="weights",
    judge=_rows_are_near(
        "If a singular value s is 0, then s / (s^2 + n lam) is 0 too. Do not divide by s."
    ),
)
RIDGE_SVD_PATH.property(
    "X, y and lams are whole numbers",
    name="whole_numbers",
    draw=lambda rng: {**whole_numbers(rng), "lams": np.array([4, 1, 9])},
    aspect="weights",
    judge=_rows_are_near("Weights have fractions even if X and y have none: use floats."),
)


def _units(rng):
    """Tiny and large columns, with lams from nearly 0 to so large that no weight is left."""
    few, many = small_to_large(rng)[1:]
    tiny, large = in_another_unit(few, 1e-10, 1e3), in_another_unit(many, 3e4, 1e-5)
    return [
        {**tiny, "lams": tiny["lam"] * 10.0 ** np.array([-9.0, -3.0, -1.0, 0.0])},
        {**large, "lams": large["lam"] * 10.0 ** np.array([-9.0, -3.0, 0.0, 3.0, 9.0])},
    ]


RIDGE_SVD_PATH.property(
    "X and y in other units, and lams from tiny to large",
    name="units",
    draw=_units,
    aspect="weights",
    judge=_rows_are_near("Use each lam as it is, and do not treat small numbers as 0.", 0.0),
)


@RIDGE_SVD_PATH.property(
    "a direction of tiny variance keeps its weight",
    draw=lambda rng: _rising(rng, small_direction(rng), 3),
    returns={"ridge_svd_path": NEARLY_SINGULAR},
    aspect="weights",
)
def tiny_variance(data, out):
    hint = "A singular value that is small is not 0: its direction may have the largest weight."
    # The first lam is of the size of the variance, and the others leave nothing of the direction.
    return has_large_weight(data, out["ridge_svd_path"][0][0], hint, float(data["lams"][0]))


# Known mistakes: every function below is wrong on purpose, except `_path`.


def _path(X, y, lams):
    Xc = X - X.mean(axis=0)
    yc = y - y.mean()
    U, s, Vt = np.linalg.svd(Xc, full_matrices=False)
    factors = s / (s**2 + len(y) * lams[:, None])
    W = (factors * (U.T @ yc)) @ Vt
    b = y.mean() - W @ X.mean(axis=0)
    return W, b


RIDGE_SVD_PATH.mistake(
    "n forgotten",
    "s^2 is an eigenvalue of X'X, not of X'X/n, so lam needs the factor n.",
    edited(_path, ("len(y) * lams", "lams")),
    kind="slip",
)
RIDGE_SVD_PATH.mistake(
    "factor two",
    "You use 2*lam. The 1/2 in the penalty cancels the 2 from its derivative, so use lam.",
    edited(_path, ("len(y) * lams", "len(y) * 2 * lams")),
    kind="slip",
)
RIDGE_SVD_PATH.mistake(
    "singular values not squared",
    "Square s in the denominator: the eigenvalues of X'X are s^2, not s.",
    edited(_path, ("s / (s**2 +", "s / (s +")),
    kind="slip",
)
RIDGE_SVD_PATH.mistake(
    "shares of the fit as factors of the weights",
    "s^2 / (s^2 + n lam) is the factor for each direction of the fit. The factor for the "
    "weights has s, not s^2, in the numerator.",
    edited(_path, ("s / (s**2 +", "s**2 / (s**2 +")),
    kind="slip",
)


@RIDGE_SVD_PATH.mistake(
    "divided by s on the way",
    "You divide by s, and s is 0 if columns repeat or there are few rows. Cancel it on paper: "
    "1/s * s^2 / (s^2 + n lam) = s / (s^2 + n lam).",
    kind="slip",
)
def divided_by_s(X, y, lams):
    U, s, Vt = np.linalg.svd(X - X.mean(axis=0), full_matrices=False)
    # The zeros of an exact computation; rounding may leave 1e-16 in their place.
    s = np.where(s < 1e-12 * s[0], 0.0, s)
    with np.errstate(invalid="ignore"):
        factors = s**2 / (s**2 + len(y) * lams[:, None]) / s
    W = (factors * (U.T @ y)) @ Vt
    return W, y.mean() - W @ X.mean(axis=0)


RIDGE_SVD_PATH.mistake(
    "s missing in the numerator",
    "X'y = V diag(s) U'y: one s must stay in the numerator.",
    edited(_path, ("s / (s**2 +", "1 / (s**2 +")),
    kind="slip",
)
RIDGE_SVD_PATH.mistake(
    "V for its transpose",
    "np.linalg.svd returns V transposed. Its rows are the directions, but you use its columns.",
    edited(_path, ("@ Vt", "@ Vt.T")),
    kind="slip",
)
RIDGE_SVD_PATH.mistake(
    "only y centred",
    "You take the SVD of X without centring, so its first direction is mostly the mean. "
    "Centre X first.",
    edited(_path, ("Xc = X - X.mean(axis=0)", "Xc = X")),
    kind="slip",
)
RIDGE_SVD_PATH.mistake(
    "nothing centred",
    "Centre X and y before the SVD. Otherwise the weights have to make up for the missing "
    "intercept.",
    edited(_path, ("Xc = X - X.mean(axis=0)", "Xc = X"), ("yc = y - y.mean()", "yc = y")),
    kind="half",
)
RIDGE_SVD_PATH.mistake(
    "columns of W instead of rows",
    "W is transposed: row i holds the weights at lams[i].",
    edited(_path, ("return W, b", "return W.T, b")),
    kind="slip",
)
RIDGE_SVD_PATH.mistake(
    "one row for all lams",
    "All rows are the last solution: you store the same array each time. Store a copy.",
    edited(_path, ("return W, b", "return np.tile(W[-1], (len(lams), 1)), b")),
    kind="slip",
)
RIDGE_SVD_PATH.mistake(
    "rows from small to large",
    "Your rows follow the sorted lams. Do not sort: row i belongs to lams[i].",
    lambda X, y, lams: ridge_svd_path(X, y, np.sort(lams)),
    kind="slip",
)
RIDGE_SVD_PATH.mistake(
    "b is the mean of y",
    "The weights are right, b is not: it is mean(y) only if the columns have mean 0.",
    edited(_path, ("return W, b", "return W, np.full(len(lams), y.mean())")),
    kind="slip",
)
RIDGE_SVD_PATH.mistake(
    "b of the centred problem",
    "The weights are right. b is 0 for the centred data only: find each b[i] from the means.",
    edited(_path, ("return W, b", "return W, np.zeros(len(lams))")),
    kind="slip",
)
RIDGE_SVD_PATH.mistake(
    "one b for all lams",
    "All entries of your b are the last one. Each row of W has its own intercept.",
    edited(_path, ("return W, b", "return W, np.full(len(lams), b[-1])")),
    kind="slip",
)
RIDGE_SVD_PATH.mistake(
    "n - 1 for n",
    "You use n - 1. The loss is averaged over n: it is s^2 + n lam.",
    edited(_path, ("len(y) * lams", "(len(y) - 1) * lams")),
    kind="slip",
)
RIDGE_SVD_PATH.mistake(
    "half of lam",
    "You use lam/2. The 1/2 in the penalty cancels the 2 from its derivative, so use lam.",
    lambda X, y, lams: ridge_svd_path(X, y, lams / 2),
    kind="slip",
)
RIDGE_SVD_PATH.mistake(
    "p for n",
    "You multiply lam by the number of columns. The loss is averaged over the rows: n = len(y).",
    edited(_path, ("len(y) * lams", "X.shape[1] * lams")),
    kind="slip",
)
RIDGE_SVD_PATH.mistake(
    "n squared",
    "You multiply lam by n twice. The eigenvalues of X'X/n are s^2/n: multiply by n once.",
    edited(_path, ("len(y) * lams", "len(y) ** 2 * lams")),
    kind="slip",
)
RIDGE_SVD_PATH.mistake(
    "one mean for the whole table",
    "X.mean() is one number for the whole table. Each column has its own mean: axis=0.",
    edited(_path, ("Xc = X - X.mean(axis=0)", "Xc = X - X.mean()")),
    kind="slip",
)
for words, scale in (
    ("standardized columns", "X.std(axis=0)"),
    ("standardized columns (ddof=1)", "X.std(axis=0, ddof=1)"),
):
    RIDGE_SVD_PATH.mistake(
        words,
        "You divide the columns by their standard deviations. A penalty depends on their scale: "
        "only subtract the means.",
        edited(_path, ("Xc = X - X.mean(axis=0)", f"Xc = (X - X.mean(axis=0)) / {scale}")),
        kind="slip",
    )
RIDGE_SVD_PATH.mistake(
    "the same lam in every row",
    "All rows are the solution for lams[0]. Row i belongs to lams[i].",
    lambda X, y, lams: ridge_svd_path(X, y, np.full(len(lams), lams[0])),
    kind="half",
)
RIDGE_SVD_PATH.mistake(
    "a grid of its own",
    "You use a geometric grid from the first to the last lam. Use the values of lams.",
    lambda X, y, lams: ridge_svd_path(X, y, np.geomspace(lams[0], lams[-1], len(lams))),
    kind="slip",
)
RIDGE_SVD_PATH.mistake(
    "weights with the wrong sign",
    "Your weights have the wrong sign: V diag(s / (s^2 + n lam)) U'y has no minus.",
    edited(_path, ("return W, b", "return -W, y.mean() + W @ X.mean(axis=0)")),
    kind="slip",
)
RIDGE_SVD_PATH.mistake(
    "rounded",
    "You round the weights. Return them as they are.",
    edited(_path, ("return W, b", "return np.round(W, 3), b")),
    kind="slip",
)
RIDGE_SVD_PATH.mistake(
    "weights and intercepts rounded",
    "You round the weights and intercepts. Return them as they are.",
    edited(_path, ("return W, b", "return np.round(W, 3), np.round(b, 3)")),
    kind="slip",
)
RIDGE_SVD_PATH.mistake(
    "least squares in every row",
    "lam does not appear in your factors: every row is the least-squares fit.",
    edited(
        _path,
        ("s / (s**2 + len(y) * lams[:, None])", "1 / np.maximum(s, 1e-12) + 0 * lams[:, None]"),
    ),
    kind="half",
)
RIDGE_SVD_PATH.mistake(
    "rows from large to small",
    "Your rows follow the sorted lams, the largest first. Do not sort: row i belongs to lams[i].",
    lambda X, y, lams: ridge_svd_path(X, y, np.sort(lams)[::-1]),
    kind="slip",
)
RIDGE_SVD_PATH.mistake(
    "equal lams once",
    "You return one row for each different lam. Return one for each entry of lams, in its order.",
    lambda X, y, lams: ridge_svd_path(X, y, np.unique(lams)),
    kind="slip",
)
RIDGE_SVD_PATH.mistake(
    "sign of b",
    "Each b[i] has the wrong sign: mean(y) = mean(X) W[i] + b[i].",
    edited(_path, ("return W, b", "return W, -b")),
    kind="slip",
)
RIDGE_SVD_PATH.mistake(
    "returned in the other order",
    "You return b first. The order is W, b.",
    edited(_path, ("return W, b", "return b, W")),
    kind="slip",
)
RIDGE_SVD_PATH.mistake(
    "axes squeezed",
    "You lose an axis if there is one lam or one column. W has shape (n_lams, n_features) always: "
    "do not squeeze.",
    edited(_path, ("return W, b", "return np.squeeze(W), np.squeeze(b)")),
    kind="slip",
)
RIDGE_SVD_PATH.mistake(
    "axes of W squeezed",
    "W loses an axis if there is one lam or one column. It has shape (n_lams, n_features) always: "
    "do not squeeze.",
    edited(_path, ("return W, b", "return np.squeeze(W), b")),
    kind="slip",
)


@RIDGE_SVD_PATH.mistake(
    "cut off to whole numbers",
    "If X holds whole numbers, your numbers lose their fractions: np.zeros_like(X) holds whole "
    "numbers then. Create your arrays with dtype=float.",
    kind="slip",
)
def in_an_array_like_X(X, y, lams):
    W, b = ridge_svd_path(X, y, lams)
    return W.astype(X.dtype), b


def _lost_direction(data, out):
    """Whether the first row lacks the direction of tiny variance."""
    w = out["ridge_svd_path"][0][0]
    expected = ridge_svd_path(data["X"], data["y"], data["lams"])[0][0]
    return abs(w @ expected) < 1e-3 * expected @ expected


RIDGE_SVD_PATH.mistake(
    "small singular values dropped",
    "You drop the directions in which X varies little (by a limit for s). lam shrinks them "
    "already: drop none.",
    edited(_path, ("factors = s", "s = np.where(s < 1e-3 * s[0], 0.0, s)\n    factors = s")),
    ("tiny_variance", _lost_direction),
    kind="slip",
)
