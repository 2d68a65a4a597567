"""Exercise 8.4: the known wrong answers to zca_fit."""

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


def known(name, hint, function, signature=None, answer="zca_fit"):
    ZCA_FIT.misconception(name, hint=hint, signature=signature, answer=answer)(function)


def _triangular(W):
    small = 1e-9 * np.abs(W).max()
    return np.all(np.abs(np.tril(W, -1)) < small) or np.all(np.abs(np.triu(W, 1)) < small)


def _gram(transpose):
    """The signature of a root of ZCA's W W' (or W' W) that is not symmetric."""

    def recognize(data, out):
        W, eps = out["zca_fit"][1], data["eps"]
        _, s, U = moments(data["X"])
        product = W.T @ W if transpose else W @ W.T
        symmetric = np.allclose(W, W.T, rtol=1e-6, atol=1e-6 * np.abs(W).max())
        other = symmetric or _triangular(W)
        return bool(np.allclose(product, (U / (s + eps)) @ U.T, rtol=1e-6) and not other)

    return "symmetric", recognize


known(
    "PCA whitening",
    "That is PCA whitening: the columns of your result are components, no longer pixels. ZCA turns "
    "back: U' on the right.",
    _fit(combine=lambda U, f: U * f),
    _gram(transpose=False),
)
known(
    "PCA whitening, transposed",
    "That is PCA whitening, transposed. ZCA has U on the left and U' on the right of the diagonal.",
    _fit(combine=lambda U, f: (U * f).T),
    _gram(transpose=True),
)
known(
    "U and U' exchanged",
    "You multiply U' diag U. The eigenvectors are the columns of U: it is U diag U'.",
    _fit(combine=lambda U, f: (U.T * f) @ U),
)
known(
    "divided by n - 1",
    "Your covariance divides by n - 1, as np.cov does by default. Here it is 1/n.",
    _fit(covariance=lambda X: np.cov(X.T)),
)
known(
    "divided by the number of columns",
    "Your covariance divides by d, the number of columns. C is a mean over the n rows.",
    _fit(covariance=lambda X: (X - X.mean(axis=0)).T @ (X - X.mean(axis=0)) / X.shape[1]),
)


@ZCA_FIT.misconception(
    "eps added to every entry",
    hint="C + eps adds eps to every entry of C. eps goes on the diagonal: C + eps I.",
)
def eps_everywhere(X, eps):
    mu = X.mean(axis=0)
    s, U = np.linalg.eigh((X - mu).T @ (X - mu) / len(X) + eps)
    return mu, (U / np.sqrt(np.maximum(s, 1e-12))) @ U.T


@ZCA_FIT.misconception(
    "U and V of an SVD mixed",
    hint="Left and right singular vectors may differ in sign where s = 0. Use U on both sides.",
)
def left_and_right(X, eps):
    mu = X.mean(axis=0)
    U, s, Vt = np.linalg.svd((X - mu).T @ (X - mu) / len(X))
    return mu, (U / np.sqrt(s + eps)) @ Vt


@ZCA_FIT.misconception(
    "eig instead of eigh",
    hint="np.linalg.eig does not know that C is symmetric, and its numbers may be complex. Use "
    "np.linalg.eigh.",
)
def general_eigenvalues(X, eps):
    mu = X.mean(axis=0)
    s, U = np.linalg.eig((X - mu).T @ (X - mu) / len(X))
    return mu, U @ np.diag((s + eps) ** -0.5) @ np.linalg.inv(U)


known(
    "covariance not divided",
    "X' X grows with the number of rows. Divide by n.",
    _fit(covariance=lambda X: len(X) * np.cov(X.T, bias=True)),
)
known(
    "not centred",
    "C is the covariance of centred rows: subtract mu before you multiply.",
    _fit(covariance=lambda X: X.T @ X / len(X)),
)
known(
    "correlation instead of covariance",
    "You divide the columns by their standard deviations first. C is the covariance itself.",
    _fit(covariance=lambda X: np.corrcoef(X.T)),
)
known(
    "rows and columns exchanged",
    "Your covariance is between rows, of shape (n, n). It is between columns: np.cov takes rows as "
    "variables.",
    _fit(covariance=np.cov),
)
known(
    "eps after the root",
    "You add eps to the root of s. It belongs under the root: (s + eps)^(-1/2).",
    _fit(lambda s, eps: 1 / (np.sqrt(s) + eps)),
)
known(
    "eps forgotten",
    "eps plays no part. It is added to every eigenvalue before the root.",
    _fit(lambda s, eps: 1 / np.sqrt(np.where(s > 1e-12 * s.max(), s, 1))),
)
known(
    "eps as a lower limit",
    "You raise small eigenvalues to eps. It is added to all of them.",
    _fit(lambda s, eps: 1 / np.sqrt(np.maximum(s, eps))),
)
known(
    "root forgotten",
    "You divide by s + eps. A variance of 1 needs the root: (s + eps)^(-1/2).",
    _fit(lambda s, eps: 1 / (s + eps)),
)
known(
    "brackets of the exponent forgotten",
    "In Python a**-1/2 is (a**-1)/2. Put -1/2 in brackets, or divide by np.sqrt.",
    _fit(lambda s, eps: (s + eps) ** -1 / 2),
)
known(
    "multiplied instead of divided",
    "Your W stretches what is long already: the exponent is -1/2, not 1/2.",
    _fit(lambda s, eps: np.sqrt(s + eps)),
)
known(
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
    hint="Your W is triangular, made by Cholesky. ZCA is the symmetric way: eigenvalues and "
    "eigenvectors of C.",
    signature=(
        "symmetric",
        lambda data, out: bool(
            _triangular(out["zca_fit"][1])
            and np.abs(out["zca_fit"][1] - np.diag(np.diag(out["zca_fit"][1]))).max() > 1e-6
        ),
    ),
)
def cholesky(X, eps):
    mu, s, U = moments(X)
    # In the coordinates that C + eps I is made of, so that a singular C does no harm.
    root = np.linalg.cholesky((U * (s + max(eps, 1e-12))) @ U.T)
    return mu, np.linalg.inv(root).T


known(
    "one mean for all columns",
    "mu is one number for all columns. Each has its own mean: X.mean(axis=0).",
    _fit(mean=lambda X: np.full(X.shape[1], X.mean())),
)
known(
    "one number for mu",
    "X.mean() is one number for all columns. Each has its own mean: X.mean(axis=0).",
    _fit(mean=lambda X: X.mean()),
)
known(
    "median",
    "That is the median of each column. mu is the mean.",
    _fit(mean=lambda X: np.median(X, axis=0)),
)
known(
    "mean forgotten",
    "mu is 0. Return the means of the columns.",
    _fit(mean=lambda X: np.zeros(X.shape[1])),
)
known(
    "returns exchanged",
    "You return (W, mu). The order is (mu, W).",
    lambda X, eps: _fit()(X, eps)[::-1],
)
