"""Exercise 8.2, mirror images."""

import numpy as np

from reglab.augment import hflip
from reglab.checks.model import PASSED, Array, Exercise, ListOf, failed, number
from reglab.exercises.augmentation import own_rng
from reglab.exercises.augmentation.inputs import decimal, numbered, pictures, seeded, whole
from reglab.exercises.augmentation.own_rng import generator, images_shape
from reglab.exercises.augmentation.random_shift import rows
from reglab.exercises.libraries import KERAS

HFLIP = Exercise(
    "augmentation.hflip",
    title="8.2 hflip",
    points=2,
    forbid=("reglab.augment.flipping", *KERAS),
    reference=hflip,
)


def _flip(answers, data, rng):
    return answers.hflip(data["X"], data["p"], rng=rng)


def _calls(answers, data):
    """Outputs of several calls with one Generator: an array of shape (calls, *X.shape)."""
    rng = generator(data)
    return {"outs": np.array([_flip(answers, data, rng) for _ in range(data["calls"])])}


OUTS = {"outs": Array(lambda data: (data["calls"], *data["X"].shape))}


def _probabilities(rng):
    """A high and a low probability, far from 1/2, where p and 1 - p are the same."""
    return decimal(rng, 0.62, 0.8, digits=2), decimal(rng, 0.2, 0.38, digits=2)


def _images(rng, n):
    return pictures(rng, n, whole(rng, 2, 4), whole(rng, 2, 5))


def mirrored_images(X, outs):
    """True for mirrored images, and the index of the first neither mirrored nor unchanged one."""
    flipped = np.all(outs == X[:, :, ::-1], axis=(-2, -1))
    left = np.all(outs == X, axis=(-2, -1))
    wrong = np.argwhere(~(flipped | left))
    return flipped, (tuple(wrong[0]) if len(wrong) else None)


def left_or_mirrored(data, outs):
    """Whether each image is the grader's or its mirror image."""
    X = data["X"]
    wrong = mirrored_images(X, outs)[1]
    if wrong is None:
        return PASSED
    image = X[wrong[-1]]
    what = f"{image.shape[0]} by {image.shape[1]} pixels: expected it or its mirror image"
    if image.size <= 6:
        what = f"{rows(image)}, expected this or {rows(image[:, ::-1])}, got {rows(outs[wrong])}"
    return failed(
        "The axes are (image, row, column). A mirror image has its columns in reverse order.",
        f"an image {what}",
    )


def _read(data, outs):
    """The verdict of `left_or_mirrored`, and True for each mirrored image."""
    return left_or_mirrored(data, outs), mirrored_images(data["X"], outs)[0]


# Enough calls that some images are mirrored and others are not, for any way to draw.
CALLS = 60


def _call_mirrored(answers, data):
    rng = generator(data)
    return {"hflip": [_flip(answers, data, rng) for _ in range(CALLS)]}


@HFLIP.property(
    "an image stays as it is, or is mirrored left to right",
    draw=lambda rng: [
        seeded(rng, X=numbered(rng, 20, 2, 3), p=_probabilities(rng)[0]),
        # Enough rows and columns that turning and mirroring differ.
        seeded(rng, X=pictures(rng, 50, 3, whole(rng, 4, 6)), p=_probabilities(rng)[1]),
    ],
    call=_call_mirrored,
    returns={"hflip": ListOf(Array(images_shape), CALLS)},
)
def mirrored(data, out):
    verdict, flipped = _read(data, np.array(out["hflip"]))
    if not verdict.passed:
        return verdict
    if not np.any(flipped):
        return failed(
            "Mirror each image with probability p.",
            f"p = {number(data['p'])}, {flipped.size} images: expected some to be mirrored, got "
            "none",
        )
    return PASSED


HFLIP.property(
    own_rng.TITLE,
    name="own_rng",
    draw=lambda rng: [seeded(rng, X=_images(rng, 15), p=p) for p in _probabilities(rng)],
    call=own_rng.with_generators(_flip, calls=40),
    returns=own_rng.of_generators(images_shape, calls=40),
    judge=own_rng.follows_rng("choices", left_or_mirrored),
    after="mirrored",
)


@HFLIP.property(
    "every image is mirrored or left on its own",
    draw=lambda rng: [
        seeded(rng, X=_images(rng, whole(rng, 18, 25)), p=p, calls=100) for p in _probabilities(rng)
    ],
    call=_calls,
    returns=OUTS,
    after="mirrored",
)
def on_its_own(data, out):
    verdict, flipped = _read(data, out["outs"])
    if not verdict.passed:
        return verdict
    counts = flipped.sum(axis=1)
    if np.all((counts == 0) | (counts == flipped.shape[1])):
        return failed(
            "Draw one number for each image, not one for the batch.",
            f"{len(counts)} calls with {flipped.shape[1]} images: expected some mirrored and some "
            "not, got all or none",
        )
    if np.all(counts == counts[0]):
        return failed(
            "The number of mirrored images must be random: compare one draw for each image with p.",
            f"{len(counts)} calls: expected a changing number of mirrored images, got "
            f"{int(counts[0])} in each",
        )
    if np.all(flipped == flipped[0]):
        return failed(
            "The choice of mirrored images must be random.",
            f"{len(counts)} calls: expected different images to be mirrored, got the same",
        )
    return PASSED


@HFLIP.property(
    "an image is mirrored with probability p",
    draw=lambda rng: [
        seeded(rng, X=pictures(rng, 50, 2, whole(rng, 2, 3)), p=p, calls=30)
        for p in (*_probabilities(rng), decimal(rng, 0.03, 0.1, digits=2))
    ],
    call=_calls,
    returns=OUTS,
    after="on_its_own",
    statistical=True,
)
def share_mirrored(data, out):
    (verdict, flipped), p = _read(data, out["outs"]), data["p"]
    if not verdict.passed:
        return verdict
    if abs(flipped.mean() - p) < 5 * np.sqrt(p * (1 - p) / flipped.size):
        return PASSED
    return failed(
        "Mirror an image with probability p: a draw from [0, 1) is below p that often.",
        f"p = {number(p)}: expected about {p:.0%} of {flipped.size} images to be mirrored, got "
        f"{flipped.mean():.1%}",
    )


@HFLIP.property(
    "p = 0 mirrors no image, p = 1 all of them",
    draw=lambda rng: [
        seeded(rng, X=_images(rng, whole(rng, 20, 40)), p=p, calls=5) for p in (0.0, 1.0)
    ],
    call=_calls,
    returns=OUTS,
    after="mirrored",
)
def certain(data, out):
    (verdict, flipped), wanted = _read(data, out["outs"]), bool(data["p"])
    if not verdict.passed:
        return verdict
    if np.all(flipped == wanted):
        return PASSED
    return failed(
        "Compare a draw from [0, 1) with p.",
        f"p = {number(data['p'])}: expected {'all' if wanted else 'no'} images to be mirrored, got "
        f"{int(flipped.sum())} of {flipped.size}",
    )
