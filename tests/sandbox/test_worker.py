"""A worker: each session is a process of its own, also where no warm start is possible."""

import os
import socket
import subprocess
import sys
import tempfile
from types import SimpleNamespace

import pytest

from reglab.grading.verdict import sandbox_workers as workers
from reglab.sandbox.errors import SandboxError
from reglab.sandbox.guest.limits import Limits
from reglab.sandbox.host import worker as module
from reglab.sandbox.host.worker import SandboxWorker, Stopped

pytestmark = pytest.mark.slow
SECONDS = 30


@pytest.fixture(params=["warm", "cold"])
def worker(request, view):
    worker = SandboxWorker(view, ["numpy"], warm=request.param == "warm")
    yield worker
    worker.close()


def run(worker, *sources, limits=None):
    """What the cells of one submission print, and how the last one ended."""
    with worker.session(limits or Limits()) as session:
        answers = [session.ask({"ask": "cell", "source": s}, SECONDS)[0] for s in sources]
    return "".join(a["printed"] for a in answers), answers[-1]


def test_cells_share_their_names_and_sessions_do_not(worker):
    assert run(worker, "x = 2", "print(x)")[0] == "2\n"
    answer = run(worker, "print(x)")[1]
    assert answer["error"]["type"] == "NameError"


def test_a_session_finds_nothing_of_the_one_before(worker):
    leave = (
        "import os, tempfile\n"
        "for folder in ('.', tempfile.gettempdir(), '/dev/shm', '/tmp'):\n"
        "    try:\n"
        "        open(folder + '/left', 'w').write('me')\n"
        "    except OSError:\n"
        "        pass\n"
        "import numpy\n"
        "numpy.left = os.environ['LEFT'] = 'me'\n"
    )
    run(worker, leave)
    look = (
        "import os, tempfile, numpy\n"
        "places = ('.', tempfile.gettempdir(), '/dev/shm', '/tmp')\n"
        "print([os.path.exists(p + '/left') for p in places])\n"
        "print(hasattr(numpy, 'left'), 'LEFT' in os.environ, sorted(os.listdir('.')))\n"
    )
    assert run(worker, look)[0] == "[False, False, False, False]\nFalse False []\n"


def test_a_dead_process_does_not_take_the_lane_along(worker):
    with pytest.raises(Stopped) as stopped:
        run(worker, "import os; os._exit(0)")
    assert stopped.value.why == "died"
    assert run(worker, "print(1)")[0] == "1\n"


def test_nothing_goes_on_after_a_session(worker):
    code = (
        "import subprocess, sys\n"
        "p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(1000)'])\n"
        "print(p.poll())"
    )
    assert run(worker, code)[0] == "None\n"
    # Warm: no process is seen at all; cold: those that started this one, in a new sandbox.
    look = "import os; print(len([n for n in os.listdir('/proc') if n.isdigit()]))"
    assert run(worker, look)[0] in ("0\n", "4\n")


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("x = bytearray(400 * 2**20)\nwhile True: pass", "memory"),
        ("import os, time\nfor _ in range(40): os.fork()\ntime.sleep(60)", "processes"),
    ],
)
def test_what_uses_too_much_is_ended_at_once(view, code, why):
    worker = SandboxWorker(view, [])
    try:
        with pytest.raises(Stopped) as stopped:
            run(worker, code, limits=Limits(memory_mb=200, processes=20))
        assert stopped.value.why == why
        assert run(worker, "print(1)")[0] == "1\n"
    finally:
        worker.close()


def test_a_kernel_without_nested_namespaces_gets_a_new_sandbox_each_time(view, monkeypatch):
    # No folder of that name can be mounted, which is how a refusal reaches us.
    real = module.private_folders
    monkeypatch.setattr(module, "private_folders", lambda: [*real(), "/not-there"])
    worker = SandboxWorker(view, [])
    try:
        assert run(worker, "_ = open('x', 'w').write('1')", "print(1)")[0] == "1\n"
        assert run(worker, "import os; print(os.listdir('.'))")[0] == "[]\n"
    finally:
        worker.close()


def test_a_sandbox_that_does_not_start_is_one_line(tmp_path):
    worker = SandboxWorker(tmp_path / "nothing", [])
    with pytest.raises(SandboxError, match="the sandbox does not start: bwrap: "):
        run(worker, "1")


def test_the_view_of_a_process_that_was_killed_is_removed_by_the_next(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], stdout=-1)
    left = tmp_path / f"reglab-copy-{int(gone.stdout)}-abc"
    other = tmp_path / f"reglab-copy-{os.getppid()}-abc"  # of a process that is alive
    for folder in (left, other):
        (folder / "reglab").mkdir(parents=True)
    workers.sweep()
    assert [path.name for path in tmp_path.iterdir()] == [other.name]


def test_cold_folders_are_limited_too(view):
    worker = SandboxWorker(view, [], warm=False)
    try:
        code = "open('x', 'wb').write(bytes(20 * 2**20))"
        assert run(worker, code, limits=Limits(files_mb=8))[1]["stopped"] == "files"
    finally:
        worker.close()


def test_an_orphan_counts_too(view):
    worker = SandboxWorker(view, [], warm=False)
    code = (
        "import ctypes, os, time\n"
        "libc = ctypes.CDLL(None)\n"
        "libc.prctl(36, 0, 0, 0, 0)\n"
        "if os.fork() == 0:\n"
        "    if os.fork(): os._exit(0)\n"
        "    keep = bytearray(b'x') * (400 * 2**20)\n"
        "    time.sleep(60)\n"
        "time.sleep(60)"
    )
    try:
        with pytest.raises(Stopped) as stopped:
            run(worker, code, limits=Limits(memory_mb=200))
        assert stopped.value.why == "memory"
    finally:
        worker.close()


def test_who_kills_the_process_above_ends_with_it(view):
    worker = SandboxWorker(view, [], warm=False)
    code = "import os, time\nos.kill(os.getppid(), 9)\nkeep = bytearray(50 * 2**20)\ntime.sleep(60)"
    try:
        with pytest.raises(Stopped) as stopped:
            run(worker, code)
        assert stopped.value.why == "died"
    finally:
        worker.close()


def test_a_library_that_is_not_there_stops_the_class_and_not_every_answer(view):
    worker = SandboxWorker(view, ["numpy", "not_installed"])
    with pytest.raises(SandboxError, match="the sandbox cannot load not_installed: ModuleNotFound"):
        run(worker, "1")


def test_a_hostile_message_about_time_does_not_reach_the_next_submission(view):
    worker = SandboxWorker(view, [], warm=False)
    real = module.wire.take
    try:
        with worker.session(Limits()) as session:
            first = worker._process
            module.wire.take = lambda *args, **options: ({"waited": []}, None)
            session.ask({"ask": "cell", "source": "1"}, SECONDS)
    except Stopped:
        pass
    finally:
        module.wire.take = real
    assert first.poll() is not None  # its sandbox has ended, whatever it said
    assert run(worker, "print(1)")[0] == "1\n"
    worker.close()


@pytest.mark.parametrize("said", [b"}", b"[]", b"7", b"[" * 100_000])
def test_what_is_no_message_closes_the_channel(said):
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    theirs.send(said)
    with ours, theirs, pytest.raises(module.wire.Closed):
        module.wire.take(ours)


def test_without_inner_namespaces_the_watching_process_cannot_be_read(view):
    worker = SandboxWorker(view, [], warm=False)
    code = (
        "import os\n"
        "found = []\n"
        "for pid in (os.getppid(), 1, 2):\n"
        "    for name in ('mem', 'environ', 'fd/0'):\n"
        "        try:\n"
        "            open(f'/proc/{pid}/{name}', 'rb' if name != 'mem' else 'r+b')\n"
        "            found.append((pid, name, open(f'/proc/{pid}/comm').read()))\n"
        "        except OSError:\n"
        "            pass\n"
        "print([item for item in found if 'python' in item[2]])"
    )
    try:
        assert run(worker, code)[0] == "[]\n"
    finally:
        worker.close()


def test_a_copy_of_the_package_is_removed_if_ctrl_c_arrives_while_it_is_made(tmp_path, monkeypatch):
    def interrupted(exercises, folder):
        (folder / "reglab").mkdir()
        raise KeyboardInterrupt

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(workers, "make_copy", interrupted)
    with pytest.raises(KeyboardInterrupt):
        workers.worker_for(SimpleNamespace(key="a lesson", exercises=[]), True)
    assert not list(tmp_path.iterdir())
