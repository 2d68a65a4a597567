"""Correct answers to lesson 00, written differently from the lesson's own.

The matrix (``reglab checks verify``) demands that each passes everything: a
check that knows only one way to be right is wrong.
"""

import numpy as np

from reglab.checks.authoring.accepted import accepted


@accepted("start_here.standardize")
def column_by_column(X):
    columns = []
    for j in range(X.shape[1]):
        column = X[:, j] - sum(X[:, j]) / len(X)
        columns.append(column / (sum(column**2) / len(X)) ** 0.5)
    return np.column_stack(columns)


@accepted("start_here.standardize")
def on_the_transpose(X):
    Z = X.T - X.T.mean(axis=1, keepdims=True)
    return (Z / np.sqrt(np.mean(Z**2, axis=1, keepdims=True))).T


@accepted("start_here.standardize")
def by_centring_matrix(X):
    n = len(X)
    centred = (np.eye(n) - np.ones((n, n)) / n) @ X
    return centred @ np.diag(np.sqrt(n) / np.linalg.norm(centred, axis=0))
