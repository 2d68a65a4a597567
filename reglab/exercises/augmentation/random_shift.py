"""Exercise 8.1, random shifts."""

import numpy as np

from reglab.augment import random_shift
from reglab.checks.model import PASSED, Array, Exercise, failed, number
from reglab.exercises.augmentation import own_rng
from reglab.exercises.augmentation.inputs import numbered, pictures
from reglab.exercises.augmentation.own_rng import generator, images_shape
from reglab.exercises.augmentation.reading import exact_shifts_of, moved, shifts_of
from reglab.exercises.draws import seeded, whole
from reglab.exercises.independence import dependence
from reglab.exercises.libraries import KERAS

RANDOM_SHIFT = Exercise(
    "augmentation.random_shift",
    title="8.1 random_shift",
    points=3,
    returns=Array(images_shape),
    forbid=("reglab.augment.shifting", "scipy.ndimage", *KERAS),
    reference=random_shift,
    aspects={
        **{"move": 2, "border": 6, "own": 2, "independence": 3},
        **{"range": 2, "spread": 3, "rng": 3},
    },
)


def _shift(answers, data, rng):
    return answers.random_shift(data["X"], data["max_px"], rng=rng)


def _call(answers, data):
    return {"random_shift": _shift(answers, data, generator(data))}


def _calls(answers, data):
    """Outputs of several calls with one Generator: an array of shape (calls, *X.shape)."""
    rng = generator(data)
    return {"outs": np.array([_shift(answers, data, rng) for _ in range(data["calls"])])}


OUTS = {"outs": Array(lambda data: (data["calls"], *data["X"].shape))}


def _case(rng, n, max_px, room=(2, 4), power=0, zeros=False):
    """Images so large that part of them remains even after a shift by twice max_px.

    By default their values are whole, so an answer that cuts off fractions is judged only where
    they have some.
    """
    height, width = (2 * max_px + whole(rng, *room) for _ in range(2))
    return seeded(rng, X=pictures(rng, n, height, width, power, zeros), max_px=max_px)


def rows(image):
    """A small image as nested lists of short numbers."""
    return "[" + ", ".join("[" + ", ".join(map(number, row)) + "]" for row in image) + "]"


def _became(data, got, image):
    X = data["X"]
    if X[image].size <= 9:
        return f"{rows(X[image])} became {rows(got[image])}"
    return f"image {image} of {len(X)} is none"


def shifted(data, got):
    """Check that each image is a shifted given image with zeros beside it."""
    shifts = exact_shifts_of(data["X"], got)
    # Pixels that return on the other side may look like a shift by nearly the whole image.
    sound = np.all(np.abs(shifts) <= 2 * data["max_px"], axis=1)
    wrong = np.flatnonzero(~sound)
    if not len(wrong):
        return PASSED
    return failed(
        "Every pixel of the result must be the pixel of X that is dy rows above and dx columns to "
        "the left, or 0 if there is none.",
        f"max_px = {data['max_px']}: expected shifted images with zeros beside them, but "
        f"{_became(data, got, wrong[0])}",
    )


def _read(data, got):
    """A verdict that fails if an image cannot be read, and the shifts."""
    shifts = shifts_of(data["X"], got)
    wrong = np.flatnonzero(np.isnan(shifts[:, 0]))
    if not len(wrong):
        return PASSED, shifts
    verdict = failed(
        "Move all pixels of an image by the same whole number of rows and of columns.",
        f"max_px = {data['max_px']}: expected {len(shifts)} moved images, but "
        f"{_became(data, got, wrong[0])}",
    )
    return verdict, shifts


def shifts_of_calls(X, outs):
    """The shifts of several calls, of shape (calls, n, 2); nan where there is none."""
    # Read all at once: every shift of an image is tried, which takes some time.
    return shifts_of(np.tile(X, (len(outs), 1, 1)), np.concatenate(outs)).reshape(
        *outs.shape[:2], 2
    )


@RANDOM_SHIFT.property(
    "pixels move by a whole number of rows and columns",
    draw=lambda rng: [
        seeded(rng, X=pictures(rng, 12, 3, 3, power=0), max_px=1, calls=3),
        # One shift for a whole batch is hardly ever (0, 0) in three calls.
        {**_case(rng, 25, whole(rng, 5, 7)), "calls": 3},
    ],
    call=_calls,
    returns=OUTS,
    aspect="move",
)
def moves(data, out):
    X = data["X"]
    shifts = shifts_of_calls(X, out["outs"])
    found = ~np.isnan(shifts[..., 0])
    if not np.any(found):
        return failed(
            "Move all pixels of an image by the same whole number of rows and of columns.",
            f"max_px = {data['max_px']}: expected moved images, but "
            f"{_became(data, out['outs'][0], 0)}",
        )
    if data["max_px"] > 1 and np.all(shifts[found] == 0):
        return failed(
            "Draw a shift for each image and apply it.",
            f"{len(X)} images, max_px = {data['max_px']}: expected some to move, got none",
        )
    return PASSED


@RANDOM_SHIFT.property(
    "zeros come in",
    draw=lambda rng: [
        seeded(rng, X=numbered(rng, 12, 3, 3), max_px=1),
        # Large enough that wrapped rows do not look like a shift by twice max_px.
        _case(rng, 25, whole(rng, 2, 4), room=(3, 5), power=-40),
        _case(rng, 25, whole(rng, 5, 7), room=(3, 5), power=20, zeros=True),
    ],
    call=_call,
    after="moves",
    aspect="border",
)
def padded_slice(data, out):
    return shifted(data, out["random_shift"])


@RANDOM_SHIFT.property(
    "max_px = 0 changes nothing",
    draw=lambda rng: [
        seeded(rng, X=pictures(rng, n, height, width, power=0), max_px=0)
        for n, height, width in (
            (5, whole(rng, 2, 5), whole(rng, 2, 5)),
            (1, 1, whole(rng, 2, 5)),
            (1, whole(rng, 2, 5), 1),
        )
    ],
    call=_call,
    after="moves",
    aspect="range",
)
def zero_pixels(data, out):
    if np.array_equal(data["X"], out["random_shift"]):
        return PASSED
    n, h, w = data["X"].shape
    return failed(
        "With max_px = 0 the only possible shift is (0, 0).",
        f"max_px = 0, n = {n}, {h} by {w} pixels: expected the images unchanged, got others",
    )


def _some_move(data, results):
    """Whether images of X can be recognized in the results."""
    found = np.isfinite(shifts_of_calls(data["X"], results)[..., 0])
    if np.all(np.any(found, axis=1)):
        return PASSED
    return _read(data, results[0])[0]


RANDOM_SHIFT.property(
    own_rng.TITLE,
    name="own_rng",
    draw=lambda rng: _case(rng, 20, whole(rng, 3, 5)),
    call=own_rng.with_generators(_shift),
    returns=own_rng.of_generators(images_shape),
    judge=own_rng.follows_rng("shifts", _some_move),
    after="moves",
    aspect="rng",
)


@RANDOM_SHIFT.property(
    "each image has a shift of its own",
    draw=lambda rng: [_case(rng, 40, max_px) for max_px in (1, whole(rng, 2, 4), whole(rng, 5, 7))],
    call=_call,
    after="moves",
    aspect="own",
)
def each_its_own(data, out):
    verdict, shifts = _read(data, out["random_shift"])
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
    "all shifts are independent of each other",
    draw=lambda rng: {**_case(rng, whole(rng, 5, 6), 2), "calls": 150},
    call=_calls,
    returns=OUTS,
    after="each_its_own",
    aspect="independence",
)
def independent(data, out):
    outs, shape = out["outs"], out["outs"].shape[:2]
    every = {"X": np.concatenate([data["X"]] * len(outs)), "max_px": data["max_px"]}
    verdict, shifts = _read(every, np.concatenate(outs))
    if not verdict.passed:
        return verdict
    found = dependence(shifts[:, 0].reshape(shape), shifts[:, 1].reshape(shape))
    if not found:
        return PASSED
    return failed(
        "Draw two new numbers for each image, independent of all others.",
        f"max_px = {data['max_px']}, {shape[0]} calls with {shape[1]} images: expected independent "
        f"shifts, but {found}",
    )


@RANDOM_SHIFT.property(
    "up, down, left and right, up to max_px pixels and no further",
    draw=lambda rng: [_case(rng, 150, max_px) for max_px in (1, 2, whole(rng, 3, 4))],
    call=_call,
    after="each_its_own",
    aspect="range",
)
def all_directions(data, out):
    verdict, shifts = _read(data, out["random_shift"])
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


def _narrow(rng):
    """Images of which a shift may leave a single row or column, or one pixel."""
    m = whole(rng, 3, 6)
    height, width = rng.permutation([m + 1, m + whole(rng, 2, 4)])
    return seeded(rng, X=pictures(rng, 40, height, width, power=0), max_px=m)


@RANDOM_SHIFT.property(
    "max_px may be one less than the height or the width",
    draw=_narrow,
    call=_call,
    after="all_directions",
    aspect="range",
)
def nearly_out(data, out):
    X, got, m = data["X"], out["random_shift"], data["max_px"]
    found = np.zeros(len(X), dtype=bool)
    for dy in range(-m, m + 1):
        for dx in range(-m, m + 1):
            found |= np.all(got == moved(X, dy, dx), axis=(1, 2))
    if np.all(found):
        return PASSED
    return failed(
        "A shift may leave only one row or column of an image; zeros come in there, too.",
        f"max_px = {m}, images of {X.shape[1]} by {X.shape[2]} pixels: expected shifted images "
        f"with zeros beside them, but image {int(np.argmin(found))} is none",
    )


@RANDOM_SHIFT.property(
    "every pair of shifts (down, right) is equally likely",
    draw=lambda rng: [
        _case(rng, whole(rng, *n), m, room=(2, 2))
        for m, n in ((1, (1600, 1800)), (2, (1000, 1200)))
    ],
    call=_call,
    after="all_directions",
    statistical=True,
    aspect="spread",
)
def equally_likely(data, out):
    m = data["max_px"]
    verdict, shifts = _read(data, out["random_shift"])
    if not verdict.passed or np.any(np.abs(shifts) > m):
        return all_directions(data, out)
    counts = np.zeros((2 * m + 1, 2 * m + 1))
    np.add.at(counts, tuple((shifts + m).astype(int).T), 1)
    expected = len(shifts) / counts.size
    # Chi-squared with size - 1 degrees of freedom; six standard deviations above its mean.
    freedom = counts.size - 1
    chi2 = np.sum((counts - expected) ** 2) / expected
    # The same for rows and columns together, which notices small differences.
    both, often = counts.sum(axis=0) + counts.sum(axis=1), 2 * len(shifts) / (2 * m + 1)
    chi2_both = np.sum((both - often) ** 2) / often
    if chi2 < freedom + 6 * np.sqrt(2 * freedom) and chi2_both < 2 * m + 10 * np.sqrt(4 * m):
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
