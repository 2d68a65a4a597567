"""Lesson 06: mistakes that once passed or were told something false, and what is said now."""

import re

import numpy as np
import pytest

from reglab import nn
from reglab.checks.judging.run import run_exercise

SEEDS = (7, 200)


@pytest.fixture(scope="module", autouse=True)
def keras():
    """Imported once, quietly, before a check asks for it."""
    from reglab.quiet import quiet_start

    with quiet_start():
        import keras
    return keras


def run(name, function, seed=7):
    return run_exercise(f"weight_penalties.{name}", {name: function}, seed, guard=False)


def text(report):
    return " ".join(report.text().split())


def named(report):
    return {result.misconception for result in report.results} - {""}


# --- 6.1 and 6.2: which parameters, and tiny weights -------------------------------


def value(counts):
    def penalty(params, l1, l2):
        chosen = [v for name, v in params.items() if counts(name, v)]
        return sum(l1 * np.abs(v).sum() + l2 / 2 * (v * v).sum() for v in chosen)

    return penalty


def slope(counts=lambda name, v: name[0] == "W", sign=np.sign):
    def penalty_grad(params, l1, l2):
        return {k: l1 * sign(v) + l2 * v if counts(k, v) else 0 * v for k, v in params.items()}

    return penalty_grad


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("counts", "mistake"),
    [
        (lambda name, v: v.ndim == 2, "number of axes"),
        (lambda name, v: name in ("W1", "W2"), "two layers only"),
        (lambda name, v: name in ("W1", "W2", "W3", "W10"), "numbered names only"),
        (lambda name, v: name.find("W") >= 0, "W anywhere in the name"),
        (lambda name, v: name[0] in "wW", "small w in the name"),
    ],
)
def test_the_name_decides_what_is_penalized(counts, mistake, seed):
    assert named(run("penalty", value(counts), seed)) == {mistake}
    assert named(run("penalty_grad", slope(counts), seed)) == {mistake}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    "sign", [lambda v: v / np.sqrt(v**2 + 1e-6), lambda v: np.tanh(1000 * v)], ids=["root", "tanh"]
)
def test_a_smoothed_sign_is_no_sign(sign, seed):
    report = run("penalty_grad", slope(sign=sign), seed)
    assert {r.name for r in report.results if r.status == "fail"} == {"tiny_weights"}
    assert named(report) <= {"smoothed absolute value"}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_guard_against_division_by_zero_shows_at_tiny_weights(seed):
    report = run("penalty_grad", slope(sign=lambda v: v / (np.abs(v) + 1e-8)), seed)
    assert [r.name for r in report.results if r.status == "fail"] == ["tiny_weights"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda grads: grads | {"total": 0.0}, "got one with the key 'total', too"),
        (lambda grads: tuple(grads.values()), "got a tuple"),
        (lambda grads: list(grads.values()), "got a list"),
        (lambda grads: "gradient", "got a str"),
        (lambda grads: None, "got None (is there a return?)"),
    ],
)
def test_what_is_no_dict_of_gradients_is_named(change, words):
    report = run("penalty_grad", lambda *args: change(slope()(*args)))
    assert f"expected a dict with the keys of params, {words}" in text(report)
    assert report.earned == 0


def test_the_advice_holds_where_a_copy_of_the_dict_shares_its_arrays():
    def shallow(params, l1, l2):
        params = params.copy()
        for v in params.values():
            np.abs(v, out=v)
        return value(lambda name, v: name[0] == "W")(params, l1, l2)

    said = text(run("penalty", shallow))
    assert "changes its argument params in place" in said
    assert "copy of a dict or a list still shares its arrays" in said
    assert "params.copy()" not in said


# --- 6.3 ---------------------------------------------------------------------------


def adam(
    v=lambda v, h: 0.999 * v + 0.001 * h**2,
    step=lambda m, v, t: np.sqrt(1 - 0.999**t) / (1 - 0.9**t) * m / (np.sqrt(v) + 1e-7),
    kept=lambda m, v, t: (m, v, t),
):
    """A step of Adam in which one part may be another."""

    def adam_step(p, g, state, lr, l2=0, wd=0):
        m_old, v_old, t = (0 * p, 0 * p, 0) if state is None else state
        h, t = g + l2 * p, t + 1
        m, v_new = 0.9 * m_old + 0.1 * h, v(v_old, h)
        return p - lr * wd * p - lr * step(m, v_new, t), kept(m, v_new, t)

    return adam_step


def with_eps(eps):
    return lambda m, v, t: np.sqrt(1 - 0.999**t) / (1 - 0.9**t) * m / (np.sqrt(v) + eps)


def counted_from(start, *, least=0):
    """A step that counts t from another number."""

    def step(m, v, t):
        t = max(t - 1 + start, least)
        return np.sqrt(1 - 0.999**t) / (1 - 0.9**t) * m / (np.sqrt(v) + 1e-7)

    return step


def eps_beside_corrected(m, v, t):
    return m / (1 - 0.9**t) / np.sqrt(v / (1 - 0.999**t) + 1e-7)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("parts", "mistake"),
    [
        ({"v": lambda v, h: v + 0.001 * (h * h - v)}, None),
        ({"v": lambda v, h: 0.999 * v + h**2}, None),
        ({"v": lambda v, h: 0.999 * v + 0.01 * h**2}, "share of the new square"),
        (
            {"v": lambda v, h: 0.99 * v + 0.01 * h**2},
            "v averaged with 0.99, corrected with 0.999",
        ),
        ({"v": lambda v, h: np.maximum(v, 0.999 * v + 0.001 * h**2)}, "v never falls"),
        (
            {
                "step": lambda m, v, t: (
                    np.sqrt((1 - 0.999**t) / (1 - 0.9**t)) * m / (np.sqrt(v) + 1e-7)
                )
            },
            "root over both corrections",
        ),
        ({"step": with_eps(1e-6)}, "eps = 1e-06"),
        ({"step": with_eps(1e-8)}, "eps = 1e-08"),
        ({"step": counted_from(0)}, "t starts at 0"),
        ({"step": counted_from(2)}, "t one too large"),
        ({"step": counted_from(0, least=1)}, "t one too small after the first step"),
        ({"step": lambda m, v, t: m / (1 - 0.9**t) / (np.sqrt(v) + 1e-7)}, "only m corrected"),
        ({"step": lambda m, v, t: m / (np.sqrt(v / (1 - 0.999**t)) + 1e-7)}, "only v corrected"),
        (
            {"step": lambda m, v, t: m / (1 - 0.9**t) / (v / (1 - 0.999**t) + 1e-7)},
            "root of the corrected v forgotten",
        ),
        ({"step": with_eps(1e-3)}, "eps = 0.001"),
        ({"step": eps_beside_corrected}, "eps under the root of the corrected v"),
        ({"kept": lambda m, v, t: (m, v, t + 1)}, "t grows by two"),
        ({"kept": lambda m, v, t: (v, m, t)}, "m and v exchanged in the state"),
        (
            {"kept": lambda m, v, t: (m / (1 - 0.9**t), v / (1 - 0.999**t), t)},
            "corrected moments kept",
        ),
    ],
)
def test_mistakes_with_the_same_first_step_are_told_apart(parts, mistake, seed):
    report = run("adam_step", adam(**parts), seed)
    assert named(report) == ({mistake} if mistake else set())


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("l2", "wd"), [(1, 0), (0, 1), (-1, 0), (0.01, 0), (0, 0.01)])
def test_wrong_defaults_are_seen(l2, wd, seed):
    def adam_step(p, g, state, lr, l2=l2, wd=wd):
        return adam()(p, g, state, lr, l2, wd)

    report = run("adam_step", adam_step, seed)
    assert [r.name for r in report.results if r.status == "fail"] == ["defaults"]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("betas", [(0.9, 0.998), (0.9, 0.9995), (0.89, 0.999), (0.905, 0.999)])
def test_betas_that_are_nearly_right_are_seen(betas, seed):
    one, two = betas

    def adam_step(p, g, state, lr, l2=0, wd=0):
        m, v, t = (0.0, 0.0, 0) if state is None else state
        h, t = g + l2 * p, t + 1
        m, v = one * m + (1 - one) * h, two * v + (1 - two) * h**2
        step = np.sqrt(1 - two**t) / (1 - one**t) * m / (np.sqrt(v) + 1e-7)
        return p - lr * wd * p - lr * step, (m, v, t)

    assert not run("adam_step", adam_step, seed).passed


def test_a_memory_in_a_default_argument_is_named():
    def adam_step(p, g, state, lr, l2=0, wd=0, memory={}):  # noqa: B006
        new, memory["state"] = adam()(p, g, memory.get("state"), lr, l2, wd)
        return new, memory

    assert "memory that outlives a run" in named(run("adam_step", adam_step))


def test_the_state_in_the_place_of_p_is_named():
    def state_first(*args, **options):
        return adam()(*args, **options)[::-1]

    report = run("adam_step", state_first)
    assert "got a tuple of 3 values in the place of p" in text(report)
    assert named(report) == {"state first"}


# --- 6.5 and 6.6 -------------------------------------------------------------------


@pytest.mark.parametrize("kind", [np.float32, np.float64, np.array])
def test_half_of_lam_may_have_any_precision(kind):
    assert run("keras_l2_from_lam", lambda lam: kind(lam / 2)).passed


def mlp(keras, reg, *, front=(64,), between=(), **last):
    return keras.Sequential(
        [
            keras.Input(front),
            *between,
            keras.layers.Dense(256, "relu", kernel_regularizer=reg),
            keras.layers.Dense(10, "softmax", kernel_regularizer=reg, **last),
        ]
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_penalized_probabilities_are_seen_beside_large_penalties(keras, seed):
    report = run("build_mlp", lambda reg: mlp(keras, reg, activity_regularizer=reg), seed)
    assert named(report) == {"outputs of the last layer penalized, too"}


def test_errors_of_keras_are_told_apart(keras):
    report = run("build_mlp", lambda reg: mlp(keras, reg, front=64))
    assert named(report) == {"a number for the shape of the inputs"}
    report = run("build_mlp", lambda reg: mlp(keras, keras.regularizers.L1(reg)))
    assert named(report) == {"reg taken for a number"}
    report = run("build_mlp", lambda reg: mlp(keras, reg, regularizer=reg))
    assert named(report) == set()
    assert "keyword arguments" in text(report)


def test_models_of_another_form_are_named_before_they_are_used(keras):
    report = run("build_mlp", lambda reg: None if reg is None else mlp(keras, reg))
    assert "expected a Keras model, got None for reg = None (is there a return?)" in text(report)
    assert named(report) == set()

    def flattened(reg):
        return mlp(keras, reg, front=(8, 8), between=[keras.layers.Flatten()])

    said = text(run("build_mlp", flattened))
    assert "got one whose inputs have shape (8, 8), not (64,)" in said
    assert "Here a digit is a row of 64 numbers" in said

    def two_outputs(reg):
        model = mlp(keras, reg)
        return keras.Model(model.inputs, [layer.output for layer in model.layers])

    assert "got one with 2 outputs" in text(run("build_mlp", two_outputs))


def test_a_model_that_is_made_once_is_no_new_model(keras):
    model = mlp(keras, keras.regularizers.L2(0.01))
    report = run("build_mlp", lambda reg: model)
    assert report.earned == 0
    assert "Make a new model in every call" in text(report)


def test_a_model_of_fixed_batches_passes(keras):
    def fixed(reg):
        layers = mlp(keras, reg).layers
        return keras.Sequential([keras.Input(batch_shape=(32, 64)), *layers])

    assert run("build_mlp", fixed).passed


@pytest.mark.parametrize("seed", SEEDS)
def test_numbers_that_differ_are_shown_with_the_digits_that_do(seed):
    def without_l2(p, g, state, lr, l2=0, wd=0):
        return nn.adam_step(p, g, state, lr, wd=wd)

    for expected, got in re.findall(
        r"= (\S+), got (\S+)", text(run("adam_step", without_l2, seed))
    ):
        assert expected != got


@pytest.mark.parametrize("seed", SEEDS)
def test_a_step_of_length_lr_is_told_that_averages_are_missing(seed):
    def only_a_sign(p, g, state, lr, l2=0, wd=0):
        return p * (1 - lr * wd) - np.where(g + l2 * p < 0, -lr, lr * (g + l2 * p != 0)), 1

    assert named(run("adam_step", only_a_sign, seed)) == {"sign of the gradient"}
