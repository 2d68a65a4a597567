"""Exercise 7.5, Monte Carlo dropout.

The checks pass their own networks. Their output depends on how they are called, so the numbers
that the answer returns show its calls.
"""

import itertools

import numpy as np

from reglab.checks.model import PASSED, Array, Exercise, Tuple, failed, first_difference, number
from reglab.exercises.draws import seeded
from reglab.nn import mc_predict

_OF_ONE_PASS = Array(lambda data: data["passes"].shape[1:] if "passes" in data else data["X"].shape)
MEAN_AND_STD = Tuple(mean=_OF_ONE_PASS, std=_OF_ONE_PASS)

MC_PREDICT = Exercise(
    "dropout.mc_predict",
    title="7.5 mc_predict",
    points=2,
    returns=MEAN_AND_STD,
    forbid=("reglab.nn.monte_carlo:mc_predict", "reglab.nn.monte_carlo"),
    reference=mc_predict,
    aspects={"mean": 2.5, "spread": 4, "passes": 2.5, "exact": 1},
)


def _passes(rng, n_samples, *shape, power=2):
    weights = rng.uniform(0.2, 3.0, size=(n_samples, *shape)) ** power
    return weights / weights.sum(axis=-1, keepdims=True)


def _with_X(rng, passes):
    X = rng.normal(size=(*passes.shape[1:-1], int(rng.integers(3, 6))))
    return seeded(rng, passes=passes, X=X)


def _many_passes(rng):
    """A batch that a network drops entries of, and a number of passes of which one is not seen."""
    return seeded(rng, X=rng.uniform(0.2, 0.9, size=(6, 6)), n_samples=200, keep=0.75)


def _batches(rng):
    """Cases: two passes to compute on paper, and an odd number of passes.

    The second has at least three classes: with two, both have the same deviation.
    """
    low, high = rng.permutation([0.125, 0.25, 0.375, 0.625, 0.75, 0.875])[:2]
    on_paper = np.array([[[low, 1 - low]], [[high, 1 - high]]])
    few = _passes(rng, rng.choice([3, 5]), *rng.integers(3, 6, size=2))
    return [_with_X(rng, passes) for passes in (on_paper, few)]


def _stack(rng):
    return _with_X(rng, _passes(rng, rng.integers(6, 9), *rng.integers(3, 5, size=3)))


def _call(answers, data, net):
    rng = np.random.default_rng(data["seed"])
    n_samples = data["n_samples"] if "n_samples" in data else len(data["passes"])
    return {"mc_predict": answers.mc_predict(net, data["X"], n_samples, rng)}


def _call_many(answers, data):
    # Each row is treated alone, so copies of the rows in one call give the same as many calls.
    def net(X, training=False, rng=None):
        return X * (rng.random(X.shape) < data["keep"]) if training else X

    return _call(answers, data, net)


def _turns(data):
    """The passes of the case, then others, so that too many passes give other numbers."""
    return itertools.chain(data["passes"], itertools.cycle(np.roll(data["passes"], 1, axis=-1)))


def _call_known(answers, data):
    # A call without dropout uses no pass, so an answer may make one to find the shape.
    turns = _turns(data)
    rest = np.full(data["passes"].shape[1:], 1 / data["passes"].shape[-1])

    def net(X, training=True, rng=None):
        return next(turns).copy() if training else rest.copy()

    return _call(answers, data, net)


# What is rounded to three digits is near; then only `exact` fails.
NEAR, EXACT = {"rtol": 2e-3, "atol": 1e-3}, {"rtol": 1e-6, "atol": 1e-9}


def _compare(passes, got, hint, names=("mean", "std"), tolerance=NEAR):
    expected = {"mean": passes.mean(axis=0), "std": passes.std(axis=0)}
    got = dict(zip(expected, got, strict=True))
    for name in names:
        wanted, came = expected[name], got[name]
        where = first_difference(wanted, came, **tolerance)
        if where is not None:
            shown = passes[(slice(None), *where)]
            values = ", ".join(number(p) for p in shown[:8]) + (", ..." if len(shown) > 8 else "")
            return failed(
                hint,
                f"an entry with {values} in {len(passes)} passes: expected {name} = "
                f"{number(wanted[where])}, got {number(came[where])}",
            )
    return PASSED


def _of_passes(hint, *names, tolerance=NEAR):
    """A judge: the named results equal those of the passes of the case."""
    return lambda data, out: _compare(data["passes"], out["mc_predict"], hint, names, tolerance)


def _of_many(name, hint):
    """A judge: a result is near that of all masks.

    Chance moves an entry by 4 % in one standard deviation, and the average ratio by 0.7 %.
    """

    def judge(data, out):
        X, keep = data["X"], data["keep"]
        expected = keep * X if name == "mean" else np.sqrt(keep * (1 - keep)) * X
        got = out["mc_predict"][("mean", "std").index(name)]
        case = f"{data['n_samples']} passes that keep an entry with probability {keep}"
        where = first_difference(expected, got, rtol=0.27, atol=0)
        if where is not None:
            return failed(
                hint,
                f"{case}: for an entry of {number(X[where])} expected {name} near "
                f"{number(expected[where])}, got {number(got[where])}",
            )
        ratio = np.mean(got / expected)
        if abs(ratio - 1) < 0.06:
            return PASSED
        return failed(
            hint, f"{case}: got a {name} that is {number(ratio)} times the expected one on average"
        )

    return judge


MEAN = (
    "Call net(X, training=True, rng=rng) n_samples times, and take the mean over these calls, "
    "entry by entry."
)
SPREAD = (
    "Keep the passes that you used for the mean, and take the standard deviation over the same "
    "ones, dividing by n_samples."
)

MC_PREDICT.property(
    "with many passes of a network, the mean is near the average over the masks",
    name="many_passes",
    aspect="mean",
    draw=_many_passes,
    call=_call_many,
    judge=_of_many("mean", MEAN),
)

MC_PREDICT.property(
    "the mean, entry by entry, over n_samples passes",
    name="mean",
    aspect="mean",
    draw=_batches,
    call=_call_known,
    judge=_of_passes(MEAN, "mean"),
)

MC_PREDICT.property(
    "the mean of a stack of batches",
    name="mean_of_stack",
    aspect="mean",
    draw=_stack,
    call=_call_known,
    judge=_of_passes(MEAN + " X may have more than two axes.", "mean"),
)

MC_PREDICT.property(
    "with many passes of a network, the standard deviation is near that over the masks",
    name="many_passes_spread",
    aspect="spread",
    draw=_many_passes,
    call=_call_many,
    judge=_of_many("std", SPREAD),
)

MC_PREDICT.property(
    "the standard deviation, entry by entry, over the same passes",
    name="spread",
    aspect="spread",
    draw=_batches,
    call=_call_known,
    judge=_of_passes(SPREAD, "std"),
)

MC_PREDICT.property(
    "the standard deviation of a stack of batches",
    name="spread_of_stack",
    aspect="spread",
    draw=_stack,
    call=_call_known,
    judge=_of_passes(SPREAD + " X may have more than two axes.", "std"),
)

MC_PREDICT.property(
    "with one pass the mean is this pass, and the deviation is 0",
    name="one_pass",
    aspect="spread",
    draw=lambda rng: _with_X(rng, _passes(rng, 1, *rng.integers(2, 5, size=2))),
    call=_call_known,
    after="mean",
    judge=_of_passes(
        "With one pass the mean is that pass, and the standard deviation is 0.", "mean", "std"
    ),
)


EXACTLY = "You are near. Use all n_samples passes, compute in double precision, and do not round."

MC_PREDICT.property(
    "the mean is exact",
    name="exact_mean",
    aspect="exact",
    draw=_batches,
    call=_call_known,
    after="mean",
    judge=_of_passes(EXACTLY, "mean", tolerance=EXACT),
)

MC_PREDICT.property(
    "the standard deviation is exact",
    name="exact_spread",
    aspect="exact",
    draw=_batches,
    call=_call_known,
    after="spread",
    judge=_of_passes(EXACTLY, "std", tolerance=EXACT),
)


def _in_training_mode(rng):
    # A high power, so that the median is far from the mean.
    passes = _passes(rng, rng.integers(60, 70), *rng.integers(3, 5, size=2), power=5)
    return _with_X(rng, passes)


def _call_training_mode(answers, data):
    turns = _turns(data)
    rest = 2 * data["passes"].mean(axis=0)

    def net(X, training=False, rng=None):
        share = next(turns) if training else rest
        return share * X.sum(axis=-1, keepdims=True)

    return _call(answers, data, net)


@MC_PREDICT.property(
    "the passes are in training mode, and of all of X",
    draw=_in_training_mode,
    call=_call_training_mode,
    aspect="passes",
    after="many_passes",
)
def training_mode(data, out):
    mean, _ = out["mc_predict"]
    passes = data["passes"] * data["X"].sum(axis=-1, keepdims=True)
    if first_difference(2 * passes.mean(axis=0), mean) is None:
        return failed(
            "Dropout is active only in training mode: net(X, training=True, rng=rng).",
            f"{len(passes)} passes: expected the mean with dropout, got that without",
        )
    hint = "Pass X unchanged, with training=True, in every call."
    # One pass more or less is not what this property is about.
    return _compare(passes, (mean, mean), hint, ("mean",), {"rtol": 0.08, "atol": 2e-3})


def _to_be_drawn(rng):
    # Only the shape of these passes matters: the net draws each entry as 0 or 1.
    n_samples, rows, classes = rng.integers([6, 8, 4], [11, 13, 7])
    case = _with_X(rng, np.zeros((n_samples, rows, classes)))
    return {**case, "share": float(rng.uniform(0.3, 0.7))}


def _of_zeros_and_ones(data, mean):
    """Check that the mean is over passes whose entries are 1 with probability `share`, else 0."""
    n, share = len(data["passes"]), data["share"]
    hint = "Take the mean over the n_samples passes that net returns, entry by entry."
    where = first_difference(np.round(n * mean) / n, mean, atol=2e-3)
    if where is not None:
        return failed(
            hint,
            f"{n} passes of zeros and ones: expected a multiple of 1/{n}, got "
            f"{number(mean[where])}",
        )
    error = np.sqrt(share * (1 - share) / data["passes"].size)
    if abs(mean.mean() - share) < 6 * error:
        return PASSED
    return failed(
        hint,
        f"{n} passes, {number(share)} of the entries are 1: got a share of {number(mean.mean())}",
    )


def _call_own_rng(answers, data):
    classes, share = data["passes"].shape[-1], data["share"]

    def net(X, training=False, rng=None):
        shape = (*X.shape[:-1], classes)
        return (rng.random(shape) < share).astype(float) if training else np.full(shape, 0.5)

    other = {**data, "seed": data["seed"] + 1}
    runs = {"first": data, "again": data, "other": other}
    return {name: _call(answers, run, net)["mc_predict"] for name, run in runs.items()}


@MC_PREDICT.property(
    "the passes draw from the rng that was passed, one after the other",
    draw=_to_be_drawn,
    call=_call_own_rng,
    returns={name: MEAN_AND_STD for name in ("first", "again", "other")},
    aspect="passes",
    after="many_passes",
)
def own_rng(data, out):
    first, again, other = out["first"], out["again"], out["other"]
    if np.all((first[0] == 0) | (first[0] == 1)):
        return failed(
            "Pass the same rng to every pass: its state changes with each draw.",
            f"{len(data['passes'])} passes: expected different masks, got the same in each",
        )
    for mean, _ in (first, other):
        verdict = _of_zeros_and_ones(data, mean)
        if not verdict.passed:
            return verdict
    if any(np.any(one != two) for one, two in zip(first, again, strict=True)):
        return failed(
            "Draw only from the rng that is passed in.",
            "two calls with equal generators: expected equal answers, got different ones",
        )
    if np.all(first[0] == other[0]):
        return failed(
            "Different generators must give different masks: give every pass the rng that you get.",
            "two calls with different generators: expected different masks, got the same",
        )
    return PASSED
