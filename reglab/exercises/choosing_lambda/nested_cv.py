"""Exercise 5.4.

No case depends on which inner folds are drawn: either one row is left out at a time, or the choice
is the same for all of them. The choice of lam and the score of the chosen lam are judged on their
own: a score is compared with that of the lam that the answer chose.
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
    aspects={"choice": 1, "score": 1.3, "inner folds": 0.8, "both": 0.9},
)


def _case(rng, model, y, lams, k, k_inner, shuffled=True):
    """A case of numbered rows in k outer folds, with a seed for the inner folds."""
    order = rng.permutation(len(y)) if shuffled else np.arange(len(y))
    return _with_outer_folds(np.split(order, k), model, y, lams, k_inner, rng)


def _with_outer_folds(vals, model, y, lams, k_inner, rng):
    order = np.concatenate(vals)
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


def _error(data, lam, train, val):
    model = make_model(data)(lam).fit(data["X"][train], data["y"][train])
    return np.mean((data["y"][val] - model.predict(data["X"][val])) ** 2)


SCORES, CHOSEN = 0, 1


def _equals(hint, case, parts=(CHOSEN, SCORES), expected=_reference_scores):
    """A judge: scores or chosen equal those of expected(data); case(data) is the case in words."""

    def judge(data, out):
        # A wrong choice explains a wrong score, so report it first.
        for part in parts:
            wanted, got = expected(data)[part], out["nested_cv"][part]
            # Relative to the largest: errors are tiny or huge if y is.
            if first_difference(wanted, got, atol=1e-9 * np.max(np.abs(wanted))) is not None:
                name = ("scores", "chosen")[part]
                words = f"expected {name} {_list(wanted)}, got {_list(got)}"
                return failed(hint, f"{case(data)}: {words}")
        return PASSED

    return judge


def _scores_fit(hint, case):
    """A judge: each score is the error of the lam that was chosen, fitted on train."""

    def judge(data, out):
        scores, chosen = out["nested_cv"]
        pairs = zip(chosen, data["outer"], strict=True)
        wanted = np.array([_error(data, lam, *fold) for lam, fold in pairs])
        if first_difference(wanted, scores, atol=1e-9 * np.max(np.abs(wanted))) is None:
            return PASSED
        return failed(
            hint,
            f"{case(data)}, chosen lams {_list(chosen)}: expected scores {_list(wanted)}, got "
            f"{_list(scores)}",
        )

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


CHOICE_HINT = (
    "In each outer fold: compute the curve on inner folds of its training rows only, and choose "
    "the lam with the smallest mean."
)

NESTED_CV.property(
    "models that predict lam: choices as computed by hand",
    name="by_hand",
    draw=_by_hand,
    call=_nested,
    judge=_equals(CHOICE_HINT, _in_full, [CHOSEN]),
    aspect="choice",
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
    aspect="choice",
    judge=_equals(
        "Choose by rows that the model was not fitted on: a model that only memorizes its rows is "
        "perfect on them.",
        lambda data: "12 rows, lam = 2 remembers its rows and is 1000 on others",
        [CHOSEN],
    ),
)


NESTED_CV.property(
    "models that predict lam: each score is the squared error of the chosen lam on the outer fold",
    name="scored",
    draw=_by_hand,
    call=_nested,
    judge=_scores_fit(
        "The score of an outer fold is the mean squared error of the chosen lam on its validation "
        "rows.",
        _in_full,
    ),
    aspect="score",
)


def _grids(rng):
    """Grids of several kinds, y in large and small units, and whole numbers."""
    y = np.repeat([5.0, 1.0, 3.0], 3)
    grids = [[0.7], [0.0, 4.0, 2.5], [4.0, 2.5, 2.5, 4.0, 0.5], [*rng.permutation(7) / 2.0]]
    cases = [_case(rng, "predicts lam", y, lams, k=3, k_inner=6, shuffled=False) for lams in grids]
    for unit in (1e-5, 1e4):
        lams = unit * np.array(grids[1])
        cases.append(_case(rng, "predicts lam", unit * y, lams, 3, 6, shuffled=False))
    whole = 20 + rng.permutation(np.array([0, 1, 3, 7, 15, 31]))
    case = _case(rng, "training mean / (1 + lam)", whole, [3, 0], k=3, k_inner=4)
    return [*cases, {**case, "X": np.arange(6)[:, None]}]


def _case_of_grid(data):
    lams = _list(data["lams"]) if len(data["lams"]) < 9 else f"{len(data['lams'])} of them"
    kind = "whole numbers, " if data["y"].dtype.kind == "i" else ""
    return f"{kind}{len(data['y'])} rows, lams {lams}, y up to {number(data['y'].max())}"


NESTED_CV.property(
    "lams may be of any size, number and order, whole numbers among them",
    name="grids",
    draw=_grids,
    call=_nested,
    after="by_hand",
    judge=_equals("Choose one of the lams as it is, in any grid.", _case_of_grid, [CHOSEN]),
    aspect="choice",
)

NESTED_CV.property(
    "scores fit lams and y of any size, whole numbers among them",
    name="scores_of_grids",
    draw=lambda rng: _grids(rng)[3:],
    call=_nested,
    after="scored",
    judge=_scores_fit(
        "Score the chosen lam, fitted on all outer training rows, in an array of floats.",
        _case_of_grid,
    ),
    aspect="score",
)


def _refitted(rng):
    y = 100.0 + rng.permutation(np.array([0.0, 1.0, 3.0, 7.0, 15.0, 31.0]))
    case = _case(rng, "training mean / (1 + lam)", y, [3.0, 0.05], k=3, k_inner=4)
    return [case, {**case, "remembers": True}]


def _case_of_refit(data):
    memory = "all y it was ever fitted on" if "remembers" in data else "y_train"
    return f"6 rows, predictions mean({memory}) / (1 + lam)"


NESTED_CV.property(
    "a new model with the chosen lam is fitted on all outer training rows",
    name="refitted",
    draw=_refitted,
    call=_nested,
    judge=_scores_fit(
        "Make a new model with the chosen lam and fit it on all training rows of the outer fold, "
        "and on no other row.",
        _case_of_refit,
    ),
    aspect="score",
)


def _counted(rng):
    """A case where each k chooses another lam: with 8 training rows, 8 - 8/k are fitted on."""
    lams = (8 - 8 / np.arange(2.0, 9.0))[[6, 0, 3, 2, 5, 1, 4]]
    # Other outer folds than inner ones, and the default of scikit-learn is neither.
    k_inner = int(rng.choice([2, 4, 8]))
    return _case(rng, "row count", np.zeros(12), lams, k=3, k_inner=k_inner)


NESTED_CV.property(
    "k_inner says how many inner folds there are",
    name="counted",
    draw=_counted,
    call=_nested,
    after="by_heart",
    judge=_equals(
        "Make k_inner inner folds, and fit on the rows of all but one of them.",
        lambda data: (
            f"8 training rows, k_inner = {data['k_inner']}, predictions (rows fitted on) - lam, "
            "y = 0"
        ),
        [CHOSEN],
    ),
    aspect="inner folds",
)


def _unequal(rng):
    """Inner folds of 4 and 3 rows, fitted on 3 and 4 rows.

    With equal weight the best lam is near 3.5; if each row has the same weight, near 3.43.
    """
    lams = np.array([3.55, 24 / 7, 3.2]) + rng.uniform(-0.005, 0.005, size=3)
    case = _case(rng, "row count", np.zeros(14), lams, k=2, k_inner=2)
    return {**case, "lams": rng.permutation(lams)}


NESTED_CV.property(
    "inner folds of unequal size count equally",
    name="unequal",
    draw=_unequal,
    call=_nested,
    after="by_heart",
    judge=_equals(
        "Average the squared errors within each inner fold first, as in (5.2), then over the "
        "folds.",
        lambda data: (
            f"7 training rows, k_inner = 2, lams {_list(data['lams'])}, predictions (rows fitted "
            "on) - lam, y = 0"
        ),
        [CHOSEN],
    ),
    aspect="choice",
)


def _same_folds(rng):
    lams = rng.permutation(np.linspace(0.0, 0.019, 20))
    return _case(rng, "arbitrary plus lam", np.zeros(16), lams, k=4, k_inner=2)


NESTED_CV.property(
    "all lams of an outer fold share its inner folds",
    name="same_folds",
    draw=_same_folds,
    call=_nested,
    after="by_heart",
    judge=_equals(
        "Draw the inner folds once for each outer fold, and use them for every lam: otherwise the "
        "luck of the folds decides.",
        lambda data: (
            "16 rows, y = 0, predictions: a number that depends on the training rows, + lam"
        ),
        [CHOSEN],
    ),
    aspect="inner folds",
)


def _arbitrary(rng):
    # With 20 lams and 4 outer folds, other inner folds never lead to the same choices by chance.
    lams = rng.uniform(9.0, 11.0) + np.sqrt(np.arange(2.0, 22.0))
    # Outer folds of other sizes: inner folds that fit the first one do not fit the next.
    vals = np.split(rng.permutation(16), [2, 6, 11])
    return _with_outer_folds(vals, "arbitrary", np.full(16, 0.5), lams, 2, rng)


def _by_generator(answers, data):
    seeds = {"one": data["seed"], "again": data["seed"], "other": data["seed"] + 1}
    return {name: _scores_and_chosen(answers.nested_cv, data, seed) for name, seed in seeds.items()}


@NESTED_CV.property(
    "the rng that was passed draws the inner folds",
    draw=_arbitrary,
    call=_by_generator,
    returns=dict.fromkeys(("one", "again", "other"), SCORES_AND_CHOSEN),
    after="by_heart",
    aspect="inner folds",
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
            "Draw the inner folds from the rng that was passed, in each call.",
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
    after="by_heart",
    aspect="choice",
    judge=_equals(
        "Take the lam whose mean over the inner folds is smallest; use no other rule.",
        _in_full,
        [CHOSEN],
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
    after="by_heart",
    aspect="both",
    judge=_equals(
        "No outer validation row may be used before it is scored, and lam = 2 is best on the "
        "others. The inner folds number the rows of X[train] from 0.",
        lambda data: "12 rows, y = 0, lam = 2 predicts 0 until it meets an outer row",
    ),
)


def _with_ridge(rng):
    data = ridge_data(rng, 24, 3, noise=0.2)
    # Far enough apart that the choice is clear, also with the one-standard-error rule.
    lams = [300.0, 0.1, 100.0]
    return {**_case(rng, "ridge", data["y"], lams, k=3, k_inner=16), **data}


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
    after="by_heart",
    aspect="both",
    judge=_equals(
        "scikit-learn chooses the lam with the smallest mean over the inner folds, refits it on "
        "all training rows, and scores the mean squared error.",
        lambda data: "24 rows, ridge",
        expected=_of_sklearn,
    ),
)
