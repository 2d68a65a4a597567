"""``reglab new``: the files of a new lesson or exercise, ready to be filled in."""

from typing import Annotated

import typer

from reglab.cli.console import out

__all__ = ["app"]

app = typer.Typer(
    no_args_is_help=True,
    help="Start a lesson or an exercise.\n\nExample: reglab new exercise 03_lasso debias",
)


@app.command()
def lesson(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Such as 90_shrinkage.")],
):
    """Write the files of a new lesson.

    Example: reglab new lesson 90_shrinkage
    """
    from reglab.course import find_root
    from reglab.course.skeleton import new_lesson

    root = find_root()
    _print(root, new_lesson(root, name))


@app.command()
def exercise(
    lesson: Annotated[str, typer.Argument(metavar="LESSON", help="Such as 90_shrinkage.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="What students define.")],
):
    """Write the file of a new exercise; add its cells to the lesson.

    Example: reglab new exercise 90_shrinkage shrink
    """
    from reglab.course import find_root
    from reglab.course.skeleton import new_exercise

    root = find_root()
    _print(root, new_exercise(root, lesson, name))


def _print(root, paths):
    for path in paths:
        out.print(path.relative_to(root).as_posix(), markup=False)
