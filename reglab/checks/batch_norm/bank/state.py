"""Exercise 9.1: the known wrong answers, in the running statistics."""

import numpy as np

from .forward import known
from .parts import batch_norm, by_root, move, start, step

known(
    "momentum reversed",
    "Your momentum weighs the new batch. In this course, as in Keras, it weighs the OLD state.",
    batch_norm(move=lambda state, batch, momentum: move(state, batch, 1 - momentum)),
)
known(
    "momentum fixed",
    "Your state moves by one tenth whatever momentum is. Use the argument.",
    batch_norm(move=lambda state, batch, momentum: move(state, batch, 0.9)),
)
known(
    "another default of momentum",
    "Without an argument your momentum is not 0.9. (0.99 is the default of Keras.)",
    lambda x, gamma, beta, state, *, training, momentum=0.99, eps=1e-5: batch_norm()(
        x, gamma, beta, state, training=training, momentum=momentum, eps=eps
    ),
)
known(
    "old state returned",
    "In training you return the state that came in. Return the moved one.",
    batch_norm(move=lambda state, batch, momentum: state),
)
known(
    "state replaced by the batch",
    "Your new state is the batch's mean and variance, and the old one is lost. Average the two.",
    batch_norm(move=lambda state, batch, momentum: batch),
)
known(
    "the batch added on top",
    "You keep all of the old state and add to it. It is multiplied by momentum first.",
    batch_norm(
        move=lambda state, batch, momentum: tuple(
            old + (1 - momentum) * new for old, new in zip(state, batch, strict=True)
        )
    ),
)
known(
    "the new statistics at full weight",
    "You weigh the old state and not the new batch. Its weight is 1 - momentum.",
    batch_norm(
        move=lambda state, batch, momentum: tuple(
            momentum * old + new for old, new in zip(state, batch, strict=True)
        )
    ),
)
known(
    "the old state forgotten in the average",
    "Only the batch, times 1 - momentum, is in your state. The old one belongs to it, times "
    "momentum.",
    batch_norm(move=lambda state, batch, momentum: tuple((1 - momentum) * new for new in batch)),
)
known(
    "only the mean moves",
    "Your running variance stays where it was. It is averaged like the mean.",
    batch_norm(move=lambda state, batch, momentum: (step(state[0], batch[0], momentum), state[1])),
)
known(
    "only the variance moves",
    "Your running mean stays where it was. It is averaged like the variance.",
    batch_norm(move=lambda state, batch, momentum: (state[0], step(state[1], batch[1], momentum))),
)
known(
    "the running variance by m - 1",
    "You keep the variance by m - 1. (So does PyTorch; Keras and this course divide by m.)",
    batch_norm(
        stored=lambda x: (x.mean(axis=0), x.var(axis=0, ddof=1) if len(x) > 1 else 0 * x[0])
    ),
)
known(
    "an axis too many in the state",
    "Your state has the shape (1, features), as keepdims=True leaves it. It is (features,).",
    batch_norm(
        stored=lambda x: (x.mean(axis=0, keepdims=True), x.var(axis=0, keepdims=True)),
    ),
)
known(
    "standard deviation in the state",
    "You keep the standard deviation. The state holds the variance.",
    batch_norm(stored=lambda x: (x.mean(axis=0), x.std(axis=0))),
)


def _of_out(x, gamma, beta, state, *, training, momentum=0.9, eps=1e-5):
    forward = batch_norm(
        stored=lambda x: (np.zeros(x.shape[1]), x.var(axis=0) / (x.var(axis=0) + eps))
    )
    return forward(x, gamma, beta, state, training=training, momentum=momentum, eps=eps)


known(
    "statistics of out in the state",
    "You keep statistics of what is normalized already. The state holds those of x.",
    _of_out,
)


def _with_the_average(x, gamma, beta, state, *, training, momentum=0.9, eps=1e-5):
    """Normalizes with the running statistics, moved first, in training as well."""
    state = start(x) if state is None else state
    if training:
        state = move(state, (x.mean(axis=0), x.var(axis=0)), momentum)
    return gamma * by_root(x, *state, eps) + beta, None, state


known(
    "the moved state normalizes in training",
    "In training you normalize with the running statistics. There it is the batch's own.",
    _with_the_average,
)


def _with_the_old_state(x, gamma, beta, state, *, training, momentum=0.9, eps=1e-5):
    state = start(x) if state is None else state
    new = move(state, (x.mean(axis=0), x.var(axis=0)), momentum) if training else state
    return gamma * by_root(x, *state, eps) + beta, None, new


known(
    "the old state normalizes in training",
    "In training you normalize with the state that came in. There it is the batch's own "
    "statistics.",
    _with_the_old_state,
)
known(
    "(var, mean) in the state",
    "Your state is (variance, mean). The order is (mean, variance).",
    batch_norm(
        start=lambda x: start(x)[::-1],
        stored=lambda x: (x.var(axis=0), x.mean(axis=0)),
        infer=lambda x, gamma, beta, state, eps: gamma * by_root(x, state[1], state[0], eps) + beta,
    ),
)
known(
    "starts at the first batch",
    "Your state starts as the first batch. It starts at mean 0, variance 1, and moves from there.",
    lambda x, gamma, beta, state, *, training, momentum=0.9, eps=1e-5: batch_norm()(
        x,
        gamma,
        beta,
        (x.mean(axis=0), x.var(axis=0)) if state is None and training else state,
        training=training,
        momentum=momentum,
        eps=eps,
    ),
)
known(
    "starts at (0, 0)",
    "Your variance starts at 0. It starts at 1: then a fresh layer changes nothing at inference.",
    batch_norm(start=lambda x: (np.zeros(x.shape[1]), np.zeros(x.shape[1]))),
)
known(
    "starts at (1, 0)",
    "Your state starts at mean 1, variance 0. It starts at mean 0, variance 1 (and None stands for "
    "that in both modes).",
    batch_norm(start=lambda x: start(x)[::-1]),
)
known(
    "starts as lists",
    "Your state starts as lists. Numbers times a list repeat it or stop: take arrays, np.zeros(d) "
    "and np.ones(d).",
    batch_norm(start=lambda x: ([0.0] * x.shape[1], [1.0] * x.shape[1])),
)


def _around_the_running_mean(x, gamma, beta, state, *, training, momentum=0.9, eps=1e-5):
    state = start(x) if state is None else state
    around = batch_norm(var=lambda x: np.mean((x - state[0]) ** 2, axis=0))
    return around(x, gamma, beta, state, training=training, momentum=momentum, eps=eps)


known(
    "the variance around the running mean",
    "Your variance is the mean square around the mean of the state (0 at the start). Take the "
    "batch's mean away.",
    _around_the_running_mean,
)
known(
    "starts at (1, 1)",
    "Your mean starts at 1. It starts at 0.",
    batch_norm(start=lambda x: (np.ones(x.shape[1]), np.ones(x.shape[1]))),
)


def _restarted(x, gamma, beta, state, *, training, momentum=0.9, eps=1e-5):
    return batch_norm()(
        x, gamma, beta, None if training else state, training=training, momentum=momentum, eps=eps
    )


known(
    "every batch starts anew",
    "Each of your training calls starts from (0, 1). Start from the state that is passed in; only "
    "None stands for (0, 1).",
    _restarted,
)
