"""Exercise 8.6, mixup: what is drawn and called."""

import numpy as np

from ...core import Array, Exercise, Number, Tuple
from ...core.libraries import KERAS
from ..designs import decimal, seeded, shares, whole
from .draws import follows_rng, generator

MIXUP = Exercise(
    "augmentation.mixup",
    title="8.6 mixup",
    points=3,
    forbid=("reglab.augment.mixing", *KERAS),
)


def _x_shape(data):
    return data["X"].shape


BATCH = Tuple(X=Array(_x_shape), Y=Array(lambda data: data["Y"].shape), lam=Number())


def _mix(answers, data, rng):
    return answers.mixup(data["X"], data["Y"], data["alpha"], rng=rng)


def _call(answers, data):
    return {"mixup": _mix(answers, data, generator(data))}


def _rows(rng, shape):
    return rng.uniform(1.0, 5.0, size=shape) * rng.choice([-1.0, 1.0], size=shape)


def _batches(rng):
    """Rows that differ, so that a mixture tells its parts."""
    small = rng.permutation(np.arange(1.0, 80.0))[:5, None] / 4
    labels = np.eye(5)[rng.permutation(5)]
    cases = [seeded(rng, X=small, Y=labels, alpha=decimal(rng, 1.5, 6))]
    # Neither alpha nor 1 / alpha is so small that lam would often be 1 but for rounding.
    for shape, highest in (
        ((whole(rng, 8, 11), whole(rng, 2, 5)), 6),
        ((whole(rng, 12, 16), whole(rng, 2, 4), whole(rng, 2, 3)), 3),
    ):
        labels = shares(rng, shape[0], whole(rng, 3, 5))
        alpha = decimal(rng, 1.5, highest)
        cases.append(seeded(rng, X=_rows(rng, shape), Y=labels, alpha=alpha))
    return cases


@MIXUP.property(
    "each row of X is lam times itself plus 1 - lam times a partner",
    draw=_batches,
    returns={"mixup": BATCH},
)
def rows_mixed(answers, data):
    return _call(answers, data)


@MIXUP.property(
    "labels are mixed with the same lam and the same partners",
    # So many that lam is not above 1/2 in all of them, and not below it.
    draw=lambda rng: [case for _ in range(6) for case in _batches(rng)],
    returns={"mixup": BATCH},
    after="rows_mixed",
)
def labels_mixed(answers, data):
    return _call(answers, data)


def _batch(rng, n, alpha):
    return seeded(rng, X=_rows(rng, (n, whole(rng, 2, 4))), Y=shares(rng, n, 3), alpha=alpha)


def _rows_and_lam(answers, data, rng):
    """The mixed rows, and lam as one more column: what is compared tells how it was made."""
    mixed, _, lam = _mix(answers, data, rng)
    return np.column_stack([mixed, np.full(len(mixed), lam)])


def _wider(data):
    n, d = data["X"].shape
    return n, d + 1


follows_rng(
    MIXUP,
    _rows_and_lam,
    draw=lambda rng: _batch(rng, whole(rng, 12, 20), decimal(rng, 1.5, 6)),
    shape=_wider,
    after="rows_mixed",
)


CALLS = 80
LAMS = 500


def _many(answers, data, calls):
    """Mixed rows and lam of so many calls with one Generator."""
    rng = generator(data)
    batches = [_mix(answers, data, rng) for _ in range(calls)]
    return {"mixed": np.array([b[0] for b in batches]), "lam": np.array([b[2] for b in batches])}


@MIXUP.property(
    "partners are a random permutation of the rows",
    draw=lambda rng: [
        _batch(rng, n, decimal(rng, 2, 6)) for n in (whole(rng, 4, 5), whole(rng, 10, 14))
    ],
    returns={
        "mixed": Array(lambda data: (CALLS, *data["X"].shape)),
        "lam": Array(lambda data: (CALLS,)),
    },
    after="rows_mixed",
)
def partners(answers, data):
    return _many(answers, data, CALLS)


@MIXUP.property(
    "lam has the distribution Beta(alpha, alpha), one number for each batch",
    draw=lambda rng: [
        _batch(rng, whole(rng, 2, 4), decimal(rng, *ends, digits=2))
        for ends in ((6, 12), (0.2, 0.4))
    ],
    returns={
        "lam": Array(lambda data: (LAMS,)),
        # The partners are free: a known mistake is recognized by its lam.
        "mixed": Array(lambda data: (LAMS, *data["X"].shape), compare=False),
    },
    after="rows_mixed",
    statistical=True,
)
def beta(answers, data):
    return _many(answers, data, LAMS)
