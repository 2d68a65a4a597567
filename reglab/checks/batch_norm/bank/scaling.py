"""Exercise 9.1: the known wrong answers, in what they do with gamma and beta."""

from .forward import known
from .parts import batch_norm

known(
    "returns x_hat",
    "gamma and beta do nothing in your answer. The last step is gamma * x_hat + beta.",
    batch_norm(scale=lambda x_hat, gamma, beta: x_hat),
    normalizes=True,
)
known(
    "gamma forgotten",
    "gamma does nothing in your answer. It multiplies x_hat.",
    batch_norm(scale=lambda x_hat, gamma, beta: x_hat + beta),
    normalizes=True,
)
known(
    "beta forgotten",
    "beta does nothing in your answer. It is added in the end.",
    batch_norm(scale=lambda x_hat, gamma, beta: gamma * x_hat),
    normalizes=True,
)
known(
    "gamma and beta exchanged",
    "You multiply by beta and add gamma. It is the other way round.",
    batch_norm(scale=lambda x_hat, gamma, beta: beta * x_hat + gamma),
    normalizes=True,
)
known(
    "gamma added",
    "You add gamma. It is a factor.",
    batch_norm(scale=lambda x_hat, gamma, beta: gamma + x_hat + beta),
    normalizes=True,
)
known(
    "gamma + 1",
    "Your factor is gamma + 1. It is gamma: it starts at 1 here.",
    batch_norm(scale=lambda x_hat, gamma, beta: (1 + gamma) * x_hat + beta),
    normalizes=True,
)
known(
    "gamma divides",
    "You divide by gamma. Multiply.",
    batch_norm(scale=lambda x_hat, gamma, beta: x_hat / gamma + beta),
    normalizes=True,
)
known(
    "beta subtracted",
    "You subtract beta. Add it.",
    batch_norm(scale=lambda x_hat, gamma, beta: gamma * x_hat - beta),
    normalizes=True,
)
known(
    "gamma times the sum",
    "gamma multiplies beta as well in your answer: a bracket too many.",
    batch_norm(scale=lambda x_hat, gamma, beta: gamma * (x_hat + beta)),
    normalizes=True,
)
