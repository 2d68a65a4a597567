"""Lesson 07: what a student reads, mistakes in other spellings, right answers of any form."""

import re

import numpy as np
import pytest

from reglab import nn
from reglab.checks.model import registry
from reglab.checks.probing.guard import scan
from tests.exercises.reading import SEED, failing, named, runner, words

run = runner("dropout")


IDS = [id for id, item in registry.items_of("dropout").items() if hasattr(item, "properties")]


# --- what a student reads ----------------------------------------------------


def shown(report, pattern):
    """The numbers of a counterexample in which each # is a short number."""
    found = re.search(re.escape(pattern).replace(r"\#", r"(-?\d+(?:\.\d{1,4})?)"), words(report))
    assert found, words(report)
    return [float(number) for number in found.groups()]


@pytest.mark.parametrize("seed", range(10))
def test_the_smallest_cases_can_be_computed_on_paper(seed):
    report = run("dropout_backward", lambda dout, mask, rate: dout * mask, seed)
    dout, rate, expected, got = shown(report, "dout = #, mask = True, rate = #: expected #, got #")
    assert (expected, got) == pytest.approx((dout / (1 - rate), dout))
    report = run("exact_mask_average", lambda f, x, rate: f(x), seed)
    x, rate, expected, got = shown(report, "x = [#], rate = #: expected #, got #")
    assert (expected, got) == pytest.approx((x**2 / (1 - rate), x**2), rel=1e-4)
    wrong = {"vanilla_predict": lambda x, rate: x * rate}
    report = run("vanilla_forward", nn.vanilla_forward, seed, **wrong)
    x, rate, expected, got = shown(report, "x = #, rate = #: expected #, got #")
    assert (expected, got) == pytest.approx((x * (1 - rate), x * rate))
    report = run("mc_predict", lambda net, X, n, rng: (net(X, training=True, rng=rng),) * 2, seed)
    one, two, expected, got = shown(report, "#, # in 2 passes: expected mean = #, got #")
    assert (expected, got) == ((one + two) / 2, one)


def test_no_rate_is_one_half_where_two_bugs_hide():
    for id in IDS:
        for prop in registry.exercise(id).properties.values():
            data = prop.draw(np.random.default_rng(0))
            for case in data if isinstance(data, list) else [data]:
                assert case.get("rate") != 0.5


# --- mistakes in spellings of their own ----------------------------------------


def spelled(draw, scale):
    """Dropout in one's own words: draw(x, rate, rng) are the kept, scale(rate) their factor."""

    def dropout_forward(x, rate, *, rng, training):
        if training:
            mask = draw(x, rate, rng)
            return np.where(mask, x * scale(rate), 0.0), mask
        return x + 0.0, np.full(x.shape, True)

    return dropout_forward


def kept(x, rate, rng):
    return rng.binomial(1, 1 - rate, x.shape) == 1


def inverse(rate):
    return 1 / (1 - rate)


@pytest.mark.parametrize(
    ("draw", "scale", "name"),
    [
        (kept, inverse, None),
        (kept, lambda rate: 1.0, "survivors not rescaled"),
        (kept, lambda rate: 1 / max(rate, 1e-9), "divided by the rate"),
        (kept, lambda rate: rate, "multiplied by the rate"),
        (kept, lambda rate: 1 - rate, "multiplied by the keep probability"),
        (lambda x, rate, rng: ~kept(x, rate, rng), inverse, "keep and drop swapped"),
        (
            lambda x, rate, rng: ~kept(x, rate, rng),
            lambda rate: 1 / max(rate, 1e-9),
            "rate taken for the keep probability",
        ),
        (
            lambda x, rate, rng: np.tile(kept(x[..., :1, :], rate, rng), (x.shape[-2], 1)),
            inverse,
            "one mask per batch",
        ),
        (
            lambda x, rate, rng: np.repeat(kept(x[..., :1], rate, rng), x.shape[-1], axis=-1),
            inverse,
            "whole rows dropped",
        ),
        (
            lambda x, rate, rng: kept(x, rate, np.random.default_rng(42)),
            inverse,
            "a seed inside the function",
        ),
        (
            lambda x, rate, rng: np.random.default_rng().random(x.shape) < 1 - rate,
            inverse,
            "another generator",
        ),
    ],
)
@pytest.mark.parametrize("seed", [SEED, 3])
def test_a_mistake_is_known_whatever_its_draws(draw, scale, name, seed):
    report = run("dropout_forward", spelled(draw, scale), seed)
    if name is None:
        assert report.passed, report.text()
    else:
        assert named(report) == {name}, report.text()


def test_vanilla_dropout_is_not_told_that_it_scales_in_training():
    def vanilla(x, rate, *, rng, training):
        mask = rng.random(x.shape) >= (rate if training else 0)
        return x * mask if training else x - rate * x, mask

    report = run("dropout_forward", vanilla)
    assert named(report) == {"vanilla dropout"}, report.text()


def test_every_other_entry_is_no_random_mask():
    def fixed(x, rate, *, rng, training):
        mask = np.arange(x.size).reshape(x.shape) % 2 < (1 if training and rate else 2)
        return x * mask / (1 - rate * training), mask

    report = run("dropout_forward", fixed)
    assert named(report) == {"a seed inside the function"}
    assert "you draw nothing" in words(report)
    assert report.fraction < 0.63


def test_a_new_mask_in_backward_is_told_by_the_holes():
    rng = np.random.default_rng(0)

    def backward(dout, mask, rate):
        return np.where(rng.binomial(1, 1 - rate, dout.shape), dout / (1 - rate), 0.0)

    report = run("dropout_backward", backward)
    assert named(report) == {"a new mask in backward"}
    assert report.earned == 0


def test_a_sample_of_masks_is_no_enumeration():
    rng = np.random.default_rng(0)

    def average(f, x, rate):
        masks = rng.binomial(1, 1 - rate, (5000, len(x)))
        return sum(f(x * mask / (1 - rate)) for mask in masks) / 5000

    report = run("exact_mask_average", average)
    assert named(report) == {"sampled instead of enumerated"}


def test_dropout_off_and_masks_that_repeat_are_told_apart():
    def off(net, X, n_samples, rng):
        passes = [net(X, training=False, rng=rng) for _ in range(n_samples)]
        return sum(passes) / n_samples, np.std(passes, axis=0)

    def same(net, X, n_samples, rng):
        seed = rng.integers(1000)
        passes = [net(X, training=True, rng=np.random.default_rng(seed)) for _ in range(n_samples)]
        return sum(passes) / n_samples, np.std(passes, axis=0)

    assert named(run("mc_predict", off)) == {"training=False"}
    assert named(run("mc_predict", same)) == {"equal masks in all passes"}


def test_two_mistakes_at_once_get_the_hint_of_the_property():
    report = run("dropout_forward", spelled(lambda x, rate, rng: ~kept(x, rate, rng), np.exp))
    assert failing(report)
    assert named(report) == set()


def test_changing_x_in_place_costs_its_own_property_only():
    def dropout_forward(x, rate, *, rng, training):
        mask = rng.random(x.shape) >= (rate if training else 0.0)
        x *= mask / ((1 - rate) if training else 1.0)
        return x, mask

    assert failing(run("dropout_forward", dropout_forward)) == ["inputs_unchanged"]


# --- what is asked for may not be called ---------------------------------------


@pytest.mark.parametrize("name", ["dropout_forward", "dropout_backward", "vanilla_forward"])
def test_the_reference_and_the_library_are_no_answer(name):
    forbid = registry.exercise(f"dropout.{name}").forbid
    reference = getattr(nn, name)

    def answer(*args, **kwargs):
        return reference(*args, **kwargs)

    assert run(name, answer, guard=True).refused
    assert scan(f"from reglab.nn import {name}", forbid)
    assert scan(f"reglab.nn.{name}(x)", forbid)
    assert scan("keras.layers.Dropout(rate)(x)", forbid)
    assert scan("from keras.layers import Dropout", forbid)
    assert scan("mask = rng.random(x.shape) >= rate", forbid) == []


@pytest.mark.parametrize("name", ["exact_mask_average", "mc_predict"])
def test_the_reference_average_is_no_answer(name):
    reference = getattr(nn, name)

    def answer(*args, **kwargs):
        return reference(*args, **kwargs)

    assert run(name, answer, guard=True).refused
    assert scan(f"from reglab.nn import {name}", registry.exercise(f"dropout.{name}").forbid)


# --- masks whose entries depend on each other -----------------------------------


def opposite_halves(x, rate, rng):
    u = rng.random(x.size)
    u[x.size // 2 :] = 1 - u[: x.size - x.size // 2]
    return u.reshape(x.shape) >= rate


def opposite_neighbours(x, rate, rng):
    u = rng.random(x.shape)
    u[..., 1::2] = 1 - u[..., : x.shape[-1] // 2 * 2 : 2]
    return u >= rate


def opposite_rows(x, rate, rng):
    u = rng.random(x.shape)
    u[..., 1::2, :] = 1 - u[..., : x.shape[-2] // 2 * 2 : 2, :]
    return u >= rate


def a_fixed_number_of_each_row(x, rate, rng):
    ranks = rng.random(x.shape).argsort(axis=-1).argsort(axis=-1)
    return ranks >= rate * x.shape[-1] - rng.random((*x.shape[:-1], 1))


def spread_evenly(x, rate, rng):
    u = (rng.permutation(x.size) + rng.random(x.size)) / x.size
    return u.reshape(x.shape) >= rate


def wrapped(x, rate, rng):
    return (np.arange(x.size).reshape(x.shape) * 0.618034 + rng.random()) % 1 >= rate


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    "draw",
    [
        *(opposite_halves, opposite_neighbours, opposite_rows),
        *(a_fixed_number_of_each_row, spread_evenly, wrapped),
    ],
)
def test_masks_with_entries_that_depend_on_each_other_are_refused(draw, seed):
    report = run("dropout_forward", spelled(draw, inverse), seed)
    assert failing(report) in (["on_its_own"], ["independent"]), report.text()
