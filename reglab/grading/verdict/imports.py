"""What a lesson's notebook imports, so that it can be loaded once for all submissions."""

import ast

from reglab.grading.verdict.plan import EXPERIMENT

__all__ = ["imported_modules"]


def imported_modules(notebook):
    """The modules that the code of a released notebook asks for.

    Parameters
    ----------
    notebook : NotebookNode

    Returns
    -------
    list of str
        In order, each once. Of ``from a import b`` both ``a`` and ``a.b``, as b may be a module:
        whoever loads them has to live with what does not exist.
    """
    found = {}
    for cell in notebook.cells:
        if cell.cell_type == "code" and EXPERIMENT not in cell.metadata.get("tags", []):
            found.update(dict.fromkeys(_imports(cell.source)))
    return list(found)


def _imports(source):
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return  # a cell with magics, or one that students have to complete
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names if alias.name != "*")
