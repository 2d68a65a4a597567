"""Exercise 11.4: the known mistakes. Every answer declared here is wrong on purpose."""

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.ensembles.oob_error import NEAR, OOB_ERROR, single_errors
from reglab.exercises.wrong_generators import wrong_generators


def _oob(fit, X, y, n_models, *, rng):
    """Correct. Most mistakes are this function with a few words changed."""
    n = len(y)
    total, votes = 0.0, np.zeros(n, dtype=int)
    for _ in range(n_models):
        rows = rng.integers(n, size=n)
        out = np.bincount(rows, minlength=n) == 0
        p = fit(X[rows], y[rows])(X)
        total = total + np.where(out[:, None], p, 0.0)
        votes += out
    judged = votes > 0
    n_judged = judged.sum()
    if n_judged == 0:
        return np.nan, 0
    wrong = np.argmax(total, axis=1) != y
    error = wrong[judged].mean()
    return error, n_judged


def _known(name, hint, kind, *changes, signature=None):
    OOB_ERROR.mistake(name, hint, edited(_oob, *changes), signature, kind=kind)


ROWS, OUT = "rng.integers(n, size=n)", "np.bincount(rows, minlength=n) == 0"

_known(
    "all models judge all rows",
    "All models judge all rows, so a row is judged by models that learned it. Let only those judge "
    "that did not draw it.",
    "half",
    (OUT, "np.ones(n, dtype=bool)"),
)
_known(
    "all models judge all rows, but n_judged is right",
    "A row is judged by models that learned it. Add up only the probabilities of the models that "
    "did not draw it.",
    "half",
    ("np.where(out[:, None], p, 0.0)", "p"),
)
_known(
    "judged by the models that learned it",
    "Each row is judged by the models that drew it. Let the others judge it.",
    "slip",
    (OUT, "np.bincount(rows, minlength=n) > 0"),
)
_known(
    "rows without a judge count as class 0",
    "Rows that every model drew count as class 0 in your error. Leave them out.",
    "slip",
    ("error = wrong[judged].mean()", "error = wrong.mean()"),
)
_known(
    "rows without a judge count as wrong",
    "Rows that every model drew count as wrong in your error. Leave them out.",
    "slip",
    ("error = wrong[judged].mean()", "error = (wrong | ~judged).mean()"),
)
_known(
    "rows without a judge count as right",
    "You divide by the number of all rows. Divide by the number of judged rows.",
    "slip",
    ("error = wrong[judged].mean()", "error = (wrong & judged).mean()"),
)
_known(
    "divided by n only",
    "You count the wrong ones among all rows, and divide by the number of judged rows. Leave out "
    "the rows that every model drew in both.",
    "slip",
    ("error = wrong[judged].mean()", "error = wrong.sum() / n_judged"),
)
_known(
    "n_judged is n",
    "You return the number of all rows. Count the rows that at least one model did not draw.",
    "slip",
    ("return error, n_judged", "return error, n"),
)
_known(
    "n_judged counts votes",
    "You return the number of votes. Count each row once.",
    "slip",
    ("return error, n_judged", "return error, votes.sum()"),
)
_known(
    "n_judged counts unjudged rows",
    "You return the number of rows that nobody judged. Return the number of the others.",
    "slip",
    ("return error, n_judged", "return error, n - n_judged"),
)
_known(
    "n_judged counts wrong rows",
    "You return the number of wrong predictions. Return the number of judged rows.",
    "slip",
    ("return error, n_judged", "return error, wrong[judged].sum()"),
)
_known(
    "accuracy",
    "You return the accuracy. The error is the share of wrong predictions.",
    "slip",
    ("return error, n_judged", "return 1 - error, n_judged"),
)
_known(
    "number of errors",
    "You return the number of errors. Divide by the number of judged rows.",
    "slip",
    ("return error, n_judged", "return wrong[judged].sum(), n_judged"),
)
_known(
    "per cent",
    "You return percentages. The error is from 0 to 1.",
    "slip",
    ("return error, n_judged", "return 100 * error, n_judged"),
)
_known(
    "order of the results",
    "You return (n_judged, error). The order is (error, n_judged).",
    "slip",
    ("return error, n_judged", "return n_judged, error"),
)
_known(
    "votes of classes",
    "You count the most probable class of each model. Add up the probabilities: votes throw away "
    "how sure each model was.",
    "half",
    (
        "p = fit(X[rows], y[rows])(X)",
        "p = fit(X[rows], y[rows])(X)\n        p = 1.0 * (p == p.max(axis=1, keepdims=True))",
    ),
)
SINGLE = (
    "You average the errors of the single models. Add up the probabilities for each row first, and "
    "count the wrong rows once, at the end."
)


def _mean_of_errors(weight):
    """Whether the error is a mean of those of single models, in which each has a weight."""

    def recognize(data, out):
        errors, rows = single_errors(data, out["counts"])
        weights = weight(rows)
        mean = np.sum(weights * errors) / max(np.sum(weights), 1)
        return bool(abs(out["oob_error"][0] - mean) < NEAR)

    return "added", recognize


_known(
    "error of each model, averaged",
    SINGLE,
    "half",
    (
        "total = total + np.where(out[:, None], p, 0.0)",
        "total = total + np.sum(out & (p.argmax(axis=1) != y))",
    ),
    ("wrong = np.argmax(total, axis=1) != y", "wrong = np.zeros(n)"),
    ("error = wrong[judged].mean()", "error = total / votes.sum()"),
    signature=_mean_of_errors(lambda rows: rows),
)
_known(
    "error of each model, averaged over the models",
    SINGLE,
    "half",
    (
        "total = total + np.where(out[:, None], p, 0.0)",
        "own = np.append(total, (p.argmax(axis=1) != y)[out].mean()) if out.any() else total\n"
        "        total = own if np.ndim(total) else own[1:] if out.any() else total",
    ),
    ("wrong = np.argmax(total, axis=1) != y", "wrong = np.zeros(n)"),
    ("error = wrong[judged].mean()", "error = np.mean(total)"),
    signature=_mean_of_errors(lambda rows: rows > 0),
)
_known(
    "only the last model that judges",
    "Each row has the prediction of the last model that judges it. Add up the probabilities of all "
    "of them.",
    "half",
    ("total + np.where(out[:, None], p, 0.0)", "np.where(out[:, None], p, total)"),
)
_known(
    "only the last model",
    "You keep only the last model's probabilities. Add those of all models to a sum.",
    "half",
    ("total + np.where(out[:, None], p, 0.0)", "np.where(out[:, None], p, 0.0)"),
)
_known(
    "the least probable class",
    "You take the class with the smallest sum. Take the one with the largest.",
    "slip",
    ("np.argmax(total", "np.argmin(total"),
)
_known(
    "largest probability",
    "You take the largest probability of any model. Add up the probabilities.",
    "half",
    ("total + np.where(out[:, None], p, 0.0)", "np.maximum(total, np.where(out[:, None], p, 0.0))"),
)
_known(
    "classes numbered from 1",
    "You add 1 to the class. Classes are numbered from 0, like the columns.",
    "slip",
    ("np.argmax(total, axis=1) != y", "np.argmax(total, axis=1) + 1 != y"),
)
_known(
    "one prediction for all rows",
    "You take one argmax over all entries. Take one for each row: axis=1.",
    "half",
    ("np.argmax(total, axis=1)", "np.argmax(total)"),
)
_known(
    "only rows judged by all models",
    "You judge only rows that no model drew. One model that did not draw a row is enough.",
    "half",
    ("votes > 0", "votes == n_models"),
)
_known(
    "at least two judges",
    "You leave out rows with only one judge. One model that did not draw a row is enough.",
    "slip",
    ("votes > 0", "votes > 1"),
)
_known(
    "0 without judged rows",
    "Without a judged row you return an error of 0. There is no error then: return nan.",
    "slip",
    ("return np.nan, 0", "return 0.0, 0"),
)
_known(
    "1 without judged rows",
    "Without a judged row you return an error of 1. There is no error then: return nan.",
    "slip",
    ("return np.nan, 0", "return 1.0, 0"),
)
_known(
    "None without judged rows",
    "Without a judged row you return None. Return nan and 0.",
    "slip",
    ("return np.nan, 0", "return None"),
)
for _name, _division in (("whole numbers", "1 / 0"), ("a float", "1.0 / 0")):
    _known(
        f"division of {_name} by 0 without judged rows",
        "Without a judged row you divide by 0. Return nan and 0 then.",
        "slip",
        ("        return np.nan, 0", f"        {_division}"),
    )
_known(
    "each model gets the data as they are",
    "Each model gets all rows, or a permutation of them, so no row is out of bag. Draw with "
    "replacement.",
    "half",
    (ROWS, "rng.permutation(n)"),
)
_known(
    "X and y drawn apart",
    "You draw rows of X and of y separately, so a row loses its y. Draw row numbers once, and use "
    "them for both.",
    "half",
    ("y[rows]", f"y[{ROWS}]"),
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
)
_known(
    "another sample for out of bag",
    "You draw twice for a model: the rows that it learns, and others to find out what is out of "
    "bag. Draw once, and use the same row numbers.",
    "half",
    (OUT, f"np.bincount({ROWS}, minlength=n) == 0"),
)
_known(
    "models trained on the rows out of the bag",
    "You train on the rows that were not drawn. Train on the drawn rows, and judge the others.",
    "half",
    ("fit(X[rows], y[rows])", "fit(X[out], y[out])"),
)
_known(
    "one model too few",
    "You train n_models - 1 models: range(n) already runs from 0 to n - 1.",
    "slip",
    ("range(n_models)", "range(max(n_models - 1, 1))"),
)
_known(
    "one model too many",
    "You train n_models + 1 models. Train exactly n_models.",
    "slip",
    ("range(n_models)", "range(n_models + 1)"),
)
_known(
    "repeated rows left out",
    "You leave out rows that were drawn twice. A bootstrap sample has n rows: keep them twice.",
    "slip",
    (ROWS, f"np.unique({ROWS})"),
)
_known(
    "two thirds of the rows",
    "You draw some of the rows, without replacement. A bootstrap sample has n rows, drawn with "
    "replacement.",
    "half",
    (ROWS, "rng.permutation(n)[: 2 * n // 3]"),
)
_known(
    "first row never drawn",
    "Row 0 is never in a sample: row numbers start at 0.",
    "slip",
    (ROWS, "rng.integers(min(1, n - 1), n, size=n)"),
)
_known(
    "last row never drawn",
    "The last row is never in a sample. Row numbers go from 0 to n - 1, and rng.integers(n) draws "
    "from these.",
    "slip",
    (ROWS, "rng.integers(max(n - 1, 1), size=n)"),
)
_known(
    "rounded",
    "You round the error. Return it as it is.",
    "slip",
    ("return error, n_judged", "return round(error, 2), n_judged"),
)
_known(
    "images flattened",
    "You flatten the rows of X. They may be images: pass X[rows] and X as they are.",
    "slip",
    ("(X[rows], y[rows])(X)", "(X[rows].reshape(n, -1), y[rows])(X.reshape(n, -1))"),
)
for _name, _sum in (
    ("new sum", "total = total + np.where(out[:, None], p, 0.0)"),
    ("sum in place", "total += np.where(out[:, None], p, 0.0)"),
    ("new sum of some rows", "total[out] = total[out] + p[out]"),
    ("row by row", "for i in np.flatnonzero(out):\n            total[i] += p[i]"),
):
    _known(
        f"room for the classes of y, {_name}",
        "You make room for as many classes as y has. predict may have more classes than y: take "
        "the number from its columns.",
        "slip",
        ("total, votes = 0.0", "total, votes = np.zeros((n, len(np.unique(y))))"),
        ("total = total + np.where(out[:, None], p, 0.0)", _sum),
    )
wrong_generators(OOB_ERROR, _oob, "samples")
