"""The matrix of every exercise and prediction, and the right answers on other seeds."""

import pytest

from reglab.checks.authoring.accepted import accepted_in
from reglab.checks.authoring.equivalent import equivalent_in
from reglab.checks.authoring.mutate import try_changes
from reglab.checks.authoring.verify import SEEDS, verify
from reglab.checks.judging.floors import Floors, worthless_answers
from reglab.checks.judging.run import run_exercise
from reglab.checks.model import Exercise, registry
from reglab.checks.notebook import VISIBLE_SEED
from tests.exercises.reading import SOLUTIONS

ITEMS = [item for lesson in registry.lessons() for item in registry.items_of(lesson).values()]
OTHER_SEEDS = tuple(seed for seed in SEEDS if seed != VISIBLE_SEED)
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
    [(VISIBLE_SEED,), pytest.param(OTHER_SEEDS, marks=pytest.mark.slow)],
    ids=["visible seed", "other seeds"],
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


@pytest.mark.slow
@pytest.mark.parametrize("id", EXERCISES)
def test_a_small_change_of_a_correct_answer_is_refused_or_declared_as_equivalent(id):
    exercise, lesson = registry.exercise(id), id.partition(".")[0]
    answers = [exercise.reference, *accepted_in(SOLUTIONS, lesson)[id]]
    tried = try_changes(exercise, [pair for a in answers for pair in a.items()], [SEEDS[1]])
    assert tried.problems(equivalent_in(SOLUTIONS, lesson).get(id, ())) == []


@pytest.mark.parametrize("id", EXERCISES)
def test_a_worthless_answer_earns_a_tenth_at_most_whatever_the_floors_are(id):
    exercise = registry.exercise(id)
    for kind, answers in worthless_answers(exercise).items():
        for floors in (Floors(), Floors(slip=1.0, half=1.0, wrong=1.0)):
            report = run_exercise(
                exercise, {**exercise.reference, **answers}, SEEDS[1], guard=False, floors=floors
            )
            assert report.fraction <= floors.worthless, (kind, report.text())
