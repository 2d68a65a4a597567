"""Exercise 11.1, features of random weights.

W is random, so its distribution is checked over many calls. F is compared with the features that
the grader computes from X and the W that was returned.
"""

import numpy as np

from reglab.checks.model import PASSED, Array, Exercise, Tuple, failed, number, numbers
from reglab.ensembles import random_relu_features, relu_map
from reglab.exercises.draws import seeded, whole
from reglab.exercises.ensembles.inputs import RUNS, both_signs
from reglab.exercises.ensembles.spies import with_generators
from reglab.exercises.independence import dependence

FEATURES = Tuple(
    F=Array(lambda data: (len(data["X"]), data["k"])),
    W=Array(lambda data: (data["X"].shape[1] + 1, data["k"])),
)

RANDOM_RELU_FEATURES = Exercise(
    "ensembles.random_relu_features",
    title="11.1 random_relu_features",
    points=2,
    returns=FEATURES,
    forbid=(
        "reglab.ensembles.random_features",
        "reglab.ensembles.fixed_features",
        "sklearn.neural_network",
    ),
    reference=random_relu_features,
    aspects={"features": 5, "inputs": 1.5, "scale": 5.5, "weights": 2, "rng": 2},
)


def generator(data):
    return np.random.default_rng(data["seed"])


def _features(answers, data, rng):
    return answers.random_relu_features(data["X"], data["k"], rng=rng)


def _call(answers, data):
    return {"random_relu_features": _features(answers, data, generator(data))}


def _case(rng, n, d, k, unit=1.0):
    return seeded(rng, X=unit * both_signs(rng, (n, d)), k=int(k))


def _shapes(rng):
    """A single column first; then more rows than columns, and the reverse."""
    return [
        _case(rng, 2, 1, whole(rng, 5, 8)),
        _case(rng, whole(rng, 12, 16), whole(rng, 3, 5), whole(rng, 20, 30)),
        _case(rng, whole(rng, 4, 6), whole(rng, 9, 12), whole(rng, 15, 18)),
    ]


def _words(data):
    return f"X of shape {data['X'].shape}, k = {data['k']}"


def _drawn(data, W):
    """Check that W may have been drawn: most of its entries are different."""
    if W.std() > 0 and len(np.unique(W)) > W.size / 2:
        return PASSED
    return failed(
        "Draw each entry of W on its own from the standard normal distribution.",
        f"{_words(data)}: expected different entries in W, got equal ones",
    )


# What is rounded is near; then only `digits` fails.
NEAR, EXACT = 1e-2, 1e-5


def _same_features(hint, tolerance=NEAR, rows=slice(None), what=""):
    """A judge: F has the features of these rows of X for the W that was returned."""

    def judge(data, out):
        F, W = out["random_relu_features"]
        verdict = _drawn(data, W)
        if not verdict.passed:
            return verdict
        expected = relu_map(data["X"], W)
        error = np.abs(F - expected)[rows]
        if np.all(error <= tolerance * np.max(expected)):
            return PASSED
        i, j = np.unravel_index(np.argmax(error), error.shape)
        wanted, came = numbers(expected[i, j], F[i, j])
        row = ""
        if data["X"].shape[1] <= 2:
            x, w = (", ".join(map(number, values)) for values in (data["X"][i], W[:, j]))
            row = f", row {x}, column {w} of W"
        return failed(
            hint,
            f"{_words(data)}{what}{row}: expected F[{i}, {j}] = {wanted} for this W, got {came}",
        )

    return judge


@RANDOM_RELU_FEATURES.property(
    "a feature is positive where [X, 1] W is positive, and 0 elsewhere",
    draw=_shapes,
    call=_call,
    aspect="features",
)
def positive_part(data, out):
    F, W = out["random_relu_features"]
    verdict = _drawn(data, W)
    if not verdict.passed:
        return verdict
    sums = np.column_stack([data["X"], np.ones(len(data["X"]))]) @ W
    # What is next to 0 may be rounded to 0.
    wrong = np.where(sums > 0, (F <= 0) & (sums > 0.1), F != 0) & (np.abs(sums) > 1e-9)
    if not np.any(wrong):
        return PASSED
    i, j = np.argwhere(wrong)[0]
    wanted = "a positive feature" if sums[i, j] > 0 else "0"
    return failed(
        "Append a column of ones to X, so that the last row of W is the bias. Multiply by the W "
        "that you return, and take the maximum with 0.",
        f"{_words(data)}: ([X, 1] W)[{i}, {j}] = {number(sums[i, j])}, expected {wanted}, got "
        f"F[{i}, {j}] = {number(F[i, j])}",
    )


FORMULA = "F = max(0, [X, 1] W / sqrt(d + 1)), with the W that you return and d columns in X."

RANDOM_RELU_FEATURES.property(
    "F is max(0, [X, 1] W / sqrt(d + 1)) for the W that is returned",
    name="formula",
    draw=_shapes,
    call=_call,
    aspect="features",
    judge=_same_features(FORMULA),
)


def _with_zeros(rng):
    """Row 0 holds zeros. There are so many features of one column that some are above 1."""
    cases = [_case(rng, 2, 1, whole(rng, 200, 250)), *_shapes(rng)[1:]]
    for data in cases:
        data["X"][0] = 0.0
    return cases


RANDOM_RELU_FEATURES.property(
    "the bias acts: a row of zeros has features, too",
    name="bias",
    draw=_with_zeros,
    call=_call,
    aspect="features",
    judge=_same_features(
        "A row of zeros still has the 1 of the column of ones, and so the features max(0, bias / "
        "sqrt(d + 1)).",
        rows=slice(1),
        what=", row 0 holds zeros",
    ),
)

RANDOM_RELU_FEATURES.property(
    "F has all digits",
    name="digits",
    draw=_shapes,
    call=_call,
    after="formula",
    aspect="inputs",
    judge=_same_features("You are close. Do not round F or W.", EXACT),
)

RANDOM_RELU_FEATURES.property(
    "X may hold whole numbers",
    name="whole_numbers",
    draw=lambda rng: [
        seeded(rng, X=rng.integers(-5, 6, size=(n, d)), k=whole(rng, 9, 12))
        for n, d in ((5, 3), (whole(rng, 6, 9), whole(rng, 2, 4)))
    ],
    call=_call,
    after="positive_part",
    aspect="inputs",
    judge=_same_features(FORMULA + " The features have fractions, also if X has none."),
)

RANDOM_RELU_FEATURES.property(
    "X may be tiny or large numbers",
    name="units",
    draw=lambda rng: [_case(rng, 6, whole(rng, 2, 4), 12, unit) for unit in (1e-4, 1e5)],
    call=_call,
    after="positive_part",
    aspect="inputs",
    judge=_same_features(FORMULA + " Use X as it is: do not scale or centre it."),
)


def _large(rng):
    """Cases with so many features that one W shows how it was drawn."""
    sizes = (1, whole(rng, 700, 800)), (whole(rng, 3, 5), whole(rng, 1500, 1600))
    # With positive X, features are correlated with those of a slightly wrong formula.
    return [seeded(rng, X=rng.uniform(0.7, 1.5, size=(3, d)), k=k) for d, k in sizes]


def _related(data, F, W):
    """Check that F was made from W, whatever the formula: both have a correlation."""
    expected = relu_map(data["X"], W)
    varied = F.std() > 0 and expected.std() > 0
    if varied and abs(np.corrcoef(F.ravel(), expected.ravel())[0, 1]) > 0.12:
        return PASSED
    return failed(
        "Return the W that you multiplied [X, 1] with.",
        f"{_words(data)}: expected features of this W, but F and W have nothing in common",
    )


def _normal_shares(points):
    """The distribution function of the standard normal distribution."""
    from scipy.special import ndtr

    return ndtr(points)


DRAW = "Draw W of shape (d + 1, k) from the standard normal distribution, and return it as drawn."


@RANDOM_RELU_FEATURES.property(
    "W has mean 0 and standard deviation 1, also in the row of biases",
    draw=_large,
    call=_call,
    statistical=True,
    aspect="scale",
)
def scale(data, out):
    F, W = out["random_relu_features"]
    verdict = _related(data, F, W)
    if not verdict.passed:
        return verdict
    names = [f"row {i} of W" for i in range(len(W))]
    parts = [("W", W), *zip(names, W, strict=True)]
    for name, part in parts:
        # Six standard errors: by chance once in 500 million.
        mean, size, sd = part.mean(), part.size, np.sqrt(np.mean(part**2))
        if abs(mean) > 6 / np.sqrt(size):
            return failed(
                DRAW, f"{_words(data)}: expected a mean of 0 in {name}, got {number(mean)}"
            )
        if abs(sd**2 - 1) > 6 * np.sqrt(2 / size):
            return failed(
                DRAW,
                f"{_words(data)}: expected a standard deviation of 1 in {name}, got {number(sd)}",
            )
    return PASSED


@RANDOM_RELU_FEATURES.property(
    "up to its scale, W is normally distributed",
    draw=_large,
    call=_call,
    statistical=True,
    aspect="weights",
)
def normal(data, out):
    F, W = out["random_relu_features"]
    verdict = _related(data, F, W)
    if not verdict.passed:
        return verdict
    W = W.ravel()
    spread = W.std()
    if spread < 1e-9 or len(np.unique(W)) < W.size - 5:
        return failed(DRAW, f"{_words(data)}: expected different entries in W, got equal ones")
    values = np.sort(W / spread)
    shares, ranks = _normal_shares(values), (np.arange(W.size) + 0.5) / W.size
    worst = int(np.argmax(np.abs(shares - ranks)))
    # Kolmogorov-Smirnov test: 2.6 / sqrt(n) is exceeded by chance once in 400,000 draws.
    if abs(shares[worst] - ranks[worst]) < 2.6 / np.sqrt(W.size):
        return PASSED
    return failed(
        "Draw from the normal distribution: most entries are small, and a few are above 2 or "
        "below -2.",
        f"{_words(data)}: expected {shares[worst]:.0%} of the entries of W below "
        f"{number(values[worst] * spread)}, got {ranks[worst]:.0%}",
    )


def _many_weights(answers, data):
    rng = generator(data)
    return {"W": np.array([_features(answers, data, rng)[1] for _ in range(data["calls"])])}


@RANDOM_RELU_FEATURES.property(
    "the entries of W are drawn independently",
    draw=lambda rng: {**_case(rng, 2, whole(rng, 2, 3), 3), "calls": 150},
    call=_many_weights,
    returns={"W": Array(lambda data: (data["calls"], data["X"].shape[1] + 1, data["k"]))},
    statistical=True,
    after="normal",
    aspect="weights",
)
def independent(data, out):
    W = out["W"].reshape(len(out["W"]), -1)
    found = dependence(W, draws="entries", call="W")
    if not found:
        return PASSED
    return failed(
        "Draw each entry of W on its own, with new numbers in each call.",
        f"{_words(data)}, {data['calls']} calls: expected independent entries (counted along the "
        f"rows), but {found}",
    )


def _with_generators(answers, data):
    return with_generators(data["seed"], lambda rng: _features(answers, data, rng))


@RANDOM_RELU_FEATURES.property(
    "all draws come from the rng that was passed, and are new in each call",
    draw=lambda rng: _case(rng, whole(rng, 5, 8), whole(rng, 3, 5), whole(rng, 8, 12)),
    call=_with_generators,
    returns=dict.fromkeys(RUNS, FEATURES),
    aspect="rng",
)
def own_rng(data, out):
    for features in out.values():
        F, W = features
        verdict = _drawn(data, W)
        if not verdict.passed:
            return verdict
        size = np.sqrt(np.mean(W**2))
        if not 0.01 < size < 100 or np.ptp(F) == 0:
            return failed(
                DRAW, f"{_words(data)}: expected W and F to vary, got entries near {number(size)}"
            )
    if any(np.any(one != two) for one, two in zip(out["first"], out["again"], strict=True)):
        return failed(
            "Draw from rng only, not from another generator.",
            "two calls with equal generators: expected equal F and W, got different ones",
        )
    for name, hint, case in (
        ("other", "Draw from rng, without a seed inside.", "two calls with different generators"),
        ("second", "Draw from rng itself, not from a copy.", "two calls with one generator"),
    ):
        equal = out["first"][1] == out[name][1]
        if np.all(equal):
            return failed(hint, f"{case}: expected different W, got the same")
        if np.any(equal):
            i, j = np.argwhere(equal)[0]
            value = number(out["first"][1][i, j])
            return failed(
                "Draw every entry of W from rng, also the biases in its last row.",
                f"{case}: expected different W, got W[{i}, {j}] = {value} in both",
            )
    return PASSED
