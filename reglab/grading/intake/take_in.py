"""Take a submission in: its bytes, its hash and its time. Nothing in it is looked at yet."""

import hashlib
from dataclasses import dataclass, field

from reglab.grading.errors import SubmissionError
from reglab.grading.intake.files import files_beside, read_plain
from reglab.grading.intake.locate import LARGEST, locate
from reglab.grading.intake.timestamp import read_timestamp
from reglab.grading.results import Status

__all__ = ["Submission", "take_in"]


@dataclass(frozen=True)
class Submission:
    """What a student handed in for a lesson, as plain data.

    Attributes
    ----------
    student, lesson : str
    content : bytes
        The notebook's file.
    files : dict of bytes
        What came with it and may go into the sandbox.
    time : datetime.datetime or None
        When it was handed in, in UTC, if that is known.
    notes : tuple of str
        What a human should know, one line each.
    """

    student: str
    lesson: str
    content: bytes
    files: dict = field(default_factory=dict)
    time: object = None
    notes: tuple = ()

    @property
    def sha256(self):
        """The hash of all that is graded: the notebook and the files."""
        digest = hashlib.sha256(self.content)
        for name in sorted(self.files):
            part = hashlib.sha256(self.files[name]).hexdigest()
            digest.update(f"\n{part} {name}".encode("utf-8", "replace"))
        return digest.hexdigest()


def take_in(course, student):
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
        If there is no notebook of that name, or it must not be opened.
    """
    path = course.submitted(student)
    locate(path)
    try:
        content = read_plain(path, LARGEST)
        time, problem = read_timestamp(path.parent)
        files, notes = files_beside(path)
    except OSError as error:
        text = f"the notebook cannot be read: {error.strerror}"
        raise SubmissionError(Status.FAILED, text) from None
    notes = [*filter(None, [problem]), *notes]
    return Submission(student, course.lesson, content, files, time, tuple(notes))
