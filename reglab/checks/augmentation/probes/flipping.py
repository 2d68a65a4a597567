"""Exercise 8.2, mirror images: what is drawn and called."""

import numpy as np

from ...core import Array, Exercise, ListOf
from ...core.libraries import KERAS
from ..designs import decimal, numbered, pictures, probabilities, seeded, whole
from .draws import follows_rng, generator, images_shape

HFLIP = Exercise(
    "augmentation.hflip",
    title="8.2 hflip",
    points=2,
    forbid=("reglab.augment.flipping", *KERAS),
)


def _flip(answers, data, rng):
    return answers.hflip(data["X"], data["p"], rng=rng)


def _calls(answers, data):
    """Outputs of several calls with one Generator: an array of shape (calls, *X.shape)."""
    rng = generator(data)
    return {"outs": np.array([_flip(answers, data, rng) for _ in range(data["calls"])])}


# So many that some images are mirrored and others are not, however the draws are made.
CALLS = 60
OUTS = {"outs": Array(lambda data: (data["calls"], *data["X"].shape))}


def _images(rng, n):
    return pictures(rng, n, whole(rng, 2, 4), whole(rng, 2, 5))


@HFLIP.property(
    "an image stays as it is, or is mirrored left to right",
    draw=lambda rng: [
        seeded(rng, X=numbered(rng, 20, 2, 3), p=probabilities(rng)[0]),
        # Rows and columns so many that turning and mirroring look different.
        seeded(rng, X=pictures(rng, 50, 3, whole(rng, 4, 6)), p=probabilities(rng)[1]),
    ],
    returns={"hflip": ListOf(Array(images_shape), CALLS)},
)
def mirrored(answers, data):
    rng = generator(data)
    return {"hflip": [_flip(answers, data, rng) for _ in range(CALLS)]}


follows_rng(
    HFLIP,
    _flip,
    draw=lambda rng: [seeded(rng, X=_images(rng, 15), p=p) for p in probabilities(rng)],
    shape=images_shape,
    after="mirrored",
    calls=40,
)


@HFLIP.property(
    "every image is mirrored or left on its own",
    draw=lambda rng: [
        seeded(rng, X=_images(rng, whole(rng, 18, 25)), p=p, calls=100) for p in probabilities(rng)
    ],
    returns=OUTS,
    after="mirrored",
)
def on_its_own(answers, data):
    return _calls(answers, data)


@HFLIP.property(
    "an image is mirrored with probability p",
    draw=lambda rng: [
        seeded(rng, X=pictures(rng, 50, 2, whole(rng, 2, 3)), p=p, calls=30)
        for p in (*probabilities(rng), decimal(rng, 0.03, 0.1, digits=2))
    ],
    returns=OUTS,
    after="on_its_own",
    statistical=True,
)
def share_mirrored(answers, data):
    return _calls(answers, data)


@HFLIP.property(
    "p = 0 mirrors no image, p = 1 all of them",
    draw=lambda rng: [
        seeded(rng, X=_images(rng, whole(rng, 20, 40)), p=p, calls=5) for p in (0.0, 1.0)
    ],
    returns=OUTS,
    after="mirrored",
)
def certain(answers, data):
    return _calls(answers, data)
