"""What `fit` does with batches that a hook changes."""

import numpy as np
import pytest

from reglab import nn

RNG = np.random.default_rng(0)
X, Y = RNG.standard_normal((20, 5)), RNG.integers(0, 3, 20)


def train(rng, X=X, **options):
    network = nn.Network((nn.Dropout(0.3), nn.Dense(3)), 5, rng=rng, dtype=np.float64)
    history = nn.fit(
        network, X, Y, optimizer=nn.SGD(0.1), epochs=4, batch_size=8, rng=rng, **options
    )
    return network, history


def noisy(X, Y, rng):
    return X + rng.standard_normal(X.shape), Y


def test_a_hook_that_only_draws_changes_neither_batches_nor_masks():
    def idle(X, Y, rng):
        rng.random(X.shape)
        return X, Y

    plain, _ = train(np.random.default_rng(1))
    same, _ = train(np.random.default_rng(1), augment=idle)
    np.testing.assert_array_equal(plain.params["W1"], same.params["W1"])


def test_training_batches_go_through_it_and_validation_data_do_not():
    seen = []

    def spy(X, Y, rng):
        seen.append((X.shape, Y.shape, set(Y.ravel())))
        return X, Y

    train(np.random.default_rng(1), augment=spy, validation=(RNG.standard_normal((7, 5)), Y[:7]))
    assert (
        seen == [((8, 5), (8, 3), {0, 1}), ((8, 5), (8, 3), {0, 1}), ((4, 5), (4, 3), {0, 1})] * 4
    )


def test_targets_may_change_too():
    def uniform(X, Y, rng):
        return np.zeros_like(X), np.full_like(Y, 1 / 3)

    network, history = train(np.random.default_rng(1), augment=uniform)
    np.testing.assert_allclose(history.loss, np.log(3))
    np.testing.assert_allclose(network.params["b1"], 0, atol=1e-15)


@pytest.mark.parametrize("own_data", [True, False])
def test_a_network_alone_and_among_others_sees_the_same_draws(own_data):
    data = np.stack([X, -X, 2 * X]) if own_data else X
    many, _ = train([np.random.default_rng(k) for k in range(3)], data, augment=noisy, threads=2)
    for k in range(3):
        alone, _ = train(np.random.default_rng(k), data[k] if own_data else X, augment=noisy)
        np.testing.assert_allclose(many.params["W1"][k], alone.params["W1"])


def test_a_hook_that_changes_shapes_is_one_line():
    with pytest.raises(ValueError, match=r"arrays of unchanged shape \(8, 5\), got \(8, 4\)"):
        train(np.random.default_rng(1), augment=lambda X, Y, rng: (X[:, :4], Y))
