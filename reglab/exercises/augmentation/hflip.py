"""Exercise 8.2, mirror images."""

import numpy as np

from reglab.augment import hflip
from reglab.checks.model import PASSED, Array, Exercise, failed, number
from reglab.exercises.augmentation import own_rng
from reglab.exercises.augmentation.inputs import decimal, numbered, pictures
from reglab.exercises.augmentation.own_rng import generator, images_shape
from reglab.exercises.augmentation.random_shift import rows
from reglab.exercises.draws import seeded, whole
from reglab.exercises.independence import dependence
from reglab.exercises.libraries import KERAS

HFLIP = Exercise(
    "augmentation.hflip",
    title="8.2 hflip",
    points=2,
    forbid=("reglab.augment.flipping", "reglab.nn.dropout", *KERAS),
    reference=hflip,
    aspects={"image": 3, "own": 1.5, "independence": 1.5, "share": 3, "rng": 2},
)


def _flip(answers, data, rng):
    return answers.hflip(data["X"], data["p"], rng=rng)


def _calls(answers, data):
    """Outputs of several calls with one Generator: an array of shape (calls, *X.shape)."""
    rng = generator(data)
    outs = [_flip(answers, data, rng) for _ in range(data["calls"])]
    return {"hflip": outs[0], "outs": np.array(outs)}


OUTS = {
    "hflip": Array(images_shape),
    "outs": Array(lambda data: (data["calls"], *data["X"].shape)),
}


def _probabilities(rng):
    """A high and a low probability, far from 1/2, where p and 1 - p are the same."""
    return decimal(rng, 0.62, 0.8, digits=2), decimal(rng, 0.2, 0.38, digits=2)


def _images(rng, n):
    return pictures(rng, n, whole(rng, 2, 4), whole(rng, 2, 5), power=0)


def _numbers(images):
    return rows(images) if images.size <= 6 else f"{images.shape[0]} by {images.shape[1]} pixels"


def mirrored_images(X, outs):
    """True for mirrored images, and the index of the first neither mirrored nor unchanged one."""
    flipped = np.all(outs == X[:, :, ::-1], axis=(-2, -1))
    left = np.all(outs == X, axis=(-2, -1))
    wrong = np.argwhere(~(flipped | left))
    return flipped, (tuple(wrong[0]) if len(wrong) else None)


def left_or_mirrored(data, outs):
    """Whether each image is the grader's or its mirror image."""
    X = data["X"]
    wrong = mirrored_images(X, outs)[1]
    if wrong is None:
        return PASSED
    image = X[wrong[-1]]
    what = f"{_numbers(image)}: expected it or its mirror image"
    if image.size <= 6:
        what = f"{rows(image)}, expected this or {rows(image[:, ::-1])}, got {rows(outs[wrong])}"
    return failed(
        "The axes are (image, row, column). A mirror image has its columns in reverse order.",
        f"an image {what}",
    )


def chosen_images(X, outs):
    """True for the images that an answer chose to mirror, also if it changes them wrongly.

    If some images are neither mirrored nor as they were, all changed ones count, unless what is
    not mirrored is black.
    """
    flipped = mirrored_images(X, outs)[0]
    changed = np.any(outs != X, axis=(-2, -1))
    black = np.all(outs == 0, axis=(-2, -1))
    return flipped if np.all(black[changed & ~flipped]) and np.any(flipped) else changed


@HFLIP.property(
    "an image stays as it is, or is mirrored left to right",
    draw=lambda rng: [
        seeded(rng, X=numbered(rng, 20, 2, 3), p=_probabilities(rng)[0], calls=60),
        # Enough rows and columns that turning and mirroring differ.
        seeded(
            rng,
            X=pictures(rng, 50, 3, whole(rng, 4, 6), power=-1, zeros=True),
            p=_probabilities(rng)[1],
            calls=60,
        ),
    ],
    call=_calls,
    returns=OUTS,
    aspect="image",
)
def mirrored(data, out):
    verdict, flipped = left_or_mirrored(data, out["outs"]), chosen_images(data["X"], out["outs"])
    if not verdict.passed:
        return verdict
    if not np.any(flipped):
        return failed(
            "Mirror each image with probability p.",
            f"p = {number(data['p'])}, {flipped.size} images: expected some to be mirrored, got "
            "none",
        )
    return PASSED


def _with_all_digits(rng):
    # Exact in single precision, neither in half precision nor in a few digits.
    X = (1 + 2.0**-12) * pictures(rng, 12, 2, whole(rng, 3, 5), power=-6)
    return seeded(rng, X=X, p=_probabilities(rng)[0], calls=3)


HFLIP.property(
    "pixel values keep their full precision",
    name="digits",
    draw=_with_all_digits,
    call=_calls,
    returns=OUTS,
    judge=lambda data, out: _kept(left_or_mirrored(data, out["outs"])),
    after="mirrored",
    aspect="image",
)


def _kept(verdict):
    if verdict.passed:
        return verdict
    return failed(
        "Give each pixel its value as it is: neither rounded nor in another dtype.",
        verdict.counterexample,
    )


def _some_known(data, results):
    """Whether some results are images as they were, or mirrored ones."""
    X = data["X"]
    if np.any(np.all((results == X) | (results == X[:, :, ::-1]), axis=(-2, -1))):
        return PASSED
    return left_or_mirrored(data, results)


HFLIP.property(
    own_rng.TITLE,
    name="own_rng",
    draw=lambda rng: [seeded(rng, X=_images(rng, 15), p=p) for p in _probabilities(rng)],
    call=own_rng.with_generators(_flip, calls=40),
    returns=own_rng.of_generators(images_shape, calls=40),
    judge=own_rng.follows_rng("choices", _some_known),
    aspect="rng",
)


def _share_case(rng, n, p, calls):
    return seeded(rng, X=pictures(rng, n, 2, 2, power=0), p=p, calls=calls)


@HFLIP.property(
    "each image has a draw of its own",
    draw=lambda rng: [
        # So small that an answer that mirrors pixel by pixel also leaves some images as they are.
        _share_case(rng, whole(rng, 18, 25), decimal(rng, *ends, digits=2), 100)
        for ends in ((0.62, 0.7), (0.2, 0.38))
    ],
    call=_calls,
    returns=OUTS,
    aspect="own",
)
def on_its_own(data, out):
    flipped = chosen_images(data["X"], out["outs"])
    counts = flipped.sum(axis=1)
    if np.all((counts == 0) | (counts == flipped.shape[1])):
        return failed(
            "Draw one number for each image, and change the image or leave it as it is.",
            f"{len(counts)} calls with {flipped.shape[1]} images: expected some changed and some "
            "not, got all or none",
        )
    if np.all(counts == counts[0]):
        return failed(
            "The number of mirrored images must be random: compare one draw for each image with p.",
            f"{len(counts)} calls: expected a changing number of mirrored images, got "
            f"{int(counts[0])} in each",
        )
    if np.all(flipped == flipped[0]):
        return failed(
            "The choice of mirrored images must be random.",
            f"{len(counts)} calls: expected different images to be mirrored, got the same",
        )
    return PASSED


@HFLIP.property(
    "the draws are independent of each other",
    draw=lambda rng: _share_case(
        # Opposite draws show more with p near 1/2, and an answer that mirrors pixel by pixel still
        # leaves some images as they are.
        rng,
        2 * whole(rng, 5, 7),
        decimal(rng, 0.4, 0.45, digits=2),
        300,
    ),
    call=_calls,
    returns=OUTS,
    after="on_its_own",
    aspect="independence",
)
def independent(data, out):
    flipped = chosen_images(data["X"], out["outs"])
    found = dependence(flipped.astype(float))
    if not found:
        return PASSED
    return failed(
        "Draw a new number for each image, independent of all others.",
        f"p = {number(data['p'])}, {flipped.shape[0]} calls with {flipped.shape[1]} images: "
        f"expected independent draws, but {found}",
    )


@HFLIP.property(
    "an image is mirrored with probability p",
    draw=lambda rng: [
        _share_case(rng, 50, decimal(rng, 0.64, 0.66, digits=3), 200),
        _share_case(rng, 50, decimal(rng, 0.34, 0.36, digits=3), 200),
        # Fewer than one in a hundred.
        _share_case(rng, 500, decimal(rng, 0.003, 0.0035, digits=5), 40),
    ],
    call=_calls,
    returns=OUTS,
    after="on_its_own",
    statistical=True,
    aspect="share",
)
def share_mirrored(data, out):
    flipped, p = chosen_images(data["X"], out["outs"]), data["p"]
    if abs(flipped.mean() - p) < 5 * np.sqrt(p * (1 - p) / flipped.size):
        return PASSED
    return failed(
        "Mirror an image with probability p: a draw from [0, 1) is below p that often.",
        f"p = {number(p)}: expected about {round(p * flipped.size)} of {flipped.size} images to be "
        f"mirrored, got {int(flipped.sum())}",
    )


@HFLIP.property(
    "p = 0 mirrors no image, p = 1 all of them",
    draw=lambda rng: [
        seeded(rng, X=X, p=p, calls=5)
        for X in (_images(rng, whole(rng, 20, 40)), _images(rng, 1))
        for p in (0.0, 1.0)
    ],
    call=_calls,
    returns=OUTS,
    aspect="share",
)
def certain(data, out):
    flipped, wanted = chosen_images(data["X"], out["outs"]), bool(data["p"])
    if np.all(flipped == wanted):
        return PASSED
    return failed(
        "With p = 0 every image stays as it is, and with p = 1 every image is mirrored.",
        f"p = {number(data['p'])}: expected {'all' if wanted else 'no'} images to be mirrored, got "
        f"{int(flipped.sum())} of {flipped.size}",
    )


@HFLIP.property(
    "a tiny p mirrors hardly any image",
    draw=lambda rng: _share_case(rng, 500, 1e-9 * whole(rng, 1, 9), 40),
    call=_calls,
    returns=OUTS,
    after="share_mirrored",
    aspect="share",
)
def rare(data, out):
    flipped = chosen_images(data["X"], out["outs"])
    if not np.any(flipped):
        return PASSED
    return failed(
        "Compare p with a draw from all numbers in [0, 1), not from a few of them.",
        f"p = {number(data['p'])}: expected no mirrored images, got {int(flipped.sum())} of "
        f"{flipped.size}",
    )
