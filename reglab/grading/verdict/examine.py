"""Examine one notebook: run its cells in the sandbox, and judge its answers here.

The source of a graded cell is never run. It is read from the released notebook
to find out which exercise the cell grades.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from reglab.checks.judging.decoding import decode
from reglab.checks.judging.floors import Floors
from reglab.checks.judging.report import Report
from reglab.checks.model import registry
from reglab.checks.model.encoding import EncodingError
from reglab.grading.verdict.ask_exercise import ask_exercise, problem_report
from reglab.grading.verdict.plan import EXERCISE, PREDICTION, RUN, plan
from reglab.sandbox.guest.limits import CODES, PATIENCE, Limits
from reglab.sandbox.host.hidden import Hidden
from reglab.sandbox.host.worker import SandboxWorker, Stopped

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["Examined", "examine"]

MOST_RESTARTS = 12  # then a notebook whose cells keep ending the process is given up
LATE = ("time", "busy")
MOST_TEXT = 25_000  # characters of a cell's output; the guest sends fewer


@dataclass
class Examined:
    """The outcome of a notebook.

    Attributes
    ----------
    reports, choices : dict
        By grade_id: the `Report` of an exercise, and the choice in a prediction.
    printed, errors, stopped : dict
        By a cell's place: its output, the error that ended it, the code of the limit it reached.
    limits : dict
        By grade_id: the code of the limit that the answers to an exercise reached.
    busy : bool
        Whether something was stopped only because the machine was busy.
    """

    reports: dict[str, Report] = field(default_factory=dict)
    choices: dict[str, Any] = field(default_factory=dict)
    printed: dict[int, str] = field(default_factory=dict)
    errors: dict[int, dict[str, str]] = field(default_factory=dict)
    stopped: dict[int, str] = field(default_factory=dict)
    limits: dict[str, str] = field(default_factory=dict)
    busy: bool = False


def examine(
    notebook: "NotebookNode",
    worker: SandboxWorker,
    seed: int,
    limits: Limits,
    hidden: Hidden,
    *,
    files: Mapping[str, bytes] | None = None,
    alone: bool = False,
    floors: Floors | None = None,
) -> Examined:
    """Run a notebook's cells and judge its answers.

    Parameters
    ----------
    notebook : NotebookNode
        A submission in its released form, see `repair`.
    worker : SandboxWorker
    seed : int
        The seed of the inputs of all probes.
    limits : Limits
    hidden : Hidden
        The functions of `reglab` that are blank in the sandbox.
    files : dict of bytes, optional
        Files that came with the notebook, by name.
    alone : bool
        False gives up as soon as the machine was too busy for a cell or an answer, because the
        notebook will be tried again when no other one is running.
    floors : Floors, optional
        See `judge_exercise`.

    Returns
    -------
    Examined
    """
    return _Examination(notebook, worker, seed, limits, hidden, files or {}, alone, floors).run()


class _Examination:
    def __init__(self, notebook, worker, seed, limits, hidden, files, alone, floors):
        self.steps = plan(notebook)
        self.worker, self.seed, self.limits = worker, seed, limits
        self.files, self.hidden, self.alone, self.floors = files, hidden, alone, floors
        self.found = Examined()
        self.end = time.monotonic() + PATIENCE * limits.notebook_seconds
        self.used = 0.0  # seconds that earlier processes of this notebook used
        self.session = None
        self.next = 0  # the first step that has not been taken
        self.fatal = set()  # places of cells that ended a process
        self.skipped = set()  # places of cells that were not run again after a death
        self.room = 40 * MOST_TEXT  # for the output of all cells

    def run(self):
        for _ in range(MOST_RESTARTS):
            try:
                with self.worker.session(self.limits) as session:
                    self.session = session
                    self._continue(session)
            except Stopped:
                pass  # continue with the remaining steps in a new process
            finally:
                if self.session is not None:
                    self.found.busy = self.found.busy or self.session.busy
                    self.used, self.session = self.used + self.session.used, None
            if self.next == len(self.steps):
                return self.found
        self._give_up(self._over() or "died")
        return self.found

    def _left(self):
        """Seconds left for the whole notebook."""
        now = self.session.used if self.session else 0.0
        return self.limits.notebook_seconds - self.used - now

    def _seconds(self, most):
        """Seconds for the next cell or answers."""
        return min(most, max(1, self._left()))

    def _over(self):
        """Why the whole notebook must end now, or an empty text."""
        if self._left() <= 0:
            return "total time"
        if time.monotonic() > self.end:
            self.found.busy = True
            return "busy"
        busy = self.found.busy or (self.session is not None and self.session.busy)
        return "busy" if busy and not self.alone else ""

    def _continue(self, session):
        """Take the remaining steps, after running the cells of the earlier ones in this process."""
        for name, content in self.files.items():
            session.ask({"ask": "file", "name": name}, self.limits.cell_seconds, content)
        for step in self.steps[: self.next]:
            if over := self._over():
                self._give_up(over)
                return
            if step.kind == RUN:
                self._run_again(session, step)
            self._restore(session, step)
        while self.next < len(self.steps):
            if over := self._over():
                self._give_up(over)
                return
            step = self.steps[self.next]
            self.next += 1  # a step that ends its process is not taken again
            if step.kind == RUN:
                self._run(session, step)
            elif step.kind == EXERCISE:
                self._probe(session, step)
            elif step.kind == PREDICTION:
                self._choice(session, step)
            self._restore(session, step)

    def _run_again(self, session, step):
        """Run a cell in a new process, unless it ended the previous one or ran out of time."""
        if step.place in self.fatal or self.found.stopped.get(step.place) in LATE:
            self.skipped.add(step.place)
        else:
            self._run(session, step)

    def _restore(self, session, step):
        """Restore bodies that no later exercise has to hide."""
        if step.kind != EXERCISE:
            return
        judged = {s.exercise for s in self.steps[: self.steps.index(step)] if s.kind == EXERCISE}
        modules = self.hidden.over_after(step.exercise, judged)
        if modules:
            session.ask({"ask": "restore", "modules": modules}, self.limits.cell_seconds)

    def _give_up(self, why):
        for step in self.steps[self.next :]:
            if step.kind == RUN:
                self.found.stopped.setdefault(step.place, why)
            elif step.kind == EXERCISE:
                exercise = registry.exercise(step.exercise)
                self.found.reports[step.name] = problem_report(exercise, self.limits.words(why))
            elif step.kind == PREDICTION:
                self.found.choices[step.name] = None
        self.next = len(self.steps)

    def _run(self, session, step):
        seconds = self._seconds(self.limits.cell_seconds)
        try:
            answer, _ = session.ask({"ask": "cell", "source": step.source}, seconds)
        except Stopped as stopped:
            self.found.stopped[step.place] = stopped.why
            self.fatal.add(step.place)
            raise
        text = str(answer.get("printed", ""))[: min(MOST_TEXT, self.room)]
        self.room -= len(text)
        self.found.printed[step.place] = text
        if answer.get("stopped") in tuple(CODES):  # the value is untrusted and may be of any type
            self.found.stopped[step.place] = answer["stopped"]
        error = answer.get("error") or answer.get("failed")
        if isinstance(error, dict):
            parts = ("type", "message", "line")
            self.found.errors[step.place] = {key: str(error.get(key, ""))[:300] for key in parts}

    def _choice(self, session, step):
        self.found.choices[step.name] = None
        try:
            _, blob = session.ask({"ask": "value", "name": step.choice}, self.limits.cell_seconds)
            self.found.choices[step.name] = decode(blob)
        except EncodingError:
            return

    def _probe(self, session, step):
        asked = ask_exercise(
            session,
            registry.exercise(step.exercise),
            self.seed,
            self._seconds(self.limits.exercise_seconds),
            passed=self._passed(),
            judged=self._judged(),
            hidden=self.hidden,
            words=self.limits.words,
            floors=self.floors,
        )
        report = asked.report
        if asked.missing:
            report = replace(report, problem=self._explained(step, report.problem))
        self.found.reports[step.name] = report
        if asked.why:
            over = asked.why == "time" and self._left() <= 0
            self.found.limits[step.name] = "total time" if over else asked.why
        if asked.gone:
            raise Stopped(asked.why)

    def _passed(self):
        """The exercises whose answers passed and are defined in the current process."""
        return {
            step.exercise
            for step in self.steps
            if step.kind == EXERCISE
            and step.name in self.found.reports
            and self.found.reports[step.name].passed
            and step.answer not in self.skipped
        }

    def _judged(self):
        """The exercises whose answers have reports."""
        return {s.exercise for s in self.steps if s.name in self.found.reports}

    def _explained(self, step, problem):
        """Add to a problem why a name is not defined: its cell was stopped or raised an error."""
        place = step.answer
        if place in self.found.stopped:
            return f"{problem} Its cell {self.limits.words(self.found.stopped[place])}"
        if place in self.found.errors:
            error = self.found.errors[place]
            return f"{problem} It did: {error['type']}: {error['message']}"[:400]
        return problem
