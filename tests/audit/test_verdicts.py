"""Verdicts follow from the registered comparison, with p-values adjusted for the whole family."""

import numpy as np
import pytest
from scipy import stats

from reglab.audit import Claim, Plan, findings
from reglab.audit.registry import Entry


def entry(name, expects="more", regimes=("one",), margin=1.0, n_seeds=10):
    plan = Plan(f"{name}.", "score", "points", margin, regimes, ("a", "b"), expects, n_seeds)
    claim = Claim(plan, "somebody", "somehow", "all else", lambda regime, seeds: {})
    return Entry(name, claim, "CLAIM = None\n")


def record(differences, seconds=None, more=None):
    """A record whose method a is above b by the given values, in one regime after the other."""
    regimes = {}
    for regime, own in differences.items():
        values = {"a": [50 + x for x in own], "b": [50.0] * len(own), **(more or {})}
        regimes[regime] = {"values": values, "seconds": seconds or {}, "chosen": {}}
    return {"regimes": regimes}


def spread(mean, sd=0.1, n=10):
    """n values with this mean and standard deviation."""
    values = np.linspace(-1, 1, n)
    return list(mean + sd * values / values.std(ddof=1))


@pytest.mark.parametrize(
    ("expects", "mean", "word"),
    [
        ("more", 5, "as claimed"),
        ("more", -5, "not as claimed"),
        ("more", 0.2, "not as claimed"),  # inside the margin, though significantly above 0
        ("less", -5, "as claimed"),
        ("less", 5, "not as claimed"),
        ("same", 0.2, "as claimed"),
        ("same", 5, "not as claimed"),
    ],
)
def test_an_outcome_is_what_the_plan_expects(expects, mean, word):
    (found,) = findings([entry("x", expects)], {"x": record({"one": spread(mean)})})
    assert [own.word for own in found.outcomes] == [word]
    assert found.verdict == ("holds" if word == "as claimed" else "fails")


def test_a_wide_interval_decides_nothing():
    (found,) = findings([entry("x")], {"x": record({"one": spread(0.5, sd=5)})})
    assert (found.outcomes[0].size, found.verdict) == ("unclear", "not decided with these seeds")


def test_regimes_that_disagree_are_conditions():
    own = entry("x", regimes=("one", "two", "three"))
    differences = {"one": spread(5), "two": spread(-5), "three": spread(1, sd=9)}
    (found,) = findings([own], {"x": record(differences)})
    assert found.verdict == "holds under conditions"
    assert found.regimes("as claimed") == ["one"]
    assert found.regimes("not as claimed") == ["two"]
    assert found.regimes("undecided") == ["three"]


def test_contradiction_and_doubt_together_are_not_decided():
    own = entry("x", regimes=("one", "two"))
    found = findings([own], {"x": record({"one": spread(-5), "two": spread(0, sd=9)})})
    assert found[0].verdict == "not decided with these seeds"


def test_without_all_regimes_there_is_no_verdict():
    own = entry("x", regimes=("one", "two"))
    assert findings([own], {"x": record({"one": spread(5)})})[0].verdict == "not run"
    assert findings([own], {"x": None})[0].verdict == "not run"


def test_claims_that_were_not_run_count_in_the_family():
    """A difference that is significant alone is not, among twenty claims."""
    values = spread(0.9, sd=1.0, n=10)
    p = stats.ttest_1samp(values, 0).pvalue
    assert 0.005 < p < 0.02
    others = [entry(f"other{i}") for i in range(19)]
    (alone,) = findings([entry("x", margin=0.1)], {"x": record({"one": values})})
    assert alone.outcomes[0].p == pytest.approx(2 * p)
    assert alone.verdict == "holds"
    family = findings([entry("x", margin=0.1), *others], {"x": record({"one": values})})
    assert family[0].outcomes[0].p == pytest.approx(min(1, 40 * p))
    assert family[0].verdict == "not decided with these seeds"


def test_verdicts_of_true_nulls_are_rarely_wrong():
    """Of 40 families of ten claims without any effect, about 5 % may have a wrong verdict."""
    wrong, entries = 0, [entry(f"c{i}", margin=0.01, n_seeds=5) for i in range(10)]
    rng = np.random.default_rng(7)
    for _ in range(40):
        records = {own.name: record({"one": rng.normal(size=5)}) for own in entries}
        found = findings(entries, records)
        wrong += any(own.verdict != "not decided with these seeds" for own in found)
    assert wrong <= stats.binom.ppf(0.9999, 40, 0.05)


def test_other_methods_are_compared_and_decide_nothing():
    own = record({"one": spread(5)}, {"a": 3.0, "b": 2.0, "c": 1.0}, {"c": spread(40)})
    (found,) = findings([entry("x")], {"x": own})
    assert [(e.method, e.base) for e in found.others] == [("c", "b")]
    assert found.others[0].diff == pytest.approx(-10)
    assert found.outcomes[0].effect.cost == 1.5
    assert len(found.outcomes) == 1
