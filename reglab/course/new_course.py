"""Write a new course with a sample lesson of two exercises."""

import re
from pathlib import Path

from reglab._files import write_new
from reglab.course.errors import CourseError

__all__ = ["new_course"]

# The names of these files end in ".txt", so that tools don't take them for this package's own.
TEMPLATE = Path(__file__).parent / "template"


def new_course(folder: Path) -> list[Path]:
    """Write the files of a course.

    Parameters
    ----------
    folder : Path
        A new or empty folder. Its name becomes the name of the course.

    Returns
    -------
    list of Path
        The new files.

    Raises
    ------
    CourseError
        If the folder is not empty, or its name cannot be the name of a package.
    """
    folder = folder.resolve()
    if not re.fullmatch(r"[A-Za-z]([\w-]*[A-Za-z0-9])?", folder.name, re.ASCII):
        raise CourseError(
            "the folder's name must have letters, digits, - and _ only, such as my_course, "
            f"got {folder.name!r}"
        )
    if folder.exists() and not folder.is_dir():
        raise CourseError(f"folder must be new or empty, got the file {folder}")
    if folder.is_dir() and any(folder.iterdir()):
        raise CourseError(f"folder must be new or empty, got files in {folder}")
    package = folder.name.lower().replace("-", "_") + "_lessons"
    written = []
    for source in TEMPLATE.rglob("*.txt"):
        path = folder / source.relative_to(TEMPLATE).with_suffix("")
        if path.name == "gitignore":
            path = path.with_name(".gitignore")
        text = source.read_text(encoding="utf-8")
        text = text.replace("NAME", folder.name).replace("PACKAGE", package)
        written.append(write_new(path, text))
    return sorted(written)
