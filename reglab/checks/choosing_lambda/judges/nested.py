"""Exercise 5.4: what each property demands."""

import numpy as np

from reglab import validation as reference

from ...core import PASSED, failed, first_difference, number, once_for_a_case
from ..designs import make_model
from ..probes import NESTED_CV


@once_for_a_case
def _expected(data):
    return reference.nested_cv(
        make_model(data),
        data["X"],
        data["y"],
        data["lams"],
        data["outer"],
        data["k_inner"],
        np.random.default_rng(data["seed"]),
    )


def _list(values):
    return f"[{', '.join(map(number, values))}]"


def _compare(data, got, hint, what, expected=None):
    expected = _expected(data) if expected is None else expected
    # A wrong choice explains a wrong score: it is shown first.
    for name, e, g in (("chosen", expected[1], got[1]), ("scores", expected[0], got[0])):
        if first_difference(e, g) is not None:
            return failed(hint, f"{what}: expected {name} {_list(e)}, got {_list(g)}")
    return PASSED


@NESTED_CV.judge("by_hand")
def by_hand(data, out):
    folds = " ".join(_list(data["y"][val]) for _, val in data["outer"])
    return _compare(
        data,
        out["nested_cv"],
        "In each outer fold: cross-validate on its training rows only, take the lam with the "
        "smallest mean, fit it on all training rows, and score it on the validation rows.",
        f"y by outer fold {folds}, lams {_list(data['lams'])}, predictions lam",
    )


@NESTED_CV.judge("refitted")
def refitted(data, out):
    return _compare(
        data,
        out["nested_cv"],
        "The inner models saw a part of the training rows only. Fit a new one on all of them.",
        "6 rows, predictions mean(y_train) / (1 + lam)",
    )


@NESTED_CV.judge("counted")
def counted(data, out):
    return _compare(
        data,
        out["nested_cv"],
        "Cut k_inner inner folds, and fit on the rows of all but one of them.",
        "8 training rows, k_inner = 4, predictions (rows fitted on) - lam, y = 0",
    )


@NESTED_CV.judge("from_rng")
def from_rng(data, out):
    _, one = out["one"]
    if first_difference(one, out["again"][1]) is not None:
        return failed(
            "Draw the inner folds from the rng that was passed, and from nothing else.",
            "two generators with the same seed led to other choices of lam",
        )
    if first_difference(one, out["other"][1]) is None:
        return failed(
            "Hand rng on to kfold_indices: whoever calls you decides about the randomness.",
            "two generators with different seeds led to the same choices of lam",
        )
    return PASSED


@NESTED_CV.judge("smallest_mean")
def smallest_mean(data, out):
    folds = " ".join(_list(data["y"][val]) for _, val in data["outer"])
    return _compare(
        data,
        out["nested_cv"],
        "Take the lam whose mean over the inner folds is smallest, and no other rule.",
        f"y by outer fold {folds}, lams {_list(data['lams'])}, predictions lam",
    )


@NESTED_CV.judge("by_heart")
def by_heart(data, out):
    return _compare(
        data,
        out["nested_cv"],
        "An inner validation row was trained on: a model that only remembers looks perfect then.",
        "12 rows, lam = 2 remembers its rows and is 1000 on others",
    )


@NESTED_CV.judge("watched")
def watched(data, out):
    return _compare(
        data,
        out["nested_cv"],
        "An outer validation row was in an inner fold. The inner folds number the rows of X[train] "
        "from 0, not those of X.",
        "12 rows, y = 0, lam = 2 predicts 0 until it meets an outer row",
    )


@once_for_a_case
def _of_sklearn(data):
    # Inside the function: only one property pays for the import.
    from sklearn.linear_model import RidgeCV

    scores, chosen = [], []
    for train, val in data["outer"]:
        # It leaves one row out at a time, as k_inner does here.
        model = RidgeCV(alphas=data["lams"], scoring="neg_mean_squared_error")
        model.fit(data["X"][train], data["y"][train])
        chosen.append(model.alpha_)
        scores.append(np.mean((data["y"][val] - model.predict(data["X"][val])) ** 2))
    return np.array(scores), np.array(chosen)


@NESTED_CV.judge("library")
def library(data, out):
    return _compare(
        data,
        out["nested_cv"],
        "scikit-learn chooses the lam with the smallest mean over the inner folds, refits it on "
        "all training rows, and scores the mean squared error.",
        "12 rows, ridge",
        _of_sklearn(data),
    )
