"""Optimizer steps: what decay and an L2 penalty have in common, where they part, and Keras."""

import numpy as np
import pytest

from reglab.nn import adam_step, sgd_step

STEPS = [
    (sgd_step, {}),
    (sgd_step, {"momentum": 0.9}),
    (adam_step, {}),
    (adam_step, {"beta1": 0.5, "beta2": 0.8, "eps": 0.1}),
]


def run(step, p, grads, lr=0.1, **options):
    """The parameters after each step."""
    state, path = None, []
    for g in grads:
        p, state = step(p, g, state, lr, **options)
        path.append(p)
    return np.array(path)


def problem(shape=(4, 3), n_steps=5, seed=0):
    rng = np.random.default_rng(seed)
    return rng.normal(size=shape), rng.normal(size=(n_steps, *shape))


def test_without_momentum_an_l2_penalty_is_decay():
    p, grads = problem()
    l2, wd = (run(sgd_step, p, grads, **{name: 0.3}) for name in ("l2", "wd"))
    np.testing.assert_allclose(l2, wd, rtol=1e-13)


@pytest.mark.parametrize(("step", "options"), STEPS[1:])
def test_with_momentum_or_adam_they_part(step, options):
    p, grads = problem()
    l2, wd = (run(step, p, grads, **options, **{name: 0.3}) for name in ("l2", "wd"))
    assert np.all(np.abs(l2[-1] - wd[-1]) > 1e-4)


@pytest.mark.parametrize(("step", "options"), STEPS)
def test_without_a_gradient_decay_is_a_factor(step, options):
    p, grads = problem(n_steps=6)
    path = run(step, p, 0 * grads, lr=0.05, wd=0.4, **options)
    powers = (1 - 0.05 * 0.4) ** np.arange(1, 7)
    np.testing.assert_allclose(path, powers[:, None, None] * p, rtol=1e-13)


@pytest.mark.parametrize(("step", "options"), STEPS)
def test_an_l2_penalty_is_a_gradient(step, options):
    p, grads = problem(n_steps=4)
    by_hand, state = p, None
    for g in grads:
        by_hand, state = step(by_hand, g + 0.3 * by_hand, state, 0.1, **options)
    np.testing.assert_allclose(run(step, p, grads, l2=0.3, **options)[-1], by_hand, rtol=1e-12)


def test_the_first_step_of_adam_has_one_size_whatever_the_gradient():
    g = np.array([1e-3, -1.0, 1e6])
    p, _ = adam_step(np.zeros(3), g, None, 0.01, eps=1e-30)
    np.testing.assert_allclose(p, -0.01 * np.sign(g), rtol=1e-12)


def test_three_momentum_steps_by_hand():
    """From p = 1, without a loss, all numbers one half: exact fractions."""
    zeros = np.zeros((3, 1))
    l2 = run(sgd_step, np.ones(1), zeros, lr=0.5, momentum=0.5, l2=0.5)[:, 0]
    wd = run(sgd_step, np.ones(1), zeros, lr=0.5, momentum=0.5, wd=0.5)[:, 0]
    assert l2.tolist() == [0.75, 0.4375, 0.171875]
    assert wd.tolist() == [0.75, 0.5625, 0.421875]


@pytest.mark.parametrize(("step", "options"), STEPS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_dtype_and_arguments_stay_as_they_are(step, options, dtype):
    p, grads = (array.astype(dtype) for array in problem())
    numbers = {"l2": np.float64(0.1), "wd": np.float64(0.1)}
    _, state = step(p, grads[0], None, 0.1, **options, **numbers)
    parts = state if isinstance(state, tuple) else (state,)
    given = [p, grads[1], *(part for part in parts if isinstance(part, np.ndarray))]
    before = [array.copy() for array in given]
    new, later = step(p, grads[1], state, np.float64(0.1), **options, **numbers)
    parts = later if isinstance(later, tuple) else (later,)
    assert new.dtype == dtype
    assert {part.dtype for part in parts if isinstance(part, np.ndarray)} == {np.dtype(dtype)}
    for array, copy in zip(given, before, strict=True):
        np.testing.assert_array_equal(array, copy)


@pytest.mark.parametrize(("step", "options"), STEPS)
def test_many_networks_at_once_are_many_networks(step, options):
    p, grads = problem(shape=(3, 4, 2))
    together = run(step, p, grads, l2=0.1, wd=0.2, **options)
    for i in range(3):
        alone = run(step, p[i], grads[:, i], l2=0.1, wd=0.2, **options)
        np.testing.assert_array_equal(together[:, i], alone)


@pytest.mark.parametrize("step", [sgd_step, adam_step])
def test_whole_numbers_become_floats(step):
    p, g = np.array([3, -2]), np.array([1, 2])
    new, _ = step(p, g, None, 0.1)
    np.testing.assert_array_equal(new, step(p.astype(float), g.astype(float), None, 0.1)[0])
    assert new.dtype == np.float64


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda p: sgd_step(p, p[:1], None, 0.1), "g must hold real numbers in the shape of p"),
        (lambda p: sgd_step(p, p, None, -1), "lr must be a number >= 0"),
        (lambda p: sgd_step(p, p, None, 0.1, momentum=1), r"momentum must be a number in \[0, 1\)"),
        (lambda p: sgd_step(p, p, None, 0.1, wd=-1), "wd must be a number >= 0"),
        (lambda p: sgd_step(p, p, np.ones(5), 0.1), "state must hold real numbers in the shape"),
        (lambda p: adam_step(p, p, p, 0.1), r"state must be None or the \(m, v, t\)"),
        (lambda p: adam_step(p, p, (p, p[:1], 1), 0.1), "v must hold real numbers in the shape"),
        (lambda p: adam_step(p, p, None, None), "lr must be a number >= 0, got None"),
        (lambda p: adam_step(p, p, None, 0.1, eps=0), "eps must be > 0, got 0"),
        (lambda p: adam_step(p, p, None, 0.1, beta2=1), r"beta2 must be a number in \[0, 1\)"),
        (lambda p: adam_step(["1", "2"], p, None, 0.1), "p must hold real numbers"),
    ],
)
def test_bad_input_is_one_clear_line(call, words):
    with pytest.raises(ValueError, match=words):
        call(np.ones(2))


@pytest.fixture(scope="module")
def keras():
    from reglab.quiet import quiet_start

    with quiet_start():
        import keras
    return keras


def keras_path(keras, optimizer, p, grads):
    with keras.device("cpu:0"):
        variable = keras.Variable(p, dtype=p.dtype.name)
        optimizer.build([variable])
        path = []
        for g in grads:
            optimizer.apply([keras.ops.convert_to_tensor(g)], [variable])
            path.append(variable.numpy())
    return np.array(path)


PEERS = [
    ("SGD", sgd_step, {}, {}),
    ("SGD", sgd_step, {"momentum": 0.9}, {"momentum": 0.9}),
    ("SGD", sgd_step, {"momentum": 0.9, "weight_decay": 0.3}, {"momentum": 0.9, "wd": 0.3}),
    ("Adam", adam_step, {}, {}),
    ("AdamW", adam_step, {"weight_decay": 0.3}, {"wd": 0.3}),
]


@pytest.mark.parametrize(("name", "step", "theirs", "ours"), PEERS)
def test_keras_makes_the_same_steps(keras, name, step, theirs, ours):
    p, grads = (array.astype(np.float32) for array in problem(n_steps=12, seed=1))
    optimizer = getattr(keras.optimizers, name)(learning_rate=0.05, **theirs)
    path = keras_path(keras, optimizer, p, grads)
    np.testing.assert_allclose(run(step, p, grads, lr=0.05, **ours), path, rtol=1e-5, atol=1e-6)


# Keras keeps .9 and .999 as float32 numbers even beside float64 weights. These have few bits.
EXACT = [
    ("SGD", sgd_step, {"momentum": 0.875}, {"momentum": 0.875}),
    ("SGD", sgd_step, {"momentum": 0.5, "weight_decay": 0.25}, {"momentum": 0.5, "wd": 0.25}),
    (
        "AdamW",
        adam_step,
        {"beta_1": 0.875, "beta_2": 0.96875, "epsilon": 0.125, "weight_decay": 0.25},
        {"beta1": 0.875, "beta2": 0.96875, "eps": 0.125, "wd": 0.25},
    ),
]


@pytest.mark.parametrize(("name", "step", "theirs", "ours"), EXACT)
def test_in_float64_keras_agrees_to_the_last_digits(keras, name, step, theirs, ours):
    p, grads = problem(n_steps=12, seed=1)
    optimizer = getattr(keras.optimizers, name)(learning_rate=0.0625, **theirs)
    path = keras_path(keras, optimizer, p, grads)
    np.testing.assert_allclose(run(step, p, grads, lr=0.0625, **ours), path, rtol=1e-12)
