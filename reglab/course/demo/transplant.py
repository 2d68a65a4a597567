"""Copy the source of a function, under another name, with everything that it uses."""

import ast
import inspect
import re
import types
from collections.abc import Callable, Collection
from pathlib import Path

from reglab._syntax import bound_names, looked_up_names
from reglab.checks.authoring.edits import edited_source

__all__ = ["transplanted"]


def transplanted(function: Callable, name: str, graded: Collection[str]) -> str:
    """Return a function's source under another name.

    Parameters
    ----------
    function : callable
        Defined at the top level of a module, a lambda there, or made by `edited`.
    name : str
        Its new name.
    graded : collection of str
        Names that the student's notebook defines; they are left out.

    Returns
    -------
    str
        Imports first, then functions and constants in the order of their module.

    Examples
    --------
    >>> from reglab.checks.model import registry
    >>> known = registry.exercise("start_here.standardize").mistakes
    >>> by_rows = next(k for k in known if k.name == "rows instead of columns")
    >>> print(transplanted(by_rows.answers["standardize"], "standardize", ()))
    def standardize(X):
        return (X - X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True)
    """
    module = vars(inspect.getmodule(function))
    path = inspect.getsourcefile(function)
    assert path is not None
    text = Path(path).read_text(encoding="utf-8")
    home = {bound: node for node in ast.parse(text).body for bound in bound_names(node)}
    # The notebook's set-up cell imports NumPy.
    left_out = {*graded, function.__name__, "np"}
    wrong = _source(function, name, home.get(function.__name__), text)
    needed: dict[str, str] = {}
    todo = [wrong]
    while todo:
        read = looked_up_names(ast.parse(todo.pop()))
        for r in read & home.keys() - needed.keys() - left_out:
            needed[r] = _source(module[r], r, home[r], text)
            todo.append(needed[r])
    lines = sorted(needed, key=lambda r: home[r].lineno)
    imports = [needed[r] for r in lines if isinstance(home[r], ast.Import | ast.ImportFrom)]
    code = [needed[r] for r in lines if not isinstance(home[r], ast.Import | ast.ImportFrom)]
    return "\n\n\n".join(filter(None, ["\n".join(imports), *code, wrong]))


def _source(value, name, node, text):
    """The code that binds a name to a value of a module; `node` is its statement."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        names = [alias for alias in node.names if (alias.asname or alias.name) == name]
        return ast.unparse(type(node)(**{**vars(node), "names": names}))
    if not isinstance(value, types.FunctionType | type):
        return ast.get_source_segment(text, node)
    if value.__name__ == "<lambda>":
        return _as_function(value, name, text)
    code = edited_source(value) or ast.get_source_segment(text, node)
    return re.sub(rf"\b{value.__name__}\b", name, code)


def _as_function(value, name, text):
    """A lambda, rewritten as a function."""
    line, nodes = value.__code__.co_firstlineno, ast.walk(ast.parse(text))
    (found,) = [node for node in nodes if isinstance(node, ast.Lambda) and node.lineno == line]
    written = ast.parse(f"def {name}(): return None").body[0]
    written.args, written.body[0].value = found.args, found.body
    return ast.unparse(written)
