"""The process that waits in the sandbox with all libraries loaded.

For each submission it forks a child, which shuts itself off (see `isolation`)
and serves the grader; while the child lives, this watches what it uses.

    python -m reglab.sandbox.guest.fork_server CONTROL_DESCRIPTOR

Loading Keras takes seconds; a fork takes milliseconds. TensorFlow allows a
fork as long as it has run no operation, so nothing is run here.
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

TICK = 0.02  # seconds between two looks at a child's processes
THREADS = 10  # for each process that is allowed; libraries start some of their own
LOOKS = 3  # from one look at its memory to the next, which takes longer


def main(descriptor):
    """Serve the grader until it hangs up.

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
                continue  # about a child that has ended meanwhile
            limits = Limits(**request["limits"])
            child = _fork(channel, control, shell, limits, settings)
            channel.close()
            wire.put(control, {"ended": _watch(child, control, limits, settings["sandboxed"])})


def _fork(channel, control, shell, limits, settings):
    """Start a child.

    Returns
    -------
    between, child : int
        The process that waits for the child, and the child as seen from here: the first of
        its process namespace, so that it takes all others along when it ends.
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
    """Start the child, tell who it is, and wait for it."""
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
    """What the child does; it never returns to what the warm process does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # until the first question is there
    # Whoever watches comes first: Linux shares time between sessions, whatever each starts.
    os.setsid()
    os.nice(5)
    with contextlib.suppress(OSError):  # and where memory ends, this process ends
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
    """Wait for a child to end, and end it if it uses too much; why it ended."""
    between, pid = child
    base, others, looks, why, killed = _own_memory(), count_all(), 0, None, False
    while True:
        if os.waitpid(between, os.WNOHANG)[0]:
            _kill(pid)  # without a namespace of its own it may have outlived who waited for it
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
        # In a sandbox all processes are this child's, but for a few; so counting them is quick
        # enough for a program that starts hundreds in the time of a closer look.
        room = others + limits.processes if sandboxed else math.inf
        if why is None and count_all() > room:
            why = "processes"
        elif why is None and looks % LOOKS == 0:
            why = _excess(pid, base, limits, room)
        if why and not killed:
            killed = True
            _kill(pid)


def _own_memory():
    """Resident memory of this process alone."""
    return usage(os.getpid(), below=False).bytes


def _excess(pid, base, limits, most):
    """Which limit a child is over, or None; `most` are all the processes that there may be."""
    used, room = usage(pid), limits.memory_mb * MEGABYTE
    if used.processes > limits.processes or used.threads > THREADS * limits.processes:
        return "processes"
    # What the child shares with this process counts as resident, too.
    if used.bytes <= base + room:
        return None
    exact = 0
    for found in used.pids:
        if count_all() > most:  # the kernel is slow to tell the size of what forks all the time
            return "processes"
        exact += proportional(found)
        if exact > room:
            return "memory"
    return None


def _signal(pid, number):
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def _kill(pid):
    """End a child and all that it has started."""
    if not pid:
        return
    below = usage(pid).pids  # where there is no namespace that ends with its first process
    _signal(pid, signal.SIGKILL)
    for found in below:
        _signal(found, signal.SIGKILL)


if __name__ == "__main__":
    main(int(sys.argv[1]))
