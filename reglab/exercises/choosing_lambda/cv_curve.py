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
    # What leaks from the validation rows costs about half, whatever is right besides.
    aspects={"mean": 1.5, "se": 2, "fits": 2, "rows as given": 4.5},
)


def _curve(answers, data):
    model = make_model(data)
    return {"cv_curve": answers.cv_curve(model, data["X"], data["y"], data["lams"], data["folds"])}


@once_for_a_case
def _reference_curve(data):
    return cv_curve(make_model(data), data["X"], data["y"], data["lams"], data["folds"])


def _case(data, predictions):
    return f"{len(data['y'])} rows in {len(data['folds'])} folds, predictions {predictions}"


MEAN, SE = 0, 1


def _equals(hint, case, part=MEAN, curve=_reference_curve):
    """A judge: mean or se equals that of curve(data); case(data) is the case in words."""

    def judge(data, out):
        expected, got = curve(data)[part], out["cv_curve"][part]
        # Relative to the curve: errors are tiny or huge if y is.
        where = first_difference(expected, got, atol=1e-9 * np.max(np.abs(expected)))
        if where is None:
            return PASSED
        return failed(
            hint,
            f"{case(data)}, lam = {number(data['lams'][where])}: expected "
            f"{('mean', 'se')[part]} = {number(expected[where])}, got {number(got[where])}",
        )

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


MEAN_HINT = (
    "Take the mean of the squared errors within each fold, then the mean of these k numbers."
)
SE_HINT = (
    "Take the standard deviation (ddof=1) of the k fold errors, and divide it by the root of k."
)

CV_CURVE.property(
    "models that predict lam: the mean as computed by hand",
    name="by_hand",
    draw=_by_hand,
    call=_curve,
    judge=_equals(MEAN_HINT, _case_by_hand),
    aspect="mean",
)

CV_CURVE.property(
    "models that predict lam: the standard error as computed by hand",
    name="se_by_hand",
    draw=_by_hand,
    call=_curve,
    judge=_equals(SE_HINT, _case_by_hand, SE),
    aspect="se",
)


def _grids(rng):
    """Grids of every kind, y in large and small units, and whole numbers."""
    y, X = rng.normal(size=12), row_numbers(12)
    folds = _shuffled_blocks(rng, 4, 4, 4)
    grids = [
        *([0.7], [0.0, 0.1, 0.2, 0.3], [3.0, 0.5, 3.0, 3.0, -1.0]),
        [*rng.permutation(np.geomspace(1e-3, 10.0, 11))],
    ]
    cases = [{"X": X, "y": y, "lams": np.array(lams), "folds": folds} for lams in grids]
    cases += [{**cases[1], "lams": unit * cases[1]["lams"], "y": unit * y} for unit in (1e-5, 1e4)]
    whole = rng.permutation(np.array([3, 0, 8, 5, 1, 7]))
    cases.append(
        {
            "X": np.arange(6)[:, None],
            "y": whole,
            "lams": np.array([4, 2, 9]),
            "folds": _shuffled_blocks(rng, 3, 3),
        }
    )
    cases.append({**cases[-1], "folds": _shuffled_blocks(rng, *[1] * 6)})
    return [{"model": "predicts lam", **case} for case in cases]


def _case_of_grid(data):
    lams = [number(lam) for lam in data["lams"][:5]]
    more = f" and {len(data['lams']) - 5} more" if len(data["lams"]) > 5 else ""
    kind = "whole numbers, " if data["y"].dtype.kind == "i" else ""
    return f"{kind}lams {', '.join(lams)}{more}, y up to {number(data['y'].max())}"


CV_CURVE.property(
    "lams and y may be of any size, number and order, whole numbers among them",
    name="grids",
    draw=_grids,
    call=_curve,
    after="by_hand",
    judge=_equals(
        "Compute entry i of the mean from lams[i] as it is, in arrays of floats.", _case_of_grid
    ),
    aspect="mean",
)

CV_CURVE.property(
    "the standard error fits any number of folds, lams and rows, whole numbers among them",
    name="se_of_grids",
    draw=_grids,
    call=_curve,
    after="se_by_hand",
    judge=_equals(
        "Compute entry i of se from the k fold errors at lams[i], in arrays of floats.",
        _case_of_grid,
        SE,
    ),
    aspect="se",
)


# From here on, all folds of a case have the same size: how they are averaged does not matter.
def _training_means(rng):
    y = rng.permutation(np.array([1.0, 2.0, 4.0, 8.0, 16.0, 32.0]))
    lams = np.array([2.0, 0.0, -1.0])
    return [
        {
            "model": "training mean plus lam",
            "X": row_numbers(len(rows)) ** 1.5,
            "y": rows,
            "lams": lams[:m],
            "folds": _shuffled_blocks(rng, *sizes),
        }
        for rows, m, sizes in ((y[:4], 1, (2, 2)), (y, 3, (2, 2, 2)))
    ]


CV_CURVE.property(
    "each model is fitted on the training rows of its own fold",
    name="fitted",
    draw=_training_means,
    call=_curve,
    judge=_equals(
        "In each fold, fit the model on the rows in train and predict the rows in val.",
        lambda data: _case(data, "mean(y_train) + lam, 1 more where x is above its mean"),
    ),
    aspect="fits",
)

CV_CURVE.property(
    "each fold and each lam has a new model",
    name="new_models",
    draw=lambda rng: [{**case, "remembers": True} for case in _training_means(rng)],
    call=_curve,
    after="fitted",
    judge=_equals(
        "Call make_model for each fold and each lam: this model remembers the rows of all its "
        "fits.",
        lambda data: _case(data, "as before, from all rows it was ever fitted on"),
    ),
    aspect="fits",
)

CV_CURVE.property(
    "a spying model finds no row that it was trained on",
    name="spied",
    draw=lambda rng: {
        "model": "spy",
        "X": row_numbers(12),
        "y": rng.uniform(1.0, 2.0, size=12),
        "lams": np.array([1.0, 3.0]),
        "folds": _shuffled_blocks(rng, 4, 4, 4),
    },
    call=_curve,
    after="fitted",
    judge=_equals(
        "No validation row may be among the training rows of the model that predicts it.",
        lambda data: _case(data, "1000000 for a row that was trained on, else 0"),
    ),
    aspect="fits",
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
    aspect="rows as given",
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
        **ridge_data(rng, 15, 3),
        "lams": np.array([0.1, 10.0, 1.0]),
        "folds": _shuffled_blocks(rng, 5, 5, 5),
    },
    call=_curve,
    after="by_hand",
    judge=_equals(
        "scikit-learn's scores are minus the mean squared error of each fold.",
        lambda data: f"{len(data['y'])} rows in {len(data['folds'])} folds",
        curve=_of_sklearn,
    ),
    aspect="mean",
)
