"""Exercise 8.3, rotations."""

import numpy as np

from reglab import augment
from reglab.augment import rotate
from reglab.checks.model import PASSED, Array, Exercise, failed, number
from reglab.exercises.augmentation import own_rng
from reglab.exercises.augmentation.inputs import decimal, seeded, turnable, whole
from reglab.exercises.augmentation.own_rng import generator, images_shape
from reglab.exercises.augmentation.reading import angles_of
from reglab.exercises.libraries import KERAS

ROTATE = Exercise(
    "augmentation.rotate",
    title="8.3 rotate",
    points=2,
    returns=Array(images_shape),
    forbid=("reglab.augment.rotation", "reglab.augment._affine", *KERAS),
    reference=rotate,
)

TOLERANCE = 1e-3  # single precision is precise enough, also for the computed angle


def _rotate(answers, data, rng):
    return answers.rotate(data["X"], data["degrees"], rng=rng)


def _call(answers, data):
    return {"rotate": _rotate(answers, data, generator(data))}


def _case(rng, n, degrees, sizes=(5, 9)):
    height, width = (whole(rng, *sizes) for _ in range(2))
    return seeded(rng, X=turnable(rng, n, height, width), degrees=degrees)


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


def _read(data, out):
    """The verdict of `rotated` on the result of the only call, and the angles."""
    return rotated(data, out["rotate"]), angles_of(data["X"], out["rotate"])


@ROTATE.property(
    "an image turns about its centre, and keeps its size",
    draw=lambda rng: [
        _case(rng, 1, decimal(rng, 30, 60), sizes=(8, 9)),
        _case(rng, 12, decimal(rng, 15, 45), sizes=(6, 9)),
        _case(rng, 12, decimal(rng, 45, 85), sizes=(7, 12)),
    ],
    call=_call,
)
def turned(data, out):
    verdict, angles = _read(data, out)
    if verdict.passed and len(angles) > 1 and np.all(np.abs(angles) < 1e-6):
        return failed(
            "Draw an angle for each image and rotate it.",
            f"{len(angles)} images, degrees = {number(data['degrees'])}: expected some to be "
            "turned, got none",
        )
    return verdict


@ROTATE.property(
    "what comes in from outside is 0",
    draw=lambda rng: _case(rng, 60, decimal(rng, 40, 60), sizes=(8, 10)),
    call=_call,
    after="turned",
)
def zeros_outside(data, out):
    verdict, angles = _read(data, out)
    if not verdict.passed:
        return verdict
    got = out["rotate"]
    filled = (_outside(got.shape[1:], angles) > 1) & (np.abs(got) > TOLERANCE)
    wrong = np.argwhere(filled)
    if not len(wrong):
        return PASSED
    i, row, column = (int(k) for k in wrong[0])
    return failed(
        "Use 0 for everything beyond the border of the image.",
        f"an image of {got.shape[1]} by {got.shape[2]} pixels, turned by {angles[i]:.1f} degrees: "
        f"expected 0 in row {row}, column {column}, got {number(got[i, row, column])}",
    )


@ROTATE.property(
    "degrees = 0 changes nothing", draw=lambda rng: _case(rng, 4, 0.0), call=_call, after="turned"
)
def zero_degrees(data, out):
    if np.allclose(data["X"], out["rotate"], rtol=0, atol=TOLERANCE):
        return PASSED
    return failed(
        "With degrees = 0 the only possible angle is 0.",
        "degrees = 0: expected the images unchanged, got others",
    )


ROTATE.property(
    own_rng.TITLE,
    name="own_rng",
    draw=lambda rng: _case(rng, 10, decimal(rng, 15, 60), sizes=(5, 7)),
    call=own_rng.with_generators(_rotate),
    returns=own_rng.of_generators(images_shape),
    judge=own_rng.follows_rng("angles", rotated),
    after="turned",
)


@ROTATE.property(
    "each image has an angle of its own",
    draw=lambda rng: _case(rng, 40, decimal(rng, 15, 60), sizes=(5, 7)),
    call=_call,
    after="turned",
)
def each_its_own(data, out):
    verdict, angles = _read(data, out)
    if not verdict.passed or np.ptp(angles) > 1e-6:
        return verdict
    return failed(
        "Draw one angle for each image.",
        f"{len(angles)} images: expected different angles, but all are turned by "
        f"{angles[0]:.1f} degrees",
    )


@ROTATE.property(
    "angles are uniform between -degrees and degrees",
    draw=lambda rng: [
        _case(rng, 300, decimal(rng, *ends), sizes=(5, 7)) for ends in ((15, 35), (55, 85))
    ],
    call=_call,
    after="each_its_own",
    statistical=True,
)
def uniform_angles(data, out):
    verdict, angles = _read(data, out)
    if not verdict.passed:
        return verdict
    limit, angles = data["degrees"], np.sort(angles)
    farthest = float(np.max(np.abs(angles)))
    case = f"degrees = {number(limit)}, {len(angles)} images"
    if farthest > limit + 1e-3:
        return failed(
            "Draw angles between -degrees and degrees.",
            f"{case}: expected no angle beyond {number(limit)}, got {farthest:.1f}",
        )
    share = (angles + limit) / (2 * limit)
    ranks = np.arange(len(angles)) / len(angles)
    worst = int(np.argmax(np.abs(share - ranks)))
    hint = "Every angle between -degrees and degrees must be equally likely."
    # Kolmogorov-Smirnov test: 2.6 / sqrt(n) is exceeded by chance once in 400,000 draws.
    if abs(share[worst] - ranks[worst]) > 2.6 / np.sqrt(len(angles)):
        return failed(
            hint,
            f"{case}: expected {share[worst]:.0%} of the angles below {angles[worst]:.1f}, got "
            f"{ranks[worst]:.0%}",
        )
    # The sum of two draws has nearly the same shares, but is narrower.
    squares = (angles / limit) ** 2
    if abs(squares.mean() - 1 / 3) > 6 * np.sqrt(4 / 45 / len(angles)):
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
