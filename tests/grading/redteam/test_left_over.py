"""After a class, however it ends, none of its processes is left on the machine."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

LESSON = "03_small"
pytestmark = pytest.mark.slow

BACKGROUND = """
import os, subprocess, time

subprocess.Popen(["sleep", "10000"])
if os.fork() == 0:
    os.setpgid(0, 0)
    time.sleep(10_000)
"""
GRADE = """
import sys
from reglab.grading import grade_class

if __name__ == "__main__":
    grade_class(["03"], sys.argv[1], root=sys.argv[2], jobs=int(sys.argv[3]))
"""
PATIENCE = 300  # seconds, for a busy machine
# Nothing ends by itself meanwhile: a Ctrl-C that is lost shows.
LIMITS = "[limits]\ncell_seconds = 10_000\nnotebook_seconds = 10_000\n"


@pytest.fixture
def start(checkout, filled, hand_in, tmp_path):
    """Give a function that grades a class of hostile submissions in a process of its own."""
    started = []

    def run(jobs, last):
        import nbformat

        for student, source in [("a", BACKGROUND), ("b", BACKGROUND + last), ("c", last)]:
            notebook = filled()
            notebook.cells.append(nbformat.v4.new_code_cell(source))
            hand_in(tmp_path, student, notebook)
        (tmp_path / "grade.py").write_text(GRADE)
        (tmp_path / "course.toml").write_text(LIMITS)
        command = [sys.executable, tmp_path / "grade.py", tmp_path, checkout, str(jobs)]
        process = subprocess.Popen(command, start_new_session=True)
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.wait()


def below(root):
    """The processes below one, each with the time of its start: a number may be used again."""
    children, starts = {}, {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            fields = Path(f"/proc/{name}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(name))
        starts[int(name)] = fields[19]
    found, new = set(), [root]
    while new:
        for child in children.get(new.pop(), []):
            found.add((child, starts[child]))
            new.append(child)
    return found


def alive(processes):
    left = set()
    for pid, start in processes:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[19] == start and fields[0] not in "ZX":
            left.add((pid, Path(f"/proc/{pid}/cmdline").read_bytes()))
    return left


def wait_until(condition):
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)


def sleeping(process):
    """All processes of a class, once the hostile ones have started theirs."""
    found = set()

    def asleep():
        found.clear()
        found.update(below(process.pid))
        names = [Path(f"/proc/{pid}/comm") for pid, _ in found]
        return any(path.exists() and path.read_text().strip() == "sleep" for path in names)

    wait_until(asleep)
    return set(found)


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("ended_by", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_when_the_grader_ends(start, jobs, ended_by):
    process = start(jobs, "import time\ntime.sleep(10_000)\n")
    found = sleeping(process)
    assert len(found) >= 5
    if ended_by == signal.SIGINT:  # a terminal sends it to all of the group
        os.killpg(process.pid, ended_by)
    else:
        process.send_signal(ended_by)
    wait_until(lambda: process.poll() is not None)
    wait_until(lambda: not alive(found))


def test_nothing_is_left_when_a_worker_is_killed(start):
    process = start(2, "import time\ntime.sleep(10_000)\n")
    found = sleeping(process)
    workers = [
        pid
        for pid, _ in found
        if Path(f"/proc/{pid}/cmdline").exists()
        and b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
    ]
    killed = workers[0]
    others = below(killed)
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: not alive(others))


@pytest.mark.parametrize("jobs", [1, 2])
def test_nothing_is_left_when_the_class_is_done(start, jobs):
    process, found = start(jobs, "import time\ntime.sleep(1)\n"), set()

    def ended():
        found.update(below(process.pid))
        return process.poll() is not None

    wait_until(ended)
    assert process.returncode == 0
    assert found
    wait_until(lambda: not alive(found))
