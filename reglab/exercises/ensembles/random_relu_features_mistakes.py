"""Exercise 11.1: the known mistakes. Every answer declared here is wrong on purpose."""

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.ensembles.random_relu_features import RANDOM_RELU_FEATURES
from reglab.exercises.wrong_generators import wrong_generators


def _features(X, k, *, rng):
    """Correct. Most mistakes are this function with a few words changed."""
    n, d = X.shape
    W = rng.normal(size=(d + 1, k))
    X1 = np.column_stack([X, np.ones(n)])
    Z = X1 @ W / np.sqrt(d + 1)
    F = np.maximum(0, Z)
    return F, W


def _known(name, hint, kind, *changes, signature=None):
    RANDOM_RELU_FEATURES.mistake(name, hint, edited(_features, *changes), signature, kind=kind)


_known(
    "no bias",
    "Your W has no row for the bias. Without a bias every feature has its kink at 0: append a "
    "column of ones to X.",
    "half",
    ("size=(d + 1, k)", "size=(d, k)"),
    ("X1 = np.column_stack([X, np.ones(n)])", "X1 = X"),
)
_known(
    "no bias, but the root of d + 1 columns",
    "The last row of W does not act on F: append a column of ones to X. Without a bias every "
    "feature has its kink at 0.",
    "half",
    ("X1 @ W", "X @ W[:-1]"),
)


def _biases_of(value):
    return "scale", lambda data, out: bool(np.all(out["random_relu_features"][1][-1] == value))


_known(
    "biases of 0",
    "Your biases are 0, so each feature has its kink at 0. The last row of W is drawn, too.",
    "half",
    ("    X1 =", "    W[-1] = 0\n    X1 ="),
    signature=_biases_of(0),
)
_known(
    "biases of 1",
    "Your biases are all 1. The last row of W is drawn, too.",
    "half",
    ("    X1 =", "    W[-1] = 1\n    X1 ="),
    signature=_biases_of(1),
)
_known(
    "one bias for all features",
    "All features have the same bias. Draw one for each feature.",
    "slip",
    ("    X1 =", "    W[-1] = W[-1, 0]\n    X1 ="),
)
_known(
    "the column of ones on the left",
    "Your column of ones is on the left, so the first row of W is the bias. Put the ones on the "
    "right of X.",
    "slip",
    ("[X, np.ones(n)]", "[np.ones(n), X]"),
)
_known(
    "the bias not divided",
    "You add the bias after the division. Divide all of [X, 1] W by sqrt(d + 1).",
    "slip",
    ("X1 @ W / np.sqrt(d + 1)", "X @ W[:-1] / np.sqrt(d + 1) + W[-1]"),
)
_known(
    "the bias added after the maximum",
    "You add the bias after the maximum with 0. Add it before, so that it moves the kink.",
    "half",
    ("X1 @ W / np", "X @ W[:-1] / np"),
    ("np.maximum(0, Z)", "np.maximum(0, Z) + W[-1] / np.sqrt(d + 1)"),
)
_known(
    "W drawn again",
    "You draw weights twice, and return others than those of F. The test rows need the SAME "
    "features: return the W that you multiplied with.",
    "half",
    ("return F, W", "return F, rng.normal(size=(d + 1, k))"),
)
_known(
    "the scaled W returned",
    "Your W is too small by the factor sqrt(d + 1). Draw and return it with standard deviation 1, "
    "and divide only in the formula of F.",
    "slip",
    ("return F, W", "return F, W / np.sqrt(d + 1)"),
)
_known(
    "divided twice",
    "You draw W with standard deviation 1/sqrt(d + 1), and divide again in F. Draw it with "
    "standard deviation 1.",
    "slip",
    ("rng.normal(size=", "rng.normal(0, 1 / np.sqrt(d + 1), size="),
)
for _name, _divisor, _hint in (
    ("not divided", "1", "You do not divide by sqrt(d + 1)."),
    ("divided by d + 1", "(d + 1)", "You divide by d + 1. Take the root."),
    (
        "divided by the root of d",
        "np.sqrt(d)",
        "You divide by sqrt(d). With the column of ones there are d + 1 columns.",
    ),
    (
        "divided by the root of k",
        "np.sqrt(k)",
        "You divide by sqrt(k). Each feature is a sum of d + 1 terms: divide by sqrt(d + 1).",
    ),
    (
        "divided by the root of n",
        "np.sqrt(n)",
        "You divide by the root of the number of rows. A feature must not depend on the other "
        "rows: divide by sqrt(d + 1).",
    ),
    (
        "divided by the root of d + 2",
        "np.sqrt(d + 2)",
        "You count the column of ones twice: divide by sqrt(d + 1), where d is the number of "
        "columns of X.",
    ),
    ("multiplied", "(1 / np.sqrt(d + 1))", "You multiply by sqrt(d + 1). Divide by it."),
):
    _known(_name, _hint, "slip", ("/ np.sqrt(d + 1)", f"/ {_divisor}"))
for _name, _function, _hint, _kind in (
    (
        "no maximum",
        "Z",
        "You leave out the maximum with 0, so the features are linear in X.",
        "half",
    ),
    (
        "absolute value",
        "np.abs(Z)",
        "You take the absolute value. Negative values become 0: use the maximum with 0.",
        "slip",
    ),
    (
        "minimum",
        "np.minimum(0, Z)",
        "You keep the negative values. Keep the positive ones: the maximum with 0.",
        "slip",
    ),
    (
        "the negative part",
        "np.maximum(0, -Z)",
        "You have the wrong sign inside the maximum.",
        "slip",
    ),
    ("tanh", "np.tanh(Z)", "You use tanh. These features are max(0, ...).", "half"),
    (
        "sigmoid",
        "1 / (1 + np.exp(-Z))",
        "You use the logistic function. These features are max(0, ...).",
        "half",
    ),
    (
        "zeros and ones",
        "(Z > 0) * 1.0",
        "Your features are 0 or 1. Keep the positive values as they are.",
        "half",
    ),
    (
        "leaky",
        "np.maximum(0.01 * Z, Z)",
        "You keep a small part of the negative values. They become 0.",
        "slip",
    ),
    (
        "square",
        "np.maximum(0, Z) ** 2",
        "You square the features. They are max(0, ...).",
        "half",
    ),
    (
        "at most 1",
        "np.clip(Z, 0, 1)",
        "You limit the features to 1. Only negative values are changed.",
        "slip",
    ),
    (
        "maximum along an axis",
        "np.max(Z, 0)",
        "In np.max, the 0 is an axis, so you take the maximum over the rows. Use np.maximum, entry "
        "by entry.",
        "half",
    ),
    (
        "max of Python",
        "max(0, Z)",
        "max(0, ...) compares single numbers, and here one of them is an array. Use np.maximum, "
        "entry by entry.",
        "wrong",  # it fails in each call, so it shows nothing else
    ),
    (
        "one maximum for all",
        "np.maximum(0, Z.max()) + 0 * Z",
        "You take one maximum over all entries (np.max?). Use np.maximum(0, ...), entry by entry.",
        "half",
    ),
):
    _known(_name, _hint, _kind, ("F = np.maximum(0, Z)", f"F = {_function}"))


def _only_from(low, high):
    def recognize(data, out):
        W = out["random_relu_features"][1]
        return bool(
            low <= W.min() < 0.9 * low + 0.1 * high and 0.1 * low + 0.9 * high < W.max() <= high
        )

    return "scale", recognize


_known(
    "uniform from 0 to 1",
    "You draw W from 0 to 1 (rng.random?). Draw it from the standard normal distribution.",
    "half",
    ("rng.normal(size=(d + 1, k))", "rng.random((d + 1, k))"),
    signature=_only_from(0, 1),
)
_known(
    "uniform from -1 to 1",
    "You draw W uniformly from -1 to 1. Draw it from the standard normal distribution.",
    "slip",
    ("rng.normal(size=", "rng.uniform(-1, 1, size="),
    signature=_only_from(-1, 1),
)
_known(
    "signs",
    "You draw W as -1 or 1. Draw it from the standard normal distribution.",
    "half",
    ("rng.normal(size=", "rng.choice([-1.0, 1.0], size="),
)
_known(
    "no negative weights",
    "Your W has no negative entries. Draw it from the normal distribution with mean 0.",
    "half",
    ("    X1 =", "    W = np.abs(W)\n    X1 ="),
)
_known(
    "a mean of 1",
    "You draw W with mean 1. Draw it with mean 0.",
    "slip",
    ("rng.normal(size=", "rng.normal(1, size="),
)
_known(
    "He's scale",
    "You draw W with variance 2/(d + 1), as for the layers of a network. Draw it with variance 1.",
    "slip",
    ("rng.normal(size=", "rng.normal(0, np.sqrt(2 / (d + 1)), size="),
)
_known(
    "one column of weights for all features",
    "All your features have the same weights. Draw a column of W for each feature.",
    "half",
    ("    X1 =", "    W = np.repeat(W[:, :1], k, axis=1)\n    X1 ="),
)
_known(
    "columns of length 1",
    "You scale the columns of W to length 1. Use W as it was drawn.",
    "half",
    ("    X1 =", "    W = W / np.linalg.norm(W, axis=0)\n    X1 ="),
)
_known(
    "W standardized",
    "You subtract the mean from W and divide by its standard deviation. Its entries must be "
    "independent: use it as it was drawn.",
    "half",
    ("    X1 =", "    W = (W - W.mean()) / W.std()\n    X1 ="),
)
_known(
    "X centred",
    "You subtract the mean of the columns. A feature of a row must not depend on the other rows.",
    "half",
    ("    X1 =", "    X = X - X.mean(axis=0)\n    X1 ="),
)
_known(
    "X standardized",
    "You standardize X. A feature of a row must not depend on the other rows.",
    "half",
    ("    X1 =", "    X = (X - X.mean(axis=0)) / (X.std(axis=0) + 1e-12)\n    X1 ="),
)
_known(
    "order of the results",
    "You return (W, F). The order is (F, W).",
    "slip",
    ("return F, W", "return W, F"),
)
_known(
    "W transposed",
    "You return W of shape (k, d + 1). Its shape is (d + 1, k).",
    "slip",
    ("return F, W", "return F, W.T"),
)
_known(
    "F transposed",
    "You return F of shape (k, n). Its shape is (n, k).",
    "slip",
    ("return F, W", "return F.T, W"),
)
_known(
    "the column of ones kept in F",
    "F has a column of ones too many. Return the k features alone.",
    "slip",
    ("return F, W", "return np.column_stack([F, np.ones(n)]), W"),
)
for _digits in (2, 3):
    _known(
        f"rounded to {_digits} digits",
        "You round the features. Return them as they are.",
        "slip",
        ("return F, W", f"return F.round({_digits}), W"),
    )
_known(
    "half precision",
    "You use half precision (float16), which has three digits. Keep double precision.",
    "slip",
    ("return F, W", "return F.astype(np.float16), W"),
)
_known(
    "features of the type of X",
    "Your features have the type of X, which cuts off decimals of whole numbers. Return floats.",
    "slip",
    ("return F, W", "return F.astype(X.dtype), W"),
)

wrong_generators(RANDOM_RELU_FEATURES, _features, "weights", lambda output: output[1])
