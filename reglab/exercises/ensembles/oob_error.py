"""Exercise 11.4, the out-of-bag error.

The checks pass their own `fit`, which also notes which rows it got: from these and from what its
models predict, the judge computes the error. In the first properties every row is judged, so that
the error does not depend on the samples at all.
"""

import itertools

import numpy as np

from reglab.checks.model import PASSED, Array, Exercise, Integer, Number, Tuple, failed, number
from reglab.ensembles import oob_error
from reglab.exercises.draws import seeded, whole
from reglab.exercises.ensembles.inputs import RUNS, numbered
from reglab.exercises.ensembles.samples import from_generators, many, new_samples, with_replacement
from reglab.exercises.ensembles.spies import counts_of, row_numbers, with_generators

RESULT = Tuple(error=Number(finite=False), n_judged=Integer())

OOB_ERROR = Exercise(
    "ensembles.oob_error",
    title="11.4 oob_error",
    points=2,
    returns=RESULT,
    forbid=(
        "reglab.ensembles.out_of_bag",
        "reglab.ensembles.bagging",
        "reglab.ensembles.bootstrap",
        "sklearn.ensemble",
        "sklearn.utils:resample",
    ),
    reference=oob_error,
    aspects={"out of bag": 4, "votes": 5, "samples": 3},
)


def _oob(answers, data, fit, rng=None, n_models=None):
    rng = np.random.default_rng(data["seed"]) if rng is None else rng
    n_models = data["n_models"] if n_models is None else n_models
    return answers.oob_error(fit, data["X"], data["y"], n_models, rng=rng)


def _some_wrong(rng, n, n_models, n_classes, X=None):
    """Rows, their classes, and which of them the models classify wrongly: neither none nor all."""
    wrong = rng.permutation(np.arange(n) < whole(rng, 2, n // 2))
    y = rng.permutation(np.arange(n) % n_classes)
    X = numbered(rng, n, 2) if X is None else X
    return seeded(rng, X=X, y=y, n_models=n_models, wrong=wrong, n_classes=n_classes)


def _one_hot(classes, n_classes):
    return np.eye(n_classes)[np.asarray(classes, dtype=int)]


def _with_spies(answers, data):
    """Models that are right out of bag where they are wrong on their own rows, and the reverse."""
    n, y, n_classes = len(data["y"]), data["y"], data["n_classes"]

    def fit(X, y_rows):
        own = counts_of(X, n) > 0

        def predict(X_new):
            rows = row_numbers(X_new, n)
            false = data["wrong"][rows] != own[rows]
            return _one_hot((y[rows] + false) % n_classes, n_classes)

        return predict

    return {"oob_error": _oob(answers, data, fit)}


# What is rounded to two digits is near; then only `digits` fails.
NEAR, EXACT = 0.0055, 1e-9


def _error_is_share(hint, case):
    """A judge: the error is the share of rows that are wrong; all rows are judged."""

    def judge(data, out):
        expected, (error, _) = data["wrong"].mean(), out["oob_error"]
        if abs(error - expected) < EXACT:
            return PASSED
        return failed(
            hint,
            f"{len(data['y'])} rows, {data['n_models']} models, {case}: expected an error of "
            f"{number(expected)}, got {number(error)}",
        )

    return judge


# With so many models, a row that all of them drew comes once in 10^8 checks.
MANY = 50

OUT_OF_BAG = "Only models that did not draw a row may judge it: the others have learned this row."

OOB_ERROR.property(
    "no row is judged by a model that learned it",
    name="not_by_own",
    aspect="out of bag",
    draw=lambda rng: [_some_wrong(rng, n, MANY, 2) for n in (7, int(rng.choice([13, 17])))],
    call=_with_spies,
    judge=_error_is_share(
        OUT_OF_BAG, "right out of bag where they are wrong in the bag, and the reverse"
    ),
)


def _with_pairs(answers, data):
    """Models that are wrong everywhere if a row came with another y, or in another shape."""
    n, n_classes = len(data["y"]), data["n_classes"]

    def fit(X, y):
        rows = row_numbers(X, n)
        right = np.shape(X)[1:] == data["X"].shape[1:] and np.array_equal(X, data["X"][rows])
        right = right and len(y) == len(rows) and np.array_equal(y, data["y"][rows])

        def predict(X_new):
            rows = row_numbers(X_new, n)
            same = right and np.array_equal(X_new, data["X"][rows])
            false = data["wrong"][rows] | (not same)
            return _one_hot((data["y"][rows] + false) % n_classes, n_classes)

        return predict

    return {"oob_error": _oob(answers, data, fit)}


def _many_kinds(rng):
    """Rows that are vectors, whole numbers and images."""
    n = int(rng.choice([11, 13]))
    X = numbered(rng, n, 3), numbered(rng, n, 3).astype(int), numbered(rng, n, 3, 2)
    return [_some_wrong(rng, n, MANY, 3, X=values) for values in X]


OOB_ERROR.property(
    "each row comes with its own y, and is predicted as it is",
    name="pairs",
    aspect="out of bag",
    draw=_many_kinds,
    call=_with_pairs,
    judge=_error_is_share(
        "Draw row numbers once for a model. Pass X[rows] and y[rows] to fit, and predict rows of "
        "X as they are.",
        "all wrong if X and y of a row do not belong together",
    ),
)


def _noise(rng):
    n = whole(rng, 95, 110)
    labels = rng.permutation(np.arange(n) % 3)
    return seeded(rng, X=rng.normal(size=(n, 2)), y=labels, n_models=20)


def nearest(X, y):
    """A model that predicts the class of the nearest row that it was trained on."""
    X, y = np.asarray(X), np.asarray(y)

    def predict(X_new):
        apart = np.asarray(X_new)[:, None] - X
        return np.eye(3)[y[np.argmin(np.sum(apart**2, axis=-1), axis=1)]]

    return predict


@OOB_ERROR.property(
    "nearest neighbours of random labels are wrong in most rows",
    draw=_noise,
    call=lambda answers, data: {"oob_error": _oob(answers, data, nearest)},
    aspect="out of bag",
    statistical=True,
)
def noise(data, out):
    error, n_judged = out["oob_error"]
    n = len(data["y"])
    # Chance is 2/3. Votes of five rows that are not the own one vary by about .06.
    if 0.42 < error < 0.9 and 0.9 * n <= n_judged <= n:
        return PASSED
    return failed(
        OUT_OF_BAG,
        f"{n} rows with random labels of 3 classes, {data['n_models']} models: expected an error "
        f"near 2/3, got {number(error)} for {n_judged} rows",
    )


def _probabilities(rng, n_models, n, n_classes):
    weights = rng.uniform(0.2, 3.0, size=(n_models, n, n_classes)) ** 2
    return weights / weights.sum(axis=-1, keepdims=True)


def _unsure(rng, n, n_models, n_classes):
    """Models with drawn probabilities. The last class is in no y."""
    y = rng.permutation(np.arange(n) % (n_classes - 1))
    P = _probabilities(rng, n_models, n, n_classes)
    return seeded(rng, X=numbered(rng, n, 2), y=y, P=P, n_models=n_models)


def _noted(answers, data, rng=None):
    """The result, the rows that each model got, and how often fit was called."""
    n, P, counts = len(data["y"]), data["P"], []
    turns = itertools.cycle(P)

    def fit(X, y):
        own = next(turns)
        counts.append(counts_of(X, n))
        return lambda X_new: own[row_numbers(X_new, n)]

    result = _oob(answers, data, fit, rng, len(P))
    # As many samples as there should be, so that other answers have the same form.
    padded = [*counts, *[np.zeros(n, dtype=int)] * len(P)][: len(P)]
    return {"oob_error": result, "counts": np.array(padded), "calls": len(counts)}


NOTED = {
    "oob_error": RESULT,
    "counts": Array(lambda data: data["P"].shape[:2]),
    "calls": Integer(),
}


def expected_result(data, counts):
    """The error and the number of judged rows for known samples."""
    out = counts == 0
    judged = out.any(axis=0)
    total = np.sum(data["P"] * out[:, :, None], axis=0)
    wrong = np.argmax(total, axis=1) != data["y"]
    return (wrong[judged].mean() if judged.any() else np.nan), int(judged.sum())


def single_errors(data, counts):
    """The errors of single models on the rows that they did not draw, and how many these are."""
    out = counts == 0
    wrong = np.argmax(data["P"], axis=2) != data["y"]
    return np.sum(wrong & out, axis=1) / np.maximum(out.sum(axis=1), 1), out.sum(axis=1)


def _as_noted(hint, part, tolerance=NEAR):
    """A judge: the error (part 0) or the number of judged rows (1) fits the samples."""

    def judge(data, out):
        counts, n, n_models = out["counts"], len(data["y"]), len(data["P"])
        case = f"{many(n, 'row')}, {many(n_models, 'model')}"
        if out["calls"] != n_models:
            return failed(
                "Call fit once for each model.",
                f"{case}: expected {many(n_models, 'call')} of fit, got {out['calls']}",
            )
        # A model of all rows judges none.
        if not np.any(counts == 0) or not np.all(counts.sum(axis=1) > 0):
            return failed(
                "Draw a bootstrap sample for each model.", f"{case}: got all rows in each sample"
            )
        expected, got = expected_result(data, counts)[part], out["oob_error"][part]
        if np.isclose(expected, got, rtol=0, atol=tolerance, equal_nan=True):
            return PASSED
        name = ("an error", "n_judged")[part]
        return failed(hint, f"{case}: expected {name} of {number(expected)}, got {number(got)}")

    return judge


OOB_ERROR.property(
    "the probabilities of the models that judge a row are added up",
    name="added",
    aspect="votes",
    draw=lambda rng: [_unsure(rng, n, 30, 4) for n in (11, whole(rng, 40, 55))],
    call=_noted,
    returns=NOTED,
    judge=_as_noted(
        "Add up the probabilities of the models that did not draw a row, and compare the class "
        "with the largest sum with y.",
        0,
    ),
)

OOB_ERROR.property(
    "few models: rows that all of them drew do not count",
    name="left_out",
    aspect="votes",
    draw=lambda rng: [_unsure(rng, whole(rng, 30, 40), n_models, 4) for n_models in (1, 2, 3, 3)],
    call=_noted,
    returns=NOTED,
    judge=_as_noted(
        "Leave out the rows that every model drew: the error is a share of the other rows.", 0
    ),
)

OOB_ERROR.property(
    "n_judged is the number of rows that at least one model did not draw",
    name="judged",
    aspect="votes",
    draw=lambda rng: [_unsure(rng, whole(rng, 30, 40), n_models, 3) for n_models in (1, 2, 4, 7)],
    call=_noted,
    returns=NOTED,
    judge=_as_noted("Count the rows that at least one model did not draw.", 1),
)


OOB_ERROR.property(
    "the error has all digits",
    name="digits",
    aspect="samples",
    draw=lambda rng: [_unsure(rng, int(n), 30, 4) for n in rng.permutation([29, 31, 37])[:2]],
    call=_noted,
    returns=NOTED,
    after="added",
    judge=_as_noted("You are close. Return the error as it is, without rounding.", 0, EXACT),
)


def _single_row(rng):
    P = _probabilities(rng, 3, 1, 2)
    return seeded(rng, X=rng.normal(size=(1, 2)), y=np.array([whole(rng, 0, 1)]), P=P)


@OOB_ERROR.property(
    "if each model drew all rows, the error is nan and n_judged 0",
    draw=_single_row,
    call=lambda answers, data: {"oob_error": _noted(answers, data)["oob_error"]},
    after="judged",
    aspect="votes",
)
def none_judged(data, out):
    error, n_judged = out["oob_error"]
    if np.isnan(error) and n_judged == 0:
        return PASSED
    return failed(
        "Without a judged row there is no error: return nan and 0.",
        f"a single row, {many(len(data['P']), 'model')}: expected nan and 0, got "
        f"{number(error)} and {n_judged}",
    )


@OOB_ERROR.property(
    "each model has a new sample of n rows",
    draw=lambda rng: [_unsure(rng, whole(rng, 20, 24), 3, 3) for _ in range(2)],
    call=_noted,
    returns=NOTED,
    aspect="samples",
)
def new_for_each(data, out):
    verdict = new_samples(out["counts"])
    if not verdict.passed:
        return verdict
    return _only_judged(data, out)


def _only_judged(data, out):
    expected, got = expected_result(data, out["counts"])[1], out["oob_error"][1]
    if got == expected:
        return PASSED
    return failed(
        "Judge each row by the models that did not draw it.",
        f"{many(len(data['y']), 'row')}, {many(len(data['P']), 'model')}: expected "
        f"{many(expected, 'judged row')}, got {got}",
    )


def _with_generators(answers, data):
    return with_generators(data["seed"], lambda rng: _noted(answers, data, rng)["counts"])


OOB_ERROR.property(
    "the rng that was passed decides, and nothing else",
    name="own_rng",
    draw=lambda rng: _unsure(rng, whole(rng, 20, 24), 3, 3),
    call=_with_generators,
    returns=dict.fromkeys(RUNS, Array(lambda data: data["P"].shape[:2])),
    after="new_for_each",
    aspect="samples",
    judge=lambda data, out: from_generators(out),
)


def _one_at_a_time(answers, data):
    """The samples and the number of judged rows of many calls with one model."""
    rng = np.random.default_rng(data["seed"])
    found = [_noted(answers, data, rng) for _ in range(data["calls"])]
    return {
        "counts": np.array([one["counts"][0] for one in found]),
        "judged": np.array([one["oob_error"][1] for one in found]),
    }


@OOB_ERROR.property(
    "rows are drawn with replacement, all of them independently",
    draw=lambda rng: {**_unsure(rng, whole(rng, 15, 17), 1, 3), "calls": 120},
    call=_one_at_a_time,
    returns={
        "counts": Array(lambda data: (data["calls"], len(data["y"]))),
        "judged": Array(lambda data: (data["calls"],)),
    },
    after="new_for_each",
    aspect="samples",
    statistical=True,
)
def replacement(data, out):
    wrong = np.flatnonzero(out["judged"] != np.sum(out["counts"] == 0, axis=1))
    if len(wrong) == 0:
        return with_replacement(out["counts"])
    missing = int(np.sum(out["counts"][wrong[0]] == 0))
    return failed(
        "Draw n row numbers with replacement, and judge the rows that are not among them.",
        f"{len(data['y'])} rows, one model that did not get {missing} of them: expected {missing} "
        f"judged rows, got {number(out['judged'][wrong[0]])}",
    )
