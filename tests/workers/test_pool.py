"""Work is shared among processes, and a process that dies takes nobody else's work with it."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from reglab.workers.pool import in_parallel


def work(kind, value):
    if kind == "dies":
        os._exit(1)
    if kind == "raises":
        raise ValueError(value)
    time.sleep(0.01 * value)
    return value * value


def run(tasks, jobs=2):
    results = {}

    def done(task, result):
        assert task not in results  # each ends once
        results[task] = result

    in_parallel(work, tasks, jobs, done=done, lost=lambda task: f"lost {task[1]}")
    return results


def test_every_task_ends_with_its_own_result():
    tasks = [("squares", value) for value in (9, 1, 8, 2, 7, 3)]
    assert run(tasks) == {task: task[1] ** 2 for task in tasks}


def test_a_worker_that_dies_costs_only_its_own_task():
    tasks = [("squares", 1), ("dies", 2), ("squares", 3), ("dies", 4), ("squares", 5)]
    assert [run(tasks)[task] for task in tasks] == [1, "lost 2", 9, "lost 4", 25]


def test_what_died_by_chance_is_done_again(tmp_path):
    """A task beside one that takes its worker along is not lost with it."""
    results = {}
    tasks = [(str(tmp_path / "once"), 1), (str(tmp_path / "twice"), 2)]
    (tmp_path / "twice").touch()
    in_parallel(dies_first, tasks, 2, done=results.__setitem__, lost=str)
    assert [results[task] for task in tasks] == [1, 2]


def dies_first(path, value):
    if not os.path.exists(path):
        Path(path).touch()
        os._exit(1)
    return value


def test_a_worker_that_dies_between_two_tasks_costs_none():
    """It dies while its last result is being recorded, so that the next task cannot be sent."""
    results = {}

    def done(task, result):
        time.sleep(0.5)
        results[task] = result

    tasks = [(value,) for value in range(3)]
    in_parallel(dies_afterwards, tasks, 1, done=done, lost=str)
    assert results == {(value,): value for value in range(3)}


def dies_afterwards(value):
    threading.Timer(0.1, os._exit, [1]).start()
    return value


def test_at_most_so_many_at_a_time(tmp_path):
    results = {}
    tasks = [(str(tmp_path), str(name)) for name in range(6)]
    in_parallel(count, tasks, 2, done=results.__setitem__, lost=str)
    assert set(results.values()) <= {1, 2}


def count(folder, name):
    """How many tasks are under way."""
    (Path(folder) / name).touch()
    time.sleep(0.05)
    found = len(os.listdir(folder))
    (Path(folder) / name).unlink()
    return found


INTERRUPTED = """
import time
from pathlib import Path
from reglab.workers.pool import in_parallel

FOLDER = Path(__file__).parent

def work(name):
    if name == "quick":
        return name
    (FOLDER / name).touch()
    try:
        time.sleep(600)
    finally:
        (FOLDER / name).unlink()

if __name__ == "__main__":
    tasks = [("quick",), ("one",), ("two",), ("three",)]
    try:
        in_parallel(work, tasks, 2, done=lambda _, result: print(result, flush=True), lost=str)
    except KeyboardInterrupt:
        print("interrupted", [name for (name,) in tasks if (FOLDER / name).exists()])
"""


def test_ctrl_c_stops_what_is_under_way_and_lets_it_clean_up(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(INTERRUPTED)
    running = subprocess.Popen(
        [sys.executable, script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while not ((tmp_path / "one").exists() and (tmp_path / "two").exists()):
        assert running.poll() is None
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does
    out, err = running.communicate(timeout=60)
    assert (out, err) == ("quick\ninterrupted []\n", "")
    assert not (tmp_path / "three").exists()


def test_an_error_of_ours_is_not_swallowed():
    with pytest.raises(ValueError, match="7"):
        run([("squares", 1), ("raises", 7)])


def test_tasks_are_taken_as_workers_become_free():
    """A class of any size needs no more memory than what is under way."""
    taken, ended, most = [], [], []

    def tasks():
        for value in range(8):
            taken.append(value)
            yield "squares", value

    def done(task, result):
        ended.append(result)
        most.append(len(taken) - len(ended))

    in_parallel(work, tasks(), 2, done=done, lost=str)
    assert len(ended) == 8
    assert max(most) <= 2


def test_no_task_is_no_work():
    assert run([]) == {}
