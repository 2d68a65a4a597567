"""Run a grading command in a process of its own: its time, its memory, and its marks."""

import json
import os
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.grading_class import SEED
from reglab._files import write_file
from reglab.course.lessons import find_lessons, find_root
from reglab.course.quiet import quiet
from reglab.grading.records.journal import JOURNAL
from reglab.grading.records.seed import SEED_FILE
from reglab.grading.records.store import RESULTS_FILE

GRADEBOOK = "gradebook.db"
LOOK = 1.0  # seconds between two looks at the memory, which cost time themselves
FIRST_LOOK = 0.02  # and between two looks for the first result
# nbgrader as it comes. Only its folders have the course's names, and a slow minute of the
# machine must not cost anybody points: its limit of 30 s for a cell is raised.
PLAIN = """\
from reglab.course.config import configure

c = get_config()
configure(c)
c.Execute.timeout = 300
"""


class RunError(Exception):
    """A grading command failed, or two that must agree do not."""


@dataclass(frozen=True)
class Run:
    """What a command took.

    Attributes
    ----------
    seconds : float
    peak_mb : float
        The largest memory of the process and all that it started.
    first_s : float, optional
        Seconds from the start of `reglab grade` to its first result.
    """

    seconds: float
    peak_mb: float
    first_s: float | None = None


def prepare_ours(folder, lesson):
    """Fix the secret seed of a course folder, so that both judge on the same data."""
    write_file(folder / SEED_FILE, json.dumps({lesson: SEED}).encode())


def prepare_nbgrader(folder, lesson):
    """Make a course folder for nbgrader's own commands; nbgrader makes the release."""
    (found,) = find_lessons(find_root(), [lesson])
    target = folder / "solutions" / lesson / f"{lesson}.ipynb"
    target.parent.mkdir(parents=True)
    target.write_bytes(found.notebook.read_bytes())
    write_file(folder / "nbgrader_config.py", PLAIN.encode())
    run(nbgrader("generate_assignment", lesson), folder, folder)


def ours(lesson, folder, jobs):
    """The command that an instructor types."""
    command = [sys.executable, "-m", "reglab", "grade", lesson]
    return [*command, "--course", str(folder), "--jobs", str(jobs)]


def nbgrader(command, lesson):
    """A command of nbgrader's, for the course folder that it is run in."""
    return [sys.executable, "-m", "nbgrader", command, lesson]


def environment():
    """Ours, with the programs that nbgrader calls by name, and the seed for plain grading."""
    path = f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}"
    return {**os.environ, "PATH": path, "REGLAB_SEED": str(SEED), "TF_CPP_MIN_LOG_LEVEL": "3"}


def run(command, where, course, look=lambda count: None):
    """Run a command to its end.

    Parameters
    ----------
    command : list of str
    where : path
        The folder that it runs in.
    course : path
        The course folder; gets what the command says.
    look : callable
        Called now and then with the number of submissions that have been graded.

    Returns
    -------
    Run

    Raises
    ------
    RunError
        With the last line that it wrote.
    """
    peak, first, start = 0.0, None, time.perf_counter()
    with open(Path(course, "command.log"), "w+b") as log:
        process = subprocess.Popen(
            command, cwd=where, env=environment(), stdout=log, stderr=subprocess.STDOUT
        )
        next_look = start + LOOK
        try:
            while True:
                try:
                    code = process.wait(LOOK if first else FIRST_LOOK)
                    break
                except subprocess.TimeoutExpired:
                    if first is None and has_result(course):
                        first = time.perf_counter() - start
                if time.perf_counter() > next_look:
                    next_look = time.perf_counter() + LOOK
                    peak = max(peak, memory_mb(process.pid))
                    look(graded(course))
            seconds = time.perf_counter() - start
        finally:
            process.kill()
        if code != 0:
            log.seek(0)
            said = log.read().decode(errors="replace").strip().splitlines()
            raise RunError(f"{' '.join(command[1:5])}: {said[-1] if said else f'status {code}'}")
    return Run(seconds, peak, first)


def memory_mb(pid):
    """Resident memory of a process and all below it, where what they share counts once."""
    total = 0
    with suppress(psutil.Error):
        top = psutil.Process(pid)
        for process in [top, *top.children(recursive=True)]:
            with suppress(psutil.Error):  # it ended a moment ago
                total += process.memory_full_info().pss
    return total / 2**20


def has_result(folder):
    """Whether `reglab grade` has recorded a result."""
    with suppress(FileNotFoundError):
        if Path(folder, JOURNAL).stat().st_size:
            return True
    return Path(folder, RESULTS_FILE).is_file()


def graded(folder):
    """How many submissions have been graded so far."""
    return sum(1 for _ in Path(folder).glob("autograded/*/*/*.ipynb"))


def scores(folder, lesson):
    """Return {student: {graded cell: points}}, from a gradebook."""
    with quiet():
        from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{Path(folder, GRADEBOOK)}") as book:
        return {
            submission.student.id: {
                grade.name: grade.auto_score
                for notebook in submission.notebooks
                for grade in notebook.grades
                if grade.auto_score is not None and grade.max_score > 0
            }
            for submission in book.assignment_submissions(lesson)
        }


def differences(one, other):
    """Return a line for each mark that is not the same to a hundredth of a point."""
    lines = []
    for student in sorted(one.keys() | other.keys()):
        mine, theirs = one.get(student, {}), other.get(student, {})
        for cell in sorted(mine.keys() | theirs.keys()):
            a, b = mine.get(cell), theirs.get(cell)
            if a is None or b is None or abs(a - b) > 0.01:
                lines.append(f"{student}, {cell}: reglab {a}, nbgrader {b}")
    return lines
