"""What the tests of the lessons have in common: run an answer, read its report."""

from pathlib import Path

from reglab.checks.judging.run import run_exercise
from reglab.checks.model import registry

SOLUTIONS = Path(__file__).resolve().parents[2] / "solutions"
SEED = 7


def runner(lesson):
    """``run(name, function)``: the report of an exercise on a function, the other names right."""

    def run(name, function, seed=SEED, guard=False, **others):
        exercise = registry.exercise(f"{lesson}.{name}")
        answers = {**exercise.reference, name: function, **others}
        return run_exercise(exercise, answers, seed, guard=guard)

    return run


def named(report):
    """The mistakes that a report names."""
    return {result.misconception for result in report.results} - {""}


def failing(report):
    """The names of the properties that fail."""
    return [result.name for result in report.results if result.status == "fail"]


def words(report):
    """A report on one line."""
    return " ".join(report.text().split())
