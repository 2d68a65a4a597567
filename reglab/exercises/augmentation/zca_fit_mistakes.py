"""Exercise 8.4: the known mistakes. Every answer here but the first is wrong on purpose."""

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.augmentation.zca_fit import ZCA_FIT, moments


def _zca_fit(X, eps):
    """A correct answer, of which the mistakes change some words."""
    mu = X.mean(axis=0)
    C = (X - mu).T @ (X - mu) / len(X)
    s, U = np.linalg.eigh(C)
    s = np.maximum(s, 0)
    f = 1 / np.sqrt(s + eps)
    W = (U * f) @ U.T
    return mu, W


# --- W
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


ZCA_FIT.mistake(
    "PCA whitening",
    "That is PCA whitening: the columns of your result are components, no longer pixels. ZCA turns "
    "back: U' on the right.",
    edited(_zca_fit, ("(U * f) @ U.T", "U * f")),
    _gram(transpose=False),
)
ZCA_FIT.mistake(
    "PCA whitening, transposed",
    "That is PCA whitening, transposed. ZCA has U on the left and U' on the right of the diagonal.",
    edited(_zca_fit, ("(U * f) @ U.T", "(U * f).T")),
    _gram(transpose=True),
)
ZCA_FIT.mistake(
    "U and U' exchanged",
    "You multiply U' diag U. The eigenvectors are the columns of U: it is U diag U'.",
    edited(_zca_fit, ("(U * f) @ U.T", "(U.T * f) @ U")),
)
ZCA_FIT.mistake(
    "divided by n - 1",
    "Your covariance divides by n - 1, as np.cov does by default. Here it is 1/n.",
    edited(_zca_fit, ("len(X)", "(len(X) - 1)")),
)
ZCA_FIT.mistake(
    "divided by the number of columns",
    "Your covariance divides by d, the number of columns. C is a mean over the n rows.",
    edited(_zca_fit, ("len(X)", "X.shape[1]")),
)
ZCA_FIT.mistake(
    "eps added to every entry",
    "C + eps adds eps to every entry of C. eps goes on the diagonal: C + eps I.",
    edited(_zca_fit, ("eigh(C)", "eigh(C + eps)"), ("s + eps", "np.maximum(s, 1e-12)")),
)
ZCA_FIT.mistake(
    "U and V of an SVD mixed",
    "Left and right singular vectors may differ in sign where s = 0. Use U on both sides.",
    edited(_zca_fit, ("s, U = np.linalg.eigh(C)", "U, s, Vt = np.linalg.svd(C)"), ("U.T", "Vt")),
)
ZCA_FIT.mistake(
    "eig instead of eigh",
    "np.linalg.eig does not know that C is symmetric, and its numbers may be complex. Use "
    "np.linalg.eigh.",
    edited(_zca_fit, ("eigh(C)", "eig(C)"), ("np.maximum(s, 0)", "s"), ("U.T", "np.linalg.inv(U)")),
)
ZCA_FIT.mistake(
    "covariance not divided",
    "X' X grows with the number of rows. Divide by n.",
    edited(_zca_fit, (" / len(X)", "")),
)
ZCA_FIT.mistake(
    "not centred",
    "C is the covariance of centred rows: subtract mu before you multiply.",
    edited(_zca_fit, ("(X - mu).T @ (X - mu)", "X.T @ X")),
)
ZCA_FIT.mistake(
    "correlation instead of covariance",
    "You divide the columns by their standard deviations first. C is the covariance itself.",
    edited(_zca_fit, ("(X - mu).T @ (X - mu) / len(X)", "np.corrcoef(X.T)")),
)
ZCA_FIT.mistake(
    "rows and columns exchanged",
    "Your covariance is between rows, of shape (n, n). It is between columns: np.cov takes rows as "
    "variables.",
    edited(_zca_fit, ("(X - mu).T @ (X - mu) / len(X)", "np.cov(X)")),
)
ZCA_FIT.mistake(
    "eps after the root",
    "You add eps to the root of s. It belongs under the root: (s + eps)^(-1/2).",
    edited(_zca_fit, ("np.sqrt(s + eps)", "(np.sqrt(s) + eps)")),
)
ZCA_FIT.mistake(
    "eps forgotten",
    "eps plays no part. It is added to every eigenvalue before the root.",
    edited(_zca_fit, ("s + eps", "np.where(s > 1e-12 * s.max(), s, 1)")),
)
ZCA_FIT.mistake(
    "eps as a lower limit",
    "You raise small eigenvalues to eps. It is added to all of them.",
    edited(_zca_fit, ("s + eps", "np.maximum(s, eps)")),
)
ZCA_FIT.mistake(
    "root forgotten",
    "You divide by s + eps. A variance of 1 needs the root: (s + eps)^(-1/2).",
    edited(_zca_fit, ("np.sqrt(s + eps)", "(s + eps)")),
)
ZCA_FIT.mistake(
    "brackets of the exponent forgotten",
    "In Python a**-1/2 is (a**-1)/2. Put -1/2 in brackets, or divide by np.sqrt.",
    edited(_zca_fit, ("1 / np.sqrt(s + eps)", "(s + eps) ** -1 / 2")),
)
ZCA_FIT.mistake(
    "multiplied instead of divided",
    "Your W stretches what is long already: the exponent is -1/2, not 1/2.",
    edited(_zca_fit, ("1 / np.sqrt(s + eps)", "np.sqrt(s + eps)")),
)
ZCA_FIT.mistake(
    "standardized only",
    "You divide each column by its own standard deviation. The columns stay correlated: whitening "
    "needs the eigenvectors of C.",
    edited(_zca_fit, ("(U * f) @ U.T", "np.diag(1 / np.sqrt(X.var(axis=0) + eps))")),
)
ZCA_FIT.mistake(
    "singular values taken for eigenvalues",
    "Singular values of centred rows are no eigenvalues of C: square them, divide by n.",
    edited(_zca_fit, ("s + eps", "np.sqrt(s * len(X)) + eps")),
)
ZCA_FIT.mistake(
    "directions without variance lost",
    "Directions in which the training rows do not vary get the factor 0. With s = 0 the "
    "factor is 1 / sqrt(eps): keep the full U.",
    edited(_zca_fit, ("U * f", "U * np.where(s > 1e-9 * s.max(), f, 0.0)")),
)


@ZCA_FIT.mistake(
    "Cholesky whitening",
    "Your W is triangular, made by Cholesky. ZCA is the symmetric way: eigenvalues and "
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


# --- mu
ZCA_FIT.mistake(
    "one mean for all columns",
    "mu is one number for all columns. Each has its own mean: X.mean(axis=0).",
    edited(_zca_fit, ("return mu", "return np.full(X.shape[1], X.mean())")),
)
ZCA_FIT.mistake(
    "one number for mu",
    "X.mean() is one number for all columns. Each has its own mean: X.mean(axis=0).",
    edited(_zca_fit, ("return mu", "return X.mean()")),
)
ZCA_FIT.mistake(
    "median",
    "That is the median of each column. mu is the mean.",
    edited(_zca_fit, ("return mu", "return np.median(X, axis=0)")),
)
ZCA_FIT.mistake(
    "mean forgotten",
    "mu is 0. Return the means of the columns.",
    edited(_zca_fit, ("return mu", "return 0 * mu")),
)
ZCA_FIT.mistake(
    "returns exchanged",
    "You return (W, mu). The order is (mu, W).",
    edited(_zca_fit, ("return mu, W", "return W, mu")),
)

# --- zca_apply
ZCA_FIT.mistake(
    "fit without apply",
    "The rows come back as they were. Fitting is not transforming: zca_apply has to use mu and W.",
    lambda X, mu, W: X.copy(),
    answer="zca_apply",
)
ZCA_FIT.mistake(
    "applied without centring",
    "zca_apply multiplies by W without subtracting mu.",
    lambda X, mu, W: X @ W,
    answer="zca_apply",
)
ZCA_FIT.mistake(
    "fitted again in apply",
    "zca_apply takes the mean of the rows that it gets. Use mu: what is whitened was not "
    "necessarily fitted on.",
    lambda X, mu, W: (X - X.mean(axis=0)) @ W,
    answer="zca_apply",
)
ZCA_FIT.mistake(
    "mean subtracted afterwards",
    "zca_apply multiplies first and subtracts mu then. Subtract first.",
    lambda X, mu, W: X @ W - mu,
    answer="zca_apply",
)
ZCA_FIT.mistake(
    "mean added",
    "zca_apply adds mu. Subtract it.",
    lambda X, mu, W: (X + mu) @ W,
    answer="zca_apply",
)
ZCA_FIT.mistake(
    "mean added back",
    "zca_apply adds mu again at the end. Whitened rows have mean 0.",
    lambda X, mu, W: (X - mu) @ W + mu,
    answer="zca_apply",
)
ZCA_FIT.mistake(
    "centred only",
    "zca_apply subtracts mu, and leaves W out.",
    lambda X, mu, W: X - mu,
    answer="zca_apply",
)
ZCA_FIT.mistake(
    "multiplied entry by entry",
    "zca_apply uses the diagonal of W only. Multiply matrices: @.",
    lambda X, mu, W: (X - mu) * np.diag(W),
    answer="zca_apply",
)
ZCA_FIT.mistake(
    "multiplied by the inverse",
    "zca_apply multiplies by the inverse of W. W whitens as it is.",
    lambda X, mu, W: (X - mu) @ np.linalg.inv(W),
    answer="zca_apply",
)
ZCA_FIT.mistake(
    "brackets forgotten",
    "X - mu @ W multiplies mu alone. Put X - mu in brackets.",
    lambda X, mu, W: X - mu @ W,
    answer="zca_apply",
)
