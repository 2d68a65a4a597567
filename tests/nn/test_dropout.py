"""Dropout: the algebra of the masks, and their distribution."""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from reglab import nn

RATES = (0.1, 0.3, 0.8)


def generator(seed=0):
    return np.random.default_rng(seed)


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_survivors_are_x_over_the_keep_probability_and_the_rest_is_zero(rate, dtype):
    x = generator(1).normal(size=(30, 40)).astype(dtype)
    out, mask = nn.dropout_forward(x, rate, rng=generator(), training=True)
    assert out.dtype == dtype
    assert mask.dtype == bool
    tolerance = 1e-12 if dtype == np.float64 else 1e-6
    np.testing.assert_allclose(out[mask], x[mask] / (1 - rate), rtol=tolerance)
    assert np.all(out[~mask] == 0)


@pytest.mark.parametrize("forward", [nn.dropout_forward, nn.vanilla_forward])
@pytest.mark.parametrize("rate", RATES)
def test_each_entry_is_dropped_with_probability_rate_on_its_own(forward, rate):
    masks = np.array(
        [forward(np.ones((5, 4)), rate, rng=r, training=True)[1] for r in generator(2).spawn(8000)]
    ).reshape(8000, 20)
    error = np.sqrt(rate * (1 - rate) / len(masks))
    assert np.all(np.abs(1 - masks.mean(axis=0) - rate) < 5 * error)
    # Two entries, of one row, one column or neither, have nothing to do with each other.
    together = np.corrcoef(masks.T)[np.triu_indices(20, 1)]
    assert np.max(np.abs(together)) < 5 / np.sqrt(len(masks))


@pytest.mark.parametrize("rate", RATES)
def test_the_mean_over_masks_is_x(rate):
    x = np.array([[3.0, -1.0, 0.5]])
    rng, n = generator(3), 20_000
    outs = np.array([nn.dropout_forward(x, rate, rng=rng, training=True)[0] for _ in range(n)])
    error = np.abs(x) * np.sqrt(rate / (1 - rate) / n)
    assert np.all(np.abs(outs.mean(axis=0) - x) < 5 * error)


@pytest.mark.parametrize("forward", [nn.dropout_forward, nn.vanilla_forward])
def test_without_dropping_nothing_changes(forward):
    x = generator().normal(size=(3, 4))
    for rate, training in ((0.0, True), (0.0, False)):
        out, mask = forward(x, rate, rng=generator(), training=training)
        assert np.array_equal(out, x)
        assert np.all(mask)


def test_at_inference_inverted_is_the_identity_and_vanilla_scales_by_keep():
    x = generator().normal(size=(3, 4))
    out, mask = nn.dropout_forward(x, 0.3, rng=None, training=False)
    assert np.array_equal(out, x)
    assert out is not x  # writing into the one leaves the other as it is
    assert np.all(mask)
    assert mask.shape == x.shape
    out, mask = nn.vanilla_forward(x, 0.3, rng=None, training=False)
    np.testing.assert_allclose(out, 0.7 * x, rtol=1e-12)
    assert np.array_equal(out, nn.vanilla_predict(x, 0.3))
    assert np.all(mask)


@pytest.mark.parametrize("rate", RATES)
def test_vanilla_and_inverted_differ_by_the_keep_probability_in_both_modes(rate):
    x = generator().normal(size=(6, 5))
    for training in (True, False):
        ours, mask = nn.dropout_forward(x, rate, rng=generator(5), training=training)
        old, old_mask = nn.vanilla_forward(x, rate, rng=generator(5), training=training)
        assert np.array_equal(mask, old_mask)
        np.testing.assert_allclose(old, (1 - rate) * ours, rtol=1e-12, atol=0)


@pytest.mark.parametrize("rate", RATES)
def test_backward_is_the_gradient_of_forward_with_the_same_mask(rate):
    x, upstream = generator(1).normal(size=(2, 7, 5))

    def loss(x):
        return np.sum(upstream * nn.dropout_forward(x, rate, rng=generator(9), training=True)[0])

    mask = nn.dropout_forward(x, rate, rng=generator(9), training=True)[1]
    dx = nn.dropout_backward(upstream, mask, rate)
    h = 1e-5
    for i, j in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i, j] += h
        down[i, j] -= h
        np.testing.assert_allclose(dx[i, j], (loss(up) - loss(down)) / (2 * h), rtol=1e-6)
    assert np.all(dx[~mask] == 0)


def test_the_gradient_at_inference_is_that_of_rate_zero():
    dout = generator().normal(size=(3, 4))
    mask = nn.dropout_forward(dout, 0.3, rng=None, training=False)[1]
    assert np.array_equal(nn.dropout_backward(dout, mask, 0.0), dout)


@pytest.mark.parametrize("forward", [nn.dropout_forward, nn.vanilla_forward])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_network_alone_and_among_others_gets_the_same_masks(forward, dtype):
    x = generator().normal(size=(3, 4, 5)).astype(dtype)
    together, _ = forward(x, 0.3, rng=[generator(s) for s in range(3)], training=True)
    for seed in range(3):
        alone, _ = forward(x[seed], 0.3, rng=generator(seed), training=True)
        assert np.array_equal(together[seed], alone)


@given(
    x=npst.arrays(
        st.sampled_from([np.float32, np.float64, np.int64]),
        npst.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4),
        elements=st.integers(-100, 100),
    ),
    rate=st.floats(0, 1, exclude_max=True),
    seed=st.integers(0, 2**32),
)
def test_any_shape_keeps_its_shape_its_dtype_and_its_numbers(x, rate, seed):
    before = x.copy()
    dtype = x.dtype if x.dtype.kind == "f" else np.float64
    with warnings.catch_warnings():
        # rate 0.9999... times 100 may leave the range of float32.
        warnings.simplefilter("ignore", RuntimeWarning)
        for forward in (nn.dropout_forward, nn.vanilla_forward):
            for training in (True, False):
                out, mask = forward(x, rate, rng=generator(seed), training=training)
                assert isinstance(out, np.ndarray)
                assert isinstance(mask, np.ndarray)
                assert out.shape == mask.shape == x.shape
                assert (out.dtype, mask.dtype) == (dtype, bool)
        assert nn.dropout_backward(x, mask, rate).shape == x.shape
    assert np.array_equal(x, before)


@pytest.mark.parametrize("rate", [1.0, -0.1, 2, np.nan, None, "half"])
def test_a_rate_outside_of_its_range_is_refused_in_every_function_and_mode(rate):
    x, mask = np.ones((2, 2)), np.ones((2, 2), dtype=bool)
    with pytest.raises(ValueError, match=r"rate must be a number in \[0, 1\), got"):
        nn.dropout_backward(x, mask, rate)
    with pytest.raises(ValueError, match=r"rate must be a number in \[0, 1\), got"):
        nn.vanilla_predict(x, rate)
    for forward in (nn.dropout_forward, nn.vanilla_forward):
        for training in (True, False):
            with pytest.raises(ValueError, match=r"rate must be a number in \[0, 1\), got"):
                forward(x, rate, rng=generator(), training=training)


@pytest.mark.parametrize("forward", [nn.dropout_forward, nn.vanilla_forward])
@pytest.mark.parametrize("rng", [None, 0, [0, 1], [generator()]])
def test_training_needs_generators_that_fit(forward, rng):
    with pytest.raises(ValueError, match="rng must"):
        forward(np.ones((2, 3, 4)), 0.5, rng=rng, training=True)


def test_what_holds_no_numbers_is_refused():
    for bad in (np.array(["a"]), np.array([1j]), np.array([None])):
        with pytest.raises(ValueError, match="x must hold real numbers, got dtype"):
            nn.dropout_forward(bad, 0.5, rng=generator(), training=True)


@pytest.mark.parametrize("mask", [np.ones((2, 2)), np.ones(2, dtype=bool), True])
def test_backward_wants_the_mask_of_forward(mask):
    with pytest.raises(ValueError, match=r"mask must be boolean, of the shape of dout \(2, 2\)"):
        nn.dropout_backward(np.ones((2, 2)), mask, 0.5)
