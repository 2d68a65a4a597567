"""Exercise 11.3, bagging.

The checks pass their own `fit`. What its models predict shows which rows they got, so the mean of
the predictions shows how the samples were drawn, whatever the stream of random numbers is.
"""

import itertools

import numpy as np

from reglab.checks.model import PASSED, Array, Exercise, failed, number, numbers
from reglab.ensembles import bag_predict
from reglab.exercises.draws import seeded, whole
from reglab.exercises.ensembles.inputs import RUNS, both_signs, numbered
from reglab.exercises.ensembles.samples import (
    from_generators,
    new_samples,
    of_n_rows,
    with_replacement,
)
from reglab.exercises.ensembles.spies import counting_fit, row_numbers, with_generators

PREDICTION = Array(lambda data: data["P"].shape[1:])

BAG_PREDICT = Exercise(
    "ensembles.bag_predict",
    title="11.3 bag_predict",
    points=3,
    returns=PREDICTION,
    forbid=(
        "reglab.ensembles.bagging",
        "reglab.ensembles.bootstrap",
        "reglab.ensembles.out_of_bag",
        "sklearn.ensemble",
        "sklearn.utils:resample",
    ),
    reference=bag_predict,
    aspects={"mean": 6, "rows": 3, "samples": 6},
)


def _bag(answers, data, fit, rng=None, n_models=None):
    rng = np.random.default_rng(data["seed"]) if rng is None else rng
    n_models = len(data["P"]) if n_models is None else n_models
    return answers.bag_predict(fit, data["X"], data["y"], data["X_test"], n_models, rng=rng)


def _rows(rng, P, **data):
    """A case with the predictions P of its models; the classes of y are fewer than those of P.

    Rows of X_test are numbered, so that the models predict one row at a time as well.
    """
    n, d = whole(rng, 12, 16), whole(rng, 3, 4)
    X, y = numbered(rng, n, d), rng.permutation(np.arange(n) % 2)
    return seeded(rng, X=X, y=y, X_test=numbered(rng, P.shape[1], d), P=P, **data)


def _probabilities(rng, n_models, n_test, n_classes):
    weights = rng.uniform(0.2, 3.0, size=(n_models, n_test, n_classes)) ** 2
    return weights / weights.sum(axis=-1, keepdims=True)


def _unsure(rng):
    """Two models are a little for class 0, and one is sure of class 1: votes and mean differ."""
    a, b = rng.permutation([0.55, 0.6, 0.65, 0.7])[:2]
    on_paper = np.array([[[a, 1 - a]], [[b, 1 - b]], [[0.0, 1.0]]])
    several = _probabilities(rng, 2 * whole(rng, 3, 5), whole(rng, 6, 8), whole(rng, 3, 5))
    return [_rows(rng, P) for P in (on_paper, several)]


def _numbers_to_predict(rng):
    return [
        _rows(rng, unit * both_signs(rng, (n_models, whole(rng, 3, 6))))
        for n_models, unit in ((2, 1.0), (whole(rng, 5, 8), 1e4))
    ]


def _with_known_predictions(answers, data):
    # Too many models give other numbers.
    turns = itertools.chain(data["P"], itertools.cycle(3 * data["P"] + 1))

    def fit(X, y):
        own = next(turns)
        return lambda X_test: own[row_numbers(X_test, len(own))]

    return {"bag_predict": _bag(answers, data, fit)}


def _predicted(data, where):
    """What the models predict: 2 models predict as 0.1, 0.7."""
    values = data["P"][(slice(None), *where)]
    who = "one model predicts" if len(values) == 1 else f"{len(values)} models predict"
    return f"{who} as {', '.join(map(number, values[:8]))}" + (", ..." if len(values) > 8 else "")


# What is rounded is near; then only `digits` fails.
NEAR, EXACT = 1e-2, 1e-9


def _mean_of_models(hint, tolerance=NEAR):
    """A judge: the prediction is the mean of those of the models."""

    def judge(data, out):
        expected, got = data["P"].mean(axis=0), out["bag_predict"]
        error = np.abs(got - expected)
        if np.all(error <= tolerance * np.max(np.abs(data["P"]))):
            return PASSED
        where = np.unravel_index(np.argmax(error), error.shape)
        wanted, came = numbers(expected[where], got[where])
        return failed(
            hint,
            f"an entry that {_predicted(data, where)}: expected {wanted}, got {came}",
        )

    return judge


MEAN = (
    "Call fit once for each model, and take the mean of the n_models predictions, entry by entry."
)

BAG_PREDICT.property(
    "the probabilities of n_models models are averaged",
    name="probabilities",
    aspect="mean",
    draw=_unsure,
    call=_with_known_predictions,
    judge=_mean_of_models(MEAN),
)

BAG_PREDICT.property(
    "numbers, as in regression, are averaged in the same way",
    name="regression",
    aspect="mean",
    draw=_numbers_to_predict,
    call=_with_known_predictions,
    judge=_mean_of_models(MEAN + " A model may also predict one number for each row."),
)

BAG_PREDICT.property(
    "with one model it is what this model predicts",
    name="one_model",
    aspect="mean",
    draw=lambda rng: [
        _rows(rng, _probabilities(rng, 1, whole(rng, 4, 6), 3)),
        _rows(rng, both_signs(rng, (1, whole(rng, 3, 6)))),
    ],
    call=_with_known_predictions,
    judge=_mean_of_models("With n_models = 1, return the prediction of the one model."),
)

BAG_PREDICT.property(
    "the mean has all digits",
    name="digits",
    aspect="rows",
    draw=lambda rng: _unsure(rng)[1:] + _numbers_to_predict(rng)[:1],
    call=_with_known_predictions,
    after="probabilities",
    judge=_mean_of_models("You are close. Do not round the predictions or their mean.", EXACT),
)


def _many_kinds(rng):
    """One model. Rows are vectors, images and whole numbers; labels are classes or numbers."""
    vectors = _rows(rng, _probabilities(rng, 1, whole(rng, 4, 6), 3))
    images = _rows(rng, _probabilities(rng, 1, whole(rng, 4, 6), 3))
    images["X"] = numbered(rng, len(images["y"]), 3, whole(rng, 2, 4))
    images["X_test"] = numbered(rng, len(images["X_test"]), *images["X"].shape[1:])
    to_predict = _rows(rng, both_signs(rng, (1, whole(rng, 4, 6))))
    integers = {**to_predict, "X": to_predict["X"].astype(int)}
    return [vectors, images, integers, {**to_predict, "y": rng.normal(size=len(to_predict["y"]))}]


def _with_pairs(answers, data):
    """A model that predicts something else if a row came with another y, or in another shape."""
    n = len(data["y"])

    def fit(X, y):
        rows = row_numbers(X, n)
        right = np.shape(X)[1:] == data["X"].shape[1:] and np.array_equal(X, data["X"][rows])
        right = right and len(y) == len(rows) and np.array_equal(y, data["y"][rows])
        # Labels must still be whole numbers, as those that a classifier counts.
        right = right and np.asarray(y).dtype.kind == data["y"].dtype.kind
        P = data["P"][0] + (0.0 if right else 100.0)
        return lambda X_test: P[row_numbers(X_test, len(P))]

    return {"bag_predict": _bag(answers, data, fit)}


@BAG_PREDICT.property(
    "each row comes with its own y, unchanged",
    draw=_many_kinds,
    call=_with_pairs,
    aspect="rows",
)
def pairs(data, out):
    error = np.abs(out["bag_predict"] - data["P"][0])
    if np.all(error <= NEAR * np.max(np.abs(data["P"]))):
        return PASSED
    case = f"X of shape {data['X'].shape} and y of dtype {data['y'].dtype}"
    if np.all(error > 30):
        return failed(
            "Draw row numbers once for a model, and pass X[rows] and y[rows] to fit.",
            f"{case}: expected rows of X with their own y, got other pairs, or of another dtype",
        )
    where = np.unravel_index(np.argmax(error), error.shape)
    wanted, came = numbers(data["P"][0][where], out["bag_predict"][where])
    return failed(MEAN, f"{case}, one model that predicts {wanted}: got {came}")


def _for_test_rows(answers, data):
    scale = data["P"][0, 0]  # one number for each class

    def predict(X_test):
        return np.asarray(X_test, dtype=float).reshape(len(X_test), -1).sum(axis=1)[:, None] * scale

    return {"bag_predict": _bag(answers, data, lambda X, y: predict)}


def _test_rows(rng):
    """More test rows than rows, and fewer; X_test may hold images and whole numbers."""
    cases = [_rows(rng, _probabilities(rng, 1, n_test, 3)) for n_test in (4, 21)]
    images = _rows(rng, _probabilities(rng, 1, 5, 3))
    images["X"] = numbered(rng, len(images["y"]), 3, 2)
    images["X_test"] = rng.integers(1, 9, size=(5, 3, 2))
    return [*cases, images]


@BAG_PREDICT.property(
    "a model predicts all rows of X_test, as they are",
    draw=_test_rows,
    call=_for_test_rows,
    aspect="rows",
)
def test_rows(data, out):
    sums = data["X_test"].reshape(len(data["X_test"]), -1).sum(axis=1)
    expected, got = sums[:, None] * data["P"][0, 0], out["bag_predict"]
    if np.all(np.abs(got - expected) <= NEAR * np.max(np.abs(expected))):
        return PASSED
    i, c = np.unravel_index(np.argmax(np.abs(got - expected)), got.shape)
    return failed(
        "Call each model with X_test itself.",
        f"X_test of shape {data['X_test'].shape}, one model: expected {number(expected[i, c])} for "
        f"row {i} and class {c}, got {number(got[i, c])}",
    )


def _to_count(rng, n, n_test, **data):
    """A case for `counting_fit`, with at most n_test models."""
    P = np.zeros((1, n_test, n))
    return {**_rows(rng, P, **data), "X": numbered(rng, n, 2), "y": rng.normal(size=n)}


def _one_at_a_time(answers, data):
    """Samples of models that are alone in their bag."""
    n, n_test, rng = len(data["y"]), len(data["X_test"]), np.random.default_rng(data["seed"])
    bags = [_bag(answers, data, counting_fit(n, n_test), rng) for _ in range(data["calls"])]
    return {"counts": np.array([bag[0] for bag in bags])}


ONE_AT_A_TIME = {"counts": Array(lambda data: (data["calls"], len(data["y"])))}

BAG_PREDICT.property(
    "a sample has as many rows as the data",
    name="sample_size",
    aspect="samples",
    draw=lambda rng: {**_to_count(rng, whole(rng, 9, 14), 3), "calls": 7},
    call=_one_at_a_time,
    returns=ONE_AT_A_TIME,
    after="one_model",
    judge=lambda data, out: of_n_rows(out["counts"]),
)


def _all_models(answers, data, rng=None):
    """The samples of as many models as there are test rows."""
    n_models, n = data["P"].shape[1:]
    return _bag(answers, data, counting_fit(n, n_models), rng, n_models)


SAMPLES = Array(lambda data: data["P"].shape[1:])


def counts_in(data, got):
    """The samples of the models in one bag."""
    counts = got * data["P"].shape[1]
    return np.where(np.abs(counts - np.round(counts)) < 1e-3, np.round(counts), counts)


@BAG_PREDICT.property(
    "each model has a new sample",
    draw=lambda rng: _to_count(rng, whole(rng, 20, 24), whole(rng, 15, 19)),
    call=lambda answers, data: {"bag_predict": _all_models(answers, data)},
    returns={"bag_predict": SAMPLES},
    after="probabilities",
    aspect="samples",
)
def new_for_each(data, out):
    return new_samples(counts_in(data, out["bag_predict"]))


def _with_generators(answers, data):
    return with_generators(data["seed"], lambda rng: _all_models(answers, data, rng))


@BAG_PREDICT.property(
    "the rng that was passed decides, and nothing else",
    draw=lambda rng: _to_count(rng, whole(rng, 20, 24), 3),
    call=_with_generators,
    returns=dict.fromkeys(RUNS, SAMPLES),
    after="new_for_each",
    aspect="samples",
)
def own_rng(data, out):
    return from_generators({name: counts_in(data, got) for name, got in out.items()})


BAG_PREDICT.property(
    "rows are drawn with replacement, all of them independently",
    name="replacement",
    aspect="samples",
    draw=lambda rng: {**_to_count(rng, whole(rng, 15, 17), 2), "calls": 150},
    call=_one_at_a_time,
    returns=ONE_AT_A_TIME,
    after="sample_size",
    statistical=True,
    judge=lambda data, out: with_replacement(out["counts"]),
)
