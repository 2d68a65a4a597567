"""Lesson 08: verdicts that hang on no luck, and hints that are true of the mistake."""

import re

import numpy as np
import pytest
from scipy import ndimage

from reglab import augment
from reglab.checks.judging.run import run_exercise
from reglab.checks.model import registry


def run(name, function, seed, guard=False, exercise=None):
    exercise = registry.exercise(f"augmentation.{exercise or name}")
    return run_exercise(exercise, {**exercise.reference, name: function}, seed, guard=guard)


def named(report):
    return {result.misconception for result in report.results} - {""}


def failing(report):
    return [result.name for result in report.results if result.status == "fail"]


def test_single_precision_is_precise_enough_for_labels():
    report = run("smooth_labels", lambda Y, eps: augment.smooth_labels(np.float32(Y), eps), 7)
    assert report.passed, report.text()


def test_the_notebook_refuses_what_the_grader_refuses():
    def random_shift(X, max_px, *, rng):
        shifts = rng.integers(-max_px, max_px + 1, size=(len(X), 2))
        return np.array([ndimage.shift(x, s, order=0) for x, s in zip(X, shifts, strict=True)])

    assert run("random_shift", random_shift, 7).passed
    assert run("random_shift", random_shift, 7, guard=True).refused


@pytest.mark.parametrize("matrix", [np.eye, lambda d: np.zeros((d, d))])
def test_a_matrix_that_whitens_nothing_earns_no_mark_for_its_symmetry(matrix):
    report = run("zca_fit", lambda X, eps: (X.mean(axis=0), matrix(X.shape[1])), 7)
    assert report.fraction < 0.35
    assert "directions" not in [r.name for r in report.results if r.status == "pass"]


def test_a_reversed_direction_is_said_to_be_one():
    report = run("zca_fit", lambda X, eps: (X.mean(axis=0), -augment.zca_fit(X, eps)[1]), 7)
    assert failing(report) == ["directions", "no_variance"]
    text = " ".join(report.text().split())
    factor = re.search(r"expected W v = (.+) v, got -(.+) v", text)
    assert factor[1] == factor[2]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_marks_do_not_depend_on_what_was_drawn(seed):
    def one_shift(X, max_px, *, rng):
        dy, dx = rng.integers(-max_px, max_px + 1, size=2)
        return augment.shift(X, dy, dx)

    def any_lam(X, Y, alpha, *, rng):
        lam, p = rng.uniform(0, alpha), rng.permutation(len(X))
        return lam * X + (1 - lam) * X[p], lam * Y + (1 - lam) * Y[p], lam

    report = run("random_shift", one_shift, seed)
    assert failing(report) == ["each_its_own"]
    assert named(report) == {"one shift for the batch"}
    assert failing(run("mixup", any_lam, seed)) == ["beta"]


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("factor", [0.5, 2.0])
def test_another_parameter_of_beta_is_noticed(factor, seed):
    def mixup(X, Y, alpha, *, rng):
        return augment.mixup(X, Y, factor * alpha, rng=rng)

    assert failing(run("mixup", mixup, seed)) == ["beta"]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_draws_that_crowd_in_the_middle_are_noticed(seed):
    def rotate(X, degrees, *, rng):
        angles = rng.uniform(-degrees, degrees, size=(2, len(X))).mean(axis=0)
        return augment.rotate_by(X, angles)

    def random_shift(X, max_px, *, rng):
        draws = (
            np.rint(rng.normal(0, max_px, size=(len(X), 2))) if max_px else np.zeros((len(X), 2))
        )
        shifts = draws.clip(-max_px, max_px).astype(int)
        return np.array([augment.shift(x[None], *s)[0] for x, s in zip(X, shifts, strict=True)])

    assert failing(run("rotate", rotate, seed)) == ["uniform_angles"]
    assert failing(run("random_shift", random_shift, seed)) == ["equally_likely"]


@pytest.mark.parametrize("seed", [4, 7])
def test_one_number_of_rows_for_the_batch_is_not_called_none(seed):
    def random_shift(X, max_px, *, rng):
        dy = rng.integers(-max_px, max_px + 1)
        moves = rng.integers(-max_px, max_px + 1, size=len(X))
        return np.array([augment.shift(x[None], dy, dx)[0] for x, dx in zip(X, moves, strict=True)])

    assert named(run("random_shift", random_shift, seed)) == {"one vertical shift for the batch"}


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        (lambda X, p, *, rng: [x for x in X], None),
        (lambda X, p, *, rng: None, None),
        (lambda X, p, *, rng: X[:, :, ::-1] * (rng.random((len(X), 1, 1)) < p),
         "the others are black"),
    ],
)  # fmt: skip
def test_what_a_flip_gives_back_is_named(answer, name):
    report = run("hflip", answer, 7)
    assert failing(report)[0] == "mirrored"
    if name is None:
        assert "hflip: expected a NumPy array, got" in " ".join(report.text().split())
    else:
        assert named(report) == {name}


def test_a_batch_of_which_the_first_images_are_mirrored_has_no_seed_inside():
    def hflip(X, p, *, rng):
        out = X.copy()
        out[: int(p * len(X))] = X[: int(p * len(X)), :, ::-1]
        return out

    assert named(run("hflip", hflip, 7)) == {"the first share p"}


def test_bins_count_whatever_the_seed():
    def ece(p, y, bins):
        return registry.exercise("augmentation.ece").reference["ece"](p, y, 2 * bins)

    for seed in (1, 2, 3, 7):
        assert "one bin less" not in named(run("ece", ece, seed))


def test_cholesky_untransposed_is_no_pca():
    def zca_fit(X, eps):
        C = np.cov(X.T, bias=True) + eps * np.eye(X.shape[1])
        return X.mean(axis=0), np.linalg.inv(np.linalg.cholesky(C))

    assert named(run("zca_fit", zca_fit, 7)) == {"Cholesky whitening"}


def blend(rows, partners, lam):
    lam = np.reshape(lam, (-1, *[1] * (rows.ndim - 1)))
    return lam * rows + (1 - lam) * rows[partners]


def mixing(draw):
    """Mixup with its own way to draw: draw(alpha, n, rng) gives partners and lam."""

    def mixup(X, Y, alpha, *, rng):
        partners, lam = draw(alpha, len(X), rng)
        return blend(X, partners, lam), blend(Y, partners, lam), float(np.mean(lam))

    return mixup


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_lam_for_each_row_is_named_and_costs_more_than_the_number_returned(seed):
    report = run("mixup", mixing(lambda a, n, rng: (rng.permutation(n), rng.beta(a, a, n))), seed)
    assert named(report) == {"one lam for each row, the mean returned"}
    assert "rng.beta" not in report.text()
    assert 0.4 < report.fraction < 0.7


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_rows_in_another_order_are_no_mixtures(seed):
    report = run("mixup", mixing(lambda a, n, rng: (rng.permutation(n), 0.0)), seed)
    assert named(report) == {"another order instead of mixtures"}
    assert report.fraction < 0.2


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_partners_and_lam_must_both_come_from_rng(seed):
    def fixed(n):
        return np.random.default_rng(0).permutation(n)

    for draw in (
        lambda a, n, rng: (fixed(n), rng.beta(a, a)),
        lambda a, n, rng: (rng.permutation(n), 0.5),
        lambda a, n, rng: (fixed(n), 0.5),
    ):
        report = run("mixup", mixing(draw), seed)
        assert "own_rng" in failing(report)
        assert report.fraction < 0.7
    assert report.fraction < 0.5


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_ratio_of_two_gamma_draws_is_a_beta_draw(seed):
    def draw(alpha, n, rng):
        one, two = rng.gamma(alpha, size=2)
        return rng.permutation(n), one / (one + two)

    report = run("mixup", mixing(draw), seed)
    assert report.passed, report.text()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_rows_that_are_never_mixed_are_not_called_partners_twice(seed):
    def mixup(X, Y, alpha, *, rng):
        mixed_x, mixed_y, lam = augment.mixup(X, Y, alpha, rng=rng)
        mixed_x[::2], mixed_y[::2] = X[::2], Y[::2]
        return mixed_x, mixed_y, lam

    report = run("mixup", mixup, seed)
    assert failing(report) == ["partners"]
    assert named(report) == set()


@pytest.mark.parametrize("seed", [1, 2, 3, 11, 12])
def test_two_orders_of_the_batch_are_not_called_a_lam_for_each_row(seed):
    def mixup(X, Y, alpha, *, rng):
        lam, p, q = rng.beta(alpha, alpha), rng.permutation(len(X)), rng.permutation(len(X))
        return lam * X[q] + (1 - lam) * X[p], lam * Y[q] + (1 - lam) * Y[p], lam

    assert "beta" not in failing(run("mixup", mixup, seed))
