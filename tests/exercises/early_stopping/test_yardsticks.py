"""Lesson 10: outputs that fit each other, or that know no metrics, earn nothing."""

import itertools

import numpy as np
import pytest

from reglab import linear
from reglab.checks.judging.run import run_exercise
from reglab.checks.model import registry
from reglab.checks.probing.draw import draw_cases


def run(name, answer, seed=7):
    exercise = registry.exercise(f"early_stopping.{name}")
    return run_exercise(exercise, {**exercise.reference, name: answer}, seed, guard=False)


def failing(report):
    return [result.name for result in report.results if result.status == "fail"]


# --- gradient descent: intercepts that fit the own weights ---------------------


def with_intercepts(weights):
    """A path of any weights, with the best intercept for each of its rows."""

    def gd_path(X, y, eta, steps):
        W = weights(X, y, eta, steps)
        return W, y.mean() - W @ X.mean(axis=0)

    return gd_path


def of_the_shape(X, y, eta, steps):
    return np.random.default_rng(steps).normal(size=(steps + 1, X.shape[1]))


def zeros(X, y, eta, steps):
    return np.zeros((steps + 1, X.shape[1]))


def least_squares(X, y, eta, steps):
    W = np.tile(linear.fit_ols(X, y)[0], (steps + 1, 1))
    W[0] = 0
    return W


@pytest.mark.parametrize("seed", [7, 3])
@pytest.mark.parametrize("weights", [of_the_shape, zeros, least_squares])
def test_intercepts_of_worthless_weights_earn_nothing(weights, seed):
    assert run("gd_path", with_intercepts(weights), seed).fraction == 0


def test_intercepts_of_a_known_mistake_keep_their_points():
    def uncentred(X, y, eta, steps):
        W = np.zeros((steps + 1, X.shape[1]))
        for t in range(steps):
            W[t + 1] = W[t] + eta * X.T @ (y - X @ W[t]) / len(X)
        return W

    report = run("gd_path", with_intercepts(uncentred))
    assert failing(report) == ["first_step"]
    assert 0.9 < report.earned < 1.2


# --- the stopper: answers that are the same for all metrics --------------------


class AtAnEpoch:
    """Stops so many epochs after patience, and keeps the epoch before that."""

    after = 0

    def __init__(self, patience, min_delta=0.0, mode="min", restore=True):
        self.patience, self.calls = patience, 0
        self.best_epoch = self.best_params = None

    def update(self, epoch, metric, params):
        if self.calls <= self.after:
            self.best_epoch = epoch
            self.best_params = {name: values.copy() for name, values in params.items()}
        self.calls += 1
        return self.calls == self.patience + 1 + self.after

    def final_params(self, last):
        return self.best_params


@pytest.mark.parametrize("after", range(4))
def test_a_stop_at_a_fixed_epoch_earns_nothing(after):
    answer = type("Fixed", (AtAnEpoch,), {"after": after})
    for seed in range(3):
        assert run("EarlyStopper", answer, seed).fraction == 0


def test_the_runs_are_drawn():
    exercise = registry.exercise("early_stopping.EarlyStopper")
    for name, prop in exercise.properties.items():
        runs = []
        for seed in (1, 2):
            cases = draw_cases(exercise, prop, seed)
            runs.append({(c["metrics"].tobytes(), str(c["options"])) for c in cases})
        # (The shortest ones may meet; in nothing_best all are NaN.)
        assert name == "nothing_best" or 2 * len(runs[0] & runs[1]) < len(runs[0]), name


def test_metrics_are_exact():
    exercise = registry.exercise("early_stopping.EarlyStopper")
    for prop, seed in itertools.product(exercise.properties.values(), range(3)):
        for case in draw_cases(exercise, prop, seed):
            finite = 2.0**48 * case["metrics"][np.isfinite(case["metrics"])]
            assert np.all(finite == np.round(finite)), prop.name
