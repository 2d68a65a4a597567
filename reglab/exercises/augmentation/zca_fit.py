"""Exercise 8.4, ZCA whitening."""

import numpy as np

from reglab.augment import zca_apply, zca_fit
from reglab.checks.model import PASSED, Array, Exercise, Tuple, failed, first_difference, number
from reglab.exercises.augmentation.inputs import decimal, spread_rows
from reglab.exercises.draws import whole

ZCA_FIT = Exercise(
    "augmentation.zca_fit",
    title="8.4 zca_fit and zca_apply",
    points=3,
    names=("zca_fit", "zca_apply"),
    arguments=("X", "eps"),
    returns=Tuple(
        mu=Array(lambda data: data["X"].shape[1:]),
        W=Array(lambda data: data["X"].shape[1:] * 2, rtol=1e-5, atol=1e-7),
    ),
    forbid=(
        "reglab.augment.whitening",
        "reglab.linear.ridge",  # its results contain (C + eps I)^-1
        "sklearn.decomposition",
        "sklearn.covariance",
    ),
    reference={"zca_fit": zca_fit, "zca_apply": zca_apply},
    aspects={"mean": 2, "directions": 3, "factors": 3, "edge cases": 2, "apply": 2},
)
ROWS = Array(lambda data: data["X"].shape)


def _on_paper(rng):
    """Four rows around a mean of whole numbers, with a known covariance.

    The eigenvalues are squares of powers of 2, one along (1, 1), the other along (1, -1).
    """
    mu = rng.permutation(np.arange(2.0, 30.0))[:2]
    a, b = rng.permutation([0.5, 1.0, 2.0, 4.0])[:2]
    along, across = np.array([a, a]), np.array([b, -b])
    return {"X": mu + np.array([along, -along, across, -across]), "eps": 0.0}


def _training(rng):
    rows = spread_rows(rng, whole(rng, 25, 50), whole(rng, 4, 7))
    return [
        _on_paper(rng),
        {"X": spread_rows(rng, whole(rng, 9, 14), 3), "eps": decimal(rng, 0.3, 0.9)},
        {"X": rows, "eps": decimal(rng, 0.01, 0.1, digits=3)},
    ]


def _scaled(rng):
    """Rows on a small and on a large scale, with an eps that is neither tiny nor large there."""
    return [
        {
            "X": scale * spread_rows(rng, whole(rng, 25, 50), whole(rng, 4, 6)),
            "eps": scale**2 * decimal(rng, 0.1, 0.9),
        }
        for scale in (1e-4, 1e4)
    ]


def _whole_numbers(rng):
    return {"X": rng.integers(0, 17, size=(30, 4)), "eps": decimal(rng, 0.3, 0.9)}


def _case(data):
    n, d = data["X"].shape
    return f"{n} rows of {d} columns, eps = {number(data['eps'])}"


def _entry(where):
    return f"[{', '.join(map(str, where))}]"


def moments(X):
    """Means, eigenvalues and eigenvectors of the covariance with 1/n."""
    mu = X.mean(axis=0)
    s, U = np.linalg.eigh((X - mu).T @ (X - mu) / len(X))
    return mu, np.maximum(s, 0), U


@ZCA_FIT.property(
    "W is symmetric, and stretches a direction the more, the less the rows vary along it",
    draw=_training,
    aspect="directions",
)
def directions(data, out):
    W, (_, _, U) = out["zca_fit"][1], moments(data["X"])
    largest = np.max(np.abs(W))
    where = first_difference(W.T, W, rtol=1e-6, atol=1e-6 * largest)
    if where is not None:
        i, j = where
        return failed(
            "ZCA rotates back to the original axes after scaling: use U diag(...) U', with U "
            "on both sides.",
            f"{_case(data)}: expected W[{i}, {j}] = W[{j}, {i}], got {number(W[i, j])} and "
            f"{number(W[j, i])}",
        )
    inside = U.T @ W @ U
    where = first_difference(np.diag(np.diag(inside)), inside, rtol=0, atol=1e-6 * largest)
    if where is not None:
        k = where[1]
        return failed(
            "Use U diag(...) U', with the eigenvectors of C as the columns of U.",
            f"{_case(data)}, an eigenvector u of C: expected W u = f u with a number f, got "
            "another direction",
        )
    factors = np.diag(inside)
    if np.any(factors <= 0):
        k = int(np.argmin(factors))
        return failed(
            "Use the positive roots (s + eps)^(-1/2).",
            f"{_case(data)}, an eigenvector u of C: expected W u = f u with a positive number f, "
            f"got f = {number(factors[k])}",
        )
    if np.all(np.diff(factors) < -1e-9 * largest):
        return PASSED
    return failed(
        "The factor (s + eps)^(-1/2) is smaller where s is larger.",
        f"{_case(data)}: expected W u = f u, with the smallest f for the eigenvector u of the "
        f"largest s, got f = {number(factors[0])} for the smallest s and {number(factors[-1])} for "
        "the largest",
    )


def covariance(data, out):
    mu, s, U = moments(data["X"])
    Z = (data["X"] - mu) @ out["zca_fit"][1]
    got = Z.T @ Z / len(Z)
    expected = (U * (s / (s + data["eps"]))) @ U.T
    where = first_difference(expected, got, rtol=1e-5, atol=1e-7)
    if where is None:
        return PASSED
    return failed(
        "W = U diag((s + eps)^(-1/2)) U', with the eigenvalues s and eigenvectors U of C.",
        f"{_case(data)}: expected {number(expected[where].round(9))} at {_entry(where)} of the "
        f"covariance of the whitened rows, got {number(got[where].round(9))}",
    )


ZCA_FIT.property(
    "the whitened rows have covariance C (C + eps I)^-1",
    name="covariance",
    draw=_training,
    judge=covariance,
    aspect="factors",
)


@ZCA_FIT.property(
    "mu is the mean of each column of the training rows",
    draw=lambda rng: [*_training(rng), *_scaled(rng), *_with_constants(rng), _whole_numbers(rng)],
    aspect="mean",
)
def mean(data, out):
    expected, got = data["X"].mean(axis=0), out["zca_fit"][0]
    where = first_difference(expected, got)
    if where is None:
        return PASSED
    return failed(
        "mu must be the mean over the rows, one number for each column.",
        f"{_case(data)}: expected mu{_entry(where)} = {number(expected[where])}, got "
        f"{number(got[where])}",
    )


def _with_constants(rng):
    """Cases with singular C: a constant column, and fewer rows than columns."""
    constant = spread_rows(rng, whole(rng, 9, 14), 3)
    constant[:, whole(rng, 0, 2)] = decimal(rng, 2, 9)
    n, d = whole(rng, 3, 5), whole(rng, 20, 26)
    few = spread_rows(rng, 30, d)[:n]
    return [
        {"X": constant, "eps": decimal(rng, 0.05, 0.2, digits=2)},
        {"X": few, "eps": decimal(rng, 0.3, 0.8)},
    ]


ZCA_FIT.property(
    "the same for rows of any scale, and of dtype int",
    name="any_scale",
    draw=lambda rng: [*_scaled(rng), _whole_numbers(rng)],
    judge=covariance,
    after="covariance",
    aspect="edge cases",
)


@ZCA_FIT.property(
    "directions without variance are stretched by 1 / sqrt(eps)",
    draw=_with_constants,
    after="covariance",
    aspect="edge cases",
)
def no_variance(data, out):
    W, eps = out["zca_fit"][1], data["eps"]
    _, s, U = moments(data["X"])
    flat = U[:, s < 1e-9 * s.max()]
    expected, got = flat / np.sqrt(eps), W @ flat
    where = first_difference(expected, got, rtol=1e-5, atol=1e-7)
    if where is None:
        return PASSED
    v, image = flat[:, where[1]], got[:, where[1]]
    factor = image @ v
    became = f"{factor:.3g} v" if np.allclose(image, factor * v, atol=1e-6) else "another direction"
    return failed(
        "Where s = 0 the factor must be 1 / sqrt(eps): keep all d directions, with U on both "
        "sides.",
        f"{_case(data)}, a direction v without variance: expected W v = {1 / np.sqrt(eps):.3g} v, "
        f"got {became}",
    )


def _fitted(rng):
    """Rows, with a mean and a symmetric matrix that were fitted on other rows."""
    a, b, c = (whole(rng, 1, 7) / 2 for _ in range(3))
    on_paper = {
        "X": rng.integers(1, 12, size=(2, 2)) / 2,
        "mu": rng.integers(1, 12, size=2) / 2,
        "W": np.array([[a + c, -c], [-c, b + c]]),
    }
    numbers = {
        **on_paper,
        "X": rng.integers(1, 12, size=(3, 2)),
        "mu": rng.integers(1, 12, size=2) + 0.5,
    }
    cases = [on_paper, numbers]
    for n, d in ((whole(rng, 5, 9), whole(rng, 3, 6)), (1, whole(rng, 2, 5))):
        root = rng.normal(size=(d, d))
        mu = rng.choice([-5.0, 5.0], size=d) + rng.uniform(size=d)
        cases.append({"X": spread_rows(rng, 12, d)[:n], "mu": mu, "W": root @ root.T + np.eye(d)})
    return cases


def _applied(name):
    """A judge of whitened rows, for the output called `name`."""

    def judge(data, out):
        X, mu, W, got = data["X"], data["mu"], data["W"], out[name]
        expected = (X - mu) @ W
        where = first_difference(expected, got)
        if where is None:
            return PASSED
        case = f"{len(X)} rows of {X.shape[1]} columns"
        if X.size <= 4:
            case = f"X = {X.tolist()}, mu = {mu.tolist()}, W = {W.tolist()}"
        return failed(
            "Subtract the given mu and multiply by the given W. Do not fit anything here.",
            f"{case}: expected {number(expected[where])} at {_entry(where)}, got "
            f"{number(got[where])}",
        )

    return judge


ZCA_FIT.property(
    "zca_apply whitens any rows with the mu and W that it is given",
    name="applied",
    draw=_fitted,
    call=lambda answers, data: {"zca_apply": answers.zca_apply(data["X"], data["mu"], data["W"])},
    returns={"zca_apply": ROWS},
    judge=_applied("zca_apply"),
    aspect="apply",
)


def _call_alone(answers, data):
    rows = [answers.zca_apply(row[None], data["mu"], data["W"]) for row in data["X"]]
    return {"alone": np.concatenate(rows)}


ZCA_FIT.property(
    "a row is whitened alone as it is among others: nothing is fitted again",
    name="alone",
    draw=_fitted,
    call=_call_alone,
    returns={"alone": ROWS},
    judge=_applied("alone"),
    after="applied",
    aspect="apply",
)
