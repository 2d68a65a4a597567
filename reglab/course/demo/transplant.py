"""Move a function out of its module: its source, under another name, with all that it needs."""

import ast
import inspect
import re
from pathlib import Path

__all__ = ["transplanted"]


def transplanted(function, name, graded):
    """A function's source under another name.

    Parameters
    ----------
    function : callable
        Defined at the top level of a module.
    name : str
        What it is called from now on.
    graded : collection of str
        Names that the notebook has already, as they are the student's own: left out.

    Returns
    -------
    str
        Imports first, then the functions and constants in the order of their module.

    Examples
    --------
    >>> from reglab.checks.start_here.bank import rows
    >>> print(transplanted(rows, "standardize", ()))
    def standardize(X):
        return (X - X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True)
    """
    text = Path(inspect.getsourcefile(function)).read_text(encoding="utf-8")
    home = {bound: node for node in ast.parse(text).body for bound in _bound(node)}
    needed, todo = {}, [function.__name__]
    while todo:
        node = home[todo[-1]]
        needed[todo.pop()] = node
        parts = node.body if isinstance(node, ast.FunctionDef) else [node]
        read = {n.id for part in parts for n in ast.walk(part) if isinstance(n, ast.Name)}
        todo += [r for r in read if r in home and r not in needed and r not in graded]
    # A notebook's set-up cell has imported NumPy.
    needed.pop("np", None)
    imports, code = [], []
    for bound, node in sorted(needed.items(), key=lambda item: item[1].lineno):
        if isinstance(node, ast.Import | ast.ImportFrom):
            node.names = [a for a in node.names if (a.asname or a.name) == bound]
            imports.append(ast.unparse(node))
        else:
            code.append(ast.get_source_segment(text, node))
    pieces = ["\n".join(imports), *code] if imports else code
    return re.sub(rf"\b{function.__name__}\b", name, "\n\n\n".join(pieces))


def _bound(node):
    """The names that a statement at the top level of a module binds."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.Import | ast.ImportFrom):
        return [alias.asname or alias.name for alias in node.names]
    targets = node.targets if isinstance(node, ast.Assign) else []
    return [n.id for target in targets for n in ast.walk(target) if isinstance(n, ast.Name)]
