"""Exercise 11.2, the least-squares solution of smallest norm."""

import numpy as np

from reglab.checks.model import PASSED, Array, Exercise, failed, number, numbers
from reglab.ensembles import min_norm_fit

WEIGHTS = Array(lambda data: data["F"].shape[1:], atol=0.0)

MIN_NORM_FIT = Exercise(
    "ensembles.min_norm_fit",
    title="11.2 min_norm_fit",
    points=3,
    arguments=("F", "y", "lam"),
    returns=WEIGHTS,
    forbid=(
        "reglab.ensembles.minimum_norm",
        # With each row and its negative, these fit without an intercept.
        "reglab.linear.ols:fit_ols",
        "reglab.linear.ridge",
        "reglab.linear.elastic_net",
        "reglab.linear.path",
        "reglab.linear.huber",
        "reglab.linear.gradient_descent",
        "sklearn.linear_model",
        "sklearn.kernel_ridge",
    ),
    reference=min_norm_fit,
    aspects={"least squares": 5, "rank": 2.5, "penalty": 4, "numbers": 3},
)


def _orthonormal(rng, n, r):
    """r orthonormal columns of length n."""
    return np.linalg.qr(rng.normal(size=(n, r)))[0]


def _matrix(rng, n, k, s):
    """F of shape (n, k) with the singular values s, in no special position."""
    return _orthonormal(rng, n, len(s)) * s @ _orthonormal(rng, k, len(s)).T


def _singular_values(rng, n, k):
    """Of a size that a lam near 1 changes all of them, and none is hardly changed."""
    return np.sqrt(n) * rng.permutation(np.geomspace(0.6, 1.8, min(n, k)))


def _problem(rng, n, k, lam=0.0):
    """F of full rank, and a y in no special position."""
    F = _matrix(rng, n, k, _singular_values(rng, n, k))
    return {"F": F, "y": rng.normal(size=n) + 2 * F.sum(axis=1), "lam": lam}


def _sizes(rng, *around):
    return tuple(int(n + rng.integers(2)) for n in around)


def _lam(rng):
    return int(rng.integers(30, 90)) / 100


def _on_paper(rng, shape, **data):
    """A single row or column of two small numbers."""
    F = rng.choice([-1.0, 1.0]) * rng.permutation(np.array([1.0, 2.0, 3.0, 4.0])[:2])
    y = rng.permutation(np.array([2.0, 5.0, 9.0]))[: shape[0]]
    return {"F": F.reshape(shape), "y": y, "lam": 0.0, **data}


def _tall(rng):
    sizes = _sizes(rng, 7, 3), _sizes(rng, 12, 5)
    return [_on_paper(rng, (2, 1)), *(_problem(rng, *size) for size in sizes)]


def _square(rng):
    return [_problem(rng, size, size) for size in _sizes(rng, 2, 6)]


def _wide(rng):
    sizes = _sizes(rng, 3, 7), _sizes(rng, 5, 12)
    return [_on_paper(rng, (1, 2)), *(_problem(rng, *size) for size in sizes)]


def _with_penalty(rng, cases):
    return [{**data, "lam": _lam(rng)} for data in cases]


def _repeated_columns(rng):
    """Some columns twice or three times, in large units, so that rounding leaves more than 1e-15.

    Matrices without full rank are small: rounding stays below the limit of np.linalg.pinv, 1e-15
    times the largest singular value.
    """
    short = _on_paper(rng, (2, 1))
    cases = [{**short, "F": np.repeat(short["F"], 2, axis=1)}]
    for n, k in (_sizes(rng, 8, 3), _sizes(rng, 5, 3)):
        data = _problem(rng, n, k)
        columns = rng.permutation([*range(k), 0, 1, 1])
        cases.append({**data, "F": 1e3 * data["F"][:, columns], "y": 1e3 * data["y"]})
    return cases


def _repeated_rows(rng):
    """Rows that are repeated with another y, in a wide F."""
    short = _on_paper(rng, (1, 2))
    y = short["y"][0] + np.array([0.0, 2.0])
    cases = [{**short, "F": np.repeat(short["F"], 2, axis=0), "y": y}]
    for n, k in (_sizes(rng, 3, 8), _sizes(rng, 3, 7)):
        data = _problem(rng, n, k)
        rows = rng.permutation([*range(n), 0, 1, 1])
        y = 1e3 * (data["y"][rows] + rng.normal(size=n + 3))
        cases.append({**data, "F": 1e3 * data["F"][rows], "y": y})
    return cases


def _zeros_and_sums(rng):
    """A column and a row of zeros; columns that are sums of others."""
    zeros = _problem(rng, *_sizes(rng, 5, 4))
    zeros["F"][:, int(rng.integers(4))] = 0.0
    zeros["F"][int(rng.integers(5))] = 0.0
    n, k = _sizes(rng, 6, 5)
    low = {"F": 1e3 * _matrix(rng, n, k, np.array([1.0, 2.5, 4.0])), "y": 6e3 * rng.normal(size=n)}
    return [zeros, {**low, "lam": 0.0}]


def _shape(data):
    """The case in words; the numbers if they fit on a line."""
    lam = f"lam = {number(data['lam'])}"
    if data["F"].size > 4:
        return f"F of shape {data['F'].shape}, {lam}"
    rows = ", ".join(f"[{', '.join(map(number, row))}]" for row in data["F"])
    return f"F = [{rows}], y = [{', '.join(map(number, data['y']))}], {lam}"


# What is rounded, or has a tiny penalty too many, is near; then only `digits` fails.
NEAR, EXACT = 2e-3, 1e-6


def _agrees(hint, tolerance=NEAR, output="min_norm_fit"):
    """A judge: w is the solution, up to a part of its largest entry."""

    def judge(data, out):
        expected, got = min_norm_fit(data["F"], data["y"], data["lam"]), out[output]
        error = np.abs(got - expected)
        if np.all(error <= tolerance * np.max(np.abs(expected))):
            return PASSED
        j = int(np.argmax(error))
        wanted, came = numbers(expected[j], got[j])
        return failed(hint, f"{_shape(data)}: expected w[{j}] = {wanted}, got {came}")

    return judge


MIN_NORM_FIT.property(
    "more rows than columns: least squares",
    name="tall",
    aspect="least squares",
    draw=_tall,
    judge=_agrees("F'(y - Fw) must be 0. Do not centre, and add no intercept and no penalty."),
)

MIN_NORM_FIT.property(
    "as many rows as columns: Fw = y",
    name="square",
    aspect="least squares",
    draw=_square,
    judge=_agrees("A square F of full rank has exactly one solution of Fw = y."),
)


@MIN_NORM_FIT.property(
    "more columns than rows: every row is fitted", draw=_wide, aspect="least squares"
)
def wide_fits(data, out):
    y, fitted = data["y"], data["F"] @ out["min_norm_fit"]
    error = np.abs(fitted - y)
    if np.all(error <= NEAR * np.max(np.abs(y))):
        return PASSED
    i = int(np.argmax(error))
    return failed(
        "With more columns than rows, Fw = y has solutions. Return one of them.",
        f"{_shape(data)}: expected (Fw)[{i}] = {number(y[i])}, got {number(fitted[i])}",
    )


@MIN_NORM_FIT.property(
    "more columns than rows: no other solution is shorter",
    draw=lambda rng: _wide(rng)[1:],
    after="wide_fits",
    aspect="least squares",
)
def wide_norm(data, out):
    expected, w = min_norm_fit(data["F"], data["y"]), out["min_norm_fit"]
    if np.all(np.abs(w - expected) <= NEAR * np.max(np.abs(expected))):
        return PASSED
    one, other = numbers(np.linalg.norm(expected), np.linalg.norm(w))
    return failed(
        "Your w fits every row, and so do many others. The shortest one is a combination of the "
        "rows of F.",
        f"{_shape(data)}: expected ||w|| = {one}, got {other}",
    )


MIN_NORM_FIT.property(
    "repeated columns share their weight equally",
    name="repeated_columns",
    aspect="rank",
    draw=_repeated_columns,
    after="tall",
    judge=_agrees("Repeated columns make singular values that are 0 up to rounding: drop these."),
)

MIN_NORM_FIT.property(
    "repeated rows in a wide F: the mean of their y is fitted",
    name="repeated_rows",
    aspect="rank",
    draw=_repeated_rows,
    after="wide_fits",
    judge=_agrees(
        "Repeated rows make singular values that are 0 up to rounding, also if F is wide: drop "
        "these."
    ),
)

MIN_NORM_FIT.property(
    "zeros in a whole column or row, and columns that are sums of others",
    name="zeros_and_sums",
    aspect="rank",
    draw=_zeros_and_sums,
    after="tall",
    judge=_agrees("Drop each singular value that is 0 up to rounding, and keep all others."),
)

PENALTY = "With a penalty, the gradient F'(Fw - y)/n + lam w is 0, whatever the shape of F."

MIN_NORM_FIT.property(
    "lam > 0 and more rows than columns",
    name="penalty_tall",
    aspect="penalty",
    draw=lambda rng: _with_penalty(rng, _tall(rng)),
    judge=_agrees(PENALTY),
)

MIN_NORM_FIT.property(
    "lam > 0 and more columns than rows, or equally many",
    name="penalty_wide",
    aspect="penalty",
    draw=lambda rng: _with_penalty(rng, [*_wide(rng), *_square(rng)]),
    judge=_agrees(PENALTY),
)


def _rank_and_penalty(rng):
    """The penalty is in the units of F, which are large in these cases."""
    cases = _repeated_columns(rng)[1:] + _repeated_rows(rng)[1:]
    return [{**data, "lam": 1e6 * _lam(rng)} for data in cases]


MIN_NORM_FIT.property(
    "lam > 0 and repeated columns or rows",
    name="penalty_rank",
    aspect="penalty",
    draw=_rank_and_penalty,
    judge=_agrees(PENALTY),
)


def _ill_conditioned(rng):
    """Singular values from 1 to 3e-4, whose directions have equal parts in a small w."""
    cases = []
    for n, k in (_sizes(rng, 9, 4), _sizes(rng, 4, 9), _sizes(rng, 5, 5)):
        r = min(n, k)
        U, V, s = _orthonormal(rng, n, r), _orthonormal(rng, k, r), np.geomspace(3e-4, 1.0, r)
        w = V @ (rng.choice([-1.0, 1.0], size=r) * rng.uniform(0.005, 0.01, size=r))
        cases.append({"F": U * s @ V.T, "y": U * s @ V.T @ w, "lam": 0.0})
    return cases


MIN_NORM_FIT.property(
    "all digits, also if some singular values are small",
    name="digits",
    aspect="numbers",
    draw=_ill_conditioned,
    after="tall",
    judge=_agrees(
        "Use lam exactly as it is, also if it is 0. Keep small singular values that are not 0, and "
        "do not round.",
        EXACT,
    ),
)


def _tiny_singular_values(rng):
    """Singular values from 1 down to 2e-11, far above rounding; their squares are not."""
    cases = []
    for least in (2e-8, 2e-7, 2e-11):
        for n, k in (_sizes(rng, 9, 4), _sizes(rng, 4, 9)):
            r = min(n, k)
            U, V, s = _orthonormal(rng, n, r), _orthonormal(rng, k, r), np.geomspace(least, 1, r)
            F = U * s @ V.T
            w = V @ (rng.choice([-1.0, 1.0], size=r) * rng.uniform(0.5, 1.0, size=r))
            cases.append({"F": F, "y": F @ w, "lam": 0.0})
    return cases


def _limit(judge):
    """A judge whose report says how small the smallest singular value is."""

    def judged(data, out):
        verdict = judge(data, out)
        if verdict.passed:
            return PASSED
        s = np.linalg.svd(data["F"], compute_uv=False)
        return failed(
            verdict.hint,
            f"singular values from {number(s[0])} to {s[-1]:.0e}, {verdict.counterexample}",
        )

    return judged


MIN_NORM_FIT.property(
    "tiny singular values count, if they are above rounding",
    name="tiny_singular_values",
    aspect="numbers",
    draw=_tiny_singular_values,
    after="tall",
    judge=_limit(
        _agrees(
            "Use each singular value of F above max(n, k) * eps times the largest, and lam exactly "
            "as it is. Work with F itself: F'F has the squares, and rounding destroys the small "
            "ones."
        )
    ),
)


def _units(rng):
    """F and y in tiny and in large units, with a lam to match."""
    cases = []
    for f_unit, y_unit, lam in ((1e-18, 1.0, 0), (1e8, 1e-6, 0), (1e-18, 1e5, 1), (1e8, 1.0, 1)):
        size = (*_sizes(rng, 4, 6),)[:: 1 if lam else -1]
        data = _problem(rng, *size)
        lam = f_unit**2 * _lam(rng) if lam else 0.0
        cases.append({"F": f_unit * data["F"], "y": y_unit * data["y"], "lam": lam})
    return cases


MIN_NORM_FIT.property(
    "F and y may be tiny or large numbers",
    name="units",
    aspect="numbers",
    draw=_units,
    after="tall",
    judge=_agrees(
        "A singular value is small only in comparison with the largest one. Add or drop nothing "
        "because it is below some fixed number."
    ),
)


def _whole(rng):
    """F, y and lam of dtype int."""
    cases = []
    for size, lam in (((5, 2), 0), ((5, 2), rng.integers(1, 4)), ((2, 5), rng.integers(1, 4))):
        n, k = _sizes(rng, *size)
        F = 4 * np.eye(n, k, dtype=int) + rng.integers(-1, 2, size=(n, k))
        cases.append({"F": F, "y": rng.integers(2, 21, size=n), "lam": int(lam)})
    return cases


MIN_NORM_FIT.property(
    "F, y and lam may be whole numbers",
    name="whole_numbers",
    aspect="numbers",
    draw=_whole,
    after="tall",
    judge=_agrees("The weights are fractions, also if F and y hold integers: return floats."),
)

MIN_NORM_FIT.property(
    "lam is 0 if it is not given",
    name="default",
    aspect="numbers",
    draw=lambda rng: [_problem(rng, *_sizes(rng, 7, 4)) for _ in range(2)],
    after="tall",
    call=lambda answers, data: {"without lam": answers.min_norm_fit(data["F"], data["y"])},
    returns={"without lam": WEIGHTS},
    judge=_agrees("Keep the default lam=0.0 in the first line.", output="without lam"),
)
