"""Exercise 8.5, label smoothing."""

import numpy as np

from reglab.augment import smooth_labels
from reglab.checks.model import (
    PASSED,
    Array,
    Exercise,
    expected_got,
    failed,
    first_difference,
    number,
)
from reglab.exercises.augmentation.inputs import decimal, shares
from reglab.exercises.draws import whole
from reglab.exercises.libraries import KERAS

SMOOTH_LABELS = Exercise(
    "augmentation.smooth_labels",
    title="8.5 smooth_labels",
    points=1,
    arguments=("Y", "eps"),
    returns=Array(lambda data: data["Y"].shape, rtol=1e-5),
    forbid=(
        "reglab.augment.labels",
        "reglab.nn.losses:cross_entropy",  # its gradient contains the smoothed labels
        "reglab.nn._epoch",
        *KERAS,
    ),
    reference=smooth_labels,
    aspects={"one-hot labels": 4, "shares": 2, "exact": 1, "eps": 2},
)


def _eps(rng, large=False):
    """A share far from 0, 1/2 and 1."""
    return float(rng.uniform(0.55, 0.9) if large else rng.uniform(0.2, 0.45))


def _labels(rng, k):
    """One-hot labels in which every class occurs, one of them more often than the others."""
    classes = rng.permutation(k)
    return np.eye(k)[rng.permutation([*classes, *[classes[0]] * whole(rng, 2, 4)])]


def _one_hot(rng):
    # Four or five classes, so that shares have few decimals.
    cases = [{"Y": _labels(rng, whole(rng, 4, 5)), "eps": decimal(rng, 0.2, 0.4)}]
    return cases + [{"Y": _labels(rng, k), "eps": _eps(rng)} for k in (2, 3, whole(rng, 6, 7))]


def _whole(rng):
    """One-hot labels of dtype int."""
    return [{**case, "Y": case["Y"].astype(int)} for case in _one_hot(rng)]


def _compare(data, out, which, hint, rtol=0.0, atol=6e-4):
    """Compare the entries that `which` selects, by default without the last digits.

    So rounding costs the properties that ask for these digits, and no others.
    """
    Y, eps = data["Y"], data["eps"]
    expected = (1 - eps) * Y + eps / Y.shape[1]
    got = np.where(which, out["smooth_labels"], expected)
    where = first_difference(expected, got, rtol=rtol, atol=atol)
    if where is None:
        return PASSED
    case = f"a label of {number(Y[where])}, {Y.shape[1]} classes, eps = {number(eps)}"
    return failed(hint, f"{case}: {expected_got(expected[where], got[where])}")


def _compare_digits(data, out, hint):
    return _compare(data, out, True, hint, rtol=1e-5, atol=1e-12)


@SMOOTH_LABELS.property(
    "the true class keeps 1 - eps + eps/K", draw=_one_hot, aspect="one-hot labels"
)
def true_class(data, out):
    hint = "Take a share of eps and spread it evenly over all K classes, including the true one."
    return _compare(data, out, data["Y"] == 1, hint)


@SMOOTH_LABELS.property("every other class gets eps/K", draw=_one_hot, aspect="one-hot labels")
def other_classes(data, out):
    return _compare(data, out, data["Y"] == 0, "Each of the K classes gets an equal part of eps.")


@SMOOTH_LABELS.property(
    "more than ten classes",
    draw=lambda rng: {"Y": _labels(rng, whole(rng, 11, 13)), "eps": _eps(rng)},
    aspect="one-hot labels",
)
def many_classes(data, out):
    return _compare(data, out, True, "Each of the K classes gets an equal part of eps.")


def _missing(rng):
    """One label alone, and several labels without the last class and another one."""
    k = whole(rng, 5, 7)
    return [
        {"Y": np.eye(4)[[whole(rng, 0, 2)]], "eps": _eps(rng)},
        {"Y": np.eye(k)[[*range(1, k - 1), 1, 1]], "eps": _eps(rng)},
    ]


@SMOOTH_LABELS.property(
    "a class counts even if it does not occur",
    draw=_missing,
    aspect="one-hot labels",
)
def classes_missing(data, out):
    return _compare(
        data, out, True, "K is the number of columns of Y, and every column gets eps/K."
    )


@SMOOTH_LABELS.property(
    "labels of dtype int become fractions, too",
    draw=_whole,
    after="other_classes",
    aspect="one-hot labels",
)
def whole_numbers(data, out):
    return _compare(
        data,
        out,
        True,
        "Labels of dtype int must become the same fractions as labels of dtype float. An array "
        "like Y, of dtype int, would cut them off.",
    )


def _parts(rng):
    """One label of two unequal shares, in twentieths."""
    share = rng.choice([2, 3, 4, 5, 6, 7, 8]) / 20
    return rng.permutation([[share, 1 - share]], axis=1)


@SMOOTH_LABELS.property(
    "labels that are shares already are smoothed the same way, and still sum to 1",
    draw=lambda rng: [
        {"Y": _parts(rng), "eps": decimal(rng, 0.1, 0.4)},
        {"Y": shares(rng, whole(rng, 5, 8), whole(rng, 3, 6)), "eps": _eps(rng)},
    ],
    aspect="shares",
)
def soft_labels(data, out):
    return _compare(
        data, out, True, "Use the formula for every entry, because a label may be any share."
    )


@SMOOTH_LABELS.property(
    "eps = 0 changes nothing",
    draw=lambda rng: {"Y": shares(rng, whole(rng, 2, 5), whole(rng, 2, 6)), "eps": 0.0},
    after="other_classes",
    aspect="eps",
)
def eps_zero(data, out):
    return _compare(data, out, True, "With eps = 0 the formula gives Y.")


@SMOOTH_LABELS.property(
    "eps may be more than one half",
    draw=lambda rng: [{"Y": _labels(rng, k), "eps": _eps(rng, large=True)} for k in (3, 5)],
    aspect="eps",
)
def large_eps(data, out):
    return _compare(data, out, True, "Use the formula for every eps from 0 to 1.")


@SMOOTH_LABELS.property(
    "eps may be tiny, or nearly 1",
    draw=lambda rng: [
        {"Y": np.eye(whole(rng, 3, 6))[[0, 2, 1]], "eps": eps}
        for eps in (1e-6 * whole(rng, 1, 9), 1 - 1e-3 * whole(rng, 1, 9))
    ],
    after="soft_labels",
    aspect="eps",
)
def extreme_eps(data, out):
    return _compare_digits(data, out, "Use the formula for every eps, and do not round.")


@SMOOTH_LABELS.property(
    "all digits are right",
    draw=lambda rng: [
        {"Y": _labels(rng, whole(rng, 3, 6)), "eps": _eps(rng)},
        {"Y": shares(rng, 6, 3), "eps": _eps(rng)},
    ],
    aspect="exact",
)
def exact(data, out):
    return _compare_digits(
        data,
        out,
        "Return (1 - eps) Y + eps/K as it is, without rounding, in single precision or better.",
    )


# --- known mistakes: every function below is wrong on purpose
SMOOTH_LABELS.mistake(
    "eps for every class",
    "You add eps to every class. Divide it among the K classes: eps/K each.",
    lambda Y, eps: (1 - eps) * Y + eps,
    kind="slip",
)
SMOOTH_LABELS.mistake(
    "the true class gets no part of eps",
    "You spread eps over the K - 1 other classes. Spread it over all K classes, including the "
    "true one.",
    lambda Y, eps: (1 - eps) * Y + eps / (Y.shape[1] - 1) * (1 - Y),
    kind="slip",
)
SMOOTH_LABELS.mistake(
    "eps shared by K - 1",
    "You divide eps by K - 1 but add it to all K classes, so rows sum to more than 1. Divide by K.",
    lambda Y, eps: (1 - eps) * Y + eps / (Y.shape[1] - 1),
    kind="slip",
)
SMOOTH_LABELS.mistake(
    "eps shared by the rows",
    "You divide by the number of rows. K is the number of classes, the columns of Y.",
    lambda Y, eps: (1 - eps) * Y + eps / len(Y),
    kind="slip",
)
SMOOTH_LABELS.mistake(
    "eps shared by K + 1",
    "You divide eps by K + 1. Divide it by K, the number of columns of Y.",
    lambda Y, eps: (1 - eps) * Y + eps / (Y.shape[1] + 1),
    kind="slip",
)
SMOOTH_LABELS.mistake(
    "half of eps",
    "You use half of eps. Multiply by 1 - eps and add eps/K.",
    lambda Y, eps: (1 - eps / 2) * Y + eps / 2 / Y.shape[1],
    kind="slip",
)
SMOOTH_LABELS.mistake(
    "rounded to two digits",
    "You round labels to two digits. Return them as they are.",
    lambda Y, eps: np.round((1 - eps) * Y + eps / Y.shape[1], 2),
    kind="slip",
)
SMOOTH_LABELS.mistake(
    "eps/K added and divided by the sum",
    "You add eps/K and divide by the sum, 1 + eps, which is another smoothing. Here labels become "
    "(1 - eps) Y + eps/K.",
    lambda Y, eps: (Y + eps / Y.shape[1]) / (Y + eps / Y.shape[1]).sum(axis=1, keepdims=True),
    kind="half",
)
SMOOTH_LABELS.mistake(
    "first label only",
    "You smooth only the first label. Use the formula for every row of Y.",
    lambda Y, eps: np.where(np.arange(len(Y))[:, None] > 0, Y, (1 - eps) * Y + eps / Y.shape[1]),
    kind="half",
)
SMOOTH_LABELS.mistake(
    "ten classes always",
    "You divide by 10. K is the number of columns of Y.",
    lambda Y, eps: (1 - eps) * Y + eps / 10,
    kind="slip",
)
SMOOTH_LABELS.mistake(
    "brackets forgotten",
    "1 - eps * Y is not (1 - eps) * Y. Put 1 - eps in parentheses.",
    lambda Y, eps: 1 - eps * Y + eps / Y.shape[1],
    kind="slip",
)
SMOOTH_LABELS.mistake(
    "eps subtracted",
    "You subtract eps from every label, even from 0. Multiply by 1 - eps instead.",
    lambda Y, eps: Y - eps + eps / Y.shape[1],
    kind="half",
)
SMOOTH_LABELS.mistake(
    "nothing taken away",
    "You add eps/K but keep the old label, so rows sum to 1 + eps. Multiply the old label by "
    "1 - eps.",
    lambda Y, eps: Y + eps / Y.shape[1],
    kind="half",
)
SMOOTH_LABELS.mistake(
    "nothing added",
    "You multiply by 1 - eps but add nothing, so rows sum to 1 - eps. Add eps/K.",
    lambda Y, eps: (1 - eps) * Y,
    kind="half",
)
SMOOTH_LABELS.mistake(
    "eps and 1 - eps exchanged",
    "You keep a share of eps and spread the rest. Keep 1 - eps and spread eps.",
    lambda Y, eps: eps * Y + (1 - eps) / Y.shape[1],
    kind="slip",
)
SMOOTH_LABELS.mistake(
    "eps/K only where a label is 0",
    "You add eps/K only where the label is 0. The true class gets it too: 1 - eps + eps/K.",
    lambda Y, eps: np.where(Y > 0, (1 - eps) * Y, eps / Y.shape[1]),
    kind="slip",
)
SMOOTH_LABELS.mistake(
    "the true class lowered only",
    "You subtract eps from the true class. It also gets its part of eps: 1 - eps + eps/K.",
    lambda Y, eps: np.where(Y == 1, 1 - eps, Y + (Y == 0) * eps / Y.shape[1]),
    kind="half",
)
SMOOTH_LABELS.mistake(
    "eps added and divided by the sum",
    "You add eps and divide by the sum, which is another smoothing. Here labels become "
    "(1 - eps) Y + eps/K.",
    lambda Y, eps: (Y + eps) / (Y + eps).sum(axis=1, keepdims=True),
    kind="half",
)
SMOOTH_LABELS.mistake(
    "cut off at eps",
    "You clip labels to eps and 1 - eps, so rows no longer sum to 1. Use (1 - eps) Y + eps/K.",
    lambda Y, eps: np.clip(Y, eps, 1 - eps),
    kind="wrong",
)
SMOOTH_LABELS.mistake(
    "labels of 0 and 1 only",
    "You set one value for the true class and one for the others. A label may be any share: "
    "use the formula for all entries.",
    lambda Y, eps: np.where(Y == 1, 1 - eps + eps / Y.shape[1], eps / Y.shape[1]),
    kind="half",
)
SMOOTH_LABELS.mistake(
    "largest label taken for the true class",
    "You set one value for the largest label and one for the others. A label may be any "
    "share: use the formula for all entries.",
    lambda Y, eps: (1 - eps) * (Y.max(axis=1, keepdims=True) == Y) + eps / Y.shape[1],
    kind="half",
)
SMOOTH_LABELS.mistake(
    "written into an array like Y",
    "For labels of dtype int you write fractions into an array of dtype int, which cuts them off. "
    "Use an array of floats.",
    lambda Y, eps: ((1 - eps) * Y + eps / Y.shape[1]).astype(Y.dtype),
    kind="slip",
)
SMOOTH_LABELS.mistake(
    "spread like the classes of the batch",
    "You spread eps in proportion to how often each class occurs. Every class gets eps/K.",
    lambda Y, eps: (1 - eps) * Y + eps * Y.mean(axis=0),
    kind="half",
)
SMOOTH_LABELS.mistake(
    "classes that occur",
    "You divide by the number of classes that occur in Y. K is the number of columns.",
    lambda Y, eps: (1 - eps) * Y + eps / np.count_nonzero(Y.sum(axis=0)),
    kind="slip",
)
SMOOTH_LABELS.mistake(
    "labels as they were",
    "You return the labels unchanged.",
    lambda Y, eps: Y.copy(),
    kind="wrong",
)
