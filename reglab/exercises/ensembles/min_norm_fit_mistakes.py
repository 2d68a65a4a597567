"""Exercise 11.2: the known mistakes. Every answer declared here is wrong on purpose."""

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.ensembles import min_norm_fit
from reglab.exercises.ensembles.min_norm_fit import MIN_NORM_FIT


def _fit(F, y, lam=0.0):
    """Correct. Most mistakes are this function with a few words changed."""
    n, k = F.shape
    U, s, Vt = np.linalg.svd(F, full_matrices=False)
    keep = s > max(n, k) * np.finfo(float).eps * s[0]
    U, s, Vt = U[:, keep], s[keep], Vt[keep]
    w = Vt.T @ (s / (s**2 + n * lam) * (U.T @ y))
    return w


def _primal(F, y, n_lam):
    return np.linalg.solve(F.T @ F + n_lam * np.eye(F.shape[1]), F.T @ y)


def _dual(F, y, n_lam):
    return F.T @ np.linalg.solve(F @ F.T + n_lam * np.eye(len(F)), y)


def _too_long(data, out):
    """Whether w fits, and is far from the shortest solution."""
    shortest, w = np.linalg.norm(min_norm_fit(data["F"], data["y"])), out["min_norm_fit"]
    return bool(np.linalg.norm(w) > 1.1 * shortest)


SINGULAR = (
    "You solve F'F w = F'y. With more columns than rows, F'F is singular: that ends in an error, "
    "or in a w that is not the shortest. Which solution has no component orthogonal to the rows of "
    "F?"
)
MIN_NORM_FIT.mistake(
    "normal equations",
    SINGULAR,
    lambda F, y, lam=0.0: _primal(F, y, len(y) * lam),
    ("wide_norm", _too_long),
    kind="half",
)
# Rounding gives other weights, and an error in other cases.
MIN_NORM_FIT.mistake(
    "normal equations of means",
    SINGULAR,
    lambda F, y, lam=0.0: np.linalg.solve(
        F.T @ F / len(y) + lam * np.eye(F.shape[1]), F.T @ y / len(y)
    ),
    kind="half",
)
MIN_NORM_FIT.mistake(
    "inverse of F'F",
    "You invert F'F. With more columns than rows, it has rank n < k: there is nothing to invert.",
    lambda F, y, lam=0.0: np.linalg.inv(F.T @ F + len(y) * lam * np.eye(F.shape[1])) @ F.T @ y,
    kind="half",
)
MIN_NORM_FIT.mistake(
    "dual form everywhere",
    "F'(FF')^-1 y needs at least as many columns as rows. Which formula needs k <= n? (An SVD "
    "needs neither.)",
    lambda F, y, lam=0.0: _dual(F, y, len(y) * lam),
    kind="half",
)
MIN_NORM_FIT.mistake(
    "two formulas that both need full rank",
    "Your formula depends on whether F is tall or wide, and it needs full rank in both cases. "
    "Columns and rows may be repeated: drop the singular values that are 0.",
    lambda F, y, lam=0.0: (_primal if len(F) >= F.shape[1] else _dual)(F, y, len(y) * lam),
    kind="slip",
)
MIN_NORM_FIT.mistake(
    "the two formulas exchanged",
    "You use the formula for wide F where F is tall, and the reverse. Invert the smaller of F'F "
    "and FF'.",
    lambda F, y, lam=0.0: (_primal if len(F) < F.shape[1] else _dual)(F, y, len(y) * lam),
    kind="half",
)
for _tiny in ("1e-4", "1e-6", "1e-8", "1e-10", "1e-12"):
    MIN_NORM_FIT.mistake(
        f"at least {_tiny} as lam",
        "You are close, with a tiny lam in place of 0. A limit is not a small number: drop the "
        "singular values that are 0 instead.",
        lambda F, y, lam=0.0, least=float(_tiny): _fit(F, y, max(lam, least)),
        kind="slip",
    )
    MIN_NORM_FIT.mistake(
        f"{_tiny} added to the diagonal",
        "You are close, with a tiny number added to the diagonal. It is a penalty: drop the "
        "singular values that are 0 instead.",
        lambda F, y, lam=0.0, least=float(_tiny): _fit(F, y, lam + least / len(y)),
        kind="slip",
    )


def _n_lam(name, hint, term):
    MIN_NORM_FIT.mistake(name, hint, edited(_fit, ("n * lam)", f"{term})")), kind="slip")


_n_lam(
    "lam without n",
    "You add lam in place of n*lam. The loss of this course is averaged over n rows.",
    "lam",
)
_n_lam(
    "2 n lam",
    "You add 2*n*lam. The factors 1/2 of loss and penalty cancel: use n*lam.",
    "2 * n * lam",
)
_n_lam(
    "half of n lam",
    "You add n*lam/2. The factors 1/2 of loss and penalty cancel: use n*lam.",
    "n * lam / 2",
)
_n_lam("lam / n", "You divide lam by n. Multiplied by n, the averaged loss needs n*lam.", "lam / n")
_n_lam(
    "lam times the columns",
    "You multiply lam by the number of columns. n is the number of rows.",
    "k * lam",
)
_n_lam(
    "lam squared",
    "You square the penalty. Add n*lam to the squares of the singular values.",
    "(n * lam) ** 2",
)

MIN_NORM_FIT.mistake(
    "lam not used",
    "Your w does not depend on lam. For lam > 0, the factor of a direction is s / (s^2 + n*lam).",
    edited(_fit, ("s / (s**2 + n * lam)", "1 / s")),
    kind="half",
)
MIN_NORM_FIT.mistake(
    "lam not used if F is tall",
    "With more rows than columns you leave out lam. The penalty counts for each shape of F.",
    edited(_fit, ("n * lam)", "n * lam * (k >= n))")),
    kind="slip",
)
MIN_NORM_FIT.mistake(
    "lam not used if F is wide",
    "With more columns than rows you leave out lam. The penalty counts for each shape of F.",
    edited(_fit, ("n * lam)", "n * lam * (k < n))")),
    kind="slip",
)
MIN_NORM_FIT.mistake(
    "lam without n if F is wide",
    "With more columns than rows you add lam in place of n*lam. Both formulas need n*lam.",
    edited(_fit, ("n * lam)", "(n if k <= n else 1) * lam)")),
    kind="slip",
)
MIN_NORM_FIT.mistake(
    "lam without n if F is tall",
    "With more rows than columns you add lam in place of n*lam. Both formulas need n*lam.",
    edited(_fit, ("n * lam)", "(n if k > n else 1) * lam)")),
    kind="slip",
)
MIN_NORM_FIT.mistake(
    "lam added to the singular values",
    "You divide by s + n*lam. The factor of a direction is s / (s^2 + n*lam).",
    edited(_fit, ("s / (s**2 + n * lam)", "1 / (s + n * lam)")),
    kind="slip",
)
MIN_NORM_FIT.mistake(
    "share in place of weight",
    "You use the factor s^2 / (s^2 + n*lam), which is the share of y that is kept. For the weights "
    "it is s / (s^2 + n*lam).",
    edited(_fit, ("s / (s**2", "s**2 / (s**2")),
    kind="half",
)
MIN_NORM_FIT.mistake(
    "factor without s",
    "You use the factor 1 / (s^2 + n*lam). There is an s in the numerator, too.",
    edited(_fit, ("s / (s**2", "1 / (s**2")),
    kind="slip",
)
MIN_NORM_FIT.mistake(
    "singular values not squared",
    "You use s / (s + n*lam). Square s in the denominator: s^2 belongs to F'F.",
    edited(_fit, ("s**2 +", "s +")),
    kind="slip",
)
MIN_NORM_FIT.mistake(
    "multiplied by the singular values",
    "You multiply by the singular values. With lam = 0, divide by them.",
    edited(_fit, ("s / (s**2 + n * lam)", "s")),
    kind="half",
)


def _as_if_infinite(data, out):
    """Whether w is by far too large where F has repeated columns."""
    w = min_norm_fit(data["F"], data["y"])
    return bool(np.max(np.abs(out["min_norm_fit"])) > 1e6 * np.max(np.abs(w)))


MIN_NORM_FIT.mistake(
    "no singular value dropped",
    "You divide by singular values that are 0 up to rounding, so w explodes. Drop those below "
    "max(n, k) * eps times the largest.",
    edited(_fit, ("s > max(n, k) * np.finfo(float).eps * s[0]", "s > 0")),
    ("repeated_columns", _as_if_infinite),
    kind="slip",
)
for _limit in ("1e-2", "1e-3", "1e-4", "1e-6", "1e-8", "1e-10"):
    MIN_NORM_FIT.mistake(
        f"singular values below {_limit} dropped",
        "You drop singular values that are small, but not 0. Compare with max(n, k) * eps times "
        "the largest.",
        edited(_fit, ("max(n, k) * np.finfo(float).eps", _limit)),
        kind="slip",
    )
MIN_NORM_FIT.mistake(
    "limit for the squares of singular values",
    "You compare s^2 with max(n, k) * eps, so you drop singular values below 1e-7 times the "
    "largest, which are not 0. Compare s itself.",
    edited(_fit, ("s[0]", "s[0] ** 2"), ("keep = s >", "keep = s**2 >")),
    kind="slip",
)


def _pinv_of(G, F, y):
    return np.linalg.pinv(G) @ F.T @ y


MIN_NORM_FIT.mistake(
    "pseudoinverse of F'F",
    "You take the pseudoinverse of F'F, which has the squares of the singular values: rounding "
    "destroys the small ones. Decompose F itself.",
    lambda F, y, lam=0.0: _pinv_of(F.T @ F + len(y) * lam * np.eye(F.shape[1]), F, y),
    kind="slip",
)
for _limit in ("1e-10", "1e-14"):
    MIN_NORM_FIT.mistake(
        f"{_limit} as the limit for all units",
        "You compare singular values with a fixed number. In tiny units all of them are below it: "
        "compare with the largest one.",
        edited(_fit, ("max(n, k) * np.finfo(float).eps * s[0]", _limit)),
        kind="slip",
    )
MIN_NORM_FIT.mistake(
    "the smallest singular value always dropped",
    "You drop the smallest singular value even if it is not 0. Drop only what is 0 up to rounding.",
    edited(
        _fit, ("    U, s, Vt = U[:, keep]", "    keep[-1] = len(s) == 1\n    U, s, Vt = U[:, keep]")
    ),
    kind="slip",
)
MIN_NORM_FIT.mistake(
    "only the largest singular value kept",
    "You keep only one singular value. Keep each one that is not 0 up to rounding.",
    edited(_fit, ("keep = s >", "keep = s >= s[0] if n else s >")),
    kind="half",
)
MIN_NORM_FIT.mistake(
    "columns of F centred",
    "You centre the columns of F, as for an intercept. There is none here: use F as it is.",
    lambda F, y, lam=0.0: _fit(F - F.mean(axis=0), y, lam),
    kind="half",
)
MIN_NORM_FIT.mistake(
    "y centred",
    "You centre y. There is no intercept here, so use y as it is.",
    lambda F, y, lam=0.0: _fit(F, y - y.mean(), lam),
    kind="slip",
)
MIN_NORM_FIT.mistake(
    "a column of ones added",
    "You add a column of ones to F. There is no intercept here.",
    lambda F, y, lam=0.0: _fit(np.column_stack([F, np.ones(len(F))]), y, lam)[:-1],
    kind="half",
)
MIN_NORM_FIT.mistake(
    "a column of ones added, and its weight returned",
    "You add a column of ones to F, so w has an entry too many. There is no intercept here.",
    lambda F, y, lam=0.0: _fit(np.column_stack([F, np.ones(len(F))]), y, lam),
    kind="half",
)
MIN_NORM_FIT.mistake(
    "Vt not transposed",
    "np.linalg.svd returns V transposed. Multiply by its transpose, so that w has one entry for "
    "each column of F.",
    edited(_fit, ("Vt.T @ (", "Vt @ (")),
    kind="slip",
)
TRANSPOSED = "np.linalg.svd returns V transposed: its rows are the directions."
MIN_NORM_FIT.mistake(
    "Vt used as V",
    TRANSPOSED,
    edited(_fit, ("Vt[keep]", "Vt[:, keep]"), ("Vt.T @ (", "Vt @ (")),
    kind="slip",
)
MIN_NORM_FIT.mistake(
    "Vt used as V, no singular value dropped",
    TRANSPOSED,
    edited(_fit, ("    U, s, Vt = U[:, keep], s[keep], Vt[keep]\n", ""), ("Vt.T @ (", "Vt @ (")),
    kind="slip",
)
MIN_NORM_FIT.mistake(
    "Vt used as V, singular values set to 0",
    TRANSPOSED,
    edited(
        _fit,
        ("    U, s, Vt = U[:, keep], s[keep], Vt[keep]\n", ""),
        ("Vt.T @ (s / (s**2 + n * lam)", "Vt @ (np.where(keep, s / (s**2 + n * lam), 0)"),
    ),
    kind="slip",
)
FULL = "Pass full_matrices=False, so that U and V have one column for each singular value."
_FULL = ", full_matrices=False", ""
MIN_NORM_FIT.mistake("full matrices", FULL, edited(_fit, _FULL), kind="slip")
MIN_NORM_FIT.mistake(
    "full matrices, no singular value dropped",
    FULL,
    edited(_fit, _FULL, ("    U, s, Vt = U[:, keep], s[keep], Vt[keep]\n", "")),
    kind="slip",
)
MIN_NORM_FIT.mistake(
    "full matrices, product of matrices",
    FULL,
    edited(
        _fit,
        _FULL,
        ("    U, s, Vt = U[:, keep], s[keep], Vt[keep]\n", ""),
        ("(s / (s**2 + n * lam) * (U.T @ y))", "np.diag(s / (s**2 + n * lam)) @ U.T @ y"),
    ),
    kind="slip",
)
MIN_NORM_FIT.mistake(
    "U not transposed",
    "You multiply y by U. Multiply by the transpose of U: one number for each singular value.",
    edited(_fit, ("U.T @ y", "U @ y")),
    kind="slip",
)
MIN_NORM_FIT.mistake(
    "fitted values",
    "You return the fitted values Fw. Return w.",
    edited(_fit, ("return w", "return F @ w")),
    kind="half",
)
MIN_NORM_FIT.mistake(
    "a column",
    "You return an array of shape (k, 1). Return w of shape (k,).",
    edited(_fit, ("return w", "return w[:, None]")),
    kind="slip",
)
MIN_NORM_FIT.mistake(
    "minus sign",
    "Your w has the wrong sign.",
    edited(_fit, ("return w", "return -w")),
    kind="slip",
)
MIN_NORM_FIT.mistake(
    "divided by n",
    "Your w is divided by n. The 1/n belongs to both F'F and F'y, so it cancels.",
    edited(_fit, ("return w", "return w / n")),
    kind="slip",
)
MIN_NORM_FIT.mistake(
    "w scaled to length 1",
    "You scale w to length 1. The smallest norm means: of all solutions the shortest.",
    edited(_fit, ("return w", "return w / np.linalg.norm(w)")),
    kind="half",
)
MIN_NORM_FIT.mistake(
    "gradient without a solution",
    "You return F'y, or F'y/n. This is the gradient at 0. Solve for the w where the gradient is 0.",
    lambda F, y, lam=0.0: F.T @ y / len(y),
    kind="wrong",
)
for _digits in (3, 4, 6):
    MIN_NORM_FIT.mistake(
        f"rounded to {_digits} digits",
        "You round the weights. Return them as they are.",
        edited(_fit, ("return w", f"return w.round({_digits})")),
        kind="slip",
    )
MIN_NORM_FIT.mistake(
    "whole numbers",
    "Your weights have the type of F, which cuts off the decimals of whole numbers. Return floats.",
    edited(_fit, ("return w", "return w.astype(F.dtype)")),
    kind="slip",
)
MIN_NORM_FIT.mistake(
    "no default for lam",
    "lam has no default value. Keep lam=0.0 in the first line.",
    edited(_fit, ("lam=0.0", "lam")),
    kind="slip",
)
MIN_NORM_FIT.mistake(
    "a default lam of 1",
    "Your default for lam is not 0. Keep lam=0.0 in the first line.",
    edited(_fit, ("lam=0.0", "lam=1.0")),
    kind="slip",
)


@MIN_NORM_FIT.mistake(
    "some steps of gradient descent",
    "You stop gradient descent before it arrives. From w = 0 it leads to the shortest solution, "
    "but small singular values take very many steps: use an SVD.",
    kind="half",
)
def some_steps(F, y, lam=0.0):
    n, k = F.shape
    w, step = np.zeros(k), 1 / (np.linalg.norm(F, 2) ** 2 / n + lam)
    for _ in range(1000):
        w = w - step * (F.T @ (F @ w - y) / n + lam * w)
    return w


@MIN_NORM_FIT.mistake(
    "a basic solution",
    "You set k - n weights to 0 and solve for the others. That fits every row, but it is not the "
    "shortest solution.",
    kind="half",
)
def some_columns_only(F, y, lam=0.0):
    n, k = F.shape
    w = np.zeros(k)
    w[:n] = _fit(F[:, :n], y, lam)
    return w
