"""Lesson 10: what a mistake costs, and wrong answers that only one script in many gives away."""

import copy

import numpy as np
import pytest

from reglab.checks.judging.run import run_exercise
from reglab.checks.model import registry


def run(name, answer, seed=7):
    exercise = registry.exercise(f"early_stopping.{name}")
    return run_exercise(exercise, {**exercise.reference, name: answer}, seed, guard=False)


def named(report):
    return {result.misconception for result in report.results} - {""}


def failing(report):
    return [result.name for result in report.results if result.status == "fail"]


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

    def keep(self, epoch, metric, params):
        self.best, self.best_epoch, self.bad = metric, epoch, 0
        self.best_params = copy.deepcopy(params)

    def update(self, epoch, metric, params):
        if self.better(metric):
            self.keep(epoch, metric, params)
            return False
        self.bad += 1
        return self.bad >= self.patience

    def final_params(self, last):
        return self.best_params if self.restore and self.best_params else last


class Late(Right):
    def update(self, epoch, metric, params):
        return super().update(epoch, metric, params) and self.bad > self.patience


class Silent(Right):
    def update(self, epoch, metric, params):
        super().update(epoch, metric, params)


class Reference(Right):
    def keep(self, epoch, metric, params):
        super().keep(epoch, metric, params)
        self.best_params = params


class LastReturned(Right):
    def final_params(self, last):
        return last


def test_a_wrong_count_costs_what_depends_on_it_and_not_what_is_kept():
    for answer in (Late, Silent):
        report = run("EarlyStopper", answer)
        assert failing(report) == ["stops"]
        assert 1.5 < report.earned < 3
    passed = {result.name for result in report.results if result.status == "pass"}
    assert {"best_epoch", "best_params", "copied", "final_params", "not_restored"} <= passed


def test_a_kept_reference_costs_also_what_is_handed_back():
    assert run("EarlyStopper", Right).earned == 5
    kept = run("EarlyStopper", Reference)
    assert failing(kept) == ["copied"]
    assert kept.earned < 4

    class Both(Reference, LastReturned):
        pass

    assert run("EarlyStopper", Both).earned < 4


class ZeroBestIsNone(Right):
    def better(self, metric):
        return not np.isnan(metric) if not self.best else super().better(metric)


class ZeroEpochIsNone(Right):
    def better(self, metric):
        return not np.isnan(metric) if not self.best_epoch else super().better(metric)


class EndsAtEpochZero(Right):
    def final_params(self, last):
        return self.best_params if self.restore and self.best_epoch else last


class EndsAtZero(Right):
    def final_params(self, last):
        return self.best_params if self.restore and self.best else last


class CountsFrom(Right):
    start = 0

    def __init__(self, *settings, **named_settings):
        super().__init__(*settings, **named_settings)
        self.best_epoch = self.start

    def update(self, epoch, metric, params):
        super().update(epoch, metric, params)
        return epoch - self.best_epoch >= self.patience


class CountsFromBefore(CountsFrom):
    start = -1


class KeepsSmallGains(Right):
    def update(self, epoch, metric, params):
        stop = super().update(epoch, metric, params)
        if self.mode == "min" and metric < min(self.best or metric, getattr(self, "low", np.inf)):
            self.best_epoch, self.best_params = epoch, copy.deepcopy(params)
            self.low = metric
        return stop


class KeepsTheSmallest(Right):
    def update(self, epoch, metric, params):
        kept = self.best_params, self.best
        stop = super().update(epoch, metric, params)
        if kept[0] is not None and self.mode == "max" and metric > kept[1]:
            self.best_params = kept[0]
        return stop


class Rounded(Right):
    def keep(self, epoch, metric, params):
        super().keep(epoch, metric, params)
        self.best_params = {name: v.astype(np.float32) for name, v in params.items()}


@pytest.mark.parametrize("seed", [7, 3])
@pytest.mark.parametrize(
    ("answer", "name"),
    [
        (ZeroBestIsNone, "a best of 0 taken for none"),
        (ZeroEpochIsNone, "epoch 0 taken for none"),
        (EndsAtEpochZero, "the best epoch 0 taken for none at the end"),
        (EndsAtZero, "a best of 0 taken for none at the end"),
        (CountsFrom, "failures before the best counted from epoch 0"),
        (CountsFromBefore, "failures before the best counted from epoch -1"),
        (Rounded, "rounded copies"),
    ],
)
def test_what_is_false_once_only_is_found_and_named(answer, name, seed):
    assert named(run("EarlyStopper", answer, seed)) == {name}


@pytest.mark.parametrize(
    ("answer", "names"),
    [
        (KeepsSmallGains, ["kept_by_the_rule"]),
        (KeepsTheSmallest, ["kept_by_the_rule", "nan_kept"]),  # NaN is also tried in mode "max"
    ],
)
def test_mode_and_min_delta_hold_for_what_is_kept(answer, names):
    report = run("EarlyStopper", answer)
    assert failing(report) == names
    assert named(report) == set()  # they do use min_delta and mode, where they stop


def test_what_two_stoppers_share_is_found():
    class SharedCount(Right):
        count = 0

        def __init__(self, *settings, **named_settings):
            super().__init__(*settings, **named_settings)
            SharedCount.count = 0

        def update(self, epoch, metric, params):
            self.bad = SharedCount.count
            stop = super().update(epoch, metric, params)
            SharedCount.count = self.bad
            return stop

    class SharedParams(Right):
        best_of_all = None

        def __init__(self, *settings, **named_settings):
            super().__init__(*settings, **named_settings)
            SharedParams.best_of_all = None

        def keep(self, epoch, metric, params):
            super().keep(epoch, metric, params)
            SharedParams.best_of_all = self.best_params

        def final_params(self, last):
            return SharedParams.best_of_all if self.restore and self.best_params else last

    for answer, name in ((SharedCount, "two_at_once"), (SharedParams, "two_finals")):
        for seed in (7, 3, 11):
            assert failing(run("EarlyStopper", answer, seed)) == [name]


# --- gradient descent: the same first step, other paths ------------------------


def path(X, y, eta, steps, centre=lambda X: X - X.mean(axis=0), change=lambda W: W):
    Xc, yc = centre(X), y - y.mean()
    W = np.zeros((steps + 1, X.shape[1]))
    for t in range(steps):
        W[t + 1] = W[t] + eta * Xc.T @ (yc - Xc @ W[t]) / len(X)
    W = change(W)
    return W, y.mean() - W @ X.mean(axis=0)


def zero_from(row):
    def change(W):
        W[row:] = 0
        return W

    return change


@pytest.mark.parametrize(
    ("spoiled", "name"),
    [
        ({"centre": lambda X: X - X.mean()}, "centred over everything"),
        ({"centre": lambda X: X - X.mean(axis=1, keepdims=True)}, "rows centred"),
        ({"change": zero_from(-1)}, "last row not stored"),
        ({"change": lambda W: np.vstack([W[1:], 0 * W[:1]])}, "row 0 overwritten"),
        ({"change": lambda W: W[::-1]}, "rows in reverse"),
        ({"change": zero_from(2)}, "a single step"),
        (
            {"change": lambda W: np.vstack([W[:1], *[W[-1:]] * (len(W) - 1)])},
            "all rows but the first the same array",
        ),
    ],
)
def test_slips_with_rows_are_told_apart(spoiled, name):
    assert run("gd_path", path).passed
    report = run("gd_path", lambda X, y, eta, steps: path(X, y, eta, steps, **spoiled))
    assert named(report) == {name}


def test_a_loop_that_ends_early_is_told_so():
    def broken_off(X, y, eta, steps):
        return path(X, y, eta, steps, change=zero_from(20))

    report = run("gd_path", broken_off)
    assert failing(report) == ["arrives"]
    assert "Your last rows are 0" in report.text()


def test_a_wrong_path_with_the_right_intercepts_keeps_their_points():
    report = run("gd_path", lambda X, y, eta, steps: path(X, y, 2 * eta, steps))
    assert failing(report) == ["first_step"]
    assert 0.9 < report.earned < 1.2
