"""Exercise 8.4: the known wrong answers."""

import numpy as np

from ..judges.whitening import moments
from ..probes import ZCA_FIT


def _fit(
    factor=lambda s, eps: 1 / np.sqrt(s + eps),
    combine=lambda U, f: (U * f) @ U.T,
    covariance=lambda X: (X - X.mean(axis=0)).T @ (X - X.mean(axis=0)) / len(X),
    mean=lambda X: X.mean(axis=0),
):
    """zca_fit from its parts: C of the rows, the factors, and how W is put together."""

    def zca_fit(X, eps):
        s, U = np.linalg.eigh(covariance(X))
        return mean(X), combine(U, factor(np.maximum(s, 0), eps))

    return zca_fit


def _known(name, hint, function, signature=None, answer="zca_fit"):
    ZCA_FIT.misconception(name, hint=hint, signature=signature, answer=answer)(function)


def _gram(transpose):
    """The signature of a root of ZCA's W W' (or W' W) that is not symmetric."""

    def recognize(data, out):
        W, eps = out["zca_fit"][1], data["eps"]
        _, s, U = moments(data["X"])
        product = W.T @ W if transpose else W @ W.T
        symmetric = np.allclose(W, W.T, rtol=1e-6, atol=1e-6 * np.abs(W).max())
        return bool(np.allclose(product, (U / (s + eps)) @ U.T, rtol=1e-6) and not symmetric)

    return "symmetric", recognize


_known(
    "PCA whitening",
    "That is PCA whitening: the columns of your result are components, no longer pixels. ZCA turns "
    "back: U' on the right.",
    _fit(combine=lambda U, f: U * f),
    _gram(transpose=False),
)
_known(
    "PCA whitening, transposed",
    "That is PCA whitening, transposed. ZCA has U on the left and U' on the right of the diagonal.",
    _fit(combine=lambda U, f: (U * f).T),
    _gram(transpose=True),
)
_known(
    "U and U' exchanged",
    "You multiply U' diag U. The eigenvectors are the columns of U: it is U diag U'.",
    _fit(combine=lambda U, f: (U.T * f) @ U),
)
_known(
    "divided by n - 1",
    "Your covariance divides by n - 1, as np.cov does by default. Here it is 1/n.",
    _fit(covariance=lambda X: np.cov(X.T)),
)
_known(
    "covariance not divided",
    "X' X grows with the number of rows. Divide by n.",
    _fit(covariance=lambda X: len(X) * np.cov(X.T, bias=True)),
)
_known(
    "not centred",
    "C is the covariance of centred rows: subtract mu before you multiply.",
    _fit(covariance=lambda X: X.T @ X / len(X)),
)
_known(
    "correlation instead of covariance",
    "You divide the columns by their standard deviations first. C is the covariance itself.",
    _fit(covariance=lambda X: np.corrcoef(X.T)),
)
_known(
    "rows and columns exchanged",
    "Your covariance is between rows, of shape (n, n). It is between columns: np.cov takes rows as "
    "variables.",
    _fit(covariance=lambda X: np.cov(X, bias=True)),
)
_known(
    "eps after the root",
    "You add eps to the root of s. It belongs under the root: (s + eps)^(-1/2).",
    _fit(lambda s, eps: 1 / (np.sqrt(s) + eps)),
)
_known(
    "eps forgotten",
    "eps plays no part. It is added to every eigenvalue before the root.",
    _fit(lambda s, eps: 1 / np.sqrt(np.where(s > 1e-12 * s.max(), s, 1))),
)
_known(
    "eps as a lower limit",
    "You raise small eigenvalues to eps. It is added to all of them.",
    _fit(lambda s, eps: 1 / np.sqrt(np.maximum(s, eps))),
)
_known(
    "root forgotten",
    "You divide by s + eps. A variance of 1 needs the root: (s + eps)^(-1/2).",
    _fit(lambda s, eps: 1 / (s + eps)),
)
_known(
    "multiplied instead of divided",
    "Your W stretches what is long already: the exponent is -1/2, not 1/2.",
    _fit(lambda s, eps: np.sqrt(s + eps)),
)
_known(
    "standardized only",
    "You divide each column by its own standard deviation. The columns stay correlated: whitening "
    "needs the eigenvectors of C.",
    lambda X, eps: (X.mean(axis=0), np.diag(1 / np.sqrt(X.var(axis=0) + eps))),
)


@ZCA_FIT.misconception(
    "singular values taken for eigenvalues",
    hint="Singular values of centred rows are no eigenvalues of C: square them, divide by n.",
)
def singular_values(X, eps):
    mu, s, U = moments(X)
    return mu, (U / np.sqrt(np.sqrt(s * len(X)) + eps)) @ U.T


@ZCA_FIT.misconception(
    "directions without variance lost",
    hint="Directions in which the training rows do not vary get the factor 0. With s = 0 the "
    "factor is 1 / sqrt(eps): keep the full U.",
)
def economy(X, eps):
    mu, s, U = moments(X)
    there = s > 1e-9 * s.max()
    return mu, (U * np.where(there, 1 / np.sqrt(s + eps), 0.0)) @ U.T


@ZCA_FIT.misconception(
    "Cholesky whitening",
    hint="Your rows come out white, but W is triangular. ZCA is the symmetric way: eigenvalues and "
    "eigenvectors of C.",
)
def cholesky(X, eps):
    mu, s, U = moments(X)
    # In the coordinates that C + eps I is made of, so that a singular C does no harm.
    root = np.linalg.cholesky((U * (s + max(eps, 1e-12))) @ U.T)
    return mu, np.linalg.inv(root).T


_known(
    "one mean for all columns",
    "mu is one number for all columns. Each has its own mean: X.mean(axis=0).",
    _fit(mean=lambda X: np.full(X.shape[1], X.mean())),
)
_known(
    "median",
    "That is the median of each column. mu is the mean.",
    _fit(mean=lambda X: np.median(X, axis=0)),
)
_known(
    "mean forgotten",
    "mu is 0. Return the means of the columns.",
    _fit(mean=lambda X: np.zeros(X.shape[1])),
)
_known(
    "returns exchanged",
    "You return (W, mu). The order is (mu, W).",
    lambda X, eps: _fit()(X, eps)[::-1],
)


def _applies(name, hint, function):
    _known(name, hint, function, answer="zca_apply")


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
