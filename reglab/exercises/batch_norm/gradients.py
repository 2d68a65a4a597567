"""Exercise 9.2: the right gradients for a forward pass.

These are the gradients of the lesson's forward pass. If the student's forward pass has a known
mistake, the student has lost points for it in 9.1, so the gradients of that known mistake,
computed here, are accepted as well.
"""

import numpy as np

from reglab import nn
from reglab.exercises.batch_norm.comparing import difference

STEP = 1e-4  # of central differences; in x in units of its spread
NAMES = ("x", "gamma", "beta")

# The wrong forward passes of 9.1 that still normalize; the known mistakes of 9.1 are added here.
# With each of them no gradient is 0 everywhere, except that of a gamma or a beta that it leaves
# out.
WRONG_FORWARD: list = []


def forward(data, function=nn.bn_forward, **changed):
    """The output of a forward pass in training."""
    args = {**data, **changed}
    out, *_ = function(args["x"], args["gamma"], args["beta"], None, training=True, eps=args["eps"])
    return out


def slopes(data):
    """The gradients of ``sum(dout * out)``, from the reference."""
    x, gamma, beta = data["x"], data["gamma"], data["beta"]
    _, cache, _ = nn.bn_forward(x, gamma, beta, None, training=True, eps=data["eps"])
    return nn.bn_backward(data["dout"], cache)


def is_right(data, own):
    """Whether the output of the student's forward pass equals the lesson's."""
    return difference(forward(data), own) is None


def right_gradients(data, own, part):
    """The right gradients for a forward pass whose output is `own`.

    Parameters
    ----------
    data : dict
        A case of the exercise.
    own : ndarray
        The output of the student's forward pass; it only shows which forward pass the student
        wrote.
    part : int
        0 for dx, 1 for dgamma, 2 for dbeta.

    Returns
    -------
    list of ndarray
        Empty if the forward pass is neither right nor wrong in a known way.
    """
    expected = slopes(data)[part]
    if is_right(data, own):
        return [expected]
    found = []
    for function in WRONG_FORWARD:
        if difference(forward(data, function), own) is None:
            found += [expected, _numeric_slope(data, function, part)]
            found += _by_the_formula(data, function, part)
    return [one for one in found if np.max(np.abs(one)) > 1e-3 * np.max(np.abs(expected))]


def _numeric_slope(data, function, part):
    """The slope of ``sum(dout * out)`` in an argument of a forward pass, by central differences."""
    at = data[NAMES[part]]
    step = STEP * data["x"].std(axis=0).min() if part == 0 else STEP
    slope = np.empty(at.shape)
    for index in np.ndindex(at.shape):
        h = np.zeros(at.shape)
        h[index] = step
        up, down = (forward(data, function, **{NAMES[part]: at + sign * h}) for sign in (1, -1))
        slope[index] = np.sum(data["dout"] * (up - down)) / (2 * step)
    return slope


def _by_the_formula(data, function, part):
    """(9.3) and (9.4) with the x_hat and the root of a wrong forward pass, as in its cache.

    Empty if that pass does not end with ``gamma * x_hat + beta``, because the formula does not
    apply.
    """
    x, dout, gamma = data["x"], data["dout"], data["gamma"]
    x_hat = forward(data, function, gamma=np.ones_like(gamma), beta=np.zeros_like(gamma))
    if difference(gamma * x_hat + data["beta"], forward(data, function)) is not None:
        return []
    centred = x - x.mean(axis=0)
    root = np.sum(centred**2, axis=0) / np.sum(centred * x_hat, axis=0)
    dx = gamma / root * (dout - dout.mean(axis=0) - x_hat * np.mean(dout * x_hat, axis=0))
    return [(dx, np.sum(dout * x_hat, axis=0), dout.sum(axis=0))[part]]
