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


def _known(rng):
    on_paper = np.array([[[0.25, 0.75]], [[0.75, 0.25]]])
    return [
        seeded(rng, passes=passes, X=rng.normal(size=(*passes.shape[1:-1], 4)))
        for passes in (on_paper, _passes(rng, 3, 2, 3), _passes(rng, 7, 2, 4, 3))
    ]


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
    draw=lambda rng: seeded(rng, passes=_passes(rng, 1, 2, 3), X=rng.normal(size=(2, 4))),
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


def _noisy(X, training=False, rng=None):
    return rng.random((len(X), 3)) if training else np.full((len(X), 3), 0.5)


@MC_PREDICT.property(
    "the passes draw from the rng that was passed, one after the other",
    draw=lambda rng: seeded(rng, passes=np.zeros((6, 5, 3)), X=rng.normal(size=(5, 4))),
    returns={name: _pair(_of_one_pass) for name in ("first", "again", "other")},
    after="mean",
)
def own_rng(answers, data):
    other = {**data, "seed": data["seed"] + 1}
    runs = {"first": data, "again": data, "other": other}
    return {name: _call(answers, run, _noisy)["mc_predict"] for name, run in runs.items()}
