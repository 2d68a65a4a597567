"""Exercise 8.6: the known wrong answers, in how X and Y are mixed."""

import numpy as np

from ..judges.mixing import possible_partners
from ..probes import MIXUP


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


def mixup_by(lam=_drawn, order=_shuffled, mix=None):
    """mixup from a draw of lam, one of partners, and mix(X, Y, lam, partners, redraw)."""

    def mixup(X, Y, alpha, *, rng):
        weight = lam(rng, alpha, len(X))
        partners = order(rng, len(X))
        if mix is None:
            return _blend(X, partners, weight), _blend(Y, partners, weight), weight
        return mix(X, Y, weight, partners, lambda: (lam(rng, alpha, len(X)), order(rng, len(X))))

    return mixup


def known(name, hint, function, signature=None):
    MIXUP.misconception(name, hint=hint, signature=signature)(function)


def _few(data):
    """So few rows that each may well be its own partner, which tells nothing."""
    return len(data["X"]) < 8


# --- how X is mixed ------------------------------------------------------------


def _weights_exchanged(data, out):
    X, (mixed, _, lam) = data["X"], out["mixup"]
    return bool(possible_partners(X, mixed, 1 - lam).any(axis=1).all())


known(
    "weights exchanged",
    "The row itself gets 1 - lam, and its partner lam. The lam that you return is that of the row "
    "itself.",
    mixup_by(mix=lambda X, Y, lam, p, redraw: (_blend(X, p, 1 - lam), _blend(Y, p, 1 - lam), lam)),
    ("rows_mixed", _weights_exchanged),
)
known(
    "one lam for each row",
    "You draw a lam for each row. Here one number serves the whole batch.",
    mixup_by(lam=lambda rng, alpha, n: rng.beta(alpha, alpha, size=n)),
)
known(
    "one lam for each row, in a column",
    "You draw a lam for each row, as Keras does. Here one number serves the whole batch.",
    mixup_by(lam=lambda rng, alpha, n: rng.beta(alpha, alpha, size=(n, 1))),
)
known(
    "None for partners",
    "rng.shuffle works in place and returns None, and X[None] is X with one more axis. Use "
    "rng.permutation.",
    mixup_by(
        order=lambda rng, n: rng.shuffle(np.arange(n)),
        mix=lambda X, Y, lam, p, redraw: (
            lam * X + (1 - lam) * X[None],
            lam * Y + (1 - lam) * Y[None],
            lam,
        ),
    ),
)
known(
    "brackets forgotten",
    "1 - lam * X[p] is not (1 - lam) * X[p]. Put 1 - lam in brackets.",
    mixup_by(
        mix=lambda X, Y, lam, p, redraw: (lam * X + 1 - lam * X[p], lam * Y + 1 - lam * Y[p], lam)
    ),
    (
        "rows_mixed",
        lambda data, out: bool(
            possible_partners(data["X"], out["mixup"][0] - 1, out["mixup"][2], -out["mixup"][2])
            .any(axis=1)
            .all()
        ),
    ),
)
known(
    "labels mixed only",
    "X comes back as it was: mix X, too.",
    mixup_by(mix=lambda X, Y, lam, p, redraw: (X.copy(), _blend(Y, p, lam), lam)),
    (
        "rows_mixed",
        lambda data, out: (
            np.allclose(out["mixup"][0], data["X"])
            and (_few(data) or not np.allclose(out["mixup"][1], data["Y"]))
        ),
    ),
)
known(
    "partners not added",
    "You take lam of each row, and nothing of its partner.",
    mixup_by(mix=lambda X, Y, lam, p, redraw: (lam * X, lam * Y, lam)),
    ("rows_mixed", lambda data, out: np.allclose(out["mixup"][0], out["mixup"][2] * data["X"])),
)
known(
    "lam for both",
    "Both parts get lam. The partner has the rest, 1 - lam.",
    mixup_by(mix=lambda X, Y, lam, p, redraw: (lam * (X + X[p]), lam * (Y + Y[p]), lam)),
    (
        "rows_mixed",
        lambda data, out: bool(
            possible_partners(data["X"], out["mixup"][0], out["mixup"][2], out["mixup"][2])
            .any(axis=1)
            .all()
        ),
    ),
)
known(
    "summed",
    "You add the partner without weights.",
    mixup_by(mix=lambda X, Y, lam, p, redraw: (X + X[p], Y + Y[p], lam)),
    (
        "rows_mixed",
        lambda data, out: bool(
            possible_partners(data["X"], out["mixup"][0], 1, 1).any(axis=1).all()
        ),
    ),
)
known(
    "partners only",
    "You return the partners. Mix them with the rows: lam and 1 - lam.",
    mixup_by(mix=lambda X, Y, lam, p, redraw: (X[p], Y[p], lam)),
    (
        "rows_mixed",
        lambda data, out: bool(
            possible_partners(data["X"], out["mixup"][0], 0, 1).any(axis=1).all()
            and (_few(data) or not np.allclose(out["mixup"][0], data["X"]))
        ),
    ),
)
known(
    "each row its own partner",
    "Every row is mixed with itself, which changes nothing. Shuffle the partners.",
    mixup_by(order=lambda rng, n: np.arange(n)),
    (
        "rows_mixed",
        lambda data, out: (
            np.allclose(out["mixup"][0], data["X"]) and np.allclose(out["mixup"][1], data["Y"])
        ),
    ),
)
known(
    "returns in another order",
    "You return lam first. The order is (X, Y, lam).",
    mixup_by(mix=lambda X, Y, lam, p, redraw: (lam, _blend(X, p, lam), _blend(Y, p, lam))),
)
# --- how Y is mixed ------------------------------------------------------------


def _label(name, hint, mix, recognize):
    """A mistake in the labels alone; recognize(X's partners, Y, mixed Y, lam)."""

    def signature(data, out):
        X, Y, (mixed_x, mixed_y, lam) = data["X"], data["Y"], out["mixup"]
        return bool(recognize(possible_partners(X, mixed_x, lam), Y, mixed_y, lam))

    known(name, hint, mixup_by(mix=mix), ("labels_mixed", signature))


def _another_lam(partners, Y, mixed, lam):
    """One weight other than lam explains all labels, with the partners of X."""
    order = partners.argmax(axis=1)
    apart = Y - Y[order]
    if not np.any(apart):
        return np.allclose(mixed, Y)  # each row is its own partner, which tells nothing
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


def _one_of_both(partners, Y, mixed, lam):
    order = partners.argmax(axis=1)
    return np.allclose(mixed, Y) or np.allclose(mixed, Y[order])


_label(
    "label of the image with more weight",
    "You keep the label of one of the two images. A mixed label holds both, with lam and 1 - lam.",
    lambda X, Y, lam, p, redraw: (_blend(X, p, lam), Y if lam > 0.5 else Y[p], lam),
    _one_of_both,
)
