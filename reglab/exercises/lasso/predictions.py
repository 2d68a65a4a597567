"""Lesson 03: the predictions, and the belief behind each wrong option."""

from reglab.checks.model import Prediction

SUPPORT_GROWS = Prediction(
    "lasso.support_grows",
    "As lam falls from lambda_max to 0, what can happen to the set of nonzero weights?",
    {
        "a": "It only grows: a feature that has entered stays in.",
        "b": "It can also lose features again.",
        "c": "It is full as soon as lam is below lambda_max.",
    },
)

SUPPORT_GROWS.answer(
    "b",
    "When a correlated feature enters, it can replace one that is already in. On the diabetes "
    "data one weight leaves at a smaller lam and comes back with the other sign.",
)

SUPPORT_GROWS.belief(
    "a",
    "the support only grows",
    "Correlated features can replace each other along the path: as lam falls, one enters and "
    "makes another one redundant.",
)

SUPPORT_GROWS.belief(
    "c",
    "every weight is nonzero below lambda_max",
    "Just below lambda_max only one condition is violated, so only one weight enters. The "
    "others still meet |g_j| <= lam.",
)
