"""Plans are stored before results, and results belong to their plan."""

import json
from dataclasses import replace

import pytest

from reglab.audit import AuditError, Claim, Measured, Plan, Store
from reglab.audit.registry import Entry

FACTS = {"seeds": [0, 1, 2], "wall_seconds": 1.0, "versions": {"python": "3"}}
MEASURED = Measured({"a": [1.0, 2.0, 3.0], "b": [1.0, 1.0, 1.0]})


def entry(text="x = 1\n", **changes):
    plan = Plan("A claim.", "score", "", 1.0, ("one", "two"), ("a", "b"), "more", 3)
    claim = Claim(replace(plan, **changes), "somebody", "somehow", "all else", lambda *_: {})
    return Entry("c", claim, text)


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "audit")


def test_the_plan_is_there_before_any_result(store):
    assert store.record("c") is None
    store.register(entry())
    found = store.record("c")
    assert (found["digest"], found["regimes"]) == (entry().claim.plan.digest, {})
    assert found["plan"]["primary"] == ["a", "b"]


def test_results_without_a_plan_are_refused(store):
    with pytest.raises(AuditError, match="expected a registration before its run"):
        store.add(entry(), "one", MEASURED, FACTS)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("claim", "Another claim."),
        ("margin", 0.5),
        ("expects", "same"),
        ("primary", ("b", "a")),
        ("regimes", ("one",)),
        ("n_seeds", 4),
        ("metric", "loss"),
    ],
)
def test_a_plan_that_changed_after_its_run_is_refused(store, field, value):
    store.register(entry())
    store.add(entry(), "one", MEASURED, FACTS)
    changed = entry(**{field: value})
    for act in (
        lambda: store.register(changed),
        lambda: store.register(changed, again=True),
        lambda: store.add(changed, "two", MEASURED, FACTS),
    ):
        with pytest.raises(AuditError, match=rf"plan changed after its run \({field}\)"):
            act()
    assert store.record("c")["digest"] == entry().claim.plan.digest


def test_a_plan_may_change_before_its_run(store):
    store.register(entry())
    store.register(entry(margin=2.0))
    assert store.record("c")["plan"]["margin"] == 2.0


def test_a_run_again_keeps_the_plan_and_forgets_the_results(store):
    store.register(entry())
    store.add(entry(), "one", MEASURED, FACTS)
    assert list(store.register(entry())["regimes"]) == ["one"]
    assert store.register(entry(), again=True)["regimes"] == {}


def test_regimes_are_kept_in_the_order_of_the_plan(store):
    store.register(entry())
    for regime in ("two", "one"):
        store.add(entry(), regime, MEASURED, FACTS)
    assert list(store.record("c")["regimes"]) == ["one", "two"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "Expecting value"),
        (b'{"format": 1, "name"', "Expecting"),
        (b"\xff\xfe", "not UTF-8"),
        (b"[]", "expected a dict"),
        (b"{}", "it has no format"),
        (None, "expected format 1, got 2"),
    ],
)
def test_a_file_that_is_no_record_is_refused_and_kept(store, content, reason):
    store.register(entry())
    path = store.folder / "c.json"
    if content is None:
        content = json.dumps({**store.record("c"), "format": 2}).encode()
    path.write_bytes(content)
    with pytest.raises(AuditError, match=reason) as caught:
        store.register(entry())
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == content


def test_two_audits_do_not_share_a_folder(store):
    with (
        store.only_run(),
        pytest.raises(AuditError, match="another audit is running"),
        Store(store.folder).only_run(),
    ):
        pass


def test_comments_do_not_change_the_code_of_a_claim():
    code = 'def f():\n    """Text."""\n    return 1\n'
    same = '# why\ndef f():\n    """Other text."""\n    return 1\n'
    assert entry(code).code == entry(same).code != entry(code.replace("1", "2")).code


def test_explanations_do_not_change_the_code_of_a_claim():
    code = 'CLAIM = Claim(plan=1, how="{}", experiment={})\n'
    one, reworded, other = (code.format(*own) for own in (("A", "f"), ("B", "f"), ("A", "g")))
    assert entry(one).code == entry(reworded).code != entry(other).code


def test_a_trial_starts_again_if_its_plan_or_code_changed(store):
    for own in (entry(), entry(margin=2.0), entry("x = 2\n")):
        assert store.register(own, trial=True)["regimes"] == {}
        store.add(own, "one", MEASURED, FACTS)
        assert list(store.register(own, trial=True)["regimes"]) == ["one"]
