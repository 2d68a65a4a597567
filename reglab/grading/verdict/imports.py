"""Find what a lesson's notebook imports, to load it once for all submissions."""

import ast
from typing import TYPE_CHECKING

from reglab.grading.verdict.plan import EXPERIMENT

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["imported_modules"]


def imported_modules(notebook: "NotebookNode") -> list[str]:
    """Return the modules that the code of a released notebook imports.

    Parameters
    ----------
    notebook : NotebookNode

    Returns
    -------
    list of str
        In order, each once. ``from a import b`` gives both ``a`` and ``a.b``, since b may be a
        module; so some of them may not exist.
    """
    found: dict[str, None] = {}
    for cell in notebook.cells:
        if cell.cell_type == "code" and EXPERIMENT not in cell.metadata.get("tags", []):
            found.update(dict.fromkeys(_imports(cell.source)))
    return list(found)


def _imports(source):
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return  # a cell with magics, or one that students complete
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names if alias.name != "*")
