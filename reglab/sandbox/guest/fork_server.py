"""The warm process, which waits in the sandbox with all libraries loaded.

For each submission it forks a child, which isolates itself (see `isolation`)
and serves the grader. The warm process watches what the child uses.

    python -m reglab.sandbox.guest.fork_server CONTROL_DESCRIPTOR

Loading Keras takes seconds; a fork takes milliseconds. TensorFlow allows a
fork only before its first operation, so this process runs none.
"""

import contextlib
import math
import os
import select
import signal
import socket
import sys
from pathlib import Path

from . import isolation, wire
from .limits import MEGABYTE, Limits
from .session import preload, serve
from .shell import Shell, silence_descriptors
from .watch import count_all, proportional, usage

TICK = 0.02  # seconds between two checks of a child's processes
THREADS = 10  # per allowed process; libraries start some of their own
LOOKS = 3  # memory is checked at every third tick, because that takes longer


def main(descriptor: int) -> None:
    """Serve the grader until it closes the channel.

    Parameters
    ----------
    descriptor : int
        The grader's control socket.
    """
    control = socket.socket(fileno=descriptor)
    os.set_inheritable(descriptor, False)
    settings, _ = wire.take(control)
    silence_descriptors()
    failed = preload(settings["modules"])
    shell = Shell()
    wire.put(control, {"ready": os.getpid(), "failed": failed})
    with contextlib.suppress(wire.Closed):
        while True:
            request, channel = wire.take(control)
            if channel is None:
                continue  # a request about a child that has already ended
            limits = Limits(**request["limits"])
            child = _fork(channel, control, shell, limits, settings)
            channel.close()
            wire.put(control, {"ended": _watch(child, control, limits, settings["sandboxed"])})


def _fork(channel, control, shell, limits, settings):
    """Start a child.

    Returns
    -------
    between, child : int
        The ids of the process that waits for the child, and of the child. The child is the
        first process of its namespace, so the kernel ends all others there with it.
    """
    reading, writing = os.pipe()
    between = os.fork()
    if between == 0:
        try:
            control.close()
            os.close(reading)
            _start(channel, writing, shell, limits, settings)
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        child = pipe.read()
    return between, int(child or 0)


def _start(channel, writing, shell, limits, settings):
    """Start the child, write its process id to the pipe, and wait for it."""
    try:
        if settings["private"]:
            isolation.unshare()
        child = os.fork()
    except OSError as error:
        wire.send(channel, {"broken": str(error)})
        return
    if child == 0:
        os.close(writing)
        _child(channel, shell, limits, settings)
    else:
        channel.close()
        os.write(writing, str(child).encode())
        os.close(writing)
        os.waitpid(child, 0)


def _child(channel, shell, limits, settings):
    """Isolate the child and serve the grader; `_fork` ends the process afterwards."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # until it serves the grader
    # The watching process must get CPU time: Linux divides it between sessions, however many
    # processes each one has.
    os.setsid()
    os.nice(5)
    with contextlib.suppress(OSError):  # if memory runs out, the kernel ends this process first
        Path("/proc/self/oom_score_adj").write_text("1000")
    try:
        if settings["private"]:
            isolation.private_files(settings["private"], limits.files_mb)
        if settings["sandboxed"]:
            isolation.drop_privileges()
        os.chdir(settings["folder"])
    except OSError as error:
        wire.send(channel, {"broken": str(error)})
        return
    wire.send(channel, {"ready": True})
    signal.signal(signal.SIGINT, signal.default_int_handler)
    serve(channel, shell)


def _watch(child, control, limits, sandboxed):
    """Wait for a child to end, end it if it uses too much, and return why it ended."""
    between, pid = child
    base, others, looks, why, killed = _own_memory(), count_all(), 0, None, False
    while True:
        if os.waitpid(between, os.WNOHANG)[0]:
            _kill(pid)  # without its own namespace it may outlive the waiting process
            return why or "died"
        if control in select.select([control], [], [], TICK)[0]:
            try:
                request, _ = wire.take(control)
            except wire.Closed:
                _kill(pid)
                raise
            if request["do"] == "interrupt":
                _signal(pid, signal.SIGINT)
            elif request["do"] == "kill":
                why = why or request.get("why", "time")
        looks += 1
        # In a sandbox nearly all processes are this child's. Counting them is quick enough to
        # stop a program that starts hundreds before `_excess` would return.
        room = others + limits.processes if sandboxed else math.inf
        if why is None and count_all() > room:
            why = "processes"
        elif why is None and looks % LOOKS == 0:
            why = _excess(pid, base, limits, room)
        if why and not killed:
            killed = True
            _kill(pid)


def _own_memory():
    """Resident memory of this process, without its children."""
    return usage(os.getpid(), below=False).bytes


def _excess(pid, base, limits, most):
    """The limit that a child exceeds, or None; `most` is the allowed number of all processes."""
    used, room = usage(pid), limits.memory_mb * MEGABYTE
    if used.processes > limits.processes or used.threads > THREADS * limits.processes:
        return "processes"
    # Memory that the child shares with this process counts as resident, too.
    if used.bytes <= base + room:
        return None
    exact = 0
    for found in used.pids:
        if count_all() > most:  # sizes are slow to read while a program keeps forking
            return "processes"
        exact += proportional(found)
        if exact > room:
            return "memory"
    return None


def _signal(pid, number):
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def _kill(pid):
    """End a child and all processes that it has started."""
    if not pid:
        return
    below = usage(pid).pids  # without a namespace they would outlive the child
    _signal(pid, signal.SIGKILL)
    for found in below:
        _signal(found, signal.SIGKILL)


if __name__ == "__main__":
    main(int(sys.argv[1]))
