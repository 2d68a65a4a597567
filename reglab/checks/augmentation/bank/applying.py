"""Exercise 8.4: the known wrong answers to zca_apply."""

import numpy as np

from .whitening import known


def _applies(name, hint, function):
    known(name, hint, function, answer="zca_apply")


_applies(
    "fit without apply",
    "The rows come back as they were. Fitting is not transforming: zca_apply has to use mu and W.",
    lambda X, mu, W: X.copy(),
)
_applies(
    "applied without centring",
    "zca_apply multiplies by W without subtracting mu.",
    lambda X, mu, W: X @ W,
)
_applies(
    "fitted again in apply",
    "zca_apply takes the mean of the rows that it gets. Use mu: what is whitened was not "
    "necessarily fitted on.",
    lambda X, mu, W: (X - X.mean(axis=0)) @ W,
)
_applies(
    "mean subtracted afterwards",
    "zca_apply multiplies first and subtracts mu then. Subtract first.",
    lambda X, mu, W: X @ W - mu,
)
_applies(
    "mean added",
    "zca_apply adds mu. Subtract it.",
    lambda X, mu, W: (X + mu) @ W,
)
_applies(
    "mean added back",
    "zca_apply adds mu again at the end. Whitened rows have mean 0.",
    lambda X, mu, W: (X - mu) @ W + mu,
)
_applies(
    "centred only",
    "zca_apply subtracts mu, and leaves W out.",
    lambda X, mu, W: X - mu,
)
_applies(
    "multiplied entry by entry",
    "zca_apply uses the diagonal of W only. Multiply matrices: @.",
    lambda X, mu, W: (X - mu) * np.diag(W),
)
_applies(
    "multiplied by the inverse",
    "zca_apply multiplies by the inverse of W. W whitens as it is.",
    lambda X, mu, W: (X - mu) @ np.linalg.inv(W),
)
_applies(
    "brackets forgotten",
    "X - mu @ W multiplies mu alone. Put X - mu in brackets.",
    lambda X, mu, W: X - mu @ W,
)
