"""Exercise 8.3, rotations: what is drawn and called."""

from ...core import Array, Exercise
from ...core.libraries import KERAS
from ..designs import decimal, seeded, turnable, whole
from .draws import follows_rng, generator, images_shape

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


def _case(rng, n, degrees, sizes=(5, 9)):
    height, width = (whole(rng, *sizes) for _ in range(2))
    return seeded(rng, X=turnable(rng, n, height, width), degrees=degrees)


@ROTATE.property(
    "an image turns about its centre, and keeps its size",
    draw=lambda rng: [
        _case(rng, 1, decimal(rng, 30, 60), sizes=(8, 9)),
        _case(rng, 12, decimal(rng, 15, 45), sizes=(6, 9)),
        _case(rng, 12, decimal(rng, 45, 85), sizes=(7, 12)),
    ],
    returns=IMAGES,
)
def turned(answers, data):
    return _call(answers, data)


@ROTATE.property(
    "what comes in from outside is 0",
    draw=lambda rng: _case(rng, 60, decimal(rng, 40, 60), sizes=(8, 10)),
    returns=IMAGES,
    after="turned",
)
def zeros_outside(answers, data):
    return _call(answers, data)


@ROTATE.property(
    "degrees = 0 changes nothing",
    draw=lambda rng: _case(rng, 4, 0.0),
    returns=IMAGES,
    after="turned",
)
def zero_degrees(answers, data):
    return _call(answers, data)


follows_rng(
    ROTATE,
    _rotate,
    draw=lambda rng: _case(rng, 10, decimal(rng, 15, 60), sizes=(5, 7)),
    shape=images_shape,
    after="turned",
)


@ROTATE.property(
    "each image has an angle of its own",
    draw=lambda rng: _case(rng, 40, decimal(rng, 15, 60), sizes=(5, 7)),
    returns=IMAGES,
    after="turned",
)
def each_its_own(answers, data):
    return _call(answers, data)


@ROTATE.property(
    "angles are uniform between -degrees and degrees",
    draw=lambda rng: [
        _case(rng, 300, decimal(rng, *ends), sizes=(5, 7)) for ends in ((15, 35), (55, 85))
    ],
    returns=IMAGES,
    after="each_its_own",
    statistical=True,
)
def uniform_angles(answers, data):
    return _call(answers, data)
