"""Submissions that share a warm process, one after the other and at the same time, do not meet."""

import pytest

from reglab.sandbox.guest.limits import Limits
from reglab.sandbox.host.worker import SandboxWorker, Stopped

pytestmark = pytest.mark.slow

SECONDS = 60
LEAVE = """
import builtins, ctypes, mmap, os, socket, subprocess, sys, time

left = []
for folder, folders, names in os.walk("/"):
    folders[:] = [] if folder in ("/usr", sys.prefix, sys.base_prefix) else folders
    for path in (os.path.join(folder, "left-behind"), os.path.join(folder, "left-behind.py")):
        try:
            with open(path, "w") as file:
                file.write("left-behind")
            left.append(path)
        except OSError:
            pass
os.environ["LEFT_BEHIND"] = "left-behind"
ctypes.CDLL(None).setenv(b"LEFT_BEHIND_TOO", b"left-behind", 1)
sys.modules["left_behind"] = sys
sys.path.insert(0, "/submission")
builtins.left_behind = True
import numpy
numpy.sign = None
numpy.left_behind = True
import reglab.checks.probing.probe as probing
probing.probe_drawn = None
get_ipython().user_ns["left_behind"] = True
get_ipython().input_transformers_cleanup.append(
    lambda lines: lines if lines[0].startswith("# look") else ["left_behind = True"]
)
libc = ctypes.CDLL(None, use_errno=True)
for call in (libc.shmget, libc.msgget, libc.semget):
    call(4711, 4096, 0o1666) if call is libc.shmget else call(4711, 0o1666)
subprocess.Popen(["sleep", "10000"])
kept = []
for name in ("\\0left-behind", "/submission/left-behind.sock", "/dev/shm/left-behind.sock"):
    one = socket.socket(socket.AF_UNIX)
    one.bind(name)
    kept.append(one)
os.chdir("/")
os.umask(0)
print("left", len(left))
"""
LOOK = """# look
import builtins, ctypes, os, socket, sys

found = []
for folder, folders, names in os.walk("/"):
    folders[:] = [] if folder in ("/usr", sys.prefix, sys.base_prefix) else folders
    found += [os.path.join(folder, n) for n in names if "left-behind" in n]
found += [key for key in os.environ if "LEFT" in key]
libc = ctypes.CDLL(None, use_errno=True)
libc.getenv.restype = ctypes.c_char_p
found += [libc.getenv(b"LEFT_BEHIND_TOO")] if libc.getenv(b"LEFT_BEHIND_TOO") else []
found += [name for name in sys.modules if "left_behind" in name]
import numpy
import reglab.checks.probing.probe as probing
found += [owner for owner in (builtins, numpy) if hasattr(owner, "left_behind")]
found += ["numpy"] if numpy.sign is None else []
found += ["probing"] if probing.probe_drawn is None else []
found += ["shell"] if "left_behind" in get_ipython().user_ns else []
found += ["segment"] if libc.shmget(4711, 4096, 0o666) >= 0 else []
found += ["queue"] if libc.msgget(4711, 0o666) >= 0 else []
found += ["semaphore"] if libc.semget(4711, 1, 0o666) >= 0 else []
for name in ("\\0left-behind", "/submission/left-behind.sock", "/dev/shm/left-behind.sock"):
    try:
        socket.socket(socket.AF_UNIX).connect(name)
        found.append(name)
    except OSError:
        pass
for pid in range(2, 3000):
    if os.path.exists(f"/proc/{pid}"):
        found.append(pid)
    try:
        os.kill(pid, 0)
        found.append(("process", pid))
    except OSError:
        pass
found += ["folder"] if os.getcwd() != "/submission" else []
found += ["umask"] if os.umask(0o22) != 0o22 else []
print("found", found)
"""


@pytest.fixture
def worker(view):
    made = SandboxWorker(view, ["numpy"])
    yield made
    made.close()


def run(session, source):
    answer, _ = session.ask({"ask": "cell", "source": source}, SECONDS)
    assert "error" not in answer, answer
    return answer["printed"].strip()


def test_nothing_reaches_the_next_submission(worker):
    with worker.session(Limits()) as session:
        assert run(session, LOOK) == "found []"
        left = run(session, LEAVE)
    assert int(left.split()[1]) >= 3
    with worker.session(Limits()) as session:
        assert run(session, LOOK) == "found []"
        run(session, LEAVE)
    with worker.session(Limits()) as session:
        assert run(session, LOOK) == "found []"


@pytest.mark.parametrize("order", ["first", "second"])
def test_nothing_reaches_a_submission_at_the_same_time(view, order):
    one, other = SandboxWorker(view, ["numpy"]), SandboxWorker(view, ["numpy"])
    workers = (one, other) if order == "first" else (other, one)
    try:
        with workers[0].session(Limits()) as hostile, workers[1].session(Limits()) as honest:
            run(hostile, LEAVE)
            assert run(honest, LOOK) == "found []"
            run(honest, LEAVE)
            # What it left is there, for itself: the search does find such things.
            assert "/submission/left-behind" in run(hostile, LOOK)
    finally:
        one.close()
        other.close()


@pytest.mark.parametrize(
    "deadly",
    [
        "import os\nos._exit(1)",
        "import os\nos.abort()",
        "import os\ntry:\n    os.kill(-1, 9)\nexcept OSError:\n    os._exit(0)",
        "import os\nwhile True:\n    os.fork()",
        "kept = []\nwhile True:\n    kept.append(bytearray(10**8))",
    ],
)
def test_the_warm_process_survives_what_dies(worker, deadly):
    limits = Limits(memory_mb=300, processes=20)
    with worker.session(limits) as session:
        assert run(session, "print(1)") == "1"
    warm = worker._process.pid
    with pytest.raises(Stopped), worker.session(limits) as session:
        session.ask({"ask": "cell", "source": deadly}, SECONDS)
    with worker.session(limits) as session:
        assert run(session, LOOK) == "found []"
    assert worker._process.pid == warm
