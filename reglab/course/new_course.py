"""A new course in a folder of its own, with a lesson of two exercises to start from."""

import re
from pathlib import Path

from reglab.course.errors import CourseError

__all__ = ["new_course"]

# The files of the course, each with ".txt" behind its name: no tool takes them for this package's.
TEMPLATE = Path(__file__).parent / "template"


def new_course(folder: Path) -> list[Path]:
    """Write the files of a course.

    Parameters
    ----------
    folder : Path
        Where to; its name becomes that of the course. It may exist if it is empty.

    Returns
    -------
    list of Path
        What was written.

    Raises
    ------
    CourseError
        If there is something in the folder, or its name is no name for a package.
    """
    folder = folder.resolve()
    if not re.fullmatch(r"[A-Za-z]([\w-]*[A-Za-z0-9])?", folder.name, re.ASCII):
        raise CourseError(
            f"expected a name of letters, digits, - and _, such as my_course, got {folder.name!r}"
        )
    if folder.exists() and not folder.is_dir():
        raise CourseError(f"expected a new or an empty folder, got the file {folder}")
    if folder.is_dir() and any(folder.iterdir()):
        raise CourseError(f"expected a new or an empty folder, found files in {folder}")
    package = folder.name.lower().replace("-", "_") + "_lessons"
    written = []
    for source in sorted(TEMPLATE.rglob("*.txt")):
        path = folder / source.relative_to(TEMPLATE).with_suffix("")
        if path.name == "gitignore":
            path = path.with_name(".gitignore")
        text = source.read_text(encoding="utf-8")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("NAME", folder.name).replace("PACKAGE", package), "utf-8")
        written.append(path)
    return sorted(written)
