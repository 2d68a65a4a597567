"""Exercise 9.2: the known wrong answers in dx."""

import numpy as np

from .passes import backward, dx_of, known, slope_of_x, without_eps

known(
    "mean and variance as constants",
    "Your dx is dout * gamma / sqrt(var + eps). Mean and variance depend on x, too: two ways are "
    "missing.",
    backward(dx=lambda dout, x_hat, gamma, root: gamma / root * dout),
)
known(
    "the way through the variance forgotten",
    "The way through the variance is missing in dx. (An upstream gradient of equal rows would not "
    "show it.)",
    backward(dx=lambda dout, x_hat, gamma, root: gamma / root * (dout - dout.mean(axis=0))),
)
known(
    "the way through the mean forgotten",
    "The way through the mean is missing in dx: it takes away the average of dout.",
    backward(
        dx=lambda dout, x_hat, gamma, root: (
            gamma / root * (dout - x_hat * np.mean(dout * x_hat, axis=0))
        )
    ),
)
known(
    "1/m forgotten in both ways",
    "Mean and variance are averages: each of their two terms in dx has a factor 1/m.",
    backward(
        dx=lambda dout, x_hat, gamma, root: (
            gamma / root * (dout - dout.sum(axis=0) - x_hat * np.sum(dout * x_hat, axis=0))
        )
    ),
)
known(
    "1/m forgotten through the mean",
    "The term through the mean has a factor 1/m.",
    backward(
        dx=lambda dout, x_hat, gamma, root: (
            gamma / root * (dout - dout.sum(axis=0) - x_hat * np.mean(dout * x_hat, axis=0))
        )
    ),
)
known(
    "1/m forgotten through the variance",
    "The term through the variance has a factor 1/m.",
    backward(
        dx=lambda dout, x_hat, gamma, root: (
            gamma / root * (dout - dout.mean(axis=0) - x_hat * np.sum(dout * x_hat, axis=0))
        )
    ),
)
known(
    "dx m times too large",
    "dx is too large by the number of rows: in the common form m * dout - ... all is divided by m.",
    backward(dx=lambda dout, x_hat, gamma, root: len(dout) * dx_of(dout, x_hat, gamma, root)),
)
known(
    "dx divided by m",
    "dx is too small by the number of rows. dout holds the slopes of the loss already; the 1/m of "
    "the mean stands in its own terms only.",
    backward(dx=lambda dout, x_hat, gamma, root: dx_of(dout, x_hat, gamma, root) / len(dout)),
)
known(
    "signs turned",
    "You add the terms through mean and variance. x_hat gets smaller when they grow: subtract.",
    backward(
        dx=lambda dout, x_hat, gamma, root: (
            gamma / root * (dout + dout.mean(axis=0) + x_hat * np.mean(dout * x_hat, axis=0))
        )
    ),
)
known(
    "the sign through the mean turned",
    "The term through the mean is added in dx. A larger mean makes x_hat smaller: subtract.",
    backward(
        dx=lambda dout, x_hat, gamma, root: (
            gamma / root * (dout + dout.mean(axis=0) - x_hat * np.mean(dout * x_hat, axis=0))
        )
    ),
)
known(
    "m is the number of features",
    "Your m is the number of columns. It is the number of rows, dout.shape[0].",
    backward(
        dx=lambda dout, x_hat, gamma, root: (
            gamma
            / root
            * (dout - (dout.sum(axis=0) + x_hat * np.sum(dout * x_hat, axis=0)) / dout.shape[1])
        )
    ),
)
known(
    "the sign through the variance turned",
    "The term through the variance is added in dx. A larger spread makes x_hat smaller: subtract.",
    backward(
        dx=lambda dout, x_hat, gamma, root: (
            gamma / root * (dout - dout.mean(axis=0) + x_hat * np.mean(dout * x_hat, axis=0))
        )
    ),
)
known(
    "twice the way through the variance",
    "The term through the variance is twice as large as it should be: the 2 of the square cancels "
    "against the 1/2 of the root.",
    backward(
        dx=lambda dout, x_hat, gamma, root: (
            gamma / root * (dout - dout.mean(axis=0) - 2 * x_hat * np.mean(dout * x_hat, axis=0))
        )
    ),
)
known(
    "half of the way through the variance",
    "The term through the variance is half of what it should be: the square has a derivative with "
    "a 2.",
    backward(
        dx=lambda dout, x_hat, gamma, root: (
            gamma / root * (dout - dout.mean(axis=0) - x_hat * np.mean(dout * x_hat, axis=0) / 2)
        )
    ),
)
known(
    "x_hat lost in the way through the variance",
    "The slope of the variance depends on how far a row is from the mean: that term of dx has "
    "x_hat of the row, too.",
    backward(
        dx=lambda dout, x_hat, gamma, root: (
            gamma / root * (dout - dout.mean(axis=0) - np.mean(dout * x_hat, axis=0))
        )
    ),
)
known(
    "gamma forgotten in dx",
    "gamma is missing in dx. out is gamma * x_hat + beta: on its way to x_hat, dout meets gamma.",
    backward(dx=lambda dout, x_hat, gamma, root: slope_of_x(dout, x_hat) / root),
)
known(
    "the root forgotten in dx",
    "You stop at x_hat. From x_hat to x there is one more factor, 1 / sqrt(var + eps).",
    backward(dx=lambda dout, x_hat, gamma, root: gamma * slope_of_x(dout, x_hat)),
)
known(
    "dx divided by the variance",
    "You divide by var + eps in dx. The factor is 1 over its root.",
    backward(dx=lambda dout, x_hat, gamma, root: gamma / root**2 * slope_of_x(dout, x_hat)),
)
known(
    "dx multiplied by the root",
    "You multiply by sqrt(var + eps) in dx. Forward divided by it, and so does its derivative.",
    backward(dx=lambda dout, x_hat, gamma, root: gamma * root * slope_of_x(dout, x_hat)),
)
known(
    "dx divided by gamma",
    "You divide by gamma in dx. Forward multiplied by it, and so does its derivative.",
    backward(dx=lambda dout, x_hat, gamma, root: slope_of_x(dout, x_hat) / (gamma * root)),
)
known(
    "the gradient at x_hat",
    "Your dx is dout * gamma, the gradient at x_hat. It has to go on to x.",
    backward(dx=lambda dout, x_hat, gamma, root: gamma * dout),
)
known(
    "gradient passed through",
    "Your dx is dout. Batch norm changed the output, so it changes the gradient.",
    backward(dx=lambda dout, x_hat, gamma, root: dout.copy()),
)
known(
    "dx summed over the batch",
    "You sum dx over the rows. That is for gamma and beta, which all rows share; dx has the shape "
    "of x.",
    backward(dx=lambda dout, x_hat, gamma, root: dx_of(dout, x_hat, gamma, root).sum(axis=0)),
)
known(
    "dx averaged over the features",
    "Your means run over the features. The batch is the first axis: axis=0.",
    backward(
        dx=lambda dout, x_hat, gamma, root: (
            gamma
            / root
            * (
                dout
                - dout.mean(axis=1, keepdims=True)
                - x_hat * np.mean(dout * x_hat, axis=1, keepdims=True)
            )
        )
    ),
)
known(
    "dx by m - 1",
    "Your terms through mean and variance divide by m - 1. Forward divided by m.",
    backward(
        dx=lambda dout, x_hat, gamma, root: (
            gamma
            / root
            * (
                dout
                - dout.sum(axis=0) / (len(dout) - 1)
                - x_hat * np.sum(dout * x_hat, axis=0) / (len(dout) - 1)
            )
        )
    ),
)
known(
    "the variance without eps in dx",
    "Your dx is that of eps = 0. Forward divided by sqrt(var + eps): keep that root in the cache.",
    backward(dx=without_eps),
)


known(
    "the power of the variance",
    "The slope of 1 / sqrt(v) is -1/2 v^(-3/2), and the root is sqrt(v) already: in terms of the "
    "root it is the power -3.",
    backward(
        dx=lambda dout, x_hat, gamma, root: (
            gamma / root * (dout - dout.mean(axis=0))
            - gamma * np.sqrt(root) * x_hat * np.mean(dout * x_hat, axis=0)
        )
    ),
)
known(
    "minus one half forgotten",
    "The term through the variance is -2 times what it should be: the slope of 1 / sqrt(v) has a "
    "factor -1/2.",
    backward(
        dx=lambda dout, x_hat, gamma, root: (
            gamma / root * (dout - dout.mean(axis=0) + 2 * x_hat * np.mean(dout * x_hat, axis=0))
        )
    ),
)
