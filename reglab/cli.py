"""The ``reglab`` command. Each subcommand is a thin shell around one function.

Bad input ends with one clear line on stderr and exit status 2; a finding (a
stale notebook, a wrong answer, a failed matrix) with 1.
"""

import json
import os
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from reglab.errors import UserError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="A course on regularization: build the lessons, check answers, grade a class.\n\n"
    "Example: reglab doctor",
)
checks_app = typer.Typer(
    no_args_is_help=True,
    help="List exercises, try answers, run the matrix.\n\nExample: reglab checks list",
)
data_app = typer.Typer(
    no_args_is_help=True,
    help="Fetch data that does not come with the course.\n\nExample: reglab data mnist",
)
app.add_typer(checks_app, name="checks")
app.add_typer(data_app, name="data")

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def main():
    """Run the command; known errors become one line and exit status 2."""
    for stream in (sys.stdout, sys.stderr):
        # A tick must not end the program on a console with an old code page.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        app()
    except (UserError, FileNotFoundError) as error:
        err.print(f"reglab: {error}", markup=False)
        sys.exit(2)


@app.command()
def doctor():
    """Is this machine ready? Versions, kernel, sandbox, data.

    Example: reglab doctor
    """
    from reglab.doctor import diagnose, render

    results = diagnose()
    out.print(render(results), markup=False)
    raise typer.Exit(0 if all(r.ok or not r.required for r in results) else 1)


@app.command()
def build(
    lessons: Annotated[
        list[str] | None, typer.Argument(help="Such as 03_lasso; default all.")
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Only say what is stale.")] = False,
):
    """Make the notebooks from their text sources.

    Example: reglab build 03_lasso --check
    """
    from reglab import course

    results = course.build(lessons or None, check=check)
    for result in results:
        for line in result.problems:
            err.print(line, markup=False)
        if result.ok and not check:
            state = "written" if result.written else "up to date"
            out.print(f"{result.lesson}: {state}", markup=False)
    if any(not result.ok for result in results):
        raise typer.Exit(1)
    if check:
        out.print(f"up to date: {', '.join(result.lesson for result in results) or 'no lesson'}")


@checks_app.command("list")
def list_checks():
    """Every exercise with its points, properties and known mistakes.

    Example: reglab checks list
    """
    from rich.table import Table

    from reglab.checks.core import registry

    table = Table("exercise", "points", "properties", "known mistakes", box=None)
    for lesson in registry.lessons():
        for id, item in registry.probes_of(lesson).items():
            if hasattr(item, "properties"):
                item = registry.exercise(id)
                counts = (len(item.properties) + 1, len(item.misconceptions))
            else:
                item = registry.prediction(id)
                counts = ("prediction", len(item.beliefs))
            table.add_row(id, str(item.points), *map(str, counts))
    out.print(table)


@checks_app.command()
def verify(
    lessons: Annotated[list[str] | None, typer.Argument(help="Such as lasso; default all.")] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the counts here.")] = None,
    leaks: Annotated[
        bool,
        typer.Option("--leaks", help="Instead: look for functions that answer an exercise."),
    ] = False,
):
    """Hold every answer whose verdict is known against the checks.

    With --leaks, call every function that student code can see while a lesson is graded, in the
    sandbox, and report those that answer an exercise.

    Example: reglab checks verify --json build/matrix.json
    """
    from reglab.checks.core import registry
    from reglab.checks.core.verify import verify as run
    from reglab.course import find_root

    unknown = set(lessons or ()) - set(registry.lessons())
    if unknown:
        known = ", ".join(registry.lessons())
        raise UserError(f"unknown lesson {unknown.pop()!r}: expected one of {known}")
    root = find_root()
    if leaks:
        _search_leaks(root, lessons, json_file)
    with err.status("checking") as status:
        matrix = run(root / "solutions", lessons=lessons or None, progress=status.update)
    for problem in matrix.problems:
        err.print(problem, markup=False)
    counts = matrix.to_dict()
    if json_file:
        json_file.parent.mkdir(parents=True, exist_ok=True)
        json_file.write_text(json.dumps(counts, indent=2) + "\n", encoding="utf-8")
    out.print(_matrix_lines(counts), markup=False)
    raise typer.Exit(0 if matrix.ok else 1)


def _search_leaks(root, lessons, json_file):
    from reglab.course import find_lessons
    from reglab.grading.leaks import find_leaks

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
        f"misconceptions  {wrong['rejected']} of {wrong['total']} rejected, "
        f"{wrong['own_hint']} with their own hint\n"
        f"trivial         {counts['trivial']['zero']} of {counts['trivial']['total']} earn 0"
    )


@checks_app.command("try")
def try_answer(
    exercise_id: Annotated[str, typer.Argument(metavar="ID", help="Such as lasso.lasso_cd.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Python file with the answer.")],
    seed: Annotated[int | None, typer.Option(help="Other data than the visible check's.")] = None,
):
    """Run one exercise's check on an answer in a file.

    Example: reglab checks try lasso.soft_threshold answer.py
    """
    from reglab.checks.core import registry
    from reglab.checks.core.notebook import VISIBLE_SEED
    from reglab.checks.core.run import run_exercise

    exercise = registry.exercise(exercise_id)
    namespace = _run_file(file)
    report = run_exercise(exercise, namespace, VISIBLE_SEED if seed is None else seed)
    out.print(report.text(), markup=False)
    raise typer.Exit(0 if report.passed else 1)


def _run_file(file):
    if not file.is_file():
        raise UserError(f"expected a Python file, found nothing at {file}")
    namespace = {"__name__": "answer", "__file__": str(file)}
    try:
        exec(compile(file.read_bytes(), str(file), "exec"), namespace)
    except Exception as error:
        raise UserError(f"{file} does not run: {type(error).__name__}: {error}") from error
    return namespace


@app.command("demo-class")
def demo_class(
    folder: Annotated[Path, typer.Option("--out", help="The course folder to make.")],
    lessons: Annotated[
        list[str] | None, typer.Argument(help="Such as 03_lasso; default all that have a class.")
    ] = None,
):
    """Make a small class of submissions, right, wrong and broken, to try grading with.

    Example: reglab demo-class --out build/demo/course
    """
    from reglab.course.demo import make_class

    handed_in = make_class(folder, lessons or None)
    students = {student for student, _ in handed_in}
    out.print(f"{len(handed_in)} submissions of {len(students)} students in {folder}", markup=False)


@app.command()
def grade(
    course: Annotated[Path, typer.Option(help="The folder that holds submitted/.")],
    lesson: Annotated[str | None, typer.Argument(help="Such as 03_lasso; or give --all.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every lesson handed in.")] = False,
    collect: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="PATH", help="First take in a download of Moodle or Canvas: .zip or folder."
        ),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="How many are graded at a time; default all cores.")
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Grade on a Dask cluster, such as tcp://host:8786."),
    ] = None,
    no_sandbox: Annotated[
        bool, typer.Option("--no-sandbox", help="Run student code unguarded. Trust everybody?")
    ] = False,
    preview: Annotated[
        bool, typer.Option("--preview", help="Show whose points would change; write nothing.")
    ] = False,
    replay: Annotated[
        str | None,
        typer.Option(metavar="STUDENT", help="Grade this one again, and compare; write nothing."),
    ] = None,
    csv: Annotated[Path | None, typer.Option(help="Also write the marks here.")] = None,
    report: Annotated[Path | None, typer.Option(help="Also write a page here, a folder.")] = None,
):
    """Grade every submission of a lesson, or of all.

    What was graded before and has not changed is not graded again.

    Example: reglab grade --all --course my_course --collect downloads/03_lasso.zip
    """
    from reglab import grading

    if (lesson is None) != everything:
        raise UserError("expected a lesson, such as 03_lasso, or --all, and not both")
    if collect and (preview or replay is not None):
        raise UserError("expected --collect without --preview or --replay, which write nothing")
    if replay is not None:
        _replay(lesson, replay, course, sandboxed=not no_sandbox)
        return
    if cluster and jobs:
        raise UserError("expected --jobs or --cluster, and not both: a cluster has its own workers")
    if collect:
        out.print(grading.collect_downloads(collect, course).text(), markup=False)
    place = grading.on_cluster(cluster) if cluster else nullcontext()
    with place as runner, grading.terminal_progress() as progress:
        run = grading.preview_class if preview else grading.grade_class
        results = run(
            None if everything else [lesson],
            course,
            jobs=jobs or len(os.sched_getaffinity(0)),
            progress=progress,
            sandboxed=not no_sandbox,
            runner=runner,
        )
    if preview:
        out.print(grading.changes(results, course), markup=False)
        return
    grading.print_table(results, out)
    path = csv or course / "grades.csv"
    grading.write_csv(results, path)
    out.print(f"Marks: {path}", markup=False)
    if report:
        page = grading.write_report(results, report, course=course)
        out.print(f"Report: {page}", markup=False)


def _replay(lesson, student, course, *, sandboxed):
    from reglab import grading

    if lesson is None:
        raise UserError("expected a lesson beside --replay, such as 03_lasso")
    found = grading.replay(lesson, student, course, sandboxed=sandboxed)
    for line in found.causes:
        out.print(f"Note: {line}.", markup=False)
    for line in found.differences:
        out.print(line, markup=False)
    same = not found.differences
    verdict = "the same points as recorded" if same else "not what was recorded"
    out.print(f"{student}: {found.again.score_text}, {verdict}.", markup=False)
    raise typer.Exit(0 if same else 1)


@app.command()
def export(
    course: Annotated[Path, typer.Option(help="A folder that has been graded.")],
    file: Annotated[Path, typer.Option("--to", help="The CSV file to write.")],
    format: Annotated[str, typer.Option(help="nbgrader, canvas or moodle.")],
    roster: Annotated[
        Path | None,
        typer.Option(help="A CSV file that Canvas or Moodle exported, for the students' ids."),
    ] = None,
    partial: Annotated[
        bool, typer.Option("--partial", help="Give the points so far where a human has not done.")
    ] = False,
):
    """Write the marks as another system imports them, those of a human included.

    Example: reglab export --course my_course --to marks.csv --format canvas --roster canvas.csv
    """
    from reglab import grading

    done = grading.export_marks(course, file, format, roster=roster, partial=partial)
    out.print(f"Marks: {file}", markup=False)
    out.print(done.text(), markup=False)


@app.command("report")
def report_page(
    course: Annotated[Path, typer.Option(help="A folder that has been graded.")],
    folder: Annotated[Path, typer.Option("--out", help="Where the page goes, a folder.")],
):
    """Write the class report again from the results of the last grading.

    Example: reglab report --course my_course --out my_course/report
    """
    from reglab import grading

    page = grading.write_report(grading.read_results(course), folder, course=course)
    out.print(f"Report: {page}", markup=False)


@data_app.command()
def mnist(
    folder: Annotated[
        Path | None, typer.Option("--to", help="Where to keep it; default a cache folder.")
    ] = None,
):
    """Download MNIST, 11 MB, verified; no lesson needs it.

    Example: reglab data mnist
    """
    from reglab.datasets import fetch_mnist

    found = fetch_mnist(folder, progress=True)
    out.print(f"MNIST: {found}", markup=False)


if __name__ == "__main__":
    main()
