"""Exercise 9.1: the known mistakes. Every function here is wrong on purpose, except the first."""

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.batch_norm.bn_forward import BN_FORWARD
from reglab.exercises.batch_norm.gradients import WRONG_FORWARD


def _forward(x, gamma, beta, state, *, training, momentum=0.9, eps=1e-5):
    """A correct answer; the mistakes change some of its words."""
    d = x.shape[1]
    if state is None:
        state = np.zeros(d), np.ones(d)
    if training:
        mean = x.mean(axis=0)
        var = x.var(axis=0)
        batch = mean, var
        state = tuple(
            momentum * old + (1 - momentum) * new for old, new in zip(state, batch, strict=True)
        )
    else:
        mean, var = state
    x_hat = (x - mean) / np.sqrt(var + eps)
    out = gamma * x_hat + beta
    return out, None, state


def _normalizing(name, hint, *changes, kind="slip"):
    """Declare a mistake that still normalizes: with it, the gradients of 9.2 can be right."""
    function = edited(_forward, *changes)
    BN_FORWARD.mistake(name, hint, function, kind=kind)
    WRONG_FORWARD.append(function)


# --- mean and variance of the batch
_normalizing(
    "one mean for the whole batch",
    "Your mean and variance are single numbers for all of x. Every column needs its own: axis=0.",
    ("x.mean(axis=0)", "np.full(d, x.mean())"),
    ("x.var(axis=0)", "np.full(d, x.var())"),
    kind="half",
)
BN_FORWARD.mistake(
    "statistics over the features",
    "You normalize every row. Batch norm normalizes every column, over the rows of the batch: "
    "axis=0.",
    edited(
        _forward,
        ("mean(axis=0)", "mean(axis=1, keepdims=True)"),
        ("var(axis=0)", "var(axis=1, keepdims=True)"),
    ),
    kind="half",
)
BN_FORWARD.mistake(
    "statistics over the features, spread over the rows",
    "Your mean has one entry for each row of x. It needs one for each column: axis=0.",
    edited(_forward, ("mean(axis=0)", "mean(axis=1)"), ("var(axis=0)", "var(axis=1)")),
    kind="half",
)
_normalizing(
    "divides by m - 1 everywhere",
    "Your variance divides by m - 1. Batch norm divides by the number of rows, m.",
    ("x.var(axis=0)", "x.var(axis=0, ddof=1)"),
)
BN_FORWARD.mistake(
    "divides by m - 1 where it normalizes",
    "You normalize with a variance that divides by m - 1, but keep one that divides by m. "
    "Divide by m in both.",
    edited(
        _forward,
        ("x.var(axis=0)", "x.var(axis=0, ddof=1)"),
        ("batch = mean, var", "batch = mean, x.var(axis=0)"),
    ),
    kind="slip",
)

# --- how it is normalized
_normalizing(
    "eps outside of the root",
    "You add eps to the standard deviation. Add it to the variance, under the root.",
    ("np.sqrt(var + eps)", "(np.sqrt(var) + eps)"),
)
_normalizing(
    "eps forgotten",
    "You forgot eps. Without it a constant feature is divided by 0.",
    ("var + eps", "var"),
)
_normalizing(
    "eps as the least variance",
    "You replace variances below eps by eps. Add eps to every variance.",
    ("var + eps", "np.maximum(var, eps)"),
)
_normalizing(
    "eps fixed",
    "You use 1e-5 whatever eps is. Use the argument eps.",
    ("var + eps", "var + 1e-5"),
)
_normalizing(
    "eps squared",
    "You square eps. Add eps itself to the variance.",
    ("var + eps", "var + eps**2"),
)
BN_FORWARD.mistake(
    "another default of eps",
    "Your default of eps is not 1e-5. (1e-3 is the default of Keras.)",
    edited(_forward, ("eps=1e-5", "eps=1e-3")),
    kind="slip",
)
_normalizing(
    "divided by the variance",
    "You divide by the variance. Its root, the standard deviation, has the unit of x.",
    ("np.sqrt(var + eps)", "(var + eps)"),
)
BN_FORWARD.mistake(
    "multiplied by the root",
    "You multiply by the standard deviation. Divide, so that the standard deviation becomes 1.",
    edited(_forward, ("/ np.sqrt(", "* np.sqrt(")),
    kind="slip",
)
BN_FORWARD.mistake(
    "centred only",
    "You subtract the mean but do not divide by the standard deviation.",
    edited(_forward, (" / np.sqrt(var + eps)", "")),
    kind="half",
)
BN_FORWARD.mistake(
    "not centred",
    "You divide by the standard deviation but do not subtract the mean. Subtract it first.",
    edited(_forward, ("(x - mean)", "x")),
    kind="half",
)
BN_FORWARD.mistake(
    "nothing normalized",
    "You do not normalize: your output is gamma * x + beta. Subtract the mean and divide by the "
    "root of the variance plus eps first.",
    lambda x, gamma, beta, state, **options: (
        gamma * x + beta,
        None,
        (np.zeros(x.shape[1]), np.ones(x.shape[1])) if state is None else state,
    ),
    kind="wrong",
)
BN_FORWARD.mistake(
    "out of the type of x",
    "Where x holds whole numbers, so does your output: give it an array of floats.",
    edited(_forward, ("return out,", "return out.astype(x.dtype),")),
    kind="slip",
)
_normalizing(
    "mean minus x",
    "Your sign is reversed: use x - mean.",
    ("x - mean", "mean - x"),
)
_normalizing(
    "mean of the squares for the variance",
    "Your variance is the mean of x^2. Subtract the mean before you square.",
    ("x.var(axis=0)", "np.mean(x**2, axis=0)"),
)
_normalizing(
    "sum of squares for the variance",
    "Your variance is a sum over the batch. Divide by the number of rows.",
    ("x.var(axis=0)", "len(x) * x.var(axis=0)"),
)
_normalizing(
    "scaled to [0, 1]",
    "You scale by the smallest and the largest entry. Use mean and variance.",
    ("x - mean", "x - x.min(axis=0)"),
    ("np.sqrt(var + eps)", "np.sqrt(np.ptp(x, axis=0) ** 2 + 1e-30)"),
    kind="wrong",
)
_normalizing(
    "median for the mean",
    "You subtract the median. Subtract the mean.",
    ("x.mean(axis=0)", "np.median(x, axis=0)"),
    kind="half",
)

# --- gamma and beta
_normalizing(
    "returns x_hat",
    "You do not use gamma and beta. The last step is gamma * x_hat + beta.",
    ("gamma * x_hat + beta", "x_hat"),
    kind="half",
)
_normalizing(
    "gamma forgotten",
    "You do not use gamma. Multiply x_hat by it.",
    ("gamma * x_hat", "x_hat"),
)
_normalizing(
    "beta forgotten",
    "You do not use beta. Add it at the end.",
    (" + beta", ""),
)
_normalizing(
    "gamma and beta exchanged",
    "You multiply by beta and add gamma. Multiply by gamma and add beta.",
    ("gamma * x_hat + beta", "beta * x_hat + gamma"),
)
_normalizing(
    "gamma added",
    "You add gamma. Multiply by it.",
    ("gamma * x_hat", "gamma + x_hat"),
)
_normalizing(
    "gamma + 1",
    "Your factor is gamma + 1. Use gamma, which starts at 1 here.",
    ("gamma * x_hat", "(1 + gamma) * x_hat"),
)
_normalizing(
    "gamma divides",
    "You divide by gamma. Multiply.",
    ("gamma * x_hat", "x_hat / gamma"),
)
_normalizing(
    "beta subtracted",
    "You subtract beta. Add it.",
    ("+ beta", "- beta"),
)
_normalizing(
    "gamma times the sum",
    "You multiply beta by gamma as well. Remove the parentheses around x_hat + beta.",
    ("x_hat + beta", "(x_hat + beta)"),
)


# --- how the state moves
def _reversed_in(name):
    def bn_forward(*args, training, momentum=0.9, **options):
        out, _, state = _forward(*args, training=training, momentum=momentum, **options)
        other = _forward(*args, training=training, momentum=1 - momentum, **options)[2]
        return out, None, (other[0], state[1]) if name == "mean" else (state[0], other[1])

    return bn_forward


BN_FORWARD.mistake(
    "momentum reversed",
    "You use momentum as the weight of the new batch. In this course, as in Keras, it is the "
    "weight of the OLD state.",
    edited(
        _forward, ("momentum * old + (1 - momentum) * new", "(1 - momentum) * old + momentum * new")
    ),
    kind="slip",
)
for _name in ("mean", "variance"):
    BN_FORWARD.mistake(
        f"momentum reversed in the {_name}",
        f"In the running {_name} you use momentum as the weight of the new batch. It is the weight "
        "of the OLD state, for both.",
        _reversed_in(_name),
        kind="slip",
    )
BN_FORWARD.mistake(
    "momentum fixed",
    "You use 0.9 whatever momentum is. Use the argument momentum.",
    edited(_forward, ("momentum * old + (1 - momentum) * new", "0.9 * old + 0.1 * new")),
    kind="slip",
)
BN_FORWARD.mistake(
    "another default of momentum",
    "Your default of momentum is not 0.9. (0.99 is the default of Keras.)",
    edited(_forward, ("momentum=0.9", "momentum=0.99")),
    kind="slip",
)
BN_FORWARD.mistake(
    "old state returned",
    "In training you return the state that was passed in. Return the updated one.",
    edited(_forward, ("momentum * old + (1 - momentum) * new", "old")),
    kind="half",
)
BN_FORWARD.mistake(
    "state replaced by the batch",
    "Your new state is the batch's mean and variance, without the old state. Average the two.",
    edited(_forward, ("momentum * old + (1 - momentum) * new", "new")),
    kind="half",
)
BN_FORWARD.mistake(
    "the batch added on top",
    "You add to the full old state. Multiply the old state by momentum first.",
    edited(_forward, ("momentum * old", "old")),
    kind="slip",
)
BN_FORWARD.mistake(
    "the new statistics at full weight",
    "You do not weight the new batch. Multiply it by 1 - momentum.",
    edited(_forward, ("(1 - momentum) * new", "new")),
    kind="slip",
)
BN_FORWARD.mistake(
    "the old state forgotten in the average",
    "Your new state is only the batch, times 1 - momentum. Add the old state, times momentum.",
    edited(_forward, ("momentum * old + ", "")),
    kind="slip",
)
BN_FORWARD.mistake(
    "only the mean moves",
    "Your running variance does not change. Average it like the mean.",
    edited(_forward, ("batch = mean, var", "batch = mean, state[1]")),
    kind="slip",
)
BN_FORWARD.mistake(
    "only the variance moves",
    "Your running mean does not change. Average it like the variance.",
    edited(_forward, ("batch = mean, var", "batch = state[0], var")),
    kind="slip",
)
BN_FORWARD.mistake(
    "the running variance by m - 1",
    "Your running variance divides by m - 1. (So does PyTorch; Keras and this course divide by m.)",
    # For a batch of one, where that variance does not exist, it is 0.
    edited(_forward, ("batch = mean, var", "batch = mean, x.var(axis=0, ddof=min(1, len(x) - 1))")),
    kind="slip",
)
BN_FORWARD.mistake(
    "eps in the state",
    "Your running variance contains eps. Add eps only under the root.",
    edited(_forward, ("batch = mean, var", "batch = mean, var + eps")),
    kind="slip",
)
BN_FORWARD.mistake(
    "an axis too many in the state",
    "Your state has the shape (1, features), as with keepdims=True. It must be (features,).",
    edited(_forward, ("batch = mean, var", "batch = mean[None], var[None]")),
    kind="slip",
)
BN_FORWARD.mistake(
    "standard deviation in the state",
    "You keep the standard deviation in the state. Keep the variance.",
    edited(_forward, ("batch = mean, var", "batch = mean, np.sqrt(var)")),
    kind="slip",
)
BN_FORWARD.mistake(
    "statistics of out in the state",
    "You keep statistics of the normalized output. Keep those of x.",
    edited(_forward, ("batch = mean, var", "batch = 0 * mean, var / (var + eps)")),
    kind="half",
)
BN_FORWARD.mistake(
    "the moved state normalizes in training",
    "In training you normalize with the running statistics. Use the statistics of the batch.",
    edited(_forward, ("else:\n        mean, var = state", "mean, var = state")),
    kind="half",
)
BN_FORWARD.mistake(
    "the old state normalizes in training",
    "In training you normalize with the state that was passed in. Use the statistics of the batch.",
    edited(_forward, ("batch = mean, var", "batch = mean, var\n        mean, var = state")),
    kind="half",
)
BN_FORWARD.mistake(
    "(var, mean) in the state",
    "Your state is (variance, mean). The order is (mean, variance).",
    edited(
        _forward,
        ("np.zeros(d), np.ones(d)", "np.ones(d), np.zeros(d)"),
        ("batch = mean, var", "batch = var, mean"),
        ("mean, var = state", "var, mean = state"),
    ),
    kind="slip",
)

# --- where the state starts
BN_FORWARD.mistake(
    "starts at the first batch",
    "Your state starts as the first batch. Start at mean 0 and variance 1, and average from there.",
    edited(
        _forward,
        (
            "np.zeros(d), np.ones(d)",
            "(x.mean(axis=0), x.var(axis=0)) if training else (np.zeros(d), np.ones(d))",
        ),
    ),
    kind="slip",
)
BN_FORWARD.mistake(
    "starts at (0, 0)",
    "Your variance starts at 0. Start at 1, so that a new layer changes nothing at inference.",
    edited(_forward, ("np.ones(d)", "np.zeros(d)")),
    kind="slip",
)
BN_FORWARD.mistake(
    "starts at (1, 0)",
    "Your state starts at mean 1, variance 0. Start at mean 0, variance 1 (None means that in "
    "both modes).",
    edited(_forward, ("np.zeros(d), np.ones(d)", "np.ones(d), np.zeros(d)")),
    kind="slip",
)
BN_FORWARD.mistake(
    "starts as lists",
    "Your code raises a TypeError where state is None. None stands for the arrays np.zeros(d) and "
    "np.ones(d); lists cannot be multiplied by a number.",
    edited(_forward, ("np.zeros(d), np.ones(d)", "[0.0] * d, [1.0] * d")),
    kind="slip",
)
BN_FORWARD.mistake(
    "the variance around the running mean",
    "Your variance is the mean square around the mean of the state (0 at the start). Subtract "
    "the batch's mean.",
    edited(_forward, ("x.var(axis=0)", "np.mean((x - state[0]) ** 2, axis=0)")),
    kind="slip",
)
BN_FORWARD.mistake(
    "starts at (1, 1)",
    "Your mean starts at 1. Start at 0.",
    edited(_forward, ("np.zeros(d)", "np.ones(d)")),
    kind="slip",
)
BN_FORWARD.mistake(
    "every batch starts from (0, 1)",
    "Each of your training calls starts from (0, 1). Start from the state that is passed in; "
    "only None means (0, 1).",
    edited(_forward, ("state is None", "state is None or training")),
    kind="half",
)

# --- at inference
BN_FORWARD.mistake(
    "the batch normalizes at inference",
    "At inference you use the statistics of the test batch, so a row depends on the others. Use "
    "the state.",
    edited(_forward, ("mean, var = state", "mean, var = x.mean(axis=0), x.var(axis=0)")),
    kind="half",
)
BN_FORWARD.mistake(
    "the batch normalizes at inference unless it is one row",
    "At inference you use the statistics of the test batch if it has several rows. Use the state, "
    "always.",
    edited(
        _forward,
        (
            "mean, var = state",
            "mean, var = (x.mean(axis=0), x.var(axis=0)) if len(x) > 1 else state",
        ),
    ),
    kind="half",
)
BN_FORWARD.mistake(
    "training ignored",
    "Your answer ignores training. At inference normalize with the state, and do not update it.",
    edited(_forward, ("if training:", "if True:")),
    kind="half",
)
BN_FORWARD.mistake(
    "branches exchanged",
    "You swapped the two modes: in training normalize with the batch and update the state, "
    "at inference normalize with the state.",
    edited(_forward, ("if training:", "if not training:")),
    kind="half",
)


@BN_FORWARD.mistake(
    "the state moves at inference",
    "You update the state at inference, too. Update it only in training: test data must not "
    "change it.",
    kind="slip",
)
def _always_moving(*args, training, **options):
    out, _, _ = _forward(*args, training=training, **options)
    _, _, state = _forward(*args, training=True, **options)
    return out, None, state


BN_FORWARD.mistake(
    "the state lost at inference",
    "At inference you return no state. Return the one that was passed in, because the next "
    "call needs it.",
    edited(_forward, ("mean, var = state", "mean, var = state\n        state = None")),
    kind="slip",
)
BN_FORWARD.mistake(
    "a new state at inference",
    "At inference you return (0, 1) as the state. Return the one that was passed in.",
    edited(
        _forward,
        ("mean, var = state", "mean, var = state\n        state = np.zeros(d), np.ones(d)"),
    ),
    kind="slip",
)
BN_FORWARD.mistake(
    "the batch's statistics for the state at inference",
    "At inference you return the batch's mean and variance as the state. Return the one that "
    "was passed in.",
    edited(
        _forward,
        ("mean, var = state", "mean, var = state\n        state = x.mean(axis=0), x.var(axis=0)"),
    ),
    kind="slip",
)
BN_FORWARD.mistake(
    "x_hat at inference",
    "At inference you leave out gamma and beta. Both modes end with gamma * x_hat + beta.",
    edited(_forward, ("+ beta", "+ beta if training else x_hat")),
    kind="slip",
)
BN_FORWARD.mistake(
    "nothing at inference",
    "At inference you return x unchanged, as in dropout. Batch norm normalizes with the state.",
    edited(_forward, ("+ beta", "+ beta if training else x.copy()")),
    kind="half",
)
BN_FORWARD.mistake(
    "gamma and beta alone at inference",
    "At inference you scale and shift x itself. Normalize it with the state first.",
    edited(_forward, ("gamma * x_hat", "gamma * (x_hat if training else x)")),
    kind="half",
)
BN_FORWARD.mistake(
    "no root at inference",
    "At inference you divide by the running variance. Take its root, with eps, as in training.",
    edited(_forward, ("np.sqrt(var + eps)", "(np.sqrt(var + eps) if training else var + eps)")),
    kind="slip",
)
BN_FORWARD.mistake(
    "eps forgotten at inference",
    "At inference you leave out eps. Use the same formula, with other statistics.",
    edited(_forward, ("var + eps", "var + (eps if training else 0)")),
    kind="slip",
)
BN_FORWARD.mistake(
    "the variance by m - 1 at inference",
    "At inference you multiply the running variance by m / (m - 1). (So does the paper of 2015; "
    "Keras and this course do not.)",
    edited(
        _forward, ("mean, var = state", "mean, var = state[0], state[1] * (len(x) / (len(x) - 1))")
    ),
    kind="slip",
)
BN_FORWARD.mistake(
    "the new state set in training only",
    "At inference your code uses a variable that only training sets. For the state, return the one "
    "that was passed in.",
    edited(_forward, ("state = tuple(", "new = tuple("), ("None, state", "None, new")),
    kind="slip",
)
BN_FORWARD.mistake(
    "None not read at inference",
    "At inference your code raises an error where state is None. None means (0, 1) in both modes.",
    edited(_forward, ("state is None", "state is None and training")),
    kind="slip",
)
BN_FORWARD.mistake(
    "the batch's variance at inference",
    "At inference your mean comes from the state, but your variance from the test batch. Use "
    "the state for both.",
    edited(_forward, ("mean, var = state", "mean, var = state[0], x.var(axis=0)")),
    kind="half",
)
