"""Penalties: their gradients, the proximal step's optimality, and what Keras adds to a loss."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from reglab.nn import keras_l2_from_lam, penalty, penalty_grad, prox_l1

STRENGTHS = [(0.3, 0.0), (0.0, 0.3), (0.2, 0.7), (0.0, 0.0)]


def network(rng, *leading, dtype=np.float64):
    """Parameters of two layers; no weight is near the kink at 0."""

    def away_from_zero(*shape):
        size = rng.uniform(0.5, 2.0, (*leading, *shape))
        return (size * rng.choice([-1.0, 1.0], size.shape)).astype(dtype)

    return {
        "W1": away_from_zero(3, 4),
        "b1": away_from_zero(4),
        "W2": away_from_zero(4, 2),
        "b2": away_from_zero(2),
        "gamma1": away_from_zero(4),
    }


@pytest.mark.parametrize(("l1", "l2"), STRENGTHS)
def test_the_gradient_is_the_slope_of_the_penalty_in_every_parameter(l1, l2):
    params, step = network(np.random.default_rng(0)), 1e-6
    grads = penalty_grad(params, l1, l2)
    assert list(grads) == list(params)
    for name, value in params.items():
        for index in np.ndindex(value.shape):
            high, low = ({**params, name: value.copy()} for _ in range(2))
            high[name][index] += step
            low[name][index] -= step
            slope = (penalty(high, l1, l2) - penalty(low, l1, l2)) / (2 * step)
            np.testing.assert_allclose(grads[name][index], slope, rtol=1e-6, atol=1e-8)


def test_only_weight_matrices_count():
    params = network(np.random.default_rng(1))
    other = {name: 100 * v if name[0] != "W" else v for name, v in params.items()}
    assert penalty(params, 0.1, 0.2) == penalty(other, 0.1, 0.2)
    grads = penalty_grad(other, 0.1, 0.2)
    assert not any(np.any(grads[name]) for name in ("b1", "b2", "gamma1"))


def test_by_hand():
    params = {"W1": np.array([[3.0, -4.0]]), "W2": np.array([[0.0], [1.0]]), "b1": np.array([9.0])}
    assert penalty(params, 0.5, 0.0) == 4.0
    assert penalty(params, 0.0, 0.5) == 6.5
    grads = penalty_grad(params, 0.5, 0.25)
    assert grads["W1"].tolist() == [[1.25, -1.5]]
    assert grads["W2"].tolist() == [[0.0], [0.75]]  # the subgradient of |w| at 0 is 0


def test_twenty_networks_at_once_are_twenty_networks():
    rng = np.random.default_rng(2)
    many = network(rng, 5)
    values, grads = penalty(many, 0.3, 0.7), penalty_grad(many, 0.3, 0.7)
    assert values.shape == (5,)
    for i in range(5):
        one = {name: value[i] for name, value in many.items()}
        np.testing.assert_allclose(values[i], penalty(one, 0.3, 0.7), rtol=1e-14)
        for name, grad in penalty_grad(one, 0.3, 0.7).items():
            np.testing.assert_array_equal(grads[name][i], grad)


@pytest.mark.parametrize("strength", [0.5, np.float64(0.5), np.array(0.5)])
def test_float32_stays_float32(strength):
    params = network(np.random.default_rng(3), 2, dtype=np.float32)
    assert penalty(params, strength, strength).dtype == np.float32
    assert {g.dtype for g in penalty_grad(params, strength, strength).values()} == {np.dtype("f4")}
    assert prox_l1(params["W1"], strength).dtype == np.float32


def test_one_network_gives_a_plain_float():
    assert type(penalty(network(np.random.default_rng(4)), 1.0, 1.0)) is float


WEIGHTS = arrays(np.float64, array_shapes(max_dims=4, max_side=4), elements=st.floats(-1e3, 1e3))


@settings(deadline=None)
@given(W=WEIGHTS, t=st.floats(0, 100))
def test_the_proximal_step_meets_the_optimality_condition(W, t):
    """V minimizes 1/2 (V - W)^2 + t |V| if W - V = t sign(V), or |W| <= t where V = 0."""
    V = prox_l1(W, t)
    assert V.shape == W.shape
    zero = V == 0
    assert np.all(np.abs(W[zero]) <= t * (1 + 1e-12))
    np.testing.assert_allclose(
        (W - V)[~zero], t * np.sign(V[~zero]), rtol=1e-9, atol=1e-12 * np.max(np.abs(W), initial=1)
    )


def test_the_proximal_step_makes_plain_zeros_up_to_and_at_the_threshold():
    assert str(prox_l1([-0.5, 0.5, -1.0, 1.0, -1.5], 1.0)) == "[ 0.   0.   0.   0.  -0.5]"
    assert prox_l1([-2.0, 0.0, 1e-300], 0.0).tolist() == [-2.0, 0.0, 1e-300]


def test_inputs_stay_as_they_are():
    params = network(np.random.default_rng(5))
    before = {name: value.copy() for name, value in params.items()}
    penalty(params, 1.0, 1.0)
    grads = penalty_grad(params, 1.0, 1.0)
    prox_l1(params["W1"], 0.5)
    for grad in grads.values():
        grad[:] = 7.0  # the caller may write into them
    for name, value in params.items():
        np.testing.assert_array_equal(value, before[name])


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: penalty({"W1": np.ones((1, 1))}, -1, 0), "l1 must be a number >= 0"),
        (lambda: penalty({"W1": np.ones((1, 1))}, 0, np.nan), "l2 must be a number >= 0"),
        (lambda: penalty({"W1": np.ones((1, 1))}, "a", 0), "l1 must be a number >= 0"),
        (lambda: penalty({"W1": np.ones(3)}, 1, 1), r"W1 must have shape \(..., n_in, n_out\)"),
        (lambda: penalty({"b1": np.ones(3)}, 1, 1), 'a weight matrix such as "W1"'),
        (lambda: penalty_grad({}, 1, 1), 'a weight matrix such as "W1"'),
        (lambda: penalty_grad({"W1": np.array([["a"]])}, 1, 1), "W1 must hold real numbers"),
        (lambda: prox_l1(np.ones(2), np.inf), "t must be a number >= 0"),
        (lambda: prox_l1(np.ones(2) * 1j, 1), "W must hold real numbers"),
        (lambda: keras_l2_from_lam(-0.1), "lam must be a number >= 0"),
    ],
)
def test_bad_input_is_one_clear_line(call, words):
    with pytest.raises(ValueError, match=words):
        call()


@pytest.mark.parametrize(("l1", "l2"), STRENGTHS)
def test_keras_adds_the_same_number_to_its_loss(l1, l2):
    from reglab.quiet import quiet_start

    with quiet_start():
        import keras

    params = network(np.random.default_rng(6), dtype=np.float32)
    regularizer = keras.regularizers.L1L2(l1=l1, l2=keras_l2_from_lam(l2))
    model = keras.Sequential(
        [
            keras.Input((3,)),
            keras.layers.Dense(4, activation="relu", kernel_regularizer=regularizer),
            keras.layers.Dense(2, kernel_regularizer=regularizer),
        ]
    )
    model.set_weights([params[name] for name in ("W1", "b1", "W2", "b2")])
    keras_says = float(sum(model.losses))
    assert penalty(params, l1, l2) == pytest.approx(keras_says, rel=1e-5, abs=1e-9)
