"""Judges of bootstrap samples: how often each row is in each of them is known."""

import numpy as np

from reglab.checks.model import PASSED, failed

DRAW = "For each model, draw n row numbers from 0 to n - 1 with replacement."


def many(n, what):
    """``many(1, "model")`` is 1 model, and ``many(2, "model")`` 2 models."""
    return f"{n} {what}" if n == 1 else f"{n} {what}s"


def of_n_rows(counts):
    """Check that each sample has as many rows as the data; counts has shape (samples, n)."""
    n = counts.shape[1]
    sizes = counts.sum(axis=1)
    whole = np.all(counts == np.round(counts)) and np.all(counts >= 0)
    if whole and np.all(sizes == n):
        return PASSED
    size = sizes[np.argmax(sizes != n)] if np.any(sizes != n) else sizes[0]
    return failed(
        "A bootstrap sample has as many rows as the data. Train each model on such a sample, and "
        "return what it predicts.",
        f"{n} rows: expected {n} rows in each sample, got {size:g}",
    )


def with_replacement(counts):
    """Check that many samples were drawn with replacement, independently of each other."""
    verdict = of_n_rows(counts)
    if not verdict.passed:
        return verdict
    samples, n = counts.shape
    case = f"{n} rows, {samples} samples"
    if np.all(counts == 1):
        return failed(DRAW, f"{case}: got each row exactly once in each of them")
    if np.ptp(counts.sum(axis=0)) <= 3:
        return failed(DRAW, f"{case}: over all of them, each row was drawn equally often")
    again = 1 - _different_samples(counts) / samples
    if again > 0.05:
        return failed(
            DRAW + " Draw them again for each model.",
            f"{case}: {again:.0%} of them repeat another one, shifted at most",
        )
    said, found, chances = _facts(counts)
    excess = np.abs(found - chances) / np.sqrt(chances * (1 - chances) / samples)
    if np.any(excess >= 5):
        # The first facts are about single rows, which are easier to understand than pairs.
        j = int(np.argmax(excess[:n])) if np.any(excess[:n] >= 5) else int(np.argmax(excess))
        return failed(
            DRAW,
            f"{case}: expected {said[j]} in about {chances[j]:.0%} of them, got {found[j]:.0%}",
        )
    for step in (1, 2):
        products = np.sum((counts[step:] - 1) * (counts[:-step] - 1), axis=1)
        # The covariance matrix of the counts is I - 1/n, and the trace of its square n - 1.
        if abs(products.mean()) >= 5 * np.sqrt((n - 1) / len(products)):
            return failed(DRAW, f"{case}: samples depend on the ones drawn before")
    return PASSED


def new_samples(counts):
    """Check that the few samples of one call are different ones."""
    verdict = of_n_rows(counts)
    if not verdict.passed:
        return verdict
    samples, n = counts.shape
    if _different_samples(counts) == samples:
        return PASSED
    what = "each row once in each" if np.all(counts == 1) else "the same rows for several models"
    return failed(
        "Draw a new sample for each model, with replacement.",
        f"{n} rows, {many(samples, 'model')}: expected different samples, got {what}",
    )


def from_generators(counts):
    """Check the samples of calls with one generator (first, second), an equal and another one."""
    for own in counts.values():
        verdict = new_samples(own)
        if not verdict.passed:
            return verdict
    if np.any(counts["first"] != counts["again"]):
        return failed(
            "Draw from rng only, not from another generator.",
            "two calls with equal generators: expected equal samples, got different ones",
        )
    if np.all(counts["first"] == counts["other"]):
        return failed(
            "Draw from rng as it is, without a seed inside.",
            "two calls with different generators: expected different samples, got the same",
        )
    if np.all(counts["first"] == counts["second"]):
        return failed(
            "Draw from rng itself: a copy of it starts again in each call.",
            "two calls with one generator: expected different samples, got the same",
        )
    return PASSED


def _different_samples(counts):
    """The number of different samples; those that are shifted, row i to row i + s, are one."""
    n = counts.shape[1]
    turns = (np.arange(n)[:, None] + np.arange(n)) % n
    # A sum with these weights differs for any two samples that we will see.
    sums = counts @ np.sqrt(2.0 + np.arange(n))[turns].T
    return len(np.unique(np.round(sums.max(axis=1), 9)))


def _different(n):
    """The probability of k different rows in a sample, for k from 0 to n."""
    chances = np.zeros(n + 1)
    chances[0] = 1.0
    for _ in range(n):
        known = np.arange(n + 1) / n  # the next row is one of those drawn before
        chances = chances * known + np.append(0.0, (chances * (1 - known))[:-1])
    return chances


def _facts(counts):
    """What may hold for a sample, in how many it does, and with what probability."""
    n = counts.shape[1]
    none, neither, once = (1 - 1 / n) ** n, (1 - 2 / n) ** n, (1 - 1 / n) ** (n - 1)
    there, (i, k) = (counts > 0).astype(float), np.triu_indices(n, 1)
    said = [f"row {i}" for i in range(n)] + [f"row {i} twice or more" for i in range(n)]
    said += [f"rows {one} and {other} together" for one, other in zip(i, k, strict=True)]
    together = (there.T @ there / len(counts))[i, k]
    found = [*there.mean(axis=0), *np.mean(counts > 1, axis=0), *together]
    chances = np.repeat(
        [1 - none, 1 - none - once, 1 - 2 * none + neither], [n, n, len(i)]
    ).tolist()
    for least in (n * 2 // 3 - 1, n * 2 // 3, n * 2 // 3 + 1):
        said.append(f"{least} or more different rows")
        found.append(np.mean(there.sum(axis=1) >= least))
        chances.append(_different(n)[least:].sum())
    return said, np.array(found), np.array(chances)
