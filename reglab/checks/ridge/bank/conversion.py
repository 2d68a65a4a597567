"""Exercise 2.4: the known wrong answers."""

from ..probes import TO_SKLEARN_ALPHA


@TO_SKLEARN_ALPHA.misconception(
    "the same number",
    hint="scikit-learn's Ridge sums the squares, the course averages them: n must come in. (For "
    "Lasso the two do agree.)",
)
def same_number(lam, n):
    return lam


@TO_SKLEARN_ALPHA.misconception(
    "divided by n",
    hint="The other way round: a sum of n squares is larger than their mean, so its penalty must "
    "be larger too.",
)
def divided(lam, n):
    return lam / n


@TO_SKLEARN_ALPHA.misconception(
    "factor 2",
    hint="Both terms of (2.1) have a 1/2, and scikit-learn's have none: multiplying by 2n changes "
    "both, so the 2 drops out.",
)
def doubled(lam, n):
    return 2 * n * lam


@TO_SKLEARN_ALPHA.misconception(
    "half",
    hint="The 1/2 of the penalty goes the same way as the 1/2 of the loss: multiply (2.1) by 2n.",
)
def halved(lam, n):
    return n * lam / 2


@TO_SKLEARN_ALPHA.misconception(
    "inverse",
    hint="1 / (n lam) is the C of a logistic regression. alpha grows with lam.",
)
def inverse(lam, n):
    return 1 / (n * lam)
