"""A worker: one warm process in a sandbox, which serves one submission after the other.

Whoever holds a worker asks, and never trusts an answer to be more than bytes.
"""

import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from tempfile import TemporaryDirectory

from reglab.sandbox.errors import SandboxError
from reglab.sandbox.guest import wire
from reglab.sandbox.host.bubblewrap import WORK, bare_environment, private_folders, sandbox_command

__all__ = ["SandboxWorker", "Session", "Stopped"]

START_SECONDS = 120  # to load Keras on a slow and busy machine
GRACE_SECONDS = 3  # that code has to end after an interrupt
KILL_SECONDS = 20


class Stopped(Exception):
    """A submission's process has ended, or had to be ended.

    Attributes
    ----------
    why : str
        A code of `reglab.sandbox.guest.limits.CODES`.
    """

    def __init__(self, why):
        super().__init__(why)
        self.why = why


class SandboxWorker:
    """A warm process, started on first use and again after it died.

    Parameters
    ----------
    copy : Path
        From `make_copy`.
    modules : list of str
        What the process loads before the first submission.
    sandboxed : bool
        False only if the instructor said so.
    warm : bool
        False starts a new sandbox for every submission. That is also what is done where the
        kernel does not let a sandboxed process shut off its children. It is slower, and code
        can stop the process beside it that watches its memory; its time stays limited.
    """

    def __init__(self, copy, modules, *, sandboxed=True, warm=True):
        self._copy, self._modules = copy, list(modules)
        self._sandboxed, self._warm = sandboxed, warm or not sandboxed
        self._process = self._control = self._home = self._ended = None

    @contextmanager
    def session(self, limits):
        """A fresh process for one submission; it is gone at the end.

        Parameters
        ----------
        limits : Limits

        Yields
        ------
        Session

        Raises
        ------
        Stopped
            If the whole sandbox died, as when the machine has no memory left; the next session
            starts another one.
        SandboxError
            If the sandbox does not start.
        """
        channel = self._fork(limits)
        try:
            yield Session(channel, self)
        except wire.Closed:
            self.close()
            raise Stopped("died") from None
        finally:
            channel.close()
            self.end("done")
            if not self._warm:
                self.close()

    def _fork(self, limits):
        """Let the warm process fork; the channel to its child, which is shut off by then."""
        for _ in range(2):
            self._start(limits)
            ours, theirs = socket.socketpair()
            try:
                wire.put(self._control, {"do": "fork", "limits": limits.to_dict()}, theirs.fileno())
                theirs.close()
                answer, _ = wire.receive(ours, deadline=time.monotonic() + KILL_SECONDS)
            except (wire.Closed, wire.Late, wire.Garbled):
                answer = {}
            if answer.get("ready"):
                return ours
            ours.close()
            self.close()
            if "broken" in answer:
                # A kernel that allows a sandbox, and none inside it: a new one each time.
                self._warm = False
        raise SandboxError(f"the sandbox gives no process: {answer.get('broken', 'no answer')}")

    def interrupt(self):
        """Interrupt what the submission is doing."""
        wire.put(self._control, {"do": "interrupt"})

    def end(self, why):
        """End the submission's process, if it has not ended by itself; why it ended."""
        if self._control is None or self._ended is not None:
            return self._ended
        try:
            wire.put(self._control, {"do": "kill", "why": why})
            message, _ = wire.take(self._control, deadline=time.monotonic() + KILL_SECONDS)
            self._ended = message["ended"]
        except (wire.Closed, wire.Late):
            self.close()
            self._ended = why
        return self._ended

    def close(self):
        """End the warm process, and all that it has started."""
        if self._process is None:
            return
        self._control.close()
        self._process.kill()  # bubblewrap ends with its parent, and the sandbox with it
        self._process.wait()
        self._process.stderr.close()
        self._process = self._control = None
        if self._home is not None:
            self._home.cleanup()

    def __del__(self):
        with suppress(Exception):
            self.close()

    def _start(self, limits):
        self._ended = None
        if self._process is not None and self._process.poll() is None:
            return
        self.close()
        control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        program = [
            sys.executable,
            "-P",
            "-m",
            "reglab.sandbox.guest.fork_server",
            str(theirs.fileno()),
        ]
        self._home, environment, folder = None, {}, WORK
        if self._sandboxed:
            size = None if self._warm else limits.files_mb
            program = sandbox_command(self._copy, program, files_mb=size)
        else:
            self._home = TemporaryDirectory(prefix="reglab-grading-")
            folder = self._home.name
            environment = bare_environment(str(self._copy), folder, folder)
        self._process = subprocess.Popen(
            program,
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=environment,
            cwd=None if self._sandboxed else folder,
            start_new_session=True,  # Ctrl-C is the grader's business
        )
        theirs.close()
        self._control = control
        private = private_folders() if self._sandboxed and self._warm else []
        settings = {"modules": self._modules, "folder": folder, "private": private}
        settings["sandboxed"] = self._sandboxed
        try:
            wire.put(control, settings)
            ready, _ = wire.take(control, deadline=time.monotonic() + START_SECONDS)
        except (wire.Closed, wire.Late):
            said = self._said()
            self.close()
            raise SandboxError(f"the sandbox does not start: {said}") from None
        if ready["failed"]:
            # Whoever needs it would get nothing, and it would look like the students' fault.
            self.close()
            raise SandboxError(f"the sandbox cannot load {ready['failed'][0]}")

    def _said(self):
        """The last line that the warm process wrote before it ended."""
        if self._process is None:
            return "no message"
        self._process.kill()
        text = self._process.stderr.read().decode(errors="replace").strip()
        return text.splitlines()[-1] if text else "no message"


class Session:
    """One submission's process, as the grader sees it."""

    def __init__(self, channel, worker):
        self._channel, self._worker = channel, worker

    def ask(self, question, seconds, blob=b""):
        """Ask, and wait for the answer.

        Parameters
        ----------
        question : dict
        seconds : float
            After this the code is interrupted, and soon after that its process is ended.
        blob : bytes

        Returns
        -------
        answer : dict
        blob : bytes

        Raises
        ------
        Stopped
            If the process has ended.
        """
        deadline = time.monotonic() + seconds
        try:
            wire.send(self._channel, question, blob, deadline=deadline)
            try:
                return wire.receive(self._channel, deadline=deadline)
            except wire.Late:
                self._worker.interrupt()
                return wire.receive(self._channel, deadline=time.monotonic() + GRACE_SECONDS)
        except wire.Late:
            raise Stopped(self._worker.end("time")) from None
        except wire.Garbled:
            raise Stopped(self._worker.end("output")) from None
        except wire.Closed:
            raise Stopped(self._worker.end("died")) from None
