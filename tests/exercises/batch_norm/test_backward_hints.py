"""Lesson 09: what a student reads whose backward pass is wrong, or whose forward is missing."""

import numpy as np
import pytest

from reglab import nn
from reglab.checks.judging.run import run_exercise
from reglab.checks.model import registry


def run(name, function, **others):
    exercise = registry.exercise(f"batch_norm.{name}")
    return run_exercise(exercise, {**exercise.reference, name: function, **others}, 7, guard=False)


def words(report):
    return " ".join(report.text().split())


def bn_forward(x, gamma, beta, state, *, training, momentum=0.9, eps=1e-5):
    out, _, state = nn.bn_forward(x, gamma, beta, state, training=training, eps=eps)
    return out, (x, gamma, eps), state


@pytest.mark.parametrize(
    ("slip", "words_of_hint"),
    [
        (lambda x, x_hat, root: x, "Your derivative of the variance is 2 x / m"),
        (lambda x, x_hat, root: x + 1, "the same number in all rows"),
        (lambda x, x_hat, root: x_hat, "a multiple of x - mean"),
        (lambda x, x_hat, root: (x - x.mean(axis=0)) ** 2, "each of your three terms"),
    ],
)
def test_the_hint_tells_which_way_is_wrong(slip, words_of_hint):
    def bn_backward(dout, cache):
        x, gamma, eps = cache
        m, root = len(x), np.sqrt(x.var(axis=0) + eps)
        x_hat, g = (x - x.mean(axis=0)) / root, gamma * dout
        at_var = -1 / (2 * root**2) * np.sum(g * x_hat, axis=0)
        dx = g / root + at_var * 2 * slip(x, x_hat, root) / m - g.mean(axis=0) / root
        return dx, np.sum(dout * x_hat, axis=0), dout.sum(axis=0)

    report = run("bn_backward", bn_backward, bn_forward=bn_forward)
    assert words_of_hint in words(report)


def unwritten(*args, **kwargs):
    raise NotImplementedError


def test_a_forward_pass_that_is_not_written_is_named():
    report = run("bn_backward", lambda dout, cache: dout, bn_forward=unwritten)
    assert "bn_forward: not written yet; see 9.1" in words(report)
    report = run("bn_backward", unwritten, bn_forward=unwritten)
    assert report.problem == "not written yet."
