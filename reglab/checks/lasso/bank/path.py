"""Exercise 3.5 and the prediction about the path: known wrong answers and beliefs."""

import numpy as np

from reglab.linear import lasso_cd

from ..probes import LASSO_PATH, SUPPORT_GROWS


@LASSO_PATH.misconception(
    "rows in solving order",
    hint="You solve from the largest lam down, which is right, but leave the rows in that order. "
    "Put each answer into the row of its own lam.",
)
def solving_order(X, y, lams):
    fits = [lasso_cd(X, y, lam) for lam in np.sort(lams)[::-1]]
    return np.array([w for w, _, _ in fits]), np.array([b for _, b, _ in fits])


@LASSO_PATH.misconception(
    "order applied twice",
    hint="rows[order] applies the order once more. To undo it, assign: W[order] = rows.",
)
def order_twice(X, y, lams):
    order = np.argsort(lams)[::-1]
    W, b = solving_order(X, y, lams)
    return W[order], b[order]


@LASSO_PATH.misconception(
    "one array for all rows",
    hint="All rows are the last solution: the same array was stored each time. Store a copy.",
)
def one_array(X, y, lams):
    order = np.argsort(-np.asarray(lams))
    w, b, _ = lasso_cd(X, y, np.asarray(lams)[order[-1]])
    return np.tile(w, (len(lams), 1)), np.full(len(lams), b)


@LASSO_PATH.misconception(
    "intercept of the data instead of the fit",
    hint="b is not mean(y) unless the columns are centred: take the b that lasso_cd returns.",
)
def mean_intercept(X, y, lams):
    W = np.array([lasso_cd(X, y, lam)[0] for lam in lams])
    return W, np.full(len(lams), y.mean())


@LASSO_PATH.misconception(
    "warm start without convergence",
    hint="One sweep for each lam is not enough: a warm start saves sweeps, but each lam must still "
    "be solved to the end.",
)
def one_sweep_each(X, y, lams):
    W, b, w = np.zeros((len(lams), X.shape[1])), np.zeros(len(lams)), None
    for i in np.argsort(-np.asarray(lams)):
        w, b[i], _ = lasso_cd(X, y, lams[i], w0=w, max_iter=1)
        W[i] = w
    return W, b


SUPPORT_GROWS.belief(
    "a",
    "the support only grows",
    "Weights of correlated features trade places along the path: a falling lam lets one in that "
    "makes another one superfluous.",
)
SUPPORT_GROWS.belief(
    "c",
    "every weight is nonzero below lambda_max",
    "Just below lambda_max a single condition is broken, so a single weight enters. The others "
    "still meet |g_j| <= lam.",
)
