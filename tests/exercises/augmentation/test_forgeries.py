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


ECE_KINDS = ["several_classes", "low_confidences", "many_bins", "many_rows"]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("name", "condition", "expected"),
    [
        ("random_shift", lambda X, m: m == 1, ["moves"]),
        ("random_shift", lambda X, m: len(X) in (12, 25),
         ["zero_pixels", "own_rng", "each_its_own"]),
        ("random_shift", lambda X, m: len(X) != 20, ["own_rng"]),
        ("random_shift", lambda X, m: len(X) < 1000, ["equally_likely"]),
        ("hflip", lambda X, p: p > 0.5, ["mirrored", "own_rng", "on_its_own", "certain"]),
        ("hflip", lambda X, p: len(X) != 15 or p in (0, 1), ["own_rng"]),
        ("hflip", lambda X, p: p != 0, ["certain"]),
        ("rotate", lambda X, d: len(X) == 1, ["turns"]),
        ("rotate", lambda X, d: len(X) in (1, 12),
         ["zeros_outside", "zero_degrees", "own_rng", "each_its_own"]),
        ("rotate", lambda X, d: len(X) != 40, ["zeros_outside"]),
        ("rotate", lambda X, d: len(X) < 240, ["uniform_angles"]),
        ("smooth_labels", lambda Y, eps: len(Y) == 1,
         ["true_class", "other_classes", "many_classes", "classes_missing", "soft_labels",
          "large_eps", "exact"]),
        ("smooth_labels", lambda Y, eps: eps > 0, ["eps_zero"]),
        (
            "ece",
            lambda p, y, bins: len(p) == 4,
            ["two_classes", *ECE_KINDS, "exact", "one_bin"],
        ),
        ("ece", lambda p, y, bins: bins > 1, ["one_bin"]),
        ("ece", lambda p, y, bins: len(p) != 2, ["certainty", "edges", "beside_edges"]),
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

    assert failing("mixup", exchanged_if(lambda n: n == 5), seed) == ["rows_mixed"]
    assert failing("mixup", exchanged_if(lambda n: n > 5), seed) == ["rows_mixed"]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_lam_that_has_nothing_to_do_with_the_mixture_fails(seed):
    def mixup(X, Y, alpha, *, rng):
        p = rng.permutation(len(X))
        return (X + X[p]) / 2, (Y + Y[p]) / 2, rng.beta(alpha, alpha)

    assert failing("mixup", mixup, seed) == ["rows_mixed", "own_rng"]


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

    assert {"zeros_outside", "zero_degrees"} <= set(failing("rotate", rotate, seed))


@pytest.mark.parametrize("seed", SEEDS)
def test_values_beyond_those_of_the_image_are_no_border(seed):
    def rotate(X, degrees, *, rng):
        turned = augment.rotate(X, degrees, rng=rng)
        turned[:, 0, 0] = 100.0
        return turned

    assert failing("rotate", rotate, seed)[0] == "turned"


@pytest.mark.parametrize("seed", SEEDS)
def test_the_mean_is_right_wherever_rows_are_fitted(seed):
    def zca_fit(X, eps):
        mu, W = augment.zca_fit(X, eps)
        return (mu if len(X) > X.shape[1] else mu + 1), W

    assert failing("zca_fit", zca_fit, seed) == ["mean"]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("name", "core"), [("random_shift", "moves"), ("hflip", "mirrored")])
def test_images_that_count_up_are_not_all_that_is_tried(name, core, seed):
    right = registry.exercise(f"augmentation.{name}").reference[name]

    def made_up(X, how_far, *, rng):
        return right(X[0, 0, 0] + np.arange(X.size).reshape(X.shape), how_far, rng=rng)

    assert failing(name, made_up, seed)[0] == core


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("sign", [1, -1])
def test_draws_that_two_images_share_are_noticed(sign, seed):
    def paired(draws):
        half = (len(draws) + 1) // 2
        draws[half:] = sign * draws[: len(draws) - half]
        return draws

    def rotate(X, degrees, *, rng):
        return augment.rotate_by(X, paired(rng.uniform(-degrees, degrees, len(X))))

    def random_shift(X, max_px, *, rng):
        dy, dx = paired(rng.integers(-max_px, max_px + 1, size=(len(X), 2))).T
        return augment.shift(X, dy, dx)

    def hflip(X, p, *, rng):
        u = rng.random(len(X)) - 0.5
        return np.where((paired(u) + 0.5 < p)[:, None, None], X[:, :, ::-1], X)

    assert "independent" in failing("rotate", rotate, seed)
    assert "independent" in failing("random_shift", random_shift, seed)
    assert failing("hflip", hflip, seed) == ["independent"]


@pytest.mark.parametrize("seed", SEEDS)
def test_draws_that_are_spread_evenly_are_noticed(seed):
    def evenly(rng, n):
        return rng.permutation((np.arange(n) + rng.random()) / n)

    def rotate(X, degrees, *, rng):
        return augment.rotate_by(X, degrees * (2 * evenly(rng, len(X)) - 1))

    def random_shift(X, max_px, *, rng):
        dy, dx = (
            np.floor(evenly(rng, len(X)) * (2 * max_px + 1)).astype(int) - max_px for _ in range(2)
        )
        return augment.shift(X, dy, dx)

    def hflip(X, p, *, rng):
        return np.where((evenly(rng, len(X)) < p)[:, None, None], X[:, :, ::-1], X)

    assert "independent" in failing("rotate", rotate, seed)
    assert "independent" in failing("random_shift", random_shift, seed)
    assert failing("hflip", hflip, seed)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_probability_below_a_hundredth_is_no_hundredth(seed):
    def of(sides):
        def hflip(X, p, *, rng):
            chosen = rng.integers(sides, size=len(X)) < sides * p
            return np.where(chosen[:, None, None], X[:, :, ::-1], X)

        return hflip

    assert failing("hflip", of(100), seed) == ["share_mirrored"]
    assert set(failing("hflip", of(1000), seed)) & {"share_mirrored", "rare"}


@pytest.mark.parametrize("seed", SEEDS)
def test_partners_from_some_permutations_only_are_noticed(seed):
    def mixup(X, Y, alpha, *, rng):
        lam, n = rng.beta(alpha, alpha), len(X)
        p = (rng.choice([-1, 1]) * np.arange(n) + rng.integers(n)) % n
        return lam * X + (1 - lam) * X[p], lam * Y + (1 - lam) * Y[p], lam

    assert failing("mixup", mixup, seed)[-1] == "partners"
