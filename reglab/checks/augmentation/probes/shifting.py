"""Exercise 8.1, random shifts: what is drawn and called."""

from ...core import Array, Exercise
from ..designs import numbered, seeded
from .draws import KERAS, follows_rng, generator, images_shape

RANDOM_SHIFT = Exercise(
    "augmentation.random_shift",
    title="8.1 random_shift",
    points=3,
    forbid=("reglab.augment.shifting", "scipy.ndimage._interpolation:shift", *KERAS),
)

# One shift for a whole batch is hardly ever (0, 0) with so many to draw from.
SURELY = 5

IMAGES = {"random_shift": Array(images_shape)}


def _shift(answers, data, rng):
    return answers.random_shift(data["X"], data["max_px"], rng=rng)


def _call(answers, data):
    return {"random_shift": _shift(answers, data, generator(data))}


def _case(rng, shape, max_px):
    return seeded(rng, X=numbered(*shape), max_px=max_px)


@RANDOM_SHIFT.property(
    "an image moves by whole pixels, and zeros come in",
    draw=lambda rng: [
        _case(rng, (12, 3, 3), 1),
        _case(rng, (25, 6, 9), 2),
        _case(rng, (25, 12, 11), SURELY),
    ],
    returns=IMAGES,
)
def padded_slice(answers, data):
    return _call(answers, data)


@RANDOM_SHIFT.property(
    "max_px = 0 changes nothing",
    draw=lambda rng: _case(rng, (5, 3, 4), 0),
    returns=IMAGES,
    after="padded_slice",
)
def zero_pixels(answers, data):
    return _call(answers, data)


follows_rng(
    RANDOM_SHIFT,
    _shift,
    draw=lambda rng: _case(rng, (40, 12, 13), 11),
    shape=images_shape,
    after="padded_slice",
)


@RANDOM_SHIFT.property(
    "each image has a shift of its own",
    draw=lambda rng: [_case(rng, (40, 12, 13), max_px) for max_px in (1, 2, SURELY)],
    returns=IMAGES,
    after="padded_slice",
)
def each_its_own(answers, data):
    return _call(answers, data)


@RANDOM_SHIFT.property(
    "up, down, left and right, up to max_px pixels and no further",
    draw=lambda rng: [_case(rng, (300, 7, 8), max_px) for max_px in (1, 2, 3)],
    returns=IMAGES,
    after="each_its_own",
)
def all_directions(answers, data):
    return _call(answers, data)


@RANDOM_SHIFT.property(
    "every pair of shifts (down, right) is equally likely",
    draw=lambda rng: [_case(rng, (n, 5, 6), max_px) for n, max_px in ((2500, 1), (3000, 2))],
    returns=IMAGES,
    after="all_directions",
    statistical=True,
)
def equally_likely(answers, data):
    return _call(answers, data)
