"""The matrix of every exercise and prediction, and the right answers on other seeds."""

import pytest

from reglab.checks.authoring.accepted import accepted_in
from reglab.checks.authoring.verify import SEEDS, verify
from reglab.checks.judging.run import run_exercise
from reglab.checks.model import Exercise, registry
from reglab.checks.notebook import VISIBLE_SEED
from tests.exercises.reading import SOLUTIONS

ITEMS = [item for lesson in registry.lessons() for item in registry.items_of(lesson).values()]
EXERCISES = [item.id for item in ITEMS if isinstance(item, Exercise)]


@pytest.fixture(scope="module", autouse=True)
def keras():
    """Imported once, quietly, before a check asks for it."""
    from reglab.quiet import quiet_start

    with quiet_start():
        import keras
    return keras


@pytest.mark.parametrize("id", [item.id for item in ITEMS])
@pytest.mark.parametrize(
    "seeds",
    [(VISIBLE_SEED,), pytest.param(SEEDS, marks=pytest.mark.slow)],
    ids=["visible seed", "all seeds"],
)
def test_every_verdict_is_the_one_that_is_known(id, seeds):
    found = verify(SOLUTIONS, only=[id], seeds=seeds)
    assert found.problems == []
    counts = found.to_dict()
    assert counts["accepted"]["passed"] == counts["accepted"]["total"]
    assert counts["misconceptions"]["own_hint"] == counts["misconceptions"]["total"] > 0
    assert counts["trivial"]["zero"] == counts["trivial"]["total"]


@pytest.mark.slow
@pytest.mark.parametrize("id", EXERCISES)
@pytest.mark.parametrize("seed", [0, 2**63])
def test_correct_answers_pass_on_other_seeds(id, seed):
    exercise = registry.exercise(id)
    for answers in [exercise.reference, *accepted_in(SOLUTIONS, id.partition(".")[0])[id]]:
        report = run_exercise(exercise, {**exercise.reference, **answers}, seed, guard=False)
        assert report.passed, report.text()
