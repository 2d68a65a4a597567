"""Exercise 5.3: what is drawn and called."""

import numpy as np

from ...core import Exercise, Number

ONE_SE_RULE = Exercise(
    "choosing_lambda.one_se_rule",
    title="5.3 one_se_rule",
    points=2,
    forbid=("reglab.validation.curve:one_se_rule",),
)


def _case(rng, mean, se, order=(0, 1, 2, 3)):
    """A curve over four lams. Powers of 2 scale it, so that sums stay exact."""
    lams = np.array([0.1, 0.5, 2.5, 8.0]) * rng.choice([1.0, 3.0, 7.0])
    unit, order = 2.0 ** rng.integers(0, 4), list(order)
    mean, se = unit * np.array(mean), unit * np.array(se)
    return {"lams": lams[order], "mean": mean[order], "se": se[order]}


def _choice(answers, data):
    return {"one_se_rule": answers.one_se_rule(data["lams"], data["mean"], data["se"])}


@ONE_SE_RULE.property(
    "it is the largest lam within one se of the minimum",
    draw=lambda rng: [
        _case(rng, [5.0, 4.0, 4.5, 5.25], [0.75, 0.75, 0.75, 0.75]),
        _case(rng, [4.75, 4.0, 4.5, 4.25], [0.5, 1.0, 0.5, 0.5]),
        # The minimum itself is the largest, and not the only one.
        _case(rng, [4.25, 4.0, 5.5, 6.0], [0.5, 0.5, 0.5, 0.5]),
    ],
    returns={"one_se_rule": Number()},
)
def largest(answers, data):
    return _choice(answers, data)


@ONE_SE_RULE.property(
    "the se of the minimum counts, whatever the others are",
    draw=lambda rng: [
        _case(rng, [5.0, 4.0, 4.5, 9.0], [0.25, 0.75, 0.25, 0.25]),
        _case(rng, [4.5, 4.0, 4.75, 5.75], [2.0, 0.25, 2.0, 2.0]),
        _case(rng, [5.0, 4.0, 4.5, 4.6875], [0.25, 0.75, 0.125, 0.25]),
        _case(rng, [5.0, 4.0, 4.5, 9.0], [0.25, 0.125, 0.75, 0.25]),
    ],
    returns={"one_se_rule": Number()},
    after="largest",
)
def se_of_the_minimum(answers, data):
    return _choice(answers, data)


@ONE_SE_RULE.property(
    "lams may come in any order",
    draw=lambda rng: [
        _case(rng, [5.0, 4.0, 4.5, 9.0], [0.25, 0.75, 0.25, 0.25], order)
        for order in ([3, 2, 1, 0], [2, 0, 3, 1], [2, 1, 3, 0])
    ],
    returns={"one_se_rule": Number()},
    after="largest",
)
def any_order(answers, data):
    return _choice(answers, data)


@ONE_SE_RULE.property(
    "a lam past a bump in the curve counts, too",
    draw=lambda rng: _case(rng, [5.0, 4.0, 6.0, 4.5], [0.75, 0.75, 0.75, 0.75]),
    returns={"one_se_rule": Number()},
    after="largest",
)
def past_a_bump(answers, data):
    return _choice(answers, data)


@ONE_SE_RULE.property(
    "exactly one se above the minimum is within",
    draw=lambda rng: _case(rng, [5.0, 4.0, 4.5, 9.0], [0.5, 0.5, 0.5, 0.5]),
    returns={"one_se_rule": Number()},
    after="largest",
)
def on_the_edge(answers, data):
    return _choice(answers, data)
