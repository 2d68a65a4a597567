"""``reglab checks``: list exercises, try answers, test the checks."""

import json
import os
import re
from pathlib import Path
from typing import Annotated

import typer

from reglab.cli.console import err, out
from reglab.errors import UserError

__all__ = ["app"]

app = typer.Typer(
    no_args_is_help=True,
    help="List exercises, try answers, test the checks.\n\nExample: reglab checks list",
)


@app.command("list")
def list_checks() -> None:
    """List every exercise with its points, properties and known mistakes.

    Example: reglab checks list
    """
    from rich.table import Table

    from reglab.checks.model import registry

    table = Table("exercise", "points", "properties", "known mistakes", box=None)
    for lesson in registry.lessons():
        for id, item in registry.items_of(lesson).items():
            if hasattr(item, "properties"):
                item = registry.exercise(id)
                counts: tuple[int | str, int] = (len(item.properties) + 1, len(item.mistakes))
            else:
                item = registry.prediction(id)
                counts = ("prediction", len(item.beliefs))
            table.add_row(id, str(item.points), *map(str, counts))
    out.print(table)


@app.command()
def verify(
    names: Annotated[
        list[str] | None,
        typer.Argument(help="Lessons or exercises, such as lasso or ridge.effective_df."),
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the counts to this file.")
    ] = None,
    leaks: Annotated[
        bool,
        typer.Option("--leaks", help="Instead, look for functions that answer an exercise."),
    ] = False,
) -> None:
    """Test the checks on answers that are known to be right or wrong.

    With --leaks, call every function that student code can see in the sandbox while a lesson is
    graded, and report those that answer an exercise.

    Example: reglab checks verify --json build/matrix.json
    """
    from reglab.checks.authoring.verify import verify as run
    from reglab.course import find_root

    root = find_root()
    names = _without_numbers(names)
    if leaks:
        _search_leaks(root, names, json_file)
    with err.status("checking") as status:
        names = names or _lessons_of(root)
        jobs = len(os.sched_getaffinity(0))
        matrix = run(root / "solutions", only=names, jobs=jobs, progress=status.update)
        matrix.problems += _not_cut({name.partition(".")[0] for name in names})
    for problem in matrix.problems:
        err.print(problem, markup=False)
    counts = matrix.to_dict()
    if json_file:
        json_file.parent.mkdir(parents=True, exist_ok=True)
        json_file.write_text(json.dumps(counts, indent=2) + "\n", encoding="utf-8")
    out.print(_matrix_lines(counts), markup=False)
    raise typer.Exit(0 if matrix.ok else 1)


def _without_numbers(names):
    """Accept 03_lasso too, the form that build and grade use."""
    return [re.sub(r"^\d\d_", "", name) for name in names or ()]


def _not_cut(lessons):
    """What would stop the grader: calls that cannot be separated from judges and references."""
    from reglab.sandbox.errors import SandboxError
    from reglab.sandbox.host.probing_part import probing_sources

    for lesson in sorted(lessons):
        try:
            probing_sources({lesson})
        except SandboxError as error:
            yield str(error)


def _lessons_of(root):
    """The lessons with exercises or a text in the course."""
    from reglab.checks.model import registry
    from reglab.course import find_lessons

    texts = {lesson.name.partition("_")[2] for lesson in find_lessons(root)}
    found = [
        lesson
        for lesson in registry.lessons()
        if lesson in texts or registry.folder_of(lesson).is_relative_to(root)
    ]
    if not found:
        raise UserError(f"expected exercises for the lessons in {root / 'solutions'}, found none")
    return found


def _search_leaks(root, lessons, json_file):
    from reglab.checks.model import registry
    from reglab.course import find_lessons
    from reglab.grading.leaks import find_leaks

    for name in set(lessons or ()) - set(registry.lessons()):
        known = ", ".join(registry.lessons())
        raise UserError(f"lessons with --leaks must be among {known}, got {name!r}")
    counts, leaks = {"exercises": 0, "functions": 0, "leaks": 0}, []
    with err.status("looking") as status:
        for lesson in find_lessons(root):
            if not lessons or lesson.name.partition("_")[2] in lessons:
                found = find_leaks(root, lesson.name, progress=status.update)
                counts["exercises"] += found.exercises
                counts["functions"] += found.functions
                leaks += found.leaks
    counts["leaks"] = len(leaks)
    for leak in leaks:
        err.print(str(leak), markup=False)
    if json_file:
        json_file.parent.mkdir(parents=True, exist_ok=True)
        json_file.write_text(json.dumps(counts, indent=2) + "\n", encoding="utf-8")
    out.print(
        f"exercises       {counts['exercises']}\n"
        f"functions       {counts['functions']} tried\n"
        f"leaks           {counts['leaks']}",
        markup=False,
    )
    raise typer.Exit(1 if leaks else 0)


def _matrix_lines(counts):
    wrong = counts["misconceptions"]
    return (
        f"exercises       {counts['exercises']}\n"
        f"accepted        {counts['accepted']['passed']} of {counts['accepted']['total']} pass\n"
        f"known mistakes  {wrong['rejected']} of {wrong['total']} rejected, "
        f"{wrong['own_hint']} with their own hint\n"
        f"trivial         {counts['trivial']['zero']} of {counts['trivial']['total']} earn 0"
    )


@app.command()
def mutate(
    names: Annotated[
        list[str] | None,
        typer.Argument(help="Lessons or exercises, such as lasso or ridge.effective_df."),
    ] = None,
) -> None:
    """Change every correct answer in every small way, and list the changes that pass.

    Each one listed is either still correct, or shows what no property asks for. Those that a
    lesson's equivalent.py declares as still correct are counted, but not listed.

    Example: reglab checks mutate lasso.soft_threshold
    """
    from reglab.checks.authoring.accepted import accepted_in
    from reglab.checks.authoring.equivalent import equivalent_in
    from reglab.checks.authoring.mutate import try_changes
    from reglab.checks.authoring.verify import SEEDS, asked
    from reglab.checks.model import Exercise, registry
    from reglab.course import find_root

    root = find_root()
    names = _without_numbers(names) or _lessons_of(root)
    total = passing = equivalent = 0
    problems = []
    for lesson, ids in asked(names):
        accepted = accepted_in(root / "solutions", lesson)
        listed = equivalent_in(root / "solutions", lesson)
        for id in ids:
            if not isinstance(registry.item(id), Exercise):
                continue
            exercise = registry.exercise(id)
            given = [exercise.reference, *accepted.get(id, [])]
            answers = [pair for answer in given for pair in answer.items()]
            with err.status(id):
                tried = try_changes(exercise, answers, SEEDS)
            found = tried.problems(listed.get(id, ()))
            for line in found:
                out.print(f"{id}, {line}", markup=False, soft_wrap=True)
            problems += found
            total += tried.total
            passing += len(tried.survivors)
            equivalent += len(set(tried.lines) & set(listed.get(id, ())))
    out.print(
        f"{total} changes: {total - passing} refused, {equivalent} equivalent, "
        f"{len(problems)} open",
        soft_wrap=True,
    )
    raise typer.Exit(1 if problems else 0)


@app.command("try")
def try_answer(
    exercise_id: Annotated[
        str, typer.Argument(metavar="ID", help="An exercise, such as lasso.lasso_cd.")
    ],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A Python file with the answer.")],
    seed: Annotated[
        int | None, typer.Option(help="Draw different data than the visible check does.")
    ] = None,
) -> None:
    """Run the check of an exercise on an answer in a file.

    Example: reglab checks try lasso.soft_threshold answer.py
    """
    from reglab.checks.judging.run import run_exercise
    from reglab.checks.model import registry
    from reglab.checks.notebook import VISIBLE_SEED

    exercise = registry.exercise(exercise_id)
    namespace = _run_file(file)
    report = run_exercise(exercise, namespace, VISIBLE_SEED if seed is None else seed)
    out.print(report.text(), markup=False)
    if report.needs_review:
        err.print("A judge failed: this exercise needs a fix.", markup=False)
    raise typer.Exit(0 if report.passed and not report.needs_review else 1)


def _run_file(file):
    if not file.is_file():
        raise UserError(f"expected a Python file, found nothing at {file}")
    namespace = {"__name__": "answer", "__file__": str(file)}
    try:
        exec(compile(file.read_bytes(), str(file), "exec"), namespace)
    except (Exception, SystemExit) as error:
        raise UserError(f"{file} does not run: {type(error).__name__}: {error}") from error
    return namespace
