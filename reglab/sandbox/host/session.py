"""The grader's connection to one submission's process: questions, replies and their time."""

import socket
from typing import TYPE_CHECKING

from reglab.sandbox.guest import wire

if TYPE_CHECKING:
    from reglab.sandbox.host.worker import SandboxWorker

__all__ = ["Session", "Stopped"]

GRACE_SECONDS = 3  # until code must have ended after an interrupt


class Stopped(Exception):
    """A submission's process has ended or was ended.

    Attributes
    ----------
    why : str
        A code of `reglab.sandbox.guest.limits.CODES`.
    """

    def __init__(self, why: str):
        super().__init__(why)
        self.why = why


class Session:
    """The grader's connection to one submission's process.

    Attributes
    ----------
    used : float
        The seconds of all questions so far that count, see `Deadline`.
    busy : bool
        Whether a question was stopped only because the machine was busy.
    """

    def __init__(self, channel: socket.socket, worker: "SandboxWorker"):
        self._channel, self._worker = channel, worker
        self.used = 0.0
        self.busy = False

    def ask(self, question: dict, seconds: float, blob: bytes = b"") -> tuple[dict, bytes]:
        """Send a question and wait for the reply.

        Parameters
        ----------
        question : dict
        seconds : float
            After this time the code is interrupted, and soon after that its process is ended.
        blob : bytes

        Returns
        -------
        answer : dict
            If the code was interrupted, ``answer["stopped"]`` is "time" or "busy".
        blob : bytes

        Raises
        ------
        Stopped
            If the process has ended.
        """
        deadline, late = self._worker.deadline(seconds), "time"
        try:
            try:
                wire.send(self._channel, question, blob, left=deadline)
                return _heard(*wire.receive(self._channel, left=deadline), late)
            except wire.Late:
                late = "busy" if deadline.busy() else "time"
                self.busy = self.busy or late == "busy"
                self.used += deadline.used()
                self._worker.interrupt()
                deadline = self._worker.deadline(GRACE_SECONDS)  # for the time that counts
                grace = wire.within(GRACE_SECONDS)
                return _heard(*wire.receive(self._channel, left=grace), late)
        except wire.Late:
            raise Stopped(self._worker.end(late)) from None
        except wire.Garbled:
            raise Stopped(self._worker.end("output")) from None
        except wire.Closed:
            raise Stopped(self._worker.end("died")) from None
        finally:
            self.used += deadline.used()


def _heard(answer, blob, late):
    """An answer; only the grader says that the machine was busy."""
    if answer.get("stopped") in ("time", "busy"):
        answer["stopped"] = late
    return answer, blob
