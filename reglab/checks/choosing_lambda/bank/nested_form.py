"""Exercise 5.4: the known wrong answers about arguments, and about what is returned."""

import numpy as np

from ..probes import NESTED_CV
from .nested import each_fold, error, honest, inner_curve


@NESTED_CV.misconception(
    "the mean of the scores",
    hint="You return one mean. Return one score for each outer fold: their spread matters.",
)
def mean_score(make_model, X, y, lams, outer, k_inner, rng):
    scores, chosen = honest(make_model, X, y, lams, outer, k_inner, rng)
    return scores.mean(), chosen


@NESTED_CV.misconception(
    "the place of the lam",
    hint="chosen holds positions. Return the lams that stand there: lams[...].",
)
def position(make_model, X, y, lams, outer, k_inner, rng):
    scores, chosen = honest(make_model, X, y, lams, outer, k_inner, rng)
    return scores, np.array([np.flatnonzero(lams == lam)[0] for lam in chosen])


@NESTED_CV.misconception(
    "the place handed to make_model",
    hint="You hand a position to make_model. It wants the lam that stands there: lams[...].",
)
def position_used(make_model, X, y, lams, outer, k_inner, rng):
    def step(train, val):
        mean, _ = inner_curve(make_model, X, y, lams, train, k_inner, rng)
        place = np.argmin(mean)
        return error(make_model, place, X, y, train, val), place

    return each_fold(outer, step)


@NESTED_CV.misconception(
    "k_inner not used",
    hint="You cut as many inner folds as there are outer ones. Their number is k_inner.",
)
def k_outer(make_model, X, y, lams, outer, k_inner, rng):
    return honest(make_model, X, y, lams, outer, len(outer), rng)


@NESTED_CV.misconception(
    "a seed inside",
    hint="The inner folds come from a generator with a fixed seed, the same in every call. Use the "
    "rng that was passed.",
)
def own_seed(make_model, X, y, lams, outer, k_inner, rng):
    return honest(make_model, X, y, lams, outer, k_inner, np.random.default_rng(0))


@NESTED_CV.misconception(
    "scores and chosen swapped",
    hint="You return chosen first. The order is scores, chosen.",
)
def swapped(make_model, X, y, lams, outer, k_inner, rng):
    return honest(make_model, X, y, lams, outer, k_inner, rng)[::-1]


@NESTED_CV.misconception(
    "root of the squared error",
    hint="You take the root. The scores are mean squared errors.",
)
def rmse(make_model, X, y, lams, outer, k_inner, rng):
    scores, chosen = honest(make_model, X, y, lams, outer, k_inner, rng)
    return np.sqrt(scores), chosen
