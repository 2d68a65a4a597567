"""``reglab new``: write the files of a new course, lesson or exercise."""

from pathlib import Path
from typing import Annotated

import typer

from reglab.cli.console import out

__all__ = ["app"]

app = typer.Typer(
    no_args_is_help=True,
    help="Start a course, a lesson or an exercise.\n\nExample: reglab new exercise 03_lasso debias",
)


@app.command()
def course(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new or empty folder.")],
) -> None:
    """Write a new course with a sample lesson of two exercises.

    Example: reglab new course my_course
    """
    from reglab.course.new_course import new_course

    _print(Path.cwd(), new_course(folder))


@app.command()
def lesson(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Such as 90_shrinkage.")],
) -> None:
    """Write the files of a new lesson.

    Example: reglab new lesson 90_shrinkage
    """
    from reglab.course import find_root
    from reglab.course.skeleton import new_lesson

    root = find_root()
    _print(root, new_lesson(root, name))


@app.command()
def exercise(
    lesson: Annotated[
        str, typer.Argument(metavar="LESSON", help="A lesson, such as 90_shrinkage.")
    ],
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name that students define.")],
) -> None:
    """Write the file of a new exercise, and add its cells to the lesson.

    Example: reglab new exercise 90_shrinkage shrink
    """
    from reglab.course import find_root
    from reglab.course.skeleton import new_exercise

    root = find_root()
    _print(root, new_exercise(root, lesson, name))


def _print(root, paths):
    for path in paths:
        shown = path.relative_to(root) if path.is_relative_to(root) else path
        out.print(shown.as_posix(), markup=False)
