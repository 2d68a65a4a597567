"""Read a graded notebook, or say in one line what is wrong with it."""

import json
from pathlib import Path
from typing import Any

from reglab.grading.records.damage import DamagedRecord
from reglab.grading.records.files import read_record

__all__ = ["read_cells"]


def read_cells(path: Path, way_out: str = "") -> list[dict[str, Any]] | None:
    """Return the cells of a notebook of the course folder; None if there is no notebook.

    Parameters
    ----------
    path : Path
    way_out : str, optional
        What to do if it is damaged; by default, to move it away, since grading makes it again.

    Raises
    ------
    DamagedRecord
        If it cannot be read.
    """
    try:
        cells = json.loads(read_record(path).decode("utf-8"))["cells"]
        for cell in cells:
            nbgrader = cell["metadata"].get("nbgrader", {})
            if not isinstance(nbgrader.get("grade_id", ""), str):
                raise TypeError("a grade_id is no text")
            if cell["cell_type"] not in ("code", "markdown", "raw"):
                raise ValueError(f"the type of a cell is {str(cell['cell_type'])[:20]}")
            "".join(cell["source"])
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        way_out = (
            way_out or "move it away, and `reglab grade` makes it again from what was handed in"
        )
        raise DamagedRecord(path, error, way_out) from None
    return cells
