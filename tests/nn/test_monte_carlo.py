"""Averages over masks: known sums, and a network whose spread is known."""

import math
import tracemalloc

import numpy as np
import pytest

from reglab import nn

RATES = (0.1, 0.3, 0.8)


def noisy(X, *, training, rng):
    return nn.dropout_forward(X, 0.3, rng=rng, training=training)[0]


@pytest.mark.parametrize("rate", [0.0, *RATES])
def test_for_a_linear_function_the_average_is_its_value(rate):
    rng = np.random.default_rng(0)
    x, W, b = rng.normal(size=6), rng.normal(size=(6, 3)), rng.normal(size=3)
    average = nn.exact_mask_average(lambda x: x @ W + b, x, rate)
    np.testing.assert_allclose(average, x @ W + b, rtol=1e-12)


@pytest.mark.parametrize("rate", RATES)
def test_for_a_product_the_average_is_known(rate):
    # All d factors survive with probability (1 - rate)^d, and then the product is prod(x) over it.
    x = np.array([2.0, -3.0, 0.5])
    assert nn.exact_mask_average(np.prod, x, rate) == pytest.approx(-3.0, rel=1e-12)


@pytest.mark.parametrize("rate", RATES)
def test_for_a_square_the_average_is_larger_by_the_variance(rate):
    x = np.array([2.0, -3.0, 0.5, 1.0])
    average = nn.exact_mask_average(lambda x: np.sum(x) ** 2, x, rate)
    assert average == pytest.approx(np.sum(x) ** 2 + rate / (1 - rate) * np.sum(x**2), rel=1e-12)


@pytest.mark.parametrize("rate", RATES)
def test_for_a_softmax_the_geometric_mean_is_exact(rate):
    # Baldi and Sadowski: the normalized geometric mean of a softmax of linear logits is the scaling
    rng = np.random.default_rng(1)
    x, W = rng.normal(size=5), rng.normal(size=(5, 3))
    log_mean = nn.exact_mask_average(lambda x: np.log(nn.softmax(x @ W)), x, rate)
    np.testing.assert_allclose(nn.softmax(log_mean), nn.softmax(x @ W), rtol=1e-12)
    arithmetic = nn.exact_mask_average(lambda x: nn.softmax(x @ W), x, rate)
    assert np.max(np.abs(arithmetic - nn.softmax(x @ W))) > 1e-3


def test_each_mask_is_used_once_with_its_probability():
    seen = {}

    def note(x):
        seen[tuple(x > 0)] = seen.get(tuple(x > 0), 0) + 1
        return float(np.count_nonzero(x) == 2)

    average = nn.exact_mask_average(note, np.ones(3), 0.2)
    assert average == pytest.approx(3 * 0.8**2 * 0.2)
    assert len(seen) == 8
    assert set(seen.values()) == {1}


def test_masks_that_cannot_happen_are_left_out():
    average = nn.exact_mask_average(lambda x: math.log(np.min(x)), np.array([1.0, math.e]), 0.0)
    assert average == 0.0


def test_a_function_that_writes_into_its_argument_spoils_nothing():
    x = np.array([1.0, 2.0])

    def greedy(x):
        total = x.sum()
        x[:] = np.nan
        return total

    assert nn.exact_mask_average(greedy, x, 0.3) == pytest.approx(3.0)
    assert np.array_equal(x, [1.0, 2.0])


def test_sampling_converges_to_the_enumeration():
    x = np.array([0.7, -1.2, 0.4])

    def sigmoid(x):
        return 1 / (1 + np.exp(-3 * x.sum(axis=-1, keepdims=True)))

    def net(X, *, training, rng):
        return sigmoid(noisy(X, training=training, rng=rng))

    n = 20_000
    mean, std = nn.mc_predict(net, x[None], n, np.random.default_rng(0))
    exact = nn.exact_mask_average(sigmoid, x, 0.3)
    square = nn.exact_mask_average(lambda x: sigmoid(x) ** 2, x, 0.3)
    spread = math.sqrt(square[0] - exact[0] ** 2)
    assert abs(mean[0, 0] - exact[0]) < 5 * spread / math.sqrt(n)
    assert std[0, 0] == pytest.approx(spread, rel=0.05)


def test_mean_and_std_are_those_of_the_passes():
    X, n = np.random.default_rng(1).normal(size=(2, 4, 3)), 7
    mean, std = nn.mc_predict(noisy, X, n, np.random.default_rng(2))
    rng = np.random.default_rng(2)
    passes = np.array([noisy(X, training=True, rng=rng) for _ in range(n)])
    np.testing.assert_allclose(mean, passes.mean(axis=0), rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(std, passes.std(axis=0), rtol=1e-12, atol=1e-15)


def test_a_small_spread_on_a_large_mean_survives_rounding():
    values = iter(1e8 + np.array([0.0, 0.1, 0.2, 0.3]))
    _, std = nn.mc_predict(lambda X, *, training, rng: np.array([next(values)]), None, 4, None)
    assert std[0] == pytest.approx(np.std([0.0, 0.1, 0.2, 0.3]), rel=1e-5)


def test_one_pass_has_no_spread():
    mean, std = nn.mc_predict(noisy, np.ones((2, 3)), 1, np.random.default_rng(0))
    assert np.all(std == 0)
    assert mean.shape == std.shape == (2, 3)


def test_memory_does_not_grow_with_the_number_of_passes():
    X = np.ones((500, 100))  # 0.4 MB a pass

    def peak(n):
        tracemalloc.start()
        nn.mc_predict(noisy, X, n, np.random.default_rng(0))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(40) < 1.5 * peak(4)


@pytest.mark.parametrize("n_samples", [0, -1, 2.5, None])
def test_the_number_of_passes_is_a_whole_number_from_1(n_samples):
    with pytest.raises(ValueError, match="n_samples must be an integer >= 1, got"):
        nn.mc_predict(noisy, np.ones((2, 3)), n_samples, np.random.default_rng(0))


def test_passes_of_different_shapes_are_refused():
    shapes = iter([(2, 3), (2, 1)])
    with pytest.raises(ValueError, match=r"one shape, got \(2, 3\) and \(2, 1\)"):
        nn.mc_predict(lambda X, *, training, rng: np.ones(next(shapes)), None, 2, None)


@pytest.mark.parametrize("x", [np.ones(11), np.ones(0), np.ones((2, 2)), 1.0, np.array(["a"])])
def test_enumeration_wants_one_to_ten_units(x):
    with pytest.raises(ValueError, match="x must hold 1 to 10 real numbers"):
        nn.exact_mask_average(np.sum, x, 0.5)


def test_enumeration_wants_a_rate_and_a_function_of_one_shape():
    with pytest.raises(ValueError, match=r"rate must be a number in \[0, 1\), got 1"):
        nn.exact_mask_average(np.sum, np.ones(2), 1)
    with pytest.raises(ValueError, match="f must return one shape for every mask"):
        nn.exact_mask_average(lambda x: x[x > 0], np.ones(2), 0.5)
