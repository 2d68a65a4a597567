"""Exercise 4.3: what each property demands."""

import numpy as np

from ...core import PASSED, failed, first_difference, number
from ..probes import SELECTION_FREQUENCY


@SELECTION_FREQUENCY.judge("nonzero")
def nonzero(data, out):
    expected, got = np.mean(data["W"] != 0, axis=0), out["selection_frequency"]
    where = first_difference(expected, got)
    if where is None:
        return PASSED
    weights = ", ".join(number(w) for w in data["W"][:, where[0]])
    return failed(
        "Count in how many of the samples a weight is not 0, and divide by their number.",
        f"w[{where[0]}] = {weights} in {len(data['W'])} samples: expected "
        f"{number(expected[where])}, got {number(got[where])}",
    )


@SELECTION_FREQUENCY.judge("paired_rows")
def paired_rows(data, out):
    share, *others = out["selection_frequency"]
    wrong = [other for other in others if other != 1]  # their weights are 1 in each fit
    hint = "Draw row numbers once, and take these rows from X and from y."
    if share != 0:
        return failed(
            hint,
            f"X[:, 0] equal to y: expected it in every sample, got it broken in {share:.0%} of "
            "them",
        )
    if wrong:
        return failed(hint, f"a weight that is never 0: expected 1, got {number(wrong[0])}")
    return PASSED


@SELECTION_FREQUENCY.judge("sample_size")
def sample_size(data, out):
    n, n_boot = len(data["y"]), data["n_boot"]
    if out["calls"] != n_boot:
        return failed(
            "One fit for each bootstrap sample.",
            f"n_boot = {n_boot}: expected {n_boot} calls of fit, got {out['calls']}",
        )
    share = out["selection_frequency"]
    if share[n] == 1 and np.count_nonzero(share) == 1:
        return PASSED
    sizes = ", ".join(str(k) for k in np.flatnonzero(share))
    return failed(
        "A bootstrap sample is as large as the data: n rows, some of them more than once.",
        f"n = {n}: expected {n} rows in every sample, got {sizes or 'none'}",
    )


def _drawn(n):
    """The probability that a row is in a bootstrap sample."""
    return 1 - (1 - 1 / n) ** n


def _of_samples(share, n_boot):
    """Shares of n_boot samples are multiples of 1 / n_boot."""
    where = first_difference(np.round(share * n_boot) / n_boot, share)
    if where is None:
        return PASSED
    return failed(
        "Count in how many of the samples a weight is not 0, and divide by their number.",
        f"{n_boot} samples: expected a multiple of 1/{n_boot}, got {number(share[where])}",
    )


@SELECTION_FREQUENCY.judge("with_replacement")
def with_replacement(data, out):
    n, n_boot = len(data["y"]), data["n_boot"]
    share, expected = out["selection_frequency"], _drawn(n)
    verdict = _of_samples(share, n_boot)
    if not verdict.passed:
        return verdict
    error = np.sqrt(expected * (1 - expected) / n_boot)
    if np.all(np.abs(share - expected) < 5 * error):
        return PASSED
    j = int(np.argmax(np.abs(share - expected)))
    return failed(
        "Draw n row numbers from 0 to n - 1 with replacement, inside the loop.",
        f"n = {n}, {n_boot} samples: expected a row in about {expected:.0%} of them, got row "
        f"{data['rows'][j]} in {share[j]:.0%}",
    )


@SELECTION_FREQUENCY.judge("own_rng")
def own_rng(data, out):
    if np.any(out["first"] != out["again"]):
        return failed(
            "Draw from rng, and from no other generator.",
            "two calls with equal generators: expected equal answers, got different ones",
        )
    if np.all(out["first"] == out["other"]):
        return failed(
            "Draw from rng as it is: a seed inside the function repeats the same samples.",
            "two calls with different generators: expected different samples, got the same",
        )
    # Over all rows and at least 40 samples, the mean share varies by less than .02.
    n, n_boot = len(data["y"]), data["n_boot"]
    for share in (out["first"], out["other"]):
        verdict = _of_samples(share, n_boot)
        if not verdict.passed:
            return verdict
        if abs(share.mean() - _drawn(n)) > 0.1:
            return failed(
                "Draw n row numbers from 0 to n - 1 with replacement, for every sample.",
                f"n = {n}, {n_boot} samples: expected a row in about {_drawn(n):.0%} of them, "
                f"got {share.mean():.0%}",
            )
    return PASSED
