"""A sandbox worker: one warm process in a sandbox, which serves one submission at a time.

The grader asks it and treats every reply as untrusted bytes.
"""

import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from reglab.sandbox.errors import SandboxError
from reglab.sandbox.guest import wire
from reglab.sandbox.guest.limits import MEGABYTE, Limits
from reglab.sandbox.guest.supervisor import most_threads
from reglab.sandbox.host.bubblewrap import WORK, bare_environment, private_folders, sandbox_command
from reglab.sandbox.host.cgroup import Group, claim
from reglab.sandbox.host.deadline import Deadline
from reglab.sandbox.host.session import Session, Stopped

__all__ = ["SandboxWorker", "Session", "Stopped"]

START_SECONDS = 120  # loading Keras may take this long on a slow, busy machine
KILL_SECONDS = 20
ANSWER_SECONDS = 20  # of the warm process, which does nothing else


class SandboxWorker:
    """A warm process that is started on first use, and again after it has died.

    Parameters
    ----------
    copy : Path
        The folder from `make_copy`.
    modules : list of str
        Modules that the process imports before the first submission.
    sandboxed : bool
        False only on the instructor's request.
    warm : bool
        False starts a new sandbox for every submission; so does True if the kernel does not let
        a sandboxed process isolate its children. This is slower, and student code can stop the
        process that watches its memory; its time stays limited.
    """

    def __init__(
        self, copy: Path, modules: Iterable[str], *, sandboxed: bool = True, warm: bool = True
    ):
        self._copy, self._modules = copy, list(modules)
        self._sandboxed, self._warm = sandboxed, warm or not sandboxed
        self._process: subprocess.Popen | None = None
        self._control: socket.socket | None = None
        self._home: TemporaryDirectory | None = None
        self._group: Group | None = None
        self._ended: str | None = None
        self._deaf = False  # whether the warm process did not answer
        self._waited = 0.0  # seconds that the submission waited for a core, as last heard

    @contextmanager
    def session(self, limits: Limits) -> "Iterator[Session]":
        """Start a fresh process for one submission, and end it on exit.

        Parameters
        ----------
        limits : Limits

        Yields
        ------
        Session

        Raises
        ------
        Stopped
            If the whole sandbox died, for instance because the machine ran out of memory; the
            next session starts a new one.
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
            try:
                channel.close()
                self.end("done")
            finally:
                if not self._warm:
                    self.close()

    def _fork(self, limits):
        """Make the warm process fork, and return the channel to its isolated child."""
        for _ in range(2):
            self._start(limits)
            if self._group is not None:
                self._group.limit(limits.memory_mb * MEGABYTE, most_threads(limits))
            ours, theirs = socket.socketpair()
            try:
                wire.put(self._control, {"do": "fork", "limits": limits.to_dict()}, theirs.fileno())
                theirs.close()
                answer, _ = wire.receive(ours, left=wire.within(START_SECONDS))
            except (wire.Closed, wire.Late, wire.Garbled):
                answer = {}
            except BaseException:  # such as Ctrl-C: the child must not stay behind
                ours.close()
                self.close()
                raise
            if answer.get("ready"):
                return ours
            ours.close()
            self.close()
            if "broken" in answer:
                # The kernel does not allow namespaces inside a sandbox: use a new one each time.
                self._warm = False
        raise SandboxError(
            f"the sandbox did not start a process: {answer.get('broken', 'no answer')}"
        )

    def interrupt(self) -> None:
        """Interrupt the code that the submission is running."""
        assert self._control is not None  # a session is open
        wire.put(self._control, {"do": "interrupt"})

    def deadline(self, seconds: float) -> Deadline:
        """Return a deadline for a question that is asked now."""
        self._waited = 0.0
        if self._control is not None and self._ended is None:
            with suppress(wire.Closed):  # then the question fails, too
                wire.put(self._control, {"do": "start"})
        return Deadline(seconds, self._wait)

    def _wait(self):
        """How long the submission has waited for a core since the last `deadline`.

        Without an answer all of its time counts, and so it does if each submission has its own
        sandbox, where student code could reach the process that answers.
        """
        if self._warm and self._control is not None and self._ended is None and not self._deaf:
            try:
                wire.put(self._control, {"do": "waited"})
                self._hear(wire.within(ANSWER_SECONDS))
            except wire.Late:
                self._deaf = True
            except wire.Closed:  # the question fails, too
                pass
        return self._waited

    def _hear(self, left):
        """Receive one message about the submission."""
        assert self._control is not None
        message, _ = wire.take(self._control, left=left)
        waited, ended = message.get("waited"), message.get("ended")
        if not isinstance(waited, float | int) or not isinstance(ended, str | None):
            raise wire.Closed("message must have a number of seconds, and text")
        self._waited, self._ended = waited, ended
        if ended == "died" and self._group is not None and self._group.ran_out_of_memory():
            self._ended = "memory"

    def end(self, why: str) -> str:
        """End the submission's process if it still runs, and return why it ended."""
        if self._control is None or self._ended is not None:
            return self._ended or why
        left = wire.within(KILL_SECONDS if not self._deaf else 0)
        try:
            wire.put(self._control, {"do": "kill", "why": why})
            while self._ended is None:
                self._hear(left)
        except (wire.Closed, wire.Late):
            self.close()
            self._ended = why
        return self._ended or why

    def close(self) -> None:
        """End the warm process and all that it has started."""
        if self._process is None:
            return
        assert self._control is not None
        assert self._process.stderr is not None
        self._control.close()
        self._process.kill()  # bubblewrap ends with its parent, and the sandbox with it
        self._process.wait()
        self._process.stderr.close()
        self._process = self._control = None
        if self._home is not None:
            self._home.cleanup()
        if self._group is not None:
            self._group.close()

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
        self._home, self._group, environment, folder = None, None, {}, WORK
        self._deaf = False
        if self._sandboxed:
            size = None if self._warm else limits.files_mb
            program = sandbox_command(self._copy, program, files_mb=size)
            base = claim()
            if base is not None:
                self._group = Group(base)
                program = self._group.entering(program)
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
            start_new_session=True,  # so Ctrl-C reaches only the grader
        )
        theirs.close()
        self._control = control
        writable = private_folders() if self._sandboxed else []
        settings = {
            "modules": self._modules,
            "folder": folder,
            "private": writable if self._warm else [],
            "writable": [*writable, "/dev/shm"] if self._sandboxed and self._warm else writable,
            "sandboxed": self._sandboxed,
        }
        try:
            wire.put(control, settings)
            ready, _ = wire.take(control, left=wire.within(START_SECONDS))
        except (wire.Closed, wire.Late):
            said = self._said()
            self.close()
            raise SandboxError(f"the sandbox does not start: {said}") from None
        if ready["failed"]:
            # Answers that need the module would fail, and students would lose marks for it.
            self.close()
            raise SandboxError(f"the sandbox cannot load {ready['failed'][0]}")

    def _said(self):
        """The last line that the warm process wrote to stderr."""
        if self._process is None:
            return "no message"
        self._process.kill()
        text = self._process.stderr.read().decode(errors="replace").strip()
        return text.splitlines()[-1] if text else "no message"
