"""How much of a function's syntax tree is somebody else's, whatever its names and comments are."""

import ast
from difflib import SequenceMatcher

__all__ = ["shape", "shared"]

SHORTEST_RUN = 12  # nodes in a row: shorter runs are the idioms that all NumPy code shares


def shape(source, name):
    """A function's syntax tree as a sequence, without names, comments and docstring.

    Parameters
    ----------
    source : str
        Code that defines the function.
    name : str

    Returns
    -------
    list of str
        One entry for each node, outermost first; empty if the code does not
        parse or does not define the function.

    Examples
    --------
    >>> copy = "def f(value):\\n    'Add 1.'\\n    return value + 1"
    >>> shape("def f(x): return x + 1", "f") == shape(copy, "f")
    True
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    found = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name == name]
    if not found:
        return []
    body = found[-1].body
    if ast.get_docstring(found[-1]) is not None:
        body = body[1:]
    entries = []
    for statement in body:
        _visit(statement, entries)
    return entries


def _visit(node, entries):
    """Append a node and those below it.

    A name is only a name: numbers in order of appearance would shift with every line that is
    added or taken away.
    """
    label = type(node).__name__
    if isinstance(node, ast.Name):
        label = "name"
    elif isinstance(node, ast.Attribute):
        label = f".{node.attr}"
    elif isinstance(node, ast.Constant):
        label = repr(node.value)
    if not isinstance(node, ast.expr_context):
        entries.append(label)
    for child in ast.iter_child_nodes(node):
        _visit(child, entries)


def shared(one, other):
    """The share of `one` that also stands in `other`, in the same order.

    Parameters
    ----------
    one, other : list of str
        From `shape`.

    Returns
    -------
    float
        From 0 to 1; asymmetric, so that an addition to a copy hides nothing of it.
    """
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(b.size for b in blocks if b.size >= SHORTEST_RUN) / len(one) if one else 0.0
