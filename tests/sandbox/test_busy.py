"""On a busy machine a submission gets its time; sleep and its own processes cost it as before."""

import os
import subprocess
import sys
import time

import pytest

from reglab.sandbox.guest.limits import Limits
from reglab.sandbox.host import deadline
from reglab.sandbox.host.worker import SandboxWorker, Stopped

pytestmark = pytest.mark.slow

SPIN = "import os\nos.nice(5)\nos.setsid()\nwhile True:\n    pass"
WORK = "import time\nwhile time.process_time() < start + {seconds}:\n    pass\nprint('done')"
START = "import time\nstart = time.process_time()"


@pytest.fixture
def one_core():
    """Let this process and all that it starts use one core, so that neighbours are in the way."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    yield
    os.sched_setaffinity(0, before)


@pytest.fixture
def neighbours(one_core):
    """Give a function that starts busy processes, each in a session of its own."""
    started = []

    def start(count):
        started.extend(subprocess.Popen([sys.executable, "-c", SPIN]) for _ in range(count))
        for process in started:  # they spin as soon as they have left our session
            while os.getsid(process.pid) != process.pid:
                time.sleep(0.01)

    yield start
    for process in started:
        process.kill()
        process.wait()


@pytest.fixture
def worker(one_core, view):
    made = SandboxWorker(view, [])
    with made.session(Limits()):  # it has started before the neighbours come
        pass
    yield made
    made.close()


def ask(worker, source, seconds, limits=None):
    """The answer to a cell, the seconds that counted, and those that passed."""
    with worker.session(limits or Limits()) as session:
        session.ask({"ask": "cell", "source": START}, 60)
        before, began = session.used, time.monotonic()
        answer, _ = session.ask({"ask": "cell", "source": source}, seconds)
        return answer, session.used - before, time.monotonic() - began


def test_who_waits_for_a_core_has_more_time(worker, neighbours, monkeypatch):
    monkeypatch.setattr(deadline, "PATIENCE", 50)
    neighbours(2)
    answer, used, passed = ask(worker, WORK.format(seconds=1.5), 2)
    assert answer["printed"] == "done\n"
    assert "stopped" not in answer
    assert used < 2 < passed  # the neighbours were in the way, and cost nothing


@pytest.mark.parametrize(
    "source",
    [
        "import time\ntime.sleep(600)",
        "while True:\n    pass",
        "import os\n"
        "for _ in range(9):\n    if os.fork() == 0:\n        while True: pass\n"
        "while True: pass",
        "import os, time\n"
        "if os.fork() == 0:\n    if os.fork() == 0:\n        while True: pass\n    os._exit(0)\n"
        "os.wait()\ntime.sleep(600)",
        "import threading\n"
        "def spin():\n    while True: pass\n"
        "for _ in range(9):\n    threading.Thread(target=spin, daemon=True).start()\n"
        "spin()",
    ],
    ids=["sleep", "spin", "processes", "orphan", "threads"],
)
@pytest.mark.parametrize("count", [0, 1])
def test_sleep_and_its_own_processes_cost_a_submission_its_time(
    worker, neighbours, source, count, monkeypatch
):
    monkeypatch.setattr(deadline, "PATIENCE", 500)  # whatever else runs on this core
    neighbours(count)
    try:
        why = ask(worker, source, 1)[0]["stopped"]
    except Stopped as stopped:  # it did not end when it was interrupted
        why = stopped.why
    assert why == "time"


def test_who_sleeps_and_wakes_up_in_a_crowd_uses_its_time(worker, monkeypatch):
    monkeypatch.setattr(deadline, "PATIENCE", 50)
    source = (
        "import os, time\n"
        "for _ in range(15):\n"
        "    if os.fork() == 0:\n"
        "        while True:\n"
        "            time.sleep(0.25 - time.monotonic() % 0.25)\n"
        "            end = time.thread_time() + 0.002\n"
        "            while time.thread_time() < end: pass\n"
        "time.sleep(600)"
    )
    answer, _, passed = ask(worker, source, 2)
    assert answer["stopped"] == "time"
    assert passed < 8  # with all that they wait, 15 processes would have 12 seconds and more


def test_threads_that_take_turns_are_not_charged_for_a_neighbour(worker, neighbours, monkeypatch):
    monkeypatch.setattr(deadline, "PATIENCE", 50)
    neighbours(1)
    source = (
        "import threading, time\n"
        "turns = [threading.Semaphore(1), threading.Semaphore(0)]\n"
        "def work(one):\n"
        "    while time.process_time() < start + 1.5:\n"
        "        turns[one].acquire()\n"
        "        end = time.thread_time() + 0.01\n"
        "        while time.thread_time() < end: pass\n"
        "        turns[1 - one].release()\n"
        "    turns[1 - one].release()\n"
        "thread = threading.Thread(target=work, args=(1,))\n"
        "thread.start()\n"
        "work(0)\n"
        "thread.join()\n"
        "print('done')"
    )
    answer, used, passed = ask(worker, source, 4)
    assert answer["printed"] == "done\n"
    assert used < 2.2 < passed


def test_a_machine_that_is_too_busy_is_named(worker, neighbours):
    neighbours(12)
    answer, used, _ = ask(worker, "while True:\n    pass", 0.5)
    assert answer["stopped"] == "busy"
    assert used < 0.5 + 1


def test_only_the_grader_says_that_the_machine_was_busy(worker):
    lie = (
        "import reglab.sandbox.guest.session as session\n"
        "session._cell = None\n"
        "import gc, types\n"
        "for found in gc.get_objects():\n"
        "    if isinstance(found, dict) and 'cell' in found and 'probe' in found:\n"
        "        found['cell'] = lambda *a: ({'printed': '', 'stopped': 'busy'}, b'')\n"
    )
    with worker.session(Limits()) as session:
        session.ask({"ask": "cell", "source": lie}, 60)
        assert session.ask({"ask": "cell", "source": "1"}, 60)[0]["stopped"] == "time"
