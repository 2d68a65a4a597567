"""Lesson 09: outputs that fit each other earn nothing; known mistakes in 9.1 do not cost twice."""

import numpy as np
import pytest

from reglab import nn
from reglab.checks.judging.run import run_exercise
from reglab.checks.model import registry
from reglab.exercises.batch_norm.gradients import WRONG_FORWARD

FORWARD = registry.exercise("batch_norm.bn_forward")
BACKWARD = registry.exercise("batch_norm.bn_backward")
MISTAKES = {m.name: m.answers["bn_forward"] for m in FORWARD.mistakes}
STILL_NORMALIZE = [name for name, function in MISTAKES.items() if function in WRONG_FORWARD]
SIMPLER = (
    "statistics over the features",
    "multiplied by the root",
    "centred only",
    "not centred",
    "the moved state normalizes in training",
    "the old state normalizes in training",
    "branches exchanged",
)


def remembering(function):
    """A forward pass whose cache holds all of its arguments."""

    def bn_forward(x, gamma, beta, state, *, training, momentum=0.9, eps=1e-5):
        out, _, state = function(x, gamma, beta, state, training=training, eps=eps)
        return out, (x.copy(), gamma.copy(), beta.copy(), eps), state

    return bn_forward


def slopes_of(function):
    """A backward pass that is right for any forward pass: central differences of it."""

    def bn_backward(dout, cache):
        *args, eps = cache
        found = []
        for i, at in enumerate(args):
            slope, step = np.empty(at.shape), 1e-6 * (np.ptp(at) if i == 0 else 1)
            for index in np.ndindex(at.shape):
                h = np.zeros(at.shape)
                h[index] = step
                up, down = (
                    function(*args[:i], at + s * h, *args[i + 1 :], None, training=True, eps=eps)[0]
                    for s in (1, -1)
                )
                slope[index] = np.sum(dout * (up - down)) / (2 * step)
            found.append(slope)
        return tuple(found)

    return bn_backward


def zeros(dout, cache):
    return np.zeros_like(dout), np.zeros(dout.shape[1]), np.zeros(dout.shape[1])


def right(dout, cache):
    """The gradients of the lesson's forward pass, whatever the own one gave."""
    *args, eps = cache
    return nn.bn_backward(dout, nn.bn_forward(*args, None, training=True, eps=eps)[1])


def backward(function, bn_backward, seed=7):
    answers = {"bn_forward": remembering(function), "bn_backward": bn_backward}
    return run_exercise(BACKWARD, answers, seed, guard=False)


def is_refused(report):
    return report.fraction == 0 and "your bn_forward, which is not right" in " ".join(
        report.text().split()
    )


@pytest.mark.parametrize("name", MISTAKES)
def test_zeros_are_never_right(name):
    assert backward(MISTAKES[name], zeros).fraction == 0


def constant(x, gamma, beta, state, *, training, momentum=0.9, eps=1e-5):
    return np.random.default_rng(x.size).normal(size=x.shape), None, state


def doubled(x, gamma, beta, state, *, training, momentum=0.9, eps=1e-5):
    out, *rest = nn.bn_forward(x, gamma, beta, state, training=training, eps=eps)
    return 2 * out, *rest


@pytest.mark.parametrize("seed", [7, 3])
@pytest.mark.parametrize("function", [constant, doubled], ids=["constant", "doubled"])
def test_gradients_of_an_unknown_forward_pass_are_not_right(function, seed):
    for bn_backward in (zeros, slopes_of(function), right):
        assert is_refused(backward(function, bn_backward, seed))


@pytest.mark.parametrize("name", SIMPLER)
def test_neither_are_those_of_one_that_does_not_normalize(name):
    for bn_backward in (slopes_of(MISTAKES[name]), right):
        assert is_refused(backward(MISTAKES[name], bn_backward))


# Without gamma or beta their slopes are 0, and 0 is never right.
LEFT_OUT = {
    "returns x_hat": ["dbeta", "dgamma"],
    "gamma forgotten": ["dgamma"],
    "beta forgotten": ["dbeta"],
}


@pytest.mark.parametrize(
    "name", [n for n, function in MISTAKES.items() if function in WRONG_FORWARD]
)
def test_a_known_mistake_in_forward_does_not_cost_twice(name):
    assert backward(MISTAKES[name], right).passed
    report = backward(MISTAKES[name], slopes_of(MISTAKES[name]))
    failing = sorted(result.name for result in report.results if result.status == "fail")
    assert failing == LEFT_OUT.get(name, [])


@pytest.mark.parametrize(
    "name", [n for n, function in MISTAKES.items() if function in WRONG_FORWARD]
)
def test_no_known_mistake_has_a_gradient_that_is_nearly_nothing(name):
    def nearly(dout, cache):
        return tuple(1e-5 * part for part in right(dout, cache))

    assert backward(MISTAKES[name], nearly).fraction == 0


def failing(function):
    report = run_exercise(FORWARD, {"bn_forward": function}, 7, guard=False)
    return [result.name for result in report.results if result.status == "fail"]


def test_a_known_mistake_at_inference_costs_its_own_property_only():
    assert failing(MISTAKES["x_hat at inference"]) == ["inference_scaled"]
    for name in ("no root at inference", "eps forgotten at inference"):
        assert failing(MISTAKES[name]) == ["inference"]


def test_gamma_and_beta_alone_earn_next_to_nothing():
    def bn_forward(x, gamma, beta, state, *, training, momentum=0.9, eps=1e-5):
        return gamma * np.tanh(x) + beta, None, state

    report = run_exercise(FORWARD, {"bn_forward": bn_forward}, 7, guard=False)
    assert report.fraction <= 0.1


WRONG_AT_SOME_INPUTS = {
    "other_scales": lambda x, out, options: np.clip(out, -9, 9),
    "whole_numbers": lambda x, out, options: out.astype(x.dtype),
    "nothing_varies": lambda x, out, options: out if x.std(axis=0).all() else out + 1,
}


@pytest.mark.parametrize("name", WRONG_AT_SOME_INPUTS)
@pytest.mark.parametrize("seed", range(10))
def test_what_is_wrong_at_some_inputs_only_is_found(name, seed):
    def bn_forward(x, gamma, beta, state, *, training, **options):
        out, cache, state = nn.bn_forward(x, gamma, beta, state, training=training, **options)
        return WRONG_AT_SOME_INPUTS[name](x, out, options), cache, state

    report = run_exercise(FORWARD, {"bn_forward": bn_forward}, seed, guard=False)
    assert name in [result.name for result in report.results if result.status == "fail"]


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("option", ["eps", "momentum"])
def test_an_option_of_0_is_not_a_missing_one(option, seed):
    def bn_forward(x, gamma, beta, state, *, training, **options):
        options = {key: value for key, value in options.items() if key != option or value}
        return nn.bn_forward(x, gamma, beta, state, training=training, **options)

    report = run_exercise(FORWARD, {"bn_forward": bn_forward}, seed, guard=False)
    found = [result.name for result in report.results if result.status == "fail"]
    assert found == ["other_scales" if option == "eps" else "other_batches"]


def test_the_state_that_came_in_counts_not_the_last_one():
    last = [None]

    def bn_forward(x, gamma, beta, state, *, training, **options):
        old = state if state is None or not training or last[0] is None else last[0]
        out, cache, new = nn.bn_forward(x, gamma, beta, old, training=training, **options)
        last[0] = new if training else last[0]
        return out, cache, new

    assert "three_steps" in failing(bn_forward)


def test_none_may_come_back_as_none_or_as_the_start():
    def bn_forward(x, gamma, beta, state, *, training, **options):
        out, cache, new = nn.bn_forward(x, gamma, beta, state, training=training, **options)
        return out, cache, new if training else state

    assert failing(bn_forward) == []
