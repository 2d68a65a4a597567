"""Exercise 11.3: the known mistakes. Every answer declared here is wrong on purpose."""

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.ensembles.bag_predict import BAG_PREDICT
from reglab.exercises.wrong_generators import wrong_generators


def _bag(fit, X, y, X_test, n_models, *, rng):
    """Correct. Most mistakes are this function with a few words changed."""
    n = len(y)
    predictions = []
    for _ in range(n_models):
        rows = rng.integers(n, size=n)
        predict = fit(X[rows], y[rows])
        predictions.append(predict(X_test))
    return np.mean(predictions, axis=0)


def _known(name, hint, kind, *changes, signature=None):
    BAG_PREDICT.mistake(name, hint, edited(_bag, *changes), signature, kind=kind)


ROWS, MEAN = "rng.integers(n, size=n)", "np.mean(predictions, axis=0)"

_known(
    "without replacement",
    "Each model gets every row exactly once. All rows, or a permutation of them, are no bootstrap "
    "sample: draw with replacement.",
    "half",
    (ROWS, "rng.permutation(n)"),
    signature=("replacement", lambda data, out: bool(np.all(out["counts"] == 1))),
)
_known(
    "X and y drawn apart",
    "You draw rows of X and of y separately, so a row loses its y. Draw row numbers once, and use "
    "them for both.",
    "half",
    ("y[rows]", f"y[{ROWS}]"),
    signature=("pairs", lambda data, out: bool(np.all(out["bag_predict"] > 30))),
)
_known(
    "y left as it is",
    "You draw rows of X only, so a row loses its y. Pass y[rows] as well.",
    "half",
    ("y[rows]", "y"),
)
_known(
    "one sample for all models",
    "All models get the same sample. Draw the rows inside the loop.",
    "half",
    (f"        rows = {ROWS}\n", ""),
    ("    for _ in", f"    rows = {ROWS}\n    for _ in"),
    signature=(
        "new_for_each",
        lambda data, out: bool(
            np.all(out["bag_predict"] == out["bag_predict"][0]) and np.ptp(out["bag_predict"]) > 0
        ),
    ),
)
VOTES = (
    "predictions.append(predict(X_test))",
    "p = predict(X_test)\n"
    "        predictions.append((p == p.max(axis=-1, keepdims=True)).astype(float))",
)


def _votes(data, out):
    """Whether the output is how many of the models are for each class."""
    P = data["P"]
    votes = np.mean(P.max(axis=-1, keepdims=True) == P, axis=0)
    return bool(np.allclose(votes, out["bag_predict"]))


_known(
    "votes counted",
    "You count the most probable class of each model. Votes throw away how sure each model was: "
    "average the probabilities.",
    "half",
    VOTES,
    signature=("probabilities", _votes),
)
_known(
    "the class with most votes",
    "You return 1 for the class with most votes. Votes throw away how sure each model was: return "
    "the mean of the probabilities.",
    "half",
    VOTES,
    ("return np.mean", "v = np.mean"),
    (
        "(predictions, axis=0)",
        "(predictions, axis=0)\n    return 1.0 * (v == v.max(-1, keepdims=True))",
    ),
)
_known(
    "mean of class numbers",
    "You average the numbers of the classes. The mean of a 3 and an 8 is not a 5 or 6: average the "
    "probabilities.",
    "half",
    ("predict(X_test))", "predict(X_test).argmax(axis=-1))"),
)
_known(
    "mean of class numbers, from axis 1",
    "You average the numbers of the classes. Average the predictions as they are, not the classes.",
    "half",
    ("predict(X_test))", "predict(X_test).argmax(axis=1))"),
)
for _method in ("predict_proba", "predict"):
    _known(
        f"model.{_method}",
        "fit returns a function: call it.",
        "wrong",  # it fails in each call, so it shows nothing else
        ("predict(X_test))", f"predict.{_method}(X_test))"),
    )
_known(
    "the most probable class",
    "You return the most probable class. Return the mean of the probabilities.",
    "half",
    (MEAN, f"{MEAN}.argmax(axis=-1)"),
)
_known(
    "sum",
    "You add up the predictions. Divide by n_models.",
    "slip",
    (MEAN, "np.sum(predictions, axis=0)"),
)
for _divisor, _hint in (
    ("n", "You divide by the number of rows. Divide by n_models."),
    ("(n_models + 1)", "You divide by n_models + 1. Divide by n_models."),
    ("max(n_models - 1, 1)", "You divide by n_models - 1. Divide by n_models."),
):
    _known(
        f"divided by {_divisor}", _hint, "slip", (MEAN, f"np.sum(predictions, axis=0) / {_divisor}")
    )
_known(
    "one model too few",
    "You train n_models - 1 models: range(n) already runs from 0 to n - 1.",
    "slip",
    ("range(n_models)", "range(max(n_models - 1, 1))"),
)
_known(
    "one model too few, but divided by n_models",
    "You train n_models - 1 models, and divide by n_models. range(1, n) has only n - 1 numbers.",
    "slip",
    ("range(n_models)", "range(1, n_models)"),
    (MEAN, "np.sum(predictions, axis=0) / n_models + 0 * fit(X, y)(X_test)"),
)
_known(
    "one model too many",
    "You train n_models + 1 models. Train exactly n_models.",
    "slip",
    ("range(n_models)", "range(n_models + 1)"),
)
_known(
    "a model of all rows as well",
    "You average one more model, which is trained on all rows. Average only the models of the "
    "bootstrap samples.",
    "slip",
    (MEAN, "np.mean([*predictions, fit(X, y)(X_test)], axis=0)"),
)
_known(
    "the last model alone",
    "You return the prediction of the last model. Collect all of them, and take the mean after the "
    "loop.",
    "half",
    (MEAN, "predictions[-1]"),
)
_known(
    "one model only",
    "You return inside the loop, after one model. Take the mean after the loop.",
    "half",
    ("predictions.append(predict(X_test))", "return predict(X_test)"),
)
_known(
    "median",
    "You take the median. Take the mean.",
    "half",
    (MEAN, "np.median(predictions, axis=0)"),
)
_known(
    "largest",
    "You take the largest prediction of each entry. Take the mean.",
    "half",
    (MEAN, "np.max(predictions, axis=0)"),
)
_known(
    "scaled to a sum of 1",
    "You divide each row by its sum. The mean of probabilities needs no scaling, and numbers to "
    "predict do not sum to 1.",
    "slip",
    (MEAN, f"(lambda p: p / p.sum(axis=-1, keepdims=True))({MEAN})"),
)
_known(
    "halfway to each new model",
    "You average the mean so far with each new model, so late models count more. All have the "
    "same weight.",
    "half",
    (
        "predictions.append(predict(X_test))",
        "p = predict(X_test)\n"
        "        predictions = [(predictions[0] + p) / 2 if predictions else p]",
    ),
)
_known(
    "all predictions",
    "You return the predictions of all models. Return their mean over the models.",
    "half",
    (MEAN, "np.array(predictions)"),
)
_known(
    "one number for all",
    "You average over everything. Average over the models only: axis=0.",
    "half",
    (MEAN, "np.mean(predictions)"),
)
_known(
    "averaged over the test rows",
    "You average over the test rows. Average over the models: axis=0.",
    "half",
    (MEAN, "np.mean(predictions, axis=1)"),
)
_known(
    "averaged over the classes",
    "You average over the last axis. Average over the models: axis=0.",
    "half",
    (MEAN, "np.mean(predictions, axis=-1)"),
)
START, APPEND = "predictions = []", "predictions.append(predict(X_test))"
# A slip shows its samples as well.
for _shape, _room, _kind in (
    ("one number for each test row", "len(X_test)", "half"),
    ("the classes in y", "len(X_test), len(np.unique(y))", "slip"),
    ("y.max() + 1 classes", "len(X_test), y.max() + 1", "half"),
    ("the whole numbers up to y.max()", "len(X_test), int(y.max()) + 1", "half"),
):
    for _name, _start, _sum, _mean in (
        ("a new sum", _room, "predictions = predictions + predict(X_test) / n_models", ""),
        ("a sum in place", _room, "predictions += predict(X_test) / n_models", ""),
        ("rows of a table", f"n_models, {_room}", "predictions[_] = predict(X_test)", MEAN),
    ):
        _known(
            f"room for {_shape}, {_name}",
            "You make room for a fixed shape. The prediction may have any shape: take it from the "
            "first model.",
            _kind,
            (START, f"predictions = np.zeros(({_start}))"),
            (APPEND, _sum),
            (MEAN, _mean or "predictions"),
        )
_known(
    "predicted the training rows",
    "You predict X. Predict X_test.",
    "slip",
    ("predict(X_test)", "predict(X)"),
)
_known(
    "predicted the sample",
    "You predict the rows that the model was trained on. Predict X_test.",
    "slip",
    ("predict(X_test)", "predict(X[rows])"),
)
_known(
    "test rows resampled",
    "You draw test rows, too. Predict X_test as it is.",
    "slip",
    ("predict(X_test)", "predict(X_test[rows % len(X_test)][: len(X_test)])"),
)
_known(
    "repeated rows left out",
    "Your samples have different sizes: you seem to leave out rows that were drawn twice. Keep "
    "them twice.",
    "half",
    (ROWS, f"np.unique({ROWS})"),
    signature=(
        "sample_size",
        lambda data, out: bool(out["counts"].max() == 1 and np.ptp(out["counts"].sum(axis=1)) > 0),
    ),
)
_known(
    "half of the rows",
    "You draw half of the rows, without replacement. A bootstrap sample has n rows, drawn with "
    "replacement.",
    "half",
    (ROWS, "rng.permutation(n)[: n // 2]"),
)
_known(
    "half as many rows",
    "Your samples have n/2 rows. A bootstrap sample has n rows.",
    "slip",
    (ROWS, "rng.integers(n, size=n // 2)"),
)
_known(
    "one row too few",
    "Your samples have n - 1 rows. A bootstrap sample has n rows.",
    "slip",
    (ROWS, "rng.integers(n, size=n - 1)"),
)
_known(
    "as many rows as models",
    "Your samples have n_models rows. n_models is the number of samples; each has n rows.",
    "slip",
    (ROWS, "rng.integers(n, size=n_models)"),
)
_known(
    "as many rows as test rows",
    "Your samples have as many rows as X_test. A bootstrap sample has as many rows as X.",
    "slip",
    (ROWS, "rng.integers(n, size=len(X_test))"),
)
_known(
    "first row never drawn",
    "Row 0 is never in a sample: row numbers start at 0.",
    "slip",
    (ROWS, "rng.integers(1, n, size=n)"),
    signature=("replacement", lambda data, out: bool(np.all(out["counts"][:, 0] == 0))),
)
_known(
    "last row never drawn",
    "The last row is never in a sample. Row numbers go from 0 to n - 1, and rng.integers(n) draws "
    "from these.",
    "slip",
    (ROWS, "rng.integers(n - 1, size=n)"),
    signature=("replacement", lambda data, out: bool(np.all(out["counts"][:, -1] == 0))),
)
_known(
    "columns counted instead of rows",
    "You draw numbers below the number of columns, so later rows are never in a sample: n is "
    "len(y).",
    "slip",
    (ROWS, "rng.integers(min(X.shape), size=n)"),
)
_known(
    "one row n times",
    "Each sample is one row, n times. Draw n row numbers: size=n.",
    "half",
    (ROWS, "np.full(n, rng.integers(n))"),
)
_known(
    "labels as floats",
    "You turn y into floats, and a classifier needs whole numbers. Pass y[rows] as it is.",
    "slip",
    ("y[rows]", "y[rows].astype(float)"),
)
_known(
    "images flattened",
    "You flatten the rows of X. They may be images: pass X[rows] as it is.",
    "slip",
    ("fit(X[rows]", "fit(X[rows].reshape(n, -1)"),
)
for _digits in (2, 3):
    _known(
        f"rounded to {_digits} digits",
        "You round the mean. Return it as it is.",
        "slip",
        (MEAN, f"{MEAN}.round({_digits})"),
    )
_known(
    "single precision",
    "You compute with single precision (float32), which has seven digits. Keep double precision.",
    "slip",
    (MEAN, "np.mean(np.array(predictions, dtype=np.float32), axis=0)"),
)
wrong_generators(BAG_PREDICT, _bag, "samples")
