"""Label smoothing and mixup: sums of 1, one lam for inputs and labels, random partners."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from reglab import augment

RNG = np.random.default_rng(0)


@given(st.integers(1, 8), st.integers(1, 8), st.floats(0, 0.99))
def test_smoothed_rows_still_have_sum_1_and_lie_between(n, n_classes, eps):
    Y = np.random.default_rng(n).dirichlet(np.ones(n_classes), n)
    smooth = augment.smooth_labels(Y, eps)
    np.testing.assert_allclose(smooth.sum(axis=1), 1)
    np.testing.assert_allclose(smooth - 1 / n_classes, (1 - eps) * (Y - 1 / n_classes), atol=1e-12)


def test_a_share_eps_of_a_one_hot_label_is_spread():
    np.testing.assert_allclose(
        augment.smooth_labels(np.eye(4)[[2]], 0.1), [[0.025, 0.025, 0.925, 0.025]]
    )


def test_classes_are_no_rows():
    with pytest.raises(ValueError, match=r"^Y must have shape \(n, n_classes\), got \(3,\)$"):
        augment.smooth_labels([0, 1, 2], 0.1)


def mixed(seed, n=12, alpha=1.0):
    """A batch whose X tells each row's weights: X is the identity, Y ten times the same."""
    return augment.mixup(np.eye(n), 10 * np.eye(n), alpha, rng=np.random.default_rng(seed))


@pytest.mark.parametrize("seed", range(5))
def test_one_lam_mixes_every_row_and_its_label_with_one_partner(seed):
    X, Y, lam = mixed(seed)
    np.testing.assert_allclose(Y, 10 * X)
    rest = X - lam * np.eye(12)
    np.testing.assert_allclose(np.sort(rest, axis=1)[:, :-1], 0, atol=1e-15)
    np.testing.assert_allclose(rest.max(axis=1), 1 - lam)
    np.testing.assert_allclose(rest.max(axis=0), 1 - lam)  # a permutation: each is a partner once


def test_partners_are_random():
    partners = [
        (X - lam * np.eye(12)).argmax(axis=1) for X, _, lam in (mixed(seed) for seed in range(600))
    ]
    counts = np.bincount(np.concatenate(partners) * 12 + np.tile(np.arange(12), 600))
    assert stats.chisquare(counts).pvalue > 1e-4


@pytest.mark.parametrize("alpha", [0.2, 1.0, 5.0])
def test_lam_follows_its_beta_distribution(alpha):
    lams = [mixed(seed, n=2, alpha=alpha)[2] for seed in range(1000)]
    assert stats.kstest(lams, stats.beta(alpha, alpha).cdf).pvalue > 1e-4


def test_images_mix_as_rows_do():
    X, Y = RNG.random((6, 4, 3)), np.eye(6)
    images, _, _ = augment.mixup(X, Y, 0.4, rng=np.random.default_rng(1))
    rows, _, _ = augment.mixup(X.reshape(6, 12), Y, 0.4, rng=np.random.default_rng(1))
    np.testing.assert_array_equal(images.reshape(6, 12), rows)


@pytest.mark.parametrize("alpha", [1e-300, 1e300])
def test_extreme_alphas_give_a_lam_in_0_1(alpha):
    X, _, lam = mixed(0, alpha=alpha)
    assert 0 <= lam <= 1
    assert np.isfinite(X).all()


def test_a_row_without_a_label_is_one_line():
    message = r"^X must have one row for each row of Y \(3, 3\), got shape \(2, 5\)$"
    with pytest.raises(ValueError, match=message):
        augment.mixup(np.ones((2, 5)), np.eye(3), 1.0, rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match=r"^X must have one row .* got shape \(\)$"):
        augment.mixup(1.0, np.eye(3), 1.0, rng=np.random.default_rng(0))
