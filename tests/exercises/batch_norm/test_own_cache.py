"""Lesson 09: forward and backward of one's own, with whatever cache, right and wrong."""

import numpy as np
import pytest

from reglab.checks.judging.run import run_exercise
from reglab.checks.model import registry

SEED = 7


def run(name, function, seed=SEED, **others):
    exercise = registry.exercise(f"batch_norm.{name}")
    answers = {**exercise.reference, name: function, **others}
    return run_exercise(exercise, answers, seed, guard=False)


def failing(report):
    return [result.name for result in report.results if result.status == "fail"]


def words(report):
    return " ".join(report.text().split())


def forward_with(mean, var, root, cache):
    """A training pass from its parts; `cache` makes what backward gets."""

    def bn_forward(x, gamma, beta, state, *, training, momentum=0.9, eps=1e-5):
        if state is None:
            state = np.zeros(x.shape[1]), np.ones(x.shape[1])
        if not training:
            return gamma * (x - state[0]) / root(state[1], eps) + beta, None, state
        mu, v = mean(x), var(x)
        state = tuple(
            momentum * old + (1 - momentum) * np.ravel(new)
            for old, new in zip(state, (mu, v), strict=True)
            if np.size(old) == np.size(new)
        )
        return gamma * (x - mu) / root(v, eps) + beta, cache(x, gamma, eps), state

    return bn_forward


def right_forward(cache):
    return forward_with(
        lambda x: x.mean(axis=0),
        lambda x: x.var(axis=0),
        lambda v, eps: np.sqrt(v + eps),
        cache,
    )


def gradients(dout, x, gamma, eps):
    root = np.sqrt(x.var(axis=0) + eps)
    z = (x - x.mean(axis=0)) / root
    dbeta, dgamma = dout.sum(axis=0), (dout * z).sum(axis=0)
    return gamma / root / len(x) * (len(x) * dout - dbeta - z * dgamma), dgamma, dbeta


class Cache:
    def __init__(self, x, gamma, eps):
        self.x, self.gamma, self.eps = x, gamma, eps


@pytest.mark.parametrize(
    ("cache", "backward"),
    [
        (lambda *args: args, lambda dout, cache: gradients(dout, *cache)),
        (Cache, lambda dout, cache: gradients(dout, **vars(cache))),
        (
            lambda x, gamma, eps: lambda dout: gradients(dout, x, gamma, eps),
            lambda dout, cache: list(cache(dout)),
        ),
    ],
    ids=["a tuple", "an object", "a function"],
)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_what_the_cache_is_does_not_matter(cache, backward, seed):
    forward = right_forward(cache)
    assert run("bn_forward", forward, seed).passed
    assert run("bn_backward", backward, seed, bn_forward=forward).passed


def slopes_of(forward):
    """A backward pass that is right for any forward pass: central differences of it."""

    def bn_backward(dout, cache):
        x, gamma, eps = cache
        args = [x, gamma, np.zeros_like(gamma)]
        found = []
        for i, at in enumerate(args):
            slope, step = np.empty(at.shape), 1e-6 * (np.ptp(at) if i == 0 else 1)
            for index in np.ndindex(at.shape):
                sums = []
                for sign in (1, -1):
                    moved = at.copy()
                    moved[index] += sign * step
                    out, *_ = forward(
                        *args[:i], moved, *args[i + 1 :], None, training=True, eps=eps
                    )
                    sums.append(np.sum(dout * out))
                slope[index] = (sums[0] - sums[1]) / (2 * step)
            found.append(slope)
        return tuple(found)

    return bn_backward


def everything(x, gamma, eps):
    return x, gamma, eps


@pytest.mark.parametrize(
    "parts",
    [
        (
            lambda x: x.mean(axis=0),
            lambda x: x.var(axis=0, ddof=1),
            lambda v, eps: np.sqrt(v + eps),
        ),
        (lambda x: x.mean(axis=0), lambda x: x.var(axis=0), lambda v, eps: np.sqrt(v) + eps),
        (
            lambda x: x.mean(axis=1, keepdims=True),
            lambda x: x.var(axis=1, keepdims=True),
            lambda v, eps: np.sqrt(v + eps),
        ),
    ],
    ids=["m - 1", "eps outside", "rows"],
)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_mistake_in_forward_does_not_cost_twice(parts, seed):
    forward = forward_with(*parts, everything)
    assert not run("bn_forward", forward, seed).passed
    if parts[0](np.ones((3, 2))).ndim == 1:  # a single column has no spread along its rows
        assert run("bn_backward", slopes_of(forward), seed, bn_forward=forward).passed


@pytest.mark.parametrize(
    ("var", "root"),
    [
        (lambda x: x.var(axis=0, ddof=1), lambda v, eps: np.sqrt(v + eps)),
        (lambda x: x.var(axis=0), lambda v, eps: np.sqrt(v) + eps),
    ],
    ids=["m - 1", "eps outside"],
)
def test_the_formula_is_right_with_the_cache_of_such_a_forward(var, root):
    def cache(x, gamma, eps):
        r = root(var(x), eps)
        return (x - x.mean(axis=0)) / r, gamma, r

    def bn_backward(dout, cache):
        x_hat, gamma, r = cache
        m, dgamma, dbeta = len(dout), np.sum(dout * x_hat, axis=0), dout.sum(axis=0)
        return gamma / r * (dout - dbeta / m - x_hat * dgamma / m), dgamma, dbeta

    forward = forward_with(lambda x: x.mean(axis=0), var, root, cache)
    assert run("bn_backward", bn_backward, bn_forward=forward).passed
    report = run(
        "bn_backward",
        lambda dout, cache: (dout**2, *bn_backward(dout, cache)[1:]),
        bn_forward=forward,
    )
    assert "your bn_forward, which is not right yet" in words(report)


@pytest.mark.parametrize(
    "scale",
    [lambda x: x, lambda x: x - x.mean(axis=0), lambda x: 0 * x],
    ids=["nothing", "centred only", "zeros"],
)
def test_the_gradient_of_something_else_earns_no_dx(scale):
    def forward(x, gamma, beta, state, *, training, momentum=0.9, eps=1e-5):
        return gamma * scale(x) + beta, (x, gamma, eps), (np.zeros_like(gamma),) * 2

    report = run("bn_backward", slopes_of(forward), bn_forward=forward)
    assert "dx" in failing(report)
    assert "dgamma" in failing(report)
    assert "your bn_forward, which is not right yet" in words(report)


def test_a_cache_outside_of_the_function_is_found():
    last = {}

    def remember(*args):
        last["args"] = args
        return args

    forward = right_forward(remember)
    report = run(
        "bn_backward", lambda dout, cache: gradients(dout, *last["args"]), bn_forward=forward
    )
    assert "own_cache" in failing(report)
    assert "Take everything from cache" in words(report)


def test_a_forward_pass_of_another_form_is_named():
    report = run("bn_backward", lambda dout, cache: dout, bn_forward=lambda *a, **k: None)
    assert "bn_forward: expected (out, cache, state), got NoneType; see 9.1" in words(report)
    assert report.earned == 0


def test_a_state_of_plain_numbers_is_a_start_as_well():
    def bn_forward(x, gamma, beta, state, *, training, momentum=0.9, eps=1e-5):
        mean, var = (0, 1) if state is None else state
        if not training:
            return gamma * (x - mean) / np.sqrt(var + eps) + beta, None, (mean, var)
        new = x.mean(axis=0), x.var(axis=0)
        state = tuple(
            momentum * old + (1 - momentum) * value
            for old, value in zip((mean, var), new, strict=True)
        )
        return gamma * (x - new[0]) / np.sqrt(new[1] + eps) + beta, (x, gamma, eps), state

    assert run("bn_forward", bn_forward).passed
