"""Commands to set up a course: doctor, build, demo-class."""

from pathlib import Path
from typing import Annotated

import typer

from reglab.cli.console import err, out

__all__ = ["add_commands"]


def add_commands(app: typer.Typer) -> None:
    """Add these commands to `app`."""
    app.command()(doctor)
    app.command()(build)
    app.command("demo-class")(demo_class)


def doctor() -> None:
    """Check that this machine is ready: versions, kernel, sandbox, data.

    Example: reglab doctor
    """
    from reglab.doctor import diagnose, render

    results = diagnose()
    out.print(render(results), markup=False)
    raise typer.Exit(0 if all(r.ok or not r.required for r in results) else 1)


def build(
    lessons: Annotated[
        list[str] | None, typer.Argument(help="Lessons, such as 03_lasso; default: all.")
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Only list what is out of date.")] = False,
) -> None:
    """Make the notebooks from the texts of the lessons.

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


def demo_class(
    folder: Annotated[Path, typer.Option("--out", help="The course folder to write.")],
    lessons: Annotated[
        list[str] | None,
        typer.Argument(help="Lessons, such as 03_lasso; default: all that have a demo class."),
    ] = None,
) -> None:
    """Make a small class of right, wrong and broken submissions, to try grading.

    Example: reglab demo-class --out build/demo/course
    """
    from reglab.course.demo import make_class

    handed_in = make_class(folder, lessons or None)
    students = {student for student, _ in handed_in}
    out.print(f"{len(handed_in)} submissions of {len(students)} students in {folder}", markup=False)
