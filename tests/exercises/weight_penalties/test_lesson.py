"""Lesson 06: what a student reads, mistakes in other spellings, right answers of any form."""

import re

import numpy as np
import pytest

from reglab.nn import adam_step, keras_l2_from_lam, penalty, penalty_grad, prox_l1
from tests.exercises.reading import failing, named, runner

run = runner("weight_penalties")


@pytest.fixture(scope="module", autouse=True)
def keras():
    """Imported once, quietly, before a check asks for it."""
    from reglab.quiet import quiet_start

    with quiet_start():
        import keras
    return keras


# --- what a student reads ------------------------------------------------------


def shown(report, pattern, decimals=2):
    """The numbers of a counterexample in which each # is a short number."""
    text = " ".join(report.text().split())
    short = rf"(-?\d+(?:\.\d{{1,{decimals}}})?)"
    found = re.search(re.escape(pattern).replace(r"\#", short), text)
    assert found, text
    return [float(number) for number in found.groups()]


@pytest.mark.parametrize("seed", range(10))
def test_a_penalty_on_paper(seed):
    def no_half(params, l1, l2):
        return sum(
            l1 * np.sum(abs(W)) + l2 * np.sum(W**2) for n, W in params.items() if n[0] == "W"
        )

    report = run("penalty", no_half, seed)
    assert report.text().split("\n")[1].startswith("  ✓ pass  one matrix, only L1")
    assert "Hint: Your L2 part is too large by a factor of 2" in report.text()
    case = "W1 = [[#, #]], l1 = 0, l2 = #: expected #, got #"
    first, second, l2, expected, got = shown(report, case, decimals=5)
    assert expected == pytest.approx(l2 / 2 * (first**2 + second**2), rel=1e-5)
    assert got == pytest.approx(2 * expected, rel=1e-5)


@pytest.mark.parametrize("seed", range(10))
def test_a_gradient_on_paper(seed):
    report = run("penalty_grad", lambda params, l1, l2: penalty_grad(params, l1, 2 * l2), seed)
    case = "W1[0, 0] = #, l1 = 0, l2 = #: expected gradient #, got #"
    w, l2, expected, got = shown(report, case, decimals=4)
    assert (expected, got) == (l2 * w, 2 * l2 * w)


@pytest.mark.parametrize("seed", range(10))
def test_a_step_on_paper(seed):
    def backwards(p, g, state, lr, l2=0, wd=0):
        new, state = adam_step(p, -g, state, lr, l2=l2, wd=wd)
        return new, state

    report = run("adam_step", backwards, seed)
    p, _, lr, expected, got = shown(report, "p = #, g = #, lr = #: expected p = #, got #")
    assert (expected, got) == pytest.approx((p - lr, p + lr))


@pytest.mark.parametrize(
    ("name", "answer", "words"),
    [
        ("penalty", lambda *a: None, "penalty: expected a number, got None (is there a return?)"),
        ("penalty", lambda *a: np.ones(2), "expected a number, got an array of shape (2,)"),
        ("penalty_grad", lambda *a: None, "got None (is there a return?)"),
        ("penalty_grad", lambda *a: 1.0, "expected a dict with the keys of params, got float"),
        ("penalty_grad", lambda *a: {}, "expected the keys W1, b1, gamma1, W2, b2, got no W1"),
        ("penalty_grad", lambda p, *a: {k: 1 for k in p}, "W1: expected shape (1, 2), got ()"),
        ("adam_step", lambda *a, **k: None, "expected (p, state), got None (is there a return?)"),
        ("adam_step", lambda p, *a, **k: p, "expected (p, state), got one array"),
        ("adam_step", lambda p, *a, **k: (p, p, p), "expected (p, state), got 3 values"),
        ("adam_step", lambda p, *a, **k: (p, None), "state: expected what the next step needs"),
        ("adam_step", lambda p, *a, **k: (None, p), "p: expected a NumPy array, got None"),
        ("adam_step", lambda p, *a, **k: (p[:0], p), "p: expected shape (1,), got (0,)"),
        ("adam_step", lambda p, *a, **k: (p * np.nan, p), "p: expected finite numbers, got nan"),
        ("prox_l1", lambda W, t: W.tolist(), "expected a NumPy array, got a list"),
        ("keras_l2_from_lam", lambda lam: None, "expected a number, got None (is there a return?)"),
        ("build_mlp", lambda reg: None, "expected a Keras model, got None (is there a return?)"),
        ("build_mlp", lambda reg: reg, "expected a Keras model, got an object of type L1L2"),
    ],
)
def test_answers_of_a_wrong_form_are_named_and_are_no_fault(name, answer, words):
    report = run(name, answer)
    assert not report.needs_review
    assert report.earned == 0
    assert words in " ".join(report.text().split())


@pytest.mark.parametrize("value", [np.inf, np.nan, 1e308, 1e120])
def test_answers_that_blow_up_fail_and_are_no_fault(value):
    for name, answer in {
        "penalty": lambda *a: value,
        "penalty_grad": lambda params, *a: {k: v * 0 + value for k, v in params.items()},
        "adam_step": lambda p, *a, **k: (p * 0 + value, 1),
        "prox_l1": lambda W, t: W * 0 + value,
        "keras_l2_from_lam": lambda lam: value,
    }.items():
        report = run(name, answer)
        assert not report.needs_review, report.text()
        assert report.earned == 0


def test_an_unbuilt_model_is_told_what_is_missing(keras):
    def unbuilt(reg):
        return keras.Sequential(
            [keras.layers.Dense(n, activation=a) for n, a in ((256, "relu"), (10, "softmax"))]
        )

    assert "start with keras.Input" in " ".join(run("build_mlp", unbuilt).text().split())


def test_a_penalty_that_sits_on_a_bias_is_shown_with_its_amount(keras):
    def bias_of_the_last(reg):
        return keras.Sequential(
            [
                keras.Input((64,)),
                keras.layers.Dense(256, "relu", kernel_regularizer=reg),
                keras.layers.Dense(10, "softmax", kernel_regularizer=reg, bias_regularizer=reg),
            ]
        )

    report = run("build_mlp", bias_of_the_last)
    assert failing(report) == ["kernels_only"]
    assert "only b2 is not 0: expected sum(model.losses) = 0, got" in " ".join(
        report.text().split()
    )


# --- correct code in other forms -----------------------------------------------


@pytest.mark.parametrize("seed", range(14))
@pytest.mark.parametrize(("eps", "passes"), [(1e-7, True), (1e-8, False), (1.1e-7, False)])
def test_eps_may_be_added_before_or_after_the_correction(seed, eps, passes):
    def paper(p, g, state, lr, l2=0, wd=0):
        m, v, t = (0, 0, 0) if state is None else state
        h, t = g + l2 * p, t + 1
        m, v = 0.9 * m + 0.1 * h, 0.999 * v + 0.001 * h**2
        step = m / (1 - 0.9**t) / (np.sqrt(v / (1 - 0.999**t)) + eps)
        return p - lr * wd * p - lr * step, [m, v, t]

    report = run("adam_step", paper, seed)
    assert report.passed == passes, report.text()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_regularizer_may_be_of_any_kind(keras, dtype):
    def any_kind(reg):
        class Passed(keras.regularizers.Regularizer):
            def __call__(self, x):
                return reg(x)

        own = None if reg is None else Passed()
        return keras.Sequential(
            [
                keras.Input((64,), dtype=np.dtype(dtype).name),
                keras.layers.Dense(256, "relu", kernel_regularizer=own),
                keras.layers.Dense(10, "softmax", kernel_regularizer=own),
            ]
        )

    report = run("build_mlp", any_kind)
    assert report.passed, report.text()


def test_arguments_changed_in_place_are_told_by_name():
    def in_place(p, g, state, lr, l2=0, wd=0):
        new, state = adam_step(p, g, state, lr, l2=l2, wd=wd)
        p[:] = new
        return p, state

    report = run("adam_step", in_place)
    assert set(failing(report)) == {"of_whole_numbers", "inputs_unchanged"}
    assert "changes its argument p in place" in " ".join(report.text().split())

    def grows(params, l1, l2):
        grads = penalty_grad(params, l1, l2)
        for name in params:
            params[name] += grads[name]
        return grads

    assert "changes its argument params in place" in " ".join(
        run("penalty_grad", grows).text().split()
    )


# --- mistakes spelled differently from the bank --------------------------------


def moments(correct=True, divide=True, restart=False):
    """Adam in the spelling of the paper, with parts left out."""

    def step(p, g, state, lr, l2=0, wd=0):
        m, v, t = (0 * p, 0 * p, 0) if state is None or restart else state
        h, t = g + l2 * p, t + 1
        m = m - (1 - 0.9) * (m - h)
        v = v - (1 - 0.999) * (v - np.square(h))
        m_hat, v_hat = (m / (1 - 0.9**t), v / (1 - 0.999**t)) if correct else (m, v)
        return p - wd * lr * p - lr * m_hat / ((np.sqrt(v_hat) + 1e-7) if divide else 1), (m, v, t)

    return step


@pytest.mark.parametrize("seed", range(14))
@pytest.mark.parametrize(
    ("name", "function", "mistake"),
    [
        ("adam_step", moments(correct=False), "no bias correction"),
        ("adam_step", moments(divide=False), "momentum without scaling"),
        ("adam_step", moments(restart=True), "moments restart in every step"),
        (
            "penalty",
            lambda params, l1, l2: sum(
                l1 * np.sum(v**2) ** 0.5 + l2 * np.sum(v**2) / 2
                for name, v in params.items()
                if name[0] == "W"
            ),
            "L1 computed as L2 norm",
        ),
        (
            "penalty",
            lambda params, l1, l2: float(
                np.sum([l1 * abs(v).sum() + l2 * (v * v).sum() / 2 for v in params.values()])
            ),
            "everything penalized",
        ),
        (
            "penalty_grad",
            lambda params, l1, l2: {
                name: l2 * v + l1 * (v / np.sqrt(v**2)) if name[0] == "W" else 0 * v
                for name, v in params.items()
            },
            "0/0 at a weight of 0",
        ),
        ("prox_l1", lambda W, t: W * (abs(W) >= t), "hard threshold"),
        ("keras_l2_from_lam", lambda lam: np.array(lam), "lam itself"),
    ],
)
def test_a_mistake_is_recognized_in_any_spelling(name, function, mistake, seed):
    assert named(run(name, function, seed)) == {mistake}


@pytest.mark.parametrize(
    ("name", "function", "target"),
    [
        ("penalty", penalty, "reglab.nn.penalties"),
        ("penalty_grad", penalty_grad, "reglab.nn.penalties"),
        ("adam_step", adam_step, "reglab.nn.steps"),
        ("prox_l1", prox_l1, "reglab.nn.penalties"),
        ("keras_l2_from_lam", keras_l2_from_lam, "reglab.nn.penalties"),
    ],
)
def test_calling_the_reference_is_refused(name, function, target):
    report = run(name, function, guard=True)
    assert report.earned == 0
    assert f"this answer calls {target}" in report.problem


def test_soft_threshold_of_lesson_3_is_the_same_step_and_is_refused():
    from reglab.linear import soft_threshold

    report = run("prox_l1", lambda W, t: soft_threshold(W, t), guard=True)
    assert "this answer calls reglab.linear.prox.soft_threshold" in report.problem
