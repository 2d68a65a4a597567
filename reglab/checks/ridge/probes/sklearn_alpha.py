"""Exercise 2.4 and the prediction about the scaler: what is drawn and called."""

from ...core import Exercise, Number, Prediction
from ..designs import small_to_large

TO_SKLEARN_ALPHA = Exercise(
    "ridge.to_sklearn_alpha",
    title="2.4 to_sklearn_alpha",
    points=1,
    forbid=(
        "reglab.linear.ridge:to_sklearn_alpha",
        "reglab.linear.gradient_descent:gd_filter",  # a product in disguise
    ),
)


def _pairs(rng):
    # Small numbers first; then any lam from 1/1000 to 30, and tables of very different lengths.
    pairs = [(int(rng.integers(1, 9)) / 10, int(rng.integers(15, 40)))]
    for low, high in ((5, 20), (20, 500), (500, 5000)):
        pairs.append((float(10.0 ** rng.uniform(-3.0, 1.5)), int(rng.integers(low, high))))
    return [{"lam": lam, "n": n} for lam, n in pairs]


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
