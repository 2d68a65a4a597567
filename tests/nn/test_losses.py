"""Exact answers of the loss and of what is reported besides."""

import numpy as np
import pytest

from reglab import nn


def test_even_logits_cost_the_logarithm_of_the_number_of_classes():
    loss, _ = nn.cross_entropy(np.zeros((3, 5, 10)), np.zeros((3, 5), int))
    np.testing.assert_allclose(loss, np.log(10))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_huge_logits_neither_overflow_nor_lose_the_loss(dtype):
    logits = np.array([[1e4, 0.0], [-1e4, 0.0]], dtype)
    loss, dlogits = nn.cross_entropy(logits, np.array([1, 1]))
    assert loss == 5e3
    np.testing.assert_array_equal(dlogits, [[0.5, -0.5], [0, 0]])
    assert dlogits.dtype == loss.dtype == dtype


def test_smoothing_spreads_its_share_evenly():
    logits = np.random.default_rng(0).standard_normal((6, 4))
    shares = np.full((6, 4), 0.1 / 4) + 0.9 * np.eye(4)[[0, 1, 2, 3, 0, 1]]
    smoothed = nn.cross_entropy(logits, np.array([0, 1, 2, 3, 0, 1]), label_smoothing=0.1)
    for ours, expected in zip(smoothed, nn.cross_entropy(logits, shares), strict=True):
        np.testing.assert_allclose(ours, expected, rtol=1e-12)


def test_softmax_has_rows_of_sum_one_and_ignores_a_common_shift():
    logits = np.random.default_rng(0).standard_normal((2, 3, 4))
    np.testing.assert_allclose(nn.softmax(logits).sum(axis=-1), 1)
    np.testing.assert_allclose(nn.softmax(logits + 700), nn.softmax(logits))
    assert nn.softmax([0, 0]).tolist() == [0.5, 0.5]
    with pytest.raises(ValueError, match=r"^logits must have shape \(..., n_classes\), got \(\)$"):
        nn.softmax(3.0)


def test_accuracy_and_likelihood_count_each_network_alone():
    p = np.array([[[0.9, 0.1], [0.4, 0.6]], [[0.5, 0.5], [0.0, 1.0]]])
    y = [[0, 0], [0, 1]]
    np.testing.assert_allclose(nn.accuracy(p, y), [0.5, 1.0])
    expected = [-np.log(0.9 * 0.4) / 2, -np.log(0.5) / 2]
    np.testing.assert_allclose(nn.negative_log_likelihood(p, y), expected)
    assert isinstance(nn.accuracy(p[0], y[0]), float)
    # Data that all networks share.
    np.testing.assert_allclose(nn.accuracy(p, [0, 1]), [1.0, 1.0])


def test_a_right_class_of_probability_zero_costs_much_but_not_infinity():
    assert 80 < nn.negative_log_likelihood([[1.0, 0.0]], [1]) < 100


@pytest.mark.parametrize(
    ("targets", "message"),
    [
        ([0, 2], r"targets must be classes from 0 to 1, got 0..2"),
        ([-1, 0], r"targets must be classes from 0 to 1, got -1..0"),
        ([0.0, 1.0], r"targets must have shape \(..., 2\) and hold integers, .* got float64 .*"),
        ([0], r"targets must have shape .* got int64 of shape \(1,\)"),
    ],
)
def test_bad_targets_are_one_line(targets, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        nn.cross_entropy(np.zeros((2, 2)), np.array(targets))


@pytest.mark.parametrize("judge", [nn.accuracy, nn.negative_log_likelihood])
def test_bad_pairs_are_one_line(judge):
    with pytest.raises(ValueError, match=r"^y must have one class for each row of p \(2, 2\), got"):
        judge(np.ones((2, 2)), [0, 1, 1])
    with pytest.raises(ValueError, match=r"^y must hold classes from 0 to 1, got"):
        judge(np.ones((2, 2)), [0, 2])
