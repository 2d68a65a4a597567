"""Exercise 5.2: what each property demands."""

import numpy as np

from reglab import validation as reference

from ...core import PASSED, failed, first_difference, number, once_for_a_case
from ..designs import make_model
from ..probes import CV_CURVE


@once_for_a_case
def _expected(data):
    return reference.cv_curve(make_model(data), data["X"], data["y"], data["lams"], data["folds"])


def _compare(data, got, hint, expected=None, *, case=None):
    expected = _expected(data) if expected is None else expected
    for name, e, g in zip(("mean", "se"), expected, got, strict=True):
        where = first_difference(e, g)
        if where is not None:
            i = where[0]
            return failed(
                hint,
                f"{case or _case(data)}, lam = {number(data['lams'][i])}: expected {name} = "
                f"{number(e[i])}, got {number(g[i])}",
            )
    return PASSED


def _case(data):
    return f"{len(data['y'])} rows in {len(data['folds'])} folds"


@CV_CURVE.judge("by_hand")
def by_hand(data, out):
    y = [[number(v) for v in data["y"][val]] for _, val in data["folds"]]
    case = "val folds with y = " + " and ".join(f"({', '.join(fold)})" for fold in y)
    return _compare(
        data,
        out["cv_curve"],
        "Take the mean of the squared errors within each fold. Over the k results: their mean, "
        "and their standard deviation (ddof=1) divided by sqrt(k).",
        case=f"{case}, predictions lam",
    )


@CV_CURVE.judge("fitted")
def fitted(data, out):
    return _compare(
        data,
        out["cv_curve"],
        "In each fold, make a new model, fit it on the rows in train, predict the rows in val.",
        case=f"{_case(data)}, predictions mean(y_train) + lam",
    )


@CV_CURVE.judge("spied")
def spied(data, out):
    return _compare(
        data,
        out["cv_curve"],
        "A validation row was in the training data of the model that predicts it.",
        case=f"{_case(data)}, predictions 1000000 for a row that was trained on, y = 0",
    )


@CV_CURVE.judge("as_given")
def as_given(data, out):
    return _compare(
        data,
        out["cv_curve"],
        "Hand the rows of X on as they came, all columns of them. Preprocessing belongs inside "
        "the model, where it is fitted in each fold anew.",
        case=f"{_case(data)}, predictions sum of all entries trained on",
    )


@once_for_a_case
def _of_sklearn(data):
    # Inside the function: only one property pays for the import.
    from sklearn.linear_model import Ridge
    from sklearn.model_selection import cross_val_score

    errors = np.array(
        [
            -cross_val_score(
                Ridge(alpha=lam),
                data["X"],
                data["y"],
                cv=data["folds"],
                scoring="neg_mean_squared_error",
            )
            for lam in data["lams"]
        ]
    )
    return errors.mean(axis=1), errors.std(axis=1, ddof=1) / np.sqrt(errors.shape[1])


@CV_CURVE.judge("library")
def library(data, out):
    return _compare(
        data,
        out["cv_curve"],
        "scikit-learn's scores are minus the mean squared error of each fold.",
        _of_sklearn(data),
    )
