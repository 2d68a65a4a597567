"""Lesson 08: what a student reads, mistakes in other spellings, right answers of any form."""

import re

import numpy as np
import pytest
from scipy import ndimage

from reglab import augment
from reglab.checks.judging.run import run_exercise
from reglab.checks.model import number, registry
from reglab.checks.probing.draw import draw_cases
from reglab.checks.probing.guard import scan
from reglab.exercises.augmentation.random_shift import rows
from reglab.nn.calibration import ece
from tests.exercises.reading import SEED, failing, named, words

IDS = [id for id, item in registry.items_of("augmentation").items() if hasattr(item, "properties")]


def run(name, function, seed=SEED, guard=False, exercise=None):
    exercise = registry.exercise(f"augmentation.{exercise or name}")
    return run_exercise(exercise, {**exercise.reference, name: function}, seed, guard=guard)


# --- what a student reads ----------------------------------------------------


def first_case(exercise, prop):
    exercise = registry.exercise(f"augmentation.{exercise}")
    return draw_cases(exercise, exercise.properties[prop], SEED)[0]


def test_the_smallest_cases_can_be_computed_on_paper():
    image = rows(first_case("random_shift", "padded_slice")["X"][0])
    report = run("random_shift", lambda X, m, *, rng: np.roll(X, m, axis=2))
    assert f"{image} became [[" in words(report)
    image = first_case("hflip", "mirrored")["X"][0]
    report = run("hflip", lambda X, p, *, rng: X[:, ::-1])
    assert f"an image {rows(image)}, expected this or {rows(image[:, ::-1])}" in words(report)
    report = run("zca_fit", lambda X, eps: (X.mean(axis=0), np.eye(X.shape[1])))
    assert "4 rows of 2 columns, eps = 0: expected 1 at [0, 0] of the covariance" in words(report)
    data = first_case("zca_fit", "applied")
    expected = number(((data["X"] - data["mu"]) @ data["W"])[0, 0])
    report = run("zca_apply", lambda X, mu, W: X, exercise="zca_fit")
    assert f"W = {data['W'].tolist()}: expected {expected} at [0, 0]" in words(report)
    data = first_case("smooth_labels", "true_class")
    K, eps = data["Y"].shape[1], number(data["eps"])
    report = run("smooth_labels", lambda Y, eps: Y)
    assert f"a label of 1, {K} classes, eps = {eps}: expected 0." in words(report)
    values = ", ".join(map(number, first_case("mixup", "rows_mixed")["X"].ravel()))
    report = run("mixup", lambda X, Y, alpha, *, rng: (X / 2, Y / 2, 0.5))
    assert f"of {values} became " in words(report)
    report = run("ece", lambda p, y, bins: -1.0)
    assert re.search(r"confidences (0\.\d5 (right|wrong), ){4}bins = [34]: expected", words(report))


@pytest.mark.parametrize("seed", range(20))
def test_on_paper_the_whitening_matrix_is_the_one_by_hand(seed):
    prop = registry.exercise("augmentation.zca_fit").properties["mean"]
    data = prop.draw(np.random.default_rng(seed))[0]
    mu, W = augment.zca_fit(data["X"], data["eps"])
    np.testing.assert_array_equal(mu, np.round(mu))
    np.testing.assert_allclose(W * 16, np.round(W * 16))


# --- mistakes in spellings of their own ----------------------------------------


def shifting(draw, move=None):
    """A shift in one's own words: draw(rng, n, m) gives rows and columns, move carries it out."""

    def cut(image, dy, dx):
        h, w = image.shape
        return np.pad(image, 25)[25 - dy : 25 - dy + h, 25 - dx : 25 - dx + w]

    def random_shift(X, max_px, *, rng):
        dy, dx = np.broadcast_arrays(*draw(rng, len(X), max_px), np.zeros(len(X)))[:2]
        moves = zip(X, dy.astype(int), dx.astype(int), strict=True)
        return np.array([(move or cut)(image, a, b) for image, a, b in moves])

    return random_shift


def both(draw):
    return lambda rng, n, m: (draw(rng, n, m), draw(rng, n, m))


def even(rng, n, m):
    return np.floor(rng.uniform(-m, m + 1, size=n)).astype(int)


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        (shifting(both(even)), None),
        (
            shifting(both(even), lambda x, a, b: np.roll(np.roll(x, a, axis=0), b, axis=1)),
            "wraps round",
        ),
        (shifting(both(even), lambda x, a, b: ndimage.shift(x, (a, b), mode="nearest", order=0)),
         "edge repeated"),
        (shifting(lambda rng, n, m: (even(rng, n, m), 0)), "up and down only"),
        (shifting(lambda rng, n, m: (0, even(rng, n, m))), "left and right only"),
        (shifting(lambda rng, n, m: [even(rng, n, m)] * 2), "one number for rows and columns"),
        (shifting(both(lambda rng, n, m: np.abs(even(rng, n, m)))), "down and right only"),
        (
            shifting(both(lambda rng, n, m: rng.choice(range(-m, max(m, 1)), n))),
            "max_px never drawn",
        ),
        (
            shifting(both(lambda rng, n, m: rng.choice(range(-2 * m, 2 * m + 1), n))),
            "twice as far",
        ),
        (shifting(both(lambda rng, n, m: m * np.sign(rng.normal(size=n)))), "never at rest"),
        (
            lambda X, m, *, rng: shifting(both(even))(X, m, rng=np.random.default_rng(5)),
            "a seed inside the function",
        ),
        (
            lambda X, m, *, rng: shifting(both(even))(X, m, rng=np.random.default_rng()),
            "another generator",
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("seed", [SEED, 3])
def test_a_wrong_shift_is_known_whatever_its_draws(answer, name, seed):
    report = run("random_shift", answer, seed)
    assert report.passed if name is None else named(report) == {name}, report.text()


def flipping(chosen, mirror=np.fliplr):
    def hflip(X, p, *, rng):
        return np.array([mirror(x) if c else x for x, c in zip(X, chosen(rng, len(X), p))])  # noqa: B905

    return hflip


def binomial(rng, n, p):
    return rng.binomial(1, p, size=n)


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        (flipping(binomial), None),
        (flipping(binomial, np.flipud), "upside down"),
        (flipping(binomial, lambda x: np.rot90(x, 2)), "rows and columns reversed"),
        (flipping(lambda rng, n, p: [rng.binomial(1, p)] * n), "the batch as a whole"),
        (flipping(lambda rng, n, p: binomial(rng, n, 1 - p)), "p turned round"),
        (flipping(lambda rng, n, p: binomial(rng, n, 0.5)), "p ignored"),
        (
            flipping(lambda rng, n, p: rng.permutation(n) < np.ceil(p * n)),
            "a fixed number mirrored",
        ),
    ],
)
@pytest.mark.parametrize("seed", [SEED, 3])
def test_a_wrong_flip_is_known_whatever_its_draws(answer, name, seed):
    report = run("hflip", answer, seed)
    assert report.passed if name is None else named(report) == {name}, report.text()


def rotating(draw, **options):
    options = {"order": 1, "reshape": False, **options}

    def rotate(X, degrees, *, rng):
        return np.stack([ndimage.rotate(x.astype(float), draw(rng, degrees), **options) for x in X])

    return rotate


def any_angle(rng, degrees):
    return degrees * (1 - 2 * rng.random())


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        (rotating(any_angle), None),
        (rotating(any_angle, mode="grid-constant"), None),
        (rotating(lambda rng, d: abs(any_angle(rng, d))), "one direction only"),
        (rotating(lambda rng, d: np.deg2rad(any_angle(rng, d))), "radians for degrees"),
        (rotating(lambda rng, d: any_angle(rng, d) / 2), "half as far"),
        (rotating(lambda rng, d: rng.integers(-int(d), int(d), endpoint=True)), "whole degrees"),
        (rotating(lambda rng, d: d * rng.choice([1, -1])), "to the very left or right"),
        (rotating(any_angle, mode="mirror"), set()),
        (
            lambda X, d, *, rng: ndimage.rotate(
                X.astype(float), any_angle(rng, d), axes=(1, 2), order=1, reshape=False
            ),
            "one angle for the batch",
        ),
    ],
)
@pytest.mark.parametrize("seed", [SEED, 3])
def test_a_wrong_rotation_is_known_whatever_its_draws(answer, name, seed):
    report = run("rotate", answer, seed)
    if name is None:
        assert report.passed, report.text()
    elif name:
        assert named(report) == {name}, report.text()
    else:
        assert failing(report) == ["zeros_outside"]


def shuffled(rng, n):
    return np.argsort(rng.random(n))


def same_mix(Y, p, weight, rng):
    return Y[p] + weight * (Y - Y[p])


def mixing(lam=lambda rng, alpha: rng.beta(alpha, alpha), order=shuffled, labels=same_mix):
    def mixup(X, Y, alpha, *, rng):
        p, weight = order(rng, len(X)), lam(rng, alpha)
        mixed = X[p] + weight * (X - X[p])
        return mixed, labels(Y, p, weight, rng), weight

    return mixup


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        (mixing(), None),
        (mixing(labels=lambda Y, p, w, rng: Y), "labels not mixed"),
        (mixing(labels=lambda Y, p, w, rng: w * Y[p] + (1 - w) * Y),
         "weights of the labels exchanged"),
        (mixing(labels=lambda Y, p, w, rng: same_mix(Y, p, rng.random(), rng)),
         "another lam for the labels"),
        (mixing(order=lambda rng, n: np.arange(n - 1, -1, -1)), "partners in reverse order"),
        (mixing(order=lambda rng, n: rng.choice(n, size=n)), "partners drawn with repetition"),
        (mixing(lam=lambda rng, a: rng.random()), "uniform lam"),
        (mixing(lam=lambda rng, a: 1 - rng.beta(1, a)), set()),
        (mixing(lam=lambda rng, a: rng.beta(a, 1)), "Beta(alpha, 1)"),
        (mixing(lam=lambda rng, a: 0.5 + abs(rng.beta(a, a) - 0.5)),
         "the larger of lam and 1 - lam"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("seed", [SEED, 3])
def test_a_wrong_mixture_is_known_whatever_its_draws(answer, name, seed):
    report = run("mixup", answer, seed)
    if name is None:
        assert report.passed, report.text()
    elif name:
        assert named(report) == {name}, report.text()
    else:
        assert failing(report) == ["beta"]


def test_whitening_by_svd_without_turning_back_is_pca():
    def zca_fit(X, eps):
        mu = X.mean(axis=0)
        _, s, Vt = np.linalg.svd(X - mu)
        variances = np.concatenate([s**2 / len(X), np.zeros(X.shape[1] - len(s))])
        return mu, -Vt.T / np.sqrt(variances + eps)

    assert named(run("zca_fit", zca_fit)) == {"PCA whitening"}


def test_changing_the_images_in_place_costs_its_own_property_only():
    def hflip(X, p, *, rng):
        chosen = rng.random(len(X)) < p
        X[chosen] = X[chosen][:, :, ::-1]
        return X

    assert failing(run("hflip", hflip)) == ["inputs_unchanged"]


def test_the_calibration_error_is_that_of_our_room():
    # An oracle in another spelling: sums over sorted bins.
    rng = np.random.default_rng(0)
    p = rng.dirichlet(np.full(4, 0.3), size=200)
    y = rng.integers(4, size=200)
    where = np.digitize(p.max(axis=1), np.arange(1, 9) / 9, right=True)
    gaps = (p.argmax(axis=1) == y) - p.max(axis=1)
    expected = sum(abs(gaps[where == b].sum()) for b in range(9)) / 200
    assert ece(p, y, 9) == pytest.approx(expected)


# --- what is asked for may not be called ---------------------------------------


@pytest.mark.parametrize("id", IDS)
def test_the_reference_is_no_answer(id):
    exercise = registry.exercise(id)
    name = exercise.names[0]
    reference = exercise.reference[name]

    def answer(*args, **kwargs):
        return reference(*args, **kwargs)

    assert run(name, answer, guard=True).refused
    home = reference.__module__
    assert scan(f"from {home} import {name}", exercise.forbid)


def test_scipy_may_rotate_but_not_shift():
    def forbid(name):
        return registry.exercise(f"augmentation.{name}").forbid

    assert scan("ndimage.rotate(x, 3, order=1, reshape=False)", forbid("rotate")) == []
    assert scan("scipy.ndimage.shift(x, (1, 1))", forbid("random_shift"))
    assert scan("keras.layers.RandomTranslation(0.1, 0.1)(X)", forbid("random_shift"))
    assert run("rotate", rotating(any_angle), guard=True).passed
