"""Exercise 9.2: the known mistakes. Every function here is wrong on purpose, except the first."""

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.batch_norm.bn_backward import BN_BACKWARD


def _backward(dout, cache):
    """A correct answer; the mistakes change some of its words."""
    x_hat, gamma, root, _ = cache
    by_mean = dout.mean(axis=0)
    by_var = x_hat * np.mean(dout * x_hat, axis=0)
    dx = gamma / root * (dout - by_mean - by_var)
    dgamma = np.sum(dout * x_hat, axis=0)
    dbeta = np.sum(dout, axis=0)
    return dx, dgamma, dbeta


# --- dx
BN_BACKWARD.mistake(
    "mean and variance as constants",
    "Your dx is dout * gamma / sqrt(var + eps). Mean and variance depend on x, too: add these "
    "two terms.",
    edited(_backward, (" - by_mean - by_var", "")),
    kind="half",
)
BN_BACKWARD.mistake(
    "the path through the variance forgotten",
    "Your dx lacks the term through the variance. (An upstream gradient of equal rows would "
    "not show it.)",
    edited(_backward, (" - by_var", "")),
    kind="half",
)
BN_BACKWARD.mistake(
    "the path through the mean forgotten",
    "Your dx lacks the term through the mean: subtract the average of dout.",
    edited(_backward, (" - by_mean", "")),
    kind="half",
)
BN_BACKWARD.mistake(
    "1/m forgotten on both paths",
    "You forgot 1/m. Mean and variance are averages, so each of their two terms in dx has a "
    "factor 1/m.",
    edited(_backward, ("dout.mean(", "dout.sum("), ("np.mean(", "np.sum(")),
    kind="slip",
)
BN_BACKWARD.mistake(
    "1/m forgotten through the mean",
    "You forgot the factor 1/m in the term through the mean.",
    edited(_backward, ("dout.mean(", "dout.sum(")),
    kind="slip",
)
BN_BACKWARD.mistake(
    "1/m forgotten through the variance",
    "You forgot the factor 1/m in the term through the variance.",
    edited(_backward, ("np.mean(", "np.sum(")),
    kind="slip",
)
BN_BACKWARD.mistake(
    "dx m times too large",
    "Your dx is m times too large, with m rows: in the common form m * dout - ... everything "
    "is divided by m.",
    edited(_backward, ("gamma / root", "len(dout) * gamma / root")),
    kind="slip",
)
BN_BACKWARD.mistake(
    "dx divided by m",
    "Your dx is m times too small, with m rows. dout already contains the slopes of the loss; "
    "only the terms through mean and variance have 1/m.",
    edited(_backward, ("gamma / root", "gamma / root / len(dout)")),
    kind="slip",
)
BN_BACKWARD.mistake(
    "signs turned",
    "You add the terms through mean and variance. x_hat gets smaller when they grow: subtract "
    "them.",
    edited(_backward, ("- by_mean - by_var", "+ by_mean + by_var")),
    kind="slip",
)
BN_BACKWARD.mistake(
    "the sign through the mean turned",
    "You add the term through the mean in dx. A larger mean makes x_hat smaller: subtract it.",
    edited(_backward, ("- by_mean", "+ by_mean")),
    kind="slip",
)
BN_BACKWARD.mistake(
    "m is the number of features",
    "Your m is the number of columns. Use the number of rows, dout.shape[0].",
    edited(
        _backward,
        ("dout.mean(axis=0)", "dout.sum(axis=0) / dout.shape[1]"),
        ("np.mean(dout * x_hat, axis=0)", "np.sum(dout * x_hat, axis=0) / dout.shape[1]"),
    ),
    kind="slip",
)
BN_BACKWARD.mistake(
    "the sign through the variance turned",
    "You add the term through the variance in dx. A larger variance makes x_hat smaller: "
    "subtract it.",
    edited(_backward, ("- by_var", "+ by_var")),
    kind="slip",
)
BN_BACKWARD.mistake(
    "twice the path through the variance",
    "Your term through the variance is too large by a factor of 2: the 2 of the square cancels "
    "the 1/2 of the root.",
    edited(_backward, ("- by_var", "- 2 * by_var")),
    kind="slip",
)
BN_BACKWARD.mistake(
    "half of the path through the variance",
    "Your term through the variance is too small by a factor of 2: the derivative of the square "
    "has a 2.",
    edited(_backward, ("- by_var", "- by_var / 2")),
    kind="slip",
)
BN_BACKWARD.mistake(
    "x_hat lost in the path through the variance",
    "You left x_hat out of the term through the variance. The slope of the variance depends "
    "on the distance of the row from the mean.",
    edited(_backward, ("x_hat * np.mean(", "np.mean(")),
    kind="slip",
)
BN_BACKWARD.mistake(
    "gamma forgotten in dx",
    "Your dx lacks gamma. out is gamma * x_hat + beta, so the gradient at x_hat is gamma * dout.",
    edited(_backward, ("gamma / root", "1 / root")),
    kind="slip",
)
BN_BACKWARD.mistake(
    "the root forgotten in dx",
    "You stop at x_hat. For x there is one more factor, 1 / sqrt(var + eps).",
    edited(_backward, ("gamma / root", "gamma")),
    kind="slip",
)
BN_BACKWARD.mistake(
    "dx divided by the variance",
    "You divide by var + eps in dx. Divide by its root.",
    edited(_backward, ("gamma / root", "gamma / root**2")),
    kind="slip",
)
BN_BACKWARD.mistake(
    "dx multiplied by the root",
    "You multiply by sqrt(var + eps) in dx. The forward pass divides by it, and so does its "
    "derivative.",
    edited(_backward, ("gamma / root", "gamma * root")),
    kind="slip",
)
BN_BACKWARD.mistake(
    "dx divided by gamma",
    "You divide by gamma in dx. The forward pass multiplies by it, and so does its derivative.",
    edited(_backward, ("gamma / root", "1 / gamma / root")),
    kind="slip",
)
BN_BACKWARD.mistake(
    "the gradient at x_hat",
    "Your dx is dout * gamma, the gradient at x_hat. Continue to x.",
    edited(_backward, ("gamma / root * (dout - by_mean - by_var)", "gamma * dout")),
    kind="half",
)
BN_BACKWARD.mistake(
    "gradient passed through",
    "Your dx is dout. Batch norm changes the output, so it also changes the gradient.",
    edited(_backward, ("gamma / root * (dout - by_mean - by_var)", "dout.copy()")),
    kind="wrong",
)
BN_BACKWARD.mistake(
    "dx summed over the batch",
    "You sum dx over the rows. That is right for gamma and beta, which all rows share; dx has "
    "the shape of x.",
    edited(_backward, ("return dx,", "return dx.sum(axis=0),")),
    kind="half",
)
BN_BACKWARD.mistake(
    "dx averaged over the features",
    "You average over the features. The batch is the first axis: axis=0.",
    edited(
        _backward,
        ("dout.mean(axis=0)", "dout.mean(axis=1, keepdims=True)"),
        ("np.mean(dout * x_hat, axis=0)", "np.mean(dout * x_hat, axis=1, keepdims=True)"),
    ),
    kind="half",
)
BN_BACKWARD.mistake(
    "dx by m - 1",
    "Your terms through mean and variance divide by m - 1. The forward pass divides by m.",
    edited(
        _backward,
        ("dout.mean(axis=0)", "dout.sum(axis=0) / (len(dout) - 1)"),
        ("np.mean(dout * x_hat, axis=0)", "np.sum(dout * x_hat, axis=0) / (len(dout) - 1)"),
    ),
    kind="slip",
)


@BN_BACKWARD.mistake(
    "the variance without eps in dx",
    "Your dx is right only for eps = 0. The forward pass divides by sqrt(var + eps): keep "
    "that root in the cache.",
    kind="slip",
)
def _without_eps(dout, cache):
    x_hat, gamma, root, rest = cache
    std = x_hat.std(axis=0)  # 1, except for eps
    dx, _, _ = _backward(dout, (x_hat / std, gamma, root * std, rest))
    return dx, *_backward(dout, cache)[1:]


def _with_root(change_root, *, everywhere):
    """Gradients with another root in dx, or in x_hat and dgamma as well."""

    def bn_backward(dout, cache):
        x_hat, gamma, root, batch = cache
        other = change_root(root, batch)
        z = x_hat * root / other
        if everywhere:
            return _backward(dout, (z, gamma, other, batch))
        g = gamma * dout
        dx = (g - g.mean(axis=0)) / other - x_hat * root / other**2 * np.mean(g * x_hat, axis=0)
        return dx, *_backward(dout, cache)[1:]

    return bn_backward


def _eps_is_fixed(root, batch):
    return np.sqrt(batch[1] + 1e-5)


def _no_eps(root, batch):
    return np.sqrt(batch[1])


BN_BACKWARD.mistake(
    "eps fixed",
    "Your gradients use 1e-5 whatever eps was in the forward pass. Keep eps, or the root, in the "
    "cache.",
    _with_root(_eps_is_fixed, everywhere=True),
    kind="slip",
)
BN_BACKWARD.mistake(
    "eps fixed in dx",
    "Your dx uses 1e-5 whatever eps was in the forward pass. Keep eps, or the root, in the cache.",
    _with_root(_eps_is_fixed, everywhere=False),
    kind="slip",
)
BN_BACKWARD.mistake(
    "eps forgotten everywhere",
    "Your gradients are right only for eps = 0. The forward pass divides by sqrt(var + eps): keep "
    "that root in the cache.",
    _with_root(_no_eps, everywhere=True),
    kind="slip",
)
BN_BACKWARD.mistake(
    "eps forgotten in the roots of dx",
    "You left out eps in the roots of dx. They are those of the forward pass, sqrt(var + eps).",
    _with_root(_no_eps, everywhere=False),
    kind="slip",
)
BN_BACKWARD.mistake(
    "x not centred in the path through the variance",
    "Your derivative of the variance is 2 x / m. It is 2 (x - mean) / m.",
    edited(
        _backward,
        ("x_hat, gamma, root, _ = cache", "x_hat, gamma, root, batch = cache"),
        ("by_var = x_hat *", "by_var = (x_hat + batch[0] / root) *"),
    ),
    kind="slip",
)
BN_BACKWARD.mistake(
    "the power of the variance",
    "You use a wrong power. The slope of 1 / sqrt(v) is -1/2 v^(-3/2), and the root is "
    "sqrt(v): the power of the root is -3.",
    # The power of the root is -3/2, but it should be -3.
    edited(_backward, ("- by_var", "- root**1.5 * by_var")),
    kind="slip",
)
BN_BACKWARD.mistake(
    "minus one half forgotten",
    "Your term through the variance is -2 times the right one: the slope of 1 / sqrt(v) has a "
    "factor -1/2.",
    edited(_backward, ("- by_var", "+ 2 * by_var")),
    kind="slip",
)

# --- dgamma and dbeta
BN_BACKWARD.mistake(
    "dgamma without x_hat",
    "Your dgamma is the sum of dout, which is dbeta. The factor of gamma is x_hat: multiply "
    "dout by it.",
    edited(_backward, ("np.sum(dout * x_hat,", "np.sum(dout,")),
    kind="slip",
)
BN_BACKWARD.mistake(
    "dgamma an average",
    "You average in dgamma. Sum over the rows instead.",
    edited(_backward, ("np.sum(dout * x_hat,", "np.mean(dout * x_hat,")),
    kind="slip",
)
BN_BACKWARD.mistake(
    "dbeta an average",
    "You average in dbeta. Sum over the rows instead.",
    edited(_backward, ("np.sum(dout,", "np.mean(dout,")),
    kind="slip",
)
BN_BACKWARD.mistake(
    "dgamma and dbeta averages",
    "You average in dgamma and dbeta. Sum over the rows instead.",
    edited(
        _backward,
        ("np.sum(dout * x_hat,", "np.mean(dout * x_hat,"),
        ("np.sum(dout,", "np.mean(dout,"),
    ),
    kind="slip",
)
BN_BACKWARD.mistake(
    "dgamma of the sums",
    "You sum dout before you multiply by x_hat. Multiply row by row, then sum.",
    edited(_backward, ("np.sum(dout * x_hat, axis=0)", "dout.sum(axis=0) * x_hat.sum(axis=0)")),
    kind="half",
)
BN_BACKWARD.mistake(
    "gamma in dgamma",
    "Your dgamma has a factor gamma. The slope of gamma * x_hat in gamma is x_hat.",
    edited(_backward, ("np.sum(dout * x_hat,", "np.sum(gamma * dout * x_hat,")),
    kind="slip",
)
BN_BACKWARD.mistake(
    "centred x for x_hat in dgamma",
    "Your dgamma uses x - mean. gamma multiplies x_hat, so divide by the root, too.",
    edited(_backward, ("np.sum(dout * x_hat,", "np.sum(dout * root * x_hat,")),
    kind="slip",
)
BN_BACKWARD.mistake(
    "x for x_hat in dgamma",
    "Your dgamma uses x. gamma multiplies x_hat: multiply dout by x_hat.",
    edited(
        _backward,
        ("x_hat, gamma, root, _ = cache", "x_hat, gamma, root, batch = cache"),
        ("np.sum(dout * x_hat,", "np.sum(dout * (x_hat * root + batch[0]),"),
    ),
    kind="slip",
)
BN_BACKWARD.mistake(
    "dbeta with x_hat",
    "Your dbeta has a factor x_hat. The slope of out in beta is 1.",
    edited(_backward, ("np.sum(dout,", "np.sum(x_hat * dout,")),
    kind="slip",
)
BN_BACKWARD.mistake(
    "gamma in dbeta",
    "Your dbeta has a factor gamma. The slope of out in beta is 1.",
    edited(_backward, ("np.sum(dout,", "np.sum(gamma * dout,")),
    kind="slip",
)
BN_BACKWARD.mistake(
    "dgamma not summed",
    "Your dgamma has a row for every example. All rows share gamma: sum over them.",
    edited(_backward, ("np.sum(dout * x_hat, axis=0)", "dout * x_hat")),
    kind="slip",
)
BN_BACKWARD.mistake(
    "dbeta not summed",
    "Your dbeta has a row for every example. All rows share beta: sum over them.",
    edited(_backward, ("np.sum(dout, axis=0)", "dout.copy()")),
    kind="slip",
)
BN_BACKWARD.mistake(
    "dgamma and dbeta not summed",
    "Your dgamma and dbeta have a row for every example. All rows share gamma and beta: sum over "
    "them.",
    edited(
        _backward,
        ("np.sum(dout * x_hat, axis=0)", "dout * x_hat"),
        ("np.sum(dout, axis=0)", "dout.copy()"),
    ),
    kind="slip",
)
BN_BACKWARD.mistake(
    "summed over the features",
    "You sum dgamma and dbeta over the features. The batch is the first axis: axis=0.",
    edited(
        _backward,
        ("np.sum(dout * x_hat, axis=0)", "np.sum(dout * x_hat, axis=1)"),
        ("np.sum(dout, axis=0)", "np.sum(dout, axis=1)"),
    ),
    kind="slip",
)
BN_BACKWARD.mistake(
    "one number for dgamma and dbeta",
    "Your dgamma and dbeta are single numbers. Each column has its own: sum over axis=0 only.",
    edited(
        _backward,
        ("np.sum(dout * x_hat, axis=0)", "np.sum(dout * x_hat)"),
        ("np.sum(dout, axis=0)", "np.sum(dout)"),
    ),
    kind="slip",
)

# --- what is returned
BN_BACKWARD.mistake(
    "only beta is right",
    "Your dx is dout * gamma, the gradient at x_hat, and your dgamma is dbeta. Continue to x with "
    "(9.4), and multiply dout by x_hat in dgamma.",
    edited(
        _backward,
        ("gamma / root * (dout - by_mean - by_var)", "gamma * dout"),
        ("np.sum(dout * x_hat,", "np.sum(dout,"),
    ),
    kind="wrong",
)
BN_BACKWARD.mistake(
    "gradients of the type of dout",
    "Where dout holds whole numbers, so do your gradients: make arrays of floats.",
    edited(
        _backward,
        (
            "return dx, dgamma, dbeta",
            "return [part.astype(dout.dtype) for part in (dx, dgamma, dbeta)]",
        ),
    ),
    kind="slip",
)
BN_BACKWARD.mistake(
    "dx of the type of dout",
    "Where dout holds whole numbers, so does your dx: make it an array of floats.",
    edited(_backward, ("return dx,", "return dx.astype(dout.dtype),")),
    kind="slip",
)
BN_BACKWARD.mistake(
    "dgamma and dbeta exchanged",
    "You return (dx, dbeta, dgamma). The order is (dx, dgamma, dbeta).",
    edited(_backward, ("return dx, dgamma, dbeta", "return dx, dbeta, dgamma")),
    kind="slip",
)
BN_BACKWARD.mistake(
    "dx at the end",
    "You return (dgamma, dbeta, dx). The order is (dx, dgamma, dbeta).",
    edited(_backward, ("return dx, dgamma, dbeta", "return dgamma, dbeta, dx")),
    kind="slip",
)
BN_BACKWARD.mistake(
    "the steps instead of the gradients",
    "All your signs are reversed. Return the gradients: the optimizer subtracts them.",
    edited(_backward, ("return dx, dgamma, dbeta", "return -dx, -dgamma, -dbeta")),
    kind="slip",
)
