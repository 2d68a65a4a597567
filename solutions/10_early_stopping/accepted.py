"""Correct answers to lesson 10, written differently from the lesson's own.

The matrix (``reglab checks verify``) demands that each passes everything: a
check that knows only one way to be right is wrong.
"""

import copy
from collections import OrderedDict, namedtuple
from dataclasses import dataclass, field
from types import SimpleNamespace

import numpy as np

from reglab.checks.authoring.accepted import accepted

# --- 10.1 --------------------------------------------------------------------


@accepted("early_stopping.EarlyStopper")
class ByDistance:
    """How far the best epoch lies behind, with the metric's sign turned for "max"."""

    def __init__(self, patience, min_delta=0.0, mode="min", restore=True):
        self.patience, self.min_delta, self.restore = patience, min_delta, restore
        self.sign = {"min": 1, "max": -1}[mode]
        self.best, self.best_epoch, self.best_params = float("inf"), None, None
        self.start = None

    def update(self, epoch, metric, params):
        if self.start is None:
            self.start = epoch
        loss = self.sign * metric
        if loss < self.best - self.min_delta:
            self.best, self.best_epoch = loss, epoch
            self.best_params = copy.deepcopy(params)
        last_good = self.start - 1 if self.best_epoch is None else self.best_epoch
        return epoch - last_good >= self.patience

    def final_params(self, last):
        if not self.restore or self.best_epoch is None:
            return last
        return copy.deepcopy(self.best_params)


@accepted("early_stopping.EarlyStopper")
@dataclass
class CountingDown:
    """A data class whose count runs down; NumPy's booleans; copies made by np.array."""

    patience: int
    min_delta: float = 0
    mode: str = "min"
    restore: bool = True
    best_epoch: int | None = None
    best_params: dict = field(default_factory=dict)

    def __post_init__(self):
        self.left, self.best = self.patience, np.nan

    def update(self, epoch, metric, params):
        metric = np.float64(metric)
        better = metric > self.best + self.min_delta
        if self.mode == "min":
            better = metric < self.best - self.min_delta
        if better or (np.isnan(self.best) and not np.isnan(metric)):
            self.best, self.best_epoch, self.left = metric, np.int64(epoch), self.patience
            self.best_params = OrderedDict((k, np.array(v)) for k, v in params.items())
        else:
            self.left -= 1
        return np.bool_(self.left <= 0)

    def final_params(self, last):
        return self.best_params if self.restore and self.best_params else last


@accepted("early_stopping.EarlyStopper")
class FromHistory:
    """Every metric is remembered; the best is found by walking through them again."""

    def __init__(self, patience, min_delta=0.0, mode="min", restore=True):
        self.settings = patience, min_delta, mode, restore
        self.history, self.best_epoch, self.best_params = [], None, None

    def update(self, epoch, metric, params):
        patience, min_delta, mode, _ = self.settings
        self.history.append((epoch, -metric if mode == "max" else metric))
        best, best_epoch, waited = None, None, 0
        for number, value in self.history:
            if value == value and (best is None or best - value > min_delta):
                best, best_epoch, waited = value, number, 0
            else:
                waited += 1
        if best_epoch == epoch:
            self.best_epoch = epoch
            self.best_params = {name: np.copy(array) for name, array in params.items()}
        return waited >= patience

    def final_params(self, last):
        return self.best_params if self.settings[3] and self.best_params else last


@accepted("early_stopping.EarlyStopper")
def made_of_functions(patience, min_delta=0.0, mode="min", restore=True):
    """No class at all: an object whose methods are closures."""
    stopper = SimpleNamespace(best=None, best_params=None, waited=0)

    def better(metric):
        if stopper.best is None:
            return not np.isnan(metric)
        return (stopper.best - metric if mode == "min" else metric - stopper.best) > min_delta

    def update(epoch, metric, params):
        stopper.waited += 1
        if better(metric):
            stopper.best, stopper.best_epoch, stopper.waited = metric, epoch, 0
            stopper.best_params = {name: 1 * array for name, array in params.items()}
        return stopper.waited == patience

    stopper.update = update
    stopper.final_params = lambda last: (restore and stopper.best_params) or last
    return stopper


# --- 10.2 --------------------------------------------------------------------


@accepted("early_stopping.gd_path")
def from_the_gram_matrix(X, y, eta, steps):
    Path = namedtuple("Path", "W b")
    n, p = X.shape
    S, c = np.cov(X.T, ddof=0).reshape(p, p), (X - X.mean(0)).T @ y / n
    W = np.zeros((steps + 1, p))
    for t in range(1, steps + 1):
        W[t] = W[t - 1] - eta * (S @ W[t - 1] - c)
    return Path(W, np.mean(y) - W.dot(np.mean(X, axis=0)))


@accepted("early_stopping.gd_path")
def from_the_eigenvectors(X, y, eta, steps):
    """No steps at all: each eigenvector's weight at every t, as a geometric sum."""
    Xc = X - X.mean(axis=0)
    s, V = np.linalg.eigh(Xc.T @ Xc / len(X))
    z = V.T @ (Xc.T @ y / len(X))
    factors = (1 - eta * s) ** np.arange(steps)[:, None]
    sums = np.cumsum(np.vstack([0 * s, factors]), axis=0)
    W = np.asfortranarray((eta * sums * z) @ V.T)
    return W, np.array([np.mean(y - X @ w) for w in W])


@accepted("early_stopping.gd_path")
def with_a_list_and_copies(X, y, eta, steps):
    Xc = X - np.mean(X, axis=0)
    w, rows, intercepts = np.zeros(X.shape[1]), [], []
    for _ in range(steps + 1):
        rows.append(w.copy())
        intercepts.append(np.mean(y - X @ w))
        residual = y - Xc @ w  # the columns of Xc have mean 0, so y need not be centred
        w += eta * np.mean(Xc * residual[:, None], axis=0)
    return [np.stack(rows), np.array(intercepts)]


@accepted("early_stopping.gd_path")
def with_the_best_intercept_in_every_residual(X, y, eta, steps):
    """Nothing is centred: the intercept is the best one in each step."""
    n = len(X)
    W, b = [np.zeros(X.shape[1])], [y.mean()]
    while len(W) <= steps:
        gradient = -X.T @ (y - X @ W[-1] - b[-1]) / n
        W += [W[-1] - eta * gradient]
        b += [np.mean(y - X @ W[-1])]
    return np.array(W), np.array(b)


# --- 10.3 --------------------------------------------------------------------


@accepted("early_stopping.gd_filter", name="gd_filter")
def step_by_step(s, eta, t):
    share = np.zeros(len(s))
    for _ in range(t):
        share = share + eta * s * (1 - share)
    return share


@accepted("early_stopping.gd_filter", name="gd_filter")
def what_is_missing(s, eta, t):
    """How much is missing, one step after the other, for one direction at a time."""
    shares = []
    for value in s:
        missing = 1.0
        for _ in range(t):
            missing -= eta * value * missing
        shares.append(1 - missing)
    return np.array(shares)


@accepted("early_stopping.gd_filter", name="ridge_filter")
def one_minus_what_is_taken(s, lam):
    return 1 - lam / (s + lam)


@accepted("early_stopping.gd_filter", name="ridge_filter")
def one_by_one(s, lam):
    return np.array([value / (lam + value) for value in s])


# --- 10.4 --------------------------------------------------------------------


@accepted("early_stopping.equivalent_lambda")
def divided_twice(eta, t):
    return 1 / eta / t


@accepted("early_stopping.equivalent_lambda")
def as_a_power(eta, t):
    return np.power(eta * np.float64(t), -1.0)
