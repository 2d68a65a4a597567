"""The students of the demo class, and what each of them got wrong."""

from collections.abc import Callable

from reglab.course.demo import broken
from reglab.course.demo.answers import Accepted, Change, Mistake

__all__ = ["BROKEN", "STUDENTS", "WHY"]

# The lessons with a demo class, and the answer to the question that is graded by hand.
WHY = {
    "01_overfitting": (
        "The training error falls with every degree, so it cannot tell which degree is right. "
        "Degree 8 has\nlittle bias and a large variance. I would hold out some points and compare "
        "the degrees on these, for\nmany splits.\n"
    ),
    "02_ridge": (
        "What counts is squared bias plus variance. Ridge adds a little bias and removes much "
        "variance where\ncolumns overlap or rows are few.\n"
    ),
    "03_lasso": (
        "Cholesterol and LDL are strongly correlated, so one can stand in for the other. And the "
        "weight is\nzero for this lam only. I would repeat the fit on resampled people.\n"
    ),
}

MIXED_UP = """\
def bias_variance(fit_predict, sample, f_true, x_test, n_rep, rng):
    x, y = sample(rng)
    p = np.array([fit_predict(x, y, x_test) for _ in range(n_rep)])
    return np.mean(p - f_true(x_test)), p.std()  # one sample only, and nothing squared
"""
TYPING_ERROR = """\
def poly_features(x, degree):
    return np.column_stack([x**k for k in range(1, degre + 1)])
"""
CENTRES_IN_PLACE = """\
def effective_df(X, lam):
    X -= X.mean(axis=0)
    s = np.linalg.svd(X, compute_uv=False)
    return np.sum(s**2 / (s**2 + len(X) * lam))
"""
TWO_MISTAKES = """\
def lambda_max(X, y):
    return np.max(np.abs(X.T @ y))  # neither centred nor averaged
"""
CALLS_REFERENCE = """\
from reglab.linear import lasso_cd as solve


def lasso_cd(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
    return solve(X, y, lam, w0, tol, max_iter)
"""
EXCEPTION = """\
def kkt_violation(X, y, w, b, lam):
    r = y - X @ w - b
    g = X.T @ r / n
    return max(np.max(np.abs(g) - lam), abs(r.mean()))
"""
CHANGES_ITS_INPUT = """\
def lambda_max(X, y):
    X -= X.mean(axis=0)
    return np.max(np.abs(X.T @ (y - y.mean()))) / len(y)
"""
NEVER_ENDS = """\
def lasso_path(X, y, lams):
    W, b, i = np.zeros((len(lams), X.shape[1])), np.zeros(len(lams)), 0
    while i < len(lams):
        W[i], b[i], _ = lasso_cd(X, y, lams[i])
    return W, b
"""
KILLS_THE_KERNEL = """\
import os
import signal


def ridge_svd_path(X, y, lams):
    os.kill(os.getpid(), signal.SIGKILL)
"""
FLOODS = """\
def poly_features(x, degree):
    return x[:, None] ** np.arange(1, degree + 1)


for _ in range(200):
    print("left in from looking for a mistake " * 28_000)
"""


def _blank(*names):
    """Cells that are left as they were released."""
    return dict.fromkeys(names)


# How each student's submissions differ from perfect ones; None for a lesson not handed in.
STUDENTS: dict[str, dict[str, dict[str, Change] | None]] = {
    "01-perfect": {},
    "02-written-differently": {
        "01_overfitting": {
            "poly_features": Accepted("vander_without_ones"),
            "fit_ols": Accepted("normal_equations"),
            "bias_variance": Accepted("samples_first"),
        },
        "02_ridge": {
            "ridge_closed_form": Accepted("summed_system"),
            "ridge_svd_path": Accepted("by_eigenvectors"),
            "effective_df": Accepted("trace_of_the_fit"),
            "to_sklearn_alpha": Accepted("from_numpy"),
        },
        "03_lasso": {
            "soft_threshold": Accepted("two_halves"),
            "lambda_max": Accepted("by_covariance"),
            "kkt_violation": Accepted("by_distance_to_interval"),
            "lasso_cd": Accepted("gram_matrix"),
            "lasso_path": Accepted("sorted_then_put_back"),
        },
    },
    "03-hard-threshold": {
        "01_overfitting": {"poly_features": Mistake("constant column"), "training_error": "a"},
        "02_ridge": {"ridge_svd_path": Mistake("singular values not squared")},
        "03_lasso": {"soft_threshold": Mistake("hard threshold"), "support_grows": "a"},
    },
    "04-not-centred": {
        "01_overfitting": {"fit_ols": Mistake("only y centred")},
        "02_ridge": {"effective_df": Mistake("X not centred")},
        "03_lasso": {"lambda_max": Mistake("not centred"), "support_grows": "c"},
    },
    "05-zero-weights": {
        "01_overfitting": {"bias_variance": Mistake("ddof=1")},
        "02_ridge": {"ridge_closed_form": Mistake("intercept penalized")},
        "03_lasso": {"kkt_violation": Mistake("zero weights not checked")},
    },
    "06-stale-residual": {
        "01_overfitting": {"bias_variance": Mistake("variance over x"), "scaler": "a"},
        "02_ridge": {"to_sklearn_alpha": Mistake("alpha is lam"), "exact_zeros": "a"},
        "03_lasso": {"lasso_cd": Mistake("residual never refreshed"), "support_grows": "a"},
    },
    "07-intercept-penalized": {
        "01_overfitting": {"fit_ols": Mistake("no intercept")},
        "02_ridge": {"ridge_closed_form": Mistake("intercept penalized")},
        "03_lasso": {"lasso_cd": Mistake("intercept penalized")},
    },
    "08-solving-order": {
        "01_overfitting": {"bias_variance": Mistake("ddof=1")},
        "02_ridge": {
            "ridge_svd_path": Mistake("shares of the fit as factors of the weights"),
            "single_weights": "a",
        },
        "03_lasso": {"lasso_path": Mistake("rows in solving order")},
    },
    "09-two-mistakes": {
        "01_overfitting": {"bias_variance": MIXED_UP},
        "02_ridge": {"to_sklearn_alpha": Mistake("alpha is lam")},
        "03_lasso": {"lambda_max": TWO_MISTAKES, "support_grows": "a"},
    },
    "10-blank": {
        "01_overfitting": _blank(
            "poly_features", "fit_ols", "training_error", "bias_variance", "scaler", "why"
        ),
        "02_ridge": _blank(
            "ridge_closed_form",
            "exact_zeros",
            "single_weights",
            "ridge_svd_path",
            "effective_df",
            "to_sklearn_alpha",
            "scaling_before_split",
            "why",
        ),
        "03_lasso": _blank(
            "soft_threshold",
            "lambda_max",
            "kkt_violation",
            "lasso_cd",
            "lasso_path",
            "support_grows",
            "why",
        ),
    },
    "11-calls-the-reference": {"03_lasso": {"lasso_cd": CALLS_REFERENCE}},
    "12-exception": {
        "01_overfitting": {"poly_features": TYPING_ERROR},
        "03_lasso": {"kkt_violation": EXCEPTION},
    },
    "13-changes-its-input": {
        "02_ridge": {"effective_df": CENTRES_IN_PLACE},
        "03_lasso": {"lambda_max": CHANGES_ITS_INPUT, "support_grows": "c"},
    },
    "14-partly-done": {
        "02_ridge": None,
        "03_lasso": _blank("kkt_violation", "lasso_cd", "lasso_path", "why"),
    },
}

# One of each kind of broken file, by lesson: its answers, and the function that writes it.
BROKEN: dict[str, dict[str, tuple[dict[str, Change], Callable]]] = {
    "15-broken-files": {
        "01_overfitting": ({}, broken.renamed),
        "02_ridge": ({}, broken.cut_off),
        "03_lasso": ({}, broken.no_notebook),
    },
    "16-touched-cells": {
        "01_overfitting": ({}, broken.deleted_cell),
        "02_ridge": ({}, broken.copied_cell),
        "03_lasso": ({"lasso_path": "lasso_path = None"}, broken.edited_check),
    },
    "17-runs-wild": {
        "01_overfitting": ({"poly_features": FLOODS}, broken.write),
        "02_ridge": ({"ridge_svd_path": KILLS_THE_KERNEL}, broken.write),
        "03_lasso": ({"lasso_path": NEVER_ENDS}, broken.write),
    },
    "18-bad-timestamp": {
        "01_overfitting": ({}, broken.bad_timestamp),
        "02_ridge": ({}, broken.write),
        "03_lasso": ({}, broken.write),
    },
}
