"""`build`: make the notebooks of the course, or check that none is out of date."""

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from reglab._files import differences, read_tree, replace_folder, write_file
from reglab.course.errors import CourseError
from reglab.course.exercises import with_points
from reglab.course.leaks import file_findings, release_findings
from reglab.course.lessons import RELEASE_FOLDER, find_lessons, find_root
from reglab.course.notebook import to_notebook
from reglab.course.release import make_release
from reglab.course.rules import (
    code_findings,
    id_findings,
    region_findings,
    unfinished_findings,
)
from reglab.course.scope import cost_findings, name_findings
from reglab.course.source import read_source


@dataclass(frozen=True)
class BuildResult:
    """What happened to one lesson.

    Attributes
    ----------
    lesson : str
        Its name, such as ``03_lasso``.
    files : tuple of str
        The generated files, relative to the course.
    written : tuple of str
        Those that were out of date and have been written. Empty after a check.
    problems : tuple of str
        One line for each file that differs, is missing or should not exist. It begins with
        the name of the file. Empty after a build.
    """

    lesson: str
    files: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether there are no problems."""
        return not self.problems


def build(
    lessons: Iterable[str] | None = None,
    *,
    root: str | Path | None = None,
    check: bool = False,
    points: Callable[[str], int] | None = None,
    names: Callable[[str], tuple[str, ...]] | None = None,
) -> list[BuildResult]:
    """Make the notebooks of the course, or check that they are up to date.

    Parameters
    ----------
    lessons : iterable of str, optional
        Names (``03_lasso``) or numbers (``03``); all by default.
    root : path, optional
        The course; by default the nearest one at or above the working directory.
    check : bool
        Build in a temporary folder and compare bytes; write nothing.
    points, names : callable, optional
        ``points(exercise_id) -> int`` and ``names(exercise_id) -> tuple of str``; by
        default those of `reglab.checks`.

    Returns
    -------
    list of BuildResult
        One for each lesson. A check of the whole course adds one for each folder and
        Python file in ``notebooks/`` that comes from no lesson.

    Raises
    ------
    CourseError
        If a lesson is unknown, or breaks a rule. The other lessons are built first; the
        error has all findings. Earlier releases of broken lessons are kept.

    Notes
    -----
    nbgrader changes the working directory of the process while it runs.
    """
    if isinstance(lessons, str):
        lessons = [lessons]
    root = find_root() if root is None else Path(root).resolve()
    found = find_lessons(root, lessons)
    if found and (points is None or names is None):
        from reglab import checks

        points, names = points or checks.points, names or checks.names
    results: list[BuildResult] = []
    findings: list[str] = []
    for lesson in found:
        try:
            with tempfile.TemporaryDirectory(prefix="reglab-build-") as folder:
                notebook, release = _make(lesson, Path(folder), points, names)
                finish = _compare if check else _write
                results.append(finish(lesson, notebook, release))
        except CourseError as error:
            findings += error.findings
    if findings:
        raise CourseError(*findings)
    if check and lessons is None:
        results += _strays(root, {lesson.name for lesson in found})
    return results


def _make(lesson, workspace, points, names):
    label = lesson.label(lesson.text)
    try:
        text = lesson.text.read_bytes().decode()
    except FileNotFoundError:
        raise CourseError(f"{label}: expected the source of the lesson, found no file") from None
    except UnicodeDecodeError as error:
        raise CourseError(f"{label}: expected UTF-8 text, got {error}") from None
    source = read_source(text, lesson.name, label)
    # The order matters: each step relies on the rules checked before it.
    _demand(
        code_findings(source),
        id_findings(source),
        region_findings(source),
        unfinished_findings(source),
    )
    source = with_points(source, points)
    _demand(name_findings(source, names), cost_findings(source))
    notebook = to_notebook(source)
    release = make_release(lesson, notebook, workspace)
    label = lesson.label(lesson.release)
    released = (release / lesson.notebook.name).read_bytes()
    _demand(
        release_findings(source, released, f"{label}/{lesson.notebook.name}"),
        file_findings(release, label),
    )
    return notebook, release


def _demand(*rules):
    findings = [finding for rule in rules for finding in rule]
    if findings:
        raise CourseError(*findings)


def _files(lesson, release):
    label = lesson.label(lesson.release)
    return (lesson.label(lesson.notebook), *(f"{label}/{path}" for path in read_tree(release)))


def _write(lesson, notebook, release):
    written = []
    new, old = read_tree(release), read_tree(lesson.release)
    label = lesson.label(lesson.release)
    if new != old:  # otherwise Jupyter would report an open notebook as changed
        replace_folder(release, lesson.release)
        written += [f"{label}/{path}" for path in new if old.get(path) != new[path]]
    if not lesson.notebook.is_file() or lesson.notebook.read_bytes() != notebook:
        write_file(lesson.notebook, notebook)
        written.insert(0, lesson.label(lesson.notebook))
    return BuildResult(lesson.name, _files(lesson, release), tuple(written))


def _compare(lesson, notebook, release):
    # Only notebooks are generated in solutions/, and nbgrader would release each of them.
    here = {path.name: path.read_bytes() for path in lesson.folder.glob("*.ipynb")}
    pairs = [
        (lesson.label(lesson.folder), {lesson.notebook.name: notebook}, here),
        (lesson.label(lesson.release), read_tree(release), read_tree(lesson.release)),
    ]
    problems = [
        f"{label}/{path}: {text} (expected what `reglab build {lesson.name}` makes)"
        for label, expected, found in pairs
        for path, text in differences(expected, found)
    ]
    return BuildResult(lesson.name, _files(lesson, release), problems=tuple(problems))


def _strays(root, known):
    """Findings about folders and Python files in notebooks/ that come from no lesson."""
    for entry in sorted((root / RELEASE_FOLDER).glob("*")):
        label = f"{RELEASE_FOLDER}/{entry.name}"
        if entry.is_dir() and entry.name not in known and not entry.name.startswith("."):
            problem = f"{label}: expected a lesson of this name in solutions/, found none"
            yield BuildResult(entry.name, problems=(problem,))
        elif entry.suffix == ".py":
            yield BuildResult(entry.name, problems=(f"{label}: expected no .py file here",))
