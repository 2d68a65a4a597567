"""Lesson 10: wrong answers that are right for ordinary numbers only fail at every seed."""

import copy

import numpy as np
import pytest

from reglab import nn
from reglab.checks.judging.run import run_exercise
from reglab.checks.model import registry
from reglab.checks.probing.draw import draw_cases

SEEDS = range(30, 36)


def failing(name, seed, **answers):
    for answer in answers.values():
        getattr(answer, "known", {}).clear()
    exercise = registry.exercise(f"early_stopping.{name}")
    report = run_exercise(exercise, {**exercise.reference, **answers}, seed, guard=False)
    return [result.name for result in report.results if result.status == "fail"]


# --- filters and penalties -------------------------------------------------------


def remembered(function, key):
    """A function that keeps its first result for each key."""
    known = {}

    def answer(*args):
        if key(*args) not in known:
            known[key(*args)] = function(*args)
        return known[key(*args)]

    answer.known = known
    return answer


def gd_filter(s, eta, t):
    return 1 - (1 - eta * s) ** t


def ridge_filter(s, lam):
    return s / (s + lam)


FILTERS = {
    "rounded": ({"gd_filter": lambda s, eta, t: np.round(gd_filter(s, eta, t), 12)}, "gd_range"),
    "small s left out": (
        {"gd_filter": lambda s, eta, t: np.where(s > 1e-6, gd_filter(s, eta, t), 0)},
        "gd_range",
    ),
    "at most 1000 steps": (
        {"gd_filter": lambda s, eta, t: gd_filter(s, eta, min(t, 1000))},
        "gd_range",
    ),
    "limited eta * s": (
        {"gd_filter": lambda s, eta, t: 1 - (1 - np.minimum(eta * s, 1)) ** t},
        "gd_long_steps",
    ),
    "known by eta and t": (
        {"gd_filter": remembered(gd_filter, lambda s, eta, t: (len(s), eta, t))},
        "gd_each_call",
    ),
    "sorted": ({"gd_filter": lambda s, eta, t: np.sort(gd_filter(s, eta, t))}, "gd_shares"),
    "1e-12 below": ({"ridge_filter": lambda s, lam: s / (s + lam + 1e-12)}, "ridge_range"),
    "tiny s left out": (
        {"ridge_filter": lambda s, lam: np.where(s > 1e-10, ridge_filter(s, lam), 0)},
        "ridge_range",
    ),
    "known by lam": (
        {"ridge_filter": remembered(ridge_filter, lambda s, lam: (len(s), lam))},
        "ridge_each_call",
    ),
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("answers", "name"), FILTERS.values(), ids=FILTERS)
def test_a_filter_holds_for_all_numbers(answers, name, seed):
    assert name in failing("gd_filter", seed, **answers)


PENALTIES = {
    "known by t": (remembered(lambda eta, t: 1 / (eta * t), lambda eta, t: t), "each_call"),
    "known by eta": (remembered(lambda eta, t: 1 / (eta * t), lambda eta, t: eta), "each_call"),
    "1e-12 below": (lambda eta, t: 1 / (eta * t + 1e-12), "short_steps"),
    "at least 1e-9": (lambda eta, t: max(1 / (eta * t), 1e-9), "long_steps"),
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("answer", "name"), PENALTIES.values(), ids=PENALTIES)
def test_a_penalty_holds_for_all_numbers(answer, name, seed):
    assert name in failing("equivalent_lambda", seed, equivalent_lambda=answer)


# --- gradient descent ------------------------------------------------------------


def path(X, y, eta, steps, gradient=lambda g: g, move=lambda w: w, dtype=float):
    Xc, yc = X - X.mean(axis=0), y - y.mean()
    W = np.zeros((steps + 1, X.shape[1]), dtype=dtype)
    for t in range(steps):
        W[t + 1] = move(W[t] - eta * gradient(-Xc.T @ (yc - Xc @ W[t]) / len(X)))
    return W, y.mean() - W @ X.mean(axis=0)


def with_path(**options):
    return lambda X, y, eta, steps: path(X, y, eta, steps, **options)


def largest(X):
    """The largest eigenvalue of the centred X'X/n."""
    return np.linalg.norm(X - X.mean(axis=0), 2) ** 2 / len(X)


PATHS = {
    "clipped": (with_path(gradient=lambda g: np.clip(g, -1e3, 1e3)), "units"),
    "shortened": (
        with_path(gradient=lambda g: g * min(1, 1e4 / max(np.linalg.norm(g), 1e-300))),
        "units",
    ),
    "small gradients left out": (
        with_path(gradient=lambda g: np.where(np.abs(g) > 1e-9, g, 0)),
        "units",
    ),
    "rounded weights": (with_path(move=lambda w: np.round(w, 11)), "units"),
    "in the type of y": (
        lambda X, y, eta, steps: path(X, y, eta, steps, dtype=y.dtype),
        "whole_numbers",
    ),
    "at most 1/s": (
        lambda X, y, eta, steps: path(X, y, min(eta, 1 / largest(X)), steps),
        "large_steps",
    ),
    "the first 1000 steps": (
        lambda X, y, eta, steps: tuple(
            np.concatenate([part, np.zeros((max(steps - 1000, 0), *part.shape[1:]))])
            for part in path(X, y, eta, min(steps, 1000))
        ),
        "arrives",
    ),
    "known by shape": (
        remembered(path, lambda X, y, eta, steps: (X.shape, eta, steps)),
        "each_call",
    ),
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("answer", "name"), PATHS.values(), ids=PATHS)
def test_a_path_holds_for_all_numbers(answer, name, seed):
    assert name in failing("gd_path", seed, gd_path=answer)


# --- the stopper -----------------------------------------------------------------


class Right:
    """A right stopper, to be spoiled in one place."""

    def __init__(self, patience, min_delta=0.0, mode="min", restore=True):
        self.patience, self.delta, self.mode, self.restore = patience, min_delta, mode, restore
        self.best = self.best_epoch = self.best_params = None
        self.bad = 0

    def better(self, metric):
        if self.best is None or np.isnan(metric):
            return not np.isnan(metric)
        gain = metric - self.best if self.mode == "max" else self.best - metric
        return gain > self.delta

    def update(self, epoch, metric, params):
        if self.better(metric):
            self.best, self.best_epoch, self.bad = metric, epoch, 0
            self.best_params = copy.deepcopy(params)
        else:
            self.bad += 1
        return self.bad >= self.patience

    def final_params(self, last):
        return self.best_params if self.restore and self.best_params else last


class Close(Right):
    def better(self, metric):
        close = self.best is not None and np.isclose(metric, self.best, atol=0)
        return not close and super().better(metric)


class Rounding(Right):
    def better(self, metric):
        return super().better(round(metric, 9) if np.isfinite(metric) else metric)


class FirstNanInMax(Right):
    def better(self, metric):
        return super().better(metric) or (self.best is None and self.mode == "max")


class FixedInMax(Right):
    def better(self, metric):
        return super().better(metric) and not (self.mode == "max" and metric < -1e9)


class SharedOptions(Right):
    def __setattr__(self, name, value):
        if name in ("patience", "delta", "mode", "restore"):
            setattr(SharedOptions, name, value)
        else:
            super().__setattr__(name, value)


class KeepsNan(Right):
    def update(self, epoch, metric, params):
        stop = super().update(epoch, metric, params)
        if np.isnan(metric):
            self.best_params = copy.deepcopy(params)
        return stop


STOPPERS = {
    Close: "small_gains",
    Rounding: "small_gains",
    FirstNanInMax: "nan_has_failed",
    FixedInMax: "max_mode",
    SharedOptions: "two_at_once",
    KeepsNan: "nan_kept",
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("answer", "name"), STOPPERS.items())
def test_a_stopper_holds_for_all_metrics(answer, name, seed):
    assert failing("EarlyStopper", seed, EarlyStopper=Right) == []
    assert name in failing("EarlyStopper", seed, EarlyStopper=answer)


def test_update_is_not_called_after_a_right_stop():
    """Also where a run goes on whatever update returns."""

    class Once(nn.EarlyStopper):
        stopped = False

        def update(self, epoch, metric, params):
            assert not self.stopped
            self.stopped = super().update(epoch, metric, params)
            return self.stopped

    for seed in SEEDS:
        assert failing("EarlyStopper", seed, EarlyStopper=Once) == []


def test_counterexamples_tell_metrics_apart():
    exercise = registry.exercise("early_stopping.EarlyStopper")
    report = run_exercise(exercise, {"EarlyStopper": Close}, 7, guard=False)
    assert "metrics " in report.text()
    shown = next(r.detail for r in report.results if r.name == "small_gains")
    metrics = shown.partition("metrics ")[2].partition(" with")[0].split(", ")
    case = draw_cases(exercise, exercise.properties["small_gains"], 7)[1]
    assert len(set(metrics)) == len(set(case["metrics"][: len(metrics)].tolist()))
