"""Exercise 5.4: what is drawn and called.

No case depends on which inner folds are drawn: either one row is left out at a time, or all
inner folds have one size and the choice is clear.
"""

import numpy as np

from ...core import Array, Exercise, Tuple
from ..designs import make_model, ridge_data, row_numbers, units

NESTED_CV = Exercise(
    "choosing_lambda.nested_cv",
    title="5.4 nested_cv",
    points=3,
    uses=("choosing_lambda.kfold_indices", "choosing_lambda.cv_curve"),
    forbid=(
        "reglab.validation.nested:nested_cv",
        "reglab.validation.curve:cv_curve",
        "reglab.validation.folds:kfold_indices",
        "sklearn.model_selection",
    ),
)

_PER_FOLD = Array(lambda data: (len(data["outer"]),))
NESTED = Tuple(scores=_PER_FOLD, chosen=_PER_FOLD)


def _outer(order, k):
    order = np.asarray(order)
    return [(order[np.isin(order, val, invert=True)], val) for val in np.split(order, k)]


def _nested(answers, data):
    return {
        "nested_cv": answers.nested_cv(
            make_model(data),
            data["X"],
            data["y"],
            data["lams"],
            data["outer"],
            data["k_inner"],
            np.random.default_rng(data["seed"]),
        )
    }


def _seed(rng):
    return int(rng.integers(2**31))


def _by_hand(rng):
    """Models that predict lam itself, so that the best lam is near the mean of y."""
    unit, zero = units(rng)  # of the second case; the first one is small enough to be read
    return [
        {
            "model": "predicts lam",
            "X": row_numbers(len(y)),
            "y": a + c * np.array(y),
            "lams": a + c * np.array(lams),
            "outer": _outer(np.arange(len(y)), k),
            "k_inner": k_inner,
            "seed": _seed(rng),
        }
        for a, c, y, lams, k, k_inner in (
            (0.0, 1.0, [2.0, 2.0, 2.0, 2.0, 8.0, 8.0], [2.0, 5.0, 8.0], 3, 2),
            (zero, unit, [9.0, 9.0, 9.0, 6.0, 6.0, 6.0, 0.0, 0.0, 0.0], [7.0, 2.5, 4.5, 0.5], 3, 6),
        )
    ]


@NESTED_CV.property(
    "models that predict lam: scores and choices as computed by hand",
    draw=_by_hand,
    returns={"nested_cv": NESTED},
)
def by_hand(answers, data):
    return _nested(answers, data)


def _refitted(rng):
    y = 100.0 + rng.permutation(np.array([0.0, 1.0, 3.0, 7.0, 15.0, 31.0]))
    return {
        "model": "training mean / (1 + lam)",
        "X": row_numbers(6),
        "y": y,
        "lams": np.array([3.0, 0.05]),
        "outer": _outer(rng.permutation(6), 3),
        "k_inner": 4,
        "seed": _seed(rng),
    }


@NESTED_CV.property(
    "the chosen lam is fitted again, on all outer training rows",
    draw=_refitted,
    returns={"nested_cv": NESTED},
    after="by_hand",
)
def refitted(answers, data):
    return _nested(answers, data)


def _counted(rng):
    """Of 8 training rows, k inner folds leave 8 - 8/k to fit on: each k chooses its own lam."""
    return {
        "model": "row count",
        "X": row_numbers(12),
        "y": np.zeros(12),
        "lams": (8 - 8 / np.arange(2.0, 9.0))[[6, 0, 3, 2, 5, 1, 4]],
        "outer": _outer(rng.permutation(12), 3),
        "k_inner": 4,
        "seed": _seed(rng),
    }


@NESTED_CV.property(
    "k_inner says how many inner folds there are",
    draw=_counted,
    returns={"nested_cv": NESTED},
    after="by_hand",
)
def counted(answers, data):
    return _nested(answers, data)


def _arbitrary(rng):
    # 20 lams and 4 outer folds: other inner folds never make the same choices by chance.
    return {
        "model": "arbitrary",
        "X": row_numbers(16),
        "y": np.full(16, 0.5),
        "lams": 10.0 + np.sqrt(np.arange(2.0, 22.0)),
        "outer": _outer(rng.permutation(16), 4),
        "k_inner": 3,
        "seed": _seed(rng),
    }


@NESTED_CV.property(
    "the rng that was passed draws the inner folds",
    draw=_arbitrary,
    returns={"one": NESTED, "again": NESTED, "other": NESTED},
    after="by_hand",
)
def from_rng(answers, data):
    other = {**data, "seed": data["seed"] + 1}
    calls = {"one": data, "again": data, "other": other}
    return {name: _nested(answers, d)["nested_cv"] for name, d in calls.items()}


def _one_outlier(rng):
    """One row lies far away: a wide bar, and a larger lam within it."""
    y = np.array([3.0, 3.0, 3.0, 11.0])
    return {
        "model": "predicts lam",
        "X": row_numbers(8),
        "y": np.concatenate([rng.permutation(y), rng.permutation(y)]),
        "lams": np.array([7.0, 5.0]),
        "outer": _outer(np.arange(8), 2),
        "k_inner": 4,
        "seed": _seed(rng),
    }


@NESTED_CV.property(
    "the smallest inner mean chooses, however wide its bar",
    draw=_one_outlier,
    returns={"nested_cv": NESTED},
    after="by_hand",
)
def smallest_mean(answers, data):
    return _nested(answers, data)


def _by_heart(rng):
    return {
        "model": "by heart",
        "X": row_numbers(12),
        "y": 3.0 + rng.permutation(np.linspace(0.0, 1.0, 12)),
        "lams": np.array([2.0, 5.0]),
        "outer": _outer(rng.permutation(12), 3),
        "k_inner": 4,
        "seed": _seed(rng),
    }


@NESTED_CV.property(
    "a model that learns its rows by heart is never chosen",
    draw=_by_heart,
    returns={"nested_cv": NESTED},
    after="by_hand",
)
def by_heart(answers, data):
    return _nested(answers, data)


def _watched(rng):
    # One outer split, twice, so that the watchman knows which rows must stay unseen.
    split = _outer(rng.permutation(12), 3)[0]
    return {
        "model": "watchman",
        "X": row_numbers(12),
        "y": np.zeros(12),
        "lams": np.array([5.0, 2.0, 7.0]),
        "outer": [split, split],
        "k_inner": 4,
        "seed": _seed(rng),
    }


@NESTED_CV.property(
    "a spying model meets no outer validation row in an inner fold",
    draw=_watched,
    returns={"nested_cv": NESTED},
    after="by_hand",
)
def watched(answers, data):
    return _nested(answers, data)


def _with_ridge(rng):
    return {
        "model": "ridge",
        **ridge_data(rng, 12, 4, noise=0.2),
        # So far apart that the choice is clear, with the one-standard-error rule as well.
        "lams": np.array([300.0, 0.1, 100.0]),
        "outer": _outer(rng.permutation(12), 3),
        "k_inner": 8,
        "seed": _seed(rng),
    }


@NESTED_CV.property(
    "a ridge chooses and scores as scikit-learn's RidgeCV",
    draw=_with_ridge,
    returns={"nested_cv": NESTED},
    after="by_hand",
)
def library(answers, data):
    return _nested(answers, data)
