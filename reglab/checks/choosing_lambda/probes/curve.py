"""Exercise 5.2: what is drawn and called."""

import numpy as np

from ...core import Array, Exercise, Tuple
from ..designs import make_model, ridge_data, row_numbers, units

CV_CURVE = Exercise(
    "choosing_lambda.cv_curve",
    title="5.2 cv_curve",
    points=3,
    forbid=("reglab.validation.curve:cv_curve", "sklearn.model_selection"),
)

_PER_LAM = Array(lambda data: (len(data["lams"]),))
CURVE = Tuple(mean=_PER_LAM, se=_PER_LAM)


def _blocks(*sizes):
    """Folds of consecutive rows, of the given sizes."""
    ends = np.cumsum(sizes)
    rows = np.arange(ends[-1])
    vals = np.split(rows, ends[:-1])
    return [(np.setdiff1d(rows, val), val) for val in vals]


def _shuffled_blocks(rng, *sizes):
    order = rng.permutation(sum(sizes))
    return [(order[train], order[val]) for train, val in _blocks(*sizes)]


def _curve(answers, data):
    return {
        "cv_curve": answers.cv_curve(
            make_model(data), data["X"], data["y"], data["lams"], data["folds"]
        )
    }


def _by_hand(rng):
    """Models that predict lam itself: every error can be computed on paper."""
    y = np.array([1.0, 3.0, 6.0, 6.0])
    even = {"y": y, "lams": np.array([2.0]), "folds": _blocks(2, 2)}
    # Folds of unequal size; more lams than folds, in no order. Other units and another zero.
    unit, zero = units(rng)
    lams = zero + unit * np.array([3.0, 0.0, 5.0, 1.0])
    uneven = {"y": zero + unit * y, "lams": lams, "folds": _blocks(1, 2, 1)}
    cases = [even, uneven]
    return [{"model": "predicts lam", "X": row_numbers(4), **case} for case in cases]


@CV_CURVE.property(
    "models that predict lam: mean and se as computed by hand",
    draw=_by_hand,
    returns={"cv_curve": CURVE},
)
def by_hand(answers, data):
    return _curve(answers, data)


def _training_means(rng):
    y = rng.permutation(np.array([0.0, 1.0, 3.0, 7.0, 15.0, 31.0, 63.0]))
    lams = np.array([2.0, 0.0, -1.0])
    return [
        {
            "model": "training mean plus lam",
            "X": row_numbers(len(rows)),
            "y": rows,
            "lams": lams[:m],
            "folds": _shuffled_blocks(rng, *sizes),
        }
        for rows, m, sizes in ((y[:4], 1, (2, 2)), (y, 3, (3, 2, 2)))
    ]


@CV_CURVE.property(
    "each model is fitted on the training rows of its own fold",
    draw=_training_means,
    returns={"cv_curve": CURVE},
    after="by_hand",
)
def fitted(answers, data):
    return _curve(answers, data)


def _spied(rng):
    return {
        "model": "spy",
        "X": row_numbers(11),
        "y": np.zeros(11),
        "lams": np.array([1.0, 3.0]),
        "folds": _shuffled_blocks(rng, 4, 4, 3),
    }


@CV_CURVE.property(
    "a spying model finds no row that it was trained on",
    draw=_spied,
    returns={"cv_curve": CURVE},
    after="by_hand",
)
def spied(answers, data):
    return _curve(answers, data)


def _as_given(rng):
    X = ridge_data(rng, 9, 4)["X"] * np.array([1.0, -2.0, 3.0, -0.5])
    return {
        "model": "training sum",
        "X": X,
        "y": X[:, 0] + 0.1 * rng.normal(size=9),
        "lams": np.array([1.0]),
        "folds": _shuffled_blocks(rng, 3, 3, 3),
    }


@CV_CURVE.property(
    "no row or column is changed or chosen before the folds",
    draw=_as_given,
    returns={"cv_curve": CURVE},
    after="by_hand",
)
def as_given(answers, data):
    return _curve(answers, data)


def _with_ridge(rng):
    return {
        "model": "ridge",
        **ridge_data(rng, 14, 3),
        "lams": np.array([0.1, 10.0, 1.0]),
        "folds": _shuffled_blocks(rng, 5, 5, 4),
    }


@CV_CURVE.property(
    "a ridge scores as in scikit-learn's cross_val_score",
    draw=_with_ridge,
    returns={"cv_curve": CURVE},
    after="by_hand",
)
def library(answers, data):
    return _curve(answers, data)
