"""Exercise 5.2."""

import numpy as np

from reglab.checks.judging.remembered import once_for_a_case
from reglab.checks.model import PASSED, Array, Exercise, Tuple, failed, first_difference, number
from reglab.exercises.choosing_lambda.inputs import make_model, ridge_data, row_numbers, units
from reglab.validation import cv_curve

_PER_LAM = Array(lambda data: (len(data["lams"]),))

CV_CURVE = Exercise(
    "choosing_lambda.cv_curve",
    title="5.2 cv_curve",
    points=3,
    returns=Tuple(mean=_PER_LAM, se=_PER_LAM),
    forbid=("reglab.validation.curve:cv_curve", "sklearn.model_selection"),
    reference=cv_curve,
)


def _curve(answers, data):
    model = make_model(data)
    return {"cv_curve": answers.cv_curve(model, data["X"], data["y"], data["lams"], data["folds"])}


@once_for_a_case
def _reference_curve(data):
    return cv_curve(make_model(data), data["X"], data["y"], data["lams"], data["folds"])


def _case(data, predictions):
    return f"{len(data['y'])} rows in {len(data['folds'])} folds, predictions {predictions}"


def _equals(hint, case, curve=_reference_curve):
    """A judge: mean and se equal those of curve(data); case(data) is the case in words."""

    def judge(data, out):
        for name, expected, got in zip(("mean", "se"), curve(data), out["cv_curve"], strict=True):
            where = first_difference(expected, got)
            if where is not None:
                return failed(
                    hint,
                    f"{case(data)}, lam = {number(data['lams'][where])}: expected {name} = "
                    f"{number(expected[where])}, got {number(got[where])}",
                )
        return PASSED

    return judge


def _blocks(*sizes):
    """Folds of consecutive rows, of the given sizes."""
    ends = np.cumsum(sizes)
    rows = np.arange(ends[-1])
    vals = np.split(rows, ends[:-1])
    return [(np.setdiff1d(rows, val), val) for val in vals]


def _shuffled_blocks(rng, *sizes):
    order = rng.permutation(sum(sizes))
    return [(order[train], order[val]) for train, val in _blocks(*sizes)]


def _by_hand(rng):
    """Cases whose models predict lam itself: every error can be computed on paper."""
    y = np.array([1.0, 3.0, 6.0, 6.0])
    even = {"y": y, "lams": np.array([2.0]), "folds": _blocks(2, 2)}
    # Folds of unequal size, more lams than folds, in no order, with another unit and zero.
    unit, zero = units(rng)
    lams = zero + unit * np.array([3.0, 0.0, 5.0, 1.0])
    uneven = {"y": zero + unit * y, "lams": lams, "folds": _blocks(1, 2, 1)}
    return [{"model": "predicts lam", "X": row_numbers(4), **case} for case in (even, uneven)]


def _case_by_hand(data):
    y = [[number(v) for v in data["y"][val]] for _, val in data["folds"]]
    folds = " and ".join(f"({', '.join(fold)})" for fold in y)
    return f"val folds with y = {folds}, predictions lam"


CV_CURVE.property(
    "models that predict lam: mean and se as computed by hand",
    name="by_hand",
    draw=_by_hand,
    call=_curve,
    judge=_equals(
        "Take the mean of the squared errors within each fold. Over the k results: their mean, "
        "and their standard deviation (ddof=1) divided by sqrt(k).",
        _case_by_hand,
    ),
)


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


CV_CURVE.property(
    "each model is fitted on the training rows of its own fold",
    name="fitted",
    draw=_training_means,
    call=_curve,
    after="by_hand",
    judge=_equals(
        "In each fold, make a new model, fit it on the rows in train and predict the rows in val.",
        lambda data: _case(data, "mean(y_train) + lam"),
    ),
)

CV_CURVE.property(
    "a spying model finds no row that it was trained on",
    name="spied",
    draw=lambda rng: {
        "model": "spy",
        "X": row_numbers(11),
        "y": np.zeros(11),
        "lams": np.array([1.0, 3.0]),
        "folds": _shuffled_blocks(rng, 4, 4, 3),
    },
    call=_curve,
    after="by_hand",
    judge=_equals(
        "A validation row was in the training data of the model that predicts it.",
        lambda data: _case(data, "1000000 for a row that was trained on, y = 0"),
    ),
)


def _as_given(rng):
    X = ridge_data(rng, 9, 4)["X"] * np.array([1.0, -2.0, 3.0, -0.5])
    return {
        "model": "training sum",
        "X": X,
        "y": X[:, 0] + 0.1 * rng.normal(size=9),
        "lams": np.array([1.0]),
        "folds": _shuffled_blocks(rng, 3, 3, 3),
    }


CV_CURVE.property(
    "no row or column is changed or chosen before the folds",
    name="as_given",
    draw=_as_given,
    call=_curve,
    after="by_hand",
    judge=_equals(
        "Pass the rows of X to the model unchanged, with all columns. Preprocessing must be "
        "inside the model, so that it is fitted again in each fold.",
        lambda data: _case(data, "sum of all entries trained on"),
    ),
)


@once_for_a_case
def _of_sklearn(data):
    # Inside the function: only one property pays for the import.
    from sklearn.linear_model import Ridge
    from sklearn.model_selection import cross_val_score

    X, y, folds, scoring = data["X"], data["y"], data["folds"], "neg_mean_squared_error"
    errors = -np.array(
        [cross_val_score(Ridge(alpha=lam), X, y, cv=folds, scoring=scoring) for lam in data["lams"]]
    )
    return errors.mean(axis=1), errors.std(axis=1, ddof=1) / np.sqrt(len(folds))


CV_CURVE.property(
    "a ridge scores as in scikit-learn's cross_val_score",
    name="library",
    draw=lambda rng: {
        "model": "ridge",
        **ridge_data(rng, 14, 3),
        "lams": np.array([0.1, 10.0, 1.0]),
        "folds": _shuffled_blocks(rng, 5, 5, 4),
    },
    call=_curve,
    after="by_hand",
    judge=_equals(
        "scikit-learn's scores are minus the mean squared error of each fold.",
        lambda data: f"{len(data['y'])} rows in {len(data['folds'])} folds",
        _of_sklearn,
    ),
)
