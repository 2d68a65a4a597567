"""Examine one notebook: its cells run in the sandbox, its answers are judged here.

The source of a graded cell is never run. It only says which exercise stands
there, and is read from the released notebook.
"""

import pickle
import time
from dataclasses import dataclass, field
from functools import lru_cache

from reglab.checks.core import registry
from reglab.checks.core.decoding import decode
from reglab.checks.core.encoding import EncodingError
from reglab.checks.core.evidence import Evidence, read_evidence
from reglab.checks.core.judging import judge_exercise
from reglab.checks.core.probing import draw_all
from reglab.checks.core.report import Report
from reglab.checks.core.run import earlier_exercises
from reglab.grading.lane import Stopped
from reglab.grading.plan import EXERCISE, PREDICTION, RUN, plan
from reglab.grading.standins import stand_in_source
from reglab.inside.limits import CODES

__all__ = ["Examined", "examine"]

MOST_RESTARTS = 12  # a notebook that ends its process in every cell is given up
MOST_TEXT = 25_000  # characters of a cell's output; `inside.shell` sends fewer
_STOPPED = ("time", "memory", "processes", "died", "output", "files", "total time")


@dataclass
class Examined:
    """What came of a notebook.

    Attributes
    ----------
    reports, choices : dict
        By grade_id: the `Report` of an exercise, and what was chosen in a prediction.
    printed, errors, stopped : dict
        By a cell's place: its text, the error that ended it, the code of the limit it reached.
    limits : dict
        By grade_id: the code of the limit that the answers to an exercise reached.
    """

    reports: dict = field(default_factory=dict)
    choices: dict = field(default_factory=dict)
    printed: dict = field(default_factory=dict)
    errors: dict = field(default_factory=dict)
    stopped: dict = field(default_factory=dict)
    limits: dict = field(default_factory=dict)


def examine(notebook, lane, seed, limits, hidden, *, files=None):
    """Run a notebook's cells and judge its answers.

    Parameters
    ----------
    notebook : NotebookNode
        A submission that was brought into its released form, see `repair`.
    lane : Lane
    seed : int
        What the inputs of all probes are drawn from.
    limits : Limits
    hidden : Hidden
        What of `reglab` is hollow in the sandbox.
    files : dict of bytes, optional
        Files that came with the notebook, by name.

    Returns
    -------
    Examined
    """
    return _Examination(notebook, lane, seed, limits, hidden, files or {}).run()


class _Examination:
    def __init__(self, notebook, lane, seed, limits, hidden, files):
        self.steps = plan(notebook)
        self.lane, self.seed, self.limits = lane, seed, limits
        self.files, self.hidden = files, hidden
        self.found = Examined()
        self.deadline = time.monotonic() + limits.notebook_seconds
        self.next = 0  # the first step that has not been taken
        self.room = 40 * MOST_TEXT  # for the output of all cells

    def run(self):
        for _ in range(MOST_RESTARTS):
            try:
                with self.lane.session(self.limits) as session:
                    self._continue(session)
            except Stopped:
                continue
            if self.next == len(self.steps):
                return self.found
        self._give_up("total time" if self._left() <= 0 else "died")
        return self.found

    def _left(self):
        return self.deadline - time.monotonic()

    def _continue(self, session):
        """Take the steps that are left, in a process that first catches up with those before."""
        for name, content in self.files.items():
            session.ask({"ask": "file", "name": name}, self.limits.cell_seconds, content)
        for step in self.steps[: self.next]:
            if self._left() <= 0:
                self._give_up("total time")
                return
            if step.kind == RUN and step.place not in self.found.stopped:
                self._run(session, step)
            self._restore(session, step)
        while self.next < len(self.steps):
            if self._left() <= 0:
                self._give_up("total time")
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

    def _restore(self, session, step):
        """Give back what only exercises up to here had to hide."""
        modules = self.hidden.over_after(step.exercise) if step.kind == EXERCISE else {}
        if modules:
            session.ask({"ask": "restore", "modules": modules}, self.limits.cell_seconds)

    def _give_up(self, why):
        for step in self.steps[self.next :]:
            if step.kind == RUN:
                self.found.stopped.setdefault(step.place, why)
            elif step.kind == EXERCISE:
                exercise = registry.exercise(step.exercise)
                self.found.reports[step.name] = self._problem(exercise, CODES[why])
            elif step.kind == PREDICTION:
                self.found.choices[step.name] = None
        self.next = len(self.steps)

    def _run(self, session, step):
        seconds = min(self.limits.cell_seconds, max(1, self._left()))
        try:
            answer, _ = session.ask({"ask": "cell", "source": step.source}, seconds)
        except Stopped as stopped:
            self.found.stopped[step.place] = stopped.why
            raise
        text = str(answer.get("printed", ""))[: min(MOST_TEXT, self.room)]
        self.room -= len(text)
        self.found.printed[step.place] = text
        if answer.get("stopped") in _STOPPED:
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
        exercise = registry.exercise(step.exercise)
        stand_ins, notes = self._stand_ins(exercise)
        evidence, blobs, problem = Evidence(), [], ""
        deadline = time.monotonic() + min(self.limits.exercise_seconds, max(1, self._left()))
        why = gone = None
        for name in exercise.properties:
            seconds = deadline - time.monotonic()
            if seconds <= 0:
                why = why or "time"
                break
            question = {
                "ask": "probe",
                "exercise": exercise.id,
                "stand_ins": stand_ins,
            }
            try:
                answer, blob = session.ask(question, seconds, _inputs(exercise.id, name, self.seed))
            except Stopped as stopped:
                why, gone = stopped.why, stopped
                break
            if "missing" in answer:
                problem = str(answer["missing"])[:300]
                break
            if answer.get("stopped"):
                why = "time"
            elif blob:
                blobs.append(blob)
        if not problem:
            try:
                evidence = read_evidence(exercise, blobs)
            except EncodingError as error:
                problem = f"no readable answer came back ({error})."
        if problem:
            report = self._problem(exercise, self._explained(step, problem))
        else:
            reason = self._words(why) if why else "no readable answer came back"
            if why:
                self.found.limits[step.name] = why
            evidence.stop(exercise, "stopped", reason)
            report = judge_exercise(exercise, evidence, self.seed, notes)
        self.found.reports[step.name] = report
        if gone is not None:
            raise gone

    def _stand_ins(self, exercise):
        functions, notes = {}, []
        passed = {r.exercise for r in self.found.reports.values() if r.passed}
        for earlier in earlier_exercises(exercise):
            if earlier.id not in passed:
                functions.update(earlier.reference)
                notes.append(
                    f"your {' and '.join(earlier.names)} does not pass its own check yet, so a "
                    "correct one stood in for it here: no mistake costs twice."
                )
        return stand_in_source(functions, self.hidden.modules), notes

    def _explained(self, step, problem):
        """Why a name is not there, if its cell was stopped or ended in an error."""
        place = step.answer
        if place in self.found.stopped:
            return f"{problem} Its cell {self._words(self.found.stopped[place])}"
        if place in self.found.errors:
            error = self.found.errors[place]
            return f"{problem} It did: {error['type']}: {error['message']}"[:400]
        return problem

    def _words(self, why):
        return CODES[why].format_map(self.limits.to_dict())

    def _problem(self, exercise, problem):
        return Report(exercise.id, exercise.title, exercise.points, problem=problem)


@lru_cache(maxsize=512)
def _inputs(exercise, name, seed):
    """What is drawn for a property: sent in, so that the class's seed never enters the sandbox."""
    return pickle.dumps(draw_all(registry.exercise(exercise), seed, name))
