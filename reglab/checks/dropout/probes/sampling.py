"""Exercise 7.5, Monte Carlo dropout: what is drawn and called.

The networks are built here. What they return depends on how they were called, so that the judge
reads the calls off the answer's own numbers.
"""

import itertools

import numpy as np

from ...core import Array, Exercise, Tuple
from ..designs import seeded

MC_PREDICT = Exercise(
    "dropout.mc_predict",
    title="7.5 mc_predict",
    points=2,
    forbid=("reglab.nn.monte_carlo:mc_predict", "reglab.nn.monte_carlo"),
)


def _pair(shape):
    return Tuple(mean=Array(shape), std=Array(shape))


def _of_one_pass(data):
    return data["passes"].shape[1:]


def _passes(rng, n_samples, *shape):
    weights = rng.uniform(0.2, 3.0, size=(n_samples, *shape)) ** 2
    return weights / weights.sum(axis=-1, keepdims=True)


def _with_X(rng, passes):
    X = rng.normal(size=(*passes.shape[1:-1], int(rng.integers(3, 6))))
    return seeded(rng, passes=passes, X=X)


def _known(rng):
    """Two passes on paper, an odd number of them, and a stack of batches.

    From three classes on: of two, each spreads like the other.
    """
    low, high = rng.permutation([0.125, 0.25, 0.375, 0.625, 0.75, 0.875])[:2]
    on_paper = np.array([[[low, 1 - low]], [[high, 1 - high]]])
    few = _passes(rng, rng.choice([3, 5]), *rng.integers(3, 6, size=2))
    stack = _passes(rng, rng.integers(6, 9), *rng.integers(3, 5, size=3))
    return [_with_X(rng, passes) for passes in (on_paper, few, stack)]


def _call(answers, data, net):
    rng = np.random.default_rng(data["seed"])
    return {"mc_predict": answers.mc_predict(net, data["X"], len(data["passes"]), rng)}


def _turns(data):
    """The passes of the case, and then others: who makes more than n_samples sees other numbers."""
    return itertools.chain(data["passes"], itertools.cycle(np.roll(data["passes"], 1, axis=-1)))


def _known_passes(data):
    # A call without dropout takes nobody's turn: whoever asks for a shape may do so.
    turns = {mode: _turns(data) for mode in (True, False)}
    return lambda X, training=True, rng=None: next(turns[bool(training)]).copy()


@MC_PREDICT.property(
    "the mean, entry by entry, over n_samples passes",
    draw=_known,
    returns={"mc_predict": _pair(_of_one_pass)},
)
def mean(answers, data):
    return _call(answers, data, _known_passes(data))


@MC_PREDICT.property(
    "the standard deviation, entry by entry, over the same passes",
    draw=_known,
    returns={"mc_predict": _pair(_of_one_pass)},
    after="mean",
)
def spread(answers, data):
    return _call(answers, data, _known_passes(data))


@MC_PREDICT.property(
    "with one pass the mean is this pass, and the deviation is 0",
    draw=lambda rng: _with_X(rng, _passes(rng, 1, *rng.integers(2, 5, size=2))),
    returns={"mc_predict": _pair(_of_one_pass)},
    after="mean",
)
def one_pass(answers, data):
    return _call(answers, data, _known_passes(data))


@MC_PREDICT.property(
    "every pass is a pass in training mode, of all of X",
    draw=_known,
    returns={"mc_predict": _pair(_of_one_pass)},
    after="mean",
)
def training_mode(answers, data):
    turns = _turns(data)
    rest = data["passes"].mean(axis=0)

    def net(X, training=False, rng=None):
        share = next(turns) if training else rest
        return share * X.sum(axis=-1, keepdims=True)

    return _call(answers, data, net)


def _to_be_drawn(rng):
    # Only the shape of these passes matters: each entry is 0 or 1, as the net draws it.
    n_samples, rows, classes = rng.integers([6, 8, 4], [11, 13, 7])
    case = _with_X(rng, np.zeros((n_samples, rows, classes)))
    return {**case, "share": float(rng.uniform(0.3, 0.7))}


@MC_PREDICT.property(
    "the passes draw from the rng that was passed, one after the other",
    draw=_to_be_drawn,
    returns={name: _pair(_of_one_pass) for name in ("first", "again", "other")},
    after="mean",
)
def own_rng(answers, data):
    shape, share = data["passes"].shape[1:], data["share"]

    def net(X, training=False, rng=None):
        return (rng.random(shape) < share).astype(float) if training else np.full(shape, 0.5)

    other = {**data, "seed": data["seed"] + 1}
    runs = {"first": data, "again": data, "other": other}
    return {name: _call(answers, run, net)["mc_predict"] for name, run in runs.items()}
