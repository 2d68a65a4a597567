"""What a submission may use, and the words for a limit that was reached.

The grader sets the limits, the sandbox keeps them; both name them alike.
"""

from dataclasses import asdict, dataclass

__all__ = ["CODES", "MOST_OUTPUT", "Limits", "OutputLimit"]

MOST_OUTPUT = 5_000_000  # characters that a cell may print
MEGABYTE = 2**20


class OutputLimit(BaseException):
    """Raised in a cell that prints too much; not an `Exception`, so that loops end."""


@dataclass(frozen=True)
class Limits:
    """What one submission may use.

    Attributes
    ----------
    cell_seconds : float
        Wall time of one cell of the notebook.
    exercise_seconds : float
        Wall time of all the probes of one exercise.
    notebook_seconds : float
        Wall time of everything together.
    memory_mb : int
        Resident memory of all its processes, beyond what the libraries take.
    processes : int
    files_mb : int
        What it may write, to memory: nothing of it reaches a disk.
    """

    cell_seconds: float = 60.0
    exercise_seconds: float = 60.0
    notebook_seconds: float = 600.0
    memory_mb: int = 2_000
    processes: int = 50
    files_mb: int = 64

    def to_dict(self):
        """The limits as plain data, for the sandbox and for a result's key."""
        return asdict(self)

    def words(self, code):
        """What a student reads where a limit was reached, by its code in `CODES`.

        Examples
        --------
        >>> Limits(processes=20).words("processes")
        'started more processes than it may (the limit is 20).'
        """
        return CODES[code].format_map(asdict(self))


# Why something was stopped: a code, and what a student reads.
CODES = {
    "time": "no answer in time. Is there a loop that never ends?",
    "total time": "the time for the whole notebook was used up before this.",
    "memory": "used more memory than it may (the limit is {memory_mb} MB).",
    "processes": "started more processes than it may (the limit is {processes}).",
    "output": "printed more than 5 MB. Take the prints out.",
    "files": "wrote more files than it may (the limit is {files_mb} MB).",
    "died": "its process ended in the middle (a crash, or a call of exit).",
}
