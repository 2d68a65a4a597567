"""Expected calibration error: exact answers, the ends of bins, and a slow oracle."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reglab import nn


def probabilities(n, n_classes, seed):
    rng = np.random.default_rng(seed)
    return rng.dirichlet(np.ones(n_classes), n), rng.integers(0, n_classes, n)


@given(st.integers(1, 40), st.integers(1, 5), st.integers(1, 30), st.integers(0, 100))
def test_agrees_with_the_definition_bin_by_bin(n, n_classes, bins, seed):
    p, y = probabilities(n, n_classes, seed)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == y
    total = 0.0
    for b in range(bins):
        inside = (b / bins < confidence) & (confidence <= (b + 1) / bins)
        if inside.any():
            gap = abs(right[inside].mean() - confidence[inside].mean())
            total += inside.mean() * gap
    assert nn.ece(p, y, bins) == pytest.approx(total, abs=1e-12)


def test_sure_and_right_costs_nothing_and_sure_and_wrong_costs_all():
    assert nn.ece(np.eye(3), [0, 1, 2], 10) == 0
    assert nn.ece(np.eye(3), [1, 2, 0], 10) == 1


def test_over_and_under_confidence_do_not_make_up_for_each_other():
    p = [[0.9, 0.1], [0.6, 0.4]]
    assert nn.ece(p, [1, 0], 10) == pytest.approx((0.9 + 0.4) / 2)
    assert nn.ece(p, [1, 0], 1) == pytest.approx((0.9 - 0.4) / 2)


def test_finer_bins_never_lower_it():
    p, y = probabilities(300, 3, 0)
    found = [nn.ece(p, y, bins) for bins in (1, 2, 4, 8, 16)]
    assert (np.diff(found) > -1e-12).all()
    assert found[0] < found[-1]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(("bins", "k"), [(b, k) for b in (2, 3, 5, 7, 10, 20) for k in range(1, b)])
def test_a_bin_holds_its_right_end(dtype, bins, k):
    """k / bins is in a bin with what is a little less, and not with what is a little more."""
    end = dtype(k / bins)
    less, more = end * dtype(1 - 1e-4), end * dtype(1 + 1e-4)

    def found(*confidences):
        """With the first row right and the second one wrong; only the largest of a row counts."""
        return nn.ece(np.array([[c, 0] for c in confidences], dtype), [0, 1], bins)

    # In one bin the two gaps nearly make up for each other.
    assert found(end, less) == pytest.approx(abs(1 - end - less) / 2, abs=1e-6)
    assert found(end, more) == pytest.approx((1 - end + more) / 2, abs=1e-6)


def test_confidence_0_and_a_softmax_of_a_little_more_than_1_have_a_bin():
    assert nn.ece([[0.0, 0.0]], [0], 10) == 1
    assert nn.ece(np.array([[1.000001, 0.0]], np.float32), [0], 10) == pytest.approx(0, abs=1e-5)


def test_each_network_alone_and_data_that_all_share():
    pairs = [probabilities(50, 4, seed) for seed in range(3)]
    p, y = (np.stack(values) for values in zip(*pairs, strict=True))
    np.testing.assert_allclose(nn.ece(p, y, 15), [nn.ece(*pair, 15) for pair in pairs])
    np.testing.assert_allclose(nn.ece(p, y[0], 15), [nn.ece(own, y[0], 15) for own in p])
    np.testing.assert_allclose(nn.ece(p[0], y, 15), [nn.ece(p[0], own, 15) for own in y])
    assert isinstance(nn.ece(p[0], y[0], 15), float)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([[2.0, -1.0]], [0], 10), r"p must hold probabilities, got -1..2"),
        (([[np.nan, 1.0]], [0], 10), r"p must hold probabilities, got nan..nan"),
        (([[0.5, 0.5]], [0, 1], 10), r"y must have one class for each row of p \(1, 2\), got .*"),
        (([[0.5, 0.5]], [2], 10), r"y must hold classes from 0 to 1, .*"),
        (([[0.5, 0.5]], [0], 0), r"bins must be an integer >= 1, got 0"),
        (([[0.5, 0.5]], [0], 2.5), r"bins must be an integer >= 1, got 2.5"),
    ],
)
def test_bad_input_is_one_line(arguments, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        nn.ece(*arguments)
