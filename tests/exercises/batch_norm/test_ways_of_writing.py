"""Lesson 09: right answers of another form, and what a natural slip costs."""

import math

import numpy as np
import pytest

from reglab import nn
from reglab.checks.judging.run import run_exercise
from reglab.checks.model import registry

SEED = 7


def run(name, function, seed=SEED, guard=False, **others):
    exercise = registry.exercise(f"batch_norm.{name}")
    answers = {**exercise.reference, name: function, **others}
    return run_exercise(exercise, answers, seed, guard=guard)


def named(report):
    return {result.misconception for result in report.results} - {""}


def failing(report):
    return [result.name for result in report.results if result.status == "fail"]


def words(report):
    return " ".join(report.text().split())


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_single_precision_is_precise_enough(seed):
    def bn_forward(x, *args, **kwargs):
        return nn.bn_forward(x.astype(np.float32), *args, **kwargs)

    assert run("bn_forward", bn_forward, seed).passed
    assert run("bn_backward", nn.bn_backward, seed, bn_forward=bn_forward).passed


def test_a_loop_that_never_ends_is_stopped():
    def warmup_steps(momentum, tol):
        t = 0
        while momentum**t > tol or tol >= 1:
            t += 1
        return t

    report = run("warmup_steps", warmup_steps)
    assert failing(report) == ["none_needed"]
    assert "does your loop end?" in words(report)
    assert "1.0)" in words(report)


def test_a_recursion_does_not_reach_thousands_of_steps():
    def warmup_steps(momentum, tol):
        return 0 if tol >= 1 else 1 if momentum == 0 else 1 + warmup_steps(momentum, tol / momentum)

    report = run("warmup_steps", warmup_steps)
    assert failing(report) == ["near_one"]
    assert named(report) == {"a recursion"}


@pytest.mark.parametrize("most", [500, 2_000, 20_000])
@pytest.mark.parametrize("seed", range(3))
def test_any_limit_to_the_number_of_steps_is_found(most, seed):
    def warmup_steps(momentum, tol):
        return next((t for t in range(most) if momentum**t <= tol), most)

    assert failing(run("warmup_steps", warmup_steps, seed)) == ["near_one"]


@pytest.mark.parametrize("seed", range(20))
def test_any_tolerance_is_found(seed):
    def warmup_steps(momentum, tol):
        t = 0
        while momentum**t > tol * (1 + 1e-9):
            t += 1
        return t

    assert failing(run("warmup_steps", warmup_steps, seed)) == ["close"]


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("log", [math.log, math.log10, np.log])
def test_rounded_logarithms_are_not_trusted(log, seed):
    def warmup_steps(momentum, tol):
        if momentum == 0 or tol >= 1:
            return int(tol < 1)
        return math.ceil(log(tol) / log(momentum))

    report = run("warmup_steps", warmup_steps, seed)
    assert failing(report) == ["exact"]
    assert named(report) == {"the quotient of logarithms trusted"}


@pytest.mark.parametrize("seed", range(20))
def test_a_slow_loop_is_fast_enough(seed):
    def warmup_steps(momentum, tol):
        t = 0
        left = 1.0
        while True:
            if left <= tol:
                return t
            left = left * momentum
            t = t + 1

    assert run("warmup_steps", warmup_steps, seed).passed


def test_momentum_0_needs_no_step_where_all_may_be_left():
    report = run("warmup_steps", lambda m, tol: 1 if m == 0 else nn.warmup_steps(m, tol))
    assert failing(report) == ["none_needed"]


def test_a_dropped_last_batch_costs_that_only():
    def recalibrate_bn(network, X, size):
        new, totals = network.copy(), dict.fromkeys(network.running, 0.0)
        for k in range(len(X) // size):
            for name, value in network.batch_statistics(X[k * size : (k + 1) * size]).items():
                totals[name] = totals[name] + value
        for name, value in totals.items():
            new.running[name][...] = value / (len(X) // size)
        return new

    report = run("recalibrate_bn", recalibrate_bn)
    assert failing(report) == ["last_batch"]
    assert named(report) == {"the last batch dropped"}


def test_a_network_that_predicts_as_before_loses_that():
    def recalibrate_bn(network, X, batch_size):
        made = nn.recalibrate_bn(network, X, batch_size)
        new = network.copy()
        new.running.update(made.running)
        return new

    report = run("recalibrate_bn", recalibrate_bn)
    assert failing(report) == ["predicts"]
    assert named(report) == {"entries replaced instead of written into"}


@pytest.mark.parametrize("kind", ["the input", "a copy"])
def test_a_network_that_is_not_recalibrated_earns_nothing(kind):
    report = run("recalibrate_bn", lambda n, X, size: n if kind == "the input" else n.copy())
    assert report.fraction == 0


@pytest.mark.parametrize("seed", range(5))
def test_rows_in_another_order_are_found(seed):
    def recalibrate_bn(network, X, batch_size):
        return nn.recalibrate_bn(
            network, X[np.random.default_rng(0).permutation(len(X))], batch_size
        )

    report = run("recalibrate_bn", recalibrate_bn, seed)
    assert failing(report) == ["equal_batches"]
    assert "Take the rows in order" in words(report)


@pytest.mark.parametrize("seed", range(5))
def test_a_dout_of_whole_numbers_and_a_gamma_of_0_are_asked_for(seed):
    def whole(dout, cache):
        dx = np.zeros_like(dout)
        right = nn.bn_backward(dout, cache)
        dx[...] = right[0]
        return dx, *right[1:]

    def by_gamma(dout, cache):
        x_hat, gamma, *_ = cache
        dx, _, dbeta = nn.bn_backward(dout, cache)
        return dx, np.sum(dout * (gamma * x_hat) / gamma, axis=0), dbeta

    assert failing(run("bn_backward", whole, seed)) == ["whole_numbers"]
    with np.errstate(all="ignore"):
        assert failing(run("bn_backward", by_gamma, seed)) == ["any_dgamma"]
