"""Exercise 8.6: the known wrong answers."""

import numpy as np

from ..judges.mixing import drawn_partners, possible_partners
from ..probes import MIXUP
from .draws import wrong_generators


def _column(lam, rows):
    """lam with one axis for each axis of rows, so that it weighs rows."""
    return np.reshape(lam, (-1, *[1] * (rows.ndim - 1))) if np.ndim(lam) else lam


def _blend(rows, order, lam):
    lam = _column(lam, rows)
    return lam * rows + (1 - lam) * rows[order]


def _drawn(rng, alpha, n):
    return rng.beta(alpha, alpha)


def _shuffled(rng, n):
    return rng.permutation(n)


def _mixup(lam=_drawn, order=_shuffled, mix=None):
    """mixup from a draw of lam, one of partners, and mix(X, Y, lam, partners, redraw)."""

    def mixup(X, Y, alpha, *, rng):
        weight = lam(rng, alpha, len(X))
        partners = order(rng, len(X))
        if mix is None:
            return _blend(X, partners, weight), _blend(Y, partners, weight), weight
        return mix(X, Y, weight, partners, lambda: (lam(rng, alpha, len(X)), order(rng, len(X))))

    return mixup


def _known(name, hint, function, signature=None):
    MIXUP.misconception(name, hint=hint, signature=signature)(function)


# --- how X is mixed ------------------------------------------------------------


def _weights_exchanged(data, out):
    X, (mixed, _, lam) = data["X"], out["mixup"]
    return bool(possible_partners(X, mixed, 1 - lam).any(axis=1).all())


_known(
    "weights exchanged",
    "The row itself gets 1 - lam, and its partner lam. The lam that you return is that of the row "
    "itself.",
    _mixup(mix=lambda X, Y, lam, p, redraw: (_blend(X, p, 1 - lam), _blend(Y, p, 1 - lam), lam)),
    ("rows_mixed", _weights_exchanged),
)
_known(
    "one lam for each row",
    "You draw a lam for each row. Here one number serves the whole batch.",
    _mixup(lam=lambda rng, alpha, n: rng.beta(alpha, alpha, size=n)),
)
_known(
    "labels mixed only",
    "X comes back as it was: mix X, too.",
    _mixup(mix=lambda X, Y, lam, p, redraw: (X.copy(), _blend(Y, p, lam), lam)),
    (
        "rows_mixed",
        lambda data, out: (
            np.allclose(out["mixup"][0], data["X"]) and not np.allclose(out["mixup"][1], data["Y"])
        ),
    ),
)
_known(
    "partners not added",
    "You take lam of each row, and nothing of its partner.",
    _mixup(mix=lambda X, Y, lam, p, redraw: (lam * X, lam * Y, lam)),
    ("rows_mixed", lambda data, out: np.allclose(out["mixup"][0], out["mixup"][2] * data["X"])),
)
_known(
    "lam for both",
    "Both parts get lam. The partner has the rest, 1 - lam.",
    _mixup(mix=lambda X, Y, lam, p, redraw: (lam * (X + X[p]), lam * (Y + Y[p]), lam)),
    (
        "rows_mixed",
        lambda data, out: bool(
            possible_partners(data["X"], out["mixup"][0], out["mixup"][2], out["mixup"][2])
            .any(axis=1)
            .all()
        ),
    ),
)
_known(
    "summed",
    "You add the partner without weights.",
    _mixup(mix=lambda X, Y, lam, p, redraw: (X + X[p], Y + Y[p], lam)),
    (
        "rows_mixed",
        lambda data, out: bool(
            possible_partners(data["X"], out["mixup"][0], 1, 1).any(axis=1).all()
        ),
    ),
)
_known(
    "partners only",
    "You return the partners. Mix them with the rows: lam and 1 - lam.",
    _mixup(mix=lambda X, Y, lam, p, redraw: (X[p], Y[p], lam)),
    (
        "rows_mixed",
        lambda data, out: bool(
            possible_partners(data["X"], out["mixup"][0], 0, 1).any(axis=1).all()
            and not np.allclose(out["mixup"][0], data["X"])
        ),
    ),
)
_known(
    "each row its own partner",
    "Every row is mixed with itself, which changes nothing. Shuffle the partners.",
    _mixup(order=lambda rng, n: np.arange(n)),
    (
        "rows_mixed",
        lambda data, out: (
            np.allclose(out["mixup"][0], data["X"]) and np.allclose(out["mixup"][1], data["Y"])
        ),
    ),
)
_known(
    "returns in another order",
    "You return lam first. The order is (X, Y, lam).",
    _mixup(mix=lambda X, Y, lam, p, redraw: (lam, _blend(X, p, lam), _blend(Y, p, lam))),
)
# --- how Y is mixed ------------------------------------------------------------


def _label(name, hint, mix, recognize):
    """A mistake in the labels alone; recognize(X's partners, Y, mixed Y, lam)."""

    def signature(data, out):
        X, Y, (mixed_x, mixed_y, lam) = data["X"], data["Y"], out["mixup"]
        return bool(recognize(possible_partners(X, mixed_x, lam), Y, mixed_y, lam))

    _known(name, hint, _mixup(mix=mix), ("labels_mixed", signature))


def _another_lam(partners, Y, mixed, lam):
    """One weight other than lam explains all labels, with the partners of X."""
    order = partners.argmax(axis=1)
    apart = Y - Y[order]
    other = np.sum((mixed - Y[order]) * apart) / np.sum(apart**2)
    fits = np.allclose(_blend(Y, order, other), mixed)
    return fits and not np.isclose(other, lam) and not np.isclose(other, (0, 1, 1 - lam)).any()


_label(
    "another lam for the labels",
    "The labels are mixed with another lam than the images. Draw it once, and use it for both.",
    lambda X, Y, lam, p, redraw: (_blend(X, p, lam), _blend(Y, p, redraw()[0]), lam),
    _another_lam,
)
_label(
    "labels not mixed",
    "Y comes back as it was. A mixture of two images has a mixed label.",
    lambda X, Y, lam, p, redraw: (_blend(X, p, lam), Y.copy(), lam),
    lambda partners, Y, mixed, lam: np.allclose(mixed, Y),
)
_label(
    "weights of the labels exchanged",
    "The label of the row itself gets 1 - lam, while the row got lam.",
    lambda X, Y, lam, p, redraw: (_blend(X, p, lam), _blend(Y, p, 1 - lam), lam),
    lambda partners, Y, mixed, lam: np.allclose(_blend(Y, partners.argmax(axis=1), 1 - lam), mixed),
)
_label(
    "label of the partner",
    "You return the labels of the partners. Mix them with those of the rows.",
    lambda X, Y, lam, p, redraw: (_blend(X, p, lam), Y[p], lam),
    lambda partners, Y, mixed, lam: np.allclose(Y[partners.argmax(axis=1)], mixed),
)


def _other_partners(partners, Y, mixed, lam):
    of_y = possible_partners(Y, mixed, lam)
    return np.all(of_y.any(axis=1)) and not np.all((of_y & partners).any(axis=1))


_label(
    "other partners for the labels",
    "The labels have other partners than the images. Draw one permutation, and use it for both.",
    lambda X, Y, lam, p, redraw: (_blend(X, p, lam), _blend(Y, np.roll(p, 1), lam), lam),
    _other_partners,
)


_label(
    "label of the larger part",
    "You keep the label of the larger part. A mixed label holds both, with lam and 1 - lam.",
    lambda X, Y, lam, p, redraw: (
        _blend(X, p, lam),
        np.eye(Y.shape[1])[_blend(Y, p, lam).argmax(axis=1)],
        lam,
    ),
    lambda partners, Y, mixed, lam: (
        np.all(np.isin(mixed, (0, 1))) and np.allclose(mixed.sum(axis=1), 1)
    ),
)

# --- who is whose partner --------------------------------------------------------


def _with_partners(recognize):
    """The signature of partners drawn in a wrong way: recognize(partners), of shape (calls, n)."""
    return "partners", lambda data, out: bool(recognize(drawn_partners(out)))


_known(
    "partners in reverse order",
    "The partner of the first row is always the last: you reverse the batch. Shuffle it.",
    _mixup(order=lambda rng, n: np.arange(n)[::-1]),
    _with_partners(lambda p: np.all(p == np.arange(p.shape[1])[::-1])),
)
_known(
    "the neighbour as partner",
    "Every row is mixed with its neighbour. Shuffle the partners.",
    _mixup(order=lambda rng, n: np.roll(np.arange(n), 1)),
    _with_partners(
        lambda p: np.all(p == p[0]) and np.ptp((p[0] - np.arange(p.shape[1])) % p.shape[1]) == 0
    ),
)
_known(
    "partners drawn with repetition",
    "Some rows are partners twice, others never. Draw a permutation.",
    _mixup(order=lambda rng, n: rng.integers(n, size=n)),
    _with_partners(
        lambda p: np.any(np.sort(p, axis=1) != np.arange(p.shape[1])) and np.any(p != p[:, :1])
    ),
)
_known(
    "one partner for all",
    "All rows are mixed with the same one. Draw a permutation: a partner for each.",
    _mixup(order=lambda rng, n: np.full(n, rng.integers(n))),
    _with_partners(lambda p: np.all(p == p[:, :1])),
)
_known(
    "partners shuffled with a fixed seed",
    "The partners are the same in each batch. Draw them from rng.",
    _mixup(order=lambda rng, n: np.random.default_rng(3).permutation(n)),
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
    _known(name, hint, _mixup(lam=draw), _distribution(shares))


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
_known(
    "one half always",
    "Your lam is always 1/2. Draw it: Beta(alpha, alpha).",
    _mixup(lam=lambda rng, alpha, n: 0.5),
)
wrong_generators(MIXUP, _mixup(), "mixtures")
