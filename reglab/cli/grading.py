"""Commands for instructors: grade, report, export."""

import os
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Annotated

import typer

from reglab._lesson_folders import use_course
from reglab.cli.console import out
from reglab.errors import UserError
from reglab.workers.progress import terminal_progress

__all__ = ["add_commands", "use_exercises"]


def add_commands(app: typer.Typer) -> None:
    """Add these commands to `app`."""
    app.command()(grade)
    app.command()(export)
    app.command("report")(report_page)


def use_exercises(course: Path) -> None:
    """Use the exercises of the course, if it has its own; stop if a lesson is there twice."""
    from reglab.checks.model import registry

    if (course / "exercises").is_dir():
        use_course(course)
    registry.lessons()


def grade(
    course: Annotated[Path, typer.Option(help="The folder that holds submitted/.")],
    lesson: Annotated[str | None, typer.Argument(help="Such as 03_lasso; or use --all.")] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Grade every lesson with submissions.")
    ] = False,
    collect: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="PATH", help="First import a Moodle or Canvas download (.zip or folder)."
        ),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(min=1, help="Submissions graded at the same time; default: all cores."),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Grade on a Dask cluster, such as tcp://host:8786."),
    ] = None,
    no_sandbox: Annotated[
        bool,
        typer.Option("--no-sandbox", help="Run student code unprotected, if you trust it."),
    ] = False,
    preview: Annotated[
        bool, typer.Option("--preview", help="Show whose marks would change; write nothing.")
    ] = False,
    replay: Annotated[
        str | None,
        typer.Option(
            metavar="STUDENT", help="Grade a submission again and compare; write nothing."
        ),
    ] = None,
    recover: Annotated[
        bool,
        typer.Option("--recover", help="Rebuild damaged records from the others; needs no lesson."),
    ] = False,
    csv: Annotated[
        Path | None,
        typer.Option(help="The CSV file for the marks; default: grades.csv in --course."),
    ] = None,
    report: Annotated[
        Path | None, typer.Option(help="Also write the class report to this folder.")
    ] = None,
) -> None:
    """Grade the submissions of one lesson or of all lessons.

    Submissions that were graded before and have not changed are not graded again.

    Example: reglab grade --all --course my_course --collect downloads/03_lasso.zip
    """
    from reglab import grading

    use_exercises(course)
    if recover:
        if lesson is not None or everything or collect or preview or replay is not None:
            raise UserError("expected --recover with --course and nothing else; grade afterwards")
        out.print(grading.recover(course).text(), markup=False)
        return
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
    left = "".join(f"\nNot graded: {line}." for line in grading.passed_over(course))
    with place as runner, _telling(left), terminal_progress() as progress:
        run = grading.preview_class if preview else grading.grade_class
        results = run(
            None if lesson is None else [lesson],
            course,
            jobs=jobs or len(os.sched_getaffinity(0)),
            progress=progress,
            sandboxed=not no_sandbox,
            runner=runner,
        )
    if preview:
        out.print(grading.changes(results, course) + left, markup=False)
        return
    grading.print_table(results, out)
    if left:
        out.print(left.strip(), markup=False)
    path = csv or course / "grades.csv"
    grading.write_csv(results, path)
    out.print(f"Marks: {path}", markup=False)
    if report:
        page = grading.write_report(results, report, course=course)
        out.print(f"Report: {page}", markup=False)


@contextmanager
def _telling(left):
    """Add to an error of grading what was passed over, since it may be the reason."""
    from reglab import grading

    try:
        yield
    except grading.GradingError as error:
        raise grading.GradingError(f"{error}{left}") from None


def _replay(lesson, student, course, *, sandboxed):
    from reglab import grading

    if lesson is None:
        raise UserError("expected a lesson with --replay, such as 03_lasso")
    found = grading.replay(lesson, student, course, sandboxed=sandboxed)
    for line in found.causes:
        out.print(f"Note: {line}.", markup=False)
    for line in found.differences:
        out.print(line, markup=False)
    same = not found.differences
    verdict = "the same points as recorded" if same else "not what was recorded"
    out.print(f"{student}: {found.again.score_text}, {verdict}.", markup=False)
    raise typer.Exit(0 if same else 1)


def export(
    course: Annotated[Path, typer.Option(help="A folder that has been graded.")],
    file: Annotated[Path, typer.Option("--to", help="The CSV file to write.")],
    format: Annotated[str, typer.Option(help="nbgrader, canvas or moodle.")],
    roster: Annotated[
        Path | None,
        typer.Option(help="A CSV file that Canvas or Moodle exported, for the students' ids."),
    ] = None,
    partial: Annotated[
        bool,
        typer.Option(
            "--partial", help="Export the marks so far where marking by hand is not done."
        ),
    ] = False,
) -> None:
    """Write the marks, including those given by hand, as a CSV file for another system.

    Example: reglab export --course my_course --to marks.csv --format canvas --roster canvas.csv
    """
    from reglab import grading

    use_exercises(course)
    done = grading.export_marks(course, file, format, roster=roster, partial=partial)
    out.print(f"Marks: {file}", markup=False)
    out.print(done.text(), markup=False)


def report_page(
    course: Annotated[Path, typer.Option(help="A folder that has been graded.")],
    folder: Annotated[Path, typer.Option("--out", help="The folder for the report.")],
) -> None:
    """Write the class report again, from the results of the last grading.

    Example: reglab report --course my_course --out my_course/report
    """
    from reglab import grading

    use_exercises(course)
    page = grading.write_report(grading.read_results(course), folder, course=course)
    out.print(f"Report: {page}", markup=False)
