"""Grade one submission: a pure function of the submission, its lesson, a seed and the limits.

It uses no database and no course folder, so any process on any machine can run
it, also repeatedly.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reglab.checks.judging.floors import Floors
from reglab.checks.judging.mistake_cache import keep_mistakes_in
from reglab.grading.errors import GradingError, SubmissionError
from reglab.grading.intake.edition import edition_notes
from reglab.grading.intake.repair import changed_checks, is_empty, repair, unanswered
from reglab.grading.intake.submission import read_submission
from reglab.grading.intake.take_in import Submission
from reglab.grading.results import ExerciseResult, GradeResult, Status
from reglab.grading.verdict.bundle import Bundle
from reglab.grading.verdict.environment import environment_key
from reglab.grading.verdict.examine import examine
from reglab.grading.verdict.hard_limit import TookTooLong, hard_time_limit
from reglab.grading.verdict.integrity import answer_flags
from reglab.grading.verdict.marks import exercise_results, summed
from reglab.grading.verdict.outputs import put_outputs
from reglab.grading.verdict.reproducible import repeat_notes
from reglab.grading.verdict.sandbox_workers import worker_for
from reglab.sandbox.errors import SandboxError
from reglab.sandbox.guest.limits import PATIENCE, Limits
from reglab.sandbox.host.hidden import Hidden

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["Graded", "Settings", "grade_alone", "grade_notebook", "result_key"]


@dataclass(frozen=True)
class Settings:
    """Settings with which a class is graded.

    Attributes
    ----------
    seed : int
        The secret seed of the lesson.
    limits : Limits
    sandboxed : bool
    cache : str
        A folder that stores outputs of known mistakes; empty for none.
    alone : bool
        Whether no other submission is graded at the same time. If not, one for which the machine
        was too busy is not final.
    """

    seed: int
    limits: Limits = field(default_factory=Limits)
    sandboxed: bool = True
    cache: str = ""
    alone: bool = False
    floors: Floors = field(default_factory=Floors)


@dataclass(frozen=True)
class Graded:
    """What came of grading a submission.

    Attributes
    ----------
    result : GradeResult
    notebook : str
        The graded notebook as JSON; empty if there is none.
    busy : bool
        Whether something was stopped only because the machine was busy.
    """

    result: GradeResult
    notebook: str = ""
    busy: bool = False


def result_key(submission: Submission, bundle: Bundle, settings: Settings) -> str:
    """Return a hash of all that the marks of a submission depend on."""
    parts = [submission.sha256, bundle.key, settings.seed, settings.limits.to_dict()]
    parts += [settings.sandboxed, environment_key(), asdict(settings.floors)]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def grade_notebook(submission: Submission, bundle: Bundle, settings: Settings) -> Graded:
    """Grade one submission, even an invalid one.

    Parameters
    ----------
    submission : Submission
    bundle : Bundle
    settings : Settings

    Returns
    -------
    Graded
        Student code and invalid files never cause an exception.

    Raises
    ------
    GradingError
        If no submission can be graded here, such as without a sandbox.
    """
    student, lesson = submission.student, submission.lesson
    # Far beyond what the sandbox allows.
    most = 2 * PATIENCE * settings.limits.notebook_seconds + 300
    try:
        with hard_time_limit(most):
            graded = _graded(submission, bundle, settings)
    except TookTooLong:
        reason = f"grading took more than {most:.0f} seconds: a person has to look at it"
        graded = Graded(GradeResult(student, lesson, Status.FAILED, reason=reason))
    except SubmissionError as error:
        graded = Graded(GradeResult(student, lesson, error.status, reason=error.reason))
    except (GradingError, SandboxError):
        raise
    except Exception as error:  # one submission must not stop the grading of others
        reason = f"{type(error).__name__}: {error}"[:300]
        graded = Graded(GradeResult(student, lesson, Status.FAILED, reason=reason))
    known = replace(
        graded.result,
        # Without a key it is graded again by the next run.
        key="" if graded.busy else result_key(submission, bundle, settings),
        submitted=submission.sha256,
        sandboxed=settings.sandboxed,
    )
    return replace(graded, result=known)


def grade_alone(submission: Submission, bundle: Bundle, settings: Settings) -> Graded:
    """Grade one submission while no other one is graded, see `grade_notebook`.

    What the machine was too busy for is tried once more, and costs marks only then.
    """
    graded = grade_notebook(submission, bundle, settings)
    if graded.busy:
        return grade_notebook(submission, bundle, replace(settings, alone=True))
    return graded


def _graded(submission, bundle, settings):
    released, master = bundle.notebooks()
    notebook = read_submission(submission.content, released)
    changed = changed_checks(notebook, released)
    empty = is_empty(notebook, released)
    edition = edition_notes(submission.content, notebook, released)
    notes = [*submission.notes, *edition, *repair(notebook, master)]
    found = examined(notebook, bundle, settings, submission.files)
    items = found.items
    suspicions = answer_flags(notebook, items, released)
    notes += repeat_notes(notebook, items, released)
    reasons = {
        Status.CALLS_REFERENCE: [f"{i.name}: {i.hint}" for i in items if i.refused],
        Status.EDITED_CHECKS: [
            f"{name}: this check was changed; the original was graded" for name in changed
        ],
        Status.STOPPED: found.stopped,
        Status.NEEDS_REVIEW: [f"{i.cell}: {i.trouble}" for i in items if i.trouble] + suspicions,
        Status.EMPTY: ["every answer is unchanged."] if empty else [],
        Status.GRADED: notes,
    }
    status = next((status for status, lines in reasons.items() if lines), Status.GRADED)
    result = GradeResult(
        submission.student,
        submission.lesson,
        status,
        reason=next(iter(reasons[status]), ""),
        flags=tuple(line for lines in reasons.values() for line in lines),
        suspicions=tuple(suspicions),
    )
    return Graded(summed(result, items), json.dumps(notebook), found.busy)


@dataclass(frozen=True)
class Answered:
    """The graded cells of a notebook.

    Attributes
    ----------
    items : list of ExerciseResult
    stopped : list of str
        A line for each part of the notebook that was stopped.
    busy : bool
        Whether a part was stopped only because the machine was busy.
    """

    items: list[ExerciseResult]
    stopped: list[str]
    busy: bool = False


def examined(
    notebook: "NotebookNode",
    bundle: Bundle,
    settings: Settings,
    files: Mapping[str, bytes] | None = None,
) -> Answered:
    """Run and judge a notebook in its released form.

    Parameters
    ----------
    notebook : NotebookNode
        Changed in place: its cells get their outputs.
    bundle : Bundle
    settings : Settings
    files : dict of bytes, optional

    Returns
    -------
    Answered
    """
    keep_mistakes_in(Path(settings.cache, environment_key()[:16]) if settings.cache else None)
    worker = worker_for(bundle, settings.sandboxed)
    hidden = Hidden(bundle.exercises)
    found = examine(
        notebook,
        worker,
        settings.seed,
        settings.limits,
        hidden,
        files=files,
        alone=settings.alone,
        floors=settings.floors,
    )
    left = unanswered(notebook, json.loads(bundle.released))
    items = exercise_results(notebook, found, dict(bundle.points), left)
    put_outputs(notebook, found, items)
    return Answered(items, _stopped(notebook, found, settings.limits), found.busy)


def _stopped(notebook, found, limits):
    """One line for each stopped cell, but only one for all cells after the time ran out."""
    lines, seen = [], Counter()
    for place, why in sorted(found.stopped.items()):
        seen[why] += 1
        if why in ("total time", "busy") and seen[why] > 1:
            continue
        name = notebook.cells[place].metadata.get("nbgrader", {}).get("grade_id")
        lines.append(f"{name or f'cell {place + 1}'}: {limits.words(why)}")
    for name, why in found.limits.items():
        lines.append(f"{name}: {limits.words(why)}")
    return lines
