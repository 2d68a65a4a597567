"""``reglab forget``: export one student's data, and delete it from a course folder."""

from pathlib import Path
from typing import Annotated

import typer

from reglab.cli.console import out
from reglab.cli.grading import use_exercises
from reglab.errors import UserError

__all__ = ["add_commands"]


def add_commands(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command()(forget)


def forget(
    student: Annotated[str, typer.Argument(help="The name of the folder in submitted/.")],
    course: Annotated[Path, typer.Option(help="The course folder.")],
    export: Annotated[
        Path | None,
        typer.Option(metavar="FILE.zip", help="First write the data into a new archive."),
    ] = None,
    keep: Annotated[bool, typer.Option("--keep", help="Only export; delete nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Delete without asking.")] = False,
) -> None:
    """Delete one student's data everywhere in a course folder.

    Example: reglab forget ann --course my_course --export ann.zip
    """
    from reglab.grading import forget as forgetting

    if keep and export is None:
        raise UserError("expected --export FILE.zip with --keep, which deletes nothing")
    use_exercises(course)  # the report is written again, which needs their titles
    found = forgetting.find(student, course)
    out.print(f"Data of {student} in {course}:\n{found.text()}", markup=False)
    if export is not None:
        forgetting.export(found, export)
        out.print(f"Exported: {export}", markup=False)
    if keep:
        return
    if not yes:
        typer.confirm("Delete all of this? It can't be undone.", abort=True)
    left = forgetting.delete(found)
    out.print("Deleted.", markup=False)
    for name in left:
        out.print(f"The name is still in {name}: look at it yourself.", markup=False)
    out.print(forgetting.ELSEWHERE, markup=False)
