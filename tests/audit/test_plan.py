"""A plan says in its fields what will be measured, and refuses what does not fit."""

import re

import pytest

from reglab.audit import AuditError, Measured, Plan

PLAN = {
    "claim": "A claim.", "metric": "score", "unit": "", "margin": 1.0, "regimes": ("one",),
    "primary": ("a", "b"), "expects": "more", "n_seeds": 3,
}  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("claim", " ", "claim must be a text"),
        ("metric", None, "metric must be a text"),
        ("unit", None, "unit must be a text"),
        ("margin", 0, "margin must be"),
        ("margin", float("nan"), "margin must be"),
        ("n_seeds", 2, "n_seeds must be"),
        ("regimes", (), "regimes must be 1 or more"),
        ("regimes", "one", "regimes must be a tuple"),
        ("regimes", ("one", "one"), "regimes must be 1 or more different texts"),
        ("primary", ("a",), "primary must be 2 or more"),
        ("primary", ("a", "b", "c"), "primary must be two methods"),
        ("expects", "better", "expects must be one of more, less, same"),
    ],
)
def test_a_plan_that_does_not_fit_is_refused(field, value, message):
    with pytest.raises(ValueError, match=message):
        Plan(**{**PLAN, field: value})


def test_equal_plans_have_equal_digests_and_others_do_not():
    plan = Plan(**PLAN)
    assert plan.digest == Plan(**{**PLAN, "regimes": ["one"], "margin": 1}).digest
    others = {"claim": "B.", "metric": "m", "unit": "%", "margin": 2.0, "regimes": ("two",)}
    others |= {"primary": ("b", "a"), "expects": "less", "n_seeds": 4}
    digests = {Plan(**{**PLAN, name: value}).digest for name, value in others.items()}
    assert len(digests | {plan.digest}) == len(PLAN) + 1


def test_trial_seeds_are_never_the_registered_ones():
    from reglab.audit.run import QUICK_SEEDS

    assert set(QUICK_SEEDS).isdisjoint(Plan(**{**PLAN, "n_seeds": 500}).seeds)


@pytest.mark.parametrize(
    ("found", "message"),
    [
        (None, "must return a dict of values, got NoneType"),
        ({}, "must return values of 'a', got none"),
        ({"a": [1, 2, 3]}, "must return values of 'b', got a"),
        ({"a": [1, 2], "b": [1, 2, 3]}, "3 finite numbers for 'a', one for each seed, got [1, 2]"),
        ({"a": [1, 2, float("inf")], "b": [1, 2, 3]}, "3 finite numbers for 'a'"),
        ({"a": [1, 2, None], "b": [1, 2, 3]}, "3 finite numbers for 'a'"),
        ({"a": [[1], [2, 3]], "b": [1, 2, 3]}, "3 finite numbers for 'a'"),
        ({"a": [1, 2, 3], "b": "abc"}, "3 finite numbers for 'b'"),
        ({"a": [1, 2, 3], "b": [1, 2, 3], "c": []}, "3 finite numbers for 'c'"),
    ],
)
def test_an_experiment_that_returns_something_else_is_refused(found, message):
    with pytest.raises(AuditError, match=re.escape(message)):
        Measured.checked(found, Plan(**PLAN), 3)


def test_values_are_stored_as_plain_numbers():
    import numpy as np

    found = Measured.checked(
        {"a": np.float32([1, 2, 3]), "b": [True, False, True]}, Plan(**PLAN), 3
    )
    assert found.values == {"a": [1.0, 2.0, 3.0], "b": [1.0, 0.0, 1.0]}
    assert {type(x) for own in found.values.values() for x in own} == {float}
