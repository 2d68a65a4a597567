"""Work is shared among processes, and a process that dies takes nobody else's work with it."""

import os
import time

import pytest

from reglab.grading.workers import in_parallel


def work(kind, value):
    if kind == "dies":
        os._exit(1)
    if kind == "raises":
        raise ValueError(value)
    time.sleep(0.01 * value)
    return value * value


def run(tasks, jobs=2):
    results = {}
    in_parallel(work, tasks, jobs, done=results.__setitem__, lost=lambda task: f"lost {task[1]}")
    return results


def test_every_task_ends_with_its_own_result():
    tasks = [("squares", value) for value in (9, 1, 8, 2, 7, 3)]
    assert run(tasks) == {i: value**2 for i, (_, value) in enumerate(tasks)}


def test_a_worker_that_dies_costs_only_its_own_task():
    tasks = [("squares", 1), ("dies", 2), ("squares", 3), ("dies", 4), ("squares", 5)]
    assert run(tasks) == {0: 1, 1: "lost 2", 2: 9, 3: "lost 4", 4: 25}


def test_an_error_of_ours_is_not_swallowed():
    with pytest.raises(ValueError, match="7"):
        run([("squares", 1), ("raises", 7)])


def test_no_task_is_no_work():
    assert run([]) == {}
