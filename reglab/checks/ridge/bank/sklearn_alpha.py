"""Exercise 2.4 and the prediction about the scaler: known wrong answers and beliefs."""

from ..probes import SCALING, TO_SKLEARN_ALPHA


@TO_SKLEARN_ALPHA.misconception(
    "alpha is lam",
    hint="That holds for scikit-learn's Lasso. Its Ridge sums the squares and does not average "
    "them: there is no 1/n in front.",
)
def unchanged(lam, n):
    return lam


@TO_SKLEARN_ALPHA.misconception(
    "factor two",
    hint="2n is what our objective is multiplied by. Its penalty is lam/2: the 2 cancels.",
)
def doubled(lam, n):
    return 2 * n * lam


@TO_SKLEARN_ALPHA.misconception(
    "half",
    hint="scikit-learn has no 1/2, neither in front of its squares nor of its penalty: a 1/2 in "
    "both cancels.",
)
def halved(lam, n):
    return n * lam / 2


@TO_SKLEARN_ALPHA.misconception(
    "divided by n",
    hint="A sum over n samples outgrows an average, so its penalty must grow too: alpha is larger "
    "than lam.",
)
def divided(lam, n):
    return lam / n


@TO_SKLEARN_ALPHA.misconception(
    "n - 1 for n",
    hint="The loss is averaged over all n samples, not over n - 1.",
)
def one_less(lam, n):
    return (n - 1) * lam


@TO_SKLEARN_ALPHA.misconception(
    "inverted",
    hint="alpha grows with lam: both are penalties. (1/(n lam) is C, in logistic regression.)",
)
def inverted(lam, n):
    return 1 / (n * lam)


SCALING.belief(
    "a",
    "scaling before the split is harmless",
    "The scaler does not use y, but it uses the test rows' X. It sets the unit of each weight, "
    "and with it what the weight costs.",
)
SCALING.belief(
    "b",
    "a leak always flatters",
    "It often is, and by much where columns have extreme values. But what changed is the price of "
    "each weight, and that can hurt as well as help.",
)
