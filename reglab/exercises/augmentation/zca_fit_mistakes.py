"""Exercise 8.4: the known mistakes. Every answer here except the first is wrong on purpose."""

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.augmentation.zca_fit import ZCA_FIT, moments


def _zca_fit(X, eps):
    """A correct answer; the mistakes change some of its words."""
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
    """The signature of a nonsymmetric root of ZCA's W W' (or W' W)."""

    def recognize(data, out):
        W, eps = out["zca_fit"][1], data["eps"]
        _, s, U = moments(data["X"])
        product = W.T @ W if transpose else W @ W.T
        symmetric = np.allclose(W, W.T, rtol=1e-6, atol=1e-6 * np.abs(W).max())
        other = symmetric or _triangular(W)
        return bool(np.allclose(product, (U / (s + eps)) @ U.T, rtol=1e-6) and not other)

    return "directions", recognize


ZCA_FIT.mistake(
    "PCA whitening",
    "You use PCA whitening: the columns of your result are components, not pixels. ZCA "
    "rotates back: multiply by U' on the right.",
    edited(_zca_fit, ("(U * f) @ U.T", "U * f")),
    _gram(transpose=False),
    kind="half",
)
ZCA_FIT.mistake(
    "PCA whitening, transposed",
    "You use transposed PCA whitening. ZCA has U on the left and U' on the right of the diagonal.",
    edited(_zca_fit, ("(U * f) @ U.T", "(U * f).T")),
    _gram(transpose=True),
    kind="half",
)
ZCA_FIT.mistake(
    "U and U' exchanged",
    "You compute U' diag U. The eigenvectors are the columns of U: use U diag U'.",
    edited(_zca_fit, ("(U * f) @ U.T", "(U.T * f) @ U")),
    kind="slip",
)
ZCA_FIT.mistake(
    "divided by n - 1",
    "Your covariance divides by n - 1, as np.cov does by default. Divide by n.",
    edited(_zca_fit, ("len(X)", "(len(X) - 1)")),
    kind="slip",
)
ZCA_FIT.mistake(
    "divided by the number of columns",
    "Your covariance divides by d, the number of columns. C is a mean over the n rows.",
    edited(_zca_fit, ("len(X)", "X.shape[1]")),
    kind="slip",
)
ZCA_FIT.mistake(
    "eps added to every entry",
    "C + eps adds eps to every entry of C. Add eps only to the diagonal: C + eps I.",
    edited(_zca_fit, ("eigh(C)", "eigh(C + eps)"), ("s + eps", "np.maximum(s, 1e-12)")),
    kind="slip",
)
ZCA_FIT.mistake(
    "U and V of an SVD mixed",
    "You mix U and V of an SVD. Left and right singular vectors may differ in sign where s = "
    "0, so use U on both sides.",
    edited(_zca_fit, ("s, U = np.linalg.eigh(C)", "U, s, Vt = np.linalg.svd(C)"), ("U.T", "Vt")),
    kind="slip",
)
ZCA_FIT.mistake(
    "eig instead of eigh",
    "np.linalg.eig does not use the symmetry of C, so its results may be complex. Use "
    "np.linalg.eigh.",
    edited(_zca_fit, ("eigh(C)", "eig(C)"), ("np.maximum(s, 0)", "s"), ("U.T", "np.linalg.inv(U)")),
    kind="slip",
)
ZCA_FIT.mistake(
    "covariance not divided",
    "You do not divide X' X, which grows with the number of rows. Divide by n.",
    edited(_zca_fit, (" / len(X)", "")),
    kind="slip",
)
ZCA_FIT.mistake(
    "not centred",
    "You do not centre the rows. Subtract mu before you multiply.",
    edited(_zca_fit, ("(X - mu).T @ (X - mu)", "X.T @ X")),
    kind="half",
)
ZCA_FIT.mistake(
    "correlation instead of covariance",
    "You use the correlation matrix. Use the covariance, without dividing by standard deviations.",
    edited(_zca_fit, ("(X - mu).T @ (X - mu) / len(X)", "np.corrcoef(X.T)")),
    kind="half",
)
ZCA_FIT.mistake(
    "rows and columns exchanged",
    "Your covariance is between rows, of shape (n, n), because np.cov takes rows as "
    "variables. Use the covariance between columns.",
    edited(_zca_fit, ("(X - mu).T @ (X - mu) / len(X)", "np.cov(X)")),
    kind="slip",
)
ZCA_FIT.mistake(
    "eps after the root",
    "You add eps to the root of s. Add it under the root: (s + eps)^(-1/2).",
    edited(_zca_fit, ("np.sqrt(s + eps)", "(np.sqrt(s) + eps)")),
    kind="slip",
)
ZCA_FIT.mistake(
    "eps added to singular values",
    "You add eps to the singular values of the centred rows. Add it to the eigenvalues of C, which "
    "are their squares divided by n.",
    edited(
        _zca_fit,
        ("1 / np.sqrt(s + eps)", "np.sqrt(len(X)) / np.maximum(np.sqrt(s * len(X)) + eps, 1e-9)"),
    ),
    kind="slip",
)
ZCA_FIT.mistake(
    "eps forgotten",
    "You do not use eps. Add it to every eigenvalue before the root.",
    edited(_zca_fit, ("s + eps", "np.where(s > 1e-12 * s.max(), s, 1)")),
    kind="half",
)
ZCA_FIT.mistake(
    "eps as a lower limit",
    "You raise small eigenvalues to eps. Add eps to all eigenvalues.",
    edited(_zca_fit, ("s + eps", "np.maximum(s, eps)")),
    kind="half",
)
ZCA_FIT.mistake(
    "root forgotten",
    "You divide by s + eps. A variance of 1 needs the root: (s + eps)^(-1/2).",
    edited(_zca_fit, ("np.sqrt(s + eps)", "(s + eps)")),
    kind="half",
)
ZCA_FIT.mistake(
    "brackets of the exponent forgotten",
    "In Python a**-1/2 is (a**-1)/2. Put -1/2 in parentheses, or divide by np.sqrt.",
    edited(_zca_fit, ("1 / np.sqrt(s + eps)", "(s + eps) ** -1 / 2")),
    kind="slip",
)
ZCA_FIT.mistake(
    "multiplied instead of divided",
    "Your W stretches directions of large variance: the exponent is -1/2, not 1/2.",
    edited(_zca_fit, ("1 / np.sqrt(s + eps)", "np.sqrt(s + eps)")),
    kind="slip",
)
ZCA_FIT.mistake(
    "standardized only",
    "You divide each column by its own standard deviation, so the columns stay correlated. "
    "Use the eigenvectors of C.",
    edited(_zca_fit, ("(U * f) @ U.T", "np.diag(1 / np.sqrt(X.var(axis=0) + eps))")),
    kind="wrong",
)
ZCA_FIT.mistake(
    "singular values taken for eigenvalues",
    "You use singular values of the centred rows as eigenvalues of C. Square them and divide by n.",
    edited(_zca_fit, ("s + eps", "np.sqrt(s * len(X)) + eps")),
    kind="half",
)
ZCA_FIT.mistake(
    "directions without variance lost",
    "You give directions without variance the factor 0. With s = 0 the factor is 1 / "
    "sqrt(eps): keep the full U.",
    edited(_zca_fit, ("U * f", "U * np.where(s > 1e-9 * s.max(), f, 0.0)")),
    kind="slip",
)


@ZCA_FIT.mistake(
    "Cholesky whitening",
    "Your W is triangular, from Cholesky. The W of ZCA is symmetric: use eigenvalues and "
    "eigenvectors of C.",
    signature=(
        "directions",
        lambda data, out: bool(
            _triangular(out["zca_fit"][1])
            and np.abs(out["zca_fit"][1] - np.diag(np.diag(out["zca_fit"][1]))).max() > 1e-6
        ),
    ),
    kind="half",
)
def cholesky(X, eps):
    mu, s, U = moments(X)
    # In the coordinates that C + eps I is made of, so that a singular C does no harm.
    root = np.linalg.cholesky((U * (s + max(eps, 1e-12))) @ U.T)
    return mu, np.linalg.inv(root).T


# --- mu
ZCA_FIT.mistake(
    "one mean for all columns, also in the covariance",
    "You subtract X.mean(), one number for all columns. Each column has its own mean: "
    "X.mean(axis=0).",
    edited(_zca_fit, ("X.mean(axis=0)", "np.full(X.shape[1], X.mean())")),
    kind="half",
)
ZCA_FIT.mistake(
    "one mean for all columns in the covariance",
    "Your C is not centred by columns: you subtract one number, X.mean(). Subtract the mean of "
    "each "
    "column.",
    edited(_zca_fit, ("(X - mu).T @ (X - mu)", "(X - X.mean()).T @ (X - X.mean())")),
    kind="half",
)
ZCA_FIT.mistake(
    "one mean for all columns",
    "Your mu is one number for all columns. Each column has its own mean: X.mean(axis=0).",
    edited(_zca_fit, ("return mu", "return np.full(X.shape[1], X.mean())")),
    kind="slip",
)
ZCA_FIT.mistake(
    "one number for mu",
    "X.mean() is one number for all columns. Each column has its own mean: X.mean(axis=0).",
    edited(_zca_fit, ("return mu", "return X.mean()")),
    kind="slip",
)
ZCA_FIT.mistake(
    "median",
    "You return the median of each column. Return the mean.",
    edited(_zca_fit, ("return mu", "return np.median(X, axis=0)")),
    kind="slip",
)
ZCA_FIT.mistake(
    "mean forgotten",
    "Your mu is 0. Return the means of the columns.",
    edited(_zca_fit, ("return mu", "return 0 * mu")),
    kind="slip",
)
ZCA_FIT.mistake(
    "returns exchanged",
    "You return (W, mu). The order is (mu, W).",
    edited(_zca_fit, ("return mu, W", "return W, mu")),
    kind="slip",
)

# --- zca_apply
ZCA_FIT.mistake(
    "written into an array like X",
    "For rows of dtype int your zca_apply writes into an array of dtype int, which cuts fractions "
    "off. Use an array of floats.",
    lambda X, mu, W: ((X - mu) @ W).astype(X.dtype),
    answer="zca_apply",
    kind="slip",
)
ZCA_FIT.mistake(
    "fit without apply",
    "Your zca_apply returns the rows unchanged. Subtract mu and multiply by W.",
    lambda X, mu, W: X.copy(),
    answer="zca_apply",
    kind="half",
)
ZCA_FIT.mistake(
    "applied without centring",
    "Your zca_apply multiplies by W without subtracting mu. Subtract mu first.",
    lambda X, mu, W: X @ W,
    answer="zca_apply",
    kind="slip",
)
ZCA_FIT.mistake(
    "fitted again in apply",
    "Your zca_apply uses the mean of the rows that it gets. Use mu: these rows may not be the "
    "training rows.",
    lambda X, mu, W: (X - X.mean(axis=0)) @ W,
    answer="zca_apply",
    kind="half",
)
ZCA_FIT.mistake(
    "mean subtracted afterwards",
    "Your zca_apply multiplies first and then subtracts mu. Subtract first.",
    lambda X, mu, W: X @ W - mu,
    answer="zca_apply",
    kind="slip",
)
ZCA_FIT.mistake(
    "mean added",
    "Your zca_apply adds mu. Subtract it.",
    lambda X, mu, W: (X + mu) @ W,
    answer="zca_apply",
    kind="slip",
)
ZCA_FIT.mistake(
    "mean added back",
    "Your zca_apply adds mu again at the end. Leave that out.",
    lambda X, mu, W: (X - mu) @ W + mu,
    answer="zca_apply",
    kind="slip",
)
ZCA_FIT.mistake(
    "centred only",
    "Your zca_apply subtracts mu but leaves out W. Multiply by W.",
    lambda X, mu, W: X - mu,
    answer="zca_apply",
    kind="half",
)
ZCA_FIT.mistake(
    "multiplied entry by entry",
    "Your zca_apply uses only the diagonal of W. Multiply matrices: @.",
    lambda X, mu, W: (X - mu) * np.diag(W),
    answer="zca_apply",
    kind="slip",
)
ZCA_FIT.mistake(
    "multiplied by the inverse",
    "Your zca_apply multiplies by the inverse of W. Multiply by W itself.",
    lambda X, mu, W: (X - mu) @ np.linalg.inv(W),
    answer="zca_apply",
    kind="slip",
)
ZCA_FIT.mistake(
    "brackets forgotten",
    "X - mu @ W multiplies only mu. Put X - mu in parentheses.",
    lambda X, mu, W: X - mu @ W,
    answer="zca_apply",
    kind="slip",
)
