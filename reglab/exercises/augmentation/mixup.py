"""Exercise 8.6, mixup."""

from itertools import permutations

import numpy as np

from reglab.augment import mixup
from reglab.checks.model import (
    PASSED,
    Array,
    Exercise,
    Number,
    Tuple,
    failed,
    first_difference,
    number,
)
from reglab.exercises.augmentation import own_rng
from reglab.exercises.augmentation.inputs import decimal, shares
from reglab.exercises.augmentation.own_rng import generator
from reglab.exercises.draws import seeded, whole
from reglab.exercises.libraries import KERAS

MIXUP = Exercise(
    "augmentation.mixup",
    title="8.6 mixup",
    points=3,
    returns=Tuple(
        X=Array(lambda data: data["X"].shape), Y=Array(lambda data: data["Y"].shape), lam=Number()
    ),
    forbid=("reglab.augment.mixing", *KERAS),
    reference=mixup,
    aspects={
        **{"mixture": 0.5, "weights": 2, "labels": 3.5, "partners": 3},
        **{"lam": 3, "rng": 3, "whole numbers": 0.5},
    },
)


def _mix(answers, data, rng):
    return answers.mixup(data["X"], data["Y"], data["alpha"], rng=rng)


def _call(answers, data):
    return {"mixup": _mix(answers, data, generator(data))}


def _rows(rng, shape):
    return rng.uniform(1.0, 5.0, size=shape) * rng.choice([-1.0, 1.0], size=shape)


def _batches(rng):
    """Rows that differ, so that a mixture shows its parts."""
    small = rng.permutation(np.arange(1.0, 80.0))[:5, None] / 4
    labels = np.eye(5)[rng.permutation(5)]
    cases = [seeded(rng, X=small, Y=labels, alpha=decimal(rng, 1.5, 6))]
    # Neither alpha nor 1 / alpha is so small that lam would often be 1 up to rounding.
    for shape, highest in (
        ((whole(rng, 8, 11), whole(rng, 2, 5)), 6),
        ((whole(rng, 12, 16), whole(rng, 2, 4), whole(rng, 2, 3)), 3),
    ):
        labels = shares(rng, shape[0], whole(rng, 3, 5))
        alpha = decimal(rng, 1.5, highest)
        cases.append(seeded(rng, X=_rows(rng, shape), Y=labels, alpha=alpha))
    return [*cases, seeded(rng, X=_rows(rng, (1, 4)), Y=shares(rng, 1, 3), alpha=alpha)]


def possible_partners(rows, mixed, lam, share=None):
    """Whether row i may be mixed with row j, as a boolean array of shape (n, n).

    `share` is the weight of the partner, 1 - lam if not given.
    """
    share = 1 - lam if share is None else share
    rows, mixed = (values.reshape(len(values), -1) for values in (rows, mixed))
    candidates = lam * rows[:, None] + share * rows[None, :]
    return np.all(np.isclose(candidates, mixed[:, None], rtol=1e-6, atol=1e-8), axis=-1)


def read_mixtures(rows, mixed):
    """Find of which two rows each mixed row is a weighted sum, without knowing the weights.

    Parameters
    ----------
    rows : array of shape (n, d)
        With d at least 3.
    mixed : array of shape (..., n, d)
        Mixed rows of one call or of several.

    Returns
    -------
    own, partner : arrays of shape (..., n)
        The weights of the row itself and of its partner; nan if there is no such sum.
    order : array of shape (..., n)
        The partner of each row: the row itself if no other has a weight.
    """
    X, Z = np.asarray(rows, dtype=float), np.asarray(mixed, dtype=float)
    each = np.arange(len(X))
    dots, against = X @ X.T, Z @ X.T
    norms, own_dot = np.diag(dots), against[..., each, each, None]
    # The normal equations of two unknowns, for each pair of rows.
    apart = norms[:, None] * norms - dots**2
    apart[each, each] = np.inf
    own = (own_dot * norms - against * dots) / apart
    partner = (against * norms[:, None] - own_dot * dots) / apart
    sums = own[..., None] * X[:, None] + partner[..., None] * X
    error = np.max(np.abs(sums - Z[..., None, :]), axis=-1)
    error[..., each, each] = np.inf
    order = np.argmin(error, axis=-1)
    own, partner, error = (
        np.take_along_axis(values, order[..., None], axis=-1)[..., 0]
        for values in (own, partner, error)
    )
    alone = np.abs(partner) < 1e-6
    found = error < 1e-5 * np.max(np.abs(X))
    own, partner = (np.where(found, w, np.nan) for w in (own, np.where(alone, 0, partner)))
    return own, partner, np.where(alone, each, order)


def _are_means(weights):
    own, partner, _ = weights
    return np.all(np.abs(own + partner - 1) < 1e-4)


def _are_mixed(weights):
    """Whether some row has a part of another one, and some of these has a part of itself."""
    own, partner, _ = weights
    return np.any((partner != 0) & (np.abs(own) > 1e-6))


def weighted_means(data, mixed):
    """Check that rows are weighted means of the given row and another given row.

    Parameters
    ----------
    data : dict
    mixed : array of shape (calls, n, d)
    """
    weights = own, partner, _ = read_mixtures(data["X"], mixed)
    sound = np.abs(own + partner - 1) < 1e-4
    case = f"{own.shape[1]} rows, alpha = {number(data['alpha'])}"
    if not np.all(sound):
        return failed(
            "Every mixed row must be a weighted mean of the row itself and its partner, with "
            "weights that sum to 1.",
            f"{case}: expected row {int(np.argwhere(~sound)[0, 1])} to be a weighted mean of "
            "itself and another row, but it is none",
        )
    if _are_mixed(weights):
        return PASSED
    got = "rows of X in another order" if np.any(partner) else "X as it was"
    return failed(
        "Mix each row with its partner.",
        f"{case}, {len(own)} calls: expected mixed rows, got {got}",
    )


def _batch(rng, n, alpha):
    return seeded(rng, X=_rows(rng, (n, whole(rng, 4, 6))), Y=shares(rng, n, 3), alpha=alpha)


def mixtures(data, mixed, lam):
    """Check that each row is a mixture of the given row and another given row."""
    X = data["X"]
    found = possible_partners(X, mixed, lam).any(axis=1)
    if np.all(found):
        return PASSED
    i = int(np.argmin(found))
    row = f"row {i}"
    if X.size == len(X):
        values = ", ".join(number(value) for value in np.ravel(X))
        row = f"the row {number(X[i, 0])} of {values} became {number(mixed[i, 0])}, which"
    return failed(
        "Return lam * X + (1 - lam) * X[partners] and the same lam, one number for the batch.",
        f"{len(X)} rows, alpha = {number(data['alpha'])}, lam = {number(lam)}: expected lam times "
        f"a row plus 1 - lam times a row of X, but {row} is no such mixture",
    )


@MIXUP.property(
    "the share of the row itself is lam, and that of its partner 1 - lam",
    draw=_batches,
    call=_call,
    aspect="weights",
)
def rows_mixed(data, out):
    X, (mixed, _, lam) = data["X"], out["mixup"]
    verdict = mixtures(data, mixed, lam)
    if not verdict.passed:
        return verdict
    # A shuffle may leave a small batch in its own order.
    if len(X) < 12 or not _same_rows(X, mixed):
        return PASSED
    return failed(
        "Mix each row with its partner.",
        f"{len(X)} rows, alpha = {number(data['alpha'])}, lam = {number(lam)}: expected mixed "
        "rows, got rows of X",
    )


def _same_rows(X, mixed):
    """Whether all rows of X come back, in any order."""
    rows, mixed = (values.reshape(len(X), -1) for values in (X, mixed))
    return np.all(np.any(np.all(np.abs(rows[:, None] - mixed) < 1e-12, axis=2), axis=1))


def _many(answers, data):
    rng = generator(data)
    return {"mixed": np.array([_mix(answers, data, rng)[0] for _ in range(data["calls"])])}


@MIXUP.property(
    "each row of X becomes a weighted mean of itself and a partner",
    draw=lambda rng: {**_batch(rng, whole(rng, 9, 14), decimal(rng, 2, 4)), "calls": 3},
    call=_many,
    returns={"mixed": Array(lambda data: (data["calls"], *data["X"].shape))},
    aspect="mixture",
)
def mixed_rows(data, out):
    return weighted_means(data, out["mixed"])


def _labelled(rng, n, labels):
    return {**_batch(rng, n, decimal(rng, 2, 4)), "Y": labels, "calls": 3}


def _images_and_labels(answers, data):
    """Mixed X and Y of several calls with one Generator."""
    rng = generator(data)
    batches = [_mix(answers, data, rng) for _ in range(data["calls"])]
    return {"X": np.array([b[0] for b in batches]), "Y": np.array([b[1] for b in batches])}


@MIXUP.property(
    "labels are mixed with the same weights and the same partners",
    draw=lambda rng: [
        _labelled(rng, 5, np.eye(5)[rng.permutation(5)]),
        *(_labelled(rng, n, shares(rng, n, whole(rng, 3, 5))) for n in rng.integers(8, 13, size=2)),
    ],
    call=_images_and_labels,
    returns={
        "X": Array(lambda data: (data["calls"], *data["X"].shape)),
        "Y": Array(lambda data: (data["calls"], *data["Y"].shape)),
    },
    aspect="labels",
)
def labels_mixed(data, out):
    Y, read = data["Y"], [read_mixtures(data["X"], mixed) for mixed in out["X"]]
    if not all(map(_are_means, read)) or not any(map(_are_mixed, read)):
        # Without weighted means of rows there are no weights and partners to compare with.
        mixed = [labels for labels in out["Y"] if not np.allclose(labels, Y)]
        if mixed and all(any_mixture(Y, labels) for labels in mixed):
            return PASSED
        return failed(
            "Every label must be lam times the label of the row plus 1 - lam times that of its "
            "partner, with the same lam for all rows.",
            f"{len(Y)} rows: expected mixed labels, got others",
        )
    for weights, mixed in zip(read, out["Y"], strict=True):
        verdict = _labels_like_rows(Y, weights, mixed)
        if not verdict.passed:
            return verdict
    return PASSED


def _labels_like_rows(Y, weights, mixed):
    """Whether labels are mixed with the weights and partners that were found for rows."""
    own, partner, order = weights
    expected = own[:, None] * Y + partner[:, None] * Y[order]
    where = first_difference(expected, mixed, rtol=1e-5, atol=1e-5)
    if where is None:
        return PASSED
    i, k = where
    return failed(
        "Mix the labels like the rows, with the same lam and the same partners.",
        f"row {i} is {number(own[i])} times itself plus {number(partner[i])} times row {order[i]}, "
        f"labels {number(Y[i, k])} and {number(Y[order[i], k])} for class {k}: expected "
        f"{number(expected[where])}, got {number(mixed[where])}",
    )


def any_mixture(Y, mixed):
    """Whether labels are weighted means of two given ones, with one pair of weights for all."""
    for i in np.flatnonzero(np.any(np.abs(mixed - Y) > 1e-6, axis=1))[:2]:
        for other in Y:
            apart = Y[i] - other
            if np.any(apart):
                lam = (mixed[i] - other) @ apart / (apart @ apart)
                if 0 < lam < 1 and np.all(np.any(possible_partners(Y, mixed, lam), axis=1)):
                    return True
    return False


def _rows_alone(answers, data, rng):
    return _mix(answers, data, rng)[0]


def _follows_rng(data, out):
    """Check that both the partners and lam depend on the rng that was passed."""
    verdict = own_rng.follows_rng("mixtures", weighted_means)(data, out)
    if not verdict.passed:
        return verdict
    first, other = (read_mixtures(data["X"], out[name]) for name in ("first", "other"))
    if np.all(first[2] == other[2]):
        what = "partners"
    elif np.allclose(_lams_of(first), _lams_of(other)):
        what = "weights"
    else:
        return PASSED
    return failed(
        "Different generators must give different partners and weights: draw both from rng.",
        f"calls with two different generators: expected different {what}, got the same",
    )


def _lams_of(weights):
    """The lam of each call, read from the rows that have another row as partner."""
    own, partner, _ = weights
    mixed = partner != 0
    return [np.median(w[m]) if np.any(m) else 1.0 for w, m in zip(own, mixed, strict=True)]


MIXUP.property(
    own_rng.TITLE,
    name="own_rng",
    draw=lambda rng: _batch(rng, whole(rng, 12, 16), decimal(rng, 2, 6)),
    call=own_rng.with_generators(_rows_alone),
    returns=own_rng.of_generators(lambda data: data["X"].shape),
    judge=_follows_rng,
    aspect="rng",
)


def drawn_partners(data, out):
    """Partner of every row in each call, of shape (calls, n); -1 where there is none."""
    own, _, order = read_mixtures(data["X"], out["mixed"])
    return np.where(np.isnan(own), -1, order)


@MIXUP.property(
    "partners are a random permutation of the rows",
    draw=lambda rng: [
        {**_batch(rng, n, decimal(rng, 2, 6)), "calls": calls}
        # Of four rows all 24 permutations are counted.
        for n, calls in ((4, 200), (whole(rng, 9, 11), 60))
    ],
    call=_many,
    returns={"mixed": Array(lambda data: (data["calls"], *data["X"].shape))},
    statistical=True,
    aspect="partners",
)
def partners(data, out):
    chosen, n = drawn_partners(data, out), len(data["X"])
    if np.any(chosen < 0) or not _are_mixed(read_mixtures(data["X"], out["mixed"])):
        return weighted_means(data, out["mixed"])
    case = f"{len(chosen)} batches of {n} rows"
    unmixed = np.flatnonzero(np.all(chosen == np.arange(n), axis=0))
    if 0 < len(unmixed) < n:
        return failed(
            "Mix every row with its partner.",
            f"{case}: expected row {unmixed[0]} to have another row as partner in most, got it as "
            "it was in each",
        )
    twice = np.flatnonzero(np.any(np.sort(chosen, axis=1) != np.arange(n), axis=1))
    if len(twice):
        return failed(
            "Each row is the partner of exactly one row: use a permutation.",
            f"{case}: expected each row once among the partners, got {chosen[twice[0]].tolist()}",
        )
    if np.all(chosen == chosen[0]):
        return failed(
            "Draw new partners from rng for each batch.",
            f"{case}: expected changing partners, got {chosen[0].tolist()} in each",
        )
    steps = (chosen - np.arange(n)) % n
    if np.all(steps == steps[:, :1]):
        return failed(
            "In your batches every partner is the same number of rows away. Shuffle the partners.",
            f"{case}: expected shuffled partners, got {chosen[0].tolist()} and the like",
        )
    counts = np.array([np.bincount(column, minlength=n) for column in chosen.T])
    expected, freedom = len(chosen) / n, (n - 1) ** 2
    # Each call gives a whole permutation, so the sum of squares is n / (n - 1) times chi-squared.
    chi2 = np.sum((counts - expected) ** 2) / expected * (n - 1) / n
    if chi2 > freedom + 7 * np.sqrt(2 * freedom):
        i, j = np.unravel_index(np.argmax(np.abs(counts - expected)), counts.shape)
        return failed(
            "Every row must be equally likely as partner, including the row itself.",
            f"{case}: expected row {j} as the partner of row {i} about {round(expected)} times, "
            f"got "
            f"{counts[i, j]}",
        )
    if n > 4:
        return PASSED
    every = list(permutations(range(n)))
    times = [int(np.sum(np.all(chosen == order, axis=1))) for order in every]
    expected, freedom = len(chosen) / len(every), len(every) - 1
    if np.sum((np.array(times) - expected) ** 2) / expected < freedom + 7 * np.sqrt(2 * freedom):
        return PASSED
    rarest = int(np.argmin(times))
    return failed(
        "Every permutation of the rows must be equally likely, including the one that leaves all "
        "rows in place.",
        f"{case}: expected the partners {list(every[rarest])} about {round(expected)} times, got "
        f"{times[rarest]}",
    )


def beta_shares(alpha, points):
    """The distribution function of Beta(alpha, alpha)."""
    from scipy.special import betainc

    return betainc(alpha, alpha, points)


SHOWN = 10  # calls of which the rows are looked at, too


def _lams(answers, data):
    rng = generator(data)
    batches = [_mix(answers, data, rng) for _ in range(data["calls"])]
    return {
        "lam": np.array([lam for *_, lam in batches]),
        "mixed": np.array([X for X, *_ in batches[:SHOWN]]),
    }


def one_lam_in_each(data, mixed):
    """Whether no batch has rows that are mixed with different weights."""
    own, partner, _ = read_mixtures(data["X"], mixed)
    # Which of two rows is the row itself does not matter here, and a row alone shows no weights.
    smaller = np.minimum(own, partner)
    smaller[np.abs(smaller) < 1e-6] = np.nan
    smaller[np.any(~(np.abs(own + partner - 1) < 1e-4), axis=1)] = np.nan
    low, high = np.fmin.reduce(smaller, axis=1), np.fmax.reduce(smaller, axis=1)
    return not np.any(high - low > 1e-4)


@MIXUP.property(
    "lam has the distribution Beta(alpha, alpha), one number for each batch",
    draw=lambda rng: [
        {**_batch(rng, 4, decimal(rng, low, high, digits=2)), "calls": calls}
        for low, high, calls in ((6, 12, 200), (0.2, 0.4, 160), (150, 300, 200))
    ],
    call=_lams,
    returns={
        "lam": Array(lambda data: (data["calls"],)),
        "mixed": Array(lambda data: (SHOWN, *data["X"].shape)),
    },
    statistical=True,
    aspect="lam",
)
def beta(data, out):
    alpha, lams = data["alpha"], np.sort(out["lam"])
    if lams[0] < 0 or lams[-1] > 1:
        return failed(
            "Draw lam from a Beta distribution, so that it is between 0 and 1.",
            f"alpha = {number(alpha)}: expected 0 <= lam <= 1, got {lams[0]:.3f} to {lams[-1]:.3f}",
        )
    if np.all(np.isnan(read_mixtures(data["X"], out["mixed"])[0])):
        return weighted_means(data, out["mixed"])  # a lam that is drawn and not used
    if not one_lam_in_each(data, out["mixed"]):
        return failed(
            "Draw one lam for the whole batch, and use it for each row.",
            f"alpha = {number(alpha)}, {len(data['X'])} rows: expected one lam in each batch, got "
            "rows with different weights",
        )
    hint = "The lam that you return must be one draw from Beta(alpha, alpha), as it was drawn."
    case = f"alpha = {number(alpha)}, {len(lams)} batches"
    share, ranks = beta_shares(alpha, lams), (np.arange(len(lams)) + 0.5) / len(lams)
    worst = int(np.argmax(np.abs(share - ranks)))
    # Kolmogorov-Smirnov test: 2.6 / sqrt(n) is exceeded by chance once in 400,000 draws.
    if abs(share[worst] - ranks[worst]) >= 2.6 / np.sqrt(len(lams)):
        return failed(
            hint,
            f"{case}: expected {share[worst]:.0%} of lam below {lams[worst]:.3f}, got "
            f"{ranks[worst]:.0%}",
        )
    # Another parameter may hardly change the distribution function, but it changes the variance.
    squares = (lams - 0.5) ** 2
    variance = 1 / (4 * (2 * alpha + 1))
    # The kurtosis of this distribution is 3 - 6 / (2 alpha + 3). If the squares are smaller than
    # they should be, the error that they show is smaller, too. By chance, six of the smaller error
    # are exceeded once in 40,000 draws at most.
    error = variance * np.sqrt((2 - 6 / (2 * alpha + 3)) / len(lams))
    if abs(squares.mean() - variance) >= 6 * min(error, squares.std() / np.sqrt(len(lams))):
        return failed(
            hint,
            f"{case}: expected a standard deviation of lam of about {np.sqrt(variance):.3g}, got "
            f"{np.sqrt(squares.mean()):.3g}",
        )
    values, times = np.unique(lams, return_counts=True)
    # Only next to 1, rounding makes numbers equal.
    often = (times > 2) & (values < 1)
    if np.any(often):
        return failed(
            "Use lam as it is drawn: do not round or limit it.",
            f"{case}: expected different lam, got {number(values[often][0])} "
            f"{times[often][0]} times",
        )
    return PASSED


def _whole_batches(rng):
    n = whole(rng, 12, 15)
    labels = np.eye(3, dtype=int)[rng.integers(3, size=n)]
    return seeded(rng, X=rng.integers(1, 1000, size=(n, 5)), Y=labels, alpha=decimal(rng, 2, 6))


@MIXUP.property(
    "rows and labels of dtype int are mixed as well: the result has fractions",
    draw=_whole_batches,
    call=_call,
    after="labels_mixed",
    aspect="whole numbers",
)
def whole_numbers(data, out):
    mixed_x, mixed_y, _ = out["mixup"]
    weights = read_mixtures(data["X"], mixed_x)
    sound = _are_means(weights) and _are_mixed(weights)
    if sound and _labels_like_rows(data["Y"], weights, mixed_y).passed:
        return PASSED
    if all(np.any(values != np.round(values)) for values in (mixed_x, mixed_y)):
        return failed(
            "X and Y may be integers. Mix them like floats.",
            "X and Y of dtype int: expected mixtures as for floats, got others",
        )
    return failed(
        "X and Y may be integers, but mixtures have fractions: return arrays of floats.",
        "X and Y of dtype int: expected mixtures with fractions, got whole numbers",
    )
