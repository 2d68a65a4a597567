"""Exercise 8.6: the known wrong answers, in how partners and lam are drawn."""

import numpy as np

from ..judges.mixing import drawn_partners
from ..probes import MIXUP
from .draws import wrong_generators
from .mixing import known, mixup_by

# --- who is whose partner --------------------------------------------------------


def _with_partners(recognize):
    """The signature of partners drawn in a wrong way: recognize(partners), of shape (calls, n)."""

    def signature(data, out):
        partners = drawn_partners(data, out)
        return bool(len(partners) > len(out["lam"]) / 2 and recognize(partners))

    return "partners", signature


known(
    "partners in reverse order",
    "The partner of the first row is always the last: you reverse the batch. Shuffle it.",
    mixup_by(order=lambda rng, n: np.arange(n)[::-1]),
    _with_partners(lambda p: np.all(p == np.arange(p.shape[1])[::-1])),
)
known(
    "the neighbour as partner",
    "Every row is mixed with its neighbour. Shuffle the partners.",
    mixup_by(order=lambda rng, n: np.roll(np.arange(n), 1)),
    _with_partners(
        lambda p: np.all(p == p[0]) and np.ptp((p[0] - np.arange(p.shape[1])) % p.shape[1]) == 0
    ),
)
known(
    "partners drawn with repetition",
    "Some rows are partners twice, others never. Draw a permutation.",
    mixup_by(order=lambda rng, n: rng.integers(n, size=n)),
    _with_partners(
        lambda p: np.any(np.sort(p, axis=1) != np.arange(p.shape[1])) and np.any(p != p[:, :1])
    ),
)
known(
    "one partner for all",
    "All rows are mixed with the same one. Draw a permutation: a partner for each.",
    mixup_by(order=lambda rng, n: np.full(n, rng.integers(n))),
    _with_partners(lambda p: np.all(p == p[:, :1])),
)
known(
    "partners shuffled with a fixed seed",
    "The partners are the same in each batch. Draw them from rng.",
    mixup_by(order=lambda rng, n: np.random.default_rng(3).permutation(n)),
    _with_partners(lambda p: np.all(p == p[0]) and np.any(p[0] != np.arange(p.shape[1])[::-1])),
)

# --- how lam is drawn --------------------------------------------------------------


def _distribution(shares):
    """The signature of lams with the distribution function shares(alpha, points)."""

    def recognize(data, out):
        lams = np.sort(out["lam"])
        ranks = (np.arange(len(lams)) + 0.5) / len(lams)
        return bool(np.max(np.abs(shares(data["alpha"], lams) - ranks)) < 2.6 / np.sqrt(len(lams)))

    return "beta", recognize


def _beta(a, b):
    def shares(alpha, points):
        from scipy.stats import beta

        return beta.cdf(points, a(alpha), b(alpha))

    return shares


def _lam(name, hint, draw, shares):
    known(name, hint, mixup_by(lam=draw), _distribution(shares))


_lam(
    "Beta(alpha, 1)",
    "Your lam is Beta(alpha, 1). Both parameters are alpha.",
    lambda rng, alpha, n: rng.beta(alpha, 1.0),
    _beta(lambda alpha: alpha, lambda alpha: 1.0),
)
_lam(
    "uniform lam",
    "Your lam is uniform, whatever alpha. Draw it with rng.beta.",
    lambda rng, alpha, n: rng.uniform(),
    lambda alpha, points: points,
)
_lam(
    "one over alpha",
    "Your lam is Beta(1/alpha, 1/alpha). A larger alpha mixes more, not less.",
    lambda rng, alpha, n: rng.beta(1 / alpha, 1 / alpha),
    _beta(lambda alpha: 1 / alpha, lambda alpha: 1 / alpha),
)
_lam(
    "the larger of lam and 1 - lam",
    "Your lam is never below 1/2: you take the larger of lam and 1 - lam. Use lam as it is drawn.",
    lambda rng, alpha, n: np.maximum(lam := rng.beta(alpha, alpha), 1 - lam),
    lambda alpha, points: np.where(
        points < 0.5, 0.0, 2 * _beta(lambda a: a, lambda a: a)(alpha, points) - 1
    ),
)
_lam(
    "half of alpha",
    "Your lam is Beta(alpha/2, alpha/2). Both parameters are alpha.",
    lambda rng, alpha, n: rng.beta(alpha / 2, alpha / 2),
    _beta(lambda alpha: alpha / 2, lambda alpha: alpha / 2),
)
known(
    "uniform up to alpha",
    "Your lam is uniform from 0 to alpha, and may be above 1. Draw it with rng.beta.",
    mixup_by(lam=lambda rng, alpha, n: rng.uniform(0, alpha)),
    (
        "beta",
        lambda data, out: bool(
            np.max(np.abs(out["lam"] / data["alpha"] - 0.5)) <= 0.5
            and (data["alpha"] < 1 or np.max(out["lam"]) > 1)
        ),
    ),
)
known(
    "one half always",
    "Your lam is always 1/2. Draw it: Beta(alpha, alpha).",
    mixup_by(lam=lambda rng, alpha, n: 0.5),
)
wrong_generators(MIXUP, mixup_by(), "mixtures")
