"""Exercise 8.1, random shifts."""

import numpy as np

from reglab.augment import random_shift
from reglab.checks.model import PASSED, Array, Exercise, failed, number
from reglab.exercises.augmentation import own_rng
from reglab.exercises.augmentation.inputs import numbered, pictures, seeded, whole
from reglab.exercises.augmentation.own_rng import generator, images_shape
from reglab.exercises.augmentation.reading import shifts_of
from reglab.exercises.libraries import KERAS

RANDOM_SHIFT = Exercise(
    "augmentation.random_shift",
    title="8.1 random_shift",
    points=3,
    returns=Array(images_shape),
    forbid=("reglab.augment.shifting", "scipy.ndimage", *KERAS),
    reference=random_shift,
)

# For max_px from here on, one shift for a whole batch is hardly ever (0, 0).
SURELY = 5


def _shift(answers, data, rng):
    return answers.random_shift(data["X"], data["max_px"], rng=rng)


def _call(answers, data):
    return {"random_shift": _shift(answers, data, generator(data))}


def _case(rng, n, max_px, room=(1, 3)):
    """Images so large that part of them remains even after a shift by twice max_px."""
    height, width = (2 * max_px + whole(rng, *room) for _ in range(2))
    return seeded(rng, X=pictures(rng, n, height, width), max_px=max_px)


def rows(image):
    """A small image as nested lists of short numbers."""
    return "[" + ", ".join("[" + ", ".join(map(number, row)) + "]" for row in image) + "]"


def shifted(data, got):
    """Check that each image is a shifted given image with zeros beside it."""
    X = data["X"]
    wrong = np.flatnonzero(np.isnan(shifts_of(X, got)[:, 0]))
    if not len(wrong):
        return PASSED
    first = wrong[0]
    case = f"image {first} of {len(X)} is none"
    if X[first].size <= 9:
        case = f"{rows(X[first])} became {rows(got[first])}"
    return failed(
        "Shift the image and fill with zeros: pixels moved beyond the border are lost.",
        f"max_px = {data['max_px']}: expected shifted images with zeros beside them, but {case}",
    )


def _read(data, out):
    """The verdict of `shifted` on the result of the only call, and the shifts."""
    got = out["random_shift"]
    return shifted(data, got), shifts_of(data["X"], got)


@RANDOM_SHIFT.property(
    "an image moves by whole pixels, and zeros come in",
    draw=lambda rng: [
        seeded(rng, X=numbered(rng, 12, 3, 3), max_px=1),
        # Large enough that wrapped rows do not look like a shift by twice max_px.
        _case(rng, 25, whole(rng, 2, 4), room=(3, 5)),
        _case(rng, 25, whole(rng, SURELY, 7), room=(3, 5)),
    ],
    call=_call,
)
def padded_slice(data, out):
    X = data["X"]
    verdict, shifts = _read(data, out)
    if not verdict.passed:
        return verdict
    if data["max_px"] >= SURELY and np.all(shifts == 0):
        return failed(
            "Draw a shift for each image and apply it.",
            f"{len(X)} images, max_px = {data['max_px']}: expected some to move, got none",
        )
    far = np.flatnonzero(np.any(np.abs(shifts) > 2 * data["max_px"], axis=1))
    if len(far):
        dy, dx = map(number, shifts[far[0]])
        return failed(
            "max_px is the largest shift in each direction.",
            f"max_px = {data['max_px']}, images of {X.shape[1]} by {X.shape[2]} pixels: expected "
            f"shifts of at most max_px, got (down, right) = ({dy}, {dx})",
        )
    return PASSED


@RANDOM_SHIFT.property(
    "max_px = 0 changes nothing",
    draw=lambda rng: seeded(rng, X=pictures(rng, 5, whole(rng, 2, 5), whole(rng, 2, 5)), max_px=0),
    call=_call,
    after="padded_slice",
)
def zero_pixels(data, out):
    if np.array_equal(data["X"], out["random_shift"]):
        return PASSED
    return failed(
        "With max_px = 0 the only possible shift is (0, 0).",
        "max_px = 0: expected the images unchanged, got others",
    )


RANDOM_SHIFT.property(
    own_rng.TITLE,
    name="own_rng",
    draw=lambda rng: _case(rng, 20, whole(rng, 3, 5)),
    call=own_rng.with_generators(_shift),
    returns=own_rng.of_generators(images_shape),
    judge=own_rng.follows_rng("shifts", shifted),
    after="padded_slice",
)


@RANDOM_SHIFT.property(
    "each image has a shift of its own",
    draw=lambda rng: [
        _case(rng, 60, max_px) for max_px in (1, whole(rng, 2, 4), whole(rng, SURELY, 7))
    ],
    call=_call,
    after="padded_slice",
)
def each_its_own(data, out):
    verdict, shifts = _read(data, out)
    if not verdict.passed:
        return verdict
    for axis, what in zip(shifts.T, ("down", "right"), strict=True):
        if np.all(axis == axis[0]):
            return failed(
                "Draw two numbers for each image: one for its rows, one for its columns.",
                f"{len(axis)} images, max_px = {data['max_px']}: expected different shifts, but "
                f"all are moved {what} by {number(axis[0])}",
            )
    return PASSED


@RANDOM_SHIFT.property(
    "up, down, left and right, up to max_px pixels and no further",
    draw=lambda rng: [_case(rng, 300, max_px) for max_px in (1, 2, whole(rng, 3, 4))],
    call=_call,
    after="each_its_own",
)
def all_directions(data, out):
    verdict, shifts = _read(data, out)
    if not verdict.passed:
        return verdict
    wanted = data["max_px"]
    for axis, what in zip(shifts.T, ("down", "right"), strict=True):
        if (axis.min(), axis.max()) != (-wanted, wanted):
            return failed(
                "Draw whole numbers from -max_px to max_px, both ends included.",
                f"max_px = {wanted}, {len(axis)} images: expected shifts {what} from {-wanted} to "
                f"{wanted}, got {number(axis.min())} to {number(axis.max())}",
            )
    return PASSED


@RANDOM_SHIFT.property(
    "every pair of shifts (down, right) is equally likely",
    draw=lambda rng: [_case(rng, whole(rng, 2000, 3000), m, room=(1, 2)) for m in (1, 2)],
    call=_call,
    after="all_directions",
    statistical=True,
)
def equally_likely(data, out):
    m = data["max_px"]
    verdict, shifts = _read(data, out)
    if not verdict.passed or np.any(np.abs(shifts) > m):
        return all_directions(data, out)
    counts = np.zeros((2 * m + 1, 2 * m + 1))
    np.add.at(counts, tuple((shifts + m).astype(int).T), 1)
    expected = len(shifts) / counts.size
    # Chi-squared with size - 1 degrees of freedom; six standard deviations above its mean.
    freedom = counts.size - 1
    if np.sum((counts - expected) ** 2) / expected < freedom + 6 * np.sqrt(2 * freedom):
        return PASSED
    # A missing shift is more informative than one that occurs too often.
    apart = np.abs(counts - expected) if counts.min() else -counts
    worst = np.unravel_index(np.argmax(apart), counts.shape)
    return failed(
        "Draw the shifts of rows and columns uniformly and independently.",
        f"max_px = {m}, {len(shifts)} images: expected the shift (down, right) = "
        f"({worst[0] - m}, {worst[1] - m}) about {number(round(expected))} times, got "
        f"{number(counts[worst])}",
    )
