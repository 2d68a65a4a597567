"""Exercise 8.6, mixup: what is drawn and called."""

import numpy as np

from ...core import Array, Exercise, Number, Tuple
from ..designs import seeded, shares
from .draws import KERAS, follows_rng, generator

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


def _batches(rng):
    """Rows far apart, so that a mixture tells its parts."""
    cases = [seeded(rng, X=10.0 ** np.arange(5)[:, None], Y=np.eye(5), alpha=4.0)]
    for shape, k, alpha in (((9, 4), 3, 0.8), ((12, 3, 2), 4, 2.0)):
        X = rng.uniform(1.0, 5.0, size=shape) * rng.choice([-1.0, 1.0], size=shape)
        cases.append(seeded(rng, X=X, Y=shares(rng, shape[0], k), alpha=alpha))
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
    # So many that lam is not above 1/2 in all of them.
    draw=lambda rng: _batches(rng) + _batches(rng) + _batches(rng),
    returns={"mixup": BATCH},
    after="rows_mixed",
)
def labels_mixed(answers, data):
    return _call(answers, data)


def _mixed_rows(answers, data, rng):
    return _mix(answers, data, rng)[0]


follows_rng(
    MIXUP,
    _mixed_rows,
    draw=lambda rng: seeded(rng, X=rng.normal(size=(20, 3)), Y=np.eye(20), alpha=3.0),
    shape=_x_shape,
    after="rows_mixed",
)


CALLS = 60
LAMS = 500


@MIXUP.property(
    "partners are a random permutation of the rows",
    draw=lambda rng: [seeded(rng, X=np.eye(n), Y=np.eye(n), alpha=3.0) for n in (4, 12)],
    returns={
        "mixed": Array(lambda data: (CALLS, *data["X"].shape)),
        "lam": Array(lambda data: (CALLS,)),
    },
    after="rows_mixed",
)
def partners(answers, data):
    rng = generator(data)
    batches = [_mix(answers, data, rng) for _ in range(CALLS)]
    return {"mixed": np.array([b[0] for b in batches]), "lam": np.array([b[2] for b in batches])}


@MIXUP.property(
    "lam has the distribution Beta(alpha, alpha), one number for each batch",
    draw=lambda rng: [seeded(rng, X=np.eye(2), Y=np.eye(2), alpha=alpha) for alpha in (8.0, 0.3)],
    returns={"lam": Array(lambda data: (LAMS,))},
    after="rows_mixed",
    statistical=True,
)
def beta(answers, data):
    rng = generator(data)
    return {"lam": np.array([_mix(answers, data, rng)[2] for _ in range(LAMS)])}
