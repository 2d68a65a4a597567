"""Take a submission in: its bytes, its hash and its time, without reading the content."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from reglab.grading.errors import LinkedNotebook, SubmissionError
from reglab.grading.intake.files import files_beside
from reglab.grading.intake.locate import LARGEST, locate
from reglab.grading.intake.timestamp import read_timestamp
from reglab.grading.plain_file import HardLinkError, read_plain
from reglab.grading.records.course import CourseFolder
from reglab.grading.results import Status

__all__ = ["Submission", "take_in"]

_HARD_LINK = (
    "the notebook must be a file of its own, got a hard link, which may lead to a file of someone "
    "else: if it is the student's own, replace the folder by a copy made with `cp -r`"
)


@dataclass(frozen=True)
class Submission:
    """What a student handed in for a lesson, as plain data.

    Attributes
    ----------
    student, lesson : str
    content : bytes
        The bytes of the notebook.
    files : dict of bytes
        Files submitted with it that may go into the sandbox.
    time : datetime.datetime or None
        When it was handed in, in UTC; None if unknown.
    notes : tuple of str
        Notes for the instructor, one line each.
    """

    student: str
    lesson: str
    content: bytes
    files: dict = field(default_factory=dict)
    time: datetime | None = None
    notes: tuple = ()

    @property
    def sha256(self) -> str:
        """The hash of the notebook and the files."""
        digest = hashlib.sha256(self.content)
        for name in sorted(self.files):
            part = hashlib.sha256(self.files[name]).hexdigest()
            digest.update(f"\n{part} {name}".encode("utf-8", "replace"))
        return digest.hexdigest()


def take_in(course: CourseFolder, student: str) -> Submission:
    """Read a submission's bytes.

    Parameters
    ----------
    course : CourseFolder
    student : str

    Returns
    -------
    Submission

    Raises
    ------
    SubmissionError
        If there is no notebook with that name, or it must not be opened; a `LinkedNotebook` if
        it is a hard link.
    """
    path = course.submitted(student)
    locate(path)
    try:
        content = read_plain(path, LARGEST, own=path.parents[1])
        time, problem = read_timestamp(path.parent)
        files, notes = files_beside(path)
    except HardLinkError:
        raise LinkedNotebook(Status.FAILED, _HARD_LINK) from None
    except OSError as error:
        text = f"the notebook cannot be read: {error.strerror}"
        raise SubmissionError(Status.FAILED, text) from None
    notes = [*filter(None, [problem]), *notes]
    return Submission(student, course.lesson, content, files, time, tuple(notes))
