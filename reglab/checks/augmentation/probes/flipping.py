"""Exercise 8.2, mirror images: what is drawn and called."""

import numpy as np

from ...core import Array, Exercise, ListOf
from ..designs import PROBABILITIES, numbered, seeded
from .draws import KERAS, follows_rng, generator, images_shape

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


CALLS = 60
OUTS = {"outs": Array(lambda data: (data["calls"], *data["X"].shape))}


def _case(rng, shape, p, calls):
    return seeded(rng, X=numbered(*shape), p=p, calls=calls)


@HFLIP.property(
    "an image stays as it is, or is mirrored left to right",
    draw=lambda rng: [
        # So many images and so many calls that some are mirrored, however the draws are made.
        _case(rng, (20, 2, 3), 0.8, CALLS),
        _case(rng, (70, 3, 5), 0.3, CALLS),
    ],
    returns={"hflip": ListOf(Array(images_shape), CALLS)},
)
def mirrored(answers, data):
    rng = generator(data)
    return {"hflip": [_flip(answers, data, rng) for _ in range(CALLS)]}


follows_rng(
    HFLIP,
    _flip,
    draw=lambda rng: [seeded(rng, X=numbered(100, 2, 3), p=p) for p in PROBABILITIES[:2]],
    shape=images_shape,
    after="mirrored",
)


@HFLIP.property(
    "every image is mirrored or left on its own",
    draw=lambda rng: [_case(rng, (20, 2, 3), p, 40) for p in PROBABILITIES],
    returns=OUTS,
    after="mirrored",
)
def on_its_own(answers, data):
    return _calls(answers, data)


@HFLIP.property(
    "an image is mirrored with probability p",
    draw=lambda rng: [_case(rng, (50, 2, 2), p, 30) for p in (*PROBABILITIES, 0.05)],
    returns=OUTS,
    after="on_its_own",
    statistical=True,
)
def share_mirrored(answers, data):
    return _calls(answers, data)


@HFLIP.property(
    "p = 0 mirrors no image, p = 1 all of them",
    draw=lambda rng: [_case(rng, (30, 2, 3), p, 5) for p in (0.0, 1.0)],
    returns=OUTS,
    after="mirrored",
)
def certain(answers, data):
    return _calls(answers, data)
