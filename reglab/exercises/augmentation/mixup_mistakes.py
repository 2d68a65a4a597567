"""Exercise 8.6: the known mistakes. Every answer here except the first is wrong on purpose."""

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.augmentation.mixup import (
    MIXUP,
    beta_shares,
    drawn_partners,
    one_lam_in_each,
    possible_partners,
    read_mixtures,
)
from reglab.exercises.wrong_generators import wrong_generators


def _blend(rows, p, lam):
    if np.ndim(lam):  # one axis for each axis of rows
        lam = np.reshape(lam, (-1, *[1] * (rows.ndim - 1)))
    return lam * rows + (1 - lam) * rows[p]


def _mixup(X, Y, alpha, *, rng):
    """A correct answer; the mistakes change some of its words."""
    lam = rng.beta(alpha, alpha)
    p = rng.permutation(len(X))
    return _blend(X, p, lam), _blend(Y, p, lam), lam


BOTH = "_blend(X, p, lam), _blend(Y, p, lam)"


# --- how X is mixed
def _rows(recognize):
    """The signature of wrongly mixed rows: recognize(X, mixed X, lam)."""

    def signature(data, out):
        mixed, _, lam = out["mixup"]
        return bool(recognize(data["X"], mixed, lam))

    return "rows_mixed", signature


def _weighed(X, mixed, own, partner):
    """Whether every row is a sum of two rows with these weights."""
    return possible_partners(X, mixed, own, partner).any(axis=1).all()


def _few(X):
    """Whether there are so few rows that each may be its own partner, which shows nothing."""
    return len(X) < 8


MIXUP.mistake(
    "weights exchanged",
    "You give the row itself the weight 1 - lam, and its partner lam. The row itself must "
    "have the weight lam.",
    edited(_mixup, (BOTH, "_blend(X, p, 1 - lam), _blend(Y, p, 1 - lam)")),
    _rows(lambda X, mixed, lam: _weighed(X, mixed, 1 - lam, lam)),
    kind="slip",
)
MIXUP.mistake(
    "one lam for each row",
    "You draw a lam for each row. Here draw one number for the whole batch.",
    edited(_mixup, ("(alpha, alpha)", "(alpha, alpha, size=len(X))")),
    kind="half",
)
MIXUP.mistake(
    "one lam for each row, in a column",
    "You draw a lam for each row, as Keras does. Here draw one number for the whole batch.",
    edited(_mixup, ("(alpha, alpha)", "(alpha, alpha, size=(len(X), 1))")),
    kind="half",
)


def _own_lams(data, out):
    """Whether rows have different weights, where there are several rows and columns to tell."""
    X, (mixed, _, _) = data["X"], out["mixup"]
    return len(X) < 5 or X[0].size < 3 or not one_lam_in_each(*_flat(X, mixed))


def _flat(X, mixed):
    return {"X": X.reshape(len(X), -1)}, mixed.reshape(1, len(X), -1)


for _which, _returned in (("the mean", "np.mean(lam)"), ("the first", "np.ravel(lam)[0]")):
    MIXUP.mistake(
        f"one lam for each row, {_which} returned",
        "You draw a lam for each row, as Keras does. Here draw one number for the whole batch.",
        edited(
            _mixup,
            ("(alpha, alpha)", "(alpha, alpha, size=len(X))"),
            (f"{BOTH}, lam", f"{BOTH}, float({_returned})"),
        ),
        ("rows_mixed", _own_lams),
        kind="half",
    )
MIXUP.mistake(
    "lam in an array",
    "Your lam is an array of shape (1,), from size=1. Return one float.",
    edited(_mixup, ("(alpha, alpha)", "(alpha, alpha, size=1)")),
    kind="slip",
)
MIXUP.mistake(
    "another order instead of mixtures",
    "You return the batch in another order, with lam = 0. Draw lam, and mix each row with its "
    "partner.",
    edited(_mixup, ("rng.beta(alpha, alpha)", "0.0")),
    kind="wrong",
)
MIXUP.mistake(
    "None for partners",
    "rng.shuffle works in place and returns None, and X[None] is X with one more axis. Use "
    "rng.permutation.",
    edited(_mixup, ("rng.permutation(len(X))", "rng.shuffle(np.arange(len(X)))")),
    kind="half",
)
MIXUP.mistake(
    "brackets forgotten",
    "1 - lam * X[p] is not (1 - lam) * X[p]. Put 1 - lam in parentheses.",
    edited(_mixup, (BOTH, "lam * X + 1 - lam * X[p], lam * Y + 1 - lam * Y[p]")),
    _rows(lambda X, mixed, lam: _weighed(X, mixed - 1, lam, -lam)),
    kind="slip",
)
MIXUP.mistake(
    "labels mixed only",
    "You return X unchanged. Mix X, too.",
    edited(_mixup, ("_blend(X, p, lam)", "X.copy()")),
    (
        "rows_mixed",
        lambda data, out: (
            np.allclose(out["mixup"][0], data["X"])
            and (_few(data["X"]) or not np.allclose(out["mixup"][1], data["Y"]))
        ),
    ),
    kind="half",
)
MIXUP.mistake(
    "partners not added",
    "You multiply each row by lam and leave out its partner. Add 1 - lam times the partner.",
    edited(_mixup, (BOTH, "lam * X, lam * Y")),
    _rows(lambda X, mixed, lam: np.allclose(mixed, lam * X)),
    kind="half",
)
MIXUP.mistake(
    "lam for both",
    "You give both parts the weight lam. The partner has the weight 1 - lam.",
    edited(_mixup, (BOTH, "lam * (X + X[p]), lam * (Y + Y[p])")),
    _rows(lambda X, mixed, lam: _weighed(X, mixed, lam, lam)),
    kind="half",
)
MIXUP.mistake(
    "summed",
    "You add the partner without weights. Use lam and 1 - lam.",
    edited(_mixup, (BOTH, "X + X[p], Y + Y[p]")),
    _rows(lambda X, mixed, lam: _weighed(X, mixed, 1, 1)),
    kind="half",
)
MIXUP.mistake(
    "partners only",
    "You return the partners. Mix them with the rows, with the weights lam and 1 - lam.",
    edited(_mixup, (BOTH, "X[p], Y[p]")),
    _rows(
        lambda X, mixed, lam: _weighed(X, mixed, 0, 1) and (_few(X) or not np.allclose(mixed, X))
    ),
    kind="half",
)


def _mixed_in_place(X, mixed, lam):
    """Whether the partners of rows are mixed rows, if those come before them."""
    if not _few(X) and np.allclose(mixed, X):
        return False
    used = [np.concatenate([mixed[:i], X[i:]]) for i in range(len(X))]
    return all(
        np.any([np.allclose(lam * X[i] + (1 - lam) * x, mixed[i]) for x in rows])
        for i, rows in enumerate(used)
    )


@MIXUP.mistake(
    "partners already mixed",
    "You overwrite rows while others still need them as partners. Read the partners from the given "
    "X and Y.",
    signature=_rows(_mixed_in_place),
    kind="slip",
)
def in_place(X, Y, alpha, *, rng):
    lam, p = rng.beta(alpha, alpha), rng.permutation(len(X))
    X, Y = np.array(X, dtype=float), np.array(Y, dtype=float)
    for i, j in enumerate(p):
        X[i] = lam * X[i] + (1 - lam) * X[j]
        Y[i] = lam * Y[i] + (1 - lam) * Y[j]
    return X, Y, lam


@MIXUP.mistake(
    "written into arrays like X and Y",
    "For X and Y of dtype int your result has whole numbers. Use arrays of floats.",
    signature=(
        "whole_numbers",
        lambda data, out: all(np.all(a == np.round(a)) for a in out["mixup"][:2]),
    ),
    kind="slip",
)
def whole(X, Y, alpha, *, rng):
    mixed_x, mixed_y, lam = _mixup(X, Y, alpha, rng=rng)
    return mixed_x.astype(X.dtype), mixed_y.astype(Y.dtype), lam


MIXUP.mistake(
    "each row its own partner",
    "You mix every row with itself, which changes nothing. Shuffle the partners.",
    edited(_mixup, ("rng.permutation(len(X))", "np.arange(len(X))")),
    (
        "rows_mixed",
        lambda data, out: (
            np.allclose(out["mixup"][0], data["X"]) and np.allclose(out["mixup"][1], data["Y"])
        ),
    ),
    kind="half",
)
MIXUP.mistake(
    "returns in another order",
    "You return lam first. The order is (X, Y, lam).",
    edited(_mixup, (f"{BOTH}, lam", f"lam, {BOTH}")),
    kind="slip",
)


# --- how Y is mixed
def _labels(recognize):
    """The signature of wrong labels: recognize(X's possible partners, Y, mixed Y, lam)."""

    def signature(data, out):
        found = []
        for mixed_x, mixed_y in zip(out["X"], out["Y"], strict=True):
            own, partner, order = read_mixtures(data["X"], mixed_x)
            if np.isnan(own).any():
                return False
            if np.any(partner):
                lam = np.median(own[partner != 0])
                partners = np.eye(len(own), dtype=bool)[order]
                found.append(recognize(partners, data["Y"], mixed_y, lam))
        return bool(found and all(found))

    return "labels_mixed", signature


def _another_lam(partners, Y, mixed, lam):
    """Whether one weight other than lam explains all labels, with the partners of X."""
    order = partners.argmax(axis=1)
    apart = Y - Y[order]
    if not np.any(apart):
        return np.allclose(mixed, Y)  # each row is its own partner, which shows nothing
    other = np.sum((mixed - Y[order]) * apart) / np.sum(apart**2)
    fits = np.allclose(_blend(Y, order, other), mixed)
    return fits and not np.isclose(other, lam) and not np.isclose(other, (0, 1, 1 - lam)).any()


def _other_partners(partners, Y, mixed, lam):
    of_y = possible_partners(Y, mixed, lam)
    return np.all(of_y.any(axis=1)) and not np.all((of_y & partners).any(axis=1))


def _of_one_class(partners, Y, mixed, lam):
    return np.all(np.isin(mixed, (0, 1))) and np.allclose(mixed.sum(axis=1), 1)


def _of_one_image(partners, Y, mixed, lam):
    return np.allclose(mixed, Y) or np.allclose(mixed, Y[partners.argmax(axis=1)])


MIXUP.mistake(
    "another lam for the labels",
    "You mix the labels with another lam than the images. Draw lam once and use it for both.",
    edited(_mixup, ("_blend(Y, p, lam)", "_blend(Y, p, rng.beta(alpha, alpha))")),
    _labels(_another_lam),
    kind="half",
)
MIXUP.mistake(
    "labels not mixed",
    "You return Y unchanged. A mixture of two images needs a mixed label.",
    edited(_mixup, ("_blend(Y, p, lam)", "Y.copy()")),
    _labels(lambda partners, Y, mixed, lam: np.allclose(mixed, Y)),
    kind="half",
)
MIXUP.mistake(
    "weights of the labels exchanged",
    "You give the label of the row itself the weight 1 - lam. Use lam, as for the row.",
    edited(_mixup, ("_blend(Y, p, lam)", "_blend(Y, p, 1 - lam)")),
    _labels(
        lambda partners, Y, mixed, lam: np.allclose(
            _blend(Y, partners.argmax(axis=1), 1 - lam), mixed
        )
    ),
    kind="slip",
)
MIXUP.mistake(
    "label of the partner",
    "You return the labels of the partners. Mix them with the labels of the rows.",
    edited(_mixup, ("_blend(Y, p, lam)", "Y[p]")),
    _labels(lambda partners, Y, mixed, lam: np.allclose(Y[partners.argmax(axis=1)], mixed)),
    kind="half",
)
MIXUP.mistake(
    "other partners for the labels",
    "Your labels have other partners than the images. Draw one permutation and use it for both.",
    edited(_mixup, ("_blend(Y, p, lam)", "_blend(Y, np.roll(p, 1), lam)")),
    _labels(_other_partners),
    kind="half",
)
MIXUP.mistake(
    "label of the larger part",
    "You keep the label of the larger part. A mixed label contains both, with weights lam and "
    "1 - lam.",
    edited(_mixup, ("_blend(Y, p, lam)", "np.eye(Y.shape[1])[_blend(Y, p, lam).argmax(axis=1)]")),
    _labels(_of_one_class),
    kind="half",
)
MIXUP.mistake(
    "label of the image with more weight",
    "You keep the label of one of the two images. A mixed label contains both, with weights "
    "lam and 1 - lam.",
    edited(_mixup, ("_blend(Y, p, lam)", "Y if lam > 0.5 else Y[p]")),
    _labels(_of_one_image),
    kind="half",
)


# --- which rows are partners
def _partners(recognize):
    """The signature of wrongly drawn partners: recognize(partners), of shape (calls, n)."""

    def signature(data, out):
        partners = drawn_partners(data, out)
        return bool(np.all(partners >= 0) and recognize(partners))

    return "partners", signature


MIXUP.mistake(
    "partners in reverse order",
    "You reverse the batch, so the partner of the first row is always the last. Shuffle the batch.",
    edited(_mixup, ("rng.permutation(len(X))", "np.arange(len(X))[::-1]")),
    _partners(lambda p: np.all(p == np.arange(p.shape[1])[::-1])),
    kind="half",
)
MIXUP.mistake(
    "the neighbour as partner",
    "You mix every row with its neighbour. Shuffle the partners.",
    edited(_mixup, ("rng.permutation(len(X))", "np.roll(np.arange(len(X)), 1)")),
    _partners(
        lambda p: np.all(p == p[0]) and np.ptp((p[0] - np.arange(p.shape[1])) % p.shape[1]) == 0
    ),
    kind="half",
)
MIXUP.mistake(
    "all partners the same number of rows away",
    "You shift the batch by a random number of rows, so all partners are equally far away. Draw a "
    "permutation.",
    edited(
        _mixup,
        ("rng.permutation(len(X))", "np.roll(np.arange(len(X)), rng.integers(1, max(len(X), 2)))"),
    ),
    _partners(
        lambda p: (
            np.any(p != p[0])
            and np.all(np.ptp((p - np.arange(p.shape[1])) % p.shape[1], axis=1) == 0)
        )
    ),
    kind="half",
)
MIXUP.mistake(
    "partners drawn with repetition",
    "In your batches some rows are partners twice and others never. Draw a permutation.",
    edited(_mixup, ("rng.permutation(len(X))", "rng.integers(len(X), size=len(X))")),
    _partners(
        lambda p: (
            np.any(np.sort(p, axis=1) != np.arange(p.shape[1]))
            and np.any(p != p[:, :1])
            and np.all(np.any(p != np.arange(p.shape[1]), axis=0))
        )
    ),
    kind="slip",
)
MIXUP.mistake(
    "one partner for all",
    "You mix all rows with the same row. Draw a permutation, which gives each row its own partner.",
    edited(_mixup, ("rng.permutation(len(X))", "np.full(len(X), rng.integers(len(X)))")),
    _partners(lambda p: np.all(p == p[:, :1])),
    kind="half",
)
MIXUP.mistake(
    "partners shuffled with a fixed seed",
    "Your partners are the same in each batch. Draw them from rng.",
    edited(_mixup, ("rng.permutation", "np.random.default_rng(3).permutation")),
    _partners(lambda p: np.all(p == p[0]) and np.any(p[0] != np.arange(p.shape[1])[::-1])),
    kind="half",
)


# --- how lam is drawn
def _distribution(shares):
    """The signature of lams with the distribution function shares(alpha, points)."""

    def recognize(data, out):
        lams = np.sort(out["lam"])
        ranks = (np.arange(len(lams)) + 0.5) / len(lams)
        return bool(np.max(np.abs(shares(data["alpha"], lams) - ranks)) < 2.6 / np.sqrt(len(lams)))

    return "beta", recognize


MIXUP.mistake(
    "Beta(alpha, 1)",
    "Your lam is Beta(alpha, 1). Both parameters are alpha.",
    edited(_mixup, ("rng.beta(alpha, alpha)", "rng.beta(alpha, 1.0)")),
    _distribution(lambda alpha, points: points**alpha),
    kind="slip",
)
MIXUP.mistake(
    "uniform lam",
    "Your lam is uniform, whatever alpha is. Draw it with rng.beta.",
    edited(_mixup, ("rng.beta(alpha, alpha)", "rng.uniform()")),
    _distribution(lambda alpha, points: points),
    kind="half",
)
MIXUP.mistake(
    "one over alpha",
    "Your lam is Beta(1/alpha, 1/alpha). A larger alpha mixes more, not less.",
    edited(_mixup, ("rng.beta(alpha, alpha)", "rng.beta(1 / alpha, 1 / alpha)")),
    _distribution(lambda alpha, points: beta_shares(1 / alpha, points)),
    kind="slip",
)
MIXUP.mistake(
    "the larger of lam and 1 - lam",
    "You take the larger of lam and 1 - lam, so it is never below 1/2. Use lam as drawn.",
    edited(
        _mixup, ("rng.beta(alpha, alpha)", "rng.beta(alpha, alpha)\n    lam = max(lam, 1 - lam)")
    ),
    _distribution(
        lambda alpha, points: np.where(points < 0.5, 0.0, 2 * beta_shares(alpha, points) - 1)
    ),
    kind="slip",
)
MIXUP.mistake(
    "half of alpha",
    "Your lam is Beta(alpha/2, alpha/2). Both parameters are alpha.",
    edited(_mixup, ("rng.beta(alpha, alpha)", "rng.beta(alpha / 2, alpha / 2)")),
    _distribution(lambda alpha, points: beta_shares(alpha / 2, points)),
    kind="slip",
)
MIXUP.mistake(
    "uniform up to alpha",
    "Your lam is uniform from 0 to alpha, so it may be above 1. Draw it with rng.beta.",
    edited(_mixup, ("rng.beta(alpha, alpha)", "rng.uniform(0, alpha)")),
    (
        "beta",
        lambda data, out: bool(
            np.max(np.abs(out["lam"] / data["alpha"] - 0.5)) <= 0.5
            and (data["alpha"] < 1 or np.max(out["lam"]) > 1)
        ),
    ),
    kind="half",
)
MIXUP.mistake(
    "lam limited",
    "You limit lam to an interval within 0 and 1. Use it as it is drawn.",
    edited(_mixup, ("rng.beta(alpha, alpha)", "min(max(rng.beta(alpha, alpha), 0.05), 0.95)")),
    (
        "beta",
        lambda data, out: bool(
            data["alpha"] > 1
            or (
                np.sum(out["lam"] == out["lam"].min()) > 2
                and np.sum(out["lam"] == out["lam"].max()) > 2
                and np.ptp(out["lam"]) > 0
            )
        ),
    ),
    kind="slip",
)
MIXUP.mistake(
    "one half always",
    "Your lam is always 1/2. Draw it from Beta(alpha, alpha).",
    edited(_mixup, ("rng.beta(alpha, alpha)", "0.5")),
    kind="half",
)

wrong_generators(MIXUP, _mixup, "mixtures")
