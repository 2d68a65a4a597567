"""Exercise 8.6: what each property demands."""

import numpy as np

from ...core import PASSED, failed, number
from ..probes import MIXUP
from .draws import judge_rng


def flat(rows):
    return rows.reshape(len(rows), -1)


def possible_partners(rows, mixed, lam, share=None):
    """Whether row i may be mixed with row j: a boolean array of shape (n, n).

    `share` is the weight of the partner, 1 - lam if not given.
    """
    share = 1 - lam if share is None else share
    rows, mixed = flat(rows), flat(mixed)
    candidates = lam * rows[:, None] + share * rows[None, :]
    return np.all(np.isclose(candidates, mixed[:, None], rtol=1e-6, atol=1e-8), axis=-1)


def mixtures(data, mixed, lam):
    """Whether each row is a mixture of the grader's row and another of its rows."""
    X = data["X"]
    found = possible_partners(X, mixed, lam).any(axis=1)
    if np.all(found):
        return PASSED
    i = int(np.argmin(found))
    row = f"row {i}"
    if flat(X).shape[1] == 1:
        values = ", ".join(number(value) for value in np.ravel(X))
        row = f"the row {number(X[i, 0])} of {values} became {number(mixed[i, 0])}, which"
    return failed(
        "Return lam * X + (1 - lam) * X[partners], and that lam: one number for the batch.",
        f"{len(X)} rows, alpha = {number(data['alpha'])}, lam = {number(lam)}: expected lam times "
        f"a row plus 1 - lam times a row of X, but {row} is no such mixture",
    )


judge_rng(MIXUP, "mixtures", lambda data, got: mixtures(data, got[:, :-1], got[0, -1]))


@MIXUP.judge("rows_mixed")
def rows_mixed(data, out):
    X, (mixed, _, lam) = data["X"], out["mixup"]
    verdict = mixtures(data, mixed, lam)
    if not verdict.passed:
        return verdict
    # A small batch may well be shuffled into its own order.
    if len(X) >= 12 and np.allclose(mixed, X, rtol=0, atol=1e-12):
        return failed(
            "Mix each row with its partner.",
            f"{len(X)} rows, alpha = {number(data['alpha'])}, lam = {number(lam)}: expected mixed "
            "rows, got X as it was",
        )
    return PASSED


@MIXUP.judge("labels_mixed")
def labels_mixed(data, out):
    X, Y, (mixed_x, mixed_y, lam) = data["X"], data["Y"], out["mixup"]
    of_x = possible_partners(X, mixed_x, lam)
    together = of_x & possible_partners(Y, mixed_y, lam)
    if np.all(together.any(axis=1)):
        return PASSED
    i = int(np.argmin(together.any(axis=1)))
    j = int(np.argmax(of_x[i]))
    expected = lam * Y[i] + (1 - lam) * Y[j]
    k = int(np.argmax(np.abs(expected - mixed_y[i])))
    return failed(
        "The label of a mixture is the mixture of the labels: the same lam, the same partner.",
        f"lam = {number(lam)}, row {i} has partner {j}, labels {number(Y[i, k])} and "
        f"{number(Y[j, k])} for class {k}: expected {number(expected[k])}, got "
        f"{number(mixed_y[i, k])}",
    )


def _fitting(data, out):
    """Whether row i may be mixed with row j in a call: a boolean array of shape (calls, n, n)."""
    X, lam = data["X"], out["lam"][:, None, None, None]
    candidates = lam * X[:, None] + (1 - lam) * X
    return np.all(np.isclose(candidates, out["mixed"][:, :, None], rtol=1e-6, atol=1e-8), axis=3)


def drawn_partners(data, out):
    """Partner of every row in the calls that tell it, of shape (calls, n).

    Where lam is 1 but for rounding, any row may be the partner.
    """
    found = _fitting(data, out)
    told = np.all(found.sum(axis=2) == 1, axis=1)
    return found[told].argmax(axis=2)


def _all_mixtures(data, out):
    """The verdict of `mixtures` on every call."""
    wrong = np.flatnonzero(~np.all(_fitting(data, out).any(axis=2), axis=1))
    call = wrong[0] if len(wrong) else 0
    return mixtures(data, out["mixed"][call], out["lam"][call])


@MIXUP.judge("partners")
def partners(data, out):
    verdict, chosen, n = _all_mixtures(data, out), drawn_partners(data, out), len(data["X"])
    if not verdict.passed:
        return verdict
    if len(chosen) < len(out["lam"]) / 2:
        return failed(
            "Draw lam with rng.beta: it is hardly ever 1.",
            f"{len(out['lam'])} batches, alpha = {number(data['alpha'])}: expected mixed rows, got "
            f"X as it was in {len(out['lam']) - len(chosen)} of them",
        )
    case = f"{len(chosen)} batches of {n} rows"
    twice = np.flatnonzero(np.any(np.sort(chosen, axis=1) != np.arange(n), axis=1))
    if len(twice):
        return failed(
            "Each row is the partner of exactly one row: use a permutation.",
            f"{case}: expected each row once among the partners, got {chosen[twice[0]].tolist()}",
        )
    if np.all(chosen == chosen[0]):
        return failed(
            "Draw the partners from rng, anew for each batch.",
            f"{case}: expected changing partners, got {chosen[0].tolist()} in each",
        )
    steps = (chosen - np.arange(n)) % n
    if np.all(steps == steps[:, :1]):
        return failed(
            "All rows have a partner equally far away: shuffle them instead.",
            f"{case}: expected shuffled partners, got {chosen[0].tolist()} and the like",
        )
    counts = np.array([np.bincount(column, minlength=n) for column in chosen.T])
    expected = len(chosen) / n
    freedom = (n - 1) ** 2
    # Each call is a whole permutation: the sum of squares is n / (n - 1) times chi-squared.
    chi2 = np.sum((counts - expected) ** 2) / expected * (n - 1) / n
    if chi2 < freedom + 9 * np.sqrt(2 * freedom):
        return PASSED
    i, j = np.unravel_index(np.argmax(np.abs(counts - expected)), counts.shape)
    return failed(
        "Every row is equally likely to be the partner, also the row itself.",
        f"{case}: expected row {j} as the partner of row {i} about {round(expected)} times, got "
        f"{counts[i, j]}",
    )


def beta_shares(alpha, points):
    """The distribution function of Beta(alpha, alpha)."""
    from scipy.stats import beta

    return beta.cdf(points, alpha, alpha)


@MIXUP.judge("beta")
def beta(data, out):
    verdict = _all_mixtures(data, out)
    if not verdict.passed:
        return verdict
    alpha, lams = data["alpha"], np.sort(out["lam"])
    if lams[0] < 0 or lams[-1] > 1:
        return failed(
            "lam is a draw of a Beta distribution, between 0 and 1.",
            f"alpha = {number(alpha)}: expected 0 <= lam <= 1, got {lams[0]:.3f} to {lams[-1]:.3f}",
        )
    share, ranks = beta_shares(alpha, lams), (np.arange(len(lams)) + 0.5) / len(lams)
    apart = np.abs(share - ranks)
    # Kolmogorov and Smirnov: chance alone brings 2.6 / sqrt(n) once in 400,000 draws.
    if np.max(apart) < 2.6 / np.sqrt(len(lams)):
        # Another parameter may hardly move the distribution function, but it moves the spread.
        squares = (lams - 0.5) ** 2
        variance = 1 / (4 * (2 * alpha + 1))
        if abs(squares.mean() - variance) < 6 * squares.std() / np.sqrt(len(lams)):
            return PASSED
        return failed(
            "Draw lam with rng.beta, with alpha for both parameters.",
            f"alpha = {number(alpha)}, {len(lams)} batches: expected a standard deviation of lam "
            f"of about {np.sqrt(variance):.3f}, got {np.sqrt(squares.mean()):.3f}",
        )
    worst = int(np.argmax(apart))
    return failed(
        "Draw lam with rng.beta, with alpha for both parameters.",
        f"alpha = {number(alpha)}, {len(lams)} batches: expected {share[worst]:.0%} of lam below "
        f"{lams[worst]:.3f}, got {ranks[worst]:.0%}",
    )
