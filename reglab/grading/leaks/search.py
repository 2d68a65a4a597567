"""Search the sandbox for functions that already answer an exercise.

The search runs in place of a submission and does what a student could do by only looking for a
function to call. For each exercise, the earlier ones have been judged and their bodies restored.
"""

import inspect
import pickle
import time
import warnings
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from reglab.checks.judging.decoding import decode
from reglab.checks.judging.judge import judge_case
from reglab.checks.model import registry
from reglab.checks.probing.answers import Answers
from reglab.checks.probing.capture import captured
from reglab.checks.probing.draw import draw_cases
from reglab.checks.probing.probe import probe_property
from reglab.grading.leaks import candidates
from reglab.grading.records.course import CourseFolder
from reglab.grading.verdict.ask_exercise import ask_exercise
from reglab.grading.verdict.bundle import read_bundle
from reglab.grading.verdict.sandbox_workers import worker_for
from reglab.sandbox.guest.limits import Limits
from reglab.sandbox.host.hidden import Hidden
from reglab.sandbox.host.reference_source import reference_source
from reglab.sandbox.host.worker import Stopped

__all__ = ["Leak", "Search", "find_leaks"]

LIMITS = Limits(cell_seconds=300, exercise_seconds=60, notebook_seconds=3_600)
SEED = 20_261_129
SOURCE = inspect.getsource(candidates)
# The answer to this exercise is a product, so any function that multiplies two numbers fits.
ALLOWED = {"ridge.to_sklearn_alpha": "scipy."}
AT_ONCE = 200  # functions per call; if one of them ends the process, each is tried separately


@dataclass(frozen=True)
class Leak:
    """A function that answers an exercise if called with this ``order`` and ``part``."""

    exercise: str
    name: str
    function: str
    order: tuple | None
    part: int | None

    def __str__(self):
        how = "as it is" if self.order is None else f"with the arguments {self.order}"
        part = "" if self.part is None else f", part {self.part} of its result"
        return f"{self.exercise}: {self.function} answers {self.name} ({how}{part})"


@dataclass
class Search:
    """The result of a search.

    Attributes
    ----------
    exercises, functions : int
        Numbers of tried exercises and functions; functions count once per exercise.
    leaks : list of Leak
    ended : list of str
        Functions that ended the process, so that they can't be answers.
    """

    exercises: int = 0
    functions: int = 0
    leaks: list[Leak] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)


def find_leaks(
    root: Path,
    lesson: str,
    *,
    exercises: Collection[str] | None = None,
    progress: Callable[[str], object] = lambda text: None,
) -> Search:
    """Try all functions that student code can see while a lesson is graded.

    Parameters
    ----------
    root : Path
        A checkout with the lesson built.
    lesson : str
        Such as ``"03_lasso"``.
    exercises : iterable of str, optional
        Ids; all exercises of the lesson by default.
    progress : callable
        Called with the id of each exercise before it is tried.

    Returns
    -------
    Search
    """
    bundle = read_bundle(CourseFolder(root, lesson))
    hidden = Hidden(bundle.exercises)
    worker = worker_for(bundle, True)
    search = Search()
    for index, id in enumerate(hidden.exercises):
        if exercises is None or id in exercises:
            progress(id)
            search.exercises += 1
            _Exercise(worker, hidden, hidden.exercises[:index], id, search).run()
    return search


class _Exercise:
    """The search for one exercise, after the earlier ones have been judged."""

    def __init__(self, worker, hidden, judged, id, search):
        self.worker, self.hidden, self.judged, self.search = worker, hidden, judged, search
        self.exercise, self.known = registry.exercise(id), set()

    def _first_look(self, name):
        """Find the first property that calls `name`, which a candidate must have.

        In an exercise with two names, some properties call only one of them.
        """
        for prop in self.exercise.properties.values():
            cases = draw_cases(self.exercise, prop, SEED)
            right = candidates.Wrapped(self.exercise.reference[name], None)
            begun = time.monotonic()
            with captured():
                probe_property(prop, Answers({**self.exercise.reference, name: right}), cases)
            if right.called:
                # An answer may be slower than the reference, and the machine busy.
                seconds = 0.1 + 5 * (time.monotonic() - begun)
                self.prop, self.cases, self.form, self.seconds = prop, cases, right.first, seconds
                return
        raise LookupError(f"{self.exercise.id}: a property must call {name}, found none")

    def run(self):
        answered = {n for id in self.judged for n in registry.exercise(id).names}
        for name in self.exercise.names:
            if name in answered:
                continue  # the name of an earlier answer
            self._first_look(name)
            todo = None  # pairs: the first function and how many
            while todo is None or todo:
                try:
                    with self.worker.session(LIMITS) as session:
                        self._prepare(session, name)
                        names = self._value(session, "[name for name, *_ in _found]")
                        count = len(names)
                        if todo is None:
                            todo = [(start, AT_ONCE) for start in range(0, count, AT_ONCE)]
                        while todo:
                            self._try_some(session, name, *todo[0])
                            todo.pop(0)
                except Stopped:
                    if todo is None:
                        raise
                    start, size = todo.pop(0)
                    if size == 1:
                        self.search.ended.append(f"{self.exercise.id}: {names[start]}")
                    else:  # each separately, to find the one that ended the process
                        todo[:0] = [(start + i, 1) for i in range(size)]
            self.search.functions += count

    def _try_some(self, session, name, start, size):
        """Try some functions in one process."""
        self._run(
            session,
            f"_results = attempts({self.exercise.id!r}, {name!r}, _others, {self.prop.name!r}, "
            f"_found, {start}, {start + size}, {self.form!r}, {self.seconds})",
        )
        results = self._value(session, "_results")
        if not isinstance(results, list):
            raise Stopped("output")  # too large for one message
        for outputs, origins in results:
            if self._hold(outputs):
                for origin in origins:
                    self._check(session, name, *origin)

    def _prepare(self, session, name):
        """Restore bodies, and send the search, the cases, and the references of other names."""
        for index, id in enumerate(self.judged):
            modules = self.hidden.over_after(id, self.judged[:index])
            if modules:
                session.ask({"ask": "restore", "modules": modules}, LIMITS.cell_seconds)
        session.ask({"ask": "file", "name": "cases.pickle"}, 60, pickle.dumps(self.cases))
        others = {n: f for n, f in self.exercise.reference.items() if n != name}
        # Student code could store a correct earlier answer that replaced a wrong one.
        earlier = {}
        for id in self.judged:
            earlier |= registry.exercise(id).reference
        self._run(session, SOURCE)
        for variable, functions in (("_others", others), ("_earlier", earlier)):
            self._run(session, f"{variable} = {{}}")
            # Each separately, since helpers of two modules may have the same name.
            for n, function in functions.items():
                text = reference_source({n: function}, self.hidden.entries)
                self._run(
                    session,
                    f"_made = {{}}\nexec({text!r}, _made)\n{variable}[{n!r}] = _made[{n!r}]",
                )
        self._run(session, "_found = functions(_earlier)")

    def _check(self, session, name, index, number, part):
        """Bind the graded names and judge the whole exercise as in a submission."""
        self._run(
            session,
            f"_order = list(ways(*_found[{index}][1:], {self._count()}))[{number}]\n"
            f"globals().update(_others)\n{name} = Wrapped(_found[{index}][1], _order, {part})",
        )
        asked = ask_exercise(
            session,
            self.exercise,
            SEED,
            LIMITS.exercise_seconds,
            passed=set(self.judged),
            judged=set(self.judged),
            hidden=self.hidden,
            words=LIMITS.words,
        )
        if asked.gone:
            raise Stopped("died")
        if asked.report.passed:
            function, order = self._value(session, f"(_found[{index}][0], _order)")
            if function.startswith(ALLOWED.get(self.exercise.id, "nothing at all")):
                return
            if (name, function) not in self.known:  # report one way of calling it
                self.known.add((name, function))
                self.search.leaks.append(Leak(self.exercise.id, name, function, order, part))

    def _count(self):
        return min(len(self.cases[0]), candidates.MOST_VALUES)

    def _hold(self, outputs):
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            pairs = zip(self.cases, outputs, strict=True)
            return all(judge_case(self.prop, case, raw).passed for case, raw in pairs)

    def _run(self, session, source):
        answer, _ = session.ask({"ask": "cell", "source": source}, LIMITS.cell_seconds)
        if answer.get("stopped"):
            raise Stopped("time")
        if "error" in answer or "failed" in answer:
            raise RuntimeError(f"the search raised an error: {answer}")

    def _value(self, session, expression):
        self._run(session, f"_value = {expression}")
        _, blob = session.ask({"ask": "value", "name": "_value"}, LIMITS.cell_seconds)
        return decode(blob)
