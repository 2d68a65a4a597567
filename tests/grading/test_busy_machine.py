"""What a busy machine stopped is tried again alone, and costs marks only then."""

import nbformat
import pytest

from reglab.grading import grade_class
from reglab.grading.intake.take_in import Submission
from reglab.grading.runs import grade_class as module
from reglab.grading.verdict.grade_notebook import Settings, grade_alone, grade_notebook
from reglab.sandbox.guest.limits import Limits
from reglab.sandbox.host.deadline import Deadline

pytestmark = pytest.mark.slow

LESSON = "03_small"
SLEEP = "import time\ntime.sleep(600)"
BUSY = "no answer in time: the machine was busy, and a second try alone took too long, too."


@pytest.fixture
def busy(monkeypatch):
    """Let each time limit that passes look as if a busy machine were the reason."""
    monkeypatch.setattr(Deadline, "busy", lambda self: True)


@pytest.fixture
def submission(filled):
    """A submission whose first answer takes too long, before another one that is right."""
    content = nbformat.writes(filled(soft_threshold=SLEEP)).encode()
    return Submission("ann", LESSON, content)


def scores(graded):
    return {item.name: item.score for item in graded.result.exercises if item.score is not None}


@pytest.mark.usefixtures("busy")
def test_the_first_try_ends_at_once_and_has_no_key(submission, bundle):
    graded = grade_notebook(submission, bundle, Settings(5, Limits(cell_seconds=1)))
    assert graded.busy
    assert graded.result.key == ""
    assert scores(graded) == {"support_grows": 1, "soft_threshold": 0, "lambda_max": 0}


@pytest.mark.usefixtures("busy")
def test_alone_it_costs_only_what_took_too_long(submission, bundle):
    graded = grade_alone(submission, bundle, Settings(5, Limits(cell_seconds=1)))
    assert scores(graded) == {"support_grows": 1, "soft_threshold": 0, "lambda_max": 1}
    assert graded.result.reason == f"03-soft-threshold: {BUSY}"
    assert graded.result.key == ""  # so the next run tries it again


def test_a_sleep_on_an_idle_machine_is_final(submission, bundle):
    graded = grade_notebook(submission, bundle, Settings(5, Limits(cell_seconds=1)))
    assert not graded.busy
    assert graded.result.key
    assert "loop that never ends" in graded.result.reason


@pytest.fixture
def tries(monkeypatch):
    """Record who is graded and whether alone; the machine is busy for bob unless he is alone."""
    found = []

    def grade(submission, bundle, settings):
        found.append((submission.student, settings.alone))
        graded = grade_notebook(submission, bundle, settings)
        if submission.student == "bob" and not settings.alone:
            zero = module.replace(graded.result, score=0.0, key="")
            return module.replace(graded, result=zero, busy=True)
        return graded

    monkeypatch.setattr(module, "grade_notebook", grade)
    return found


def test_in_a_class_it_is_tried_again_after_all_others(checkout, filled, hand_in, tmp_path, tries):
    for student in ("ann", "bob", "cy"):
        hand_in(tmp_path, student, filled())
    seen = []
    results = grade_class(
        [LESSON],
        tmp_path,
        root=checkout,
        progress=lambda done, total, name: seen.append((done, total)),
    )
    assert tries == [("ann", False), ("bob", False), ("cy", False), ("bob", True)]
    assert [(r.student, r.score) for r in results] == [("ann", 4), ("bob", 4), ("cy", 4)]
    assert seen[-1] == (3, 3)
    assert all(r.key for r in results)
    del tries[:]
    grade_class([LESSON], tmp_path, root=checkout)
    assert tries == []  # what was graded alone is final
