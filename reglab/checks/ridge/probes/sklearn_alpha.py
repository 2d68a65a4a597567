"""Exercise 2.4 and the prediction about the scaler: what is drawn and called."""

from ...core import Exercise, Number, Prediction
from ..designs import small_to_large

TO_SKLEARN_ALPHA = Exercise(
    "ridge.to_sklearn_alpha",
    title="2.4 to_sklearn_alpha",
    points=1,
    forbid=("reglab.linear.ridge:to_sklearn_alpha",),
)


def _pairs(rng):
    others = [(float(rng.uniform(0.5, 3.0)), int(rng.integers(20, 500))) for _ in range(3)]
    return [{"lam": lam, "n": n} for lam, n in ((0.2, 15), *others)]


@TO_SKLEARN_ALPHA.property(
    "scikit-learn's objective with this alpha is a multiple of ours",
    draw=_pairs,
    returns={"to_sklearn_alpha": Number()},
)
def multiple(answers, data):
    return {"to_sklearn_alpha": answers.to_sklearn_alpha(data["lam"], data["n"])}


@TO_SKLEARN_ALPHA.property(
    "scikit-learn's Ridge with this alpha finds the same weights",
    draw=small_to_large,
    returns={"to_sklearn_alpha": Number()},
    after="multiple",
)
def same_weights(answers, data):
    return {"to_sklearn_alpha": answers.to_sklearn_alpha(data["lam"], len(data["y"]))}


SCALING = Prediction(
    "ridge.scaling_before_split",
    "You standardize X with all rows, then split, fit ridge, and report the test error. What is "
    "true of this number?",
    {
        "a": "It is the same as with a scaler fitted on the training rows: y was not used.",
        "b": "It is always smaller: the model has seen something of the test rows.",
        "c": "It is another number, in some splits larger and in some smaller.",
    },
)
