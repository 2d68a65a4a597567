"""Watch the processes of a submission, and end them if they use too much.

The warm process does this while its child serves the grader.
"""

import contextlib
import math
import os
import select
import signal
import socket
from typing import Any

from . import wire
from .kernel_memory import (
    held_by_descriptors,
    held_by_entries,
    held_by_files,
    held_by_mappings,
)
from .limits import MEGABYTE, Limits
from .waiting import Waiting
from .watch import count_all, proportional, usage

__all__ = ["Supervisor", "most_threads"]

TICK = 0.02  # seconds between two checks of a child's processes
LOOKS = 3  # memory is checked at every third tick, because that takes longer,
NEAR = 0.4  # and at every tick, if it was more than this share of the limit
RARE_LOOKS = 30  # what takes longest, such as address ranges, is counted at every thirtieth
MANY = 4  # times the allowed processes, with those that have ended
THREADS = 10  # per allowed process; libraries start some of their own


def most_threads(limits: Limits) -> int:
    """Return the number of threads that a submission may have."""
    return THREADS * limits.processes


class Supervisor:
    """Watches one submission; made before it is forked.

    Parameters
    ----------
    control : socket.socket
        The grader's. It may send ``interrupt``, ``kill``, ``start`` (of a question) and
        ``waited``, which is answered with the seconds that the submission has waited for a core
        since the last start.
    limits : Limits
    settings : dict
        See `reglab.sandbox.host.worker`.
    """

    def __init__(self, control: socket.socket, limits: Limits, settings: dict[str, Any]):
        self._control, self._limits = control, limits
        self._folders = settings["writable"]
        # In a sandbox nearly all processes are the submission's. Counting them, with those that
        # have ended, is quick enough to stop a program that starts hundreds before `_excess`
        # would return.
        room = MANY * limits.processes
        self._most = count_all() + room if settings["sandboxed"] else math.inf
        self._base = usage(os.getpid(), below=False).bytes
        self._waiting = Waiting()
        self._looks, self._rare, self._near = 0, 0, False
        self._pid, self._why = 0, ""

    def watch(self, between: int, pid: int) -> dict[str, Any]:
        """Wait for a submission to end.

        Parameters
        ----------
        between, pid : int
            The ids of the process that waits for the child, and of the child.

        Returns
        -------
        dict
            For the grader: why it ended, and how long it waited since the last start.
        """
        self._pid, killed = pid, False
        while True:
            if os.waitpid(between, os.WNOHANG)[0]:
                self._kill()  # without its own namespace it may outlive the waiting process
                return {"ended": self._why or "died", "waited": self._waiting.look([])}
            if self._control in select.select([self._control], [], [], TICK)[0]:
                self._answer()
            self._looks += 1
            if not self._why and count_all() > self._most:
                self._why = "processes"
            elif not self._why and (self._near or self._looks % LOOKS == 0):
                self._why = self._excess()
            if self._why and not killed:
                killed = True
                self._kill()

    def _answer(self):
        """Do what the grader asks for."""
        try:
            request, _ = wire.take(self._control)
        except wire.Closed:
            self._kill()
            raise
        if request["do"] == "interrupt":
            _signal(self._pid, signal.SIGINT)
        elif request["do"] == "kill":
            self._why = self._why or request.get("why", "time")
        elif request["do"] == "start":
            self._waiting.start(usage(self._pid).pids)
        elif request["do"] == "waited":
            wire.put(self._control, {"waited": self._waiting.look(usage(self._pid).pids)})

    def _excess(self):
        """The limit that the submission exceeds, or an empty text."""
        used, room = usage(self._pid), self._limits.memory_mb * MEGABYTE
        self._waiting.look(used.pids)
        most = most_threads(self._limits)
        if used.processes > self._limits.processes or used.threads > most:
            return "processes"
        if used.hidden:
            return "memory"
        if self._looks % RARE_LOOKS == 0:
            self._rare = held_by_mappings(used.pids) + held_by_entries(used.pids)
        room -= held_by_descriptors(used.pids) + held_by_files(self._pid, self._folders)
        room -= self._rare
        # Memory that the child shares with this process is in its sum, too.
        self._near = used.bytes > self._base + NEAR * room
        if used.bytes <= self._base + room:
            return ""
        exact = 0
        for found in used.pids:
            if count_all() > self._most:  # sizes are slow to read while a program keeps forking
                return "processes"
            exact += proportional(found)
            if exact > room:
                return "memory"
        return ""

    def _kill(self):
        """End the submission and all processes that it has started."""
        if not self._pid:
            return
        below = usage(self._pid).pids  # without a namespace they would outlive the child
        _signal(self._pid, signal.SIGKILL)
        for found in below:
            _signal(found, signal.SIGKILL)


def _signal(pid, number):
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)
