"""Notice that the cell with an answer did not run, so that an older function is still defined."""

import ast
import linecache
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

__all__ = ["cells_that_did_not_run"]


def cells_that_did_not_run(names: Iterable[str], namespace: Mapping[str, Any]) -> list[str]:
    """Say which graded names are not those of the cell that defines them and was run last.

    Parameters
    ----------
    names : iterable of str
    namespace : dict
        That of a notebook; IPython keeps the cells that it was asked to run in ``In``.

    Returns
    -------
    list of str
        One sentence for each such name; empty outside of a notebook.
    """
    cells = namespace.get("In")
    if type(cells) is not list:
        return []
    found = (_said(name, namespace.get(name), cells) for name in names)
    return [sentence for sentence in found if sentence]


def _said(name: str, value: Any, cells: Sequence[Any]) -> str:
    cell = _last_definition(name, cells)
    if cell is None:
        return ""
    try:
        tree = ast.parse(cell)
    except SyntaxError as error:
        reason = f"has a {type(error).__name__} in line {error.lineno} ({error.msg})"
    except (ValueError, RecursionError, MemoryError):
        return ""
    else:
        if value is None or not _is_plain(name, tree) or _comes_from(value, cell):
            return ""
        reason = "stopped with an error"
    sentence = f"The last cell that defines {name} {reason}, so it defined nothing."
    return sentence if value is None else f"{sentence} This check judges the older {name}."


def _last_definition(name, cells):
    """The last cell that defines a name, whether it parses or not."""
    word = re.escape(name)
    definition = re.compile(rf"^((async\s+)?(def|class)\s+{word}\b|{word}\s*=)", re.MULTILINE)
    texts = (cell for cell in reversed(cells) if isinstance(cell, str))
    return next((text for text in texts if definition.search(text)), None)


def _is_plain(name, tree):
    """Whether a cell's last statement about a name is a function without decorators."""
    about = [node for node in tree.body if name in _bound(node)]
    return bool(about) and isinstance(about[-1], ast.FunctionDef) and not about[-1].decorator_list


def _bound(node):
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return {node.name}
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def _comes_from(value, cell):
    code = getattr(value, "__code__", None)
    if code is None:
        return True  # of unknown origin, such as a partial function: say nothing
    lines = linecache.getlines(code.co_filename)
    return not lines or "".join(lines).strip() == cell.strip()
