"""Lesson 08: outputs that fit each other, or only some inputs, earn next to nothing."""

import numpy as np
import pytest
from scipy import ndimage

from reglab import augment
from reglab.checks.judging.run import run_exercise
from reglab.checks.model import registry

SEEDS = (1, 2, 3)


def failing(name, function, seed, exercise=None):
    exercise = registry.exercise(f"augmentation.{exercise or name}")
    answers = {**exercise.reference, name: function}
    report = run_exercise(exercise, answers, seed, guard=False)
    assert not report.needs_review
    return [result.name for result in report.results if result.status == "fail"]


def only_if(condition, right):
    """An answer that is right only where a condition on its arguments holds, and 0 elsewhere."""

    def answer(*args, **kwargs):
        result = right(*args, **kwargs)
        return result if condition(*args) else np.zeros_like(result)

    return answer


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("name", "condition", "expected"),
    [
        ("random_shift", lambda X, m: m == 1, ["padded_slice"]),
        ("random_shift", lambda X, m: len(X) in (12, 25),
         ["zero_pixels", "own_rng", "each_its_own"]),
        ("random_shift", lambda X, m: len(X) != 20, ["own_rng"]),
        ("random_shift", lambda X, m: len(X) < 1000, ["equally_likely"]),
        ("hflip", lambda X, p: p > 0.5, ["mirrored"]),
        ("hflip", lambda X, p: len(X) != 15 or p in (0, 1), ["own_rng"]),
        ("hflip", lambda X, p: p != 0, ["certain"]),
        ("rotate", lambda X, d: len(X) == 1, ["turned"]),
        ("rotate", lambda X, d: len(X) in (1, 12),
         ["zeros_outside", "zero_degrees", "own_rng", "each_its_own"]),
        ("rotate", lambda X, d: len(X) != 60, ["zeros_outside"]),
        ("rotate", lambda X, d: len(X) < 300, ["uniform_angles"]),
        ("smooth_labels", lambda Y, eps: len(Y) == 1, ["true_class"]),
        ("smooth_labels", lambda Y, eps: eps > 0, ["eps_zero"]),
        ("ece", lambda p, y, bins: len(p) == 4, ["weighted_gaps"]),
        ("ece", lambda p, y, bins: bins > 1, ["one_bin"]),
        ("ece", lambda p, y, bins: len(p) != 2, ["certainty", "edges"]),
    ],
)  # fmt: skip
def test_what_is_right_for_some_inputs_fails_for_the_others(name, condition, expected, seed):
    right = registry.exercise(f"augmentation.{name}").reference[name]
    assert failing(name, only_if(condition, right), seed) == expected


@pytest.mark.parametrize("seed", SEEDS)
def test_a_mixture_is_compared_with_its_rows_wherever_it_is_made(seed):
    def exchanged_if(few):
        def mixup(X, Y, alpha, *, rng):
            mixed_x, mixed_y, lam = augment.mixup(X, Y, alpha, rng=rng)
            return mixed_x, mixed_y, 1 - lam if few(len(X)) else lam

        return mixup

    # The batches of `beta` have 2 to 4 rows, the smaller one of `partners` has 4 or 5.
    assert "beta" in failing("mixup", exchanged_if(lambda n: n < 5), seed)
    assert failing("mixup", exchanged_if(lambda n: n in (4, 5)), seed) == ["rows_mixed"]
    assert failing("mixup", exchanged_if(lambda n: n > 4), seed) == ["rows_mixed"]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_lam_that_has_nothing_to_do_with_the_mixture_fails(seed):
    def mixup(X, Y, alpha, *, rng):
        p = rng.permutation(len(X))
        return (X + X[p]) / 2, (Y + Y[p]) / 2, rng.beta(alpha, alpha)

    assert failing("mixup", mixup, seed) == ["rows_mixed"]


def reversed_direction(which):
    """A symmetric W that whitens as well, with one eigenvector's factor negative."""

    def zca_fit(X, eps):
        mu = X.mean(axis=0)
        s, U = np.linalg.eigh((X - mu).T @ (X - mu) / len(X))
        factors = 1 / np.sqrt(np.maximum(s, 0) + eps)
        factors[which] *= -1
        return mu, (U * factors) @ U.T

    return zca_fit


@pytest.mark.parametrize("seed", SEEDS)
def test_a_symmetric_root_that_is_another_one_fails(seed):
    assert failing("zca_fit", reversed_direction(-1), seed) == ["directions"]
    assert failing("zca_fit", reversed_direction(0), seed) == ["directions", "no_variance"]


@pytest.mark.parametrize("seed", SEEDS)
def test_rotations_are_compared_with_the_images_wherever_they_are_made(seed):
    def rotate(X, degrees, *, rng):
        turned = augment.rotate(X, degrees, rng=rng)
        return turned if len(X) in (1, 12) else ndimage.gaussian_filter(turned, (0, 1, 1))

    expected = ["zeros_outside", "zero_degrees", "own_rng", "each_its_own"]
    assert failing("rotate", rotate, seed) == expected


@pytest.mark.parametrize("seed", SEEDS)
def test_values_beyond_those_of_the_image_are_no_border(seed):
    def rotate(X, degrees, *, rng):
        turned = augment.rotate(X, degrees, rng=rng)
        turned[:, 0, 0] = 100.0
        return turned

    assert failing("rotate", rotate, seed) == ["turned"]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_mean_is_right_wherever_rows_are_fitted(seed):
    def zca_fit(X, eps):
        mu, W = augment.zca_fit(X, eps)
        return (mu if len(X) > X.shape[1] else mu + 1), W

    assert failing("zca_fit", zca_fit, seed) == ["mean"]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("name", "core"), [("random_shift", "padded_slice"), ("hflip", "mirrored")]
)
def test_images_that_count_up_are_not_all_that_is_tried(name, core, seed):
    right = registry.exercise(f"augmentation.{name}").reference[name]

    def made_up(X, how_far, *, rng):
        return right(X[0, 0, 0] + np.arange(X.size).reshape(X.shape), how_far, rng=rng)

    assert failing(name, made_up, seed) == [core]
