"""Exercise 9.1: the known wrong answers, at inference."""

import numpy as np

from .forward import known
from .parts import batch_norm, by_root, move, start

known(
    "the batch normalizes at inference",
    "At inference you use the statistics of the test batch, so a row depends on the others. Use "
    "the state.",
    batch_norm(
        infer=lambda x, gamma, beta, state, eps: (
            gamma * by_root(x, x.mean(axis=0), x.var(axis=0), eps) + beta
        )
    ),
)


def _always_training(x, gamma, beta, state, *, training, momentum=0.9, eps=1e-5):
    return batch_norm()(x, gamma, beta, state, training=True, momentum=momentum, eps=eps)


known(
    "training ignored",
    "Your answer is the same with and without training: at inference the state normalizes, and "
    "does not move.",
    _always_training,
)
known(
    "branches exchanged",
    "Your two modes are exchanged: in training the batch normalizes and moves the state, at "
    "inference the state normalizes.",
    lambda x, gamma, beta, state, *, training, momentum=0.9, eps=1e-5: batch_norm()(
        x, gamma, beta, state, training=not training, momentum=momentum, eps=eps
    ),
)
known(
    "the state moves at inference",
    "Your state moves at inference, too. Only training moves it: test data must not.",
    lambda x, gamma, beta, state, *, training, momentum=0.9, eps=1e-5: (
        batch_norm()(x, gamma, beta, state, training=training, momentum=momentum, eps=eps)[0],
        None,
        move(start(x) if state is None else state, (x.mean(axis=0), x.var(axis=0)), momentum),
    ),
)
known(
    "the state lost at inference",
    "At inference you return no state. Return the one that came in: it is needed again.",
    batch_norm(keep=lambda x, state: None),
)
known(
    "a new state at inference",
    "At inference you return (0, 1) for the state. Return the one that came in.",
    batch_norm(keep=lambda x, state: start(x)),
)
known(
    "the batch's statistics for the state at inference",
    "At inference you return the batch's mean and variance for the state. Return the one that came "
    "in.",
    batch_norm(keep=lambda x, state: (x.mean(axis=0), x.var(axis=0))),
)
known(
    "x_hat at inference",
    "At inference gamma and beta are missing. Both modes end with gamma * x_hat + beta.",
    batch_norm(infer=lambda x, gamma, beta, state, eps: by_root(x, *state, eps)),
)
known(
    "nothing at inference",
    "At inference x comes back as it is. That is dropout; batch norm normalizes with the state.",
    batch_norm(infer=lambda x, gamma, beta, state, eps: x.copy()),
)
known(
    "gamma and beta alone at inference",
    "At inference you scale and shift x itself. Normalize it with the state first.",
    batch_norm(infer=lambda x, gamma, beta, state, eps: gamma * x + beta),
)
known(
    "no root at inference",
    "At inference you divide by the running variance. Take its root, with eps, as in training.",
    batch_norm(
        infer=lambda x, gamma, beta, state, eps: gamma * (x - state[0]) / (state[1] + eps) + beta
    ),
)
known(
    "eps forgotten at inference",
    "At inference eps is missing. It is the same formula, with other statistics.",
    batch_norm(
        infer=lambda x, gamma, beta, state, eps: gamma * (x - state[0]) / np.sqrt(state[1]) + beta
    ),
)
known(
    "the variance by m - 1 at inference",
    "At inference you multiply the running variance by m / (m - 1). (So does the paper of 2015; "
    "Keras and this course do not.)",
    batch_norm(
        infer=lambda x, gamma, beta, state, eps: (
            gamma * by_root(x, state[0], state[1] * (len(x) / (len(x) - 1)), eps) + beta
        )
    ),
)


def _set_in_training_only(x, gamma, beta, state, *, training, momentum=0.9, eps=1e-5):
    if training:
        new = move(start(x) if state is None else state, (x.mean(axis=0), x.var(axis=0)), momentum)
        mean, var = x.mean(axis=0), x.var(axis=0)
    else:
        mean, var = start(x) if state is None else state
    return gamma * by_root(x, mean, var, eps) + beta, None, new


known(
    "the new state set in training only",
    "At inference the state that you return was never set. It is the one that came in.",
    _set_in_training_only,
)


def _no_none(x, gamma, beta, state, *, training, momentum=0.9, eps=1e-5):
    if not training:
        mean, var = state
        return gamma * by_root(x, mean, var, eps) + beta, None, state
    return batch_norm()(x, gamma, beta, state, training=True, momentum=momentum, eps=eps)


known(
    "None not read at inference",
    "At inference your code stops when state is None. It stands for (0, 1) in both modes.",
    _no_none,
)


def _names_the_mean_only(x, gamma, beta, state, *, training, momentum=0.9, eps=1e-5):
    state = start(x) if state is None else state
    mean = x.mean(axis=0) if training else state[0]
    new = move(state, (mean, x.var(axis=0)), momentum) if training else state
    return gamma * by_root(x, mean, x.var(axis=0), eps) + beta, None, new


known(
    "the batch's variance at inference",
    "At inference your mean comes from the state, and your variance from the test batch. Use the "
    "state for both.",
    _names_the_mean_only,
)
