"""Find the statements of other cells that bind names which an answer uses."""

import ast
import symtable
from collections.abc import Iterable, Set

from reglab.checks.probing.guard import parsed

__all__ = ["LONGEST", "statements_behind"]

# Comparing takes time quadratic in the length, so longer texts are not compared.
LONGEST = 20_000  # characters, twice the longest cell of the course


def statements_behind(
    source: str, cells: Iterable[str], known: Set[str] = frozenset()
) -> list[tuple[str, ast.stmt]]:
    """Return the statements that an answer depends on, directly or indirectly.

    Parameters
    ----------
    source : str
        The answer's cell.
    cells : iterable of str
        The other cells that the student wrote or changed.
    known : set of str
        Names to ignore, such as earlier answers.

    Returns
    -------
    list of (str, ast.stmt)
        A used name and a statement that binds it; each statement once.
    """
    binding: dict[str, list[ast.stmt]] = {}
    for cell in cells:
        tree = parsed(cell) if len(cell) <= LONGEST else None
        for statement in _single(getattr(tree, "body", ())):
            for name in _bound(statement):
                binding.setdefault(name, []).append(statement)
    tree = parsed(source)
    todo = [] if tree is None else sorted(_used(tree) - set(known))
    seen = set(todo)
    found: dict[int, tuple[str, ast.stmt]] = {}
    while todo:
        name = todo.pop(0)
        for statement in binding.get(name, ()):
            if id(statement) not in found:
                found[id(statement)] = name, statement
                new = _used(statement) - seen - set(known)
                seen |= new
                todo += sorted(new)
    return list(found.values())


def _single(statements):
    """The statements, with each imported name in a separate one."""
    for statement in statements:
        if isinstance(statement, ast.Import):
            for alias in statement.names:
                yield ast.copy_location(ast.Import([alias]), statement)
        elif isinstance(statement, ast.ImportFrom):
            for alias in statement.names:
                single = ast.ImportFrom(statement.module, [alias], statement.level)
                yield ast.copy_location(single, statement)
        else:
            yield statement


def _bound(statement):
    """The names that a statement at the top of a cell binds."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {statement.name}
    names = set()
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.alias):
            names.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):  # inside an if or a try
            names.add(node.name)
    return names


def _used(tree):
    """The names that may be bound in another cell: none that is local to a function."""
    names = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
    try:
        todo = [symtable.symtable(ast.unparse(tree), "<cell>", "exec")]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return names
    outside = set()
    while todo:
        scope = todo.pop()
        todo += scope.get_children()
        top = scope.get_type() == "module"
        outside |= {s.get_name() for s in scope.get_symbols() if top or s.is_global()}
    return names & outside
