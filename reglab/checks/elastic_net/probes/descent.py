"""Exercise 4.1, coordinate descent for the elastic net: what is drawn and called."""

import numpy as np

from ...core import Array, Exercise, Integer, Number, Tuple
from ...core.columns import with_largest_lam
from ..designs import copied, hundredths, largest_lam, overlapping, regression, small_to_large

ELASTIC_NET_CD = Exercise(
    "elastic_net.elastic_net_cd",
    title="4.1 elastic_net_cd",
    points=4,
    forbid=(
        "reglab.linear.elastic_net",
        "reglab.linear.path",
        "reglab.linear.lasso",
        "reglab.linear.ridge",
        "sklearn.linear_model",
    ),
)

SWEEPS = 600  # ample: plain descent needs fewer than 300 on every case drawn here
FIT = Tuple(
    w=Array(lambda data: data["X"].shape[1:], rtol=1e-4, atol=1e-6),
    b=Number(rtol=1e-4, atol=1e-6),
    # How many sweeps a solver needs is its own affair.
    n_iter=Integer(compare=False),
)


COUNTED_FIT = Tuple(w=FIT.parts["w"], b=FIT.parts["b"], n_iter=Integer())


def _fit(answers, data, *, options=(), **changes):
    d = {**data, **changes}
    options = {"max_iter": SWEEPS, **dict(options)}
    return answers.elastic_net_cd(d["X"], d["y"], d["lam"], d["l1_ratio"], **options)


@ELASTIC_NET_CD.property(
    "the solution meets the optimality conditions",
    draw=small_to_large,
    returns={"elastic_net_cd": FIT},
)
def optimal(answers, data):
    return {"elastic_net_cd": _fit(answers, data)}


@ELASTIC_NET_CD.property(
    "strongly correlated columns: it still converges",
    draw=lambda rng: [overlapping(rng, p) for p in (3, int(rng.integers(4, 6)))],
    returns={"elastic_net_cd": FIT},
    after="optimal",
)
def correlated_columns(answers, data):
    return {"elastic_net_cd": _fit(answers, data)}


@ELASTIC_NET_CD.property(
    "l1_ratio = 1 gives the lasso of lesson 3",
    draw=small_to_large,
    returns={"elastic_net_cd": FIT},
    after="optimal",
)
def lasso_end(answers, data):
    # The same L1 penalty as before, so that some weights stay in.
    return {"elastic_net_cd": _fit(answers, data, lam=data["lam"] * data["l1_ratio"], l1_ratio=1.0)}


@ELASTIC_NET_CD.property(
    "l1_ratio = 0 gives the ridge of lesson 2",
    draw=small_to_large,
    returns={"elastic_net_cd": FIT},
    after="optimal",
)
def ridge_end(answers, data):
    return {"elastic_net_cd": _fit(answers, data, l1_ratio=0.0)}


@ELASTIC_NET_CD.property(
    "two equal columns get equal weights",
    draw=lambda rng: [
        copied(rng, rng.integers(9, 15), 1),
        copied(rng, rng.integers(16, 23), int(rng.integers(2, 4))),
    ],
    returns={"elastic_net_cd": FIT},
    after="correlated_columns",
)
def equal_columns(answers, data):
    return {"elastic_net_cd": _fit(answers, data)}


@ELASTIC_NET_CD.property(
    "above lambda_max / l1_ratio all weights are exactly 0, just below not",
    draw=lambda rng: [with_largest_lam(case) for case in small_to_large(rng)],
    returns={"above": FIT, "below": FIT},
    after="optimal",
)
def empty_model(answers, data):
    largest = data["largest"] / data["l1_ratio"]
    return {
        "above": _fit(answers, data, lam=largest * (1 + 1e-10)),
        "below": _fit(answers, data, lam=0.99 * largest),
    }


@ELASTIC_NET_CD.property(
    "a start at the solution ends within three sweeps",
    draw=lambda rng: overlapping(rng, int(rng.integers(4, 6))),
    returns={"start": FIT, "warm": FIT, "short": FIT},
    after="correlated_columns",
)
def warm_start(answers, data):
    # A start well inside the tolerance that is asked for afterwards.
    once = _fit(answers, data, options={"tol": 1e-10})
    start = _fit(answers, data, options={"tol": 1e-10, "w0": np.array(once[0], dtype=float)})
    w0 = np.array(start[0], dtype=float)
    return {
        "start": start,
        "warm": _fit(answers, data, options={"w0": w0}),
        # The number of sweeps is what the answer says; these weights are the proof of it.
        "short": _fit(answers, data, options={"w0": w0, "max_iter": 3}),
    }


@ELASTIC_NET_CD.property(
    "max_iter limits the sweeps",
    draw=lambda rng: overlapping(rng, int(rng.integers(4, 6))),
    returns={"two": COUNTED_FIT},
    after="correlated_columns",
)
def sweep_limit(answers, data):
    return {"two": _fit(answers, data, options={"tol": 0.0, "max_iter": 2})}


@ELASTIC_NET_CD.property(
    "adding 100 to y changes the intercept and nothing else",
    draw=small_to_large,
    returns={"plain": FIT, "shifted": FIT},
    after="optimal",
)
def shifted_target(answers, data):
    return {"plain": _fit(answers, data), "shifted": _fit(answers, data, y=data["y"] + 100.0)}


@ELASTIC_NET_CD.property(
    "more features than samples: it agrees with scikit-learn's ElasticNet",
    draw=lambda rng: _wide(rng),
    returns={"elastic_net_cd": FIT},
    after="correlated_columns",
)
def library(answers, data):
    return {"elastic_net_cd": _fit(answers, data)}


def _wide(rng):
    n, l1_ratio = int(rng.integers(5, 8)), hundredths(rng, 0.4, 0.6)
    tall = regression(rng, 16, 8, share=0.1, l1_ratio=l1_ratio, rho=0.9)
    X, y = tall["X"][:n], tall["y"][:n]
    return {**tall, "X": X, "y": y, "lam": 0.2 * largest_lam(X, y) / l1_ratio}
