"""Limits of what a submission may use, and the texts that say which limit was reached.

The grader sets the limits and the sandbox enforces them; both import this module.
"""

from dataclasses import asdict, dataclass

__all__ = ["CODES", "MOST_OUTPUT", "PATIENCE", "Limits", "OutputLimit"]

MOST_OUTPUT = 5_000_000  # characters that a cell may print
MEGABYTE = 2**20
# On a busy machine a submission gets its time later. After this many times its limit it is
# stopped anyway, and tried again alone.
PATIENCE = 5


class OutputLimit(BaseException):
    """Raised in a cell that prints too much; ``except Exception`` does not catch it."""


@dataclass(frozen=True)
class Limits:
    """Limits of one submission.

    Time is wall time less the time that the submission waited for a core, see
    `reglab.sandbox.guest.waiting.Waiting`: sleep counts, but a busy machine does not.

    Attributes
    ----------
    cell_seconds : float
        Time of one cell of the notebook.
    exercise_seconds : float
        Time of all the probes of one exercise.
    notebook_seconds : float
        Time of the whole notebook, including its probes.
    memory_mb : int
        Memory of all its processes in addition to what the libraries use, with its files and
        with what the kernel may hold for its sockets and pipes.
    processes : int
    files_mb : int
        Size of the files that it may write; they are kept in memory and never reach a disk.
    """

    cell_seconds: float = 60.0
    exercise_seconds: float = 60.0
    notebook_seconds: float = 600.0
    memory_mb: int = 2_000
    processes: int = 20
    files_mb: int = 64

    def to_dict(self) -> dict[str, float]:
        """Return the limits as plain data, for the sandbox and for a result's key."""
        return asdict(self)

    def words(self, code: str) -> str:
        """Return the text that a student reads if a limit was reached; `code` is a key of `CODES`.

        Examples
        --------
        >>> Limits(processes=20).words("processes")
        'started more processes than it may (the limit is 20).'
        """
        return CODES[code].format_map(asdict(self))


# Why a submission was stopped: a code, and the text that the student reads.
CODES = {
    "time": "no answer in time. Is there a loop that never ends?",
    "busy": "no answer in time: the machine was busy, and a second try alone took too long, too.",
    "total time": "the time for the whole notebook was used up before this.",
    "memory": "used more memory than it may (the limit is {memory_mb} MB).",
    "processes": "started more processes than it may (the limit is {processes}).",
    "output": "printed more than 5 MB. Remove the calls of print.",
    "files": "wrote more files than it may (the limit is {files_mb} MB).",
    "died": "its process ended early (a crash, or a call of exit).",
}
