"""Lesson 04: what a student reads, mistakes in other spellings, right answers of any form."""

import re

import numpy as np
import pytest
from sklearn.linear_model import ElasticNet

from reglab.linear import elastic_net_cd, group_gap, huber_loss_grad
from tests.exercises.reading import failing, named, runner, words

run = runner("elastic_net")


# --- what a student reads ----------------------------------------------------


SHORT = r"(-?\d+(?:\.\d{1,2})?)"


def shown(report, pattern):
    """The numbers of a counterexample in which each # is a number of at most two decimals."""
    text = " ".join(report.text().split())
    found = re.search(re.escape(pattern).replace(r"\#", SHORT), text)
    assert found, text
    return [float(number) for number in found.groups()]


@pytest.mark.parametrize("seed", range(10))
def test_the_smallest_cases_can_be_computed_on_paper(seed):
    report = run("group_gap", lambda w, groups: np.zeros(len(set(groups.tolist()))), seed)
    low, high, gap = shown(report, "a group with the weights #, #: expected #, got 0")
    assert high - low == gap
    report = run("huber_loss_grad", lambda r, delta: (np.abs(r), np.sign(r)), seed)
    assert "expected loss = " in report.text()
    r, delta = shown(report, "r = #, delta = #: expected loss")
    assert 0 < r < delta


def test_a_lost_row_pairing_is_told_in_words():
    def unpaired(fit, X, y, n_boot, rng):
        return np.mean(
            [fit(rng.choice(X, len(X)), rng.choice(y, len(y))) != 0 for _ in range(n_boot)], axis=0
        )

    report = run("selection_frequency", unpaired)
    assert "equal to y: expected equality in every sample" in words(report)
    assert "X and y resampled independently" in named(report)


@pytest.mark.parametrize(
    ("combine", "text"),
    [
        (lambda kept: kept[0] / len(kept), "Check whether the return is inside the loop."),
        (lambda kept: np.sum(kept, axis=0) > len(kept) / 2, "You round to kept or not kept"),
        (lambda kept: np.sum(kept, axis=0) / np.sum(kept), "feature's count by n_boot"),
    ],
)
def test_shares_that_are_put_together_wrongly(combine, text):
    def share(fit, X, y, n_boot, rng):
        rows = rng.integers(len(y), size=(n_boot, len(y)))
        return np.array(combine([fit(X[r], y[r]) != 0 for r in rows]), dtype=float)

    report = run("selection_frequency", share)
    assert text in words(report)
    assert report.fraction < 0.15


# --- mistakes in spellings of their own ----------------------------------------


def sweeps(threshold, below):
    """Coordinate descent with a given threshold and denominator."""

    def solve(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
        n, p = X.shape
        Xc, yc = X - X.mean(axis=0), y - y.mean()
        w = np.zeros(p) if w0 is None else w0.copy()
        for k in range(1, max_iter + 1):  # noqa: B007  (returned)
            before = w.copy()
            for j in range(p):
                w[j] = 0.0
                z = Xc[:, j] @ (yc - Xc @ w) / n
                t = threshold(lam, l1_ratio)
                w[j] = (
                    np.sign(z) * max(abs(z) - t, 0) / below(Xc[:, j] @ Xc[:, j] / n, lam, l1_ratio)
                )
            if np.max(np.abs(w - before)) < 1e-12:
                break
        return w, y.mean() - X.mean(axis=0) @ w, k

    return solve


@pytest.mark.parametrize(
    ("threshold", "below", "name"),
    [
        (lambda lam, q: lam * (1 - q), lambda a, lam, q: a + lam * q, "l1_ratio reversed"),
        (
            lambda lam, q: lam * q,
            lambda a, lam, q: a,
            "L2 part missing from the denominator",
        ),
        (
            lambda lam, q: lam * q,
            lambda a, lam, q: a + 2 * lam * (1 - q),
            "L2 part doubled",
        ),
        (lambda lam, q: lam * q, lambda a, lam, q: a + lam, "full lam in the denominator"),
        (lambda lam, q: lam, lambda a, lam, q: a + lam, "both parts with the full lam"),
        (
            lambda lam, q: lam * q,
            lambda a, lam, q: 1 + lam * (1 - q),
            "1 instead of a_j in the denominator",
        ),
    ],
)
def test_a_wrong_step_is_known_in_a_loop_of_ones_own(threshold, below, name):
    report = run("elastic_net_cd", sweeps(threshold, below))
    assert named(report) == {name}
    assert report.fraction <= 0.5


def test_two_mistakes_at_once_get_the_hint_of_the_property():
    report = run("elastic_net_cd", sweeps(lambda lam, q: lam * (1 - q), lambda a, lam, q: 2 * a))
    assert failing(report)
    assert named(report) == set()


# --- numbers that only fit each other --------------------------------------------


def test_a_start_that_is_only_counted_is_seen_in_the_weights():
    def solve(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
        w, b, n_iter = elastic_net_cd(X, y, lam, l1_ratio, None, tol, max_iter)
        return w, b, n_iter if w0 is None else 1

    assert failing(run("elastic_net_cd", solve)) == ["warm_start"]


def test_a_gradient_of_zeros_has_a_wrong_sign_and_size_everywhere():
    def flat(r, delta):
        return huber_loss_grad(r, delta)[0], np.zeros(r.shape)

    assert failing(run("huber_loss_grad", flat)) == ["grad_inside", "grad_outside"]


# --- right answers of any form --------------------------------------------------


def test_a_named_tuple_a_numpy_number_and_a_view_are_right():
    def fit(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
        w, b, k = elastic_net_cd(np.asfortranarray(X), y, lam, l1_ratio, w0, tol, max_iter)
        return np.repeat(w, 2)[::2], np.float64(b), np.int64(k)

    assert run("elastic_net_cd", fit).passed
    assert run("group_gap", lambda w, groups: group_gap(w, groups)[::-1][::-1]).passed
    assert run("huber_loss_grad", lambda r, delta: list(huber_loss_grad(r, delta))).passed


def test_sweeps_of_another_kind_are_right():
    """All weights at once, with a step that is short enough; fifty steps count as a sweep."""

    def proximal_gradient(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
        n, p = X.shape
        Xc, yc = X - X.mean(axis=0), y - y.mean()
        l1, l2 = lam * l1_ratio, lam * (1 - l1_ratio)
        step = 1 / (np.linalg.norm(Xc, 2) ** 2 / n + l2)
        w = np.zeros(p) if w0 is None else w0 * np.any(Xc, axis=0)
        stop = tol * np.max(np.abs(Xc.T @ yc)) / n
        for n_iter in range(1, max_iter + 1):  # noqa: B007  (returned)
            for _ in range(50):
                z = w + step * (Xc.T @ (yc - Xc @ w) / n - l2 * w)
                w = z - np.clip(z, -step * l1, step * l1)
            pull = Xc.T @ (yc - Xc @ w) / n - l2 * w
            kept = w != 0
            violations = [*np.abs(pull - l1 * np.sign(w))[kept], *(np.abs(pull) - l1)[~kept]]
            if max(violations) <= stop:
                break
        return w, y.mean() - X.mean(axis=0) @ w, n_iter

    assert run("elastic_net_cd", proximal_gradient).passed


def test_the_library_is_no_answer():
    def library(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
        model = ElasticNet(alpha=lam, l1_ratio=l1_ratio, tol=1e-10).fit(X, y)
        return model.coef_, model.intercept_, model.n_iter_

    report = run("elastic_net_cd", library, guard=True)
    assert report.earned == 0
    assert "sklearn.linear_model" in report.text()


def test_the_reference_is_no_answer():
    assert run("group_gap", lambda w, groups: group_gap(w, groups), guard=True).earned == 0
