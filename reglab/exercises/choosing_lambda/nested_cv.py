"""Exercise 5.4.

No case depends on which inner folds are drawn: either one row is left out at a time, or all inner
folds have the same size and the choice is clear.
"""

import numpy as np

from reglab.checks.judging.remembered import once_for_a_case
from reglab.checks.model import PASSED, Array, Exercise, Tuple, failed, first_difference, number
from reglab.exercises.choosing_lambda.inputs import make_model, ridge_data, row_numbers, units
from reglab.validation import nested_cv

_PER_FOLD = Array(lambda data: (len(data["outer"]),))
SCORES_AND_CHOSEN = Tuple(scores=_PER_FOLD, chosen=_PER_FOLD)

NESTED_CV = Exercise(
    "choosing_lambda.nested_cv",
    title="5.4 nested_cv",
    points=3,
    returns=SCORES_AND_CHOSEN,
    uses=("choosing_lambda.kfold_indices", "choosing_lambda.cv_curve"),
    forbid=(
        "reglab.validation.nested:nested_cv",
        "reglab.validation.curve:cv_curve",
        "reglab.validation.folds:kfold_indices",
        "sklearn.model_selection",
    ),
    reference=nested_cv,
)


def _case(rng, model, y, lams, k, k_inner, shuffled=True):
    """A case of numbered rows in k outer folds, with a seed for the inner folds."""
    order = rng.permutation(len(y)) if shuffled else np.arange(len(y))
    vals = np.split(order, k)
    return {
        "model": model,
        "X": row_numbers(len(y)),
        "y": y,
        "lams": np.array(lams),
        "outer": [(order[np.isin(order, val, invert=True)], val) for val in vals],
        "k_inner": k_inner,
        "seed": int(rng.integers(2**31)),
    }


def _scores_and_chosen(function, data, seed):
    rng = np.random.default_rng(seed)
    names = ("X", "y", "lams", "outer", "k_inner")
    return function(make_model(data), *(data[name] for name in names), rng)


def _nested(answers, data):
    return {"nested_cv": _scores_and_chosen(answers.nested_cv, data, data["seed"])}


@once_for_a_case
def _reference_scores(data):
    return _scores_and_chosen(nested_cv, data, data["seed"])


def _list(values):
    return f"[{', '.join(map(number, values))}]"


def _equals(hint, case, expected=_reference_scores):
    """A judge: scores and chosen equal those of expected(data); case(data) is the case in words."""

    def judge(data, out):
        # A wrong choice explains a wrong score, so report it first.
        for i, name in ((1, "chosen"), (0, "scores")):
            wanted, got = expected(data)[i], out["nested_cv"][i]
            if first_difference(wanted, got) is not None:
                words = f"expected {name} {_list(wanted)}, got {_list(got)}"
                return failed(hint, f"{case(data)}: {words}")
        return PASSED

    return judge


def _in_full(data):
    folds = " ".join(_list(data["y"][val]) for _, val in data["outer"])
    return f"y by outer fold {folds}, lams {_list(data['lams'])}, predictions lam"


def _by_hand(rng):
    """Cases whose models predict lam itself, so that the best lam is near the mean of y."""
    # The first case is small enough to read; the second one has another unit and zero.
    unit, zero = units(rng)
    y = zero + unit * np.repeat([9.0, 6.0, 0.0], 3)
    lams = zero + unit * np.array([7.0, 2.5, 4.5, 0.5])
    small = np.array([2.0, 2.0, 2.0, 2.0, 8.0, 8.0])
    return [
        _case(rng, "predicts lam", small, [2.0, 5.0, 8.0], k=3, k_inner=2, shuffled=False),
        _case(rng, "predicts lam", y, lams, k=3, k_inner=6, shuffled=False),
    ]


NESTED_CV.property(
    "models that predict lam: scores and choices as computed by hand",
    name="by_hand",
    draw=_by_hand,
    call=_nested,
    judge=_equals(
        "In each outer fold: cross-validate on its training rows only, take the lam with the "
        "smallest mean, fit it on all training rows, and score it on the validation rows.",
        _in_full,
    ),
)


def _refitted(rng):
    y = 100.0 + rng.permutation(np.array([0.0, 1.0, 3.0, 7.0, 15.0, 31.0]))
    return _case(rng, "training mean / (1 + lam)", y, [3.0, 0.05], k=3, k_inner=4)


NESTED_CV.property(
    "the chosen lam is fitted again, on all outer training rows",
    name="refitted",
    draw=_refitted,
    call=_nested,
    after="by_hand",
    judge=_equals(
        "The inner models were fitted on only part of the training rows. Fit a new one on all "
        "of them.",
        lambda data: "6 rows, predictions mean(y_train) / (1 + lam)",
    ),
)


def _counted(rng):
    """A case where each k chooses another lam: with 8 training rows, 8 - 8/k are fitted on."""
    lams = (8 - 8 / np.arange(2.0, 9.0))[[6, 0, 3, 2, 5, 1, 4]]
    return _case(rng, "row count", np.zeros(12), lams, k=3, k_inner=4)


NESTED_CV.property(
    "k_inner says how many inner folds there are",
    name="counted",
    draw=_counted,
    call=_nested,
    after="by_hand",
    judge=_equals(
        "Make k_inner inner folds, and fit on the rows of all but one of them.",
        lambda data: "8 training rows, k_inner = 4, predictions (rows fitted on) - lam, y = 0",
    ),
)


def _arbitrary(rng):
    # With 20 lams and 4 outer folds, other inner folds never lead to the same choices by chance.
    lams = 10.0 + np.sqrt(np.arange(2.0, 22.0))
    return _case(rng, "arbitrary", np.full(16, 0.5), lams, k=4, k_inner=3)


def _by_generator(answers, data):
    seeds = {"one": data["seed"], "again": data["seed"], "other": data["seed"] + 1}
    return {name: _scores_and_chosen(answers.nested_cv, data, seed) for name, seed in seeds.items()}


@NESTED_CV.property(
    "the rng that was passed draws the inner folds",
    draw=_arbitrary,
    call=_by_generator,
    returns=dict.fromkeys(("one", "again", "other"), SCORES_AND_CHOSEN),
    after="by_hand",
)
def from_rng(data, out):
    _, one = out["one"]
    if first_difference(one, out["again"][1]) is not None:
        return failed(
            "Draw the inner folds only from the rng that was passed.",
            "two generators with the same seed led to other choices of lam",
        )
    if first_difference(one, out["other"][1]) is None:
        return failed(
            "Pass rng on to kfold_indices: the caller controls the randomness.",
            "two generators with different seeds led to the same choices of lam",
        )
    return PASSED


def _one_outlier(rng):
    """A case with one outlier, which widens the error bar; a larger lam is within it."""
    y = np.array([3.0, 3.0, 3.0, 11.0])
    y = np.concatenate([rng.permutation(y), rng.permutation(y)])
    return _case(rng, "predicts lam", y, [7.0, 5.0], k=2, k_inner=4, shuffled=False)


NESTED_CV.property(
    "the smallest inner mean chooses, however wide its bar",
    name="smallest_mean",
    draw=_one_outlier,
    call=_nested,
    after="by_hand",
    judge=_equals(
        "Take the lam whose mean over the inner folds is smallest; use no other rule.", _in_full
    ),
)


def _by_heart(rng):
    y = 3.0 + rng.permutation(np.linspace(0.0, 1.0, 12))
    return _case(rng, "by heart", y, [2.0, 5.0], k=3, k_inner=4)


NESTED_CV.property(
    "a model that learns its rows by heart is never chosen",
    name="by_heart",
    draw=_by_heart,
    call=_nested,
    after="by_hand",
    judge=_equals(
        "You train on an inner validation row. A model that only memorizes rows then looks "
        "perfect.",
        lambda data: "12 rows, lam = 2 remembers its rows and is 1000 on others",
    ),
)


def _watched(rng):
    case = _case(rng, "watchman", np.zeros(12), [5.0, 2.0, 7.0], k=3, k_inner=4)
    # The same outer split twice, so that the watchman can list the rows that must stay unseen.
    return {**case, "outer": case["outer"][:1] * 2}


NESTED_CV.property(
    "a spying model meets no outer validation row in an inner fold",
    name="watched",
    draw=_watched,
    call=_nested,
    after="by_hand",
    judge=_equals(
        "You use an outer validation row in an inner fold. The inner folds number the rows of "
        "X[train] from 0, not the rows of X.",
        lambda data: "12 rows, y = 0, lam = 2 predicts 0 until it meets an outer row",
    ),
)


def _with_ridge(rng):
    data = ridge_data(rng, 12, 4, noise=0.2)
    # Far enough apart that the choice is clear, also with the one-standard-error rule.
    lams = [300.0, 0.1, 100.0]
    return {**_case(rng, "ridge", data["y"], lams, k=3, k_inner=8), **data}


@once_for_a_case
def _of_sklearn(data):
    # Inside the function: only one property pays for the import.
    from sklearn.linear_model import RidgeCV

    scores, chosen = [], []
    for train, val in data["outer"]:
        # It leaves one row out at a time, and so does k_inner here.
        model = RidgeCV(alphas=data["lams"], scoring="neg_mean_squared_error")
        model.fit(data["X"][train], data["y"][train])
        chosen.append(model.alpha_)
        scores.append(np.mean((data["y"][val] - model.predict(data["X"][val])) ** 2))
    return np.array(scores), np.array(chosen)


NESTED_CV.property(
    "a ridge chooses and scores as scikit-learn's RidgeCV",
    name="library",
    draw=_with_ridge,
    call=_nested,
    after="by_hand",
    judge=_equals(
        "scikit-learn chooses the lam with the smallest mean over the inner folds, refits it on "
        "all training rows, and scores the mean squared error.",
        lambda data: "12 rows, ridge",
        _of_sklearn,
    ),
)
