"""Compare syntax trees, ignoring names and comments, to find copied code."""

import ast
from collections.abc import Sequence
from difflib import SequenceMatcher

__all__ = ["cell_shape", "most_shared", "runs", "shape", "shared"]

SHORTEST_RUN = 12  # consecutive nodes; shorter runs are common NumPy idioms


def shape(source: str, name: str) -> list[str]:
    """Return a function's syntax tree as a sequence, without names, comments and docstring.

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
    found = [n for n in _walk(source) if isinstance(n, ast.FunctionDef) and n.name == name]
    return _entries(_statements(found[-1])) if found else []


def cell_shape(source: str) -> list[str]:
    """Return the syntax tree of a whole cell, in the form of `shape`.

    Parameters
    ----------
    source : str

    Returns
    -------
    list of str
        Empty if the code does not parse.

    Examples
    --------
    >>> cell_shape("a = [1]") == cell_shape("other = [1]  # a list")
    True
    """
    return _entries(next((_body(node) for node in _walk(source)), []))


def _walk(source):
    """The nodes of some code, root first; none if it does not parse."""
    try:
        return ast.walk(ast.parse(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return iter(())


def _entries(nodes):
    """One entry for each node and those below it, outermost first.

    All names are equal: numbering them in order of appearance would shift with every line that
    is added or removed. The traversal is not recursive, since a sum of a thousand terms is a
    thousand nodes deep.
    """
    entries, waiting = [], nodes[::-1]
    while waiting:
        node = waiting.pop()
        entries.append(_label(node))
        if isinstance(node, ast.Name | ast.Constant):
            continue
        below = _body(node) if isinstance(node, _DOCUMENTED) else ast.iter_child_nodes(node)
        waiting.extend(n for n in reversed(list(below)) if not isinstance(n, ast.expr_context))
    return entries


_DOCUMENTED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def _body(node):
    """The child nodes of a definition or a whole cell, without its docstring."""
    docstring = node.body[:1] if ast.get_docstring(node) is not None else []
    return [below for below in ast.iter_child_nodes(node) if below not in docstring]


def _statements(node):
    return [below for below in _body(node) if isinstance(below, ast.stmt)]


def _label(node):
    if isinstance(node, ast.Name):
        return "name"
    if isinstance(node, ast.Attribute):
        return f".{node.attr}"
    if isinstance(node, ast.Constant):
        # Python refuses to convert huge integers to decimal.
        return hex(node.value) if type(node.value) is int else repr(node.value)
    return type(node).__name__


def shared(one: Sequence[str], other: Sequence[str]) -> float:
    """Return the fraction of `one` that is also in `other`, in the same order.

    Parameters
    ----------
    one, other : list of str
        From `shape`.

    Returns
    -------
    float
        From 0 to 1; asymmetric, so that additions to a copy do not hide it.
    """
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(b.size for b in blocks if b.size >= SHORTEST_RUN) / len(one) if one else 0.0


def runs(entries: Sequence[str]) -> frozenset[tuple[str, ...]]:
    """Return all runs of the shortest length that `shared` counts, for `most_shared`."""
    return frozenset(_runs(entries))


def most_shared(one: Sequence[str], runs_of_other: frozenset[tuple[str, ...]]) -> float:
    """Return a fraction that `shared` cannot exceed, in far less time.

    Parameters
    ----------
    one : list of str
        From `shape`.
    runs_of_other : frozenset
        From `runs`.

    Returns
    -------
    float
        The fraction of `one` that lies in runs of the other one, whatever their order.
    """
    covered = end = 0  # each run covers what the runs before it have not
    for start, run in enumerate(_runs(one)):
        if run in runs_of_other:
            covered += start + SHORTEST_RUN - max(start, end)
            end = start + SHORTEST_RUN
    return covered / len(one) if one else 0.0


def _runs(entries):
    return zip(*(entries[start:] for start in range(SHORTEST_RUN)), strict=False)
