"""Workers that start before the gradebook is open: what they save is time, never a mark."""

import os
import shutil
import signal

import psutil
import pytest

from reglab.grading import GradingError, grade_class
from reglab.grading.runs.head_start import head_start
from reglab.grading.runs.recorder import Recorder
from reglab.workers.pool import in_parallel, started

LESSON = "03_small"
_said = []  # by the function that a worker calls first


def say(word):
    _said.append(word)
    raise ValueError(word)  # is ignored


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def heard(number):
    return number, os.getpid(), list(_said)


@pytest.fixture
def left():
    """Give a function that lists what the test has started and not ended.

    Python's own watcher of semaphores does not count.
    """
    before = set(psutil.Process().children(recursive=True))

    def list_left():
        found = set(psutil.Process().children(recursive=True)) - before
        return [child for child in found if "resource_tracker" not in " ".join(child.cmdline())]

    return list_left


def work(jobs, pool):
    results = []
    tasks = ((number,) for number in range(12))
    done = lambda task, result: results.append(result)  # noqa: E731
    in_parallel(heard, tasks, jobs, done=done, lost=lambda task: (*task, 0, []), pool=pool)
    return results


def test_each_worker_calls_the_function_before_its_first_task():
    with started(2, say, "hello") as pool:
        results = work(2, pool)
    assert sorted(number for number, _, _ in results) == list(range(12))
    for pid in {pid for _, pid, _ in results}:
        heard_by_one = [said for _, of, said in results if of == pid]
        assert all(said[:1] == ["hello"] for said in heard_by_one)


def test_workers_that_die_of_it_cost_no_task():
    with started(2, die) as pool:
        results = work(2, pool)
    assert sorted(number for number, _, _ in results) == list(range(12))
    assert all(pid for _, pid, _ in results)  # none was given up


def test_nothing_starts_for_a_class_without_new_submissions(
    checkout, filled, hand_in, tmp_path, left
):
    def pool(course=tmp_path, lesson=LESSON, jobs=2):
        with head_start(lesson, course, Recorder(course), jobs, root=checkout) as found:
            return found is not None

    hand_in(tmp_path, "ann", filled())
    assert not pool()  # one submission is graded in one process
    hand_in(tmp_path, "bo", filled())
    assert not pool(lesson="04")
    assert not pool(lesson="")
    assert not pool(jobs=1)
    assert pool(lesson="03")
    recorder = Recorder(tmp_path)
    recorder.known = {("ann", LESSON): None}
    with head_start(LESSON, tmp_path, recorder, 2, root=checkout) as found:
        assert found is None
    assert not left()


CHANGES = {
    "it imports what is not there": ("import numpy as np", "import numpy as np, no_such_library"),
    "it cannot be read": ('"nbformat"', "nbformat"),
    "it has no cell with that name": ("03-soft-threshold-check", "03-another"),
}


@pytest.mark.slow
@pytest.mark.parametrize("change", CHANGES)
def test_if_the_checkout_has_another_notebook_only_time_is_lost(
    change, checkout, filled, hand_in, tmp_path
):
    before, after = CHANGES[change]
    other, course = tmp_path / "checkout", tmp_path / "course"
    shutil.copytree(checkout, other)
    released = other / "notebooks" / LESSON / f"{LESSON}.ipynb"
    text = released.read_text()
    assert before in text
    released.write_text(text.replace(before, after))
    for student in ("ann", "bo", "cy"):
        hand_in(course, student, filled())
    marks = {r.student: r.score for r in grade_class([LESSON], course, root=other, jobs=2)}
    assert marks == {"ann": 4, "bo": 4, "cy": 4}


@pytest.mark.slow
def test_nothing_is_left_when_the_lesson_cannot_be_opened(
    checkout, filled, hand_in, tmp_path, monkeypatch, left
):
    for student in ("ann", "bo"):
        hand_in(tmp_path, student, filled())
    refused = "reglab.grading.records.course.register"
    monkeypatch.setattr(refused, lambda *args: "it is not to its taste")
    with pytest.raises(GradingError, match="not to its taste"):
        grade_class([LESSON], tmp_path, root=checkout, jobs=2)
    assert not left()
