"""The libraries that the lasso paths are compared with, each in its fastest setting."""

import time
from functools import partial

import numpy as np

from benchmarks import race
from benchmarks.glmnet import Glmnet, glmnet_version

# Every penalty must be solved to this duality gap, relative to the loss of w = 0.
GOAL = 1e-6
# Each peer gets the loosest half power of ten with which it meets the goal, from here on (looser
# ones never did: they measure their progress in other units).
LOOSEST = {"sklearn": 1e-6, "celer": 1e-6, "skglm": 1e-3, "adelie": 1e-10, "glmnet": 1e-7}
TIGHTEST = 1e-20


DISTRIBUTIONS = {
    "sklearn": "scikit-learn",
    "celer": "celer",
    "skglm": "skglm",
    "adelie": "adelie",
}


def entries(X, y, lams, l1_ratio, quality, stack):
    """Return an entry for every peer that is installed.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
    y : ndarray of shape (n_samples,)
    lams : ndarray of shape (n_lams,)
    l1_ratio : float
    quality : callable
        Gives the largest relative gap of weights of shape (n_lams, n_features).
    stack : contextlib.ExitStack
        Ends the other processes.
    """
    work = (X, y, lams, l1_ratio)
    ways = {
        "sklearn": [partial(solve_sklearn, *work)],
        "celer": [partial(solve_celer, *work)],
        "skglm": [partial(solve_skglm, *work)],
        "adelie": [partial(solve_adelie, *work, rule) for rule in ("strong", "pivot")],
    }
    if X.shape[1] <= X.shape[0]:
        ways["adelie"].append(partial(solve_adelie_by_covariance, *work))
    peers = [
        race.Entry(name, fastest(ways[name], quality, LOOSEST[name]), quality)
        for name, distribution in DISTRIBUTIONS.items()
        if race.installed(distribution)
    ]
    if glmnet_version():
        r = stack.enter_context(Glmnet(X, y))
        ways = [partial(r.solve, lams, l1_ratio, method) for method in ("naive", "covariance")]
        run = fastest(ways, quality, LOOSEST["glmnet"])
        peers.append(race.Entry("glmnet", run, quality, clock=lambda: r.seconds))
    return peers


def fastest(ways, quality, tol):
    """Return the way that meets the goal in the shortest time, with its tolerance: a function."""
    tried = []
    for way in ways:
        run = partial(way, calibrate(way, quality, tol))
        start = time.perf_counter()
        met = quality(run()) <= GOAL
        tried.append((not met, time.perf_counter() - start, len(tried), run))
    return min(tried)[-1]


def calibrate(way, quality, tol):
    """Return the loosest tolerance, from tol on, with which ``way(tol)`` meets the goal."""
    while quality(way(tol)) > GOAL and tol >= TIGHTEST:
        tol /= np.sqrt(10)
    return tol


def solve_sklearn(X, y, lams, l1_ratio, tol):
    from sklearn.linear_model import enet_path

    X, y = X - X.mean(axis=0), y - y.mean()
    return enet_path(X, y, l1_ratio=l1_ratio, alphas=lams, tol=tol, max_iter=100_000)[1].T


def solve_celer(X, y, lams, l1_ratio, tol):
    from celer import celer_path

    X, y = X - X.mean(axis=0), y - y.mean()
    return celer_path(X, y, "lasso", l1_ratio=l1_ratio, alphas=lams, tol=tol)[1].T


def solve_skglm(X, y, lams, l1_ratio, tol):
    from skglm.datafits import Quadratic
    from skglm.penalties import L1_plus_L2
    from skglm.solvers import AndersonCD
    from skglm.utils.jit_compilation import compiled_clone

    X, y = X - X.mean(axis=0), y - y.mean()
    solver = AndersonCD(tol=tol, fit_intercept=False, warm_start=True, max_iter=1000)
    penalty = compiled_clone(L1_plus_L2(1.0, l1_ratio))
    return solver.path(X, y, compiled_clone(Quadratic()), penalty, alphas=lams)[1].T


def solve_adelie(X, y, lams, l1_ratio, screen_rule, tol):
    import adelie

    state = adelie.grpnet(
        X,
        adelie.glm.gaussian(y),
        alpha=l1_ratio,
        lmda_path=lams,
        tol=tol,
        screen_rule=screen_rule,
        early_exit=False,
        progress_bar=False,
        n_threads=1,
    )
    return _rows(state.betas, len(lams))


def solve_adelie_by_covariance(X, y, lams, l1_ratio, tol):
    import adelie

    X, y = X - X.mean(axis=0), y - y.mean()
    state = adelie.gaussian_cov(
        X.T @ X / len(y),
        X.T @ y / len(y),
        alpha=l1_ratio,
        lmda_path=lams,
        tol=tol,
        early_exit=False,
        progress_bar=False,
        n_threads=1,
    )
    return _rows(state.betas, len(lams))


def _rows(betas, n_lams):
    """Return a sparse path as an array; zeros for penalties that were not reached."""
    W = np.zeros((n_lams, betas.shape[1]))
    W[: betas.shape[0]] = betas.toarray()
    return W
