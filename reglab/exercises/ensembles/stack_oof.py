"""Exercise 11.5, what the second level of a stack is trained on."""

import numpy as np

from reglab.checks.judging.remembered import once_for_a_case
from reglab.checks.model import PASSED, Array, Exercise, expected_got, failed, first_difference
from reglab.ensembles import stack_oof
from reglab.exercises.ensembles.classifiers import make_models

STACK_OOF = Exercise(
    "ensembles.stack_oof",
    title="11.5 stack_oof",
    points=3,
    returns=Array(lambda data: (len(data["y"]), len(data["models"]), int(np.max(data["y"])) + 1)),
    forbid=("reglab.ensembles.stacking:stack_oof", "sklearn.model_selection", "sklearn.ensemble"),
    reference=stack_oof,
    aspects={"out of fold": 4, "rows": 1.5, "models": 2, "classes": 1.5, "exact": 1},
)


def _stack(answers, data):
    models = make_models(data)
    return {"stack_oof": answers.stack_oof(models, data["X"], data["y"], data["folds"])}


@once_for_a_case
def _expected(data):
    return stack_oof(make_models(data), data["X"], data["y"], data["folds"])


# What is rounded to two digits is near; then only the property that asks for all digits fails.
NEAR, EXACT = {"rtol": 0.0, "atol": 0.0051}, {"rtol": 1e-6, "atol": 1e-9}


ALL_ZERO = (
    "Your array stays 0. Is it an array of floats? And two pairs of brackets, as in "
    "Z[val][:, j] = ..., write into a copy."
)


def _equals(hint, case, tolerance=NEAR):
    """A judge: all probabilities are those of the reference; case(data) is the case in words."""

    def judge(data, out):
        expected, got = _expected(data), out["stack_oof"]
        where = first_difference(expected, got, **tolerance)
        if where is None:
            return PASSED
        if not np.any(got):
            return failed(ALL_ZERO, f"{case(data)}: all probabilities are 0")
        i, j, c = where
        model = f", models[{j}]" if len(data["models"]) > 1 else ""
        return failed(
            hint,
            f"{case(data)}: row {i}{model}, class {c}: {expected_got(expected[where], got[where])}",
        )

    return judge


def _labels(rng, n, n_classes):
    """Classes in random order, all about equally often."""
    return rng.permutation(np.arange(n) % n_classes)


def _in_turn(rng, n, n_classes):
    """Classes in turn: rows in a row have different ones."""
    return (np.arange(n) + rng.integers(n_classes)) % n_classes


def _rows(rng, n, p=2):
    """Rows of large and small numbers of both signs; no two are alike."""
    return rng.normal(size=(n, p)) * np.linspace(1.0, 3.0, p) + np.arange(n)[:, None] % 5


def _folds(order, *sizes):
    """Folds of the given sizes of the rows in this order; train has all other rows."""
    vals = np.split(order, np.cumsum(sizes)[:-1])
    return [(order[np.isin(order, val, invert=True)], val) for val in vals]


def _in_folds(data):
    rows = "; ".join(", ".join(str(row) for row in val) for _, val in data["folds"])
    return f"folds of rows ({rows})"


def _by_fold(data):
    labels = " ".join(f"[{', '.join(str(c) for c in data['y'][val])}]" for _, val in data["folds"])
    return f"y by fold {labels}, a model that predicts the shares of its training labels"


# --- trained on train, predicts val ------------------------------------------
def _by_hand(rng):
    """Folds whose shares differ from each other and from those of all rows."""
    one, other = rng.permutation(2)
    pairs = rng.permutation([[one, one], [other, other], [one, other]])
    return {
        "models": ["shares"],
        "X": np.arange(6.0)[:, None],
        "y": pairs.ravel(),
        "folds": _folds(np.arange(6), 2, 2, 2),
    }


STACK_OOF.property(
    "a model that predicts the shares of its training labels: as computed by hand",
    name="by_hand",
    aspect="out of fold",
    draw=_by_hand,
    call=_stack,
    judge=_equals("In each fold, train on the rows train and predict the rows val.", _by_fold),
)

STACK_OOF.property(
    "a spying model finds no row that it was trained on",
    name="unseen",
    aspect="out of fold",
    draw=lambda rng: {
        "models": ["spy"],
        "X": np.arange(9.0)[:, None] * float(rng.uniform(0.5, 2.0)),
        "y": _in_turn(rng, 9, 2),  # every fold has both classes
        "folds": _folds(np.arange(9), 3, 3, 3),
    },
    call=_stack,
    judge=_equals(
        "A model may not be trained on the rows that it predicts.",
        lambda data: (
            "9 rows in 3 folds, a spy: class 1 for rows that it was trained on, else class 0"
        ),
    ),
)

STACK_OOF.property(
    "a nearest-neighbour model does not know labels of pure chance",
    name="chance",
    aspect="out of fold",
    draw=lambda rng: {
        "models": ["nearest"],
        "X": _rows(rng, 24),
        "y": _labels(rng, 24, 3),
        "folds": _folds(np.arange(24), 6, 6, 6, 6),
    },
    call=_stack,
    judge=_equals(
        "Each row is predicted by a model for which it is new. On its own rows this model is "
        "always right.",
        lambda data: "24 rows in 4 folds, a model that predicts the label of the nearest row",
    ),
)


def _with_gaps(rng):
    folds = [(train[1:], val) for train, val in _folds(np.arange(12), 3, 3, 3, 3)]
    return {"models": ["sensitive"], "X": _rows(rng, 12), "y": _labels(rng, 12, 2), "folds": folds}


STACK_OOF.property(
    "train is used as it is, also if it does not have all other rows",
    name="gaps",
    aspect="out of fold",
    draw=_with_gaps,
    call=_stack,
    judge=_equals(
        "Train on the rows in train: a fold may leave out more rows than those of val.",
        lambda data: "12 rows in 4 folds, each train leaves out one row more than its val",
    ),
)


# --- each row in its place ---------------------------------------------------
def _other_order(rng):
    """Rows in no order; the rows of the last fold have the same class."""
    order, one = rng.permutation(8), int(rng.integers(2))
    y = np.empty(8, dtype=int)
    y[order] = np.abs(one - np.array([0, 1, 1, 0, 1, 0, 0, 0]))
    X = rng.permutation(8)[:, None] * 0.7
    return {"models": ["of row"], "X": X, "y": y, "folds": _folds(order, 3, 2, 3)}


STACK_OOF.property(
    "rows in any order: each prediction is where its row is in X",
    name="order",
    aspect="rows",
    draw=_other_order,
    call=_stack,
    judge=_equals(
        "Put each prediction where its row is in X: fill the rows val of your array.",
        lambda data: f"{_in_folds(data)}, probabilities that depend on x alone",
    ),
)


def _sizes(rng):
    """Cases with two to nine folds of unequal size, two to five classes."""
    cases = []
    for sizes, n_classes in (((1, 2, 4), 2), ((5, 6), 5), ((4, 3, 3, 5, 1), 3), ((1,) * 9, 4)):
        n = sum(sizes)
        cases.append(
            {
                "models": ["of row"],
                "X": _rows(rng, n),
                "y": _in_turn(rng, n, n_classes),  # every train has all classes
                "folds": _folds(np.arange(n), *sizes),
            }
        )
    return cases


STACK_OOF.property(
    "folds of any number and size, any number of classes",
    name="sizes",
    aspect="rows",
    draw=_sizes,
    call=_stack,
    judge=_equals(
        "Fill the rows of every fold, for every class.",
        lambda data: (
            f"{len(data['y'])} rows in {len(data['folds'])} folds, {data['y'].max() + 1} classes, "
            "probabilities that depend on x alone"
        ),
    ),
)


# --- each model, and each a new one ------------------------------------------
STACK_OOF.property(
    "several models: the second axis follows the list",
    name="several",
    aspect="models",
    draw=lambda rng: {
        "models": ["sensitive", "shares", "sensitive, shifted", "of row"],
        "X": _rows(rng, 9),
        "y": _labels(rng, 9, 2),
        "folds": _folds(np.arange(9), 3, 3, 3),
    },
    call=_stack,
    judge=_equals(
        "Z[:, j] holds the predictions of models[j], trained on all columns of X.",
        lambda data: "9 rows in 3 folds, 4 models",
    ),
)

STACK_OOF.property(
    "each fold has a new model",
    name="new_models",
    aspect="models",
    draw=lambda rng: {
        "models": ["remembering"],
        "X": _rows(rng, 8),
        "y": _labels(rng, 8, 2),
        "folds": _folds(np.arange(8), 2, 3, 3),
    },
    call=_stack,
    judge=_equals(
        "Call models[j]() in every fold: this model remembers the rows of all its fits.",
        lambda data: "8 rows in 3 folds, predictions from all rows that it was ever trained on",
    ),
)


# --- classes that are missing ------------------------------------------------
def _missing(rng, missing, n_classes, first=False):
    """The fold in the middle has all rows of a class, or the first fold."""
    others = [c for c in range(n_classes) if c != missing]
    outer = np.tile(others, 2)
    inner = [missing, missing, others[0]]
    y = np.concatenate([rng.permutation(outer), rng.permutation(inner), rng.permutation(outer)])
    folds = _folds(np.arange(len(y)), len(outer), len(inner), len(outer))
    if first:
        folds = [folds[1], folds[0], folds[2]]
    return {"models": ["sensitive"], "X": _rows(rng, len(y)), "y": y, "folds": folds}


def _case_of_missing(data):
    return f"y by fold {' '.join(str(data['y'][val].tolist()) for _, val in data['folds'])}"


STACK_OOF.property(
    "the last class is missing in a train: its probability is 0 there",
    name="last_missing",
    aspect="classes",
    draw=lambda rng: [_missing(rng, 2, 3), _missing(rng, 3, 4, first=True)],
    call=_stack,
    judge=_equals(
        "predict_proba has no column for a class that is not in train. The array has one for every "
        "class of y, with 0 there.",
        _case_of_missing,
    ),
)

STACK_OOF.property(
    "another class is missing in a train: the other columns keep their classes",
    name="other_missing",
    aspect="classes",
    draw=lambda rng: [_missing(rng, 1, 3), _missing(rng, 0, 4), _missing(rng, 2, 4)],
    call=_stack,
    judge=_equals(
        "The columns of predict_proba belong to model.classes_: put each into the column of its "
        "class.",
        _case_of_missing,
    ),
)

STACK_OOF.property(
    "it has all digits",
    name="exact",
    aspect="exact",
    draw=lambda rng: {
        "models": ["sensitive, shifted more", "shares"],
        "X": _rows(rng, 15, 3),
        "y": _labels(rng, 15, 3),
        "folds": _folds(np.arange(15), 4, 3, 4, 4),
    },
    call=_stack,
    after="by_hand",
    judge=_equals(
        "You are close. Take the probabilities as they are, in an array of floats.",
        lambda data: "15 rows in 4 folds, 3 classes",
        EXACT,
    ),
)
