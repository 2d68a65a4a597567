"""Lesson 05: mistakes in spellings of their own, and what must not be held against anyone."""

import re
from pathlib import Path

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

from reglab.checks.authoring.accepted import load_accepted
from reglab.checks.judging.run import run_exercise
from reglab.linear import logreg_prox
from reglab.validation import cv_curve, kfold_indices, nested_cv, one_se_rule
from tests.exercises.reading import SEED, failing, named

SOLUTIONS = Path(__file__).resolve().parents[3] / "solutions"


def run(function, name, seed=SEED, *, guard=True):
    return run_exercise(f"choosing_lambda.{name}", {name: function}, seed, guard=guard)


# --- what a student reads ----------------------------------------------------


def test_the_smallest_counterexamples():
    def swapped(n, k, rng):
        return [(val, train) for train, val in kfold_indices(n, k, rng)]

    report = run(swapped, "kfold_indices", guard=False)
    assert re.search(r"n = \d+, k = [345]: expected each row once", report.text())

    report = run(lambda lams, mean, se: lams[np.argmin(mean)], "one_se_rule")
    assert report.results[0].detail.startswith("lams = [")
    assert "expected" in report.results[0].detail


def test_a_curve_by_hand_shows_its_numbers():
    def no_root(make_model, X, y, lams, folds):
        mean, se = cv_curve(make_model, X, y, lams, folds)
        return mean, se * np.sqrt(len(folds))

    report = run(no_root, "cv_curve", guard=False)
    assert report.text().split("\n")[2:7] == [
        "  ✗ FAIL  models that predict lam: the standard error as computed by hand",
        "          val folds with y = (1, 3) and (6, 6), predictions lam, lam = 2:",
        "          expected se = 7.5, got 10.6066",
        "          Hint: You return the standard deviation of the k fold errors. The",
        "          standard error of their mean is smaller: divide by sqrt(k).",
    ]


@pytest.mark.parametrize(
    ("answer", "detail"),
    [
        (lambda n, k, rng: None, "expected a list of pairs (train, val), got None (is there"),
        (lambda n, k, rng: iter([]), "expected a list of pairs (train, val), got list_iterator"),
        (lambda n, k, rng: [], "expected 2 pairs, got 0"),
        (lambda n, k, rng: np.array_split(rng.permutation(n), k), "got an array of shape (2,)"),
        (lambda n, k, rng: [(None, None)] * k, "expected a 1-D array of row numbers"),
        (lambda n, k, rng: [(np.eye(2), np.eye(2))] * k, "expected a 1-D array of row numbers"),
        (lambda n, k, rng: [([0.5], [1.5])] * k, "expected whole numbers"),
        (lambda n, k, rng: [([], [])] * k, "got row 0 0 times"),
        (lambda n, k, rng: [([0], [-5])] * k, "row -5 is in a validation fold"),
        (lambda n, k, rng: [([0], [10**12])] * k, "row 1000000000000 is in a validation fold"),
        (lambda n, k, rng: [([0], [10**30])] * k, "expected whole numbers"),
    ],
)
def test_folds_of_a_wrong_form_are_named_and_are_no_fault(answer, detail):
    report = run(answer, "kfold_indices")
    assert not report.needs_review
    assert report.earned == 0
    assert detail in report.results[0].detail


@pytest.mark.parametrize("value", [np.inf, np.nan, 1e308, 1e120])
def test_answers_that_blow_up_fail_and_are_no_fault(value):
    report = run(lambda X, *_: (np.full(X.shape[1], value), value), "logreg_prox")
    assert not report.needs_review
    assert report.earned == 0


# --- correct code in other forms ---------------------------------------------


@pytest.mark.parametrize(
    "wrap",
    [
        lambda train, val: (list(map(int, train)), [int(row) for row in val]),
        lambda train, val: [np.sort(train), tuple(val.tolist())],
        lambda train, val: (train.astype(np.int16), val.astype(np.uint16)),
    ],
)
def test_the_form_of_folds_is_free(wrap):
    def folds(n, k, rng):
        return [wrap(train, val) for train, val in kfold_indices(n, k, rng)]

    report = run(folds, "kfold_indices", guard=False)
    assert report.passed, report.text()


def test_the_form_of_numbers_is_free():
    report = run(
        lambda *args: tuple(np.asfortranarray(part) for part in cv_curve(*args)),
        "cv_curve",
        guard=False,
    )
    assert report.passed, report.text()
    report = run(lambda *args: np.array(one_se_rule(*args)), "one_se_rule", guard=False)
    assert report.passed, report.text()
    report = run(lambda *args: list(nested_cv(*args)), "nested_cv", guard=False)
    assert report.passed, report.text()


def test_inner_folds_may_be_drawn_in_any_way():
    def by_seed(make_model, X, y, lams, outer, k_inner, rng):
        own = np.random.default_rng(rng.integers(2**31))
        return nested_cv(make_model, X, y, lams, outer, k_inner, own)

    report = run(by_seed, "nested_cv", guard=False)
    assert report.passed, report.text()


def test_the_number_and_the_generator_of_inner_folds_count():
    def other_k(make_model, X, y, lams, outer, k_inner, rng):
        return nested_cv(make_model, X, y, lams, outer, len(outer), rng)

    def unseeded(make_model, X, y, lams, outer, k_inner, rng):
        return nested_cv(make_model, X, y, lams, outer, k_inner, np.random.default_rng())

    assert named(run(other_k, "nested_cv", guard=False)) == {"k_inner not used"}
    report = run(unseeded, "nested_cv", guard=False)
    assert failing(report) == ["from_rng"]
    assert "the same seed led to other choices" in report.text()


@pytest.mark.parametrize("seed", range(14))
def test_a_step_that_moves_the_intercept_first_reaches_the_same_minimum(seed):
    accepted = load_accepted(SOLUTIONS / "05_choosing_lambda" / "accepted.py")
    for answers in accepted["choosing_lambda.logreg_prox"]:
        report = run(answers["logreg_prox"], "logreg_prox", seed)
        assert report.passed, report.text()


# --- mistakes spelled differently from the bank ------------------------------


def folds_of(order, k):
    return [(np.setdiff1d(order, order[i::k]), order[i::k]) for i in range(k)]


FOLD_MISTAKES = {
    "not shuffled": lambda n, k, rng: [
        (np.setdiff1d(np.arange(n), part), part) for part in np.array_split(range(n), k)
    ],
    "shuffled, but not used": lambda n, k, rng: folds_of(np.arange(n), k),
    "trained on every row": lambda n, k, rng: [
        (np.arange(n), val) for _, val in folds_of(rng.permutation(n), k)
    ],
    "train and val swapped": lambda n, k, rng: [
        (val, train) for train, val in folds_of(rng.permutation(n), k)
    ],
    "left-over rows lost": lambda n, k, rng: [
        (np.setdiff1d(range(n), part), part)
        for part in rng.permutation(n)[: n // k * k].reshape(k, -1)
    ],
    "shuffled again for each fold": lambda n, k, rng: [
        (rows[n // k :], rows[: n // k]) for rows in (rng.permutation(n) for _ in range(k))
    ],
    "drawn with replacement": lambda n, k, rng: [
        (np.setdiff1d(range(n), val), val)
        for val in (rng.integers(0, n, size=max(n // k, 2)) for _ in range(k))
    ],
    "a generator without a seed": lambda n, k, rng: folds_of(np.random.permutation(n), k),  # noqa: NPY002
    "a seed inside": lambda n, k, rng: folds_of(np.random.default_rng(0).permutation(n), k),
}


@pytest.mark.parametrize("mistake", FOLD_MISTAKES)
@pytest.mark.parametrize("seed", range(14))
def test_a_mistake_with_folds_is_recognized_or_gets_the_propertys_hint(mistake, seed):
    report = run(FOLD_MISTAKES[mistake], "kfold_indices", seed)
    assert not report.passed
    assert named(report) <= {mistake}, report.text()
    if mistake not in ("drawn with replacement", "shuffled, but not used"):
        assert named(report) == {mistake}, report.text()


def pairs_together(n, k, rng):
    order = 2 * np.repeat(rng.permutation((n + 1) // 2), 2) + np.tile([0, 1], (n + 1) // 2)
    order = order[order < n]
    return [(np.setdiff1d(order, val), val) for val in np.array_split(order, k)]


def on_a_line(n, k, rng):
    step = int(rng.choice([s for s in range(1, n) if np.gcd(s, n) == 1]))
    order = (step * np.arange(n) + rng.integers(n)) % n
    return [(np.setdiff1d(order, val), val) for val in np.array_split(order, k)]


def one_half_shuffled(n, k, rng):
    order = np.concatenate([rng.permutation(n // 2), np.arange(n // 2, n)])
    return [(np.setdiff1d(order, val), val) for val in np.array_split(order, k)]


def few_shuffles(n, k, rng):
    return kfold_indices(n, k, np.random.default_rng(rng.integers(20)))


@pytest.mark.parametrize("folds", [pairs_together, on_a_line, one_half_shuffled, few_shuffles])
@pytest.mark.parametrize("seed", range(6))
def test_rows_that_are_not_shuffled_enough_fail_at_each_seed(folds, seed):
    assert failing(run(folds, "kfold_indices", seed, guard=False)) == ["shuffled"]


def scikit_learns_folds(n, k, rng):
    return list(KFold(k, shuffle=True, random_state=0).split(np.zeros(n)))


def scikit_learns_logistic(X, y, lam, l1_ratio, lr, n_steps):
    model = LogisticRegression(C=1 / (len(y) * lam), l1_ratio=l1_ratio, solver="saga")
    model.fit(X, y)
    return model.coef_[0], model.intercept_[0]


@pytest.mark.parametrize(
    ("name", "function", "target"),
    [
        ("kfold_indices", scikit_learns_folds, "sklearn.model_selection"),
        ("kfold_indices", kfold_indices, "reglab.validation.folds.kfold_indices"),
        ("cv_curve", cv_curve, "reglab.validation.curve.cv_curve"),
        ("one_se_rule", one_se_rule, "reglab.validation.curve.one_se_rule"),
        ("nested_cv", nested_cv, "reglab.validation.nested.nested_cv"),
        ("logreg_prox", logreg_prox, "reglab.linear.logistic.logreg_prox"),
        ("logreg_prox", scikit_learns_logistic, "sklearn.linear_model"),
    ],
)
def test_calling_the_reference_or_the_library_is_refused(name, function, target):
    report = run(function, name)
    assert report.earned == 0
    assert f"this answer calls {target}," in report.problem


NESTED = """
def nested_cv(make_model, X, y, lams, outer, k_inner, rng):
    scores, chosen = [], []
    for train, val in outer:
        mean, se = cv_curve(make_model, X[train], y[train], lams,
                            kfold_indices(len(train), k_inner, rng))
        lam = lams[np.argmin(mean)]
        model = make_model(lam)
        model.fit(X[train], y[train])
        scores.append(np.mean((y[val] - model.predict(X[val])) ** 2))
        chosen.append(lam)
    return np.array(scores), np.array(chosen)
"""


def test_wrong_folds_and_a_wrong_curve_cost_nothing_in_what_is_built_on_them():
    namespace = {
        "np": np,
        "kfold_indices": lambda n, k, rng: [(np.arange(n), np.arange(n))] * k,
        "cv_curve": lambda *args: (np.zeros(len(args[3])), np.zeros(len(args[3]))),
    }
    exec(NESTED, namespace)
    report = run_exercise("choosing_lambda.nested_cv", namespace, SEED)
    assert report.passed, report.text()
    assert sorted(note.split()[1] for note in report.notes) == ["cv_curve", "kfold_indices"]


def clipped(low):
    def logreg(X, y, lam, l1_ratio, lr, n_steps):
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(n_steps):
            p = np.clip(1 / (1 + np.exp(-(X @ w + b))), low, 1 - low)
            v = w - lr * X.T @ (p - y) / len(y)
            w = v - np.clip(v, -lr * lam * l1_ratio, lr * lam * l1_ratio)
            w, b = w / (1 + lr * lam * (1 - l1_ratio)), b - lr * np.mean(p - y)
        return w, b

    return logreg


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("low", "passes"), [(1e-2, False), (1e-5, False), (1e-15, True)])
def test_probabilities_may_be_clipped_only_where_it_does_not_show(low, passes, seed):
    report = run(clipped(low), "logreg_prox", seed)
    assert report.passed == passes, report.text()


@pytest.mark.parametrize("seed", range(6))
def test_weights_of_columns_in_a_large_unit_are_not_small(seed):
    def cut(*args):
        w, b = logreg_prox(*args)
        return np.where(np.abs(w) < 1e-3, 0.0, w), b

    assert "few_steps" in failing(run(cut, "logreg_prox", seed, guard=False))


@pytest.mark.parametrize("seed", range(6))
def test_whole_numbers_in_place_of_lams_fail(seed):
    def compared_as_whole_numbers(lams, mean, se):
        within = lams[mean <= mean.min() + se[np.argmin(mean)]]
        return within[np.argmax(within.astype(int))]

    report = run(compared_as_whole_numbers, "one_se_rule", seed)
    assert failing(report) == ["grids"]
