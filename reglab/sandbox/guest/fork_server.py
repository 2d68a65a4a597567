"""The warm process, which waits in the sandbox with all libraries loaded.

For each submission it forks a child, which isolates itself (see `isolation`)
and serves the grader. The warm process watches what the child uses (see `supervisor`).

    python -m reglab.sandbox.guest.fork_server CONTROL_DESCRIPTOR

Loading Keras takes seconds; a fork takes milliseconds. TensorFlow allows a
fork only before its first operation, so this process runs none.
"""

import contextlib
import os
import signal
import socket
import sys
from pathlib import Path

from . import isolation, wire
from .limits import Limits
from .session import preload, serve
from .shell import Shell, silence_descriptors
from .supervisor import Supervisor


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
    if settings["sandboxed"] and not settings["private"]:
        # The submission sees this process: it must not read or change its memory.
        isolation.readable_by_others(False)
    failed = preload(settings["modules"])
    shell = Shell()
    wire.put(control, {"ready": os.getpid(), "failed": failed})
    with contextlib.suppress(wire.Closed):
        while True:
            request, channel = wire.take(control)
            if channel is None:
                continue  # a request about a child that has already ended
            limits = Limits(**request["limits"])
            supervisor = Supervisor(control, limits, settings)
            child = _fork(channel, control, shell, limits, settings)
            channel.close()
            wire.put(control, supervisor.watch(*child))


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
    isolation.readable_by_others(True)
    isolation.adopt_orphans()  # the first process of a namespace does so anyway
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


if __name__ == "__main__":
    main(int(sys.argv[1]))
