"""Exercise 8.3, rotations: what is drawn and called."""

from ...core import Array, Exercise
from ..designs import seeded, turnable
from .draws import KERAS, follows_rng, generator, images_shape

ROTATE = Exercise(
    "augmentation.rotate",
    title="8.3 rotate",
    points=2,
    forbid=("reglab.augment.rotation", "reglab.augment._affine", *KERAS),
)

IMAGES = {"rotate": Array(images_shape)}


def _rotate(answers, data, rng):
    return answers.rotate(data["X"], data["degrees"], rng=rng)


def _call(answers, data):
    return {"rotate": _rotate(answers, data, generator(data))}


def _case(rng, shape, degrees):
    return seeded(rng, X=turnable(rng, *shape), degrees=degrees)


@ROTATE.property(
    "an image turns about its centre, and keeps its size",
    draw=lambda rng: [
        _case(rng, (1, 9, 9), 40.0),
        _case(rng, (12, 8, 8), 25.0),
        _case(rng, (12, 9, 12), 60.0),
    ],
    returns=IMAGES,
)
def turned(answers, data):
    return _call(answers, data)


@ROTATE.property(
    "what comes in from outside is 0",
    draw=lambda rng: _case(rng, (60, 9, 9), 45.0),
    returns=IMAGES,
    after="turned",
)
def zeros_outside(answers, data):
    return _call(answers, data)


@ROTATE.property(
    "degrees = 0 changes nothing",
    draw=lambda rng: _case(rng, (4, 6, 7), 0.0),
    returns=IMAGES,
    after="turned",
)
def zero_degrees(answers, data):
    return _call(answers, data)


follows_rng(
    ROTATE,
    _rotate,
    draw=lambda rng: _case(rng, (10, 6, 6), 30.0),
    shape=images_shape,
    after="turned",
)


@ROTATE.property(
    "each image has an angle of its own",
    draw=lambda rng: _case(rng, (20, 7, 6), 30.0),
    returns=IMAGES,
    after="turned",
)
def each_its_own(answers, data):
    return _call(answers, data)


@ROTATE.property(
    "angles are uniform between -degrees and degrees",
    draw=lambda rng: [_case(rng, (300, 5, 5), degrees) for degrees in (20.0, 75.5)],
    returns=IMAGES,
    after="each_its_own",
    statistical=True,
)
def uniform_angles(answers, data):
    return _call(answers, data)
