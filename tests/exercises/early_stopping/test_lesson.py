"""Lesson 10: what a student reads, mistakes in other spellings, right answers of any form."""

import copy
import re

import numpy as np
import pytest

from reglab import linear, nn
from reglab.checks.model import registry
from reglab.checks.probing.guard import scan
from tests.exercises.reading import SEED, failing, named, runner, words

run = runner("early_stopping")


# --- what a student reads ----------------------------------------------------


class Plain:
    """A right stopper, to be spoiled in one place."""

    def __init__(self, patience, min_delta=0.0, mode="min", restore=True):
        self.patience, self.delta, self.mode, self.restore = patience, min_delta, mode, restore
        self.best = self.best_epoch = self.best_params = None
        self.bad = 0

    def better(self, metric):
        if np.isnan(metric):
            return False
        if self.best is None:
            return True
        if self.mode == "max":
            return metric > self.best + self.delta
        return metric < self.best - self.delta

    def update(self, epoch, metric, params):
        if self.better(metric):
            self.best, self.best_epoch, self.bad = metric, epoch, 0
            self.best_params = copy.deepcopy(params)
            return False
        self.bad += 1
        return self.bad >= self.patience

    def final_params(self, last):
        return self.best_params if self.restore and self.best_params else last


def test_a_right_stopper_passes():
    assert run("EarlyStopper", Plain).passed


def test_the_smallest_cases_can_be_followed_on_paper():
    class Late(Plain):
        def update(self, epoch, metric, params):
            return super().update(epoch, metric, params) and self.bad > self.patience

    quarters = r"metrics (\d+(\.\d{1,2})?(, )?)+ with patience"
    for seed in range(3):
        text = words(run("EarlyStopper", Late, seed))
        found = re.search(
            rf"{quarters} \d: expected stop at epoch (\d+), got stop at epoch (\d+)", text
        )
        assert int(found[5]) == int(found[4]) + 1

    class Kept(Plain):
        def update(self, epoch, metric, params):
            if self.better(metric):
                self.best, self.best_epoch, self.bad, self.best_params = metric, epoch, 0, params
                return False
            self.bad += 1
            return self.bad >= self.patience

    text = words(run("EarlyStopper", Kept))
    assert re.search(rf"{quarters} \d: expected those of epoch \d, got those of", text)
    assert "reference" in text


@pytest.mark.parametrize("seed", range(4))
def test_the_smallest_numbers_are_short(seed):
    two = r"-?\d+(\.\d{1,2})?"
    text = words(run("equivalent_lambda", lambda eta, t: eta * t, seed))
    assert re.search(rf"eta = {two}, t = \d+: expected", text)
    text = words(run("gd_filter", lambda s, eta, t: (1 - eta * s) ** t, seed))
    assert re.search(rf"s = {two}, eta = {two}, t = [23]: expected", text)

    def nothing(X, y, eta, steps):
        return np.zeros((steps + 1, X.shape[1])), np.full(steps + 1, y.mean())

    text = words(run("gd_path", nothing, seed))
    three = f"{two}, {two}, {two}"
    assert re.search(rf"x = {three}, y = {three}, eta = {two}: expected W\[1, 0\] = ", text)


def test_the_number_of_epochs_may_start_anywhere_and_options_may_be_given_in_order():
    class InOrder(Plain):
        def __init__(self, *settings, **named_settings):
            super().__init__(*settings, **named_settings)

    assert run("EarlyStopper", InOrder).passed


# --- mistakes in spellings of their own ----------------------------------------


def spoiled(**methods):
    return type("Spoiled", (Plain,), methods)


def not_worse(self, metric):
    if self.best is None:
        return True
    return not (metric >= self.best if self.mode == "min" else metric <= self.best)


def shallow(self, epoch, metric, params):
    answer = Plain.update(self, epoch, metric, params)
    if self.best_epoch == epoch:
        self.best_params = params.copy()
    return answer


def views(self, epoch, metric, params):
    answer = Plain.update(self, epoch, metric, params)
    if self.best_epoch == epoch:
        self.best_params = {name: value[:] for name, value in params.items()}
    return answer


def until_larger(self, metric):
    return self.best is None or metric <= self.best


@pytest.mark.parametrize(
    ("methods", "names"),
    [
        ({"update": shallow}, {"only the dict copied"}),
        ({"update": views}, {"only the dict copied"}),
        ({"final_params": lambda self, last: dict(last)}, {"last weights returned"}),
        (
            {
                "final_params": lambda self, last: (
                    self.best_params if self.bad == self.patience else last
                )
            },
            {"restored only after a stop"},
        ),
    ],
)
@pytest.mark.parametrize("seed", [SEED, 3])
def test_a_mistake_is_known_in_another_spelling(methods, names, seed):
    assert named(run("EarlyStopper", spoiled(**methods), seed)) == names


def test_what_is_no_truth_value_is_refused_in_words():
    for answer in ("stop", (True, 3)):
        report = run("EarlyStopper", spoiled(update=lambda self, *epoch, answer=answer: answer))
        assert "update must return True or False, got a" in words(report)
        assert named(report) == set()


def test_a_mistake_of_a_plain_run_does_not_explain_another():
    class Shared(Plain):
        def __init__(self, *settings, **named_settings):
            super().__init__(*settings, **named_settings)
            Shared.best_of_all = None

        def update(self, epoch, metric, params):
            self.best = Shared.best_of_all
            answer = super().update(epoch, metric, params)
            Shared.best_of_all = self.best
            return answer

    report = run("EarlyStopper", Shared)
    assert failing(report) == ["two_at_once", "two_finals"]
    assert named(report) == set()
    assert "Keep everything that a stopper needs in self" in words(report)


def test_of_two_mistakes_at_once_none_is_named():
    class Two(Plain):
        better = until_larger  # ties count, and mode and min_delta are ignored

    report = run("EarlyStopper", Two)
    assert "ties" in failing(report)
    assert "max_mode" in failing(report)
    assert named(report) == set()  # neither explains what the other one breaks


def test_a_name_of_an_attribute_that_is_missing_is_said():
    class Nameless(Plain):
        def __setattr__(self, name, value):
            super().__setattr__({"best_epoch": "epoch_of_best"}.get(name, name), value)

    assert "has no attribute 'best_epoch'" in words(run("EarlyStopper", Nameless))


def test_arguments_that_change_cost_their_own_property_only():
    class IntoLast(Plain):
        def final_params(self, last):
            if self.restore and self.best_params:
                last.update(self.best_params)
            return last

    class IntoParams(Plain):
        def update(self, epoch, metric, params):
            answer = super().update(epoch, metric, params)
            params["W1"] -= 1.0
            return answer

    for answer in (IntoLast, IntoParams):
        assert failing(run("EarlyStopper", answer))[-1] == "inputs_unchanged"
    assert failing(run("EarlyStopper", IntoLast)) == ["inputs_unchanged"]


def test_the_first_step_alone_does_not_make_a_path():
    def straight(X, y, eta, steps):
        Xc, yc = X - X.mean(axis=0), y - y.mean()
        W = np.arange(steps + 1)[:, None] * (eta * Xc.T @ yc / len(X))
        return W, y.mean() - W @ X.mean(axis=0)

    assert named(run("gd_path", straight)) == {"gradient of the start only"}


def test_a_path_whose_rows_are_one_array():
    def appended(X, y, eta, steps):
        Xc, yc = X - X.mean(axis=0), y - y.mean()
        w, rows = np.zeros(X.shape[1]), []
        rows.append(w)
        for _ in range(steps):
            w += eta * Xc.T @ (yc - Xc @ w) / len(X)
            rows.append(w)
        return np.array(rows), y.mean() - np.array(rows) @ X.mean(axis=0)

    assert named(run("gd_path", appended)) == {"all rows the same array"}


# --- what is asked for may not be called ---------------------------------------


def test_the_reference_and_the_library_are_no_answer():
    class Wrapped(nn.EarlyStopper):
        pass

    assert run("EarlyStopper", Wrapped, guard=True).refused
    assert run("EarlyStopper", nn.EarlyStopper, guard=True).refused
    forbid = registry.exercise("early_stopping.EarlyStopper").forbid
    for source in (
        "from reglab.nn import EarlyStopper",
        "from reglab.nn.early_stopping import EarlyStopper",
        "stopper = nn.EarlyStopper(3)",
        "keras.callbacks.EarlyStopping(patience=3)",
        "from keras.callbacks import EarlyStopping",
        "nn.EarlyStopping(3).stopper()",
    ):
        assert scan(source, forbid), source
    assert (
        scan("class EarlyStopper:\n    early_stopping = True\n    x = self.patience", forbid) == []
    )


@pytest.mark.parametrize("name", ["gd_path", "gd_filter", "equivalent_lambda"])
def test_the_reference_is_no_answer(name):
    reference = getattr(linear, name)

    def answer(*args, **kwargs):
        return reference(*args, **kwargs)

    assert run(name, answer, guard=True).refused
    forbid = registry.exercise(f"early_stopping.{name}").forbid
    assert scan(f"from reglab.linear import {name}", forbid)
    assert scan(f"w = linear.{name}(1, 2)", forbid)
