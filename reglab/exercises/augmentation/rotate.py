"""Exercise 8.3, rotations."""

import numpy as np

from reglab import augment
from reglab.augment import rotate
from reglab.checks.model import PASSED, Array, Exercise, failed, number
from reglab.exercises.augmentation import own_rng
from reglab.exercises.augmentation.inputs import decimal, ramps, turnable
from reglab.exercises.augmentation.own_rng import generator, images_shape
from reglab.exercises.augmentation.reading import angles_of, directions_of
from reglab.exercises.draws import seeded, whole
from reglab.exercises.independence import dependence
from reglab.exercises.libraries import KERAS

ROTATE = Exercise(
    "augmentation.rotate",
    title="8.3 rotate",
    points=2,
    returns=Array(images_shape),
    forbid=("reglab.augment.rotation", "reglab.augment._affine", *KERAS),
    reference=rotate,
    aspects={
        **{"turned": 2, "image": 3, "border": 1.5, "whole numbers": 1},
        **{"own": 1.5, "independence": 1.5, "range": 4, "rng": 2},
    },
)

TOLERANCE = 1e-3  # single precision is precise enough, also for the computed angle


def _rotate(answers, data, rng):
    return answers.rotate(data["X"], data["degrees"], rng=rng)


def _call(answers, data):
    return {"rotate": _rotate(answers, data, generator(data))}


def _calls(answers, data):
    """Outputs of several calls with one Generator: an array of shape (calls, *X.shape)."""
    rng = generator(data)
    outs = [_rotate(answers, data, rng) for _ in range(data["calls"])]
    return {"rotate": outs[0], "outs": np.array(outs)}


def _case(rng, n, degrees, sizes=(5, 9)):
    height, width = (whole(rng, *sizes) for _ in range(2))
    return seeded(rng, X=turnable(rng, n, height, width), degrees=degrees)


def _ramps(rng, n, degrees, sizes=(9, 11)):
    height, width = (whole(rng, *sizes) for _ in range(2))
    return seeded(rng, X=ramps(rng, n, height, width), degrees=degrees)


def read_angles(data, got):
    """A verdict that fails if an image is not turned, and the angles."""
    angles, exact = directions_of(data["X"], got)
    wrong = np.flatnonzero(np.isnan(angles))
    if not len(wrong):
        return PASSED, angles, np.all(exact)
    _, height, width = data["X"].shape
    verdict = failed(
        "Every image must come back rotated about its centre, in the plane of its rows and "
        "columns, with its values neither limited nor rescaled.",
        f"images of {height} by {width} pixels, degrees = {number(data['degrees'])}: expected "
        f"rotated images, but image {wrong[0]} of {len(got)} is none",
    )
    return verdict, angles, False


def _outside(shape, angles):
    """The distance from the image, in pixels, of the source of each pixel: of shape (n, *shape)."""
    h, w = shape
    y, x = np.meshgrid(np.arange(h) - (h - 1) / 2, np.arange(w) - (w - 1) / 2, indexing="ij")
    cos, sin = (f(np.deg2rad(angles))[:, None, None] for f in (np.cos, np.sin))
    # After a counter-clockwise turn, the value at (y, x) comes from the point clockwise of it.
    from_y, from_x = cos * y + sin * x, cos * x - sin * y
    return np.maximum(np.abs(from_y) - (h - 1) / 2, np.abs(from_x) - (w - 1) / 2)


def rotated(data, got):
    """Check that each image is the given image, rotated by the angle at its centre."""
    X = data["X"]
    angles = angles_of(X, got)
    expected = augment.rotate_by(X, np.nan_to_num(angles))
    # Conventions differ for sources less than a pixel beyond the border, but weighted means of
    # pixels and zeros stay within their range.
    inside = _outside(X.shape[1:], np.nan_to_num(angles)) < -1e-4
    low, high = (f(X, axis=(1, 2), keepdims=True, initial=0) for f in (np.min, np.max))
    beyond = (got < low - TOLERANCE) | (got > high + TOLERANCE)
    off = np.isnan(angles)[:, None, None] | beyond | (inside & (np.abs(got - expected) > TOLERANCE))
    wrong = np.argwhere(off)
    if not len(wrong):
        return PASSED
    i, row, column = (int(k) for k in wrong[0])
    hint = (
        "Rotate each image about its centre, with bilinear interpolation, in the plane of its "
        "rows and columns."
    )
    case = f"an image of {X.shape[1]} by {X.shape[2]} pixels, degrees = {number(data['degrees'])}"
    if np.isnan(angles[i]):
        return failed(hint, f"{case}: expected a rotated image, got another one")
    return failed(
        hint,
        f"{case}, turned by {angles[i]:.1f}: expected {expected[i, row, column]:.3f} in row "
        f"{row}, column {column}, got {got[i, row, column]:.3f}",
    )


@ROTATE.property(
    "images are turned",
    draw=lambda rng: {**_ramps(rng, 12, decimal(rng, 20, 40)), "calls": 4},
    call=_calls,
    returns={
        "rotate": Array(images_shape),
        "outs": Array(lambda data: (data["calls"], *data["X"].shape)),
    },
    aspect="turned",
)
def turns(data, out):
    for got in out["outs"]:
        verdict, angles, _ = read_angles(data, got)
        # Other properties ask for all images.
        if np.mean(np.isnan(angles)) > 0.5:
            return verdict
    if np.all(np.abs(angles[~np.isnan(angles)]) < 1e-6):
        return failed(
            "Draw an angle for each image and rotate it.",
            f"{len(angles)} images, degrees = {number(data['degrees'])}: expected some to be "
            "turned, got none",
        )
    return PASSED


@ROTATE.property(
    "an image turns about its centre, with bilinear interpolation",
    draw=lambda rng: [
        _case(rng, 1, decimal(rng, 30, 60), sizes=(8, 9)),
        _case(rng, 12, decimal(rng, 15, 45), sizes=(6, 9)),
        _case(rng, 12, decimal(rng, 100, 170), sizes=(7, 12)),
    ],
    call=_call,
    after="turns",
    aspect="image",
)
def turned(data, out):
    return rotated(data, out["rotate"])


@ROTATE.property(
    "what comes in from outside is 0",
    draw=lambda rng: _ramps(rng, 40, decimal(rng, 40, 60)),
    call=_call,
    after="turns",
    aspect="border",
)
def zeros_outside(data, out):
    got = out["rotate"]
    verdict, angles, exact = read_angles(data, got)
    if not verdict.passed:
        return verdict
    # With other interpolations than the bilinear one, angles are read less exactly.
    filled = (_outside(got.shape[1:], angles) > (1 if exact else 1.5)) & (np.abs(got) > TOLERANCE)
    wrong = np.argwhere(filled)
    if not len(wrong):
        return PASSED
    i, row, column = (int(k) for k in wrong[0])
    return failed(
        "Use 0 for everything that lies a pixel or more beyond the border of the image.",
        f"an image of {got.shape[1]} by {got.shape[2]} pixels, turned by {angles[i]:.1f} degrees: "
        f"expected 0 in row {row}, column {column}, got {number(got[i, row, column])}",
    )


@ROTATE.property(
    "degrees = 0 changes nothing",
    draw=lambda rng: _case(rng, 4, 0.0),
    call=_call,
    after="turns",
    aspect="turned",
)
def zero_degrees(data, out):
    if np.allclose(data["X"], out["rotate"], rtol=0, atol=TOLERANCE):
        return PASSED
    return failed(
        "With degrees = 0 the only possible angle is 0.",
        "degrees = 0: expected the images unchanged, got others",
    )


def _some_turned(data, results):
    """Whether turned images can be recognized in the results."""
    verdicts = [read_angles(data, got) for got in results]
    if all(not np.all(np.isnan(angles)) for _, angles, _ in verdicts):
        return PASSED
    return verdicts[0][0]


ROTATE.property(
    own_rng.TITLE,
    name="own_rng",
    draw=lambda rng: _ramps(rng, 10, decimal(rng, 15, 60)),
    call=own_rng.with_generators(_rotate),
    returns=own_rng.of_generators(images_shape),
    judge=own_rng.follows_rng("angles", _some_turned),
    after="turns",
    aspect="rng",
)


@ROTATE.property(
    "each image has an angle of its own",
    draw=lambda rng: _ramps(rng, 30, decimal(rng, 15, 60)),
    call=_call,
    after="turns",
    aspect="own",
)
def each_its_own(data, out):
    verdict, angles, _ = read_angles(data, out["rotate"])
    # All gradients of equal images would differ as much as those of one image.
    if not verdict.passed or np.ptp(angles) > 1e-6:
        return verdict
    return failed(
        "Draw one angle for each image.",
        f"{len(angles)} images: expected different angles, but all are turned by "
        f"{angles[0]:.1f} degrees",
    )


@ROTATE.property(
    "the angles are independent of each other",
    draw=lambda rng: {
        **_ramps(rng, whole(rng, 7, 8), decimal(rng, 15, 60), sizes=(9, 9)),
        "calls": 120,
    },
    call=_calls,
    returns={
        "rotate": Array(images_shape),
        "outs": Array(lambda data: (data["calls"], *data["X"].shape)),
    },
    after="each_its_own",
    aspect="independence",
)
def independent(data, out):
    verdict, angles = every_angle(data, out["outs"])
    if not verdict.passed:
        return verdict
    found = dependence(angles)
    if not found:
        return PASSED
    return failed(
        "Draw a new angle for each image, independent of all others.",
        f"degrees = {number(data['degrees'])}, {angles.shape[0]} calls with {angles.shape[1]} "
        f"images: expected independent angles, but {found}",
    )


def every_angle(data, outs):
    """The angles of several calls, of shape (calls, n), with a verdict as `read_angles` gives."""
    every = {**data, "X": np.concatenate([data["X"]] * len(outs))}
    verdict, angles, _ = read_angles(every, np.concatenate(outs))
    return verdict, angles.reshape(outs.shape[:2])


@ROTATE.property(
    "angles are uniform between -degrees and degrees",
    draw=lambda rng: [
        _ramps(rng, 100, decimal(rng, 15, 35)),
        # Enough to tell a normal distribution cut off at two standard deviations.
        _ramps(rng, 640, decimal(rng, 55, 85), sizes=(9, 9)),
    ],
    call=_call,
    after="independent",
    statistical=True,
    aspect="range",
)
def uniform_angles(data, out):
    verdict, angles, exact = read_angles(data, out["rotate"])
    if not verdict.passed:
        return verdict
    limit, angles = data["degrees"], np.sort(angles)
    farthest = float(np.max(np.abs(angles)))
    case = f"degrees = {number(limit)}, {len(angles)} images"
    if farthest > limit + (1e-3 if exact else 4):
        return failed(
            "Draw angles between -degrees and degrees.",
            f"{case}: expected no angle beyond {number(limit)}, got {farthest:.1f}",
        )
    share = (angles + limit) / (2 * limit)
    ranks = np.arange(len(angles)) / len(angles)
    worst = int(np.argmax(np.abs(share - ranks)))
    hint = "Every angle between -degrees and degrees must be equally likely."
    # Kolmogorov-Smirnov test: 2.6 / sqrt(n) is exceeded by chance once in 400,000 draws.
    # With another interpolation than the bilinear one, angles are read less exactly.
    if abs(share[worst] - ranks[worst]) > (2.6 / np.sqrt(len(angles)) if exact else 0.35):
        return failed(
            hint,
            f"{case}: expected {share[worst]:.0%} of the angles below {angles[worst]:.1f}, got "
            f"{ranks[worst]:.0%}",
        )
    if not exact:
        return PASSED
    # The sum of two draws has nearly the same shares, but is narrower.
    squares = (angles / limit) ** 2
    if abs(squares.mean() - 1 / 3) > 5.5 * np.sqrt(4 / 45 / len(angles)):
        return failed(
            hint,
            f"{case}: expected a standard deviation of about {limit / np.sqrt(3):.1f} degrees, got "
            f"{limit * np.sqrt(squares.mean()):.1f}",
        )
    different = len(np.unique(np.round(angles, 3)))
    if different < len(angles) / 2:
        return failed(
            "Draw real numbers from an interval.",
            f"{case}: expected about as many different angles, got {different}",
        )
    return PASSED


@ROTATE.property(
    "degrees may be less than one degree",
    draw=lambda rng: _ramps(rng, 200, decimal(rng, 0.2, 0.4, digits=2)),
    call=_call,
    after="uniform_angles",
    aspect="range",
)
def small_angles(data, out):
    verdict, angles, _ = read_angles(data, out["rotate"])
    if not verdict.passed:
        return verdict
    limit = data["degrees"]
    farthest = float(np.max(np.abs(angles)))
    different = len(np.unique(np.round(angles / limit, 3)))
    # The largest of 200 angles is hardly ever below 0.9 of the limit, once in 10^9.
    if 0.9 * limit < farthest < 1.05 * limit and different > len(angles) / 3:
        return PASSED
    return failed(
        "Draw real numbers, also for a small degrees: do not round angles.",
        f"degrees = {number(limit)}, {len(angles)} images: expected that many different angles up "
        f"to {number(limit)}, got {different} different ones up to {farthest:.2f}",
    )


def _whole_numbers(rng):
    size = whole(rng, 6, 9)
    X = rng.integers(-9, 10, size=(6, size, size))
    return seeded(rng, X=X, degrees=decimal(rng, 20, 40))


@ROTATE.property(
    "images of dtype int are turned as well: the result has fractions",
    draw=_whole_numbers,
    call=_call,
    # So that an answer with another mistake is recognized by that one.
    after="uniform_angles",
    aspect="whole numbers",
)
def whole_numbers(data, out):
    if np.any(out["rotate"] != np.round(out["rotate"])):
        return PASSED
    return failed(
        "The pixels of X may be integers, but interpolated ones have fractions: compute with "
        "floats, such as X.astype(float), and return an array of floats.",
        f"X of dtype int, degrees = {number(data['degrees'])}: expected pixels with fractions, got "
        "whole numbers only",
    )
