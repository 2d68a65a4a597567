"""Exercise 8.1, random shifts: what is drawn and called."""

from ...core import Array, Exercise
from ...core.libraries import KERAS
from ..designs import numbered, pictures, seeded, whole
from .draws import follows_rng, generator, images_shape

RANDOM_SHIFT = Exercise(
    "augmentation.random_shift",
    title="8.1 random_shift",
    points=3,
    forbid=("reglab.augment.shifting", "scipy.ndimage", *KERAS),
)

# One shift for a whole batch is hardly ever (0, 0) with so many to draw from.
SURELY = 5

IMAGES = {"random_shift": Array(images_shape)}


def _shift(answers, data, rng):
    return answers.random_shift(data["X"], data["max_px"], rng=rng)


def _call(answers, data):
    return {"random_shift": _shift(answers, data, generator(data))}


def _case(rng, n, max_px, room=(1, 3)):
    """Images so large that something is left of them even after a shift by twice max_px."""
    height, width = (2 * max_px + whole(rng, *room) for _ in range(2))
    return seeded(rng, X=pictures(rng, n, height, width), max_px=max_px)


@RANDOM_SHIFT.property(
    "an image moves by whole pixels, and zeros come in",
    draw=lambda rng: [
        seeded(rng, X=numbered(rng, 12, 3, 3), max_px=1),
        # With so much room, rows that wrapped round cannot pass for a shift by twice max_px.
        _case(rng, 25, whole(rng, 2, 4), room=(3, 5)),
        _case(rng, 25, whole(rng, SURELY, 7), room=(3, 5)),
    ],
    returns=IMAGES,
)
def padded_slice(answers, data):
    return _call(answers, data)


@RANDOM_SHIFT.property(
    "max_px = 0 changes nothing",
    draw=lambda rng: seeded(rng, X=pictures(rng, 5, whole(rng, 2, 5), whole(rng, 2, 5)), max_px=0),
    returns=IMAGES,
    after="padded_slice",
)
def zero_pixels(answers, data):
    return _call(answers, data)


follows_rng(
    RANDOM_SHIFT,
    _shift,
    draw=lambda rng: _case(rng, 20, whole(rng, 3, 5)),
    shape=images_shape,
    after="padded_slice",
)


@RANDOM_SHIFT.property(
    "each image has a shift of its own",
    draw=lambda rng: [
        _case(rng, 60, max_px) for max_px in (1, whole(rng, 2, 4), whole(rng, SURELY, 7))
    ],
    returns=IMAGES,
    after="padded_slice",
)
def each_its_own(answers, data):
    return _call(answers, data)


@RANDOM_SHIFT.property(
    "up, down, left and right, up to max_px pixels and no further",
    draw=lambda rng: [_case(rng, 300, max_px) for max_px in (1, 2, whole(rng, 3, 4))],
    returns=IMAGES,
    after="each_its_own",
)
def all_directions(answers, data):
    return _call(answers, data)


@RANDOM_SHIFT.property(
    "every pair of shifts (down, right) is equally likely",
    draw=lambda rng: [_case(rng, whole(rng, 2000, 3000), m, room=(1, 2)) for m in (1, 2)],
    returns=IMAGES,
    after="all_directions",
    statistical=True,
)
def equally_likely(answers, data):
    return _call(answers, data)
