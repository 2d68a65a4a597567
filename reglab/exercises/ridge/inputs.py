"""Inputs for the checks of lesson 02. They reveal each known mistake on every draw.

Correlations, scales, means and penalties are drawn between limits: if the difficulty of an input
depended on the draw, the same mistake could get different marks.
"""

import numpy as np

from reglab.exercises.columns import correlated_columns, orthonormal_columns


def one_feature(rng):
    """Three points and one feature, in quarters: a student can compute the answer by hand.

    For example x = (0, 3, 6), y = (2, 6, 22) and lam = 4: after centring ``x'x/n = 6`` and
    ``x'y/n = 20``, so w = 20/10 = 2 and b = 10 - 3*2 = 4. With n = 3 a factor n is not a factor 2.
    """
    step = float(rng.choice([1.5, 3.0, 6.0]))
    variance = 2 * step**2 / 3
    lam = variance * float(rng.choice([1.0, 2.0, 4.0])) / 3
    w, b, middle = rng.integers([2, 2, 1], [7, 15, 8]) / 2 * rng.choice([-1.0, 1.0], size=3)
    # The outer values set the weight; the inner one sets the mean and so the intercept.
    gap, dip = 3 * (variance + lam) * w / step, int(rng.integers(1, 9)) / 2
    x = middle + step * np.array([-1.0, 0.0, 1.0])
    y = b + w * middle + np.array([-dip, 2 * dip - gap, gap - dip])
    return {"X": x[:, None], "y": y, "lam": lam}


def regression(rng, columns, share):
    """A problem on given columns, with lam a `share` of their mean variance.

    The columns get unequal scales, because a penalty treats those differently, and means far from
    0.

    Parameters
    ----------
    rng : numpy.random.Generator
    columns : array of shape (n, p), p > 1
    share : float

    Returns
    -------
    dict
        ``X`` (n, p), ``y`` (n,), ``lam``.
    """
    n, p = columns.shape
    scale = rng.permutation(np.geomspace(0.5, 2.0, p)) * rng.uniform(0.7, 1.4)
    X = columns * scale + rng.choice([-1.0, 1.0], size=p) * rng.uniform(1.0, 3.0, size=p)
    w = rng.permutation(np.where(np.arange(p) % 2 == 0, 2.0, -1.0)) * rng.uniform(0.7, 1.4, size=p)
    y = rng.choice([-1.0, 1.0]) * rng.uniform(4.0, 9.0) + columns @ w
    y = y + rng.uniform(0.3, 0.7) * rng.normal(size=n)
    return {"X": X, "y": y, "lam": share * float(X.var(axis=0).mean())}


def small_to_large(rng):
    """Problems from one feature to several, with mild correlations."""
    few, many = ((8, 2), (13, 4)), ((18, 4), (31, 7))
    problems = [one_feature(rng)]
    for (low, high), shares in ((few, (0.3, 0.7)), (many, (0.06, 0.2))):
        n, p = map(int, rng.integers(low, high))
        columns = correlated_columns(rng, n, p, rng.uniform(0.2, 0.4))
        problems.append(regression(rng, columns, rng.uniform(*shares)))
    return problems


def _directions(rng, n, p, rank):
    """Columns of mean 0 and this rank, with singular values of similar size: none is nearly 0."""
    size = np.sqrt(p / rank) * np.geomspace(1.5, 0.7, rank)
    basis, _ = np.linalg.qr(rng.normal(size=(p, rank)))
    return orthonormal_columns(rng, n, rank) * size @ basis.T


def wide(rng):
    """More features than samples; centred, they vary in n - 1 directions."""
    n, p = map(int, rng.integers([5, 9], [8, 13]))
    return regression(rng, _directions(rng, n, p, n - 1), rng.uniform(0.2, 0.4))


def skewed(rng, n, p):
    """Columns of unequal scale, whose medians are far from their means."""
    high = np.column_stack([rng.permutation(np.arange(n) % 3 == 0) for _ in range(p)])
    scale = rng.permutation(np.geomspace(1.0, 4.0, p))
    X = (2.0 * high + rng.uniform(0.0, 0.4, size=(n, p))) * scale
    w = np.where(np.arange(p) % 2 == 0, 2.0, -1.0)
    y = float(rng.uniform(4.0, 9.0)) + X @ w + 0.3 * rng.normal(size=n)
    return {"X": X, "y": y, "lam": float(rng.uniform(0.3, 0.7) * X.var(axis=0).mean())}


def few_directions(rng):
    """More samples than features, which vary in fewer directions than there are features."""
    n, p = map(int, rng.integers([10, 5], [16, 8]))
    columns = _directions(rng, n, p, int(rng.integers(2, p)))
    return {"X": columns + rng.uniform(1.0, 3.0, size=p)}


def small_direction(rng):
    """Two columns that differ by 1/50,000, and a y that depends on the difference.

    So a direction with a tiny singular value has by far the largest weight. The penalty is of the
    size of its variance and shrinks it by a third or less.
    """
    n, gap = int(rng.integers(20, 30)), 2e-5
    Q = orthonormal_columns(rng, n, 3)
    order = rng.permutation(3)
    X = np.column_stack([Q[:, 0], Q[:, 0] + gap * Q[:, 1], Q[:, 2]])[:, order]
    X += rng.choice([-1.0, 1.0], size=3) * rng.uniform(1.0, 3.0, size=3)
    y = Q @ (rng.choice([-1.0, 1.0], size=3) * rng.uniform(1.0, 2.0, size=3))
    y += rng.uniform(4.0, 9.0) + 0.2 * rng.normal(size=n)
    return {"X": X, "y": y, "lam": float(rng.uniform(0.2, 0.5)) * gap**2 / 2}


def whole_numbers(rng):
    """Counts: X, y and lam are whole numbers, the means and weights are not."""
    n = 2 * int(rng.integers(4, 6))  # an even n: the mean of 0, 1, ..., n - 1 has a fraction
    X = np.column_stack([np.arange(n), rng.permutation(np.arange(n) ** 2)])
    X[:, 1] -= int(rng.integers(4, 20))
    y = X @ [2, -1] + rng.permutation([1, 0, 3, 0, -2, 0, 5, 0, 0, 2][:n])
    return {"X": X, "y": y, "lam": int(rng.integers(2, 6))}


def in_another_unit(data, unit, y_unit):
    """The same problem with X and y in other units; lam has the squared unit of X."""
    return {
        **data,
        "X": data["X"] * unit,
        "y": data["y"] * y_unit,
        "lam": data["lam"] * unit**2,
    }
