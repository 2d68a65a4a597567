"""Lesson 09: what a student reads, mistakes in other spellings, right answers of any form."""

import re

import numpy as np
import pytest

from reglab import nn
from reglab.checks.model import registry
from reglab.checks.probing.guard import scan
from tests.exercises.reading import SEED, failing, named, runner, words

run = runner("batch_norm")


# --- what a student reads ----------------------------------------------------


def test_the_smallest_cases_can_be_computed_on_paper():
    def outside(x, gamma, beta, state, *, training, momentum=0.9, eps=1e-5):
        out, cache, state = nn.bn_forward(
            x, gamma, beta, state, training=training, momentum=momentum, eps=eps
        )
        return 2 * out, cache, state

    def passed_through(dout, cache):
        return dout, *nn.bn_backward(dout, cache)[1:]

    short = r"\[(-?\d+(\.\d{1,3})?(, )?){4}\]"
    for seed in range(3):
        text = words(run("bn_forward", outside, seed))
        assert re.search(rf"x = one column {short}, eps = [\d.]+: expected {short}, got", text)
        wrong = run(
            "bn_backward", lambda dout, cache: (dout, *nn.bn_backward(dout, cache)[1:]), seed
        )
        column = rf"x = one column {short}, gamma = \[-?[\d.]+\], dout = {short}, eps = [\d.]+"
        assert re.search(column, words(wrong))
        text = words(run("warmup_steps", lambda momentum, tol: 1, seed))
        assert re.search(r"momentum = 0\.\d{1,2}, tol = 0\.\d{1,2}: expected \d+ \(", text)


def test_the_order_of_what_is_returned_is_said():
    def exchanged(*args, **kwargs):
        out, cache, state = nn.bn_forward(*args, **kwargs)
        return out, state, cache

    assert "the order is (out, cache, state)" in words(run("bn_forward", exchanged))


def test_a_network_is_asked_for():
    report = run("recalibrate_bn", lambda network, X, batch_size: network.batch_statistics(X))
    assert "expected a network, got a dict" in words(report)


# --- mistakes in spellings of their own ----------------------------------------


def spelled(x, gamma, beta, state, *, training, momentum, eps, keep, ddof, mode):
    mean, var = (np.zeros(x.shape[-1]), np.ones(x.shape[-1])) if state is None else state
    new_mean, new_var = sum(x) / len(x), np.var(x, 0)
    if training:
        state = mean + (1 - keep) * (new_mean - mean), var + (1 - keep) * (new_var - var)
        if mode != "old":
            mean, var = new_mean, np.var(x, 0, ddof=ddof)
    elif mode == "batch":
        mean, var = new_mean, new_var
    if state is None:
        state = mean, var
    return beta + gamma * np.divide(x - mean, np.power(var + eps, 0.5)), None, state


@pytest.mark.parametrize(
    ("keep", "ddof", "mode", "name"),
    [
        (lambda m: m, 0, "", None),
        (lambda m: 1 - m, 0, "", "momentum reversed"),
        (lambda m: 0.9, 0, "", "momentum fixed"),
        (lambda m: m, 0, "old", "the old state normalizes in training"),
        (lambda m: m, 0, "batch", "the batch normalizes at inference"),
        (lambda m: m, 1, "", "divides by m - 1 where it normalizes"),
    ],
)
@pytest.mark.parametrize("seed", [SEED, 3])
def test_a_mistake_is_known_in_another_spelling(keep, ddof, mode, name, seed):
    def bn_forward(x, gamma, beta, state, *, training, momentum=0.9, eps=1e-5):
        return spelled(
            x, gamma, beta, state, training=training, momentum=momentum, eps=eps,
            keep=keep(momentum), ddof=ddof, mode=mode,
        )  # fmt: skip

    report = run("bn_forward", bn_forward, seed)
    if name is None:
        assert report.passed, report.text()
    else:
        assert named(report) == {name}, report.text()


def test_a_state_that_is_changed_in_place_costs_its_own_property_only():
    def bn_forward(x, gamma, beta, state, *, training, momentum=0.9, eps=1e-5):
        if state is None:
            state = np.zeros(x.shape[1]), np.ones(x.shape[1])
        out, cache, new = nn.bn_forward(
            x, gamma, beta, state, training=training, momentum=momentum, eps=eps
        )
        for old, values in zip(state, new, strict=True):
            old[...] = values
        return out, cache, state

    assert failing(run("bn_forward", bn_forward)) == ["inputs_unchanged"]


def test_two_mistakes_at_once_get_the_hint_of_the_property():
    def bn_forward(x, gamma, beta, state, *, training, momentum=0.9, eps=1e-5):
        out, cache, state = nn.bn_forward(
            x, 2 * gamma, 3 + beta, state, training=training, momentum=momentum / 2, eps=eps
        )
        return out, cache, state[::-1]

    report = run("bn_forward", bn_forward)
    assert "standardized" in failing(report)
    assert named(report) == set()


# --- what is asked for may not be called ---------------------------------------


def own_forward(x, gamma, beta, state, *, training, momentum=0.9, eps=1e-5):
    root = np.sqrt(x.var(axis=0) + eps)
    x_hat = (x - x.mean(axis=0)) / root
    return gamma * x_hat + beta, (x_hat, gamma, root, state), (x_hat[0], root)


@pytest.mark.parametrize("name", ["bn_forward", "bn_backward", "warmup_steps", "recalibrate_bn"])
def test_the_reference_is_no_answer(name):
    reference = getattr(nn, name)

    def answer(*args, **kwargs):
        return reference(*args, **kwargs)

    others = {"bn_forward": own_forward} if name == "bn_backward" else {}
    assert run(name, answer, guard=True, **others).refused
    assert scan(f"from reglab.nn import {name}", registry.exercise(f"batch_norm.{name}").forbid)


def test_the_library_is_no_answer():
    forbid = registry.exercise("batch_norm.bn_forward").forbid
    assert scan("keras.layers.BatchNormalization()(x)", forbid)
    assert scan("from keras.layers import BatchNormalization", forbid)
    assert scan("x_hat = (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + eps)", forbid) == []


def test_recalibration_may_use_the_network():
    def recalibrate_bn(network, X, batch_size):
        new, n = network.copy(), len(X)
        totals = dict.fromkeys(network.running, 0.0)
        for k in range(0, n, batch_size):
            part = X[k : k + batch_size]
            for name, value in network.batch_statistics(part).items():
                totals[name] = totals[name] + len(part) * value / n
        for name, value in totals.items():
            new.running[name][...] = value
        return new

    report = run("recalibrate_bn", recalibrate_bn, guard=True)
    assert report.passed, report.text()
