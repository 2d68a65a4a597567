"""Change every correct answer in every small way, and list the changes that no property refuses."""

import ast
import inspect
import textwrap
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from reglab.checks.authoring.changes import small_changes
from reglab.checks.judging.evidence import read_evidence
from reglab.checks.judging.judge import judge_property
from reglab.checks.model.exercise import Exercise
from reglab.checks.probing.draw import probe_exercise
from reglab.checks.probing.steps import Steps
from reglab.quiet import quiet_start

__all__ = ["Mutant", "Tried", "mutants", "refused", "try_changes"]

MOST_LINES = 1_000_000
_FILE = "<changed answer>"


@dataclass(frozen=True)
class Mutant:
    """A correct answer with one small change.

    Attributes
    ----------
    answer : str
        Which answer, or which helper of it: the name of the function that differs.
    change : str
        ``"old line  ->  new line"``.
    function : callable
    """

    answer: str
    change: str
    function: Callable


@dataclass
class Tried:
    """What became of the changes of an exercise.

    Attributes
    ----------
    total : int
    survivors : dict
        Changes that no property refuses, by answer and change: the seeds for which that is so.
    seeds : int
        How many seeds were tried.
    """

    total: int = 0
    survivors: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    seeds: int = 1

    @property
    def lines(self) -> list[str]:
        """One line for each survivor."""
        return [f"{answer}: {change}" for answer, change in self.survivors]

    def problems(self, listed: Iterable[str]) -> list[str]:
        """Return one line for each survivor that is not listed as equivalent, and the reverse.

        Parameters
        ----------
        listed : iterable of str
            Changes that leave the answers correct, see `reglab.checks.authoring.equivalent`.
        """
        lines, listed = self.lines, list(listed)
        found = []
        for line, seeds in zip(lines, self.survivors.values(), strict=True):
            if len(seeds) < self.seeds:
                found.append(f"{line}: passes for some seeds only, {', '.join(map(str, seeds))}")
            elif line not in listed:
                found.append(line)
        stale = [line for line in listed if line not in lines]
        return found + [f"{line}: listed as equivalent, but it does not pass" for line in stale]


def mutants(function: Callable) -> Iterator[Mutant]:
    """Yield every small change of a correct answer and of its private helpers.

    Parameters
    ----------
    function : callable
        A function or class at the top level of a module.
    """
    home = vars(inspect.getmodule(function))
    trees = {part.__name__: _tree(part) for part in (function, *_helpers(function, home))}
    for changed, tree in trees.items():
        others = [ast.unparse(t) for n, t in trees.items() if n != changed]
        for change in small_changes(tree):
            source = "\n\n".join([*others, change.source])
            namespace = dict(home)
            try:
                with warnings.catch_warnings(action="ignore"):  # such as for calling a number
                    exec(compile(source, _FILE, "exec"), namespace)
            except Exception:  # such as a class body without what it needs
                continue
            yield Mutant(changed, str(change), namespace[function.__name__])


def _tree(function):
    tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    tree.decorator_list = []
    return tree


def _helpers(function, home):
    """The private functions of the same module that a function calls, directly or not."""
    found = {}
    todo = [function]
    while todo:
        names = {node.id for node in ast.walk(_tree(todo.pop())) if isinstance(node, ast.Name)}
        for name in sorted(names - found.keys()):
            part = home.get(name)
            if _is_helper(name, part, function.__module__) and part is not function:
                found[name] = part
                todo.append(part)
    return found.values()


def _is_helper(name, part, module):
    if not name.startswith("_") or "check" in name or not inspect.isfunction(part):
        return False
    return part.__module__ == module and part.__name__ == name


def refused(exercise: Exercise, answers: dict[str, Callable], seed: int) -> bool:
    """Whether a property refuses an answer; the first one that does is enough."""
    steps = Steps(MOST_LINES)
    limited = {
        name: function if function is exercise.reference.get(name) else steps.limit(function)
        for name, function in {**exercise.reference, **answers}.items()
    }
    for name, prop in exercise.properties.items():
        blob = probe_exercise(exercise, limited, seed, guard=False, only=name)
        evidence = read_evidence(exercise, [blob])
        if evidence.mutated:
            return True
        verdict, _ = judge_property(exercise, prop, evidence.outputs[name], seed)
        if not verdict.passed:
            return True
    return False


def try_changes(
    exercise: Exercise, answers: Iterable[tuple[str, Callable]], seeds: Iterable[int]
) -> Tried:
    """Try every small change of some correct answers.

    Parameters
    ----------
    exercise : Exercise
    answers : iterable of (str, callable)
        Graded name and correct answer.
    seeds : iterable of int

    Returns
    -------
    Tried
    """
    seeds = list(seeds)
    tried = Tried(seeds=len(seeds))
    with quiet_start():  # TensorFlow, if the exercise needs it
        refused(exercise, {}, seeds[0])
    for name, function in answers:
        for mutant in mutants(function):
            tried.total += 1
            kept = [s for s in seeds if not refused(exercise, {name: mutant.function}, s)]
            if kept:
                tried.survivors[mutant.answer, mutant.change] = kept
    return tried
