"""Models that show which rows they were trained on. They run next to student code."""

import numpy as np


def with_generators(seed, call):
    """The outputs of calls with one generator (first, second), an equal one and another one."""
    rng, again = np.random.default_rng(seed), np.random.default_rng(seed)
    runs = {"first": rng, "second": rng, "again": again, "other": np.random.default_rng(seed + 1)}
    return {name: call(own) for name, own in runs.items()}


def row_numbers(X, n):
    """The numbers of rows, which are the first entry of each row."""
    X = np.asarray(X, dtype=float)
    first = X[(slice(None), *[0] * (X.ndim - 1))]  # also if there are no rows
    return first.astype(int) % n


def counts_of(X, n):
    """How often each of n rows is in X."""
    return np.bincount(row_numbers(X, n), minlength=n)


def counting_fit(n, n_test):
    """A fit whose model m predicts, for test row m, how often it got each row; zeros elsewhere."""
    calls = []

    def fit(X, y):
        own = np.zeros((n_test, n))
        own[len(calls) % n_test] = counts_of(X, n)
        calls.append(1)
        return lambda X_test: own[row_numbers(X_test, n_test)]

    return fit
