"""Exercise 9.2: the known wrong answers in dgamma and dbeta, and in what is returned."""

import numpy as np

from .passes import backward, dbeta_of, dgamma_of, dx_of, known

known(
    "dgamma without x_hat",
    "Your dgamma is the sum of dout, which is dbeta. gamma is multiplied by x_hat: so is dout.",
    backward(dgamma=dbeta_of),
)
known(
    "dgamma an average",
    "You average in dgamma. Every row adds its share: sum.",
    backward(dgamma=lambda dout, x_hat, gamma, root: np.mean(dout * x_hat, axis=0)),
)
known(
    "dbeta an average",
    "You average in dbeta. Every row adds its share: sum.",
    backward(dbeta=lambda dout, x_hat, gamma, root: dout.mean(axis=0)),
)
known(
    "dgamma and dbeta averages",
    "You average in dgamma and dbeta. Every row adds its share: sum.",
    backward(
        dgamma=lambda dout, x_hat, gamma, root: np.mean(dout * x_hat, axis=0),
        dbeta=lambda dout, x_hat, gamma, root: dout.mean(axis=0),
    ),
)
known(
    "dgamma of the sums",
    "You sum dout before x_hat comes in. Multiply row by row, then sum.",
    backward(dgamma=lambda dout, x_hat, gamma, root: dout.sum(axis=0) * x_hat.sum(axis=0)),
)
known(
    "gamma in dgamma",
    "gamma itself is a factor of your dgamma. The slope of gamma * x_hat in gamma is x_hat.",
    backward(dgamma=lambda dout, x_hat, gamma, root: np.sum(gamma * dout * x_hat, axis=0)),
)
known(
    "centred x for x_hat in dgamma",
    "Your dgamma uses x - mean. What gamma multiplies is x_hat: divided by the root, too.",
    backward(dgamma=lambda dout, x_hat, gamma, root: np.sum(dout * root * x_hat, axis=0)),
)
known(
    "dbeta with x_hat",
    "x_hat is a factor of your dbeta. The slope of out in beta is 1.",
    backward(dbeta=dgamma_of),
)
known(
    "gamma in dbeta",
    "gamma is a factor of your dbeta. The slope of out in beta is 1.",
    backward(dbeta=lambda dout, x_hat, gamma, root: np.sum(gamma * dout, axis=0)),
)
known(
    "dgamma not summed",
    "Your dgamma has a row for every example. All rows share gamma: sum over them.",
    backward(dgamma=lambda dout, x_hat, gamma, root: dout * x_hat),
)
known(
    "dbeta not summed",
    "Your dbeta has a row for every example. All rows share beta: sum over them.",
    backward(dbeta=lambda dout, x_hat, gamma, root: dout.copy()),
)
known(
    "dgamma and dbeta not summed",
    "Your dgamma and dbeta have a row for every example. All rows share gamma and beta: sum over "
    "them.",
    backward(
        dgamma=lambda dout, x_hat, gamma, root: dout * x_hat,
        dbeta=lambda dout, x_hat, gamma, root: dout.copy(),
    ),
)
known(
    "summed over the features",
    "Your dgamma and dbeta are summed over the features. The batch is the first axis: axis=0.",
    backward(
        dgamma=lambda dout, x_hat, gamma, root: np.sum(dout * x_hat, axis=1),
        dbeta=lambda dout, x_hat, gamma, root: np.sum(dout, axis=1),
    ),
)
known(
    "one number for dgamma and dbeta",
    "Your dgamma and dbeta are single numbers. Each column has its own: sum over axis=0 only.",
    backward(
        dgamma=lambda dout, x_hat, gamma, root: np.sum(dout * x_hat),
        dbeta=lambda dout, x_hat, gamma, root: np.sum(dout),
    ),
)
known(
    "dgamma and dbeta exchanged",
    "You return (dx, dbeta, dgamma). The order is (dx, dgamma, dbeta).",
    backward(dgamma=dbeta_of, dbeta=dgamma_of),
)
known(
    "dx at the end",
    "You return (dgamma, dbeta, dx). The order is (dx, dgamma, dbeta).",
    backward(dx=dgamma_of, dgamma=dbeta_of, dbeta=dx_of),
)
known(
    "the steps instead of the gradients",
    "All signs are turned: the step against the gradient is the optimizer's affair.",
    lambda dout, cache: tuple(-part for part in backward()(dout, cache)),
)
