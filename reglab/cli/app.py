"""The whole command: its groups, and how it reports errors."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from reglab._lesson_folders import use_course
from reglab.cli import audit, checks, course, data, forget, grading, new
from reglab.cli.console import err
from reglab.errors import UserError

__all__ = ["app", "main"]

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="A course on regularization: build the lessons, check answers, grade a class.\n\n"
    "Example: reglab doctor",
)


@app.callback()
def common(
    lessons: Annotated[
        Path | None,
        typer.Option(metavar="PATH", help="Use the exercises and solutions of your own course."),
    ] = None,
) -> None:
    """Choose the course before any command looks for exercises."""
    if lessons is not None:
        use_course(lessons)


for group in (course, grading, forget):
    group.add_commands(app)
app.add_typer(audit.app, name="audit")
app.add_typer(checks.app, name="checks")
app.add_typer(data.app, name="data")
app.add_typer(new.app, name="new")


def main() -> None:
    """Run the command; show known errors in one line, with exit status 2."""
    for stream in (sys.stdout, sys.stderr):
        # A tick must not raise an error on a console with an old code page.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        app()
    except (UserError, FileNotFoundError) as error:
        err.print(f"reglab: {error}", markup=False)
        sys.exit(2)
    except OSError as error:  # a full or read-only disk, a folder in place of a file
        if error.errno is None or isinstance(error, BrokenPipeError):
            raise
        err.print(f"reglab: {error.filename or 'the disk'}: {error.strerror}", markup=False)
        sys.exit(2)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("reglab"):
            raise
        command = 'pip install "reglab[course]"'
        err.print(f"reglab: {error.name} is not installed; run {command}", markup=False)
        sys.exit(2)
