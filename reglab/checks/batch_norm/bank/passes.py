"""Exercise 9.2: a right answer in parts, of which the known wrong ones replace some.

They read the cache of the reference.
"""

import numpy as np

from ..probes import BN_BACKWARD


def known(name, hint, function):
    BN_BACKWARD.misconception(name, hint=hint)(function)


def slope_of_x(dout, x_hat):
    """What is left of dout after the ways through mean and variance."""
    return dout - dout.mean(axis=0) - x_hat * np.mean(dout * x_hat, axis=0)


def dx_of(dout, x_hat, gamma, root):
    return gamma / root * slope_of_x(dout, x_hat)


def without_eps(dout, x_hat, gamma, root):
    std = root * x_hat.std(axis=0)
    z = x_hat / x_hat.std(axis=0)
    return gamma / std * slope_of_x(dout, z)


def dgamma_of(dout, x_hat, gamma, root):
    return np.sum(dout * x_hat, axis=0)


def dbeta_of(dout, x_hat, gamma, root):
    return np.sum(dout, axis=0)


def backward(dx=dx_of, dgamma=dgamma_of, dbeta=dbeta_of):
    """A right backward pass with some of its gradients replaced by wrong ones."""

    def answer(dout, cache):
        x_hat, gamma, root, _ = cache
        return tuple(part(dout, x_hat, gamma, root) for part in (dx, dgamma, dbeta))

    return answer
